//! Lays a CV's content out in a look: the same texts in the same order, one column (classic), labels and periods in a column
//! of their own (modern), or one line an entry (compact).

use super::content::{Certificate, CvContent, Entry, Text};
use super::portrait;
use crate::generate::choices::{Choices, Section};
use crate::generate::frame::{facts_table, heading, paired_table};
use crate::i18n::{Messages, key};
use dossier_formats::write::doc::{Block, Cell, Paragraph, ParagraphStyle, Run};
use dossier_formats::write::sheet::{Look, Sheet};

/// Characters of function, employer and place up to which they share one line with the period.
const ONE_LINE_CHARS_MAX: usize = 84;

/// The body of the document.
pub fn blocks(content: &CvContent, sheet: &Sheet, choices: &Choices, messages: &Messages) -> Vec<Block> {
    let shown = choices.shown();
    let (mut body, sections) = portrait::head(content, sheet, &shown);
    for section in sections {
        match section {
            Section::Facts => facts(content, sheet, &mut body),
            Section::Profile => {
                if let Some(profile) = &content.profile {
                    body.push(heading(messages.get(key::CV_PROFILE)));
                    body.push(Block::runs(ParagraphStyle::Body, profile.clone()));
                }
            }
            Section::Skills => skills(content, sheet, messages, &mut body),
            Section::Experience => entries(&content.experience, key::CV_EXPERIENCE, sheet, messages, &mut body),
            Section::Projects => entries(&content.projects, key::CV_PROJECTS, sheet, messages, &mut body),
            Section::Education => entries(&content.education, key::CV_EDUCATION, sheet, messages, &mut body),
            Section::Certificates => certificates(content, sheet, messages, &mut body),
            Section::Languages => languages(content, sheet, messages, &mut body),
        }
    }
    if !content.contact.is_empty() {
        let label = Run::bold(format!("{} ", messages.get(key::CV_YOUR_CONTACT)));
        body.push(Block::Gap(240));
        body.push(Block::runs(ParagraphStyle::Note, vec![label, Run::new(content.contact.clone())]));
    }
    body
}

fn facts(content: &CvContent, sheet: &Sheet, body: &mut Vec<Block>) {
    if content.facts.is_empty() {
        return;
    }
    body.push(Block::Gap(match sheet.look {
        Look::Classic => 180,
        Look::Modern => 200,
        Look::Compact => 80,
    }));
    let rows = content.facts.iter().map(|(label, value)| (quiet_cell(label), Cell::text(value.clone()))).collect();
    // Few facts read better one below the other.
    body.push(if content.facts.len() < 3 { facts_table(sheet, rows) } else { paired_table(sheet, rows) });
}

fn quiet_cell(label: &str) -> Cell {
    Cell::runs(vec![Run::muted(label)])
}

fn skills(content: &CvContent, sheet: &Sheet, messages: &Messages, body: &mut Vec<Block>) {
    if content.skills.is_empty() {
        return;
    }
    body.push(heading(messages.get(key::CV_SKILLS)));
    let list = |keywords: &[String]| keywords.join(" · ");
    let named = content.skills.iter().any(|(name, _)| name.is_some());
    if named && sheet.look != Look::Compact {
        let rows = content
            .skills
            .iter()
            .map(|(name, keywords)| (Cell::bold(name.clone().unwrap_or_default()), Cell::text(list(keywords))))
            .collect();
        body.push(facts_table(sheet, rows));
        return;
    }
    for (name, keywords) in &content.skills {
        let label = name.iter().map(|name| Run::bold(format!("{name}: ")));
        body.push(Block::runs(ParagraphStyle::EntryText, label.chain([Run::new(list(keywords))]).collect()));
    }
}

fn entries(list: &[Entry], title: crate::i18n::Key, sheet: &Sheet, messages: &Messages, body: &mut Vec<Block>) {
    if list.is_empty() {
        return;
    }
    body.push(heading(messages.get(title)));
    for one in list {
        let mut paragraphs = head(one, sheet);
        if let Some(summary) = &one.summary {
            paragraphs.push(Paragraph::of(ParagraphStyle::EntryText, summary.clone()));
        }
        paragraphs.extend(one.tasks.iter().map(|task| Paragraph::of(ParagraphStyle::EntryBullet, task.clone())));
        if !one.technologies.is_empty() {
            let label = Run::muted(format!("{} ", messages.get(key::CV_TECHNOLOGIES)));
            let runs = vec![label, Run::new(one.technologies.join(", "))];
            paragraphs.push(Paragraph::of(ParagraphStyle::EntryText, runs));
        }
        // The line below an entry's heading, be it a task, stays with what follows: two lines at least stand below a heading.
        let last = paragraphs.len() - 1;
        paragraphs[last].may_end = true;
        for (at, paragraph) in paragraphs.iter_mut().enumerate() {
            paragraph.keep_next |= (at == 1 || paragraph.style == ParagraphStyle::Meta) && at < last;
        }
        body.extend(paragraphs.into_iter().map(Block::Paragraph));
    }
}

