//! Health for the platform: `/livez` says that the process answers, `/readyz` that it can work. The checks themselves are
//! behind [`Readiness`]; their outcome is kept for some seconds, so that probes cannot load the stores.

use crate::problem::Rendered;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures::future::BoxFuture;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long an outcome is told again without looking anew.
const KEPT: Duration = Duration::from_secs(5);

/// How long all checks together may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// One thing that has to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its name, for example `database`.
    pub name: &'static str,
    /// Code of what is wrong; none when nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
}

/// Looks whether everything needed is there.
pub trait Readiness: Send + Sync + 'static {
    /// All checks. They change nothing and end within about a second; what takes longer counts as failed.
    fn checks(&self) -> BoxFuture<'_, Vec<Check>>;
}

/// What was found last, and when.
type Found = Arc<Mutex<Option<(Instant, Vec<Check>)>>>;

/// Health of this process. Cheap to clone.
#[derive(Clone)]
pub struct Health {
    readiness: Arc<dyn Readiness>,
    kept: Found,
    draining: Arc<AtomicBool>,
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Health").field("draining", &self.draining).finish_non_exhaustive()
    }
}

/// The answer of `/readyz`.
#[derive(Debug, Serialize)]
struct Report {
    ready: bool,
    draining: bool,
    checks: Vec<Check>,
}

impl Health {
    /// Over some checks.
    pub fn new(readiness: impl Readiness) -> Self {
        Self { readiness: Arc::new(readiness), kept: Arc::default(), draining: Arc::default() }
    }

    /// From now on not ready: the first step of a stop, so that no new work is sent here.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// `/livez` and `/readyz`.
    pub fn routes<S>(self) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        Router::new().route("/livez", get(alive)).route("/readyz", get(ready)).with_state(self)
    }

    async fn report(&self) -> Report {
        // One probe looks, the others wait for it.
        let mut kept = self.kept.lock().await;
        let fresh = kept.as_ref().filter(|(at, _)| at.elapsed() < KEPT).map(|(_, checks)| checks.clone());
        let checks = match fresh {
            Some(checks) => checks,
            None => {
                let looked = tokio::time::timeout(PATIENCE, self.readiness.checks()).await;
                let checks = looked.unwrap_or_else(|_| vec![Check { name: "checks", code: Some("ready.timeout") }]);
                *kept = Some((Instant::now(), checks.clone()));
                checks
            }
        };
        let draining = self.draining.load(Ordering::Relaxed);
        Report { ready: !draining && checks.iter().all(|check| check.code.is_none()), draining, checks }
    }
}

async fn alive() -> &'static str {
    "alive\n"
}

async fn ready(State(health): State<Health>) -> Response {
    let report = health.report().await;
    if report.ready {
        return Json(report).into_response();
    }
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, Json(report)).into_response();
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    // The report is the body; a problem would tell less.
    response.extensions_mut().insert(Rendered);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    struct Counted(Arc<AtomicUsize>, Option<&'static str>);

    impl Readiness for Counted {
        fn checks(&self) -> BoxFuture<'_, Vec<Check>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            let checks = vec![Check { name: "database", code: self.1 }];
            Box::pin(async move { checks })
        }
    }

    #[tokio::test]
    async fn probes_do_not_load_the_stores() {
        let looks = Arc::new(AtomicUsize::new(0));
        let health = Health::new(Counted(Arc::clone(&looks), None));
        assert!(health.report().await.ready && health.report().await.ready);
        assert_eq!(looks.load(Ordering::Relaxed), 1);
        health.drain();
        let report = health.report().await;
        assert!(!report.ready && report.draining);
    }

    #[tokio::test]
    async fn what_fails_is_named() {
        let health = Health::new(Counted(Arc::default(), Some("db.unavailable")));
        let response = ready(State(health)).await;
        assert_eq!(response.status().as_u16(), 503);
        let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let told: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(told["checks"][0]["code"], "db.unavailable");
    }
}
