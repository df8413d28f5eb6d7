//! The rules. Each looks at the record only and returns findings with what to fill into its sentence.

use crate::assess::{DOCUMENT_OLD_MONTHS, gaps, station_months};
use crate::records::cv::{Cv, EntryKind, Work};
use crate::records::feedback::{Finding, Severity};
use crate::time::{Day, Month};
use crate::understand::Lexicon;
use crate::understand::fold::fold;
use crate::understand::lexicon;

/// Ids of all rules, sorted.
pub const RULE_IDS: [&str; 34] = [
    "certificate.no_date", "contact.email_missing", "contact.location_missing", "contact.name_missing",
    "contact.phone_missing", "date.end_unknown", "date.future", "date.gap", "date.old_document", "date.order",
    "date.overlap", "date.start_missing", "date.year_only", "education.degree_missing", "education.in_progress",
    "education.none", "education.school_missing", "language.level_missing", "language.none", "length.long",
    "personal.availability_missing", "personal.sensitive", "read.deceptive_characters", "read.europass_differs",
    "read.hidden_text", "read.recognised", "read.unplaced_lines", "skills.none", "skills.unused", "summary.generic",
    "summary.missing", "work.employer_missing", "work.none", "work.tasks_missing",
];

/// Words of a CV from which on it counts as long.
const WORDS_MAX: usize = 2_200;
/// Unused skills that are named at the most.
const UNUSED_MAX: usize = 6;

struct Rules<'a> {
    cv: &'a Cv,
    concepts: &'a Lexicon,
    today: Day,
    found: Vec<Finding>,
}

