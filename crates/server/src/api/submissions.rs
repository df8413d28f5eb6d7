//! Submissions: a candidate shown to a client. Begun with a run, sent with consent or a reason, moved on until they are closed.

use super::listing::{PageQuery, page_of};
use super::options::PackWord;
use super::shape::{maybe, stored};
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::keys::{Asked, once_for};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::db::Personal;
use dossier::db::rows::{Submission, SubmissionState};
use dossier::service::sharing::{Earlier, NewSubmission, SendOrder, Submitted};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_of_run, create_submission))
        .routes(routes!(list_of_person))
        .routes(routes!(list_to_client))
        .routes(routes!(get_submission))
        .routes(routes!(send_submission))
        .routes(routes!(move_submission))
}

/// A submission.
#[derive(Serialize, ToSchema)]
struct SubmissionItem {
    /// Id.
    id: Uuid,
    /// The candidate; for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Uuid>,
    /// The client.
    client: Uuid,
    /// The profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Uuid>,
    /// The run whose papers were sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Uuid>,
    /// The revision whose papers were sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<Uuid>,
    /// Where it stands: draft, sent, interview, placed, rejected or withdrawn.
    state: &'static str,
    /// To whom it was sent; for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    /// What was sent: area, slug, bytes and SHA-256 of each file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    files: Option<Value>,
    /// Why it was sent although nobody had agreed; for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    without_consent: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last change.
    #[schema(format = DateTime)]
    updated_at: String,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    sent_at: Option<String>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    closed_at: Option<String>,
}

impl SubmissionItem {
    fn of(row: Submission, sees_persons: bool) -> Self {
        let seen = |text: Option<Personal>| text.filter(|_| sees_persons).map(Personal::into_string);
        Self {
            id: row.id,
            person: sees_persons.then_some(row.person),
            client: row.client,
            profile: row.profile,
            run: row.run,
            revision: row.revision,
            state: row.state.code(),
            recipient: seen(row.recipient),
            files: row.hashes.as_deref().map(stored),
            without_consent: seen(row.without_consent),
            created_by: row.created_by,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
            sent_at: maybe(row.sent_at),
            closed_at: maybe(row.closed_at),
        }
    }
}

/// An earlier submission of the same candidate to the same client.
#[derive(Serialize, ToSchema)]
struct EarlierSubmission {
    /// The submission.
    submission: Uuid,
    /// Its profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Uuid>,
    /// Where it stands.
    state: &'static str,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    sent_at: Option<String>,
}

impl EarlierSubmission {
    fn of(earlier: &Earlier) -> Self {
        Self {
            submission: earlier.submission,
            profile: earlier.profile,
            state: earlier.state.code(),
            sent_at: maybe(earlier.sent_at),
        }
    }
}

/// A submission with a notice of what was sent before.
#[derive(Serialize, ToSchema)]
struct SubmittedView {
    /// The submission.
    submission: SubmissionItem,
    /// Whether the candidate was shown to this client already, latest first.
    earlier: Vec<EarlierSubmission>,
}

impl SubmittedView {
    fn of(submitted: Submitted, sees_persons: bool) -> Self {
        let earlier = submitted.earlier.iter().map(EarlierSubmission::of).collect();
        Self { submission: SubmissionItem::of(submitted.submission, sees_persons), earlier }
    }
}

fn page(all: Vec<Submission>, sees_persons: bool, query: &PageQuery) -> Result<Json<Page<SubmissionItem>>, Problem> {
    let all = all.into_iter().map(|row| SubmissionItem::of(row, sees_persons)).collect();
    page_of(all, query, "submissions", |row: &SubmissionItem| row.id).map(Json)
}

