//! Degrees and certificates.

use super::super::passages::{Clause, Dossier, Hit, Kind as PassageKind, Passage, Strength};
use super::super::wording::is_refused;
use super::skills::{Found, join};
use super::{decided, quotes};
use crate::records::job::Part;
use crate::records::matching::{DegreeRelation, Evidence, Judgement, Reason, Verdict};
use crate::time::Month;
use crate::understand::ConceptKind;
use crate::understand::demand::{certificate_rungs, words_in};
use crate::understand::fold::{fold, tokens};
use crate::understand::glossary;
use crate::understand::lexicon;
use regex::Regex;
use std::sync::LazyLock;

/// Words of studies that were not finished.
const GIVEN_UP: &[&str] = &[
    "abgebrochen", "interromp", "interrupted", "ohne abschluss", "without degree", "without completing",
    "not completed", "non achev", "sans diplome", "nicht abgeschlossen",
];
/// Words of studies that go on.
const GOES_ON: &[&str] = &[
    "lauft", "laufend", "in ausbildung", "im gange", "berufsbegleitend seit", "en cours", "in progress", "ongoing",
    "expected", "voraussichtlich", "prufung", "examen en", "examens en", "exam in", "vorbereitungskurs",
    "en preparation", "preparation", "angemeldet", "derzeit", "currently", "noch nicht abgeschlossen",
    "abschluss geplant", "actuellement", "prevu", "studying for", "preparing for", "in vorbereitung", "prepare le",
    "exam booked",
];

const EXPIRED: &[&str] = &["expired", "abgelaufen", "expire", "perime", "nicht mehr gultig", "no longer valid"];

static VALID_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:gültig bis|valid until|valable jusqu['’](?:au|en|à)|expires?|ablauf(?:datum)?|expiry)\s*:?\s*(?:on\s+|am\s+|le\s+)?(.{4,20})")
        .expect("well-formed")
});

/// Whether the CV prints that a paper no longer holds on the day.
fn is_expired(passage: &Passage, dossier: &Dossier<'_>) -> bool {
    let text = format!("{} {}", passage.text, line_around(dossier, &passage.evidence()));
    let until = VALID_UNTIL.captures(&text).and_then(|hit| crate::understand::dates_in(&hit[1]).into_iter().next());
    words_in(&fold(&text), EXPIRED) || until.is_some_and(|date| date.last_month() < Month::of(dossier.evaluated_on))
}

/// Stems of occupations that nobody may exercise without their title.
const REGULATED: &[&str] = &[
    "pflegefach",
    "infirmi",
    "registered nurse",
    "hebamme",
    "sage-femme",
    "midwife",
    "arzt",
    "arztin",
    "medecin",
    "physician",
    "apothek",
    "pharmacien",
    "pharmacist",
    "physiotherap",
    "ergotherap",
    "zahnarzt",
    "dentist",
    "psychotherap",
    "biomedizinische",
    "elektroinstallations- und sicherheitsexpert",
    "rechtsanwalt",
    "avocat",
    "notar",
    "lehrdiplom",
];

/// A title that the CV shows: its text, and where.
struct Title {
    text: String,
    evidence: Evidence,
    in_progress: bool,
}

