//! Years of experience: the union of dated stations and projects that name the subject; and references.

use super::super::open_until;
use super::super::passages::{Dossier, Hit, Kind as PassageKind, Strength};
use super::skills::{Found, join};
use super::{decided, industry, people, quotes};
use crate::records::job::{Demand, Join, Part};
use crate::records::matching::{Judgement, Reason, Verdict};
use crate::time::{Month, Months, PartialDate, total, union};
use crate::understand::ConceptKind;
use crate::understand::demand::{industries, words_in};
use crate::understand::fold::fold;
use crate::understand::lexicon;

/// Words for kinds of houses: an employer of such a name is experience of it.
const INSTITUTIONS: &[&str] = &[
    "ems", "alters", "pflegeheim", "pflegezentrum", "nursing home", "care home", "ehpad", "spitex", "spital", "klinik",
    "hopital", "clinique", "hospital", "verwaltung", "administration", "bank", "banque", "versicherung", "assurance",
    "insurance", "schule", "ecole", "school", "treuhand", "fiduciaire", "labor", "laboratoire", "laboratory",
    "kanzlei", "agentur", "agence", "agency",
];

/// Passages that show the subject of a demand for years.
fn subject<'d>(term: &str, dossier: &'d Dossier<'_>) -> Vec<Hit<'d>> {
    let mut hits = dossier.search_practice(term);
    // "in der Pharmaindustrie": what the employer is counts for all of the station.
    if hits.iter().all(|hit| hit.strength < Strength::Full) {
        let named =
            dossier.concepts.concepts_in(&fold(term)).iter().all(|(concept, ..)| concept.kind == ConceptKind::Industry);
        for name in industries(&fold(term)).into_iter().filter(|_| named) {
            hits.extend(industry::hits(name, dossier));
        }
    }
    let by_industry = words_in(&fold(term), INSTITUTIONS)
        || !industries(&fold(term)).is_empty()
            && dossier
                .concepts
                .concepts_in(&fold(term))
                .iter()
                .all(|(concept, ..)| concept.kind == ConceptKind::Industry);
    // Who asks for years as somebody asks for stations with that function.
    let is_role = dossier.concepts.is_function(term) || lexicon::role_score(term) > 0;
    let has_function =
        hits.iter().any(|hit| hit.passage.kind == PassageKind::Position && hit.strength == Strength::Full);
    hits.retain(|hit| match hit.passage.kind {
        PassageKind::Interest => false,
        // What an employer is called says nothing about what was done there, but for its industry.
        PassageKind::Employer => by_industry,
        PassageKind::Task | PassageKind::Keyword | PassageKind::Text => {
            !is_role || !has_function && hit.strength == Strength::Full && hit.passage.has_own_months
        }
        _ => true,
    });
    // Lists of tools under a station date less than the tasks that name them.
    let told: Vec<String> = hits
        .iter()
        .filter(|hit| matches!(hit.passage.kind, PassageKind::Task | PassageKind::Position))
        .filter_map(|hit| hit.passage.entry.clone())
        .collect();
    hits.retain(|hit| {
        hit.passage.kind != PassageKind::Keyword
            || !hit.passage.entry.as_ref().is_some_and(|entry| told.contains(entry))
    });
    hits
}

/// The part of a range within the window that a demand looks at.
pub(super) fn within(months: Months, part: &Part, dossier: &Dossier<'_>) -> Option<Months> {
    let Some(window) = part.demand.recent_months else { return Some(months) };
    let from = Month::of(dossier.evaluated_on).plus(1 - i32::try_from(window).unwrap_or(0));
    let cut = Months { start: months.start.max(from), end: months.end };
    (cut.start <= cut.end).then_some(cut)
}

