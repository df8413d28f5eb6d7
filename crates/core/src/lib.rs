//! Candidates, profiles and the five documents, as pure functions from bytes and values to bytes and warnings.
//! Knows no path, no clock, no network, no storage and no randomness: date, locale, brand and options are arguments.
//!
//! Words used here: a *record* is data with a published schema; a *criterion* is one printed demand of a profile; a *part*
//! is a sub-demand; *evidence* is a quote with its place; a *verdict* is what can be said of a criterion on evidence; a
//! *mark* stands where a required fact is missing; a *pack* is a selection of documents.

pub mod assess;
pub mod brand;
pub mod correct;
pub mod feedback;
pub mod generate;
pub mod hash;
pub mod i18n;
pub mod locale;
pub mod offer;
pub mod photo;
pub mod privacy;
pub mod records;
pub mod sample;
pub mod time;
pub mod understand;

pub use brand::{Assets, Brand, BrandError, BrandFile};
pub use dossier_formats as formats;
pub use dossier_formats::write::sheet;
pub use locale::{Currency, Language, Locale};
