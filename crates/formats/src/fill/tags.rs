//! Tags in the text of a template: found across the runs that a word processor splits text into, joined, and moved to where
//! they can repeat whole paragraphs, rows and blocks.

use super::tree::{Element, Node};

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

/// A tag that is opened and never closed, by its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unclosed(pub String);

/// The tags of a text, in order.
pub(super) fn find(text: &str) -> Result<Vec<Found>, Unclosed> {
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
            return Err(Unclosed(text[start..].chars().take(60).collect()));
        };
        let end = start + 2 + length + 2;
        found.push(Found { kind, start, end });
        at = end;
    }
    Ok(found)
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
    inner.trim_matches(['-', '+', ' ']).split(' ').next().unwrap_or_default().to_owned()
}

/// Texts of the remarks in a part.
pub(super) fn remarks(element: &Element, out: &mut Vec<String>) {
    fn text(element: &Element, out: &mut String) {
        for node in &element.children {
            match node {
                Node::Element(inner) => text(inner, out),
                Node::Text(content) if element.local() == "t" => out.push_str(content),
                _ => {}
            }
        }
    }
    if element.local() == "p" {
        let mut whole = String::new();
        text(element, &mut whole);
        let found = find(&whole).unwrap_or_default();
        out.extend(found.iter().filter(|tag| tag.kind == Kind::Remark).map(|tag| content(&whole[tag.start..tag.end])));
        return;
    }
    element.elements().for_each(|inner| remarks(inner, out));
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
    pub before: Vec<String>,
    pub after: Vec<String>,
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
        if element.local() == "p" && !element.name.starts_with("a:") {
            let (loose, gone) = paragraph(&mut element)?;
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
    let mut open: Vec<usize> = Vec::new();
    let mut matched: Vec<bool> = vec![false; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        let Node::Code(code) = node else { continue };
        let word = keyword(code);
        if opens(&word) {
            open.push(at);
        } else if closes(&word) {
            if let Some(start) = open.pop() {
                matched[start] = true;
                matched[at] = true;
            }
        } else if between(&word) {
            matched[at] = !open.is_empty();
        } else {
            matched[at] = true;
        }
    }
    let mut loose = Loose::default();
    let mut kept = Vec::with_capacity(nodes.len());
    for (node, matched) in std::mem::take(nodes).into_iter().zip(matched) {
        match node {
            Node::Code(code) if all || !matched => {
                if closes(&keyword(&code)) {
                    loose.after.push(code);
                } else {
                    loose.before.push(code);
                }
            }
            node => kept.push(node),
        }
    }
    *nodes = kept;
    loose
}

/// Joins a paragraph's tags and tells what is loose in it, and whether it holds nothing but statements and remarks.
fn paragraph(element: &mut Element) -> Result<(Loose, bool), Unclosed> {
    inner_blocks(element)?;
    let stays = element.holds(&["drawing", "pict", "object", "sectPr"]);
    let mut texts = Vec::new();
    collect(element, &mut texts);
    join(&mut texts)?;
    let whole: String = texts.iter().map(|text| text.as_str()).collect();
    let tags = find(&whole)?;
    let rest = outside(&whole, &tags);
    let only = !tags.is_empty() && rest.trim().is_empty() && tags.iter().all(|tag| tag.kind != Kind::Value);
    if only && !stays {
        let statements = tags.iter().filter(|tag| tag.kind == Kind::Statement);
        let before = statements.map(|tag| whole[tag.start..tag.end].to_owned()).collect();
        return Ok((Loose { before, after: Vec::new() }, true));
    }
    let loose = loose_in_text(&whole, &tags);
    for (tag, _) in &loose {
        // A loose statement is cut out of the text it stands in.
        let code = &whole[tag.start..tag.end];
        if let Some(text) = texts.iter_mut().find(|text| text.contains(code)) {
            **text = text.replacen(code, "", 1);
        }
    }
    let mut out = Loose::default();
    for (tag, closing) in loose {
        let code = whole[tag.start..tag.end].to_owned();
        if closing { out.after.push(code) } else { out.before.push(code) }
    }
    Ok((out, false))
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
    if matches!(element.local(), "txbxContent" | "del" | "moveFrom") {
        return;
    }
    let text = element.local() == "t" && !element.name.starts_with("a:");
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

/// Statements of a text whose counterpart is not in it, and whether each closes.
fn loose_in_text(whole: &str, tags: &[Found]) -> Vec<(Found, bool)> {
    let statements: Vec<&Found> = tags.iter().filter(|tag| tag.kind == Kind::Statement).collect();
    let mut open: Vec<usize> = Vec::new();
    let mut matched = vec![false; statements.len()];
    for (at, tag) in statements.iter().enumerate() {
        let word = keyword(&whole[tag.start..tag.end]);
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
    let loose = statements.iter().zip(matched).filter(|(_, matched)| !matched);
    loose.map(|(tag, _)| (**tag, closes(&keyword(&whole[tag.start..tag.end])))).collect()
}
