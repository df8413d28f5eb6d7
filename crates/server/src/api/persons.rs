//! Persons: found by what they are known by, shown with everything that refers to them, told everything, merged, erased. What is
//! searched for stands in bodies only, never in an address or a log.

use super::erasures::{ErasureView, ReasonQuery};
use super::runs::FilePart;
use super::shape::bounded;
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::download::Download;
use crate::etag::Tag;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use dossier::Class;
use dossier::db::erasures::Subject;
use dossier::db::{PersonKeyKind, Personal};
use dossier::service::ServiceError;
use dossier::service::privacy::{FoundPerson, PersonHoldings, PersonQuery, Preview};
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find_persons))
        .routes(routes!(get_person, erase_person))
        .routes(routes!(preview_erasure))
        .routes(routes!(export_person))
        .routes(routes!(merge_persons))
}

/// Whom to look for. What is given is looked up each for itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonSearch {
    /// E-mail address.
    #[schema(max_length = 320)]
    email: Option<String>,
    /// Phone number, best with its country.
    #[schema(max_length = 60)]
    phone: Option<String>,
    /// Name; counts together with the date of birth only.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// Date of birth.
    #[schema(format = Date)]
    birth_date: Option<String>,
}

/// Somebody who was found.
#[derive(Serialize, ToSchema)]
struct PersonFound {
    /// Id.
    id: Uuid,
    /// Name for lists; absent until a CV was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// By what: email, phone, name-birth.
    by: Vec<&'static str>,
    /// When the person was first met.
    #[schema(format = DateTime)]
    created_at: String,
}

impl PersonFound {
    fn of(found: FoundPerson) -> Self {
        Self {
            id: found.person.id,
            name: found.person.name.map(Personal::into_string),
            by: found.by.into_iter().map(PersonKeyKind::code).collect(),
            created_at: time(found.person.created_at),
        }
    }
}

/// Persons who were found.
#[derive(Serialize, ToSchema)]
struct PersonsFound {
    /// Those who are found by more come first.
    items: Vec<PersonFound>,
}

/// Finds persons by address, phone, or name with date of birth. What is asked for is hashed at once and stands nowhere.
#[utoipa::path(
    post,
    path = "/persons/find",
    operation_id = "find_persons",
    tag = "persons",
    request_body = PersonSearch,
    responses((status = 200, description = "Who was found.", body = PersonsFound)),
    security(("session" = []), ("token" = []))
)]
async fn find_persons(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiJson(body): ApiJson<PersonSearch>,
) -> Result<Json<PersonsFound>, Problem> {
    for (pointer, text, chars_max) in
        [("/email", &body.email, 320), ("/phone", &body.phone, 60), ("/name", &body.name, 200)]
    {
        bounded(pointer, text.as_deref(), chars_max)?;
    }
    let query = PersonQuery {
        email: body.email.map(Personal::new),
        phone: body.phone.map(Personal::new),
        name: body.name.map(Personal::new),
        birth_date: body.birth_date.map(Personal::new),
    };
    let found = app.service.find_persons(&caller, &query).await?;
    Ok(Json(PersonsFound { items: found.into_iter().map(PersonFound::of).collect() }))
}

/// Numbers of rows by the name of their table.
fn named(rows: Vec<(&'static str, i64)>) -> BTreeMap<String, i64> {
    rows.into_iter().map(|(name, number)| (name.to_owned(), number)).collect()
}

/// A person with what refers to them.
#[derive(Serialize, ToSchema)]
struct PersonDetail {
    /// Id.
    id: Uuid,
    /// Name for lists; absent until a CV was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// When the person was first met.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last change.
    #[schema(format = DateTime)]
    updated_at: String,
    /// Runs, shortlists included, oldest first.
    runs: Vec<Uuid>,
    /// Those of them that are about others, too.
    shared_runs: Vec<Uuid>,
    /// Numbers of further rows by kind.
    rows: BTreeMap<String, i64>,
    /// Whether a hold keeps the person.
    is_held: bool,
}

impl PersonDetail {
    fn of(held: PersonHoldings) -> Self {
        Self {
            id: held.person.id,
            name: held.person.name.map(Personal::into_string),
            created_at: time(held.person.created_at),
            updated_at: time(held.person.updated_at),
            runs: held.holdings.runs,
            shared_runs: held.shared_runs,
            rows: named(held.holdings.rows),
            is_held: held.is_held,
        }
    }
}

/// A person with everything that refers to them.
#[utoipa::path(
    get,
    path = "/persons/{person}",
    operation_id = "get_person",
    tag = "persons",
    params(("person" = Uuid, Path, description = "The person.")),
    responses((status = 200, description = "The person.", body = PersonDetail)),
    security(("session" = []), ("token" = []))
)]
async fn get_person(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
) -> Result<Json<PersonDetail>, Problem> {
    Ok(Json(PersonDetail::of(app.service.person_holdings(&caller, person).await?)))
}

