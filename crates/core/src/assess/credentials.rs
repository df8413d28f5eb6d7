//! Verdicts on what a paper proves: degrees, certificates, driving licences, citizenship and permits.

use super::evidence::{Dossier, Hit, Kind as PassageKind, Strength};
use super::judge::{decided, fact, join, quotes};
use crate::records::job::Part;
use crate::records::matching::{DegreeRelation, Evidence, Judgement, Reason, Verdict};
use crate::understand::fold::fold;
use crate::understand::lexicon;

pub(super) fn degree(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let asked = part.demand.degree_level.unwrap_or(4);
    let mut best: Option<(i64, Judgement)> = None;
    for education in &dossier.cv.education {
        let printed = [education.study_type.as_deref(), education.area.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        let Some(found) =
            lexicon::degree(education.study_type.as_deref().unwrap_or(&printed)).or_else(|| lexicon::degree(&printed))
        else {
            continue;
        };
        if found.kind == "further" {
            continue;
        }
        let facts = dossier.cv.x.entries.get(&education.id);
        let in_progress = facts.is_some_and(|facts| facts.in_progress || facts.current == Some(true));
        let field = field_fit(&part.demand.terms, &printed);
        let university = asked >= 6 && part_asks_university(&part.text);
        let same_kind = !university || matches!(found.kind, "university" | "doctorate");
        let (verdict, relation) = if found.level < asked {
            (Verdict::NotMet, DegreeRelation::Lower)
        } else if in_progress {
            (Verdict::PartlyMet, DegreeRelation::InProgress)
        } else {
            match (field, same_kind) {
                (Field::Same, true) => (Verdict::Met, DegreeRelation::Fits),
                (Field::Same, false) if part.demand.or_equivalent => (Verdict::Met, DegreeRelation::OtherKind),
                (Field::Same, false) => (Verdict::PartlyMet, DegreeRelation::OtherKind),
                (Field::Adjacent, _) => (Verdict::PotentiallyMet, DegreeRelation::AdjacentField),
                (Field::Other, _) => (Verdict::NotMet, DegreeRelation::OtherField),
            }
        };
        let rank = verdict.points().unwrap_or(0) * 10 + i64::from(found.level);
        if best.as_ref().is_none_or(|(top, _)| rank > *top) {
            let evidence = fact(dossier, &format!("{}/studyType", education.id), &printed);
            let evidence = Evidence {
                quote: if evidence.quote.len() < printed.len() { printed.clone() } else { evidence.quote.clone() },
                ..evidence
            };
            best = Some((rank, decided(verdict, vec![evidence], Reason::Degree { found: printed, relation })));
        }
    }
    best.map_or_else(|| Judgement::not_stated(Reason::Silent), |(_, judgement)| judgement)
}

fn part_asks_university(text: &str) -> bool {
    let folded = fold(text);
    ["studium", "universit", "hochschul", "bachelor", "master", "degree", "ingenieur", "licence"]
        .iter()
        .any(|word| folded.contains(word))
}

enum Field {
    Same,
    Adjacent,
    Other,
}

/// Fields of study that are close to each other, by stems in three languages.
const ADJACENT: &[&[&str]] = &[
    &["informatik", "informati", "computer", "software", "wirtschaftsinformatik", "data", "it "],
    &[
        "betriebswirtschaft", "wirtschaft", "business", "econom", "gestion", "management", "logistik", "logisti",
        "supply", "finanz", "finance", "comptab", "account", "kaufmann", "kauffrau", "industriekauf",
    ],
    &["elektrotechnik", "electrical", "electroni", "elektronik", "mechatroni", "automat", "system"],
    &["maschinenbau", "mechanical", "mecani", "mechatroni", "polymechan"],
    &["bauingenieur", "genie civil", "civil", "tiefbau", "hochbau", "architektur", "architect", "ouvrages"],
    &["kommunikation", "communication", "journalis", "medien", "media", "marketing", "lettres", "germanisti"],
    &["pflege", "nurs", "soins", "infirmi", "medizin", "medic", "sante", "health"],
    &["design", "graphic", "grafik", "graphis", "gestaltung"],
];

fn field_fit(terms: &[String], printed: &str) -> Field {
    if terms.is_empty() {
        return Field::Same;
    }
    let folded = fold(printed);
    let group = |text: &str| -> Vec<usize> {
        ADJACENT
            .iter()
            .enumerate()
            .filter(|(_, stems)| stems.iter().any(|stem| text.contains(stem)))
            .map(|(at, _)| at)
            .collect()
    };
    let mut adjacent = false;
    for term in terms {
        let term = fold(term);
        let stem: String = term.chars().take(term.chars().count().saturating_sub(2).max(5)).collect();
        if folded.contains(&stem) {
            return Field::Same;
        }
        let other = group(&folded);
        adjacent |= group(&term).iter().any(|known| other.contains(known));
    }
    if adjacent { Field::Adjacent } else { Field::Other }
}

/// Certificates that stand above others of their family.
const LADDERS: &[&[&str]] = &[
    &["ccna", "ccnp", "ccie"],
    &["ctfl", "ctal"],
    &["cpim part 1", "cpim"],
    &["ipma d", "ipma c", "ipma b", "ipma a"],
    &["psm i", "psm ii", "psm iii"],
    &["itil foundation", "itil managing professional", "itil master"],
];

pub(super) fn certificate(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let mut judged: Vec<(String, Verdict, Vec<Evidence>, String)> = Vec::new();
    for term in &part.demand.terms {
        let hits = dossier.search(term);
        let strong: Vec<Hit<'_>> = hits
            .iter()
            .filter(|hit| {
                hit.strength >= Strength::Basic
                    && matches!(
                        hit.passage.kind,
                        PassageKind::Certificate | PassageKind::Education | PassageKind::Text | PassageKind::Summary
                    )
            })
            .cloned()
            .collect();
        let higher = higher_certificate(term, dossier);
        let skill_only: Vec<Hit<'_>> = hits.iter().filter(|hit| hit.strength >= Strength::Basic).cloned().collect();
        let (verdict, shown) = if !strong.is_empty() {
            (Verdict::Met, quotes(&strong))
        } else if let Some(evidence) = higher {
            (Verdict::Met, vec![evidence])
        } else if !skill_only.is_empty() {
            (Verdict::PotentiallyMet, quotes(&skill_only))
        } else {
            (Verdict::NotStated, Vec::new())
        };
        let found = shown.first().map(|evidence| evidence.quote.clone()).unwrap_or_default();
        judged.push((term.clone(), verdict, shown, found));
    }
    join(part, &judged)
}

fn higher_certificate(term: &str, dossier: &Dossier<'_>) -> Option<Evidence> {
    let term = fold(term);
    let ladder = LADDERS.iter().find(|ladder| ladder.contains(&term.as_str()))?;
    let at = ladder.iter().position(|step| *step == term)?;
    dossier
        .passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Certificate)
        .find(|passage| ladder[at..].iter().any(|step| lexicon::contains_words(&passage.folded, step)))
        .map(super::evidence::Passage::evidence)
}

