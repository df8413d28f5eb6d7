//! The feedback report in two renderings: internal with all findings, and a letter to the candidate with questions and
//! polite hints only: no client, verdict, score, risk or suspicion.

mod sentences;

use super::frame::{blank, data_table, facts_table, heading, title_block};
use super::{Inputs, candidate_name, letter, words};
use crate::i18n::{Messages, key};
use crate::records::feedback::{Finding, Grade, Severity};
use dossier_formats::write::doc::{Block, Cell, Doc, Paragraph, ParagraphStyle, Run};

pub(super) use sentences::{finding, may_be_asked, question};

pub(super) fn grade(messages: &Messages, grade: Grade) -> String {
    messages.get(match grade {
        Grade::Ready => key::GRADE_READY,
        Grade::Good => key::GRADE_GOOD,
        Grade::NeedsWork => key::GRADE_NEEDS_WORK,
        Grade::NotReady => key::GRADE_NOT_READY,
    })
}

pub(super) fn severity(messages: &Messages, severity: Severity) -> String {
    messages.get(match severity {
        Severity::Critical => key::FINDING_CRITICAL,
        Severity::Warning => key::FINDING_WARNING,
        Severity::Hint => key::FINDING_HINT,
    })
}

pub(super) fn internal(inputs: &Inputs<'_>, messages: &Messages) -> Doc {
    let name = candidate_name(inputs.cv, inputs.options).unwrap_or_else(|| messages.get(key::MARK));
    let title = messages.get(key::FEEDBACK_TITLE);
    let mut doc = blank(inputs, messages, &format!("{title} {name}"), &format!("{title} · {name}"));
    let feedback = inputs.feedback;
    let mut body = title_block(&doc.sheet, vec![Run::new(title)], Some(vec![Run::new(name)]));
    let count = |severity: Severity| {
        feedback.findings.iter().filter(|finding| finding.severity == severity).count().to_string()
    };
    let rows = [
        (messages.get(key::FEEDBACK_GRADE), grade(messages, feedback.grade)),
        (messages.get(key::FINDING_CRITICAL), count(Severity::Critical)),
        (messages.get(key::FINDING_WARNING), count(Severity::Warning)),
        (messages.get(key::FINDING_HINT), count(Severity::Hint)),
    ]
    .into_iter()
    .map(|(label, value)| (Cell::runs(vec![Run::muted(label)]), Cell::bold(value)))
    .collect();
    body.push(Block::Gap(160));
    body.push(facts_table(&doc.sheet, rows));
    for severity_shown in [Severity::Critical, Severity::Warning, Severity::Hint] {
        let found: Vec<&Finding> =
            feedback.findings.iter().filter(|finding| finding.severity == severity_shown).collect();
        if found.is_empty() {
            continue;
        }
        body.push(heading(severity(messages, severity_shown)));
        let head = vec![Cell::head(messages.get(key::FEEDBACK_FINDING)), Cell::head(messages.get(key::FEEDBACK_ASK))];
        let rows = found.into_iter().map(|one| row(one, messages)).collect();
        body.push(data_table(&doc.sheet, &[54], head, rows));
    }
    if feedback.findings.is_empty() {
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::FEEDBACK_NOTHING)));
    }
    doc.body = body;
    doc
}

fn row(one: &Finding, messages: &Messages) -> Vec<Cell> {
    let mut left = vec![Paragraph::new(ParagraphStyle::Cell, finding(messages, one))];
    if let Some(source) = &one.source {
        let quote = messages.locale.quote(&words::shorten(&source.quote, 120));
        left.push(Paragraph::of(ParagraphStyle::Cell, vec![Run { italic: true, ..Run::muted(quote) }]));
    }
    left.push(Paragraph::of(ParagraphStyle::Cell, vec![Run::muted(format!("{} · {}", one.rule, one.field))]));
    let ask =
        question(messages, one).map_or_else(|| "–".to_owned(), |text| format!("{}. {text}", one.ask_rank.unwrap_or(3)));
    vec![Cell::of(left), Cell::text(ask)]
}

/// Questions of a letter at the most, so that it stays one page.
const QUESTIONS_MAX: usize = 12;

pub(super) fn letter(inputs: &Inputs<'_>, messages: &Messages) -> Doc {
    let title = messages.get(key::CANDIDATE_SUBJECT);
    let mut doc = blank(inputs, messages, &title, &title);
    let name = inputs.cv.basics.name.clone();
    let address = name.clone().map(|name| vec![vec![Run::bold(name)]]).unwrap_or_default();
    let mut body = letter::head(inputs, messages, &doc.sheet, address);
    body.push(Block::text(ParagraphStyle::Subject, title));
    let greeting = name.as_deref().map_or_else(
        || messages.get(key::LETTER_SALUTATION_CANDIDATE),
        |name| messages.with(key::LETTER_SALUTATION_NAME, &[("name", name)]),
    );
    body.push(Block::text(ParagraphStyle::Body, greeting));
    let mut asked: Vec<(u8, String)> = inputs
        .feedback
        .findings
        .iter()
        .filter(|finding| may_be_asked(finding))
        .filter_map(|finding| question(messages, finding).map(|text| (finding.ask_rank.unwrap_or(3), text)))
        .collect();
    asked.sort();
    asked.dedup();
    if asked.is_empty() {
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::CANDIDATE_NOTHING)));
    } else {
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::CANDIDATE_INTRODUCTION)));
        for (_, text) in asked.into_iter().take(QUESTIONS_MAX) {
            body.push(Block::text(ParagraphStyle::Bullet, text));
        }
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::CANDIDATE_OUTLOOK)));
    }
    body.extend(letter::closing(inputs, messages));
    doc.body = body;
    doc
}
