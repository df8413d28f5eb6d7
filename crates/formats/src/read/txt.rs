//! Plain text in UTF-8, UTF-16 or Windows-1252. Cells are split at tabs and at runs of three blanks.
//! Light markup is taken for looks (see `markup`); without any, a text is read as it is.

use super::{ReadError, markup};
use crate::limits::ReadLimits;
use crate::source::{DraftCell, FileKind, Line, Place, SourceBuilder, SourceText, Style};
use crate::text;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Reads a text file.
///
/// # Errors
/// [`ReadError::TooMuchText`] or [`ReadError::Blank`].
pub fn read(bytes: &[u8], limits: &ReadLimits) -> Result<SourceText, ReadError> {
    let decoded = decode(bytes);
    let mut builder = SourceBuilder::new(FileKind::Txt);
    let mut blank_lines = 0u32;
    let mut deceptive = 0;
    let marked_up = markup::is_marked_up(&decoded);
    let raws: Vec<&str> = decoded.split(['\n', '\u{c}', '\u{85}', '\u{2028}']).collect();
    for (number, raw) in raws.iter().enumerate() {
        deceptive += u32::try_from(raw.chars().filter(|c| text::is_deceptive(*c)).count()).unwrap_or(u32::MAX);
        let raw = text::clean(raw.trim_end_matches('\r'));
        if raw.trim().is_empty() || is_rule(raw.trim()) {
            blank_lines += 1;
            continue;
        }
        let mut heading = markup::underlined(&raw, raws.get(number + 1).copied());
        let mut body = raw.as_str();
        if marked_up {
            let (signs, rest) = markup::heading(&raw);
            heading = heading.max(signs.heading);
            body = rest;
        }
        let row = if marked_up { markup::table_row(body) } else { None };
        if row.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let (bullet, body) = match text::split_bullet(body).filter(|_| heading == 0 && row.is_none()) {
            Some(rest) => (true, rest),
            None => (false, body),
        };
        let gap_above = if builder.chars() == 0 { 0.0 } else { 1.0 + blank_lines.min(8) as f32 };
        blank_lines = 0;
        let place =
            Place::Part { part: "text".into(), paragraph: u32::try_from(number).unwrap_or(u32::MAX), offset: 0 };
        let cells = match row {
            Some(row) => row.into_iter().enumerate().map(|(at, text)| markup::cell(text, at, heading)).collect(),
            None if marked_up => vec![markup::cell(&collapse(body), 0, heading)],
            None => cells(body, heading),
        };
        builder.push(cells, |span, cells| Line { span, place, cells, column: 0, bullet, gap_above, running: false });
        if builder.chars() > limits.chars_max {
            return Err(ReadError::TooMuchText { chars_max: limits.chars_max });
        }
    }
    let mut source = builder.finish();
    source.warn("read.deceptive_characters", deceptive);
    if source.lines.is_empty() { Err(ReadError::Blank) } else { Ok(source) }
}

/// Whether bytes are text: a byte order mark, or no NUL and hardly any control character.
pub(super) fn looks_like_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        return true;
    }
    let controls = bytes.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\n' | b'\r' | b'\t' | 0x0c)).count();
    let nuls = bytes.iter().filter(|byte| **byte == 0).count();
    // A few stray control characters are dropped by the reader; a binary has them everywhere.
    nuls * 100 <= bytes.len() && controls * 50 <= bytes.len()
}

fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xff, 0xfe, ..] => UTF_16LE,
        [0xfe, 0xff, ..] => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    };
    encoding.decode(bytes).0.replace("\r\n", "\n").replace('\r', "\n")
}

fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3
        && line.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | '–' | '—' | '─' | '━' | '#'))
}

fn cells(body: &str, heading: u8) -> Vec<DraftCell> {
    let spaced = body.trim().replace("   ", "\t");
    spaced
        .split('\t')
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .enumerate()
        .map(|(number, cell)| DraftCell {
            runs: vec![(collapse(cell), Style { heading, ..Style::default() })],
            x0: number as f32,
            x1: number as f32,
        })
        .collect()
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let source = read(bytes, &ReadLimits::default()).expect("readable text");
        source.lines.iter().map(|line| source.line_text(line).to_owned()).collect()
    }

    #[test]
    fn reads_the_three_encodings() {
        assert_eq!(lines("Müller\n\n- Zürich".as_bytes()), ["Müller", "Zürich"]);
        assert_eq!(lines(b"M\xfcller"), ["Müller"]);
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("李明".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(lines(&utf16), ["李明"]);
    }

    #[test]
    fn drops_nul_and_controls_but_keeps_the_words() {
        assert_eq!(
            lines(
                b"Anna\x00 M\x07 and a longer line of ordinary text, so that it still counts as text, on and on and on"
            ),
            ["Anna M and a longer line of ordinary text, so that it still counts as text, on and on and on"]
        );
    }

    #[test]
    fn refuses_a_file_of_blanks() {
        assert_eq!(read(b"  \n \n", &ReadLimits::default()), Err(ReadError::Blank));
    }
}
