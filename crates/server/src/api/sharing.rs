//! What leaves the desk: links to the papers of a run, with their visits. Following a link is in `public.rs`.

use super::listing::{PageQuery, page_of};
use super::options::PackWord;
use super::shape::{maybe, moment};
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use dossier::db::Personal;
use dossier::db::rows::ShareView;
use dossier::service::sharing::{Share, ShareOrder, ShareWhat};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_shares, create_share)).routes(routes!(get_share, revoke_share))
}

/// What a link shows.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum SharedThing {
    /// A pack, as a ZIP.
    Pack(PackWord),
    /// One document by its name in addresses, such as `01-cv.docx`.
    Document(String),
}

impl From<SharedThing> for ShareWhat {
    fn from(thing: SharedThing) -> Self {
        match thing {
            SharedThing::Pack(pack) => Self::Pack(pack.into()),
            SharedThing::Document(slug) => Self::Document(slug),
        }
    }
}

impl From<ShareWhat> for SharedThing {
    fn from(what: ShareWhat) -> Self {
        match what {
            ShareWhat::Pack(pack) => Self::Pack(pack.into()),
            ShareWhat::Document(slug) => Self::Document(slug),
        }
    }
}

/// A link as the desk sees it, without its secret.
#[derive(Serialize, ToSchema)]
struct ShareItem {
    /// Id.
    id: Uuid,
    /// The run.
    run: Uuid,
    /// The revision.
    revision: Uuid,
    /// What it shows; absent where a newer version of the program has made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<SharedThing>,
    /// Whether it shows the candidate's name.
    is_named: bool,
    /// What the desk calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// Whether it asks for a password.
    has_password: bool,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Until when it works.
    #[schema(format = DateTime)]
    expires_at: String,
    /// How often it was used.
    uses: i64,
    /// How often it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    uses_max: Option<i64>,
    /// Last use.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    used_at: Option<String>,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// Whether it works now, as far as the link itself says.
    works: bool,
}

impl ShareItem {
    /// What the desk calls a link may be a name.
    fn of(share: Share, sees_persons: bool) -> Self {
        Self {
            id: share.id,
            run: share.run,
            revision: share.revision,
            what: share.what.map(Into::into),
            is_named: share.is_named,
            label: share.label.filter(|_| sees_persons).map(Personal::into_string),
            has_password: share.has_password,
            created_by: share.created_by,
            created_at: time(share.created_at),
            expires_at: time(share.expires_at),
            uses: share.uses,
            uses_max: share.uses_max,
            used_at: maybe(share.used_at),
            revoked_at: maybe(share.revoked_at),
            works: share.works,
        }
    }
}

