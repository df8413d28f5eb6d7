//! From a prepared tree to the source that the template engine runs, and from values to XML. The engine never sees the
//! template's own signs as tags: delimiters are characters that no document holds.

use super::tags::{self, Kind, Paragraph};
use super::tree::{self, Element, Node};
use super::values::{Picture, Rich};
use minijinja::machinery::parse as parse_source;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, UndefinedBehavior};
use quick_xml::escape::escape;

/// Steps that a template may take, so that one full of loops ends.
const FUEL: u64 = 2_000_000;

const VALUE_OPEN: char = '\u{e001}';
const VALUE_CLOSE: char = '\u{e002}';
const STATEMENT_OPEN: char = '\u{e003}';
const STATEMENT_CLOSE: char = '\u{e004}';
const REMARK_OPEN: char = '\u{e005}';
const REMARK_CLOSE: char = '\u{e006}';
/// Begins a stretch of text with looks; what follows up to [`LOOKS_END`] says which.
pub(super) const LOOKS: char = '\u{e007}';
/// Ends the description of looks.
pub(super) const LOOKS_END: char = '\u{e008}';
/// Ends a stretch of text with looks.
pub(super) const STRETCH_END: char = '\u{e009}';
/// Stands around the name of a picture.
pub(super) const PICTURE: char = '\u{e00a}';

/// Stands around what a tag in the alternative text of a picture says.
pub(super) const SLOT: char = '\u{e00d}';

/// Stands where a text was made of something that has no words, such as an entry of a list.
pub(super) const NO_TEXT: char = '\u{e00e}';
/// What the engine says of it.
pub(super) const NO_TEXT_SAID: &str = "this is no text but a list of entries or a group of fields";

/// A line feed of a value.
pub(super) const BREAK: char = '\u{e00b}';
/// A tab of a value.
pub(super) const TAB: char = '\u{e00c}';

/// Whether a character stands for something between template and engine.
pub(super) fn is_sign(c: char) -> bool {
    ('\u{e001}'..='\u{e00e}').contains(&c)
}

/// Where a tag stands, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Position of the tag in the engine's source.
    pub offset: usize,
    /// Paragraph from 1 in the part.
    pub paragraph: u32,
    /// The tag as written.
    pub tag: String,
}

/// A part's source for the engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    pub text: String,
    pub spots: Vec<Spot>,
    /// The paragraphs as they were written.
    pub paragraphs: Vec<Paragraph>,
}

impl Source {
    /// The last tag at or before a position.
    pub fn spot(&self, offset: usize) -> Option<&Spot> {
        self.spots.iter().rev().find(|spot| spot.offset <= offset)
    }
}

/// Writes a prepared tree as source.
pub(super) fn source(root: &Element, paragraphs: Vec<Paragraph>) -> Source {
    let mut source = Source { text: String::new(), spots: Vec::new(), paragraphs };
    write(root, &mut source, 0);
    source
}

/// Writes an element that stands in a paragraph, or in none (0).
fn write(element: &Element, source: &mut Source, outer: u32) {
    let paragraph = if element.paragraph > 0 { element.paragraph } else { outer };
    source.text.push('<');
    source.text.push_str(&element.name);
    attributes(element, source, paragraph);
    if element.children.is_empty() {
        source.text.push_str("/>");
        return;
    }
    source.text.push('>');
    for child in &element.children {
        match child {
            Node::Element(inner) => write(inner, source, paragraph),
            Node::Code(code) => tag(&code.text, Kind::Statement, source, code.paragraph),
            Node::Text(text) => pieces(text, source, paragraph),
        }
    }
    source.text.push_str("</");
    source.text.push_str(&element.name);
    source.text.push('>');
}

/// Attributes as they are, but for a tag that is the alternative text of a picture: it is filled in.
fn attributes(element: &Element, source: &mut Source, paragraph: u32) {
    let plain = element.attributes.replace(is_sign, "");
    let Some(code) = alternative_tag(element) else {
        source.text.push_str(&plain);
        return;
    };
    let mut marked = Element { name: element.name.clone(), attributes: plain, ..Element::default() };
    tree::set_attribute(&mut marked, "descr", &SLOT.to_string());
    let (before, after) = marked.attributes.split_once(SLOT).unwrap_or((marked.attributes.as_str(), ""));
    source.text.push_str(before);
    source.text.push(SLOT);
    tag(&code, Kind::Value, source, paragraph);
    source.text.push(SLOT);
    source.text.push_str(after);
}

/// The alternative text of a picture.
pub(super) fn alternative(element: &Element) -> Option<String> {
    if element.local() == "docPr" { tree::attribute(element, "descr") } else { None }
}

/// The tag of a value that is the whole alternative text of a picture.
pub(super) fn alternative_tag(element: &Element) -> Option<String> {
    let alternative = alternative(element)?;
    let text = alternative.trim();
    match tags::find(text).ok()?.as_slice() {
        [one] if one.kind == Kind::Value && one.start == 0 && one.end == text.len() => Some(text.to_owned()),
        _ => None,
    }
}

