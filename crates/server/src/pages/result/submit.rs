//! Submissions on the page of a run: begun for a client, sent with consent, moved on until they are closed.

use super::super::visitor::Guest;
use super::super::words::{Key, Words, key};
use super::{Back, again, given};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath};
use crate::problem::Problem;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::db::rows::{Client, Submission, SubmissionState};
use dossier::db::{Micros, Personal};
use dossier::service::ServiceError;
use dossier::service::runs::ClientChange;
use dossier::service::sharing::{ConsentScope, NewConsent, NewSubmission, Recipients, SendOrder};
use dossier::{Class, Pack};
use serde::Deserialize;
use uuid::Uuid;

/// A client to be chosen, as the form sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Begin {
    /// Id of a client, where one of the desk's is chosen.
    pub(super) client: String,
    /// Name of a new one.
    pub(super) client_name: String,
}

/// What was sent, as the form tells it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sending {
    pub(super) recipient: String,
    /// `client` or `full`.
    pub(super) pack: String,
    /// `known`, `agreed`, `interest` or `without`.
    pub(super) consent: String,
    /// How the consent was given, or why without one.
    pub(super) evidence: String,
}

/// Where a submission goes on to, as the form sends it.
#[derive(Deserialize)]
pub(super) struct Move {
    state: String,
}

/// A submission in the list.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) client: String,
    pub(super) badge: &'static str,
    pub(super) state: String,
    pub(super) recipient: Option<String>,
    pub(super) sent_at: Option<String>,
    pub(super) without: Option<String>,
    /// Where it is marked as sent; of a draft.
    pub(super) send: Option<String>,
    /// Whether its form is the one that comes back.
    pub(super) open: bool,
    pub(super) step: String,
    /// What it can become: code and words.
    pub(super) next: Vec<(&'static str, String)>,
}

/// A state in words, with its badge.
pub(super) fn told(state: SubmissionState) -> (&'static str, Key) {
    match state {
        SubmissionState::Draft => ("open", key::result::STATE_DRAFT),
        SubmissionState::Sent => ("part", key::result::STATE_SENT),
        SubmissionState::Interview => ("review", key::result::STATE_INTERVIEW),
        SubmissionState::Placed => ("met", key::result::STATE_PLACED),
        SubmissionState::Rejected => ("not", key::result::STATE_REJECTED),
        SubmissionState::Withdrawn => ("open", key::result::STATE_WITHDRAWN),
    }
}

/// What a page offers next; the use case decides.
fn next(state: SubmissionState) -> &'static [SubmissionState] {
    use SubmissionState::{Draft, Interview, Placed, Rejected, Sent, Withdrawn};
    match state {
        Draft => &[Withdrawn],
        Sent => &[Interview, Placed, Rejected, Withdrawn],
        Interview => &[Placed, Rejected, Withdrawn],
        Placed | Rejected | Withdrawn => &[],
    }
}

/// The submissions of a run. `back` is the one whose form comes back.
pub(super) fn rows(words: &Words, clients: &[Client], all: Vec<Submission>, back: Option<Uuid>) -> Vec<Row> {
    let row = |one: Submission| {
        let (badge, state) = told(one.state);
        let client = clients.iter().find(|client| client.id == one.client);
        let here = one.run.map(|run| format!("/runs/{run}/submissions/{}", one.id)).unwrap_or_default();
        Row {
            id: one.id.to_string(),
            client: client.map_or_else(|| "–".to_owned(), |client| client.name.clone()),
            badge,
            state: words.get(state),
            recipient: one.recipient.map(Personal::into_string),
            sent_at: one.sent_at.map(|at: Micros| words.moment(at)),
            without: one.without_consent.map(Personal::into_string),
            send: (one.state == SubmissionState::Draft).then(|| format!("{here}/send")),
            open: back == Some(one.id),
            step: format!("{here}/state"),
            next: next(one.state).iter().map(|next| (next.code(), words.get(told(*next).1))).collect(),
        }
    };
    all.into_iter().map(row).collect()
}

