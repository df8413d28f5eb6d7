//! The API below `/api/v1`: one file a subject, each with its views, bodies, handlers and `routes()`. Handlers read a request,
//! call one use case and show what it gave; nothing is decided here.

mod audit;
mod invitations;
mod listing;
mod me;
mod members;
mod session;
mod setup;
mod teams;
mod tokens;
mod words;

use crate::app::App;
use crate::body::{BodyRules, guard_body};
use axum::middleware::from_fn_with_state;
use dossier::db::Micros;
use jiff::Timestamp;
use utoipa::openapi::tag::{Tag, TagBuilder};
use utoipa::openapi::{Info, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;

/// Names of subjects with what they are about, in the order of the document.
const TAGS: &[(&str, &str)] = &[
    ("setup", "The first owner, once."),
    ("session", "Logging in and out; sessions and password of the user."),
    ("me", "Who asks, and what they may do."),
    ("teams", "The caller's team, and further ones."),
    ("members", "Members of the team and what they may do."),
    ("invitations", "Invitations to the team."),
    ("tokens", "API tokens."),
    ("audit", "The log of the team."),
];

/// What the document says about itself.
pub(crate) fn about() -> OpenApi {
    let mut info = Info::new("dossier", "1");
    info.description = Some(
        "Times are RFC 3339 in UTC. Lists are `{items, next}`: send `next` as `cursor` with the same filters for the next page. \
         Failures are problems (RFC 9457) with a stable `code`. Edits name the version that they edit by `If-Match`. Where \
         `Idempotency-Key` is taken, the same request is done once in 24 hours. A session and a token belong to one team."
            .to_owned(),
    );
    let tags: Vec<Tag> =
        TAGS.iter().map(|(name, about)| TagBuilder::new().name(*name).description(Some(*about)).build()).collect();
    OpenApiBuilder::new().info(info).tags(Some(tags)).build()
}

/// Routes whose bodies are small.
pub(crate) fn small() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(setup::routes())
        .merge(session::routes())
        .merge(me::routes())
        .merge(teams::routes())
        .merge(members::routes())
        .merge(invitations::routes())
        .merge(tokens::routes())
        .merge(audit::routes())
}

/// Routes that take files.
pub(crate) fn large() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}

/// All routes with the bounds of their bodies.
pub(crate) fn guarded(upload_bytes_max: usize) -> OpenApiRouter<App> {
    let small = small().route_layer(from_fn_with_state(BodyRules::SMALL, guard_body));
    // `layer`, because it also goes around no route at all.
    small.merge(large().layer(from_fn_with_state(BodyRules::upload(upload_bytes_max), guard_body)))
}

/// A time as the API tells it.
fn time(at: Micros) -> String {
    Timestamp::from_microsecond(at).map(|at| at.to_string()).unwrap_or_default()
}
