//! Reads a job profile: labelled facts, tasks, and criteria verbatim with their class from heading, column or wording.

use super::concepts::Lexicon;
use super::dates;
use super::demand;
use super::fold::{fold, label};
use super::job_headings::{Part, class_in_words, generic_title, opens, part_of, title, title_text};
use super::job_words;
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
        // `Anforderungsprofil` over the title names the paper and opens nothing.
        if Some(at) == title_at || title_at.is_some_and(|title| at < title) && generic_title(&line.text()) {
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
        let used = join_item(&lines[at..], right_edge(&lines, line));
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

pub(super) struct Reader<'a> {
    concepts: &'a Lexicon,
    pub(super) job: JobProfile,
    counts: [u32; 4],
    summary: Vec<Piece>,
    goal: Vec<Piece>,
    contact: Vec<Piece>,
}

fn is_running_text(line: &Line) -> bool {
    let text = line.text();
    let listed = text.contains(['·', '|', '•']);
    !line.bullet && !listed && text.split_whitespace().count() >= 8 && text.find(':').is_none_or(|at| at > 40)
}

/// Where lines end that are full, in the column of a line. A single longest line is no edge: in a list of short lines
/// nothing tells how wide the page is set.
fn right_edge(lines: &[&Line], of: &Line) -> f32 {
    let ends = || lines.iter().filter(|line| line.column == of.column).map(|line| line.x1);
    let edge = ends().fold(of.x1, f32::max);
    let full = ends().filter(|x1| *x1 > edge - 0.12 * (edge - of.x0)).count();
    if full > 1 { edge } else { f32::INFINITY }
}

/// The head of a column that names what it tells apart: `Muss / Kann`, `Obligatoire / souhaité`.
fn names_both_classes(text: &str) -> bool {
    let classes: Vec<Class> = text.split(['/', '|']).filter_map(|part| class_in_words(&label(part))).collect();
    classes.contains(&Class::Must) && classes.contains(&Class::Should)
}

/// How wide the first word of a line is; a line goes on in the next one only where that word had no room.
fn first_word_width(line: &Line) -> f32 {
    let text = line.text();
    let word = text.split_whitespace().next().map_or(0, |word| word.chars().count());
    (line.x1 - line.x0) * (word + 2) as f32 / text.chars().count().max(1) as f32
}

/// How many lines belong to the item that begins here.
fn join_item(lines: &[&Line], right: f32) -> usize {
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
            && before.x1 + first_word_width(line) > right;
        let plain = !geometry && (lower || hyphen) && line.gap < 1.5;
        if line.bullet
            || line.cells.len() > 1
            || bracketed_mark(&before.whole()).is_some()
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
        if part == Part::Head && self.by_line(whole) {
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

    /// A criteria table: rows of number, text, class. Returns how many lines it took.
    fn table(&mut self, lines: &[&Line], part: Part) -> Option<usize> {
        let head = lines.first()?;
        if is_close_head(head) {
            return Some(self.close_rows(lines));
        }
        if head.cells.len() < 2 {
            return None;
        }
        if let Some(used) = self.plain_row(head, part) {
            return Some(used);
        }
        let column =
            |kind: &str| head.cells.iter().position(|cell| job_words::kind("column", &cell.text) == Some(kind));
        let text_column = column("text")?;
        let class_column =
            column("class").or_else(|| head.cells.iter().position(|cell| names_both_classes(&cell.text)));
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
            } else if class_column.is_some()
                && let Some((cell, class)) = last_mark(&line.cells[0])
            {
                rows.push((vec![cell], Some(class)));
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

    /// Rows that end with their class, until one does not. Returns how many lines they took, the head included.
    fn close_rows(&mut self, lines: &[&Line]) -> usize {
        let mut used = 1;
        let mut rows: Vec<(Vec<Piece>, Class)> = Vec::new();
        let mut open: Vec<Piece> = Vec::new();
        while let Some(line) = lines.get(used) {
            let whole = line.whole();
            if part_of(&whole.text).is_some() || is_closing(&whole.text) {
                break;
            }
            match last_mark(&whole) {
                Some((piece, class)) => {
                    open.push(piece);
                    rows.push((std::mem::take(&mut open), class));
                }
                // What has no mark goes on in the next line, or ends the row above.
                None if lines
                    .get(used + 1)
                    .is_some_and(|next| next.gap < 1.25 && last_mark(&next.whole()).is_some()) =>
                {
                    open.push(whole);
                }
                None => match rows.last_mut() {
                    Some((pieces, _)) if line.gap < 1.25 && line.cells.len() == 1 => pieces.push(whole),
                    _ => break,
                },
            }
            used += 1;
        }
        for (pieces, class) in rows {
            if let Some(piece) = Piece::join(&pieces) {
                self.criterion(&piece, class);
            }
        }
        used
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
        let (piece, class) = match bracketed_mark(&piece) {
            Some((rest, marked)) => (rest, marked),
            None => (piece, class),
        };
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
        let (parts, join) = demand::demands(&text, self.concepts);
        let kind = parts.first().map_or(Kind::Skill, |part| part.kind);
        for part in parts.iter().filter(|part| part.kind == Kind::LanguageLevel) {
            for language in &part.demand.terms {
                let known = |one: &LanguageDemand| one.language == *language && one.class == class;
                if self.job.languages.last().is_some_and(known) || self.job.languages.iter().rev().take(2).any(known) {
                    continue;
                }
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
            join,
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
}

fn class_word(text: &str) -> Option<Class> {
    match job_words::kind("mark", text)? {
        "must" => Some(Class::Must),
        _ => Some(Class::Should),
    }
}

/// A criterion without the mark in brackets behind it, and the class that the mark gives: `Java (M)`, `Python [Soll]`.
fn bracketed_mark(piece: &Piece) -> Option<(Piece, Class)> {
    let text = piece.text.trim_end();
    let open = text.strip_suffix([')', ']'])?.rfind(['(', '['])?;
    let class = class_word(&text[open + 1..text.len() - 1])?;
    let rest = piece.sub(0, open);
    (!rest.is_empty()).then_some((rest, class))
}

/// The same for a mark that is the last word or two, as rows of a table end when its cells stand close.
fn last_mark(piece: &Piece) -> Option<(Piece, Class)> {
    let cuts: Vec<usize> = piece.text.match_indices([' ', '\t']).map(|(at, _)| at).rev().take(2).collect();
    cuts.into_iter().find_map(|at| {
        let class = class_word(&piece.text[at + 1..])?;
        let rest = piece.sub(0, at);
        (!rest.is_empty()).then_some((rest, class))
    })
}

/// Whether a line is the head of a table of criteria whose two cells stand too close to be told apart.
fn is_close_head(line: &Line) -> bool {
    let text = line.text();
    line.cells.len() == 1
        && text.match_indices(' ').any(|(at, _)| {
            job_words::kind("column", &text[..at]) == Some("text")
                && job_words::kind("column", &text[at + 1..]) == Some("class")
        })
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
