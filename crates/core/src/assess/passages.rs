//! The CV as passages that can be searched: each a printed text with its place, the entry it belongs to and the months of
//! that entry.

use super::{counts_as_experience, station_months};
use crate::locale::Language;
use crate::records::cv::{Cv, Source};
use crate::records::matching::Evidence;
use crate::time::{Day, Month, Months};
use crate::understand::Lexicon;
use crate::understand::fold::{fold, tokens};
use crate::understand::glossary::{self, Meaning};
use dossier_formats::Span;

/// What a passage is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Position,
    Employer,
    Task,
    Keyword,
    Education,
    Certificate,
    SkillList,
    Summary,
    Text,
    Interest,
}

/// A printed text of the CV.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub kind: Kind,
    pub text: String,
    pub folded: String,
    /// Entry id, such as `w1`.
    pub entry: Option<String>,
    /// Months of the entry, for employments and projects.
    pub months: Option<Months>,
    pub year_precision: bool,
    /// Whether the passage prints a period of its own within its station.
    pub has_own_months: bool,
    pub source: Option<Source>,
    /// Stems of its words.
    pub stems: Vec<String>,
    /// Meanings of its words across languages.
    pub meanings: Vec<Meaning>,
    /// Concepts that it names: number, start in bytes of `folded`.
    pub concepts: Vec<(usize, usize)>,
}

impl Passage {
    pub fn evidence(&self) -> Evidence {
        Evidence {
            quote: self.text.clone(),
            span: self.source.as_ref().map(|source| source.span),
            place: self.source.as_ref().map(|source| source.place.clone()),
            entry: self.entry.clone(),
        }
    }
}

/// A CV prepared for matching.
pub(super) struct Dossier<'a> {
    pub cv: &'a Cv,
    pub concepts: &'a Lexicon,
    pub passages: Vec<Passage>,
    /// All lines and their clauses, wherever they stand: for facts about the person.
    pub clauses: Vec<Clause>,
    pub evaluated_on: Day,
    /// Language of the profile (ISO 639-1).
    pub job_language: Option<&'a str>,
}

/// A stretch of a line between signs, or the line.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub text: String,
    pub folded: String,
    /// Section of the CV that the line belongs to.
    pub section: String,
    pub source: Source,
}

impl Clause {
    pub fn evidence(&self) -> Evidence {
        Evidence {
            quote: self.text.clone(),
            span: Some(self.source.span),
            place: Some(self.source.place.clone()),
            entry: None,
        }
    }
}

/// What a passage's entry adds to it.
#[derive(Clone, Copy, Default)]
struct Owner<'o> {
    id: Option<&'o str>,
    months: Option<Months>,
    year_precision: bool,
}

impl<'o> Owner<'o> {
    fn entry(id: &'o str) -> Self {
        Self { id: Some(id), ..Self::default() }
    }
}

/// How a term was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Denied or only wished for.
    Negated,
    /// A broader or neighbouring concept, by the lexicon.
    Related,
    /// The term, with a word that makes it small ("einfache", "basic").
    Basic,
    /// The term or something narrower.
    Full,
}

/// A passage in which a term was found.
#[derive(Clone, Debug)]
pub(super) struct Hit<'d> {
    pub passage: &'d Passage,
    pub strength: Strength,
}

impl<'a> Dossier<'a> {
    pub fn new(cv: &'a Cv, concepts: &'a Lexicon, evaluated_on: Day) -> Self {
        let mut dossier =
            Self { cv, concepts, passages: Vec::new(), clauses: Vec::new(), evaluated_on, job_language: None };
        dossier.collect();
        dossier
    }

    /// The same with the person's facts at hand, for a profile in a language.
    pub fn for_profile(self, language: Option<&'a str>) -> Self {
        let clauses = clauses(self.cv);
        Self { job_language: language, clauses, ..self }
    }

    /// Language of the CV.
    pub fn language(&self) -> Language {
        language_of(self.cv.x.language.as_deref())
    }

    /// Language of the profile.
    pub fn asked_in(&self) -> Language {
        language_of(self.job_language.or(self.cv.x.language.as_deref()))
    }

