//! How the instance stands, for the one who runs it: storage, database, queue, version, limits; and a sweep by hand.

use super::frame::{Frame, page};
use super::icon;
use super::visitor::Guest;
use super::words::key;
use crate::app::App;
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use dossier::service::sweep::Sweep;

/// Bytes of a mebibyte.
const MIB: u64 = 1 << 20;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/operator", get(show)).route("/operator/sweep", post(sweep))
}

/// What a sweep has done, as the page shows it.
struct Swept {
    fine: bool,
    text: String,
    /// Duties that failed, with their codes.
    failed: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "operator.html")]
struct OperatorPage {
    frame: Frame,
    version: &'static str,
    engine: &'static str,
    database: Option<&'static str>,
    storage: Option<&'static str>,
    is_durable: bool,
    teams: String,
    has_queue: bool,
    waiting: String,
    handed: String,
    repeated: String,
    failed: String,
    any_failed: bool,
    oldest: String,
    limits: Vec<(String, String)>,
    swept: Option<Swept>,
}

async fn filled(app: &App, guest: &Guest) -> Result<OperatorPage, Problem> {
    let state = app.service.instance_state(&guest.caller).await?;
    let frame = Frame::of(guest, None);
    let (settings, queue) = (app.service.settings(), state.queue.unwrap_or_default());
    let words = &frame.words;
    let number = |number: u64| words.number(i64::try_from(number).unwrap_or(i64::MAX));
    let size = |bytes: u64| format!("{} MiB", number(bytes / MIB));
    let count = |number: usize| words.number(i64::try_from(number).unwrap_or(i64::MAX));
    let limits = vec![
        (frame.t(key::operator::LIMIT_FILES), count(settings.files_max)),
        (frame.t(key::operator::LIMIT_REQUEST), size(settings.request_bytes_max)),
        (frame.t(key::operator::LIMIT_PART), size(app.limits.uploads.part_bytes_max)),
        (frame.t(key::operator::LIMIT_JOBS), words.number(settings.open_jobs_max)),
        (frame.t(key::operator::LIMIT_ATTEMPTS), words.number(settings.attempts_max)),
        (frame.t(key::operator::LIMIT_SWEEP), format!("{} s", number(settings.sweep_every.as_secs()))),
    ];
    let waits = queue.oldest.map(|oldest| app.service.now().saturating_sub(oldest).max(0) / 60_000_000);
    Ok(OperatorPage {
        version: env!("CARGO_PKG_VERSION"),
        engine: state.engine,
        database: state.database,
        storage: state.storage,
        is_durable: state.is_durable,
        teams: count(state.teams),
        has_queue: state.queue.is_some(),
        waiting: words.number(queue.waiting),
        handed: words.number(queue.handed),
        repeated: words.number(queue.repeated),
        failed: words.number(queue.failed),
        any_failed: queue.failed > 0,
        oldest: waits.map(|minutes| frame.count(key::operator::MINUTES, minutes)).unwrap_or_default(),
        limits,
        swept: None,
        frame,
    })
}

async fn show(State(app): State<App>, guest: Guest) -> Result<Response, Problem> {
    page(&filled(&app, &guest).await?)
}

async fn sweep(State(app): State<App>, guest: Guest) -> Result<Response, Problem> {
    let done: Sweep = app.service.sweep_now(&guest.caller).await?;
    let mut shown = filled(&app, &guest).await?;
    let text = match (done.failed.is_empty(), done.did_something()) {
        (false, _) => key::operator::SWEPT_FAILED,
        (true, true) => key::operator::SWEPT_SOMETHING,
        (true, false) => key::operator::SWEPT_NOTHING,
    };
    shown.swept = Some(Swept { fine: done.failed.is_empty(), text: shown.frame.t(text), failed: done.failed });
    page(&shown)
}