pub(super) fn years(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    if let Some(months_max) = part.demand.months_max {
        let demand = Demand { months_max: None, months_min: Some(months_max), ..part.demand.clone() };
        return at_most(years(&Part { demand, ..part.clone() }, dossier), months_max);
    }
    let asked = part.demand.months_min.unwrap_or(1);
    let all: Vec<Vec<Hit<'_>>> = if let Some(people) = part.demand.people_min {
        vec![people::led(people, dossier)]
    } else if part.demand.terms.is_empty() {
        // "Fünf Jahre Berufserfahrung": every employment counts.
        let positions = dossier.passages.iter().filter(|passage| passage.kind == PassageKind::Position);
        vec![positions.map(|passage| Hit { passage, strength: Strength::Full }).collect()]
    } else {
        part.demand.terms.iter().map(|term| subject(term, dossier)).collect()
    };
    let mut counts: Vec<Judgement> = Vec::new();
    if part.join == Join::All && all.len() > 1 {
        // "in Java und Spring": each needs its years.
        counts.extend(all.into_iter().map(|hits| count(hits, asked, part, dossier)));
        return super::combine(&counts);
    }
    count(all.into_iter().flatten().collect(), asked, part, dossier)
}

fn count(hits: Vec<Hit<'_>>, asked: u32, part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let mut ranges: Vec<Months> = Vec::new();
    let (mut dated, mut undated, mut related, mut negated, mut outside) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for hit in hits {
        match (hit.strength, hit.passage.months) {
            (Strength::Negated, _) => negated.push(hit),
            (Strength::Related, _) => related.push(hit),
            (_, Some(months)) => match within(months, part, dossier) {
                Some(cut) => {
                    ranges.push(cut);
                    dated.push(hit);
                }
                None => outside.push(hit),
            },
            (_, None) => undated.push(hit),
        }
    }
    let full: Vec<Months> = ranges
        .iter()
        .zip(&dated)
        .filter(|(_, hit)| hit.strength == Strength::Full)
        .map(|(months, _)| *months)
        .collect();
    // Stations that show a part of the subject count where none shows all of it, and for a part at the most.
    let in_part = full.is_empty();
    if !in_part {
        dated.retain(|hit: &Hit<'_>| hit.strength == Strength::Full);
    }
    let ranges = union(if in_part { ranges } else { full });
    let found = u32::try_from(total(&ranges)).unwrap_or(0);
    if !dated.is_empty() {
        return counted(&dated, &ranges, found, asked, in_part, dossier);
    }
    // All of it lies before the window that the demand looks at.
    if !outside.is_empty() {
        let reason = Reason::Months {
            found: 0,
            asked,
            periods: Vec::new(),
            year_precision: false,
            bounds: None,
            if_still_open: None,
            workload_percent: Vec::new(),
        };
        return decided(Verdict::NotMet, quotes(&outside), reason);
    }
    if !undated.is_empty() {
        return decided(Verdict::PotentiallyMet, quotes(&undated), Reason::Undated { asked });
    }
    if let Some(hit) = related.first() {
        let reason = Reason::Related { found: hit.passage.text.clone(), asked: part.demand.terms.join(", ") };
        return decided(Verdict::PotentiallyMet, quotes(&related), reason);
    }
    if let Some(hit) = negated.first() {
        return decided(Verdict::NotMet, quotes(&negated), Reason::Negated { found: hit.passage.text.clone() });
    }
    Judgement::not_stated(Reason::Silent)
}

/// "Höchstens zwei Jahre": more is too much.
fn at_most(judged: Judgement, months_max: u32) -> Judgement {
    let (verdict, evidence, reason) = judged.into_parts();
    let verdict = match &reason {
        Reason::Months { found, .. } if *found > months_max => Verdict::NotMet,
        Reason::Months { .. } => Verdict::Met,
        _ => verdict,
    };
    match verdict {
        Verdict::NotStated => Judgement::not_stated(reason),
        verdict => decided(verdict, evidence, reason),
    }
}

fn counted(
    dated: &[Hit<'_>],
    ranges: &[Months],
    found: u32,
    asked: u32,
    in_part: bool,
    dossier: &Dossier<'_>,
) -> Judgement {
    let verdict = if found + 1 >= asked && !in_part {
        Verdict::Met
    } else if found * 2 >= asked {
        Verdict::PartlyMet
    } else {
        Verdict::NotMet
    };
    let periods = ranges.iter().map(|range| format!("{}/{}", range.start.date(), range.end.date())).collect();
    let year_precision = dated.iter().any(|hit| hit.passage.year_precision);
    // Both figures are shown where the CV is too old to say that a station still goes on.
    let until = open_until(dossier.cv, dossier.evaluated_on);
    let missing = Month::of(dossier.evaluated_on).number() - until.number();
    let open = ranges.last().is_some_and(|last| last.end == until);
    let if_still_open =
        u32::try_from(missing).ok().filter(|missing| *missing > 0 && open).map(|missing| found + missing);
    decided(
        verdict,
        quotes(dated),
        Reason::Months {
            found,
            asked,
            periods,
            year_precision,
            bounds: year_precision.then(|| bounds(dated, dossier)),
            if_still_open,
            workload_percent: workloads(dated, dossier),
        },
    )
}

/// Months of the stations at the least and at the most, where years only are printed.
fn bounds(hits: &[Hit<'_>], dossier: &Dossier<'_>) -> (u32, u32) {
    let (mut least, mut most) = (Vec::new(), Vec::new());
    for hit in hits {
        let dates = hit.passage.entry.as_deref().and_then(|id| {
            let work = dossier.cv.work.iter().find(|work| work.id == id).map(|work| (work.start_date, work.end_date));
            work.or_else(|| {
                dossier.cv.projects.iter().find(|one| one.id == id).map(|one| (one.start_date, one.end_date))
            })
        });
        let Some((Some(start), end)) = dates else { continue };
        let Some(counted) = hit.passage.months else { continue };
        let (first, last) =
            (end.map_or(counted.end, PartialDate::first_month), end.map_or(counted.end, PartialDate::last_month));
        if start.last_month() <= first {
            least.push(Months { start: start.last_month(), end: first });
        }
        most.push(Months { start: start.first_month(), end: last });
    }
    let sum = |ranges: Vec<Months>| u32::try_from(total(&union(ranges))).unwrap_or(0);
    (sum(least), sum(most))
}

/// Printed workloads below full time of the stations behind a count, lowest first.
fn workloads(hits: &[Hit<'_>], dossier: &Dossier<'_>) -> Vec<u8> {
    let of = |hit: &Hit<'_>| dossier.cv.x.entries.get(hit.passage.entry.as_deref()?)?.workload_percent;
    let mut found: Vec<u8> = hits.iter().filter_map(of).filter(|percent| *percent < 100).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Reference projects: the subject in a project or task, within the window where there is one.
pub(super) fn reference(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    if part.demand.amount_min.is_some() && part.demand.terms.is_empty() {
        return people::budget(part, dossier);
    }
    let found: Vec<Found> = part
        .demand
        .terms
        .iter()
        .map(|term| {
            let hits: Vec<Hit<'_>> = dossier
                .search(term)
                .into_iter()
                .filter(|hit| hit.strength >= Strength::Basic)
                .filter(|hit| hit.passage.months.is_none_or(|months| within(months, part, dossier).is_some()))
                .collect();
            let verdict = hits.first().map_or(Verdict::NotStated, |hit| {
                if hit.strength == Strength::Full { Verdict::Met } else { Verdict::PartlyMet }
            });
            let shown = hits.first().map(|hit| hit.passage.text.clone()).unwrap_or_default();
            Found { term: term.clone(), verdict, evidence: quotes(&hits), shown }
        })
        .collect();
    let judged = join(part, &found);
    if judged.verdict() == Verdict::NeedsReview { Judgement::not_stated(Reason::Silent) } else { judged }
}
