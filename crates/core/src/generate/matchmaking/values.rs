//! A match as the values of a customer's template: the words of the house's report, taken from its blocks where it makes
//! sentences. The names are a contract: they are only ever added to (docs/templates.md).

use super::{criteria, list, met_of, score_text};
use crate::brand::Brand;
use crate::generate::fields::{self, Text};
use crate::generate::frame::sheet;
use crate::generate::{GenerateError, Inputs, candidate_name, reasoning, words};
use crate::i18n::{Key, Messages, key};
use crate::records::job::Class;
use crate::records::matching::Match;
use crate::time::Day;
use dossier_formats::fill::Field;
use dossier_formats::write::doc::{Block, Cell};

/// Headings that a template can print in the output language.
const LABELS: [(&str, Key); 22] = [
    ("matchmaking", key::MATCH_TITLE),
    ("musts_met", key::MATCH_MUSTS_MET),
    ("shoulds_met", key::MATCH_SHOULDS_MET),
    ("knockouts", key::MATCH_KNOCKOUTS),
    ("suggestion", key::MATCH_SUGGESTION),
    ("score", key::MATCH_SCORE),
    ("arithmetic", key::MATCH_ARITHMETIC),
    ("evaluated_on", key::MATCH_EVALUATED_ON),
    ("profile_id", key::MATCH_PROFILE_ID),
    ("criteria", key::MATCH_CRITERIA),
    ("id", key::TABLE_ID),
    ("class", key::TABLE_CLASS),
    ("criterion", key::TABLE_CRITERION),
    ("status", key::TABLE_STATUS),
    ("reason", key::TABLE_REASON),
    ("evidence", key::TABLE_REASON_AND_QUOTES),
    ("risks", key::MATCH_RISKS),
    ("next_steps", key::MATCH_NEXT_STEPS),
    ("decision", key::MATCH_DECISION),
    ("decision_reason", key::FORM_REASON),
    ("place_date", key::FORM_PLACE_DATE),
    ("signature", key::FORM_NAME_SIGNATURE),
];

/// What a report says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Content {
    name: Text,
    role: String,
    client: String,
    profile_id: String,
    musts_met: String,
    shoulds_met: String,
    /// Ids of the criteria that knock out.
    knockouts: Vec<String>,
    suggestion: String,
    /// Why the rules suggest it.
    why: String,
    score: String,
    arithmetic: String,
    weights: String,
    evaluated_on: String,
    /// Name of each class with its criteria.
    classes: Vec<(String, Vec<Judged>)>,
    /// Severity and text of each risk.
    risks: Vec<(String, Text)>,
    next_steps: Vec<Text>,
}

/// A judged criterion.
#[derive(Clone, Debug, Default, PartialEq)]
struct Judged {
    class: String,
    id: Text,
    criterion: Text,
    status: Text,
    points: Text,
    reason: Text,
    /// What the rules said where a person decided otherwise, and quotes with their places.
    evidence: Vec<Text>,
}

/// The values of a customer's template.
pub(in super::super) fn filling(inputs: &Inputs<'_>, messages: &Messages) -> Result<Field, GenerateError> {
    let (job, matching) = inputs.job.zip(inputs.matching).ok_or(GenerateError::NeedsProfile)?;
    let name = candidate_name(inputs.cv, inputs.options);
    let shares = matching.score.weights;
    let judged = fields::written(|body| criteria(inputs, matching, messages, &sheet(inputs), body));
    let listed = fields::written(|body| list(matching, messages, body));
    let content = Content {
        name: fields::required(name.as_ref(), messages, key::CV_NAME),
        role: job.title.clone().unwrap_or_default(),
        client: job.client.clone().unwrap_or_default(),
        profile_id: job.id.clone().unwrap_or_default(),
        musts_met: met_of(matching, Class::Must, messages),
        shoulds_met: met_of(matching, Class::Should, messages),
        knockouts: matching.knockouts.clone(),
        suggestion: words::recommendation(messages, matching.recommendation),
        why: reasoning::why(matching, messages),
        score: score_text(matching, messages),
        arithmetic: matching.score.arithmetic.clone(),
        weights: messages
            .with(key::MATCH_WEIGHTS, &[("must", &shares.must.to_string()), ("should", &shares.should.to_string())]),
        evaluated_on: words::partial_text(messages, &matching.evaluated_on),
        classes: classes(&judged),
        risks: risks(matching, &listed, messages),
        next_steps: under(&listed, &messages.get(key::MATCH_NEXT_STEPS)),
    };
    Ok(values(content, inputs.brand, inputs.date, messages))
}

