//! Puts a CV record together from the sections, with a source for every value.

use super::concepts::Lexicon;
use super::contact::{self, Contact};
use super::dates::End;
use super::entries::{self, Raw};
use super::fold::fold;
use super::lexicon::SectionKind;
use super::lines::{self, CharIndex, Line};
use super::personal::{self, Personal};
use super::piece::Piece;
use super::sections::{self, Section};
use super::sides::{self, EDUCATION, Sides, WORK};
use super::{certificates, languages, lexicon, projects, skills};
use crate::records::cv::{
    Basics, Certificate, Cv, Education, EntryFacts, EntryKind, Interest, Location, Project, ReadFinding, SetBy, Skill,
    Source, SpokenLanguage, TextLine, Volunteer, Work,
};
use dossier_formats::{Place, SourceText};

/// Reads a CV. Everything in the record is a span of the source; what cannot be told apart is left out.
pub fn cv(source: &SourceText, concepts: &Lexicon) -> Cv {
    let lines = lines::lines(source);
    let sections = sections::sections(&lines);
    let has_skills = sections.iter().any(|section| section.kind == SectionKind::Skills);
    let chars = CharIndex::new(&source.text);
    let mut builder = Builder { cv: Cv::default(), lines: &lines, source, chars: &chars, concepts, has_skills };
    builder.cv.x.schema = "dossier.cv/1".into();
    builder.cv.x.language = Some(super::language_of(&source.text).code().to_owned());
    builder.cv.x.findings = source
        .warnings
        .iter()
        .map(|warning| ReadFinding { code: warning.code.clone(), count: warning.count })
        .collect();
    builder.basics(&contact::contact(&sections, &lines), &sections);
    builder.personal(&personal::personal(&lines));
    for section in &sections {
        builder.section(section);
    }
    if builder.cv.languages.is_empty() {
        builder.languages_of_head(&sections);
    }
    builder.text(&sections);
    builder.unplaced();
    super::confidence::calibrate(&mut builder.cv, concepts);
    builder.cv
}

pub(super) struct Builder<'a> {
    pub(super) cv: Cv,
    lines: &'a [Line],
    source: &'a SourceText,
    chars: &'a CharIndex,
    pub(super) concepts: &'a Lexicon,
    /// Whether a section of skills is headed as one.
    pub(super) has_skills: bool,
}

