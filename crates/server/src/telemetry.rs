//! What is known of requests afterwards: an id each, one log line each, counters and durations by matched path, and the
//! metrics page. Labels and lines never hold ids of people, queries or header values.

use crate::log::{Level, Log};
use crate::problem::{Cause, Problem, stamped};
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use ring::digest::{SHA256, digest};
use serde::Serialize;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Header of the request's id, in both directions.
pub const REQUEST_ID: &str = "x-request-id";

/// Path label of requests that no route has.
const UNMATCHED: &str = "none";

/// Bounds of the durations, in seconds.
const BUCKETS: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0, 600.0];

/// How often histograms are emptied into their summaries; without it they grow.
const UPKEEP: Duration = Duration::from_secs(5);

/// Id of a request, as an extension of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id of the request that these extensions belong to; empty outside of [`observe`].
    pub fn of(extensions: &Extensions) -> Self {
        extensions.get().cloned().unwrap_or_else(|| Self("".into()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

type MakeId = dyn Fn() -> String + Send + Sync;

/// What [`observe`] writes to and takes ids from.
#[derive(Clone)]
pub struct Telemetry {
    log: Log,
    make_id: Arc<MakeId>,
}

impl fmt::Debug for Telemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Telemetry").field("log", &self.log).finish_non_exhaustive()
    }
}

impl Telemetry {
    /// A log, and a source of ids of letters, digits and hyphens.
    pub fn new(log: Log, make_id: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { log, make_id: Arc::new(make_id) }
    }
}

/// An id that a proxy gave: 8 to 64 letters, digits, hyphens, dots or underscores. Others are replaced, not refused.
fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    ((8..=64).contains(&id.len()) && id.bytes().all(fine)).then(|| id.to_owned())
}

/// Gives the request its id, and writes line and metrics when the last byte of the answer is gone, or nobody takes it any
/// more. Outermost of all layers.
pub async fn observe(State(telemetry): State<Telemetry>, mut request: Request, next: Next) -> Response {
    let id = given_id(request.headers()).unwrap_or_else(|| (telemetry.make_id)());
    request.extensions_mut().insert(RequestId(id.as_str().into()));
    let path = request.extensions().get::<MatchedPath>().map_or(UNMATCHED, MatchedPath::as_str).to_owned();
    let mut record = Record {
        log: telemetry.log,
        id,
        method: known_method(request.method()),
        path,
        status: None,
        code: None,
        bytes: 0,
        whole: false,
        begun: Instant::now(),
    };
    let request = request.map(|inner| Body::new(Taken { inner, path: record.path.clone(), bytes: 0 }));
    let response = next.run(request).await;
    record.status = Some(response.status());
    record.code = response.extensions().get::<Problem>().map(Problem::code);
    let mut response = stamped(response, &record.id);
    if let Ok(value) = HeaderValue::from_str(&record.id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let announced = response.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    response.map(|inner| {
        // Nobody polls a body that is at its end, or the body of an answer to HEAD.
        record.whole = record.method == "HEAD" || inner.is_end_stream();
        Body::new(Measured { inner, announced, record })
    })
}

/// Method names as labels; foreign ones would grow the metrics without bound.
fn known_method(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// What is known of one request. Told when it is dropped, so that requests that are cut leave a line too.
struct Record {
    log: Log,
    id: String,
    method: &'static str,
    path: String,
    status: Option<StatusCode>,
    code: Option<&'static str>,
    bytes: u64,
    whole: bool,
    begun: Instant,
}

/// The fields of a request's line.
#[derive(Serialize)]
struct RequestLine<'a> {
    id: &'a str,
    method: &'static str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    ms: u64,
    bytes: u64,
    /// The answer went out to its end.
    whole: bool,
}

impl Drop for Record {
    fn drop(&mut self) {
        let took = self.begun.elapsed();
        let status = self.status.as_ref().map(StatusCode::as_u16);
        let line = RequestLine {
            id: &self.id,
            method: self.method,
            path: &self.path,
            status,
            code: self.code,
            ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            bytes: self.bytes,
            whole: self.whole,
        };
        let level = if status.is_some_and(|status| status >= 500) { Level::Error } else { Level::Info };
        self.log.line(level, "request", &line);
        let class = match status {
            Some(200..=299) => "2xx",
            Some(300..=399) => "3xx",
            Some(400..=499) => "4xx",
            Some(500..=599) => "5xx",
            _ => "none",
        };
        let path = self.path.clone();
        metrics::counter!("http_requests_total", "method" => self.method, "path" => path.clone(), "status" => class)
            .increment(1);
        metrics::counter!("http_response_bytes_total", "path" => path.clone()).increment(self.bytes);
        if let Some(code) = self.code {
            metrics::counter!("problems_total", "code" => code).increment(1);
        }
        metrics::histogram!("http_request_seconds", "method" => self.method, "path" => path).record(took.as_secs_f64());
    }
}

/// The body of a request, which counts what is read of it.
struct Taken {
    inner: Body,
    path: String,
    bytes: u64,
}

impl HttpBody for Taken {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref().map(Bytes::len));
        self.bytes += bytes.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(0);
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if self.bytes > 0 {
            let path = std::mem::take(&mut self.path);
            metrics::counter!("http_request_bytes_total", "path" => path).increment(self.bytes);
        }
    }
}

