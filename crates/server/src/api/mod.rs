//! The API below `/api/v1`: one file a subject, each with its views, bodies, handlers and `routes()`. Handlers read a request,
//! call one use case and show what it gave; nothing is decided here.
#![expect(unused_qualifications, reason = "the macro of the API document names the types of queries by their paths")]

mod audit;
mod candidates;
mod clients;
mod comments;
mod consents;
mod documents;
mod erasures;
mod history;
mod invitations;
mod library;
mod listing;
mod me;
mod members;
mod options;
mod persons;
mod profiles;
mod progress;
mod public;
mod records;
mod revisions;
mod runs;
mod session;
mod setup;
mod shape;
mod sharing;
mod submissions;
mod teams;
mod tokens;
mod webhooks;
mod words;

pub(crate) use public::opened as share_opened;

use crate::app::App;
use crate::body::{BodyRules, guard_body};
use crate::places::{UploadPlaces, bound_uploads};
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
    ("runs", "Cases: begun by an upload, watched, listed, stopped, repeated, moved, erased."),
    ("records", "What a run has understood and judged, corrected by people."),
    ("revisions", "Complete sets of a run's papers."),
    ("documents", "Papers on their way out."),
    ("sharing", "Links to papers for people without a login."),
    ("public", "What such people see."),
    ("comments", "What colleagues say to each other about a run."),
    ("submissions", "Candidates shown to clients."),
    ("persons", "Candidates: found, told everything, merged, erased."),
    ("consents", "What candidates have agreed to, and legal holds."),
    ("erasures", "Erasures with their receipts, and what clocks will erase."),
    ("clients", "Clients of the desk."),
    ("profiles", "Job profiles of the team."),
    ("candidates", "Candidates side by side: of a profile, of a batch, on a shortlist."),
    ("library", "The team's brands, templates, word lists, logos and terms of offers."),
    ("webhooks", "The team's own programs, told when a run ends."),
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
        .merge(runs::routes())
        .merge(history::routes())
        .merge(progress::routes())
        .merge(records::routes())
        .merge(revisions::routes())
        .merge(documents::routes())
        .merge(sharing::routes())
        .merge(public::routes())
        .merge(comments::routes())
        .merge(submissions::routes())
        .merge(persons::routes())
        .merge(consents::routes())
        .merge(erasures::routes())
        .merge(clients::routes())
        .merge(profiles::routes())
        .merge(candidates::routes())
        .merge(library::routes())
        .merge(webhooks::routes())
}

/// Routes that take files.
pub(crate) fn large() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(runs::uploads()).merge(library::uploads())
}

/// All routes with the bounds of their bodies, and those with files with their places.
pub(crate) fn guarded(upload_bytes_max: usize, places: &UploadPlaces) -> OpenApiRouter<App> {
    let small = small().route_layer(from_fn_with_state(BodyRules::SMALL, guard_body));
    let large = large()
        .route_layer(from_fn_with_state(BodyRules::upload(upload_bytes_max), guard_body))
        .route_layer(from_fn_with_state(places.clone(), bound_uploads));
    small.merge(large)
}

/// A time as the API tells it.
fn time(at: Micros) -> String {
    Timestamp::from_microsecond(at).map(|at| at.to_string()).unwrap_or_default()
}
