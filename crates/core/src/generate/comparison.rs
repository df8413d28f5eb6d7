//! Candidates side by side, criterion by criterion, as one HTML page for the desk: verdicts in sign and word, with their
//! reasons and first quotes. Ranks nobody: the order is the caller's.

use super::ranking::{Unread, tone};
use super::shortlist::Proposed;
use super::{GenerateError, words};
use crate::i18n::{Messages, key};
use crate::records::JobProfile;
use crate::records::matching::JudgedCriterion;
use askama::Template;

/// Quotes longer than this are cut.
const QUOTE_CHARS_MAX: usize = 120;

struct Column<'a> {
    label: &'a str,
    score: String,
    suggestion: String,
    knockouts: String,
}

struct Line<'a> {
    id: &'a str,
    class: String,
    text: &'a str,
    cells: Vec<Judged>,
}

/// A verdict; empty where the match does not have the criterion.
#[derive(Default)]
struct Judged {
    tone: &'static str,
    sign: &'static str,
    verdict: String,
    reason: String,
    quote: String,
}

#[derive(Template)]
#[template(path = "comparison.html")]
struct Page<'a> {
    language: &'static str,
    title: String,
    subtitle: &'a str,
    criterion: String,
    score: String,
    suggestion: String,
    knockouts: String,
    unread_title: String,
    note: String,
    /// Says on narrow screens that there may be more to see; nothing where there is one candidate.
    scroll: Option<String>,
    columns: Vec<Column<'a>>,
    lines: Vec<Line<'a>>,
    unread: &'a [Unread],
}

/// The page.
pub(super) fn page(
    job: &JobProfile,
    people: &[Proposed<'_>],
    unread: &[Unread],
    messages: &Messages,
) -> Result<String, GenerateError> {
    let columns = people
        .iter()
        .map(|one| Column {
            label: one.label,
            score: one.matching.score.total.map_or_else(|| "–".to_owned(), |score| score.to_string()),
            suggestion: words::recommendation(messages, one.matching.recommendation),
            knockouts: one.matching.knockouts.join(" "),
        })
        .collect();
    let lines = job
        .criteria
        .iter()
        .map(|criterion| Line {
            id: &criterion.id,
            class: words::class(messages, criterion.class),
            text: &criterion.text,
            cells: people.iter().map(|one| cell(messages, one.criterion(&criterion.id))).collect(),
        })
        .collect();
    Page {
        language: messages.locale.document_tag(),
        title: messages.get(key::FILE_COMPARISON),
        subtitle: job.title.as_deref().unwrap_or_default(),
        criterion: messages.get(key::TABLE_CRITERION),
        score: messages.get(key::RANKING_SCORE),
        suggestion: messages.get(key::RANKING_SUGGESTION),
        knockouts: messages.get(key::RANKING_KNOCKOUTS),
        unread_title: messages.get(key::RANKING_UNREAD),
        note: messages.get(key::RANKING_NOTE),
        scroll: (people.len() > 1).then(|| messages.get(key::COMPARISON_SCROLL)),
        columns,
        lines,
        unread,
    }
    .render()
    .map_err(|_| GenerateError::Template)
}

fn cell(messages: &Messages, judged: Option<&JudgedCriterion>) -> Judged {
    let Some(judged) = judged else { return Judged::default() };
    let reason = words::reason(messages, &judged.reason);
    // Some reasons are a quotation themselves; then it is not repeated.
    let quote = judged.evidence.first().filter(|evidence| !reason.contains(&evidence.quote));
    Judged {
        tone: tone(judged.verdict),
        sign: words::sign(judged.verdict),
        verdict: words::verdict(messages, judged.verdict),
        quote: quote
            .map(|evidence| messages.locale.quote(&words::shorten(&evidence.quote, QUOTE_CHARS_MAX)))
            .unwrap_or_default(),
        reason,
    }
}
