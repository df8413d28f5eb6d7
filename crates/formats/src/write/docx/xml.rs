//! Builds XML as text: elements are closed by scope, text and attribute values escaped, characters that XML forbids left
//! out.

use quick_xml::escape::escape;

/// XML being written.
pub(super) struct Xml {
    out: String,
}

impl Xml {
    /// Begins a part with its declaration.
    pub fn part() -> Self {
        Self { out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n") }
    }

    /// Begins a piece of a part.
    pub fn fragment() -> Self {
        Self { out: String::new() }
    }

    /// An element with content.
    pub fn scope(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.out.push('>');
        content(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str("/>");
    }

    /// An element whose one attribute is `w:val`.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element that holds only text.
    pub fn text_element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.scope(name, attributes, |xml| xml.text(text));
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        let allowed: String = text.chars().filter(|c| is_allowed(*c)).collect();
        self.out.push_str(&escape(&allowed));
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            let allowed: String = value.chars().filter(|c| is_allowed(*c)).collect();
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape(&allowed));
            self.out.push('"');
        }
    }

    pub fn finish(self) -> String {
        self.out
    }
}

/// Characters of XML 1.0, less the marks that turn the direction of text.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
        && !matches!(c, '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
