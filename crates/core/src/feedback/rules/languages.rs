//! Spoken languages: without a level, or with one in words, so that the letters of the record are ours. Has no table of
//! words; it is that of understanding.

use super::Rules;
use crate::records::cv::{SetBy, SpokenLanguage};
use crate::records::feedback::Severity;
use crate::understand::fold::fold;
use crate::understand::lexicon::level;

impl Rules<'_> {
    pub(super) fn languages(&mut self) {
        let cv = self.cv;
        if cv.languages.is_empty() {
            self.add("language.none", Severity::Warning, "languages", &[], Some(2));
        }
        for language in &cv.languages {
            let name = language.language.clone().unwrap_or_default();
            let field = format!("{}/fluency", language.id);
            let Some(fluency) = &language.fluency else {
                self.add("language.level_missing", Severity::Warning, &field, &[&name], Some(2));
                continue;
            };
            let read = level(fluency).unwrap_or(fluency.as_str());
            // Somebody's mother tongue has no letters.
            if read != "native" && !has_letters(self.printed_level(language, fluency)) {
                self.add("language.level_not_cefr", Severity::Hint, &field, &[&name, read], Some(3));
            }
        }
    }

    /// The level as the CV prints it; what a person or the candidate set is as good as printed.
    fn printed_level<'a>(&'a self, language: &SpokenLanguage, fluency: &'a str) -> &'a str {
        let source = self.cv.x.sources.get(&format!("{}/fluency", language.id));
        let read = source.filter(|source| matches!(source.set_by, SetBy::Rules | SetBy::Model));
        read.map_or(fluency, |source| source.quote.as_str())
    }
}

/// Whether a text states a level from A1 to C2.
fn has_letters(text: &str) -> bool {
    fold(text).split(|c: char| !c.is_alphanumeric()).any(|word| ["a1", "a2", "b1", "b2", "c1", "c2"].contains(&word))
}
