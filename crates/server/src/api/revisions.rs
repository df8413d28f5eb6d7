//! Revisions of a run: listed, made anew, compared, and which of them is shown.

use super::listing::{PageQuery, page_of};
use super::options::OptionsView;
use super::shape::maybe;
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::etag::{Named, Tag};
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::keys::{Asked, once_for};
use crate::precondition::stale;
use crate::problem::{Cause, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::header::ETAG;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::Class;
use dossier::core::records::matching::{Recommendation, Verdict};
use dossier::service::Caller;
use dossier::service::runs::{
    ChangeKind, Comparison, CriterionChange, DocumentChange, DocumentView, FieldChange, Judged, RevisionOptions,
    RevisionView,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_revisions, create_revision))
        .routes(routes!(get_current, set_current))
        .routes(routes!(compare))
}

/// A document or record of a revision.
#[derive(Serialize, ToSchema)]
pub(super) struct DocumentItem {
    /// Id.
    id: Uuid,
    /// Kind of document or record.
    kind: String,
    /// Whether it is a record.
    is_record: bool,
    /// Its name in addresses.
    slug: String,
    /// Name of the file, for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Media type.
    media_type: String,
    /// Length.
    bytes: i64,
    /// SHA-256 in hexadecimal.
    sha256: String,
}

impl DocumentItem {
    pub(super) fn of(document: DocumentView) -> Self {
        Self {
            id: document.id,
            kind: document.kind,
            is_record: document.is_record,
            slug: document.slug,
            name: document.name,
            media_type: document.media_type,
            bytes: document.bytes,
            sha256: document.sha256,
        }
    }

    pub(super) fn id(&self) -> Uuid {
        self.id
    }
}

/// A sealed revision of a run.
#[derive(Serialize, ToSchema)]
struct RevisionItem {
    /// Id.
    id: Uuid,
    /// The revision it was made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    based_on: Option<Uuid>,
    /// What it holds: records, or documents with records.
    kind: &'static str,
    /// Whether it is the one that is shown.
    is_current: bool,
    /// Sum of its files.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<i64>,
    /// Number of its files.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<i64>,
    /// What it was made with.
    options: OptionsView,
    /// Versions of the records that it was made of.
    versions: BTreeMap<String, i64>,
    /// Who had it made.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When it was begun.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    sealed_at: Option<String>,
}

impl RevisionItem {
    fn of(revision: RevisionView) -> Self {
        Self {
            id: revision.id,
            based_on: revision.based_on,
            kind: revision.kind.code(),
            is_current: revision.is_current,
            bytes: revision.bytes,
            files: revision.files,
            options: revision.options.into(),
            versions: revision.versions,
            created_by: revision.created_by,
            created_at: time(revision.created_at),
            sealed_at: maybe(revision.sealed_at),
        }
    }
}

/// Sealed revisions of a run, newest first.
#[utoipa::path(
    get,
    path = "/runs/{run}/revisions",
    operation_id = "list_revisions",
    tag = "revisions",
    params(("run" = Uuid, Path, description = "The run."), PageQuery),
    responses((status = 200, description = "A page of revisions.", body = Page<RevisionItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_revisions(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<RevisionItem>>, Problem> {
    let all = app.service.run_revisions(&caller, run).await?;
    page_of(all.into_iter().map(RevisionItem::of).collect(), &query, "revisions", |one: &RevisionItem| one.id).map(Json)
}

/// What a new revision is made with.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionOrder {
    /// All options. By default those of the current revision.
    options: Option<OptionsView>,
}

impl RevisionOrder {
    /// As an idempotency key remembers it, the offer's data included.
    pub(super) fn asked<'a>(&self, path: &'a str) -> Result<Asked<'a>, Problem> {
        Asked::post(path, &(self, self.options.as_ref().and_then(OptionsView::offer)))
    }
}

impl From<RevisionOrder> for RevisionOptions {
    fn from(order: RevisionOrder) -> Self {
        Self { options: order.options.map(Into::into), reread: false }
    }
}

