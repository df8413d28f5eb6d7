//! Bounds of request bodies, put before the routes of one kind: a length that is too large is refused before a byte is
//! read, and a body that comes too slowly is given up. What is in the body is for the extractors.

use crate::problem::{Cause, Problem};
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::error::Error;
use std::time::Duration;
use tower_http::timeout::{DeadlineBody, TimeoutBody, TimeoutError};

/// Bounds of the bodies of some routes. Every group of routes gets exactly one, by
/// `route_layer(from_fn_with_state(rules, guard_body))`.
#[derive(Clone, Copy, Debug)]
pub struct BodyRules {
    /// Largest body in bytes.
    pub bytes_max: usize,
    /// How long the client may send nothing.
    pub idle: Duration,
    /// How long the whole body may take.
    pub total: Duration,
}

impl BodyRules {
    /// JSON and forms: 1 MiB within 30 seconds.
    pub const SMALL: Self = Self { bytes_max: 1 << 20, idle: Duration::from_secs(10), total: Duration::from_secs(30) };

    /// Uploads of files: so many bytes within ten minutes, never 30 seconds without one.
    pub const fn upload(bytes_max: usize) -> Self {
        Self { bytes_max, idle: Duration::from_secs(30), total: Duration::from_secs(600) }
    }
}

/// Applies the rules; the extractors of the route then see at most `bytes_max` bytes.
pub async fn guard_body(State(rules): State<BodyRules>, request: Request, next: Next) -> Response {
    let limit = u64::try_from(rules.bytes_max).unwrap_or(u64::MAX);
    match declared_bytes(request.headers()) {
        Ok(Some(bytes)) if bytes > limit => return too_large().into_response(),
        Ok(_) => {}
        Err(problem) => return problem.into_response(),
    }
    let mut request = request.map(|body| Body::new(TimeoutBody::new(rules.idle, DeadlineBody::new(rules.total, body))));
    DefaultBodyLimit::max(rules.bytes_max).apply(&mut request);
    next.run(request).await
}

/// The length that the client announced.
fn declared_bytes(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(CONTENT_LENGTH) else { return Ok(None) };
    let bytes = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    bytes.map(Some).ok_or_else(|| Problem::new(Cause::Malformed, "http.content_length"))
}

/// The body is larger than its route takes.
pub fn too_large() -> Problem {
    Problem::new(Cause::TooLarge, "body.too_large")
}

/// Why reading a body failed, by the causes in the error's chain; `otherwise` when it is none of ours.
pub(crate) fn read_fault(error: &(dyn Error + 'static), otherwise: &'static str) -> Problem {
    if chain(error).any(<dyn Error>::is::<TimeoutError>) {
        return Problem::new(Cause::Timeout, "body.too_slow");
    }
    Problem::new(Cause::Malformed, otherwise)
}

/// An error and what it came from.
pub(crate) fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&cause| cause.source())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_declared_length_is_read_or_refused() {
        let mut headers = HeaderMap::new();
        assert_eq!(declared_bytes(&headers), Ok(None));
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("2147483648"));
        assert_eq!(declared_bytes(&headers), Ok(Some(2_147_483_648)));
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("much"));
        assert!(declared_bytes(&headers).is_err());
    }
}
