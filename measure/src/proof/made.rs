//! Small texts made by hand for the tests of the checks, as a reader would return them. No product code and no check uses
//! them.

use dossier_core::formats::{Cell, FileKind, Line, PageSize, Place, SourceText, Span, Style};

/// Lines on pages of A4 as (page, left edge, base line, text); a tab begins a cell 150 points further right. Letters are
/// 10 points high and 5 wide.
pub fn pages(rows: &[(u32, f32, f32, &str)]) -> SourceText {
    let mut source = empty(FileKind::Pdf);
    for (page, x0, base, text) in rows {
        let place = Place::Page { page: *page, r#box: [*x0, base - 8.0, x0 + 150.0, base + 2.0] };
        push(&mut source, place, text, 0, |number, length| {
            let left = x0 + number * 150.0;
            (left, left + length * 5.0)
        });
    }
    let count = rows.iter().map(|(page, ..)| *page).max().unwrap_or(0);
    source.pages = (0..count).map(|_| PageSize { width: 595.28, height: 841.89 }).collect();
    source
}

/// Lines of a document as (paragraph, heading, text); a tab begins a cell.
pub fn docx(rows: &[(u32, u8, &str)]) -> SourceText {
    let mut source = empty(FileKind::Docx);
    for (paragraph, heading, text) in rows {
        let place = Place::Part { part: "document".into(), paragraph: *paragraph, offset: 0 };
        push(&mut source, place, text, *heading, |number, _| (number, number));
    }
    source
}

fn empty(kind: FileKind) -> SourceText {
    SourceText { kind, text: String::new(), lines: Vec::new(), pages: Vec::new(), warnings: Vec::new() }
}

/// Appends a line; `edges` gives a cell's edges from its number and its length.
fn push(source: &mut SourceText, place: Place, text: &str, heading: u8, edges: impl Fn(f32, f32) -> (f32, f32)) {
    let length = |text: &str| u32::try_from(text.chars().count()).expect("a short text");
    if !source.lines.is_empty() {
        source.text.push('\n');
    }
    let start = length(&source.text);
    source.text.push_str(text);
    let style = Style { size: 10.0, heading, ..Style::default() };
    let (mut cells, mut at) = (Vec::new(), start);
    for (number, cell) in text.split('\t').enumerate() {
        let (x0, x1) = edges(number as f32, length(cell) as f32);
        cells.push(Cell { span: Span::new(at, at + length(cell)), x0, x1, style, runs: Vec::new() });
        at += length(cell) + 1;
    }
    let span = Span::new(start, length(&source.text));
    source.lines.push(Line { span, place, cells, column: 1, bullet: false, gap_above: 1.0, running: false });
}
