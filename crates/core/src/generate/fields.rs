//! What the values of all documents' templates share: who sends the paper and when, the frame of a letter, headings. Reads
//! what blocks say without their look, so that a customer's template prints the same words as the house's paper.

use super::letter;
use super::{Inputs, words};
use crate::brand::Brand;
use crate::i18n::{Key, Messages, key};
use crate::time::Day;
use dossier_formats::fill::Field;
use dossier_formats::write::doc::{Block, Cell, ParagraphStyle, Run};

/// Text with its looks: marks, languages.
pub(super) type Text = Vec<Run>;

/// A text for examples.
pub(super) fn example_text() -> Text {
    vec![Run::new("…")]
}

/// Who sends a paper and when, and headings in the output language under the names that templates know them by.
pub(super) fn shared(
    brand: &Brand,
    date: Day,
    labels: &[(&'static str, Key)],
    messages: &Messages,
) -> Vec<(&'static str, Field)> {
    let label = |key: Key| Field::text(messages.get(key).trim_end_matches([':', ' ', '\u{a0}', '\u{202f}']));
    vec![
        ("date", Field::text(messages.locale.day(date))),
        ("company", company(brand)),
        ("contact", contact(brand)),
        ("logo", logo(brand)),
        ("label", Field::map(labels.iter().map(|(name, key)| (*name, label(*key))))),
    ]
}

/// The desk's company.
fn company(brand: &Brand) -> Field {
    let file = &brand.file;
    Field::map([
        ("name", Field::text(file.name.clone())),
        ("street", Field::text(file.street.clone())),
        ("town", Field::text(format!("{} {}", file.postal_code, file.town).trim().to_owned())),
        ("web", Field::text(file.web.clone())),
    ])
}

/// The desk's contact.
fn contact(brand: &Brand) -> Field {
    let file = &brand.file.contact;
    Field::map([
        ("name", Field::text(file.name.clone())),
        ("role", Field::text(file.role.clone())),
        ("phone", Field::text(file.phone.clone())),
        ("email", Field::text(file.email.clone())),
    ])
}

fn logo(brand: &Brand) -> Field {
    if brand.logo.is_some() { Field::Picture("logo".to_owned()) } else { Field::text("") }
}

/// What stands around the text of a letter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LetterFrame {
    /// The desk's address on one line.
    pub sender: String,
    /// Lines of the address; a mark where a required one is missing.
    pub address: Vec<Text>,
    /// Place and date.
    pub place_date: String,
    /// Subject.
    pub subject: String,
    /// Salutation.
    pub salutation: String,
    /// Name and function of whoever signs.
    pub signatures: Vec<(String, String)>,
}

impl LetterFrame {
    /// The frame of a letter; without signatures of its own, the contact signs.
    pub fn new(inputs: &Inputs<'_>, messages: &Messages, signatures: Vec<(String, String)>) -> Self {
        let contact = &inputs.brand.file.contact;
        let of_contact = (!contact.name.is_empty()).then(|| (contact.name.clone(), contact.role.clone()));
        let signatures = if signatures.is_empty() { of_contact.into_iter().collect() } else { signatures };
        let (sender, place_date) = (inputs.brand.sender_line(), letter::dated(inputs, messages));
        Self { sender, place_date, signatures, ..Self::default() }
    }

    /// A frame in which nothing is empty.
    pub fn example() -> Self {
        Self {
            sender: "…".into(),
            address: vec![example_text()],
            place_date: "…".into(),
            subject: "…".into(),
            salutation: "…".into(),
            signatures: vec![("…".into(), "…".into())],
        }
    }

    /// Its values.
    pub fn values(&self, messages: &Messages) -> Vec<(&'static str, Field)> {
        vec![
            ("sender", Field::text(self.sender.clone())),
            ("address", texts(&self.address)),
            ("place_date", Field::text(self.place_date.clone())),
            ("subject", Field::text(self.subject.clone())),
            ("salutation", Field::text(self.salutation.clone())),
            ("closing", Field::text(messages.get(key::LETTER_CLOSING))),
            (
                "signatures",
                Field::list(self.signatures.iter().map(|(name, role)| {
                    Field::map([("name", Field::text(name.clone())), ("role", Field::text(role.clone()))])
                })),
            ),
        ]
    }
}

/// A list of texts.
pub(super) fn texts(list: &[Text]) -> Field {
    Field::list(list.iter().cloned().map(Field::Text))
}

/// A list of labels and values.
pub(super) fn labelled(rows: &[(String, Text)]) -> Field {
    Field::list(rows.iter().map(|(label, value)| {
        Field::map([("label", Field::text(label.clone())), ("value", Field::Text(value.clone()))])
    }))
}

/// A text that is printed, or the mark for a required one that is missing.
pub(super) fn required(text: Option<&String>, messages: &Messages, label: Key) -> Text {
    text.map_or_else(|| vec![words::mark(messages, label)], |text| vec![Run::new(text.clone())])
}

/// The letters of a text.
pub(super) fn plain(text: &[Run]) -> String {
    text.iter().map(|run| run.text.as_str()).collect()
}

/// What a part of a paper writes.
pub(super) fn written(write: impl FnOnce(&mut Vec<Block>)) -> Vec<Block> {
    let mut body = Vec::new();
    write(&mut body);
    body
}

/// Paragraphs outside of tables.
pub(super) fn paragraphs(blocks: &[Block]) -> Vec<Text> {
    let runs = |block: &Block| match block {
        Block::Paragraph(one) => Some(one.runs.clone()),
        Block::Band(_) | Block::Gap(_) | Block::Table(_) => None,
    };
    blocks.iter().filter_map(runs).collect()
}

/// Rows of the tables, without their heads.
pub(super) fn rows(blocks: &[Block]) -> Vec<&[Cell]> {
    let tables = blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Band(_) | Block::Gap(_) | Block::Paragraph(_) => None,
    });
    tables.flat_map(|table| table.rows.iter().map(Vec::as_slice)).collect()
}

