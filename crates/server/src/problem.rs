//! Failures as the world sees them: RFC 9457 problems, and the one table from error class to HTTP status. A problem holds
//! codes and pointers, never a value that somebody sent, and of a 5xx nothing but the id of the request.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use dossier::Class;
use futures::FutureExt as _;
use serde::Serialize;
use std::panic::AssertUnwindSafe;
use utoipa::ToSchema;

/// Media type of a problem.
pub const PROBLEM: &str = "application/problem+json";

/// Seconds after which a client tries again when nothing better is known.
const RETRY_AFTER_S: u32 = 5;

/// Why a request failed: a class of the use cases, or something that only HTTP knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// As the use case says.
    Class(Class),
    /// The request cannot be parsed.
    Malformed,
    /// Nobody is logged in, or the token is not valid.
    Unauthenticated,
    /// The caller may not do this.
    Forbidden,
    /// There is nothing at this method.
    Method,
    /// The client was too slow.
    Timeout,
    /// It was there, and is not any more.
    Gone,
    /// The thing has changed since the caller read it.
    Stale,
    /// The request is too large.
    TooLarge,
    /// The body has a media type that is not taken here.
    MediaType,
    /// The asked range lies outside.
    Range,
    /// The request is for another host.
    Misdirected,
    /// An edit must say which version it edits.
    PreconditionMissing,
    /// Too many requests.
    Rate,
    /// A status that a library chose.
    Other(StatusCode),
}

impl Cause {
    /// Status, last part of the type's address, and title. The only place where HTTP statuses are chosen.
    fn row(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Class(class) => match class {
                Class::Usage => (StatusCode::UNPROCESSABLE_ENTITY, "usage", "The request is not valid"),
                Class::Unreadable => (StatusCode::UNPROCESSABLE_ENTITY, "unreadable", "The file cannot be read"),
                // Done, with gaps: the state stands in the record, and no handler makes a problem of it.
                Class::Partial => (StatusCode::OK, "partial", "Done with gaps"),
                Class::Storage => (StatusCode::SERVICE_UNAVAILABLE, "storage", "The storage does not answer"),
                Class::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not available right now"),
                Class::Limit => (StatusCode::UNPROCESSABLE_ENTITY, "limit", "A limit was passed"),
                Class::NotFound => (StatusCode::NOT_FOUND, "not-found", "There is no such thing"),
                Class::Conflict => (StatusCode::CONFLICT, "conflict", "It contradicts what is there"),
                Class::Denied => (StatusCode::FORBIDDEN, "forbidden", "Not allowed"),
                Class::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "A defect of this program"),
            },
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed", "The request cannot be parsed"),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated", "Log in first"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "Not allowed"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "method", "There is no such method here"),
            Self::Timeout => (StatusCode::REQUEST_TIMEOUT, "timeout", "The request came too slowly"),
            Self::Gone => (StatusCode::GONE, "gone", "It is not there any more"),
            Self::Stale => (StatusCode::PRECONDITION_FAILED, "stale", "It has changed meanwhile"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "This media type is not taken here"),
            Self::Range => (StatusCode::RANGE_NOT_SATISFIABLE, "range", "The range lies outside"),
            Self::Misdirected => (StatusCode::MISDIRECTED_REQUEST, "misdirected", "This host is not served here"),
            Self::PreconditionMissing => {
                (StatusCode::PRECONDITION_REQUIRED, "precondition", "Say which version is meant")
            }
            Self::Rate => (StatusCode::TOO_MANY_REQUESTS, "rate", "Too many requests"),
            Self::Other(status) => (status, "other", status.canonical_reason().unwrap_or("Failed")),
        }
    }

    /// The status that a client sees.
    pub fn status(self) -> StatusCode {
        self.row().0
    }

    /// What a library's status stands for.
    fn of_status(status: StatusCode) -> (Self, &'static str) {
        match status {
            StatusCode::BAD_REQUEST => (Self::Malformed, "http.malformed"),
            StatusCode::UNAUTHORIZED => (Self::Unauthenticated, "http.unauthenticated"),
            StatusCode::FORBIDDEN => (Self::Forbidden, "http.forbidden"),
            StatusCode::NOT_FOUND => (Self::Class(Class::NotFound), "http.not_found"),
            StatusCode::METHOD_NOT_ALLOWED => (Self::Method, "http.method"),
            StatusCode::REQUEST_TIMEOUT => (Self::Timeout, "http.timeout"),
            StatusCode::CONFLICT => (Self::Class(Class::Conflict), "http.conflict"),
            StatusCode::GONE => (Self::Gone, "http.gone"),
            StatusCode::PRECONDITION_FAILED => (Self::Stale, "http.stale"),
            StatusCode::PAYLOAD_TOO_LARGE => (Self::TooLarge, "http.too_large"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (Self::MediaType, "http.media_type"),
            StatusCode::RANGE_NOT_SATISFIABLE => (Self::Range, "http.range"),
            StatusCode::MISDIRECTED_REQUEST => (Self::Misdirected, "http.host"),
            StatusCode::UNPROCESSABLE_ENTITY => (Self::Class(Class::Usage), "http.invalid"),
            StatusCode::PRECONDITION_REQUIRED => (Self::PreconditionMissing, "http.precondition"),
            StatusCode::TOO_MANY_REQUESTS => (Self::Rate, "http.rate"),
            StatusCode::SERVICE_UNAVAILABLE => (Self::Class(Class::Unavailable), "http.unavailable"),
            StatusCode::INTERNAL_SERVER_ERROR => (Self::Class(Class::Internal), "http.internal"),
            other => (Self::Other(other), "http.other"),
        }
    }
}

