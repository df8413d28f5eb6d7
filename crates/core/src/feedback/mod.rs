//! Feedback on a CV: what a client would stumble over, what to ask the candidate, and how urgent it is. Each rule has an
//! id; its words stand in the message catalogues.

mod rules;

use crate::records::cv::Cv;
use crate::records::feedback::{Feedback, Finding, Grade, Severity};
use crate::time::Day;
use crate::understand::Lexicon;
pub(crate) use rules::OVERLAP_MONTHS;

/// Ids of all rules, sorted.
pub use rules::RULE_IDS;
pub(crate) use rules::told;

/// Checks a CV. `today` is the evaluation date.
pub fn feedback(cv: &Cv, concepts: &Lexicon, today: Day) -> Feedback {
    let mut findings = rules::all(cv, concepts, today);
    // What was answered in words is not asked again.
    let answered = |field: &str| cv.x.answers.iter().any(|answer| answer.field == field);
    for finding in findings.iter_mut().filter(|finding| answered(&finding.field)) {
        finding.ask_rank = None;
    }
    findings.sort_by(|a, b| {
        (a.severity, a.ask_rank.unwrap_or(9), &a.rule, &a.field).cmp(&(
            b.severity,
            b.ask_rank.unwrap_or(9),
            &b.rule,
            &b.field,
        ))
    });
    Feedback { schema: "dossier.feedback/1".into(), grade: grade(&findings), findings }
}

fn grade(findings: &[Finding]) -> Grade {
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    match (count(Severity::Critical), count(Severity::Warning)) {
        (0, 0) => Grade::Ready,
        (0, 1..=3) => Grade::Good,
        (0..=1, _) => Grade::NeedsWork,
        _ => Grade::NotReady,
    }
}
