//! Files inside a PDF: the name tree of embedded files and the associated files of its catalogue. Bounded, because the
//! tree is foreign.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream};

const FILES_MAX: usize = 16;
const DEPTH_MAX: usize = 8;
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// The contents of the embedded files, decoded.
pub(super) fn contents(pdf: &Pdf) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    let Some(catalogue) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return out };
    if let Some(tree) = catalogue.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles")) {
        walk(&tree, 0, &mut out);
    }
    if out.is_empty()
        && let Some(associated) = catalogue.get::<Array<'_>>("AF")
    {
        associated.iter::<Dict<'_>>().take(FILES_MAX).for_each(|file| take(&file, &mut out));
    }
    out
}

fn walk(node: &Dict<'_>, depth: usize, out: &mut Vec<Vec<u8>>) {
    if depth > DEPTH_MAX || out.len() >= FILES_MAX {
        return;
    }
    if let Some(names) = node.get::<Array<'_>>("Names") {
        for object in names.iter::<Object<'_>>().take(2 * FILES_MAX) {
            if let Object::Dict(file) = object {
                take(&file, out);
            }
        }
    }
    if let Some(kids) = node.get::<Array<'_>>("Kids") {
        for kid in kids.iter::<Dict<'_>>().take(FILES_MAX) {
            walk(&kid, depth + 1, out);
        }
    }
}

fn take(file: &Dict<'_>, out: &mut Vec<Vec<u8>>) {
    let Some(embedded) = file.get::<Dict<'_>>("EF") else { return };
    let stream = embedded.get::<Stream<'_>>("UF").or_else(|| embedded.get::<Stream<'_>>("F"));
    if out.len() < FILES_MAX
        && let Some(Ok(bytes)) = stream.map(|stream| stream.decoded_data().map(std::borrow::Cow::into_owned))
        && bytes.len() <= BYTES_MAX
    {
        out.push(bytes);
    }
}
