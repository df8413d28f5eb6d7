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
pub(crate) mod demand;
mod entries;
mod esco;
pub(crate) mod fold;
pub(crate) mod glossary;
mod job;
mod job_facts;
mod job_headings;
mod job_words;
mod labelled;
mod labels;
mod languages;
pub(crate) mod lexicon;
mod lines;
pub(crate) mod nations;
mod personal;
mod piece;
mod projects;
pub(crate) mod regions;
mod sections;
mod sides;
mod skills;
mod stems;
mod tabular;
pub(crate) mod themes;
pub(crate) mod towns;
mod unknown;

pub use concepts::{ConceptKind, LEXICON_BYTES_MAX, Lexicon, LexiconError};
pub use confidence::confidence_class;
pub use cv::cv;
pub use esco::{EscoError, EscoFile, EscoImport, import_esco};
pub use job::job_profile;
pub(crate) use personal::percent;

use crate::locale::Language;

/// Version of the rules; changes whenever equal input may give another record.
pub const RULES: &str = "2026.11.1";

/// The single dates and starts of periods that a text prints.
pub(crate) fn dates_in(text: &str) -> Vec<crate::time::PartialDate> {
    dates::periods(text).into_iter().filter_map(|period| period.start).collect()
}

/// The periods that a text prints, open ones up to `now`.
pub(crate) fn periods(text: &str, now: crate::time::Month) -> Vec<crate::time::Months> {
    dates::periods(text)
        .into_iter()
        .filter(dates::Period::is_range)
        .filter_map(|period| {
            let start = period.start?.first_month();
            let end = period.end_date().map_or(now, crate::time::PartialDate::last_month);
            (start <= end).then_some(crate::time::Months { start, end })
        })
        .collect()
}

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
