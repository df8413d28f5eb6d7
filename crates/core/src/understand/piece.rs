//! A piece of the source: a text together with its range. The only currency in which values are passed around, so that
//! nothing can enter a record that is not printed in the source.

use dossier_formats::Span;

/// A stretch of the source. For a piece of one line the text is exactly the span's; a joined piece covers several lines
/// and its text has the line breaks and hyphenation mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    pub span: Span,
}

impl Piece {
    pub fn new(text: &str, start: u32) -> Self {
        let length = u32::try_from(text.chars().count()).unwrap_or(0);
        Self { text: text.to_owned(), span: Span::new(start, start + length) }
    }

    /// A part by byte offsets, which must lie on character borders; trimmed of blanks.
    pub fn sub(&self, from: usize, to: usize) -> Self {
        let Some(part) = self.text.get(from..to) else { return Self::new("", self.span.start) };
        if self.is_joined() {
            return Self { text: part.trim().to_owned(), span: self.span };
        }
        let lead = part.len() - part.trim_start().len();
        let before = self.text[..from + lead].chars().count();
        Self::new(part.trim(), self.span.start + u32::try_from(before).unwrap_or(0))
    }

    /// Without the given signs and blanks at both ends.
    pub fn trim(&self, signs: &[char]) -> Self {
        let is_edge = |c: char| c.is_whitespace() || signs.contains(&c);
        let start = self.text.len() - self.text.trim_start_matches(is_edge).len();
        let end = self.text.trim_end_matches(is_edge).len();
        if start >= end { Self::new("", self.span.start) } else { self.sub(start, end) }
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_joined(&self) -> bool {
        self.text.chars().count() != self.span.len() as usize
    }

    /// Parts between separators at the given byte ranges.
    pub fn split_at(&self, separators: &[(usize, usize)]) -> Vec<Self> {
        let mut out = Vec::new();
        let mut from = 0;
        for (start, end) in separators {
            if *start >= from {
                out.push(self.sub(from, *start));
                from = *end;
            }
        }
        out.push(self.sub(from, self.text.len()));
        out.retain(|piece| !piece.is_empty());
        out
    }

    /// Splits at any of the signs, but not within parentheses.
    pub fn split_signs(&self, signs: &[char]) -> Vec<Self> {
        let mut depth = 0i32;
        let mut separators = Vec::new();
        for (at, c) in self.text.char_indices() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                c if depth <= 0 && signs.contains(&c) => {
                    // "1,5" and "2,300" are numbers, not lists.
                    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                    let number =
                        c == ',' && digit(self.text[..at].chars().last()) && digit(self.text[at + 1..].chars().next());
                    if !number {
                        separators.push((at, at + c.len_utf8()));
                    }
                }
                _ => {}
            }
        }
        self.split_at(&separators)
    }

    /// Joins lines: a blank between them, a hyphen at a line's end mended where the word goes on in lower case.
    pub fn join(pieces: &[Self]) -> Option<Self> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let mut text = String::new();
        for piece in pieces {
            append_line(&mut text, &piece.text);
        }
        // Lines with something else between them, such as another cell, share no range: the first one stands for the value.
        let apart = pieces.windows(2).any(|pair| pair[1].span.start > pair[0].span.end + 1);
        let end = if apart { first.span.end } else { last.span.end.max(first.span.end) };
        Some(Self { text, span: Span::new(first.span.start, end) })
    }
}

/// First halves of compounds that French and English write with a hyphen before a word in lower case: a line that ends in
/// one of them was broken at the word's own hyphen. German writes such compounds in one word, or with a capital.
const KEEPS_ITS_HYPHEN: [&str; 56] = [
    "gestion", "administration", "aide", "aides", "chef", "cheffe", "vice", "sous", "assistant", "assistante", "agent",
    "agente", "ingénieur", "ingénieure", "directeur", "directrice", "responsable", "gérant", "gérante", "dessinateur",
    "dessinatrice", "monteur", "électricien", "peintre", "vendeur", "vendeuse", "bureau", "conseil", "qualité",
    "porte", "savoir", "mi", "demi", "avant", "après", "rendez", "saint", "non", "self", "full", "part", "long",
    "short", "high", "low", "cross", "decision", "problem", "back", "front", "hands", "state", "cost", "cloud",
    "customer", "data",
];

/// Words within the names of French places.
const PLACE_PARTICLES: [&str; 15] =
    ["la", "le", "les", "lès", "lez", "l", "de", "du", "des", "d", "en", "sur", "sous", "aux", "au"];

/// Appends a line to a text as it reads on.
fn append_line(text: &mut String, line: &str) {
    let line = line.trim();
    if text.is_empty() {
        text.push_str(line);
        return;
    }
    let letter_before = text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    if text.ends_with('-') && letter_before {
        let goes_on = line.chars().next().is_some_and(char::is_lowercase);
        let and = ["und ", "oder ", "and ", "or ", "et ", "ou "].iter().any(|word| line.starts_with(word));
        let own = text[..text.len() - 1].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        // `Brive-` above `la-Gaillarde`.
        let of_place = line.split_once('-').is_some_and(|(first, _)| PLACE_PARTICLES.contains(&first));
        if goes_on && (of_place || KEEPS_ITS_HYPHEN.contains(&own.to_lowercase().as_str())) {
            // The hyphen is the word's own.
        } else if goes_on && !and {
            text.pop();
        } else if and {
            text.push(' ');
        }
    } else {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_place() {
        let piece = Piece::new("Müller AG, Zürich (80 %), 1,5 Jahre", 10);
        let parts = piece.split_signs(&[',']);
        assert_eq!(
            parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>(),
            ["Müller AG", "Zürich (80 %)", "1,5 Jahre"]
        );
        assert_eq!(parts[1].span, Span::new(21, 34));
        assert_eq!(piece.trim(&['M', 'e']).span.start, 11);
    }

    #[test]
    fn lines_join_as_they_read() {
        let join = |a: &str, b: &str| Piece::join(&[Piece::new(a, 0), Piece::new(b, 50)]).map(|piece| piece.text);
        assert_eq!(join("bei Konsumgüterher-", "stellern.").as_deref(), Some("bei Konsumgüterherstellern."));
        assert_eq!(join("Software-", "Ingenieur").as_deref(), Some("Software-Ingenieur"));
        assert_eq!(join("Netz-", "und Systemtechnik").as_deref(), Some("Netz- und Systemtechnik"));
        assert_eq!(join("Gestion-", "administration").as_deref(), Some("Gestion-administration"));
        assert_eq!(join("CFA de Brive-", "la-Gaillarde").as_deref(), Some("CFA de Brive-la-Gaillarde"));
        assert_eq!(join("BTS Aide-", "soignant").as_deref(), Some("BTS Aide-soignant"));
        assert_eq!(join("ein", "Satz").as_deref(), Some("ein Satz"));
    }
}
