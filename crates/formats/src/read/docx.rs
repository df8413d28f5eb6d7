//! DOCX: paragraphs, tabs, tables, text boxes once, headers, footers, notes, list marks and heading styles.
//! Draws no page: places are parts and paragraphs, and a table used for layout is read column by column.

use super::docx_styles::{Styles, flag, half_points};
use super::xml::{self, Element, Node};
use super::{ReadError, broken};
use crate::limits::ReadLimits;
use crate::source::{DraftCell, FileKind, Line, Place, SourceBuilder, SourceText, Style};
use crate::text;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Reads a DOCX package.
///
/// # Errors
/// A [`ReadError`]: damaged package, a limit passed, or no text at all.
pub fn read(bytes: &[u8], limits: &ReadLimits) -> Result<SourceText, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let styles = match package.part("word/styles.xml")? {
        Some(xml) => Styles::read(&xml::parse(&xml, limits.xml_depth_max)?),
        None => Styles::default(),
    };
    let main = package.main_part()?;
    let document = package.part(&main)?.ok_or_else(|| broken("DOCX", "the main part is missing"))?;
    let document = xml::parse(&document, limits.xml_depth_max)?;

    let mut walker = Walker {
        styles: &styles,
        builder: SourceBuilder::new(FileKind::Docx),
        part: String::new(),
        paragraph: 0,
        column: 0,
        column_last: 0,
        running: false,
        grounds: 0,
        hidden_chars: 0,
        deceptive_chars: 0,
        blank: 0,
        chars_max: limits.chars_max,
    };
    for name in package.names_like("word/header") {
        walker.extra_part(&mut package, &name, true, limits)?;
    }
    walker.part = "document".into();
    walker.start_column();
    walker.blocks(&document)?;
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if package.names.contains_key(name) {
            walker.extra_part(&mut package, name, false, limits)?;
        }
    }
    for name in package.names_like("word/footer") {
        walker.extra_part(&mut package, &name, true, limits)?;
    }
    let (hidden, deceptive) = (walker.hidden_chars, walker.deceptive_chars);
    let mut source = walker.builder.finish();
    source.warn("read.hidden_text", hidden);
    source.warn("read.deceptive_characters", deceptive);
    if source.lines.is_empty() {
        let images = package.names.keys().any(|name| name.starts_with("word/media/"));
        return Err(if images { ReadError::NoText { pages: 1 } } else { ReadError::Blank });
    }
    Ok(source)
}

/// An opened package with what may still be unpacked of it.
pub(super) struct Package<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    names: BTreeMap<String, usize>,
    unpacked_bytes: u64,
    unpacked_bytes_max: u64,
    ratio_max: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &ReadLimits) -> Result<Self, ReadError> {
        let archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("DOCX", "the package has no directory"))?;
        if archive.len() > limits.members_max as usize {
            return Err(ReadError::UnpackedTooLarge { what: format!("{} members", limits.members_max) });
        }
        let names = (0..archive.len())
            .filter_map(|index| {
                archive
                    .name_for_index(index)
                    .and_then(Result::ok)
                    .map(|name| (name.trim_start_matches('/').to_owned(), index))
            })
            .collect();
        Ok(Self {
            archive,
            names,
            unpacked_bytes: 0,
            unpacked_bytes_max: limits.unpacked_bytes_max,
            ratio_max: limits.unpacked_ratio_max,
        })
    }

    pub(super) fn names_like(&self, prefix: &str) -> Vec<String> {
        self.names
            .keys()
            .filter(|name| name.starts_with(prefix) && name.ends_with(".xml") && !name.contains("_rels"))
            .cloned()
            .collect()
    }

    pub(super) fn main_part(&self) -> Result<String, ReadError> {
        let mut found = self.names_like("word/document");
        if found.is_empty() { Err(broken("DOCX", "the main part is missing")) } else { Ok(found.swap_remove(0)) }
    }

    /// A part's text; bytes that are no UTF-8 are replaced.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(unpacked) = self.bytes(name)? else { return Ok(None) };
        let (decoded, _, _) = encoding_rs::UTF_8.decode(&unpacked);
        Ok(Some(decoded.into_owned()))
    }

    /// A member's bytes.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.names.get(name) else { return Ok(None) };
        let mut member =
            self.archive.by_index(*index).map_err(|_| broken("DOCX", "a member of the package is damaged"))?;
        let packed = member.compressed_size().max(1);
        let room = self.unpacked_bytes_max.saturating_sub(self.unpacked_bytes);
        // Small parts compress extremely well, so the ratio counts from 1 MiB on.
        let bytes_max = room.min(packed.saturating_mul(self.ratio_max).max(1024 * 1024));
        let mut unpacked = Vec::new();
        (&mut member)
            .take(bytes_max + 1)
            .read_to_end(&mut unpacked)
            .map_err(|_| broken("DOCX", "a member of the package is damaged"))?;
        if unpacked.len() as u64 > bytes_max {
            let what = if bytes_max == room {
                format!("{} bytes", self.unpacked_bytes_max)
            } else {
                format!("{} times its packed size", self.ratio_max)
            };
            return Err(ReadError::UnpackedTooLarge { what });
        }
        self.unpacked_bytes += unpacked.len() as u64;
        Ok(Some(unpacked))
    }
}

