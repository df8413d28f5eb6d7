//! Forms: entries whose parts stand behind labels or in a label column (`Zeitraum`, `Employer`, `Fonction ou poste occupé`).

use super::dates::{self, End};
use super::entries::{Part, Raw};
use super::fold::label;
use super::labels::{self, Label};
use super::lines::Line;
use super::piece::Piece;

/// Parts of an entry that labels name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    pub organisation: Option<Piece>,
    pub subject: Option<Piece>,
    pub place: Option<Piece>,
    pub area: Option<Piece>,
    pub project: Option<Piece>,
}

impl Given {
    pub fn is_empty(&self) -> bool {
        self.organisation.is_none() && self.subject.is_none() && self.project.is_none()
    }
}

/// What a line holds: a label with its value, the rest of a label that is broken over two lines, or neither.
enum Row {
    Labelled(Label, Piece),
    Rest(Option<Piece>),
    Bare,
}

fn rows(lines: &[Line]) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if out.len() > at {
            continue;
        }
        if let Some((kind, value)) = of_entry(line) {
            out.push(Row::Labelled(kind, value));
            continue;
        }
        let wrapped = lines.get(at + 1).and_then(|next| wrapped_label(line, next).map(|kind| (kind, next)));
        match wrapped {
            Some((kind, next)) => {
                let value = line.without_first_cell(line.cell_x0[1]).whole();
                out.push(Row::Labelled(kind, value));
                let rest = (next.cells.len() > 1).then(|| next.without_first_cell(next.cell_x0[1]).whole());
                out.push(Row::Rest(rest));
            }
            None => out.push(Row::Bare),
        }
    }
    out.truncate(lines.len());
    out
}

/// A label of a narrow column that goes on in the next line: `Name und Adresse des` above `Arbeitgebers`.
fn wrapped_label(line: &Line, next: &Line) -> Option<Label> {
    // Labels may be set flush right, so that the place of the values tells that both lines are of one row.
    let one_row = (next.x0 - line.x0).abs() < 3.0
        || match (line.cell_x0.get(1), next.cell_x0.get(1)) {
            (Some(above), Some(below)) => (above - below).abs() < 3.0,
            (Some(above), None) => next.x1 < *above,
            _ => false,
        };
    let in_column = line.cells.len() > 1 && next.x1 > next.x0 && one_row && next.gap < 1.8;
    let below = &next.cells[0].text;
    if !in_column || below.split_whitespace().count() > 4 {
        return None;
    }
    let first = line.cells[0].text.trim_end();
    let joined = match first.strip_suffix('-') {
        Some(stem)
            if below.starts_with(char::is_lowercase) && !below.starts_with("oder ") && !below.starts_with("und ") =>
        {
            format!("{stem}{below}")
        }
        _ => format!("{first} {below}"),
    };
    labels::label_kind(&label(&joined)).filter(|kind| kind.is_of_entry())
}

/// A line as label and value, if its label is one of an entry's.
fn of_entry(line: &Line) -> Option<(Label, Piece)> {
    let whole = line.whole();
    let cut = whole.text.find([':', '\t'])?;
    let kind = match labels::label_kind(&label(&whole.text[..cut]))? {
        Label::Town => Label::Place,
        kind if kind.is_of_entry() || kind == Label::Workload => kind,
        _ => return None,
    };
    let end = cut + whole.text[cut..].chars().next().map_or(0, char::len_utf8);
    Some((kind, whole.sub(end, whole.text.len()).trim(&[':', '\t'])))
}

