//! What the frame lets one choose on every page: language and theme, which are kept in cookies of this browser, and the team
//! that the session works in.

use super::visitor::{Guest, Theme, language};
use crate::app::App;
use crate::cookies::Cookie;
use crate::extract::ApiForm;
use crate::problem::Problem;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use dossier::service::accounts::oidc::local_path;
use serde::Deserialize;
use uuid::Uuid;

/// How long a choice is kept, in seconds: a year.
const KEPT_S: i64 = 365 * 24 * 3_600;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/look", post(change_look)).route("/settings/team", post(change_team))
}

#[derive(Deserialize)]
struct LookWish {
    language: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    back: String,
}

/// Keeps language and theme, whichever the form brings, and goes back to the page. Words that are none are left aside.
async fn change_look(State(app): State<App>, ApiForm(wish): ApiForm<LookWish>) -> Result<Response, Problem> {
    let mut headers = HeaderMap::new();
    if let Some(language) = wish.language.as_deref().and_then(language) {
        headers.append(SET_COOKIE, app.cookies.set(Cookie::Language, language.code(), KEPT_S)?);
    }
    match wish.theme.as_deref().and_then(Theme::of) {
        Some(Theme::Auto) => {
            headers.append(SET_COOKIE, app.cookies.clear(Cookie::Theme)?);
        }
        Some(theme) => {
            headers.append(SET_COOKIE, app.cookies.set(Cookie::Theme, theme.code(), KEPT_S)?);
        }
        None => {}
    }
    let back = local_path(&wish.back).unwrap_or("/");
    Ok((headers, Redirect::to(back)).into_response())
}

#[derive(Deserialize)]
struct TeamWish {
    team: Uuid,
}

/// Goes on in another team of the user, at the start: what the page showed belongs to the old one.
async fn change_team(
    State(app): State<App>,
    guest: Guest,
    ApiForm(wish): ApiForm<TeamWish>,
) -> Result<Response, Problem> {
    let session = app.service.switch_team(&guest.caller, wish.team).await?;
    let cookie = app.session_cookie(&session)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}