/// Entries of education; certificates and functions that name a degree.
fn titles(dossier: &Dossier<'_>) -> Vec<Title> {
    let mut out = Vec::new();
    for education in &dossier.cv.education {
        let printed = [education.study_type.as_deref(), education.area.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        if printed.is_empty() {
            continue;
        }
        let evidence = super::fact(dossier, &format!("{}/studyType", education.id), &printed);
        let line = line_around(dossier, &evidence);
        let folded = fold(&format!("{printed} {line}"));
        if words_in(&folded, GIVEN_UP) {
            continue;
        }
        let facts = dossier.cv.x.entries.get(&education.id);
        let in_progress =
            facts.is_some_and(|facts| facts.in_progress || facts.current == Some(true)) || words_in(&folded, GOES_ON);
        // The printed line, where it is short; never the two fields joined, which the CV may not print so.
        let whole = line_around(dossier, &evidence).replace('\t', " ");
        let quote = if whole.is_empty() || whole.chars().count() > 110 { evidence.quote.clone() } else { whole };
        out.push(Title { text: printed, evidence: Evidence { quote, ..evidence }, in_progress });
    }
    for passage in &dossier.passages {
        let names_one = match passage.kind {
            PassageKind::Certificate => true,
            // "Dipl. Pflegefachfrau HF" as headline or function is a protected title.
            PassageKind::Position | PassageKind::Summary => {
                passage.text.chars().count() < 90 && words_in(&passage.folded, &["dipl", "eidg", "brevet"])
            }
            _ => false,
        };
        if names_one && lexicon::degree(&passage.text).is_some() && !words_in(&passage.folded, GIVEN_UP) {
            let in_progress = words_in(&passage.folded, GOES_ON);
            out.push(Title { text: passage.text.clone(), evidence: passage.evidence(), in_progress });
        }
    }
    out
}

/// The printed line of a quote.
fn line_around(dossier: &Dossier<'_>, evidence: &Evidence) -> String {
    let Some(span) = evidence.span else { return String::new() };
    let line = dossier.cv.x.text.iter().find(|line| line.span.start <= span.start && span.start < line.span.end);
    line.map(|line| line.text.clone()).unwrap_or_default()
}

pub(super) fn degree(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let asked = part.demand.degree_level.unwrap_or(4);
    let folded = fold(&part.text);
    let accepts_further = words_in(&folded, &["nachdiplom", "weiterbildung", "formation continue", "lehrgang"])
        || ["cas", "das", "mas"].iter().any(|word| lexicon::contains_words(&folded, word));
    let regulated = words_in(&folded, REGULATED);
    let accepts_equal = words_in(&folded, &["gleichwertig", "aquivalent", "equivalent"]);
    let mut best: Option<(i64, Judgement)> = None;
    for title in titles(dossier) {
        let Some(found) = lexicon::degree(&title.text) else { continue };
        if found.kind == "further" && !accepts_further
            || found.kind == "school" && asked >= 4 && !part.demand.terms.is_empty()
        {
            continue;
        }
        let line = line_around(dossier, &title.evidence);
        let shown = if line.chars().count() < 160 { format!("{} {line}", title.text) } else { title.text.clone() };
        let field = field_fit(&part.demand.terms, &shown, dossier);
        // A vocational demand names an occupation: another one is another field, however high.
        let university = asked >= 6 && asks_university(&folded);
        let higher = matches!(found.kind, "university" | "doctorate");
        let same_kind = !university
            || higher
            || folded.contains("hf") && found.kind == "higher-vocational"
            || asks_vocational(&folded);
        let (verdict, relation) = if found.level < asked {
            (Verdict::NotMet, DegreeRelation::Lower)
        } else if title.in_progress {
            match field {
                Field::Other => (Verdict::NotMet, DegreeRelation::OtherField),
                _ if !same_kind => (Verdict::NotMet, DegreeRelation::OtherKind),
                _ => (Verdict::PartlyMet, DegreeRelation::InProgress),
            }
        } else {
            match (field, same_kind) {
                (Field::Same, true) => (Verdict::Met, DegreeRelation::Fits),

                // "Gleichwertig" speaks of the kind of degree, "vergleichbar" of its field.
                (Field::Same, false) if accepts_equal => (Verdict::Met, DegreeRelation::OtherKind),
                (Field::Same, false) => (Verdict::PartlyMet, DegreeRelation::OtherKind),
                // A regulated occupation needs its own title or its recognition.
                (Field::Adjacent, _) if regulated => (Verdict::NotMet, DegreeRelation::OtherField),
                (Field::Adjacent, _) => (Verdict::PotentiallyMet, DegreeRelation::AdjacentField),
                (Field::Other, _) => (Verdict::NotMet, DegreeRelation::OtherField),
            }
        };
        let rank = verdict.points().unwrap_or(0) * 10 + i64::from(found.level);
        if best.as_ref().is_none_or(|(top, _)| rank > *top) {
            best = Some((rank, decided(verdict, vec![title.evidence], Reason::Degree { found: title.text, relation })));
        }
    }
    let by_title = best.map_or_else(|| Judgement::not_stated(Reason::Silent), |(_, judgement)| judgement);
    if by_title.verdict() == Verdict::Met {
        return by_title;
    }
    // A certificate among the alternatives, such as "Fachausweis, ACCA or equivalent".
    let by_name = part
        .demand
        .terms
        .iter()
        .filter(|term| dossier.concepts.item(term).is_some_and(|concept| concept.kind == ConceptKind::Credential))
        .map(|term| by_name(term, dossier))
        .find(|found| found.verdict == Verdict::Met);
    if let Some(found) = by_name {
        let reason = Reason::Found { terms: vec![found.term], missing: Vec::new() };
        return decided(Verdict::Met, found.evidence, reason);
    }
    let held = rungs(&folded, dossier);
    match held {
        Some(judgement) if judgement.verdict().points() > by_title.verdict().points() => judgement,
        _ => by_title,
    }
}

fn asks_university(folded: &str) -> bool {
    ["studium", "universit", "hochschul", "bachelor", "master", "degree", "ingenieur", "licence", "hes", "fh "]
        .iter()
        .any(|word| folded.contains(word))
}

fn asks_vocational(folded: &str) -> bool {
    words_in(folded, &["hf", "es", "fachausweis", "brevet", "hohere fachschule", "techniker", "meister", "eidg"])
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Same,
    Adjacent,
    Other,
}

/// Fields of study that are close to each other, by stems in three languages.
const ADJACENT: &[&[&str]] = &[
    &["informatik", "informati", "comput", "software", "data", "mathemati", "tic", "ict", "edv"],
    &[
        "betriebswirtschaft", "betriebsokonom", "wirtschaft", "business", "econom", "gestion d'entreprise",
        "management", "kaufmann", "kauffrau", "commerce", "marketing",
    ],
    &[
        "finanz", "finance", "comptab", "account", "rechnungswesen", "treuhand", "controlling", "betriebswirtschaft",
        "betriebsokonom", "business", "econom", "commerce",
    ],
    &["elektro", "electri", "electro", "mechatroni", "automat", "automaticien"],
    &[
        "maschinenbau", "mechanical", "mecani", "mechatroni", "polymechan", "verfahren", "process engineering",
        "chemical engineering", "genie chimique", "apparatebau", "konstrukt",
    ],
    &["bauingenieur", "genie civil", "civil", "tiefbau", "hochbau", "architekt", "architect", "bauleit", "bautechnik"],
    &["kommunikation", "communication", "journalis", "medien", "media", "marketing", "germanisti"],
    &["pflege", "nurs", "soins", "infirmi", "gesundheit", "sante", "health"],
    &["chemi", "chimi", "pharma", "biolog", "biochem", "labor", "biomed", "biotech", "life science"],
    &["informati", "comput", "elektro", "electri", "electro", "automati"],
    &["design", "graphic", "grafik", "graphis", "gestaltung"],
    &["personal", "human resource", "ressources humaines", "hr", "rh"],
    &["logisti", "supply chain", "einkauf", "transport", "spedition", "achats", "procurement"],
];

fn groups(folded: &str) -> Vec<usize> {
    ADJACENT
        .iter()
        .enumerate()
        .filter(|(_, stems)| {
            stems
                .iter()
                .any(|stem| if stem.len() < 4 { lexicon::contains_words(folded, stem) } else { folded.contains(stem) })
        })
        .map(|(at, _)| at)
        .collect()
}

fn field_fit(terms: &[String], printed: &str, dossier: &Dossier<'_>) -> Field {
    if terms.is_empty() {
        return Field::Same;
    }
    let folded = fold(printed);
    let row = tokens(&folded);
    let words: Vec<String> = row.iter().map(|word| glossary::stem(word, dossier.language())).collect();
    let concepts: Vec<usize> = dossier.concepts.numbers_in(&folded).into_iter().map(|(number, ..)| number).collect();
    let related = |a: usize, b: usize| {
        a == b || dossier.concepts.broader(a).contains(&b) || dossier.concepts.broader(b).contains(&a)
    };
    let mut adjacent = false;
    let trade = |stems: &[&str]| stems.iter().any(|stem| folded.contains(stem));
    for term in terms {
        // "kaufmännische oder technische Grundbildung" names a kind of trade.
        let kind = fold(term);
        if kind.starts_with("kaufmann")
            && trade(&[
                "kaufmann", "kauffrau", "commerc", "einkauf", "business", "betriebs", "handel", "econom",
                "employe de commerce", "buro", "comptab", "account", "verwaltung",
            ])
            || ["technisch", "technical", "technique"].iter().any(|stem| kind.starts_with(stem))
                && trade(&[
                    "techni", "ingenieur", "engineer", "mechani", "elektr", "electr", "informati", "chemi", "monteur",
                    "zeichner", "konstrukt", "automat", "logisti", "genie", "process", "bau",
                ])
        {
            return Field::Same;
        }
        let term_folded = fold(term);
        let wanted: Vec<usize> =
            dossier.concepts.numbers_in(&term_folded).into_iter().map(|(number, ..)| number).collect();
        if wanted.iter().any(|a| concepts.iter().any(|b| related(*a, *b))) {
            return Field::Same;
        }
        let asked: Vec<&str> = tokens(&term_folded).into_iter().filter(|word| word.len() > 3).collect();
        let stems: Vec<String> = asked.iter().map(|word| glossary::stem(word, dossier.asked_in())).collect();
        let shares = |stem: &String| {
            words.iter().any(|word| {
                word == stem
                    || stem.len() >= 5
                        && (word.starts_with(stem.as_str())
                            || word.ends_with(stem.as_str())
                            || stem.starts_with(word.as_str()) && word.len() >= 6)
            })
        };
        if !stems.is_empty() && stems.iter().filter(|stem| shares(stem)).count() * 2 >= stems.len() {
            return Field::Same;
        }
        let meanings = glossary::meanings(&asked, dossier.asked_in());
        let found = glossary::meanings(&row, dossier.language());
        if meanings.iter().any(|meaning| found.iter().any(|other| other.number == meaning.number)) {
            return Field::Same;
        }
        let near = groups(&folded);
        let shared = groups(&term_folded).iter().any(|known| near.contains(known));
        // "im Bereich ICT" is met by any trade of the field.
        let broad =
            ["informatik", "tic", "ict", "edv", "computer science", "informatique", "comptabilite", "rechnungswesen"]
                .contains(&term_folded.as_str())
                || term_folded.starts_with("informati");
        if shared && broad && near.contains(&0) {
            return Field::Same;
        }
        adjacent |= shared;
    }
    if adjacent { Field::Adjacent } else { Field::Other }
}

/// What the CV holds of the certificate families that a demand names.
fn rungs(demand: &str, dossier: &Dossier<'_>) -> Option<Judgement> {
    let asked = certificate_rungs(demand);
    if asked.is_empty() {
        return None;
    }
    let mut best: Option<Judgement> = None;
    let mut consider = |judgement: Judgement| {
        if best.as_ref().is_none_or(|known| rank(judgement.verdict()) > rank(known.verdict())) {
            best = Some(judgement);
        }
    };
    for passage in dossier.passages.iter().filter(|passage| holds_titles(passage)) {
        for (family, rung) in certificate_rungs(&passage.folded) {
            let Some((_, wanted)) = asked.iter().filter(|(of, _)| *of == family).min_by_key(|(_, rung)| *rung) else {
                continue;
            };
            let goes_on = words_in(&passage.folded, GOES_ON)
                || words_in(&fold(&line_around(dossier, &passage.evidence())), GOES_ON);
            let reason = Reason::Fact { found: passage.text.clone() };
            let expired = is_expired(passage, dossier);
            let verdict = match (rung >= *wanted && !expired, goes_on) {
                (true, false) => Verdict::Met,
                (true, true) => Verdict::PartlyMet,
                (false, _) => Verdict::NotMet,
            };
            consider(decided(verdict, vec![passage.evidence()], reason));
        }
    }
    best
}

fn rank(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::NotStated => -1,
        verdict => verdict.points().unwrap_or(-1),
    }
}