fn chars(text: &Text) -> usize {
    text.iter().map(|run| run.text.chars().count()).sum()
}

/// Heading of an entry and the line below it.
fn head(entry: &Entry, sheet: &Sheet) -> Vec<Paragraph> {
    let mut title = entry.title.clone();
    if let Some(note) = &entry.note {
        title.push(Run { regular: true, ..Run::muted(format!(" ({note})")) });
    }
    let mut place = entry.organisation.clone();
    if let Some(town) = &entry.place {
        let separator = if place.is_empty() { "" } else { ", " };
        place.push(Run::new(format!("{separator}{town}")));
    }
    let (long, short) = match &entry.period {
        Some((long, short)) => (Some(long.clone()), Some(short.clone())),
        None => (None, None),
    };
    let quiet = |run: Run| Run { regular: true, muted: !run.marked, ..run };
    match sheet.look {
        Look::Modern => {
            let mut runs: Text = short.map(quiet).into_iter().collect();
            runs.push(Run::new("\t"));
            runs.extend(title);
            with_meta(runs, place)
        }
        Look::Compact if chars(&title) + chars(&place) <= ONE_LINE_CHARS_MAX => {
            let mut runs = title;
            if !place.is_empty() {
                runs.push(quiet(Run::new(", ")));
                runs.extend(place.into_iter().map(|run| Run { regular: true, ..run }));
            }
            runs.extend(at_right(short.map(quiet)));
            vec![Paragraph::of(ParagraphStyle::Heading2, runs)]
        }
        Look::Compact => {
            let mut runs = title;
            runs.extend(at_right(short.map(quiet)));
            with_meta(runs, place)
        }
        Look::Classic => {
            let mut runs = title;
            runs.extend(at_right(long.map(quiet)));
            with_meta(runs, place)
        }
    }
}

/// A tab and what stands at the right edge.
fn at_right(run: Option<Run>) -> Text {
    run.into_iter().flat_map(|run| [Run::new("\t"), run]).collect()
}

fn with_meta(heading: Text, meta: Text) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph::of(ParagraphStyle::Heading2, heading)];
    if !meta.is_empty() {
        paragraphs.push(Paragraph::of(ParagraphStyle::Meta, meta));
    }
    paragraphs
}

fn certificates(content: &CvContent, sheet: &Sheet, messages: &Messages, body: &mut Vec<Block>) {
    if content.certificates.is_empty() {
        return;
    }
    body.push(heading(messages.get(key::CV_CERTIFICATES)));
    if sheet.look == Look::Modern {
        let rows = content
            .certificates
            .iter()
            .map(|one| (quiet_cell(&one.figures), Cell::runs(certificate(one, &one.issuer))))
            .collect();
        body.push(facts_table(sheet, rows));
        return;
    }
    for one in &content.certificates {
        let detail = if sheet.look == Look::Classic { one.detail() } else { one.detail_in_figures() };
        body.push(Block::runs(ParagraphStyle::EntryBullet, certificate(one, &detail)));
    }
}

/// Name of a certificate, and more about it in grey.
fn certificate(one: &Certificate, detail: &str) -> Text {
    let mut runs = vec![Run::new(one.name.clone())];
    if !detail.is_empty() {
        runs.push(Run::muted(format!(", {detail}")));
    }
    runs
}

fn languages(content: &CvContent, sheet: &Sheet, messages: &Messages, body: &mut Vec<Block>) {
    if content.languages.is_empty() {
        return;
    }
    body.push(heading(messages.get(key::CV_LANGUAGES)));
    if sheet.look == Look::Compact {
        let mut runs = Vec::new();
        for (number, language) in content.languages.iter().enumerate() {
            if number > 0 {
                // The dot stays with the word before it.
                runs.push(Run::muted("\u{a0}· "));
            }
            runs.push(Run::bold(language.name.replace(' ', "\u{a0}")));
            if !language.level.is_empty() {
                runs.push(Run::new(format!(":\u{a0}{}", language.level.replace(' ', "\u{a0}"))));
            }
        }
        body.push(Block::runs(ParagraphStyle::EntryText, runs));
        return;
    }
    let rows = content
        .languages
        .iter()
        .map(|language| (Cell::bold(language.name.clone()), Cell::text(language.level.clone())))
        .collect();
    body.push(facts_table(sheet, rows));
}
