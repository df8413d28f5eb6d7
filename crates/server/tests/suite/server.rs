//! A service made of the modules under test and a few invented routes, on a port of its own.

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use bytes::Bytes;
use dossier_server::body::{BodyRules, guard_body};
use dossier_server::download::Download;
use dossier_server::etag::Tag;
use dossier_server::events::{Feed, FeedEvent, OpenStreams, StreamRules, over, seen_last, stream};
use dossier_server::extract::{ApiForm, ApiJson, ApiPath, ApiQuery};
use dossier_server::frame::Frame;
use dossier_server::health::{Check, Health, Readiness};
use dossier_server::log::{Level, Log};
use dossier_server::problem::Problem;
use dossier_server::rate::{Limiter, NetworkLimit, limit_network};
use dossier_server::security::{HeaderRules, Hosts, cross_site};
use dossier_server::serve::{Door, Drained, ServeLimits};
use dossier_server::telemetry::{Metrics, Telemetry};
use dossier_server::upload::{Upload, UploadLimits};
use futures::future::BoxFuture;
use futures::{Stream, StreamExt as _};
use serde::Deserialize;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Id of the last event there is.
pub const LAST_EVENT: i64 = 5;

/// Bytes of the file that is offered.
pub const FILE_BYTES: u64 = 1_000;

/// A name that stands in requests and must not stand anywhere else.
pub const CANARY: &str = "Kowalenko";

/// What a log wrote.
#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("nobody panics with it").clone()).expect("UTF-8")
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panics with it").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What handlers and tests share.
#[derive(Clone, Default)]
pub struct App {
    /// Largest number of bytes that an upload held unread.
    pub peak: Arc<AtomicUsize>,
    /// Lets a download go on.
    pub gate: Arc<Notify>,
    /// Told when a download that nobody reads is given up.
    pub given_up: Arc<Notify>,
    stop: CancellationToken,
    streams: OpenStreams<u32>,
}

impl FromRef<App> for UploadLimits {
    fn from_ref(_: &App) -> Self {
        Self { unread_bytes_max: 128 * 1024, ..Self::default() }
    }
}

/// What a test may choose.
#[derive(Default)]
pub struct Setup {
    pub limits: ServeLimits,
    pub metrics: Option<Metrics>,
}

/// A running service.
pub struct Running {
    pub address: SocketAddr,
    pub app: App,
    pub health: Health,
    pub log: Lines,
    stop: CancellationToken,
    served: JoinHandle<Drained>,
}

impl Running {
    pub async fn start(setup: Setup) -> Self {
        let door = Door::open(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.expect("a free port");
        let address = door.address();
        let app = App::default();
        let stop = app.stop.clone();
        let log = Lines::default();
        let health = Health::new(Fine);
        let router = routes(&health, setup.metrics);
        let router = frame(log.clone()).around(router).with_state(app.clone());
        let served = tokio::spawn(door.serve(router, setup.limits, stop.clone()));
        Self { address, app, health, log, stop, served }
    }

    /// The first step of a stop: no new connection, streams end.
    pub fn begin_stop(&self) {
        self.stop.cancel();
    }

    /// Stops and waits for the end.
    pub async fn stop(self) -> Drained {
        self.stop.cancel();
        self.served.await.expect("the loop does not panic")
    }
}

struct Fine;

impl Readiness for Fine {
    fn checks(&self) -> BoxFuture<'_, Vec<Check>> {
        Box::pin(async { vec![Check { name: "database", code: None }] })
    }
}

fn frame(log: Lines) -> Frame {
    let log = Log::new(Level::Info, || "2026-11-30T18:00:00Z".to_owned(), log);
    let numbers = AtomicUsize::new(1);
    let make_id = move || format!("request-{}", numbers.fetch_add(1, Ordering::Relaxed));
    Frame {
        hosts: Hosts::loopback(),
        cross_site: cross_site(["https://dossier.example"]).expect("an origin"),
        headers: HeaderRules { https: true },
        telemetry: Telemetry::new(log, make_id),
    }
}

fn routes(health: &Health, metrics: Option<Metrics>) -> Router<App> {
    let small = BodyRules { bytes_max: 64 * 1024, idle: Duration::from_millis(300), total: Duration::from_secs(10) };
    let bodies = Router::new()
        .route("/json", post(json))
        .route("/form", post(form))
        .route("/write", post(|| async { "written" }))
        .route_layer(from_fn_with_state(small, guard_body));
    let uploads = Router::new()
        .route("/upload", post(upload))
        .route_layer(from_fn_with_state(BodyRules::upload(64 * 1024 * 1024), guard_body));
    let limiter = Arc::new(Limiter::new("test", NonZeroU32::MIN.saturating_add(1)));
    let limited = Router::new()
        .route("/limited", get(|| async { "let in" }))
        .route_layer(from_fn_with_state(NetworkLimit { limiter, proxies: 0 }, limit_network));
    let router = Router::new()
        .route("/plain", get(|| async { "hello" }))
        .route("/panic", get(panics))
        .route("/numbers/{number}", get(|ApiPath(number): ApiPath<u32>| async move { number.to_string() }))
        .route("/query", get(query))
        .route("/file", get(file))
        .route("/broken-file", get(broken_file))
        .route("/gated-file", get(gated_file))
        .route("/endless-file", get(endless_file))
        .route("/events", get(events))
        .route("/open-events", get(open_events))
        .merge(bodies)
        .merge(uploads)
        .merge(limited)
        .merge(health.clone().routes());
    // Only one test has metrics, because a process has one recorder.
    match metrics {
        Some(metrics) => router.merge(metrics.routes(Some("open sesame"))),
        None => router,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    rate_cents: u32,
}

async fn json(ApiJson(wanted): ApiJson<Wanted>) -> String {
    wanted.rate_cents.to_string()
}

async fn form(ApiForm(wanted): ApiForm<Wanted>) -> String {
    wanted.rate_cents.to_string()
}

async fn query(ApiQuery(wanted): ApiQuery<Wanted>) -> String {
    wanted.rate_cents.to_string()
}

async fn panics() -> &'static str {
    panic!("{CANARY}")
}

