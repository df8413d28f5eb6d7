//! Finished client papers are read back whole and searched for what must not be in them. A paper that cannot be read back is
//! as bad as one that tells too much: nothing is kept then.

use crate::error::Error;
use crate::request::Pack;
use dossier_core::brand::Brand;
use dossier_core::formats::read::inside;
use dossier_core::generate::{DocumentKind, Options, Output};
use dossier_core::offer::OfferRecord;
use dossier_core::privacy::{Found, Identity, Known, Paper, Search, Spot, State};
use dossier_core::records::manifest::Warning;
use dossier_core::records::{Cv, JobProfile, Match};
use dossier_core::time::Day;

/// A finished paper, and the records as it shows them: what is found in it is looked up there.
pub(crate) struct Finished<'a> {
    pub output: &'a Output,
    /// Name in errors and warnings, such as `cv` or `cv-03`.
    pub document: String,
    pub cv: Option<&'a Cv>,
    /// Each with the name of its candidate, which is empty where there is one candidate only.
    pub matches: Vec<(String, &'a Match)>,
}

impl<'a> Finished<'a> {
    /// A paper about one candidate. An offer quotes the match, a CV shows the CV.
    pub fn of(output: &'a Output, cv: &'a Cv, matching: Option<&'a Match>) -> Self {
        let document = output.kind.name().to_owned();
        if output.kind == DocumentKind::Cv {
            return Self { output, document, cv: Some(cv), matches: Vec::new() };
        }
        Self { output, document, cv: None, matches: matching.map(|one| (String::new(), one)).into_iter().collect() }
    }

    /// Where its records hold what the search finds.
    fn spots(&self, search: &Search<'_>) -> Vec<Spot> {
        let mut spots = self.cv.map(|cv| search.places(cv)).unwrap_or_default();
        for (candidate, matching) in &self.matches {
            let named = |spot: Spot| match candidate.as_str() {
                "" => spot,
                candidate => Spot { at: format!("{candidate}, {}", spot.at), ..spot },
            };
            spots.extend(search.places(*matching).into_iter().map(named));
        }
        spots
    }
}

/// Papers to be searched, and what they may hold for other reasons.
pub(crate) struct Checked<'a> {
    pub papers: &'a [Finished<'a>],
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
    let mut undecided: Option<(String, String, Vec<String>)> = None;
    for finished in checked.papers.iter().filter(|paper| paper.output.kind.is_client_paper()) {
        let (output, document) = (finished.output, &finished.document);
        let is_cv = output.kind == DocumentKind::Cv;
        if checked.pack != Pack::Client && options.anonymous.is_none() && !is_cv {
            continue;
        }
        let inside = inside(&output.bytes).map_err(|_| Error::NotReadBack { document: document.clone() })?;
        let paper = Paper {
            inside: &inside,
            file_name: &output.file_name,
            label: checked.label,
            code: options.anonymous.as_deref(),
            is_cv,
        };
        let search = Search { paper: &paper, identities: &identities, known: &known, allowed: &options.allow_words };
        let found = search.found();
        if found.is_empty() {
            continue;
        }
        let spots = finished.spots(&search);
        let of = |state: State| found.iter().filter(move |one| one.state == state);
        if of(State::Leak).next().is_some() {
            let kinds = kinds(of(State::Leak));
            return Err(Error::Leak { document: document.clone(), kinds, places: places(&spots, State::Leak) });
        }
        if of(State::Undecided).next().is_some() {
            let places = places(&spots, State::Undecided);
            if let Some((first, _, all)) = undecided.as_mut() {
                // The same paper in another format says nothing new.
                if *first != *document {
                    further(all, document, &places);
                }
            } else {
                undecided = Some((document.clone(), kinds(of(State::Undecided)), places));
            }
        }
        warnings.extend(of(State::Allowed).map(|one| {
            let of_kind: Vec<Spot> = spots.iter().filter(|spot| spot.kind == one.kind).cloned().collect();
            let kind = one.kind.name();
            let places = places(&of_kind, State::Allowed);
            let field = if places.is_empty() { kind.to_owned() } else { format!("{kind} ({})", places.join("; ")) };
            Warning { document: document.clone(), code: "privacy.allowed_word".to_owned(), field, count: one.places }
        }));
    }
    match undecided {
        Some((document, kinds, places)) => Err(Error::Undecided { document, kinds, places }),
        None => Ok(warnings),
    }
}

/// Kinds of data with their numbers of places; never what stands there.
fn kinds<'a>(found: impl Iterator<Item = &'a Found>) -> String {
    let told = found.map(|one| format!("{} ({}x)", one.kind.name(), one.places));
    told.collect::<Vec<_>>().join(", ")
}

/// The places of a state, each once.
fn places(spots: &[Spot], state: State) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for spot in spots.iter().filter(|spot| spot.state == state) {
        if !out.contains(&spot.at) {
            out.push(spot.at.clone());
        }
    }
    out
}

/// Adds the places of a further document, or the document alone where none is known, each once.
fn further(all: &mut Vec<String>, document: &str, places: &[String]) {
    let named = places.iter().map(|place| format!("{document}, {place}"));
    let more: Vec<String> = if places.is_empty() { vec![document.to_owned()] } else { named.collect() };
    for place in more {
        if !all.contains(&place) {
            all.push(place);
        }
    }
}
