//! What a docx says, as blocks that must stay together on pages: paragraphs and rows of tables, each with its cells.
//! The text is what our reader finds; which paragraphs are rows is taken from the writer's projection. Knows no pages.

use dossier_core::formats::{Line, Place, SourceText};

/// A paragraph or a row of a table.
#[derive(Clone, Debug)]
pub struct Block {
    /// Level from 1, 0 for none, 7 for the title.
    pub heading: u8,
    /// Number of its table; `None` for a paragraph.
    pub table: Option<u32>,
    /// Whether it is the table's head.
    pub head: bool,
    /// Its first line, for people.
    pub text: String,
    pub chains: Vec<Chain>,
    key: Key,
}

/// The text of a cell, or of a paragraph before or after its tab, without white space. It is used up from its beginning while
/// a page is read.
#[derive(Clone, Debug)]
pub struct Chain {
    pub text: String,
    /// Where lines begin that the document breaks itself, in bytes.
    pub breaks: Vec<usize>,
    /// Bytes that were found on pages.
    pub done: usize,
    pub taken: Vec<Taken>,
    /// Numbers of the reader's column and of the cell. In a row whose cells are read one after the other, columns differ.
    pub cell: (u32, u32),
}

/// Where a stretch of a chain stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// Where it begins in the chain, in bytes.
    pub start: usize,
    pub words: usize,
    pub page: u32,
    pub base: f32,
}

impl Chain {
    pub fn rest(&self) -> &str {
        self.text.get(self.done..).unwrap_or_default()
    }
}

impl Block {
    /// Where it stands, from top to bottom, one place a line.
    pub fn lines(&self) -> Vec<Taken> {
        let mut lines: Vec<Taken> = self.chains.iter().flat_map(|chain| chain.taken.iter().copied()).collect();
        lines.sort_by(|a, b| a.page.cmp(&b.page).then(a.base.total_cmp(&b.base)));
        lines.dedup_by(|a, b| a.page == b.page && (a.base - b.base).abs() < 2.0);
        lines
    }
}

/// What holds lines together: the number of a row or of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Row(u32),
    Paragraph(u32),
}

/// What the projection says of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Slot {
    /// Numbers of row and table.
    row: Option<(u32, u32)>,
    head: bool,
    text: String,
}

/// The document's blocks in order, without heads and feet of pages.
pub fn blocks(source: &SourceText, projection: &str) -> Vec<Block> {
    let (heads, slots) = slots(projection);
    let lines: Vec<(u32, &Line)> = source
        .lines
        .iter()
        .filter_map(|line| match &line.place {
            Place::Part { part, paragraph, .. } if part == "document" => Some((*paragraph, line)),
            _ => None,
        })
        .collect();
    let slot = |paragraph: u32, before: u32| slots.get(usize::try_from(paragraph.checked_sub(before)?).ok()?);
    let fits = |before: u32| {
        let says = |line: &Line| line.cells.first().map(|cell| squeezed(source.slice(cell.span))).unwrap_or_default();
        let fit =
            |paragraph: u32, line: &Line| slot(paragraph, before).is_some_and(|slot| slot.text.contains(&says(line)));
        lines.iter().filter(|(paragraph, line)| fit(*paragraph, line)).count()
    };
    // The reader numbers paragraphs on from those of the last head.
    let before = if fits(heads) >= fits(0) { heads } else { 0 };
    let mut blocks: Vec<Block> = Vec::new();
    for (paragraph, line) in lines {
        let slot = slot(paragraph, before).cloned().unwrap_or_default();
        let key = slot.row.map_or(Key::Paragraph(paragraph), |(row, _)| Key::Row(row));
        if blocks.last().is_none_or(|block| block.key != key) {
            let heading = line.cells.first().map_or(0, |cell| cell.style.heading);
            let text = source.line_text(line).to_owned();
            let table = slot.row.map(|(_, table)| table);
            blocks.push(Block { heading, table, head: slot.head, text, chains: Vec::new(), key });
        }
        if let Some(block) = blocks.last_mut() {
            append(block, source, line);
        }
    }
    blocks
}

fn append(block: &mut Block, source: &SourceText, line: &Line) {
    for cell in &line.cells {
        let (place, text) = ((line.column, cell.x0 as u32), squeezed(source.slice(cell.span)));
        match block.chains.iter_mut().find(|chain| chain.cell == place) {
            Some(chain) => {
                chain.breaks.push(chain.text.len());
                chain.text.push_str(&text);
            }
            None => block.chains.push(Chain { text, breaks: vec![0], done: 0, taken: Vec::new(), cell: place }),
        }
    }
}

/// Text without white space.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The number of paragraphs in the last head, and what the projection says of each paragraph of the document.
fn slots(projection: &str) -> (u32, Vec<Slot>) {
    let (mut part, mut heads, mut slots) = ("", 0, Vec::new());
    let (mut row, mut table, mut head) = (0, 0, false);
    for line in projection.lines() {
        let indent = line.len() - line.trim_start().len();
        let words = line.trim_start();
        if let Some(name) = line.strip_prefix("== ") {
            part = name;
        } else if let Some((style, text)) = words.split_once(": ")
            && style.chars().all(char::is_alphanumeric)
        {
            heads += u32::from(part == "word/header2.xml");
            let text =
                text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '‹' | '›' | '⇥' | '⏎')).collect();
            if part == "word/document.xml" {
                let row = (indent > 0).then_some((row, table));
                slots.push(Slot { row, head: head && row.is_some(), text });
            }
        } else if matches!(words, "row" | "head") {
            row += 1;
            head = words == "head";
        } else if words.ends_with(']') {
            table += 1;
        }
    }
    (heads, slots)
}

#[cfg(test)]
mod tests {
    use super::super::made;
    use super::*;

    const PROJECTION: &str = "== word/header1.xml
Header: *Kornhaus*
== word/header2.xml
Header: Titel⇥Kornhaus
== word/document.xml
Heading1: *Netze*
Normal: Text‹fr mot›⏎zweite Zeile
DossierData [100 200]
  head
    cell
      TableHead: Art
    cell
      TableHead: Grund
  row
    cell
      TableText: Muss
    cell
      TableText: erfüllt
      TableText: belegt
Spacer: \n== word/footer1.xml
Footer: Seite {PAGE}
";

    #[test]
    fn rows_are_blocks_of_cells_and_paragraphs_of_lines() {
        let rows = [
            (1, 1, "Netze"),
            (2, 0, "Textmot"),
            (2, 0, "zweite Zeile"),
            (3, 0, "Art\tGrund"),
            (5, 0, "Muss\terfüllt"),
            (7, 0, "\tbelegt"),
        ];
        let source = made::docx(&rows);
        let blocks = blocks(&source, PROJECTION);
        let says: Vec<(u8, Option<u32>, bool, Vec<&str>)> = blocks
            .iter()
            .map(|block| {
                let chains = block.chains.iter().map(|chain| chain.text.as_str()).collect();
                (block.heading, block.table, block.head, chains)
            })
            .collect();
        assert_eq!(
            says,
            [
                (1, None, false, vec!["Netze"]),
                (0, None, false, vec!["TextmotzweiteZeile"]),
                (0, Some(1), true, vec!["Art", "Grund"]),
                (0, Some(1), false, vec!["Muss", "erfülltbelegt"]),
            ]
        );
        assert_eq!(blocks[1].chains[0].breaks, [0, 7]);
    }
}
