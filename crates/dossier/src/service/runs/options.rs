//! What a run is asked for, as data without personal data: it stands in the database. What may name people (the offer's
//! recipient) goes to the storage as an input of the run.

use super::super::error::ServiceError;
use super::super::library::Furnishing;
use crate::request::Pack;
use crate::shortlist::{Naming, ShortlistOrder};
use dossier_core::generate::Format;
use dossier_core::generate::choices::Choices;
use dossier_core::locale::Locale;
use dossier_core::offer::OfferFile;
use dossier_core::privacy::KINDS;
use dossier_core::time::Day;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest code that stands for a candidate, in characters.
const CODE_CHARS_MAX: usize = 40;
/// Most templates of a run.
const TEMPLATES_MAX: usize = 8;

/// Which profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileChoice {
    /// The profile.
    pub id: Uuid,
    /// Its version. Default: the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

/// A candidate of a shortlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortlistEntry {
    /// The candidate's own run.
    pub run: Uuid,
    /// Its revision.
    pub revision: Uuid,
    /// Code that stands for the candidate's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Whom a shortlist is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortlistPlan {
    /// The candidates: either all have codes, or none has.
    pub entries: Vec<ShortlistEntry>,
    /// Order of the candidates in the offer.
    pub order: ShortlistOrder,
}

impl ShortlistPlan {
    /// What stands for the candidates.
    pub(super) fn naming(&self) -> Naming {
        let codes: Option<Vec<String>> = self.entries.iter().map(|entry| entry.code.clone()).collect();
        codes.map_or(Naming::Names, Naming::Codes)
    }
}

/// Options of a run. What is left out is the desk's custom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct RunOptions {
    /// Locale of the documents. Default: the profile's language, else the CV's, in the brand's country.
    pub locale: Option<Locale>,
    /// Which documents go out.
    pub pack: Pack,
    /// Code that stands for the candidate's name; implies the client pack.
    pub anonymous: Option<String>,
    /// Kinds of data that may stand in anonymous papers where they are ordinary words, such as `name`.
    pub allow_words: Vec<String>,
    /// Look, sections, length, photo and the like.
    pub choices: Choices,
    /// Formats. Default: docx and html.
    pub formats: Vec<Format>,
    /// Date of the documents. Default: today in the brand's time zone; of a later revision that of the run.
    pub date: Option<Day>,
    /// Whether PDF files also keep PDF/A-2a.
    pub archive: bool,
    /// Whether the records wait for a person before documents are made.
    pub review: bool,
    /// Files of the team's library: brand, templates, word list, terms of offers. Default: the team's usual ones.
    pub library: Furnishing,
    /// A profile of the team, where no file of it is given.
    pub profile: Option<ProfileChoice>,
    /// For which client.
    pub client: Option<Uuid>,
    /// Whether an offer without a number gets the next one of the team. Without, the missing number is marked.
    pub number_offer: bool,
    /// Of a shortlist: whom it is made of. Only [`crate::service::Office::make_shortlist`] sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortlist: Option<ShortlistPlan>,
    /// The desk's part of the offer. Not stored with the options: it may name people.
    #[serde(skip_serializing)]
    pub offer: Option<OfferFile>,
}

/// What a new revision of a run is made with.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct RevisionOptions {
    /// All options. Default: those of the current revision. An absent offer leaves the run's as it is.
    pub options: Option<RunOptions>,
    /// Whether the files are read again, by the rules of today; corrections are left behind in their versions.
    pub reread: bool,
}

impl RunOptions {
    /// Checks what fields hold.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] naming the first field that is not usable.
    pub fn check(&self) -> Result<(), ServiceError> {
        if self.codes().any(|text| !is_code(text)) {
            return Err(ServiceError::invalid("/anonymous", "options.code", "it has 1 to 40 characters"));
        }
        if self.allow_words.iter().any(|word| !KINDS.iter().any(|kind| kind.name() == word)) {
            let reason = "only kinds of data may be allowed here, such as name";
            return Err(ServiceError::invalid("/allow_words", "options.word", reason));
        }
        if self.library.templates.len() > TEMPLATES_MAX {
            return Err(ServiceError::invalid("/library/templates", "options.templates", "there are at most 8"));
        }
        if let Some(offer) = &self.offer {
            offer.check().map_err(|error| ServiceError::Run(error.into()))?;
        }
        Ok(())
    }

