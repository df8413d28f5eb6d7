//! Job profiles of the team: made by hand or of a run, edited in versions, closed.

use super::listing::{PageQuery, page_of};
use super::records::{RecordEdits, number_id};
use super::shape::{Made, made, maybe, search};
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::keys::{Asked, once_for};
use crate::precondition::{Wanted, in_version};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use dossier::Class;
use dossier::core::records::JobProfile as ProfileRecord;
use dossier::db::rows::{JobProfile, JobProfileVersion};
use dossier::service::Caller;
use dossier::service::runs::NewProfile;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_profiles, create_profile))
        .routes(routes!(get_profile, edit_profile))
        .routes(routes!(list_versions))
        .routes(routes!(close_profile))
        .routes(routes!(open_profile))
}

/// A job profile in a list.
#[derive(Serialize, ToSchema)]
struct ProfileItem {
    /// Id.
    id: Uuid,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<Uuid>,
    /// Title, as printed.
    title: String,
    /// The client's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    external_ref: Option<String>,
    /// The newest version.
    version: i64,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last change.
    #[schema(format = DateTime)]
    updated_at: String,
    /// Since when nobody is sought for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    closed_at: Option<String>,
}

impl ProfileItem {
    fn of(row: JobProfile) -> Self {
        Self {
            id: row.id,
            client: row.client,
            title: row.title,
            external_ref: row.external_ref,
            version: row.version,
            created_by: row.created_by,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
            closed_at: maybe(row.closed_at),
        }
    }
}

/// Which profiles.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ProfilesQuery {
    /// A text that title or number holds.
    #[param(max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Of this client.
    client: Option<Uuid>,
    /// `next` of the page before.
    #[param(max_length = 256)]
    cursor: Option<String>,
    /// Most rows; 50 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// Open profiles whose title or number holds a text, newest first.
#[utoipa::path(
    get,
    path = "/profiles",
    operation_id = "list_profiles",
    tag = "profiles",
    params(ProfilesQuery),
    responses((status = 200, description = "A page of profiles.", body = Page<ProfileItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_profiles(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<ProfilesQuery>,
) -> Result<Json<Page<ProfileItem>>, Problem> {
    let text = search(query.q.as_deref())?;
    let all = app.service.profiles(&caller, text, query.client).await?;
    let page = PageQuery::new(query.cursor.clone(), query.limit);
    let rows = all.into_iter().map(ProfileItem::of).collect();
    page_of(rows, &page, &("profiles", text, query.client), |row: &ProfileItem| row.id).map(Json)
}

/// A profile to be made: of a record, or of the one that a run has read.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProfileMade {
    /// Whose it is; of a run by default the run's client.
    client: Option<Uuid>,
    /// The client's own number; by default the record's.
    #[schema(max_length = 200)]
    external_ref: Option<String>,
    /// The record; either this or `run`.
    #[schema(value_type = Option<Object>)]
    record: Option<ProfileRecord>,
    /// The run whose profile is taken, with what people corrected in it.
    run: Option<Uuid>,
}

/// Makes a profile.
#[utoipa::path(
    post,
    path = "/profiles",
    operation_id = "create_profile",
    tag = "profiles",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")),
    request_body = ProfileMade,
    responses(
        (status = 201, description = "It is made.", body = Made,
            headers(("Location" = String, description = "The profile."))),
        (status = 404, description = "There is no such client or run.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn create_profile(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    headers: HeaderMap,
    ApiJson(body): ApiJson<ProfileMade>,
) -> Result<Response, Problem> {
    let asked = Asked::post("/api/v1/profiles", &body)?;
    let work = async {
        let id = match (body.record, body.run) {
            (Some(record), None) => {
                let new = NewProfile { client: body.client, external_ref: body.external_ref, record };
                app.service.create_profile(&caller, new).await?
            }
            (None, Some(run)) => app.service.profile_of_run(&caller, run, body.client).await?,
            (Some(_), Some(_)) | (None, None) => {
                let one = Problem::of(Class::Usage, "profile.origin").hint("give either a record or a run");
                return Err(one.field("/record", "field.invalid"));
            }
        };
        Ok::<_, Problem>(made("/api/v1/profiles", id))
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// A profile with its record.
#[derive(Serialize, ToSchema)]
struct ProfileDetail {
    /// The profile.
    profile: ProfileItem,
    /// Version of the record.
    version: i64,
    /// The record.
    #[schema(value_type = Object)]
    record: ProfileRecord,
}

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ProfileVersionQuery {
    /// Its number. By default the newest.
    #[param(minimum = 1)]
    version: Option<i64>,
}

async fn told(app: &App, caller: &Caller, id: Uuid, wanted: Option<i64>) -> Result<Response, Problem> {
    let (row, version, record) = app.service.profile(caller, id, wanted).await?;
    Ok(in_version(version, ProfileDetail { profile: ProfileItem::of(row), version, record }))
}

/// A profile with its record, in its newest version or another.
#[utoipa::path(
    get,
    path = "/profiles/{profile}",
    operation_id = "get_profile",
    tag = "profiles",
    params(("profile" = Uuid, Path, description = "The profile."), ProfileVersionQuery),
    responses((status = 200, description = "The profile.", body = ProfileDetail,
        headers(("ETag" = String, description = "The version of the record, for edits.")))),
    security(("session" = []), ("token" = []))
)]
async fn get_profile(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(profile): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<ProfileVersionQuery>,
) -> Result<Response, Problem> {
    told(&app, &caller, profile, query.version).await
}

/// Edits a profile: a new version. Runs keep the version they were made with.
#[utoipa::path(
    patch,
    path = "/profiles/{profile}",
    operation_id = "edit_profile",
    tag = "profiles",
    params(
        ("profile" = Uuid, Path, description = "The profile."),
        ("If-Match" = Option<String>, Header, description = "ETag of the version that is edited; `*` for the newest.")
    ),
    request_body = RecordEdits,
    responses((status = 200, description = "The profile as it is now.", body = ProfileDetail,
        headers(("ETag" = String, description = "The version of the record, for edits.")))),
    security(("session" = []), ("token" = []))
)]
async fn edit_profile(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(profile): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<RecordEdits>,
) -> Result<Response, Problem> {
    let (_, newest, _) = app.service.profile(&caller, profile, None).await?;
    let seen = Wanted::read(&headers)?.against(newest)?;
    let version = app.service.edit_profile(&caller, profile, seen, body.into_edits()).await?;
    told(&app, &caller, profile, Some(version)).await
}

