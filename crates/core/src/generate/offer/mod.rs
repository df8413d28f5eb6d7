//! The offer letter: subject, why this person, terms, criteria with honest status, validity, VAT, acceptance. Argues with
//! met criteria and their quotes only; what the desk has not said is marked, not invented.

use super::frame::{blank, data_table, facts_table, form_table};
use super::{GenerateError, Inputs, Notes, candidate_name, letter, words};
use crate::i18n::{Messages, key};
use crate::offer::{OfferRecord, Vat};
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match};
use dossier_formats::write::doc::{Block, Cell, Doc, Paragraph, ParagraphStyle, Run};
use dossier_formats::write::sheet::Sheet;

pub(super) fn document(inputs: &Inputs<'_>, messages: &Messages, notes: &mut Notes) -> Result<Doc, GenerateError> {
    let offer = inputs.offer.ok_or(GenerateError::NeedsProfile)?;
    let subject = subject(offer, messages);
    let mut doc = blank(inputs, messages, &subject, &subject);
    let mut body = Vec::new();
    if !offer.marks.is_empty() && inputs.options.client_pack {
        body.push(Block::text(ParagraphStyle::Stamp, messages.get(key::DRAFT)));
    }
    body.extend(letter::head(inputs, messages, &doc.sheet, letter::address(&offer.recipient, messages)));
    body.push(Block::text(ParagraphStyle::Subject, subject));
    let recipient = &offer.recipient;
    body.push(Block::text(
        ParagraphStyle::Body,
        letter::salutation(
            messages,
            recipient.salutation.as_deref(),
            recipient.first_name.as_deref(),
            recipient.last_name.as_deref(),
        ),
    ));
    introduction(inputs, offer, messages, &mut body);
    if let Some(matching) = inputs.matching {
        arguments(offer, matching, messages, &mut body);
    }
    terms(inputs, offer, messages, &doc.sheet, &mut body);
    validity(offer, messages, &mut body);
    body.extend(letter::closing(inputs, messages));
    acceptance(messages, &doc.sheet, &mut body);
    if let Some(matching) = inputs.matching {
        criteria(matching, messages, &doc.sheet, &mut body);
    }
    notes.warn("offer.marked", "offer", u32::try_from(offer.marks.len()).unwrap_or(u32::MAX));
    doc.body = body;
    Ok(doc)
}

fn subject(offer: &OfferRecord, messages: &Messages) -> String {
    let mut subject = match &offer.number {
        Some(number) => messages.with(key::OFFER_SUBJECT_NUMBER, &[("number", number)]),
        None => messages.get(key::OFFER_SUBJECT),
    };
    if let Some(role) = &offer.role {
        subject.push_str(&format!(": {role}"));
    }
    if let Some(id) = &offer.profile_id {
        subject.push_str(&format!(" ({id})"));
    }
    subject
}

fn introduction(inputs: &Inputs<'_>, offer: &OfferRecord, messages: &Messages, body: &mut Vec<Block>) {
    let name = candidate_name(inputs.cv, inputs.options);
    let role = offer.role.clone();
    let mut runs = vec![];
    match (&name, &role) {
        (Some(name), Some(role)) => runs.push(Run::new(
            messages.with(key::OFFER_INTRODUCTION, &[("name", name), ("role", &messages.locale.quote(role))]),
        )),
        (Some(name), None) => runs.push(Run::new(messages.with(key::OFFER_INTRODUCTION_NO_ROLE, &[("name", name)]))),
        (None, _) => {
            runs.push(words::mark(messages, key::CV_NAME));
            runs.push(Run::new(format!(" {}", messages.get(key::OFFER_INTRODUCTION_NO_NAME))));
        }
    }
    body.push(Block::runs(ParagraphStyle::Body, runs));
}

fn find<'m>(matching: &'m Match, id: &str) -> Option<&'m JudgedCriterion> {
    matching.criteria.iter().find(|criterion| criterion.id == id)
}

