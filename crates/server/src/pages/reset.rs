//! A new password by a link. The secret stands behind the `#` of the link, which browsers do not send; the page's script puts
//! it into the form, and without script it is pasted.

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
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/reset", get(show).post(reset))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Reset {
    secret: String,
    password: String,
}

#[derive(Template)]
#[template(path = "reset.html")]
struct ResetPage {
    frame: Frame,
    faults: Faults,
    secret: String,
}

async fn show(look: Look) -> Result<Response, Problem> {
    page(&ResetPage { frame: Frame::open(look), faults: Faults::default(), secret: String::new() })
}

async fn reset(
    State(app): State<App>,
    look: Look,
    _visitor: Visitor,
    ApiForm(reset): ApiForm<Reset>,
) -> Result<Response, Problem> {
    // A link is copied as a whole as easily as its end.
    let secret = reset.secret.trim().rsplit('#').next().unwrap_or_default();
    match app.service.reset_password(secret, &reset.password.into()).await {
        Ok(()) => Ok(Redirect::to("/login?done=password-set").into_response()),
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status().is_server_error() {
                return Err(problem);
            }
            let faults = Faults::of(&look.words, &problem, &["password"]);
            form_again(&ResetPage { frame: Frame::open(look), faults, secret: secret.to_owned() }, problem)
        }
    }
}
