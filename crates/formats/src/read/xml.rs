//! A small element tree over XML from a foreign package, with limits on depth. Refuses document type declarations,
//! so that no entity can be declared, and keeps local names only.

use super::{ReadError, broken};
use crate::entity;
use quick_xml::events::{BytesStart, Event};

/// An element with its children in order.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub fn attribute(&self, local_name: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == local_name).map(|(_, value)| value.as_str())
    }

    /// Local names and values, in order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    pub fn text(&self) -> String {
        self.children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Element(element) => element.text(),
            })
            .collect()
    }
}

/// Parses a part. The result's one child is the root element.
pub(crate) fn parse(xml: &str, depth_max: u32) -> Result<Element, ReadError> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut stack = vec![Element::default()];
    let damaged = || broken("DOCX", "a part is not well-formed XML");
    loop {
        let event = reader.read_event().map_err(|_| damaged())?;
        match event {
            Event::Start(start) => {
                if stack.len() > depth_max as usize {
                    return Err(broken("DOCX", "elements are nested too deeply"));
                }
                stack.push(element(&start));
            }
            Event::Empty(start) => add(&mut stack, Node::Element(element(&start))),
            Event::End(_) => {
                let done = stack.pop().ok_or_else(damaged)?;
                if stack.is_empty() {
                    return Err(damaged());
                }
                add(&mut stack, Node::Element(done));
            }
            Event::Text(text) => add(&mut stack, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => add(&mut stack, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => {
                let resolved =
                    entity::resolve(&reference).ok_or_else(|| broken("DOCX", "an undeclared entity is used"))?;
                add(&mut stack, Node::Text(resolved));
            }
            Event::DocType(_) => return Err(broken("DOCX", "a part declares a document type")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    match (stack.pop(), stack.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err(damaged()),
    }
}

fn add(stack: &mut [Element], node: Node) {
    if let Some(top) = stack.last_mut() {
        top.children.push(node);
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default();
            (attribute.key.local_name().as_ref().to_owned(), value.into_owned())
        })
        .collect();
    Element { name: start.local_name().as_ref().to_owned(), attributes, children: Vec::new() }
}