/// The paragraphs of a cell of a row; none where there is no such cell.
pub(super) fn cell(row: &[Cell], column: usize) -> Vec<Text> {
    row.get(column).map(|cell| cell.paragraphs.iter().map(|one| one.runs.clone()).collect()).unwrap_or_default()
}

/// Paragraphs as lines of one text.
pub(super) fn joined(paragraphs: Vec<Text>) -> Text {
    let mut out = Text::new();
    for paragraph in paragraphs.into_iter().filter(|runs| !plain(runs).is_empty()) {
        if !out.is_empty() {
            out.push(Run::new("\n"));
        }
        out.extend(paragraph);
    }
    out
}

/// Headings with the blocks that follow each.
pub(super) fn sections(blocks: &[Block]) -> Vec<(String, &[Block])> {
    let is_heading = |style| matches!(style, ParagraphStyle::Heading1 | ParagraphStyle::Heading2);
    let heads: Vec<(usize, String)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Paragraph(one) if is_heading(one.style) => Some((at, plain(&one.runs))),
            _ => None,
        })
        .collect();
    let ends = heads.iter().skip(1).map(|(at, _)| *at).chain([blocks.len()]);
    heads.iter().zip(ends).map(|((at, name), end)| (name.clone(), &blocks[at + 1..end])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_formats::write::doc::{Keep, Paragraph, Table, TableLook};

    #[test]
    fn blocks_say_their_words_without_their_look() {
        let cell_of =
            |lines: &[&str]| Cell::of(lines.iter().map(|line| Paragraph::new(ParagraphStyle::Cell, *line)).collect());
        let blocks = vec![
            Block::text(ParagraphStyle::Heading1, "First"),
            Block::Gap(10),
            Block::text(ParagraphStyle::Body, "said"),
            Block::text(ParagraphStyle::Heading2, "Second"),
            Block::Table(Table {
                look: TableLook::Plain,
                widths: vec![10, 10],
                head: Some(vec![Cell::head("A"), Cell::head("B")]),
                rows: vec![vec![cell_of(&["a", "", "b"]), cell_of(&["c"])]],
                keep: Keep::Rows,
            }),
        ];
        let sections = sections(&blocks);
        let named: Vec<(&str, usize)> = sections.iter().map(|(name, blocks)| (name.as_str(), blocks.len())).collect();
        assert_eq!(named, [("First", 2), ("Second", 1)]);
        assert_eq!(paragraphs(sections[0].1), [vec![Run::new("said")]]);
        let rows = rows(&blocks);
        assert_eq!((rows.len(), plain(&joined(cell(rows[0], 0)))), (1, "a\nb".to_owned()));
        assert_eq!((cell(rows[0], 1).len(), cell(rows[0], 2).len()), (1, 0));
    }
}
