//! Writes a [`Doc`] as Office Open XML (ECMA-376, transitional): real styles, fixed column widths, repeated table heads,
//! page numbers as fields with a cached result. Same model, same bytes.

mod body;
mod package;
mod styles;
mod xml;

use super::doc::Doc;

/// Media type of the written file.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Writes a document. The result is a complete package; its size is a few kilobytes plus the logo.
pub fn write(doc: &Doc) -> Vec<u8> {
    package::write(doc)
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
