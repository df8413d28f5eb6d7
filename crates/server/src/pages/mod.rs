//! The pages that people use: rendered here, complete without script, in three languages. Each page is a module with its
//! routes; it reads the request, calls the use cases that the API calls, and fills a template. See `docs/web.md`.

pub mod assets;
mod fault;
pub mod frame;
pub mod icon;
mod invitation;
mod login;
mod settings;
mod setup;
mod start;
pub mod visitor;
pub mod words;

use crate::app::App;
use crate::body::{BodyRules, guard_body};
use axum::Router;
use axum::middleware::from_fn_with_state;

pub(crate) use fault::told_as_pages;

/// Routes of all pages, and of the files that they load.
pub(crate) fn routes() -> Router<App> {
    let small = Router::new()
        .merge(start::routes())
        .merge(setup::routes())
        .merge(login::routes())
        .merge(invitation::routes())
        .merge(settings::routes())
        .route_layer(from_fn_with_state(BodyRules::SMALL, guard_body));
    small.merge(assets::routes())
}
