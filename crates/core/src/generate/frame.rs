//! What documents share: an empty paper in the run's look with the brand's head and foot, the block with the title, headings
//! and tables of labels.

use super::Inputs;
use crate::i18n::{Messages, key};
use dossier_formats::write::doc::{
    Block, Cell, Doc, Field, Image, Keep, PAGE_HEIGHT, Paragraph, ParagraphStyle, Run, Table, TableLook,
};
use dossier_formats::write::sheet::{Look, Sheet};

/// Distance of the header from the upper edge and from the text, in points.
const HEADER_PT: u32 = 29 + 4;

/// An empty document with the brand's look, head and foot.
pub(super) fn blank(inputs: &Inputs<'_>, messages: &Messages, title: &str, running_title: &str) -> Doc {
    let brand = inputs.brand;
    let company = brand.file.name.clone();
    let place = [brand.file.postal_code.as_str(), brand.file.town.as_str()].join(" ");
    let foot_left = [company.as_str(), brand.file.street.as_str(), &place, brand.file.web.as_str()]
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let (before, between, after) = page_of(messages);
    let footer = vec![Block::runs(
        ParagraphStyle::Footer,
        vec![
            Run::new(format!("{foot_left}\t{before}")),
            Run::field(Field::Page),
            Run::new(between),
            Run::field(Field::Pages),
            Run::new(after),
        ],
    )];
    let first_header = if brand.logo.is_some() || company.is_empty() {
        Vec::new()
    } else {
        vec![Block::text(ParagraphStyle::Letterhead, company.clone())]
    };
    let sheet = sheet(inputs);
    let header = if company.is_empty() { running_title.to_owned() } else { format!("{running_title}\t{company}") };
    Doc {
        title: title.to_owned(),
        author: if company.is_empty() { "dossier".to_owned() } else { company },
        language: inputs.locale.document_tag().to_owned(),
        date: inputs.date.to_string(),
        logo: brand.logo.as_ref().map(|logo| fit(logo, sheet.margins.top / 20 - HEADER_PT)),
        sheet,
        pictures: Vec::new(),
        first_header,
        header: vec![Block::text(ParagraphStyle::Header, header)],
        footer,
        body: Vec::new(),
    }
}

/// The look of the run in the brand's colour and fonts.
pub(super) fn sheet(inputs: &Inputs<'_>) -> Sheet {
    let style = &inputs.brand.file.style;
    let look = inputs.options.choices.look.unwrap_or(inputs.brand.look);
    Sheet::new(look, inputs.brand.accent, &style.body_font, &style.heading_font)
}

/// A picture no higher than it may be, in its proportions.
fn fit(image: &Image, height_max: u32) -> Image {
    let height = image.height_pt.min(height_max).max(1);
    let width = (image.width_pt * height / image.height_pt.max(1)).max(1);
    Image { width_pt: width, height_pt: height, ..image.clone() }
}

/// The words around page number and page count.
fn page_of(messages: &Messages) -> (String, String, String) {
    // Two signs that no message uses stand for the fields.
    let text = messages.with(key::PAGE_OF, &[("page", "\u{1}"), ("pages", "\u{2}")]);
    let mut parts = text.splitn(2, '\u{1}');
    let before = parts.next().unwrap_or_default().to_owned();
    let rest = parts.next().unwrap_or_default();
    let mut rest = rest.splitn(2, '\u{2}');
    (before, rest.next().unwrap_or_default().to_owned(), rest.next().unwrap_or_default().to_owned())
}

/// Title and the line below it, on a coloured band where the look has one.
pub(super) fn title_block(sheet: &Sheet, title: Vec<Run>, subtitle: Option<Vec<Run>>) -> Vec<Block> {
    let mut paragraphs = vec![Paragraph::of(ParagraphStyle::Title, title)];
    paragraphs.extend(subtitle.map(|runs| Paragraph::of(ParagraphStyle::Subtitle, runs)));
    if sheet.look == Look::Modern {
        vec![Block::Band(paragraphs)]
    } else {
        paragraphs.into_iter().map(Block::Paragraph).collect()
    }
}

/// A section's heading.
pub(super) fn heading(text: String) -> Block {
    Block::text(ParagraphStyle::Heading1, text)
}

/// A table of labels and values; the labels stand in the look's column.
pub(super) fn facts_table(sheet: &Sheet, rows: Vec<(Cell, Cell)>) -> Block {
    Block::Table(Table {
        look: TableLook::Facts,
        widths: vec![sheet.label, sheet.text_width() - sheet.label],
        keep: Keep::Rows,
        head: None,
        rows: rows.into_iter().map(|(label, value)| vec![label, value]).collect(),
    })
}

