//! An offer's content as the values of a customer's template: the words of the house's paper, taken from its blocks. The names
//! are a contract: they are only ever added to (docs/templates.md). The buying rate is never read here.

use super::{arguments, criteria, introduction, legal_words, marks, open_musts, shortlist, shortlist_introduction};
use super::{subject, terms, validity, warn};
use crate::brand::Brand;
use crate::generate::fields::{self, LetterFrame, Text};
use crate::generate::frame::sheet;
use crate::generate::shortlist::Proposed;
use crate::generate::{GenerateError, Inputs, Notes, candidate_name, letter};
use crate::i18n::{Key, Messages, key};
use crate::offer::OfferRecord;
use crate::time::Day;
use dossier_formats::fill::Field;
use dossier_formats::write::doc::Block;
use dossier_formats::write::sheet::Sheet;

/// Headings that a template can print in the output language.
const LABELS: [(&str, Key); 20] = [
    ("offer", key::OFFER_SUBJECT),
    ("number", key::OFFER_NUMBER),
    ("shortlist", key::OFFER_SHORTLIST),
    ("terms", key::OFFER_TERMS),
    ("legal", key::OFFER_LEGAL),
    ("acceptance", key::OFFER_ACCEPTANCE),
    ("criteria", key::OFFER_CRITERIA),
    ("class", key::TABLE_CLASS),
    ("criterion", key::TABLE_CRITERION),
    ("status", key::TABLE_STATUS),
    ("reason", key::TABLE_REASON),
    ("candidate", key::OFFER_CANDIDATE),
    ("role", key::OFFER_ROLE),
    ("workload", key::OFFER_WORKLOAD),
    ("start", key::OFFER_START),
    ("rate", key::OFFER_RATE),
    ("place_date", key::FORM_PLACE_DATE),
    ("name", key::FORM_NAME),
    ("signature", key::FORM_SIGNATURE),
    ("draft", key::DRAFT),
];

/// Terms that a template can print one by one.
const TERMS: [(&str, Key); 15] = [
    ("contract_form", key::OFFER_CONTRACT_FORM),
    ("workload", key::OFFER_WORKLOAD),
    ("start", key::OFFER_START),
    ("end", key::OFFER_END),
    ("duration", key::OFFER_DURATION),
    ("rate", key::OFFER_RATE),
    ("fee", key::OFFER_FEE),
    ("planned", key::OFFER_PLANNED),
    ("estimate", key::OFFER_ESTIMATE),
    ("vat", key::OFFER_VAT),
    ("expenses", key::OFFER_EXPENSES),
    ("surcharges", key::OFFER_SURCHARGES),
    ("notice", key::OFFER_NOTICE),
    ("subcontracting", key::OFFER_SUBCONTRACTING),
    ("payment", key::OFFER_PAYMENT),
];

/// What an offer says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Content {
    frame: LetterFrame,
    number: Text,
    role: Text,
    profile_id: String,
    candidate: Text,
    introduction: Text,
    /// Candidate, role, workload, start, rate of each row.
    shortlist: Vec<[Text; 5]>,
    /// What estimates in it are.
    shortlist_note: Text,
    /// The candidates of a shortlist.
    people: Vec<Person>,
    /// Heading of the arguments.
    why: String,
    /// Criterion and what the CV says on it.
    arguments: Vec<[Text; 2]>,
    /// Musts that are open or not met, as a sentence.
    open: Text,
    terms: Vec<(String, Text)>,
    legal: Text,
    validity: Text,
    acceptance: String,
    /// Boxes to tick, one a candidate of a shortlist.
    boxes: Vec<String>,
    criteria_title: String,
    /// Class, criterion, status, reason of each row.
    criteria: Vec<[Text; 4]>,
    draft: bool,
}

/// What an offer says of one candidate of a shortlist.
#[derive(Clone, Debug, Default, PartialEq)]
struct Person {
    name: String,
    /// Heading of the arguments.
    why: String,
    arguments: Vec<[Text; 2]>,
    /// Class, criterion, status of each row.
    criteria: Vec<[Text; 3]>,
}

