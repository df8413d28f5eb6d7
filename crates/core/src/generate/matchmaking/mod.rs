//! The matchmaking report: the match as a document to file and sign, with quotes, arithmetic, risks and a block for the
//! person's decision.

mod values;

pub(super) use values::{filling, sample_values};

use super::frame::{blank, data_table, form_table, heading, title_block, widths};
use super::{GenerateError, Inputs, candidate_name, places, reasoning, words};
use crate::i18n::{Key, Messages, key};
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Risk, Step, Verdict};
use crate::records::{Cv, JobProfile};
use dossier_formats::write::doc::{Block, Cell, Doc, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::sheet::Sheet;

/// Characters of the line below the title up to which it is not broken.
const SUBTITLE_CHARS_MAX: usize = 66;

pub(super) fn document(inputs: &Inputs<'_>, messages: &Messages) -> Result<Doc, GenerateError> {
    let (job, matching) = inputs.job.zip(inputs.matching).ok_or(GenerateError::NeedsProfile)?;
    let name = candidate_name(inputs.cv, inputs.options).unwrap_or_else(|| messages.get(key::MARK));
    let title = messages.get(key::MATCH_TITLE);
    let mut doc = blank(inputs, messages, &format!("{title} {name}"), &format!("{title} · {name}"));
    let role = job.title.clone().unwrap_or_default();
    let parts: Vec<String> =
        [Some(name), Some(role), job.client.clone()].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    // A long line is broken before the client rather than anywhere.
    let chars: usize = parts.iter().map(|part| part.chars().count()).sum();
    let subtitle = match parts.split_last() {
        Some((client, rest)) if chars > SUBTITLE_CHARS_MAX => format!("{}\n{client}", rest.join(" · ")),
        _ => parts.join(" · "),
    };
    let mut body = title_block(&doc.sheet, vec![Run::new(title)], Some(vec![Run::new(subtitle)]));
    summary(job, matching, messages, &doc.sheet, &mut body);
    criteria(inputs, matching, messages, &doc.sheet, &mut body);
    list(matching, messages, &mut body);
    decision(messages, &doc.sheet, &mut body);
    body.push(Block::runs(ParagraphStyle::Note, vec![Run::muted(messages.get(key::MATCH_NOTE))]));
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

/// The figures side by side, what they suggest and why, and how they came about.
fn summary(job: &JobProfile, matching: &Match, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    let figure = |figure: String, label: Key| {
        Cell::of(vec![
            Paragraph::new(ParagraphStyle::Figure, figure),
            Paragraph::of(ParagraphStyle::Cell, vec![Run::muted(messages.get(label))]),
        ])
    };
    let knockouts = messages.locale.number(i64::try_from(matching.knockouts.len()).unwrap_or(i64::MAX));
    let cells = vec![
        figure(met_of(matching, Class::Must, messages), key::MATCH_MUSTS_MET),
        figure(met_of(matching, Class::Should, messages), key::MATCH_SHOULDS_MET),
        figure(knockouts, key::MATCH_KNOCKOUTS),
        figure(score_text(matching, messages), key::MATCH_SCORE),
    ];
    body.push(Block::Gap(200));
    body.push(Block::Table(Table {
        look: TableLook::Plain,
        widths: widths(sheet, &[25, 25, 25]),
        head: None,
        rows: vec![cells],
        keep: Keep::Next,
    }));
    body.push(Block::Gap(120));
    let suggestion = format!(
        "{}{} {}",
        messages.get(key::MATCH_SUGGESTION),
        words::colon(messages),
        words::recommendation(messages, matching.recommendation)
    );
    body.push(Block::runs(
        ParagraphStyle::Body,
        vec![Run::bold(format!("{suggestion}. ")), Run::new(reasoning::why(matching, messages))],
    ));
    let weights = messages.with(
        key::MATCH_WEIGHTS,
        &[("must", &matching.score.weights.must.to_string()), ("should", &matching.score.weights.should.to_string())],
    );
    let labelled = |label: Key, text: &str| format!("{}{} {text}", messages.get(label), words::colon(messages));
    let mut small = vec![
        labelled(key::MATCH_ARITHMETIC, &format!("{} ({weights})", matching.score.arithmetic)),
        labelled(key::MATCH_EVALUATED_ON, &words::partial_text(messages, &matching.evaluated_on)),
    ];
    small.extend(job.id.as_ref().map(|id| labelled(key::MATCH_PROFILE_ID, id)));
    body.push(Block::runs(ParagraphStyle::Note, vec![Run::muted(small.join(" · "))]));
}

/// What needs a person's eye first.
fn urgency(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotMet => 0,
        Verdict::NeedsReview => 1,
        Verdict::NotStated => 2,
        Verdict::PotentiallyMet => 3,
        Verdict::PartlyMet => 4,
        Verdict::Met => 5,
    }
}

fn criteria(inputs: &Inputs<'_>, matching: &Match, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    body.push(heading(messages.get(key::MATCH_CRITERIA)));
    for class in [Class::Must, Class::Should, Class::Soft, Class::Other] {
        let mut of_class: Vec<&JudgedCriterion> = reasoning::of_class(matching, class).collect();
        if of_class.is_empty() {
            continue;
        }
        of_class.sort_by_key(|criterion| urgency(criterion.verdict));
        body.push(Block::text(ParagraphStyle::Heading2, words::class(messages, class)));
        let head = vec![
            Cell::head(messages.get(key::TABLE_ID)),
            Cell::head(messages.get(key::TABLE_CRITERION)),
            Cell::head(messages.get(key::TABLE_STATUS)),
            Cell::head(messages.get(key::TABLE_REASON_AND_QUOTES)),
        ];
        let rows = of_class.into_iter().map(|criterion| row(criterion, inputs.cv, messages)).collect();
        body.push(data_table(sheet, &[7, 30, 19], head, rows));
    }
}

fn row(criterion: &JudgedCriterion, cv: &Cv, messages: &Messages) -> Vec<Cell> {
    let why = words::reason(messages, &criterion.reason);
    let mut reason = vec![Paragraph::new(ParagraphStyle::Cell, why.clone())];
    if let Some(ruled) = words::ruled(messages, criterion) {
        reason.push(Paragraph::of(ParagraphStyle::Cell, vec![Run::muted(ruled)]));
    }
    let mut quoted: Vec<String> = Vec::new();
    for evidence in &criterion.evidence {
        // Some reasons are a quotation themselves; nothing is quoted twice.
        let short = words::shorten(&evidence.quote, 160);
        if why.contains(&short) || quoted.contains(&short) {
            continue;
        }
        let entry = evidence.entry.as_deref().and_then(|entry| entry.split('/').next());
        let place = entry.and_then(|id| places::entry_title(cv, messages, id));
        // A function that is the quote is not said again.
        let place = place.map(|place| {
            let rest = place.strip_prefix(short.as_str()).map(|rest| rest.trim_start_matches([',', ' ']).to_owned());
            rest.unwrap_or(place)
        });
        let place = place.filter(|place| !place.is_empty()).map(|place| format!(" – {place}"));
        let text = format!("{}{}", messages.locale.quote(&short), place.unwrap_or_default());
        reason.push(Paragraph::of(ParagraphStyle::Cell, vec![Run { italic: true, ..Run::muted(text) }]));
        quoted.push(short);
    }
    let points = criterion.points.map(|points| messages.count(key::POINTS, points, &[])).unwrap_or_default();
    let status = vec![
        Paragraph::of(ParagraphStyle::Cell, vec![words::status(messages, criterion.verdict)]),
        Paragraph::of(ParagraphStyle::Cell, vec![Run::muted(points)]),
    ];
    vec![Cell::text(criterion.id.clone()), Cell::text(criterion.text.clone()), Cell::of(status), Cell::of(reason)]
}

fn list(matching: &Match, messages: &Messages, body: &mut Vec<Block>) {
    let text_of = |id: &str| {
        matching.criteria.iter().find(|criterion| criterion.id == id).map(|criterion| criterion.text.as_str())
    };
    let risk = |risk: &Risk| {
        let severity = Run::bold(format!("{}{} ", words::severity(messages, risk.severity), words::colon(messages)));
        vec![severity, Run::new(words::risk(messages, risk, text_of(&risk.text)))]
    };
    bullets(key::MATCH_RISKS, matching.risks.iter().map(risk).collect(), messages, body);
    let step = |step: &Step| vec![Run::new(words::step(messages, step, text_of(&step.criterion).unwrap_or_default()))];
    bullets(key::MATCH_NEXT_STEPS, matching.next_steps.iter().map(step).collect(), messages, body);
}

/// A heading and its items; the first stays with the second, so that no heading ends a page with a single line.
fn bullets(title: Key, items: Vec<Vec<Run>>, messages: &Messages, body: &mut Vec<Block>) {
    if items.is_empty() {
        return;
    }
    body.push(heading(messages.get(title)));
    let last = items.len() - 1;
    for (at, runs) in items.into_iter().enumerate() {
        let keep_next = at == 0 && last > 0;
        body.push(Block::Paragraph(Paragraph { keep_next, ..Paragraph::of(ParagraphStyle::Bullet, runs) }));
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
