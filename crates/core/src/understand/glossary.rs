//! Words of work life that mean the same in German, English and French, by their stems. They help to find what is said in
//! another language; what they find is still a quote of the source.

use super::stems;
use crate::locale::Language;

/// The stem of a folded word in a language; short words and words with signs stay.
pub(crate) fn stem(word: &str, language: Language) -> String {
    stems::stem(word, column(language))
}

fn column(language: Language) -> usize {
    match language {
        Language::De => 0,
        Language::En => 1,
        Language::Fr => 2,
    }
}

mod table {
    include!(concat!(env!("OUT_DIR"), "/glossary.rs"));
}

/// Most words of a phrase of the glossary.
const PHRASE_WORDS_MAX: usize = 5;

/// A meaning with the words that express it: number, first word, words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub number: u32,
    pub first: usize,
    pub words: usize,
}

/// Meanings of a row of folded words of a text in a language; of several that begin at a word the longest ones. English
/// words count in every text.
pub(crate) fn meanings(row: &[&str], language: Language) -> Vec<Meaning> {
    let mut out = of_language(row, language);
    if language != Language::En {
        for found in of_language(row, Language::En) {
            if !out.iter().any(|known| known.first == found.first) {
                out.push(found);
            }
        }
    }
    out
}

fn of_language(row: &[&str], language: Language) -> Vec<Meaning> {
    let phrases = table::PHRASES[column(language)];
    let stems: Vec<String> = row.iter().map(|word| stem(word, language)).collect();
    let mut out = Vec::new();
    for at in 0..stems.len() {
        let longest = PHRASE_WORDS_MAX.min(stems.len() - at);
        for words in (1..=longest).rev() {
            let key = stems[at..at + words].join(" ");
            let from = phrases.partition_point(|(phrase, _)| *phrase < key.as_str());
            let found = phrases[from..].iter().take_while(|(phrase, _)| *phrase == key);
            let before = out.len();
            out.extend(found.map(|(_, number)| Meaning { number: *number, first: at, words }));
            if out.len() > before {
                break;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::fold::{fold, tokens};
    use super::*;

    #[test]
    fn words_of_three_languages_share_a_meaning() {
        use Language::{De, En, Fr};
        let numbers = |text: &str, language: Language| -> Vec<u32> {
            meanings(&tokens(&fold(text)), language).into_iter().map(|meaning| meaning.number).collect()
        };
        let shared = |a: (&str, Language), b: (&str, Language)| {
            numbers(a.0, a.1).iter().any(|number| numbers(b.0, b.1).contains(number))
        };
        assert!(shared(("Statusbericht an den Lenkungsausschuss", De), ("reporting to the steering committee", En)));
        assert!(
            shared(("mit Lieferanten", De), ("suppliers", En)) && shared(("Lieferanten", De), ("fournisseurs", Fr))
        );
        assert!(!shared(("Lieferanten", De), ("customers", En)));
    }
}
