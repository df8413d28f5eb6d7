//! Conditions of edits: an edit says by `If-Match` which version it edits, so that nobody overwrites what they have not
//! seen. The comparison that counts is made by the store in the same statement as the write.

use crate::etag::{Named, Tag};
use crate::problem::{Cause, Problem};
use axum::Json;
use axum::http::header::ETAG;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

/// Tag of a version of a record: `"v7"`.
pub fn version_tag(version: i64) -> HeaderValue {
    Tag::strong(&format!("v{version}")).value()
}

/// Answers with something as it is in a version, for edits of it.
pub fn in_version<T: Serialize>(version: i64, body: T) -> Response {
    ([(ETAG, version_tag(version))], Json(body)).into_response()
}

/// The versions that an edit accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `If-Match: *`: the thing as it is, whatever its version.
    Any,
    /// One of these. Weak and foreign tags are none.
    OneOf(Vec<i64>),
}

impl Wanted {
    /// Reads `If-Match` of an edit.
    ///
    /// # Errors
    /// 428 when the header is missing.
    pub fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        match Named::read(headers, "if-match") {
            Named::Nothing => Err(Problem::new(Cause::PreconditionMissing, "edit.if_match_missing")
                .hint("read it first and send its ETag as If-Match")),
            Named::Anything => Ok(Self::Any),
            Named::Tags(tags) => {
                let ours = tags.iter().filter(|tag| tag.is_strongly(tag));
                Ok(Self::OneOf(ours.filter_map(|tag| tag.opaque().strip_prefix('v')?.parse().ok()).collect()))
            }
        }
    }

    /// The version to write against, given the one that is there.
    ///
    /// # Errors
    /// 412 when the edit accepts another one.
    pub fn against(&self, current: i64) -> Result<i64, Problem> {
        match self {
            Self::Any => Ok(current),
            Self::OneOf(versions) if versions.contains(&current) => Ok(current),
            Self::OneOf(_) => Err(stale()),
        }
    }
}

/// It has changed since the caller read it: 412.
pub fn stale() -> Problem {
    Problem::new(Cause::Stale, "edit.stale").hint("read it again and repeat the edit")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_names_its_version() {
        // Header, version that is there, status or none when the edit goes on.
        let table = [
            (None, 3, Some(428)),
            (Some("*"), 3, None),
            (Some("\"v3\""), 3, None),
            (Some("\"v2\", \"v3\""), 3, None),
            (Some("\"v2\""), 3, Some(412)),
            (Some("W/\"v3\""), 3, Some(412)),
            (Some("\"3\""), 3, Some(412)),
            (Some("v3"), 3, Some(412)),
            (Some("\"v99999999999999999999\""), 3, Some(412)),
        ];
        for (header, current, status) in table {
            let mut headers = HeaderMap::new();
            if let Some(header) = header {
                headers.insert("if-match", HeaderValue::from_static(header));
            }
            let tried = Wanted::read(&headers).and_then(|wanted| wanted.against(current));
            assert_eq!(tried.err().map(|problem| problem.status().as_u16()), status, "{header:?}");
        }
        assert_eq!(version_tag(7), "\"v7\"");
    }
}
