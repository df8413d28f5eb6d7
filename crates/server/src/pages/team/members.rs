//! Members with their roles, and invitations as links to copy. The secret of a link is told once, in the answer to the form
//! that has made it: an address that carried it would stay in histories.

use super::super::fault::Faults;
use super::super::frame::{Choice, Frame, form_again, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Key, key};
use super::{Asked, Tab, head, origin};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::Class;
use dossier::db::Personal;
use dossier::db::rows::Role;
use dossier::service::Action;
use dossier::service::accounts::NewInvitation;
use serde::Deserialize;
use uuid::Uuid;

/// The roles, from most to least.
static ROLES: [(Role, Key); 4] = [
    (Role::Owner, key::team::ROLE_OWNER),
    (Role::Admin, key::team::ROLE_ADMIN),
    (Role::Editor, key::team::ROLE_EDITOR),
    (Role::Viewer, key::team::ROLE_VIEWER),
];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/team/members", get(show))
        .route("/team/members/{user}/role", post(set_role))
        .route("/team/members/{user}/remove", post(remove))
        .route("/team/members/{user}/delete", post(delete))
        .route("/team/members/{user}/reset", post(reset))
        .route("/team/invitations", post(invite))
        .route("/team/invitations/{id}/revoke", post(revoke))
}

/// A member as the page shows it.
struct Shown {
    user: Uuid,
    name: String,
    email: String,
    role: String,
    since: String,
    disabled: bool,
    own: bool,
    /// Whether the caller may change this one.
    open: bool,
    roles: Vec<Choice>,
}

/// An invitation as the page shows it.
struct Invited {
    id: Uuid,
    email: Option<String>,
    role: String,
    until: String,
}

#[derive(Template)]
#[template(path = "team/members.html")]
struct MembersPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    members: Vec<Shown>,
    invitations: Vec<Invited>,
    roles: Vec<Choice>,
    email: String,
    /// A link that was just made, with what it is.
    made: Option<(String, String)>,
    may_manage: bool,
    may_own: bool,
    may_leave: bool,
}

fn role_name(frame: &Frame, role: Role) -> String {
    ROLES.iter().find(|(known, _)| *known == role).map(|(_, key)| frame.t(*key)).unwrap_or_default()
}

/// Roles to choose from: only owners give ownership.
fn choices(frame: &Frame, current: Role, may_own: bool) -> Vec<Choice> {
    let offered = ROLES.iter().filter(|(role, _)| may_own || *role != Role::Owner);
    let choice = |(role, key): &(Role, Key)| Choice {
        code: role.code().to_owned(),
        label: frame.t(*key),
        current: *role == current,
    };
    offered.map(choice).collect()
}

async fn filled(app: &App, guest: &Guest, done: Option<&str>) -> Result<MembersPage, Problem> {
    let (frame, tabs) = head(guest, "/team/members", done);
    let (may_manage, may_own) = (guest.may(Action::ManageMembers), guest.may(Action::ManageTeam));
    let found = app.service.members(&guest.caller).await?;
    let open = if may_manage { app.service.invitations(&guest.caller).await? } else { Vec::new() };
    let members = found.into_iter().map(|member| Shown {
        user: member.user,
        name: member.name.into_string(),
        email: member.email.into_string(),
        role: role_name(&frame, member.role),
        since: frame.words.day(member.since),
        disabled: member.disabled,
        own: guest.caller.user == Some(member.user),
        open: may_manage && (may_own || member.role != Role::Owner),
        roles: choices(&frame, member.role, may_own),
    });
    let members = members.collect();
    let invitations = open.into_iter().map(|one| Invited {
        id: one.id,
        email: one.email.map(Personal::into_string),
        role: role_name(&frame, one.role),
        until: frame.words.moment(one.expires_at),
    });
    let invitations = invitations.collect();
    Ok(MembersPage {
        roles: choices(&frame, Role::Editor, may_own),
        tabs,
        faults: Faults::default(),
        members,
        invitations,
        email: String::new(),
        made: None,
        may_manage,
        may_own,
        may_leave: guest.has_session(),
        frame,
    })
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    page(&filled(&app, &guest, asked.done.as_deref()).await?)
}