/// Has a new revision made of the newest versions of the records, with the same options or others: another locale, brand, profile,
/// format, an anonymous variant. The current one is shown until it is there.
#[utoipa::path(
    post,
    path = "/runs/{run}/revisions",
    operation_id = "create_revision",
    tag = "revisions",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = RevisionOrder,
    responses((status = 202, description = "It waits for a worker.")),
    security(("session" = []), ("token" = []))
)]
async fn create_revision(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(order): ApiJson<RevisionOrder>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/runs/{run}/revisions");
    let asked = order.asked(&path)?;
    let work = async {
        app.service.regenerate(&caller, run, order.into()).await?;
        Ok::<_, Problem>(StatusCode::ACCEPTED.into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// Which revision is shown.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CurrentRevision {
    /// The revision.
    revision: Uuid,
}

fn current_tag(revision: Uuid) -> HeaderValue {
    Tag::strong(&revision.to_string()).value()
}

fn told(revision: Uuid) -> Response {
    ([(ETAG, current_tag(revision))], Json(CurrentRevision { revision })).into_response()
}

/// The revision that is shown.
#[utoipa::path(
    get,
    path = "/runs/{run}/current",
    operation_id = "get_current_revision",
    tag = "revisions",
    params(("run" = Uuid, Path, description = "The run.")),
    responses((status = 200, description = "The revision.", body = CurrentRevision,
        headers(("ETag" = String, description = "For choosing another one.")))),
    security(("session" = []), ("token" = []))
)]
async fn get_current(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
) -> Result<Response, Problem> {
    shown(&app, &caller, run).await?.map(told).ok_or_else(|| Problem::of(Class::NotFound, "not_found"))
}

async fn shown(app: &App, caller: &Caller, run: Uuid) -> Result<Option<Uuid>, Problem> {
    let all = app.service.run_revisions(caller, run).await?;
    Ok(all.into_iter().find(|one| one.is_current).map(|one| one.id))
}

/// The current revision that an edit names.
fn seen(headers: &HeaderMap, current: Option<Uuid>) -> Result<Option<Uuid>, Problem> {
    match Named::read(headers, "if-match") {
        Named::Nothing => Err(Problem::new(Cause::PreconditionMissing, "edit.if_match_missing")
            .hint("read it first and send its ETag as If-Match")),
        Named::Anything => Ok(current),
        Named::Tags(tags) => {
            let current = current.ok_or_else(stale)?;
            let own = Tag::strong(&current.to_string());
            if tags.iter().any(|tag| tag.is_strongly(&own)) { Ok(Some(current)) } else { Err(stale()) }
        }
    }
}

/// Shows another revision of a run.
#[utoipa::path(
    put,
    path = "/runs/{run}/current",
    operation_id = "set_current_revision",
    tag = "revisions",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("If-Match" = Option<String>, Header, description = "ETag of the current revision; `*` for any.")
    ),
    request_body = CurrentRevision,
    responses((status = 200, description = "It is shown.", body = CurrentRevision,
        headers(("ETag" = String, description = "For choosing another one.")))),
    security(("session" = []), ("token" = []))
)]
async fn set_current(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<CurrentRevision>,
) -> Result<Response, Problem> {
    let current = shown(&app, &caller, run).await?;
    let seen = seen(&headers, current)?;
    app.service.make_current(&caller, run, seen, body.revision).await?;
    Ok(told(body.revision))
}

/// Which two revisions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CompareQuery {
    /// The earlier revision.
    from: Uuid,
    /// The later one.
    to: Uuid,
}

