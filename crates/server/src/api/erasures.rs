//! Erasures with their receipts, their list for keeping beside backups, and what clocks will erase next.

use super::listing::{PageQuery, page_of};
use super::shape::{maybe, stored};
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use dossier::db::Personal;
use dossier::db::rows::Erasure;
use dossier::service::privacy::{Coming, EraseReason};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// Days that a look ahead takes in where nothing is asked for.
const DAYS: i64 = 30;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_erasures))
        .routes(routes!(export_erasures))
        .routes(routes!(get_erasure))
        .routes(routes!(list_due))
}

/// Why something is erased.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum ReasonWord {
    /// The candidate asked for it.
    Candidate,
    /// The desk does not need it any more.
    #[default]
    Desk,
    /// It came in by mistake.
    Mistake,
}

/// Why.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReasonQuery {
    /// Why; by default because the desk does not need it any more.
    #[param(inline)]
    reason: Option<ReasonWord>,
}

impl ReasonQuery {
    pub(super) fn reason(&self) -> EraseReason {
        match self.reason.unwrap_or_default() {
            ReasonWord::Candidate => EraseReason::Candidate,
            ReasonWord::Desk => EraseReason::Desk,
            ReasonWord::Mistake => EraseReason::Mistake,
        }
    }
}

/// An erasure. It stays as its own receipt.
#[derive(Serialize, ToSchema)]
#[schema(as = Erasure)]
pub(super) struct ErasureView {
    /// Id.
    id: Uuid,
    /// What it is about: run or person.
    subject_kind: &'static str,
    /// The run or the person.
    subject: Uuid,
    /// Why, as a code.
    reason: String,
    /// Where it stands: requested, when nobody sees it any more; done, when files and rows are gone.
    state: &'static str,
    /// Who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    requested_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    requested_at: String,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    finished_at: Option<String>,
    /// The receipt: ids, sizes, hashes and times only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    receipt: Option<Value>,
}

impl ErasureView {
    fn of(row: Erasure) -> Self {
        Self {
            id: row.id,
            subject_kind: row.subject_kind.code(),
            subject: row.subject,
            receipt: row.receipt.as_deref().map(stored),
            reason: row.reason,
            state: row.state.code(),
            requested_by: row.requested_by,
            requested_at: time(row.requested_at),
            finished_at: maybe(row.finished_at),
        }
    }

    /// The answer to who has asked for an erasure.
    pub(super) fn accepted(row: Erasure) -> Response {
        let location = [(LOCATION, format!("/api/v1/erasures/{}", row.id))];
        (StatusCode::ACCEPTED, location, Json(Self::of(row))).into_response()
    }
}

/// Erasures of the team with their receipts, latest first.
#[utoipa::path(
    get,
    path = "/erasures",
    operation_id = "list_erasures",
    tag = "erasures",
    params(PageQuery),
    responses((status = 200, description = "A page of erasures.", body = Page<ErasureView>)),
    security(("session" = []), ("token" = []))
)]
async fn list_erasures(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<ErasureView>>, Problem> {
    let all = app.service.erasures(&caller).await?;
    page_of(all.into_iter().map(ErasureView::of).collect(), &query, "erasures", |row: &ErasureView| row.id).map(Json)
}

/// An erasure.
#[utoipa::path(
    get,
    path = "/erasures/{erasure}",
    operation_id = "get_erasure",
    tag = "erasures",
    params(("erasure" = Uuid, Path, description = "The erasure.")),
    responses((status = 200, description = "The erasure.", body = ErasureView)),
    security(("session" = []), ("token" = []))
)]
async fn get_erasure(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(erasure): ApiPath<Uuid>,
) -> Result<Json<ErasureView>, Problem> {
    Ok(Json(ErasureView::of(app.service.erasure(&caller, erasure).await?)))
}

/// All erasures of the team with their receipts, one JSON object a line, latest first: for keeping elsewhere.
#[utoipa::path(
    get,
    path = "/erasures/export",
    operation_id = "export_erasures",
    tag = "erasures",
    responses((status = 200, description = "The list.", body = String, content_type = "application/x-ndjson")),
    security(("session" = []), ("token" = []))
)]
async fn export_erasures(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<Response, Problem> {
    let mut lines = String::new();
    for row in app.service.erasures(&caller).await? {
        lines.push_str(&serde_json::to_string(&ErasureView::of(row)).map_err(|_| Problem::internal())?);
        lines.push('\n');
    }
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_DISPOSITION, "attachment; filename=\"erasures.jsonl\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, lines).into_response())
}

/// How far ahead.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DueQuery {
    /// Days from now; 30 by default.
    #[param(minimum = 0, maximum = 366)]
    days: Option<i64>,
}

/// A run that is to go soon.
#[derive(Serialize, ToSchema)]
struct DueRun {
    /// The run.
    run: Uuid,
    /// Its label; for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// The role that was sought.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// When it goes.
    #[schema(format = DateTime)]
    at: String,
    /// Whether its case is closed; else its clock started with the last activity.
    is_closed: bool,
    /// Whether a hold keeps it.
    is_held: bool,
}

impl DueRun {
    fn of(coming: Coming) -> Self {
        Self {
            run: coming.run,
            label: coming.label.map(Personal::into_string),
            role: coming.role,
            at: time(coming.at),
            is_closed: coming.is_closed,
            is_held: coming.is_held,
        }
    }
}

/// Runs that are to go soon.
#[derive(Serialize, ToSchema)]
struct DueRuns {
    /// Soonest first.
    items: Vec<DueRun>,
}

/// Runs that clocks will erase within some days, soonest first; those on hold are told, too.
#[utoipa::path(
    get,
    path = "/retention/due",
    operation_id = "list_due_runs",
    tag = "erasures",
    params(DueQuery),
    responses((status = 200, description = "What goes.", body = DueRuns)),
    security(("session" = []), ("token" = []))
)]
async fn list_due(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<DueQuery>,
) -> Result<Json<DueRuns>, Problem> {
    let coming = app.service.coming_erasures(&caller, query.days.unwrap_or(DAYS)).await?;
    Ok(Json(DueRuns { items: coming.into_iter().map(DueRun::of).collect() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_word_of_three() {
        let reason = |json: &str| serde_json::from_str::<ReasonQuery>(json).map(|query| query.reason()).ok();
        assert_eq!(reason("{}"), Some(EraseReason::Desk));
        assert_eq!(reason(r#"{"reason": "candidate"}"#), Some(EraseReason::Candidate));
        assert_eq!(reason(r#"{"reason": "retention"}"#), None, "only clocks say so");
    }
}
