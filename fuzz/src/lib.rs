//! What the fuzz targets share: packages and pages made of arbitrary bytes, and what must hold of any text that was read.

use dossier_formats::source::{Cell, FileKind, Line, PageSize, Place, SourceText, Span, Style};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Stops the fuzzer when a text that was read contradicts itself.
pub fn sound(source: &SourceText) {
    let chars = u32::try_from(source.text.chars().count()).expect("texts are bounded");
    let mut at = 0;
    for line in &source.lines {
        assert_eq!(line.span.start, at, "lines cover the text");
        assert!(!line.cells.is_empty(), "a line has cells");
        assert!(line.gap_above.is_finite(), "a gap is a number");
        at = line.span.end + 1;
        for cell in &line.cells {
            assert!(line.span.start <= cell.span.start && cell.span.end <= line.span.end, "cells lie in their line");
            assert!(cell.x0.is_finite() && cell.x1.is_finite(), "places are numbers");
        }
    }
    assert!(source.lines.is_empty() || at == chars + 1, "lines cover the text to its end");
}

/// Letters and digits alone: spaces and signs differ between a value and its quote.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A page from bytes: lines at line feeds, cells at tabs. A line that begins with a control sign has a look of its own: its
/// bits are bold, bullet, indent, gap and column; other lines are plain. So ordinary texts are seeds as they are.
pub fn page(bytes: &[u8]) -> Option<SourceText> {
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(20_000))?).into_owned();
    let mut source = SourceText {
        kind: FileKind::Pdf,
        text: String::new(),
        lines: Vec::new(),
        pages: Vec::new(),
        warnings: Vec::new(),
    };
    source.pages.push(PageSize { width: 595.0, height: 842.0 });
    let (mut at, mut y, mut column) = (0u32, 40.0f32, 0u32);
    for row in text.split('\n') {
        let look = row.chars().next().filter(|c| (*c as u32) < 32 && *c != '\t').map_or(0, |c| c as u32);
        let row = row.trim_start_matches(|c: char| (c as u32) < 32);
        let parts: Vec<&str> = row.split('\t').filter(|part| !part.trim().is_empty()).collect();
        if parts.is_empty() {
            continue;
        }
        if !source.lines.is_empty() {
            source.text.push('\n');
            at += 1;
        }
        let bold = look & 1 != 0;
        let style = Style { size: if look & 9 == 9 { 14.0 } else { 10.0 }, bold, italic: false, heading: 0 };
        let start = at;
        let mut x = if look & 4 != 0 { 180.0 } else { 50.0 };
        let mut cells = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                source.text.push('\t');
                at += 1;
            }
            let length = u32::try_from(part.chars().count()).ok()?;
            let width = length as f32 * 5.0;
            cells.push(Cell { span: Span::new(at, at + length), x0: x, x1: x + width, style, runs: Vec::new() });
            source.text.push_str(part);
            at += length;
            x += width.max(100.0) + 20.0;
        }
        column += u32::from(look & 16 != 0);
        y += if look & 8 != 0 { 24.0 } else { 12.0 };
        source.lines.push(Line {
            span: Span::new(start, at),
            place: Place::Page { page: 1, r#box: [50.0, y, x, y + 10.0] },
            cells,
            column,
            bullet: look & 2 != 0,
            gap_above: if look & 8 != 0 { 2.0 } else { 1.0 },
            running: false,
        });
    }
    (!source.lines.is_empty()).then_some(source)
}

/// Bytes as a package: as they are where they begin like one, else as the parts of one, separated by a NUL.
pub fn package(bytes: &[u8], parts: &[&str]) -> Option<Vec<u8>> {
    if bytes.starts_with(b"PK") {
        return Some(bytes.to_vec());
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("[Content_Types].xml", stored).ok()?;
    writer.write_all(b"<Types/>").ok()?;
    for (name, content) in parts.iter().zip(bytes.split(|byte| *byte == 0)) {
        writer.start_file(*name, stored).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