/// Erases a person with everything. Nobody sees the runs any more when this answers; a worker does the rest.
#[utoipa::path(
    delete,
    path = "/persons/{person}",
    operation_id = "erase_person",
    tag = "persons",
    params(("person" = Uuid, Path, description = "The person."), ReasonQuery),
    responses((status = 202, description = "The person is being erased.", body = ErasureView,
        headers(("Location" = String, description = "The erasure, with its receipt at the end.")))),
    security(("session" = []), ("token" = []))
)]
async fn erase_person(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<ReasonQuery>,
) -> Result<Response, Problem> {
    let erasure = app.service.erase_later(&caller, Subject::Person(person), query.reason()).await?;
    Ok(ErasureView::accepted(erasure))
}

/// What an erasure would take along.
#[derive(Serialize, ToSchema)]
struct ErasurePreview {
    /// Runs with all their documents.
    runs: Vec<Uuid>,
    /// Those of them that are about others, too.
    shared_runs: Vec<Uuid>,
    /// Numbers of further rows by kind.
    rows: BTreeMap<String, i64>,
    /// Whether a hold forbids it.
    is_held: bool,
}

impl ErasurePreview {
    fn of(preview: Preview) -> Self {
        let rows = named(preview.rows);
        Self { runs: preview.runs, shared_runs: preview.shared_runs, rows, is_held: preview.is_held }
    }
}

/// What the erasure of a person would take along.
#[utoipa::path(
    get,
    path = "/persons/{person}/erasure",
    operation_id = "preview_person_erasure",
    tag = "persons",
    params(("person" = Uuid, Path, description = "The person.")),
    responses((status = 200, description = "What would go.", body = ErasurePreview)),
    security(("session" = []), ("token" = []))
)]
async fn preview_erasure(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
) -> Result<Json<ErasurePreview>, Problem> {
    Ok(Json(ErasurePreview::of(app.service.preview_erasure(&caller, Subject::Person(person)).await?)))
}

/// Everything about a person as a ZIP: all rows as JSON, and the files of the person's runs. That it was exported stands in the log.
#[utoipa::path(
    get,
    path = "/persons/{person}/export",
    operation_id = "export_person",
    tag = "persons",
    params(("person" = Uuid, Path, description = "The person.")),
    responses((status = 200, description = "The ZIP.", body = FilePart, content_type = "application/zip")),
    security(("session" = []), ("token" = []))
)]
async fn export_person(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    method: Method,
) -> Result<Response, Problem> {
    let exported = app.service.export_person(&caller, person).await?;
    let offered = Download {
        name: format!("person-{person}.zip"),
        media_type: "application/zip".to_owned(),
        bytes: exported.bundle.bytes(),
        tag: Tag::strong(exported.bundle.etag()),
        inline: false,
        noindex: true,
    };
    let open = |range: Range<u64>| async move {
        let stream = exported.bundle.stream(range).map_err(|error| Problem::from(ServiceError::from(error)))?;
        Ok::<_, Problem>(stream.map_err(io::Error::other))
    };
    // Each export is another one, because it tells when it was made: there is nothing to go on with.
    offered.answer(&method, &HeaderMap::new(), open).await
}

/// Who becomes part of the person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonMerge {
    /// The other person, who is gone afterwards.
    from: Uuid,
}

/// Makes one person of two: everything of the other one becomes that of this one.
#[utoipa::path(
    post,
    path = "/persons/{person}/merge",
    operation_id = "merge_persons",
    tag = "persons",
    params(("person" = Uuid, Path, description = "The person who stays.")),
    request_body = PersonMerge,
    responses((status = 204, description = "They are one.")),
    security(("session" = []), ("token" = []))
)]
async fn merge_persons(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    ApiJson(body): ApiJson<PersonMerge>,
) -> Result<StatusCode, Problem> {
    if body.from == person {
        return Err(Problem::of(Class::Usage, "persons.same").field("/from", "persons.same"));
    }
    app.service.merge_persons(&caller, body.from, person).await?;
    Ok(StatusCode::NO_CONTENT)
}