struct Walker<'a> {
    styles: &'a Styles,
    builder: SourceBuilder,
    part: String,
    paragraph: u32,
    column: u32,
    column_last: u32,
    running: bool,
    /// Depth of tables and text boxes around: their ground may be dark, and white text on it is meant to be seen.
    grounds: u32,
    hidden_chars: u32,
    deceptive_chars: u32,
    blank: u32,
    chars_max: u32,
}

/// One printed line of a paragraph: cells of runs.
type DraftLine = Vec<DraftCell>;

struct DraftParagraph {
    lines: Vec<DraftLine>,
    bullet: bool,
    number: u32,
}

impl Walker<'_> {
    fn extra_part(
        &mut self,
        package: &mut Package<'_>,
        name: &str,
        running: bool,
        limits: &ReadLimits,
    ) -> Result<(), ReadError> {
        let Some(xml) = package.part(name)? else { return Ok(()) };
        let root = xml::parse(&xml, limits.xml_depth_max)?;
        self.part = name.trim_start_matches("word/").trim_end_matches(".xml").to_owned();
        self.paragraph = 0;
        self.running = running;
        self.start_column();
        self.blocks(&root)?;
        self.running = false;
        Ok(())
    }

    fn start_column(&mut self) {
        self.column_last += 1;
        self.column = self.column_last;
        self.blank = 0;
    }

    /// Walks block content: paragraphs and tables, also inside content controls and sections of other names.
    fn blocks(&mut self, parent: &Element) -> Result<(), ReadError> {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element)?,
                "tbl" => {
                    self.grounds += 1;
                    self.table(element)?;
                    self.grounds -= 1;
                }
                "sectPr" | "Fallback" | "del" | "moveFrom" => {}
                _ => self.blocks(element)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element) -> Result<(), ReadError> {
        let mut boxes = Vec::new();
        let draft = self.draft(element, &mut boxes);
        self.emit(draft)?;
        for text_box in boxes {
            let outer = self.column;
            self.start_column();
            self.grounds += 1;
            self.blocks(text_box)?;
            self.grounds -= 1;
            self.column = outer;
        }
        Ok(())
    }

    fn emit(&mut self, draft: DraftParagraph) -> Result<(), ReadError> {
        let mut offset = 0;
        let mut bullet = draft.bullet;
        let mut any = false;
        for mut cells in draft.lines {
            let whole: String = cells.iter().map(DraftCell::text).collect::<Vec<_>>().join("\t");
            let length = u32::try_from(whole.chars().count()).unwrap_or(u32::MAX);
            if whole.trim().is_empty() {
                continue;
            }
            any = true;
            if !bullet && text::split_bullet(&whole).is_some() && strip_bullet(&mut cells) {
                bullet = true;
            }
            let first = self.builder.chars() == 0;
            let gap_above = if first { 0.0 } else { 1.0 + self.blank.min(8) as f32 };
            self.blank = 0;
            let place = Place::Part { part: self.part.clone(), paragraph: draft.number, offset };
            let (column, running) = (self.column, self.running);
            self.builder.push(cells, |span, cells| Line { span, place, cells, column, bullet, gap_above, running });
            bullet = false;
            offset += length + 1;
        }
        if !any {
            self.blank += 1;
        }
        if self.builder.chars() > self.chars_max {
            return Err(ReadError::TooMuchText { chars_max: self.chars_max });
        }
        Ok(())
    }

    fn draft<'e>(&mut self, element: &'e Element, boxes: &mut Vec<&'e Element>) -> DraftParagraph {
        let number = self.paragraph;
        self.paragraph += 1;
        let properties = element.child("pPr");
        let named = properties
            .and_then(|properties| properties.child("pStyle"))
            .and_then(|style| style.attribute("val"))
            .map(|id| self.styles.resolve(id))
            .unwrap_or_default();
        let numbered = properties
            .and_then(|properties| properties.child("numPr"))
            .map(|numbering| numbering.child("numId").and_then(|id| id.attribute("val")) != Some("0"));
        let mut style = named.style;
        if style.size == 0.0 {
            style.size = self.styles.default_size;
        }
        let shaded = properties.and_then(|properties| properties.child("shd")).is_some();
        let mut run_walk = RunWalk {
            lines: vec![vec![DraftCell::default()]],
            boxes,
            hidden: 0,
            deceptive: 0,
            styles: self.styles,
            white_page: self.grounds == 0 && !shaded,
        };
        run_walk.inline(element, style);
        self.hidden_chars += run_walk.hidden;
        self.deceptive_chars += run_walk.deceptive;
        let mut lines = run_walk.lines;
        for line in &mut lines {
            for (number, cell) in line.iter_mut().enumerate() {
                tidy(cell);
                cell.x0 = number as f32;
                cell.x1 = number as f32;
            }
        }
        DraftParagraph { lines, bullet: numbered.unwrap_or(named.list) && style.heading == 0, number }
    }

    fn table(&mut self, table: &Element) -> Result<(), ReadError> {
        let rows: Vec<Vec<&Element>> =
            children_through(table, "tr").into_iter().map(|row| children_through(row, "tc")).collect();
        let layout = rows
            .iter()
            .any(|row| row.len() > 1 && row.iter().take(row.len() - 1).any(|cell| visible_paragraphs(cell) > 4));
        let outer = self.column;
        for row in rows {
            if layout && row.len() > 1 {
                for cell in row {
                    self.start_column();
                    self.blocks(cell)?;
                }
            } else {
                self.row(&row)?;
            }
        }
        if layout {
            self.start_column();
        } else {
            self.column = outer;
        }
        Ok(())
    }

    /// A row of data: line n of each cell side by side, so that a label stands beside what it labels.
    fn row(&mut self, cells: &[&Element]) -> Result<(), ReadError> {
        if cells.iter().any(|cell| cell.elements().any(|child| child.name == "tbl")) {
            for cell in cells {
                self.blocks(cell)?;
            }
            return Ok(());
        }
        let mut boxes = Vec::new();
        let mut drafts: Vec<Vec<(DraftLine, bool, u32)>> = Vec::new();
        for cell in cells {
            let mut lines = Vec::new();
            for paragraph in children_through(cell, "p") {
                let draft = self.draft(paragraph, &mut boxes);
                for line in draft.lines {
                    if line.iter().any(|cell| !cell.text().trim().is_empty()) {
                        lines.push((line, draft.bullet, draft.number));
                    }
                }
            }
            drafts.push(lines);
        }
        let height = drafts.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut line: DraftLine = Vec::new();
            let mut bullet = false;
            let mut number = None;
            for (column, lines) in drafts.iter().enumerate() {
                if let Some((cells, is_bullet, paragraph)) = lines.get(at) {
                    for (inner, cell) in cells.iter().enumerate() {
                        let mut cell = cell.clone();
                        cell.x0 = column as f32 + inner as f32 / 16.0;
                        cell.x1 = cell.x0;
                        line.push(cell);
                    }
                    bullet |= *is_bullet && line.len() == cells.len();
                    number = number.or(Some(*paragraph));
                }
            }
            self.emit(DraftParagraph { lines: vec![line], bullet, number: number.unwrap_or(self.paragraph) })?;
        }
        for text_box in boxes {
            self.blocks(text_box)?;
        }
        Ok(())
    }
}

