//! Styles of a DOCX package: what a style's name, outline level and run properties say about its paragraphs.

use super::xml::Element;
use crate::source::Style;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Styles {
    pub by_id: BTreeMap<String, ParagraphStyle>,
    pub default_size: f32,
}

#[derive(Clone, Default)]
pub(super) struct ParagraphStyle {
    pub style: Style,
    pub list: bool,
    based_on: Option<String>,
}

impl Styles {
    pub fn read(root: &Element) -> Self {
        let mut styles = Styles { by_id: BTreeMap::new(), default_size: 10.0 };
        let Some(root) = root.child("styles") else { return styles };
        if let Some(size) = root
            .child("docDefaults")
            .and_then(|defaults| defaults.child("rPrDefault"))
            .and_then(|default| default.child("rPr"))
            .and_then(half_points)
        {
            styles.default_size = size;
        }
        for element in root.elements().filter(|element| element.name == "style") {
            let Some(id) = element.attribute("styleId") else { continue };
            let mut read = ParagraphStyle {
                based_on: element.child("basedOn").and_then(|based| based.attribute("val")).map(str::to_owned),
                ..ParagraphStyle::default()
            };
            if let Some(properties) = element.child("rPr") {
                read.style.bold = flag(properties, "b").unwrap_or(false);
                read.style.italic = flag(properties, "i").unwrap_or(false);
                read.style.size = half_points(properties).unwrap_or(0.0);
            }
            let name = element.child("name").and_then(|name| name.attribute("val")).unwrap_or(id).to_lowercase();
            let outline = element
                .child("pPr")
                .and_then(|properties| properties.child("outlineLvl"))
                .and_then(|level| level.attribute("val"))
                .and_then(|level| level.parse::<u8>().ok());
            read.style.heading = match outline {
                Some(level @ 0..=5) => level + 1,
                _ if name == "title" || name == "titel" || name == "titre" => 7,
                _ => name
                    .strip_prefix("heading ")
                    .and_then(|level| level.parse().ok())
                    .filter(|level| (1..=6).contains(level))
                    .unwrap_or(0),
            };
            read.list = name.starts_with("list ")
                || element.child("pPr").is_some_and(|properties| properties.child("numPr").is_some());
            styles.by_id.insert(id.to_owned(), read);
        }
        styles
    }

    /// The look of a style with what it inherits.
    pub fn resolve(&self, id: &str) -> ParagraphStyle {
        let mut resolved = ParagraphStyle::default();
        let mut next = Some(id.to_owned());
        for _ in 0..10 {
            let Some(style) = next.as_ref().and_then(|id| self.by_id.get(id)) else { break };
            resolved.style.bold |= style.style.bold;
            resolved.style.italic |= style.style.italic;
            resolved.list |= style.list;
            if resolved.style.size == 0.0 {
                resolved.style.size = style.style.size;
            }
            if resolved.style.heading == 0 {
                resolved.style.heading = style.style.heading;
            }
            next.clone_from(&style.based_on);
        }
        resolved
    }
}

pub(super) fn half_points(properties: &Element) -> Option<f32> {
    properties.child("sz")?.attribute("val")?.parse::<f32>().ok().map(|half| half / 2.0)
}

pub(super) fn flag(properties: &Element, name: &str) -> Option<bool> {
    let element = properties.child(name)?;
    Some(!matches!(element.attribute("val"), Some("0" | "false" | "none" | "off")))
}
