//! Makes one document again from the records of an earlier run, in another language, with another brand or anonymous.

use crate::error::Error;
use crate::papers::{Checked, Finished, check_papers};
use crate::produce::{replaced, veil_of};
use crate::request::Pack;
use crate::shortlist::numbered;
use dossier_core::brand::Brand;
use dossier_core::feedback::feedback;
use dossier_core::formats::read::pdf::{self, PreviewSize};
use dossier_core::generate::choices::Choices;
use dossier_core::generate::mail::{Mail, candidate_mail, cover_mail};
use dossier_core::generate::{DocumentKind, Format, GenerateError, Inputs, Options, Output, generate};
use dossier_core::locale::Locale;
use dossier_core::offer::{CANDIDATES_MAX, OfferFile, OfferRecord, prepare};
use dossier_core::records::matching::Match;
use dossier_core::records::{Cv, JobProfile, Manifest};
use dossier_core::time::Day;
use dossier_core::understand::Lexicon;
use serde::de::DeserializeOwned;

/// The records of a run.
#[derive(Clone, Debug)]
pub struct Records {
    /// The candidate.
    pub cv: Cv,
    /// The profile.
    pub job: Option<JobProfile>,
    /// The match.
    pub matching: Option<Match>,
    /// The offer.
    pub offer: Option<OfferRecord>,
    /// The manifest.
    pub manifest: Option<Manifest>,
}

/// What may differ from the run.
#[derive(Clone, Debug, Default)]
pub struct RenderOptions {
    /// Locale. Default: the run's.
    pub locale: Option<Locale>,
    /// Offer data. Default: the run's.
    pub offer: Option<OfferFile>,
    /// Code that stands for the candidate's name.
    pub anonymous: Option<String>,
    /// Date. Default: the run's.
    pub date: Option<Day>,
    /// Which pack the document is for.
    pub pack: Pack,
    /// Format. Default: the document's usual one.
    pub format: Option<Format>,
    /// Look, sections and the like. Default: the run's.
    pub choices: Option<Choices>,
    /// Whether a PDF also keeps PDF/A-2a.
    pub archive: bool,
    /// Kinds of data, and words, that a person lets stand in an anonymous paper. Default: those of the run, too.
    pub allow_words: Vec<String>,
    /// Concepts for the feedback on skills.
    pub lexicon: Lexicon,
}

