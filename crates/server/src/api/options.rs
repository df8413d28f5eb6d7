//! Options of a run as the API takes and shows them. They name the same choices as those of the use cases, so that a change there
//! does not change the API by itself.

use dossier::Pack;
use dossier::core::generate::Format;
use dossier::core::generate::choices::{Arrange, Choices, Employers, Order, Pronouns, Section};
use dossier::core::locale::Locale;
use dossier::core::offer::OfferFile;
use dossier::core::sheet::Look;
use dossier::core::time::Day;
use dossier::service::library::Furnishing;
use dossier::service::runs::{ProfileChoice, RunOptions};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Options of a run. What is left out is the desk's custom.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = RunOptions)]
pub(super) struct OptionsView {
    /// Locale of the documents: de-CH, de-DE, de-AT, en, fr-CH or fr-FR. By default the profile's language, else the CV's, in the
    /// brand's country.
    #[schema(value_type = Option<String>, pattern = "^(de-CH|de-DE|de-AT|en|fr-CH|fr-FR)$")]
    locale: Option<Locale>,
    /// Which documents go out.
    #[schema(value_type = PackWord)]
    pack: Pack,
    /// Code that stands for the candidate's name; implies the client pack.
    #[schema(min_length = 1, max_length = 40)]
    anonymous: Option<String>,
    /// Kinds of data that may stand in anonymous papers where they are ordinary words, such as `name`.
    allow_words: Vec<String>,
    /// Look, sections, length, photo and the like.
    choices: ChoicesView,
    /// Formats: docx, pdf, html. By default docx and html.
    #[schema(value_type = Vec<FormatWord>)]
    formats: Vec<Format>,
    /// Date of the documents. By default today in the brand's time zone; of a later revision that of the run.
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<Day>,
    /// Whether PDF files also keep PDF/A-2a.
    archive: bool,
    /// Whether the records wait for a person before documents are made.
    review: bool,
    /// Files of the team's library. By default the team's usual ones.
    library: LibraryChoice,
    /// A profile of the team, where no file of it is given.
    profile: Option<ProfileView>,
    /// For which client.
    client: Option<Uuid>,
    /// Whether an offer without a number gets the next one of the team. Without, the missing number is marked.
    number_offer: bool,
    /// The desk's part of the offer, as in an offer file. Never shown again.
    #[serde(skip_serializing)]
    #[schema(value_type = Option<Object>)]
    offer: Option<OfferFile>,
}

/// Which documents go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Pack)]
pub(super) enum PackWord {
    /// Documents and records.
    #[default]
    Full,
    /// What a client gets: CV and offer.
    Client,
}

impl From<PackWord> for Pack {
    fn from(word: PackWord) -> Self {
        match word {
            PackWord::Full => Self::Full,
            PackWord::Client => Self::Client,
        }
    }
}

impl From<Pack> for PackWord {
    fn from(pack: Pack) -> Self {
        match pack {
            Pack::Full => Self::Full,
            Pack::Client => Self::Client,
        }
    }
}

/// A format of documents.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Format)]
enum FormatWord {
    /// Office Open XML text document.
    Docx,
    /// Portable Document Format, tagged.
    Pdf,
    /// One HTML file.
    Html,
}

/// A section of the CV.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Section)]
enum SectionWord {
    /// Residence, nationality, permit, availability and the like.
    Facts,
    /// Short profile.
    Profile,
    /// Skills in groups.
    Skills,
    /// Stations.
    Experience,
    /// Projects and assignments.
    Projects,
    /// Degrees and diplomas.
    Education,
    /// Certificates and courses.
    Certificates,
    /// Languages with levels.
    Languages,
}

/// What a desk chooses for the CV.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = Choices)]
struct ChoicesView {
    /// Look of all papers: classic, modern or compact. By default the brand's.
    #[schema(value_type = Option<String>, pattern = "^(classic|modern|compact)$")]
    look: Option<Look>,
    /// Sections shown, in this order.
    #[schema(value_type = Option<Vec<SectionWord>>)]
    sections: Option<Vec<Section>>,
    /// Stations and projects that ended before so many years are left out.
    years_max: Option<u32>,
    /// Stations at the most, and projects at the most, the newest.
    entries_max: Option<u32>,
    /// Order of entries: newest or oldest first.
    #[schema(value_type = String, pattern = "^(newest|oldest)$")]
    order: Order,
    /// Whose names of employers are shown: full, hidden or recent.
    #[schema(value_type = String, pattern = "^(full|hidden|recent)$")]
    employers: Employers,
    /// Whether our own words tell the candidate's gender: neutral or kept. By default not in anonymous papers.
    #[schema(value_type = Option<String>, pattern = "^(neutral|kept)$")]
    pronouns: Option<Pronouns>,
    /// What experience is told by: timeline or projects.
    #[schema(value_type = String, pattern = "^(timeline|projects)$")]
    arrange: Arrange,
    /// Pages at the most: old tasks are left out until it fits.
    pages_max: Option<u32>,
    /// Whether the CV shows the photo of the record; never in anonymous papers.
    photo: bool,
}