    /// Whether the profile is in another language than the CV.
    pub fn is_across(&self) -> bool {
        self.job_language.is_some() && self.job_language != self.cv.x.language.as_deref()
    }

    fn add(&mut self, kind: Kind, key: &str, text: &str, owner: Owner<'_>) {
        if text.trim().is_empty() {
            return;
        }
        let source = self.cv.x.sources.get(key).cloned();
        // "Engineer, since 10/2023 team lead": each function has its own time.
        for (part, has_period) in if kind == Kind::Position { functions(text) } else { vec![(text, true)] } {
            let mut passage = self.passage(kind, part, owner, source.clone());
            if !has_period {
                (passage.months, passage.has_own_months) = (owner.months, false);
            }
            self.passages.push(passage);
        }
    }

    fn passage(&self, kind: Kind, text: &str, owner: Owner<'_>, source: Option<Source>) -> Passage {
        let folded = fold(text);
        let row = tokens(&folded);
        let language = self.language();
        let stems: Vec<String> = row.iter().map(|word| glossary::stem(word, language)).collect();
        let concepts = concepts_of(kind, text, &folded, self.concepts);
        let months = own_months(kind, text, owner.months, self.evaluated_on);
        Passage {
            kind,
            text: text.to_owned(),
            entry: owner.id.map(str::to_owned),
            has_own_months: months != owner.months,
            months,
            year_precision: owner.year_precision,
            source,
            meanings: glossary::meanings(&row, language),
            stems,
            concepts,
            folded,
        }
    }

    fn collect(&mut self) {
        let cv = self.cv;
        for work in &cv.work {
            let counts = counts_as_experience(cv, &work.id);
            let months = counts
                .then(|| station_months(cv, &work.id, work.start_date, work.end_date, self.evaluated_on))
                .flatten();
            let years = work.start_date.is_some_and(super::super::time::PartialDate::is_year_only)
                || work.end_date.is_some_and(super::super::time::PartialDate::is_year_only);
            let id = Owner { id: Some(&work.id), months, year_precision: years };
            let key = |field: &str| format!("{}/{field}", work.id);
            self.optional(Kind::Position, &key("position"), work.position.as_ref(), id);
            self.optional(Kind::Employer, &key("name"), work.name.as_ref(), id);
            self.optional(Kind::Task, &key("summary"), work.summary.as_ref(), id);
            for (at, text) in work.highlights.iter().enumerate() {
                self.add(Kind::Task, &key(&format!("highlights.{at}")), text, id);
            }
            for (at, text) in work.keywords.iter().enumerate() {
                self.add(Kind::Keyword, &key(&format!("keywords.{at}")), text, id);
            }
        }
        for project in &cv.projects {
            let months = station_months(cv, &project.id, project.start_date, project.end_date, self.evaluated_on);
            let years = project.start_date.is_some_and(super::super::time::PartialDate::is_year_only);
            let id = Owner { id: Some(&project.id), months, year_precision: years };
            let key = |field: &str| format!("{}/{field}", project.id);
            for (at, role) in project.roles.iter().enumerate() {
                self.add(Kind::Position, &key(&format!("roles.{at}")), role, id);
            }
            self.optional(Kind::Employer, &key("entity"), project.entity.as_ref(), id);
            self.optional(Kind::Task, &key("name"), project.name.as_ref(), id);
            self.optional(Kind::Task, &key("description"), project.description.as_ref(), id);
            for (at, text) in project.highlights.iter().enumerate() {
                self.add(Kind::Task, &key(&format!("highlights.{at}")), text, id);
            }
            for (at, text) in project.keywords.iter().enumerate() {
                self.add(Kind::Keyword, &key(&format!("keywords.{at}")), text, id);
            }
        }
        for education in &cv.education {
            let id = Owner::entry(&education.id);
            for (field, text) in [("studyType", &education.study_type), ("area", &education.area)] {
                self.optional(Kind::Education, &format!("{}/{field}", education.id), text.as_ref(), id);
            }
            // "CAS" and "Informatik" are one title.
            if let (Some(degree), Some(area)) = (&education.study_type, &education.area) {
                self.add(Kind::Education, &format!("{}/studyType", education.id), &format!("{degree} {area}"), id);
            }
            for (at, text) in education.courses.iter().enumerate() {
                self.add(Kind::Education, &format!("{}/courses.{at}", education.id), text, id);
            }
        }
        for certificate in &cv.certificates {
            self.optional(
                Kind::Certificate,
                &format!("{}/name", certificate.id),
                certificate.name.as_ref(),
                Owner::entry(&certificate.id),
            );
        }
        for skill in &cv.skills {
            for (at, keyword) in skill.keywords.iter().enumerate() {
                self.add(Kind::SkillList, &format!("{}/keywords.{at}", skill.id), keyword, Owner::entry(&skill.id));
            }
        }
        self.optional(Kind::Summary, "basics/summary", cv.basics.summary.as_ref(), Owner::default());
        self.optional(Kind::Summary, "basics/label", cv.basics.label.as_ref(), Owner::default());
        for interest in &cv.interests {
            self.add(Kind::Interest, &format!("{}/name", interest.id), &interest.name, Owner::entry(&interest.id));
        }
        self.remaining_text();
    }

