//! Words of work life that mean the same in German, English and French, by their stems. They help to find what is said in
//! another language; what they find is still a quote of the source.

use super::fold::{fold, tokens};
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static STEMMERS: LazyLock<[Stemmer; 3]> =
    LazyLock::new(|| [Algorithm::German, Algorithm::English, Algorithm::French].map(Stemmer::create));

/// The shortest stem that one of three languages gives a folded word; short words and words with signs stay.
pub(crate) fn stem(word: &str) -> String {
    let mut shortest = word.to_owned();
    if word.len() < 5 || word.chars().any(|c| !c.is_alphabetic()) {
        return shortest;
    }
    for stemmer in STEMMERS.iter() {
        let stemmed = stemmer.stem(word);
        if stemmed.len() < shortest.len() && stemmed.len() >= 4 {
            shortest = stemmed.into_owned();
        }
    }
    shortest
}

/// Stem sequences by their first stem, with the number of their meaning.
static ENTRIES: LazyLock<BTreeMap<String, Vec<(Vec<String>, u32)>>> = LazyLock::new(|| {
    let mut entries: BTreeMap<String, Vec<(Vec<String>, u32)>> = BTreeMap::new();
    let lines =
        include_str!("lexicon/glossary.txt").lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    for (meaning, line) in lines.enumerate() {
        for phrase in line.split(['|', ';']).map(str::trim).filter(|phrase| !phrase.is_empty()) {
            let folded = fold(phrase);
            let stems: Vec<String> = tokens(&folded).into_iter().map(stem).collect();
            if let Some(first) = stems.first() {
                entries
                    .entry(first.clone())
                    .or_default()
                    .push((stems.clone(), u32::try_from(meaning).unwrap_or(u32::MAX)));
            }
        }
    }
    for list in entries.values_mut() {
        list.sort_by_key(|(stems, _)| std::cmp::Reverse(stems.len()));
    }
    entries
});

/// A meaning with the words that express it: number, first word, words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub number: u32,
    pub first: usize,
    pub words: usize,
}

/// Meanings of a row of stems; of several that begin at a word the longest ones.
pub(crate) fn meanings(stems: &[String]) -> Vec<Meaning> {
    let mut out = Vec::new();
    for at in 0..stems.len() {
        let Some(list) = ENTRIES.get(&stems[at]) else { continue };
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
        let numbers = |text: &str| -> Vec<u32> {
            let stems: Vec<String> = tokens(&fold(text)).into_iter().map(stem).collect();
            meanings(&stems).into_iter().map(|meaning| meaning.number).collect()
        };
        let shared = |a: &str, b: &str| numbers(a).iter().any(|number| numbers(b).contains(number));
        assert!(shared("Statusbericht an den Lenkungsausschuss", "reporting to the steering committee"));
        assert!(shared("Lieferanten", "suppliers") && shared("Lieferanten", "fournisseurs"));
        assert!(!shared("Lieferanten", "customers"));
    }
}
