//! JSON Schemas (2020-12) of the records, as published in `schemas/`.

use super::{Cv, Feedback, JobProfile, Manifest, Match};
use crate::offer::{OfferFile, OfferRecord};
use dossier_formats::SourceText;

/// File name and schema of every record, sorted by name.
pub fn all() -> Vec<(&'static str, String)> {
    fn text<T: schemars::JsonSchema>() -> String {
        let schema = schemars::schema_for!(T);
        let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
        text.push('\n');
        text
    }
    vec![
        ("brand.schema.json", text::<crate::brand::BrandFile>()),
        ("cv.schema.json", text::<Cv>()),
        ("feedback.schema.json", text::<Feedback>()),
        ("job-profile.schema.json", text::<JobProfile>()),
        ("manifest.schema.json", text::<Manifest>()),
        ("match.schema.json", text::<Match>()),
        ("offer-file.schema.json", text::<OfferFile>()),
        ("offer.schema.json", text::<OfferRecord>()),
        ("ranking.schema.json", text::<crate::generate::ranking::Ranking>()),
        ("source-text.schema.json", text::<SourceText>()),
    ]
}
