//! What a run is asked for and what it answers: plain data, no work.

use crate::error::Error;
use bytes::Bytes;
use dossier_core::brand::Brand;
use dossier_core::formats::ReadLimits;
use dossier_core::generate::choices::Choices;
use dossier_core::generate::{DOCUMENTS, DocumentKind, Format};
use dossier_core::locale::Locale;
use dossier_core::offer::OfferFile;
use dossier_core::records::manifest::{Failure, Warning};
use dossier_core::records::matching::Match;
use dossier_core::records::{Cv, Feedback, JobProfile};
use dossier_core::time::Day;
use dossier_workspace::{Area, Budget, Entry, RunId, SealedRevision, TeamId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A selection of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pack {
    /// Everything: documents and records.
    #[default]
    Full,
    /// CV and offer only.
    Client,
}

/// Whether an entry of a revision belongs to a pack. In a shortlist the slugs of CVs are numbered, as `01-cv-02.docx`.
pub fn in_pack(pack: Pack, entry: &Entry) -> bool {
    match pack {
        Pack::Full => true,
        Pack::Client => {
            entry.area == Area::PrimaryOutputs
                && DOCUMENTS.iter().any(|kind| {
                    kind.is_client_paper() && kind.formats().iter().any(|format| has_slug(&entry.key, *kind, *format))
                })
        }
    }
}

/// Whether a key is the slug of a document, or its numbered slug.
fn has_slug(key: &str, kind: DocumentKind, format: Format) -> bool {
    let middle = key.strip_prefix(kind.stem()).and_then(|rest| rest.strip_suffix(format.extension()));
    middle.and_then(|middle| middle.strip_suffix('.')).is_some_and(|number| {
        let digits = number.strip_prefix('-').unwrap_or_default();
        number.is_empty() || !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A file given to a run.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Lower-case extension of its name, if it has one.
    pub extension: Option<String>,
    /// Its content.
    pub bytes: Bytes,
}

/// Where the photo in a CV comes from.
#[derive(Clone, Debug)]
pub enum PhotoSource {
    /// The CV file itself: the largest picture like a portrait on its first page.
    Cv,
    /// A picture, PNG or JPEG.
    File(Bytes),
}

/// Everything a run needs.
#[derive(Clone, Debug)]
pub struct RunRequest {
    /// Owner.
    pub team: TeamId,
    /// The candidate's CV.
    pub cv: InputFile,
    /// The client's profile.
    pub job: Option<InputFile>,
    /// A profile that was read before, where there is no file of it.
    pub profile: Option<JobProfile>,
    /// Locale of the documents. Default: the profile's language, else the CV's, in the brand's country.
    pub locale: Option<Locale>,
    /// Who sends the papers.
    pub brand: Arc<Brand>,
    /// The desk's part of the offer.
    pub offer: Option<OfferFile>,
    /// Code that stands for the candidate's name; implies the client pack.
    pub anonymous: Option<String>,
    /// Kinds of data, and words, that a person lets stand in anonymous papers where they are ordinary words.
    pub allow_words: Vec<String>,
    /// Which documents go out.
    pub pack: Pack,
    /// Look, sections, length and the like.
    pub choices: Choices,
    /// Photo for the CV; never in anonymous papers. Default: none.
    pub photo: Option<PhotoSource>,
    /// Whether PDF files also keep PDF/A-2a.
    pub archive: bool,
    /// Formats that are made.
    pub formats: Vec<Format>,
    /// Date of the documents and of the evaluation. Default: today in the brand's time zone.
    pub date: Option<Day>,
    /// Limits of the readers.
    pub limits: ReadLimits,
    /// Bounds on the revision.
    pub budget: Budget,
    /// How long the revision is kept. Default: until someone deletes it.
    pub keep_for: Option<SignedDuration>,
}

impl RunRequest {
    /// A request with defaults for everything but the CV.
    pub fn new(cv: InputFile) -> Self {
        Self {
            team: dossier_workspace::LOCAL_TEAM,
            cv,
            job: None,
            profile: None,
            locale: None,
            brand: Arc::new(Brand::default()),
            offer: None,
            anonymous: None,
            allow_words: Vec::new(),
            pack: Pack::Full,
            choices: Choices::default(),
            photo: None,
            archive: false,
            formats: vec![Format::Docx, Format::Html],
            date: None,
            limits: ReadLimits::default(),
            budget: Budget::default(),
            keep_for: None,
        }
    }
}

/// Steps of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Reading the files.
    Reading,
    /// Making records of them.
    Understanding,
    /// Judging, feedback and offer.
    Assessing,
    /// Making documents.
    Generating,
    /// Sealing the revision.
    Sealing,
}

/// A step has been finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which.
    pub step: Step,
    /// When.
    pub at: Timestamp,
    /// What became of the documents, with [`Step::Generating`] of one candidate's run.
    pub papers: Option<Papers>,
}

/// How the documents of a revision came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Papers {
    /// Number of files that were made.
    pub made: usize,
    /// Number of files that were copied from the revision before, since nothing that they are made of has changed.
    pub copied: usize,
}

/// Cancels a run between two steps.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the run to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.0.load(Ordering::SeqCst) { Err(Error::Cancelled) } else { Ok(()) }
    }
}

/// What a run has made.
#[derive(Clone, Debug)]
pub struct RunOutcome {
    /// The run.
    pub run: RunId,
    /// Its sealed revision.
    pub revision: SealedRevision,
    /// Locale of the documents.
    pub locale: Locale,
    /// The candidate.
    pub cv: Cv,
    /// The profile.
    pub job: Option<JobProfile>,
    /// The match.
    pub matching: Option<Match>,
    /// Feedback on the CV.
    pub feedback: Feedback,
    /// Doubtful places.
    pub warnings: Vec<Warning>,
    /// Documents that could not be made.
    pub failures: Vec<Failure>,
    /// How many were made, and how many copied from the revision before.
    pub papers: Papers,
    /// Whether papers of a client pack carry open marks or documents are missing.
    pub partial: bool,
}
