//! The source's lines as pieces with their looks.

use super::dates;
use super::fold::label;
use super::labels::{Label, label_kind};
use super::piece::Piece;
use dossier_formats::{Cell, Place, SourceText, Span, Style};

/// A line as understanding sees it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Cells from left to right; at least one.
    pub cells: Vec<Piece>,
    /// Left edges of the cells; their numbers where the format has no geometry.
    pub cell_x0: Vec<f32>,
    /// Stretches of one look within each cell, where there are several.
    runs: Vec<Vec<(Piece, Style)>>,
    pub style: Style,
    pub bullet: bool,
    pub gap: f32,
    pub column: u32,
    pub x0: f32,
    pub x1: f32,
    pub page: u32,
    pub place: Place,
    pub running: bool,
}

impl Line {
    /// The stretches of a cell that have a look of their own; one for an ordinary cell.
    pub fn looks(&self, cell: usize) -> Vec<(Piece, Style)> {
        match self.runs.get(cell) {
            Some(runs) if !runs.is_empty() => runs.clone(),
            _ => vec![(self.cells[cell].clone(), self.style)],
        }
    }

    /// All cells with blanks between them.
    pub fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The whole line as one piece; its tabs stay tabs.
    pub fn whole(&self) -> Piece {
        match self.cells.as_slice() {
            [one] => one.clone(),
            cells => {
                let text = cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t");
                Piece { text, span: Span::new(cells[0].span.start, cells[cells.len() - 1].span.end) }
            }
        }
    }

    /// The same line without its first cell.
    pub fn without_first_cell(&self, x0: f32) -> Self {
        let mut rest = self.clone();
        rest.cells.remove(0);
        rest.cell_x0.remove(0);
        rest.runs.remove(0);
        rest.x0 = x0;
        rest
    }

    /// Makes a part of the line all there is of it.
    pub fn set_only_cell(&mut self, cell: Piece) {
        self.cells = vec![cell];
        self.cell_x0.truncate(1);
        self.runs = vec![Vec::new()];
    }

    /// Whether two lines look alike.
    pub fn looks_like(&self, other: &Self) -> bool {
        self.style.bold == other.style.bold
            && self.style.heading == other.style.heading
            && self.style.italic == other.style.italic
            && (self.style.size - other.style.size).abs() < 0.6
    }
}

/// Lines with cells; running heads and page numbers left out.
pub(crate) fn lines(source: &SourceText) -> Vec<Line> {
    let chars = CharIndex::new(&source.text);
    let mut out = Vec::with_capacity(source.lines.len());
    for line in &source.lines {
        let cells: Vec<Piece> =
            line.cells.iter().map(|cell| Piece::new(chars.slice(&source.text, cell.span), cell.span.start)).collect();
        let Some(first) = line.cells.first() else { continue };
        let page = match &line.place {
            Place::Page { page, .. } => *page,
            Place::Part { .. } => 1,
        };
        out.push(Line {
            cells,
            cell_x0: line.cells.iter().map(|cell| cell.x0).collect(),
            runs: line.cells.iter().map(|cell| runs(cell, &chars, &source.text)).collect(),
            style: first.style,
            bullet: line.bullet,
            gap: line.gap_above,
            column: line.column,
            x0: first.x0,
            x1: line.cells.last().map_or(first.x1, |cell| cell.x1),
            page,
            place: line.place.clone(),
            running: line.running,
        });
    }
    join_wrapped_periods(&mut out);
    out.into_iter().flat_map(part_labelled_row).collect()
}

/// A row of two labels with their values is two lines: `Wohnort | Bern | Nationalität | Schweiz`.
fn part_labelled_row(line: Line) -> Vec<Line> {
    let personal = |at: usize| {
        let kind = line.cells.get(at).and_then(|cell| label_kind(&label(&cell.text)));
        matches!(
            kind,
            Some(
                Label::Address
                    | Label::Town
                    | Label::Phone
                    | Label::Email
                    | Label::BirthDate
                    | Label::BirthPlace
                    | Label::Nationality
                    | Label::MaritalStatus
                    | Label::Permit
                    | Label::DrivingLicence
                    | Label::Availability
                    | Label::Workload
            )
        )
    };
    let words = |at: usize| line.cells.get(at).map_or(0, |cell| cell.text.split_whitespace().count());
    let figures = |at: usize| line.cells.get(at).is_some_and(|cell| cell.text.chars().any(|c| c.is_ascii_digit()));
    // Beside a fact that is known stands another whose label need not be: `Berufserfahrung | 13 Jahre`.
    let second = personal(2) || (personal(0) && words(2) <= 3 && !figures(2));
    if line.cells.len() != 4 || words(0) > 4 || !second || personal(1) || personal(3) {
        return vec![line];
    }
    let mut second = line.clone();
    second.cells.drain(..2);
    second.cell_x0.drain(..2);
    second.runs.drain(..2);
    second.x0 = second.cell_x0.first().copied().unwrap_or(line.x0);
    let mut first = line;
    first.cells.truncate(2);
    first.cell_x0.truncate(2);
    first.runs.truncate(2);
    vec![first, second]
}