/// One field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldFault {
    /// JSON pointer into the body, or the name of a parameter.
    pub pointer: String,
    /// Stable code of what is wrong with it.
    pub code: &'static str,
}

/// A failure on its way to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    cause: Cause,
    code: &'static str,
    hint: Option<&'static str>,
    errors: Vec<FieldFault>,
    retry_after_s: Option<u32>,
    instance: Option<String>,
}

/// A problem as it is sent (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Relative address of the kind of failure, for example `/problems/limit`.
    #[serde(rename = "type")]
    kind: String,
    /// What the kind means, in English.
    title: String,
    /// The HTTP status once more.
    status: u16,
    /// Stable code, for example `upload.too_large`.
    code: String,
    /// What to do about it, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// Id of the request, for the log. Shown with a 5xx.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// Fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldFault>,
}

impl Problem {
    /// A problem with a stable code.
    pub fn new(cause: Cause, code: &'static str) -> Self {
        let retry_after_s = match cause {
            Cause::Rate => Some(1),
            Cause::Class(Class::Storage | Class::Unavailable) => Some(RETRY_AFTER_S),
            _ => None,
        };
        Self { cause, code, hint: None, errors: Vec::new(), retry_after_s, instance: None }
    }

    /// A failure of a use case.
    pub fn of(class: Class, code: &'static str) -> Self {
        Self::new(Cause::Class(class), code)
    }

    /// A defect of ours; the cause is not told.
    pub fn internal() -> Self {
        Self::of(Class::Internal, "http.internal")
    }

    /// With a sentence on what to do.
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With one more wrong field. The pointer names a field of ours, not what stood in it.
    pub fn field(mut self, pointer: impl Into<String>, code: &'static str) -> Self {
        self.errors.push(FieldFault { pointer: pointer.into(), code });
        self
    }

    /// With the seconds after which another try makes sense.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds.max(1));
        self
    }

    /// The status that a client sees.
    pub fn status(&self) -> StatusCode {
        self.cause.status()
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Fields that are wrong.
    pub fn errors(&self) -> &[FieldFault] {
        &self.errors
    }

    fn bytes(&self) -> Vec<u8> {
        let (status, kind, title) = self.cause.row();
        let body = ProblemBody {
            kind: format!("/problems/{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            code: self.code.to_owned(),
            hint: self.hint.map(str::to_owned),
            instance: self.instance.clone(),
            errors: self.errors.clone(),
        };
        serde_json::to_vec(&body).unwrap_or_default()
    }
}

impl From<Class> for Problem {
    fn from(class: Class) -> Self {
        let (_, code) = Cause::of_status(Cause::Class(class).status());
        Self::of(class, code)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.bytes()));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.cause == Cause::Unauthenticated {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"dossier\""));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Marks an answer of 4xx or 5xx that already has the body it should have: a page, or a report of health.
