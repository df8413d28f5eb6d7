//! Judges a CV against a profile, criterion by criterion, on evidence; then the score with its arithmetic, risks and
//! next steps. The rules are those of the desk (docs/method.md); no model takes part.

pub mod fairness;
mod judge;
mod passages;
mod risks;
mod score;
mod search;
mod skills;
mod wording;

use crate::records::cv::{Cv, EntryKind};
use crate::records::job::{Class, JobProfile, Join};
use crate::records::matching::{
    Coverage, Decision, JudgedCriterion, Judgement, Match, Ruled, Settings, Step, StepAction, Verdict,
};
use crate::time::{Day, Month, Months, total, union};
use crate::understand::Lexicon;
use passages::Dossier;
pub(crate) use risks::{GAP_MONTHS, gaps};
pub use skills::skills;

/// Settings of a match.
#[derive(Clone, Copy, Debug)]
pub struct AssessOptions {
    /// Day to which open stations count.
    pub evaluated_on: Day,
    /// Weights and bounds.
    pub settings: Settings,
}

impl AssessOptions {
    /// The default settings for a day.
    pub fn on(evaluated_on: Day) -> Self {
        Self { evaluated_on, settings: Settings::default() }
    }
}

/// Judges a CV against a profile. Never fails: what cannot be judged is `not-stated` or `needs-review`.
pub fn assess(cv: &Cv, job: &JobProfile, concepts: &Lexicon, options: &AssessOptions) -> Match {
    let dossier = Dossier::new(cv, concepts, options.evaluated_on).for_profile(job.language.as_deref());
    let criteria: Vec<JudgedCriterion> =
        job.criteria.iter().map(|criterion| judge::criterion(criterion, &dossier)).collect();
    conclude(criteria, cv, options)
}

/// Puts a person's verdicts before those of the rules, which stay visible beside them; a later decision on a criterion
/// replaces an earlier one. Score, recommendation and all that follows from the verdicts are made anew.
///
/// # Errors
/// The id of a criterion that the match does not have.
pub fn decide(matching: &Match, cv: &Cv, decisions: &[Decision], options: &AssessOptions) -> Result<Match, String> {
    let mut criteria = matching.criteria.clone();
    for decision in decisions {
        let criterion = criteria
            .iter_mut()
            .find(|criterion| criterion.id == decision.criterion)
            .ok_or_else(|| decision.criterion.clone())?;
        let ruled = criterion.ruled.take().unwrap_or_else(|| Ruled {
            verdict: criterion.verdict,
            evidence: criterion.evidence.clone(),
            reason: criterion.reason.clone(),
        });
        let (verdict, evidence, reason) = Judgement::decided(decision, &ruled.evidence).into_parts();
        criterion.points = verdict.points();
        (criterion.verdict, criterion.evidence, criterion.reason, criterion.ruled) =
            (verdict, evidence, reason, Some(ruled));
    }
    Ok(conclude(criteria, cv, options))
}

/// Everything that follows from the verdicts.
fn conclude(criteria: Vec<JudgedCriterion>, cv: &Cv, options: &AssessOptions) -> Match {
    let score = score::score(&criteria, options.settings.weights);
    let recommendation = score::recommendation(&criteria, &score, &options.settings);
    let knockouts = criteria
        .iter()
        .filter(|criterion| {
            // A person's decision is about the whole criterion.
            let part_fails = criterion.ruled.is_none()
                && criterion.join == Join::All
                && criterion.parts.iter().any(|part| part.verdict == Verdict::NotMet);
            criterion.class == Class::Must
                && (criterion.verdict == Verdict::NotMet || part_fails && criterion.verdict != Verdict::Met)
        })
        .map(|criterion| criterion.id.clone())
        .collect();
    Match {
        schema: "dossier.match/1".into(),
        evaluated_on: options.evaluated_on.to_string(),
        settings: options.settings,
        coverage: coverage(&criteria),
        risks: risks::risks(&criteria, cv, options.evaluated_on),
        next_steps: next_steps(&criteria),
        questions: questions(&criteria),
        criteria,
        score,
        knockouts,
        recommendation,
    }
}

