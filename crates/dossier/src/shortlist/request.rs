//! What a shortlist is asked for and what it answers: plain data, no work.

use super::numbered;
use crate::error::Error;
use crate::request::{InputFile, Pack};
use bytes::Bytes;
use dossier_core::brand::Brand;
use dossier_core::formats::ReadLimits;
use dossier_core::generate::choices::Choices;
use dossier_core::generate::ranking::Unread;
use dossier_core::generate::{DocumentKind, Format};
use dossier_core::locale::Locale;
use dossier_core::offer::{CANDIDATES_MAX, OfferFile, OfferRecord};
use dossier_core::records::manifest::{Failure, Warning};
use dossier_core::records::{Cv, JobProfile, Match};
use dossier_core::time::Day;
use dossier_workspace::{Budget, RunId, SealedRevision, StorageError, TeamId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A CV of a shortlist.
#[derive(Clone, Debug)]
pub struct ListedCv {
    /// Name of the file, which tells whoever gave it which one could not be read; never in a paper for clients.
    pub name: String,
    /// The file.
    pub file: InputFile,
}

/// What stands for the candidates in the papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// Their names.
    #[default]
    Names,
    /// A code for each CV, in the order of the CVs.
    Codes(Vec<String>),
    /// Codes of a prefix and the number of the CV: `K-` gives `K-01`, `K-02` and so on.
    Prefix(String),
}

impl Naming {
    /// The codes of all CVs, where candidates have codes.
    ///
    /// # Errors
    /// [`Error::Usage`] where codes are missing, too many or equal.
    pub(crate) fn codes(&self, people: usize) -> Result<Option<Vec<String>>, Error> {
        let usage = |code, message: String| Error::Usage {
            code,
            message,
            hint: "give one code for each CV, in their order, or a prefix for all",
        };
        let codes: Vec<String> = match self {
            Self::Names => return Ok(None),
            Self::Codes(codes) => codes.clone(),
            Self::Prefix(prefix) => (1..=people).map(|number| format!("{prefix}{number:02}")).collect(),
        };
        if codes.len() != people {
            let message = format!("there are {} codes for {people} CVs", codes.len());
            return Err(usage("shortlist.codes", message));
        }
        let different: BTreeSet<String> = codes.iter().map(|code| code.to_lowercase()).collect();
        if different.len() != codes.len() {
            return Err(usage("shortlist.code_twice", "two candidates have the same code".into()));
        }
        Ok(Some(codes))
    }
}

/// Order of the candidates in the offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShortlistOrder {
    /// That of the CVs.
    #[default]
    AsGiven,
    /// Best first, by exact score.
    ByScore,
}

