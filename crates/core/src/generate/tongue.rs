//! Texts of the candidate in a document of perhaps another language: confirmed translations are printed, exact lexicon
//! entries translated, everything else stays as printed, tagged with its language and counted.

use crate::locale::{Language, Locale};
use crate::records::Cv;
use crate::records::cv::TranslationState;
use crate::understand::{Lexicon, lexicon};
use dossier_formats::write::doc::Run;
use std::cell::Cell;

/// An exact entry of the word lists or of the concept lexicon in another language.
fn translate(text: &str, to: Language) -> Option<String> {
    lexicon::translate(text, to)
        .map(str::to_owned)
        .or_else(|| Lexicon::builtin().translate(text, to).map(str::to_owned))
}

/// Prints a candidate's texts in a locale.
pub(super) struct Tongue<'a> {
    cv: &'a Cv,
    from: Option<Language>,
    to: Locale,
    untranslated: Cell<u32>,
}

impl<'a> Tongue<'a> {
    pub fn new(cv: &'a Cv, to: Locale) -> Self {
        let from = match cv.x.language.as_deref() {
            Some("de") => Some(Language::De),
            Some("en") => Some(Language::En),
            Some("fr") => Some(Language::Fr),
            _ => None,
        };
        Self { cv, from, to, untranslated: Cell::new(0) }
    }

    /// Number of texts that were printed in their own language.
    pub fn untranslated(&self) -> u32 {
        self.untranslated.get()
    }

    /// Whether the CV is in another language than the document.
    pub fn foreign(&self) -> bool {
        self.from.is_some_and(|from| from != self.to.language())
    }

    /// A running text.
    pub fn text(&self, pointer: &str, text: &str) -> Run {
        let to = self.to.language();
        let confirmed =
            self.cv.x.translations.iter().find(|one| {
                one.pointer == pointer && one.language == to.code() && one.state == TranslationState::Person
            });
        if let Some(translation) = confirmed {
            return Run::new(translation.text.clone());
        }
        if !self.foreign() {
            return Run::new(text);
        }
        if let Some(entry) = translate(text, to) {
            return Run::new(entry);
        }
        self.untranslated.set(self.untranslated.get() + 1);
        Run::new(text).in_language(self.from.map(Language::code))
    }

    /// A name that has no language: an employer, a product, a skill the lexicon does not translate.
    pub fn name(&self, text: &str) -> String {
        if !self.foreign() {
            return text.to_owned();
        }
        translate(text, self.to.language()).unwrap_or_else(|| text.to_owned())
    }
}