/// Descendants of a name, looking through content controls and tracked insertions but not into tables.
fn children_through<'a>(parent: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match element.name.as_str() {
            n if n == name => found.push(element),
            "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag" | "AlternateContent" | "Choice" => {
                found.extend(children_through(element, name));
            }
            _ => {}
        }
    }
    found
}

fn visible_paragraphs(cell: &Element) -> usize {
    cell.elements()
        .map(|element| match element.name.as_str() {
            "p" => usize::from(!element.text().trim().is_empty()),
            _ => visible_paragraphs(element),
        })
        .sum()
}

fn strip_bullet(cells: &mut [DraftCell]) -> bool {
    let Some((text, _)) = cells.first_mut().and_then(|cell| cell.runs.first_mut()) else { return false };
    match text::split_bullet(text).map(str::to_owned) {
        Some(rest) => {
            *text = rest;
            true
        }
        None => false,
    }
}

/// Collapses blanks across runs and drops empty runs.
fn tidy(cell: &mut DraftCell) {
    let mut blank = true;
    for (text, _) in &mut cell.runs {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_whitespace() {
                if !blank {
                    out.push(' ');
                }
                blank = true;
            } else {
                out.push(c);
                blank = false;
            }
        }
        *text = out;
    }
    while let Some((last, _)) = cell.runs.last_mut() {
        let trimmed = last.trim_end().len();
        last.truncate(trimmed);
        if !last.is_empty() {
            break;
        }
        cell.runs.pop();
    }
    cell.runs.retain(|(text, _)| !text.is_empty());
}

