//! What a reader returns: the text of a file as lines with places, fonts and cells, in reading order.
//! Does not interpret the text; that is the business of `core`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of a file, found from its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML text document.
    Docx,
    /// Plain text.
    Txt,
}

/// A half-open range of Unicode scalar values in [`SourceText::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First scalar value.
    pub start: u32,
    /// One past the last scalar value.
    pub end: u32,
}

/// Where a line stands in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "in")]
pub enum Place {
    /// On a page; the box is in points from the upper left corner.
    Page {
        /// Page number from 1.
        page: u32,
        /// Left, top, right, bottom in points.
        r#box: [f32; 4],
    },
    /// In a part of a package or in a text file.
    Part {
        /// Part name, such as `document` or `header1`; `text` for plain text.
        part: String,
        /// Paragraph or line number from 0 within the part.
        paragraph: u32,
        /// Scalar values before this line within its paragraph.
        offset: u32,
    },
}

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Style {
    /// Font size in points; 0 where the format does not tell.
    pub size: f32,
    /// Heavier than regular.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Slanted.
    #[serde(default, skip_serializing_if = "is_false")]
    pub italic: bool,
    /// 0 for body text, 1 to 6 for a paragraph styled as heading, 7 for a title.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub heading: u8,
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_zero(value: &u8) -> bool {
    *value == 0
}

/// A piece of a line, separated from the next by a wide gap, a tab or a table border.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// Its range in the whole text.
    pub span: Span,
    /// Left edge in points; for formats without geometry the cell's number.
    pub x0: f32,
    /// Right edge in points; equal to `x0` without geometry.
    pub x1: f32,
    /// Look of its first visible character.
    pub style: Style,
    /// Ranges within the cell that share a look, when there is more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<(Span, Style)>,
}

/// One printed line or paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// Its range in the whole text, without the line feed.
    pub span: Span,
    /// Where it stands.
    pub place: Place,
    /// At least one cell; cells are joined by a tab in the text.
    pub cells: Vec<Cell>,
    /// Lines of one column of one band share this number; it grows in reading order.
    pub column: u32,
    /// Whether a bullet or list number stood before it (removed from the text).
    #[serde(default, skip_serializing_if = "is_false")]
    pub bullet: bool,
    /// White space above in line heights: 1 = ordinary, larger = a gap. 0 at the start of a column.
    pub gap_above: f32,
    /// Whether it repeats at the top or foot of the pages.
    #[serde(default, skip_serializing_if = "is_false")]
    pub running: bool,
}

/// Size of a page in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageSize {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

/// Something the reader noticed that does not stop it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadWarning {
    /// Stable code, such as `read.hidden_text`.
    pub code: String,
    /// How often it occurred.
    pub count: u32,
}

/// The text of a file with places, in reading order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceText {
    /// What the file was.
    pub kind: FileKind,
    /// All lines joined by line feeds, in Unicode normalisation form C.
    pub text: String,
    /// The lines, covering `text` without gaps but the line feeds.
    pub lines: Vec<Line>,
    /// Sizes of the pages, empty for formats without pages.
    pub pages: Vec<PageSize>,
    /// What was noticed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<ReadWarning>,
}

impl Span {
    /// A span from `start` to `end`.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a span never runs backwards");
        Self { start, end }
    }

    /// Number of scalar values.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl SourceText {
    /// The text of a span; empty if the span lies outside.
    pub fn slice(&self, span: Span) -> &str {
        slice_chars(&self.text, span)
    }

    /// The text of a line.
    pub fn line_text(&self, line: &Line) -> &str {
        self.slice(line.span)
    }

    /// Adds one to the count of a warning.
    pub fn warn(&mut self, code: &str, count: u32) {
        if count == 0 {
            return;
        }
        match self.warnings.iter_mut().find(|warning| warning.code == code) {
            Some(warning) => warning.count += count,
            None => self.warnings.push(ReadWarning { code: code.to_owned(), count }),
        }
    }
}

/// The part of `text` between two scalar-value offsets; empty if they lie outside.
pub fn slice_chars(text: &str, span: Span) -> &str {
    let byte_at = |at: u32| text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(at as usize);
    match (byte_at(span.start), byte_at(span.end)) {
        (Some(start), Some(end)) => text.get(start..end).unwrap_or(""),
        _ => "",
    }
}

/// Builds a [`SourceText`] line by line and keeps its offsets right.
#[derive(Debug)]
pub(crate) struct SourceBuilder {
    source: SourceText,
    chars: u32,
}

/// A cell before its place in the whole text is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftCell {
    pub runs: Vec<(String, Style)>,
    pub x0: f32,
    pub x1: f32,
}

impl DraftCell {
    pub fn text(&self) -> String {
        self.runs.iter().map(|(text, _)| text.as_str()).collect()
    }
}

impl SourceBuilder {
    pub fn new(kind: FileKind) -> Self {
        let source =
            SourceText { kind, text: String::new(), lines: Vec::new(), pages: Vec::new(), warnings: Vec::new() };
        Self { source, chars: 0 }
    }

    pub fn chars(&self) -> u32 {
        self.chars
    }

    /// Appends a line; cells without visible text are left out, a line without cells too.
    pub fn push(&mut self, cells: Vec<DraftCell>, line: impl FnOnce(Span, Vec<Cell>) -> Line) {
        let cells: Vec<DraftCell> = cells.into_iter().filter(|cell| !cell.text().trim().is_empty()).collect();
        if cells.is_empty() {
            return;
        }
        if !self.source.lines.is_empty() {
            self.source.text.push('\n');
            self.chars += 1;
        }
        let start = self.chars;
        let mut done = Vec::with_capacity(cells.len());
        for (number, cell) in cells.into_iter().enumerate() {
            if number > 0 {
                self.source.text.push('\t');
                self.chars += 1;
            }
            let from = self.chars;
            let mut runs = Vec::new();
            for (text, style) in cell.runs {
                let run_from = self.chars;
                self.source.text.push_str(&text);
                self.chars += u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
                runs.push((Span::new(run_from, self.chars), style));
            }
            let style = runs.first().map(|(_, style)| *style).unwrap_or_default();
            if runs.len() < 2 {
                runs.clear();
            }
            done.push(Cell { span: Span::new(from, self.chars), x0: cell.x0, x1: cell.x1, style, runs });
        }
        self.source.lines.push(line(Span::new(start, self.chars), done));
    }

    pub fn source_mut(&mut self) -> &mut SourceText {
        &mut self.source
    }

    pub fn finish(self) -> SourceText {
        self.source
    }
}
