//! Leading people, and answering for sums.

use super::super::passages::{Dossier, Hit, Kind as PassageKind, Passage, Strength};
use super::super::wording::is_refused;
use super::{decided, quotes, stated};
use crate::records::job::Part;
use crate::records::matching::{Judgement, Measure, Reason, Verdict};
use crate::understand::demand::{is_leadership, money, people, words_in};

/// Words of tasks and functions that show leadership, beside those of demands.
const LEADS: &[&str] = &[
    "teamleit", "team lead", "leads a", "led a", "lead a", "leading a", "head a", "headed", "head of",
    "managed a team", "manage a team", "managing a team", "stellvertret", "deputy", "adjoint de direction",
    "remplacante du chef", "conduite au quotidien", "line management", "abteilungsleit", "gruppenleit", "bereichsleit",
    "stationsleit", "schichtleit", "abteilungsverantwort", "leitung der abteilung", "leitung des", "leitung einer",
    "fachliche fuhrung", "personelle fuhrung", "fuhrung des", "fuhrung der", "chef d'equipe", "cheffe d'equipe",
    "chef de groupe", "cheffe de groupe", "responsable d'equipe", "encadrement", "encadre", "direction d'une equipe",
    "direction de", "conduite d'une equipe", "management d'une equipe", "gestion d'une equipe", "supervision",
    "supervis", "organisation de", "vorgesetzt", "direct reports", "reporting to me", "teamverantwort",
    "direction hierarchique", "hierarchique", "assign work to", "technical lead", "tech lead", "lead developer",
    "teamlead", "responsible for a team", "verantwortlich fur ein team", "conduite de", "lead of a",
];

/// `Leiterin Controlling`, but not who leads projects or sites.
fn is_head(folded: &str) -> bool {
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| {
        (word.ends_with("leiter") || word.ends_with("leiterin"))
            && !["projekt", "bau", "montage", "prufungs"].iter().any(|part| word.contains(part))
    })
}

/// Titles that mean leading people by themselves.
fn is_lead(passage: &Passage) -> bool {
    matches!(passage.kind, PassageKind::Position | PassageKind::Task | PassageKind::Summary | PassageKind::Text)
        && (is_leadership(&passage.folded)
            || words_in(&passage.folded, LEADS)
            || passage.kind == PassageKind::Position && is_head(&passage.folded)
            || passage.folded.contains("conduite") && passage.folded.contains("equipe"))
}

pub(super) fn leadership(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let asked = part.demand.people_min;
    let refused = dossier.clauses.iter().find(|clause| {
        (is_leadership(&clause.folded)
            || words_in(
                &clause.folded,
                &[
                    "responsabilite hierarchique", "personalverantwortung", "fuhrungserfahrung", "line management",
                    "people management",
                ],
            ))
            && is_refused(&clause.folded)
    });
    let leads: Vec<&Passage> =
        dossier.passages.iter().filter(|passage| is_lead(passage) && !is_refused(&passage.folded)).collect();
    // The greatest team that a passage of leadership counts.
    let counted = leads
        .iter()
        .filter_map(|passage| people(&passage.folded).map(|count| (count, *passage)))
        .max_by_key(|(count, _)| *count);
    let hit = |passage: &'_ Passage| passage.evidence();
    match (asked, counted) {
        (Some(asked), Some((found, passage))) => {
            let verdict = if found >= asked {
                Verdict::Met
            } else if found * 2 >= asked {
                Verdict::PartlyMet
            } else {
                Verdict::NotMet
            };
            let reason = Reason::Count { measure: Measure::People, found: u64::from(found), asked: u64::from(asked) };
            decided(verdict, vec![hit(passage)], reason)
        }
        (None, Some((_, passage))) => {
            decided(Verdict::Met, vec![hit(passage)], Reason::Fact { found: passage.text.clone() })
        }
        (_, None) => match (leads.first(), refused) {
            (Some(first), None) => {
                let hits: Vec<Hit<'_>> =
                    leads.iter().map(|passage| Hit { passage, strength: Strength::Full }).collect();
                let verdict = if asked.is_some_and(|asked| asked > 1) { Verdict::PartlyMet } else { Verdict::Met };
                decided(verdict, quotes(&hits), Reason::Fact { found: first.text.clone() })
            }
            (_, Some(clause)) => stated(Verdict::NotMet, clause),
            (None, None) => Judgement::not_stated(Reason::Silent),
        },
    }
}

/// Passages of leading so many people; a title that leads by itself counts in part.
pub(super) fn led<'d>(asked: u32, dossier: &'d Dossier<'_>) -> Vec<Hit<'d>> {
    dossier
        .passages
        .iter()
        .filter(|passage| is_lead(passage) && !is_refused(&passage.folded))
        .filter_map(|passage| match people(&passage.folded) {
            Some(count) if count >= asked => Some(Hit { passage, strength: Strength::Full }),
            Some(_) => None,
            None => Some(Hit { passage, strength: Strength::Basic }),
        })
        .collect()
}

/// Budgets and volumes: the greatest sum beside words of responsibility.
pub(super) fn budget(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let Some(asked) = part.demand.amount_min else { return Judgement::not_stated(Reason::Silent) };
    let about = |passage: &Passage| {
        matches!(passage.kind, PassageKind::Position | PassageKind::Task | PassageKind::Summary | PassageKind::Text)
            && (passage.folded.contains("budget")
                || words_in(
                    &passage.folded,
                    &[
                        "projekt", "project", "projet", "kosten", "cost", "cout", "volumen", "volume", "capex",
                        "verantwort", "responsib", "chantier", "umsatz", "revenue", "charges", "auftrag", "worth",
                    ],
                ))
            && !is_refused(&passage.folded)
    };
    let found = dossier
        .passages
        .iter()
        .filter(|passage| about(passage))
        .filter_map(|passage| money(&passage.text).map(|sum| (sum, passage)))
        .max_by_key(|(sum, _)| *sum);
    match found {
        Some((sum, passage)) => {
            let verdict = if sum >= asked {
                Verdict::Met
            } else if sum * 2 >= asked {
                Verdict::PartlyMet
            } else {
                Verdict::NotMet
            };
            let reason = Reason::Count { measure: Measure::Money, found: sum, asked };
            decided(verdict, vec![passage.evidence()], reason)
        }
        None => {
            let hits = dossier.search("Budgetverantwortung");
            match hits.first().filter(|hit| hit.strength >= Strength::Basic) {
                Some(hit) => {
                    decided(Verdict::PartlyMet, quotes(&hits), Reason::Fact { found: hit.passage.text.clone() })
                }
                None => Judgement::not_stated(Reason::Silent),
            }
        }
    }
}
