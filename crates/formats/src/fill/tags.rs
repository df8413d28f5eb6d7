//! Tags in the text of a template: found across the runs that a word processor splits text into, joined, and moved to where
//! they can repeat whole paragraphs, rows and blocks.

use super::tree::{Code, Element, Node};

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{{ value }}`
    Value,
    /// `{% statement %}`
    Statement,
    /// `{# remark #}`
    Remark,
}

/// A tag in a text: half-open range in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// A tag that is opened and never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unclosed(pub Code);

impl Unclosed {
    /// The same in a paragraph, where no inner one is known.
    fn within(mut self, paragraph: u32) -> Self {
        if self.0.paragraph == 0 {
            self.0.paragraph = paragraph;
        }
        self
    }
}

/// The tags of a text, in order.
pub(super) fn find(text: &str) -> Result<Vec<Found>, Unclosed> {
    match find_some(text) {
        (found, None) => Ok(found),
        (_, Some(start)) => Err(Unclosed(Code { text: text[start..].chars().take(60).collect(), paragraph: 0 })),
    }
}

/// The tags of a text up to one that is never closed, and where that one begins.
pub(super) fn find_some(text: &str) -> (Vec<Found>, Option<usize>) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|offset| at + offset) {
        let (kind, close) = match text.as_bytes().get(start + 1) {
            Some(b'{') => (Kind::Value, "}}"),
            Some(b'%') => (Kind::Statement, "%}"),
            Some(b'#') => (Kind::Remark, "#}"),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(length) = text[start + 2..].find(close) else {
            return (found, Some(start));
        };
        let end = start + 2 + length + 2;
        found.push(Found { kind, start, end });
        at = end;
    }
    (found, None)
}

/// A tag's content with the quotes that word processors bend made straight.
pub(super) fn content(tag: &str) -> String {
    tag[2..tag.len() - 2]
        .chars()
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' | '‚' => '\'',
            '\u{a0}' | '\u{202f}' | '\t' | '\n' => ' ',
            c => c,
        })
        .collect()
}

/// First word of a statement.
pub(super) fn keyword(tag: &str) -> String {
    let inner = content(tag);
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    inner.trim_start_matches(['-', '+', ' ']).chars().take_while(word).collect()
}

/// A paragraph as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its text with its tags, without the text boxes in it.
    pub text: String,
    /// Row from 1 of the table that holds it; 0 outside of tables.
    pub row: u32,
}

/// Numbers the paragraphs of a part from 1, in the order in which they are written, and tells what stands in each.
pub(super) fn paragraphs(root: &mut Element) -> Vec<Paragraph> {
    fn walk(element: &mut Element, row: u32, out: &mut Vec<Paragraph>) {
        if is_paragraph(element) {
            let mut text = String::new();
            written(element, &mut text);
            out.push(Paragraph { text, row });
            element.paragraph = u32::try_from(out.len()).unwrap_or(u32::MAX);
        }
        let mut rows = 0;
        for node in &mut element.children {
            let Node::Element(inner) = node else { continue };
            let row = match inner.local() {
                "tr" => {
                    rows += 1;
                    rows
                }
                "txbxContent" => 0,
                _ => row,
            };
            walk(inner, row, out);
        }
    }
    let mut out = Vec::new();
    walk(root, 0, &mut out);
    out
}

/// Texts of the remarks in a paragraph.
pub(super) fn remarks(text: &str) -> Vec<String> {
    let found = find(text).unwrap_or_default();
    found.iter().filter(|tag| tag.kind == Kind::Remark).map(|tag| content(&text[tag.start..tag.end])).collect()
}

pub(super) fn is_paragraph(element: &Element) -> bool {
    element.local() == "p" && !element.name.starts_with("a:")
}

/// Whether an element holds text of a paragraph.
pub(super) fn is_text(element: &Element) -> bool {
    element.local() == "t" && !element.name.starts_with("a:")
}

/// What is apart from a paragraph's own text: text boxes, and what was deleted or moved away.
pub(super) fn is_apart(element: &Element) -> bool {
    matches!(element.local(), "txbxContent" | "del" | "moveFrom")
}

