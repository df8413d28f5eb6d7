//! An invitation, opened by its link: what it offers, and the way in with a new account or as the user who has logged in.

use super::fault::Faults;
use super::frame::{Frame, form_again, page};
use super::icon;
use super::visitor::{Look, query_value};
use super::words::{Key, key};
use crate::app::App;
use crate::caller::{Credentials, Visitor};
use crate::extract::{ApiForm, ApiPath};
use crate::oidc::BEGIN_PATH;
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::db::Personal;
use dossier::db::rows::Role;
use dossier::service::accounts::{NewAccount, Offered};
use dossier::service::{Caller, Via};
use serde::Deserialize;

/// The fields that the use case may find wrong.
const FIELDS: [&str; 3] = ["email", "name", "password"];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/invitations/{secret}", get(show).post(accept)).route("/invitations/{secret}/join", post(join))
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Account {
    email: String,
    name: String,
    password: String,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    frame: Frame,
    faults: Faults,
    secret: String,
    team: String,
    role: String,
    until: String,
    /// The one address that may accept.
    bound: Option<String>,
    email: String,
    name: String,
    /// Name of the user who has logged in.
    user: Option<String>,
    /// The login that comes back here.
    login: String,
    /// Where another provider's login begins, where there is one.
    provider: Option<String>,
}

/// What a role may do, in words.
fn role(role: Role) -> Key {
    match role {
        Role::Owner => key::invitation::ROLE_OWNER,
        Role::Admin => key::invitation::ROLE_ADMIN,
        Role::Editor => key::invitation::ROLE_EDITOR,
        Role::Viewer => key::invitation::ROLE_VIEWER,
    }
}

impl InvitationPage {
    fn new(app: &App, frame: Frame, secret: &str, offered: Offered, user: Option<String>) -> Self {
        let bound = offered.email.map(Personal::into_string);
        let provider = app.service.settings().oidc.as_ref();
        Self {
            role: frame.t(role(offered.role)),
            until: frame.words.moment(offered.expires_at),
            frame,
            faults: Faults::default(),
            secret: secret.to_owned(),
            team: offered.team_name,
            email: bound.clone().unwrap_or_default(),
            bound,
            name: String::new(),
            user,
            login: format!("/login?next=/invitations/{}", query_value(secret)),
            provider: provider.map(|_| format!("{BEGIN_PATH}?return_path=/&invitation={}", query_value(secret))),
        }
    }
}

/// The user of a session; the one user of this machine has no account that could join another team.
async fn in_session(app: &App, credentials: &Credentials) -> Result<Option<Caller>, Problem> {
    match credentials.caller(&app.service).await {
        Ok(caller) => Ok(Some(caller).filter(|caller| matches!(caller.via, Via::Session(_)))),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The page, with the name of the user who has logged in.
async fn opened(app: &App, look: Look, secret: &str, caller: Option<&Caller>) -> Result<InvitationPage, Problem> {
    let offered = app.service.invitation(secret).await?;
    let user = match caller {
        Some(caller) => app.service.own_user(caller).await?.map(|user| user.name.into_string()),
        None => None,
    };
    Ok(InvitationPage::new(app, Frame::open(look), secret, offered, user))
}

async fn show(
    State(app): State<App>,
    look: Look,
    _visitor: Visitor,
    credentials: Credentials,
    ApiPath(secret): ApiPath<String>,
) -> Result<Response, Problem> {
    let caller = in_session(&app, &credentials).await?;
    page(&opened(&app, look, &secret, caller.as_ref()).await?)
}

async fn accept(
    State(app): State<App>,
    look: Look,
    _visitor: Visitor,
    ApiPath(secret): ApiPath<String>,
    ApiForm(account): ApiForm<Account>,
) -> Result<Response, Problem> {
    let new = NewAccount {
        email: account.email.as_str().into(),
        name: account.name.as_str().into(),
        password: account.password.into(),
    };
    match app.service.accept_invitation(&secret, &new).await {
        Ok(session) => {
            let cookie = app.session_cookie(&session)?;
            Ok(([(SET_COOKIE, cookie)], Redirect::to("/?done=welcome")).into_response())
        }
        Err(error) => {
            let problem = Problem::from(error);
            // Without its link there is nothing to fill in.
            if problem.status().is_server_error() || problem.status() == StatusCode::GONE {
                return Err(problem);
            }
            let mut page = opened(&app, look, &secret, None).await?;
            page.faults = Faults::of(&page.frame.words, &problem, &FIELDS);
            (page.email, page.name) = (account.email, account.name);
            form_again(&page, problem)
        }
    }
}

/// Joins as the user who has logged in, and goes on in that team.
async fn join(
    State(app): State<App>,
    look: Look,
    _visitor: Visitor,
    credentials: Credentials,
    ApiPath(secret): ApiPath<String>,
) -> Result<Response, Problem> {
    let Some(caller) = in_session(&app, &credentials).await? else {
        let login = format!("/login?next=/invitations/{}", query_value(&secret));
        return Ok(Redirect::to(&login).into_response());
    };
    match app.service.join_team(&caller, &secret).await {
        Ok((team, _)) => {
            let session = app.service.switch_team(&caller, team).await?;
            let cookie = app.session_cookie(&session)?;
            Ok(([(SET_COOKIE, cookie)], Redirect::to("/?done=joined")).into_response())
        }
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status() != StatusCode::CONFLICT {
                return Err(problem);
            }
            let mut page = opened(&app, look, &secret, Some(&caller)).await?;
            page.faults = Faults::of(&page.frame.words, &problem, &[]);
            form_again(&page, problem)
        }
    }
}