/// The page once more, with what did not work.
async fn again(app: &App, guest: &Guest, problem: Problem, email: String) -> Result<Response, Problem> {
    if problem.status().is_server_error() {
        return Err(problem);
    }
    let mut page = filled(app, guest, None).await?;
    page.faults = Faults::of(&page.frame.words, &problem, &["email"]);
    page.email = email;
    form_again(&page, problem)
}

fn saved(done: &str) -> Response {
    Redirect::to(&format!("/team/members?done={done}")).into_response()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RoleWish {
    role: String,
}

fn role_of(code: &str) -> Result<Role, Problem> {
    Role::from_code(code).ok_or_else(|| Problem::of(Class::Usage, "form.invalid"))
}

async fn set_role(
    State(app): State<App>,
    guest: Guest,
    ApiPath(user): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<RoleWish>,
) -> Result<Response, Problem> {
    match app.service.set_role(&guest.caller, user, role_of(&wish.role)?).await {
        Ok(()) => Ok(saved("team-saved")),
        Err(error) => again(&app, &guest, error.into(), String::new()).await,
    }
}

/// Takes a member out, or leaves where it is oneself.
async fn remove(State(app): State<App>, guest: Guest, ApiPath(user): ApiPath<Uuid>) -> Result<Response, Problem> {
    let own = guest.caller.user == Some(user);
    let gone =
        if own { app.service.leave(&guest.caller).await } else { app.service.remove_member(&guest.caller, user).await };
    match gone {
        Ok(()) if own => Ok(Redirect::to("/login").into_response()),
        Ok(()) => Ok(saved("team-removed")),
        Err(error) => again(&app, &guest, error.into(), String::new()).await,
    }
}

async fn delete(State(app): State<App>, guest: Guest, ApiPath(user): ApiPath<Uuid>) -> Result<Response, Problem> {
    match app.service.delete_member(&guest.caller, user).await {
        Ok(_) => Ok(saved("team-removed")),
        Err(error) => again(&app, &guest, error.into(), String::new()).await,
    }
}

/// Makes a link for a new password and shows it, once.
async fn reset(
    State(app): State<App>,
    guest: Guest,
    headers: HeaderMap,
    ApiPath(user): ApiPath<Uuid>,
) -> Result<Response, Problem> {
    match app.service.offer_reset(&guest.caller, user).await {
        Ok(made) => {
            let mut shown = filled(&app, &guest, None).await?;
            let link = format!("{}/reset#{}", origin(&app, &headers), made.secret.as_str());
            shown.made = Some((shown.frame.t(key::team::RESET_MADE), link));
            page(&shown)
        }
        Err(error) => again(&app, &guest, error.into(), String::new()).await,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Invite {
    email: String,
    role: String,
}

/// Makes an invitation and shows its link, once.
async fn invite(
    State(app): State<App>,
    guest: Guest,
    headers: HeaderMap,
    ApiForm(form): ApiForm<Invite>,
) -> Result<Response, Problem> {
    let email = Some(form.email.trim()).filter(|email| !email.is_empty()).map(Personal::new);
    let new = NewInvitation { email, role: role_of(&form.role)? };
    match app.service.invite(&guest.caller, &new).await {
        Ok((_, secret)) => {
            let mut shown = filled(&app, &guest, None).await?;
            let link = format!("{}/invitations/{}", origin(&app, &headers), secret.as_str());
            shown.made = Some((shown.frame.t(key::team::INVITATION_MADE), link));
            page(&shown)
        }
        Err(error) => again(&app, &guest, error.into(), form.email).await,
    }
}

async fn revoke(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.revoke_invitation(&guest.caller, id).await?;
    Ok(saved("team-removed"))
}
