//! What a person should weigh or ask: risks, next steps, findings of feedback, and the questions of match and feedback in
//! one list by rank. Suspicions about the file are findings and never become questions.

use crate::generate::feedback as feedback_words;
use crate::generate::{Inputs, places, words};
use crate::i18n::{Messages, key};
use crate::records::feedback::Severity;
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, RiskSeverity, Step, StepAction};

/// Characters of a finding's quote that are printed.
const QUOTE_CHARS_MAX: usize = 160;

pub(super) struct QuestionGroup {
    pub(super) title: String,
    /// What a question is about, and the question.
    pub(super) rows: Vec<(String, String)>,
}

pub(super) struct RiskView {
    pub(super) severity: String,
    pub(super) style: &'static str,
    pub(super) text: String,
}

pub(super) struct FindingView {
    pub(super) severity: String,
    pub(super) style: &'static str,
    pub(super) text: String,
    pub(super) quote: String,
    pub(super) place: String,
}

fn criterion<'m>(matching: &'m Match, id: &str) -> Option<&'m JudgedCriterion> {
    matching.criteria.iter().find(|criterion| criterion.id == id)
}

/// Questions that must be asked, should be asked, may be asked; a rank without questions is left out.
pub(super) fn questions(inputs: &Inputs<'_>, messages: &Messages) -> Vec<QuestionGroup> {
    let mut ranked: Vec<(u8, String, String)> = Vec::new();
    if let Some(matching) = inputs.matching {
        for step in &matching.questions {
            ranked.push((rank(matching, step), step.criterion.clone(), step_text(matching, step, messages)));
        }
    }
    for finding in inputs.feedback.findings.iter().filter(|finding| feedback_words::may_be_asked(finding)) {
        if let Some((rank, text)) = finding.ask_rank.zip(feedback_words::question(messages, finding)) {
            ranked.push((rank.clamp(1, 3), subject(&finding.field), text));
        }
    }
    [(1, key::DASHBOARD_RANK_MUST), (2, key::DASHBOARD_RANK_SHOULD), (3, key::DASHBOARD_RANK_MAY)]
        .into_iter()
        .map(|(wanted, title)| QuestionGroup {
            title: messages.get(title),
            rows: ranked
                .iter()
                .filter(|(rank, ..)| *rank == wanted)
                .map(|(_, about, text)| (about.clone(), text.clone()))
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

/// An open must must be asked; an open should, and the proof of a must, should be; other proofs may be.
fn rank(matching: &Match, step: &Step) -> u8 {
    let must = criterion(matching, &step.criterion).is_some_and(|criterion| criterion.class == Class::Must);
    match (must, step.action) {
        (true, StepAction::AskForProof) => 2,
        (true, _) => 1,
        (false, StepAction::AskForProof) => 3,
        (false, _) => 2,
    }
}

/// The entry that a finding is about, such as `w1`; else the CV as a whole.
fn subject(field: &str) -> String {
    let entry = field.split('/').next().unwrap_or_default();
    let digits = entry.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let is_entry = !digits.is_empty() && digits.len() < entry.len() && digits.bytes().all(|c| c.is_ascii_digit());
    if is_entry { entry.to_owned() } else { "CV".to_owned() }
}

/// A step in words. Its criterion's id stands beside it, so the sentence begins after it.
fn step_text(matching: &Match, step: &Step, messages: &Messages) -> String {
    let text = criterion(matching, &step.criterion).map(|criterion| criterion.text.as_str()).unwrap_or_default();
    let sentence = words::step(messages, step, text);
    let rest = sentence.strip_prefix(step.criterion.as_str()).unwrap_or(&sentence);
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', ':']);
    let mut chars = rest.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
}

/// Steps other than questions to the candidate, which have a list of their own.
pub(super) fn next_steps(matching: &Match, messages: &Messages) -> Vec<(String, String)> {
    matching
        .next_steps
        .iter()
        .filter(|step| step.action != StepAction::AskCandidate)
        .map(|step| (step.criterion.clone(), step_text(matching, step, messages)))
        .collect()
}

pub(super) fn risks(matching: &Match, messages: &Messages) -> Vec<RiskView> {
    matching
        .risks
        .iter()
        .map(|risk| RiskView {
            severity: words::severity(messages, risk.severity),
            style: match risk.severity {
                RiskSeverity::High => "not-met",
                RiskSeverity::Medium => "partly",
                RiskSeverity::Low => "open",
            },
            text: words::risk(messages, risk, criterion(matching, &risk.text).map(|one| one.text.as_str())),
        })
        .collect()
}

pub(super) fn findings(inputs: &Inputs<'_>, messages: &Messages) -> Vec<FindingView> {
    inputs
        .feedback
        .findings
        .iter()
        .map(|finding| {
            let source = finding.source.as_ref();
            let quote = |text: &str| messages.locale.quote(&words::shorten(text, QUOTE_CHARS_MAX));
            FindingView {
                severity: feedback_words::severity(messages, finding.severity),
                style: match finding.severity {
                    Severity::Critical => "not-met",
                    Severity::Warning => "partly",
                    Severity::Hint => "open",
                },
                text: feedback_words::finding(messages, finding),
                quote: source.map(|source| quote(&source.quote)).unwrap_or_default(),
                place: source
                    .map(|source| places::place(inputs.cv, messages, Some(&finding.field), Some(&source.place)))
                    .unwrap_or_default(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn a_question_names_its_entry() {
        for (field, expected) in [
            ("w12/endDate", "w12"),
            ("l3/fluency", "l3"),
            ("work", "CV"),
            ("x-dossier/permit", "CV"),
            ("", "CV"),
            ("7", "CV"),
        ] {
            assert_eq!(subject(field), expected, "{field}");
        }
    }
}
