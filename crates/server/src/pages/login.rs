//! The login with address and password, the way to another provider, and the way out.

use super::fault::Faults;
use super::frame::{Frame, form_again, page};
use super::icon;
use super::visitor::{Look, query_value};
use super::words::key;
use crate::app::App;
use crate::caller::{Credentials, Visitor};
use crate::cookies::Cookie;
use crate::extract::{ApiForm, ApiQuery};
use crate::oidc::BEGIN_PATH;
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::service::accounts::LoginRequest;
use dossier::service::accounts::oidc::local_path;
use serde::Deserialize;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/login", get(show).post(log_in)).route("/logout", post(log_out))
}

#[derive(Deserialize)]
struct Asked {
    next: Option<String>,
    done: Option<String>,
}

#[derive(Deserialize)]
struct Login {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    faults: Faults,
    email: String,
    next: String,
    /// Where another provider's login begins, where there is one.
    provider: Option<String>,
    /// Whether nobody can log in yet.
    awaits_owner: bool,
}

/// Where to go on: a path of this server, or the start.
fn onward(next: &str) -> &str {
    local_path(next).unwrap_or("/")
}

impl LoginPage {
    async fn new(app: &App, frame: Frame, next: &str) -> Result<Self, Problem> {
        let next = onward(next).to_owned();
        let provider = app.service.settings().oidc.as_ref();
        let provider = provider.map(|_| format!("{BEGIN_PATH}?return_path={}", query_value(&next)));
        let awaits_owner = app.service.awaits_owner().await?;
        Ok(Self { frame, faults: Faults::default(), email: String::new(), next, provider, awaits_owner })
    }
}

async fn show(
    State(app): State<App>,
    look: Look,
    credentials: Credentials,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    let next = asked.next.unwrap_or_default();
    match credentials.caller(&app.service).await {
        Ok(_) => return Ok(Redirect::to(onward(&next)).into_response()),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {}
        Err(problem) => return Err(problem),
    }
    let frame = Frame::open(look).done(asked.done.as_deref());
    page(&LoginPage::new(&app, frame, &next).await?)
}

async fn log_in(
    State(app): State<App>,
    look: Look,
    visitor: Visitor,
    ApiForm(login): ApiForm<Login>,
) -> Result<Response, Problem> {
    let request = LoginRequest {
        email: login.email.as_str().into(),
        password: login.password.into(),
        network: visitor.network.into(),
        team: None,
    };
    match app.service.login(&request).await {
        Ok(session) => {
            let cookie = app.session_cookie(&session)?;
            Ok(([(SET_COOKIE, cookie)], Redirect::to(onward(&login.next))).into_response())
        }
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status().is_server_error() {
                return Err(problem);
            }
            let mut page = LoginPage::new(&app, Frame::open(look), &login.next).await?;
            page.faults = Faults::of(&page.frame.words, &problem, &["email", "password"]);
            page.email = login.email;
            form_again(&page, problem)
        }
    }
}

/// Ends the session. Somebody whose session has ended already is out as well.
async fn log_out(State(app): State<App>, credentials: Credentials) -> Result<Response, Problem> {
    match credentials.caller(&app.service).await {
        Ok(caller) => app.service.logout(&caller).await?,
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {}
        Err(problem) => return Err(problem),
    }
    let cleared = app.cookies.clear(Cookie::Session)?;
    Ok(([(SET_COOKIE, cleared)], Redirect::to("/login?done=logged-out")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_leads_to_this_server_only() {
        let table = [
            ("/runs?page=2", "/runs?page=2"),
            ("", "/"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil", "/"),
        ];
        for (next, expected) in table {
            assert_eq!(onward(next), expected);
        }
    }
}
