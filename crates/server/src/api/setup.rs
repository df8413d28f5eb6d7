//! The set-up: the first team with its owner, made once by whoever has the link from the log.

use super::session::{Begun, begun};
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::ApiJson;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use dossier::service::accounts::{LoginRequest, NewOwner};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_up))
}

/// The first team and its owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Setup {
    /// The secret at the end of the link.
    #[schema(max_length = 128)]
    secret: String,
    /// What the team is called.
    #[schema(min_length = 1, max_length = 120)]
    team: String,
    /// The owner's address.
    #[schema(format = Email, max_length = 254)]
    email: String,
    /// The owner's name.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The owner's password.
    #[schema(format = Password, min_length = 12, max_length = 256)]
    password: String,
}

/// Makes the first team with its owner and begins the owner's session. Works once.
#[utoipa::path(
    post,
    path = "/setup",
    operation_id = "set_up",
    tag = "setup",
    request_body = Setup,
    responses(
        (status = 201, description = "Team, owner and a session.", body = Begun,
            headers(("Set-Cookie" = String, description = "The cookie of the session."))),
        (status = 410, description = "The link does not work: it is unknown, over, or there is an owner.")
    ),
    security(())
)]
async fn set_up(State(app): State<App>, visitor: Visitor, ApiJson(setup): ApiJson<Setup>) -> Result<Response, Problem> {
    let owner = NewOwner {
        team: setup.team,
        email: setup.email.into(),
        name: setup.name.into(),
        password: setup.password.into(),
    };
    let (team, _) = app.service.claim_owner(&setup.secret, &owner).await?;
    let NewOwner { email, password, .. } = owner;
    let login = LoginRequest { email, password, network: visitor.network.into(), team: Some(team) };
    let session = app.service.login(&login).await?;
    begun(&app, StatusCode::CREATED, &session)
}
