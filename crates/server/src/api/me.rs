//! Who asks: the user, the team, the role, and what may be done with all that.

use super::teams::TeamPlace;
use super::words::{Role, Scope};
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cookies::Cookie;
use crate::extract::ApiJson;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use dossier::core::locale::Language;
use dossier::db::Personal;
use dossier::service::accounts::OwnUser;
use dossier::service::{Action, Via};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_me, edit_me)).routes(routes!(delete_me))
}

/// The user.
#[derive(Serialize, ToSchema)]
struct Myself {
    /// Id.
    id: Uuid,
    /// The name.
    name: String,
    /// The address; empty where the provider told none.
    email: String,
    /// Language of the pages; absent means the browser's.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// Whether there is a password here; other users log in at a provider.
    has_password: bool,
}

impl Myself {
    fn of(user: OwnUser) -> Self {
        Self {
            id: user.id,
            name: user.name.into_string(),
            email: user.email.into_string(),
            language: user.language,
            has_password: user.has_password,
        }
    }
}

/// How somebody has come in.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Way {
    /// By a session.
    Session,
    /// By an API token.
    Token,
    /// As the one user of this machine.
    Local,
    /// The program itself.
    System,
}

/// Who asks.
#[derive(Serialize, ToSchema)]
struct Me {
    /// The user.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<Myself>,
    /// The team that is asked for.
    team: Uuid,
    /// What the user is in it.
    role: Role,
    /// How the request came in.
    via: Way,
    /// What a token may be used for; absent where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<Scope>>,
    /// Teams of the user; of a token its own.
    teams: Vec<TeamPlace>,
    /// Codes of what may be done.
    may: Vec<String>,
}

/// Who asks, in which team, and what they may do there.
#[utoipa::path(
    get,
    path = "/me",
    operation_id = "get_me",
    tag = "me",
    responses((status = 200, description = "Who asks.", body = Me)),
    security(("session" = []), ("token" = []))
)]
async fn get_me(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<Json<Me>, Problem> {
    let user = app.service.own_user(&caller).await?;
    let teams = app.service.own_teams(&caller).await?;
    let may = Action::ALL.iter().filter(|action| caller.may(**action).is_ok());
    let may = may.map(|action| action.code().to_owned()).collect();
    let (via, scopes) = match &caller.via {
        Via::Session(_) | Via::Supabase(..) => (Way::Session, None),
        Via::Token(_, scopes) => (Way::Token, Some(scopes.iter().map(|scope| Scope::from(*scope)).collect())),
        Via::Local => (Way::Local, None),
        Via::System => (Way::System, None),
    };
    Ok(Json(Me {
        user: user.map(Myself::of),
        team: caller.team,
        role: caller.role.into(),
        via,
        scopes,
        teams: teams.into_iter().map(TeamPlace::of).collect(),
        may,
    }))
}

/// Languages of the pages.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum PageLanguage {
    /// German.
    De,
    /// English.
    En,
    /// French.
    Fr,
}

impl From<PageLanguage> for Language {
    fn from(language: PageLanguage) -> Self {
        match language {
            PageLanguage::De => Self::De,
            PageLanguage::En => Self::En,
            PageLanguage::Fr => Self::Fr,
        }
    }
}

/// What the user shall be called, and in which language pages come.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MyEdit {
    /// The name.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// Language of the pages; absent means the browser's.
    language: Option<PageLanguage>,
}

/// Changes the user's name and language. Both are set whatever they were before, so no `If-Match` is asked for.
#[utoipa::path(
    patch,
    path = "/me",
    operation_id = "edit_me",
    tag = "me",
    request_body = MyEdit,
    responses((status = 204, description = "They are changed.")),
    security(("session" = []), ("token" = []))
)]
async fn edit_me(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(edit): ApiJson<MyEdit>,
) -> Result<StatusCode, Problem> {
    app.service.set_profile(&caller, &Personal::new(edit.name), edit.language.map(Language::from)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The proof that it is the user who wants it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Farewell {
    /// The password; empty for users who log in at a provider, who must have done so in the last ten minutes.
    #[schema(format = Password, max_length = 256)]
    password: String,
}

/// Deletes the user's account with all personal data in it. What the user has made in teams stays there. Refused while the user
/// is the last owner of a team.
#[utoipa::path(
    post,
    path = "/me/delete",
    operation_id = "delete_me",
    tag = "me",
    request_body = Farewell,
    responses((status = 204, description = "It is deleted.",
        headers(("Set-Cookie" = String, description = "Takes the cookie away.")))),
    security(("session" = []))
)]
async fn delete_me(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(farewell): ApiJson<Farewell>,
) -> Result<Response, Problem> {
    app.service.delete_account(&caller, &farewell.password.into()).await?;
    let cleared = app.cookies.clear(Cookie::Session)?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cleared)]).into_response())
}
