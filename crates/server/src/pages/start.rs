//! The start: where one comes in.

use super::frame::{Frame, Place, page};
use super::icon;
use super::visitor::Guest;
use super::words::key;
use crate::app::App;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    frame: Frame,
}

async fn show(guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    let frame = Frame::of(&guest, Some(Place::Start)).done(asked.done.as_deref());
    page(&StartPage { frame })
}