fn coverage(criteria: &[JudgedCriterion]) -> Coverage {
    let mut coverage = Coverage::default();
    for criterion in criteria {
        let list = match criterion.verdict {
            Verdict::Met => &mut coverage.strong,
            Verdict::PartlyMet | Verdict::PotentiallyMet => &mut coverage.partial,
            Verdict::NotMet | Verdict::NotStated | Verdict::NeedsReview => &mut coverage.missing,
        };
        list.push(criterion.id.clone());
    }
    coverage
}

fn next_steps(criteria: &[JudgedCriterion]) -> Vec<Step> {
    let mut steps: Vec<Step> = criteria
        .iter()
        .filter(|criterion| matches!(criterion.class, Class::Must | Class::Should))
        .filter_map(|criterion| {
            let action = match (criterion.class, criterion.verdict) {
                (Class::Must, Verdict::NotMet) => StepAction::ClearWithClient,
                (_, Verdict::NotStated | Verdict::PotentiallyMet | Verdict::PartlyMet) => StepAction::AskCandidate,
                (_, Verdict::NeedsReview) => StepAction::Decide,
                _ => return None,
            };
            Some(Step { criterion: criterion.id.clone(), action })
        })
        .collect();
    let class_of = |id: &str| criteria.iter().find(|criterion| criterion.id == id).map(|criterion| criterion.class);
    steps.sort_by_key(|step| (class_of(&step.criterion), step.action));
    steps
}

fn questions(criteria: &[JudgedCriterion]) -> Vec<Step> {
    criteria
        .iter()
        .filter(|criterion| matches!(criterion.class, Class::Must | Class::Should))
        .filter_map(|criterion| {
            match criterion.verdict {
                Verdict::NotStated | Verdict::PotentiallyMet | Verdict::PartlyMet => Some(StepAction::AskCandidate),
                Verdict::Met
                    if criterion.kind == crate::records::job::Kind::Certificate
                        || criterion.kind == crate::records::job::Kind::Degree =>
                {
                    Some(StepAction::AskForProof)
                }
                _ => None,
            }
            .map(|action| Step { criterion: criterion.id.clone(), action })
        })
        .collect()
}

/// Months of employment in a CV: the union of its dated stations without apprenticeships, internships, student work and
/// service.
pub fn employment_months(cv: &Cv, evaluated_on: Day) -> i32 {
    let ranges: Vec<Months> = cv
        .work
        .iter()
        .filter(|work| counts_as_experience(cv, &work.id))
        .filter_map(|work| station_months(cv, &work.id, work.start_date, work.end_date, evaluated_on))
        .collect();
    total(&union(ranges))
}

/// Whether a station counts towards years of experience.
pub(crate) fn counts_as_experience(cv: &Cv, id: &str) -> bool {
    let kind = cv.x.entries.get(id).and_then(|facts| facts.kind);
    !matches!(
        kind,
        Some(EntryKind::Apprenticeship | EntryKind::Internship | EntryKind::StudentWork | EntryKind::Service)
    )
}

/// Months after which a date printed on the CV is old.
pub(crate) const DOCUMENT_OLD_MONTHS: i32 = 6;

/// The month to which open stations count: the evaluation date, or the date printed on the CV where that is older than
/// six months.
pub(crate) fn open_until(cv: &Cv, evaluated_on: Day) -> Month {
    let today = Month::of(evaluated_on);
    match cv.x.document_date {
        Some(date) if date.last_month().plus(DOCUMENT_OLD_MONTHS) < today => date.last_month(),
        _ => today,
    }
}

/// The months of an entry. A year-only period counts (end - start) x 12.
pub(crate) fn station_months(
    cv: &Cv,
    id: &str,
    start: Option<crate::time::PartialDate>,
    end: Option<crate::time::PartialDate>,
    evaluated_on: Day,
) -> Option<Months> {
    let start = start?;
    let facts = cv.x.entries.get(id);
    // JSON Resume from elsewhere has no facts: no end date means that the station goes on.
    let open = end.is_none() && facts.and_then(|facts| facts.current).unwrap_or(true);
    let (first, last) = match end {
        Some(end) if start.is_year_only() || end.is_year_only() => {
            (start.first_month(), end.first_month().plus(-1).max(start.first_month()))
        }
        Some(end) => (start.first_month(), end.last_month()),
        None if open => (start.first_month(), open_until(cv, evaluated_on)),
        None => return None,
    };
    (first <= last).then_some(Months { start: first, end: last })
}
