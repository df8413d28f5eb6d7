//! The looks as style sheets: for each named style its size, weight, colour, distances and place of tabs. Both writers, docx
//! and pdf, take every measure from here, so that a page looks the same in either. Holds no text.

use super::doc::{Margins, ParagraphStyle, Rgb};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A look that documents come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// One column, periods at the right edge.
    #[default]
    Classic,
    /// A coloured band at the head, periods and labels in a column of their own.
    Modern,
    /// Narrow margins, one line an entry.
    Compact,
}

/// All looks.
pub const LOOKS: [Look; 3] = [Look::Classic, Look::Modern, Look::Compact];

impl Look {
    /// Name in options and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Modern => "modern",
            Self::Compact => "compact",
        }
    }
}

/// Not one of the looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("look is none of classic, modern, compact")]
pub struct BadLook;

impl FromStr for Look {
    type Err = BadLook;
    fn from_str(text: &str) -> Result<Self, BadLook> {
        LOOKS.into_iter().find(|look| look.name() == text).ok_or(BadLook)
    }
}

/// Colour of a style's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ink {
    /// Almost black.
    #[default]
    Text,
    /// Grey, with a contrast of 7 on white.
    Soft,
    /// The brand's colour.
    Accent,
}

/// Where a tab of a style goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    /// Nowhere: the style has no tab.
    #[default]
    None,
    /// To the right edge of the text.
    Right,
    /// To the end of the label column.
    Label,
    /// To where the lines after the first begin.
    Item,
}

/// What a style sets. Distances are twentieths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spec {
    /// Size in half points.
    pub size: u32,
    /// Distance of base lines in twentieths of a point.
    pub line: u32,
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Colour.
    pub ink: Ink,
    /// Whether it takes the font of headings.
    pub heading_font: bool,
    /// Space above. There is never space below: sums and maxima of both are the same then, which word processors
    /// disagree on.
    pub before: u32,
    /// Indent of all lines.
    pub left: u32,
    /// How far the first line stands out to the left of the others.
    pub hanging: u32,
    /// Where its tab goes.
    pub tab: Tab,
    /// Hairline above.
    pub rule_above: bool,
    /// Hairline below.
    pub rule_below: bool,
    /// Stroke at the left.
    pub bar_left: bool,
    /// Begins with a dash.
    pub bullet: bool,
    /// Stays on the page of the next paragraph.
    pub keep_next: bool,
    /// Is never split across pages.
    pub keep_lines: bool,
    /// Level in the outline from 1, 0 for none.
    pub outline: u8,
}

/// A look in the colours and fonts of a brand.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Which look.
    pub look: Look,
    /// The one colour beside black and grey.
    pub accent: Rgb,
    /// Font of the text.
    pub body_font: String,
    /// Font of title and headings.
    pub heading_font: String,
    /// Margins of every page.
    pub margins: Margins,
    /// Width of the column of labels in twentieths of a point.
    pub label: u32,
}

/// All styles, in the order in which they are written.
pub const STYLES: [ParagraphStyle; 23] = [
    ParagraphStyle::Body,
    ParagraphStyle::Title,
    ParagraphStyle::Subtitle,
    ParagraphStyle::Heading1,
    ParagraphStyle::Heading2,
    ParagraphStyle::Heading3,
    ParagraphStyle::Meta,
    ParagraphStyle::EntryText,
    ParagraphStyle::Bullet,
    ParagraphStyle::EntryBullet,
    ParagraphStyle::Numbered,
    ParagraphStyle::Quote,
    ParagraphStyle::Note,
    ParagraphStyle::Sender,
    ParagraphStyle::Address,
    ParagraphStyle::Subject,
    ParagraphStyle::Cell,
    ParagraphStyle::CellHead,
    ParagraphStyle::Figure,
    ParagraphStyle::Letterhead,
    ParagraphStyle::Header,
    ParagraphStyle::Footer,
    ParagraphStyle::Stamp,
];

/// Share of the accent colour, in hundredths, in rules of headings and feet.
pub const RULE_TINT: u8 = 45;
/// The same in lines between the rows of tables.
pub const HAIRLINE_TINT: u8 = 28;
/// The same in lines around tables.
pub const STRONG_TINT: u8 = 60;