/// A field that differs.
#[derive(Serialize, ToSchema)]
struct FieldDifference {
    /// `<entry-id>/<field>`, `basics/<field>` and so on; a section alone where its entries are in another order.
    field: String,
    /// In the earlier revision; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// In the later one.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

impl FieldDifference {
    fn of(change: FieldChange) -> Self {
        Self { field: change.field, before: change.before, after: change.after }
    }
}

/// A criterion as it was judged.
#[derive(Serialize, ToSchema)]
struct JudgedView {
    /// Verdict.
    #[schema(value_type = String)]
    verdict: Verdict,
    /// 0 to 100; absent where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<i64>,
    /// Quotes.
    evidence: Vec<String>,
}

impl JudgedView {
    fn of(judged: Judged) -> Self {
        Self { verdict: judged.verdict, points: judged.points, evidence: judged.evidence }
    }
}

/// A criterion that was judged otherwise.
#[derive(Serialize, ToSchema)]
struct CriterionDifference {
    /// Its id in the profile.
    id: String,
    /// Its words in the later revision, else in the earlier one.
    text: String,
    /// In the earlier revision; absent where it does not have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<JudgedView>,
    /// In the later one.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<JudgedView>,
}

impl CriterionDifference {
    fn of(change: CriterionChange) -> Self {
        let (before, after) = (change.before.map(JudgedView::of), change.after.map(JudgedView::of));
        Self { id: change.id, text: change.text, before, after }
    }
}

/// A document that differs.
#[derive(Serialize, ToSchema)]
struct DocumentDifference {
    /// Kind of document.
    kind: String,
    /// Its name in addresses, the same in both.
    slug: String,
    /// How it differs: added, removed or changed.
    change: &'static str,
}

impl DocumentDifference {
    fn of(change: DocumentChange) -> Self {
        let how = match change.change {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
        };
        Self { kind: change.kind, slug: change.slug, change: how }
    }
}

/// Something of both revisions.
#[derive(Serialize, ToSchema)]
struct Scores {
    /// Score in the earlier revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<i64>,
    /// Score in the later one.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<i64>,
}

/// Recommendations of both revisions.
#[derive(Serialize, ToSchema)]
struct Recommendations {
    /// In the earlier revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    before: Option<Recommendation>,
    /// In the later one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    after: Option<Recommendation>,
}

/// Two revisions side by side. What is not here is equal.
#[derive(Serialize, ToSchema)]
struct ComparedRevisions {
    /// The earlier revision.
    from: Uuid,
    /// The later one.
    to: Uuid,
    /// Fields of the CV.
    cv: Vec<FieldDifference>,
    /// Fields and criteria of the profile.
    job: Vec<FieldDifference>,
    /// What the revisions were made with.
    options: Vec<FieldDifference>,
    /// Criteria that were judged otherwise.
    criteria: Vec<CriterionDifference>,
    /// Scores.
    score: Scores,
    /// Recommendations: go, maybe, no-go or not-assessable.
    recommendation: Recommendations,
    /// Documents, without records.
    documents: Vec<DocumentDifference>,
}

impl ComparedRevisions {
    fn of(compared: Comparison) -> Self {
        let fields = |all: Vec<FieldChange>| all.into_iter().map(FieldDifference::of).collect();
        Self {
            from: compared.from,
            to: compared.to,
            cv: fields(compared.cv),
            job: fields(compared.job),
            options: fields(compared.options),
            criteria: compared.criteria.into_iter().map(CriterionDifference::of).collect(),
            score: Scores { before: compared.score.0, after: compared.score.1 },
            recommendation: Recommendations { before: compared.recommendation.0, after: compared.recommendation.1 },
            documents: compared.documents.into_iter().map(DocumentDifference::of).collect(),
        }
    }
}

/// Compares two revisions of a run: field by field, criterion by criterion.
#[utoipa::path(
    get,
    path = "/runs/{run}/compare",
    operation_id = "compare_revisions",
    tag = "revisions",
    params(("run" = Uuid, Path, description = "The run."), CompareQuery),
    responses((status = 200, description = "What differs.", body = ComparedRevisions)),
    security(("session" = []), ("token" = []))
)]
async fn compare(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<CompareQuery>,
) -> Result<Json<ComparedRevisions>, Problem> {
    let compared = app.service.compare(&caller, run, query.from, query.to).await?;
    Ok(Json(ComparedRevisions::of(compared)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_revision_is_chosen_by_who_has_seen_the_current_one() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let status = |header: Option<HeaderValue>, current| {
            let mut headers = HeaderMap::new();
            if let Some(header) = header {
                headers.insert("if-match", header);
            }
            seen(&headers, current).map_err(|problem| problem.status().as_u16())
        };
        assert_eq!(status(Some(current_tag(one)), Some(one)), Ok(Some(one)));
        assert_eq!(status(Some(HeaderValue::from_static("*")), Some(one)), Ok(Some(one)));
        assert_eq!(status(Some(current_tag(other)), Some(one)), Err(412));
        assert_eq!(status(Some(current_tag(one)), None), Err(412));
        assert_eq!(status(None, Some(one)), Err(428));
    }
}
