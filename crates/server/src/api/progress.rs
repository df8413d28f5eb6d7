//! What happens in a run, as server-sent events: read from the database after each change, so that a stream goes on after a
//! reload or on another replica. Whether the caller may still see it is asked each time.

use super::shape::wrong_query;
use crate::app::App;
use crate::caller::{ApiCaller, Credentials};
use crate::events::{Feed, FeedEvent, StreamRules, over, seen_last, stream};
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use dossier::db::Change;
use dossier::db::rows::RunEvent;
use dossier::service::Office;
use dossier::service::runs::RunEventKind;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// How long a stream waits before it looks without having been told of anything: a message between replicas may be lost, and
/// somebody may have lost the right to look.
const LOOK_EVERY: Duration = Duration::from_secs(5);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(watch_run))
}

/// Where to go on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AfterQuery {
    /// Number of the last event that was seen, where `Last-Event-ID` cannot be sent.
    #[param(minimum = 0)]
    after: Option<i64>,
}

/// An event as it stands in the stream, a line a field.
#[derive(Serialize, ToSchema)]
struct SentEvent {
    /// Its number, for `Last-Event-ID`.
    id: String,
    /// What happened.
    event: String,
    /// Codes and figures, as JSON.
    data: String,
}

/// Events of one run for one caller.
struct RunFeed {
    service: Office,
    credentials: Credentials,
    run: Uuid,
    /// Number of the last event that was read.
    read: i64,
    waiting: VecDeque<RunEvent>,
    changes: Receiver<Change>,
    phase: Phase,
}

/// What a feed does when nothing waits to be told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It reads.
    Reading,
    /// It waits for a change.
    Waiting,
    /// There is no more.
    Over,
}

impl RunFeed {
    /// Reads what is new. Without a right to see it, or at the end of the work, there is no more.
    async fn read(&mut self) -> Result<(), Problem> {
        let caller = self.credentials.caller(&self.service).await?;
        // The standing comes first: all events up to its number are then there to be read.
        let (state, last) = self.service.run_standing(&caller, self.run).await?;
        let events = self.service.run_events(&caller, self.run, self.read).await?;
        let seen = events.last().map_or(self.read, |event| event.seq);
        self.phase = if !events.is_empty() && seen != last {
            Phase::Reading
        } else if state.is_at_rest() {
            Phase::Over
        } else {
            Phase::Waiting
        };
        self.read = seen;
        self.waiting.extend(events);
        Ok(())
    }

    /// Waits for a change of this run, or for the time of the next look.
    async fn changed(&mut self) {
        let told = async {
            loop {
                match self.changes.recv().await {
                    Ok(change) if change.run.is_none_or(|run| run == self.run) => return,
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return,
                    // Nobody tells anything any more: the clock goes on.
                    Err(RecvError::Closed) => std::future::pending::<()>().await,
                }
            }
        };
        // Which of the two it was does not matter.
        let _ = tokio::time::timeout(LOOK_EVERY, told).await;
    }
}

impl Feed for RunFeed {
    async fn next(&mut self) -> Option<FeedEvent> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(told(event));
            }
            match self.phase {
                Phase::Over => return None,
                Phase::Waiting => {
                    self.changed().await;
                    self.phase = Phase::Reading;
                }
                Phase::Reading => match self.read().await {
                    Ok(()) => {}
                    // The database will be back; until then the stream shows signs of life.
                    Err(problem) if problem.status().is_server_error() => self.phase = Phase::Waiting,
                    Err(_) => self.phase = Phase::Over,
                },
            }
        }
    }
}

/// An event as it is sent. Of kinds that this version does not know only the number is told.
fn told(event: RunEvent) -> FeedEvent {
    match RunEventKind::from_code(&event.kind) {
        Some(kind) => FeedEvent { id: event.seq, kind: kind.code(), data: event.data },
        None => FeedEvent { id: event.seq, kind: "other", data: "{}".to_owned() },
    }
}

/// Events of a run as they happen: queued, started, step, again, review, sealed, failed, cancelled, edited, current. Goes on after
/// `Last-Event-ID`; ends when the run is at rest, and answers 204 to who has seen everything by then.
#[utoipa::path(
    get,
    path = "/runs/{run}/events",
    operation_id = "watch_run",
    tag = "runs",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("Last-Event-ID" = Option<String>, Header, description = "Number of the last event that was seen."),
        AfterQuery
    ),
    responses(
        (status = 200, description = "Events with codes and figures as JSON.", body = SentEvent, content_type = "text/event-stream"),
        (status = 204, description = "There will be no more.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn watch_run(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    credentials: Credentials,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<AfterQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if query.after.is_some_and(|after| after < 0) {
        return Err(wrong_query("after"));
    }
    let read = seen_last(&headers, query.after);
    let (state, last) = app.service.run_standing(&caller, run).await?;
    if state.is_at_rest() && read >= last {
        return Ok(over());
    }
    let rules = StreamRules::default();
    let place = app.streams.take(&caller.user.unwrap_or(caller.team), &rules)?;
    // It hears before it reads, so that nothing happens in between.
    let changes = app.service.db().changes();
    let service = app.service.clone();
    let (waiting, phase) = (VecDeque::new(), Phase::Reading);
    let feed = RunFeed { service, credentials, run, read, waiting, changes, phase };
    Ok(stream(feed, place, &rules, app.stop.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_codes() {
        let event = |kind: &str| RunEvent {
            run: Uuid::from_u128(1),
            seq: 4,
            at: 0,
            kind: kind.to_owned(),
            data: "{\"step\":\"reading\"}".to_owned(),
        };
        assert_eq!((told(event("step")).kind, told(event("step")).id), ("step", 4));
        let unknown = told(event("Kowalenko"));
        assert_eq!((unknown.kind, unknown.data.as_str()), ("other", "{}"));
    }
}