fn arguments(offer: &OfferRecord, matching: &Match, messages: &Messages, body: &mut Vec<Block>) {
    let met: Vec<&JudgedCriterion> = offer.arguments.iter().filter_map(|id| find(matching, id)).collect();
    if met.is_empty() {
        return;
    }
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_WHY)));
    for criterion in met {
        let mut runs = vec![Run::bold(criterion.text.clone()), Run::new(" – ")];
        let reason = words::reason(messages, &criterion.reason);
        // Some reasons are a quotation themselves; then it is not repeated.
        if let Some(evidence) = criterion.evidence.first().filter(|evidence| !reason.contains(&evidence.quote)) {
            runs.push(Run::new(reason));
            runs.push(Run::muted(format!(" {}", messages.locale.quote(&words::shorten(&evidence.quote, 140)))));
        } else {
            runs.push(Run::new(reason));
        }
        body.push(Block::runs(ParagraphStyle::Bullet, runs));
    }
}

fn terms(inputs: &Inputs<'_>, offer: &OfferRecord, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    let terms = &offer.terms;
    let locale = messages.locale;
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_TERMS)));
    let mut rows: Vec<(Cell, Cell)> = Vec::new();
    let mut add =
        |label, runs: Vec<Run>| rows.push((Cell::runs(vec![Run::muted(messages.get(label))]), Cell::runs(runs)));
    if offer.number.is_none() {
        add(key::OFFER_NUMBER, vec![words::mark(messages, key::OFFER_NUMBER)]);
    }
    match &offer.role {
        Some(role) => add(key::OFFER_ROLE, vec![Run::new(role.clone())]),
        None => add(key::OFFER_ROLE, vec![words::mark(messages, key::OFFER_ROLE)]),
    }
    if let Some(name) = candidate_name(inputs.cv, inputs.options) {
        add(key::OFFER_CANDIDATE, vec![Run::new(name)]);
    }
    if let Some(form) = terms.contract_form {
        let mut text = words::contract_form(messages, form);
        if form == crate::offer::ContractForm::Leasing {
            text.push_str(&format!(
                " ({})",
                messages.with(key::OFFER_LICENCE, &[("number", &inputs.brand.file.leasing_licence)])
            ));
        }
        add(key::OFFER_CONTRACT_FORM, vec![Run::new(text)]);
    }
    if let Some(workload) = &terms.workload {
        add(key::OFFER_WORKLOAD, vec![Run::new(workload.replace(" %", "\u{a0}%"))]);
    }
    if let Some(start) = &terms.start {
        add(key::OFFER_START, vec![Run::new(words::start_text(messages, start))]);
    }
    if let Some(duration) = &terms.duration {
        add(key::OFFER_DURATION, vec![Run::new(duration.clone())]);
    }
    match terms.rate {
        Some(rate) => {
            let amount =
                format!("{} {}", locale.money(rate.cents, terms.currency), words::rate_unit(messages, rate.unit));
            add(key::OFFER_RATE, vec![Run::bold(amount)]);
        }
        None => {
            if let Some(fee) = terms.fee_tenths {
                let text = messages.with(key::OFFER_FEE_TEXT, &[("percent", &locale.percent(fee))]);
                add(key::OFFER_FEE, vec![Run::bold(text)]);
            } else {
                add(key::OFFER_RATE, vec![words::mark(messages, key::OFFER_RATE)]);
            }
        }
    }
    if let Some(planned) = terms.planned_hours_tenths {
        let hours = locale.tenths(planned);
        let per_day = locale.tenths(i64::from(terms.hours_per_day_tenths));
        let text = messages.with(key::OFFER_PLANNED_TEXT, &[("hours", &hours), ("day", &per_day)]);
        add(key::OFFER_PLANNED, vec![Run::new(text)]);
    }
    if let Some(total) = terms.estimate_cents {
        let kind = messages.get(if terms.ceiling { key::OFFER_CEILING } else { key::OFFER_ESTIMATE_NOTE });
        add(key::OFFER_ESTIMATE, vec![Run::new(format!("{} ({kind})", locale.money(total, terms.currency)))]);
    }
    match &terms.vat {
        Vat::Domestic { tenths, .. } => add(
            key::OFFER_VAT,
            vec![Run::new(messages.with(key::OFFER_VAT_DOMESTIC, &[("rate", &locale.percent(*tenths))]))],
        ),
        Vat::ReverseCharge => add(key::OFFER_VAT, vec![Run::new(messages.get(key::OFFER_VAT_REVERSE))]),
        Vat::Unknown => add(key::OFFER_VAT, vec![words::mark(messages, key::OFFER_VAT)]),
    }
    for (label, text) in [
        (key::OFFER_EXPENSES, &terms.expenses),
        (key::OFFER_SURCHARGES, &terms.surcharges),
        (key::OFFER_NOTICE, &terms.notice),
        (key::OFFER_SUBCONTRACTING, &terms.subcontracting),
    ] {
        if let Some(text) = text {
            add(label, vec![Run::new(text.clone())]);
        }
    }
    if let Some(days) = terms.payment_days {
        add(key::OFFER_PAYMENT, vec![Run::new(messages.count(key::OFFER_PAYMENT_DAYS, i64::from(days), &[]))]);
    }
    body.push(facts_table(sheet, rows));
}

