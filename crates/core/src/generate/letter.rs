//! The frame of a letter after SN 010130 and DIN 5008: sender's line, address, place and date, salutation, closing.

use super::frame::widths;
use super::{Inputs, words};
use crate::i18n::{Messages, key};
use crate::offer::Recipient;
use dossier_formats::write::doc::{Block, Cell, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::sheet::Sheet;

/// Upper edge of the address field in twentieths of a point: 45 mm.
const WINDOW_TOP: u32 = 2_551;
/// White space between address field and subject.
const SUBJECT_GAP: u32 = 340;
/// White space, beside that of the styles, between subject and salutation.
pub(super) const AFTER_SUBJECT: u32 = 120;
/// The same between salutation and text.
pub(super) const AFTER_SALUTATION: u32 = 60;
/// The same between text and closing words.
pub(super) const BEFORE_CLOSING: u32 = 120;

/// Address block and date. The address stands at the left in Germany, Austria and France and at the left or right in
/// Switzerland; at the left it fits every window envelope of the four countries.
pub(super) fn head(inputs: &Inputs<'_>, messages: &Messages, sheet: &Sheet, address: Vec<Vec<Run>>) -> Vec<Block> {
    let mut left = vec![Paragraph::new(ParagraphStyle::Sender, inputs.brand.sender_line())];
    left.push(Paragraph::new(ParagraphStyle::Note, ""));
    left.extend(address.into_iter().map(|runs| Paragraph::of(ParagraphStyle::Address, runs)));
    let mut right = Vec::new();
    let contact = &inputs.brand.file.contact;
    for line in [&contact.name, &contact.role, &contact.phone, &contact.email] {
        if !line.is_empty() {
            right.push(Paragraph::of(ParagraphStyle::Address, vec![Run::muted(line.clone())]));
        }
    }
    right.push(Paragraph::new(ParagraphStyle::Address, ""));
    right.push(Paragraph::new(ParagraphStyle::Address, dated(inputs, messages)));
    let table = Table {
        look: TableLook::Plain,
        keep: Keep::Rows,
        widths: widths(sheet, &[54]),
        head: None,
        rows: vec![vec![Cell::of(left), Cell::of(right)]],
    };
    // The window of an envelope begins 45 mm below the edge of the page in all four countries.
    let window = WINDOW_TOP.saturating_sub(sheet.margins.top);
    vec![Block::Gap(window), Block::Table(table), Block::Gap(SUBJECT_GAP)]
}

/// Place and date; the date alone where the desk has no town.
pub(super) fn dated(inputs: &Inputs<'_>, messages: &Messages) -> String {
    let date = messages.locale.day(inputs.date);
    match inputs.brand.file.town.as_str() {
        "" => date,
        place => messages.with(key::LETTER_PLACE_DATE, &[("place", place), ("date", &date)]),
    }
}

/// Lines of a business address; a missing company is marked.
pub(super) fn address(recipient: &Recipient, messages: &Messages) -> Vec<Vec<Run>> {
    let mut lines = Vec::new();
    match &recipient.company {
        Some(company) => lines.push(vec![Run::bold(company.clone())]),
        None => lines.push(vec![words::mark(messages, key::OFFER_RECIPIENT)]),
    }
    let name = [recipient.salutation.as_deref(), recipient.first_name.as_deref(), recipient.last_name.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let town = [recipient.postal_code.as_deref(), recipient.town.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    for line in [name, recipient.street.clone().unwrap_or_default(), town] {
        if !line.is_empty() {
            lines.push(vec![Run::new(line)]);
        }
    }
    lines
}

/// The salutation; unknown gender is greeted by full name, an unknown person without a name.
pub(super) fn salutation(
    messages: &Messages,
    salutation: Option<&str>,
    first: Option<&str>,
    last: Option<&str>,
) -> String {
    match (salutation, first, last) {
        (Some(title @ ("Herr" | "Mr" | "Monsieur" | "M.")), _, Some(last)) => {
            messages.with(key::LETTER_SALUTATION_MR, &[("title", title), ("name", last)])
        }
        (Some(title @ ("Frau" | "Ms" | "Mrs" | "Madame" | "Mme")), _, Some(last)) => {
            messages.with(key::LETTER_SALUTATION_MS, &[("title", title), ("name", last)])
        }
        (_, Some(first), Some(last)) => {
            messages.with(key::LETTER_SALUTATION_NAME, &[("name", &format!("{first} {last}"))])
        }
        _ => messages.get(key::LETTER_SALUTATION),
    }
}

/// Closing words and the sender's name.
pub(super) fn closing(inputs: &Inputs<'_>, messages: &Messages) -> Vec<Block> {
    let contact = &inputs.brand.file.contact;
    let mut closing = Paragraph::new(ParagraphStyle::Body, messages.get(key::LETTER_CLOSING));
    closing.keep_next = true;
    let mut blocks = vec![Block::Gap(BEFORE_CLOSING), Block::Paragraph(closing)];
    let lines: Vec<&String> =
        [&inputs.brand.file.name, &contact.name, &contact.role].into_iter().filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        let text = lines.into_iter().cloned().collect::<Vec<_>>().join("\n");
        blocks.push(Block::text(ParagraphStyle::Address, format!("\n\n{text}")));
    }
    blocks
}