fn holds_titles(passage: &Passage) -> bool {
    matches!(
        passage.kind,
        PassageKind::Certificate
            | PassageKind::Education
            | PassageKind::Text
            | PassageKind::Summary
            | PassageKind::SkillList
    )
}

pub(super) fn certificate(part: &Part, dossier: &Dossier<'_>) -> Judgement {
    let on_ladder = rungs(&fold(&part.text), dossier);
    // A rung below the one asked for is the answer, whatever else has a like name.
    if let Some(found) = on_ladder.as_ref().filter(|found| found.verdict() == Verdict::NotMet) {
        let named_otherwise =
            part.demand.terms.iter().filter(|term| certificate_rungs(&fold(term)).is_empty()).all(|term| {
                dossier.search(term).iter().all(|hit| {
                    hit.passage.text
                        == found.evidence().first().map(|evidence| evidence.quote.clone()).unwrap_or_default()
                        || !holds_titles(hit.passage)
                })
            });
        if named_otherwise {
            return found.clone();
        }
    }
    let judged: Vec<Found> = part
        .demand
        .terms
        .iter()
        .filter(|term| certificate_rungs(&fold(term)).is_empty())
        .map(|term| by_name(term, dossier))
        .collect();
    let named = if judged.is_empty() { None } else { Some(join(part, &judged)) };
    let mut found: Vec<Judgement> = on_ladder.into_iter().chain(named).collect();
    found.sort_by_key(|judgement| -rank(judgement.verdict()));
    found.into_iter().next().unwrap_or_else(|| Judgement::not_stated(Reason::Silent))
}

