//! Invitations to the team, and what those who have a link do with it. The secret of a link is told once, so making one takes
//! no `Idempotency-Key`: a kept answer would keep the secret.

use super::listing::{PageQuery, page_of};
use super::session::{Begun, begun};
use super::time;
use super::words::Role;
use crate::app::App;
use crate::caller::{ApiCaller, Credentials, Visitor};
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::db::Personal;
use dossier::service::accounts::{InvitationInfo, NewAccount, NewInvitation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_invitations, create_invitation))
        .routes(routes!(revoke_invitation))
        .routes(routes!(accept_invitation))
}

/// An invitation that can be accepted.
#[derive(Serialize, ToSchema)]
struct Invitation {
    /// Id.
    id: Uuid,
    /// The one address that may accept it; absent means whoever has the link.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// What the new member may do.
    role: Role,
    /// Who invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    invited_by: Option<Uuid>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// Until when it can be accepted.
    #[schema(format = DateTime)]
    expires_at: String,
}

impl Invitation {
    fn of(info: InvitationInfo) -> Self {
        Self {
            id: info.id,
            email: info.email.map(Personal::into_string),
            role: info.role.into(),
            invited_by: info.invited_by,
            created_at: time(info.created_at),
            expires_at: time(info.expires_at),
        }
    }
}

/// Invitations that can still be accepted, newest first.
#[utoipa::path(
    get,
    path = "/invitations",
    operation_id = "list_invitations",
    tag = "invitations",
    params(PageQuery),
    responses((status = 200, description = "A page of invitations.", body = Page<Invitation>)),
    security(("session" = []), ("token" = []))
)]
async fn list_invitations(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<Invitation>>, Problem> {
    let found = app.service.invitations(&caller).await?;
    page_of(found.into_iter().map(Invitation::of).collect(), &query, "invitations", |one| one.id).map(Json)
}

/// An invitation to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InvitationWish {
    /// The one address that may accept it; absent means whoever has the link.
    #[schema(format = Email, max_length = 254)]
    email: Option<String>,
    /// What the new member may do.
    role: Role,
}

/// An invitation that was made, with the secret of its link.
#[derive(Serialize, ToSchema)]
struct MadeInvitation {
    /// The invitation.
    invitation: Invitation,
    /// The secret of the link. It is told here and never again.
    secret: String,
}

/// Invites to the team. Sending the link is left to the one who invites.
#[utoipa::path(
    post,
    path = "/invitations",
    operation_id = "create_invitation",
    tag = "invitations",
    request_body = InvitationWish,
    responses((status = 201, description = "It is made.", body = MadeInvitation)),
    security(("session" = []), ("token" = []))
)]
async fn create_invitation(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(wish): ApiJson<InvitationWish>,
) -> Result<Response, Problem> {
    let new = NewInvitation { email: wish.email.map(Into::into), role: wish.role.into() };
    let (made, secret) = app.service.invite(&caller, &new).await?;
    let body = MadeInvitation { invitation: Invitation::of(made), secret: secret.into_string() };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Takes an invitation back; its link does not work from then on.
#[utoipa::path(
    delete,
    path = "/invitations/{id}",
    operation_id = "revoke_invitation",
    tag = "invitations",
    params(("id" = Uuid, Path, description = "The invitation.")),
    responses((status = 204, description = "It is taken back.")),
    security(("session" = []), ("token" = []))
)]
async fn revoke_invitation(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(id): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.revoke_invitation(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Account {
    /// The address.
    #[schema(format = Email, max_length = 254)]
    email: String,
    /// The name.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The password.
    #[schema(format = Password, min_length = 12, max_length = 256)]
    password: String,
}

/// A link that somebody accepts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    /// The secret at the end of the link.
    #[schema(max_length = 128)]
    secret: String,
    /// For those without an account; absent means as the user who has logged in.
    account: Option<Account>,
}

/// The membership of somebody who has logged in before.
#[derive(Serialize, ToSchema)]
struct Joined {
    /// The team.
    team: Uuid,
    /// What the user is in it.
    role: Role,
}

/// Joins a team by an invitation: with an account that is made, which begins a session, or as the user who has logged in.
#[utoipa::path(
    post,
    path = "/invitations/accept",
    operation_id = "accept_invitation",
    tag = "invitations",
    request_body = Acceptance,
    responses(
        (status = 200, description = "The user who has logged in is a member; the session stays where it is.", body = Joined),
        (status = 201, description = "A new user with a session.", body = Begun,
            headers(("Set-Cookie" = String, description = "The cookie of the session."))),
        (status = 410, description = "The link does not work: it is unknown, used, over or taken back.")
    ),
    security((), ("session" = []), ("token" = []))
)]
async fn accept_invitation(
    State(app): State<App>,
    _visitor: Visitor,
    credentials: Credentials,
    ApiJson(acceptance): ApiJson<Acceptance>,
) -> Result<Response, Problem> {
    let secret = acceptance.secret;
    if let Some(account) = acceptance.account {
        let account =
            NewAccount { email: account.email.into(), name: account.name.into(), password: account.password.into() };
        let session = app.service.accept_invitation(&secret, &account).await?;
        return begun(&app, StatusCode::CREATED, &session);
    }
    // A user of another provider may be unknown here until now.
    let (team, role) = match credentials.foreign_token(&app.service) {
        Some(token) => app.service.supabase_join(token, &secret).await?,
        None => {
            let caller = credentials.caller(&app.service).await?;
            app.service.join_team(&caller, &secret).await?
        }
    };
    Ok(Json(Joined { team, role: role.into() }).into_response())
}