/// Files of the team's library that a run takes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct LibraryChoice {
    /// The brand.
    brand: Option<Uuid>,
    /// The logo, where the brand names none.
    logo: Option<Uuid>,
    /// Templates, at most one a document.
    #[schema(max_items = 8)]
    templates: Vec<Uuid>,
    /// The word list.
    lexicon: Option<Uuid>,
    /// Terms of the offer, where the run brings none.
    offer: Option<Uuid>,
}

/// A profile in one of its versions.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProfileChoice)]
struct ProfileView {
    /// The profile.
    id: Uuid,
    /// Its version. By default the newest.
    version: Option<i64>,
}

impl OptionsView {
    /// The offer's data, which is not shown with the rest.
    pub(super) fn offer(&self) -> Option<&OfferFile> {
        self.offer.as_ref()
    }
}

impl From<OptionsView> for RunOptions {
    fn from(view: OptionsView) -> Self {
        let (choices, library) = (view.choices, view.library);
        Self {
            locale: view.locale,
            pack: view.pack,
            anonymous: view.anonymous,
            allow_words: view.allow_words,
            choices: Choices {
                look: choices.look,
                sections: choices.sections,
                years_max: choices.years_max,
                entries_max: choices.entries_max,
                order: choices.order,
                employers: choices.employers,
                pronouns: choices.pronouns,
                arrange: choices.arrange,
                pages_max: choices.pages_max,
                photo: choices.photo,
            },
            formats: view.formats,
            date: view.date,
            archive: view.archive,
            review: view.review,
            library: Furnishing {
                brand: library.brand,
                logo: library.logo,
                templates: library.templates,
                lexicon: library.lexicon,
                offer: library.offer,
            },
            profile: view.profile.map(|profile| ProfileChoice { id: profile.id, version: profile.version }),
            client: view.client,
            number_offer: view.number_offer,
            shortlist: None,
            offer: view.offer,
        }
    }
}

impl From<RunOptions> for OptionsView {
    fn from(options: RunOptions) -> Self {
        let (choices, library) = (options.choices, options.library);
        Self {
            locale: options.locale,
            pack: options.pack,
            anonymous: options.anonymous,
            allow_words: options.allow_words,
            choices: ChoicesView {
                look: choices.look,
                sections: choices.sections,
                years_max: choices.years_max,
                entries_max: choices.entries_max,
                order: choices.order,
                employers: choices.employers,
                pronouns: choices.pronouns,
                arrange: choices.arrange,
                pages_max: choices.pages_max,
                photo: choices.photo,
            },
            formats: options.formats,
            date: options.date,
            archive: options.archive,
            review: options.review,
            library: LibraryChoice {
                brand: library.brand,
                logo: library.logo,
                templates: library.templates,
                lexicon: library.lexicon,
                offer: library.offer,
            },
            profile: options.profile.map(|profile| ProfileView { id: profile.id, version: profile.version }),
            client: options.client,
            number_offer: options.number_offer,
            offer: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_go_both_ways_but_for_the_offer() {
        let asked = serde_json::json!({
            "locale": "fr-CH", "pack": "client", "anonymous": "K-0417", "formats": ["pdf"], "review": true,
            "choices": { "look": "modern", "years_max": 12 }, "number_offer": true,
            "offer": { "number": "A-1", "recipient": { "company": "Muster AG" } }
        });
        let view: OptionsView = serde_json::from_value(asked).expect("options");
        let options = RunOptions::from(view);
        assert_eq!((options.choices.years_max, options.offer.is_some()), (Some(12), true));
        let told = serde_json::to_value(OptionsView::from(options)).expect("JSON");
        assert_eq!((&told["locale"], &told["anonymous"]), (&"fr-CH".into(), &"K-0417".into()));
        assert!(told.get("offer").is_none());
        for unknown in [r#"{"name": "Anna"}"#, r#"{"choices": {"colour": "red"}}"#, r#"{"profile": {"id": 1}}"#] {
            assert!(serde_json::from_str::<OptionsView>(unknown).is_err(), "{unknown}");
        }
    }
}
