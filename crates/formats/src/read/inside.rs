//! Everything that a finished paper holds, for a search of what must not be in it: text, properties, alternative texts,
//! targets of links and names of members. Interprets nothing; what cannot be read is an error, never an empty answer.

use super::xml::{self, Element, Node};
use super::{ReadError, Sniffed, broken, pdf, sniff};
use crate::source::FileKind;
use std::io::{Cursor, Read};

/// Depth of nested XML elements.
const DEPTH_MAX: u32 = 256;
/// Unpacked bytes of one part.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What kind of place a text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// On the page, in a comment, in a field or in text that was struck out.
    Text,
    /// A property such as the title, a bookmark, or a name of a member of the package.
    Property,
    /// A property or mark that names who wrote or changed it.
    Person,
    /// A text that stands for a picture or explains a link.
    AltText,
    /// The target of a link.
    Link,
}

/// All texts of a paper with the places they stand in.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Inside {
    /// One entry a text; texts of pages are whole.
    pub layers: Vec<(Layer, String)>,
}

impl Inside {
    pub(super) fn add(&mut self, layer: Layer, text: &str) {
        if !text.trim().is_empty() {
            self.layers.push((layer, text.to_owned()));
        }
    }

    /// All texts of a layer, one a line.
    pub fn text(&self, layer: Layer) -> String {
        let texts = self.layers.iter().filter(|(found, _)| *found == layer).map(|(_, text)| text.as_str());
        texts.collect::<Vec<_>>().join("\n")
    }
}

/// Reads everything that a docx or PDF of this program holds.
///
/// # Errors
/// A [`ReadError`] where any part cannot be read, or for a file of another kind; nothing of the text is in it.
pub fn inside(bytes: &[u8]) -> Result<Inside, ReadError> {
    match sniff(bytes) {
        Sniffed::Document(FileKind::Pdf) => pdf::inside(bytes),
        Sniffed::Document(FileKind::Docx) => package(bytes),
        _ => Err(ReadError::UnknownType),
    }
}

fn package(bytes: &[u8]) -> Result<Inside, ReadError> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("DOCX", "its package cannot be read"))?;
    let mut inside = Inside::default();
    let mut page = String::new();
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|_| broken("DOCX", "a member cannot be read"))?;
        let name = member.name().map_err(|_| broken("DOCX", "a name in its package cannot be read"))?.into_owned();
        inside.add(Layer::Property, &name);
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut content = Vec::new();
        let read = member.take(PART_BYTES_MAX + 1).read_to_end(&mut content);
        if read.is_err() || content.len() as u64 > PART_BYTES_MAX {
            return Err(broken("DOCX", "a part cannot be read"));
        }
        let content = String::from_utf8(content).map_err(|_| broken("DOCX", "a part is not UTF-8"))?;
        let root = xml::parse(content.trim_start_matches('\u{feff}'), DEPTH_MAX)?;
        if name.starts_with("docProps/") || name.starts_with("customXml/") {
            properties(&root, &mut inside);
        } else {
            walk(&root, &mut inside, &mut page);
        }
        page.push('\n');
    }
    inside.add(Layer::Text, &page);
    Ok(inside)
}

/// Texts and attributes of a part of the document.
fn walk(parent: &Element, inside: &mut Inside, page: &mut String) {
    for element in parent.elements() {
        match element.name.as_str() {
            "t" | "delText" | "instrText" | "delInstrText" => page.push_str(&element.text()),
            "tab" => page.push('\t'),
            "br" | "cr" => page.push('\n'),
            "noBreakHyphen" => page.push('-'),
            _ => {}
        }
        attributes(element, inside);
        walk(element, inside, page);
        if element.name == "p" {
            page.push('\n');
        }
    }
}

fn attributes(element: &Element, inside: &mut Inside) {
    let mut add = |layer: Layer, name: &str| {
        if let Some(value) = element.attribute(name) {
            inside.add(layer, value);
        }
    };
    for name in ["descr", "title", "tooltip", "alt"] {
        add(Layer::AltText, name);
    }
    for name in ["author", "initials", "userId"] {
        add(Layer::Person, name);
    }
    match element.name.as_str() {
        "docPr" | "cNvPr" | "bookmarkStart" => add(Layer::Property, "name"),
        "alias" | "tag" => add(Layer::Property, "val"),
        "docVar" => {
            add(Layer::Property, "name");
            add(Layer::Property, "val");
        }
        "Relationship" if element.attribute("TargetMode") == Some("External") => add(Layer::Link, "Target"),
        "hyperlink" => add(Layer::Link, "href"),
        _ => {}
    }
}

/// Texts of a part with properties: each leaf is one.
fn properties(parent: &Element, inside: &mut Inside) {
    for element in parent.elements() {
        let layer = match element.name.as_str() {
            "creator" | "lastModifiedBy" | "Manager" | "Company" => Layer::Person,
            "HyperlinkBase" => Layer::Link,
            _ => Layer::Property,
        };
        if let Some(name) = element.attribute("name") {
            inside.add(Layer::Property, name);
        }
        let own = element.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        inside.add(layer, &own.collect::<String>());
        properties(element, inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::docx;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let parts: Vec<(String, Vec<u8>)> =
            parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        docx::zip(&parts)
    }

    #[test]
    fn every_place_of_a_package_is_read() {
        let zip = packed(&[
            ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>"),
            (
                "word/document.xml",
                "<w:document><w:body><w:p><w:r><w:t>Kes</w:t></w:r><w:r><w:t>ten</w:t></w:r><w:r><w:delText>weg</w:delText></w:r></w:p><w:p><w:drawing><wp:docPr name=\"Bild\" descr=\"Porträt\"/></w:drawing><w:ins w:author=\"Urs\"/></w:p></w:body></w:document>",
            ),
            (
                "word/_rels/document.xml.rels",
                "<Relationships><Relationship Id=\"a\" Target=\"mailto:x@y.example\" TargetMode=\"External\"/><Relationship Id=\"b\" Target=\"styles.xml\"/></Relationships>",
            ),
            ("docProps/core.xml", "<cp:x><dc:creator>Livia</dc:creator><dc:title>Lebenslauf</dc:title></cp:x>"),
            (
                "docProps/custom.xml",
                "<Properties><property name=\"Kandidat\"><vt:lpwstr>Ada</vt:lpwstr></property></Properties>",
            ),
            ("word/media/ada.png", "no picture"),
        ]);
        let found = inside(&zip).expect("a package");
        assert!(found.text(Layer::Text).starts_with("\nKestenweg\n"), "{:?}", found.text(Layer::Text));
        assert_eq!(found.text(Layer::AltText), "Porträt");
        assert_eq!(found.text(Layer::Person), "Urs\nLivia");
        assert_eq!(found.text(Layer::Link), "mailto:x@y.example");
        for property in ["Bild", "Lebenslauf", "Kandidat", "Ada", "word/media/ada.png"] {
            assert!(found.layers.contains(&(Layer::Property, property.to_owned())), "{property}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        let broken = packed(&[("[Content_Types].xml", "<Types>"), ("word/document.xml", "<w:document>")]);
        assert!(inside(&broken).is_err());
        assert!(inside(b"plain text").is_err());
        assert!(inside(b"%PDF-1.7 and nothing more").is_err());
    }
}
