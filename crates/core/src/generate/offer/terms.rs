//! The terms of an offer as a table of labels and values, and the rows of a shortlist. Prints the selling rate only; the
//! buying rate is never read here.

use crate::generate::frame::{data_table, facts_table, paired_table};
use crate::generate::{Inputs, words};
use crate::i18n::{Key, Messages, key};
use crate::locale::Currency;
use crate::offer::{ContractForm, OfferRecord, OfferedCandidate, Planned, Rate, RateUnit, Surcharge, Terms, Vat};
use crate::understand::percent;
use dossier_formats::write::doc::{Block, Cell, Paragraph, ParagraphStyle, Run};
use dossier_formats::write::sheet::Sheet;
use std::collections::BTreeSet;

/// Characters of a value up to which it shares its row with another.
const PAIRED_CHARS_MAX: usize = 36;

/// Labels and values: short ones, and those that take a row each.
struct Rows<'a> {
    messages: &'a Messages,
    short: Vec<(Cell, Cell)>,
    rows: Vec<(Cell, Cell)>,
}

impl Rows<'_> {
    fn add(&mut self, label: Key, runs: Vec<Run>) {
        self.rows.push((Cell::runs(vec![Run::muted(self.messages.get(label))]), Cell::runs(runs)));
    }

    fn text(&mut self, label: Key, text: Option<String>) {
        let Some(text) = text else { return };
        if text.chars().count() > PAIRED_CHARS_MAX {
            self.add(label, vec![Run::new(text)]);
        } else {
            self.short.push((Cell::runs(vec![Run::muted(self.messages.get(label))]), Cell::text(text)));
        }
    }

    fn mark(&mut self, label: Key) {
        self.add(label, vec![words::mark(self.messages, label)]);
    }
}

/// The terms that hold for all candidates.
pub(super) fn facts(
    inputs: &Inputs<'_>,
    offer: &OfferRecord,
    messages: &Messages,
    sheet: &Sheet,
    body: &mut Vec<Block>,
) {
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_TERMS)));
    let mut rows = Rows { messages, short: Vec::new(), rows: Vec::new() };
    what(inputs, offer, &mut rows);
    if offer.candidates.is_empty() {
        when(&offer.terms, &mut rows);
    } else {
        rows.text(key::OFFER_END, offer.terms.end.as_deref().map(|day| words::partial_text(messages, day)));
        rows.text(key::OFFER_DURATION, offer.terms.duration.clone());
    }
    price(offer, &mut rows);
    tax(inputs, &offer.terms, &mut rows);
    conditions(inputs, &offer.terms, &mut rows);
    // A single short one would stand beside an empty half.
    if rows.short.len() < 2 {
        rows.rows.splice(0..0, rows.short.drain(..));
    }
    if !rows.rows.is_empty() {
        body.push(facts_table(sheet, rows.rows));
    }
    if !rows.short.is_empty() {
        body.push(Block::Gap(40));
        body.push(paired_table(sheet, rows.short));
    }
}

fn what(inputs: &Inputs<'_>, offer: &OfferRecord, rows: &mut Rows<'_>) {
    let messages = rows.messages;
    if offer.number.is_none() {
        rows.mark(key::OFFER_NUMBER);
    }
    // Role and person stand in subject and introduction.
    if offer.role.is_none() {
        rows.mark(key::OFFER_ROLE);
    }
    if let Some(form) = offer.terms.contract_form {
        let mut text = words::contract_form(messages, form);
        let licence = &inputs.brand.file.leasing_licence;
        if matches!(form, ContractForm::Leasing | ContractForm::Payroll) && !licence.is_empty() {
            text.push_str(&format!(" ({})", messages.with(key::OFFER_LICENCE, &[("number", licence)])));
        }
        rows.text(key::OFFER_CONTRACT_FORM, Some(text));
    }
}

fn when(terms: &Terms, rows: &mut Rows<'_>) {
    let messages = rows.messages;
    rows.text(key::OFFER_WORKLOAD, terms.workload.as_deref().map(unbroken));
    rows.text(key::OFFER_START, terms.start.as_deref().map(|start| words::start_text(messages, start)));
    rows.text(key::OFFER_END, terms.end.as_deref().map(|day| words::partial_text(messages, day)));
    rows.text(key::OFFER_DURATION, terms.duration.clone());
}

fn price(offer: &OfferRecord, rows: &mut Rows<'_>) {
    let (terms, messages) = (&offer.terms, rows.messages);
    if let Some(rate) = terms.rate.filter(|_| offer.candidates.is_empty()) {
        rows.add(key::OFFER_RATE, vec![Run::bold(rate_text(messages, rate, terms.currency))]);
    }
    if let Some(fee) = terms.fee_tenths {
        let text = messages.with(key::OFFER_FEE_TEXT, &[("percent", &messages.locale.percent(fee))]);
        rows.add(key::OFFER_FEE, vec![Run::bold(text)]);
    } else if terms.rate.is_none() && offer.candidates.is_empty() {
        rows.mark(key::OFFER_RATE);
    }
    if let Some(planned) = &terms.planned {
        rows.text(key::OFFER_PLANNED, Some(planned_text(messages, planned, terms.hours_per_day_tenths)));
    }
    if let Some(total) = terms.estimate_cents {
        rows.text(key::OFFER_ESTIMATE, Some(estimate_text(messages, total, terms.currency, terms.ceiling)));
    }
}

