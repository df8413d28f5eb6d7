//! Forms of a name that are no whole word of it: the genitive and what is derived from it (`Kestenmairs`, `Kestenmairsche`), and
//! words that begin with it and go on with a capital or a digit (`KestenmairConsulting`, `AnnaK87`).

use super::words::is_ordinary;
use crate::understand::fold::fold;

/// Letters from which on a form of a name is certain.
const SURE_CHARS_MIN: usize = 4;
/// What follows a name in its genitive and in words derived from it, folded.
const ENDINGS: [&str; 7] = ["s", "sch", "sche", "schem", "schen", "scher", "sches"];

/// Whether a folded word is a folded name with an ending.
pub(super) fn is_derived(word: &str, name: &str) -> bool {
    word.strip_prefix(name).is_some_and(|ending| ENDINGS.contains(&ending))
}

/// Whether a word as printed begins with a folded name and goes on with a capital or a digit. In words of capitals alone
/// only a digit ends the name: `ANNAHME` is no Anna.
pub(super) fn is_glued(shown: &str, name: &str) -> bool {
    shown.char_indices().any(|(at, c)| {
        let stem = shown.get(..at).unwrap_or_default();
        let ends = c.is_numeric() || c.is_uppercase() && stem.chars().any(char::is_lowercase);
        ends && fold(stem) == name
    })
}

/// Whether such a word certainly is the name: neither of the two is an ordinary word.
pub(super) fn is_sure(word: &str, name: &str) -> bool {
    name.chars().count() >= SURE_CHARS_MIN && !is_ordinary(name) && !is_ordinary(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_belong_to_a_name_and_other_letters_do_not() {
        for word in ["kestenmairs", "kestenmairsche", "kestenmairschen"] {
            assert!(is_derived(word, "kestenmair") && is_sure(word, "kestenmair"), "{word}");
        }
        assert!(!is_derived("annahme", "anna") && !is_derived("kestenmairer", "kestenmair"));
        assert!(is_derived("bergs", "berg") && !is_sure("bergs", "berg"));
    }

    #[test]
    fn names_end_at_capitals_and_digits() {
        assert!(is_glued("KestenmairConsulting", "kestenmair") && is_glued("AnnaK87", "anna"));
        assert!(is_glued("ZoëK", "zoe") && is_glued("ANNA87", "anna"));
        assert!(!is_glued("Annahme", "anna") && !is_glued("ANNAHME", "anna") && !is_glued("Anna", "anna"));
    }
}