/// The values of a customer's template, for one candidate or for a shortlist's `people`.
pub(in super::super) fn filling(
    inputs: &Inputs<'_>,
    people: &[Proposed<'_>],
    messages: &Messages,
    notes: &mut Notes,
) -> Result<Field, GenerateError> {
    let offer = inputs.offer.ok_or(GenerateError::NeedsProfile)?;
    warn(offer, notes);
    Ok(values(collect(inputs, offer, people, messages), inputs.brand, inputs.date, messages))
}

/// A value for every field that a template can name.
pub(in super::super) fn sample_values(messages: &Messages) -> Field {
    values(example(messages), &Brand::default(), Day::constant(2026, 1, 1), messages)
}

fn example(messages: &Messages) -> Content {
    let text = fields::example_text;
    Content {
        frame: LetterFrame::example(),
        number: text(),
        role: text(),
        profile_id: "…".into(),
        candidate: text(),
        introduction: text(),
        shortlist: vec![[text(), text(), text(), text(), text()]],
        shortlist_note: text(),
        people: vec![Person {
            name: "…".into(),
            why: "…".into(),
            arguments: vec![[text(), text()]],
            criteria: vec![[text(), text(), text()]],
        }],
        why: "…".into(),
        arguments: vec![[text(), text()]],
        open: text(),
        terms: TERMS.map(|(_, label)| (messages.get(label), text())).to_vec(),
        legal: text(),
        validity: text(),
        acceptance: "…".into(),
        boxes: vec!["…".into()],
        criteria_title: "…".into(),
        criteria: vec![[text(), text(), text(), text()]],
        draft: false,
    }
}

/// The heading of a part and what stands under it.
fn headed(blocks: &[Block]) -> (String, &[Block]) {
    fields::sections(blocks).into_iter().next().unwrap_or_default()
}

/// The texts of a table's cells; a cell that is not there is empty.
fn cells<const COLUMNS: usize>(blocks: &[Block]) -> Vec<[Text; COLUMNS]> {
    let rows = fields::rows(blocks).into_iter();
    rows.map(|row| std::array::from_fn(|column| fields::joined(fields::cell(row, column)))).collect()
}

fn collect(inputs: &Inputs<'_>, offer: &OfferRecord, people: &[Proposed<'_>], messages: &Messages) -> Content {
    let sheet = sheet(inputs);
    let shortlisted = !offer.candidates.is_empty();
    let person = &offer.recipient;
    let names = (person.salutation.as_deref(), person.first_name.as_deref(), person.last_name.as_deref());
    let signatures = inputs.brand.file.signatures.iter().map(|one| (one.name.clone(), one.role.clone())).collect();
    let frame = LetterFrame {
        address: letter::address(person, messages),
        subject: subject(offer, messages),
        salutation: letter::salutation(messages, names.0, names.1, names.2),
        ..LetterFrame::new(inputs, messages, signatures)
    };
    let introduced = fields::written(|body| {
        if shortlisted {
            shortlist_introduction(offer, messages, body);
        } else {
            introduction(inputs, offer, messages, body);
        }
    });
    let rows = fields::written(|body| {
        if shortlisted {
            terms::shortlist(inputs, offer, messages, &sheet, body);
        }
    });
    let argued = fields::written(|body| {
        if let Some(matching) = inputs.matching {
            arguments(inputs, offer, matching, messages, body);
        }
    });
    let judged = fields::written(|body| {
        if let Some(matching) = inputs.matching {
            criteria(inputs, offer, matching, messages, &sheet, body);
        }
    });
    let agreed = fields::written(|body| terms::facts(inputs, offer, messages, &sheet, body));
    let legal = fields::written(|body| legal_words(inputs, offer, messages, body));
    let valid = fields::written(|body| validity(inputs, offer, messages, body));
    let (why, argued) = headed(&argued);
    let (criteria_title, judged) = headed(&judged);
    let candidate = candidate_name(inputs.cv, inputs.options);
    Content {
        frame,
        number: fields::required(offer.number.as_ref(), messages, key::OFFER_NUMBER),
        role: fields::required(offer.role.as_ref(), messages, key::OFFER_ROLE),
        profile_id: offer.profile_id.clone().unwrap_or_default(),
        // A shortlist names its people itself.
        candidate: if shortlisted { Text::new() } else { fields::required(candidate.as_ref(), messages, key::CV_NAME) },
        introduction: fields::joined(fields::paragraphs(&introduced)),
        shortlist: cells(&rows),
        shortlist_note: fields::joined(fields::paragraphs(headed(&rows).1)),
        people: proposed(people, &sheet, messages),
        why,
        arguments: fields::paragraphs(argued).into_iter().map(parted).collect(),
        open: inputs.matching.and_then(|matching| open_musts(offer, matching, messages)).unwrap_or_default(),
        terms: pairs(&agreed),
        legal: fields::joined(fields::paragraphs(headed(&legal).1)),
        validity: fields::joined(fields::paragraphs(&valid)),
        acceptance: messages.get(if shortlisted {
            key::OFFER_ACCEPTANCE_SHORTLIST
        } else {
            key::OFFER_ACCEPTANCE_TEXT
        }),
        boxes: shortlist::boxes(inputs, offer, messages)
            .map(|lines| lines.lines().map(str::to_owned).collect())
            .unwrap_or_default(),
        criteria_title,
        criteria: cells(judged),
        draft: marks(offer) > 0 && inputs.options.client_pack,
    }
}

