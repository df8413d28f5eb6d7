//! The package of a template: members in order, limits on what is unpacked, relations and content types of pictures that are
//! put in, neutral properties. Refuses programs and what is fetched from elsewhere.

use super::tree::{self, Element, Node};
use super::{Properties, TemplateError, TemplateLimits};
use crate::write::doc::Image;
use crate::write::docx;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

const TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Bytes of a member's name.
const NAME_BYTES_MAX: usize = 1_000;

/// The members of a package.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Package {
    members: Vec<(String, Vec<u8>)>,
    pictures: u32,
    /// Relations of pictures that were put in, by part and name.
    embedded: BTreeMap<(String, String), String>,
}

fn unreadable(reason: &str) -> TemplateError {
    TemplateError::Unreadable { reason: reason.to_owned() }
}

impl Package {
    /// Opens a package.
    pub fn open(bytes: &[u8], limits: &TemplateLimits) -> Result<Self, TemplateError> {
        if bytes.len() > limits.file_bytes_max {
            return Err(TemplateError::Limit { limit: "size of the file" });
        }
        let mut archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable("it is not a ZIP package"))?;
        if archive.len() > limits.members_max {
            return Err(TemplateError::Limit { limit: "members of the package" });
        }
        let mut members = Vec::new();
        let mut names = BTreeSet::new();
        let mut left = limits.unpacked_bytes_max;
        for index in 0..archive.len() {
            let member = archive.by_index(index).map_err(|_| unreadable("a member is damaged"))?;
            if member.is_dir() {
                continue;
            }
            let name = member.name().map_err(|_| unreadable("a name in it is not readable"))?.into_owned();
            if name.len() > NAME_BYTES_MAX || !names.insert(name.trim_start_matches('/').to_ascii_lowercase()) {
                return Err(unreadable("a name in it is too long or stands twice"));
            }
            // Small members compress extremely well, so the ratio counts from 1 MiB on.
            let packed = member.compressed_size().max(1);
            let dense_bytes_max = packed.saturating_mul(limits.unpacked_ratio_max).max(1024 * 1024);
            let mut content = Vec::new();
            let room = left.min(dense_bytes_max) + 1;
            member.take(room).read_to_end(&mut content).map_err(|_| unreadable("a member is damaged"))?;
            let unpacked = content.len() as u64;
            left = left.checked_sub(unpacked).ok_or(TemplateError::Limit { limit: "unpacked size" })?;
            if unpacked > dense_bytes_max {
                return Err(TemplateError::Limit { limit: "ratio of unpacked to packed size" });
            }
            members.push((name, content));
        }
        let package = Self { members, pictures: 0, embedded: BTreeMap::new() };
        package.refuse_active()?;
        for needed in [TYPES, "word/document.xml"] {
            if package.get(needed).is_none() {
                return Err(unreadable("it is not a docx"));
            }
        }
        Ok(package)
    }

    fn refuse_active(&self) -> Result<(), TemplateError> {
        for (name, content) in &self.members {
            let lower = name.to_ascii_lowercase();
            if lower.contains("vbaproject") || lower.contains("/activex/") || lower.contains("/embeddings/") {
                return Err(TemplateError::Active { what: "macros, controls or embedded files" });
            }
            if lower.ends_with(".rels") {
                let text = String::from_utf8_lossy(content);
                let root = tree::parse(&text, 8).map_err(|_| unreadable("its relations are not sound XML"))?;
                let fetches = |element: &Element| {
                    let kind = tree::attribute(element, "Type").unwrap_or_default();
                    tree::attribute(element, "TargetMode").is_some_and(|mode| mode == "External")
                        && !kind.ends_with("/hyperlink")
                };
                if root.elements().any(fetches) {
                    return Err(TemplateError::Active { what: "a file from elsewhere" });
                }
                if root
                    .elements()
                    .any(|one| tree::attribute(one, "Type").is_some_and(|kind| kind.ends_with("/aFChunk")))
                {
                    return Err(TemplateError::Active { what: "an imported document" });
                }
            }
        }
        Ok(())
    }

    fn get(&self, name: &str) -> Option<&[u8]> {
        self.members.iter().find(|(member, _)| member == name).map(|(_, content)| content.as_slice())
    }

    /// Parts that may hold tags: the document, headers, footers, notes.
    pub fn texts(&self) -> Vec<String> {
        let wanted = |name: &str| {
            let part = name.strip_prefix("word/").and_then(|part| part.strip_suffix(".xml")).unwrap_or_default();
            let stem = part.trim_end_matches(|c: char| c.is_ascii_digit());
            matches!(stem, "document" | "header" | "footer" | "footnotes" | "endnotes")
        };
        let mut names: Vec<String> =
            self.members.iter().map(|(name, _)| name.clone()).filter(|name| wanted(name)).collect();
        names.sort();
        names
    }

    /// Text of a part.
    pub fn text(&self, name: &str) -> Result<String, TemplateError> {
        let bytes = self.get(name).ok_or_else(|| unreadable("a part is missing"))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        String::from_utf8(bytes.to_vec()).map_err(|_| unreadable("a part is not UTF-8"))
    }

    /// Replaces or adds a member.
    pub fn set(&mut self, name: &str, content: String) {
        self.set_bytes(name, content.into_bytes());
    }

    fn set_bytes(&mut self, name: &str, content: Vec<u8>) {
        match self.members.iter_mut().find(|(member, _)| member == name) {
            Some((_, old)) => *old = content,
            None => self.members.push((name.to_owned(), content)),
        }
    }

    /// Puts a picture in and returns the id of the relation by which a part knows it.
    pub fn embed(&mut self, part: &str, name: &str, image: &Image) -> String {
        let place = (part.to_owned(), name.to_owned());
        if let Some(id) = self.embedded.get(&place) {
            return id.clone();
        }
        let target = format!("media/dossier-{name}.{}", image.extension);
        self.set_bytes(&format!("word/{target}"), image.bytes.clone());
        self.add_type(image.extension);
        let id = self.relate(part, &target);
        self.embedded.insert(place, id.clone());
        id
    }

    /// Puts a picture in and returns the drawing that shows it in a part.
    pub fn place(&mut self, part: &str, name: &str, image: &Image) -> Element {
        self.pictures += 1;
        // In a customer's own file the raster is enough, and nothing more is put into it.
        let raster = Image { svg: None, ..image.clone() };
        let id = self.embed(part, name, &raster);
        let mut xml = docx::drawing(&raster, &id, 900_000 + self.pictures as usize);
        // The namespaces of drawings need not be declared in the template.
        xml.insert_str(
            "<w:drawing".len(),
            concat!(
                " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
                " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"",
                " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"",
                " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"",
                " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
            ),
        );
        tree::parse(&xml, 32).unwrap_or_default()
    }

    fn add_type(&mut self, extension: &str) {
        let Some(mut root) = self.tree(TYPES) else { return };
        let known = root
            .elements()
            .any(|one| tree::attribute(one, "Extension").is_some_and(|known| known.eq_ignore_ascii_case(extension)));
        if !known {
            let attributes = format!(" Extension=\"{extension}\" ContentType=\"image/{extension}\"");
            let element = Element { attributes, ..Element::new("Default", Vec::new()) };
            root.children.insert(0, Node::Element(element));
            self.set(TYPES, tree::part(&root));
        }
    }

    /// Relates a part to a picture and returns the relation's id; one relation a picture and part.
    fn relate(&mut self, part: &str, target: &str) -> String {
        let file = part.rsplit('/').next().unwrap_or(part);
        let rels = format!("word/_rels/{file}.rels");
        let mut root = self.tree(&rels).unwrap_or_else(|| Element {
            attributes: " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"".to_owned(),
            ..Element::new("Relationships", Vec::new())
        });
        let old = root.elements().find(|one| tree::attribute(one, "Target").is_some_and(|known| known == target));
        if let Some(id) = old.and_then(|one| tree::attribute(one, "Id")) {
            return id;
        }
        let id = format!("rIdDossier{}", root.children.len() + 1);
        let attributes = format!(" Id=\"{id}\" Type=\"{RELATIONS}/image\" Target=\"{target}\"");
        root.children.push(Node::Element(Element { attributes, ..Element::new("Relationship", Vec::new()) }));
        self.set(&rels, tree::part(&root));
        id
    }

    fn tree(&self, name: &str) -> Option<Element> {
        tree::parse(&self.text(name).ok()?, 16).ok()
    }

    /// Replaces what the template's properties say of its author.
    pub fn set_properties(&mut self, properties: &Properties) {
        let core = docx::core_properties(properties);
        if self.get("docProps/core.xml").is_some() {
            self.set("docProps/core.xml", core);
        }
        if let Some(mut app) = self.tree("docProps/app.xml") {
            app.children.retain(
                |node| !matches!(node, Node::Element(one) if matches!(one.local(), "Manager" | "Company" | "Template" | "TotalTime" | "Pages" | "Words" | "Characters" | "Lines" | "Paragraphs" | "CharactersWithSpaces")),
            );
            self.set("docProps/app.xml", tree::part(&app));
        }
    }

    /// The package as bytes, content types first, times fixed.
    pub fn close(mut self) -> Vec<u8> {
        self.members.sort_by_key(|(name, _)| (name != TYPES, name != "_rels/.rels"));
        docx::zip(&self.members)
    }
}