fn tax(inputs: &Inputs<'_>, terms: &Terms, rows: &mut Rows<'_>) {
    let messages = rows.messages;
    let mut text = match &terms.vat {
        Vat::Domestic { tenths: 0, .. } => messages.get(key::OFFER_VAT_ZERO),
        Vat::Domestic { tenths, from, .. } => {
            let rate = messages.with(key::OFFER_VAT_DOMESTIC, &[("rate", &messages.locale.percent(*tenths))]);
            match from {
                Some(from) => {
                    format!("{rate} {}", messages.with(key::OFFER_VAT_SINCE, &[("date", &messages.locale.day(*from))]))
                }
                None => rate,
            }
        }
        Vat::ReverseCharge => messages.get(key::OFFER_VAT_REVERSE),
        Vat::PlaceAbroad => messages.get(key::OFFER_VAT_ABROAD),
        Vat::Unknown => return rows.mark(key::OFFER_VAT),
    };
    let number = &inputs.brand.file.vat_id;
    if matches!(terms.vat, Vat::ReverseCharge | Vat::PlaceAbroad) && !number.is_empty() {
        text.push_str(&format!("; {}", messages.with(key::OFFER_VAT_NUMBER, &[("number", number)])));
    }
    if let Some(note) = &terms.vat_note {
        text.push_str(&format!("; {note}"));
    }
    rows.text(key::OFFER_VAT, Some(text));
}

fn conditions(inputs: &Inputs<'_>, terms: &Terms, rows: &mut Rows<'_>) {
    let messages = rows.messages;
    let surcharges: Vec<String> = terms.surcharges.iter().map(|one| surcharge_text(messages, one)).collect();
    rows.text(key::OFFER_EXPENSES, terms.expenses.clone());
    rows.text(key::OFFER_SURCHARGES, (!surcharges.is_empty()).then(|| surcharges.join("; ")));
    rows.text(key::OFFER_NOTICE, terms.notice.clone());
    let chain = terms.subcontract_chain.as_ref().map(|chain| {
        if chain.is_empty() {
            return messages.get(key::OFFER_CHAIN_NONE);
        }
        let us = Some(&inputs.brand.file.name).filter(|name| !name.is_empty());
        us.into_iter().chain(chain).map(String::as_str).collect::<Vec<_>>().join(" → ")
    });
    let chain: Vec<String> = chain.into_iter().chain(terms.subcontracting.clone()).collect();
    rows.text(key::OFFER_SUBCONTRACTING, (!chain.is_empty()).then(|| chain.join("; ")));
    let days = terms.payment_days.map(|days| messages.count(key::OFFER_PAYMENT_DAYS, i64::from(days), &[]));
    rows.text(key::OFFER_PAYMENT, days);
}

/// The candidates of a shortlist, one row each; in anonymous papers by code or number, never by name.
pub(super) fn shortlist(
    inputs: &Inputs<'_>,
    offer: &OfferRecord,
    messages: &Messages,
    sheet: &Sheet,
    body: &mut Vec<Block>,
) {
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_SHORTLIST)));
    let head = [key::OFFER_CANDIDATE, key::OFFER_ROLE, key::OFFER_WORKLOAD, key::OFFER_START, key::OFFER_RATE];
    let head = head.into_iter().map(|label| Cell::head(messages.get(label))).collect();
    let rows = offer
        .candidates
        .iter()
        .zip(1_i64..)
        .map(|(one, number)| {
            let text = |label: Key, text: Option<String>| match text {
                Some(text) => Cell::text(text),
                None => Cell::runs(vec![words::mark(messages, label)]),
            };
            vec![
                Cell::bold(label(inputs, messages, one, number)),
                text(key::OFFER_ROLE, one.role.clone()),
                text(key::OFFER_WORKLOAD, one.workload.as_deref().map(unbroken)),
                text(key::OFFER_START, one.start.as_deref().map(|start| words::start_text(messages, start))),
                rate_cell(messages, &offer.terms, one),
            ]
        })
        .collect();
    body.push(data_table(sheet, &[22, 26, 14, 16], head, rows));
    if offer.candidates.iter().any(|one| one.estimate_cents.is_some()) {
        let estimate = messages.get(key::OFFER_ESTIMATE);
        let mut note = format!("{estimate} – {}", estimate_note(messages, offer.terms.ceiling));
        if let Some(counted) = counted_workload(messages, &offer.candidates) {
            note.push_str(&format!("; {counted}"));
        }
        body.push(Block::text(ParagraphStyle::Note, note));
    }
}

