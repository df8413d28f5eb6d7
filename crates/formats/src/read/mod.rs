//! Readers of foreign bytes: the kind is found from the bytes, each reader works within [`ReadLimits`].
//! A reader never touches a file system, and its errors never carry text of the document.

pub mod docx;
mod docx_styles;
mod europass;
mod html;
mod image;
mod inside;
mod markup;
pub mod pdf;
mod portrait;
mod posting;
mod recognised;
mod rendition;
mod sniff;
pub mod txt;
pub(crate) mod xml;

pub use self::image::image_size;
pub use inside::{Inside, Layer, inside};
pub use portrait::portrait;
pub use recognised::{Recognised, recognised};
pub use sniff::{Sniffed, sniff};

use crate::limits::ReadLimits;
use crate::source::{FileKind, SourceText};
use serde::{Deserialize, Serialize};

/// Why a file could not be read. Serialisable, because reading happens in a child process.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReadError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`ReadLimits::file_bytes_max`].
    #[error("the file has more than {bytes_max} bytes")]
    FileTooLarge {
        /// The limit in bytes.
        bytes_max: u64,
    },
    /// The bytes are of another kind than the file name says.
    #[error("the file name says {named}, the content is {found}")]
    WrongType {
        /// Extension of the name.
        named: String,
        /// What the bytes are.
        found: String,
    },
    /// A known format that is not read.
    #[error("{format} files are not read")]
    Unsupported {
        /// Name of the format.
        format: String,
    },
    /// Not a document at all.
    #[error("the content is neither PDF, DOCX nor text")]
    UnknownType,
    /// Needs a password.
    #[error("the file is encrypted with a password")]
    Encrypted,
    /// Damaged or truncated.
    #[error("the {format} file is damaged: {reason}")]
    Broken {
        /// Name of the format.
        format: String,
        /// What is wrong, without text of the document.
        reason: String,
    },
    /// A PDF without pages.
    #[error("the file has no pages")]
    NoPages,
    /// Pages without text, as scanners make them.
    #[error("the {pages} page(s) hold images but no text")]
    NoText {
        /// Number of pages looked at.
        pages: u32,
    },
    /// A document without any text or image.
    #[error("the document holds no text")]
    Blank,
    /// More pages than [`ReadLimits::pages_max`].
    #[error("the file has {pages} pages, the limit is {pages_max}")]
    TooManyPages {
        /// Pages found.
        pages: u32,
        /// The limit.
        pages_max: u32,
    },
    /// More text than [`ReadLimits::chars_max`].
    #[error("the file holds more than {chars_max} characters")]
    TooMuchText {
        /// The limit.
        chars_max: u32,
    },
    /// A package that unpacks to more than allowed.
    #[error("the package unpacks to more than the limit of {what}")]
    UnpackedTooLarge {
        /// The limit in words, with its number.
        what: String,
    },
    /// Text recognition could not be run; set by the host.
    #[error("text recognition failed: {reason}")]
    Recognition {
        /// What is missing or went wrong.
        reason: String,
    },
    /// The reading process used more than its share; set by the host.
    #[error("reading was stopped at the limit of {what}")]
    Stopped {
        /// The limit in words, with its number.
        what: String,
    },
    /// The reading process died without an answer; set by the host.
    #[error("the reader failed on this file")]
    ReaderFailed,
}

