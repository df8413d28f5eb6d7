//! Extractors that answer with problems. None of them repeats what the sender wrote: a problem names a code and, where one
//! of our own fields is wrong, the way to it.

use crate::body::{read_fault, too_large};
use crate::problem::{Cause, Problem};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FormRejection};
use axum::extract::{Form, FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use dossier::Class;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::Segment;

/// Longest name of a field that a pointer shows.
const NAME_BYTES_MAX: usize = 64;

/// A JSON body. 415 without its media type, 400 when it is no JSON, 422 with a pointer when it has another shape.
#[derive(Clone, Copy, Debug)]
pub struct ApiJson<T>(pub T);

impl<T, S> FromRequest<S> for ApiJson<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(Cause::MediaType, "body.media_type").hint("send application/json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection))?;
        json(&bytes).map(Self)
    }
}

/// Parts of the path. One that does not parse is a thing that does not exist: 404.
#[derive(Clone, Copy, Debug)]
pub struct ApiPath<T>(pub T);

impl<T, S> FromRequestParts<S> for ApiPath<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(value)) => Ok(Self(value)),
            Err(rejection) if rejection.status().is_server_error() => Err(Problem::internal()),
            Err(_) => Err(Problem::of(Class::NotFound, "http.not_found")),
        }
    }
}

/// The query. 400 when it has another shape.
#[derive(Clone, Copy, Debug)]
pub struct ApiQuery<T>(pub T);

impl<T, S> FromRequestParts<S> for ApiQuery<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let parsed = Query::<T>::from_request_parts(parts, state).await;
        parsed.map(|Query(value)| Self(value)).map_err(|_| Problem::new(Cause::Malformed, "query.invalid"))
    }
}

/// A form as pages send it (`application/x-www-form-urlencoded`). 415 without its media type, 422 when it has another
/// shape.
#[derive(Clone, Copy, Debug)]
pub struct ApiForm<T>(pub T);

impl<T, S> FromRequest<S> for ApiForm<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Form::<T>::from_request(request, state).await {
            Ok(Form(value)) => Ok(Self(value)),
            Err(FormRejection::BytesRejection(rejection)) => Err(unread(&rejection)),
            Err(FormRejection::InvalidFormContentType(_)) => Err(Problem::new(Cause::MediaType, "body.media_type")),
            Err(_) => Err(Problem::of(Class::Usage, "form.invalid")),
        }
    }
}

/// Why a body could not be gathered.
fn unread(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    read_fault(rejection, "body.broken")
}

/// Whether the body says that it is JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return false };
    let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let suffix = kind.starts_with("application/") && kind.ends_with("+json");
    kind == "application/json" || suffix
}

/// Reads JSON: 400 when it is none, 422 with a pointer when it has another shape.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| match error.inner().classify() {
        Category::Data => Problem::of(Class::Usage, "body.invalid").field(pointer(error.path()), "field.invalid"),
        Category::Io | Category::Syntax | Category::Eof => Problem::new(Cause::Malformed, "body.malformed"),
    })?;
    reader.end().map_err(|_| Problem::new(Cause::Malformed, "body.malformed"))?;
    Ok(value)
}

/// A JSON pointer (RFC 6901) as far as it names fields of ours. A name that we would never give may be somebody's data, so
/// the pointer stops before it.
fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } if is_field_name(key) => pointer.push_str(&format!("/{key}")),
            Segment::Enum { .. } => {}
            Segment::Map { .. } | Segment::Unknown => break,
        }
    }
    pointer
}

fn is_field_name(key: &str) -> bool {
    key.len() <= NAME_BYTES_MAX
        && key.starts_with(|sign: char| sign.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use axum::response::IntoResponse as _;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        rate_cents: u32,
        #[serde(default)]
        lines: Vec<u8>,
    }

    async fn told(problem: Problem) -> String {
        let body = axum::body::to_bytes(problem.into_response().into_body(), 10_000).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_bad_body_is_told_by_code_and_pointer_only() {
        let table = [
            (r#"{"rate_cents": "Kowalenko"}"#, 422, "/rate_cents"),
            (r#"{"rate_cents": 1, "lines": [1, "Kowalenko"]}"#, 422, "/lines/1"),
            (r#"{"rate_cents": 1, "Kowalenko": 2}"#, 422, ""),
            (r#"{"rate_cents": Kowalenko"#, 400, ""),
            (r#"{"rate_cents": 1} Kowalenko"#, 400, ""),
            ("", 400, ""),
        ];
        for (body, status, pointer) in table {
            let problem = json::<Wanted>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.status().as_u16(), status, "{body}");
            let text = told(problem).await;
            assert!(!text.contains("Kowalenko"), "{text}");
            if !pointer.is_empty() {
                assert!(text.contains(&format!("\"pointer\":\"{pointer}\"")), "{text}");
            }
        }
        let good = json::<Wanted>(br#"{"rate_cents": 12000}"#).unwrap();
        assert_eq!((good.rate_cents, good.lines.len()), (12_000, 0));
    }

    #[test]
    fn only_json_is_json() {
        let table = [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("APPLICATION/JSON", true),
            ("application/merge-patch+json", true),
            ("text/plain", false),
            ("text/json", false),
        ];
        for (value, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(value));
            assert_eq!(is_json(&headers), expected, "{value}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
