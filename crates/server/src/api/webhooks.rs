//! Webhooks: addresses of the team's own programs, which are told when a run ends. An address may hold a token, so only its host
//! is shown again.

use super::listing::{PageQuery, page_of};
use super::shape::maybe;
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use dossier::Class;
use dossier::db::Personal;
use dossier::db::rows::WebhookDelivery;
use dossier::service::webhooks::{Trial, WebhookEvent, WebhookSettings, WebhookView};
use dossier::service::{Caller, Office};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks, create_webhook))
        .routes(routes!(get_webhook, edit_webhook, delete_webhook))
        .routes(routes!(rotate_secret))
        .routes(routes!(test_webhook))
        .routes(routes!(list_deliveries))
}

/// What a webhook is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
enum EventWord {
    /// A run's records wait for a person.
    #[serde(rename = "run.review")]
    Review,
    /// A run has a new revision with documents.
    #[serde(rename = "run.finished")]
    Finished,
    /// A run has failed.
    #[serde(rename = "run.failed")]
    Failed,
    /// A person has cancelled a run.
    #[serde(rename = "run.cancelled")]
    Cancelled,
}

impl From<EventWord> for WebhookEvent {
    fn from(word: EventWord) -> Self {
        match word {
            EventWord::Review => Self::RunReview,
            EventWord::Finished => Self::RunFinished,
            EventWord::Failed => Self::RunFailed,
            EventWord::Cancelled => Self::RunCancelled,
        }
    }
}

impl From<WebhookEvent> for EventWord {
    fn from(event: WebhookEvent) -> Self {
        match event {
            WebhookEvent::RunReview => Self::Review,
            WebhookEvent::RunFinished => Self::Finished,
            WebhookEvent::RunFailed => Self::Failed,
            WebhookEvent::RunCancelled => Self::Cancelled,
        }
    }
}

/// A webhook, without its secret.
#[derive(Serialize, ToSchema)]
struct WebhookItem {
    /// Id.
    id: Uuid,
    /// Where to: scheme and host only.
    host: String,
    /// What is told.
    events: Vec<EventWord>,
    /// Whether anything is sent.
    active: bool,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Since when nothing is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    disabled_at: Option<String>,
    /// Since when nothing gets through, though it was tried for days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    failing_since: Option<String>,
}

impl WebhookItem {
    fn of(view: WebhookView) -> Self {
        Self {
            id: view.id,
            host: view.host(),
            events: view.settings.events.into_iter().map(EventWord::from).collect(),
            active: view.settings.active,
            created_by: view.created_by,
            created_at: time(view.created_at),
            disabled_at: maybe(view.disabled_at),
            failing_since: maybe(view.failing_since),
        }
    }
}

/// Webhooks of the team, oldest first.
#[utoipa::path(
    get,
    path = "/webhooks",
    operation_id = "list_webhooks",
    tag = "webhooks",
    params(PageQuery),
    responses((status = 200, description = "A page of webhooks.", body = Page<WebhookItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_webhooks(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<WebhookItem>>, Problem> {
    let all = app.service.webhooks(&caller).await?;
    page_of(all.into_iter().map(WebhookItem::of).collect(), &query, "webhooks", |one: &WebhookItem| one.id).map(Json)
}

/// A webhook to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWebhook {
    /// Where to: an https address.
    #[schema(max_length = 2000)]
    url: String,
    /// What is told.
    #[schema(min_items = 1, max_items = 4)]
    events: Vec<EventWord>,
}

/// A webhook that was just made.
#[derive(Serialize, ToSchema)]
struct MadeWebhook {
    /// The webhook.
    webhook: WebhookItem,
    /// What messages are signed with. Never told again.
    secret: String,
}

/// Makes a webhook. The secret is told here and never again.
#[utoipa::path(
    post,
    path = "/webhooks",
    operation_id = "create_webhook",
    tag = "webhooks",
    request_body = NewWebhook,
    responses((status = 201, description = "It is made.", body = MadeWebhook,
        headers(("Location" = String, description = "The webhook.")))),
    security(("session" = []), ("token" = []))
)]
async fn create_webhook(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(body): ApiJson<NewWebhook>,
) -> Result<Response, Problem> {
    let events = body.events.into_iter().map(WebhookEvent::from).collect();
    let settings = WebhookSettings { url: Personal::new(body.url), events, active: true };
    let (view, secret) = app.service.register_webhook(&caller, settings).await?;
    let headers = [(LOCATION, format!("/api/v1/webhooks/{}", view.id)), (CACHE_CONTROL, "no-store".to_owned())];
    let body = MadeWebhook { webhook: WebhookItem::of(view), secret: secret.into_string() };
    Ok((StatusCode::CREATED, headers, Json(body)).into_response())
}

async fn found(service: &Office, caller: &Caller, webhook: Uuid) -> Result<WebhookView, Problem> {
    let all = service.webhooks(caller).await?;
    all.into_iter().find(|one| one.id == webhook).ok_or_else(|| Problem::of(Class::NotFound, "not_found"))
}

/// A webhook.
#[utoipa::path(
    get,
    path = "/webhooks/{webhook}",
    operation_id = "get_webhook",
    tag = "webhooks",
    params(("webhook" = Uuid, Path, description = "The webhook.")),
    responses((status = 200, description = "The webhook.", body = WebhookItem)),
    security(("session" = []), ("token" = []))
)]
async fn get_webhook(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(webhook): ApiPath<Uuid>,
) -> Result<Json<WebhookItem>, Problem> {
    Ok(Json(WebhookItem::of(found(&app.service, &caller, webhook).await?)))
}

