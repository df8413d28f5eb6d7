//! What a CV shows of each concept: where it is named, for how many months, and when last. Denials and wishes are no skill.

use super::passages::{Dossier, Kind, Passage};
use super::wording::is_denied;
use crate::records::cv::{Cv, SkillFacts};
use crate::time::{Day, Months, PartialDate, total, union};
use crate::understand::concepts::Concept;
use crate::understand::{ConceptKind, Lexicon};
use std::collections::BTreeMap;

/// The skills of a CV by concepts of the lexicon, in the order of their first mention. Open stations count to
/// `evaluated_on`; without it to the date printed on the CV, else they add no months and are named as current.
pub fn skills(cv: &Cv, concepts: &Lexicon, evaluated_on: Option<Day>) -> Vec<SkillFacts> {
    let printed = cv.x.document_date.map(PartialDate::first_day);
    // A day before every station: what is open then has no months.
    let day = evaluated_on.or(printed).unwrap_or(Day::MIN);
    let dossier = Dossier::new(cv, concepts, day);
    let mut order: Vec<&str> = Vec::new();
    let mut found: BTreeMap<&str, Found<'_>> = BTreeMap::new();
    for passage in &dossier.passages {
        for concept in named(passage, concepts) {
            let skill = found.entry(&concept.id).or_insert_with(|| {
                order.push(&concept.id);
                Found { concept, entries: Vec::new(), months: Vec::new() }
            });
            if let Some(entry) = passage.entry.as_ref().filter(|entry| is_station(cv, entry)) {
                if !skill.entries.contains(entry) {
                    skill.entries.push(entry.clone());
                }
                skill.months.extend(passage.months);
            }
        }
    }
    order.into_iter().filter_map(|id| found.remove(id).map(|skill| skill.facts(cv))).collect()
}

struct Found<'l> {
    concept: &'l Concept,
    entries: Vec<String>,
    months: Vec<Months>,
}

impl Found<'_> {
    fn facts(self, cv: &Cv) -> SkillFacts {
        let is_current = |id: &String| cv.x.entries.get(id).and_then(|facts| facts.current) == Some(true);
        let current = self.entries.iter().any(is_current);
        let months = u32::try_from(total(&union(self.months))).unwrap_or(0);
        let end = |id: &String| {
            let work = cv.work.iter().find(|work| &work.id == id).and_then(|work| work.end_date);
            work.or_else(|| cv.projects.iter().find(|project| &project.id == id).and_then(|project| project.end_date))
        };
        SkillFacts {
            concept: self.concept.id.clone(),
            category: self.concept.kind.name().to_owned(),
            name: self.concept.label(cv.x.language.as_deref()).to_owned(),
            months: (months > 0).then_some(months),
            last_use: if current {
                None
            } else {
                self.entries.iter().filter_map(end).max_by_key(|date| date.last_month())
            },
            current,
            entries: self.entries,
        }
    }
}

fn is_station(cv: &Cv, entry: &str) -> bool {
    cv.work.iter().any(|work| work.id == entry) || cv.projects.iter().any(|project| project.id == entry)
}

/// The skills that a passage names.
fn named<'l>(passage: &Passage, concepts: &'l Lexicon) -> Vec<&'l Concept> {
    let is_skill = |concept: &Concept| {
        matches!(concept.kind, ConceptKind::Tool | ConceptKind::Method | ConceptKind::Task | ConceptKind::Topic)
    };
    let whole = concepts.item(&passage.text).filter(|concept| is_skill(concept));
    match passage.kind {
        Kind::Keyword | Kind::SkillList if whole.is_some() => whole.into_iter().collect(),
        Kind::Keyword | Kind::SkillList | Kind::Task | Kind::Position | Kind::Summary => concepts
            .concepts_in(&passage.folded)
            .into_iter()
            .filter(|(concept, start, _)| is_skill(concept) && !is_denied(&passage.folded, *start))
            .map(|(concept, ..)| concept)
            .collect(),
        Kind::Employer | Kind::Education | Kind::Certificate | Kind::Text | Kind::Interest => Vec::new(),
    }
}
