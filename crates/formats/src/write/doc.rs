//! The content model of a paper document: blocks with real styles, tables with widths, header and footer.
//! Holds no format: docx and pdf are written from the same model, in one of the looks of [`super::sheet`].

use super::sheet::Sheet;
use serde::Serialize;

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Reads `#1F4E79` or `1F4E79`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Six upper-case hexadecimal digits.
    pub fn hex(self) -> String {
        format!("{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// A lighter tone: `share` percent of this colour on white.
    pub fn tint(self, share: u8) -> Self {
        let mix = |part: u8| {
            let mixed = 255 - (255 - u32::from(part)) * u32::from(share) / 100;
            u8::try_from(mixed).unwrap_or(255)
        };
        Self(mix(self.0), mix(self.1), mix(self.2))
    }

    /// Contrast against white after WCAG 2.2, from 1 to 21.
    pub fn contrast_on_white(self) -> f64 {
        let linear = |part: u8| {
            let value = f64::from(part) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = 0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2);
        1.05 / (luminance + 0.05)
    }
}

/// Margins of an A4 page in twentieths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Margins {
    /// Above the text.
    pub top: u32,
    /// Right of the text.
    pub right: u32,
    /// Below the text.
    pub bottom: u32,
    /// Left of the text.
    pub left: u32,
}

impl Margins {
    /// Width of the text in twentieths of a point.
    pub fn text_width(self) -> u32 {
        PAGE_WIDTH.saturating_sub(self.left + self.right)
    }
}

/// Width of A4 in twentieths of a point.
pub const PAGE_WIDTH: u32 = 11_906;
/// Height of A4 in twentieths of a point.
pub const PAGE_HEIGHT: u32 = 16_838;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// PNG or JPEG bytes; of a drawing a raster of it.
    pub bytes: Vec<u8>,
    /// `png` or `jpeg`.
    pub extension: &'static str,
    /// Width in points.
    pub width_pt: u32,
    /// Height in points.
    pub height_pt: u32,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// The drawing as SVG, where it is one.
    pub svg: Option<Vec<u8>>,
}

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Doc {
    /// Title in the properties.
    pub title: String,
    /// Author in the properties: the company, never a person.
    pub author: String,
    /// Language tag of the text, such as `de-CH`.
    pub language: String,
    /// Date in the properties, `YYYY-MM-DD`.
    pub date: String,
    /// Look, colours, fonts, margins.
    pub sheet: Sheet,
    /// Picture at the upper right of the first page.
    pub logo: Option<Image>,
    /// Pictures that cells name by their number.
    pub pictures: Vec<Image>,
    /// Head of the first page.
    pub first_header: Vec<Block>,
    /// Head of the other pages.
    pub header: Vec<Block>,
    /// Foot of all pages.
    pub footer: Vec<Block>,
    /// The content.
    pub body: Vec<Block>,
}

/// Style of a paragraph; each is a named style of the written document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphStyle {
    /// Running text.
    Body,
    /// The document's title.
    Title,
    /// Line below the title.
    Subtitle,
    /// Section heading.
    Heading1,
    /// Heading of an entry.
    Heading2,
    /// Heading within an entry.
    Heading3,
    /// Period, place and the like below a heading.
    Meta,
    /// Running text of an entry; beside the labels where the look has a column of them.
    EntryText,
    /// A list item with a bullet.
    Bullet,
    /// A list item of an entry.
    EntryBullet,
    /// An item that begins with a number and a tab.
    Numbered,
    /// A quotation from a source.
    Quote,
    /// Small print.
    Note,
    /// The sender in small type above an address, as it shows in the window of an envelope.
    Sender,
    /// Lines of an address or a letter's reference block.
    Address,
    /// A letter's subject.
    Subject,
    /// Text in table cells.
    Cell,
    /// Text in a table's head row.
    CellHead,
    /// A figure that stands out.
    Figure,
    /// The company at the head of the first page.
    Letterhead,
    /// Page head.
    Header,
    /// Page foot.
    Footer,
    /// A mark across the text that says the paper is not final.
    Stamp,
}

/// A piece of text with one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Heavier.
    pub bold: bool,
    /// Of regular weight, in a style that is heavier.
    pub regular: bool,
    /// Slanted.
    pub italic: bool,
    /// In the accent colour.
    pub accent: bool,
    /// Greyer than the text.
    pub muted: bool,
    /// Highlighted because a person must look at it.
    pub marked: bool,
    /// Language tag, where it differs from the document's.
    pub language: Option<String>,
    /// A number that the word processor keeps up to date.
    pub field: Option<Field>,
}

/// A number that the word processor fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// This page.
    Page,
    /// All pages.
    Pages,
}

