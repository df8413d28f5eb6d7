//! The user's own account: name and language, password, sessions, and its end.

use super::fault::Faults;
use super::frame::{Choice, Frame, form_again, page};
use super::icon;
use super::visitor::{Guest, language};
use super::words::{Words, key};
use crate::app::App;
use crate::cookies::Cookie;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::db::Personal;
use dossier::service::accounts::SessionInfo;
use serde::Deserialize;
use uuid::Uuid;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/profile", post(change_profile))
        .route("/account/password", post(change_password))
        .route("/account/sessions/{id}/end", post(end_session))
        .route("/account/delete", post(delete))
}

#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
}

/// A session as the page shows it.
struct Shown {
    id: Uuid,
    team: String,
    began: String,
    seen: String,
    machine_seen: String,
    own: bool,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    faults: Faults,
    name: String,
    email: String,
    languages: Vec<Choice>,
    has_password: bool,
    /// Whether there is an account: the one user of this machine has none that could be changed.
    has_account: bool,
    is_operator: bool,
    sessions: Vec<Shown>,
}

async fn filled(app: &App, guest: &Guest, done: Option<&str>) -> Result<AccountPage, Problem> {
    let frame = Frame::of(guest, None).done(done);
    let found = app.service.sessions(&guest.caller).await?;
    let user = guest.user.as_ref();
    let chosen = user.and_then(|user| user.language.as_deref());
    let mut languages = frame.languages();
    for choice in &mut languages {
        choice.current = Some(choice.code.as_str()) == chosen;
    }
    let shown = |session: &SessionInfo| Shown {
        id: session.id,
        team: guest.teams.iter().find(|team| team.id == session.team).map(|team| team.name.clone()).unwrap_or_default(),
        began: frame.words.moment(session.created_at),
        seen: frame.words.moment(session.seen_at),
        machine_seen: Words::machine_time(session.seen_at),
        own: session.own,
    };
    Ok(AccountPage {
        sessions: found.iter().map(shown).collect(),
        faults: Faults::default(),
        name: user.map(|user| user.name.as_str().to_owned()).unwrap_or_default(),
        email: user.map(|user| user.email.as_str().to_owned()).unwrap_or_default(),
        languages,
        has_password: user.is_some_and(|user| user.has_password),
        has_account: guest.has_session() && user.is_some(),
        is_operator: app.service.is_operator(&guest.caller).await?,
        frame,
    })
}

/// The page once more, with what was wrong.
async fn again(
    app: &App,
    guest: &Guest,
    problem: Problem,
    known: &[&str],
    name: Option<String>,
) -> Result<Response, Problem> {
    if problem.status().is_server_error() {
        return Err(problem);
    }
    let mut page = filled(app, guest, None).await?;
    page.faults = Faults::of(&page.frame.words, &problem, known);
    if let Some(name) = name {
        page.name = name;
    }
    form_again(&page, problem)
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    page(&filled(&app, &guest, asked.done.as_deref()).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    name: String,
    language: String,
}

async fn change_profile(
    State(app): State<App>,
    guest: Guest,
    ApiForm(profile): ApiForm<Profile>,
) -> Result<Response, Problem> {
    let name = Personal::new(profile.name.as_str());
    match app.service.set_profile(&guest.caller, &name, language(&profile.language)).await {
        Ok(()) => Ok(Redirect::to("/account?done=account-saved").into_response()),
        Err(error) => again(&app, &guest, error.into(), &["name"], Some(profile.name)).await,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Passwords {
    old: String,
    password: String,
}

async fn change_password(
    State(app): State<App>,
    guest: Guest,
    ApiForm(form): ApiForm<Passwords>,
) -> Result<Response, Problem> {
    match app.service.change_password(&guest.caller, &form.old.into(), &form.password.into()).await {
        Ok(()) => Ok(Redirect::to("/account?done=account-password").into_response()),
        Err(error) => {
            let mut problem = Problem::from(error);
            if problem.code() == "auth.bad_login" {
                problem = problem.field("/old", "account.wrong_password");
            }
            again(&app, &guest, problem, &["old", "password"], None).await
        }
    }
}

async fn end_session(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.revoke_session(&guest.caller, id).await?;
    Ok(Redirect::to("/account?done=account-session").into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Farewell {
    proof: String,
}

async fn delete(State(app): State<App>, guest: Guest, ApiForm(form): ApiForm<Farewell>) -> Result<Response, Problem> {
    match app.service.delete_account(&guest.caller, &form.proof.into()).await {
        Ok(_) => {
            let cleared = app.cookies.clear(Cookie::Session)?;
            Ok(([(SET_COOKIE, cleared)], Redirect::to("/login?done=account-deleted")).into_response())
        }
        Err(error) => {
            let mut problem = Problem::from(error);
            if problem.code() == "auth.bad_login" {
                problem = problem.field("/proof", "account.wrong_password");
            }
            again(&app, &guest, problem, &["proof"], None).await
        }
    }
}