    fn optional(&mut self, kind: Kind, key: &str, text: Option<&String>, owner: Owner<'_>) {
        if let Some(text) = text {
            self.add(kind, key, text, owner);
        }
    }

    /// Lines that no value of the record covers. Contact and heading lines are no evidence of anything.
    fn remaining_text(&mut self) {
        let covered: Vec<(u32, u32)> = self
            .passages
            .iter()
            .filter_map(|passage| passage.source.as_ref())
            .filter(|source| source.document == "cv")
            .map(|source| (source.span.start, source.span.end))
            .collect();
        let mut added: Vec<Passage> = Vec::new();
        for line in &self.cv.x.text {
            let open = matches!(
                line.section.as_str(),
                "work"
                    | "projects"
                    | "education"
                    | "skills"
                    | "certificates"
                    | "other"
                    | "profile"
                    | "registration"
                    | "volunteer"
                    | "personal"
                    | "lead"
            );
            if !open || covered.iter().any(|(start, end)| *start < line.span.end && *end > line.span.start) {
                continue;
            }
            let source = Source {
                document: "cv".into(),
                place: line.place.clone(),
                span: line.span,
                quote: line.text.clone(),
                confidence: 60,
                set_by: crate::records::cv::SetBy::Rules,
            };
            let text = line.text.replace('\t', " ");
            let owner = Owner { id: line.entry.as_deref(), ..Owner::default() };
            added.push(self.passage(Kind::Text, &text, owner, Some(source)));
        }
        self.passages.extend(added);
    }
}

fn language_of(code: Option<&str>) -> Language {
    match code {
        Some("de") => Language::De,
        Some("fr") => Language::Fr,
        _ => Language::En,
    }
}

