//! Members of the team, and links with which they set new passwords.

use super::listing::{PageQuery, page_of};
use super::time;
use super::words::Role;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use dossier::service::accounts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_members))
        .routes(routes!(set_role, remove_member))
        .routes(routes!(create_reset))
        .routes(routes!(delete_member))
}

/// A member of the team.
#[derive(Serialize, ToSchema)]
struct Member {
    /// The user.
    user: Uuid,
    /// The name.
    name: String,
    /// The address; empty where the provider told none.
    email: String,
    /// What the member may do.
    role: Role,
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
    /// Whether the user may not log in at all.
    disabled: bool,
}

impl Member {
    fn of(member: accounts::Member) -> Self {
        Self {
            user: member.user,
            name: member.name.into_string(),
            email: member.email.into_string(),
            role: member.role.into(),
            since: time(member.since),
            disabled: member.disabled,
        }
    }
}

/// Members of the team, by age of the membership.
#[utoipa::path(
    get,
    path = "/members",
    operation_id = "list_members",
    tag = "members",
    params(PageQuery),
    responses((status = 200, description = "A page of members.", body = Page<Member>)),
    security(("session" = []), ("token" = []))
)]
async fn list_members(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<Member>>, Problem> {
    let found = app.service.members(&caller).await?;
    page_of(found.into_iter().map(Member::of).collect(), &query, "members", |member| member.user).map(Json)
}

/// What a member shall be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleEdit {
    /// What the member may do.
    role: Role,
}

/// Changes what a member may do. It counts from the member's next request on. A role is set whatever it was before, so no
/// `If-Match` is asked for.
#[utoipa::path(
    patch,
    path = "/members/{user}",
    operation_id = "set_role",
    tag = "members",
    params(("user" = Uuid, Path, description = "The member.")),
    request_body = RoleEdit,
    responses((status = 204, description = "It is changed.")),
    security(("session" = []), ("token" = []))
)]
async fn set_role(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(user): ApiPath<Uuid>,
    ApiJson(edit): ApiJson<RoleEdit>,
) -> Result<StatusCode, Problem> {
    app.service.set_role(&caller, user, edit.role.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a member out of the team, or leaves it where the member is oneself. Sessions and tokens in the team end with that.
#[utoipa::path(
    delete,
    path = "/members/{user}",
    operation_id = "remove_member",
    tag = "members",
    params(("user" = Uuid, Path, description = "The member.")),
    responses((status = 204, description = "The user is no member any more.")),
    security(("session" = []), ("token" = []))
)]
async fn remove_member(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(user): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    if caller.user == Some(user) {
        app.service.leave(&caller).await?;
    } else {
        app.service.remove_member(&caller, user).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A link for a new password that was made, with its secret.
#[derive(Serialize, ToSchema)]
struct MadeReset {
    /// The secret of the link. It is told here and never again.
    secret: String,
    /// Until when it works.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// Makes a link with which a member sets a new password, once and within 24 hours. Handing it over is left to the caller.
#[utoipa::path(
    post,
    path = "/members/{user}/reset",
    operation_id = "create_reset",
    tag = "members",
    params(("user" = Uuid, Path, description = "The member.")),
    responses((status = 201, description = "It is made.", body = MadeReset)),
    security(("session" = []))
)]
async fn create_reset(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(user): ApiPath<Uuid>,
) -> Result<(StatusCode, Json<MadeReset>), Problem> {
    let made = app.service.offer_reset(&caller, user).await?;
    let body = MadeReset { secret: made.secret.into_string(), expires_at: time(made.expires_at) };
    Ok((StatusCode::CREATED, Json(body)))
}

/// Deletes a member's account with all personal data in it, on the member's demand. Only an owner may, and only where the user is
/// a member of no other team.
#[utoipa::path(
    post,
    path = "/members/{user}/delete",
    operation_id = "delete_member",
    tag = "members",
    params(("user" = Uuid, Path, description = "The member.")),
    responses((status = 204, description = "The account is deleted.")),
    security(("session" = []), ("token" = []))
)]
async fn delete_member(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(user): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.delete_member(&caller, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