/// Whether a product named there is named as a title: a list of skills proves no certificate.
fn proves(passage: &Passage) -> bool {
    let named = words_in(&passage.folded, &["zertifi", "certif", "diplom", "prufung", "exam", "brevet", "fachausweis"]);
    match passage.kind {
        PassageKind::Certificate | PassageKind::Education | PassageKind::Text => true,
        PassageKind::Summary | PassageKind::SkillList => named || !certificate_rungs(&passage.folded).is_empty(),
        _ => false,
    }
}

fn by_name(term: &str, dossier: &Dossier<'_>) -> Found {
    let hits = dossier.search(term);
    let goes_on = |hit: &Hit<'_>| {
        words_in(&hit.passage.folded, GOES_ON)
            || words_in(&fold(&line_around(dossier, &hit.passage.evidence())), GOES_ON)
    };
    let papers: Vec<Hit<'_>> =
        hits.iter().filter(|hit| hit.strength >= Strength::Basic && proves(hit.passage)).cloned().collect();
    let finished: Vec<Hit<'_>> = papers.iter().filter(|hit| !goes_on(hit)).cloned().collect();
    let expired: Vec<Hit<'_>> = papers.iter().filter(|hit| is_expired(hit.passage, dossier)).cloned().collect();
    let elsewhere: Vec<Hit<'_>> = hits.iter().filter(|hit| hit.strength >= Strength::Basic).cloned().collect();
    let refused: Option<&Clause> = dossier
        .clauses
        .iter()
        .find(|clause| is_refused(&clause.folded) && lexicon::contains_words(&clause.folded, &fold(term)));
    let (verdict, evidence) = if let Some(clause) = refused {
        (Verdict::NotMet, vec![clause.evidence()])
    } else if !expired.is_empty() && expired.len() == papers.len() {
        (Verdict::NotMet, quotes(&expired))
    } else if !finished.is_empty() {
        (Verdict::Met, quotes(&finished))
    } else if !papers.is_empty() {
        (Verdict::PartlyMet, quotes(&papers))
    } else if !elsewhere.is_empty() {
        (Verdict::PotentiallyMet, quotes(&elsewhere))
    } else {
        (Verdict::NotStated, Vec::new())
    };
    let shown = evidence.first().map(|evidence| evidence.quote.clone()).unwrap_or_default();
    Found { term: term.to_owned(), verdict, evidence, shown }
}
