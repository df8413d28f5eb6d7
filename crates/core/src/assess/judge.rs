//! Verdicts by kind of demand. A verdict other than `not-stated` always carries the quotes it rests on.

use super::credentials::{certificate, citizenship, degree, driving, permit};
use super::evidence::{Dossier, Hit, Kind as PassageKind, Strength};
use crate::records::cv::Source;
use crate::records::job::{Criterion, Join, Kind, Part};
use crate::records::matching::{Evidence, JudgedCriterion, JudgedPart, Judgement, Reason, Verdict};
use crate::time::{Month, Months, total, union};
use crate::understand::fold::fold;
use crate::understand::lexicon;

/// Quotes a verdict carries at the most.
const EVIDENCE_MAX: usize = 3;
/// Quotes of a fact up to this length are shown with their whole line.
const SHORT_QUOTE_CHARS: usize = 14;

pub(super) fn criterion(criterion: &Criterion, dossier: &Dossier<'_>) -> JudgedCriterion {
    let judged: Vec<(&Part, Judgement)> =
        criterion.parts.iter().map(|part| (part, part_judgement(part, dossier))).collect();
    let whole = combine(&judged.iter().map(|(_, judgement)| judgement.clone()).collect::<Vec<_>>());
    let parts = judged
        .into_iter()
        .map(|(part, judgement)| {
            let (verdict, evidence, reason) = judgement.into_parts();
            JudgedPart { text: part.text.clone(), kind: part.kind, verdict, evidence, reason }
        })
        .collect();
    let (verdict, evidence, reason) = whole.into_parts();
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
    }
}