fn written(element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Element(inner) if !is_apart(inner) => written(inner, out),
            Node::Text(text) if is_text(element) => out.push_str(text),
            _ => {}
        }
    }
}

/// How statements nest.
fn opens(word: &str) -> bool {
    matches!(word, "for" | "if" | "with")
}

fn closes(word: &str) -> bool {
    matches!(word, "endfor" | "endif" | "endwith")
}

fn between(word: &str) -> bool {
    matches!(word, "else" | "elif")
}

/// Statements that have no counterpart where they stand: to be put before and after what holds them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Loose {
    pub before: Vec<Code>,
    pub after: Vec<Code>,
}

impl Loose {
    fn add(&mut self, code: Code) {
        if closes(&keyword(&code.text)) { self.after.push(code) } else { self.before.push(code) }
    }
}

/// Which of these statements have their counterpart among them; what stands between two needs one that is open.
fn matched(statements: &[&str]) -> Vec<bool> {
    let mut open: Vec<usize> = Vec::new();
    let mut matched = vec![false; statements.len()];
    for (at, statement) in statements.iter().enumerate() {
        let word = keyword(statement);
        if opens(&word) {
            open.push(at);
        } else if closes(&word) {
            if let Some(start) = open.pop() {
                matched[start] = true;
                matched[at] = true;
            }
        } else {
            matched[at] = !between(&word) || !open.is_empty();
        }
    }
    matched
}

/// Prepares a tree of a part: joins tags over runs, takes paragraphs and rows of statements only out, and moves statements
/// whose counterpart stands elsewhere around the paragraph, row or block that holds them. What stays loose at the root has
/// no counterpart at all.
pub(super) fn prepare(root: &mut Element) -> Result<Loose, Unclosed> {
    container(&mut root.children, root.name.ends_with(":tbl"))
}

/// Prepares the children of anything but a paragraph. In a row (`whole`), nothing is matched: what is loose in its cells
/// moves around the row.
fn container(children: &mut Vec<Node>, whole: bool) -> Result<Loose, Unclosed> {
    let mut out: Vec<Node> = Vec::with_capacity(children.len());
    for node in std::mem::take(children) {
        let Node::Element(mut element) = node else {
            out.push(node);
            continue;
        };
        if is_paragraph(&element) {
            let (loose, gone) = paragraph(&mut element).map_err(|unclosed| unclosed.within(element.paragraph))?;
            out.extend(loose.before.into_iter().map(Node::Code));
            if !gone {
                out.push(Node::Element(element));
            }
            out.extend(loose.after.into_iter().map(Node::Code));
            continue;
        }
        let row = element.local() == "tr";
        let loose = container(&mut element.children, row)?;
        let empty_row = row && !(loose.before.is_empty() && loose.after.is_empty()) && !says_anything(&element);
        out.extend(loose.before.into_iter().map(Node::Code));
        if !empty_row {
            if element.local() == "tc" && !element.elements().any(|child| matches!(child.local(), "p" | "tbl" | "sdt"))
            {
                element.children.push(Node::Element(Element::new("w:p", Vec::new())));
            }
            out.push(Node::Element(element));
        }
        out.extend(loose.after.into_iter().map(Node::Code));
    }
    let loose = take_loose(&mut out, whole);
    *children = out;
    Ok(loose)
}

/// Whether a row has text, pictures or statements left.
fn says_anything(row: &Element) -> bool {
    fn text(element: &Element) -> bool {
        element.children.iter().any(|node| match node {
            Node::Element(inner) => matches!(inner.local(), "drawing" | "pict" | "object") || text(inner),
            Node::Text(text) => element.local() == "t" && !text.trim().is_empty(),
            Node::Code(_) => true,
        })
    }
    text(row)
}

/// Takes statements without counterpart among these nodes out of them.
fn take_loose(nodes: &mut Vec<Node>, all: bool) -> Loose {
    let statements = nodes.iter().filter_map(|node| match node {
        Node::Code(code) => Some(code.text.as_str()),
        _ => None,
    });
    let mut matched = matched(&statements.collect::<Vec<_>>()).into_iter();
    let mut loose = Loose::default();
    let mut kept = Vec::with_capacity(nodes.len());
    for node in std::mem::take(nodes) {
        match node {
            Node::Code(code) if !matched.next().unwrap_or(true) || all => loose.add(code),
            node => kept.push(node),
        }
    }
    *nodes = kept;
    loose
}

