//! API tokens. The token itself is told once, so making one takes no `Idempotency-Key`: a kept answer would keep the token.

use super::listing::{PageQuery, page_of};
use super::time;
use super::words::Scope;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::service::ServiceError;
use dossier::service::accounts::{NewToken, TokenInfo};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// Seconds of a day.
const DAY_S: u64 = 24 * 3_600;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_tokens, create_token)).routes(routes!(revoke_token))
}

/// An API token without its secret.
#[derive(Serialize, ToSchema)]
struct Token {
    /// Id, which is also a part of the token.
    id: Uuid,
    /// Whose it is.
    user: Uuid,
    /// What the user calls it.
    name: String,
    /// What it may be used for.
    scopes: Vec<Scope>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    expires_at: Option<String>,
    /// Last use, to about a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    used_at: Option<String>,
    /// When it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
}

impl Token {
    fn of(info: TokenInfo) -> Self {
        Self {
            id: info.id,
            user: info.user,
            name: info.name,
            scopes: info.scopes.into_iter().map(Scope::from).collect(),
            created_at: time(info.created_at),
            expires_at: info.expires_at.map(time),
            used_at: info.used_at.map(time),
            revoked_at: info.revoked_at.map(time),
        }
    }
}

/// Tokens, newest first: one's own, and those of all members for whoever manages members.
#[utoipa::path(
    get,
    path = "/tokens",
    operation_id = "list_tokens",
    tag = "tokens",
    params(PageQuery),
    responses((status = 200, description = "A page of tokens.", body = Page<Token>)),
    security(("session" = []), ("token" = []))
)]
async fn list_tokens(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<Token>>, Problem> {
    let found = app.service.tokens(&caller).await?;
    page_of(found.into_iter().map(Token::of).collect(), &query, "tokens", |token| token.id).map(Json)
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TokenWish {
    /// What the user calls it.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// What it may be used for. The user's role bounds it further.
    #[schema(min_items = 1)]
    scopes: Vec<Scope>,
    /// How many days it works.
    #[schema(minimum = 1, maximum = 366)]
    days: u16,
}

/// A token that was made, with the token itself.
#[derive(Serialize, ToSchema)]
struct MadeToken {
    /// What is known of it later.
    info: Token,
    /// The token. It is told here and never again.
    token: String,
}

/// Makes a token for the user, in the team that is asked for.
#[utoipa::path(
    post,
    path = "/tokens",
    operation_id = "create_token",
    tag = "tokens",
    request_body = TokenWish,
    responses((status = 201, description = "It is made.", body = MadeToken)),
    security(("session" = []), ("token" = []))
)]
async fn create_token(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(wish): ApiJson<TokenWish>,
) -> Result<Response, Problem> {
    let new = NewToken {
        name: wish.name,
        scopes: wish.scopes.into_iter().map(Into::into).collect(),
        lives: Duration::from_secs(u64::from(wish.days) * DAY_S),
    };
    let made = app.service.make_token(&caller, &new).await.map_err(|error| match error {
        // Its field is called otherwise here.
        ServiceError::Invalid { field, code, reason } if field == "lives" => {
            ServiceError::Invalid { field: "days".to_owned(), code, reason }
        }
        other => other,
    });
    let (info, token) = made?;
    let body = MadeToken { info: Token::of(info), token: token.into_string() };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Revokes a token; it works no more from the next request on.
#[utoipa::path(
    delete,
    path = "/tokens/{id}",
    operation_id = "revoke_token",
    tag = "tokens",
    params(("id" = Uuid, Path, description = "The token.")),
    responses((status = 204, description = "It is revoked.")),
    security(("session" = []), ("token" = []))
)]
async fn revoke_token(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(id): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.revoke_token(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