impl ReadError {
    /// Stable code for scripts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "read.empty",
            Self::FileTooLarge { .. } => "read.file_too_large",
            Self::WrongType { .. } => "read.wrong_type",
            Self::Unsupported { .. } => "read.unsupported",
            Self::UnknownType => "read.unknown_type",
            Self::Encrypted => "read.encrypted",
            Self::Broken { .. } => "read.broken",
            Self::NoPages => "read.no_pages",
            Self::NoText { .. } => "read.no_text",
            Self::Blank => "read.blank",
            Self::TooManyPages { .. } => "read.too_many_pages",
            Self::TooMuchText { .. } => "read.too_much_text",
            Self::UnpackedTooLarge { .. } => "read.unpacked_too_large",
            Self::Recognition { .. } => "read.recognition",
            Self::Stopped { .. } => "read.stopped",
            Self::ReaderFailed => "read.reader_failed",
        }
    }

    /// Whether a named limit was reached (and not the file damaged).
    pub fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::FileTooLarge { .. }
                | Self::TooManyPages { .. }
                | Self::TooMuchText { .. }
                | Self::UnpackedTooLarge { .. }
                | Self::Stopped { .. }
        )
    }

    /// What the person can do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::Blank => "check the export and send the file again",
            Self::FileTooLarge { .. } => "save it with smaller images or send the text only",
            Self::WrongType { .. } => "rename the file or export it again in the format of its name",
            Self::Unsupported { .. } | Self::UnknownType => "save it as PDF or DOCX and send that",
            Self::Encrypted => "remove the password and send the file again",
            Self::Broken { .. } | Self::ReaderFailed => "open it in its program, export it again and send that",
            Self::NoPages => "export the document again",
            Self::NoText { .. } => "send the original document instead of the scan, or have it recognised with --ocr",
            Self::Recognition { .. } => {
                "install tesseract with the languages deu, fra and eng, or send the original document"
            }
            Self::TooManyPages { .. } | Self::TooMuchText { .. } => "send only the pages of the CV or profile",
            Self::UnpackedTooLarge { .. } | Self::Stopped { .. } => "save it again as PDF and send that",
        }
    }
}

/// Reads a file to its text.
///
/// `extension` is the lower-case extension of the file's name, if it has one; a name that contradicts the bytes is an
/// error, because the person most likely sent something else than they meant.
///
/// # Errors
/// A [`ReadError`]; nothing of the document's text is in it.
pub fn read(bytes: &[u8], extension: Option<&str>, limits: &ReadLimits) -> Result<SourceText, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() as u64 > limits.file_bytes_max {
        return Err(ReadError::FileTooLarge { bytes_max: limits.file_bytes_max });
    }
    if let Some(found) = posting::read(bytes, limits) {
        return found;
    }
    let kind = match sniff(bytes) {
        Sniffed::Document(kind) => kind,
        Sniffed::Known(format) => return Err(ReadError::Unsupported { format: format.to_owned() }),
        Sniffed::EncryptedOffice => return Err(ReadError::Encrypted),
        Sniffed::Unknown => {
            return Err(match extension {
                Some("pdf") => ReadError::Broken { format: "PDF".into(), reason: "no PDF header".into() },
                Some("docx") => ReadError::Broken { format: "DOCX".into(), reason: "no package header".into() },
                _ => ReadError::UnknownType,
            });
        }
    };
    check_extension(kind, extension, bytes)?;
    match kind {
        FileKind::Pdf => pdf::read(bytes, limits),
        FileKind::Docx => docx::read(bytes, limits),
        FileKind::Txt => txt::read(bytes, limits),
    }
}

fn check_extension(kind: FileKind, extension: Option<&str>, bytes: &[u8]) -> Result<(), ReadError> {
    let wrong = |found: &str| {
        Err(ReadError::WrongType { named: extension.unwrap_or_default().to_owned(), found: found.to_owned() })
    };
    match (extension, kind) {
        (Some("pdf"), FileKind::Docx) => wrong("a DOCX document"),
        (Some("docx"), FileKind::Pdf) | (Some("txt"), FileKind::Pdf) => wrong("a PDF document"),
        (Some("txt"), FileKind::Docx) => wrong("a DOCX document"),
        (Some("pdf"), FileKind::Txt) => wrong("plain text"),
        (Some("docx"), FileKind::Txt) => wrong("plain text"),
        (Some("rtf"), _) if bytes.starts_with(b"{\\rtf") => Err(ReadError::Unsupported { format: "RTF".into() }),
        _ => Ok(()),
    }
}

pub(crate) fn broken(format: &str, reason: &str) -> ReadError {
    ReadError::Broken { format: format.to_owned(), reason: reason.to_owned() }
}
