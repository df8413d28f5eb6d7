//! The offer letter: subject, why this person, terms, criteria with honest status, validity, VAT, legal words, acceptance.
//! Argues with met criteria and their quotes only; what the desk has not said is marked, not invented.

mod shortlist;
mod terms;
mod values;

pub(super) use values::{filling, sample_values};

use super::frame::{blank, data_table, form_table, widths};
use super::shortlist::Proposed;
use super::{GenerateError, Inputs, Notes, candidate_name, letter, words};
use crate::i18n::{Messages, key};
use crate::offer::{OfferRecord, legal};
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Reason, Verdict};
use dossier_formats::write::doc::{Block, Cell, Doc, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::sheet::Sheet;

/// Longer quotes are cut.
const QUOTE_CHARS_MAX: usize = 140;

/// The offer of the inputs' candidate, or of a shortlist's `people`; their inputs hold no match of one of them.
/// Characters of a criterion that is named as open.
const OPEN_CHARS_MAX: usize = 70;

pub(super) fn document(
    inputs: &Inputs<'_>,
    people: &[Proposed<'_>],
    messages: &Messages,
    notes: &mut Notes,
) -> Result<Doc, GenerateError> {
    let offer = inputs.offer.ok_or(GenerateError::NeedsProfile)?;
    let subject = subject(offer, messages);
    let mut doc = blank(inputs, messages, &subject, &subject);
    let mut body = Vec::new();
    if marks(offer) > 0 && inputs.options.client_pack {
        body.push(Block::text(ParagraphStyle::Stamp, messages.get(key::DRAFT)));
    }
    body.extend(letter::head(inputs, messages, &doc.sheet, letter::address(&offer.recipient, messages)));
    body.push(Block::text(ParagraphStyle::Subject, subject));
    body.push(Block::Gap(letter::AFTER_SUBJECT));
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
    body.push(Block::Gap(letter::AFTER_SALUTATION));
    if offer.candidates.is_empty() {
        introduction(inputs, offer, messages, &mut body);
    } else {
        shortlist_introduction(offer, messages, &mut body);
        terms::shortlist(inputs, offer, messages, &doc.sheet, &mut body);
        shortlist::arguments(people, messages, &mut body);
    }
    if let Some(matching) = inputs.matching {
        arguments(inputs, offer, matching, messages, &mut body);
        body.extend(open_musts(offer, matching, messages).map(|runs| Block::runs(ParagraphStyle::Body, runs)));
    }
    terms::facts(inputs, offer, messages, &doc.sheet, &mut body);
    validity(inputs, offer, messages, &mut body);
    closing(inputs, messages, &doc.sheet, &mut body);
    legal_words(inputs, offer, messages, &mut body);
    acceptance(shortlist::boxes(inputs, offer, messages), messages, &doc.sheet, &mut body);
    if let Some(matching) = inputs.matching {
        criteria(inputs, offer, matching, messages, &doc.sheet, &mut body);
    }
    shortlist::criteria(people, messages, &doc.sheet, &mut body);
    warn(offer, notes);
    doc.body = body;
    Ok(doc)
}

/// Required facts that are missing and were marked.
fn marks(offer: &OfferRecord) -> usize {
    offer.marks.len() + terms::open_cells(offer)
}

/// Tells what is marked, and what the desk should look at.
fn warn(offer: &OfferRecord, notes: &mut Notes) {
    notes.warn("offer.marked", "offer", u32::try_from(marks(offer)).unwrap_or(u32::MAX));
    for warning in &offer.warnings {
        notes.warn(&warning.code, "offer", 1);
    }
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

fn shortlist_introduction(offer: &OfferRecord, messages: &Messages, body: &mut Vec<Block>) {
    let people = i64::try_from(offer.candidates.len()).unwrap_or(i64::MAX);
    let text = match &offer.role {
        Some(role) => {
            messages.count(key::OFFER_INTRODUCTION_SHORTLIST, people, &[("role", &messages.locale.quote(role))])
        }
        None => messages.count(key::OFFER_INTRODUCTION_SHORTLIST_NO_ROLE, people, &[]),
    };
    body.push(Block::text(ParagraphStyle::Body, text));
}

fn find<'m>(matching: &'m Match, id: &str) -> Option<&'m JudgedCriterion> {
    matching.criteria.iter().find(|criterion| criterion.id == id)
}

fn arguments(inputs: &Inputs<'_>, offer: &OfferRecord, matching: &Match, messages: &Messages, body: &mut Vec<Block>) {
    let met: Vec<&JudgedCriterion> = offer.arguments.iter().filter_map(|id| find(matching, id)).collect();
    if met.is_empty() {
        return;
    }
    // In a shortlist it must be clear of whom the match speaks.
    let heading = match candidate_name(inputs.cv, inputs.options) {
        Some(name) if !offer.candidates.is_empty() => messages.with(key::OFFER_WHY_PERSON, &[("name", &name)]),
        _ => messages.get(key::OFFER_WHY),
    };
    body.push(Block::text(ParagraphStyle::Heading2, heading));
    body.extend(met.into_iter().map(|criterion| argument(criterion, QUOTE_CHARS_MAX, messages)));
}

/// What the client asks for and the candidate does not meet, or not yet: a letter that argues says this too.
fn open_musts(offer: &OfferRecord, matching: &Match, messages: &Messages) -> Option<Vec<Run>> {
    let open: Vec<String> = matching
        .criteria
        .iter()
        .filter(|criterion| criterion.class == Class::Must && criterion.verdict != Verdict::Met)
        .map(|criterion| words::shorten(&criterion.text, OPEN_CHARS_MAX))
        .collect();
    // The rows of several candidates are of several people; their criteria stand in the table.
    if open.is_empty() || !offer.candidates.is_empty() {
        return None;
    }
    let label = format!("{}{} ", messages.get(key::OFFER_OPEN_MUSTS), words::colon(messages));
    Some(vec![Run::bold(label), Run::new(format!("{}.", open.join("; ")))])
}

/// A met criterion with its evidence.
fn argument(criterion: &JudgedCriterion, quote_chars_max: usize, messages: &Messages) -> Block {
    let mut runs = vec![Run::bold(criterion.text.clone()), Run::new(format!("{} ", words::colon(messages)))];
    let reason = match &criterion.reason {
        // The criterion names the language.
        Reason::Level { found, .. } if !found.is_empty() => format!("{}.", words::level(messages, found)),
        reason => words::client_reason(messages, criterion.verdict, reason),
    };
    runs.push(Run::new(reason.clone()));
    // What is a quotation itself is not quoted again.
    let quotes = !matches!(
        criterion.reason,
        Reason::Level { .. } | Reason::Degree { .. } | Reason::Fact { .. } | Reason::Related { .. }
    );
    if let Some(evidence) = criterion.evidence.first().filter(|one| quotes && !reason.contains(&one.quote)) {
        let quote = words::shorten(&evidence.quote, quote_chars_max);
        runs.push(Run::muted(format!(" {}", messages.locale.quote(&quote))));
    }
    Block::runs(ParagraphStyle::Bullet, runs)
}

fn criteria(
    inputs: &Inputs<'_>,
    offer: &OfferRecord,
    matching: &Match,
    messages: &Messages,
    sheet: &Sheet,
    body: &mut Vec<Block>,
) {
    let shown: Vec<&JudgedCriterion> =
        matching.criteria.iter().filter(|criterion| matches!(criterion.class, Class::Must | Class::Should)).collect();
    if shown.is_empty() {
        return;
    }
    let mut heading = messages.get(key::OFFER_CRITERIA);
    if let Some(name) = candidate_name(inputs.cv, inputs.options).filter(|_| !offer.candidates.is_empty()) {
        heading.push_str(&format!(" – {name}"));
    }
    body.push(Block::text(ParagraphStyle::Heading2, heading));
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
                Cell::runs(vec![words::status(messages, criterion.verdict)]),
                Cell::text(words::client_reason(messages, criterion.verdict, &criterion.reason)),
            ]
        })
        .collect();
    body.push(data_table(sheet, &[9, 36, 19], head, rows));
}

