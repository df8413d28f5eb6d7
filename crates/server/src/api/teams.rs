//! The caller's team, and the teams of the user.

use super::listing::{PageQuery, page_of};
use super::shape::Made;
use super::time;
use super::words::Role;
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
use axum::response::{IntoResponse, Response};
use dossier::service::accounts::{OwnTeam, TeamChanges, TeamInfo};
use dossier::service::privacy::{self, RetentionChoice};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_teams, create_team))
        .routes(routes!(list_archived_teams))
        .routes(routes!(unarchive_team))
        .routes(routes!(get_team, edit_team))
        .routes(routes!(archive_team))
        .routes(routes!(get_retention, set_retention))
}

/// A team of the user.
#[derive(Serialize, ToSchema)]
pub(super) struct TeamPlace {
    /// Id.
    id: Uuid,
    /// What people call it.
    name: String,
    /// What the user is in it.
    role: Role,
}

impl TeamPlace {
    pub(super) fn of(team: OwnTeam) -> Self {
        Self { id: team.id, name: team.name, role: team.role.into() }
    }
}

/// Teams of the user, by age of the membership.
#[utoipa::path(
    get,
    path = "/teams",
    operation_id = "list_teams",
    tag = "teams",
    params(PageQuery),
    responses((status = 200, description = "A page of teams.", body = Page<TeamPlace>)),
    security(("session" = []), ("token" = []))
)]
async fn list_teams(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<TeamPlace>>, Problem> {
    let found = app.service.own_teams(&caller).await?;
    page_of(found.into_iter().map(TeamPlace::of).collect(), &query, "teams", |team| team.id).map(Json)
}

/// A team to be made.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTeam {
    /// What people call it.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
}

/// Makes another team; the user is its owner. The session stays in the team it is in.
#[utoipa::path(
    post,
    path = "/teams",
    operation_id = "create_team",
    tag = "teams",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")),
    request_body = NewTeam,
    responses((status = 201, description = "It is made.", body = Made)),
    security(("session" = []), ("token" = []))
)]
async fn create_team(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    headers: HeaderMap,
    ApiJson(team): ApiJson<NewTeam>,
) -> Result<Response, Problem> {
    let asked = Asked::post("/api/v1/teams", &team)?;
    let work = async {
        let id = app.service.create_team(&caller, &team.name).await?;
        Ok::<_, Problem>((StatusCode::CREATED, Json(Made { id })).into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// The team.
#[derive(Serialize, ToSchema)]
struct Team {
    /// Id.
    id: Uuid,
    /// What people call it.
    name: String,
    /// Settings of pages and programs.
    #[schema(value_type = Object)]
    settings: Map<String, Value>,
    /// How long runs are kept, in months after closing or the last activity.
    retention_months: i64,
    /// Why that long.
    retention_reason: String,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last change.
    #[schema(format = DateTime)]
    updated_at: String,
}

fn told(team: TeamInfo) -> Response {
    let version = team.updated_at;
    let body = Team {
        id: team.id,
        name: team.name,
        settings: serde_json::from_str(&team.settings).unwrap_or_default(),
        retention_months: team.retention_months,
        retention_reason: team.retention_reason,
        created_at: time(team.created_at),
        updated_at: time(team.updated_at),
    };
    in_version(version, body)
}

/// The team that is asked for.
#[utoipa::path(
    get,
    path = "/team",
    operation_id = "get_team",
    tag = "teams",
    responses((status = 200, description = "The team.", body = Team,
        headers(("ETag" = String, description = "Its version, for edits.")))),
    security(("session" = []), ("token" = []))
)]
async fn get_team(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<Response, Problem> {
    Ok(told(app.service.team(&caller).await?))
}

/// What of the team is to be changed; absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TeamEdit {
    /// What people call it.
    #[schema(min_length = 1, max_length = 120)]
    name: Option<String>,
    /// Settings of pages and programs, as a whole.
    #[schema(value_type = Option<Object>)]
    settings: Option<Map<String, Value>>,
}

/// Changes name and settings of the team.
#[utoipa::path(
    patch,
    path = "/team",
    operation_id = "edit_team",
    tag = "teams",
    params(("If-Match" = Option<String>, Header, description = "ETag of the team that is edited; `*` for any.")),
    request_body = TeamEdit,
    responses((status = 200, description = "The team as it is now.", body = Team,
        headers(("ETag" = String, description = "Its version, for edits.")))),
    security(("session" = []), ("token" = []))
)]
async fn edit_team(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    headers: HeaderMap,
    ApiJson(edit): ApiJson<TeamEdit>,
) -> Result<Response, Problem> {
    let seen = match Wanted::read(&headers)? {
        Wanted::Any => None,
        wanted @ Wanted::OneOf(_) => Some(wanted.against(app.service.team(&caller).await?.updated_at)?),
    };
    let settings = edit.settings.map(|settings| Value::Object(settings).to_string());
    app.service.change_team(&caller, &TeamChanges { name: edit.name, settings, seen }).await?;
    Ok(told(app.service.team(&caller).await?))
}