impl Run {
    /// Plain text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Heavier text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, ..Self::default() }
    }

    /// Greyer text.
    pub fn muted(text: impl Into<String>) -> Self {
        Self { text: text.into(), muted: true, ..Self::default() }
    }

    /// Text that a person must look at.
    pub fn marked(text: impl Into<String>) -> Self {
        Self { text: text.into(), marked: true, ..Self::default() }
    }

    /// A page number or count.
    pub fn field(field: Field) -> Self {
        Self { text: "1".into(), field: Some(field), ..Self::default() }
    }

    /// The same text, tagged with a language.
    #[must_use]
    pub fn in_language(mut self, language: Option<&str>) -> Self {
        self.language = language.map(str::to_owned);
        self
    }
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Its style.
    pub style: ParagraphStyle,
    /// Its text. A tab in a run's text goes where the style's tab goes, one tab a line; a line feed breaks the line.
    pub runs: Vec<Run>,
    /// Whether it stays on the page of the next paragraph.
    pub keep_next: bool,
    /// Whether it may stand last on a page although its style stays with the next paragraph.
    pub may_end: bool,
    /// Whether a new page begins with it.
    pub page_break_before: bool,
}

impl Paragraph {
    /// A paragraph of one plain run.
    pub fn new(style: ParagraphStyle, text: impl Into<String>) -> Self {
        Self::of(style, vec![Run::new(text)])
    }

    /// A paragraph of several runs.
    pub fn of(style: ParagraphStyle, runs: Vec<Run>) -> Self {
        Self { style, runs, keep_next: false, may_end: false, page_break_before: false }
    }
}

/// Look of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TableLook {
    /// Head row in the accent colour, hairlines between rows.
    Data,
    /// Label and value, hairlines between rows, no head.
    Facts,
    /// No lines at all.
    Plain,
    /// Boxes to fill in by hand.
    Form,
}

/// What of a table stays on one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// Each row.
    #[default]
    Rows,
    /// The whole table.
    Whole,
    /// The whole table, with what comes next.
    Next,
}

/// A table whose columns have fixed widths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its look.
    pub look: TableLook,
    /// Widths in twentieths of a point; their sum is the table's width.
    pub widths: Vec<u32>,
    /// Head row, repeated on each page.
    pub head: Option<Vec<Cell>>,
    /// Rows; a row is never split across pages.
    pub rows: Vec<Vec<Cell>>,
    /// What stays on one page.
    pub keep: Keep,
}

/// A cell of paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// At least one.
    pub paragraphs: Vec<Paragraph>,
    /// Whether the text stands at the right edge.
    pub right: bool,
    /// Whether the background is tinted.
    pub shaded: bool,
    /// Number of a picture of the document that stands above the paragraphs.
    pub picture: Option<usize>,
}

impl Cell {
    /// A cell of one plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(vec![Paragraph::new(ParagraphStyle::Cell, text)])
    }

    /// A cell of one bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::of(vec![Paragraph::of(ParagraphStyle::Cell, vec![Run::bold(text)])])
    }

    /// A head cell.
    pub fn head(text: impl Into<String>) -> Self {
        Self::of(vec![Paragraph::new(ParagraphStyle::CellHead, text)])
    }

    /// A cell of runs in one paragraph.
    pub fn runs(runs: Vec<Run>) -> Self {
        Self::of(vec![Paragraph::of(ParagraphStyle::Cell, runs)])
    }

    /// A cell of paragraphs.
    pub fn of(paragraphs: Vec<Paragraph>) -> Self {
        Self { paragraphs, right: false, shaded: false, picture: None }
    }

    /// The same cell with its text at the right edge.
    #[must_use]
    pub fn at_right(mut self) -> Self {
        self.right = true;
        self
    }

    /// Whether there is no white space at its right: a picture at the right edge ends where rules do, while text keeps its
    /// distance from the next column.
    pub(crate) fn is_flush(&self) -> bool {
        self.right && self.picture.is_some()
    }
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "is")]
pub enum Block {
    /// Paragraphs on a ground of the accent colour from edge to edge of the page; their text is white.
    Band(Vec<Paragraph>),
    /// White space of a height in twentieths of a point; stays with what comes next.
    Gap(u32),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

impl Block {
    /// A paragraph of one plain run.
    pub fn text(style: ParagraphStyle, text: impl Into<String>) -> Self {
        Self::Paragraph(Paragraph::new(style, text))
    }

    /// A paragraph of several runs.
    pub fn runs(style: ParagraphStyle, runs: Vec<Run>) -> Self {
        Self::Paragraph(Paragraph::of(style, runs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours() {
        assert_eq!(Rgb::parse("#1F4E79"), Some(Rgb(0x1f, 0x4e, 0x79)));
        assert_eq!(Rgb::parse("red"), None);
        assert_eq!(Rgb::parse("ääää"), None);
        assert_eq!(Rgb(0, 0, 0).tint(10).hex(), "E6E6E6");
        assert!(Rgb(0, 0, 0).contrast_on_white() > 20.9);
        assert!(Rgb(255, 255, 255).contrast_on_white() < 1.01);
    }
}