/// The words of the law that the form of contract asks for, in small print.
fn legal_words(inputs: &Inputs<'_>, offer: &OfferRecord, messages: &Messages, body: &mut Vec<Block>) {
    let Some(named) = &offer.terms.legal else { return };
    let Some(text) = legal::printed(named, &inputs.brand.file.legal, messages.locale) else { return };
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_LEGAL)));
    body.push(Block::text(ParagraphStyle::Note, unbroken(&text)));
}

/// A number stays with what it counts: articles, paragraphs, sections.
fn unbroken(text: &str) -> String {
    ["Art.", "art.", "Abs.", "al.", "Nr.", "§", "section", "Section"]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(&format!("{word} "), &format!("{word}\u{a0}")))
}

/// Validity, and whom to ask. Stays with the closing words, so that no page begins with a greeting.
fn validity(inputs: &Inputs<'_>, offer: &OfferRecord, messages: &Messages, body: &mut Vec<Block>) {
    let binding =
        messages.get(if offer.terms.binding { key::OFFER_BINDING } else { key::OFFER_SUBJECT_TO_AVAILABILITY });
    let mut runs = match &offer.terms.valid_until {
        Some(day) => vec![Run::new(messages.with(key::OFFER_VALID, &[("date", &words::partial_text(messages, day))]))],
        None => vec![words::mark(messages, key::OFFER_VALID_UNTIL)],
    };
    runs.push(Run::new(format!(" {binding} ")));
    let outlook = match candidate_name(inputs.cv, inputs.options) {
        _ if !offer.candidates.is_empty() => messages.get(key::OFFER_OUTLOOK_SHORTLIST),
        Some(name) => messages.with(key::OFFER_OUTLOOK, &[("name", &name)]),
        None => messages.get(key::OFFER_OUTLOOK_NO_NAME),
    };
    runs.push(Run::new(outlook));
    body.push(Block::Gap(60));
    body.push(Block::Paragraph(Paragraph { keep_next: true, ..Paragraph::of(ParagraphStyle::Body, runs) }));
}