/// Archives the team: nobody comes in any more, and its sessions and tokens are of no use. An owner brings it back.
#[utoipa::path(
    post,
    path = "/team/archive",
    operation_id = "archive_team",
    tag = "teams",
    responses((status = 204, description = "It is archived.")),
    security(("session" = []), ("token" = []))
)]
async fn archive_team(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<StatusCode, Problem> {
    app.service.archive_team(&caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Archived teams that the user owns, by age of the membership.
#[utoipa::path(
    get,
    path = "/teams/archived",
    operation_id = "list_archived_teams",
    tag = "teams",
    params(PageQuery),
    responses((status = 200, description = "A page of teams.", body = Page<TeamPlace>)),
    security(("session" = []), ("token" = []))
)]
async fn list_archived_teams(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<TeamPlace>>, Problem> {
    let found = app.service.archived_teams(&caller).await?;
    page_of(found.into_iter().map(TeamPlace::of).collect(), &query, "archived-teams", |team| team.id).map(Json)
}

/// Brings an archived team back that the user owns. Asked for from a session in another team.
#[utoipa::path(
    post,
    path = "/teams/{id}/unarchive",
    operation_id = "unarchive_team",
    tag = "teams",
    params(("id" = Uuid, Path, description = "The team.")),
    responses((status = 204, description = "Its members come in again.")),
    security(("session" = []))
)]
async fn unarchive_team(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(id): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.unarchive_team(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How long runs are kept.
#[derive(Serialize, ToSchema)]
struct Retention {
    /// Months after closing, else after the last activity.
    months: i64,
    /// Why that long.
    reason: String,
}

impl Retention {
    fn of(found: privacy::Retention) -> Self {
        Self { months: found.months, reason: found.reason }
    }
}

/// How long the team keeps its runs.
#[utoipa::path(
    get,
    path = "/team/retention",
    operation_id = "get_retention",
    tag = "teams",
    responses((status = 200, description = "How long.", body = Retention)),
    security(("session" = []), ("token" = []))
)]
async fn get_retention(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<Json<Retention>, Problem> {
    Ok(Json(Retention::of(app.service.retention(&caller).await?)))
}

/// How long runs shall be kept: as usual in a country, or another time with its reason.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RetentionWish {
    /// ISO 3166 code of the country whose usual time it shall be: AT, CH, DE or FR. Goes before the other fields.
    #[schema(max_length = 2)]
    country: Option<String>,
    /// Months after closing, else after the last activity.
    #[schema(minimum = 1, maximum = 120)]
    months: Option<i64>,
    /// Why that long.
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// Changes how long the team keeps its runs, and with that the date of each. What is older goes with the next sweep.
#[utoipa::path(
    put,
    path = "/team/retention",
    operation_id = "set_retention",
    tag = "teams",
    request_body = RetentionWish,
    responses((status = 200, description = "How long now.", body = Retention)),
    security(("session" = []), ("token" = []))
)]
async fn set_retention(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(wish): ApiJson<RetentionWish>,
) -> Result<Json<Retention>, Problem> {
    let choice = match wish.country {
        Some(country) => RetentionChoice::Country(country),
        None => {
            RetentionChoice::Months { months: wish.months.unwrap_or_default(), reason: wish.reason.unwrap_or_default() }
        }
    };
    Ok(Json(Retention::of(app.service.set_retention(&caller, choice).await?)))
}
