//! Groups of phrases by which CVs and criteria express one readiness, clearance or soft skill in three languages.

use super::demand::first_of;
use super::fold::fold;
use super::lexicon::table;
use std::sync::LazyLock;

static THEMES: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
    table(include_str!("lexicon/themes.txt"))
        .map(|(name, phrases)| (name.to_owned(), phrases.into_iter().map(fold).collect()))
        .collect()
});

/// The themes of a group (`willing`, `clearance`, `soft`) that a folded text names.
pub(crate) fn in_text(folded: &str, group: &str) -> Vec<String> {
    THEMES
        .iter()
        .filter(|(name, _)| name.split_once('.').is_some_and(|(of, _)| of == group))
        .filter(|(_, phrases)| first_of(folded, phrases).is_some())
        .map(|(name, _)| name.clone())
        .collect()
}

/// Where a folded text names a theme.
pub(crate) fn find(folded: &str, theme: &str) -> Option<usize> {
    let (_, phrases) = THEMES.iter().find(|(name, _)| name == theme)?;
    first_of(folded, phrases)
}
