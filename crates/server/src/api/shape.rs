//! Shapes that several subjects share: times as they come in and go out, stored JSON, texts of a query.

use super::time;
use crate::problem::{Cause, Problem};
use dossier::Class;
use dossier::db::Micros;
use jiff::Timestamp;
use serde_json::Value;

/// Longest text of a search, in characters.
pub(super) const SEARCH_CHARS_MAX: usize = 200;

/// A time that somebody sends.
///
/// # Errors
/// 422 for what is no time of RFC 3339, with the field's pointer.
pub(super) fn moment(pointer: &'static str, text: &str) -> Result<Micros, Problem> {
    match text.parse::<Timestamp>() {
        Ok(at) => Ok(at.as_microsecond()),
        Err(_) => Err(Problem::of(Class::Usage, "body.invalid").field(pointer, "field.time")),
    }
}

/// A time, where there is one.
pub(super) fn maybe(at: Option<Micros>) -> Option<String> {
    at.map(time)
}

/// JSON as the database holds it; what is none as null.
pub(super) fn stored(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A text to search for. Control characters are in no name, and one of them no database takes.
///
/// # Errors
/// 400 for one that is too long or has control characters.
pub(super) fn search(text: Option<&str>) -> Result<&str, Problem> {
    let text = text.unwrap_or_default();
    if text.chars().count() > SEARCH_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(Problem::new(Cause::Malformed, "query.invalid").field("q", "field.invalid"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_norm() {
        assert_eq!(moment("/at", "2026-01-27T13:00:00+01:00").ok(), Some(1_769_515_200_000_000));
        assert_eq!(maybe(moment("/at", "2026-01-27T12:00:00Z").ok()).as_deref(), Some("2026-01-27T12:00:00Z"));
        for bad in ["", "2026-01-27", "12:00", "yesterday"] {
            assert_eq!(moment("/at", bad).expect_err("no time").status().as_u16(), 422, "{bad}");
        }
    }

    #[test]
    fn texts_that_no_database_takes_are_refused() {
        assert_eq!(search(None).ok(), Some(""));
        assert_eq!(search(Some("Müller AG")).ok(), Some("Müller AG"));
        for bad in ["a\0b", "a\nb", &"a".repeat(201)] {
            assert_eq!(search(Some(bad)).expect_err("no search").status().as_u16(), 400);
        }
    }
}
