//! One error for all use cases. Each has a stable code, one class that decides exit code and HTTP status, and a hint.

use dossier_core::brand::BrandError;
use dossier_core::formats::ReadError;
use dossier_core::formats::picture::photo_fault;
use dossier_core::offer::OfferError;
use dossier_workspace::{StorageError, VerifyError};

/// Places that a message names.
const PLACES_SHOWN_MAX: usize = 12;

/// What kind of failure it is. Exit codes and HTTP statuses are exhaustive matches on this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A bad option, brand or offer file.
    Usage,
    /// A file that cannot be read: a scan, encrypted, broken.
    Unreadable,
    /// Done, with documents missing or marked.
    Partial,
    /// The storage failed.
    Storage,
    /// Something needed is not there right now.
    Unavailable,
    /// A named limit was passed.
    Limit,
    /// No such run or document.
    NotFound,
    /// It contradicts what is there.
    Conflict,
    /// Nobody has logged in, or who has must not do this.
    Denied,
    /// A defect of this program.
    Internal,
}

/// A failure of a use case. Carries no text of a document.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input could not be read.
    #[error("the {role} cannot be read: {source}")]
    Read {
        /// `CV` or `profile`.
        role: &'static str,
        /// Why.
        source: ReadError,
    },
    /// Of several CVs not one could be read.
    #[error("none of the CVs can be read: {reasons}")]
    NoneReadable {
        /// Number and code of each, joined by commas.
        reasons: String,
    },
    /// The storage failed or broke a promise.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The brand cannot be used.
    #[error(transparent)]
    Brand(#[from] BrandError),
    /// The offer must not be made, or its file cannot be read.
    #[error(transparent)]
    Offer(#[from] OfferError),
    /// A ZIP is not a sound bundle.
    #[error("the bundle is not sound: {0}")]
    Bundle(#[from] VerifyError),
    /// A bundle's manifest does not fit its members.
    #[error("the bundle does not fit its manifest: {reason}")]
    Manifest {
        /// Which member, and what is wrong.
        reason: String,
    },
    /// A record in JSON that does not fit its schema.
    #[error("the {what} record is not valid: {reason}")]
    Record {
        /// `cv`, `job` and so on.
        what: &'static str,
        /// The parser's words with line and column.
        reason: String,
    },
    /// Forbidden data was found in a finished paper; nothing was kept.
    #[error("the {document} would disclose the candidate's {kinds}{}", told(.places))]
    Leak {
        /// Kind of document, in a shortlist with the number of the CV, such as `cv-03`.
        document: String,
        /// Kinds of data with their numbers of places, joined by commas.
        kinds: String,
        /// Entries and fields of the records where it stands, as far as it comes from there.
        places: Vec<String>,
    },
    /// An anonymous paper holds words that belong to the candidate's identity but may be ordinary words or places there;
    /// nothing was kept.
    #[error("the {document} holds ordinary words that may disclose the candidate's {kinds}{}", told(.places))]
    Undecided {
        /// Kind of document, in a shortlist with the number of the CV, such as `cv-03`.
        document: String,
        /// Kinds of data with their numbers of places, joined by commas.
        kinds: String,
        /// Entries and fields of the records where they stand, as far as they come from there; those of further documents
        /// behind the name of the document.
        places: Vec<String>,
    },
    /// A finished paper could not be read back, so nobody knows what it holds; nothing was kept.
    #[error("the {document} cannot be read back and searched")]
    NotReadBack {
        /// Kind of document, in a shortlist with the number of the CV, such as `cv-03`.
        document: String,
    },
    /// No such run.
    #[error("there is no such run")]
    NoRun,
    /// The run has no such document or record.
    #[error("the run has no {what}")]
    NoDocument {
        /// Kind of document or record.
        what: String,
    },
    /// A document or a change of one candidate was asked of a shortlist.
    #[error("the run is a shortlist of {cvs}, and only runs of one candidate are rendered or changed")]
    IsShortlist {
        /// Names of its CV records, such as `cv-01`, joined by commas.
        cvs: String,
    },
    /// Options that do not go together, or a value that is not one.
    #[error("{message}")]
    Usage {
        /// Stable code.
        code: &'static str,
        /// What is wrong.
        message: String,
        /// What to do.
        hint: &'static str,
    },
    /// The run was cancelled between two steps.
    #[error("the run was cancelled")]
    Cancelled,
    /// A step of ours panicked.
    #[error("the step {step} failed")]
    Internal {
        /// Name of the step.
        step: &'static str,
    },
}

impl Error {
    /// The error for a file given as a photo that is none, with the reason; a file may have so many bytes.
    pub fn no_photo(bytes: &[u8], bytes_max: u64) -> Self {
        let fault = photo_fault(bytes, bytes_max);
        Self::Usage { code: "photo.unusable", message: fault.to_string(), hint: fault.hint() }
    }

    /// The finished paper that it speaks of.
    pub fn document(&self) -> Option<&str> {
        match self {
            Self::Leak { document, .. } | Self::Undecided { document, .. } | Self::NotReadBack { document } => {
                Some(document)
            }
            _ => None,
        }
    }

    /// Entries and fields of records that a person should look at, such as `work w1, task 2`; never what stands there.
    pub fn places(&self) -> &[String] {
        match self {
            Self::Leak { places, .. } | Self::Undecided { places, .. } => places,
            _ => &[],
        }
    }

    /// Stable code for scripts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { source, .. } => source.code(),
            Self::NoneReadable { .. } => "shortlist.none_readable",
            Self::Storage(error) => error.code(),
            Self::Brand(error) => error.code(),
            Self::Offer(error) => error.code(),
            Self::Bundle(_) => "bundle.unsound",
            Self::Manifest { .. } => "bundle.manifest",
            Self::Record { .. } => "record.invalid",
            Self::Leak { .. } => "privacy.leak",
            Self::Undecided { .. } => "privacy.ordinary_word",
            Self::NotReadBack { .. } => "privacy.not_read_back",
            Self::NoRun => "run.not_found",
            Self::NoDocument { .. } => "run.no_document",
            Self::IsShortlist { .. } => "run.is_shortlist",
            Self::Usage { code, .. } => code,
            Self::Cancelled => "run.cancelled",
            Self::Internal { .. } => "internal.step",
        }
    }

    /// Its class.
    pub fn class(&self) -> Class {
        match self {
            Self::Read { source, .. } => match source {
                ReadError::FileTooLarge { .. }
                | ReadError::TooManyPages { .. }
                | ReadError::TooMuchText { .. }
                | ReadError::UnpackedTooLarge { .. }
                | ReadError::Stopped { .. } => Class::Limit,
                _ => Class::Unreadable,
            },
            Self::Storage(error) => match error {
                StorageError::BadUrl { .. }
                | StorageError::HalfSet { .. }
                | StorageError::RootMissing
                | StorageError::NotOurs
                | StorageError::NotSupported { .. }
                | StorageError::BadRange { .. }
                | StorageError::Name(_) => Class::Usage,
                StorageError::TooLarge { .. } | StorageError::TooManyFiles { .. } => Class::Limit,
                StorageError::NotFound { .. } => Class::NotFound,
                StorageError::NameTaken { .. } | StorageError::OtherInstance | StorageError::GivenUp { .. } => {
                    Class::Conflict
                }
                StorageError::Backend { cause, .. } if cause.passes() => Class::Unavailable,
                _ => Class::Storage,
            },
            Self::Brand(_) | Self::Offer(_) | Self::Usage { .. } => Class::Usage,
            Self::NoneReadable { .. } | Self::Bundle(_) | Self::Manifest { .. } | Self::Record { .. } => {
                Class::Unreadable
            }
            Self::Leak { .. } | Self::Undecided { .. } | Self::Cancelled => Class::Conflict,
            Self::NoRun | Self::NoDocument { .. } | Self::IsShortlist { .. } => Class::NotFound,
            Self::NotReadBack { .. } | Self::Internal { .. } => Class::Internal,
        }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Read { source, .. } => source.hint(),
            Self::NoneReadable { .. } => "read one of them with `dossier read`, which says what to do about it",
            Self::Storage(error) => error.hint(),
            Self::Brand(BrandError::Syntax { .. }) => "see docs/brand.md for every key of a brand file",
            Self::Brand(BrandError::Logo(_)) => "give another file, or leave style.logo out; see docs/brand.md",
            Self::Brand(_) => "correct the field in the brand file",
            Self::Offer(error) => error.hint(),
            Self::Bundle(_) | Self::Manifest { .. } => "download or make the bundle again",
            Self::Record { .. } => "compare the file with its schema in schemas/",
            Self::Leak { .. } => {
                "correct the CV record where the data stands in running text, or choose another code, then make the papers again"
            }
            Self::Undecided { .. } => {
                "look at the places; if no person is meant there, let them stand with --allow-words and the kind or the word, else correct the CV record"
            }
            Self::NotReadBack { .. } => {
                "report it with this code; a template of your own may hold parts that cannot be read"
            }
            Self::NoRun => "list the runs with `dossier runs`",
            Self::NoDocument { what } if what.ends_with("record") => {
                "name a run with its records, as a directory, a full pack or an id; a client pack holds papers only"
            }
            Self::NoDocument { .. } => "make a run with a job profile, or choose another document",
            Self::IsShortlist { .. } => {
                "for one candidate, give that CV to `dossier run` and render its run; for all, make the shortlist again"
            }
            Self::Usage { hint, .. } => hint,
            Self::Cancelled => "start the run again",
            Self::Internal { .. } => "report it with this code; the other documents are not affected",
        }
    }
}

/// Places behind a message, as many as can be read.
fn told(places: &[String]) -> String {
    if places.is_empty() {
        return String::new();
    }
    let shown: Vec<&str> = places.iter().take(PLACES_SHOWN_MAX).map(String::as_str).collect();
    let more = places.len() - shown.len();
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!(": {}{more}", shown.join("; "))
}
