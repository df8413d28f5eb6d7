//! The form with a CV's open questions, as TOML that a person fills in, and what comes back.

use super::Change;
use crate::generate::ask;
use crate::i18n::Messages;
use crate::records::feedback::Feedback;
use serde::Deserialize;
use std::fmt::Write as _;

/// Size of a filled-in form.
const FORM_BYTES_MAX: usize = 256 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    answer: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    field: String,
    #[serde(default)]
    value: String,
    #[serde(default, rename = "question")]
    _question: String,
    #[serde(default, rename = "rule")]
    _rule: String,
}

/// A filled-in form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The answers that hold something.
    pub changes: Vec<Change>,
}

/// A form that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswersError {
    /// It is larger than 256 KB.
    #[error("the file of answers is larger than 256 KB")]
    TooLarge,
    /// It is no such TOML.
    #[error("the file of answers cannot be read: {0}")]
    Syntax(String),
    /// Nothing was filled in.
    #[error("the file of answers holds no answer")]
    Empty,
}

impl Answers {
    /// Reads a filled-in form.
    ///
    /// # Errors
    /// [`AnswersError`].
    pub fn parse(text: &str) -> Result<Self, AnswersError> {
        if text.len() > FORM_BYTES_MAX {
            return Err(AnswersError::TooLarge);
        }
        let file: File = toml::from_str(text).map_err(|error| AnswersError::Syntax(error.message().to_owned()))?;
        let changes: Vec<Change> = file
            .answer
            .into_iter()
            .filter(|line| !line.value.trim().is_empty())
            .map(|line| Change { field: line.field, value: line.value })
            .collect();
        if changes.is_empty() { Err(AnswersError::Empty) } else { Ok(Self { changes }) }
    }
}

/// The open questions that the candidate may be asked, most urgent first.
pub fn form(feedback: &Feedback, messages: &Messages) -> String {
    let mut questions: Vec<(u8, &str, &str, String)> = feedback
        .findings
        .iter()
        .filter_map(|finding| {
            let text = ask(messages, finding)?;
            Some((finding.ask_rank.unwrap_or(3), finding.field.as_str(), finding.rule.as_str(), text))
        })
        .collect();
    questions.sort_by_key(|(rank, ..)| *rank);
    let mut out = String::new();
    for (_, field, rule, text) in questions {
        // Strings of JSON are strings of TOML.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let _ = writeln!(
            out,
            "[[answer]]\nquestion = {}\nrule = {}\nfield = {}\nvalue = \"\"\n",
            quoted(&text),
            quoted(rule),
            quoted(field)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::sample::{CV_TXT, sample};

    #[test]
    fn a_form_comes_back() {
        let sample = sample(CV_TXT, Locale::DeCh);
        let text = form(&sample.feedback, &Messages::new(Locale::DeCh));
        assert_eq!(Answers::parse(&text), Err(AnswersError::Empty), "an untouched form says nothing");
        let filled = text.replacen("value = \"\"", "value = \"2024-03\"", 1);
        assert_eq!(Answers::parse(&filled).map(|answers| answers.changes.len()), Ok(1));
        assert!(matches!(Answers::parse("[[answer]]\nfoo = 1"), Err(AnswersError::Syntax(_))));
    }
}