impl Records {
    /// Collects the records by the names of the artifacts; `get` returns the bytes of one.
    ///
    /// # Errors
    /// [`Error::NoDocument`] without a CV record, [`Error::IsShortlist`] for the records of a shortlist, [`Error::Record`] for
    /// one that cannot be read.
    pub fn load(mut get: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Self, Error> {
        fn parse<T: DeserializeOwned>(what: &'static str, bytes: Option<Vec<u8>>) -> Result<Option<T>, Error> {
            bytes
                .map(|bytes| {
                    serde_json::from_slice(&bytes).map_err(|error| Error::Record { what, reason: error.to_string() })
                })
                .transpose()
        }
        Ok(Self {
            cv: match parse("cv", get("cv.json"))? {
                Some(cv) => cv,
                None => return Err(without_cv(|name| get(name).is_some())),
            },
            job: parse("job-profile", get("job-profile.json"))?,
            matching: parse("match", get("match.json"))?,
            offer: parse("offer", get("offer.json"))?,
            manifest: parse("manifest", get("manifest.json"))?,
        })
    }

    /// The run's choices for its papers.
    pub fn choices(&self) -> Choices {
        run_choices(self.manifest.as_ref())
    }
}

/// Why a run has no CV record: it has one for each candidate of a shortlist, or none at all. `has` knows the names of its
/// records.
pub(crate) fn without_cv(mut has: impl FnMut(&str) -> bool) -> Error {
    let names = (1..=CANDIDATES_MAX).map(|number| numbered(DocumentKind::Cv.name(), number));
    let listed: Vec<String> = names.filter(|name| has(&format!("{name}.json"))).collect();
    if listed.is_empty() {
        return Error::NoDocument { what: "cv record".into() };
    }
    Error::IsShortlist { cvs: listed.join(", ") }
}

/// The choices of a run.
pub(crate) fn run_choices(manifest: Option<&Manifest>) -> Choices {
    manifest.and_then(|manifest| serde_json::from_value(manifest.options["choices"].clone()).ok()).unwrap_or_default()
}

/// What a person has let stand in the papers of a run.
pub(crate) fn run_allowed(manifest: Option<&Manifest>) -> Vec<String> {
    manifest
        .and_then(|manifest| serde_json::from_value(manifest.options["allowWords"].clone()).ok())
        .unwrap_or_default()
}

/// Makes one document from records.
///
/// # Errors
/// [`Error::NoDocument`] for a document that needs a profile the run does not have, [`Error::Offer`], [`Error::Leak`],
/// [`Error::Undecided`].
pub fn render(kind: DocumentKind, records: &Records, brand: &Brand, options: &RenderOptions) -> Result<Output, Error> {
    let run_date = records.manifest.as_ref().and_then(|manifest| manifest.document_date.parse::<Day>().ok());
    let date = options.date.or(run_date).ok_or(Error::Usage {
        code: "render.no_date",
        message: "the run has no date".into(),
        hint: "pass --date YYYY-MM-DD",
    })?;
    let run_locale = records.manifest.as_ref().and_then(|manifest| manifest.locale.parse().ok());
    let locale = options.locale.or(run_locale).unwrap_or(Locale::En);
    let offer = match &options.offer {
        Some(file) => Some(prepare(file, brand, records.job.as_ref(), records.matching.as_ref(), date)?),
        None => records.offer.clone(),
    };
    let settings = Options {
        anonymous: options.anonymous.clone(),
        client_pack: options.pack == Pack::Client || options.anonymous.is_some(),
        choices: options.choices.clone().unwrap_or_else(|| records.choices()),
        archive: options.archive,
        allow_words: options.allow_words.iter().cloned().chain(run_allowed(records.manifest.as_ref())).collect(),
    };
    let brand = &brand.for_client(records.job.as_ref().and_then(|job| job.client.as_deref()));
    let client = settings.anonymous.is_some() || kind.is_client_paper();
    let veil = if client { veil_of(&records.cv, &settings, locale, date) } else { None };
    let hidden = veil.as_ref().map(|veil| veil.cv(&records.cv));
    let matching = records.matching.as_ref().map(|matching| match &veil {
        Some(veil) => veil.record(matching),
        None => matching.clone(),
    });
    let feedback = feedback(&records.cv, &options.lexicon, date);
    let inputs = Inputs {
        cv: hidden.as_ref().unwrap_or(&records.cv),
        job: records.job.as_ref(),
        matching: matching.as_ref(),
        feedback: &feedback,
        offer: offer.as_ref(),
        brand,
        locale,
        date,
        options: &settings,
    };
    let format = options.format.unwrap_or(kind.formats()[0]);
    let mut output = generate(kind, format, &inputs).map_err(|error| match error {
        GenerateError::NoSuchFormat => Error::Usage {
            code: "render.no_such_format",
            message: format!("the {} does not come as {}", kind.name(), format.extension()),
            hint: "dashboards are html, all other documents docx or pdf",
        },
        GenerateError::NeedsProfile => {
            Error::NoDocument { what: format!("job profile, which the {} needs", kind.name()) }
        }
        GenerateError::Filling(error) => Error::Usage {
            code: error.code(),
            message: error.to_string(),
            hint: "run `dossier template check FILE`, which lists the faults of a template with their places",
        },
        _ => Error::Internal { step: "generating" },
    })?;
    let allowed = check_papers(&Checked {
        papers: &[Finished::of(&output, hidden.as_ref().unwrap_or(&records.cv), matching.as_ref())],
        cvs: &[&records.cv],
        job: records.job.as_ref(),
        offer: offer.as_ref(),
        brand,
        date,
        pack: options.pack,
        options: &settings,
        label: "",
    })?;
    output.warnings.extend(allowed);
    output.warnings.extend(hidden.as_ref().and_then(|hidden| replaced(&records.cv, hidden, &settings)));
    Ok(output)
}

/// Makes one document as PDF and draws its first pages: the document, and a PNG for each page.
///
/// # Errors
/// Those of [`render`], for a document that comes as PDF.
pub fn previews(
    kind: DocumentKind,
    records: &Records,
    brand: &Brand,
    options: &RenderOptions,
    size: PreviewSize,
) -> Result<(Output, Vec<Vec<u8>>), Error> {
    let options = RenderOptions { format: Some(Format::Pdf), ..options.clone() };
    let paper = render(kind, records, brand, &options)?;
    let pages = pdf::previews(&paper.bytes, size).map_err(|_| Error::Internal { step: "drawing" })?;
    Ok((paper, pages))
}

/// The messages that go with the papers of a run: to the client, which tells of the candidate as the papers do, and to the candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mails {
    /// To the client.
    pub cover: Mail,
    /// To the candidate.
    pub candidate: Mail,
    /// Their locale.
    pub locale: Locale,
}

/// Writes the messages. `link` is where the client finds the papers; without one they are enclosed.
///
/// # Errors
/// [`Error::Usage`] for records without a date.
pub fn mails(records: &Records, brand: &Brand, options: &RenderOptions, link: Option<&str>) -> Result<Mails, Error> {
    let manifest = records.manifest.as_ref();
    let run_date = manifest.and_then(|manifest| manifest.document_date.parse::<Day>().ok());
    let date = options.date.or(run_date).ok_or(Error::Usage {
        code: "render.no_date",
        message: "the run has no date".into(),
        hint: "pass --date YYYY-MM-DD",
    })?;
    let run_locale = manifest.and_then(|manifest| manifest.locale.parse().ok());
    let locale = options.locale.or(run_locale).unwrap_or(Locale::En);
    let settings = Options { anonymous: options.anonymous.clone(), ..Options::default() };
    let open = Options::default();
    let brand = &brand.for_client(records.job.as_ref().and_then(|job| job.client.as_deref()));
    let feedback = feedback(&records.cv, &options.lexicon, date);
    let inputs = Inputs {
        cv: &records.cv,
        job: records.job.as_ref(),
        matching: records.matching.as_ref(),
        feedback: &feedback,
        offer: records.offer.as_ref(),
        brand,
        locale,
        date,
        options: &settings,
    };
    // The candidate is greeted by name, whatever the client may know.
    let candidate = candidate_mail(&Inputs { options: &open, ..inputs });
    Ok(Mails { cover: cover_mail(&inputs, link), candidate, locale })
}
