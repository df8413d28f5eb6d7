//! Mending of extracted text: normal form, control characters, ligatures, bullets, letter-spacing.
//! Never changes words: nothing is translated, expanded or corrected.

use unicode_normalization::UnicodeNormalization;

/// Normal form C without control, formatting and private-use characters; ligatures expanded; odd blanks made plain.
///
/// Tabs are kept, line feeds are not expected. Bidirectional marks and zero-width characters are dropped, because they
/// can make a text read differently from what it says.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}' | '\u{f0fc}' => out.push('•'),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => out.push(' '),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{2212}' => out.push('–'),
            '\t' => out.push('\t'),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            c if is_unprintable(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a character makes a text read differently from what it says (bidirectional or zero-width marks).
pub fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character has no printed form of its own: controls, private use, non-characters, replacement.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fff0}'..='\u{ffff}' | '\u{fdd0}'..='\u{fdef}')
}

/// The bullet signs that start a list item.
pub fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '◦'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '‣'
            | '⁃'
            | '∙'
            | '·'
            | '➢'
            | '➤'
            | '►'
            | '▸'
            | '✓'
            | '✔'
            | '❖'
            | '◆'
            | '»'
            | '–'
            | '—'
            | '*'
            | '-'
            | '›'
            | '❯'
            | '→'
    )
}

/// Splits a leading bullet off. A dash or asterisk counts only before a blank.
pub fn split_bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    if !is_bullet(first) {
        return None;
    }
    let rest = &text[first.len_utf8()..];
    let blank = rest.starts_with(char::is_whitespace);
    if matches!(first, '-' | '–' | '—' | '*' | '·' | '»' | '›' | '→') && !blank {
        return None;
    }
    let rest = rest.trim_start();
    // "●●●○○" is a level, not a list item.
    if rest.is_empty() || rest.starts_with(['●', '○', '•', '◦', '■', '□', '★', '☆']) {
        return None;
    }
    // "– heute" or "- 2019" continue a date range.
    if matches!(first, '-' | '–' | '—') && rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(rest)
}

/// Joins a letter-spaced text ("K O N T A K T"), if it is one; words stay apart where `wide` marks a wider gap.
pub fn join_letter_spaced(words: &[(String, bool)]) -> Option<String> {
    let letters =
        words.iter().filter(|(word, _)| word.chars().count() <= 2 && word.chars().all(char::is_alphabetic)).count();
    if words.len() < 4 || letters * 10 < words.len() * 8 {
        return None;
    }
    let mut out = String::new();
    for (word, wide) in words {
        if *wide && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_what_misleads_and_keeps_words() {
        assert_eq!(clean("e\u{301}ﬁn\u{a0}x\u{202e}y\u{0}"), "éfin xy");
        assert_eq!(clean("Олена 李明 ß œ"), "Олена 李明 ß œ");
    }

    #[test]
    fn tells_bullets_from_levels_and_ranges() {
        assert_eq!(split_bullet("• Java"), Some("Java"));
        assert_eq!(split_bullet("- Java"), Some("Java"));
        assert_eq!(split_bullet("●●●○○"), None);
        assert_eq!(split_bullet("– 2019"), None);
        assert_eq!(split_bullet("-5 °C"), None);
    }
}
