//! Writes a [`Doc`] as Office Open XML (ECMA-376, transitional): real styles, fixed column widths, repeated table heads,
//! page numbers as fields with a cached result. Same model, same bytes.

mod body;
mod package;
mod styles;
mod xml;

use super::doc::{Doc, Image};
use crate::fill::Properties;

/// Media type of the written file.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Grey text.
const SOFT: &str = "595959";

/// Writes a document. The result is a complete package; its size is a few kilobytes plus the logo.
pub fn write(doc: &Doc) -> Vec<u8> {
    package::write(doc)
}

/// The drawing that shows a picture; `id` is unique in the file.
pub(crate) fn drawing(image: &Image, relation: &str, id: usize) -> String {
    let mut xml = xml::Xml::fragment();
    body::drawing(&mut xml, image, relation, id);
    xml.finish()
}

/// A package of parts.
pub(crate) fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    package::zip(parts)
}

/// The part with a document's properties.
pub(crate) fn core_properties(properties: &Properties) -> String {
    package::core_properties(properties)
}

/// Whether XML, and this house, let a character stand in a text.
pub(crate) fn is_allowed(c: char) -> bool {
    xml::is_allowed(c)
}

/// All texts of a written document, headers, footers, properties and alternative texts included, for a search of what
/// must not be in it. Empty when the bytes are not a package.
pub fn plain_text(docx: &[u8]) -> String {
    body::plain_text(docx).unwrap_or_default()
}

/// A text projection of a written document for golden tests: one line a paragraph with its style, tables as rows.
/// Empty when the bytes are not a document of this writer.
pub fn projection(docx: &[u8]) -> String {
    body::projection(docx).unwrap_or_default()
}
