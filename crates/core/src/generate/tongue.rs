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

/// The record as papers in a locale print it: confirmed translations and exact entries of the lexicons in the place of what they
/// translate, everything else as it was. Names of languages stay, since papers name languages by their codes.
pub fn in_locale(cv: &Cv, locale: Locale) -> Cv {
    let tongue = Tongue::new(cv, locale);
    let text = |pointer: &str, value: &mut String| *value = tongue.text(pointer, value).text;
    let name = |value: &mut String| *value = tongue.name(value);
    let maybe = |pointer: &str, value: &mut Option<String>| value.iter_mut().for_each(|value| text(pointer, value));
    let all = |pointer: &str, values: &mut [String]| {
        for (at, value) in values.iter_mut().enumerate() {
            text(&format!("{pointer}/{at}"), value);
        }
    };
    let mut out = cv.clone();
    maybe("/basics/label", &mut out.basics.label);
    maybe("/basics/summary", &mut out.basics.summary);
    for (at, work) in out.work.iter_mut().enumerate() {
        maybe(&format!("/work/{at}/position"), &mut work.position);
        maybe(&format!("/work/{at}/summary"), &mut work.summary);
        all(&format!("/work/{at}/highlights"), &mut work.highlights);
        work.keywords.iter_mut().for_each(name);
    }
    for (at, project) in out.projects.iter_mut().enumerate() {
        maybe(&format!("/projects/{at}/name"), &mut project.name);
        maybe(&format!("/projects/{at}/description"), &mut project.description);
        all(&format!("/projects/{at}/roles"), &mut project.roles);
        all(&format!("/projects/{at}/highlights"), &mut project.highlights);
        project.keywords.iter_mut().for_each(name);
    }
    for (at, school) in out.education.iter_mut().enumerate() {
        maybe(&format!("/education/{at}/studyType"), &mut school.study_type);
        maybe(&format!("/education/{at}/area"), &mut school.area);
        all(&format!("/education/{at}/courses"), &mut school.courses);
    }
    for group in &mut out.skills {
        group.name.iter_mut().chain(&mut group.keywords).for_each(name);
    }
    out.x.nationality.iter_mut().chain(&mut out.x.availability).for_each(name);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{CV_TXT, sample};

    #[test]
    fn a_record_in_another_locale_says_what_its_papers_print() {
        let cv = sample(CV_TXT, Locale::DeCh).cv;
        assert_eq!(in_locale(&cv, Locale::DeDe), cv, "nothing to translate");
        let french = in_locale(&cv, Locale::FrCh);
        assert_eq!(french.basics.name, cv.basics.name);
        assert_eq!(french.x.nationality.as_deref(), Some("ukrainienne"));
        assert!(french.work.iter().any(|work| work.position.as_deref() == Some("Administratrice système")));
        assert_eq!(french.work[0].highlights, cv.work[0].highlights, "sentences are in no lexicon");
    }
}
