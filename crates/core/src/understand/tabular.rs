//! Tables with a row of column heads: `von–bis | Arbeitgeber | Funktion`. The heads say what each cell of a row is.

use super::dates::{self, End};
use super::entries::Raw;
use super::fold::label;
use super::labelled::Given;
use super::labels::{self, Label};
use super::lines::Line;
use super::piece::Piece;
use super::towns;

struct Column {
    label: Label,
    x0: f32,
}

/// What a head says; of `Funktion / Aufgaben` the first counts.
fn head_kind(text: &str) -> Option<Label> {
    let whole = labels::label_kind(&label(text));
    let first = || {
        let joints = [" und ", " and ", " et ", " & ", "/", ","];
        let end = joints.iter().filter_map(|joint| text.find(joint)).min()?;
        labels::label_kind(&label(&text[..end]))
    };
    whole.or_else(first).filter(|kind| kind.is_of_entry())
}

fn columns(line: &Line) -> Option<Vec<Column>> {
    if line.cells.len() < 2 {
        return None;
    }
    let cells = line.cells.iter().zip(&line.cell_x0);
    let columns: Option<Vec<Column>> =
        cells.map(|(cell, x0)| Some(Column { label: head_kind(&cell.text)?, x0: *x0 })).collect();
    columns.filter(|columns| columns.iter().any(|column| matches!(column.label, Label::Period | Label::Start)))
}

/// The entries of a table with heads in its first lines; `None` where there is none.
pub(super) fn entries(lines: &[Line]) -> Option<Vec<Raw>> {
    let (at, columns) =
        lines.iter().take(3).enumerate().find_map(|(at, line)| columns(line).map(|columns| (at, columns)))?;
    let geometry = lines[at].x1 > lines[at].x0;
    let mut rows: Vec<Row> = Vec::new();
    for line in &lines[at + 1..] {
        let cells: Vec<(usize, &Piece)> = line
            .cells
            .iter()
            .enumerate()
            .map(|(number, cell)| {
                let column = if geometry { nearest(&columns, line.cell_x0[number]) } else { number };
                (column.min(columns.len() - 1), cell)
            })
            .collect();
        let dated = cells.iter().any(|(column, cell)| {
            matches!(columns[*column].label, Label::Period | Label::Start) && !dates::periods(&cell.text).is_empty()
        });
        // The second line of a wrapped period has no date that could begin one.
        let wraps = rows.last().is_some_and(|row| row.is_open(&cells, &columns)) && line.gap < 1.8;
        // Without geometry a line of one cell is a further paragraph of the row above.
        let paragraph = !geometry && line.cells.len() == 1 && columns.len() > 1;
        if dated && !wraps && !paragraph {
            rows.push(Row::new(line));
        }
        if let Some(row) = rows.last_mut() {
            row.take(line, &cells, &columns, paragraph);
        }
    }
    let found: Vec<Raw> = rows.into_iter().filter_map(Row::finish).collect();
    (!found.is_empty()).then_some(found)
}

fn nearest(columns: &[Column], x0: f32) -> usize {
    let distance = |column: &Column| (column.x0 - x0).abs();
    let best = columns.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    best.map_or(0, |(at, _)| at)
}

struct Row {
    period: Vec<Piece>,
    end: Vec<Piece>,
    given: Given,
    body: Vec<Piece>,
    from: u32,
    to: u32,
}

impl Row {
    fn new(line: &Line) -> Self {
        let span = line.whole().span;
        Self {
            period: Vec::new(),
            end: Vec::new(),
            given: Given::default(),
            body: Vec::new(),
            from: span.start,
            to: span.end,
        }
    }

    /// Whether its period is a beginning that a date in the next line ends: `03/2018 –` above `12/2018`.
    fn is_open(&self, cells: &[(usize, &Piece)], columns: &[Column]) -> bool {
        let Some(last) = self.period.last() else { return false };
        let next = cells.iter().find(|(column, _)| matches!(columns[*column].label, Label::Period | Label::Start));
        let dash = last.text.trim_end().ends_with(['–', '-', '—']) || last.text.trim_end().ends_with("bis");
        next.is_some_and(|(_, cell)| {
            let joined = format!("{} {}", last.text, cell.text);
            let ranges = |text: &str| dates::periods(text).iter().any(dates::Period::is_range);
            (dash || !ranges(&last.text)) && ranges(&joined) && !ranges(&cell.text)
        })
    }

    fn take(&mut self, line: &Line, cells: &[(usize, &Piece)], columns: &[Column], paragraph: bool) {
        self.to = line.whole().span.end;
        for (column, cell) in cells {
            let cell = (*cell).clone();
            if paragraph {
                self.more(cell);
                continue;
            }
            let slot = match columns[*column].label {
                Label::Period | Label::Start => {
                    self.period.push(cell);
                    continue;
                }
                Label::End => {
                    self.end.push(cell);
                    continue;
                }
                Label::Employer | Label::School | Label::Client => {
                    match self.given.organisation.take() {
                        Some(first) if towns::may_be_town(&cell.text) && self.given.place.is_none() => {
                            self.given.organisation = Some(first);
                            self.given.place = Some(cell);
                        }
                        Some(first) => self.given.organisation = Piece::join(&[first, cell]),
                        None => self.given.organisation = Some(cell),
                    }
                    continue;
                }
                Label::Function | Label::Degree => &mut self.given.subject,
                Label::Place => &mut self.given.place,
                Label::Field => &mut self.given.area,
                Label::Project => &mut self.given.project,
                _ => {
                    self.body.push(cell);
                    continue;
                }
            };
            match slot.take() {
                // A title that runs over the cell's end goes on in small letters or behind a hyphen; a task does not.
                Some(first) if runs_on(&first, &cell) => *slot = Piece::join(&[first, cell]),
                Some(first) => {
                    *slot = Some(first);
                    self.body.push(cell);
                }
                None => *slot = Some(cell),
            }
        }
    }

    fn more(&mut self, cell: Piece) {
        if towns::may_be_town(&cell.text) && self.given.place.is_none() {
            self.given.place = Some(cell);
        } else {
            self.body.push(cell);
        }
    }

    fn finish(self) -> Option<Raw> {
        let period = Piece::join(&self.period)?;
        let found = dates::periods(&period.text).into_iter().next()?;
        let mut end = found.end;
        if let Some(value) = Piece::join(&self.end) {
            end = match dates::periods(&value.text).into_iter().next().and_then(|period| period.start) {
                Some(date) => End::At(date),
                None if dates::is_present(&value.text) => End::Current,
                None => end,
            };
        }
        Some(Raw {
            head: Vec::new(),
            given: self.given,
            group: None,
            body: self.body,
            start: found.start,
            end,
            period: Some(period),
            workload_percent: None,
            from: self.from,
            to: self.to,
        })
    }
}

fn runs_on(first: &Piece, next: &Piece) -> bool {
    let small = next.text.chars().next().is_some_and(|c| c.is_lowercase() || c == '(');
    small
        || first.text.ends_with(['-', ',', '/', '–'])
        || ["für", "of", "de", "et", "und", "and", "des", "du"]
            .iter()
            .any(|word| first.text.ends_with(&format!(" {word}")))
}
