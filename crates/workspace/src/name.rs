//! File names that people see: parsed once, safe on every desktop and in every header and ZIP.

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of a file name in UTF-8.
const NAME_BYTES_MAX: usize = 150;

/// A file name: normal form C, 1 to 150 bytes, no separators, control or direction characters, no leading dot, no
/// trailing dot or blank, no Windows device name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

/// Why a text is not a file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing left.
    #[error("it is empty")]
    Empty,
    /// More than 150 bytes.
    #[error("it is longer than 150 bytes")]
    TooLong,
    /// A separator, control or direction character, or one that Windows forbids.
    #[error("it contains a character that file systems refuse")]
    Character,
    /// Begins with a dot, or ends with a dot or a blank.
    #[error("it begins with a dot, or ends with a dot or a blank")]
    Edge,
    /// `CON`, `PRN`, `AUX`, `NUL`, `COM1` and their kin.
    #[error("it is the name of a Windows device")]
    Device,
}

impl FileName {
    /// Parses a name.
    ///
    /// # Errors
    /// A [`NameError`] that says which rule is broken.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name: String = text.nfc().collect();
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        if name.len() > NAME_BYTES_MAX {
            return Err(NameError::TooLong);
        }
        if name.chars().any(is_forbidden) {
            return Err(NameError::Character);
        }
        if name.starts_with('.') || name.ends_with(['.', ' ']) || name.starts_with(' ') {
            return Err(NameError::Edge);
        }
        if is_device(&name) {
            return Err(NameError::Device);
        }
        Ok(Self(name))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FileName {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        Self::parse(&text)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}' | '\u{61c}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || (stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"))).is_some_and(|rest| {
            matches!(rest, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
}

/// A human label such as `Senior-Java-Developer_Anna-Müller_20260127-142305` from its parts: letters and digits of
/// every script are kept, everything else becomes a hyphen; at most 120 bytes; never empty, never a device name.
pub fn safe_label(parts: &[&str]) -> String {
    let mut label = String::new();
    for part in parts {
        let mut cleaned = String::new();
        for c in part.nfc() {
            let follows = matches!(c, '+' | '#' | '\'') || is_combining_mark(c);
            if c.is_alphanumeric() || follows && !cleaned.is_empty() {
                cleaned.push(c);
            } else if !cleaned.is_empty() && !cleaned.ends_with('-') && !is_forbidden(c) {
                cleaned.push('-');
            }
        }
        let cleaned = cleaned.trim_end_matches('-');
        if cleaned.is_empty() {
            continue;
        }
        if !label.is_empty() {
            label.push('_');
        }
        let room = (120usize).saturating_sub(label.len()).min(60);
        let mut end = cleaned.len().min(room);
        while !cleaned.is_char_boundary(end) {
            end -= 1;
        }
        label.push_str(&cleaned[..end]);
    }
    let label = label.trim_end_matches(['_', '-']).to_owned();
    if label.is_empty() || is_device(&label) {
        format!("run{}{label}", if label.is_empty() { "" } else { "-" })
    } else {
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_refused_and_ordinary_ones_kept() {
        for (name, error) in [
            ("../../etc/x", NameError::Character),
            ("CON", NameError::Device),
            ("com1.docx", NameError::Device),
            ("", NameError::Empty),
            (".hidden", NameError::Edge),
            ("x. ", NameError::Edge),
            ("a\u{202e}b", NameError::Character),
            ("a\nb", NameError::Character),
        ] {
            assert_eq!(FileName::parse(name), Err(error), "{name:?}");
        }
        assert_eq!(FileName::parse(&"ü".repeat(300)), Err(NameError::TooLong));
        assert_eq!(
            FileName::parse("Lebenslauf Ole\u{301} 李明.docx").map(String::from).as_deref(),
            Ok("Lebenslauf Olé 李明.docx")
        );
    }

    #[test]
    fn labels_keep_letters_of_every_script() {
        assert_eq!(
            safe_label(&["Senior Java Developer", "Anna Müller", "20260127-142305"]),
            "Senior-Java-Developer_Anna-Müller_20260127-142305"
        );
        assert_eq!(safe_label(&["../../etc/x", "李明"]), "etcx_李明");
        assert_eq!(safe_label(&["Prüferin", "प्रिया"]), "Prüferin_प्रिया");
        assert_eq!(safe_label(&["CON"]), "run-CON");
        assert_eq!(safe_label(&["", "\u{202e}"]), "run");
        assert!(safe_label(&[&"ü".repeat(300), "x"]).len() <= 130);
    }
}