/// Joins a paragraph's tags and tells what is loose in it, and whether it holds nothing but statements and remarks.
fn paragraph(element: &mut Element) -> Result<(Loose, bool), Unclosed> {
    inner_blocks(element)?;
    let number = element.paragraph;
    let stays = element.holds(&["drawing", "pict", "object", "sectPr"]);
    let mut texts = Vec::new();
    collect(element, &mut texts);
    join(&mut texts)?;
    let whole: String = texts.iter().map(|text| text.as_str()).collect();
    let tags = find(&whole)?;
    let rest = outside(&whole, &tags);
    let only = !tags.is_empty() && rest.trim().is_empty() && tags.iter().all(|tag| tag.kind != Kind::Value);
    let statements: Vec<&str> =
        tags.iter().filter(|tag| tag.kind == Kind::Statement).map(|tag| &whole[tag.start..tag.end]).collect();
    let code = |text: &str| Code { text: text.to_owned(), paragraph: number };
    if only && !stays {
        let before = statements.into_iter().map(code).collect();
        return Ok((Loose { before, after: Vec::new() }, true));
    }
    let mut loose = Loose::default();
    for (statement, _) in statements.iter().zip(matched(&statements)).filter(|(_, matched)| !matched) {
        // A loose statement is cut out of the text it stands in.
        if let Some(text) = texts.iter_mut().find(|text| text.contains(statement)) {
            **text = text.replacen(statement, "", 1);
        }
        loose.add(code(statement));
    }
    Ok((loose, false))
}

/// Text boxes inside a paragraph are containers of their own.
fn inner_blocks(element: &mut Element) -> Result<(), Unclosed> {
    for node in &mut element.children {
        if let Node::Element(inner) = node {
            if inner.local() == "txbxContent" {
                let loose = container(&mut inner.children, false)?;
                if let Some(code) = loose.before.into_iter().chain(loose.after).next() {
                    return Err(Unclosed(code));
                }
            } else {
                inner_blocks(inner)?;
            }
        }
    }
    Ok(())
}

/// The texts of a paragraph's runs, in order, without those of text boxes and deletions.
fn collect<'e>(element: &'e mut Element, out: &mut Vec<&'e mut String>) {
    if is_apart(element) {
        return;
    }
    let text = is_text(element);
    if text {
        if !element.attributes.contains("xml:space") {
            element.attributes.push_str(" xml:space=\"preserve\"");
        }
        if element.children.is_empty() {
            element.children.push(Node::Text(String::new()));
        }
    }
    for node in &mut element.children {
        match node {
            Node::Text(content) if text => out.push(content),
            Node::Element(inner) => collect(inner, out),
            _ => {}
        }
    }
}

/// Moves each tag that is spread over several texts into the first of them.
fn join(texts: &mut [&mut String]) -> Result<(), Unclosed> {
    let whole: String = texts.iter().map(|text| text.as_str()).collect();
    let tags = find(&whole)?;
    if tags.is_empty() {
        return Ok(());
    }
    let mut owners: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for (owner, text) in texts.iter().enumerate() {
        owners.push((at, owner));
        at += text.len();
    }
    let owner_of = |byte: usize| owners.iter().rev().find(|(start, owner)| *start <= byte && !texts[*owner].is_empty());
    let mut joined = vec![String::new(); texts.len()];
    let mut tag = tags.iter().peekable();
    for (byte, c) in whole.char_indices() {
        while tag.peek().is_some_and(|tag| tag.end <= byte) {
            tag.next();
        }
        let place = tag.peek().filter(|tag| tag.start <= byte).map_or(byte, |tag| tag.start);
        if let Some((_, owner)) = owner_of(place) {
            joined[*owner].push(c);
        }
    }
    for (text, content) in texts.iter_mut().zip(joined) {
        **text = content;
    }
    Ok(())
}

fn outside(whole: &str, tags: &[Found]) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for tag in tags {
        rest.push_str(&whole[at..tag.start]);
        at = tag.end;
    }
    rest.push_str(&whole[at..]);
    rest
}
