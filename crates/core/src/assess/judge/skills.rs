//! Skills and functions: each term on its own, then joined.

use super::super::passages::{Dossier, Hit, Kind as PassageKind, Strength};
use super::{EVIDENCE_MAX, decided, quotes};
use crate::records::job::{Join, Part};
use crate::records::matching::{Evidence, Judgement, Reason, Verdict};
use crate::understand::ConceptKind;

/// What was found of a term.
pub(super) struct Found {
    pub term: String,
    pub verdict: Verdict,
    pub evidence: Vec<Evidence>,
    /// The text of the strongest passage.
    pub shown: String,
}

pub(super) fn terms(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let found: Vec<Found> = part.demand.terms.iter().map(|term| one(term, part, dossier)).collect();
    join(part, &found)
}

fn one(term: &str, part: &Part, dossier: &Dossier<'_>) -> Found {
    let mut hits = dossier.search_for(term, part.demand.or_equivalent);
    let before = hits.len();
    hits.retain(|hit| hit.passage.months.is_none_or(|months| super::years::within(months, part, dossier).is_some()));
    // What is asked for within the last years and shown before them only is no longer met.
    if hits.is_empty() && before > 0 {
        let old = dossier.search(term);
        return Found {
            term: term.to_owned(),
            verdict: Verdict::NotMet,
            evidence: quotes(&old),
            shown: old.first().map(|hit| hit.passage.text.clone()).unwrap_or_default(),
        };
    }
    let denied = hits.iter().any(|hit| hit.strength == Strength::Negated);
    // Practice beside a denial is practice; a name in a list or profile beside a denial is not.
    let practised = hits.iter().any(|hit| {
        hit.strength >= Strength::Basic
            && matches!(hit.passage.kind, PassageKind::Position | PassageKind::Task | PassageKind::Keyword)
    });
    let told = |hit: &&Hit<'_>| matches!(hit.passage.kind, PassageKind::Position | PassageKind::Task);
    let small = hits.iter().any(|hit| told(&hit) && hit.strength == Strength::Basic)
        && !hits.iter().any(|hit| told(&hit) && hit.strength == Strength::Full);
    if hits.is_empty()
        && let Some(denied) = denied_whole(term, dossier)
    {
        return denied;
    }
    let best = if small {
        Some(Strength::Basic)
    } else if denied && !practised {
        Some(Strength::Negated)
    } else {
        hits.first().map(|hit| hit.strength)
    };
    let verdict = match best {
        None => Verdict::NotStated,
        // A list says nothing of the last years.
        Some(Strength::Full)
            if part.demand.recent_months.is_some() && hits.iter().all(|hit| hit.passage.months.is_none()) =>
        {
            Verdict::PotentiallyMet
        }
        Some(Strength::Full) => Verdict::Met,
        Some(Strength::Basic) => Verdict::PartlyMet,
        // Who asks for one or something comparable gets a neighbour of it.
        Some(Strength::Related) if part.demand.or_equivalent => Verdict::Met,
        Some(Strength::Related) => Verdict::PotentiallyMet,
        Some(Strength::Negated) => Verdict::NotMet,
    };
    let shown: Vec<Hit<'_>> = hits.iter().filter(|hit| Some(hit.strength) == best).cloned().collect();
    Found {
        term: term.to_owned(),
        verdict,
        evidence: quotes(&shown),
        shown: shown.first().map(|hit| hit.passage.text.clone()).unwrap_or_default(),
    }
}

/// Who denies a product denies its modules.
fn denied_whole(term: &str, dossier: &Dossier<'_>) -> Option<Found> {
    let concept = dossier.concepts.item(term)?;
    let all = dossier.concepts.concepts();
    dossier
        .concepts
        .broader(dossier.concepts.number(concept))
        .iter()
        .copied()
        .filter(|parent| all[*parent].kind == ConceptKind::Tool)
        .find_map(|parent| {
            let hits = dossier.search(all[parent].label(None));
            let denied: Vec<Hit<'_>> = hits.iter().filter(|hit| hit.strength == Strength::Negated).cloned().collect();
            let only = !denied.is_empty() && hits.len() == denied.len();
            only.then(|| Found {
                term: term.to_owned(),
                verdict: Verdict::NotMet,
                evidence: quotes(&denied),
                shown: denied.first().map(|hit| hit.passage.text.clone()).unwrap_or_default(),
            })
        })
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Met => 4,
        Verdict::PartlyMet => 3,
        Verdict::PotentiallyMet => 2,
        Verdict::NotMet => 1,
        Verdict::NotStated | Verdict::NeedsReview => 0,
    }
}

pub(super) fn join(part: &Part, judged: &[Found]) -> Judgement {
    if judged.is_empty() {
        return Judgement::needs_review(Reason::Unclear);
    }
    let of = |wanted: &dyn Fn(Verdict) -> bool| -> Vec<String> {
        judged.iter().filter(|found| wanted(found.verdict)).map(|found| found.term.clone()).collect()
    };
    let met = of(&|verdict| verdict == Verdict::Met);
    let missing = of(&|verdict| matches!(verdict, Verdict::NotStated | Verdict::NotMet));
    // One quote of each term before a second of any.
    let positive: Vec<&Found> = judged.iter().filter(|found| rank(found.verdict) > 1).collect();
    let mut evidence: Vec<Evidence> = Vec::new();
    for round in 0..EVIDENCE_MAX {
        for quote in positive.iter().filter_map(|found| found.evidence.get(round)) {
            if evidence.len() < EVIDENCE_MAX && !evidence.iter().any(|known| known.quote == quote.quote) {
                evidence.push(quote.clone());
            }
        }
    }
    let Some(best) = judged.iter().max_by_key(|found| rank(found.verdict)) else {
        return Judgement::not_stated(Reason::Silent);
    };
    if best.verdict == Verdict::NotStated {
        return Judgement::not_stated(Reason::Silent);
    }
    let single = judged.len() == 1 || part.join == Join::Any;
    let verdict = if single {
        // An alternative that is denied leaves the others open.
        if best.verdict == Verdict::NotMet
            && missing.len() > 1
            && judged.iter().any(|found| found.verdict == Verdict::NotStated)
        {
            return Judgement::not_stated(Reason::Silent);
        }
        best.verdict
    } else if judged.iter().all(|found| found.verdict == Verdict::Met) {
        Verdict::Met
    } else if rank(best.verdict) <= 1 {
        Verdict::NotMet
    } else {
        Verdict::PartlyMet
    };
    let named = if met.is_empty() { vec![best.term.clone()] } else { met };
    let reason = match verdict {
        Verdict::NotMet => Reason::Negated { found: best.shown.clone() },
        Verdict::PotentiallyMet => Reason::Related { found: best.shown.clone(), asked: best.term.clone() },
        _ if single => Reason::Found { terms: named, missing: Vec::new() },
        _ => Reason::Found { terms: named, missing },
    };
    let evidence = if evidence.is_empty() { best.evidence.clone() } else { evidence };
    decided(verdict, evidence, reason)
}