struct RunWalk<'e, 'b> {
    lines: Vec<DraftLine>,
    boxes: &'b mut Vec<&'e Element>,
    hidden: u32,
    deceptive: u32,
    styles: &'b Styles,
    /// Whether the text stands on the bare page, where white text cannot be seen.
    white_page: bool,
}

impl<'e> RunWalk<'e, '_> {
    fn inline(&mut self, parent: &'e Element, style: Style) {
        for element in parent.elements() {
            match element.name.as_str() {
                "pPr" | "rPr" | "del" | "moveFrom" | "instrText" | "delText" | "Fallback" | "docPr" | "cNvPr" => {}
                "r" => self.run(element, style),
                "txbxContent" => self.boxes.push(element),
                _ => self.inline(element, style),
            }
        }
    }

    fn run(&mut self, run: &'e Element, paragraph: Style) {
        let mut style = paragraph;
        let mut hidden = false;
        if let Some(properties) = run.child("rPr") {
            if let Some(named) = properties.child("rStyle").and_then(|style| style.attribute("val")) {
                let named = self.styles.resolve(named).style;
                style.bold |= named.bold;
                style.italic |= named.italic;
            }
            style.bold = flag(properties, "b").unwrap_or(style.bold);
            style.italic = flag(properties, "i").unwrap_or(style.italic);
            style.size = half_points(properties).unwrap_or(style.size);
            let white = properties
                .child("color")
                .and_then(|color| color.attribute("val"))
                .is_some_and(|value| value.eq_ignore_ascii_case("ffffff"))
                && properties.child("shd").is_none()
                && properties.child("highlight").is_none();
            hidden = flag(properties, "vanish").unwrap_or(false)
                || tiny(style.size, 2.0)
                || (white && (self.white_page || tiny(style.size, 6.0)));
        }
        for node in &run.children {
            let Node::Element(element) = node else { continue };
            match element.name.as_str() {
                "t" => {
                    let raw = element.text();
                    self.deceptive +=
                        u32::try_from(raw.chars().filter(|c| text::is_deceptive(*c)).count()).unwrap_or(u32::MAX);
                    let cleaned = text::clean(&raw.replace(['\n', '\r'], " "));
                    if hidden {
                        self.hidden += u32::try_from(cleaned.chars().count()).unwrap_or(u32::MAX);
                    } else {
                        self.append(&cleaned, style);
                    }
                }
                "tab" | "ptab" => self.cell_break(),
                "br" | "cr" => self.lines.push(vec![DraftCell::default()]),
                "noBreakHyphen" => self.append("-", style),
                "softHyphen" | "rPr" | "instrText" | "delText" | "Fallback" => {}
                "sym" => {}
                "txbxContent" => self.boxes.push(element),
                _ => self.inline_in_run(element),
            }
        }
    }

    /// Drawings and pictures inside a run: only text boxes matter.
    fn inline_in_run(&mut self, parent: &'e Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "Fallback" => {}
                "txbxContent" => self.boxes.push(element),
                _ => self.inline_in_run(element),
            }
        }
    }

    fn cell_break(&mut self) {
        if let Some(line) = self.lines.last_mut()
            && line.last().is_some_and(|cell| !cell.text().trim().is_empty())
        {
            line.push(DraftCell::default());
        }
    }

    fn append(&mut self, added: &str, style: Style) {
        for (number, piece) in added.split('\t').enumerate() {
            if number > 0 {
                self.cell_break();
            }
            if piece.is_empty() {
                continue;
            }
            let Some(cell) = self.lines.last_mut().and_then(|line| line.last_mut()) else { continue };
            match cell.runs.last_mut() {
                Some((text, last)) if *last == style => text.push_str(piece),
                _ => cell.runs.push((piece.to_owned(), style)),
            }
        }
    }
}

/// Whether a size is known and below a bound.
fn tiny(size: f32, bound: f32) -> bool {
    size > 0.0 && size < bound
}