/// The concepts that a passage names, also as parts of compounds ("Projektleitungserfahrung").
fn concepts_of(kind: Kind, text: &str, folded: &str, concepts: &Lexicon) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> =
        concepts.numbers_in(folded).into_iter().map(|(number, start, _)| (number, start)).collect();
    if let Some(plain) = without_endings(folded) {
        found.extend(
            concepts.numbers_in(&plain).into_iter().map(|(number, start, _)| (number, start.min(folded.len()))),
        );
    }
    if matches!(kind, Kind::Keyword | Kind::SkillList)
        && let Some(concept) = concepts.item(text)
    {
        found.push((concepts.number(concept), 0));
    }
    let mut from = 0;
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let start = from;
        from += word.len() + folded[from + word.len()..].chars().next().map_or(0, char::len_utf8);
        if word.len() < COMPOUND_CHARS_MIN || found.iter().any(|(_, at)| *at == start) {
            continue;
        }
        let parts = (PART_CHARS_MIN..word.len().saturating_sub(2)).filter(|at| word.is_char_boundary(*at));
        for at in parts {
            let tail = if word.len() - at >= PART_CHARS_MIN { concepts.concept(&word[at..]) } else { None };
            let head = concepts.concept(&word[..at]);
            found.extend(tail.into_iter().chain(head).map(|concept| (concepts.number(concept), start)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The functions that a position names one after the other, each with whether a period in it is its own.
fn functions(text: &str) -> Vec<(&str, bool)> {
    let starts: Vec<usize> = [
        ", seit ", ", since ", ", depuis ", ", ab ", ", dès ", ", before that ", ", davor ", ", zuvor ",
        ", auparavant ",
    ]
    .iter()
    .filter_map(|word| text.find(word).map(|at| at + 2))
    .collect();
    let Some(cut) = starts.into_iter().min() else { return vec![(text, true)] };
    vec![(text[..cut].trim_end_matches([',', ' ']), true), (&text[cut..], true)]
}

/// A text with blanks for its hyphens and without the German endings of plurals, if that changes it: `windows-servern`.
pub(super) fn without_endings(folded: &str) -> Option<String> {
    let spaced = folded.replace('-', " ");
    let words: Vec<&str> = spaced
        .split(' ')
        .map(|word| {
            let plural = word.len() > 6 && ["ern", "eln", "ten"].iter().any(|end| word.ends_with(end));
            if plural { &word[..word.len() - 1] } else { word }
        })
        .collect();
    let plain = words.join(" ");
    (plain != folded).then_some(plain)
}

/// Letters of a word from which on it may be a compound, and of its parts.
const COMPOUND_CHARS_MIN: usize = 11;
const PART_CHARS_MIN: usize = 6;

/// Months of a passage that prints a period of its own within its station ("seit 10/2023 Teilprojektleiter"), else the
/// station's.
fn own_months(kind: Kind, text: &str, station: Option<Months>, evaluated_on: Day) -> Option<Months> {
    let station = station?;
    if !matches!(kind, Kind::Position | Kind::Task) {
        return Some(station);
    }
    let own = crate::understand::periods(text, Month::of(evaluated_on));
    let [only] = own.as_slice() else { return Some(station) };
    let cut = Months { start: only.start.max(station.start), end: only.end.min(station.end) };
    Some(if cut.start <= cut.end { cut } else { station })
}

/// All lines, each whole and in its clauses.
fn clauses(cv: &Cv) -> Vec<Clause> {
    let mut out = Vec::new();
    for line in &cv.x.text {
        let source = |span: Span, quote: &str| Source {
            document: "cv".into(),
            place: line.place.clone(),
            span,
            quote: quote.to_owned(),
            confidence: 60,
            set_by: crate::records::cv::SetBy::Rules,
        };
        let mut from = 0;
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        let bytes: Vec<(usize, char)> = line.text.char_indices().collect();
        for (at, (byte, c)) in bytes.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| bytes[at].1);
            let after = bytes.get(at + 1).map(|(_, c)| *c);
            let is_sign = matches!(c, ';' | '|' | '·' | '•');
            let is_stop = matches!(c, '.' | ',' | '–' | '—' | '/')
                && after.is_none_or(char::is_whitespace)
                && (*c != '.' || before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '%')))
                && (!matches!(c, '–' | '—' | '/') || before.is_some_and(char::is_whitespace));
            if is_sign || is_stop {
                cuts.push((from, *byte));
                from = byte + c.len_utf8();
            }
        }
        cuts.push((from, line.text.len()));
        let whole = (0, line.text.len());
        if cuts.len() > 1 {
            cuts.push(whole);
        }
        for (start, end) in cuts {
            let text = line.text[start..end].trim();
            if text.is_empty() {
                continue;
            }
            let lead = line.text[..start + (line.text[start..end].len() - line.text[start..end].trim_start().len())]
                .chars()
                .count();
            let first = line.span.start + u32::try_from(lead).unwrap_or(0);
            let length = u32::try_from(text.chars().count()).unwrap_or(0);
            let span = Span::new(first, (first + length).min(line.span.end.max(first + length)));
            out.push(Clause {
                text: text.replace('\t', " "),
                folded: fold(text).replace('\t', " "),
                section: line.section.clone(),
                source: source(span, text),
            });
        }
    }
    out
}
