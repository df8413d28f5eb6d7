//! Shapes that several subjects share: times as they come in and go out, stored JSON, texts of a query.

use super::time;
use crate::problem::{Cause, Problem};
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse as _, Response};
use dossier::Class;
use dossier::db::Micros;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

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

/// Something that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct Made {
    /// Its id.
    pub(super) id: Uuid,
}

/// Answers that something was made, and where it is: below the path of its kind.
pub(super) fn made(path: &str, id: Uuid) -> Response {
    (StatusCode::CREATED, [(LOCATION, format!("{path}/{id}"))], Json(Made { id })).into_response()
}

/// A field of a query that does not hold what it should.
pub(super) fn wrong_query(field: &'static str) -> Problem {
    Problem::new(Cause::Malformed, "query.invalid").field(field, "field.invalid")
}

/// Whether a word of a query can be one that is asked for: it is short and has no control characters.
pub(super) fn is_word(text: &str, chars_max: usize) -> bool {
    text.chars().count() <= chars_max && !text.chars().any(char::is_control)
}

/// Refuses a text that is longer than the API says, where it is only looked up or compared and nothing else would notice.
///
/// # Errors
/// 422 with the field's pointer.
pub(super) fn bounded(pointer: &'static str, text: Option<&str>, chars_max: usize) -> Result<(), Problem> {
    match text {
        Some(text) if text.chars().count() > chars_max => {
            Err(Problem::of(Class::Usage, "body.invalid").field(pointer, "field.too_long"))
        }
        _ => Ok(()),
    }
}

/// A text to search for. Control characters are in no name, and one of them no database takes.
///
/// # Errors
/// 400 for one that is too long or has control characters.
pub(super) fn search(text: Option<&str>) -> Result<&str, Problem> {
    let text = text.unwrap_or_default();
    if is_word(text, SEARCH_CHARS_MAX) { Ok(text) } else { Err(wrong_query("q")) }
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
    fn texts_that_are_longer_than_the_api_says_are_refused() {
        assert!(bounded("/phone", None, 3).is_ok());
        assert!(bounded("/phone", Some("äöü"), 3).is_ok(), "characters count, not bytes");
        let refused = bounded("/phone", Some("1234"), 3).expect_err("too long");
        assert_eq!((refused.status().as_u16(), refused.code()), (422, "body.invalid"));
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
