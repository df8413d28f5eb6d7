//! Folding of texts for search and look-up: letters without case, accents and width. Knows no language.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, sharp s as ss, blanks in runs as one: `Müller  STRAßE` is `muller strasse`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
            match letter {
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'ø' => out.push('o'),
                'ł' => out.push('l'),
                letter => out.push(letter),
            }
        }
    }
    out
}

/// A name in one spelling: folded, `ae`, `oe` and `ue` as single letters, words in alphabetic order, everything but letters
/// as a blank. `Müller, Anna`, `Anna Mueller` and `ANNA MULLER` are the same.
pub(crate) fn fold_name(name: &str) -> String {
    let letters: String = fold(name).chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let mut words: Vec<String> =
        letters.split_whitespace().map(|word| word.replace("ae", "a").replace("oe", "o").replace("ue", "u")).collect();
    words.sort();
    words.join(" ")
}

/// A pattern for `LIKE .. ESCAPE '!'` that finds a folded text anywhere.
pub(crate) fn pattern(word: &str) -> String {
    let mut out = String::from("%");
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '!') {
            out.push('!');
        }
        out.push(letter);
    }
    out.push('%');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_case_and_accents() {
        for (text, folded) in [
            ("Müller  STRAßE", "muller strasse"),
            ("  Œuvre Ça ", "oeuvre ca"),
            ("李明", "李明"),
            ("Łódź", "lodz"),
            ("ﬁn", "fin"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn spellings_of_a_name_meet() {
        for name in ["Müller, Anna", "Anna Mueller", "ANNA MULLER", "anna\u{a0}müller"] {
            assert_eq!(fold_name(name), "anna muller", "{name}");
        }
        assert_ne!(fold_name("Anna Muster"), fold_name("Anna Müller"));
    }

    #[test]
    fn signs_of_patterns_are_taken_literally() {
        assert_eq!(pattern("50%_a!"), "%50!%!_a!!%");
    }
}
