//! Stems of words in German, English and French, by column. Also used by the build script, so it names nothing of the crate.

use rust_stemmers::{Algorithm, Stemmer};
use std::sync::LazyLock;

static STEMMERS: LazyLock<[Stemmer; 3]> =
    LazyLock::new(|| [Algorithm::German, Algorithm::English, Algorithm::French].map(Stemmer::create));

/// The stem of a folded word in the language of a column (0 German, 1 English, 2 French); short words and words with signs
/// stay.
pub(crate) fn stem(word: &str, column: usize) -> String {
    if word.len() < 5 || word.chars().any(|c| !c.is_alphabetic()) {
        return word.to_owned();
    }
    let stemmed = STEMMERS[column].stem(word);
    if stemmed.len() >= 4 { stemmed.into_owned() } else { word.to_owned() }
}