/// What of a webhook is to be changed; absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookEdit {
    /// Where to: an https address.
    #[schema(max_length = 2000)]
    url: Option<String>,
    /// What is told.
    #[schema(min_items = 1, max_items = 4)]
    events: Option<Vec<EventWord>>,
    /// Whether anything is sent. One that is switched on again counts as sound.
    active: Option<bool>,
}

/// Changes address, events and whether anything is sent.
#[utoipa::path(
    patch,
    path = "/webhooks/{webhook}",
    operation_id = "edit_webhook",
    tag = "webhooks",
    params(("webhook" = Uuid, Path, description = "The webhook.")),
    request_body = WebhookEdit,
    responses((status = 200, description = "The webhook as it is now.", body = WebhookItem)),
    security(("session" = []), ("token" = []))
)]
async fn edit_webhook(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(webhook): ApiPath<Uuid>,
    ApiJson(edit): ApiJson<WebhookEdit>,
) -> Result<Json<WebhookItem>, Problem> {
    let old = found(&app.service, &caller, webhook).await?.settings;
    let events = edit.events.map(|events| events.into_iter().map(WebhookEvent::from).collect());
    let settings = WebhookSettings {
        url: edit.url.map_or(old.url, Personal::new),
        events: events.unwrap_or(old.events),
        active: edit.active.unwrap_or(old.active),
    };
    Ok(Json(WebhookItem::of(app.service.change_webhook(&caller, webhook, settings).await?)))
}

/// Deletes a webhook with its deliveries.
#[utoipa::path(
    delete,
    path = "/webhooks/{webhook}",
    operation_id = "delete_webhook",
    tag = "webhooks",
    params(("webhook" = Uuid, Path, description = "The webhook.")),
    responses((status = 204, description = "It is deleted.")),
    security(("session" = []), ("token" = []))
)]
async fn delete_webhook(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(webhook): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.delete_webhook(&caller, webhook).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A fresh secret.
#[derive(Serialize, ToSchema)]
struct WebhookSecret {
    /// What messages are signed with. Never told again.
    secret: String,
}

/// Gives a webhook a new secret. For a day the old one signs beside it.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/rotate",
    operation_id = "rotate_webhook_secret",
    tag = "webhooks",
    params(("webhook" = Uuid, Path, description = "The webhook.")),
    responses((status = 200, description = "The secret.", body = WebhookSecret)),
    security(("session" = []), ("token" = []))
)]
async fn rotate_secret(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(webhook): ApiPath<Uuid>,
) -> Result<Response, Problem> {
    let secret = app.service.rotate_webhook_secret(&caller, webhook).await?.into_string();
    Ok(([(CACHE_CONTROL, "no-store")], Json(WebhookSecret { secret })).into_response())
}

/// What came of one message.
#[derive(Serialize, ToSchema)]
struct WebhookTrial {
    /// Status of the answer, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// Why it counts as not taken; absent where it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// How long it took, in milliseconds.
    took_ms: u64,
}

impl WebhookTrial {
    fn of(trial: Trial) -> Self {
        Self { status: trial.status, code: trial.code, took_ms: trial.took_ms }
    }
}

/// Sends a message of the type `webhook.test` at once and tells how it went.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/test",
    operation_id = "test_webhook",
    tag = "webhooks",
    params(("webhook" = Uuid, Path, description = "The webhook.")),
    responses((status = 200, description = "How it went.", body = WebhookTrial)),
    security(("session" = []), ("token" = []))
)]
async fn test_webhook(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(webhook): ApiPath<Uuid>,
) -> Result<Json<WebhookTrial>, Problem> {
    Ok(Json(WebhookTrial::of(app.service.test_webhook(&caller, webhook).await?)))
}

/// One event for one address.
#[derive(Serialize, ToSchema)]
struct DeliveryItem {
    /// Id; the same for every try, and the message's.
    id: Uuid,
    /// What has happened.
    event: String,
    /// In which run.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Uuid>,
    /// In which revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<Uuid>,
    /// Where it stands: waiting, done or failed.
    state: &'static str,
    /// How often it was tried.
    attempts: i64,
    /// From when on it is to be tried.
    #[schema(format = DateTime)]
    next_at: String,
    /// Status of the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_status: Option<i64>,
    /// Code of the last failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_code: Option<String>,
    /// When it was written.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    finished_at: Option<String>,
}

impl DeliveryItem {
    fn of(row: WebhookDelivery) -> Self {
        Self {
            id: row.id,
            event: row.event,
            run: row.run,
            revision: row.revision,
            state: row.state.code(),
            attempts: row.attempts,
            next_at: time(row.next_at),
            last_status: row.last_status,
            last_code: row.last_code,
            created_at: time(row.created_at),
            finished_at: maybe(row.finished_at),
        }
    }
}

/// Recent deliveries of a webhook, latest first.
#[utoipa::path(
    get,
    path = "/webhooks/{webhook}/deliveries",
    operation_id = "list_deliveries",
    tag = "webhooks",
    params(("webhook" = Uuid, Path, description = "The webhook."), PageQuery),
    responses((status = 200, description = "A page of deliveries.", body = Page<DeliveryItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_deliveries(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(webhook): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<DeliveryItem>>, Problem> {
    let all = app.service.webhook_deliveries(&caller, webhook).await?;
    let all = all.into_iter().map(DeliveryItem::of).collect();
    page_of(all, &query, "deliveries", |one: &DeliveryItem| one.id).map(Json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_those_of_the_use_case() {
        for event in WebhookEvent::ALL {
            let word = EventWord::from(event);
            assert_eq!(serde_json::to_string(&word).ok(), serde_json::to_string(&event).ok());
            assert_eq!(WebhookEvent::from(word), event);
        }
    }
}
