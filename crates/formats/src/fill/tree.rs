//! A lossless tree over the XML of a template: names, attributes and texts are kept as they are written, so that whatever
//! this program does not know comes out as it went in. Refuses document type declarations and too deep nesting.

use crate::entity;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

/// A child of an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text, unescaped.
    Text(String),
    /// A statement of the template between elements, such as `{% endfor %}`.
    Code(Code),
}

/// A statement as written, and the number of the paragraph in which it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// The statement with its braces.
    pub text: String,
    /// Paragraph from 1 in the part; 0 where it is not known.
    pub paragraph: u32,
}

/// An element as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    /// Name with prefix.
    pub name: String,
    /// Attributes as written, with the space before them.
    pub attributes: String,
    /// Content.
    pub children: Vec<Node>,
    /// Number of a paragraph from 1 in its part; 0 for everything else.
    pub paragraph: u32,
}

impl Element {
    /// An element without attributes.
    pub fn new(name: &str, children: Vec<Node>) -> Self {
        Self { name: name.to_owned(), children, ..Self::default() }
    }

    /// Name without prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The first child element of a local name.
    pub fn child(&self, local: &str) -> Option<&Element> {
        self.elements().find(|element| element.local() == local)
    }

    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// Text of the element itself.
    pub fn text(&self) -> String {
        self.children
            .iter()
            .filter_map(|node| match node {
                Node::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Whether it or anything in it has one of these local names.
    pub fn holds(&self, locals: &[&str]) -> bool {
        self.elements().any(|element| locals.contains(&element.local()) || element.holds(locals))
    }
}

/// Why a part cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TreeError {
    Damaged,
    TooDeep,
    DocType,
}

/// Parses a part to its root element.
pub(super) fn parse(xml: &str, depth_max: usize) -> Result<Element, TreeError> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut stack = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|_| TreeError::Damaged)?;
        match event {
            Event::Start(start) => {
                if stack.len() > depth_max {
                    return Err(TreeError::TooDeep);
                }
                stack.push(element(&start));
            }
            Event::Empty(start) => add(&mut stack, Node::Element(element(&start))),
            Event::End(_) => {
                let done = stack.pop().ok_or(TreeError::Damaged)?;
                if stack.is_empty() {
                    return Err(TreeError::Damaged);
                }
                add(&mut stack, Node::Element(done));
            }
            Event::Text(text) => add(&mut stack, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => add(&mut stack, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => {
                let resolved = entity::resolve(&reference).ok_or(TreeError::Damaged)?;
                add(&mut stack, Node::Text(resolved));
            }
            Event::DocType(_) => return Err(TreeError::DocType),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    let root = stack.pop().filter(|_| stack.is_empty()).ok_or(TreeError::Damaged)?;
    root.children
        .into_iter()
        .find_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
        .ok_or(TreeError::Damaged)
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = start.name().as_ref().to_owned();
    Element { name, attributes: start.attributes_raw().trim_end().to_owned(), ..Element::default() }
}

/// Texts beside each other become one: entities split them.
fn add(stack: &mut [Element], node: Node) {
    let Some(top) = stack.last_mut() else { return };
    match (top.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => top.children.push(node),
    }
}

/// Value of an attribute by its full name, unescaped.
pub(super) fn attribute(element: &Element, name: &str) -> Option<String> {
    let source = format!("{}{}", element.name, element.attributes);
    let start = BytesStart::from_content(source, element.name.len());
    let found = start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Sets an attribute that is there, by its name without prefix; tells whether it is.
pub(super) fn set_attribute(element: &mut Element, local: &str, value: &str) -> bool {
    let source = format!("{}{}", element.name, element.attributes);
    let start = BytesStart::from_content(source.as_str(), element.name.len());
    let (mut attributes, mut found) = (String::new(), false);
    for attribute in start.attributes().with_checks(false).flatten() {
        let wanted = attribute.key.local_name().as_ref() == local;
        found |= wanted;
        let raw = if wanted { escape(value).into_owned() } else { attribute.value.clone().into_owned() };
        // What was written between single quotes may hold double ones.
        let quote = if raw.contains('"') { '\'' } else { '"' };
        attributes.push_str(&format!(" {}={quote}{raw}{quote}", attribute.key.as_ref()));
    }
    if found {
        element.attributes = attributes;
    }
    found
}

/// The first element of a local name in it, itself included; text boxes are not looked into.
pub(super) fn find_mut<'e>(element: &'e mut Element, local: &str) -> Option<&'e mut Element> {
    if element.local() == local {
        return Some(element);
    }
    element.children.iter_mut().find_map(|node| match node {
        Node::Element(inner) if inner.local() != "txbxContent" => find_mut(inner, local),
        _ => None,
    })
}

/// Writes an element; `text` writes the texts and codes in it.
pub(super) fn write(element: &Element, out: &mut String, text: &mut impl FnMut(&Node, &mut String)) {
    out.push('<');
    out.push_str(&element.name);
    out.push_str(&element.attributes);
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in &element.children {
        match child {
            Node::Element(inner) => write(inner, out, text),
            other => text(other, out),
        }
    }
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

/// Writes a part with its declaration, texts escaped.
pub(super) fn part(root: &Element) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    write(root, &mut out, &mut |node, out| {
        if let Node::Text(text) = node {
            out.push_str(&escape(text.as_str()));
        }
    });
    out
}
