//! Reads a job profile: labelled facts, tasks, and criteria verbatim with their class from heading, column or wording.

use super::concepts::Lexicon;
use super::dates;
use super::demand;
use super::fold::{fold, label};
use super::job_headings::{Part, opens, part_of, title, title_text};
use super::lexicon;
use super::lines::{self, Line};
use super::personal::percent;
use super::piece::Piece;
use crate::records::cv::{SetBy, Source, TextLine};
use crate::records::job::{Class, Criterion, JobProfile, Kind, LanguageDemand};
use dossier_formats::SourceText;

/// Reads a job profile. Criteria are never split, merged or reworded.
pub fn job_profile(source: &SourceText, concepts: &Lexicon) -> JobProfile {
    let lines = lines::lines(source);
    let lines: Vec<Line> = lines.into_iter().filter(|line| !line.running).map(numbered).collect();
    let lines: Vec<&Line> = lines.iter().collect();
    let mut reader = Reader {
        job: JobProfile::default(),
        counts: [0; 4],
        summary: Vec::new(),
        goal: Vec::new(),
        contact: Vec::new(),
        concepts,
    };
    reader.job.schema = "dossier.job/1".into();
    reader.job.language = Some(super::language_of(&source.text).code().to_owned());
    let title_at = title(&lines);
    reader.job.title = title_at.map(|at| title_text(&lines[at].whole()));
    let mut part = Part::Head;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if Some(at) == title_at {
            at += 1;
            continue;
        }
        if let Some((next, rest)) = opens(line, lines.get(at + 1).copied(), part) {
            part = next;
            if let Some(content) = rest {
                reader.line(&content, part);
            }
            at += 1;
            continue;
        }
        if let Some(used) = reader.table(&lines[at..], part) {
            at += used;
            continue;
        }
        let used = join_item(&lines[at..]);
        let pieces: Vec<Piece> = lines[at..at + used].iter().map(|line| line.whole()).collect();
        let mut joined = line.clone();
        if used > 1
            && let Some(piece) = Piece::join(&pieces)
        {
            joined.cells = vec![piece];
        }
        if part == Part::Head && (is_running_text(&joined)) {
            part = Part::Intro;
        }
        reader.line(&joined, part);
        at += used;
    }
    reader.finish(source, &lines)
}

/// A line of a numbered list as a list item. "1. März 2026" is a date and no item.
fn numbered(mut line: Line) -> Line {
    let text = line.cells[0].text.clone();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    let item = (1..=2).contains(&digits)
        && rest.starts_with(['.', ')'])
        && rest[1..].starts_with(' ')
        && rest[2..].starts_with(char::is_alphabetic);
    let date = dates::periods(&text).first().is_some_and(|period| period.from == 0);
    if item && !date && line.style.heading == 0 {
        line.cells[0] = line.cells[0].sub(digits + 2, text.len());
        line.bullet = true;
    }
    line
}

struct Reader<'a> {
    concepts: &'a Lexicon,
    job: JobProfile,
    counts: [u32; 4],
    summary: Vec<Piece>,
    goal: Vec<Piece>,
    contact: Vec<Piece>,
}

fn is_running_text(line: &Line) -> bool {
    let text = line.text();
    !line.bullet && text.split_whitespace().count() >= 8 && text.find(':').is_none_or(|at| at > 40)
}

/// How many lines belong to the item that begins here.
fn join_item(lines: &[&Line]) -> usize {
    let first = lines[0];
    let mut used = 1;
    while let Some(line) = lines.get(used) {
        let before = lines[used - 1];
        let geometry = line.x1 > line.x0;
        let lower = line.text().chars().next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == '(');
        let hyphen = before.text().ends_with('-');
        let indented = first.bullet
            && geometry
            && (line.x0 - first.x0).abs() < 12.0
            && line.gap < 1.25
            && !line.text().ends_with(':');
        let text_flow = !first.bullet
            && geometry
            && line.gap < 1.2
            && !before.text().ends_with(['.', ':'])
            && before.x1 > first.x0 + 300.0;
        let plain = !geometry && (lower || hyphen) && line.gap < 1.5;
        if line.bullet
            || line.cells.len() > 1
            || !(hyphen || indented || text_flow || plain || (lower && geometry && line.gap < 1.25 && first.bullet))
        {
            break;
        }
        used += 1;
    }
    used
}