/// The client of a form: one of the desk's, or a new one by name.
async fn client_of(app: &App, guest: &Guest, wish: &Begin) -> Result<Uuid, Problem> {
    if let Some(name) = given(&wish.client_name) {
        let change = ClientChange { name: name.to_owned(), settings: serde_json::json!({}) };
        return Ok(app.service.create_client(&guest.caller, &change).await?.id);
    }
    let chosen = Uuid::parse_str(wish.client.trim());
    chosen.map_err(|_| Problem::of(Class::Usage, "submission.client").field("/client_name", "submission.client"))
}

async fn begun(app: &App, guest: &Guest, run: Uuid, wish: &Begin) -> Result<(), Problem> {
    let about = app.service.run(&guest.caller, run).await?.run;
    let client = client_of(app, guest, wish).await?;
    let new = NewSubmission { person: about.person, client, profile: about.profile, run: Some(run) };
    app.service.draft_submission(&guest.caller, new).await?;
    Ok(())
}

/// Begins a submission.
pub(super) async fn begin(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<Begin>,
) -> Result<Response, Problem> {
    match begun(&app, &guest, run, &wish).await {
        Ok(()) => Ok(Redirect::to(&format!("/runs/{run}?done=submission-begun")).into_response()),
        Err(problem) => again(&app, &guest, run, Back { form: "begin", begin: wish, ..Back::default() }, problem).await,
    }
}

/// A submission of this run.
async fn of_run(app: &App, guest: &Guest, run: Uuid, id: Uuid) -> Result<Submission, Problem> {
    let found = app.service.submission(&guest.caller, id).await?;
    if found.run == Some(run) { Ok(found) } else { Err(ServiceError::NotFound { what: "submission" }.into()) }
}

async fn sent(app: &App, guest: &Guest, found: &Submission, wish: &Sending) -> Result<(), Problem> {
    let evidence = given(&wish.evidence).map(Personal::from);
    let scope = match wish.consent.as_str() {
        "agreed" => Some(ConsentScope::NamedPack),
        "interest" => Some(ConsentScope::ClientInterest),
        _ => None,
    };
    if let Some(scope) = scope {
        let consent = NewConsent {
            person: found.person,
            scope,
            recipients: Recipients::Clients(vec![found.client]),
            evidence: evidence.clone(),
            given_at: app.service.now(),
            expires_at: None,
        };
        app.service.give_consent(&guest.caller, consent).await?;
    }
    let order = SendOrder {
        submission: found.id,
        revision: None,
        pack: if wish.pack == "full" { Pack::Full } else { Pack::Client },
        recipient: Personal::from(wish.recipient.trim()),
        without_consent: evidence.filter(|_| wish.consent == "without"),
    };
    app.service.send_submission(&guest.caller, order).await?;
    Ok(())
}

/// Marks a submission as sent, and writes down the consent that it goes by.
pub(super) async fn send(
    State(app): State<App>,
    guest: Guest,
    ApiPath((run, id)): ApiPath<(Uuid, Uuid)>,
    ApiForm(wish): ApiForm<Sending>,
) -> Result<Response, Problem> {
    let found = of_run(&app, &guest, run, id).await?;
    match sent(&app, &guest, &found, &wish).await {
        Ok(()) => Ok(Redirect::to(&format!("/runs/{run}?done=submission-sent")).into_response()),
        Err(problem) => {
            let back = Back { form: "send", send: wish, send_at: Some(id), ..Back::default() };
            again(&app, &guest, run, back, problem).await
        }
    }
}

/// Moves a submission on.
pub(super) async fn step(
    State(app): State<App>,
    guest: Guest,
    ApiPath((run, id)): ApiPath<(Uuid, Uuid)>,
    ApiForm(wish): ApiForm<Move>,
) -> Result<Response, Problem> {
    of_run(&app, &guest, run, id).await?;
    let to = SubmissionState::from_code(&wish.state).ok_or_else(|| Problem::of(Class::Usage, "form.invalid"))?;
    app.service.move_submission(&guest.caller, id, to).await?;
    Ok(Redirect::to(&format!("/runs/{run}?done=submission-moved")).into_response())
}
