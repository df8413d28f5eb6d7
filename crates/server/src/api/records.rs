//! Records of a run as people correct them: each edit is a version on top of the one that it names, undoing makes an older one
//! the newest again. Also verdicts of people, and the candidate's answers.

use super::listing::{PageQuery, page_of};
use super::shape::{Made, maybe};
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
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::Class;
use dossier::core::correct::{Applied, Edit};
use dossier::db::records::Version;
use dossier::db::rows::{Override, RecordKind};
use dossier::service::Caller;
use dossier::service::runs::{Edited, RecordView};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_record, edit_record))
        .routes(routes!(list_versions))
        .routes(routes!(restore_version))
        .routes(routes!(list_decisions, decide))
        .routes(routes!(withdraw_decision))
        .routes(routes!(take_answers))
}

/// A record in one version.
#[derive(Serialize, ToSchema)]
struct RunRecord {
    /// Which record: cv, job, match, feedback or offer.
    kind: &'static str,
    /// Its version.
    version: i64,
    /// Who made it: rules, model, person or candidate.
    set_by: &'static str,
    /// The user.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// The revision whose documents show it; absent for an edit that no documents show yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<Uuid>,
    /// The record: of a CV JSON Resume with `x-dossier`.
    #[schema(value_type = Object)]
    body: Value,
}

fn told(view: RecordView) -> Response {
    let version = view.version;
    let body = RunRecord {
        kind: view.kind.code(),
        version,
        set_by: view.set_by.code(),
        created_by: view.created_by,
        created_at: time(view.created_at),
        revision: view.revision,
        body: view.body,
    };
    in_version(version, body)
}

/// A kind of record in a path; what is none is not there.
fn kind_of(word: &str) -> Result<RecordKind, Problem> {
    RecordKind::from_code(word).ok_or_else(|| Problem::of(Class::NotFound, "not_found"))
}

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct VersionQuery {
    /// Its number. By default the newest.
    #[param(minimum = 1)]
    version: Option<i64>,
}

/// A record, in its newest version or another.
#[utoipa::path(
    get,
    path = "/runs/{run}/records/{kind}",
    operation_id = "get_record",
    tag = "records",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("kind" = String, Path, description = "cv, job, match, feedback or offer.", pattern = "^(cv|job|match|feedback|offer)$"),
        VersionQuery
    ),
    responses((status = 200, description = "The record.", body = RunRecord,
        headers(("ETag" = String, description = "Its version, for edits.")))),
    security(("session" = []), ("token" = []))
)]
async fn get_record(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, kind)): ApiPath<(Uuid, String)>,
    ApiQuery(query): ApiQuery<VersionQuery>,
) -> Result<Response, Problem> {
    let kind = kind_of(&kind)?;
    Ok(told(app.service.run_record(&caller, run, kind, query.version).await?))
}

/// One edit.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum RecordEdit {
    /// Sets a field.
    Set {
        /// `<entry-id>/<field>`, such as `w1/endDate`; in a profile `M1/text` or `job/title`.
        #[schema(max_length = 200)]
        field: String,
        /// The value; empty removes what is there.
        #[schema(max_length = 4000)]
        value: String,
    },
    /// Adds an entry at the end of a section.
    Add {
        /// Such as `work`; in a profile `criteria`.
        section: String,
        /// Values by field.
        fields: BTreeMap<String, String>,
    },
    /// Deletes an entry.
    Delete {
        /// Its id.
        entry: String,
    },
    /// Puts the entries of a section in another order.
    Reorder {
        /// Such as `work`.
        section: String,
        /// All ids of the section.
        entries: Vec<String>,
    },
    /// Confirms a translation of a text of a CV; an empty text takes it back.
    Translate {
        /// JSON pointer of the text.
        pointer: String,
        /// ISO 639-1 code of the translation.
        language: String,
        /// The translation.
        text: String,
    },
}

impl From<RecordEdit> for Edit {
    fn from(edit: RecordEdit) -> Self {
        match edit {
            RecordEdit::Set { field, value } => Self::Set { field, value },
            RecordEdit::Add { section, fields } => Self::Add { section, fields },
            RecordEdit::Delete { entry } => Self::Delete { entry },
            RecordEdit::Reorder { section, entries } => Self::Reorder { section, entries },
            RecordEdit::Translate { pointer, language, text } => Self::Translate { pointer, language, text },
        }
    }
}

/// Edits, made together or not at all.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordEdits {
    /// In their order.
    #[schema(min_items = 1, max_items = 200)]
    edits: Vec<RecordEdit>,
}

impl RecordEdits {
    pub(super) fn into_edits(self) -> Vec<Edit> {
        self.edits.into_iter().map(Edit::from).collect()
    }
}