fn criteria(matching: &Match, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    let shown: Vec<&JudgedCriterion> =
        matching.criteria.iter().filter(|criterion| matches!(criterion.class, Class::Must | Class::Should)).collect();
    if shown.is_empty() {
        return;
    }
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_CRITERIA)));
    let head = vec![
        Cell::head(messages.get(key::TABLE_CLASS)),
        Cell::head(messages.get(key::TABLE_CRITERION)),
        Cell::head(messages.get(key::TABLE_STATUS)),
        Cell::head(messages.get(key::TABLE_REASON)),
    ];
    let rows = shown
        .into_iter()
        .map(|criterion| {
            vec![
                Cell::text(words::class(messages, criterion.class)),
                Cell::text(criterion.text.clone()),
                Cell::bold(format!(
                    "{}\u{a0}{}",
                    words::sign(criterion.verdict),
                    words::verdict(messages, criterion.verdict)
                )),
                Cell::text(words::client_reason(messages, criterion.verdict, &criterion.reason)),
            ]
        })
        .collect();
    body.push(data_table(sheet, &[10, 34, 21], head, rows));
}

fn validity(offer: &OfferRecord, messages: &Messages, body: &mut Vec<Block>) {
    let binding =
        messages.get(if offer.terms.binding { key::OFFER_BINDING } else { key::OFFER_SUBJECT_TO_AVAILABILITY });
    let mut runs = match &offer.terms.valid_until {
        Some(day) => vec![Run::new(messages.with(key::OFFER_VALID, &[("date", &words::partial_text(messages, day))]))],
        None => vec![words::mark(messages, key::OFFER_VALID_UNTIL)],
    };
    runs.push(Run::new(format!(" {binding}")));
    body.push(Block::Gap(120));
    body.push(Block::runs(ParagraphStyle::Body, runs));
    body.push(Block::text(ParagraphStyle::Body, messages.get(key::OFFER_OUTLOOK)));
}

fn acceptance(messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_ACCEPTANCE)));
    let mut text = Paragraph::new(ParagraphStyle::Body, messages.get(key::OFFER_ACCEPTANCE_TEXT));
    text.keep_next = true;
    body.push(Block::Paragraph(text));
    body.push(Block::Gap(80));
    let field = |label| Cell::runs(vec![Run::muted(format!("{}\n\n", messages.get(label)))]);
    let row = vec![field(key::FORM_PLACE_DATE), field(key::FORM_NAME), field(key::FORM_SIGNATURE)];
    body.push(form_table(sheet, &[33, 33], vec![row]));
}
