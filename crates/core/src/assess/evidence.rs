//! The CV as passages that can be searched: each a printed text with its place, the entry it belongs to and the months of
//! that entry.

use super::{counts_as_experience, station_months};
use crate::records::cv::{Cv, Source};
use crate::records::matching::Evidence;
use crate::time::{Day, Months};
use crate::understand::Lexicon;
use crate::understand::fold::{fold, words};
use crate::understand::lexicon::{self, find_words};
use rust_stemmers::{Algorithm, Stemmer};

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
    source: Option<Source>,
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
    pub evaluated_on: Day,
    stemmers: [Stemmer; 3],
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
        let stemmers = [Algorithm::German, Algorithm::English, Algorithm::French].map(Stemmer::create);
        let mut dossier = Self { cv, concepts, passages: Vec::new(), evaluated_on, stemmers };
        dossier.collect();
        dossier
    }

    fn add(&mut self, kind: Kind, key: &str, text: &str, owner: Owner<'_>) {
        if text.trim().is_empty() {
            return;
        }
        let source = self.cv.x.sources.get(key).cloned();
        self.passages.push(Passage {
            kind,
            text: text.to_owned(),
            folded: fold(text),
            entry: owner.id.map(str::to_owned),
            months: owner.months,
            year_precision: owner.year_precision,
            source,
        });
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
            added.push(Passage {
                kind: Kind::Text,
                folded: fold(&text),
                text,
                entry: line.entry.clone(),
                months: None,
                year_precision: false,
                source: Some(source),
            });
        }
        self.passages.extend(added);
    }

    /// All passages in which a term is found, the strongest first.
    pub fn search(&self, term: &str) -> Vec<Hit<'_>> {
        let query = Query::new(term, self.concepts, &self.stemmers);
        let mut hits: Vec<Hit<'_>> = self.passages.iter().filter_map(|passage| self.hit(passage, &query)).collect();
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.strength), hit.passage.kind));
        hits
    }

    fn hit<'d>(&self, passage: &'d Passage, query: &Query) -> Option<Hit<'d>> {
        let (at, strength) = query.find(&passage.folded, &self.stemmers)?;
        let sentence = sentence_around(&passage.folded, at);
        let strength = if is_denied(&passage.folded, at) {
            Strength::Negated
        } else if strength == Strength::Full && is_basic(sentence) {
            Strength::Basic
        } else if passage.kind == Kind::Interest {
            return None;
        } else {
            strength
        };
        Some(Hit { passage, strength })
    }
}