/// Labels and values, two a row; the first labels stand in the look's column.
pub(super) fn paired_table(sheet: &Sheet, rows: Vec<(Cell, Cell)>) -> Block {
    // The labels on the right are the shorter ones.
    let second = sheet.label * 17 / 20;
    let value = (sheet.text_width() - sheet.label - second) * 14 / 25;
    let widths = vec![sheet.label, value, second, sheet.text_width() - sheet.label - second - value];
    let mut cells = rows.into_iter().flat_map(|(label, value)| [label, value]).peekable();
    let mut paired = Vec::new();
    while cells.peek().is_some() {
        let mut row: Vec<Cell> = cells.by_ref().take(4).collect();
        row.resize_with(4, || Cell::text(""));
        paired.push(row);
    }
    Block::Table(Table { look: TableLook::Facts, widths, head: None, rows: paired, keep: Keep::Whole })
}

/// A table of a head and rows; `shares` are hundredths of the width, the last column takes the rest.
pub(super) fn data_table(sheet: &Sheet, shares: &[u32], head: Vec<Cell>, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        look: TableLook::Data,
        widths: widths(sheet, shares),
        head: Some(head),
        rows,
        keep: Keep::Rows,
    })
}

/// A table of boxes to fill in by hand.
pub(super) fn form_table(sheet: &Sheet, shares: &[u32], rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table { look: TableLook::Form, widths: widths(sheet, shares), head: None, rows, keep: Keep::Whole })
}

/// Share of a page's text, in hundredths, that the end of a document keeps together, so that no last page is almost empty.
const TAIL: u32 = 18;

/// Keeps the last blocks together. Heights are estimated: what matters is that a few lines never stand alone on a page.
pub(super) fn keep_tail(doc: &mut Doc) {
    let sheet = doc.sheet.clone();
    let page = PAGE_HEIGHT - sheet.margins.top - sheet.margins.bottom;
    let mut sum = 0;
    let last = doc.body.len();
    for (at, block) in doc.body.iter_mut().enumerate().rev() {
        let height = height(block, &sheet);
        if sum >= page * TAIL / 100 || height > page * 2 * TAIL / 100 {
            return;
        }
        sum += height;
        if at + 1 == last {
            continue;
        }
        match block {
            Block::Paragraph(paragraph) => paragraph.keep_next = true,
            Block::Table(table) => table.keep = Keep::Next,
            Block::Band(_) | Block::Gap(_) => {}
        }
    }
}

/// About how high a block is, in twentieths of a point.
fn height(block: &Block, sheet: &Sheet) -> u32 {
    let paragraph = |paragraph: &Paragraph, width: u32| {
        let spec = sheet.spec(paragraph.style);
        let chars: usize = paragraph.runs.iter().map(|run| run.text.chars().count()).sum();
        let breaks: usize = paragraph.runs.iter().map(|run| run.text.matches('\n').count()).sum();
        // A sign is about half as wide as the type is high; a size in half points is ten twentieths.
        let chars = u32::try_from(chars).unwrap_or(u32::MAX / 100);
        let lines = (chars * spec.size * 5).div_ceil(width.saturating_sub(spec.left).max(1)).max(1);
        spec.before + spec.line * (lines + u32::try_from(breaks).unwrap_or(0))
    };
    match block {
        Block::Paragraph(one) => paragraph(one, sheet.text_width()),
        Block::Band(paragraphs) => paragraphs.iter().map(|one| paragraph(one, sheet.text_width())).sum(),
        Block::Gap(height) => *height,
        Block::Table(table) => table
            .rows
            .iter()
            .map(|row| {
                let cells = row.iter().zip(&table.widths);
                let of = |cell: &Cell, width: u32| cell.paragraphs.iter().map(|one| paragraph(one, width)).sum::<u32>();
                80 + cells.map(|(cell, width)| of(cell, *width)).max().unwrap_or(0)
            })
            .sum(),
    }
}

/// Widths of columns from hundredths of the text's width; one more column takes the rest.
pub(super) fn widths(sheet: &Sheet, shares: &[u32]) -> Vec<u32> {
    let whole = sheet.text_width();
    let mut widths: Vec<u32> = shares.iter().map(|share| whole * share / 100).collect();
    widths.push(whole - widths.iter().sum::<u32>());
    widths
}