impl Reader<'_> {
    fn line(&mut self, line: &Line, part: Part) {
        let whole = line.whole();
        let text = whole.text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        if !line.bullet && !matches!(part, Part::Criteria(_)) && self.facts(&whole, part) {
            return;
        }
        match part {
            Part::Tasks if line.bullet || text.split_whitespace().count() <= 20 && !text.ends_with(':') => {
                self.job.tasks.push(text);
            }
            Part::Criteria(class) if line.bullet => self.criterion(&whole, class),
            Part::Criteria(class) => {
                if is_closing(&text) {
                    self.summary_fact(&whole);
                } else if !text.ends_with(':') {
                    self.criterion(&whole, class);
                }
            }
            Part::Goal => self.goal.push(whole),
            Part::Contact => self.contact.push(whole),
            Part::Intro | Part::Head => self.intro(&whole, part),
            Part::Tasks | Part::Offer => {}
        }
    }

    fn intro(&mut self, whole: &Piece, part: Part) {
        if part == Part::Head
            && self.job.client.is_none()
            && lexicon::organisation_score(&whole.text) > 0
            && whole.text.split_whitespace().count() <= 8
        {
            // "Leuchtturm Lebensmittel SE, Hamburg"
            let parts = whole.split_signs(&[',', '|', '·', '\t', '–']);
            self.job.client = parts.first().map(|first| first.text.clone());
            if let Some(place) = parts.get(1).filter(|_| self.job.places.is_empty()) {
                self.job.places.push(place.text.clone());
            }
            return;
        }
        self.summary_fact(whole);
        self.summary.push(whole.clone());
    }

    /// Workload, start and duration out of running text, where no label gave them.
    fn summary_fact(&mut self, whole: &Piece) {
        if self.job.workload.is_none() {
            self.job.workload = percent(&whole.text);
        }
    }

    /// A labelled fact, or several in one line. Returns whether the line was used up.
    fn facts(&mut self, whole: &Piece, part: Part) -> bool {
        if !matches!(part, Part::Head | Part::Intro | Part::Contact) {
            return false;
        }
        let mut used = false;
        let pieces = if whole.text.matches(':').count() > 1 { sentences(whole) } else { vec![whole.clone()] };
        for piece in pieces {
            let Some(at) = piece.text.find([':', '\t']) else { continue };
            let value = piece.sub(at + 1, piece.text.len()).trim(&[':', '.', '\t']);
            if !value.is_empty() && label(&piece.text[..at]).split(' ').count() <= 5 {
                used |= self.fact(&label(&piece.text[..at]), &value);
            }
        }
        used
    }

    fn fact(&mut self, name: &str, value: &Piece) -> bool {
        let text = value.text.clone();
        let job = &mut self.job;
        match name {
            "auftraggeber" | "kunde" | "client" | "firma" | "unternehmen" | "company" | "employer" | "arbeitgeber"
            | "mandant" | "entreprise" | "societe" | "employeur" | "organisation" | "auftraggeberin" | "customer" => {
                job.client = Some(text);
            }
            "arbeitsort" | "ort" | "einsatzort" | "standort" | "location" | "place of work" | "lieu"
            | "lieu de travail" | "lieu d'engagement" | "site" | "dienstort" | "place" | "workplace" => {
                let joints: Vec<(usize, usize)> = [" und ", " et ", " and ", " oder ", " ou "]
                    .iter()
                    .flat_map(|joint| value.text.match_indices(joint).map(|(at, found)| (at, at + found.len())))
                    .collect();
                let parts = value.split_at(&joints);
                job.places = parts
                    .iter()
                    .flat_map(|part| part.split_signs(&[',', ';', '/', '|']))
                    .map(|piece| piece.text)
                    .collect();
                let remote = |place: &String| {
                    ["remote", "homeoffice", "home office", "teletravail"].iter().any(|word| fold(place).contains(word))
                };
                job.remote = job.remote.take().or_else(|| job.places.iter().find(|place| remote(place)).cloned());
                job.places.retain(|place| !remote(place));
            }
            "eintritt" | "start" | "beginn" | "startdatum" | "eintrittsdatum" | "start date" | "entree en fonction"
            | "debut" | "date de debut" | "entree" | "einsatzbeginn" | "per" | "date d'entree" | "stellenantritt"
            | "starttermin" => job.start = Some(date_or_words(&text)),
            "ende" | "end" | "enddatum" | "end date" | "fin" | "date de fin" | "einsatzende" => {
                job.end = Some(date_or_words(&text));
            }
            "pensum" | "workload" | "taux d'activite" | "taux" | "arbeitspensum" | "beschaftigungsgrad"
            | "auslastung" | "umfang" | "arbeitszeit" | "working hours" | "taux d'occupation" => {
                job.workload = percent(&text).or_else(|| full_time(&text));
            }
            "dauer"
            | "duration"
            | "duree"
            | "laufzeit"
            | "vertragsdauer"
            | "einsatzdauer"
            | "befristung"
            | "duree du contrat"
            | "vertragslaufzeit"
            | "contract duration"
            | "projektdauer"
            | "duree du mandat"
            | "duree de la mission"
            | "vertrag"
            | "contract"
            | "contrat"
            | "type de contrat"
            | "anstellung" => job.duration = Some(text),
            "einsatzzeitraum" | "zeitraum" | "period" | "periode" => {
                if let Some(period) = dates::periods(&text).first() {
                    job.start = period.start.map(|date| date.to_string());
                    job.end = period.end_date().map(|date| date.to_string());
                }
                job.duration = job.duration.take().or(Some(text));
            }
            "id"
            | "referenz"
            | "referenznummer"
            | "stellen-id"
            | "reference"
            | "ref"
            | "projekt-id"
            | "job id"
            | "kennziffer"
            | "nummer"
            | "numero"
            | "ausschreibungsnummer" => job.id = Some(text),
            "abteilung"
            | "bereich"
            | "unit"
            | "organisationseinheit"
            | "department"
            | "departement"
            | "service"
            | "team"
            | "unite" => job.unit = Some(text),
            "programm" | "projekt" | "programme" | "project" | "projet" => job.programme = Some(text),
            "remote" | "homeoffice" | "home office" | "remote-anteil" | "teletravail" => job.remote = Some(text),
            "kontakt" | "contact" | "ansprechperson" | "ansprechpartner" | "interlocuteur" | "contact person" => {
                job.contact = Some(text);
            }
            "stundensatz" | "tagessatz" | "rate" | "tarif" | "hourly rate" | "daily rate" | "budget"
            | "taux horaire" => job.rate = Some(text),
            "liefermodell" | "vertragsart" | "vertragsform" | "delivery model" | "modele de livraison" => {
                job.delivery_model = Some(text);
            }
            "ziel" | "goal" | "objectif" | "objective" => job.goal = Some(text),
            _ => return false,
        }
        true
    }

    /// A criteria table: rows of number, text, class. Returns how many lines it took.
    fn table(&mut self, lines: &[&Line], part: Part) -> Option<usize> {
        let head = lines.first()?;
        if head.cells.len() < 2 {
            return None;
        }
        if let Some(used) = self.plain_row(head, part) {
            return Some(used);
        }
        let names: Vec<String> = head.cells.iter().map(|cell| label(&cell.text)).collect();
        let text_column = names.iter().position(|name| {
            [
                "kriterium", "kriterien", "anforderung", "anforderungen", "criterion", "criteria", "requirement",
                "requirements", "critere", "criteres", "exigence", "beschreibung", "description", "exigences",
            ]
            .contains(&name.as_str())
        })?;
        let class_column = names.iter().position(|name| {
            [
                "typ", "type", "art", "klasse", "class", "muss/soll", "muss soll", "gewichtung", "prioritat",
                "priority", "categorie", "kategorie", "category", "priorite", "must/should", "einstufung",
                "wichtigkeit",
            ]
            .contains(&name.as_str())
        });
        let text_x0 = head.cells[text_column].span.start;
        let _ = text_x0;
        let mut used = 1;
        let mut rows: Vec<(Vec<Piece>, Option<Class>)> = Vec::new();
        while let Some(line) = lines.get(used) {
            if line.cells.len() >= 2 {
                let class = class_column
                    .and_then(|column| line.cells.get(column).or(line.cells.last()))
                    .and_then(|cell| class_word(&cell.text));
                let numbered = line.cells[0].text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
                    && line.cells[0].text.chars().any(|c| c.is_ascii_digit())
                    && line.cells[0].text.len() <= 5;
                let at = if numbered && text_column > 0 { text_column } else { text_column.min(line.cells.len() - 1) };
                if class.is_none() && class_column.is_some() && !numbered {
                    break;
                }
                let Some(cell) = line.cells.get(at) else { break };
                rows.push((vec![cell.clone()], class));
            } else if !line.bullet
                && line.gap < 1.25
                && !rows.is_empty()
                && line.x1 > line.x0
                && part_of(&label(&line.text())).is_none()
            {
                // A row's text that runs over several lines.
                if let Some((pieces, _)) = rows.last_mut() {
                    pieces.push(line.cells[0].clone());
                }
            } else {
                break;
            }
            used += 1;
        }
        if rows.is_empty() {
            return None;
        }
        let default = if let Part::Criteria(class) = part { class } else { Class::Must };
        for (pieces, class) in rows {
            if let Some(piece) = Piece::join(&pieces) {
                self.criterion(&piece, class.unwrap_or(default));
            }
        }
        Some(used)
    }

    /// A row without a head: `M1 | text | Muss`, or a text beside its class.
    fn plain_row(&mut self, line: &Line, part: Part) -> Option<usize> {
        let class_at = line.cells.iter().position(|cell| class_word(&cell.text).is_some())?;
        let class = class_word(&line.cells[class_at].text)?;
        let text = line
            .cells
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != class_at)
            .map(|(_, cell)| cell)
            .max_by_key(|cell| cell.text.chars().count())?;
        if text.text.split_whitespace().count() < 2 && !matches!(part, Part::Criteria(_)) {
            return None;
        }
        self.criterion(text, class);
        Some(1)
    }

    fn criterion(&mut self, piece: &Piece, class: Class) {
        let piece = piece.trim(&['•', '-', '–', '*']);
        let text = piece.text.clone();
        if text.chars().count() < 2 {
            return;
        }
        let class = if class == Class::Must { wording(&text).unwrap_or(class) } else { class };
        let (slot, letter) = match class {
            Class::Must => (0, 'M'),
            Class::Should => (1, 'S'),
            Class::Soft => (2, 'F'),
            Class::Other => (3, 'O'),
        };
        self.counts[slot] += 1;
        let parts = demand::parts(&text, self.concepts);
        let kind = parts.first().map_or(Kind::Skill, |part| part.kind);
        for part in parts.iter().filter(|part| part.kind == Kind::LanguageLevel) {
            for language in &part.demand.terms {
                self.job.languages.push(LanguageDemand {
                    language: language.clone(),
                    level: part.demand.level.clone().unwrap_or_default(),
                    class,
                });
            }
        }
        let source = Source {
            document: "job".into(),
            place: dossier_formats::Place::Part { part: "text".into(), paragraph: 0, offset: 0 },
            span: piece.span,
            quote: text.clone(),
            confidence: 90,
            set_by: SetBy::Rules,
        };
        self.job.criteria.push(Criterion {
            id: format!("{letter}{}", self.counts[slot]),
            text,
            class,
            kind,
            parts,
            source: Some(source),
        });
    }

    fn finish(mut self, source: &SourceText, lines: &[&Line]) -> JobProfile {
        self.job.summary = Piece::join(&self.summary).map(|piece| piece.text);
        self.job.goal = self.job.goal.take().or_else(|| Piece::join(&self.goal).map(|piece| piece.text));
        self.job.contact = self.job.contact.take().or_else(|| Piece::join(&self.contact).map(|piece| piece.text));
        self.fill_from_running_text();
        self.job.text = lines
            .iter()
            .map(|line| {
                let whole = line.whole();
                TextLine {
                    span: whole.span,
                    place: line.place.clone(),
                    text: whole.text,
                    section: String::new(),
                    entry: None,
                }
            })
            .collect();
        for criterion in &mut self.job.criteria {
            if let Some(found) = &mut criterion.source
                && let Some(line) = lines.iter().find(|line| {
                    line.whole().span.start <= found.span.start && found.span.start < line.whole().span.end
                })
            {
                found.place = line.place.clone();
            }
        }
        let _ = source;
        self.job
    }

    /// What labels did not give: from the introduction.
    fn fill_from_running_text(&mut self) {
        if self.job.workload.is_none() {
            self.job.workload = self.job.title.as_deref().and_then(percent);
        }
        let Some(summary) = self.job.summary.clone() else { return };
        if self.job.workload.is_none() {
            self.job.workload = percent(&summary).or_else(|| full_time(&summary));
        }
        if self.job.start.is_none() {
            self.job.start = dates::periods(&summary)
                .into_iter()
                .find(|period| !period.is_range() && period.start.is_some_and(|date| !date.is_year_only()))
                .and_then(|period| period.start)
                .map(|date| date.to_string());
        }
        if self.job.duration.is_none() {
            let folded = fold(&summary);
            self.job.duration = ["unbefristet", "permanent", "duree indeterminee"]
                .iter()
                .find(|word| folded.contains(*word))
                .and_then(|word| original_words(&summary, word));
        }
        if self.job.client.is_none() {
            self.job.client = summary.split([',', '.', ';']).map(str::trim).find_map(|part| {
                let words: Vec<&str> = part.split_whitespace().collect();
                let at = words.iter().position(|word| {
                    ["AG", "SA", "GmbH", "SE", "KG", "Ltd", "SAS", "Sàrl", "SARL", "plc"].contains(word)
                })?;
                let start = (0..at)
                    .rev()
                    .take_while(|index| words[*index].chars().next().is_some_and(char::is_uppercase))
                    .last()?;
                let start = if ["Die", "Der", "Das", "The", "La", "Le", "Chez", "Bei", "Unsere", "Für"]
                    .contains(&words[start])
                {
                    start + 1
                } else {
                    start
                };
                (start < at).then(|| words[start..=at].join(" "))
            });
        }
    }
}

