//! Icons as drawings inside the page: lines of the text's colour on a field of 24. They are decoration; what they mean
//! stands beside them in words, or in a label of what they are in.

use askama::filters::HtmlSafe;
use std::fmt;

/// One icon, by what is inside its `<svg>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{}</svg>", self.0)
    }
}

/// Drawings are constants of this file, so there is nothing to escape.
impl HtmlSafe for Icon {}

/// A sheet with lines: the start.
pub const START: Icon = Icon(r#"<path d="M12 5v14M5 12h14"/>"#);
/// A tick.
pub const TICK: Icon = Icon(r#"<path d="m5 12.5 4.5 4.5L19 7.5"/>"#);
/// A triangle with a stroke: look here.
pub const WARN: Icon = Icon(r#"<path d="M12 4 2.8 20h18.4L12 4Z"/><path d="M12 10v4.5M12 17.2v.1"/>"#);
/// A person.
pub const PERSON: Icon =
    Icon(r#"<circle cx="12" cy="8" r="3.6"/><path d="M4.8 20c.8-3.7 3.7-5.6 7.2-5.6s6.4 1.9 7.2 5.6"/>"#);
/// A globe: the language.
pub const GLOBE: Icon = Icon(
    r#"<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.6 2.6 3.6 5.4 3.6 8.5s-1 5.9-3.6 8.5c-2.6-2.6-3.6-5.4-3.6-8.5s1-5.9 3.6-8.5Z"/>"#,
);
/// A door with an arrow: the way out.
pub const OUT: Icon = Icon(r#"<path d="M14 4H6v16h8M10 12h10m-3.5-3.5L20 12l-3.5 3.5"/>"#);
/// A sheet of paper.
pub const SHEET: Icon = Icon(r#"<path d="M6 3.5h8l4 4v13H6v-17Z"/><path d="M13.5 3.5V8H18M9 12.5h6M9 16h6"/>"#);
/// Lines with points: a list.
pub const LIST: Icon = Icon(r#"<path d="M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1"/>"#);
/// An arrow onto a line: a download.
pub const DOWN: Icon = Icon(r#"<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14"/>"#);