/// Indent of list items, and how far their dash stands out.
const BULLET: (u32, u32) = (227, 227);
/// Indent of numbered items.
const NUMBER: u32 = 397;

/// Distance of base lines for a size in half points: 1.3 times the size.
const fn leading(size: u32) -> u32 {
    size * 13
}

/// White space of table cells, in twentieths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Padding {
    /// Above the text.
    pub above: u32,
    /// Below the text.
    pub below: u32,
    /// Between the text of a column and the next column.
    pub gutter: u32,
}

/// Tighter distance for large type.
const fn tight(size: u32) -> u32 {
    size * 12
}

impl Sheet {
    /// A look with the brand's colour and fonts.
    pub fn new(look: Look, accent: Rgb, body_font: &str, heading_font: &str) -> Self {
        let (margins, label) = match look {
            Look::Classic => (Margins { top: 1_531, right: 1_304, bottom: 1_020, left: 1_304 }, 2_041),
            Look::Modern => (Margins { top: 1_418, right: 1_134, bottom: 1_020, left: 1_134 }, 2_098),
            Look::Compact => (Margins { top: 1_191, right: 1_021, bottom: 1_020, left: 1_021 }, 1_928),
        };
        Self { look, accent, body_font: body_font.to_owned(), heading_font: heading_font.to_owned(), margins, label }
    }

    /// Width of the text in twentieths of a point.
    pub fn text_width(&self) -> u32 {
        self.margins.text_width()
    }

    /// Size of running text in half points.
    fn body_size(&self) -> u32 {
        match self.look {
            Look::Classic | Look::Modern => 21,
            Look::Compact => 20,
        }
    }

    /// Size of text in tables in half points.
    fn table_size(&self) -> u32 {
        match self.look {
            Look::Classic | Look::Modern => 20,
            Look::Compact => 19,
        }
    }

    /// White space of table cells.
    pub fn padding(&self) -> Padding {
        let (above, below) = if self.look == Look::Compact { (40, 45) } else { (50, 55) };
        Padding { above, below, gutter: 227 }
    }

    /// What a style sets in this look.
    pub fn spec(&self, style: ParagraphStyle) -> Spec {
        let size = self.body_size();
        let compact = self.look == Look::Compact;
        let text = |size: u32, before: u32| Spec { size, line: leading(size), before, ..Spec::default() };
        let soft = |size: u32, before: u32| Spec { ink: Ink::Soft, ..text(size, before) };
        let column = if self.look == Look::Modern { self.label } else { 0 };
        match style {
            ParagraphStyle::Body => text(size, if compact { 50 } else { 80 }),
            ParagraphStyle::EntryText => Spec { left: column, ..self.spec(ParagraphStyle::Body) },
            ParagraphStyle::Title | ParagraphStyle::Subtitle | ParagraphStyle::Subject => self.head(style),
            ParagraphStyle::Heading1 | ParagraphStyle::Heading2 | ParagraphStyle::Heading3 => self.heading(style),
            ParagraphStyle::Meta => {
                let before = if compact { 0 } else { 20 };
                Spec { left: column, tab: Tab::Right, keep_lines: true, ..soft(size - 1, before) }
            }
            ParagraphStyle::Bullet | ParagraphStyle::EntryBullet => {
                let left = if style == ParagraphStyle::EntryBullet { column } else { 0 };
                let before = if compact { 10 } else { 40 };
                Spec { left: left + BULLET.0, hanging: BULLET.1, bullet: true, ..text(size, before) }
            }
            ParagraphStyle::Quote => Spec { left: 170, bar_left: true, italic: true, ..soft(size - 1, 60) },
            ParagraphStyle::Numbered => {
                Spec { left: NUMBER, hanging: NUMBER, tab: Tab::Item, keep_lines: true, ..text(size, 100) }
            }
            ParagraphStyle::Note => text(size - 3, 60),
            ParagraphStyle::Sender => Spec { rule_below: true, keep_lines: true, ..soft(14, 0) },
            ParagraphStyle::Address => Spec { line: tight(size) + 10, keep_lines: true, ..text(size, 0) },
            ParagraphStyle::Cell => text(self.table_size(), 0),
            ParagraphStyle::CellHead => {
                Spec { bold: true, ink: Ink::Accent, keep_next: true, ..text(self.table_size(), 0) }
            }
            ParagraphStyle::Figure => {
                let size = if compact { 30 } else { 34 };
                Spec { size, line: tight(size), bold: true, ink: Ink::Accent, heading_font: true, ..Spec::default() }
            }
            ParagraphStyle::Letterhead => {
                Spec { bold: true, ink: Ink::Accent, heading_font: true, tab: Tab::Right, ..text(24, 0) }
            }
            ParagraphStyle::Header => Spec { tab: Tab::Right, ..soft(17, 0) },
            ParagraphStyle::Footer => Spec { tab: Tab::Right, rule_above: true, ..soft(16, 0) },
            ParagraphStyle::Stamp => Spec { bold: true, rule_above: true, rule_below: true, ..text(size + 2, 0) },
        }
    }