/// A value for every field that a template can name.
pub(in super::super) fn sample_values(messages: &Messages) -> Field {
    let text = fields::example_text;
    let judged = Judged {
        class: "…".into(),
        id: text(),
        criterion: text(),
        status: text(),
        points: text(),
        reason: text(),
        evidence: vec![text()],
    };
    let content = Content {
        name: text(),
        role: "…".into(),
        client: "…".into(),
        profile_id: "…".into(),
        musts_met: "…".into(),
        shoulds_met: "…".into(),
        knockouts: vec!["…".into()],
        suggestion: "…".into(),
        why: "…".into(),
        score: "…".into(),
        arithmetic: "…".into(),
        weights: "…".into(),
        evaluated_on: "…".into(),
        classes: vec![("…".into(), vec![judged])],
        risks: vec![("…".into(), text())],
        next_steps: vec![text()],
    };
    values(content, &Brand::default(), Day::constant(2026, 1, 1), messages)
}

/// The paragraphs under a heading.
fn under(blocks: &[Block], heading: &str) -> Vec<Text> {
    let found = fields::sections(blocks).into_iter().find(|(name, _)| name == heading);
    found.map(|(_, blocks)| fields::paragraphs(blocks)).unwrap_or_default()
}

fn classes(blocks: &[Block]) -> Vec<(String, Vec<Judged>)> {
    fields::sections(blocks)
        .into_iter()
        .map(|(class, blocks)| {
            let rows: Vec<Judged> = fields::rows(blocks).into_iter().map(|row| judged(&class, row)).collect();
            (class, rows)
        })
        .filter(|(_, rows)| !rows.is_empty())
        .collect()
}

fn judged(class: &str, row: &[Cell]) -> Judged {
    let mut status = fields::cell(row, 2).into_iter();
    let mut reason = fields::cell(row, 3).into_iter();
    Judged {
        class: class.to_owned(),
        id: fields::joined(fields::cell(row, 0)),
        criterion: fields::joined(fields::cell(row, 1)),
        status: status.next().unwrap_or_default(),
        points: status.next().unwrap_or_default(),
        reason: reason.next().unwrap_or_default(),
        evidence: reason.collect(),
    }
}

/// The risks, whose paragraphs begin with the severity.
fn risks(matching: &Match, blocks: &[Block], messages: &Messages) -> Vec<(String, Text)> {
    let texts = under(blocks, &messages.get(key::MATCH_RISKS)).into_iter();
    let severities = matching.risks.iter().map(|risk| words::severity(messages, risk.severity));
    severities.zip(texts.map(|runs| runs.into_iter().skip(1).collect())).collect()
}

fn values(content: Content, brand: &Brand, date: Day, messages: &Messages) -> Field {
    let mut all = fields::shared(brand, date, &LABELS, messages);
    let choices = [key::RECOMMENDATION_GO, key::RECOMMENDATION_MAYBE, key::RECOMMENDATION_NO_GO];
    let flat: Vec<Field> = content.classes.iter().flat_map(|(_, rows)| rows).map(criterion).collect();
    let classes = content.classes.iter().map(|(name, rows)| {
        Field::map([("name", text(name.clone())), ("criteria", Field::list(rows.iter().map(criterion)))])
    });
    all.extend([
        ("classes", Field::list(classes)),
        ("criteria", Field::List(flat)),
        ("name", Field::Text(content.name)),
        ("role", text(content.role)),
        ("client", text(content.client)),
        ("profile_id", text(content.profile_id)),
        ("musts_met", text(content.musts_met)),
        ("shoulds_met", text(content.shoulds_met)),
        ("knockouts", Field::list(content.knockouts.into_iter().map(text))),
        ("suggestion", text(content.suggestion)),
        ("why", text(content.why)),
        ("score", text(content.score)),
        ("arithmetic", text(content.arithmetic)),
        ("weights", text(content.weights)),
        ("evaluated_on", text(content.evaluated_on)),
        (
            "risks",
            Field::list(
                content
                    .risks
                    .into_iter()
                    .map(|(severity, risk)| Field::map([("severity", text(severity)), ("text", Field::Text(risk))])),
            ),
        ),
        ("next_steps", fields::texts(&content.next_steps)),
        ("choices", Field::list(choices.map(|choice| text(messages.get(choice))))),
        ("note", text(messages.get(key::MATCH_NOTE))),
    ]);
    Field::map(all)
}

fn text(text: String) -> Field {
    Field::text(text)
}

fn criterion(one: &Judged) -> Field {
    Field::map([
        ("class", Field::text(one.class.clone())),
        ("id", Field::Text(one.id.clone())),
        ("criterion", Field::Text(one.criterion.clone())),
        ("status", Field::Text(one.status.clone())),
        ("points", Field::Text(one.points.clone())),
        ("reason", Field::Text(one.reason.clone())),
        ("evidence", fields::texts(&one.evidence)),
    ])
}
