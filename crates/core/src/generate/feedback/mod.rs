//! The feedback report in two renderings: internal with all findings, and a letter to the candidate with questions and
//! polite hints only: no client, verdict, score, risk or suspicion.

mod sentences;
mod values;

use super::frame::{blank, data_table, heading, title_block};
use super::{Inputs, candidate_name, letter, places, words};
use crate::i18n::{Key, Messages, key};
use crate::records::feedback::{Finding, Grade, Severity};
use crate::records::{Cv, Feedback};
use dossier_formats::write::doc::{Block, Cell, Doc, Paragraph, ParagraphStyle, Run};

pub(super) use sentences::{finding, may_be_asked, question};
pub(super) use values::{filling, letter_filling, letter_sample_values, sample_values};

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
    body.push(Block::Gap(160));
    body.push(Block::text(ParagraphStyle::Figure, grade(messages, feedback.grade)));
    body.push(Block::runs(ParagraphStyle::Body, vec![Run::muted(counts(feedback, messages))]));
    let mut asked = 0;
    for severity_shown in [Severity::Critical, Severity::Warning, Severity::Hint] {
        let found: Vec<&Finding> =
            feedback.findings.iter().filter(|finding| finding.severity == severity_shown).collect();
        if found.is_empty() {
            continue;
        }
        let n = i64::try_from(found.len()).unwrap_or(i64::MAX);
        body.push(heading(messages.count(plural(severity_shown), n, &[])));
        let head = [key::FEEDBACK_FINDING, key::FEEDBACK_ASK, key::FEEDBACK_ANSWER];
        let head = head.map(|label| Cell::head(messages.get(label))).to_vec();
        let rows = found.into_iter().map(|one| row(one, &mut asked, inputs.cv, messages)).collect();
        body.push(data_table(&doc.sheet, &[40, 34], head, rows));
    }
    if feedback.findings.is_empty() {
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::FEEDBACK_NOTHING)));
    }
    doc.body = body;
    doc
}

/// How many findings of each severity there are, in words on one line.
fn counts(feedback: &Feedback, messages: &Messages) -> String {
    let count = |shown: Severity| {
        let n = feedback.findings.iter().filter(|finding| finding.severity == shown).count();
        messages.count(plural(shown), i64::try_from(n).unwrap_or(i64::MAX), &[])
    };
    [Severity::Critical, Severity::Warning, Severity::Hint].map(count).join(" · ")
}

/// A count of findings, as `2 warnings`.
fn plural(severity: Severity) -> Key {
    match severity {
        Severity::Critical => key::COUNT_CRITICAL,
        Severity::Warning => key::COUNT_WARNINGS,
        Severity::Hint => key::COUNT_HINTS,
    }
}

fn row(one: &Finding, asked: &mut u32, cv: &Cv, messages: &Messages) -> Vec<Cell> {
    let mut left = vec![Paragraph::new(ParagraphStyle::Cell, finding(messages, one))];
    // What is nobody's business is named but not repeated: the report may be passed on.
    if let Some(source) = one.source.as_ref().filter(|_| !one.rule.starts_with("personal.")) {
        let quote = messages.locale.quote(&words::shorten(&source.quote, 120));
        left.push(Paragraph::of(ParagraphStyle::Cell, vec![Run { italic: true, ..Run::muted(quote) }]));
    }
    let entry = one.field.split('/').next().unwrap_or(&one.field);
    if let Some(title) = places::entry_title(cv, messages, entry) {
        left.push(Paragraph::of(ParagraphStyle::Cell, vec![Run::muted(title)]));
    }
    let ask = question(messages, one).map_or_else(
        || "–".to_owned(),
        |text| {
            *asked += 1;
            format!("{asked}. {text}")
        },
    );
    vec![Cell::of(left), Cell::text(ask), Cell::text("")]
}

/// Questions of a letter at the most, so that it stays one page.
const QUESTIONS_MAX: usize = 12;

pub(super) fn letter(inputs: &Inputs<'_>, messages: &Messages) -> Doc {
    let title = messages.get(key::CANDIDATE_SUBJECT);
    let mut doc = blank(inputs, messages, &title, &title);
    let name = inputs.cv.basics.name.clone();
    let address = name.map(|name| vec![vec![Run::bold(name)]]).unwrap_or_default();
    let mut body = letter::head(inputs, messages, &doc.sheet, address);
    body.push(Block::text(ParagraphStyle::Subject, title));
    body.push(Block::Gap(letter::AFTER_SUBJECT));
    body.push(Block::text(ParagraphStyle::Body, greeting(inputs, messages)));
    body.push(Block::Gap(letter::AFTER_SALUTATION));
    let asked = asked(inputs, messages);
    if asked.is_empty() {
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::CANDIDATE_NOTHING)));
    } else {
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::CANDIDATE_INTRODUCTION)));
        for (number, text) in (1..).zip(asked.into_iter().take(QUESTIONS_MAX)) {
            body.push(Block::text(ParagraphStyle::Numbered, format!("{number}.\t{text}")));
        }
        body.push(Block::Gap(letter::AFTER_SALUTATION));
        body.push(Block::text(ParagraphStyle::Body, messages.get(key::CANDIDATE_OUTLOOK)));
    }
    body.extend(letter::closing(inputs, messages));
    doc.body = body;
    doc
}

/// How the candidate is greeted: by the full name, since nothing is known of how they want to be addressed.
pub(super) fn greeting(inputs: &Inputs<'_>, messages: &Messages) -> String {
    inputs.cv.basics.name.as_deref().map_or_else(
        || messages.get(key::LETTER_SALUTATION_CANDIDATE),
        |name| messages.with(key::LETTER_SALUTATION_NAME, &[("name", name)]),
    )
}

fn asked(inputs: &Inputs<'_>, messages: &Messages) -> Vec<String> {
    questions(inputs.feedback, messages)
}

/// The questions to the candidate, the most important first and otherwise in the order of the report.
pub(super) fn questions(feedback: &Feedback, messages: &Messages) -> Vec<String> {
    let may_be = feedback.findings.iter().filter(|finding| may_be_asked(finding));
    let mut asked: Vec<(u8, String)> = may_be
        .filter_map(|finding| question(messages, finding).map(|text| (finding.ask_rank.unwrap_or(3), text)))
        .collect();
    asked.sort_by_key(|(rank, _)| *rank);
    asked.dedup();
    asked.into_iter().map(|(_, text)| text).collect()
}