/// Entries of a form; `None` where the section is none.
pub(super) fn entries(lines: &[Line]) -> Option<Vec<Raw>> {
    let rows = rows(lines);
    let kinds: Vec<Label> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Labelled(kind, _) => Some(*kind),
            _ => None,
        })
        .collect();
    let count = |wanted: &[Label]| kinds.iter().filter(|kind| wanted.contains(kind)).count();
    let dates = count(&[Label::Period, Label::Start]);
    let sides = count(&[Label::Employer, Label::Function, Label::School, Label::Degree, Label::Client, Label::Project]);
    if dates == 0 || sides == 0 {
        return None;
    }
    let first = *kinds.first()?;
    let mut out: Vec<Draft> = Vec::new();
    let mut open: Option<Label> = None;
    for (line, row) in lines.iter().zip(rows) {
        if let Row::Rest(rest) = row {
            if let (Some(draft), Some(rest)) = (out.last_mut(), rest) {
                draft.wrap(open, rest, line);
            }
            continue;
        }
        if let Row::Labelled(kind, value) = row {
            let begins = out.last().is_none_or(|draft| {
                kind == first && draft.has(first) || (draft.has(kind) && !kind.may_repeat() && !draft.has(first))
            });
            if begins {
                out.push(Draft::new(line));
            }
            if let Some(draft) = out.last_mut() {
                draft.take(kind, value, line);
            }
            open = Some(kind);
        } else if let Some(draft) = out.last_mut() {
            draft.go_on(open, line);
        }
    }
    Some(out.into_iter().map(Draft::finish).collect())
}

struct Draft {
    kinds: Vec<Label>,
    given: Given,
    body: Vec<Piece>,
    start: Option<Piece>,
    end: Option<Piece>,
    from: u32,
    to: u32,
    style: dossier_formats::Style,
}

impl Draft {
    fn new(line: &Line) -> Self {
        let span = line.whole().span;
        Self {
            kinds: Vec::new(),
            given: Given::default(),
            body: Vec::new(),
            start: None,
            end: None,
            from: span.start,
            to: span.end,
            style: line.style,
        }
    }

    fn has(&self, kind: Label) -> bool {
        self.kinds.contains(&kind)
    }

    fn take(&mut self, kind: Label, value: Piece, line: &Line) {
        self.kinds.push(kind);
        self.to = line.whole().span.end;
        if value.is_empty() {
            return;
        }
        let slot = match kind {
            Label::Period | Label::Start => &mut self.start,
            Label::End => &mut self.end,
            Label::Employer | Label::School | Label::Client => &mut self.given.organisation,
            Label::Function | Label::Degree => &mut self.given.subject,
            Label::Place => &mut self.given.place,
            Label::Field => &mut self.given.area,
            Label::Project => &mut self.given.project,
            Label::Technologies => {
                // Kept with its label: what is listed there is told by it.
                self.body.push(line.whole());
                return;
            }
            Label::Workload => return,
            _ => {
                self.body.push(value);
                return;
            }
        };
        if slot.is_none() {
            *slot = Some(value);
        } else {
            self.body.push(value);
        }
    }

    /// A line without a label: more of the last value, or a task.
    fn go_on(&mut self, open: Option<Label>, line: &Line) {
        self.wrap(open, line.whole(), line);
    }

    fn wrap(&mut self, open: Option<Label>, whole: Piece, line: &Line) {
        self.to = whole.span.end;
        let wraps = !line.bullet && line.gap < 1.6 && line.x1 > line.x0;
        let slot = match open {
            Some(Label::Employer | Label::School | Label::Client) => &mut self.given.organisation,
            Some(Label::Function | Label::Degree) => &mut self.given.subject,
            _ => {
                self.body.push(whole);
                return;
            }
        };
        match slot.take() {
            Some(value) if wraps => *slot = Piece::join(&[value, whole]),
            value => {
                *slot = value;
                self.body.push(whole);
            }
        }
    }

    fn finish(self) -> Raw {
        let found = self.start.as_ref().and_then(|value| dates::periods(&value.text).into_iter().next());
        let (mut start, mut end) = found.as_ref().map_or((None, End::Unknown), |period| (period.start, period.end));
        if let Some(value) = &self.end {
            end = match dates::periods(&value.text).into_iter().next().and_then(|period| period.start) {
                Some(date) => End::At(date),
                None if dates::is_present(&value.text) => End::Current,
                None => end,
            };
        }
        if start.is_none() {
            start = self.start.as_ref().and_then(|value| dates::single(&value.text));
        }
        // What no label names may still be printed bare; nothing is guessed from it here.
        let head: Vec<Part> =
            self.given.project.iter().map(|piece| Part { piece: piece.clone(), style: self.style }).collect();
        Raw {
            head,
            given: self.given,
            group: None,
            body: self.body,
            start,
            end,
            period: self.start,
            workload_percent: None,
            from: self.from,
            to: self.to,
        }
    }
}
