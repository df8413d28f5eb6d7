//! The log of the team: looked through, verified, exported.

use super::super::frame::{Frame, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Words, key};
use super::{Tab, head};
use crate::app::App;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use dossier::db::audit::Chain;
use serde::Deserialize;

/// Entries of a page.
const ENTRIES: usize = 50;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/team/audit", get(show))
}

#[derive(Deserialize)]
struct Asked {
    /// Number of the entry before which the page begins.
    before: Option<i64>,
    /// Whether the log is to be verified.
    verify: Option<String>,
}

/// An entry as the page shows it.
struct Shown {
    seq: i64,
    at: String,
    machine_at: String,
    actor: String,
    action: String,
    details: String,
}

#[derive(Template)]
#[template(path = "team/audit.html")]
struct AuditPage {
    frame: Frame,
    tabs: Vec<Tab>,
    entries: Vec<Shown>,
    /// Where older entries begin.
    older: Option<i64>,
    /// What the verification has found: whether the log is sound, and in words.
    verdict: Option<(bool, String)>,
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    let (frame, tabs) = head(&guest, "/team/audit", None);
    let rows = app.service.audit_list(&guest.caller, asked.before).await?;
    let members = app.service.members(&guest.caller).await?;
    let older = rows.get(ENTRIES).and_then(|_| rows.get(ENTRIES - 1)).map(|row| row.seq);
    let entries = rows.into_iter().take(ENTRIES).map(|row| {
        let known = members.iter().find(|member| Some(member.user) == row.actor);
        Shown {
            seq: row.seq,
            at: frame.words.moment(row.at),
            machine_at: Words::machine_time(row.at),
            actor: known.map(|member| member.name.as_str().to_owned()).unwrap_or(row.actor_kind),
            action: row.action,
            details: row.details,
        }
    });
    let entries = entries.collect();
    let verdict = match asked.verify {
        None => None,
        Some(_) => Some(match app.service.audit_verify(&guest.caller).await? {
            Chain::Sound { entries, last } => {
                let (number, hash) = (frame.words.number(entries), last.to_string());
                let values = [("n", number.as_str()), ("hash", hash.as_str())];
                (true, frame.words.with(key::team::AUDIT_SOUND, &values))
            }
            Chain::Broken { seq } => (false, frame.fill(key::team::AUDIT_BROKEN, "seq", seq)),
        }),
    };
    page(&AuditPage { tabs, entries, older, verdict, frame })
}
