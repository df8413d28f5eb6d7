//! The log of the team: listed, verified, exported.

use super::listing::PageQuery;
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::{Cursor, Filters, Page};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use dossier::db::audit::Chain;
use dossier::db::rows::AuditRow;
use dossier::service::audit::AuditLines;
use serde::Serialize;
use std::io;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// Media type of the export: one JSON object a line.
const JSON_LINES: &str = "application/x-ndjson";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_entries)).routes(routes!(verify_log)).routes(routes!(export_log))
}

/// An entry of the log: ids, codes and hashes.
#[derive(Serialize, ToSchema)]
struct AuditEntry {
    /// Number in the team, from 1, without gaps.
    seq: i64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Kind of who acted: user, token, link or system.
    actor_kind: String,
    /// Who acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Uuid>,
    /// What was done, as a code.
    action: String,
    /// Kind of what it was done to.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject_kind: Option<String>,
    /// What it was done to.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Uuid>,
    /// Further ids, codes, figures and hashes, as `name=value` joined by semicolons.
    details: String,
    /// Keyed hash of this entry and the one before.
    hash: String,
}

impl AuditEntry {
    fn of(row: AuditRow) -> Self {
        Self {
            seq: row.seq,
            at: time(row.at),
            actor_kind: row.actor_kind,
            actor: row.actor,
            action: row.action,
            subject_kind: row.subject_kind,
            subject: row.subject,
            details: row.details,
            hash: row.hash.to_string(),
        }
    }
}

/// Entries of the log, latest first.
#[utoipa::path(
    get,
    path = "/audit",
    operation_id = "list_audit",
    tag = "audit",
    params(PageQuery),
    responses((status = 200, description = "A page of entries.", body = Page<AuditEntry>)),
    security(("session" = []), ("token" = []))
)]
async fn list_entries(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<AuditEntry>>, Problem> {
    let filters = Filters::of(&"audit")?;
    let limit = query.limit()?;
    // Entries are numbered, so the number stands where other lists have a time.
    let before = query.cursor(&filters)?.map(|cursor| cursor.micros);
    let rows = app.service.audit_list(&caller, before).await?;
    let entries = rows.into_iter().map(AuditEntry::of).collect();
    Ok(Json(Page::of(entries, limit, &filters, |entry: &AuditEntry| Cursor { micros: entry.seq, id: Uuid::nil() })))
}

/// Whether the log is as it was written.
#[derive(Serialize, ToSchema)]
struct Verdict {
    /// Whether every entry fits the one before.
    sound: bool,
    /// Number of entries, of a sound log.
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<i64>,
    /// Hash of the last entry: kept elsewhere, it shows whether the end was cut off later.
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    /// Number of the first entry that does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken_at: Option<i64>,
}

/// Looks whether the whole log is as it was written.
#[utoipa::path(
    get,
    path = "/audit/verify",
    operation_id = "verify_audit",
    tag = "audit",
    responses((status = 200, description = "What was found.", body = Verdict)),
    security(("session" = []), ("token" = []))
)]
async fn verify_log(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<Json<Verdict>, Problem> {
    Ok(Json(match app.service.audit_verify(&caller).await? {
        Chain::Sound { entries, last } => {
            Verdict { sound: true, entries: Some(entries), last: Some(last.to_string()), broken_at: None }
        }
        Chain::Broken { seq } => Verdict { sound: false, entries: None, last: None, broken_at: Some(seq) },
    }))
}

/// The whole log, one JSON object a line, oldest first. That it was exported stands in the log.
#[utoipa::path(
    get,
    path = "/audit/export",
    operation_id = "export_audit",
    tag = "audit",
    responses((status = 200, description = "The log.", body = String, content_type = "application/x-ndjson")),
    security(("session" = []), ("token" = []))
)]
async fn export_log(State(app): State<App>, ApiCaller(caller): ApiCaller) -> Result<Response, Problem> {
    let service = app.service;
    // The first part before the head of the answer, so that a refusal is told as one.
    let first = service.audit_export(&caller, 0).await?;
    let lines = futures::stream::try_unfold(Some(first), move |part: Option<AuditLines>| {
        let (service, caller) = (service.clone(), caller.clone());
        async move {
            let Some(part) = part else { return Ok(None) };
            let next = match part.next {
                Some(after) => {
                    let next = service.audit_export(&caller, after).await;
                    Some(next.map_err(|error| io::Error::other(error.code()))?)
                }
                None => None,
            };
            Ok::<_, io::Error>(Some((Bytes::from(part.lines), next)))
        }
    });
    let headers = [(CONTENT_TYPE, JSON_LINES), (CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\"")];
    Ok((headers, Body::from_stream(lines)).into_response())
}