/// All parts are needed: met if all are, not stated if all are silent, else partly met.
fn combine(parts: &[Judgement]) -> Judgement {
    match parts {
        [] => Judgement::needs_review(Reason::Unclear),
        [one] => one.clone(),
        many => {
            let all = |verdict: Verdict| many.iter().all(|part| part.verdict() == verdict);
            let evidence: Vec<Evidence> =
                many.iter().flat_map(|part| part.evidence().iter().cloned()).take(EVIDENCE_MAX).collect();
            let reason = many
                .iter()
                .min_by_key(|part| part.verdict().points().unwrap_or(101))
                .map_or(Reason::Unclear, |part| part.reason().clone());
            if all(Verdict::NotStated) {
                return Judgement::not_stated(Reason::Silent);
            }
            let verdict = if all(Verdict::Met) {
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
            Judgement::on_evidence(verdict, evidence, reason.clone()).unwrap_or_else(|| Judgement::not_stated(reason))
        }
    }
}

fn part_judgement(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    match part.kind {
        Kind::LanguageLevel => language(part, dossier),
        Kind::ExperienceYears | Kind::Recency => years(part, dossier),
        Kind::Degree => degree(part, dossier),
        Kind::Certificate => certificate(part, dossier),
        Kind::DrivingLicence => driving(part, dossier),
        Kind::Citizenship => citizenship(part, dossier),
        Kind::Permit => permit(part, dossier),
        Kind::Industry => industry(part, dossier),
        Kind::Leadership => leadership(dossier),
        Kind::Location => location(part, dossier),
        Kind::Workload => workload(part, dossier),
        Kind::Role | Kind::Skill => terms(part, dossier),
        Kind::Availability => availability(dossier),
        Kind::Willingness | Kind::Reference | Kind::Clearance | Kind::SoftSkill => literal(part, dossier),
    }
}

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

pub(super) fn decided(verdict: Verdict, evidence: Vec<Evidence>, reason: Reason) -> Judgement {
    Judgement::on_evidence(verdict, evidence, reason.clone()).unwrap_or_else(|| Judgement::not_stated(reason))
}

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

/// Skills and functions: each term on its own, then joined.
fn terms(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let mut judged: Vec<(String, Verdict, Vec<Evidence>, String)> = Vec::new();
    for term in &part.demand.terms {
        let hits = dossier.search(term);
        let best = hits.first().map(|hit| hit.strength);
        let verdict = match best {
            None => Verdict::NotStated,
            Some(Strength::Full) => Verdict::Met,
            Some(Strength::Basic) => Verdict::PartlyMet,
            Some(Strength::Related) => Verdict::PotentiallyMet,
            Some(Strength::Negated) => Verdict::NotMet,
        };
        let shown: Vec<Hit<'_>> = hits.iter().filter(|hit| Some(hit.strength) == best).cloned().collect();
        judged.push((
            term.clone(),
            verdict,
            quotes(&shown),
            shown.first().map(|hit| hit.passage.text.clone()).unwrap_or_default(),
        ));
    }
    join(part, &judged)
}

pub(super) fn join(part: &Part, judged: &[(String, Verdict, Vec<Evidence>, String)]) -> Judgement {
    if judged.is_empty() {
        return Judgement::needs_review(Reason::Unclear);
    }
    let rank = |verdict: Verdict| match verdict {
        Verdict::Met => 4,
        Verdict::PartlyMet => 3,
        Verdict::PotentiallyMet => 2,
        Verdict::NotMet => 1,
        Verdict::NotStated | Verdict::NeedsReview => 0,
    };
    let met: Vec<String> =
        judged.iter().filter(|(_, verdict, ..)| *verdict == Verdict::Met).map(|(term, ..)| term.clone()).collect();
    let missing: Vec<String> = judged
        .iter()
        .filter(|(_, verdict, ..)| matches!(verdict, Verdict::NotStated | Verdict::NotMet))
        .map(|(term, ..)| term.clone())
        .collect();
    let evidence: Vec<Evidence> = judged
        .iter()
        .filter(|(_, verdict, ..)| rank(*verdict) > 1)
        .flat_map(|(_, _, quotes, _)| quotes.iter().cloned())
        .take(EVIDENCE_MAX)
        .collect();
    let all_silent = judged.iter().all(|(_, verdict, ..)| *verdict == Verdict::NotStated);
    if all_silent {
        return Judgement::not_stated(Reason::Silent);
    }
    let best = judged.iter().max_by_key(|(_, verdict, ..)| rank(*verdict)).cloned();
    let Some((term, verdict, best_quotes, found)) = best else { return Judgement::not_stated(Reason::Silent) };
    let single = judged.len() == 1 || part.join == Join::Any;
    let verdict = if single {
        verdict
    } else if missing.is_empty() && judged.iter().all(|(_, verdict, ..)| *verdict == Verdict::Met) {
        Verdict::Met
    } else if rank(verdict) <= 1 {
        Verdict::NotMet
    } else {
        Verdict::PartlyMet
    };
    let reason = match verdict {
        Verdict::NotMet => Reason::Negated { found },
        Verdict::PotentiallyMet => Reason::Related { found, asked: term },
        _ if single && part.join == Join::Any => {
            Reason::Found { terms: if met.is_empty() { vec![term] } else { met }, missing: Vec::new() }
        }
        _ => Reason::Found { terms: if met.is_empty() { vec![term] } else { met }, missing },
    };
    let evidence = if evidence.is_empty() { best_quotes } else { evidence };
    decided(verdict, evidence, reason)
}

fn years(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let asked = part.demand.months_min.unwrap_or(1);
    let mut ranges: Vec<Months> = Vec::new();
    let mut dated: Vec<Hit<'_>> = Vec::new();
    let mut undated: Vec<Hit<'_>> = Vec::new();
    let mut related: Vec<Hit<'_>> = Vec::new();
    let mut negated: Vec<Hit<'_>> = Vec::new();
    let all: Vec<Vec<Hit<'_>>> = if part.demand.terms.is_empty() {
        // "Fünf Jahre Berufserfahrung": every employment counts.
        vec![
            dossier
                .passages
                .iter()
                .filter(|passage| passage.kind == PassageKind::Position)
                .map(|passage| Hit { passage, strength: Strength::Full })
                .collect(),
        ]
    } else {
        part.demand.terms.iter().map(|term| dossier.search(term)).collect()
    };
    for hit in all.into_iter().flatten() {
        match (hit.strength, hit.passage.months) {
            (Strength::Negated, _) => negated.push(hit),
            (Strength::Related, _) => related.push(hit),
            (_, Some(months)) => {
                let months = match part.demand.recent_months {
                    Some(window) => {
                        let from = Month::of(dossier.evaluated_on).plus(-(i32::try_from(window).unwrap_or(0)) + 1);
                        Months { start: months.start.max(from), end: months.end }
                    }
                    None => months,
                };
                ranges.push(months);
                dated.push(hit);
            }
            (_, None) => undated.push(hit),
        }
    }
    let ranges = union(ranges);
    let found = u32::try_from(total(&ranges)).unwrap_or(0);
    if !dated.is_empty() {
        let verdict = if found + 1 >= asked {
            Verdict::Met
        } else if found * 2 >= asked {
            Verdict::PartlyMet
        } else {
            Verdict::NotMet
        };
        let periods = ranges.iter().map(|range| format!("{}/{}", range.start.date(), range.end.date())).collect();
        let year_precision = dated.iter().any(|hit| hit.passage.year_precision);
        // Both figures are shown where the CV is too old to say that a station still goes on.
        let missing =
            Month::of(dossier.evaluated_on).number() - super::open_until(dossier.cv, dossier.evaluated_on).number();
        let open = ranges.last().is_some_and(|last| last.end == super::open_until(dossier.cv, dossier.evaluated_on));
        let if_still_open =
            u32::try_from(missing).ok().filter(|missing| *missing > 0 && open).map(|missing| found + missing);
        return decided(
            verdict,
            quotes(&dated),
            Reason::Months {
                found,
                asked,
                periods,
                year_precision,
                if_still_open,
                workload_percent: workloads(&dated, dossier),
            },
        );
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

/// Printed workloads below full time of the stations behind a count, lowest first.
fn workloads(hits: &[Hit<'_>], dossier: &Dossier<'_>) -> Vec<u8> {
    let of = |hit: &Hit<'_>| dossier.cv.x.entries.get(hit.passage.entry.as_deref()?)?.workload_percent;
    let mut found: Vec<u8> = hits.iter().filter_map(of).filter(|percent| *percent < 100).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn language(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let mut judged = Vec::new();
    for term in &part.demand.terms {
        let wanted = lexicon::language_code(term);
        let spoken = dossier.cv.languages.iter().find(|language| {
            language.language.as_deref().and_then(lexicon::language_code) == wanted && wanted.is_some()
        });
        let Some(spoken) = spoken else {
            judged.push(Judgement::not_stated(Reason::Silent));
            continue;
        };
        let name = spoken.language.clone().unwrap_or_default();
        let asked = part.demand.level.clone().unwrap_or_default();
        let found = spoken.fluency.clone().unwrap_or_default();
        let key = format!("{}/{}", spoken.id, if found.is_empty() { "language" } else { "fluency" });
        let mut evidence = fact(dossier, &key, &format!("{name} {found}"));
        if !fold(&evidence.quote).contains(&fold(&name)) {
            evidence.quote = line_of(dossier, &evidence).unwrap_or(evidence.quote);
        }
        let reason = Reason::Level { language: name, found: found.clone(), asked: asked.clone() };
        let found_rank = lexicon::rank(&found).or_else(|| lexicon::level(&found).and_then(lexicon::rank));
        let verdict = match (found_rank, lexicon::rank(&asked)) {
            (_, None) => Verdict::Met,
            (None, Some(_)) => Verdict::PotentiallyMet,
            (Some(found), Some(asked)) if found >= asked => Verdict::Met,
            // C2 is as high as a demand for a native speaker can be read.
            (Some(found), Some(asked)) if asked == lexicon::CEFR.len() - 1 && found == asked - 1 => Verdict::PartlyMet,
            _ => Verdict::NotMet,
        };
        judged.push(decided(verdict, vec![evidence], reason));
    }
    if part.join == Join::Any {
        return judged
            .into_iter()
            .max_by_key(|judgement| {
                (judgement.verdict().points().unwrap_or(0), judgement.verdict() != Verdict::NotStated)
            })
            .unwrap_or_else(|| Judgement::not_stated(Reason::Silent));
    }
    combine(&judged)
}

/// The whole printed line in which a quote stands.
fn line_of(dossier: &Dossier<'_>, evidence: &Evidence) -> Option<String> {
    let span = evidence.span?;
    let line = dossier.cv.x.text.iter().find(|line| line.span.start <= span.start && span.start < line.span.end)?;
    let text = line.text.replace('\t', " ");
    (text.chars().count() <= 90).then_some(text)
}

fn industry(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let mut hits: Vec<Hit<'_>> = Vec::new();
    for term in &part.demand.terms {
        let Some((_, stems)) = lexicon::industries().iter().find(|(name, _)| name == term) else { continue };
        for passage in &dossier.passages {
            if !matches!(
                passage.kind,
                PassageKind::Employer | PassageKind::Task | PassageKind::Position | PassageKind::Summary
            ) {
                continue;
            }
            let found = stems.iter().find(|stem| {
                passage.folded.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(stem.as_str()))
                    || (stem.contains(' ') || stem.len() >= 8) && passage.folded.contains(stem.as_str())
            });
            if found.is_some() {
                let strength = if passage.kind == PassageKind::Summary || passage.kind == PassageKind::Task {
                    Strength::Basic
                } else {
                    Strength::Full
                };
                hits.push(Hit { passage, strength });
            }
        }
    }
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.strength), hit.passage.kind));
    let Some(best) = hits.first() else { return Judgement::not_stated(Reason::Silent) };
    let verdict = if best.strength == Strength::Full || best.passage.kind == PassageKind::Task && hits.len() > 1 {
        Verdict::Met
    } else {
        Verdict::PartlyMet
    };
    let reason = Reason::Found { terms: vec![best.passage.text.clone()], missing: Vec::new() };
    decided(verdict, quotes(&hits), reason)
}