/// Links of a run, newest first, those that no longer work included.
#[utoipa::path(
    get,
    path = "/runs/{run}/shares",
    operation_id = "list_shares",
    tag = "sharing",
    params(("run" = Uuid, Path, description = "The run."), PageQuery),
    responses((status = 200, description = "A page of links.", body = Page<ShareItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_shares(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<ShareItem>>, Problem> {
    let sees_persons = caller.sees_persons();
    let all = app.service.shares_of(&caller, run).await?;
    let all = all.into_iter().map(|share| ShareItem::of(share, sees_persons)).collect();
    page_of(all, &query, "shares", |share: &ShareItem| share.id).map(Json)
}

/// A link to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewShare {
    /// Its revision; by default the current one. The link stays with it.
    revision: Option<Uuid>,
    /// What it shows.
    what: SharedThing,
    /// Until when it works.
    #[schema(format = DateTime)]
    expires_at: String,
    /// What whoever follows it must know besides: 8 characters at least.
    #[schema(min_length = 8, max_length = 256)]
    password: Option<String>,
    /// How often it may be used; by default any number.
    #[schema(minimum = 1, maximum = 10000)]
    uses_max: Option<i64>,
    /// What the desk calls it.
    #[schema(max_length = 200)]
    label: Option<String>,
}

/// A link that was just made.
#[derive(Serialize, ToSchema)]
struct MadeLink {
    /// The link.
    share: ShareItem,
    /// What goes into its address. Never told again.
    secret: String,
    /// Its address: whole where the service knows its own, else from the root.
    url: String,
}

/// Makes a link to a document or pack. Its secret is told here and never again.
#[utoipa::path(
    post,
    path = "/runs/{run}/shares",
    operation_id = "create_share",
    tag = "sharing",
    params(("run" = Uuid, Path, description = "The run.")),
    request_body = NewShare,
    responses((status = 201, description = "It is made.", body = MadeLink,
        headers(("Location" = String, description = "The link as the desk sees it.")))),
    security(("session" = []), ("token" = []))
)]
async fn create_share(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiJson(body): ApiJson<NewShare>,
) -> Result<Response, Problem> {
    let order = ShareOrder {
        run,
        revision: body.revision,
        what: body.what.into(),
        expires_at: moment("/expires_at", &body.expires_at)?,
        password: body.password.map(Personal::new),
        uses_max: body.uses_max,
        label: body.label.map(Personal::new),
    };
    let made = app.service.create_share(&caller, order).await?;
    let secret = made.secret.into_string();
    let root = app.service.settings().public_url.as_deref().unwrap_or_default();
    let location = format!("/api/v1/runs/{run}/shares/{}", made.share.id);
    let body =
        MadeLink { share: ShareItem::of(made.share, caller.sees_persons()), url: format!("{root}/s/{secret}"), secret };
    // Nobody may keep the secret on the way.
    let headers = [(LOCATION, location), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((StatusCode::CREATED, headers, Json(body)).into_response())
}

/// A visit with a link.
#[derive(Serialize, ToSchema)]
struct ShareVisit {
    /// Id.
    id: Uuid,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Keyed hash of the network that the visitor came from.
    network: String,
    /// How it went: shown, downloaded, wrong-password or refused.
    outcome: &'static str,
}

impl ShareVisit {
    fn of(view: &ShareView) -> Self {
        Self { id: view.id, at: time(view.at), network: view.network.to_string(), outcome: view.outcome.code() }
    }
}

/// A link with its visits.
#[derive(Serialize, ToSchema)]
struct ShareDetail {
    /// The link.
    share: ShareItem,
    /// Its latest visits, latest first.
    visits: Vec<ShareVisit>,
}

/// A link with its visits.
#[utoipa::path(
    get,
    path = "/runs/{run}/shares/{share}",
    operation_id = "get_share",
    tag = "sharing",
    params(("run" = Uuid, Path, description = "The run."), ("share" = Uuid, Path, description = "The link.")),
    responses((status = 200, description = "The link.", body = ShareDetail)),
    security(("session" = []), ("token" = []))
)]
async fn get_share(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, share)): ApiPath<(Uuid, Uuid)>,
) -> Result<Json<ShareDetail>, Problem> {
    let found = app.service.share_views(&caller, run, share).await?;
    let visits = found.views.iter().map(ShareVisit::of).collect();
    Ok(Json(ShareDetail { share: ShareItem::of(found.share, caller.sees_persons()), visits }))
}

/// Takes a link back: from now on it does not work.
#[utoipa::path(
    delete,
    path = "/runs/{run}/shares/{share}",
    operation_id = "revoke_share",
    tag = "sharing",
    params(("run" = Uuid, Path, description = "The run."), ("share" = Uuid, Path, description = "The link.")),
    responses((status = 204, description = "It does not work any more.")),
    security(("session" = []), ("token" = []))
)]
async fn revoke_share(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, share)): ApiPath<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.service.revoke_share(&caller, run, share).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_shows_is_a_pack_or_a_document() {
        for (json, what) in [
            (r#"{"pack": "client"}"#, ShareWhat::Pack(dossier::Pack::Client)),
            (r#"{"document": "01-cv.pdf"}"#, ShareWhat::Document("01-cv.pdf".to_owned())),
        ] {
            let thing: SharedThing = serde_json::from_str(json).expect("a thing");
            assert_eq!(ShareWhat::from(thing), what);
            let told = serde_json::to_string(&SharedThing::from(what)).expect("JSON");
            assert_eq!(told, json.replace(": ", ":"));
        }
        assert!(serde_json::from_str::<SharedThing>(r#"{"pack": "client", "document": "x"}"#).is_err());
    }
}