fn offset_of(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// A term as the forms to look for.
struct Query {
    /// The term and its names in other languages.
    full: Vec<String>,
    /// Names of narrower concepts.
    narrower: Vec<String>,
    /// Names of broader concepts.
    broader: Vec<String>,
    /// Stems of its words; all must occur in one passage.
    stems: Vec<String>,
}

const STOP: [&str; 40] = [
    "und", "oder", "mit", "von", "der", "die", "das", "des", "dem", "den", "im", "in", "an", "als", "fur", "and", "or",
    "with", "of", "the", "for", "to", "a", "an", "et", "ou", "de", "du", "des", "la", "le", "les", "en", "d", "l",
    "un", "une", "avec", "au", "aux",
];

impl Query {
    fn new(term: &str, concepts: &Lexicon, stemmers: &[Stemmer; 3]) -> Self {
        let folded = fold(term);
        let mut query =
            Self { full: vec![folded.clone()], narrower: Vec::new(), broader: Vec::new(), stems: Vec::new() };
        let exact = concepts.item(term);
        let inside = concepts.concepts_in(&folded);
        // A term of several words with one known concept in it ("Betrieb von Kubernetes") means that concept.
        let concept = exact.or_else(|| match inside.as_slice() {
            [(one, start, end)] if (end - start) * 2 >= folded.len() => Some(*one),
            _ => None,
        });
        if let Some(concept) = concept {
            query.full.extend(concept.names.iter().cloned());
            for other in concepts.concepts() {
                if other.broader.contains(&concept.id) {
                    query.narrower.extend(other.names.iter().cloned());
                }
                if concept.broader.contains(&other.id) && specific_enough(&other.id) {
                    query.broader.extend(other.names.iter().cloned());
                }
            }
        } else {
            query.stems = words(&folded)
                .into_iter()
                .filter(|word| !STOP.contains(word))
                .map(|word| stem(word, stemmers))
                .collect();
        }
        query
    }

    fn find(&self, text: &str, stemmers: &[Stemmer; 3]) -> Option<(usize, Strength)> {
        let by_words =
            |list: &[String]| list.iter().find_map(|name| find_words(text, name).or_else(|| compound(text, name)));
        if let Some(at) = by_words(&self.full).or_else(|| by_words(&self.narrower)) {
            return Some((at, Strength::Full));
        }
        if !self.stems.is_empty() {
            let text_words = words(text);
            let present = |wanted: &String| {
                text_words.iter().find(|word| {
                    stem(word, stemmers) == *wanted
                        || (wanted.len() >= 6
                            && word.len() > wanted.len()
                            && (word.starts_with(wanted.as_str()) || word.ends_with(wanted.as_str())))
                })
            };
            let found: Vec<&&str> = self.stems.iter().filter_map(present).collect();
            if found.len() == self.stems.len() && !(self.stems.len() == 1 && self.stems[0].len() < 2) {
                let first = found.first()?;
                return Some((text.find(**first)?, Strength::Full));
            }
        }
        by_words(&self.broader).map(|at| (at, Strength::Related))
    }
}

/// Broad subjects say nothing about a narrow one: who programs does not therefore know Java.
fn specific_enough(id: &str) -> bool {
    !matches!(
        id,
        "programming"
            | "databases"
            | "frontend"
            | "backend"
            | "cloud"
            | "security"
            | "network"
            | "office"
            | "interfaces"
            | "automation"
            | "sap"
            | "sql"
            | "javascript"
            | "testing"
            | "cad"
            | "bi"
            | "adobe"
            | "cms"
            | "crm"
            | "statistics"
            | "accounting"
            | "agile"
            | "nursing"
            | "ai"
            | "containers"
            | "messaging"
            | "cicd"
            | "java"
    )
}

/// A long name as part of a compound: "Klinikinformationssystems", "Netzwerktechnik".
fn compound(text: &str, name: &str) -> Option<usize> {
    if name.len() < 8 || name.contains(' ') {
        return None;
    }
    text.find(name)
}

fn stem(word: &str, stemmers: &[Stemmer; 3]) -> String {
    let mut shortest = word.to_owned();
    if word.len() < 5 || word.chars().any(|c| !c.is_alphabetic()) {
        return shortest;
    }
    for stemmer in stemmers {
        let stemmed = stemmer.stem(word);
        if stemmed.len() < shortest.len() && stemmed.len() >= 4 {
            shortest = stemmed.into_owned();
        }
    }
    shortest
}

/// The sentence or clause of a text around a place.
fn sentence_around(text: &str, at: usize) -> &str {
    let is_end =
        |index: usize, c: char| matches!(c, ';' | '!' | '?') || (c == '.' && text[index + 1..].starts_with(' '));
    let start = text[..at]
        .char_indices()
        .rev()
        .find(|(index, c)| is_end(*index, *c))
        .map_or(0, |(index, c)| index + c.len_utf8());
    let end = text[at..]
        .char_indices()
        .find(|(index, c)| is_end(at + *index, *c))
        .map_or(text.len(), |(index, _)| at + index);
    &text[start..end]
}

/// Whether a denial stands before the term in its sentence, or a denial of practice anywhere in it.
fn is_negated(sentence: &str, at: usize) -> bool {
    const BEFORE: [&str; 16] = [
        "keine", "kein", "keinerlei", "ohne", "nicht", "no", "not", "without", "never", "pas de", "pas d'", "aucune",
        "aucun", "sans", "jamais", "none",
    ];
    const ANYWHERE: [&str; 10] = [
        "noch keine erfahrung", "no experience", "keine praxis", "sans pratique", "ohne praxis", "sans experience",
        "keine erfahrung", "pas d'experience", "aucune experience", "not yet",
    ];
    let before = sentence.get(..at).unwrap_or(sentence);
    BEFORE.iter().any(|word| lexicon::contains_words(before, word))
        || ANYWHERE.iter().any(|phrase| sentence.contains(phrase))
}

/// Whether what stands at a place of a folded text is denied or only wished for there.
pub(super) fn is_denied(folded: &str, at: usize) -> bool {
    let sentence = sentence_around(folded, at);
    is_negated(sentence, at - offset_of(folded, sentence)) || is_wish(sentence)
}

fn is_wish(sentence: &str) -> bool {
    [
        "interessiert an", "interesse an", "interested in", "curious about", "interesse par", "interessee par",
        "mochte lernen", "want to learn", "souhaite apprendre", "initiation a", "lerne derzeit", "currently learning",
    ]
    .iter()
    .any(|phrase| sentence.contains(phrase))
}

fn is_basic(sentence: &str) -> bool {
    [
        "einfache", "simple", "simples", "basic", "grundkenntnisse", "grundlagen", "notions", "bases de",
        "erste erfahrung", "first experience", "premiere experience", "elementary", "a little", "un peu",
    ]
    .iter()
    .any(|word| lexicon::contains_words(sentence, word))
}
