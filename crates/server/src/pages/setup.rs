//! The set-up: whoever has the link from the log makes the first team and becomes its owner. The secret stands behind the
//! `#` of the link, which browsers do not send; the page's script puts it into the form, and without script it is pasted.

use super::fault::Faults;
use super::frame::{Frame, form_again, page};
use super::icon;
use super::visitor::Look;
use super::words::key;
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::ApiForm;
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use dossier::service::accounts::{LoginRequest, NewOwner};
use serde::Deserialize;

/// The fields that the use case may find wrong.
const FIELDS: [&str; 5] = ["secret", "team", "email", "name", "password"];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/setup", get(show).post(set_up))
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Setup {
    secret: String,
    team: String,
    email: String,
    name: String,
    password: String,
}

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    frame: Frame,
    faults: Faults,
    secret: String,
    team: String,
    email: String,
    name: String,
}

async fn show(State(app): State<App>, look: Look) -> Result<Response, Problem> {
    if !app.service.awaits_owner().await? {
        return Ok(Redirect::to("/login").into_response());
    }
    page(&filled(look, Setup::default(), Faults::default()))
}

fn filled(look: Look, setup: Setup, faults: Faults) -> SetupPage {
    let Setup { secret, team, email, name, password: _ } = setup;
    SetupPage { frame: Frame::open(look), faults, secret, team, email, name }
}

async fn set_up(
    State(app): State<App>,
    look: Look,
    visitor: Visitor,
    ApiForm(setup): ApiForm<Setup>,
) -> Result<Response, Problem> {
    let owner = NewOwner {
        team: setup.team.clone(),
        email: setup.email.as_str().into(),
        name: setup.name.as_str().into(),
        password: setup.password.as_str().into(),
    };
    // A link is copied as a whole as easily as its end.
    let secret = setup.secret.trim().rsplit('#').next().unwrap_or_default();
    let team = match app.service.claim_owner(secret, &owner).await {
        Ok((team, _)) => team,
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status().is_server_error() {
                return Err(problem);
            }
            let faults = Faults::of(&look.words, &problem, &FIELDS);
            return form_again(&filled(look, setup, faults), problem);
        }
    };
    let NewOwner { email, password, .. } = owner;
    let login = LoginRequest { email, password, network: visitor.network.into(), team: Some(team) };
    let session = app.service.login(&login).await?;
    let cookie = app.session_cookie(&session)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/?done=welcome")).into_response())
}