/// A change as it was made.
#[derive(Serialize, ToSchema)]
struct AppliedEdit {
    /// Field.
    field: String,
    /// What stood there.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// What stands there now.
    after: String,
}

/// A new version of a record.
#[derive(Serialize, ToSchema)]
struct EditedRecord {
    /// Its number.
    version: i64,
    /// What was changed.
    applied: Vec<AppliedEdit>,
}

fn edited(edited: Edited) -> Response {
    let version = edited.version;
    let applied = |one: Applied| AppliedEdit { field: one.field, before: one.before, after: one.after };
    in_version(version, EditedRecord { version, applied: edited.applied.into_iter().map(applied).collect() })
}

/// The version that an edit is made on.
async fn seen(
    app: &App,
    caller: &Caller,
    (run, kind): (Uuid, RecordKind),
    headers: &HeaderMap,
) -> Result<i64, Problem> {
    let wanted = Wanted::read(headers);
    // What is not there is told before a header that is missing.
    let newest = app.service.run_record(caller, run, kind, None).await?.version;
    wanted?.against(newest)
}

/// Corrects CV or profile. Documents follow with the next revision.
#[utoipa::path(
    patch,
    path = "/runs/{run}/records/{kind}",
    operation_id = "edit_record",
    tag = "records",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("kind" = String, Path, description = "cv or job.", pattern = "^(cv|job)$"),
        ("If-Match" = Option<String>, Header, description = "ETag of the version that is edited; `*` for the newest.")
    ),
    request_body = RecordEdits,
    responses((status = 200, description = "The new version.", body = EditedRecord,
        headers(("ETag" = String, description = "The new version.")))),
    security(("session" = []), ("token" = []))
)]
async fn edit_record(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, kind)): ApiPath<(Uuid, String)>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<RecordEdits>,
) -> Result<Response, Problem> {
    let kind = kind_of(&kind)?;
    let seen = seen(&app, &caller, (run, kind), &headers).await?;
    Ok(edited(app.service.edit_record(&caller, run, (kind, seen), body.into_edits()).await?))
}

/// A version of a record without its content.
#[derive(Serialize, ToSchema)]
struct RecordVersion {
    /// Number, from 1.
    version: i64,
    /// Who made it: rules, model, person or candidate.
    set_by: &'static str,
    /// The user.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// The revision whose documents show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<Uuid>,
}

impl RecordVersion {
    fn of(version: Version) -> Self {
        Self {
            version: version.version,
            set_by: version.set_by.code(),
            created_by: version.created_by,
            created_at: time(version.created_at),
            revision: version.revision,
        }
    }
}

/// Versions of a record, newest first.
#[utoipa::path(
    get,
    path = "/runs/{run}/records/{kind}/versions",
    operation_id = "list_record_versions",
    tag = "records",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("kind" = String, Path, description = "cv, job, match, feedback or offer.", pattern = "^(cv|job|match|feedback|offer)$"),
        PageQuery
    ),
    responses((status = 200, description = "A page of versions.", body = Page<RecordVersion>)),
    security(("session" = []), ("token" = []))
)]
async fn list_versions(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, kind)): ApiPath<(Uuid, String)>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<RecordVersion>>, Problem> {
    let kind = kind_of(&kind)?;
    let all = app.service.record_versions(&caller, run, kind).await?;
    let all = all.into_iter().map(RecordVersion::of).collect();
    page_of(all, &query, "record-versions", |version: &RecordVersion| number_id(version.version)).map(Json)
}

/// A number where lists have an id.
pub(super) fn number_id(number: i64) -> Uuid {
    Uuid::from_u128(u128::from(number.unsigned_abs()))
}