/// Letters and digits alone; blanks and hyphens at line ends differ between a value and its place.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Builder<'_> {
    fn note(&mut self, key: &str, piece: &Piece, confidence: u8) -> String {
        let place = self
            .lines
            .iter()
            .find(|line| {
                line.cells.iter().any(|cell| {
                    cell.span.start <= piece.span.start && piece.span.start < cell.span.end.max(cell.span.start + 1)
                })
            })
            .map_or(Place::Part { part: "text".into(), paragraph: 0, offset: 0 }, |line| line.place.clone());
        // Of a value from several places the quote is what stands at the first.
        let mut quote: String = piece.text.chars().take(piece.span.len() as usize).collect();
        let printed = self.chars.slice(&self.source.text, piece.span);
        if !letters(printed).contains(&letters(&quote)) {
            printed.clone_into(&mut quote);
        }
        let source = Source { document: "cv".into(), place, span: piece.span, quote, confidence, set_by: SetBy::Rules };
        self.cv.x.sources.insert(key.to_owned(), source);
        piece.text.clone()
    }

    fn maybe(&mut self, key: &str, piece: Option<&Piece>, confidence: u8) -> Option<String> {
        piece.filter(|piece| !piece.is_empty()).map(|piece| self.note(key, piece, confidence))
    }

    fn basics(&mut self, found: &Contact, sections: &[Section]) {
        let summary = sections
            .iter()
            .find(|section| section.kind == SectionKind::Profile)
            .and_then(|section| paragraph(&section.lines));
        let summary = summary.or_else(|| lead_summary(sections));
        let location = Location {
            address: self.maybe("basics/location.address", found.address.as_ref(), 80),
            postal_code: self.maybe("basics/location.postalCode", found.postal_code.as_ref(), 90),
            city: self.maybe("basics/location.city", found.city.as_ref(), 90),
            country_code: found
                .country
                .as_ref()
                .and_then(|country| contact::country_code(&country.text))
                .map(str::to_owned),
            ..Location::default()
        };
        self.cv.basics = Basics {
            name: self.maybe("basics/name", found.name.as_ref(), 90),
            label: self.maybe("basics/label", found.label.as_ref(), 75),
            email: self.maybe("basics/email", found.email.as_ref(), 98),
            phone: self.maybe("basics/phone", found.phone.as_ref(), 95),
            url: self.maybe("basics/url", found.url.as_ref(), 85),
            summary: self.maybe("basics/summary", summary.as_ref(), 80),
            location: (location != Location::default()).then_some(location),
            ..Basics::default()
        };
    }

    fn personal(&mut self, found: &Personal) {
        self.cv.x.nationality = self.maybe("x-dossier/nationality", found.nationality.as_ref(), 90);
        self.cv.x.permit = self.maybe("x-dossier/permit", found.permit.as_ref(), 90);
        self.cv.x.availability = self.maybe("x-dossier/availability", found.availability.as_ref(), 90);
        if let Some((piece, date)) = &found.birth_date {
            self.note("x-dossier/birthDate", piece, 90);
            self.cv.x.birth_date = Some(*date);
        }
        if let Some((piece, date)) = &found.document_date {
            self.note("x-dossier/documentDate", piece, 85);
            self.cv.x.document_date = Some(*date);
        }
        if let Some((piece, workload)) = &found.workload {
            self.note("x-dossier/workload", piece, 85);
            self.cv.x.workload = Some(*workload);
        }
        for (piece, category) in &found.driving_licence {
            self.note("x-dossier/drivingLicence", piece, 85);
            self.cv.x.driving_licence.push(category.clone());
        }
    }

    fn section(&mut self, section: &Section) {
        match section.kind {
            SectionKind::Work => self.work(&section.lines),
            SectionKind::Projects => self.projects(&section.lines),
            SectionKind::Education => self.education(&section.lines),
            SectionKind::Certificates => self.certificates(&section.lines),
            SectionKind::Skills => self.skills(&section.lines),
            SectionKind::Languages => {
                let found = languages::languages(&section.lines);
                // "Sprachen: Java, C++" are programming languages.
                if found.is_empty() { self.skills(&section.lines) } else { self.languages(&found) }
            }
            SectionKind::Volunteer => self.volunteer(&section.lines),
            SectionKind::Interests => self.interests(&section.lines),
            SectionKind::Registration => self.registration(&section.lines),
            SectionKind::Other => self.other(&section.lines),
            SectionKind::Lead
            | SectionKind::Contact
            | SectionKind::Personal
            | SectionKind::Profile
            | SectionKind::References => {}
        }
    }

    fn facts(&mut self, id: &str, raw: &Raw, kind: Option<EntryKind>) {
        let current = match raw.end {
            End::Current => Some(true),
            End::Unknown => Some(false),
            End::At(_) => None,
        };
        let facts = EntryFacts { current, kind, workload_percent: raw.workload_percent, in_progress: false };
        self.cv.x.entries.insert(id.to_owned(), facts);
        if let Some(period) = &raw.period {
            self.note(&format!("{id}/startDate"), period, 90);
            if raw.end != End::Unknown {
                self.note(&format!("{id}/endDate"), period, 90);
            }
        }
    }

    pub(super) fn work(&mut self, lines: &[Line]) {
        let raws = entries::entries(lines, false);
        let sorted = sides::sort(&raws, &WORK);
        for (at, (raw, sides)) in raws.iter().zip(&sorted).enumerate() {
            // An employer with a period of its own above the functions held there is no station itself.
            let heads_next = sides.heads
                && sorted.get(at + 1).is_some_and(|next| !next.heads && next.organisation == sides.organisation);
            if heads_next || (sides.organisation.is_none() && sides.subject.is_none()) {
                continue;
            }
            let id = format!("w{}", self.cv.work.len() + 1);
            let subject = sides.subject.as_ref().map(|piece| piece.trim(&[',', '.', '|', '-', '–']));
            let kind = entry_kind(sides);
            self.facts(&id, raw, Some(kind));
            let (highlights, keywords, summary) = self.body(&id, raw);
            let work = Work {
                name: self.maybe(&format!("{id}/name"), sides.organisation.as_ref(), 80),
                position: self.maybe(&format!("{id}/position"), subject.as_ref(), 80),
                location: self.maybe(&format!("{id}/location"), sides.place.as_ref(), 75),
                start_date: raw.start,
                end_date: end_date(raw),
                summary,
                highlights,
                keywords,
                id,
                ..Work::default()
            };
            self.cv.work.push(work);
        }
    }

    fn body(&mut self, id: &str, raw: &Raw) -> (Vec<String>, Vec<String>, Option<String>) {
        let (mut highlights, mut keywords, mut summary) = (Vec::new(), Vec::new(), None);
        for piece in &raw.body {
            if let Some(content) = technology_line(piece) {
                for item in skills::technologies(&content) {
                    keywords.push(self.note(&format!("{id}/keywords.{}", keywords.len()), &item, 80));
                }
            } else if summary.is_none()
                && highlights.is_empty()
                && piece.text.split_whitespace().count() > 12
                && piece.text.ends_with('.')
            {
                summary = Some(self.note(&format!("{id}/summary"), piece, 75));
            } else {
                let key = format!("{id}/highlights.{}", highlights.len());
                highlights.push(self.note(&key, piece, 80));
            }
        }
        (highlights, keywords, summary)
    }

    fn projects(&mut self, lines: &[Line]) {
        for raw in entries::entries(lines, false) {
            let (found, rest) = projects::project(&raw);
            if found.name.is_none() && found.entity.is_none() && found.roles.is_empty() {
                continue;
            }
            let id = format!("p{}", self.cv.projects.len() + 1);
            self.facts(&id, &raw, None);
            let (mut keywords, mut highlights) = (Vec::new(), Vec::new());
            for piece in &rest {
                let listed = technology_line(piece).or_else(|| is_tag_list(piece).then(|| piece.clone()));
                match listed {
                    Some(content) => {
                        for item in skills::technologies(&content) {
                            keywords.push(self.note(&format!("{id}/keywords.{}", keywords.len()), &item, 80));
                        }
                    }
                    None => highlights.push(self.note(&format!("{id}/highlights.{}", highlights.len()), piece, 80)),
                }
            }
            let description = if highlights.len() == 1 { highlights.pop() } else { None };
            let mut roles = Vec::new();
            for role in &found.roles {
                roles.push(self.note(&format!("{id}/roles.{}", roles.len()), role, 80));
            }
            let project = Project {
                name: self.maybe(&format!("{id}/name"), found.name.as_ref(), 80),
                entity: self.maybe(&format!("{id}/entity"), found.entity.as_ref(), 80),
                roles,
                description,
                start_date: raw.start,
                end_date: end_date(&raw),
                highlights,
                keywords,
                id,
                ..Project::default()
            };
            self.cv.projects.push(project);
        }
    }

    pub(super) fn education(&mut self, lines: &[Line]) {
        let raws = entries::entries(lines, true);
        let sorted = sides::sort(&raws, &EDUCATION);
        for (raw, sides) in raws.iter().zip(&sorted) {
            let subject = sides.subject.as_ref().map(|piece| piece.trim(&[',', '.', '|']));
            let (mut study, mut area) = subject.as_ref().map_or((None, None), sides::degree_parts);
            if area.is_none() {
                area.clone_from(&sides.area);
            }
            let mut body = raw.body.clone();
            if study.is_none() && sides.organisation.is_some() {
                // The degree on a line of its own below the school.
                let degree = body.iter().take(3).position(|piece| lexicon::degree(&piece.text).is_some());
                if let Some(at) = degree {
                    study = Some(body.remove(at));
                    if area.is_none() && at > 0 {
                        area = Some(body.remove(at - 1));
                    }
                }
            }
            let mut in_progress = false;
            if let Some(piece) = &study
                && let Some(at) = ["(en cours)", "(laufend)", "(in progress)", "(in Ausbildung)"]
                    .iter()
                    .find_map(|mark| piece.text.find(mark))
            {
                study = Some(piece.sub(0, at));
                in_progress = true;
            }
            if study.is_none() && sides.organisation.is_none() {
                continue;
            }
            let id = format!("e{}", self.cv.education.len() + 1);
            self.facts(&id, raw, None);
            if in_progress && let Some(facts) = self.cv.x.entries.get_mut(&id) {
                facts.in_progress = true;
            }
            let mut courses = Vec::new();
            for piece in &body {
                courses.push(self.note(&format!("{id}/courses.{}", courses.len()), piece, 70));
            }
            // A single date of a school is when it ended.
            let (start, end) = match (raw.end, raw.start) {
                (End::Unknown, date) => (None, date),
                (_, start) => (start, end_date(raw)),
            };
            let education = Education {
                institution: self.maybe(&format!("{id}/institution"), sides.organisation.as_ref(), 80),
                study_type: self.maybe(&format!("{id}/studyType"), study.as_ref(), 80),
                area: self.maybe(&format!("{id}/area"), area.as_ref(), 75),
                start_date: start,
                end_date: end,
                courses,
                id,
                ..Education::default()
            };
            self.cv.education.push(education);
        }
    }

    pub(super) fn certificates(&mut self, lines: &[Line]) {
        for found in certificates::certificates(lines) {
            let id = format!("c{}", self.cv.certificates.len() + 1);
            let certificate = Certificate {
                name: Some(self.note(&format!("{id}/name"), &found.name, 80)),
                issuer: self.maybe(&format!("{id}/issuer"), found.issuer.as_ref(), 70),
                date: found.date,
                id,
                ..Certificate::default()
            };
            self.cv.certificates.push(certificate);
        }
    }

    pub(super) fn skills(&mut self, lines: &[Line]) {
        for group in skills::skills(lines, self.concepts) {
            let id = format!("s{}", self.cv.skills.len() + 1);
            let name = self.maybe(&format!("{id}/name"), group.name.as_ref(), 80);
            let mut keywords = Vec::new();
            for keyword in &group.keywords {
                keywords.push(self.note(&format!("{id}/keywords.{}", keywords.len()), keyword, 80));
            }
            self.cv.skills.push(Skill { id, name, keywords, ..Skill::default() });
        }
    }

    pub(super) fn languages(&mut self, found: &[languages::Found]) {
        for one in found {
            let known = self
                .cv
                .languages
                .iter()
                .any(|language| language.language.as_ref().is_some_and(|name| fold(name) == fold(&one.name.text)));
            if known {
                continue;
            }
            let id = format!("l{}", self.cv.languages.len() + 1);
            let fluency = one.level.as_ref().map(|(piece, level)| {
                self.note(&format!("{id}/fluency"), piece, 85);
                (*level).to_owned()
            });
            let language = Some(self.note(&format!("{id}/language"), &one.name, 95));
            self.cv.languages.push(SpokenLanguage { id, language, fluency, ..SpokenLanguage::default() });
        }
    }

    fn volunteer(&mut self, lines: &[Line]) {
        let raws = entries::entries(lines, true);
        for (raw, sides) in raws.iter().zip(sides::sort(&raws, &WORK)) {
            let id = format!("v{}", self.cv.volunteer.len() + 1);
            self.facts(&id, raw, None);
            let volunteer = Volunteer {
                organization: self.maybe(&format!("{id}/organization"), sides.organisation.as_ref(), 70),
                position: self.maybe(&format!("{id}/position"), sides.subject.as_ref(), 70),
                start_date: raw.start,
                end_date: end_date(raw),
                id,
                ..Volunteer::default()
            };
            self.cv.volunteer.push(volunteer);
        }
    }

    pub(super) fn interests(&mut self, lines: &[Line]) {
        for line in lines {
            for piece in line.whole().split_signs(&[',', ';', '|', '\t', '·']) {
                let id = format!("i{}", self.cv.interests.len() + 1);
                let name = self.note(&format!("{id}/name"), &piece.trim(&['.']), 70);
                self.cv.interests.push(Interest { id, name, ..Interest::default() });
            }
        }
    }

    fn registration(&mut self, lines: &[Line]) {
        if self.cv.x.permit.is_none()
            && let Some(line) = lines.iter().find(|line| {
                line.text().chars().any(|c| c.is_ascii_digit()) && super::dates::periods(&line.text()).is_empty()
            })
        {
            let whole = line.whole();
            self.cv.x.permit = Some(self.note("x-dossier/permit", &whole, 75));
        }
    }

    /// Mixed sections: labelled certificates and languages, or entries of a kind that the heading does not tell.
    /// All lines with section and entry, as evidence for matching.
    fn text(&mut self, sections: &[Section]) {
        let mut out = Vec::new();
        for line in self.lines.iter().filter(|line| !line.running) {
            let whole = line.whole();
            let section = sections
                .iter()
                .find(|section| {
                    section.lines.iter().any(|other| {
                        other
                            .cells
                            .iter()
                            .any(|cell| cell.span.start >= whole.span.start && cell.span.end <= whole.span.end)
                    })
                })
                .map_or("heading", |section| section.kind.name());
            out.push(TextLine {
                span: whole.span,
                place: line.place.clone(),
                text: whole.text,
                section: section.to_owned(),
                entry: None,
            });
        }
        self.cv.x.text = out;
        let mut owners: Vec<(u32, u32, String)> = Vec::new();
        for (section_kind, single) in
            [(SectionKind::Work, false), (SectionKind::Projects, false), (SectionKind::Education, true)]
        {
            let mut number = 0;
            for section in sections.iter().filter(|section| section.kind == section_kind) {
                let raws = entries::entries(&section.lines, single);
                for raw in &raws {
                    let prefix = match section_kind {
                        SectionKind::Work => "w",
                        SectionKind::Projects => "p",
                        _ => "e",
                    };
                    // Entries without any side were left out of the record and have no id.
                    let id = format!("{prefix}{}", number + 1);
                    let key = format!("{id}/startDate");
                    let owned = self
                        .cv
                        .x
                        .sources
                        .get(&key)
                        .is_some_and(|source| raw.from <= source.span.start && source.span.start < raw.to);
                    if owned || raw.period.is_none() {
                        owners.push((raw.from, raw.to, id));
                        number += 1;
                    }
                }
            }
        }
        for line in &mut self.cv.x.text {
            line.entry = owners
                .iter()
                .find(|(from, to, _)| *from <= line.span.start && line.span.start < *to)
                .map(|(_, _, id)| id.clone());
        }
    }
}

