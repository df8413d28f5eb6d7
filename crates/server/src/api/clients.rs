//! Clients of the desk: made, changed as they were seen, taken out of lists.

use super::listing::{PageQuery, page_of};
use super::shape::{Made, made, maybe, search, stored};
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::keys::{Asked, once_for};
use crate::precondition::{Wanted, in_version};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use dossier::db::rows::Client;
use dossier::service::runs::ClientChange;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_clients, create_client)).routes(routes!(get_client, edit_client))
}

/// A client.
#[derive(Serialize, ToSchema)]
struct ClientItem {
    /// Id.
    id: Uuid,
    /// Name.
    name: String,
    /// Settings of pages and programs.
    #[schema(value_type = Object)]
    settings: Value,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last change.
    #[schema(format = DateTime)]
    updated_at: String,
    /// Since when it is not offered in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    archived_at: Option<String>,
}

impl ClientItem {
    fn of(row: Client) -> Self {
        Self {
            id: row.id,
            name: row.name,
            settings: stored(&row.settings),
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
            archived_at: maybe(row.archived_at),
        }
    }
}

fn told(row: Client) -> Response {
    in_version(row.updated_at, ClientItem::of(row))
}

/// Which clients.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ClientsQuery {
    /// A text that the name holds.
    #[param(max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// `next` of the page before.
    #[param(max_length = 256)]
    cursor: Option<String>,
    /// Most rows; 50 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// Clients whose name holds a text, by name.
#[utoipa::path(
    get,
    path = "/clients",
    operation_id = "list_clients",
    tag = "clients",
    params(ClientsQuery),
    responses((status = 200, description = "A page of clients.", body = Page<ClientItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_clients(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<ClientsQuery>,
) -> Result<Json<Page<ClientItem>>, Problem> {
    let text = search(query.q.as_deref())?;
    let all = app.service.clients(&caller, text).await?;
    let page = PageQuery::new(query.cursor.clone(), query.limit);
    let rows = all.into_iter().map(ClientItem::of).collect();
    page_of(rows, &page, &("clients", text), |row: &ClientItem| row.id).map(Json)
}

/// A client to be made.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewClient {
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Settings of pages and programs.
    #[serde(default)]
    #[schema(value_type = Object)]
    settings: Map<String, Value>,
}

/// Makes a client.
#[utoipa::path(
    post,
    path = "/clients",
    operation_id = "create_client",
    tag = "clients",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")),
    request_body = NewClient,
    responses((status = 201, description = "It is made.", body = Made,
        headers(("Location" = String, description = "The client.")))),
    security(("session" = []), ("token" = []))
)]
async fn create_client(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    headers: HeaderMap,
    ApiJson(body): ApiJson<NewClient>,
) -> Result<Response, Problem> {
    let asked = Asked::post("/api/v1/clients", &body)?;
    let work = async {
        let change = ClientChange { name: body.name, settings: Value::Object(body.settings) };
        let id = app.service.create_client(&caller, &change).await?.id;
        Ok::<_, Problem>(made("/api/v1/clients", id))
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// A client.
#[utoipa::path(
    get,
    path = "/clients/{client}",
    operation_id = "get_client",
    tag = "clients",
    params(("client" = Uuid, Path, description = "The client.")),
    responses((status = 200, description = "The client.", body = ClientItem,
        headers(("ETag" = String, description = "Its version, for edits.")))),
    security(("session" = []), ("token" = []))
)]
async fn get_client(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(client): ApiPath<Uuid>,
) -> Result<Response, Problem> {
    Ok(told(app.service.client(&caller, client).await?))
}

/// What of a client is to be changed; absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClientEdit {
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// Settings of pages and programs, as a whole.
    #[schema(value_type = Option<Object>)]
    settings: Option<Map<String, Value>>,
    /// Whether it is taken out of lists, or put back.
    archived: Option<bool>,
}

/// Changes a client, takes it out of lists or puts it back.
#[utoipa::path(
    patch,
    path = "/clients/{client}",
    operation_id = "edit_client",
    tag = "clients",
    params(
        ("client" = Uuid, Path, description = "The client."),
        ("If-Match" = Option<String>, Header, description = "ETag of the client that is edited; `*` for any.")
    ),
    request_body = ClientEdit,
    responses((status = 200, description = "The client as it is now.", body = ClientItem,
        headers(("ETag" = String, description = "Its version, for edits.")))),
    security(("session" = []), ("token" = []))
)]
async fn edit_client(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(client): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(edit): ApiJson<ClientEdit>,
) -> Result<Response, Problem> {
    let service = &app.service;
    let row = service.client(&caller, client).await?;
    let seen = Wanted::read(&headers)?.against(row.updated_at)?;
    if edit.name.is_some() || edit.settings.is_some() {
        let settings = edit.settings.map_or_else(|| stored(&row.settings), Value::Object);
        let change = ClientChange { name: edit.name.unwrap_or(row.name), settings };
        service.edit_client(&caller, client, seen, &change).await?;
    }
    if let Some(archived) = edit.archived {
        service.archive_client(&caller, client, archived).await?;
    }
    Ok(told(service.client(&caller, client).await?))
}
