//! Finished client papers are read back whole and searched for what must not be in them. A paper that cannot be read back is
//! as bad as one that tells too much: nothing is kept then.

use crate::error::Error;
use crate::request::Pack;
use dossier_core::brand::Brand;
use dossier_core::formats::read::inside;
use dossier_core::generate::{DocumentKind, Options, Output};
use dossier_core::offer::OfferRecord;
use dossier_core::privacy::{Found, Identity, Known, Paper, State, search};
use dossier_core::records::manifest::Warning;
use dossier_core::records::{Cv, JobProfile};
use dossier_core::time::Day;

/// Papers to be searched, and what they may hold for other reasons.
pub(crate) struct Checked<'a> {
    pub outputs: &'a [Output],
    /// Everybody whom the papers are about.
    pub cvs: &'a [&'a Cv],
    pub job: Option<&'a JobProfile>,
    pub offer: Option<&'a OfferRecord>,
    pub brand: &'a Brand,
    pub date: Day,
    pub pack: Pack,
    pub options: &'a Options,
    /// Name of the pack; empty where there is none.
    pub label: &'a str,
}

/// Reads the finished papers back and searches them. Answers with what a person let stand.
///
/// # Errors
/// [`Error::Leak`] for what must not be there, else [`Error::Undecided`] for words that a person must look at, and
/// [`Error::NotReadBack`] for a paper that cannot be read.
pub(crate) fn check_papers(checked: &Checked<'_>) -> Result<Vec<Warning>, Error> {
    let options = checked.options;
    let mut identities: Vec<Identity> =
        checked.cvs.iter().map(|cv| Identity::of_run(cv, options, checked.date)).collect();
    if options.anonymous.is_some() {
        let listed = checked.offer.into_iter().flat_map(|offer| &offer.candidates);
        identities.extend(listed.filter_map(|one| one.name.as_deref()).map(Identity::of_name));
    }
    let known = Known::of(checked.brand, checked.job, checked.offer);
    let mut warnings = Vec::new();
    let mut undecided = None;
    for output in checked.outputs.iter().filter(|output| output.kind.is_client_paper()) {
        let document = output.kind.name();
        let is_cv = output.kind == DocumentKind::Cv;
        if checked.pack != Pack::Client && options.anonymous.is_none() && !is_cv {
            continue;
        }
        let inside = inside(&output.bytes).map_err(|_| Error::NotReadBack { document })?;
        let paper = Paper {
            inside: &inside,
            file_name: &output.file_name,
            label: checked.label,
            code: options.anonymous.as_deref(),
            is_cv,
        };
        let found = search(&paper, &identities, &known, &options.allow_words);
        let of = |state: State| found.iter().filter(move |one| one.state == state);
        if of(State::Leak).next().is_some() {
            return Err(Error::Leak { document, kinds: kinds(of(State::Leak)) });
        }
        if of(State::Undecided).next().is_some() && undecided.is_none() {
            undecided = Some(Error::Undecided { document, kinds: kinds(of(State::Undecided)) });
        }
        warnings.extend(of(State::Allowed).map(|one| Warning {
            document: document.to_owned(),
            code: "privacy.allowed_word".to_owned(),
            field: one.kind.name().to_owned(),
            count: one.places,
        }));
    }
    match undecided {
        Some(error) => Err(error),
        None => Ok(warnings),
    }
}

/// Kinds of data with their numbers of places; never what stands there.
fn kinds<'a>(found: impl Iterator<Item = &'a Found>) -> String {
    let told = found.map(|one| format!("{} ({}x)", one.kind.name(), one.places));
    told.collect::<Vec<_>>().join(", ")
}
