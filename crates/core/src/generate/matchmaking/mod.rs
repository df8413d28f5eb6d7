//! The matchmaking report: the match as a document to file and sign, with quotes, arithmetic, risks and a block for the
//! person's decision.

use super::frame::{blank, data_table, facts_table, form_table, heading, title_block};
use super::{GenerateError, Inputs, candidate_name, words};
use crate::i18n::{Messages, key};
use crate::records::JobProfile;
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Verdict};
use dossier_formats::write::doc::{Block, Cell, Doc, Paragraph, ParagraphStyle, Run};
use dossier_formats::write::sheet::Sheet;

pub(super) fn document(inputs: &Inputs<'_>, messages: &Messages) -> Result<Doc, GenerateError> {
    let (job, matching) = inputs.job.zip(inputs.matching).ok_or(GenerateError::NeedsProfile)?;
    let name = candidate_name(inputs.cv, inputs.options).unwrap_or_else(|| messages.get(key::MARK));
    let title = messages.get(key::MATCH_TITLE);
    let mut doc = blank(inputs, messages, &format!("{title} {name}"), &format!("{title} · {name}"));
    let role = job.title.clone().unwrap_or_default();
    let subtitle = [Some(name), Some(role), job.client.clone()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let mut body = title_block(&doc.sheet, vec![Run::new(title)], Some(vec![Run::new(subtitle)]));
    summary(job, matching, messages, &doc.sheet, &mut body);
    criteria(matching, messages, &doc.sheet, &mut body);
    list(matching, messages, &mut body);
    decision(messages, &doc.sheet, &mut body);
    body.push(Block::text(ParagraphStyle::Note, messages.get(key::MATCH_NOTE)));
    doc.body = body;
    Ok(doc)
}

/// How many of a class are met, as `3 of 5`.
pub(super) fn met_of(matching: &Match, class: Class, messages: &Messages) -> String {
    let all: Vec<&JudgedCriterion> = matching.criteria.iter().filter(|criterion| criterion.class == class).collect();
    let met = all.iter().filter(|criterion| criterion.verdict == Verdict::Met).count();
    messages.with(key::MET_OF, &[("met", &met.to_string()), ("all", &all.len().to_string())])
}

pub(super) fn score_text(matching: &Match, messages: &Messages) -> String {
    matching.score.total.map_or_else(
        || messages.get(key::RECOMMENDATION_NOT_ASSESSABLE),
        |total| messages.with(key::SCORE_OF, &[("score", &total.to_string())]),
    )
}

fn summary(job: &JobProfile, matching: &Match, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    let weights = messages.with(
        key::MATCH_WEIGHTS,
        &[("must", &matching.score.weights.must.to_string()), ("should", &matching.score.weights.should.to_string())],
    );
    let knockouts = if matching.knockouts.is_empty() { messages.get(key::NONE) } else { matching.knockouts.join(", ") };
    let mut rows = vec![
        (messages.get(key::MATCH_MUSTS_MET), met_of(matching, Class::Must, messages)),
        (messages.get(key::MATCH_SHOULDS_MET), met_of(matching, Class::Should, messages)),
        (messages.get(key::MATCH_KNOCKOUTS), knockouts),
        (messages.get(key::MATCH_SUGGESTION), words::recommendation(messages, matching.recommendation)),
        (messages.get(key::MATCH_SCORE), score_text(matching, messages)),
        (messages.get(key::MATCH_ARITHMETIC), format!("{} ({weights})", matching.score.arithmetic)),
        (messages.get(key::MATCH_EVALUATED_ON), words::partial_text(messages, &matching.evaluated_on)),
    ];
    if let Some(id) = &job.id {
        rows.push((messages.get(key::MATCH_PROFILE_ID), id.clone()));
    }
    let rows =
        rows.into_iter().map(|(label, value)| (Cell::runs(vec![Run::muted(label)]), Cell::bold(value))).collect();
    body.push(Block::Gap(160));
    body.push(facts_table(sheet, rows));
}

fn criteria(matching: &Match, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    body.push(heading(messages.get(key::MATCH_CRITERIA)));
    for class in [Class::Must, Class::Should, Class::Soft, Class::Other] {
        let of_class: Vec<&JudgedCriterion> =
            matching.criteria.iter().filter(|criterion| criterion.class == class).collect();
        if of_class.is_empty() {
            continue;
        }
        body.push(Block::text(ParagraphStyle::Heading2, words::class(messages, class)));
        let head = vec![
            Cell::head(messages.get(key::TABLE_ID)),
            Cell::head(messages.get(key::TABLE_CRITERION)),
            Cell::head(messages.get(key::TABLE_STATUS)),
            Cell::head(messages.get(key::TABLE_REASON_AND_QUOTES)),
        ];
        let rows = of_class.into_iter().map(|criterion| row(criterion, messages)).collect();
        body.push(data_table(sheet, &[7, 31, 18], head, rows));
    }
}

fn row(criterion: &JudgedCriterion, messages: &Messages) -> Vec<Cell> {
    let mut reason = vec![Paragraph::new(ParagraphStyle::Cell, words::reason(messages, &criterion.reason))];
    if let Some(ruled) = words::ruled(messages, criterion) {
        reason.push(Paragraph::of(ParagraphStyle::Cell, vec![Run::muted(ruled)]));
    }
    for evidence in &criterion.evidence {
        let quote = messages.locale.quote(&words::shorten(&evidence.quote, 160));
        let place = evidence.entry.as_ref().map(|entry| format!(" ({entry})")).unwrap_or_default();
        reason.push(Paragraph::of(
            ParagraphStyle::Cell,
            vec![Run { italic: true, ..Run::muted(format!("{quote}{place}")) }],
        ));
    }
    let points = criterion.points.map(|points| messages.count(key::POINTS, points, &[])).unwrap_or_default();
    let status = vec![
        Paragraph::of(
            ParagraphStyle::Cell,
            vec![Run::bold(format!(
                "{}\u{a0}{}",
                words::sign(criterion.verdict),
                words::verdict(messages, criterion.verdict)
            ))],
        ),
        Paragraph::of(ParagraphStyle::Cell, vec![Run::muted(points)]),
    ];
    vec![Cell::text(criterion.id.clone()), Cell::text(criterion.text.clone()), Cell::of(status), Cell::of(reason)]
}

fn list(matching: &Match, messages: &Messages, body: &mut Vec<Block>) {
    let text_of = |id: &str| {
        matching.criteria.iter().find(|criterion| criterion.id == id).map(|criterion| criterion.text.as_str())
    };
    if !matching.risks.is_empty() {
        body.push(heading(messages.get(key::MATCH_RISKS)));
        for risk in &matching.risks {
            let severity = words::severity(messages, risk.severity);
            body.push(Block::runs(
                ParagraphStyle::Bullet,
                vec![Run::bold(format!("{severity}: ")), Run::new(words::risk(messages, risk, text_of(&risk.text)))],
            ));
        }
    }
    if !matching.next_steps.is_empty() {
        body.push(heading(messages.get(key::MATCH_NEXT_STEPS)));
        for step in &matching.next_steps {
            body.push(Block::text(
                ParagraphStyle::Bullet,
                words::step(messages, step, text_of(&step.criterion).unwrap_or_default()),
            ));
        }
    }
}

fn decision(messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    body.push(heading(messages.get(key::MATCH_DECISION)));
    body.push(Block::Gap(80));
    let choices = format!(
        "☐ {}\n☐ {}\n☐ {}",
        messages.get(key::RECOMMENDATION_GO),
        messages.get(key::RECOMMENDATION_MAYBE),
        messages.get(key::RECOMMENDATION_NO_GO)
    );
    let rows = vec![
        vec![
            Cell::runs(vec![Run::new(choices)]),
            Cell::runs(vec![Run::muted(format!("{}\n\n\n", messages.get(key::FORM_REASON)))]),
        ],
        vec![
            Cell::runs(vec![Run::muted(format!("{}\n\n", messages.get(key::FORM_PLACE_DATE)))]),
            Cell::runs(vec![Run::muted(format!("{}\n\n", messages.get(key::FORM_NAME_SIGNATURE)))]),
        ],
    ];
    body.push(form_table(sheet, &[34], rows));
}