/// What is said of each candidate of a shortlist.
fn proposed(people: &[Proposed<'_>], sheet: &Sheet, messages: &Messages) -> Vec<Person> {
    let argued = fields::written(|body| shortlist::arguments(people, messages, body));
    let argued = fields::sections(&argued);
    let person = |one: &Proposed<'_>| {
        let why = messages.with(key::OFFER_WHY_PERSON, &[("name", one.label)]);
        let own = argued.iter().find(|(heading, _)| *heading == why).map(|(_, blocks)| fields::paragraphs(blocks));
        // The table of one candidate alone has one column with verdicts.
        let judged = fields::written(|body| shortlist::criteria(std::slice::from_ref(one), messages, sheet, body));
        Person {
            name: one.label.to_owned(),
            why,
            arguments: own.unwrap_or_default().into_iter().map(parted).collect(),
            criteria: cells(&judged),
        }
    };
    people.iter().map(person).collect()
}

/// The criterion, and what follows the sign behind it.
fn parted(mut runs: Text) -> [Text; 2] {
    let text = runs.split_off(runs.len().min(2));
    runs.truncate(1);
    [runs, text]
}

/// Labels and values of tables that have one or two of them a row.
fn pairs(blocks: &[Block]) -> Vec<(String, Text)> {
    let rows = fields::rows(blocks);
    let pairs = rows.iter().flat_map(|row| row.chunks(2)).map(|pair| {
        let label = fields::plain(&fields::joined(fields::cell(pair, 0)));
        (label, fields::joined(fields::cell(pair, 1)))
    });
    pairs.filter(|(label, _)| !label.is_empty()).collect()
}

fn values(content: Content, brand: &Brand, date: Day, messages: &Messages) -> Field {
    let term = |label: Key| {
        let wanted = messages.get(label);
        let found = content.terms.iter().find(|(label, _)| *label == wanted);
        Field::Text(found.map(|(_, value)| value.clone()).unwrap_or_default())
    };
    let mut all = content.frame.values(messages);
    all.extend(fields::shared(brand, date, &LABELS, messages));
    all.extend([
        ("term", Field::map(TERMS.map(|(name, label)| (name, term(label))))),
        ("terms", fields::labelled(&content.terms)),
        ("number", Field::Text(content.number)),
        ("role", Field::Text(content.role)),
        ("profile_id", Field::text(content.profile_id)),
        ("candidate", Field::Text(content.candidate)),
        ("introduction", Field::Text(content.introduction)),
        ("shortlist", table(content.shortlist, ["candidate", "role", "workload", "start", "rate"])),
        ("shortlist_note", Field::Text(content.shortlist_note)),
        ("people", Field::list(content.people.into_iter().map(person))),
        ("why", Field::text(content.why)),
        ("arguments", table(content.arguments, ["criterion", "text"])),
        ("open", Field::Text(content.open)),
        ("legal", Field::Text(content.legal)),
        ("validity", Field::Text(content.validity)),
        ("acceptance", Field::text(content.acceptance)),
        ("boxes", Field::list(content.boxes.into_iter().map(Field::text))),
        ("criteria_title", Field::text(content.criteria_title)),
        ("criteria", table(content.criteria, ["class", "criterion", "status", "reason"])),
        ("draft", Field::Flag(content.draft)),
    ]);
    Field::map(all)
}

fn person(one: Person) -> Field {
    Field::map([
        ("name", Field::text(one.name)),
        ("why", Field::text(one.why)),
        ("arguments", table(one.arguments, ["criterion", "text"])),
        ("criteria", table(one.criteria, ["class", "criterion", "status"])),
    ])
}

/// Rows whose cells have names.
fn table<const COLUMNS: usize>(rows: Vec<[Text; COLUMNS]>, names: [&'static str; COLUMNS]) -> Field {
    Field::list(rows.into_iter().map(|row| Field::map(names.into_iter().zip(row.map(Field::Text)))))
}
