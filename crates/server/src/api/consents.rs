//! What candidates have agreed to, and legal holds: both keep a person's data, and both end.

use super::listing::{PageQuery, page_of};
use super::shape::{maybe, moment};
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::keys::{Asked, once_for};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::db::Personal;
use dossier::db::rows::{Consent, Hold};
use dossier::service::privacy::NewHold;
use dossier::service::sharing::{ConsentScope, NewConsent, Recipients};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_consents, give_consent))
        .routes(routes!(withdraw_consent))
        .routes(routes!(list_holds, place_hold))
        .routes(routes!(release_hold))
}

/// For whom a consent counts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Recipients)]
enum RecipientsView {
    /// Every client of the desk.
    All,
    /// These clients.
    Clients(Vec<Uuid>),
}

impl From<Recipients> for RecipientsView {
    fn from(recipients: Recipients) -> Self {
        match recipients {
            Recipients::All => Self::All,
            Recipients::Clients(ids) => Self::Clients(ids),
        }
    }
}

/// A consent.
#[derive(Serialize, ToSchema)]
struct ConsentItem {
    /// Id.
    id: Uuid,
    /// To what: named-pack, client-interest or keep-for-later.
    scope: String,
    /// For whom; absent where a newer version of the program has written it down.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipients: Option<RecipientsView>,
    /// How it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// When it was given.
    #[schema(format = DateTime)]
    given_at: String,
    /// Until when it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    expires_at: Option<String>,
    /// When it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    withdrawn_at: Option<String>,
    /// Who wrote it down.
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
}

impl ConsentItem {
    fn of(row: Consent) -> Self {
        Self {
            id: row.id,
            scope: row.scope,
            recipients: serde_json::from_str::<Recipients>(&row.recipients).ok().map(RecipientsView::from),
            evidence: row.evidence.map(Personal::into_string),
            given_at: time(row.given_at),
            expires_at: maybe(row.expires_at),
            withdrawn_at: maybe(row.withdrawn_at),
            recorded_by: row.recorded_by,
            created_at: time(row.created_at),
        }
    }
}

