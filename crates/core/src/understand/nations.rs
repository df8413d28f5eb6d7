//! Nationalities by the words that CVs print for them, and who may work where without a permit.

use super::fold::fold;
use super::lexicon::table;
use std::sync::LazyLock;

static NATIONS: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
    table(include_str!("lexicon/nations.txt"))
        .map(|(code, stems)| (code.to_owned(), stems.into_iter().map(fold).collect()))
        .collect()
});

/// Members of the European Union and of EFTA.
static FREE_MOVEMENT: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| table(include_str!("lexicon/free-movement.txt")).flat_map(|(_, codes)| codes).collect());

/// The nations named in a text, as ISO 3166 codes, in the order of their first mention.
pub(crate) fn nations(text: &str) -> Vec<&'static str> {
    let folded = fold(text);
    let mut found: Vec<(usize, &'static str)> = NATIONS
        .iter()
        .filter_map(|(code, stems)| {
            let place = stems.iter().filter_map(|stem| super::demand::starts_word(&folded, stem)).min()?;
            Some((place, code.as_str()))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, code)| code).collect()
}

/// Whether nationals of a country live and work in Switzerland, the EU or EFTA under free movement.
pub(crate) fn moves_freely(code: &str) -> bool {
    FREE_MOVEMENT.contains(&code)
}
