//! What each document reads and what it does not: by this a new revision copies documents (`crates/dossier/src/reuse.rs`).

use dossier_core::generate::choices::{Choices, Pronouns};
use dossier_core::generate::{DOCUMENTS, DocumentKind, Format, Inputs, Options, generate};
use dossier_core::locale::Locale;
use dossier_core::records::matching::Verdict;
use dossier_core::sample::{CV_TXT, sample};
use dossier_core::sheet::Look;

/// Kinds whose documents differ between two inputs in some format.
fn differing(one: &Inputs<'_>, other: &Inputs<'_>, formats: &[Format]) -> Vec<DocumentKind> {
    let made = |kind, format, inputs: &Inputs<'_>| generate(kind, format, inputs).expect("a document").bytes;
    let differs = |kind: &DocumentKind| {
        let wanted = kind.formats().iter().filter(|format| formats.contains(format));
        wanted.copied().any(|format| made(*kind, format, one) != made(*kind, format, other))
    };
    DOCUMENTS.into_iter().filter(differs).collect()
}

const EDITABLE: [Format; 2] = [Format::Docx, Format::Html];

#[test]
fn verdicts_and_offers_are_read_by_the_papers_that_show_them() {
    let sample = sample(CV_TXT, Locale::DeCh);
    let options = Options::default();
    let base = sample.inputs(Locale::DeCh, &options);
    let mut matching = sample.matching.clone();
    for criterion in &mut matching.criteria {
        criterion.verdict = Verdict::NotMet;
        criterion.points = Some(0);
        criterion.evidence.clear();
    }
    let judged = Inputs { matching: Some(&matching), ..base };
    let differing_now = differing(&base, &judged, &[Format::Docx, Format::Pdf, Format::Html]);
    assert!(differing_now.contains(&DocumentKind::Matchmaking), "{differing_now:?}");
    for kind in [DocumentKind::Cv, DocumentKind::Feedback, DocumentKind::CandidateLetter] {
        assert!(!differing_now.contains(&kind), "{kind:?} shows no verdict");
    }
    let mut offer = sample.offer.clone();
    offer.number = Some("2026-0999".into());
    let offered = Inputs { offer: Some(&offer), ..base };
    assert_eq!(differing(&base, &offered, &EDITABLE), [DocumentKind::Offer]);
}

#[test]
fn choices_are_read_by_the_cv_and_the_look_by_all_papers_but_the_dashboard() {
    let sample = sample(CV_TXT, Locale::DeCh);
    let usual = Options::default();
    let base = sample.inputs(Locale::DeCh, &usual);
    let choices = Choices {
        years_max: Some(3),
        entries_max: Some(1),
        pages_max: Some(1),
        photo: true,
        pronouns: Some(Pronouns::Neutral),
        ..Choices::default()
    };
    let short = Options { choices, ..Options::default() };
    assert_eq!(differing(&base, &sample.inputs(Locale::DeCh, &short), &EDITABLE), [DocumentKind::Cv]);
    let modern = Choices { look: Some(Look::Modern), ..Choices::default() };
    let modern = Options { choices: modern, ..Options::default() };
    let differing_now = differing(&base, &sample.inputs(Locale::DeCh, &modern), &EDITABLE);
    assert!(!differing_now.contains(&DocumentKind::Dashboard) && differing_now.len() == 5, "{differing_now:?}");
    let archive = Options { archive: true, ..Options::default() };
    assert!(differing(&base, &sample.inputs(Locale::DeCh, &archive), &EDITABLE).is_empty(), "only PDF files keep it");
}
