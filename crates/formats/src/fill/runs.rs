//! After filling: stretches with looks become runs of their own, line feeds and tabs become elements, names of pictures become
//! pictures, and cells that lost all their paragraphs get an empty one.

use super::pictures::Pictures;
use super::render::{BREAK, LOOKS, LOOKS_END, PICTURE, STRETCH_END, TAB};
use super::tree::{Element, Node};

/// What a text is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Break,
    Tab,
    Picture(String),
}

/// Looks of a stretch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Looks {
    marked: bool,
    language: String,
}

/// Finishes a part.
pub(super) fn finish(element: &mut Element, pictures: &mut Pictures<'_>) {
    let mut out = Vec::with_capacity(element.children.len());
    for node in std::mem::take(&mut element.children) {
        match node {
            Node::Element(mut inner) if inner.local() == "r" && inner.name.starts_with("w:") => {
                finish_inner(&mut inner, pictures);
                out.extend(split(inner, pictures).into_iter().map(Node::Element));
            }
            Node::Element(mut inner) => {
                finish(&mut inner, pictures);
                out.push(Node::Element(inner));
            }
            node => out.push(node),
        }
    }
    element.children = out;
    if element.local() == "tc" && !matches!(element.children.last(), Some(Node::Element(last)) if last.local() == "p") {
        element.children.push(Node::Element(Element::new("w:p", Vec::new())));
    }
}

/// Text boxes inside a run have runs of their own.
fn finish_inner(run: &mut Element, pictures: &mut Pictures<'_>) {
    for node in &mut run.children {
        if let Node::Element(inner) = node
            && inner.local() != "t"
        {
            finish(inner, pictures);
        }
    }
}

/// A run as the runs that it stands for.
fn split(run: Element, pictures: &mut Pictures<'_>) -> Vec<Element> {
    let special = |text: &str| text.contains([LOOKS, PICTURE, BREAK, TAB]);
    if !run.elements().any(|child| child.local() == "t" && special(&child.text())) {
        return vec![run];
    }
    let properties = run.child("rPr").cloned();
    let mut runs = Vec::new();
    for node in run.children {
        let Node::Element(child) = node else { continue };
        if child.local() == "rPr" {
            continue;
        }
        if child.local() != "t" {
            runs.push(with_properties(&run.attributes, properties.clone(), child));
            continue;
        }
        for (looks, piece) in pieces(&child.text()) {
            let content = match piece {
                Piece::Text(text) => {
                    let attributes = " xml:space=\"preserve\"".to_owned();
                    Some(Element { attributes, ..Element::new("w:t", vec![Node::Text(text)]) })
                }
                Piece::Break => Some(Element::new("w:br", Vec::new())),
                Piece::Tab => Some(Element::new("w:tab", Vec::new())),
                Piece::Picture(name) => pictures.drawing(&name),
            };
            let Some(content) = content else { continue };
            runs.push(with_properties(&run.attributes, looked(properties.clone(), &looks), content));
        }
    }
    runs
}

fn with_properties(attributes: &str, properties: Option<Element>, content: Element) -> Element {
    let children = properties.into_iter().chain([content]).map(Node::Element).collect();
    Element { attributes: attributes.to_owned(), ..Element::new("w:r", children) }
}

/// Order of the elements in run properties from the highlight on (ECMA-376, part 1, 17.3.2.28).
const AFTER_HIGHLIGHT: [&str; 17] = [
    "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
    "oMath", "ins", "del", "moveFrom", "rPrChange",
];

fn looked(properties: Option<Element>, looks: &Looks) -> Option<Element> {
    if *looks == Looks::default() {
        return properties;
    }
    let mut properties = properties.unwrap_or_else(|| Element::new("w:rPr", Vec::new()));
    let mut set = |name: &str, value: &str, after: &[&str]| {
        properties.children.retain(|node| !matches!(node, Node::Element(old) if old.local() == name));
        let at = properties
            .children
            .iter()
            .position(|node| matches!(node, Node::Element(one) if after.contains(&one.local())))
            .unwrap_or(properties.children.len());
        let attributes = format!(" w:val=\"{value}\"");
        let element = Element { attributes, ..Element::new(&format!("w:{name}"), Vec::new()) };
        properties.children.insert(at, Node::Element(element));
    };
    if looks.marked {
        set("highlight", "yellow", &AFTER_HIGHLIGHT);
    }
    if !looks.language.is_empty() && looks.language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        set("lang", &looks.language, &AFTER_HIGHLIGHT[10..]);
    }
    Some(properties)
}

/// A text as pieces with their looks.
fn pieces(text: &str) -> Vec<(Looks, Piece)> {
    let mut out = Vec::new();
    let mut looks = Looks::default();
    let mut plain = String::new();
    let mut chars = text.chars();
    fn flush(plain: &mut String, looks: &Looks, out: &mut Vec<(Looks, Piece)>) {
        if !plain.is_empty() {
            out.push((looks.clone(), Piece::Text(std::mem::take(plain))));
        }
    }
    while let Some(c) = chars.next() {
        match c {
            LOOKS => {
                flush(&mut plain, &looks, &mut out);
                let description: String = chars.by_ref().take_while(|c| *c != LOOKS_END).collect();
                looks.marked = description.starts_with('m');
                looks.language = description.chars().skip(1).collect();
            }
            STRETCH_END => {
                flush(&mut plain, &looks, &mut out);
                looks = Looks::default();
            }
            BREAK | TAB => {
                flush(&mut plain, &looks, &mut out);
                out.push((looks.clone(), if c == BREAK { Piece::Break } else { Piece::Tab }));
            }
            PICTURE => {
                flush(&mut plain, &looks, &mut out);
                let name: String = chars.by_ref().take_while(|c| *c != PICTURE).collect();
                out.push((Looks::default(), Piece::Picture(name)));
            }
            c => plain.push(c),
        }
    }
    flush(&mut plain, &looks, &mut out);
    out
}