/// Closing words and whoever signs, side by side; without signatures in the brand, the contact.
fn closing(inputs: &Inputs<'_>, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    let people = &inputs.brand.file.signatures;
    if people.is_empty() {
        body.extend(letter::closing(inputs, messages));
        return;
    }
    let kept = |style, text: String| {
        let mut paragraph = Paragraph::new(style, text);
        paragraph.keep_next = true;
        Block::Paragraph(paragraph)
    };
    body.push(Block::Gap(letter::BEFORE_CLOSING));
    body.push(kept(ParagraphStyle::Body, messages.get(key::LETTER_CLOSING)));
    if !inputs.brand.file.name.is_empty() {
        body.push(kept(ParagraphStyle::Address, inputs.brand.file.name.clone()));
    }
    let cell = |name: &str, role: &str| {
        let role = if role.is_empty() { String::new() } else { format!(", {role}") };
        Cell::of(vec![Paragraph::new(ParagraphStyle::Address, format!("\n\n{name}{role}"))])
    };
    let share = 100 / u32::try_from(people.len()).unwrap_or(1).max(1);
    body.push(Block::Table(Table {
        look: TableLook::Plain,
        keep: Keep::Whole,
        widths: widths(sheet, &vec![share; people.len() - 1]),
        head: None,
        rows: vec![people.iter().map(|one| cell(&one.name, &one.role)).collect()],
    }));
}

/// The block to sign; in a shortlist with the boxes to tick.
fn acceptance(boxes: Option<String>, messages: &Messages, sheet: &Sheet, body: &mut Vec<Block>) {
    body.push(Block::text(ParagraphStyle::Heading2, messages.get(key::OFFER_ACCEPTANCE)));
    let accepted = if boxes.is_some() { key::OFFER_ACCEPTANCE_SHORTLIST } else { key::OFFER_ACCEPTANCE_TEXT };
    for line in [Some(messages.get(accepted)), boxes].into_iter().flatten() {
        let mut text = Paragraph::new(ParagraphStyle::Body, line);
        text.keep_next = true;
        body.push(Block::Paragraph(text));
    }
    body.push(Block::Gap(80));
    // Three empty lines are room to sign.
    let field = |label| Cell::runs(vec![Run::muted(format!("{}\n\n\n", messages.get(label)))]);
    let row = vec![field(key::FORM_PLACE_DATE), field(key::FORM_NAME), field(key::FORM_SIGNATURE)];
    body.push(form_table(sheet, &[33, 33], vec![row]));
}