pub(super) fn driving(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let category = part.demand.category.clone().unwrap_or_else(|| "B".into());
    if dossier.cv.x.driving_licence.is_empty() {
        return Judgement::not_stated(Reason::Silent);
    }
    let held = dossier.cv.x.driving_licence.iter().any(|held| {
        *held == category || (category == "B" && matches!(held.as_str(), "BE" | "C" | "CE" | "C1" | "D" | "DE"))
    });
    let found = dossier.cv.x.driving_licence.join(", ");
    let evidence = vec![fact(dossier, "x-dossier/drivingLicence", &found)];
    decided(if held { Verdict::Met } else { Verdict::NotMet }, evidence, Reason::Fact { found })
}

/// Stems of nationalities and country names with their ISO codes, as CVs print them.
const NATIONS: &[(&str, &str)] = &[
    ("schweiz", "CH"),
    ("suisse", "CH"),
    ("swiss", "CH"),
    ("svizzer", "CH"),
    ("deutsch", "DE"),
    ("german", "DE"),
    ("allemand", "DE"),
    ("osterreich", "AT"),
    ("austria", "AT"),
    ("autrich", "AT"),
    ("franzos", "FR"),
    ("french", "FR"),
    ("france", "FR"),
    ("franca", "FR"),
    ("frankreich", "FR"),
    ("italien", "IT"),
    ("italian", "IT"),
    ("spani", "ES"),
    ("spanish", "ES"),
    ("espagn", "ES"),
    ("portug", "PT"),
    ("niederland", "NL"),
    ("dutch", "NL"),
    ("neerland", "NL"),
    ("belg", "BE"),
    ("luxemb", "LU"),
    ("poln", "PL"),
    ("polish", "PL"),
    ("polon", "PL"),
    ("griech", "GR"),
    ("greek", "GR"),
    ("grec", "GR"),
    ("kroat", "HR"),
    ("croat", "HR"),
    ("ungar", "HU"),
    ("hungar", "HU"),
    ("hongr", "HU"),
    ("ruman", "RO"),
    ("romania", "RO"),
    ("roum", "RO"),
    ("bulgar", "BG"),
    ("tschech", "CZ"),
    ("czech", "CZ"),
    ("tchequ", "CZ"),
    ("slowak", "SK"),
    ("slovak", "SK"),
    ("slowen", "SI"),
    ("sloven", "SI"),
    ("dan", "DK"),
    ("swed", "SE"),
    ("schwed", "SE"),
    ("sued", "SE"),
    ("finn", "FI"),
    ("irish", "IE"),
    ("irland", "IE"),
    ("norweg", "NO"),
    ("norveg", "NO"),
    ("island", "IS"),
    ("liechtenstein", "LI"),
    ("lithuan", "LT"),
    ("litau", "LT"),
    ("lett", "LV"),
    ("latvia", "LV"),
    ("estn", "EE"),
    ("eston", "EE"),
    ("malt", "MT"),
    ("zypr", "CY"),
    ("cypr", "CY"),
    ("brit", "GB"),
    ("indi", "IN"),
    ("amerik", "US"),
    ("american", "US"),
    ("turk", "TR"),
    ("serb", "RS"),
    ("ukrain", "UA"),
    ("russ", "RU"),
    ("kosov", "XK"),
    ("bosn", "BA"),
    ("alban", "AL"),
    ("brasil", "BR"),
    ("chines", "CN"),
];
const EU_EFTA: [&str; 31] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "CH", "NO", "IS", "LI",
];

