//! Which documents of a new revision are those of its base: where everything that a document is made of is equal, its bytes are
//! too, and they are copied instead of being made again. What cannot be compared or read is made again.

use crate::error::Error;
use crate::revise::record;
use bytes::Bytes;
use dossier_core::generate::{DocumentKind, Format};
use dossier_core::hash::sha256_hex;
use dossier_core::records::Match;
use dossier_core::records::manifest::{Manifest, Warning};
use dossier_workspace::{Area, SealedRevision};
use std::collections::BTreeMap;

/// Size of a document that is copied, in bytes.
const PAPER_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// A document in one of its formats.
pub(crate) type PaperId = (DocumentKind, Format);

/// The revision that a new one is based on, with what its documents were made of.
pub(crate) struct Base {
    sealed: SealedRevision,
    manifest: Manifest,
    matching: Option<Match>,
}

/// What decides on the bytes of a new revision's documents.
pub(crate) struct Anew<'a> {
    /// Versions, options, brand, locale and date; outputs and warnings are not looked at.
    pub manifest: &'a Manifest,
    /// The records as they are stored, by name.
    pub records: &'a [(&'static str, Vec<u8>)],
    /// The match among them.
    pub matching: Option<&'a Match>,
    /// Language of the CV, where it is known.
    pub cv_language: Option<&'a str>,
}

/// A document of the base.
pub(crate) struct Copied {
    /// The file, equal to the hash that was sealed.
    pub bytes: Bytes,
    /// The warnings of the document, with the first of its formats that is copied.
    pub warnings: Vec<Warning>,
}

impl Base {
    /// A base; `None` where its records cannot be read, so that everything is made again.
    pub async fn of(sealed: SealedRevision) -> Option<Self> {
        let manifest = record(&sealed, "manifest.json", "manifest").await.ok().flatten()?;
        let matching = record(&sealed, "match.json", "match").await.ok()?;
        Some(Self { sealed, manifest, matching })
    }

    /// Those of the wanted documents that need not be made again.
    ///
    /// # Errors
    /// A failure of the storage that may pass. A file that is gone or not as it was sealed is left out.
    pub async fn copies(&self, anew: &Anew<'_>, wanted: &[PaperId]) -> Result<BTreeMap<PaperId, Copied>, Error> {
        let read = self.unchanged(anew, wanted).into_iter().map(|id: PaperId| async move {
            match self.sealed.get_primary(&id.0.slug(id.1), PAPER_BYTES_MAX).await {
                Ok(found) => Ok(found.map(|bytes| (id, bytes))),
                Err(error) if error.retryable() => Err(error),
                Err(_) => Ok(None),
            }
        });
        let read = futures::future::try_join_all(read).await?;
        let mut out: BTreeMap<PaperId, Copied> = BTreeMap::new();
        // In the order in which they would be made.
        for (id, bytes) in read.into_iter().flatten() {
            let is_first = !out.keys().any(|(kind, _)| *kind == id.0);
            let warnings = if is_first { self.warnings_of(id.0).cloned().collect() } else { Vec::new() };
            out.insert(id, Copied { bytes, warnings });
        }
        Ok(out)
    }

    fn unchanged(&self, anew: &Anew<'_>, wanted: &[PaperId]) -> Vec<PaperId> {
        let is_there = |kind: DocumentKind, format: Format| {
            self.sealed.commit().entry(Area::PrimaryOutputs, &kind.slug(format)).is_some()
        };
        let same: Vec<PaperId> = wanted
            .iter()
            .copied()
            .filter(|(kind, format)| is_there(*kind, *format) && self.is_same(anew, *kind, *format))
            .collect();
        let all_of = |kind: DocumentKind| {
            kind.formats().iter().all(|format| !is_there(kind, *format) || same.contains(&(kind, *format)))
        };
        // The manifest tells warnings of a document and not of its formats: where only some formats are kept, nobody knows
        // which warnings are theirs.
        let is_sure = |kind: DocumentKind| all_of(kind) || self.warnings_of(kind).next().is_none();
        same.iter().copied().filter(|(kind, _)| is_sure(*kind)).collect()
    }

    /// What the generator of a document has warned of; what is found in finished papers is looked for anew.
    fn warnings_of(&self, kind: DocumentKind) -> impl Iterator<Item = &Warning> {
        let warnings = self.manifest.warnings.iter();
        warnings.filter(move |one| one.document == kind.name() && !one.code.starts_with("privacy."))
    }

