//! The pages that people use: rendered here, complete without script, in three languages. Each page is a module with its
//! routes; it reads the request, calls the use cases that the API calls, and fills a template. See `docs/web.md`.

mod account;
pub mod assets;
mod badges;
mod clients;
mod compare;
mod erasures;
mod fault;
pub mod frame;
pub mod icon;
mod invitation;
mod login;
mod operator;
mod persons;
mod profiles;
mod reset;
mod result;
mod review;
mod run;
mod runs;
mod settings;
mod setup;
mod share;
mod start;
mod team;
pub mod visitor;
pub mod words;

use crate::app::App;
use crate::body::{BodyRules, guard_body};
use crate::places::{UploadPlaces, bound_uploads};
use axum::Router;
use axum::middleware::from_fn_with_state;

pub(crate) use fault::told_as_pages;

/// Largest form that brings a profile: a file of 25 MiB and what stands around it.
const PROFILE_BYTES_MAX: usize = 26 * 1024 * 1024;

/// Routes of all pages, and of the files that they load.
pub(crate) fn routes(upload_bytes_max: usize, places: &UploadPlaces) -> Router<App> {
    let small = Router::new()
        .merge(start::routes())
        .merge(run::routes())
        .merge(setup::routes())
        .merge(login::routes())
        .merge(invitation::routes())
        .merge(settings::routes())
        .merge(runs::routes())
        .merge(compare::routes())
        .merge(profiles::routes())
        .merge(clients::routes())
        .merge(persons::routes())
        .merge(erasures::routes())
        .merge(review::routes())
        .merge(result::routes())
        .merge(share::routes())
        .merge(account::routes())
        .merge(reset::routes())
        .merge(team::routes())
        .merge(operator::routes())
        .route_layer(from_fn_with_state(BodyRules::SMALL, guard_body));
    // A profile as a file, beside its few fields.
    let files = BodyRules::upload(PROFILE_BYTES_MAX);
    let profile = profiles::uploads().route_layer(from_fn_with_state(files, guard_body));
    let large = start::uploads()
        .route_layer(from_fn_with_state(BodyRules::upload(upload_bytes_max), guard_body))
        .route_layer(from_fn_with_state(places.clone(), bound_uploads));
    small.merge(profile).merge(large).merge(team::uploads()).merge(assets::routes())
}