fn original_words(text: &str, folded_word: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let wanted = folded_word.split(' ').count();
    words
        .windows(wanted)
        .find(|window| fold(&window.join(" ")).contains(folded_word))
        .map(|window| window.join(" ").trim_matches([',', '.', '(', ')']).to_owned())
}

fn sentences(whole: &Piece) -> Vec<Piece> {
    let mut cuts: Vec<(usize, usize)> = whole
        .text
        .match_indices(". ")
        .map(|(at, _)| (at, at + 2))
        .filter(|(at, _)| {
            !whole.text[..*at].ends_with(|c: char| c.is_ascii_digit())
                || whole.text[at + 2..].contains(':') && !whole.text[..*at].ends_with("1")
                || whole.text[..*at].rsplit(' ').next().is_some_and(|word| word.len() > 4)
        })
        .collect();
    cuts.extend(whole.text.match_indices(" | ").map(|(at, text)| (at, at + text.len())));
    cuts.extend(whole.text.match_indices('\t').map(|(at, text)| (at, at + text.len())));
    cuts.sort_unstable();
    whole.split_at(&cuts)
}

/// Full time in words, or days a week out of five.
fn full_time(text: &str) -> Option<crate::records::cv::Workload> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let days = words
        .windows(2)
        .find(|pair| ["tage", "tag", "days", "jours"].contains(&pair[1]))
        .and_then(|pair| pair[0].parse::<u8>().ok());
    if let Some(days @ 1..=5) = days.filter(|_| ["woche", "week", "semaine"].iter().any(|word| folded.contains(word))) {
        return Some(crate::records::cv::Workload { min: days * 20, max: days * 20 });
    }
    ["vollzeit", "full-time", "full time", "temps plein", "plein temps"]
        .iter()
        .any(|word| folded.contains(word))
        .then_some(crate::records::cv::Workload { min: 100, max: 100 })
}

