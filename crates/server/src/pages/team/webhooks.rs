//! Webhooks: made, tried, looked at, switched off and deleted. The secret is told once; of the address only the host is shown.

use super::super::fault::Faults;
use super::super::frame::{Frame, form_again, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Key, key};
use super::{Asked, Tab, head};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::db::Personal;
use dossier::db::rows::DeliveryState;
use dossier::service::ServiceError;
use dossier::service::webhooks::{Trial, WebhookEvent, WebhookSettings};
use uuid::Uuid;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/team/webhooks", get(show).post(make))
        .route("/team/webhooks/{id}", get(one))
        .route("/team/webhooks/{id}/test", post(test))
        .route("/team/webhooks/{id}/rotate", post(rotate))
        .route("/team/webhooks/{id}/switch", post(switch))
        .route("/team/webhooks/{id}/delete", post(delete))
}

/// A webhook as the page shows it.
struct Shown {
    id: Uuid,
    host: String,
    events: String,
    active: bool,
    failing: bool,
}

/// An event to be ticked.
struct Event {
    code: &'static str,
    label: String,
    ticked: bool,
}

/// A delivery as the page shows it.
struct Sent {
    event: String,
    at: String,
    badge: &'static str,
    state: String,
    tries: i64,
    last: String,
}

#[derive(Template)]
#[template(path = "team/webhooks.html")]
struct WebhooksPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    webhooks: Vec<Shown>,
    events: Vec<Event>,
    url: String,
}

#[derive(Template)]
#[template(path = "team/webhook.html")]
struct WebhookPage {
    frame: Frame,
    tabs: Vec<Tab>,
    webhook: Shown,
    deliveries: Vec<Sent>,
    /// A secret that was just made.
    made: Option<String>,
    /// What came of a try: whether it was taken, and in words.
    trial: Option<(bool, String)>,
}

fn event_name(event: WebhookEvent) -> Key {
    match event {
        WebhookEvent::RunReview => key::team::EVENT_REVIEW,
        WebhookEvent::RunFinished => key::team::EVENT_FINISHED,
        WebhookEvent::RunFailed => key::team::EVENT_FAILED,
        WebhookEvent::RunCancelled => key::team::EVENT_CANCELLED,
    }
}

async fn listed(app: &App, guest: &Guest, frame: &Frame) -> Result<Vec<Shown>, Problem> {
    let found = app.service.webhooks(&guest.caller).await?;
    let shown = found.into_iter().map(|view| {
        let events: Vec<String> = view.settings.events.iter().map(|event| frame.t(event_name(*event))).collect();
        Shown {
            id: view.id,
            host: view.host(),
            events: events.join(", "),
            active: view.settings.active,
            failing: view.failing_since.is_some(),
        }
    });
    Ok(shown.collect())
}

async fn filled(
    app: &App,
    guest: &Guest,
    ticked: &[WebhookEvent],
    done: Option<&str>,
) -> Result<WebhooksPage, Problem> {
    let (frame, tabs) = head(guest, "/team/webhooks", done);
    let webhooks = listed(app, guest, &frame).await?;
    let events = WebhookEvent::ALL.map(|event| Event {
        code: event.code(),
        label: frame.t(event_name(event)),
        ticked: ticked.contains(&event),
    });
    let events = events.into_iter().collect();
    Ok(WebhooksPage { tabs, faults: Faults::default(), webhooks, events, url: String::new(), frame })
}

/// The page of one webhook.
async fn about(app: &App, guest: &Guest, id: Uuid, done: Option<&str>) -> Result<WebhookPage, Problem> {
    let (frame, tabs) = head(guest, "/team/webhooks", done);
    let found = listed(app, guest, &frame).await?.into_iter().find(|one| one.id == id);
    let webhook = found.ok_or(ServiceError::NotFound { what: "webhook" })?;
    let rows = app.service.webhook_deliveries(&guest.caller, id).await?;
    let sent = rows.into_iter().map(|row| {
        let (badge, state) = match row.state {
            DeliveryState::Waiting => ("open", key::team::DELIVERY_WAITING),
            DeliveryState::Done => ("met", key::team::DELIVERY_DONE),
            DeliveryState::Failed => ("not", key::team::DELIVERY_FAILED),
        };
        let event = WebhookEvent::from_code(&row.event).map(|event| frame.t(event_name(event)));
        let status = row.last_status.map(|status| status.to_string());
        Sent {
            event: event.unwrap_or(row.event),
            at: frame.words.moment(row.created_at),
            badge,
            state: frame.t(state),
            tries: row.attempts,
            last: row.last_code.or(status).unwrap_or_default(),
        }
    });
    let deliveries = sent.collect();
    Ok(WebhookPage { tabs, webhook, deliveries, made: None, trial: None, frame })
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    page(&filled(&app, &guest, &[WebhookEvent::RunFinished], asked.done.as_deref()).await?)
}

async fn one(
    State(app): State<App>,
    guest: Guest,
    ApiPath(id): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    page(&about(&app, &guest, id, asked.done.as_deref()).await?)
}

/// Makes a webhook and shows its secret, once.
async fn make(
    State(app): State<App>,
    guest: Guest,
    ApiForm(pairs): ApiForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let url =
        pairs.iter().find(|(name, _)| name == "url").map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    let ticks = pairs.iter().filter(|(name, _)| name == "event");
    let events: Vec<WebhookEvent> = ticks.filter_map(|(_, code)| WebhookEvent::from_code(code)).collect();
    let settings = WebhookSettings { url: Personal::new(url.as_str()), events: events.clone(), active: true };
    match app.service.register_webhook(&guest.caller, settings).await {
        Ok((view, secret)) => {
            let mut shown = about(&app, &guest, view.id, None).await?;
            shown.made = Some(secret.into_string());
            page(&shown)
        }
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status().is_server_error() {
                return Err(problem);
            }
            let mut page = filled(&app, &guest, &events, None).await?;
            page.faults = Faults::of(&page.frame.words, &problem, &["url"]);
            page.url = url;
            form_again(&page, problem)
        }
    }
}

async fn test(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    let Trial { status, code, took_ms } = app.service.test_webhook(&guest.caller, id).await?;
    let mut shown = about(&app, &guest, id, None).await?;
    let told = code.map(str::to_owned).or(status.map(|status| status.to_string())).unwrap_or_default();
    let took = took_ms.to_string();
    let words = if code.is_none() { key::team::TRIAL_TAKEN } else { key::team::TRIAL_REFUSED };
    let words = shown.frame.words.with(words, &[("code", told.as_str()), ("ms", took.as_str())]);
    shown.trial = Some((code.is_none(), words));
    page(&shown)
}

async fn rotate(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    let secret = app.service.rotate_webhook_secret(&guest.caller, id).await?;
    let mut shown = about(&app, &guest, id, None).await?;
    shown.made = Some(secret.into_string());
    page(&shown)
}

/// Switches it off, or on again.
async fn switch(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    let found = app.service.webhooks(&guest.caller).await?.into_iter().find(|one| one.id == id);
    let mut settings = found.ok_or(ServiceError::NotFound { what: "webhook" })?.settings;
    settings.active = !settings.active;
    app.service.change_webhook(&guest.caller, id, settings).await?;
    Ok(Redirect::to(&format!("/team/webhooks/{id}?done=team-saved")).into_response())
}

async fn delete(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.delete_webhook(&guest.caller, id).await?;
    Ok(Redirect::to("/team/webhooks?done=team-removed").into_response())
}