pub(super) fn all(cv: &Cv, concepts: &Lexicon, today: Day) -> Vec<Finding> {
    let mut rules = Rules { cv, concepts, today, found: Vec::new() };
    rules.contact();
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

    fn contact(&mut self) {
        let basics = &self.cv.basics;
        if basics.name.is_none() {
            self.add("contact.name_missing", Severity::Critical, "basics/name", &[], Some(1));
        }
        if basics.email.is_none() {
            self.add("contact.email_missing", Severity::Warning, "basics/email", &[], Some(2));
        }
        if basics.phone.is_none() {
            self.add("contact.phone_missing", Severity::Hint, "basics/phone", &[], Some(3));
        }
        if basics.location.as_ref().and_then(|location| location.city.as_ref()).is_none() {
            self.add("contact.location_missing", Severity::Hint, "basics/location.city", &[], Some(3));
        }
        if self.cv.x.availability.is_none() {
            self.add("personal.availability_missing", Severity::Hint, "x-dossier/availability", &[], Some(2));
        }
        if self.cv.x.birth_date.is_some() || self.cv.x.rate.is_some() {
            self.add("personal.sensitive", Severity::Hint, "x-dossier/birthDate", &[], None);
        }
    }

    fn reading(&mut self) {
        for finding in &self.cv.x.findings.clone() {
            let count = finding.count.to_string();
            match finding.code.as_str() {
                "read.hidden_text" => {
                    self.add("read.hidden_text", Severity::Critical, "x-dossier/text", &[&count], Some(1));
                }
                "read.deceptive_characters" => {
                    self.add("read.deceptive_characters", Severity::Warning, "x-dossier/text", &[&count], None);
                }
                "read.europass_differs" => {
                    self.add("read.europass_differs", Severity::Critical, "x-dossier/text", &[], Some(1));
                }
                "read.ocr" => self.add("read.recognised", Severity::Warning, "x-dossier/text", &[&count], None),
                "understand.unplaced_lines" => {
                    self.add("read.unplaced_lines", Severity::Hint, "x-dossier/text", &[&count], None);
                }
                _ => {}
            }
        }
        if let Some(date) = self.cv.x.document_date
            && date.last_month().plus(DOCUMENT_OLD_MONTHS) < Month::of(self.today)
        {
            self.add("date.old_document", Severity::Warning, "x-dossier/documentDate", &[&date.to_string()], Some(1));
        }
        let words: usize = self.cv.x.text.iter().map(|line| line.text.split_whitespace().count()).sum();
        if words > WORDS_MAX {
            self.add("length.long", Severity::Hint, "x-dossier/text", &[&words.to_string()], None);
        }
    }

    fn summary(&mut self) {
        let Some(summary) = &self.cv.basics.summary else {
            self.add("summary.missing", Severity::Hint, "basics/summary", &[], Some(3));
            return;
        };
        let folded = fold(summary);
        let phrases = [
            "teamfahig", "teamplayer", "belastbar", "flexibel", "motiviert", "zuverlassig", "kommunikativ",
            "hard working", "hard-working", "team player", "passionate", "results-driven", "dynamic", "dynamique",
            "motive", "rigoureux", "polyvalent", "esprit d'equipe", "self-starter",
        ];
        let generic = phrases.iter().filter(|phrase| folded.contains(*phrase)).count();
        if generic >= 2 {
            self.add("summary.generic", Severity::Hint, "basics/summary", &[], Some(3));
        }
    }

    fn stations(&mut self) {
        if self.cv.work.is_empty() && self.cv.projects.is_empty() {
            self.add("work.none", Severity::Critical, "work", &[], Some(1));
        }
        for work in &self.cv.work.clone() {
            let title = station_title(work);
            if work.name.is_none() {
                self.add("work.employer_missing", Severity::Warning, &format!("{}/name", work.id), &[&title], Some(1));
            }
            let has_projects = !self.cv.projects.is_empty();
            let recent = work.end_date.is_none_or(|end| end.last_month().plus(120) > Month::of(self.today));
            if work.highlights.is_empty()
                && work.summary.is_none()
                && recent
                && !has_projects
                && self.kind(&work.id) == EntryKind::Employment
            {
                self.add(
                    "work.tasks_missing",
                    Severity::Warning,
                    &format!("{}/highlights", work.id),
                    &[&title],
                    Some(2),
                );
            }
        }
    }

    fn kind(&self, id: &str) -> EntryKind {
        self.cv.x.entries.get(id).and_then(|facts| facts.kind).unwrap_or(EntryKind::Employment)
    }

    fn periods(&mut self) {
        let now = Month::of(self.today);
        let mut year_only = 0;
        for work in &self.cv.work.clone() {
            let title = station_title(work);
            let Some(start) = work.start_date else {
                self.add(
                    "date.start_missing",
                    Severity::Critical,
                    &format!("{}/startDate", work.id),
                    &[&title],
                    Some(1),
                );
                continue;
            };
            year_only += usize::from(start.is_year_only());
            let unknown = work.end_date.is_none()
                && self.cv.x.entries.get(&work.id).and_then(|facts| facts.current) == Some(false);
            if unknown {
                self.add("date.end_unknown", Severity::Warning, &format!("{}/endDate", work.id), &[&title], Some(1));
            }
            if start.first_month() > now {
                self.add(
                    "date.future",
                    Severity::Warning,
                    &format!("{}/startDate", work.id),
                    &[&title, &start.to_string()],
                    Some(1),
                );
            }
            if let Some(end) = work.end_date {
                if end.last_month() < start.first_month() {
                    self.add("date.order", Severity::Critical, &format!("{}/endDate", work.id), &[&title], Some(1));
                }
                if end.first_month() > now {
                    self.add(
                        "date.future",
                        Severity::Warning,
                        &format!("{}/endDate", work.id),
                        &[&title, &end.to_string()],
                        Some(2),
                    );
                }
            }
        }
        if year_only > 0 {
            self.add("date.year_only", Severity::Hint, "work", &[&year_only.to_string()], Some(2));
        }
        for (start, end) in gaps(self.cv, self.today) {
            self.add(
                "date.gap",
                Severity::Warning,
                "work",
                &[&start.date().to_string(), &end.date().to_string()],
                Some(1),
            );
        }
        self.overlaps();
    }

    fn overlaps(&mut self) {
        let ranges: Vec<(String, crate::time::Months)> = self
            .cv
            .work
            .iter()
            .filter_map(|work| {
                station_months(self.cv, &work.id, work.start_date, work.end_date, self.today)
                    .map(|months| (station_title(work), months))
            })
            .collect();
        for (at, (title, months)) in ranges.iter().enumerate() {
            for (other_title, other) in &ranges[at + 1..] {
                let shared =
                    months.end.number().min(other.end.number()) - months.start.number().max(other.start.number()) + 1;
                if shared > 3 {
                    self.add("date.overlap", Severity::Hint, "work", &[title, other_title], Some(3));
                }
            }
        }
    }

    fn schools(&mut self) {
        if self.cv.education.is_empty() {
            self.add("education.none", Severity::Hint, "education", &[], Some(2));
        }
        for school in &self.cv.education.clone() {
            let name = school.institution.clone().or_else(|| school.study_type.clone()).unwrap_or_default();
            if school.study_type.is_none() && school.area.is_none() {
                self.add(
                    "education.degree_missing",
                    Severity::Hint,
                    &format!("{}/studyType", school.id),
                    &[&name],
                    Some(2),
                );
            }
            if school.institution.is_none() {
                self.add(
                    "education.school_missing",
                    Severity::Hint,
                    &format!("{}/institution", school.id),
                    &[&name],
                    Some(3),
                );
            }
            if self.cv.x.entries.get(&school.id).is_some_and(|facts| facts.in_progress || facts.current == Some(true)) {
                self.add("education.in_progress", Severity::Hint, &format!("{}/endDate", school.id), &[&name], Some(2));
            }
        }
    }

    fn skills(&mut self) {
        if self.cv.skills.is_empty() {
            self.add("skills.none", Severity::Warning, "skills", &[], Some(2));
            return;
        }
        let mut used = String::new();
        for work in &self.cv.work {
            for text in work.highlights.iter().chain(&work.keywords).chain(&work.summary).chain(&work.position) {
                used.push_str(&fold(text));
                used.push('\n');
            }
        }
        for project in &self.cv.projects {
            for text in
                project.highlights.iter().chain(&project.keywords).chain(&project.description).chain(&project.name)
            {
                used.push_str(&fold(text));
                used.push('\n');
            }
        }
        if used.is_empty() {
            return;
        }
        let unused: Vec<String> = self
            .cv
            .skills
            .iter()
            .flat_map(|group| &group.keywords)
            .filter(|skill| {
                let folded = fold(skill);
                let names = self
                    .concepts
                    .item(skill)
                    .map(|concept| concept.names.clone())
                    .unwrap_or_else(|| vec![folded.clone()]);
                !names.iter().any(|name| lexicon::contains_words(&used, name))
            })
            .cloned()
            .collect();
        if unused.len() >= 3 {
            let shown = unused.iter().take(UNUSED_MAX).cloned().collect::<Vec<_>>().join(", ");
            self.add("skills.unused", Severity::Hint, "skills", &[&shown], Some(3));
        }
    }

    fn languages(&mut self) {
        if self.cv.languages.is_empty() {
            self.add("language.none", Severity::Warning, "languages", &[], Some(2));
        }
        for language in &self.cv.languages.clone() {
            if language.fluency.is_none() {
                let name = language.language.clone().unwrap_or_default();
                self.add(
                    "language.level_missing",
                    Severity::Warning,
                    &format!("{}/fluency", language.id),
                    &[&name],
                    Some(2),
                );
            }
        }
    }

    fn certificates(&mut self) {
        for certificate in &self.cv.certificates.clone() {
            if certificate.date.is_none() {
                let name = certificate.name.clone().unwrap_or_default();
                self.add("certificate.no_date", Severity::Hint, &format!("{}/date", certificate.id), &[&name], Some(3));
            }
        }
    }
}

fn station_title(work: &Work) -> String {
    [work.position.as_deref(), work.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
