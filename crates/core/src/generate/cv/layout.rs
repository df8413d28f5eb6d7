//! Lays a CV's content out in a look: the same texts in the same order, one column (classic), labels and periods in a column
//! of their own (modern), or one line an entry (compact).

use super::content::{CvContent, Entry, Text};
use crate::generate::choices::{Choices, Section};
use crate::generate::frame::{facts_table, heading, title_block, widths};
use crate::i18n::{Messages, key};
use dossier_formats::write::doc::{Block, Cell, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::sheet::{Look, Sheet};

/// Characters of function, employer and place up to which they share one line with the period.
const ONE_LINE_CHARS_MAX: usize = 84;

/// The body of the document.
pub fn blocks(content: &CvContent, sheet: &Sheet, choices: &Choices, messages: &Messages) -> Vec<Block> {
    let mut body = title_block(sheet, content.name.clone(), Some(content.role.clone()));
    for section in choices.shown() {
        match section {
            Section::Facts => facts(content, sheet, &mut body),
            Section::Profile => {
                if let Some(profile) = &content.profile {
                    body.push(heading(messages.get(key::CV_PROFILE)));
                    body.push(Block::runs(ParagraphStyle::EntryText, profile.clone()));
                }
            }
            Section::Skills => skills(content, sheet, messages, &mut body),
            Section::Experience => entries(&content.experience, key::CV_EXPERIENCE, sheet, messages, &mut body),
            Section::Projects => entries(&content.projects, key::CV_PROJECTS, sheet, messages, &mut body),
            Section::Education => entries(&content.education, key::CV_EDUCATION, sheet, messages, &mut body),
            Section::Certificates => certificates(content, messages, &mut body),
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
    if sheet.look == Look::Compact {
        body.push(Block::Gap(80));
        body.push(paired_facts(sheet, &content.facts));
        return;
    }
    body.push(Block::Gap(if sheet.look == Look::Modern { 140 } else { 200 }));
    let rows = content
        .facts
        .iter()
        .map(|(label, value)| (Cell::runs(vec![Run::muted(label.clone())]), Cell::text(value.clone())))
        .collect();
    body.push(facts_table(sheet, rows));
}

/// Two facts a row.
fn paired_facts(sheet: &Sheet, facts: &[(String, String)]) -> Block {
    let cells =
        |(label, value): &(String, String)| [Cell::runs(vec![Run::muted(label.clone())]), Cell::text(value.clone())];
    let rows = facts
        .chunks(2)
        .map(|pair| {
            let mut row: Vec<Cell> = pair.iter().flat_map(cells).collect();
            row.resize_with(4, || Cell::text(""));
            row
        })
        .collect();
    let widths = widths(sheet, &[18, 32, 18]);
    Block::Table(Table { look: TableLook::Facts, widths, head: None, rows, keep: Keep::Whole })
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
        // The line below an entry's heading stays with the first line of its content.
        let last = paragraphs.len() - 1;
        paragraphs[last].may_end = true;
        for (at, paragraph) in paragraphs.iter_mut().enumerate() {
            paragraph.keep_next |= paragraph.style == ParagraphStyle::Meta && at < last;
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
        Look::Classic if place.is_empty() => {
            let mut runs = title;
            runs.extend(at_right(long.map(quiet)));
            with_meta(runs, Vec::new())
        }
        Look::Classic => {
            place.extend(at_right(long));
            with_meta(title, place)
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

fn certificates(content: &CvContent, messages: &Messages, body: &mut Vec<Block>) {
    if content.certificates.is_empty() {
        return;
    }
    body.push(heading(messages.get(key::CV_CERTIFICATES)));
    for certificate in &content.certificates {
        let mut runs = vec![Run::new(certificate.name.clone())];
        if !certificate.detail.is_empty() {
            runs.push(Run::muted(format!(", {}", certificate.detail)));
        }
        body.push(Block::runs(ParagraphStyle::EntryBullet, runs));
    }
}

fn languages(content: &CvContent, sheet: &Sheet, messages: &Messages, body: &mut Vec<Block>) {
    if content.languages.is_empty() {
        return;
    }
    body.push(heading(messages.get(key::CV_LANGUAGES)));
    if sheet.look == Look::Compact {
        let mut runs = Vec::new();
        for (number, language) in content.languages.iter().enumerate() {
            let separator = if number > 0 { "  ·  " } else { "" };
            runs.push(Run::bold(format!("{separator}{}", language.name)));
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