/// Counts what comes: `name:bytes` of every part.
async fn upload(State(app): State<App>, mut upload: Upload) -> Result<String, Problem> {
    let mut told = Vec::new();
    while let Some(mut part) = upload.next_part().await? {
        let mut bytes = 0;
        while let Some(chunk) = part.stream.next().await {
            match chunk {
                Ok(chunk) => bytes += chunk.len(),
                Err(_) => break,
            }
        }
        told.push(format!("{}:{bytes}", part.name));
    }
    app.peak.fetch_max(upload.unread_bytes_peak(), Ordering::Relaxed);
    Ok(told.join(" "))
}

/// The bytes of the file: their own place in it.
pub fn file_bytes() -> Vec<u8> {
    (0..FILE_BYTES).map(|at| u8::try_from(at % 251).expect("below 251")).collect()
}

fn offered(name: &str, bytes: u64) -> Download {
    Download {
        name: name.to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes,
        tag: Tag::strong("abc"),
        inline: false,
        noindex: true,
    }
}

async fn file(method: Method, headers: HeaderMap) -> Result<Response, Problem> {
    let open = |range: std::ops::Range<u64>| async move {
        let at = |place: u64| usize::try_from(place).expect("a small file");
        let bytes = file_bytes()[at(range.start)..at(range.end)].to_vec();
        Ok::<_, Problem>(futures::stream::iter([Ok::<_, io::Error>(Bytes::from(bytes))]))
    };
    offered("Bewerbung Müller.pdf", FILE_BYTES).answer(&method, &headers, open).await
}

async fn broken_file(method: Method, headers: HeaderMap) -> Result<Response, Problem> {
    let open = |_: std::ops::Range<u64>| async {
        let first = futures::stream::iter([Ok::<_, io::Error>(Bytes::from(vec![1; 100]))]);
        let then = futures::stream::once(async {
            // What came before goes out meanwhile.
            tokio::task::yield_now().await;
            Err::<Bytes, _>(io::Error::other("the hash differs"))
        });
        Ok::<_, Problem>(first.chain(then).boxed())
    };
    offered("broken.pdf", FILE_BYTES).answer(&method, &headers, open).await
}

async fn gated_file(State(app): State<App>, method: Method, headers: HeaderMap) -> Result<Response, Problem> {
    let open = |_: std::ops::Range<u64>| async move {
        let first = futures::stream::iter([Ok::<_, io::Error>(Bytes::from(vec![1; 500]))]);
        let rest = futures::stream::once(async move {
            app.gate.notified().await;
            Ok::<_, io::Error>(Bytes::from(vec![2; 500]))
        });
        Ok::<_, Problem>(first.chain(rest).boxed())
    };
    offered("gated.pdf", FILE_BYTES).answer(&method, &headers, open).await
}

/// Tells when it is dropped.
struct Watched(Arc<Notify>);

impl Drop for Watched {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

async fn endless_file(State(app): State<App>, method: Method, headers: HeaderMap) -> Result<Response, Problem> {
    let open = |_: std::ops::Range<u64>| async move { Ok::<_, Problem>(endless(Watched(Arc::clone(&app.given_up)))) };
    offered("endless.pdf", 1 << 40).answer(&method, &headers, open).await
}

fn endless(watched: Watched) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    futures::stream::unfold(watched, |watched| async move { Some((Ok(Bytes::from(vec![0; 64 * 1024])), watched)) })
}

/// Events up to the last, after which it ends or waits.
struct Numbers {
    next: i64,
    waits: bool,
}

impl Feed for Numbers {
    async fn next(&mut self) -> Option<FeedEvent> {
        if self.next > LAST_EVENT {
            if self.waits {
                std::future::pending::<()>().await;
            }
            return None;
        }
        let id = self.next;
        self.next += 1;
        Some(FeedEvent { id, kind: "step", data: format!("{{\"step\":{id}}}") })
    }
}

async fn events(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    told(&app, &headers, false)
}

async fn open_events(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    told(&app, &headers, true)
}

fn told(app: &App, headers: &HeaderMap, waits: bool) -> Result<Response, Problem> {
    let rules = StreamRules { per_caller_max: 2, ..StreamRules::default() };
    let seen = seen_last(headers, None);
    if seen >= LAST_EVENT {
        return Ok(over());
    }
    let place = app.streams.take(&1, &rules)?;
    Ok(stream(Numbers { next: seen + 1, waits }, place, &rules, app.stop.clone()))
}
