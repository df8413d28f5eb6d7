//! Entity tags as RFC 9110 section 8.8.3 writes them: made, and read from the headers of conditions.

use axum::http::{HeaderMap, HeaderValue};

/// Most tags that are read from one header.
const TAGS_MAX: usize = 32;

/// An entity tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    weak: bool,
    opaque: String,
}

impl Tag {
    /// A strong tag. Signs that may not stand in a tag are left out; give it hexadecimal digits or the like.
    pub fn strong(opaque: &str) -> Self {
        Self { weak: false, opaque: opaque.chars().filter(|sign| is_tag_sign(*sign)).collect() }
    }

    /// The text between the quotes.
    pub fn opaque(&self) -> &str {
        &self.opaque
    }

    /// Equal and neither is weak: the same bytes.
    pub fn is_strongly(&self, other: &Self) -> bool {
        !self.weak && !other.weak && self.opaque == other.opaque
    }

    /// Equal, weak or not.
    pub fn is_weakly(&self, other: &Self) -> bool {
        self.opaque == other.opaque
    }

    /// As a header's value.
    pub fn value(&self) -> HeaderValue {
        let text = format!("{}\"{}\"", if self.weak { "W/" } else { "" }, self.opaque);
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
    }

    /// Reads one tag and gives back what follows it.
    fn read(text: &str) -> Option<(Self, &str)> {
        let (weak, text) = match text.strip_prefix("W/") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (opaque, rest) = text.strip_prefix('"')?.split_once('"')?;
        opaque.chars().all(is_tag_sign).then(|| (Self { weak, opaque: opaque.to_owned() }, rest))
    }

    /// Reads a text that is one tag and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text.trim()).filter(|(_, rest)| rest.is_empty()).map(|(tag, _)| tag)
    }
}

/// Visible ASCII without the quote; the bytes above ASCII that the norm allows nobody sends.
fn is_tag_sign(sign: char) -> bool {
    sign.is_ascii_graphic() && sign != '"'
}

/// What a header of a condition names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// There is no such header.
    Nothing,
    /// `*`: whatever is there.
    Anything,
    /// These. Empty when the header cannot be read, so that it matches nothing.
    Tags(Vec<Tag>),
}

impl Named {
    /// Reads `If-Match` or `If-None-Match`, on one line or several.
    pub fn read(headers: &HeaderMap, name: &str) -> Self {
        let lines: Vec<&str> = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?")).collect();
        match lines.as_slice() {
            [] => Self::Nothing,
            [line] if line.trim() == "*" => Self::Anything,
            _ => Self::Tags(read_all(&lines).unwrap_or_default()),
        }
    }
}

fn read_all(lines: &[&str]) -> Option<Vec<Tag>> {
    let mut tags = Vec::new();
    for line in lines {
        let mut rest = line.trim();
        while !rest.is_empty() {
            let (tag, after) = Tag::read(rest)?;
            tags.push(tag);
            if tags.len() > TAGS_MAX {
                return None;
            }
            let after = after.trim_start();
            rest = match after.strip_prefix(',') {
                Some(next) => next.trim_start(),
                None if after.is_empty() => after,
                None => return None,
            };
        }
    }
    Some(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_conditions_are_read() {
        let tag = |weak, opaque: &str| Tag { weak, opaque: opaque.to_owned() };
        let table = [
            (vec![], Named::Nothing),
            (vec!["*"], Named::Anything),
            (vec!["\"a\""], Named::Tags(vec![tag(false, "a")])),
            (vec!["W/\"a\", \"b,c\""], Named::Tags(vec![tag(true, "a"), tag(false, "b,c")])),
            (vec!["\"a\"", "\"b\""], Named::Tags(vec![tag(false, "a"), tag(false, "b")])),
            (vec!["a"], Named::Tags(vec![])),
            (vec!["\"a\" \"b\""], Named::Tags(vec![])),
            (vec!["\"a"], Named::Tags(vec![])),
            (vec!["w/\"a\""], Named::Tags(vec![])),
            (vec![""], Named::Tags(vec![])),
        ];
        for (lines, expected) in table {
            let mut headers = HeaderMap::new();
            for line in &lines {
                headers.append("if-match", HeaderValue::from_str(line).unwrap());
            }
            assert_eq!(Named::read(&headers, "if-match"), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_weak_tag_is_never_strongly_equal() {
        let strong = Tag::strong("a");
        let weak = Tag::parse("W/\"a\"").unwrap();
        assert!(strong.is_strongly(&Tag::parse("\"a\"").unwrap()));
        assert!(!strong.is_strongly(&weak) && !weak.is_strongly(&weak));
        assert!(strong.is_weakly(&weak));
        assert_eq!(weak.value(), "W/\"a\"");
    }
}
