//! The service as a process: the accept loop, the worker of jobs, what is done from time to time, and the order in which all
//! of it ends.

use crate::app::{App, AppError, WebSettings, router};
use crate::figures::{self, Counted};
use crate::health::Health;
use crate::log::{Level, Log};
use crate::rate::tidy;
use crate::readiness::ServiceReadiness;
use crate::serve::{Door, Drained, ServeLimits};
use crate::telemetry::Metrics;
use axum::Router;
use dossier::db::queue::{self, Clock, Handler, QueueSettings};
use dossier::service::Office;
use serde_json::json;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long sweeps and upkeep get to end after everything else.
const PATIENCE: Duration = Duration::from_secs(5);

/// How the service runs.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Bounds of the connections.
    pub limits: ServeLimits,
    /// What is set for the API.
    pub web: WebSettings,
    /// How jobs are worked off.
    pub queue: QueueSettings,
    /// The recorder of this process, with the token that `/metrics` asks for. Without a token everybody may look, so only where
    /// nobody else reaches this server.
    pub metrics: Option<(Metrics, Option<String>)>,
    /// Where lines go.
    pub log: Log,
    /// Time between not being ready any more and taking no more connections, for proxies that ask only so often.
    pub notice: Duration,
}

/// The service could not run to its stop.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("the address cannot be listened on")]
    Listen(#[source] io::Error),
    /// The application cannot be put together.
    #[error(transparent)]
    App(#[from] AppError),
    /// A defect: a part that runs until the stop has ended before.
    #[error("the {part} has ended by itself")]
    Ended {
        /// Which part.
        part: &'static str,
    },
}

/// Serves until `stop`, then ends in this order: not ready any more, no new connection and no stream, jobs handed back, running
/// requests drained, sweeps ended, database closed. `sweeps` is what is done from time to time and ends by itself with `stop`;
/// `told` learns the bound address before the first request.
///
/// # Errors
/// [`ServeError`]; the order of the end is kept.
pub async fn serve<S>(
    options: ServeOptions,
    service: Office,
    handler: Arc<dyn Handler>,
    sweeps: S,
    told: impl FnOnce(SocketAddr),
    stop: CancellationToken,
) -> Result<Drained, ServeError>
where
    S: Future<Output = ()> + Send + 'static,
{
    let ServeOptions { listen, limits, web, queue, metrics, log, notice } = options;
    let door = Door::open(listen).await.map_err(ServeError::Listen)?;
    // Ends what takes requests and jobs; `stop` only says that this shall begin.
    let closing = CancellationToken::new();
    let app = App::new(service.clone(), &web, closing.clone());
    let health = Health::new(ServiceReadiness::new(service.clone()));
    let mut beside: Router<App> = health.clone().routes();
    let mut upkeep = vec![tokio::spawn(tidy(app.limits.tidied(), closing.clone()))];
    let handler = Arc::new(Counted::new(handler, service.clone(), log.clone(), metrics.is_some()));
    if let Some((metrics, token)) = metrics {
        beside = beside.merge(metrics.clone().routes(token.as_deref()));
        upkeep.push(tokio::spawn(metrics.upkeep(closing.clone())));
        upkeep.push(tokio::spawn(figures::look_on(service.clone(), closing.clone())));
    }
    let router = router(app, &web, &log, beside)?;
    log.line(Level::Info, "serving", &json!({ "address": door.address().to_string() }));
    told(door.address());

    let clock: Clock = {
        let service = service.clone();
        Arc::new(move || service.now())
    };
    let mut worker = tokio::spawn(queue::run(service.db().clone(), queue, handler, clock, closing.clone()));
    let mut served = tokio::spawn(door.serve(router, limits, closing.clone()));
    upkeep.push(tokio::spawn(sweeps));
    let ended = tokio::select! {
        () = stop.cancelled() => None,
        _ = &mut worker => Some(Part::Worker),
        _ = &mut served => Some(Part::Door),
    };

    health.drain();
    log.line(Level::Info, "stopping", &json!({}));
    if ended.is_none() && !notice.is_zero() {
        tokio::time::sleep(notice).await;
    }
    closing.cancel();
    stop.cancel();
    if ended != Some(Part::Worker) {
        // A panic of it is in the log already, as one of any task.
        let _ = worker.await;
    }
    let drained = if ended == Some(Part::Door) { None } else { served.await.ok() };
    for task in upkeep {
        let ends = task.abort_handle();
        if tokio::time::timeout(PATIENCE, task).await.is_err() {
            ends.abort();
        }
    }
    service.db().close().await;
    log.line(Level::Info, "stopped", &json!({ "cut": drained.map_or(0, |drained| drained.cut) }));
    match (ended, drained) {
        (None, Some(drained)) => Ok(drained),
        (Some(Part::Worker), _) => Err(ServeError::Ended { part: "worker of jobs" }),
        (Some(Part::Door) | None, _) => Err(ServeError::Ended { part: "accept loop" }),
    }
}

/// A part that runs until the stop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Worker,
    Door,
}
