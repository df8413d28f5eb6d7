//! The team's pages, a module each, under one row of tabs: what is set, who is in it, how papers look, what programs may do,
//! and the log.

mod audit;
mod brand;
mod library;
mod members;
mod overview;
mod rates;
mod retention;
mod tokens;
mod webhooks;

use super::frame::{Frame, Place};
use super::visitor::Guest;
use super::words::{Key, key};
use crate::app::App;
use crate::body::{BodyRules, guard_body};
use axum::Router;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::middleware::from_fn_with_state;
use dossier::service::Action;
use serde::Deserialize;

/// Largest upload: the largest file of a library, and the fields beside it.
const UPLOAD_BYTES_MAX: usize = 17 * 1024 * 1024;

/// The routes whose bodies are small.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(overview::routes())
        .merge(members::routes())
        .merge(brand::routes())
        .merge(rates::routes())
        .merge(library::routes())
        .merge(retention::routes())
        .merge(tokens::routes())
        .merge(webhooks::routes())
        .merge(audit::routes())
}

/// The routes that take files.
pub(super) fn uploads() -> Router<App> {
    let rules = BodyRules::upload(UPLOAD_BYTES_MAX);
    Router::new().merge(library::uploads()).route_layer(from_fn_with_state(rules, guard_body))
}

/// The tabs: where they lead, what they say, and what one must be allowed to.
const TABS: [(&str, Key, Action); 9] = [
    ("/team", key::team::TAB_TEAM, Action::ReadTeam),
    ("/team/members", key::team::TAB_MEMBERS, Action::ReadTeam),
    ("/team/brand", key::team::TAB_BRAND, Action::EditLibrary),
    ("/team/rates", key::team::TAB_RATES, Action::EditLibrary),
    ("/team/library", key::team::TAB_LIBRARY, Action::EditLibrary),
    ("/team/retention", key::team::TAB_RETENTION, Action::ReadTeam),
    ("/team/tokens", key::team::TAB_TOKENS, Action::OwnTokens),
    ("/team/webhooks", key::team::TAB_WEBHOOKS, Action::ManageWebhooks),
    ("/team/audit", key::team::TAB_AUDIT, Action::ReadAudit),
];

/// A tab as the page shows it.
struct Tab {
    href: &'static str,
    label: String,
    current: bool,
}

/// The frame around one of the team's pages, and its tabs.
fn head(guest: &Guest, at: &str, done: Option<&str>) -> (Frame, Vec<Tab>) {
    let frame = Frame::of(guest, Some(Place::Team)).done(done);
    let allowed = TABS.into_iter().filter(|(_, _, needs)| guest.may(*needs));
    let tabs = allowed.map(|(href, label, _)| Tab { href, label: frame.t(label), current: href == at }).collect();
    (frame, tabs)
}

/// What an address may ask one of these pages for.
#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
}

/// Address of this server as people see it, for links that are copied: what is set, else what the browser asked for. The host has
/// been compared with those that are served.
fn origin(app: &App, headers: &HeaderMap) -> String {
    let host = || headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    match &app.service.settings().public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{}", host()),
    }
}