/// Everything a shortlist needs.
#[derive(Clone, Debug)]
pub struct ShortlistRequest {
    /// Owner.
    pub team: TeamId,
    /// The candidates' CVs.
    pub cvs: Vec<ListedCv>,
    /// The client's profile.
    pub job: InputFile,
    /// Locale of the documents. Default: the profile's language, else the first CV's, in the brand's country.
    pub locale: Option<Locale>,
    /// Who sends the papers.
    pub brand: Arc<Brand>,
    /// The desk's part of the offer; its rows are given to the candidates by name, code or place.
    pub offer: Option<OfferFile>,
    /// Names or codes; codes imply the client pack.
    pub naming: Naming,
    /// Order of the candidates in the offer.
    pub order: ShortlistOrder,
    /// Which documents go out.
    pub pack: Pack,
    /// Look, sections, length and the like.
    pub choices: Choices,
    /// Whether PDF files also keep PDF/A-2a.
    pub archive: bool,
    /// Ordinary words, or kinds of data, that a person lets stand in anonymous papers.
    pub allow_words: Vec<String>,
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

/// A candidate of a finished shortlist.
#[derive(Clone, Debug)]
pub struct Shortlisted {
    /// Number of the CV among those given, from 1; stands in the names of the records.
    pub number: usize,
    /// What stands for the candidate in the papers.
    pub label: String,
    /// The candidate.
    pub cv: Cv,
    /// The match.
    pub matching: Match,
}

/// What a shortlist has made.
#[derive(Clone, Debug)]
pub struct ShortlistOutcome {
    /// The run.
    pub run: RunId,
    /// Its sealed revision.
    pub revision: SealedRevision,
    /// Locale of the documents.
    pub locale: Locale,
    /// The profile.
    pub job: JobProfile,
    /// The candidates, in the order of the offer.
    pub candidates: Vec<Shortlisted>,
    /// The offer.
    pub offer: OfferRecord,
    /// CVs that could not be read.
    pub unread: Vec<Unread>,
    /// Doubtful places.
    pub warnings: Vec<Warning>,
    /// Documents that could not be made, and CVs that could not be read, as `cv-02`.
    pub failures: Vec<Failure>,
    /// Whether papers of a client pack carry open marks, documents are missing, or CVs could not be read.
    pub partial: bool,
}

impl ShortlistRequest {
    /// A request with defaults for everything but the files.
    pub fn new(cvs: Vec<ListedCv>, job: InputFile) -> Self {
        Self {
            team: dossier_workspace::LOCAL_TEAM,
            cvs,
            job,
            locale: None,
            brand: Arc::new(Brand::default()),
            offer: None,
            naming: Naming::Names,
            order: ShortlistOrder::AsGiven,
            pack: Pack::Full,
            choices: Choices::default(),
            archive: false,
            allow_words: Vec::new(),
            formats: vec![Format::Docx, Format::Html],
            date: None,
            limits: ReadLimits::default(),
            budget: Budget::default(),
            keep_for: None,
        }
    }

    /// A request for so many candidates who were understood before: nothing of it is read, and so its files are empty.
    pub(crate) fn understood(people: usize) -> Self {
        let nothing = || InputFile { extension: None, bytes: Bytes::new() };
        let cvs = (1..=people).map(|number| ListedCv { name: numbered("cv", number), file: nothing() });
        Self::new(cvs.collect(), nothing())
    }

    /// The pack that is made.
    pub(super) fn pack(&self) -> Pack {
        if self.naming == Naming::Names { self.pack } else { Pack::Client }
    }

    /// Formats of a document of a kind.
    pub(super) fn formats_of(&self, kind: DocumentKind) -> impl Iterator<Item = Format> {
        kind.formats().iter().copied().filter(move |format| self.formats.contains(format))
    }

    /// Whether so many CVs can be made into a shortlist at all, before any work is done.
    ///
    /// # Errors
    /// [`Error::Usage`] for none or too many, [`StorageError`] beyond the bounds on a revision.
    pub(crate) fn check_size(&self) -> Result<(), Error> {
        let people = self.cvs.len();
        if people == 0 || people > CANDIDATES_MAX {
            return Err(Error::Usage {
                code: "shortlist.size",
                message: format!("a shortlist has 1 to {CANDIDATES_MAX} CVs, not {people}"),
                hint: "rank the CVs with `dossier batch` and make the shortlist of the best",
            });
        }
        let papers = self.formats_of(DocumentKind::Cv).count();
        let offers = self.formats_of(DocumentKind::Offer).count();
        // A CV and a match record a candidate; the comparison and the five records of all.
        let files = people * (papers + 2) + offers + 6;
        let files_max = self.budget.files_max;
        if files > files_max as usize {
            return Err(StorageError::TooManyFiles { files_max }.into());
        }
        let bytes: u64 = self.cvs.iter().map(|cv| cv.file.bytes.len() as u64).sum();
        let bytes_max = self.budget.bytes_max;
        if bytes > bytes_max {
            return Err(StorageError::TooLarge { what: "a revision".into(), bytes_max }.into());
        }
        Ok(())
    }
}
