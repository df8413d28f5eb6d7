//! The rules, one module an area. Each looks at the record only and returns findings with what to fill into its
//! sentence; the sentences themselves stand in the message catalogues.

mod certificates;
mod contact;
mod content;
mod dates;
mod education;
mod insurance;
mod languages;
mod names;
mod personal;
mod reading;
mod skills;
mod stations;

pub(crate) use personal::told;

use crate::records::cv::{Cv, Education, EntryKind, Project, Work};
use crate::records::feedback::{Finding, Severity};
use crate::time::{Day, Month};
use crate::understand::Lexicon;
pub(crate) use dates::OVERLAP_MONTHS;

/// Ids of all rules, sorted.
pub const RULE_IDS: [&str; 65] = [
    "certificate.expired", "certificate.no_date", "contact.email_missing", "contact.email_odd",
    "contact.email_several", "contact.label_missing", "contact.location_missing", "contact.name_case",
    "contact.name_differs", "contact.name_missing", "contact.phone_format", "contact.phone_missing",
    "date.education_order", "date.end_unknown", "date.future", "date.gap", "date.gap_now", "date.implausible",
    "date.mixed_precision", "date.old_document", "date.order", "date.order_of_stations", "date.overlap",
    "date.start_missing", "date.year_only", "education.date_missing", "education.degree_missing",
    "education.in_progress", "education.none", "education.school_missing", "language.level_missing",
    "language.level_not_cefr", "language.none", "length.long", "length.short", "personal.availability_missing",
    "personal.children", "personal.civil_status", "personal.health", "personal.nationality_without_permit",
    "personal.referees", "personal.religion", "personal.salary", "personal.sensitive", "personal.social_security",
    "read.deceptive_characters", "read.europass_differs", "read.hidden_text", "read.recognised", "read.unplaced_lines",
    "skills.duplicate", "skills.none", "skills.too_many", "skills.unused", "summary.generic", "summary.long",
    "summary.missing", "summary.short", "work.employer_missing", "work.none", "work.position_missing",
    "work.task_long", "work.tasks_generic", "work.tasks_missing", "work.technologies_missing",
];

/// Months for which a station counts as recent: what was done there is worth a question.
const RECENT_MONTHS: i32 = 120;
/// Skills that a sentence names at the most.
const SHOWN_MAX: usize = 6;

struct Rules<'a> {
    cv: &'a Cv,
    concepts: &'a Lexicon,
    today: Day,
    found: Vec<Finding>,
}

pub(super) fn all(cv: &Cv, concepts: &Lexicon, today: Day) -> Vec<Finding> {
    let mut rules = Rules { cv, concepts, today, found: Vec::new() };
    rules.contact();
    rules.names();
    rules.personal();
    rules.reading();
    rules.summary();
    rules.stations();
    rules.periods();
    rules.schools();
    rules.skills();
    rules.languages();
    rules.certificates();
    rules.found
}

impl Rules<'_> {
    fn add(&mut self, rule: &str, severity: Severity, field: &str, values: &[&str], ask_rank: Option<u8>) {
        debug_assert!(RULE_IDS.contains(&rule), "rule {rule} is not listed");
        self.found.push(Finding {
            rule: rule.to_owned(),
            severity,
            field: field.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            source: self.cv.x.sources.get(field).cloned(),
            ask_rank,
        });
    }

    /// What kind of station an entry is; one of which nothing else is known counts as employment.
    fn kind(&self, id: &str) -> EntryKind {
        self.cv.x.entries.get(id).and_then(|facts| facts.kind).unwrap_or(EntryKind::Employment)
    }

    /// Whether a station goes on or ended less than so many months ago.
    fn is_recent(&self, work: &Work, months: i32) -> bool {
        work.end_date.is_none_or(|end| end.last_month().plus(months) > Month::of(self.today))
    }
}

fn station_title(work: &Work) -> String {
    [work.position.as_deref(), work.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn project_title(project: &Project) -> String {
    project.name.clone().or_else(|| project.entity.clone()).unwrap_or_default()
}

fn school_title(school: &Education) -> String {
    school.institution.clone().or_else(|| school.study_type.clone()).unwrap_or_default()
}
