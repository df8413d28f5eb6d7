//! The team at a glance: name, state of the storage, further teams, and its end.

use super::super::fault::Faults;
use super::super::frame::{Frame, form_again, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::key;
use super::{Asked, Tab, head};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::service::Action;
use dossier::service::accounts::{OwnTeam, TeamChanges};
use serde::Deserialize;
use uuid::Uuid;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/team", get(show))
        .route("/team/name", post(rename))
        .route("/team/new", post(create))
        .route("/team/archive", post(archive))
        .route("/team/{id}/unarchive", post(unarchive))
}

#[derive(Template)]
#[template(path = "team/overview.html")]
struct OverviewPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    name: String,
    new: String,
    since: String,
    members: String,
    retention: String,
    /// Code of what is wrong with the storage.
    storage: Option<&'static str>,
    archived: Vec<OwnTeam>,
    may_edit: bool,
    may_create: bool,
    may_archive: bool,
    is_operator: bool,
}

async fn filled(app: &App, guest: &Guest, done: Option<&str>) -> Result<OverviewPage, Problem> {
    let (frame, tabs) = head(guest, "/team", done);
    let team = app.service.team(&guest.caller).await?;
    let members = app.service.members(&guest.caller).await?.len();
    Ok(OverviewPage {
        since: frame.words.day(team.created_at),
        tabs,
        faults: Faults::default(),
        name: team.name,
        new: String::new(),
        members: frame.count(key::team::MEMBERS_COUNT, i64::try_from(members).unwrap_or(i64::MAX)),
        retention: frame.count(key::team::MONTHS_COUNT, team.retention_months),
        storage: app.service.storage_state(&guest.caller).await?,
        archived: app.service.archived_teams(&guest.caller).await?,
        may_edit: guest.may(Action::EditSettings),
        may_create: guest.has_session() && guest.may(Action::ManageMembers),
        // Whoever archives the only team would stand before a closed door.
        may_archive: guest.has_session() && guest.may(Action::ManageTeam) && guest.teams.len() > 1,
        is_operator: app.service.is_operator(&guest.caller).await?,
        frame,
    })
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    page(&filled(&app, &guest, asked.done.as_deref()).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    name: String,
}

async fn rename(State(app): State<App>, guest: Guest, ApiForm(form): ApiForm<Named>) -> Result<Response, Problem> {
    let changes = TeamChanges { name: Some(form.name.clone()), ..TeamChanges::default() };
    let Err(error) = app.service.change_team(&guest.caller, &changes).await else {
        return Ok(Redirect::to("/team?done=team-saved").into_response());
    };
    let problem = Problem::from(error);
    if problem.errors().is_empty() {
        return Err(problem);
    }
    let mut page = filled(&app, &guest, None).await?;
    page.faults = Faults::of(&page.frame.words, &problem, &["name"]);
    page.name = form.name;
    form_again(&page, problem)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NewTeam {
    new: String,
}

/// Makes another team and goes on in it.
async fn create(State(app): State<App>, guest: Guest, ApiForm(form): ApiForm<NewTeam>) -> Result<Response, Problem> {
    match app.service.create_team(&guest.caller, &form.new).await {
        Ok(team) => {
            let session = app.service.switch_team(&guest.caller, team).await?;
            let cookie = app.session_cookie(&session)?;
            Ok(([(SET_COOKIE, cookie)], Redirect::to("/team?done=team-saved")).into_response())
        }
        Err(error) => {
            let problem = Problem::from(error);
            if problem.errors().is_empty() {
                return Err(problem);
            }
            // The use case calls it by the name of its own field.
            let problem = problem.field("/new", "account.name");
            let mut page = filled(&app, &guest, None).await?;
            page.faults = Faults::of(&page.frame.words, &problem, &["new"]);
            page.new = form.new;
            form_again(&page, problem)
        }
    }
}

/// Archives the team and goes on in another one of the user, which is asked for first: this one lets nobody in afterwards.
async fn archive(State(app): State<App>, guest: Guest) -> Result<Response, Problem> {
    let other = guest.teams.iter().find(|team| team.id != guest.caller.team).map(|team| team.id);
    let Some(other) = other else {
        app.service.archive_team(&guest.caller).await?;
        return Ok(Redirect::to("/login").into_response());
    };
    // First, because sessions of an archived team lead nowhere.
    let session = app.service.switch_team(&guest.caller, other).await?;
    app.service.archive_team(&guest.caller).await?;
    let cookie = app.session_cookie(&session)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/team?done=team-archived")).into_response())
}

async fn unarchive(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.unarchive_team(&guest.caller, id).await?;
    Ok(Redirect::to("/team?done=team-restored").into_response())
}