/// A body that counts itself into its record.
struct Measured {
    inner: Body,
    /// The length in the head, after which nobody polls for the end.
    announced: Option<u64>,
    record: Record,
}

impl HttpBody for Measured {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                self.record.bytes += u64::try_from(bytes).unwrap_or(0);
                self.record.whole = self.inner.is_end_stream() || self.announced == Some(self.record.bytes);
            }
            Some(Err(_)) => {}
            None => self.record.whole = true,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// The process's metrics could not be set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("metrics were set up already, or with bad bounds")]
pub struct MetricsError;

/// The recorder of this process.
#[derive(Clone)]
pub struct Metrics {
    handle: PrometheusHandle,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

impl Metrics {
    /// Sets up the recorder, once a process. Run [`Metrics::upkeep`] beside the server.
    ///
    /// # Errors
    /// It is set up already.
    pub fn install() -> Result<Self, MetricsError> {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)
            .map_err(|_| MetricsError)?
            .build_recorder();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).map_err(|_| MetricsError)?;
        Ok(Self { handle })
    }

    /// The metrics in the text format of Prometheus.
    pub fn render(&self) -> String {
        self.handle.render()
    }

    /// Keeps histograms small until the stop.
    pub async fn upkeep(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(UPKEEP) => self.handle.run_upkeep(),
            }
        }
    }

    /// `/metrics`, for those who know the token; without a token for everybody, so only on a listener of its own.
    pub fn routes<S>(self, token: Option<&str>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        let wanted = token.map(hash);
        Router::new().route(
            "/metrics",
            get(move |headers: HeaderMap| {
                let metrics = self.clone();
                async move { metrics.page(&headers, wanted) }
            }),
        )
    }

    fn page(&self, headers: &HeaderMap, wanted: Option<[u8; 32]>) -> Response {
        // Hashes are compared, so how long it takes tells nothing of the token.
        let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let given = given.and_then(|value| value.strip_prefix("Bearer ")).map(hash);
        if wanted.is_some() && wanted != given {
            return Problem::new(Cause::Unauthenticated, "metrics.token").into_response();
        }
        ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], self.render()).into_response()
    }
}

fn hash(text: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_and_safe_ids_are_taken() {
        let table = [
            ("0197a1b2-7c3d-7000-8000-000000000001", true),
            ("short", false),
            ("with space in it", false),
            ("quote\"quote", false),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ];
        for (value, taken) in table {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_static(value));
            assert_eq!(given_id(&headers).is_some(), taken, "{value}");
        }
    }

    #[test]
    fn foreign_methods_share_one_label() {
        assert_eq!(known_method(&Method::PATCH), "PATCH");
        assert_eq!(known_method(&Method::from_bytes(b"BREW").unwrap()), "other");
    }
}