fn leadership(dossier: &Dossier<'_>) -> Judgement {
    let markers = [
        "leitung eines teams", "teamleit", "leitung von", "fuhrung von", "fuhrung eines", "personalfuhrung",
        "team lead", "leads ", "lead a team", "led a team", "managed a team", "encadrement", "direction d'une equipe",
        "chef d'equipe", "cheffe d'equipe", "head of", "abteilungsleit", "gruppenleit", "bereichsleit",
    ];
    let hits: Vec<Hit<'_>> = dossier
        .passages
        .iter()
        .filter(|passage| matches!(passage.kind, PassageKind::Position | PassageKind::Task))
        .filter(|passage| markers.iter().any(|marker| passage.folded.contains(marker)))
        .map(|passage| Hit { passage, strength: Strength::Full })
        .collect();
    match hits.first() {
        Some(first) => decided(Verdict::Met, quotes(&hits), Reason::Fact { found: first.passage.text.clone() }),
        None => Judgement::not_stated(Reason::Silent),
    }
}

fn location(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let Some(city) = dossier.cv.basics.location.as_ref().and_then(|location| location.city.clone()) else {
        return Judgement::not_stated(Reason::Silent);
    };
    let fits =
        part.demand.terms.iter().any(|term| fold(term).contains(&fold(&city)) || fold(&city).contains(&fold(term)));
    if fits {
        return decided(Verdict::Met, vec![fact(dossier, "basics/location.city", &city)], Reason::Fact { found: city });
    }
    // Whether one town lies in a region is not known to the rules.
    Judgement::needs_review(Reason::Unclear)
}

fn workload(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let (Some(wanted), Some(asked)) = (dossier.cv.x.workload, part.demand.percent) else {
        return Judgement::not_stated(Reason::Silent);
    };
    let found = if wanted.min == wanted.max {
        format!("{} %", wanted.max)
    } else {
        format!("{}–{} %", wanted.min, wanted.max)
    };
    let overlaps = wanted.max >= asked.min && wanted.min <= asked.max;
    decided(
        if overlaps { Verdict::Met } else { Verdict::NotMet },
        vec![fact(dossier, "x-dossier/workload", &found)],
        Reason::Fact { found },
    )
}

fn availability(dossier: &Dossier<'_>) -> Judgement {
    match &dossier.cv.x.availability {
        // A notice period needs a person to set it against the start.
        Some(_) => Judgement::needs_review(Reason::Unclear),
        None => Judgement::not_stated(Reason::Silent),
    }
}

/// Demands that only a printed word answers.
fn literal(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let judged = terms(part, dossier);
    if judged.verdict() == Verdict::NeedsReview { Judgement::not_stated(Reason::Silent) } else { judged }
}