/// Submissions with the papers of a run, newest first.
#[utoipa::path(
    get,
    path = "/runs/{run}/submissions",
    operation_id = "list_run_submissions",
    tag = "submissions",
    params(("run" = Uuid, Path, description = "The run."), PageQuery),
    responses((status = 200, description = "A page of submissions.", body = Page<SubmissionItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_of_run(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<SubmissionItem>>, Problem> {
    page(app.service.submissions_of_run(&caller, run).await?, caller.sees_persons(), &query)
}

/// Submissions of a person, newest first.
#[utoipa::path(
    get,
    path = "/persons/{person}/submissions",
    operation_id = "list_person_submissions",
    tag = "submissions",
    params(("person" = Uuid, Path, description = "The person."), PageQuery),
    responses((status = 200, description = "A page of submissions.", body = Page<SubmissionItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_of_person(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(person): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<SubmissionItem>>, Problem> {
    page(app.service.submissions_of_person(&caller, person).await?, caller.sees_persons(), &query)
}

/// Submissions to a client, newest first.
#[utoipa::path(
    get,
    path = "/clients/{client}/submissions",
    operation_id = "list_client_submissions",
    tag = "submissions",
    params(("client" = Uuid, Path, description = "The client."), PageQuery),
    responses((status = 200, description = "A page of submissions.", body = Page<SubmissionItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_to_client(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(client): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<SubmissionItem>>, Problem> {
    page(app.service.submissions_to_client(&caller, client).await?, caller.sees_persons(), &query)
}

/// A submission to be begun as a draft.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDraft {
    /// The candidate; one of those the run is about.
    person: Uuid,
    /// The client.
    client: Uuid,
    /// The profile.
    profile: Option<Uuid>,
}

/// Begins a submission with the papers of a run. A run that was closed is open again.
#[utoipa::path(
    post,
    path = "/runs/{run}/submissions",
    operation_id = "create_submission",
    tag = "submissions",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = NewDraft,
    responses((status = 201, description = "It is a draft.", body = SubmittedView,
        headers(("Location" = String, description = "The submission.")))),
    security(("session" = []), ("token" = []))
)]
async fn create_submission(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<NewDraft>,
) -> Result<Response, Problem> {
    // A run that is not there is told before a person or client that is not.
    app.service.run_standing(&caller, run).await?;
    let path = format!("/api/v1/runs/{run}/submissions");
    let asked = Asked::post(&path, &body)?;
    let work = async {
        let new = NewSubmission { person: body.person, client: body.client, profile: body.profile, run: Some(run) };
        let submitted = app.service.draft_submission(&caller, new).await?;
        let location = [(LOCATION, format!("/api/v1/submissions/{}", submitted.submission.id))];
        let view = SubmittedView::of(submitted, caller.sees_persons());
        Ok::<_, Problem>((StatusCode::CREATED, location, Json(view)).into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// A submission.
#[utoipa::path(
    get,
    path = "/submissions/{submission}",
    operation_id = "get_submission",
    tag = "submissions",
    params(("submission" = Uuid, Path, description = "The submission.")),
    responses((status = 200, description = "The submission.", body = SubmissionItem)),
    security(("session" = []), ("token" = []))
)]
async fn get_submission(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(submission): ApiPath<Uuid>,
) -> Result<Json<SubmissionItem>, Problem> {
    let found = app.service.submission(&caller, submission).await?;
    Ok(Json(SubmissionItem::of(found, caller.sees_persons())))
}

/// What is sent to whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Sending {
    /// The revision whose papers go; by default the run's current one.
    revision: Option<Uuid>,
    /// Which of its files.
    pack: PackWord,
    /// To whom, in words.
    #[schema(min_length = 1, max_length = 500)]
    recipient: String,
    /// Why named papers go although nobody has agreed. Kept with the submission; the log has its hash.
    #[schema(min_length = 1, max_length = 500)]
    without_consent: Option<String>,
}

/// Marks a draft as sent, with the SHA-256 of each file that goes out. Sends nothing itself. Papers that name the candidate need the
/// candidate's consent, the client's interest, or a reason.
#[utoipa::path(
    post,
    path = "/submissions/{submission}/send",
    operation_id = "send_submission",
    tag = "submissions",
    params(("submission" = Uuid, Path, description = "The submission.")),
    request_body = Sending,
    responses((status = 200, description = "It is sent.", body = SubmittedView)),
    security(("session" = []), ("token" = []))
)]
async fn send_submission(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(submission): ApiPath<Uuid>,
    ApiJson(body): ApiJson<Sending>,
) -> Result<Json<SubmittedView>, Problem> {
    let order = SendOrder {
        submission,
        revision: body.revision,
        pack: body.pack.into(),
        recipient: Personal::new(body.recipient),
        without_consent: body.without_consent.map(Personal::new),
    };
    let submitted = app.service.send_submission(&caller, order).await?;
    Ok(Json(SubmittedView::of(submitted, caller.sees_persons())))
}

/// Where a submission may go on to.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum NextState {
    /// The client wants to see the candidate.
    Interview,
    /// The candidate got the job.
    Placed,
    /// The client declined.
    Rejected,
    /// The desk or the candidate took it back.
    Withdrawn,
}

impl From<NextState> for SubmissionState {
    fn from(state: NextState) -> Self {
        match state {
            NextState::Interview => Self::Interview,
            NextState::Placed => Self::Placed,
            NextState::Rejected => Self::Rejected,
            NextState::Withdrawn => Self::Withdrawn,
        }
    }
}

/// A step of a submission.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SubmissionStep {
    /// Where it goes on to.
    state: NextState,
}

/// Moves a submission on. Where it was the last open one of its run, the run is closed and its clock starts.
#[utoipa::path(
    post,
    path = "/submissions/{submission}/state",
    operation_id = "move_submission",
    tag = "submissions",
    params(("submission" = Uuid, Path, description = "The submission.")),
    request_body = SubmissionStep,
    responses((status = 200, description = "The submission as it is now.", body = SubmissionItem)),
    security(("session" = []), ("token" = []))
)]
async fn move_submission(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(submission): ApiPath<Uuid>,
    ApiJson(body): ApiJson<SubmissionStep>,
) -> Result<Json<SubmissionItem>, Problem> {
    let moved = app.service.move_submission(&caller, submission, body.state.into()).await?;
    Ok(Json(SubmissionItem::of(moved, caller.sees_persons())))
}
