//! Where a record holds what was found in a paper made of it, so that a person can look at it: entries by their ids and fields by
//! their names, never what stands there.

use super::kind::Kind;
use super::search::{Search, State};
use dossier_formats::read::Layer;
use serde::Serialize;
use serde_json::Value;

/// A place in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What follows from what stands there.
    pub state: State,
    /// What it tells of the person.
    pub kind: Kind,
    /// Entry and field, such as `work w1, task 2`.
    pub at: String,
}

/// Members of records that papers print, and what they are called; those with an empty name are passed through. All others,
/// names of foreign members among them, are not looked at.
const FIELDS: [(&str, &str); 35] = [
    ("area", "area"),
    ("availability", "availability"),
    ("basics", ""),
    ("certificates", "certificate"),
    ("city", "town"),
    ("courses", "course"),
    ("criteria", "criterion"),
    ("description", "description"),
    ("education", "education"),
    ("entity", "client"),
    ("evidence", "evidence"),
    ("fluency", "level"),
    ("highlights", "task"),
    ("institution", "school"),
    ("interests", "interest"),
    ("issuer", "issuer"),
    ("keywords", "keyword"),
    ("label", "headline"),
    ("language", "language"),
    ("languages", "language"),
    ("location", "place"),
    ("name", "name"),
    ("nationality", "nationality"),
    ("organization", "organisation"),
    ("parts", "part"),
    ("permit", "permit"),
    ("position", "position"),
    ("projects", "project"),
    ("quote", ""),
    ("roles", "role"),
    ("skills", "skill"),
    ("studyType", "degree"),
    ("summary", "summary"),
    ("volunteer", "volunteer"),
    ("work", "work"),
];
/// The object for everything that JSON Resume has no place for, and its members that papers print.
const OWN: (&str, [&str; 3]) = ("x-dossier", ["availability", "nationality", "permit"]);

impl Search<'_> {
    /// Where a record, as the paper shows it, holds what the search finds in the paper; empty where the paper has it from
    /// elsewhere.
    pub fn places<T: Serialize>(&self, record: &T) -> Vec<Spot> {
        let mut spots = Vec::new();
        if let Ok(value) = serde_json::to_value(record) {
            self.walk(&value, &[], &mut spots);
        }
        spots
    }

    fn walk(&self, value: &Value, trail: &[String], spots: &mut Vec<Spot>) {
        match value {
            Value::String(text) => {
                let found = self.in_text(text, Layer::Text).into_keys();
                spots.extend(found.map(|(state, kind)| Spot { state, kind, at: trail.join(", ") }));
            }
            Value::Array(items) => {
                for (number, item) in (1_usize..).zip(items) {
                    let id = item.get("id").and_then(Value::as_str).filter(|id| is_entry_id(id));
                    let id = id.map_or_else(|| number.to_string(), str::to_owned);
                    let mut trail = trail.to_vec();
                    if let Some(last) = trail.last_mut() {
                        *last = format!("{last} {id}");
                    }
                    self.walk(item, &trail, spots);
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    if name.as_str() == OWN.0 {
                        for (name, member) in OWN.1.iter().filter_map(|name| Some((*name, member.get(*name)?))) {
                            self.walk(member, &[name.to_owned()], spots);
                        }
                    }
                    let Some(word) = word(name) else { continue };
                    let mut trail = trail.to_vec();
                    if !word.is_empty() {
                        trail.push(word.to_owned());
                    }
                    self.walk(member, &trail, spots);
                }
            }
            _ => {}
        }
    }
}

/// What a member is called; `None` for one that is not looked at.
fn word(name: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(field, _)| *field == name).map(|(_, word)| *word)
}

/// Whether an id is one that we give, such as `w1` or `ed12`: a foreign one may be anything, a name too.
fn is_entry_id(id: &str) -> bool {
    let digits = id.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = id.len() - digits.len();
    (1..=2).contains(&letters) && (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_ours_are_told_from_foreign_ones() {
        for id in ["w1", "ed12", "M3"] {
            assert!(is_entry_id(id), "{id}");
        }
        for id in ["", "w", "12", "koch1", "w1234", "w-1", "wü1"] {
            assert!(!is_entry_id(id), "{id}");
        }
    }

    #[test]
    fn fields_are_sorted_and_named_once() {
        assert!(FIELDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
