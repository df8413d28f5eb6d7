//! Documents, not candidates: readers of PDF, DOCX and TXT bytes to [`SourceText`], and writers of docx and SVG.
//! Knows no path, clock, network or storage, and nothing of CVs, jobs or matching.

mod entity;
pub mod fill;
pub mod limits;
pub mod picture;
pub mod read;
pub mod source;
pub mod text;
pub mod write;

pub use limits::ReadLimits;
pub use read::{ReadError, read};
pub use source::{Cell, FileKind, Line, PageSize, Place, SourceText, Span, Style};