/// A period that was too wide for its column: `März 2018 – November` above `2022`, `August 2009 bis` above `Januar 2010`.
fn join_wrapped_periods(lines: &mut Vec<Line>) {
    join_broken_dates(lines);
    let mut at = 1;
    while at < lines.len() {
        match wrapped_period(&lines[at - 1], &lines[at]) {
            Some(joined) => {
                lines.remove(at);
                if let Some(last) = lines[at - 1].cells.last_mut() {
                    *last = joined;
                }
            }
            None => at += 1,
        }
    }
}

/// A period that was too wide for a column on the left, with the text of the entry beside it: `Feb. 1996 – Nov.` above
/// `2011`, `09/2010 —` above `10/2012`.
fn join_broken_dates(lines: &mut Vec<Line>) {
    let mut at = 1;
    while at < lines.len() {
        let Some((joined, rest)) = broken_date(&lines[at - 1], &lines[at]) else {
            at += 1;
            continue;
        };
        let above = &mut lines[at - 1];
        above.cells[0] = joined;
        if !rest.is_empty() {
            let x0 = above.cell_x0[0];
            above.cells.insert(1, rest);
            above.cell_x0.insert(1, x0);
            above.runs.insert(1, Vec::new());
            above.runs[0] = Vec::new();
        }
        if lines[at].cells.len() > 1 {
            let x0 = lines[at].cell_x0[1];
            lines[at] = lines[at].without_first_cell(x0);
        } else {
            lines.remove(at);
        }
        at += 1;
    }
}

/// The period of both lines together, and what stands beside its first half.
fn broken_date(above: &Line, below: &Line) -> Option<(Piece, Piece)> {
    let (first, second) = (&above.cells[0], &below.cells[0]);
    // Dates may be set flush right in their column.
    let under = above.x1 > above.x0 && (-3.0..120.0).contains(&(below.x0 - above.x0)) && below.gap < 1.8;
    if !under || below.bullet || second.text.split_whitespace().count() > 2 || second.text.chars().count() > 16 {
        return None;
    }
    let ends_period = dates::is_single(&second.text).is_some() || dates::is_present(&second.text);
    let dash = first.text.find(['–', '—', '-'])?;
    let after_dash = dash + first.text[dash..].chars().next().map_or(0, char::len_utf8);
    let is_range = |text: &str| {
        dates::periods(text).iter().any(|period| period.is_range() && period.from == 0 && period.to + 1 >= text.len())
    };
    if !ends_period || dash > 24 || is_range(&first.text) {
        return None;
    }
    // The break stands behind the dash or behind the month after it.
    let word = first.text[after_dash..].split_whitespace().next().unwrap_or_default();
    let lead = first.text[after_dash..].len() - first.text[after_dash..].trim_start().len();
    for cut in [after_dash + lead + word.len(), after_dash] {
        let (head, rest) = (first.sub(0, cut), first.sub(cut, first.text.len()));
        let joined = Piece::join(&[head.clone(), second.clone()])?;
        let closed = dates::periods(&rest.text).is_empty() && !is_range(&head.text);
        if closed && is_range(&format!("{} {}", head.text, second.text)) {
            return Some((Piece { text: format!("{} {}", head.text, second.text), span: joined.span }, rest));
        }
    }
    None
}

