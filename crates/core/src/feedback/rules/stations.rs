//! Stations: employer, function, tasks and tools that are missing, generic or too long. What stands in the dates is the
//! business of `dates`.

use super::{RECENT_MONTHS, Rules, station_title};
use crate::records::cv::{EntryKind, Work};
use crate::records::feedback::Severity;
use crate::understand::ConceptKind;
use crate::understand::fold::{fold, words};

/// Words of a task from which on it is a paragraph.
const TASK_WORDS_MAX: usize = 50;
/// Months for which the tools of a station are worth a question.
const TOOLS_MONTHS: i32 = 60;
/// Tools among the skills from which on somebody's work is told by its tools.
const TOOLS_MIN: usize = 3;

/// Nouns that say that something was done, and not what; folded.
const EMPTY_NOUNS: &[&str] = &[
    "aufgaben", "aufgabe", "aufgabenbereich", "tatigkeiten", "tatigkeit", "arbeiten", "arbeit", "tagesgeschaft",
    "alltagsgeschaft", "tagesablauf", "mitarbeit", "mithilfe", "unterstutzung", "tasks", "task", "duties", "duty",
    "activities", "responsibilities", "work", "business", "jobs", "taches", "tache", "travaux", "activites",
    "missions", "affaires", "soutien", "aide", "assistance",
];

/// Words that may stand beside them without saying more; folded.
const FILLERS: &[&str] = &[
    "diverse", "diverser", "diversen", "diverses", "div", "verschiedene", "verschiedenen", "verschiedener",
    "verschiedenste", "verschiedensten", "allgemeine", "allgemeinen", "allgemeiner", "allerlei", "sonstige",
    "sonstigen", "ubliche", "ublichen", "anfallende", "anfallenden", "anfallender", "allfallige", "tagliche",
    "taglichen", "weitere", "weiteren", "andere", "anderen", "alle", "aller", "allen", "art", "etc", "usw", "und",
    "in", "im", "am", "an", "bei", "beim", "der", "die", "das", "des", "dem", "den", "fur", "von", "rund", "um",
    "team", "bereich", "betrieb", "buro", "alltag", "firma", "unternehmen", "abteilung", "various", "general", "other",
    "several", "different", "daily", "day-to-day", "miscellaneous", "misc", "usual", "all", "kinds", "kind", "of",
    "and", "the", "office", "department", "company", "as", "needed", "required", "assigned", "divers", "differentes",
    "differents", "generales", "generaux", "courantes", "courants", "quotidiennes", "quotidiens", "autres", "toutes",
    "tous", "sortes", "de", "du", "la", "le", "les", "l", "d", "equipe", "entreprise", "a", "au", "aux", "dans",
    "quotidien",
];

impl Rules<'_> {
    pub(super) fn stations(&mut self) {
        let cv = self.cv;
        if cv.work.is_empty() && cv.projects.is_empty() {
            self.add("work.none", Severity::Critical, "work", &[], Some(1));
        }
        let uses_tools = self.uses_tools();
        for work in &cv.work {
            let title = station_title(work);
            if work.name.is_none() {
                self.add("work.employer_missing", Severity::Warning, &format!("{}/name", work.id), &[&title], Some(1));
            }
            // Service is told by where it was done.
            if work.position.is_none() && self.kind(&work.id) != EntryKind::Service {
                let at = work.name.clone().or_else(|| work.start_date.map(|date| date.to_string())).unwrap_or_default();
                self.add("work.position_missing", Severity::Warning, &format!("{}/position", work.id), &[&at], Some(1));
            }
            if self.is_recent(work, RECENT_MONTHS) {
                self.tasks(work, &title, uses_tools);
            }
        }
    }

    /// What a recent station says of the work.
    fn tasks(&mut self, work: &Work, title: &str, uses_tools: bool) {
        let long = work.highlights.iter().position(|task| task.split_whitespace().count() > TASK_WORDS_MAX);
        if let Some(at) = long {
            self.add("work.task_long", Severity::Hint, &format!("{}/highlights.{at}", work.id), &[title], None);
        }
        // Where assignments are listed apart, the tasks stand there.
        if !self.cv.projects.is_empty() || self.kind(&work.id) != EntryKind::Employment {
            return;
        }
        let field = format!("{}/highlights", work.id);
        if work.highlights.is_empty() && work.summary.is_none() {
            self.add("work.tasks_missing", Severity::Warning, &field, &[title], Some(2));
        } else if work.keywords.is_empty()
            && work.highlights.iter().chain(&work.summary).all(|task| is_empty_talk(task))
        {
            self.add("work.tasks_generic", Severity::Warning, &field, &[title], Some(2));
        } else if uses_tools && self.is_recent(work, TOOLS_MONTHS) && !self.names_craft(work) {
            let field = format!("{}/keywords", work.id);
            self.add("work.technologies_missing", Severity::Hint, &field, &[title], Some(3));
        }
    }

    /// Whether the skills name tools that the lexicon knows.
    fn uses_tools(&self) -> bool {
        let listed = self.cv.skills.iter().flat_map(|group| &group.keywords);
        let tools =
            listed.filter(|skill| self.concepts.item(skill).is_some_and(|known| known.kind == ConceptKind::Tool));
        tools.count() >= TOOLS_MIN
    }

    /// Whether a station names a tool, a method or a task that the lexicon knows.
    fn names_craft(&self, work: &Work) -> bool {
        let is_craft = |kind: ConceptKind| matches!(kind, ConceptKind::Tool | ConceptKind::Method | ConceptKind::Task);
        // Names that are ordinary words too ("Go", "R") count as they are printed.
        let printed = |text: &str| {
            text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'))
                .any(|word| self.concepts.item(word).is_some_and(|known| is_craft(known.kind)))
        };
        let mut texts = work.highlights.iter().chain(&work.keywords).chain(&work.summary).chain(&work.position);
        texts.any(|text| {
            self.concepts.concepts_in(&fold(text)).iter().any(|(known, ..)| is_craft(known.kind)) || printed(text)
        })
    }
}

/// Whether a task says no more than that there was work: every word of it is an empty noun or a filler.
fn is_empty_talk(task: &str) -> bool {
    let folded = fold(task);
    let found = words(&folded);
    let says_nothing = |word: &&str| EMPTY_NOUNS.contains(word) || FILLERS.contains(word);
    found.iter().any(|word| EMPTY_NOUNS.contains(word)) && found.iter().all(says_nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_talk_in_three_languages() {
        for (task, expected) in [
            ("Diverse Aufgaben", true),
            ("Allgemeine Tätigkeiten und Unterstützung im Team.", true),
            ("Various tasks", true),
            ("Day-to-day business, other duties as required", true),
            ("Diverses tâches au quotidien", true),
            ("Diverses tâches", true),
            ("Travaux divers dans l’atelier", false),
            ("Aide à l’équipe", true),
            ("Soutien de l’équipe", true),
            ("Diverse Aufgaben in der Lohnbuchhaltung", false),
            ("Verschiedene", false),
            ("", false),
        ] {
            assert_eq!(is_empty_talk(task), expected, "{task}");
        }
    }
}