    /// Codes that stand for names.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        let listed = self.shortlist.iter().flat_map(|plan| &plan.entries).filter_map(|entry| entry.code.as_deref());
        self.anonymous.as_deref().into_iter().chain(listed)
    }

    /// Whether papers show codes in place of names.
    pub(super) fn is_coded(&self) -> bool {
        self.codes().next().is_some()
    }

    /// As stored.
    pub(super) fn stored(&self) -> String {
        serde_json::to_string(self).expect("options are plain JSON")
    }

    /// From what was stored. What cannot be read is no reason to guess: a code that stands for a name may be in it.
    pub(super) fn read(stored: &str) -> Result<Self, ServiceError> {
        serde_json::from_str(stored).map_err(super::unreadable("options"))
    }

    /// Formats that are made.
    pub(super) fn formats(&self) -> Vec<Format> {
        if self.formats.is_empty() { vec![Format::Docx, Format::Html] } else { self.formats.clone() }
    }
}

fn is_code(code: &str) -> bool {
    let length = code.chars().count();
    (1..=CODE_CHARS_MAX).contains(&length) && code.trim() == code && !code.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_not_stored_with_the_options() {
        let asked = serde_json::json!({
            "locale": "fr-CH", "anonymous": "K-0417", "formats": ["pdf"], "review": true,
            "offer": { "number": "A-1", "recipient": { "company": "Muster AG" } }
        });
        let options: RunOptions = serde_json::from_value(asked).expect("options");
        options.check().expect("sound options");
        let stored = options.stored();
        assert!(!stored.contains("Muster"), "{stored}");
        let read = RunOptions::read(&stored).expect("what was stored");
        assert_eq!(read, RunOptions { offer: None, ..options });
        assert!(RunOptions::read(r#"{ "anonymous": 7 }"#).is_err(), "nothing is guessed");
    }

    #[test]
    fn unknown_fields_and_words_of_people_are_refused() {
        assert!(serde_json::from_str::<RunOptions>(r#"{ "name": "Anna" }"#).is_err());
        let options = RunOptions { allow_words: vec!["Berg".into()], ..RunOptions::default() };
        assert_eq!(options.check().expect_err("a word").code(), "options.word");
        let options = RunOptions { allow_words: vec!["name".into()], ..RunOptions::default() };
        options.check().expect("a kind of data");
        let options = RunOptions { anonymous: Some(" ".into()), ..RunOptions::default() };
        assert_eq!(options.check().expect_err("no code").code(), "options.code");
    }

    #[test]
    fn a_shortlist_has_a_code_for_everybody_or_for_nobody() {
        let entry = |code: Option<&str>| ShortlistEntry {
            run: Uuid::nil(),
            revision: Uuid::nil(),
            code: code.map(str::to_owned),
        };
        let plan = |entries: Vec<ShortlistEntry>| ShortlistPlan { entries, order: ShortlistOrder::ByScore };
        let coded = plan(vec![entry(Some("K-01")), entry(Some("K-02"))]);
        assert_eq!(coded.naming(), Naming::Codes(vec!["K-01".into(), "K-02".into()]));
        assert_eq!(plan(vec![entry(None), entry(None)]).naming(), Naming::Names);
        let options = RunOptions { shortlist: Some(coded), ..RunOptions::default() };
        assert!(options.is_coded() && !RunOptions::default().is_coded());
        assert_eq!(RunOptions::read(&options.stored()).expect("what was stored"), options);
        assert!(!RunOptions::default().stored().contains("shortlist"));
        let blank = RunOptions { shortlist: Some(plan(vec![entry(Some(" "))])), ..RunOptions::default() };
        assert_eq!(blank.check().expect_err("no code").code(), "options.code");
    }
}