impl Builder<'_> {
    /// Says what could not be read: lines of a section with entries that no value of the record comes from.
    fn unplaced(&mut self) {
        let covered: Vec<(u32, u32)> =
            self.cv.x.sources.values().map(|source| (source.span.start, source.span.end)).collect();
        let read = ["work", "projects", "education", "certificates", "skills", "languages", "profile"];
        let lines = self.cv.x.text.iter().filter(|line| {
            read.contains(&line.section.as_str())
                && !covered.iter().any(|(start, end)| *start < line.span.end && *end > line.span.start)
        });
        let count = u32::try_from(lines.count()).unwrap_or(u32::MAX);
        if count > 0 {
            self.cv.x.findings.push(ReadFinding { code: "understand.unplaced_lines".into(), count });
        }
    }
}

fn end_date(raw: &Raw) -> Option<crate::time::PartialDate> {
    match raw.end {
        End::At(date) => Some(date),
        End::Current | End::Unknown => None,
    }
}

fn entry_kind(sides: &Sides) -> EntryKind {
    let text = sides.subject.as_ref().map(|piece| fold(&piece.text)).unwrap_or_default();
    let organisation = sides.organisation.as_ref().map(|piece| fold(&piece.text)).unwrap_or_default();
    let has = |list: &[&str]| list.iter().any(|word| text.contains(word));
    if has(&["apprenti", "lernende", "auszubildende", "azubi", "apprentice", "lehre als", "lehrling", "in ausbildung"])
    {
        EntryKind::Apprenticeship
    } else if has(&["praktik", "intern ", "internship", "stagiaire", "stage ", "trainee", "volontar"])
        || text.ends_with("intern")
    {
        EntryKind::Internship
    } else if has(&["werkstudent", "studentische", "working student", "job etudiant", "student assistant", "hiwi"]) {
        EntryKind::StudentWork
    } else if organisation.contains("armee")
        || has(&["zivildienst", "militardienst", "service civil", "military service", "wehrdienst"])
    {
        EntryKind::Service
    } else {
        EntryKind::Employment
    }
}

