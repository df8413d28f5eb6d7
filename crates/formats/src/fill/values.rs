//! What a template can print: a tree of named values. Texts keep their marks and languages through filters and loops.

use super::super::write::doc::Run;
use super::render::NO_TEXT;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A value that a template can name.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Text; empty where the record says nothing.
    Text(Vec<Run>),
    /// Entries, for loops.
    List(Vec<Field>),
    /// Named values.
    Map(BTreeMap<&'static str, Field>),
    /// A picture by the name under which it is given.
    Picture(String),
    /// A condition.
    Flag(bool),
    /// A count.
    Number(u32),
}

impl Field {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::Text(if text.is_empty() { Vec::new() } else { vec![Run::new(text)] })
    }

    /// Plain text, empty where there is none.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or_else(|| Self::Text(Vec::new()), Self::text)
    }

    /// Named values.
    pub fn map(fields: impl IntoIterator<Item = (&'static str, Field)>) -> Self {
        Self::Map(fields.into_iter().collect())
    }

    /// Entries.
    pub fn list(items: impl IntoIterator<Item = Field>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// Paths of everything in it that a template can print or repeat, such as `contact.name`; what stands in a list by its
    /// first entry.
    pub fn paths(&self) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        self.add_paths("", &mut out);
        out
    }

    fn add_paths(&self, path: &str, out: &mut BTreeSet<String>) {
        match self {
            Self::Map(fields) => {
                for (name, inner) in fields {
                    let full = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
                    inner.add_paths(&full, out);
                }
            }
            Self::List(items) => {
                out.insert(path.to_owned());
                if let Some(first) = items.first() {
                    // Entries that are texts have no name of their own.
                    first.add_paths(path, out);
                }
            }
            Self::Text(_) | Self::Picture(_) | Self::Flag(_) | Self::Number(_) => {
                out.insert(path.to_owned());
            }
        }
    }
}

/// Text as the template engine carries it.
pub(super) struct Rich(pub Vec<Run>);

impl fmt::Debug for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }
}

impl Object for Rich {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.0.iter().any(|run| !run.text.is_empty())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|run| f.write_str(&run.text))
    }
}

/// A picture as the template engine carries it.
#[derive(Debug)]
pub(super) struct Picture(pub String);

impl Object for Picture {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Named values as the template engine carries them. They have no words: what makes a text of them gets a sign that is told
/// when the text is printed.
pub(super) struct Named(pub BTreeMap<&'static str, Value>);

impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NO_TEXT}")
    }
}

impl Object for Named {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let pairs: Vec<(Value, Value)> =
            self.0.iter().map(|(name, value)| (Value::from(*name), value.clone())).collect();
        Enumerator::RevKeyValueIter(Box::new(pairs.into_iter()))
    }

    fn enumerator_len(self: &Arc<Self>) -> Option<usize> {
        Some(self.0.len())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NO_TEXT}")
    }
}

/// A field as a value of the template engine. Plain texts are plain strings, so that every filter works on them.
pub(super) fn value(field: &Field) -> Value {
    match field {
        Field::Text(runs) => match runs.as_slice() {
            [] => Value::from(""),
            [run] if !run.marked && run.language.is_none() => Value::from(own(&run.text)),
            runs => {
                Value::from_object(Rich(runs.iter().map(|run| Run { text: own(&run.text), ..run.clone() }).collect()))
            }
        },
        Field::List(items) => items.iter().map(value).collect(),
        Field::Map(fields) => {
            Value::from_object(Named(fields.iter().map(|(name, field)| (*name, value(field))).collect()))
        }
        Field::Picture(name) => Value::from_object(Picture(name.clone())),
        Field::Flag(flag) => Value::from(*flag),
        Field::Number(number) => Value::from(*number),
    }
}

/// The letters of a text without the sign for what has none.
fn own(text: &str) -> String {
    text.replace(NO_TEXT, "")
}
