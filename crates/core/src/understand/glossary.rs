//! Words of work life that mean the same in German, English and French, by their stems. They help to find what is said in
//! another language; what they find is still a quote of the source.

use super::fold::{fold, tokens};
use crate::locale::Language;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static STEMMERS: LazyLock<[Stemmer; 3]> =
    LazyLock::new(|| [Algorithm::German, Algorithm::English, Algorithm::French].map(Stemmer::create));

/// The stem of a folded word in a language; short words and words with signs stay.
pub(crate) fn stem(word: &str, language: Language) -> String {
    if word.len() < 5 || word.chars().any(|c| !c.is_alphabetic()) {
        return word.to_owned();
    }
    let stemmed = STEMMERS[column(language)].stem(word);
    if stemmed.len() >= 4 { stemmed.into_owned() } else { word.to_owned() }
}

fn column(language: Language) -> usize {
    match language {
        Language::De => 0,
        Language::En => 1,
        Language::Fr => 2,
    }
}

/// Stem sequences by their first stem, with the number of their meaning.
type Entries = BTreeMap<String, Vec<(Vec<String>, u32)>>;

/// By language: stems are only alike within one.
static ENTRIES: LazyLock<[Entries; 3]> = LazyLock::new(|| {
    let mut all: [Entries; 3] = Default::default();
    let lines =
        include_str!("lexicon/glossary.txt").lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    for (meaning, line) in lines.enumerate() {
        let number = u32::try_from(meaning).unwrap_or(u32::MAX);
        for (language, cell) in [Language::De, Language::En, Language::Fr].into_iter().zip(line.split('|')) {
            for phrase in cell.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let folded = fold(phrase);
                let stems: Vec<String> = tokens(&folded).into_iter().map(|word| stem(word, language)).collect();
                if let Some(first) = stems.first() {
                    all[column(language)].entry(first.clone()).or_default().push((stems.clone(), number));
                }
            }
        }
    }
    for list in all.iter_mut().flat_map(BTreeMap::values_mut) {
        list.sort_by_key(|(stems, _)| std::cmp::Reverse(stems.len()));
    }
    all
});

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
    let stems: Vec<String> = row.iter().map(|word| stem(word, language)).collect();
    let mut out = Vec::new();
    for at in 0..stems.len() {
        let Some(list) = ENTRIES[column(language)].get(&stems[at]) else { continue };
        let mut longest = 0;
        for (phrase, number) in list {
            if phrase.len() < longest {
                break;
            }
            if stems[at..].starts_with(phrase) {
                longest = phrase.len();
                out.push(Meaning { number: *number, first: at, words: phrase.len() });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
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
