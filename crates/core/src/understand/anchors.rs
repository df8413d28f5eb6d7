//! Where periods stand in a section: which of them are the dates of an entry and which tell of a task.

use super::dates::{self, End, Period};
use super::lines::Line;
use super::piece::Piece;

/// What an entry's dates look like in a line.
pub(super) struct Anchor {
    /// Position in the section's lines.
    pub at: usize,
    pub period: Period,
    /// Cell that holds the period.
    pub cell: usize,
    /// The next line holds the end of the period in its first cell.
    pub two_lines: bool,
}

impl Anchor {
    /// First line behind the period.
    pub fn after(&self) -> usize {
        self.at + 1 + usize::from(self.two_lines)
    }
}

/// The dates of the entries of a section. `single_dates`: a lone year or month counts as a period, as schools have it.
pub(super) fn anchors(lines: &[Line], single_dates: bool) -> Vec<Anchor> {
    in_keeping(all(lines, single_dates), lines)
}

/// Where most periods stand in a cell or line of their own, one within a sentence tells of a task.
fn in_keeping(anchors: Vec<Anchor>, lines: &[Line]) -> Vec<Anchor> {
    let pure = |anchor: &Anchor, share: usize| {
        let cell = &lines[anchor.at].cells[anchor.cell].text;
        let enclosed = cell[..anchor.period.from].trim_end().ends_with(['(', '['])
            && cell[anchor.period.to..].trim_start().starts_with([')', ']']);
        anchor.two_lines
            || (share < 80 && (anchor.period.from == 0 || enclosed))
            || (anchor.period.to - anchor.period.from) * 100 >= cell.len() * share
    };
    if anchors.iter().filter(|anchor| pure(anchor, 80)).count() * 2 > anchors.len() {
        return anchors.into_iter().filter(|anchor| pure(anchor, 45)).collect();
    }
    anchors
}

fn all(lines: &[Line], single_dates: bool) -> Vec<Anchor> {
    let mut out: Vec<Anchor> = Vec::new();
    let mut skip = false;
    for (at, line) in lines.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        if let Some(anchor) = label_column(lines, at) {
            skip = anchor.two_lines;
            out.push(anchor);
            continue;
        }
        let found = line
            .cells
            .iter()
            .enumerate()
            .find_map(|(cell, piece)| anchor_in(line, piece, single_dates).map(|period| (cell, period)));
        if let Some((cell, period)) = found {
            out.push(Anchor { at, period, cell, two_lines: false });
        }
    }
    out
}

/// A date column: the start in this line's first cell, the end in the next line's.
fn label_column(lines: &[Line], at: usize) -> Option<Anchor> {
    let line = &lines[at];
    let first = &line.cells[0];
    let next = lines.get(at + 1)?;
    let below = &next.cells[0];
    if let Some(anchor) = wrapped(at, line, next) {
        return Some(anchor);
    }
    let start = dates::is_single(&first.text)?;
    let in_column = line.cells.len() > 1 || next.cells.len() > 1 || (next.x0 - line.x0).abs() < 30.0;
    if !in_column || next.gap > 1.6 {
        return None;
    }
    let end = if dates::is_present(&below.text) {
        End::Current
    } else {
        End::At(dates::is_single(below.text.trim_start_matches(['-', '–', '—', ' ']))?)
    };
    // Newest first within a column of single years would read as a range backwards.
    if let End::At(date) = end
        && date.last_month() < start.first_month()
    {
        return None;
    }
    let period = Period { start: Some(start), end, from: 0, to: first.text.len() };
    Some(Anchor { at, period, cell: 0, two_lines: true })
}

/// A period that is broken over two lines of a narrow column: `März 2018 bis` above `Juni 2019`.
fn wrapped(at: usize, line: &Line, next: &Line) -> Option<Anchor> {
    let (first, below) = (&line.cells[0], &next.cells[0]);
    let in_column = line.cells.len() > 1 && (next.x0 - line.x0).abs() < 4.0 && next.x1 > next.x0;
    if !in_column || next.gap > 1.7 || first.text.chars().count() > 28 || below.text.chars().count() > 20 {
        return None;
    }
    let range = |text: &str| dates::periods(text).into_iter().find(Period::is_range);
    let joined = format!("{} {}", first.text, below.text);
    let found = range(&joined).filter(|period| (period.to - period.from) * 10 >= joined.len() * 8)?;
    if range(&first.text).is_some_and(|alone| alone.end == found.end) {
        return None;
    }
    let period = Period { from: 0, to: first.text.len(), ..found };
    Some(Anchor { at, period, cell: 0, two_lines: true })
}

fn anchor_in(line: &Line, piece: &Piece, single_dates: bool) -> Option<Period> {
    let found = dates::periods(&piece.text);
    if let Some(range) = found.iter().find(|period| period.is_range()) {
        // A range inside a sentence tells of a task, not of a station.
        let share = (range.to - range.from) * 3 >= piece.text.len();
        let edge = range.from == 0
            || piece.text[range.to..].trim_matches([')', '.', ' ', '|']).is_empty()
            || separated(&piece.text, range);
        let task = line.bullet && !share;
        return (edge && !task && !(line.bullet && piece.text.ends_with('.'))).then(|| range.clone());
    }
    let one = found.first()?;
    let alone = dates::is_single(&piece.text).is_some()
        || piece.text[one.to..].trim_start().starts_with(['–', '-', '—'])
            && piece.text[one.to..].trim().chars().count() <= 2;
    let edge = one.from == 0 || piece.text[one.to..].trim_matches([')', '.', ' ']).is_empty();
    let preceded = piece.text[..one.from].trim_end().ends_with([',', '|', '(', '–', '-', ':', '\t']) || one.from == 0;
    let listed = single_dates && edge && preceded && !line.bullet_sentence();
    (listed || (alone && (line.cells.len() > 1 || single_dates || piece.text.chars().count() <= 20)))
        .then(|| one.clone())
}

impl Line {
    fn bullet_sentence(&self) -> bool {
        self.bullet && self.text().ends_with('.')
    }
}

/// Whether a range is set off by a bar, a comma or brackets.
fn separated(text: &str, range: &Period) -> bool {
    let before = text[..range.from].trim_end();
    let after = text[range.to..].trim_start();
    let set_off =
        before.ends_with(['|', '·', '(', ',', '–', '\t', ':']) || after.starts_with(['|', '·', ')', ',', ':']);
    let bracketed = before.ends_with(['(', '[']) && after.starts_with([')', ']']);
    set_off && (text.chars().count() <= 110 || (bracketed && text[..range.from].chars().count() <= 110))
}
