//! Verdicts by kind of demand. A verdict other than `not-stated` always carries the quotes it rests on.

mod availability;
mod industry;
mod language;
mod people;
mod person;
mod place;
mod skills;
mod titles;
mod years;

use super::passages::{Clause, Dossier, Hit};
use crate::records::cv::Source;
use crate::records::job::{Criterion, Join, Kind, Part};
use crate::records::matching::{Evidence, JudgedCriterion, JudgedPart, Judgement, Reason, Verdict};

/// Quotes a verdict carries at the most.
const EVIDENCE_MAX: usize = 3;
/// Quotes of a fact up to this length are shown with their whole line.
const SHORT_QUOTE_CHARS: usize = 14;

pub(super) fn criterion(criterion: &Criterion, dossier: &Dossier<'_>) -> JudgedCriterion {
    let judged: Vec<(&Part, Judgement)> =
        criterion.parts.iter().map(|part| (part, part_judgement(part, dossier))).collect();
    let all: Vec<Judgement> = judged.iter().map(|(_, judgement)| judgement.clone()).collect();
    let whole = if criterion.join == Join::Any { best(all) } else { combine(&all) };
    let parts: Vec<JudgedPart> = judged
        .into_iter()
        .map(|(part, judgement)| {
            let (verdict, evidence, reason) = judgement.into_parts();
            JudgedPart { text: part.text.clone(), kind: part.kind, verdict, evidence, reason }
        })
        .collect();
    let (verdict, evidence, reason) = whole.into_parts();
    let reason = if verdict == Verdict::PartlyMet { of_skills(&parts).unwrap_or(reason) } else { reason };
    JudgedCriterion {
        id: criterion.id.clone(),
        text: criterion.text.clone(),
        class: criterion.class,
        kind: criterion.kind,
        verdict,
        points: verdict.points(),
        evidence,
        reason,
        parts,
        join: criterion.join,
        ruled: None,
    }
}

/// Of several skills, what was found and what is missing.
fn of_skills(parts: &[JudgedPart]) -> Option<Reason> {
    let is_list = parts.len() > 1 && parts.iter().all(|part| part.kind == Kind::Skill);
    let of = |wanted: &dyn Fn(Verdict) -> bool| -> Vec<String> {
        parts.iter().filter(|part| wanted(part.verdict)).map(|part| part.text.clone()).collect()
    };
    let missing = of(&|verdict| matches!(verdict, Verdict::NotStated | Verdict::NotMet));
    let terms = of(&|verdict| !matches!(verdict, Verdict::NotStated | Verdict::NotMet));
    (is_list && !terms.is_empty()).then_some(Reason::Found { terms, missing })
}

fn part_judgement(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    match part.kind {
        Kind::LanguageLevel => language::language(part, dossier),
        Kind::ExperienceYears | Kind::Recency => years::years(part, dossier),
        Kind::Degree => titles::degree(part, dossier),
        Kind::Certificate => titles::certificate(part, dossier),
        Kind::DrivingLicence => person::driving(part, dossier),
        Kind::Citizenship => person::citizenship(part, dossier),
        Kind::Permit => person::permit(part, dossier),
        Kind::Industry => industry::industry(part, dossier),
        Kind::Leadership => people::leadership(part, dossier),
        Kind::Location => place::location(part, dossier),
        Kind::Workload => availability::workload(part, dossier),
        Kind::Availability => availability::availability(part, dossier),
        Kind::Willingness | Kind::Clearance | Kind::SoftSkill => person::themes(part, dossier),
        Kind::Reference => years::reference(part, dossier),
        Kind::Skill if part.demand.amount_min.is_some() => people::budget(part, dossier),
        Kind::Role | Kind::Skill => skills::terms(part, dossier),
    }
}

/// The best of alternatives.
fn best(parts: Vec<Judgement>) -> Judgement {
    let rank = |judgement: &Judgement| match judgement.verdict() {
        Verdict::Met => 5,
        Verdict::PartlyMet => 4,
        Verdict::PotentiallyMet => 3,
        Verdict::NeedsReview => 2,
        Verdict::NotMet => 1,
        Verdict::NotStated => 0,
    };
    let silent = parts.iter().any(|part| part.verdict() == Verdict::NotStated);
    let top = parts.into_iter().max_by_key(rank).unwrap_or_else(|| Judgement::needs_review(Reason::Unclear));
    // One alternative that is ruled out says nothing about another on which the CV is silent.
    if top.verdict() == Verdict::NotMet && silent { Judgement::not_stated(Reason::Silent) } else { top }
}

