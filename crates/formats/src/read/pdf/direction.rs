//! Text of scripts that run from right to left. Pages hold its letters in the order in which they stand from left to right; here
//! they come into the order in which they are read. Lines as a whole are taken to run from left to right.

/// A stretch of a line in reading order: letters from right to left with the signs and blanks between them are turned round.
pub(super) fn logical(text: &str) -> String {
    if !text.chars().any(runs_left) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if !runs_left(*c) {
            out.push(*c);
            at += 1;
            continue;
        }
        let reach = chars[at..].iter().take_while(|c| runs_left(**c) || !c.is_alphanumeric()).count();
        let stretch = &chars[at..at + reach];
        // Signs behind the last such letter belong to what follows.
        let length = stretch.iter().rposition(|c| runs_left(*c)).map_or(1, |last| last + 1);
        out.extend(stretch[..length].iter().rev());
        at += length;
    }
    out
}

/// The text of one glyph as if each of its letters were a glyph of its own: a ligature holds them in reading order.
pub(super) fn as_drawn(text: String) -> String {
    let turns = text.chars().nth(1).is_some() && text.chars().all(runs_left);
    if turns { text.chars().rev().collect() } else { text }
}

/// Whether a character is of a script that runs from right to left. Figures run from left to right in these scripts too.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && !c.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_into_reading_order_and_the_rest_stays() {
        let drawn: String = "תוכנה בע״מ".chars().rev().collect();
        assert_eq!(logical(&format!("Engineer, {drawn}, Basel")), "Engineer, תוכנה בע״מ, Basel");
        assert_eq!(logical("Zürich – 2020"), "Zürich – 2020");
        let drawn: String = "شركة".chars().rev().collect();
        assert_eq!(logical(&format!("{drawn} AG {drawn}")), "شركة AG شركة");
    }

    #[test]
    fn a_ligature_is_turned_twice() {
        let glyphs = ["م", "لا", "س"].map(|glyph| as_drawn(glyph.to_owned()));
        assert_eq!(logical(&glyphs.concat()), "سلام");
        assert_eq!(as_drawn("ffi".to_owned()), "ffi");
    }
}
