//! Texts of the candidate in a document of perhaps another language: confirmed translations are printed, exact lexicon
//! entries translated, everything else stays as printed, tagged with its language and counted.

use super::tagging::tag;
use crate::locale::{Language, Locale};
use crate::records::Cv;
use crate::records::cv::TranslationState;
use crate::understand::{Lexicon, lexicon};
use dossier_formats::write::doc::{Doc, Run};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// An exact entry of the word lists or of the concept lexicon in another language.
fn translate(text: &str, to: Language) -> Option<String> {
    lexicon::translate(text, to)
        .map(str::to_owned)
        .or_else(|| Lexicon::builtin().translate(text, to).map(str::to_owned))
}

/// Letters that a text has at least; fewer are a code, which has no language.
const WORD_CHARS_MIN: usize = 3;

/// Prints a candidate's texts in a locale.
pub(super) struct Tongue<'a> {
    cv: &'a Cv,
    from: Option<Language>,
    to: Locale,
    /// Texts that stayed in their own language, once for each place.
    kept: RefCell<Vec<String>>,
}

impl<'a> Tongue<'a> {
    pub fn new(cv: &'a Cv, to: Locale) -> Self {
        let from = match cv.x.language.as_deref() {
            Some("de") => Some(Language::De),
            Some("en") => Some(Language::En),
            Some("fr") => Some(Language::Fr),
            _ => None,
        };
        Self { cv, from, to, kept: RefCell::default() }
    }

    /// Number of texts that were printed in their own language.
    pub fn untranslated(&self) -> u32 {
        u32::try_from(self.kept.borrow().len()).unwrap_or(u32::MAX)
    }

    /// Tags those texts in a finished paper where they are not tagged yet: facts and names of groups are plain words.
    pub fn tag(&self, doc: &mut Doc) {
        let Some(from) = self.from else { return };
        let kept: BTreeMap<String, &'static str> =
            self.kept.borrow().iter().map(|text| (text.clone(), from.code())).collect();
        tag(doc, &kept);
    }

    /// Whether the CV is in another language than the document.
    pub fn foreign(&self) -> bool {
        self.from.is_some_and(|from| from != self.to.language())
    }

    /// The translation of a text that a person has confirmed. What a machine proposes is not printed.
    fn confirmed(&self, pointer: &str) -> Option<&'a str> {
        let language = self.to.language().code();
        let mut known = self.cv.x.translations.iter();
        known
            .find(|one| one.pointer == pointer && one.language == language && one.state == TranslationState::Person)
            .map(|one| one.text.as_str())
    }

    /// A running text.
    pub fn text(&self, pointer: &str, text: &str) -> Run {
        if let Some(confirmed) = self.confirmed(pointer) {
            return Run::new(confirmed);
        }
        if !self.foreign() {
            return Run::new(text);
        }
        if let Some(entry) = translate(text, self.to.language()) {
            return Run::new(entry);
        }
        self.kept.borrow_mut().push(text.to_owned());
        Run::new(text).in_language(self.from.map(Language::code))
    }

    /// A fact in a few words, such as an availability; counted where it stays as printed, unless it is a mere code.
    pub fn fact(&self, pointer: &str, text: &str) -> String {
        let letters = text.chars().filter(|sign| sign.is_alphabetic()).count();
        if letters < WORD_CHARS_MIN {
            return self.confirmed(pointer).unwrap_or(text).to_owned();
        }
        self.text(pointer, text).text
    }

    /// A name that has no language: an employer, a product, a skill the lexicon does not translate.
    pub fn name(&self, pointer: &str, text: &str) -> String {
        if let Some(confirmed) = self.confirmed(pointer) {
            return confirmed.to_owned();
        }
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
    let fact = |pointer: &str, value: &mut Option<String>| {
        value.iter_mut().for_each(|value| *value = tongue.fact(pointer, value));
    };
    let names = |pointer: &str, values: &mut [String]| {
        for (at, value) in values.iter_mut().enumerate() {
            *value = tongue.name(&format!("{pointer}/{at}"), value);
        }
    };
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
        names(&format!("/work/{at}/keywords"), &mut work.keywords);
    }
    for (at, project) in out.projects.iter_mut().enumerate() {
        maybe(&format!("/projects/{at}/name"), &mut project.name);
        maybe(&format!("/projects/{at}/description"), &mut project.description);
        all(&format!("/projects/{at}/roles"), &mut project.roles);
        all(&format!("/projects/{at}/highlights"), &mut project.highlights);
        names(&format!("/projects/{at}/keywords"), &mut project.keywords);
    }
    for (at, school) in out.education.iter_mut().enumerate() {
        maybe(&format!("/education/{at}/studyType"), &mut school.study_type);
        maybe(&format!("/education/{at}/area"), &mut school.area);
        all(&format!("/education/{at}/courses"), &mut school.courses);
    }
    for (at, group) in out.skills.iter_mut().enumerate() {
        fact(&format!("/skills/{at}/name"), &mut group.name);
        names(&format!("/skills/{at}/keywords"), &mut group.keywords);
    }
    for (at, certificate) in out.certificates.iter_mut().enumerate() {
        if let Some(value) = &mut certificate.name {
            *value = tongue.name(&format!("/certificates/{at}/name"), value);
        }
    }
    if let Some(value) = &mut out.x.nationality {
        *value = tongue.name("/x-dossier/nationality", value);
    }
    fact("/x-dossier/permit", &mut out.x.permit);
    fact("/x-dossier/availability", &mut out.x.availability);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::cv::Translation;
    use crate::sample::{CV_TXT, sample};

    fn translated(state: TranslationState) -> Cv {
        let mut cv = Cv::default();
        cv.x.language = Some("de".into());
        for pointer in ["/basics/summary", "/skills/0/keywords/1"] {
            cv.x.translations.push(Translation {
                pointer: pointer.into(),
                language: "en".into(),
                text: "Confirmed words".into(),
                state,
            });
        }
        cv
    }

    #[test]
    fn only_what_a_person_confirmed_is_printed() {
        let (by_person, by_machine) = (translated(TranslationState::Person), translated(TranslationState::Machine));
        let tongue = Tongue::new(&by_person, Locale::En);
        assert_eq!(tongue.text("/basics/summary", "Wortlaut im Lebenslauf"), Run::new("Confirmed words"));
        assert_eq!(tongue.name("/skills/0/keywords/1", "Gebäudebau XY"), "Confirmed words");
        assert_eq!(tongue.untranslated(), 0);
        let tongue = Tongue::new(&by_machine, Locale::En);
        let printed = tongue.text("/basics/summary", "Wortlaut im Lebenslauf");
        assert_eq!((printed.text.as_str(), printed.language.as_deref()), ("Wortlaut im Lebenslauf", Some("de")));
        assert_eq!(tongue.name("/skills/0/keywords/1", "Gebäudebau XY"), "Gebäudebau XY");
        assert_eq!(tongue.fact("/x-dossier/availability", "nach dem Umbau"), "nach dem Umbau");
        assert_eq!(tongue.fact("/x-dossier/permit", "B"), "B");
        assert_eq!(tongue.untranslated(), 2);
        // A translation into another language than the paper's says nothing here.
        let tongue = Tongue::new(&by_person, Locale::FrCh);
        assert_eq!(tongue.text("/basics/summary", "Wortlaut im Lebenslauf").text, "Wortlaut im Lebenslauf");
        let tongue = Tongue::new(&by_machine, Locale::DeCh);
        assert_eq!(tongue.text("/basics/summary", "Wortlaut im Lebenslauf").language, None);
        assert_eq!(tongue.untranslated(), 0);
    }

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
