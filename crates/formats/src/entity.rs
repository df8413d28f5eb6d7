//! References in XML: what `&amp;`, `&#233;` and `&#xE9;` stand for. Knows the names of XML and HTML only, since foreign
//! parts may declare none of their own.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::BytesRef;

/// The text that a reference stands for: empty for a character that XML does not have, `None` for an undeclared name.
pub(crate) fn resolve(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        Ok(None) => resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned),
        Err(_) => Some(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::events::Event;

    fn resolved(xml: &str) -> Vec<Option<String>> {
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut out = Vec::new();
        loop {
            match reader.read_event().expect("well-formed") {
                Event::GeneralRef(reference) => out.push(resolve(&reference)),
                Event::Eof => return out,
                _ => {}
            }
        }
    }

    #[test]
    fn references_are_characters_names_or_nothing() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(resolved("<a>&amp;&#233;&#xE9;</a>"), [text("&"), text("é"), text("é")]);
        assert_eq!(resolved("<a>&#xFFFFFFFF;&undeclared;</a>"), [text(""), None]);
    }
}