/// A version of a profile without its record.
#[derive(Serialize, ToSchema)]
struct ProfileVersionItem {
    /// Number, from 1.
    version: i64,
    /// SHA-256 of the file it was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_sha256: Option<String>,
    /// Engine and rule set that read it; absent where a person wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    engine: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
}

impl ProfileVersionItem {
    fn of(row: JobProfileVersion) -> Self {
        Self {
            version: row.version,
            source_sha256: row.source_sha256.map(|hash| hash.to_string()),
            engine: row.engine,
            created_by: row.created_by,
            created_at: time(row.created_at),
        }
    }
}

/// Versions of a profile, newest first.
#[utoipa::path(
    get,
    path = "/profiles/{profile}/versions",
    operation_id = "list_profile_versions",
    tag = "profiles",
    params(("profile" = Uuid, Path, description = "The profile."), PageQuery),
    responses((status = 200, description = "A page of versions.", body = Page<ProfileVersionItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_versions(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(profile): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<ProfileVersionItem>>, Problem> {
    let all = app.service.profile_versions(&caller, profile).await?;
    let rows = all.into_iter().map(ProfileVersionItem::of).collect();
    page_of(rows, &query, "profile-versions", |row: &ProfileVersionItem| number_id(row.version)).map(Json)
}

/// Closes a profile: nobody is sought for it any more.
#[utoipa::path(
    post,
    path = "/profiles/{profile}/close",
    operation_id = "close_profile",
    tag = "profiles",
    params(("profile" = Uuid, Path, description = "The profile.")),
    responses((status = 204, description = "It is closed.")),
    security(("session" = []), ("token" = []))
)]
async fn close_profile(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(profile): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.close_profile(&caller, profile, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Opens a closed profile again.
#[utoipa::path(
    post,
    path = "/profiles/{profile}/open",
    operation_id = "open_profile",
    tag = "profiles",
    params(("profile" = Uuid, Path, description = "The profile.")),
    responses((status = 204, description = "It is open.")),
    security(("session" = []), ("token" = []))
)]
async fn open_profile(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(profile): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.close_profile(&caller, profile, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