#[derive(Clone, Copy, Debug)]
pub struct Rendered;

/// Gives every failure that is none of ours (a library's plain text) the body of a problem, keeping status and headers.
pub async fn plain_to_problem(response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let told = response.extensions().get::<Problem>().is_some() || response.extensions().get::<Rendered>().is_some();
    if !failed || told {
        return response;
    }
    let (cause, code) = Cause::of_status(status);
    let (told, body) = Problem::new(cause, code).into_response().into_parts();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(CONTENT_ENCODING);
    for (name, value) in &told.headers {
        let kept = (name == RETRY_AFTER || name == WWW_AUTHENTICATE) && parts.headers.contains_key(name);
        if !kept {
            parts.headers.insert(name.clone(), value.clone());
        }
    }
    parts.extensions.extend(told.extensions);
    Response::from_parts(parts, body)
}

/// Writes the id of the request into a problem of 5xx; a page has it already.
pub fn stamped(response: Response, id: &str) -> Response {
    if response.extensions().get::<Rendered>().is_some() {
        return response;
    }
    let problem = response.extensions().get::<Problem>().filter(|problem| problem.status().is_server_error()).cloned();
    let Some(mut problem) = problem else { return response };
    problem.instance = Some(id.to_owned());
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(problem.bytes()))
}

/// Turns a panic of a handler into a 500 that tells nothing of it.
pub async fn catch_panic(request: Request, next: Next) -> Response {
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => Problem::internal().into_response(),
    }
}

/// Answer of paths that nobody has.
pub async fn not_found() -> Problem {
    Problem::of(Class::NotFound, "http.not_found")
}

/// Answer of methods that a path does not have; the router adds `Allow`.
pub async fn method_not_allowed() -> Problem {
    Problem::new(Cause::Method, "http.method")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_the_status_of_the_table() {
        let table = [
            (Class::Usage, 422),
            (Class::Unreadable, 422),
            (Class::Partial, 200),
            (Class::Storage, 503),
            (Class::Unavailable, 503),
            (Class::Limit, 422),
            (Class::NotFound, 404),
            (Class::Conflict, 409),
            (Class::Denied, 403),
            (Class::Internal, 500),
        ];
        for (class, status) in table {
            assert_eq!(Problem::from(class).status().as_u16(), status, "{class:?}");
        }
    }

    #[test]
    fn a_problem_of_unavailability_says_when_to_come_back() {
        let response = Problem::from(Class::Storage).into_response();
        assert_eq!(response.headers()[RETRY_AFTER], "5");
        assert_eq!(response.headers()[CONTENT_TYPE], PROBLEM);
        let response = Problem::new(Cause::Rate, "rate.user").retry_after(0).into_response();
        assert_eq!(response.headers()[RETRY_AFTER], "1");
    }

    #[test]
    fn a_library_status_keeps_its_number() {
        for number in 400..600 {
            let status = StatusCode::from_u16(number).unwrap();
            assert_eq!(Cause::of_status(status).0.status(), status);
        }
    }

    #[test]
    fn a_problem_is_told_with_its_fields() {
        let problem = Problem::of(Class::Usage, "body.invalid").hint("look").field("/rate", "body.field");
        let told: serde_json::Value = serde_json::from_slice(&problem.bytes()).unwrap();
        let expected = serde_json::json!({
            "type": "/problems/usage", "title": "The request is not valid", "status": 422, "code": "body.invalid",
            "hint": "look", "errors": [{"pointer": "/rate", "code": "body.field"}]
        });
        assert_eq!(told, expected);
    }
}