fn date_or_words(text: &str) -> String {
    let found = dates::periods(text);
    match found.first() {
        Some(period) if period.start.is_some_and(|date| !date.is_year_only()) => {
            period.start.map(|date| date.to_string()).unwrap_or_default()
        }
        _ => text.to_owned(),
    }
}

fn class_word(text: &str) -> Option<Class> {
    match label(text).as_str() {
        "muss" | "must" | "obligatoire" | "mandatory" | "required" | "zwingend" | "must-have" | "must have"
        | "exige" | "m" | "imperatif" | "essential" => Some(Class::Must),
        "soll" | "should" | "souhaite" | "desirable" | "kann" | "optional" | "wunsch" | "nice-to-have"
        | "nice to have" | "nice" | "optionnel" | "s" | "preferred" | "erwunscht" | "souhaitable" => {
            Some(Class::Should)
        }
        _ => None,
    }
}

/// Wording inside an unmarked or must list that lowers a bullet to should.
fn wording(text: &str) -> Option<Class> {
    let folded = fold(text);
    let lowered = [
        "von vorteil", "wunschenswert", "idealerweise", "nice to have", "a plus", "an asset", "est un plus",
        ", un plus", "un plus", "serait un plus", "un atout", "souhaite", "souhaitee", "desirable", "preferred",
    ];
    // "idealerweise" inside a must weakens only what follows it.
    let starts = lowered.iter().any(|word| folded.starts_with(word))
        || lowered.iter().any(|word| *word != "idealerweise" && folded.trim_end_matches(['.', ')']).ends_with(word));
    starts.then_some(Class::Should)
}

/// A closing sentence below the last list.
fn is_closing(text: &str) -> bool {
    text.ends_with(['.', '!']) && text.split_whitespace().count() >= 5
}
