//! From lines to records by rules: sections, entries, dates, contact, skills, languages; and job profiles.
//! Every value is a span of the source. Uses no model and no list of people or employers.

mod anchors;
mod broken_email;
mod certificates;
pub(crate) mod concepts;
mod confidence;
mod contact;
mod cv;
mod dates;
mod demand;
mod entries;
mod esco;
pub(crate) mod fold;
mod job;
mod job_facts;
mod job_headings;
mod job_words;
mod labelled;
mod labels;
mod languages;
pub(crate) mod lexicon;
mod lines;
mod personal;
mod piece;
mod projects;
mod sections;
mod sides;
mod skills;
mod tabular;
mod terms;
mod towns;
mod unknown;

pub use concepts::{ConceptKind, LEXICON_BYTES_MAX, Lexicon, LexiconError};
pub use confidence::confidence_class;
pub use cv::cv;
pub use esco::{EscoError, EscoFile, EscoImport, import_esco};
pub use job::job_profile;

use crate::locale::Language;

/// Version of the rules; changes whenever equal input may give another record.
pub const RULES: &str = "2026.11.1";

/// The language of a text, of the three that are understood. Short or foreign texts count as English.
pub(crate) fn language_of(text: &str) -> Language {
    let detected =
        whatlang::Detector::with_allowlist(vec![whatlang::Lang::Deu, whatlang::Lang::Eng, whatlang::Lang::Fra])
            .detect_lang(text);
    match detected {
        Some(whatlang::Lang::Deu) => Language::De,
        Some(whatlang::Lang::Fra) => Language::Fr,
        _ => Language::En,
    }
}