    fn is_same(&self, anew: &Anew<'_>, kind: DocumentKind, format: Format) -> bool {
        let (old, new) = (&self.manifest, anew.manifest);
        let versions = (&old.engine, &old.rules) == (&new.engine, &new.rules);
        let occasion = (&old.locale, &old.document_date) == (&new.locale, &new.document_date);
        versions
            && occasion
            && old.brand_sha256 == new.brand_sha256
            && old.options["templates"][kind.name()] == new.options["templates"][kind.name()]
            && options_are_same(&old.options, &new.options, kind, format)
            && self.records_are_same(anew, kind)
    }

    fn records_are_same(&self, anew: &Anew<'_>, kind: DocumentKind) -> bool {
        let is_same = |name: &str| {
            let old = self.sealed.commit().entry(Area::Artifacts, name).map(|entry| entry.sha256.clone());
            let new = anew.records.iter().find(|(known, _)| *known == name).map(|(_, bytes)| sha256_hex(bytes));
            old == new
        };
        let matching = match kind {
            DocumentKind::Offer | DocumentKind::Dashboard | DocumentKind::Matchmaking => is_same("match.json"),
            // They show no verdict: of the match they know only its quotations of the CV, which they tag where its language
            // is not theirs.
            DocumentKind::Cv | DocumentKind::Feedback | DocumentKind::CandidateLetter => {
                let is_foreign = anew.cv_language.is_some_and(|language| !anew.manifest.locale.starts_with(language));
                !is_foreign || quotes(self.matching.as_ref()).eq(quotes(anew.matching))
            }
        };
        let offer = kind != DocumentKind::Offer || is_same("offer.json");
        matching && offer && ["cv.json", "job-profile.json", "feedback.json"].into_iter().all(is_same)
    }
}

/// Whether the options are equal that a document is made with.
fn options_are_same(old: &serde_json::Value, new: &serde_json::Value, kind: DocumentKind, format: Format) -> bool {
    let is_same = |name: &str| old[name] == new[name];
    // Choices say what a CV shows, and so what must be veiled in other papers of an anonymous run or for the client. What
    // stays at the desk has a look only, and the dashboard not even that.
    let choices = match kind {
        DocumentKind::Cv | DocumentKind::Offer => is_same("choices"),
        _ if !new["anonymous"].is_null() => is_same("choices"),
        DocumentKind::Dashboard => true,
        DocumentKind::Matchmaking | DocumentKind::Feedback | DocumentKind::CandidateLetter => {
            old["choices"]["look"] == new["choices"]["look"]
        }
    };
    let archive = format != Format::Pdf || is_same("archive");
    choices && archive && ["anonymous", "pack", "allowWords"].into_iter().all(is_same)
}

fn quotes(matching: Option<&Match>) -> impl Iterator<Item = &str> {
    let criteria = matching.into_iter().flat_map(|matching| &matching.criteria);
    criteria.flat_map(|criterion| &criterion.evidence).map(|evidence| evidence.quote.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn options(changed: &[(&str, serde_json::Value)]) -> serde_json::Value {
        let mut out = json!({
            "anonymous": null, "pack": "full", "archive": false, "allowWords": [],
            "choices": { "look": "classic", "photo": false },
        });
        for (name, value) in changed {
            out[*name] = value.clone();
        }
        out
    }

    #[test]
    fn options_count_where_they_are_read() {
        let usual = options(&[]);
        let archive = options(&[("archive", json!(true))]);
        assert!(!options_are_same(&usual, &archive, DocumentKind::Cv, Format::Pdf));
        assert!(options_are_same(&usual, &archive, DocumentKind::Cv, Format::Docx));

        let look = options(&[("choices", json!({ "look": "modern", "photo": false }))]);
        for kind in [DocumentKind::Cv, DocumentKind::Offer, DocumentKind::Matchmaking, DocumentKind::Feedback] {
            assert!(!options_are_same(&usual, &look, kind, Format::Docx), "{kind:?}");
        }
        assert!(options_are_same(&usual, &look, DocumentKind::Dashboard, Format::Html));

        let photo = options(&[("choices", json!({ "look": "classic", "photo": true }))]);
        assert!(!options_are_same(&usual, &photo, DocumentKind::Cv, Format::Docx));
        assert!(options_are_same(&usual, &photo, DocumentKind::CandidateLetter, Format::Docx));
        let code = ("anonymous", json!("K-7"));
        let (veiled, shown) =
            (options(std::slice::from_ref(&code)), options(&[code, ("choices", json!({ "look": "classic" }))]));
        assert!(!options_are_same(&veiled, &shown, DocumentKind::Dashboard, Format::Html));

        for other in [("anonymous", json!("K-7")), ("pack", json!("client")), ("allowWords", json!(["name"]))] {
            let other = options(&[other]);
            assert!(!options_are_same(&usual, &other, DocumentKind::Dashboard, Format::Html), "{other}");
        }
    }
}