/// All parts are needed: met if all are, not stated if all are silent, else partly met.
pub(super) fn combine(parts: &[Judgement]) -> Judgement {
    match parts {
        [] => Judgement::needs_review(Reason::Unclear),
        [one] => one.clone(),
        many => {
            let all = |verdict: Verdict| many.iter().all(|part| part.verdict() == verdict);
            // One quote of each part before a second of any.
            let evidence: Vec<Evidence> = (0..EVIDENCE_MAX)
                .flat_map(|round| many.iter().filter_map(move |part| part.evidence().get(round).cloned()))
                .take(EVIDENCE_MAX.max(many.len()))
                .collect();
            let reason = many
                .iter()
                .min_by_key(|part| (part.verdict().points().unwrap_or(101), *part.reason() == Reason::Silent))
                .map_or(Reason::Unclear, |part| part.reason().clone());
            if all(Verdict::NotStated) {
                return Judgement::not_stated(Reason::Silent);
            }
            let verdict = if all(Verdict::PotentiallyMet) {
                Verdict::PotentiallyMet
            } else if all(Verdict::Met) {
                Verdict::Met
            } else if all(Verdict::NotMet) {
                Verdict::NotMet
            } else if many.iter().any(|part| part.verdict() == Verdict::NeedsReview) {
                return Judgement::needs_review(Reason::Unclear);
            } else if many.iter().all(|part| matches!(part.verdict(), Verdict::NotMet | Verdict::NotStated)) {
                Verdict::NotMet
            } else {
                Verdict::PartlyMet
            };
            decided(verdict, evidence, reason)
        }
    }
}

/// A field of the record as evidence.
pub(super) fn fact(dossier: &Dossier<'_>, key: &str, text: &str) -> Evidence {
    let source: Option<&Source> = dossier.cv.x.sources.get(key);
    let mut evidence = Evidence {
        quote: source.map_or_else(|| text.to_owned(), |source| source.quote.clone()),
        span: source.map(|source| source.span),
        place: source.map(|source| source.place.clone()),
        entry: Some(key.to_owned()),
    };
    // A bare "B" or "B2" says little; the line it stands in says what it is.
    if evidence.quote.chars().count() <= SHORT_QUOTE_CHARS {
        evidence.quote = line_of(dossier, &evidence).unwrap_or(evidence.quote);
    }
    evidence
}

/// The whole printed line in which a quote stands.
fn line_of(dossier: &Dossier<'_>, evidence: &Evidence) -> Option<String> {
    let span = evidence.span?;
    let line = dossier.cv.x.text.iter().find(|line| line.span.start <= span.start && span.start < line.span.end)?;
    let text = line.text.replace('\t', " ");
    (text.chars().count() <= 90).then_some(text)
}

/// A verdict on evidence; without any the CV is silent.
pub(super) fn decided(verdict: Verdict, evidence: Vec<Evidence>, reason: Reason) -> Judgement {
    Judgement::on_evidence(verdict, evidence, reason).unwrap_or_else(|| Judgement::not_stated(Reason::Silent))
}

/// A fact that a clause of the CV states.
fn stated(verdict: Verdict, clause: &Clause) -> Judgement {
    let reason = match verdict {
        Verdict::NotMet if super::wording::is_refused(&clause.folded) => Reason::Negated { found: clause.text.clone() },
        _ => Reason::Fact { found: clause.text.clone() },
    };
    decided(verdict, vec![clause.evidence()], reason)
}

/// The quotes of hits, each once.
pub(super) fn quotes(hits: &[Hit<'_>]) -> Vec<Evidence> {
    let mut out: Vec<Evidence> = Vec::new();
    for hit in hits {
        let evidence = hit.passage.evidence();
        if out.len() < EVIDENCE_MAX && !out.iter().any(|known| known.quote == evidence.quote) {
            out.push(evidence);
        }
    }
    out
}
