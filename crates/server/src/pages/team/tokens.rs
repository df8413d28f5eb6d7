//! API tokens: made with scopes and an end, told once, revoked.

use super::super::fault::Faults;
use super::super::frame::{Frame, form_again, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Key, key};
use super::{Asked, Tab, head};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::service::Scope;
use dossier::service::accounts::NewToken;
use serde::Deserialize;
use std::time::Duration;
use uuid::Uuid;

/// Seconds of a day.
const DAY_S: u64 = 24 * 3_600;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/team/tokens", get(show).post(make)).route("/team/tokens/{id}/revoke", post(revoke))
}

/// A token as the page shows it.
struct Shown {
    id: Uuid,
    name: String,
    scopes: String,
    used: String,
    ends: String,
    works: bool,
}

#[derive(Template)]
#[template(path = "team/tokens.html")]
struct TokensPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    tokens: Vec<Shown>,
    wish: Wish,
    made: Option<String>,
}

fn scope_name(scope: Scope) -> Key {
    match scope {
        Scope::Read => key::team::SCOPE_READ,
        Scope::Write => key::team::SCOPE_WRITE,
        Scope::Admin => key::team::SCOPE_ADMIN,
    }
}

async fn filled(app: &App, guest: &Guest, done: Option<&str>) -> Result<TokensPage, Problem> {
    let (frame, tabs) = head(guest, "/team/tokens", done);
    let (found, now) = (app.service.tokens(&guest.caller).await?, app.service.now());
    let tokens = found.into_iter().map(|token| {
        let scopes: Vec<String> = token.scopes.iter().map(|scope| frame.t(scope_name(*scope))).collect();
        Shown {
            id: token.id,
            name: token.name,
            scopes: scopes.join(", "),
            used: token.used_at.map(|at| frame.words.moment(at)).unwrap_or_default(),
            ends: token.expires_at.map(|at| frame.words.day(at)).unwrap_or_default(),
            works: token.revoked_at.is_none() && token.expires_at.is_none_or(|end| end > now),
        }
    });
    let tokens = tokens.collect();
    let wish = Wish { days: "90".to_owned(), read: Some(String::new()), ..Wish::default() };
    Ok(TokensPage { tabs, faults: Faults::default(), tokens, wish, made: None, frame })
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    page(&filled(&app, &guest, asked.done.as_deref()).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    name: String,
    days: String,
    read: Option<String>,
    write: Option<String>,
    admin: Option<String>,
}

async fn make(State(app): State<App>, guest: Guest, ApiForm(wish): ApiForm<Wish>) -> Result<Response, Problem> {
    let ticked = [(Scope::Read, &wish.read), (Scope::Write, &wish.write), (Scope::Admin, &wish.admin)];
    let scopes = ticked.into_iter().filter(|(_, tick)| tick.is_some()).map(|(scope, _)| scope).collect();
    let days: u16 = wish.days.trim().parse().unwrap_or_default();
    let new = NewToken { name: wish.name.clone(), scopes, lives: Duration::from_secs(u64::from(days) * DAY_S) };
    match app.service.make_token(&guest.caller, &new).await {
        Ok((_, token)) => {
            let mut shown = filled(&app, &guest, None).await?;
            shown.made = Some(token.into_string());
            page(&shown)
        }
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status().is_server_error() {
                return Err(problem);
            }
            let mut page = filled(&app, &guest, None).await?;
            page.faults = Faults::of(&page.frame.words, &problem, &["name", "lives", "scopes"]);
            page.wish = wish;
            form_again(&page, problem)
        }
    }
}

async fn revoke(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.revoke_token(&guest.caller, id).await?;
    Ok(Redirect::to("/team/tokens?done=team-removed").into_response())
}
