//! What a match and a feedback say, in words, for pages that show records without making a document of them.

use super::{feedback, reasoning, words};
use crate::i18n::Messages;
use crate::locale::Locale;
use crate::records::Feedback;
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Reason, Recommendation, Verdict};

/// The words of one locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    messages: Messages,
}

impl Said {
    /// In a locale.
    pub fn new(locale: Locale) -> Self {
        Self { messages: Messages::new(locale) }
    }

    /// A verdict.
    pub fn verdict(&self, verdict: Verdict) -> String {
        words::verdict(&self.messages, verdict)
    }

    /// A class of criteria.
    pub fn class(&self, class: Class) -> String {
        words::class(&self.messages, class)
    }

    /// What the figures suggest.
    pub fn recommendation(&self, recommendation: Recommendation) -> String {
        words::recommendation(&self.messages, recommendation)
    }

    /// Why they suggest it, as a sentence.
    pub fn why(&self, matching: &Match) -> String {
        reasoning::why(matching, &self.messages)
    }

    /// Why a verdict was given, as a sentence.
    pub fn reason(&self, reason: &Reason) -> String {
        words::reason(&self.messages, reason)
    }

    /// What the rules said, where a person decided otherwise.
    pub fn ruled(&self, criterion: &JudgedCriterion) -> Option<String> {
        words::ruled(&self.messages, criterion)
    }

    /// A quote of at most so many characters, in the locale's quotation marks.
    pub fn quote(&self, text: &str, chars_max: usize) -> String {
        self.messages.locale.quote(&words::shorten(text, chars_max))
    }

    /// What to ask in an interview, and what to do next, each bound to its criterion.
    pub fn steps(&self, matching: &Match) -> Vec<String> {
        let text = |id: &str| {
            let found = matching.criteria.iter().find(|criterion| criterion.id == id);
            found.map(|criterion| criterion.text.as_str()).unwrap_or_default()
        };
        let steps = matching.next_steps.iter().chain(&matching.questions);
        let mut out: Vec<String> = Vec::new();
        for step in steps {
            let said = words::step(&self.messages, step, text(&step.criterion));
            if !out.contains(&said) {
                out.push(said);
            }
        }
        out
    }

    /// Risks, gravest first: how grave, and what.
    pub fn risks(&self, matching: &Match) -> Vec<(String, String)> {
        let text = |id: &str| {
            let found = matching.criteria.iter().find(|criterion| criterion.id == id);
            found.map(|criterion| criterion.text.as_str())
        };
        let said = matching.risks.iter().map(|risk| {
            (words::severity(&self.messages, risk.severity), words::risk(&self.messages, risk, text(&risk.text)))
        });
        said.collect()
    }

    /// Questions to the candidate, the most important first; no suspicion is among them.
    pub fn questions(&self, feedback: &Feedback) -> Vec<String> {
        feedback::questions(feedback, &self.messages)
    }
}