/// Makes an older version of CV or profile the newest again.
#[utoipa::path(
    post,
    path = "/runs/{run}/records/{kind}/versions/{version}/restore",
    operation_id = "restore_record_version",
    tag = "records",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("kind" = String, Path, description = "cv or job.", pattern = "^(cv|job)$"),
        ("version" = i64, Path, description = "The older version."),
        ("If-Match" = Option<String>, Header, description = "ETag of the newest version; `*` for any.")
    ),
    responses(
        (status = 200, description = "The new version.", body = EditedRecord,
            headers(("ETag" = String, description = "The new version."))),
        (status = 422, description = "It is no older version.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn restore_version(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, kind, version)): ApiPath<(Uuid, String, i64)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kind = kind_of(&kind)?;
    let seen = seen(&app, &caller, (run, kind), &headers).await?;
    Ok(edited(app.service.undo(&caller, run, (kind, seen), version).await?))
}

/// A person's verdict on a criterion.
#[derive(Serialize, ToSchema)]
struct Decision {
    /// Id.
    id: Uuid,
    /// The criterion's id in the profile.
    criterion: String,
    /// The verdict.
    verdict: String,
    /// Why.
    reason: String,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    decided_at: String,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    withdrawn_at: Option<String>,
}

impl Decision {
    fn of(row: Override) -> Self {
        Self {
            id: row.id,
            criterion: row.target,
            verdict: row.value,
            reason: row.reason.into_string(),
            decided_by: row.decided_by,
            decided_at: time(row.decided_at),
            withdrawn_at: maybe(row.withdrawn_at),
        }
    }
}

/// Verdicts of people on a run, oldest first, those that were taken back included.
#[utoipa::path(
    get,
    path = "/runs/{run}/decisions",
    operation_id = "list_decisions",
    tag = "records",
    params(("run" = Uuid, Path, description = "The run."), PageQuery),
    responses((status = 200, description = "A page of decisions.", body = Page<Decision>)),
    security(("session" = []), ("token" = []))
)]
async fn list_decisions(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<Decision>>, Problem> {
    let all = app.service.run_decisions(&caller, run).await?;
    page_of(all.into_iter().map(Decision::of).collect(), &query, "decisions", |one: &Decision| one.id).map(Json)
}

/// A verdict to be written.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDecision {
    /// The criterion's id in the profile.
    #[schema(max_length = 100)]
    criterion: String,
    /// met, partly-met, potentially-met, not-met, not-stated or needs-review.
    #[schema(pattern = "^(met|partly-met|potentially-met|not-met|not-stated|needs-review)$")]
    verdict: String,
    /// Why.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Writes a person's verdict on a criterion. It stands before that of the rules in the next revision.
#[utoipa::path(
    post,
    path = "/runs/{run}/decisions",
    operation_id = "decide",
    tag = "records",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = NewDecision,
    responses((status = 201, description = "It is written.", body = Made)),
    security(("session" = []), ("token" = []))
)]
async fn decide(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<NewDecision>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/runs/{run}/decisions");
    let asked = Asked::post(&path, &body)?;
    let work = async {
        let id = app.service.decide(&caller, run, (&body.criterion, &body.verdict), &body.reason).await?;
        Ok::<_, Problem>((StatusCode::CREATED, Json(Made { id })).into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// Takes a person's verdict back; the rules' counts again in the next revision.
#[utoipa::path(
    delete,
    path = "/runs/{run}/decisions/{decision}",
    operation_id = "withdraw_decision",
    tag = "records",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("decision" = Uuid, Path, description = "The decision.")
    ),
    responses((status = 204, description = "It is taken back.")),
    security(("session" = []), ("token" = []))
)]
async fn withdraw_decision(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, decision)): ApiPath<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.service.take_back(&caller, run, decision).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A candidate's answers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAnswers {
    /// The form of questions, filled in (TOML).
    #[schema(max_length = 262144)]
    form: String,
}

/// Takes a candidate's answers over into the CV of a run.
#[utoipa::path(
    post,
    path = "/runs/{run}/answers",
    operation_id = "take_answers",
    tag = "records",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("If-Match" = Option<String>, Header, description = "ETag of the CV's newest version; `*` for any.")
    ),
    request_body = NewAnswers,
    responses((status = 200, description = "The new version of the CV.", body = EditedRecord,
        headers(("ETag" = String, description = "The new version.")))),
    security(("session" = []), ("token" = []))
)]
async fn take_answers(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<NewAnswers>,
) -> Result<Response, Problem> {
    let seen = seen(&app, &caller, (run, RecordKind::Cv), &headers).await?;
    Ok(edited(app.service.answer(&caller, run, seen, &body.form).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_those_of_the_use_case() {
        let body = serde_json::json!({ "edits": [
            { "op": "set", "field": "basics/phone", "value": "1" },
            { "op": "add", "section": "work", "fields": { "name": "Quux AG" } },
            { "op": "delete", "entry": "w1" },
            { "op": "reorder", "section": "work", "entries": ["w2", "w1"] },
            { "op": "translate", "pointer": "/work/0", "language": "fr", "text": "x" },
        ] });
        let own: RecordEdits = serde_json::from_value(body.clone()).expect("edits");
        let theirs: Vec<Edit> = serde_json::from_value(body["edits"].clone()).expect("the same edits");
        assert_eq!(own.into_edits(), theirs);
        for bad in [r#"{"edits": [{"op": "rename"}]}"#, r#"{"edits": [{"op": "delete", "entry": "w1", "x": 1}]}"#] {
            assert!(serde_json::from_str::<RecordEdits>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn unknown_kinds_of_records_are_not_there() {
        assert_eq!(kind_of("cv"), Ok(RecordKind::Cv));
        assert_eq!(kind_of("name").expect_err("no kind").status(), StatusCode::NOT_FOUND);
        assert_ne!(number_id(1), number_id(2));
    }
}