/// The content of `Technologien: …` and the like.
fn technology_line(piece: &Piece) -> Option<Piece> {
    let at = piece.text.find(':')?;
    let head = super::fold::label(&piece.text[..at]);
    let known = [
        "technik", "technologien", "technologie", "technologies", "technology", "tech stack", "stack", "werkzeuge",
        "tools", "outils", "environnement", "umgebung", "environment", "skills", "methoden",
        "eingesetzte technologien", "environnement technique", "tech", "systeme", "systems", "logiciels", "software",
        "methods", "methodes", "keywords", "technologies utilisees",
    ];
    known.contains(&head.as_str()).then(|| piece.sub(at + 1, piece.text.len()))
}

/// A line of nothing but short items.
fn is_tag_list(piece: &Piece) -> bool {
    let parts = piece.split_signs(&[',', '·', '|']);
    parts.len() >= 2 && parts.iter().all(|part| part.text.split_whitespace().count() <= 2) && !piece.text.ends_with('.')
}

fn paragraph(lines: &[Line]) -> Option<Piece> {
    let pieces: Vec<Piece> = lines.iter().map(Line::whole).collect();
    Piece::join(&pieces).filter(|joined| joined.text.chars().count() <= 3_000)
}

/// Running text before the first heading of a column.
fn lead_summary(sections: &[Section]) -> Option<Piece> {
    let mut best: Vec<Piece> = Vec::new();
    for section in sections.iter().filter(|section| section.kind == SectionKind::Lead) {
        let mut run: Vec<Piece> = Vec::new();
        for line in &section.lines {
            let text = line.text();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let labelled = text.find(':').is_some_and(|at| at < 24);
            let contact = text.contains('@') || text.contains('|') || text.contains('·') || digits >= 5 || labelled;
            let words = text.split_whitespace().count();
            if line.cells.len() == 1 && !contact && (words >= 7 || (!run.is_empty() && words >= 1 && line.gap < 1.5)) {
                run.push(line.whole());
            } else {
                run.clear();
            }
            let length = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
            if length(&run) > length(&best) {
                best.clone_from(&run);
            }
        }
    }
    Piece::join(&best).filter(|joined| joined.text.split_whitespace().count() >= 8)
}
