//! What the papers of a shortlist are made of: candidates in their order, the offer with a row for each, the ranking, and in
//! an anonymous shortlist copies of the records without the name of anybody on the list.

use super::request::ShortlistOrder;
use crate::error::Error;
use crate::produce::veil_of;
use crate::request::Pack;
use dossier_core::brand::Brand;
use dossier_core::generate::Options;
use dossier_core::generate::choices::Choices;
use dossier_core::generate::ranking::{Ranking, Row, Unread};
use dossier_core::generate::shortlist::Proposed;
use dossier_core::locale::Locale;
use dossier_core::offer::{Listed, OfferFile, OfferRecord, prepare, rows_for};
use dossier_core::records::{Cv, Feedback, JobProfile, Match};
use dossier_core::time::Day;
use std::sync::Arc;

/// A judged candidate.
pub(super) struct Candidate {
    pub number: usize,
    pub label: String,
    pub code: Option<String>,
    pub cv: Cv,
    pub matching: Match,
    pub feedback: Feedback,
}

/// A candidate as the papers may show them.
pub(super) struct Shown {
    pub cv: Cv,
    pub matching: Match,
    /// Whether the names of other candidates had to be replaced too.
    pub others_replaced: bool,
}

/// What holds for all papers.
pub(super) struct Setting {
    pub brand: Arc<Brand>,
    pub locale: Locale,
    pub date: Day,
    pub choices: Choices,
    pub archive: bool,
    pub allow_words: Vec<String>,
    pub pack: Pack,
    pub order: ShortlistOrder,
}

/// Everything that papers and records are made of.
pub(super) struct Material {
    /// In the order of the offer.
    pub candidates: Vec<Candidate>,
    /// The same, in the same order, as the papers may show them.
    pub shown: Vec<Shown>,
    pub job: Arc<JobProfile>,
    pub offer: OfferRecord,
    /// Rows of the offer file that are nobody's.
    pub rows_unused: usize,
    /// Best first, whatever the order of the offer.
    pub ranking: Ranking,
    pub setting: Setting,
}

impl Material {
    /// Options of a paper that names a candidate by a code, or by name.
    pub fn options(&self, code: Option<&str>) -> Options {
        Options {
            anonymous: code.map(str::to_owned),
            client_pack: self.setting.pack == Pack::Client,
            choices: self.setting.choices.clone(),
            archive: self.setting.archive,
            allow_words: self.setting.allow_words.clone(),
        }
    }

    /// The candidates of the offer.
    pub fn proposed(&self) -> Vec<Proposed<'_>> {
        let pairs = self.candidates.iter().zip(&self.shown);
        pairs.map(|(one, shown)| Proposed { label: &one.label, matching: &shown.matching }).collect()
    }

    /// The same, best first.
    pub fn ranked(&self) -> Vec<Proposed<'_>> {
        let proposed = self.proposed();
        let found = |row: &Row| proposed.iter().find(|one| one.label == row.file).copied();
        self.ranking.rows.iter().filter_map(found).collect()
    }
}

/// Joins the candidates.
///
/// # Errors
/// [`Error::Offer`].
pub(super) fn together(
    mut candidates: Vec<Candidate>,
    (job, unread): (Arc<JobProfile>, Vec<Unread>),
    offer: &OfferFile,
    setting: Setting,
) -> Result<Material, Error> {
    let rows = candidates.iter().map(|one| Row::of(one.label.clone(), &one.matching)).collect();
    let ranking = Ranking::new(&job, setting.date.to_string(), rows, unread);
    if setting.order == ShortlistOrder::ByScore {
        candidates.sort_by_key(|one| ranking.rows.iter().position(|row| row.file == one.label));
    }
    let listed: Vec<Listed<'_>> = candidates
        .iter()
        .map(|one| Listed {
            number: one.number,
            name: one.cv.basics.name.as_deref(),
            code: one.code.as_deref(),
            label: &one.label,
        })
        .collect();
    let (file, rows_unused) = rows_for(offer, &listed);
    let offer = prepare(&file, &setting.brand, Some(&job), None, setting.date)?;
    let shown = candidates.iter().map(|one| shown(one, &candidates, &setting)).collect();
    Ok(Material { candidates, shown, job, offer, rows_unused, ranking, setting })
}

/// Replaces first the candidate's own name, then that of everybody else on the list.
fn shown(one: &Candidate, all: &[Candidate], setting: &Setting) -> Shown {
    let veil = |candidate: &Candidate| {
        let options =
            Options { anonymous: candidate.code.clone(), choices: setting.choices.clone(), ..Options::default() };
        veil_of(&candidate.cv, &options, setting.locale, setting.date)
    };
    let Some(own) = veil(one) else {
        return Shown { cv: one.cv.clone(), matching: one.matching.clone(), others_replaced: false };
    };
    let own_only = own.cv(&one.cv);
    let (mut cv, mut matching) = (own_only.clone(), own.record(&one.matching));
    for other in all.iter().filter(|other| other.number != one.number).filter_map(veil) {
        cv = other.record(&cv);
        matching = other.record(&matching);
    }
    let others_replaced = cv != own_only;
    Shown { cv, matching, others_replaced }
}