/// The workload that estimates were counted with, where a row says another one, such as a range.
fn counted_workload(messages: &Messages, candidates: &[OfferedCandidate]) -> Option<String> {
    let unsaid = |one: &OfferedCandidate| -> Option<u8> {
        let counted = one.planned.as_ref()?.calendar.as_ref()?.workload_percent;
        let said = one.workload.as_deref().and_then(percent);
        let is_said = said.is_some_and(|said| (said.min, said.max) == (counted, counted));
        (one.estimate_cents.is_some() && !is_said).then_some(counted)
    };
    let counted: BTreeSet<u8> = candidates.iter().filter_map(unsaid).collect();
    let counted: Vec<String> = counted.into_iter().map(|one| messages.locale.percent(i64::from(one) * 10)).collect();
    if counted.is_empty() {
        return None;
    }
    Some(messages.with(key::OFFER_ESTIMATE_WORKLOAD, &[("percent", &messages.locale.list(&counted))]))
}

/// Cells of the candidates' rows where something is missing, besides what the record marks itself.
pub(super) fn open_cells(offer: &OfferRecord) -> usize {
    let open = |one: &OfferedCandidate| {
        [&one.role, &one.workload, &one.start].into_iter().filter(|cell| cell.is_none()).count()
    };
    offer.candidates.iter().map(open).sum()
}

/// What stands for a candidate of a shortlist.
pub(super) fn label(inputs: &Inputs<'_>, messages: &Messages, one: &OfferedCandidate, number: i64) -> String {
    let name = one.name.clone().filter(|_| inputs.options.anonymous.is_none());
    name.or_else(|| one.code.clone())
        .unwrap_or_else(|| messages.with(key::OFFER_CANDIDATE_NUMBER, &[("number", &number.to_string())]))
}

/// Rate and, below it, the estimate of one candidate.
fn rate_cell(messages: &Messages, terms: &Terms, one: &OfferedCandidate) -> Cell {
    let Some(rate) = one.rate else {
        let fee = terms.fee_tenths.map(|_| Run::new("–"));
        return Cell::runs(vec![fee.unwrap_or_else(|| words::mark(messages, key::OFFER_RATE))]);
    };
    let currency = rate.currency.unwrap_or(terms.currency);
    let line = |run| Paragraph::of(ParagraphStyle::Cell, vec![run]);
    let mut lines = vec![line(Run::bold(rate_text(messages, rate, currency)))];
    if let Some(total) = one.estimate_cents {
        let (label, total) = (messages.get(key::OFFER_ESTIMATE), messages.locale.money(total, currency));
        lines.push(line(Run::muted(format!("{label} {total}"))));
    }
    Cell::of(lines)
}

fn rate_text(messages: &Messages, rate: Rate, currency: Currency) -> String {
    let currency = rate.currency.unwrap_or(currency);
    format!("{} {}", messages.locale.money(rate.cents, currency), words::rate_unit(messages, rate.unit))
}

fn estimate_text(messages: &Messages, total: i64, currency: Currency, ceiling: bool) -> String {
    format!("{} ({})", messages.locale.money(total, currency), estimate_note(messages, ceiling))
}

/// What an estimate is, and what it leaves out.
fn estimate_note(messages: &Messages, ceiling: bool) -> String {
    let kind = messages.get(if ceiling { key::OFFER_CEILING } else { key::OFFER_ESTIMATE_NOTE });
    format!("{kind}; {}", messages.get(key::OFFER_ESTIMATE_EXCLUDED))
}

/// The planned effort, and how it was counted.
fn planned_text(messages: &Messages, planned: &Planned, per_day_tenths: u32) -> String {
    let locale = messages.locale;
    let (amount, day) = (locale.tenths(planned.tenths), locale.tenths(i64::from(per_day_tenths)));
    // Only an amount of exactly one is said in the singular.
    let n = if planned.tenths == 10 { 1 } else { (planned.tenths / 10).max(2) };
    let text = match planned.unit {
        RateUnit::Day => messages.count(key::OFFER_PLANNED_DAYS, n, &[("days", &amount), ("day", &day)]),
        RateUnit::Month => messages.count(key::OFFER_PLANNED_MONTHS, n, &[("months", &amount)]),
        RateUnit::Hour | RateUnit::Fee => messages.with(key::OFFER_PLANNED_TEXT, &[("hours", &amount), ("day", &day)]),
    };
    let Some(calendar) = &planned.calendar else { return text };
    let percent = locale.percent(i64::from(calendar.workload_percent) * 10);
    let counted = messages.count(
        key::OFFER_PLANNED_CALENDAR,
        i64::from(calendar.working_days),
        &[("place", &calendar.region), ("percent", &percent)],
    );
    format!("{text}; {counted}")
}

fn surcharge_text(messages: &Messages, one: &Surcharge) -> String {
    match one.percent_tenths {
        Some(tenths) => format!("{}\u{a0}{}", one.label, messages.locale.percent(tenths)),
        None => one.label.clone(),
    }
}

/// A percentage keeps its sign on its line.
fn unbroken(text: &str) -> String {
    text.replace(" %", "\u{a0}%")
}
