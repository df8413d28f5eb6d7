//! Feedback as the values of a customer's templates: the internal report with all findings, and the letter to the candidate,
//! which gets no finding but the questions. The names are a contract: they are only ever added to (docs/templates.md).

use super::{QUESTIONS_MAX, asked, counts, grade, greeting, plural, row, severity};
use crate::brand::Brand;
use crate::generate::fields::{self, LetterFrame, Text};
use crate::generate::{Inputs, candidate_name};
use crate::i18n::{Key, Messages, key};
use crate::records::feedback::Severity;
use crate::time::Day;
use dossier_formats::fill::Field;
use dossier_formats::write::doc::Run;

/// Headings of the report that a template can print in the output language.
const LABELS: [(&str, Key); 7] = [
    ("feedback", key::FEEDBACK_TITLE),
    ("grade", key::FEEDBACK_GRADE),
    ("critical", key::FINDING_CRITICAL),
    ("warning", key::FINDING_WARNING),
    ("hint", key::FINDING_HINT),
    ("finding", key::FEEDBACK_FINDING),
    ("question", key::FEEDBACK_ASK),
];
/// Headings of the letter.
const LETTER_LABELS: [(&str, Key); 1] = [("contact", key::CV_YOUR_CONTACT)];

/// What the report says of a finding.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    severity: String,
    finding: Text,
    /// Quote and place.
    details: Vec<Text>,
    /// Empty where nothing is asked.
    question: Text,
}

/// What the report says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Content {
    name: Text,
    grade: String,
    /// Critical findings, warnings, hints.
    counts: [u32; 3],
    /// The same in words.
    counted: String,
    /// Each severity that there is, with its count in words and its findings.
    groups: Vec<(String, Vec<Said>)>,
    /// Said instead of findings.
    nothing: String,
}

/// The values of a customer's template for the report.
pub(in super::super) fn filling(inputs: &Inputs<'_>, messages: &Messages) -> Field {
    let name = candidate_name(inputs.cv, inputs.options);
    let mut content = Content {
        name: fields::required(name.as_ref(), messages, key::CV_NAME),
        grade: grade(messages, inputs.feedback.grade),
        counted: counts(inputs.feedback, messages),
        ..Content::default()
    };
    let mut number = 0;
    for (at, shown) in [Severity::Critical, Severity::Warning, Severity::Hint].into_iter().enumerate() {
        let found = inputs.feedback.findings.iter().filter(|finding| finding.severity == shown);
        let group: Vec<Said> = found
            .map(|one| {
                let cells = row(one, &mut number, inputs.cv, messages);
                let mut left = fields::cell(&cells, 0).into_iter();
                let question = fields::joined(fields::cell(&cells, 1));
                Said {
                    severity: severity(messages, shown),
                    finding: left.next().unwrap_or_default(),
                    details: left.collect(),
                    question: if fields::plain(&question) == "–" { Text::new() } else { question },
                }
            })
            .collect();
        content.counts[at] = u32::try_from(group.len()).unwrap_or(u32::MAX);
        if !group.is_empty() {
            let count = i64::try_from(group.len()).unwrap_or(i64::MAX);
            content.groups.push((messages.count(plural(shown), count, &[]), group));
        }
    }
    if content.groups.is_empty() {
        content.nothing = messages.get(key::FEEDBACK_NOTHING);
    }
    values(content, inputs.brand, inputs.date, messages)
}

/// A value for every field that a template for the report can name.
pub(in super::super) fn sample_values(messages: &Messages) -> Field {
    let text = fields::example_text;
    let said = Said { severity: "…".into(), finding: text(), details: vec![text()], question: text() };
    let content = Content {
        name: text(),
        grade: "…".into(),
        counts: [1, 1, 1],
        counted: "…".into(),
        groups: vec![("…".into(), vec![said])],
        nothing: "…".into(),
    };
    values(content, &Brand::default(), Day::constant(2026, 1, 1), messages)
}

fn values(content: Content, brand: &Brand, date: Day, messages: &Messages) -> Field {
    let mut all = fields::shared(brand, date, &LABELS, messages);
    let flat: Vec<Field> = content.groups.iter().flat_map(|(_, group)| group).map(said).collect();
    let groups = content.groups.iter().map(|(name, group)| {
        Field::map([("name", Field::text(name.clone())), ("findings", Field::list(group.iter().map(said)))])
    });
    let [critical, warnings, hints] = content.counts.map(Field::Number);
    all.extend([
        ("groups", Field::list(groups)),
        ("findings", Field::List(flat)),
        ("name", Field::Text(content.name)),
        ("grade", Field::text(content.grade)),
        ("counts", Field::text(content.counted)),
        ("critical", critical),
        ("warnings", warnings),
        ("hints", hints),
        ("nothing", Field::text(content.nothing)),
    ]);
    Field::map(all)
}

fn said(one: &Said) -> Field {
    Field::map([
        ("severity", Field::text(one.severity.clone())),
        ("finding", Field::Text(one.finding.clone())),
        ("details", fields::texts(&one.details)),
        ("question", Field::Text(one.question.clone())),
    ])
}

/// What the letter says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Letter {
    frame: LetterFrame,
    introduction: String,
    questions: Vec<String>,
    /// Empty where nothing is asked.
    outlook: String,
}

/// The values of a customer's template for the letter.
pub(in super::super) fn letter_filling(inputs: &Inputs<'_>, messages: &Messages) -> Field {
    let name = inputs.cv.basics.name.as_ref();
    let questions: Vec<String> = asked(inputs, messages).into_iter().take(QUESTIONS_MAX).collect();
    let (introduction, outlook) = if questions.is_empty() {
        (messages.get(key::CANDIDATE_NOTHING), String::new())
    } else {
        (messages.get(key::CANDIDATE_INTRODUCTION), messages.get(key::CANDIDATE_OUTLOOK))
    };
    let frame = LetterFrame {
        address: name.map(|name| vec![Run::new(name.clone())]).into_iter().collect(),
        subject: messages.get(key::CANDIDATE_SUBJECT),
        salutation: greeting(inputs, messages),
        ..LetterFrame::new(inputs, messages, Vec::new())
    };
    letter_values(Letter { frame, introduction, questions, outlook }, inputs.brand, inputs.date, messages)
}

/// A value for every field that a template for the letter can name.
pub(in super::super) fn letter_sample_values(messages: &Messages) -> Field {
    let letter = Letter {
        frame: LetterFrame::example(),
        introduction: "…".into(),
        questions: vec!["…".into()],
        outlook: "…".into(),
    };
    letter_values(letter, &Brand::default(), Day::constant(2026, 1, 1), messages)
}

fn letter_values(letter: Letter, brand: &Brand, date: Day, messages: &Messages) -> Field {
    let mut all = letter.frame.values(messages);
    all.extend(fields::shared(brand, date, &LETTER_LABELS, messages));
    all.extend([
        ("introduction", Field::text(letter.introduction)),
        ("questions", Field::list(letter.questions.into_iter().map(Field::text))),
        ("outlook", Field::text(letter.outlook)),
    ]);
    Field::map(all)
}