fn pieces(text: &str, source: &mut Source, paragraph: u32) {
    let literal = |text: &str, source: &mut Source| source.text.push_str(&escape(text.replace(is_sign, "")));
    let mut at = 0;
    for found in tags::find(text).unwrap_or_default() {
        literal(&text[at..found.start], source);
        if found.kind != Kind::Remark {
            tag(&text[found.start..found.end], found.kind, source, paragraph);
        }
        at = found.end;
    }
    literal(&text[at..], source);
}

fn tag(code: &str, kind: Kind, source: &mut Source, paragraph: u32) {
    let inner = tags::content(code).replace(is_sign, "");
    put_tag(code, &inner, kind, source, paragraph);
}

/// Writes a tag, of which the engine reads `inner`.
pub(super) fn put_tag(written: &str, inner: &str, kind: Kind, source: &mut Source, paragraph: u32) {
    source.spots.push(Spot { offset: source.text.len(), paragraph, tag: written.to_owned() });
    source.text.push_str(&code(kind, inner));
}

/// The content of a tag between the engine's own delimiters.
pub(super) fn code(kind: Kind, inner: &str) -> String {
    let (open, close) = if kind == Kind::Value { (VALUE_OPEN, VALUE_CLOSE) } else { (STATEMENT_OPEN, STATEMENT_CLOSE) };
    format!("{open}{inner}{close}")
}

/// Why the engine cannot read a source; `None` where it can.
pub(super) fn unreadable(text: &str) -> Option<String> {
    let error = parse_source(text, "", syntax().ok()?).err()?;
    Some(error.detail().unwrap_or("the tag cannot be read").to_owned())
}

/// The engine's syntax.
pub(super) fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder()
        .variable_delimiters(VALUE_OPEN.to_string(), VALUE_CLOSE.to_string())
        .block_delimiters(STATEMENT_OPEN.to_string(), STATEMENT_CLOSE.to_string())
        .comment_delimiters(REMARK_OPEN.to_string(), REMARK_CLOSE.to_string())
        .build()
}

/// An engine without files, inclusion and macros, and with an end to its steps.
pub(super) fn engine() -> Result<Environment<'static>, Error> {
    let mut engine = Environment::new();
    engine.set_syntax(syntax()?);
    engine.set_fuel(Some(FUEL));
    engine.set_recursion_limit(60);
    engine.set_undefined_behavior(UndefinedBehavior::Chainable);
    engine.set_formatter(|out, _, value| format(out, value));
    Ok(engine)
}

/// Writes a value into the XML.
fn format(out: &mut Output<'_>, value: &Value) -> Result<(), Error> {
    if let Some(rich) = value.downcast_object_ref::<Rich>() {
        for run in &rich.0 {
            let looks = run.marked || run.language.is_some();
            if looks {
                let language = run.language.as_deref().unwrap_or_default();
                put(out, &format!("{LOOKS}{}{}{LOOKS_END}", if run.marked { "m" } else { "-" }, clean(language)))?;
            }
            put(out, &clean(&run.text))?;
            if looks {
                put(out, &STRETCH_END.to_string())?;
            }
        }
        return Ok(());
    }
    if let Some(picture) = value.downcast_object_ref::<Picture>() {
        return put(out, &format!("{PICTURE}{}{PICTURE}", clean(&picture.0)));
    }
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => Ok(()),
        ValueKind::Seq | ValueKind::Iterable => {
            for (number, item) in value.try_iter()?.enumerate() {
                if number > 0 {
                    put(out, ", ")?;
                }
                format(out, &item)?;
            }
            Ok(())
        }
        ValueKind::Map => Err(Error::new(ErrorKind::InvalidOperation, NO_TEXT_SAID)),
        _ => {
            let text = value.to_string();
            if text.contains(NO_TEXT) {
                // A filter has made a text of it.
                return Err(Error::new(ErrorKind::InvalidOperation, NO_TEXT_SAID));
            }
            put(out, &clean(&text))
        }
    }
}

fn put(out: &mut Output<'_>, text: &str) -> Result<(), Error> {
    out.write_str(text).map_err(|_| Error::new(ErrorKind::WriteFailure, "the document became too large"))
}

/// Escaped, without the characters that XML forbids and without signs of our own.
fn clean(text: &str) -> String {
    let allowed = text.chars().filter(|c| !is_sign(*c) && crate::write::docx::is_allowed(*c));
    let signed: String = allowed
        .map(|c| match c {
            '\n' => BREAK,
            '\t' => TAB,
            c => c,
        })
        .collect();
    escape(signed.as_str()).into_owned()
}

/// Parses what the engine wrote.
pub(super) fn parse(xml: &str, depth_max: usize) -> Result<Element, tree::TreeError> {
    tree::parse(xml, depth_max)
}