    /// What stands at the head of a document.
    fn head(&self, style: ParagraphStyle) -> Spec {
        let size = self.body_size();
        let heading = Spec { bold: true, heading_font: true, keep_next: true, keep_lines: true, ..Spec::default() };
        match (style, self.look) {
            (ParagraphStyle::Title, look) => {
                let size = match look {
                    Look::Classic => 46,
                    Look::Modern => 52,
                    Look::Compact => 36,
                };
                Spec { size, line: tight(size), ink: Ink::Accent, ..heading }
            }
            (ParagraphStyle::Subtitle, look) => {
                let size = if look == Look::Compact { size + 2 } else { size + 5 };
                let keep_next = look != Look::Compact;
                Spec { size, line: leading(size), before: 20, ink: Ink::Soft, keep_next, ..Spec::default() }
            }
            _ => Spec { size: size + 4, line: leading(size + 4), before: 240, ink: Ink::Accent, ..heading },
        }
    }

    fn heading(&self, style: ParagraphStyle) -> Spec {
        let size = self.body_size();
        let heading = Spec { bold: true, heading_font: true, keep_next: true, keep_lines: true, ..Spec::default() };
        match (style, self.look) {
            (ParagraphStyle::Heading1, look) => {
                let (size, before) = match look {
                    Look::Classic => (27, 340),
                    Look::Modern => (25, 320),
                    Look::Compact => (23, 190),
                };
                let accent = Spec { ink: Ink::Accent, rule_below: true, outline: 1, ..heading };
                Spec { size, line: leading(size), before, ..accent }
            }
            (ParagraphStyle::Heading2, look) => {
                let tab = if look == Look::Modern { Tab::Label } else { Tab::Right };
                let label = if look == Look::Modern { self.label } else { 0 };
                let before = if look == Look::Compact { 80 } else { 180 };
                Spec { size, line: leading(size), before, left: label, hanging: label, tab, outline: 2, ..heading }
            }
            _ => Spec { size, line: leading(size), before: 120, ink: Ink::Accent, outline: 3, ..heading },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_keeps_to_the_houses_typography() {
        for look in LOOKS {
            assert_eq!(look.name().parse(), Ok(look));
            let sheet = Sheet::new(look, Rgb(0, 70, 90), "Calibri", "Calibri");
            let body = sheet.spec(ParagraphStyle::Body);
            assert!((20..=21).contains(&body.size), "{look:?}");
            assert_eq!(body.line, body.size * 13, "ten half points of size are 130 twentieths of a point of leading");
            let outline: Vec<u8> = STYLES.iter().map(|style| sheet.spec(*style).outline).filter(|o| *o > 0).collect();
            assert_eq!(outline, [1, 2, 3]);
            for style in STYLES {
                let spec = sheet.spec(style);
                assert!(spec.line >= spec.size * 12 && spec.hanging <= spec.left, "{look:?} {style:?}");
            }
        }
        assert_eq!("fancy".parse::<Look>(), Err(BadLook));
    }
}
