//! Clients of the desk: their list, a new one, and one that is renamed, taken out of lists or put back.

use super::fault::Faults;
use super::frame::{Frame, Place, form_again, page};
use super::icon;
use super::visitor::Guest;
use super::words::{Words, key};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::db::Micros;
use dossier::db::rows::Client;
use dossier::service::Action;
use dossier::service::runs::ClientChange;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// The field that may be wrong.
const FIELDS: [&str; 1] = ["name"];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/clients", get(list).post(create))
        .route("/clients/{client}", get(show).post(edit))
        .route("/clients/{client}/archive", post(archive))
        .route("/clients/{client}/restore", post(restore))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

/// A line of the list.
struct Row {
    id: Uuid,
    name: String,
    at: String,
    machine_at: String,
}

#[derive(Template)]
#[template(path = "clients.html")]
struct ClientsPage {
    frame: Frame,
    faults: Faults,
    name: String,
    rows: Vec<Row>,
    may_edit: bool,
}

async fn all(app: &App, guest: &Guest) -> Result<ClientsPage, Problem> {
    let words = &guest.look.words;
    let rows = app.service.clients(&guest.caller, "").await?.into_iter().map(|client| Row {
        id: client.id,
        name: client.name,
        at: words.moment(client.updated_at),
        machine_at: Words::machine_time(client.updated_at),
    });
    Ok(ClientsPage {
        rows: rows.collect(),
        frame: Frame::of(guest, Some(Place::Profiles)),
        faults: Faults::default(),
        name: String::new(),
        may_edit: guest.may(Action::EditClients),
    })
}

async fn list(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    let mut shown = all(&app, &guest).await?;
    shown.frame = shown.frame.done(asked.done.as_deref());
    page(&shown)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    name: String,
    /// When the client was changed last, as the page has seen it.
    seen: Micros,
}

async fn create(State(app): State<App>, guest: Guest, ApiForm(wish): ApiForm<Wish>) -> Result<Response, Problem> {
    let change = ClientChange { name: wish.name.clone(), settings: Value::Object(serde_json::Map::new()) };
    match app.service.create_client(&guest.caller, &change).await {
        Ok(_) => Ok(Redirect::to("/clients?done=client-saved").into_response()),
        Err(error) => {
            let problem = Problem::from(error);
            if !problem.status().is_client_error() {
                return Err(problem);
            }
            let mut again = all(&app, &guest).await?;
            again.faults = Faults::of(&again.frame.words, &problem, &FIELDS);
            again.name = wish.name;
            form_again(&again, problem)
        }
    }
}

#[derive(Template)]
#[template(path = "client.html")]
struct ClientPage {
    frame: Frame,
    faults: Faults,
    id: Uuid,
    /// As it is called.
    title: String,
    /// As the form has it.
    name: String,
    seen: Micros,
    is_archived: bool,
    may_edit: bool,
    /// Open profiles.
    profiles: Vec<(Uuid, String)>,
}

async fn opened(app: &App, guest: &Guest, client: Client) -> Result<ClientPage, Problem> {
    let profiles = app.service.profiles(&guest.caller, "", Some(client.id)).await?;
    Ok(ClientPage {
        frame: Frame::of(guest, Some(Place::Profiles)),
        faults: Faults::default(),
        id: client.id,
        title: client.name.clone(),
        name: client.name,
        seen: client.updated_at,
        is_archived: client.archived_at.is_some(),
        may_edit: guest.may(Action::EditClients),
        profiles: profiles.into_iter().map(|profile| (profile.id, profile.title)).collect(),
    })
}

async fn show(
    State(app): State<App>,
    guest: Guest,
    ApiPath(id): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    let client = app.service.client(&guest.caller, id).await?;
    let mut shown = opened(&app, &guest, client).await?;
    shown.frame = shown.frame.done(asked.done.as_deref());
    page(&shown)
}

async fn edit(
    State(app): State<App>,
    guest: Guest,
    ApiPath(id): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<Wish>,
) -> Result<Response, Problem> {
    let client = app.service.client(&guest.caller, id).await?;
    // Settings of programs stay as they are.
    let settings = serde_json::from_str(&client.settings).unwrap_or_else(|_| Value::Object(serde_json::Map::new()));
    let change = ClientChange { name: wish.name.clone(), settings };
    match app.service.edit_client(&guest.caller, id, wish.seen, &change).await {
        Ok(()) => Ok(Redirect::to(&format!("/clients/{id}?done=client-saved")).into_response()),
        Err(error) => {
            let problem = Problem::from(error);
            if !problem.status().is_client_error() {
                return Err(problem);
            }
            let mut again = opened(&app, &guest, client).await?;
            again.faults = Faults::of(&again.frame.words, &problem, &FIELDS);
            again.name = wish.name;
            form_again(&again, problem)
        }
    }
}

async fn archive(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Redirect, Problem> {
    app.service.archive_client(&guest.caller, id, true).await?;
    Ok(Redirect::to(&format!("/clients/{id}?done=client-saved")))
}

async fn restore(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Redirect, Problem> {
    app.service.archive_client(&guest.caller, id, false).await?;
    Ok(Redirect::to(&format!("/clients/{id}?done=client-saved")))
}