fn wrapped_period(above: &Line, below: &Line) -> Option<Piece> {
    let last = above.cells.last().filter(|_| above.cells.len() > 1 && below.cells.len() == 1)?;
    let under = above.cell_x0.last().is_some_and(|x0| below.x0 > x0 - 1.0 && below.x1 <= above.x1 + 1.0);
    let words = below.cells[0].text.split_whitespace().count();
    let year = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    if !under
        || above.x1 <= above.x0
        || words > 3
        || last.text.chars().count() > 30
        || !year(&last.text) && !year(&below.cells[0].text)
    {
        return None;
    }
    let whole = |text: &str| dates::periods(text).iter().any(|period| period.is_range() && period.to + 1 >= text.len());
    let joined = Piece::join(&[last.clone(), below.cells[0].clone()])?;
    (!whole(&last.text) && whole(&joined.text)).then_some(joined)
}

/// Stretches of a cell that differ in weight, slant or size; those of signs and blanks alone go with the one before. A script
/// without capitals beside one with them is often set in another face that has no weights; there only size tells them apart.
fn runs(cell: &Cell, chars: &CharIndex, text: &str) -> Vec<(Piece, Style)> {
    let mut out: Vec<(Span, Style)> = Vec::new();
    for (span, style) in &cell.runs {
        let words = chars.slice(text, *span);
        let wordless = !words.chars().any(char::is_alphanumeric);
        match out.last_mut() {
            Some((last, look)) if wordless || same_look(*look, *style) => last.end = span.end,
            Some((last, look))
                if same_size(*look, *style) && is_uncased(words) != is_uncased(chars.slice(text, *last)) =>
            {
                last.end = span.end;
                if !is_uncased(words) {
                    *look = *style;
                }
            }
            _ => out.push((*span, *style)),
        }
    }
    if out.len() < 2 {
        return Vec::new();
    }
    let piece = |span: &Span| Piece::new(chars.slice(text, *span), span.start);
    out.iter()
        .map(|(span, style)| {
            let whole = piece(span);
            (whole.sub(0, whole.text.len()), *style)
        })
        .filter(|(piece, _)| !piece.is_empty())
        .collect()
}

fn same_look(a: Style, b: Style) -> bool {
    a.bold == b.bold && a.italic == b.italic && same_size(a, b)
}

fn same_size(a: Style, b: Style) -> bool {
    (a.size - b.size).abs() < 0.6
}

/// Whether a text has letters, all of a script without capitals, and no figures: Chinese, Arabic, Hebrew.
fn is_uncased(text: &str) -> bool {
    let cased = |c: char| c.is_lowercase() || c.is_uppercase() || c.is_ascii_digit();
    text.chars().any(char::is_alphabetic) && !text.chars().any(cased)
}

/// Byte offsets of every scalar value, so that spans are cut in constant time.
pub(super) struct CharIndex(Vec<usize>);

impl CharIndex {
    pub(super) fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    pub(super) fn slice<'a>(&self, text: &'a str, span: Span) -> &'a str {
        match (self.0.get(span.start as usize), self.0.get(span.end as usize)) {
            (Some(start), Some(end)) => text.get(*start..*end).unwrap_or(""),
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(text: &str, of: &[(u32, u32, bool, f32)]) -> Vec<String> {
        let style = |bold: bool, size: f32| Style { size, bold, ..Style::default() };
        let whole = Span::new(0, u32::try_from(text.chars().count()).expect("a short text"));
        let looks = of.iter().map(|(from, to, bold, size)| (Span::new(*from, *to), style(*bold, *size))).collect();
        let cell = Cell { span: whole, x0: 0.0, x1: 90.0, style: style(true, 20.0), runs: looks };
        runs(&cell, &CharIndex::new(text), text).into_iter().map(|(piece, _)| piece.text).collect()
    }

    #[test]
    fn a_face_without_weights_does_not_tear_a_name() {
        assert!(stretches("Anna 李明", &[(0, 5, true, 20.0), (5, 7, false, 20.0)]).is_empty());
        assert!(stretches("李明 Anna", &[(0, 3, false, 20.0), (3, 7, true, 20.0)]).is_empty());
        assert_eq!(stretches("Anna 李明", &[(0, 5, true, 20.0), (5, 7, false, 10.0)]), ["Anna", "李明"]);
        assert_eq!(stretches("李明 小明", &[(0, 3, true, 20.0), (3, 5, false, 20.0)]), ["李明", "小明"]);
        assert_eq!(stretches("Anna Koch", &[(0, 5, true, 20.0), (5, 9, false, 20.0)]), ["Anna", "Koch"]);
    }
}
