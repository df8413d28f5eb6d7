//! Sessions of users in browsers: begun by address and password, shown, moved to another team, ended; and the password.

use super::listing::{PageQuery, page_of};
use super::time;
use crate::app::App;
use crate::caller::{ApiCaller, Credentials, Visitor};
use crate::cookies::Cookie;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use dossier::service::ServiceError;
use dossier::service::accounts::{LoginRequest, NewSession, SessionInfo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(log_in, get_session, log_out))
        .routes(routes!(change_team))
        .routes(routes!(list_sessions))
        .routes(routes!(end_session))
        .routes(routes!(change_password))
        .routes(routes!(reset_password))
}

/// Address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Login {
    /// The address.
    #[schema(max_length = 254)]
    email: String,
    /// The password.
    #[schema(format = Password, max_length = 256)]
    password: String,
    /// The team to work in; absent means the one that the user has joined first.
    team: Option<Uuid>,
}

/// A session that has just begun; its secret is in the cookie.
#[derive(Serialize, ToSchema)]
pub(super) struct Begun {
    /// Id of the session.
    session: Uuid,
    /// The team.
    team: Uuid,
    /// The user.
    user: Uuid,
    /// When it ends at the latest.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// Answers with a session that has just begun.
pub(super) fn begun(app: &App, status: StatusCode, session: &NewSession) -> Result<Response, Problem> {
    let cookie = app.session_cookie(session)?;
    let body =
        Begun { session: session.id, team: session.team, user: session.user, expires_at: time(session.expires_at) };
    Ok((status, [(SET_COOKIE, cookie)], Json(body)).into_response())
}

/// Begins a session by address and password.
#[utoipa::path(
    post,
    path = "/session",
    operation_id = "log_in",
    tag = "session",
    request_body = Login,
    responses(
        (status = 201, description = "The session.", body = Begun,
            headers(("Set-Cookie" = String, description = "The cookie of the session."))),
        (status = 401, description = "Address or password is not right."),
        (status = 404, description = "The user is no member of the team.")
    ),
    security(())
)]
async fn log_in(State(app): State<App>, visitor: Visitor, ApiJson(login): ApiJson<Login>) -> Result<Response, Problem> {
    let request = LoginRequest {
        email: login.email.into(),
        password: login.password.into(),
        network: visitor.network.into(),
        team: login.team,
    };
    let session = app.service.login(&request).await?;
    begun(&app, StatusCode::CREATED, &session)
}

/// A session of the user.
#[derive(Serialize, ToSchema)]
struct Session {
    /// Id.
    id: Uuid,
    /// The team it works in.
    team: Uuid,
    /// When it began.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last request, to about a minute.
    #[schema(format = DateTime)]
    seen_at: String,
    /// When it ends at the latest.
    #[schema(format = DateTime)]
    expires_at: String,
    /// Whether it is the one that asks.
    own: bool,
}

impl Session {
    fn of(info: &SessionInfo) -> Self {
        Self {
            id: info.id,
            team: info.team,
            created_at: time(info.created_at),
            seen_at: time(info.seen_at),
            expires_at: time(info.expires_at),
            own: info.own,
        }
    }
}

/// The session that asks.
#[utoipa::path(
    get,
    path = "/session",
    operation_id = "get_session",
    tag = "session",
    responses(
        (status = 200, description = "The session.", body = Session),
        (status = 404, description = "Who asks has come in by something else than a session.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn get_session(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<Json<Session>, Problem> {
    let found = app.service.sessions(&caller).await?;
    let own = found.iter().find(|session| session.own).ok_or(ServiceError::NotFound { what: "session" })?;
    Ok(Json(Session::of(own)))
}

/// Ends the session that asks.
#[utoipa::path(
    delete,
    path = "/session",
    operation_id = "log_out",
    tag = "session",
    responses((status = 204, description = "It has ended.",
        headers(("Set-Cookie" = String, description = "Takes the cookie away.")))),
    security(("session" = []), ("token" = []))
)]
async fn log_out(
    State(app): State<App>,
    credentials: Credentials,
    ApiCaller(caller): ApiCaller,
) -> Result<Response, Problem> {
    match credentials.foreign_token(&app.service) {
        Some(token) => app.service.supabase_logout(token).await?,
        None => app.service.logout(&caller).await?,
    }
    let cleared = app.cookies.clear(Cookie::Session)?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cleared)]).into_response())
}

/// A team to go on in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OtherTeam {
    /// A team of the user.
    team: Uuid,
}

/// Goes on in another team of the user: the session gets a new secret, the old one ends.
#[utoipa::path(
    post,
    path = "/session/team",
    operation_id = "change_team_of_session",
    tag = "session",
    request_body = OtherTeam,
    responses(
        (status = 200, description = "The session in the other team.", body = Begun,
            headers(("Set-Cookie" = String, description = "The cookie of the session."))),
        (status = 404, description = "The user is no member of the team.")
    ),
    security(("session" = []))
)]
async fn change_team(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(other): ApiJson<OtherTeam>,
) -> Result<Response, Problem> {
    let session = app.service.switch_team(&caller, other.team).await?;
    begun(&app, StatusCode::OK, &session)
}

/// Sessions of the user in all teams, latest request first.
#[utoipa::path(
    get,
    path = "/sessions",
    operation_id = "list_sessions",
    tag = "session",
    params(PageQuery),
    responses((status = 200, description = "A page of sessions.", body = Page<Session>)),
    security(("session" = []), ("token" = []))
)]
async fn list_sessions(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<Session>>, Problem> {
    let found = app.service.sessions(&caller).await?;
    page_of(found.iter().map(Session::of).collect(), &query, "sessions", |session| session.id).map(Json)
}

/// Ends one of the user's sessions.
#[utoipa::path(
    delete,
    path = "/sessions/{id}",
    operation_id = "end_session",
    tag = "session",
    params(("id" = Uuid, Path, description = "The session.")),
    responses((status = 204, description = "It has ended.")),
    security(("session" = []), ("token" = []))
)]
async fn end_session(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(id): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.revoke_session(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The old password and a new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// The password until now.
    #[schema(format = Password, max_length = 256)]
    old: String,
    /// The password from now on.
    #[schema(format = Password, min_length = 12, max_length = 256)]
    new: String,
}

/// Changes the user's password; all other sessions of the user end.
#[utoipa::path(
    post,
    path = "/password",
    operation_id = "change_password",
    tag = "session",
    request_body = NewPassword,
    responses((status = 204, description = "It is changed.")),
    security(("session" = []))
)]
async fn change_password(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(passwords): ApiJson<NewPassword>,
) -> Result<StatusCode, Problem> {
    app.service.change_password(&caller, &passwords.old.into(), &passwords.new.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The secret of a link and a new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordReset {
    /// The secret at the end of the link.
    #[schema(max_length = 128)]
    secret: String,
    /// The password from now on.
    #[schema(format = Password, min_length = 12, max_length = 256)]
    password: String,
}

/// Sets a new password by a link; all sessions of the user end. Works once.
#[utoipa::path(
    post,
    path = "/password/reset",
    operation_id = "reset_password",
    tag = "session",
    request_body = PasswordReset,
    responses(
        (status = 204, description = "It is set."),
        (status = 410, description = "The link does not work: it is unknown, used or over.")
    ),
    security(())
)]
async fn reset_password(
    State(app): State<App>,
    _visitor: Visitor,
    ApiJson(reset): ApiJson<PasswordReset>,
) -> Result<StatusCode, Problem> {
    app.service.reset_password(&reset.secret, &reset.password.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
