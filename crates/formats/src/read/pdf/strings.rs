//! The strings of a PDF beside its pages: document information, metadata (XMP), alternative texts, targets of links, titles
//! of bookmarks, names of files. For a search of what must not be in it; bounded, because nesting is the file's own.

use super::super::inside::{Inside, Layer};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Object};

/// Depth of arrays and dictionaries within one object.
const DEPTH_MAX: usize = 64;

/// Adds every string of every object, by the key it stands under.
pub(super) fn collect(pdf: &Pdf, inside: &mut Inside) {
    for object in pdf.objects() {
        walk(&object, Layer::Property, 0, inside);
    }
}

fn walk(object: &Object<'_>, layer: Layer, depth: usize, inside: &mut Inside) {
    if depth > DEPTH_MAX {
        return;
    }
    match object {
        Object::String(text) => inside.add(layer, &decoded(text.as_bytes())),
        Object::Array(items) => {
            for item in items.raw_iter() {
                // What is only referred to is an object of its own and visited as such.
                if let MaybeRef::NotRef(item) = item {
                    walk(&item, layer, depth + 1, inside);
                }
            }
        }
        Object::Dict(dict) => members(dict, depth, inside),
        Object::Stream(stream) => {
            members(stream.dict(), depth, inside);
            if is_metadata(stream.dict())
                && let Ok(bytes) = stream.decoded_data()
            {
                inside.add(Layer::Property, &String::from_utf8_lossy(&bytes));
            }
        }
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) | Object::Name(_) => {}
    }
}

fn members(dict: &Dict<'_>, depth: usize, inside: &mut Inside) {
    for (name, member) in dict.entries() {
        let layer = match name.as_str() {
            "URI" => Layer::Link,
            "Alt" | "TU" | "Contents" => Layer::AltText,
            "Author" => Layer::Person,
            "ActualText" | "E" => Layer::Text,
            _ => Layer::Property,
        };
        if let MaybeRef::NotRef(member) = member {
            walk(&member, layer, depth + 1, inside);
        }
    }
}

fn is_metadata(dict: &Dict<'_>) -> bool {
    dict.get::<hayro_syntax::object::Name<'_>>("Type").is_some_and(|name| name.as_str() == "Metadata")
}

/// A text string: UTF-16 or UTF-8 by its mark, else of one byte a character.
fn decoded(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        wide(rest, u16::from_be_bytes)
    } else if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        wide(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        String::from_utf8_lossy(rest).into_owned()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_decoded_by_their_mark() {
        assert_eq!(decoded(b"\xfe\xff\0M\0\xfc"), "Mü");
        assert_eq!(decoded(b"\xff\xfeM\0\xfc\0"), "Mü");
        assert_eq!(decoded(b"\xef\xbb\xbfM\xc3\xbc"), "Mü");
        assert_eq!(decoded(b"M\xfc"), "Mü");
    }

    #[test]
    fn information_links_and_alternative_texts_are_found() {
        let file = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Annots[<</Subtype/Link/A<</S/URI/URI(https://x.example)>>>>]>>\nendobj\n4 0 obj\n<</Title(Lebenslauf)/Author(Livia)>>\nendobj\n5 0 obj\n<</S/Figure/Alt(Bild)>>\nendobj\ntrailer\n<</Root 1 0 R/Info 4 0 R/Size 6>>\n";
        let pdf = Pdf::new(file.to_vec()).expect("a file without a table of places is mended");
        let mut inside = Inside::default();
        collect(&pdf, &mut inside);
        assert_eq!(inside.text(Layer::Link), "https://x.example");
        assert_eq!(inside.text(Layer::Person), "Livia");
        assert_eq!(inside.text(Layer::AltText), "Bild");
        assert!(inside.text(Layer::Property).contains("Lebenslauf"));
    }
}