fn nation(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    NATIONS
        .iter()
        .find(|(stem, _)| folded.split(|c: char| !c.is_alphabetic()).any(|word| word.starts_with(stem)))
        .map(|(_, code)| *code)
}

pub(super) fn citizenship(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let Some(printed) = &dossier.cv.x.nationality else { return Judgement::not_stated(Reason::Silent) };
    let evidence = vec![fact(dossier, "x-dossier/nationality", printed)];
    let Some(code) = nation(printed) else { return Judgement::needs_review(Reason::Unclear) };
    let wanted = &part.demand.terms;
    let fits = wanted.is_empty()
        || wanted
            .iter()
            .any(|term| term == code || (matches!(term.as_str(), "EU" | "EFTA") && EU_EFTA.contains(&code)));
    decided(if fits { Verdict::Met } else { Verdict::NotMet }, evidence, Reason::Fact { found: printed.clone() })
}

/// Citizenship of the country, of the EU or EFTA, or a printed permit satisfy a demand for permission to work.
pub(super) fn permit(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let country = part.demand.terms.iter().find(|term| term.len() == 2).map_or("CH", String::as_str);
    if let Some(printed) = &dossier.cv.x.nationality
        && nation(printed).is_some_and(|code| code == country || EU_EFTA.contains(&code))
    {
        return decided(
            Verdict::Met,
            vec![fact(dossier, "x-dossier/nationality", printed)],
            Reason::Fact { found: printed.clone() },
        );
    }
    match &dossier.cv.x.permit {
        Some(printed) => decided(
            Verdict::Met,
            vec![fact(dossier, "x-dossier/permit", printed)],
            Reason::Fact { found: printed.clone() },
        ),
        None => Judgement::not_stated(Reason::Silent),
    }
}