/// Consents of a person, newest first, withdrawn ones included.
#[utoipa::path(
    get,
    path = "/persons/{person}/consents",
    operation_id = "list_consents",
    tag = "consents",
    params(("person" = Uuid, Path, description = "The person."), PageQuery),
    responses((status = 200, description = "A page of consents.", body = Page<ConsentItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_consents(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<ConsentItem>>, Problem> {
    let all = app.service.consents_of(&caller, person).await?;
    page_of(all.into_iter().map(ConsentItem::of).collect(), &query, "consents", |row: &ConsentItem| row.id).map(Json)
}

/// To what somebody has agreed.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum ConsentWord {
    /// Papers with the name may go to the recipients.
    NamedPack,
    /// The clients named as recipients are interested in this candidate by name.
    ClientInterest,
    /// The desk may keep the papers for later openings.
    KeepForLater,
}

impl From<ConsentWord> for ConsentScope {
    fn from(word: ConsentWord) -> Self {
        match word {
            ConsentWord::NamedPack => Self::NamedPack,
            ConsentWord::ClientInterest => Self::ClientInterest,
            ConsentWord::KeepForLater => Self::KeepForLater,
        }
    }
}

/// A consent to be written down.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentGiven {
    /// To what.
    scope: ConsentWord,
    /// For which clients; absent means for all.
    clients: Option<Vec<Uuid>>,
    /// How it was given, in words.
    #[schema(max_length = 2000)]
    evidence: Option<String>,
    /// When it was given; not in the future. By default now.
    #[schema(format = DateTime)]
    given_at: Option<String>,
    /// Until when it counts; by default until it is withdrawn.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// Something that was written down.
#[derive(Serialize, ToSchema)]
struct WrittenDown {
    /// Id.
    id: Uuid,
}

/// Writes a consent down.
#[utoipa::path(
    post,
    path = "/persons/{person}/consents",
    operation_id = "give_consent",
    tag = "consents",
    params(
        ("person" = Uuid, Path, description = "The person."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = ConsentGiven,
    responses((status = 201, description = "It is written down.", body = WrittenDown)),
    security(("session" = []), ("token" = []))
)]
async fn give_consent(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<ConsentGiven>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/persons/{person}/consents");
    let asked = Asked::post(&path, &body)?;
    let work = async {
        let now = app.service.now();
        let new = NewConsent {
            person,
            scope: body.scope.into(),
            recipients: body.clients.map_or(Recipients::All, Recipients::Clients),
            evidence: body.evidence.map(Personal::new),
            given_at: body.given_at.as_deref().map_or(Ok(now), |at| moment("/given_at", at))?,
            expires_at: body.expires_at.as_deref().map(|at| moment("/expires_at", at)).transpose()?,
        };
        let id = app.service.give_consent(&caller, new).await?.id;
        Ok::<_, Problem>((StatusCode::CREATED, Json(WrittenDown { id })).into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// What a withdrawal did.
#[derive(Serialize, ToSchema)]
struct WithdrawnConsent {
    /// Links to papers with the name that no longer work.
    links: i64,
}

/// Withdraws a consent: it stays as a record, and links to papers with the person's name stop at once.
#[utoipa::path(
    post,
    path = "/persons/{person}/consents/{consent}/withdraw",
    operation_id = "withdraw_consent",
    tag = "consents",
    params(
        ("person" = Uuid, Path, description = "The person."),
        ("consent" = Uuid, Path, description = "The consent.")
    ),
    responses((status = 200, description = "It does not count any more.", body = WithdrawnConsent)),
    security(("session" = []), ("token" = []))
)]
async fn withdraw_consent(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((person, consent)): ApiPath<(Uuid, Uuid)>,
) -> Result<Json<WithdrawnConsent>, Problem> {
    let withdrawn = app.service.withdraw_consent(&caller, person, consent).await?;
    Ok(Json(WithdrawnConsent { links: withdrawn.links }))
}

/// A legal hold.
#[derive(Serialize, ToSchema)]
struct HoldItem {
    /// Id.
    id: Uuid,
    /// The person.
    person: Uuid,
    /// The run; absent means everything of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Uuid>,
    /// Why.
    reason: String,
    /// Who placed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    placed_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    placed_at: String,
}

impl HoldItem {
    fn of(row: Hold) -> Self {
        Self {
            id: row.id,
            person: row.person,
            run: row.run,
            reason: row.reason.into_string(),
            placed_by: row.placed_by,
            placed_at: time(row.placed_at),
        }
    }
}

/// Holds of a person that stand, newest first.
#[utoipa::path(
    get,
    path = "/persons/{person}/holds",
    operation_id = "list_holds",
    tag = "consents",
    params(("person" = Uuid, Path, description = "The person."), PageQuery),
    responses((status = 200, description = "A page of holds.", body = Page<HoldItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_holds(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<HoldItem>>, Problem> {
    // Of somebody who is not there nobody learns that nothing stands.
    app.service.person_holdings(&caller, person).await?;
    let mut all = app.service.standing_holds(&caller).await?;
    all.retain(|hold| hold.person == person);
    page_of(all.into_iter().map(HoldItem::of).collect(), &query, "holds", |row: &HoldItem| row.id).map(Json)
}

/// A hold to be placed.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HoldPlaced {
    /// One run about the person; by default everything of the person.
    run: Option<Uuid>,
    /// Why.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Places a hold: while it stands, neither a clock nor a person erases what it covers.
#[utoipa::path(
    post,
    path = "/persons/{person}/holds",
    operation_id = "place_hold",
    tag = "consents",
    params(
        ("person" = Uuid, Path, description = "The person."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = HoldPlaced,
    responses((status = 201, description = "It stands.", body = WrittenDown)),
    security(("session" = []), ("token" = []))
)]
async fn place_hold(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<HoldPlaced>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/persons/{person}/holds");
    let asked = Asked::post(&path, &body)?;
    let work = async {
        let new = NewHold { person, run: body.run, reason: Personal::new(body.reason) };
        let id = app.service.place_hold(&caller, new).await?.id;
        Ok::<_, Problem>((StatusCode::CREATED, Json(WrittenDown { id })).into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// Releases a hold. What has become due meanwhile is erased by the next sweep.
#[utoipa::path(
    post,
    path = "/holds/{hold}/release",
    operation_id = "release_hold",
    tag = "consents",
    params(("hold" = Uuid, Path, description = "The hold.")),
    responses((status = 204, description = "It is released.")),
    security(("session" = []), ("token" = []))
)]
async fn release_hold(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(hold): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.release_hold(&caller, hold).await?;
    Ok(StatusCode::NO_CONTENT)
}
