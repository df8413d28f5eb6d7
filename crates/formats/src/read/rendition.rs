//! Writes data that is no text (Europass XML, job postings) as a text of headings and labelled lines.

use super::html;
use crate::source::{DraftCell, FileKind, Line, Place, SourceBuilder, SourceText, Style};
use crate::text;

/// A text in the making.
pub(super) struct Rendition {
    builder: SourceBuilder,
    part: &'static str,
    paragraph: u32,
    chars_max: u32,
}

impl Rendition {
    /// A text whose lines stand in the part `part`.
    pub fn new(kind: FileKind, part: &'static str, chars_max: u32) -> Self {
        Self { builder: SourceBuilder::new(kind), part, paragraph: 0, chars_max }
    }

    fn push(&mut self, cells: &[&str], style: Style, bullet: bool, gap_above: f32) {
        let cells: Vec<DraftCell> = cells
            .iter()
            .map(|cell| text::clean(cell).split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|cell| !cell.is_empty())
            .enumerate()
            .map(|(number, cell)| DraftCell { runs: vec![(cell, style)], x0: number as f32, x1: number as f32 })
            .collect();
        if cells.is_empty() || self.builder.chars() > self.chars_max {
            return;
        }
        let place = Place::Part { part: self.part.into(), paragraph: self.paragraph, offset: 0 };
        self.paragraph += 1;
        self.builder.push(cells, |span, cells| Line {
            span,
            place,
            cells,
            column: 0,
            bullet,
            gap_above,
            running: false,
        });
    }

    /// The name of the person or position.
    pub fn title(&mut self, words: &str) {
        self.push(&[words], Style { bold: true, heading: 7, ..Style::default() }, false, 1.0);
    }

    pub fn heading(&mut self, words: &str) {
        self.push(&[words], Style { bold: true, heading: 1, ..Style::default() }, false, 2.0);
    }

    pub fn row(&mut self, cells: &[&str]) {
        self.push(cells, Style::default(), false, 1.0);
    }

    pub fn item(&mut self, words: &str) {
        self.push(&[words], Style::default(), true, 1.0);
    }

    /// A label and its value; nothing where there is no value.
    pub fn labelled(&mut self, label: &str, value: &str) {
        if !value.trim().is_empty() {
            self.row(&[label, value]);
        }
    }

    /// Free text with HTML marks.
    pub fn prose(&mut self, text: &str) {
        for line in html::lines(text) {
            match (line.heading, line.bullet) {
                (true, _) => self.heading(&line.text),
                (_, true) => self.item(&line.text),
                _ => self.row(&[&line.text]),
            }
        }
    }

    pub fn finish(self) -> Option<SourceText> {
        let source = self.builder.finish();
        (!source.lines.is_empty()).then_some(source)
    }
}
