//! Runs: begun by an upload, seen, stopped, repeated, moved to another team, erased. Their list is in `history.rs`, what happens
//! in them in `progress.rs`.

use super::erasures::{ErasureView, ReasonQuery};
use super::history::RunItem;
use super::options::OptionsView;
use super::revisions::{DocumentItem, RevisionOrder};
use super::shape::maybe;
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::extract::{ApiJson, ApiPath, ApiQuery, json};
use crate::intake::{Brought, fingerprint, started};
use crate::keys::once_for;
use crate::problem::Problem;
use crate::upload::{Upload, unknown_part};
use axum::Json;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::Class;
use dossier::db::erasures::Subject;
use dossier::db::rows::InputRole;
use dossier::service::runs::{
    Draft, InputFileName, InputView, Notices, RevisionOptions, RunView, ShortlistEntry, StepView,
};
use dossier::service::{MoveOrder, MovePersons, Office};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_run, erase_run))
        .routes(routes!(cancel_run))
        .routes(routes!(rerun))
        .routes(routes!(move_run))
        .routes(routes!(get_notices))
}

/// Routes that take files.
pub(super) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create_runs))
}

/// A file as its bytes.
#[derive(Serialize, ToSchema)]
#[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
pub(super) struct FilePart(String);

/// Files and options of new runs. Every CV becomes a run of its own; all other files belong to each of them.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RunUpload {
    /// CVs: PDF, DOCX, TXT, or a picture where texts are recognised.
    #[schema(min_items = 1, max_items = 64)]
    cv: Vec<FilePart>,
    /// The client's profile.
    job: Option<FilePart>,
    /// The candidate's photo, PNG or JPEG.
    photo: Option<FilePart>,
    /// The desk's part of the offer, TOML or JSON.
    offer: Option<FilePart>,
    /// Options, as JSON of at most 64 KiB.
    options: Option<OptionsView>,
}

/// Runs that were begun.
#[derive(Serialize, ToSchema)]
struct MadeRuns {
    /// Their ids, in the order of the CVs.
    runs: Vec<Uuid>,
    /// The batch that several CVs are.
    #[serde(skip_serializing_if = "Option::is_none")]
    batch: Option<Uuid>,
}

/// Begins runs. Files are stored as they come in; the runs wait for a worker when this answers.
#[utoipa::path(
    post,
    path = "/runs",
    operation_id = "create_runs",
    tag = "runs",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")),
    request_body(content = RunUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "They wait for a worker.", body = MadeRuns,
        headers(("Location" = String, description = "The first run.")))),
    security(("session" = []), ("token" = []))
)]
async fn create_runs(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    headers: HeaderMap,
    upload: Upload,
) -> Result<Response, Problem> {
    app.limits.runs.check(&caller.user.unwrap_or(caller.team))?;
    let service = &app.service;
    let mut draft = service.begin(&caller).await?;
    let brought = brought(service, &mut draft, upload).await;
    let brought = brought.and_then(|view| {
        let body = fingerprint(&draft, &view, view.offer())?;
        Ok(Brought { body, options: view.into() })
    });
    let made = |runs: Vec<Uuid>, batch| {
        let first = runs.first().copied().unwrap_or_default();
        let location = [(LOCATION, format!("/api/v1/runs/{first}"))];
        (StatusCode::CREATED, location, Json(MadeRuns { runs, batch })).into_response()
    };
    started(&app, &caller, (&headers, "/api/v1/runs"), draft, brought, made).await
}

/// Stores the files of an upload and reads its options.
async fn brought(service: &Office, draft: &mut Draft, mut upload: Upload) -> Result<OptionsView, Problem> {
    let mut options: Option<OptionsView> = None;
    loop {
        let added = match upload.next_part().await? {
            None => break,
            Some(part) if part.name == "options" => {
                if options.is_some() {
                    return Err(Problem::of(Class::Usage, "upload.twice").field("/options", "upload.twice"));
                }
                let text = part.text().await?;
                options = Some(json::<Option<OptionsView>>(text.as_bytes())?.unwrap_or_default());
                continue;
            }
            Some(part) => {
                let role = role_of(&part.name).ok_or_else(unknown_part)?;
                let name = InputFileName::new(part.file_name.as_deref().unwrap_or_default());
                service.add_input(draft, role, name, part.stream).await
            }
        };
        if let Err(error) = added {
            return Err(upload.client_fault().unwrap_or_else(|| error.into()));
        }
    }
    Ok(options.unwrap_or_default())
}

/// The role of a file by the name of its part.
fn role_of(part: &str) -> Option<InputRole> {
    match part {
        "cv" => Some(InputRole::Cv),
        "job" => Some(InputRole::Job),
        "photo" => Some(InputRole::Photo),
        "offer" => Some(InputRole::Offer),
        _ => None,
    }
}

/// A file of a run.
#[derive(Serialize, ToSchema)]
struct RunInput {
    /// What it is: cv, job, photo, offer and so on.
    role: &'static str,
    /// Name of the file, for those who may see persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Media type, as found.
    media_type: String,
    /// Length.
    bytes: i64,
    /// SHA-256 in hexadecimal.
    sha256: String,
    /// Whether its bytes are gone.
    dropped: bool,
}

impl RunInput {
    fn of(input: InputView) -> Self {
        Self {
            role: input.role.code(),
            name: input.name,
            media_type: input.media_type,
            bytes: input.bytes,
            sha256: input.sha256,
            dropped: input.dropped,
        }
    }
}

/// A step of an attempt.
#[derive(Serialize, ToSchema)]
struct RunStep {
    /// Number of the attempt.
    attempt: i64,
    /// Name of the step.
    name: String,
    /// Where it stands: running, done, failed or cancelled.
    state: &'static str,
    /// Code of its failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// When it began.
    #[schema(format = DateTime)]
    started_at: String,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

impl RunStep {
    fn of(step: StepView) -> Self {
        Self {
            attempt: step.attempt,
            name: step.name,
            state: step.state.code(),
            code: step.code,
            started_at: time(step.started_at),
            ended_at: maybe(step.ended_at),
        }
    }
}

/// A place in the papers to look at.
#[derive(Serialize, ToSchema)]
struct RunWarning {
    /// Kind of document.
    document: String,
    /// Stable code.
    code: String,
    /// Field or entry it speaks of; never its content.
    field: String,
    /// How often.
    count: u32,
}

/// A document that could not be made.
#[derive(Serialize, ToSchema)]
struct RunFailure {
    /// Kind of document.
    document: String,
    /// Stable code.
    code: String,
    /// What exactly, such as a template's tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// A run with all that belongs to it.
#[derive(Serialize, ToSchema)]
struct RunDetail {
    /// The run.
    run: RunItem,
    /// Number of its attempts.
    attempt: i64,
    /// Number of its last event.
    event_seq: i64,
    /// What it was asked for last.
    options: OptionsView,
    /// Its files.
    inputs: Vec<RunInput>,
    /// Steps of all attempts, in order.
    steps: Vec<RunStep>,
    /// Documents and records of the current revision.
    documents: Vec<DocumentItem>,
    /// What to look at in them; absent where the storage cannot tell right now.
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<Vec<RunWarning>>,
    /// Documents that could not be made.
    failures: Vec<RunFailure>,
    /// Of a shortlist its candidates, in the order of the numbers that its papers and records have.
    candidates: Vec<ListedCandidate>,
}

/// A candidate on a shortlist.
#[derive(Serialize, ToSchema)]
struct ListedCandidate {
    /// The candidate's own run.
    run: Uuid,
    /// Its revision that the shortlist shows.
    revision: Uuid,
    /// Code that stands for the candidate's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

impl ListedCandidate {
    fn of(entry: &ShortlistEntry) -> Self {
        Self { run: entry.run, revision: entry.revision, code: entry.code.clone() }
    }
}

impl RunDetail {
    fn of(view: RunView, sees_persons: bool) -> Self {
        let warnings = view.warnings.map(|warnings| {
            let told = warnings.into_iter().map(|one| RunWarning {
                document: one.document,
                code: one.code,
                field: one.field,
                count: one.count,
            });
            told.collect()
        });
        let entries = view.options.shortlist.iter().flat_map(|plan| &plan.entries);
        let candidates = entries.map(ListedCandidate::of).collect();
        let failures = view.failures.into_iter();
        let failures =
            failures.map(|one| RunFailure { document: one.document, code: one.code, detail: one.detail }).collect();
        Self {
            run: RunItem::of(view.run, sees_persons),
            attempt: view.attempt,
            event_seq: view.event_seq,
            options: view.options.into(),
            inputs: view.inputs.into_iter().map(RunInput::of).collect(),
            steps: view.steps.into_iter().map(RunStep::of).collect(),
            documents: view.documents.into_iter().map(DocumentItem::of).collect(),
            warnings,
            failures,
            candidates,
        }
    }
}

/// A run with its files, steps, documents and warnings.
#[utoipa::path(
    get,
    path = "/runs/{run}",
    operation_id = "get_run",
    tag = "runs",
    params(("run" = Uuid, Path, description = "The run.")),
    responses((status = 200, description = "The run.", body = RunDetail)),
    security(("session" = []), ("token" = []))
)]
async fn get_run(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
) -> Result<Json<RunDetail>, Problem> {
    let view = app.service.run(&caller, run).await?;
    Ok(Json(RunDetail::of(view, caller.sees_persons())))
}

/// Erases a run with all its files. Nobody sees it any more when this answers; a worker does the rest.
#[utoipa::path(
    delete,
    path = "/runs/{run}",
    operation_id = "erase_run",
    tag = "runs",
    params(("run" = Uuid, Path, description = "The run."), ReasonQuery),
    responses((status = 202, description = "It is being erased.", body = ErasureView,
        headers(("Location" = String, description = "The erasure, with its receipt at the end.")))),
    security(("session" = []), ("token" = []))
)]
async fn erase_run(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<ReasonQuery>,
) -> Result<Response, Problem> {
    let erasure = app.service.erase_later(&caller, Subject::Run(run), query.reason()).await?;
    Ok(ErasureView::accepted(erasure))
}

/// Stops a run. What is under way ends after its step; what was sealed before stays.
#[utoipa::path(
    post,
    path = "/runs/{run}/cancel",
    operation_id = "cancel_run",
    tag = "runs",
    params(("run" = Uuid, Path, description = "The run.")),
    responses((status = 204, description = "It is stopped.")),
    security(("session" = []), ("token" = []))
)]
async fn cancel_run(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.cancel(&caller, run).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Has the files of a run read again, by the rules of today, with the same options or others.
#[utoipa::path(
    post,
    path = "/runs/{run}/rerun",
    operation_id = "rerun",
    tag = "runs",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = RevisionOrder,
    responses((status = 202, description = "It waits for a worker; what is shown stays until then.")),
    security(("session" = []), ("token" = []))
)]
async fn rerun(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(order): ApiJson<RevisionOrder>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/runs/{run}/rerun");
    let asked = order.asked(&path)?;
    let work = async {
        let wanted = RevisionOptions { reread: true, ..order.into() };
        app.service.regenerate(&caller, run, wanted).await?;
        Ok::<_, Problem>(StatusCode::ACCEPTED.into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// One person of this team and who it is in the other.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SamePerson {
    /// The person here.
    from: Uuid,
    /// The person there.
    to: Uuid,
}

/// Where a run is to go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RunMove {
    /// The other team.
    team: Uuid,
    /// Persons that the other team knows already; absent makes new ones of those the run is about.
    persons: Option<Vec<SamePerson>>,
    /// Whether consents that count for every client are written down there, too.
    #[serde(default)]
    consents: bool,
}

/// A run that has moved.
#[derive(Serialize, ToSchema)]
struct MovedRun {
    /// The team that has it now.
    team: Uuid,
    /// Persons here and who stands for them there.
    persons: Vec<SamePerson>,
    /// Whether rows and files of this team are gone already; else a sweep goes on with it.
    erased: bool,
}

/// Moves a run to another team, in which the user is an admin, too.
#[utoipa::path(
    post,
    path = "/runs/{run}/move",
    operation_id = "move_run",
    tag = "runs",
    params(("run" = Uuid, Path, description = "The run.")),
    request_body = RunMove,
    responses(
        (status = 200, description = "It has moved.", body = MovedRun),
        (status = 412, description = "It has changed meanwhile.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn move_run(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiJson(body): ApiJson<RunMove>,
) -> Result<Json<MovedRun>, Problem> {
    if body.persons.as_ref().is_some_and(|persons| persons.len() > 100) {
        return Err(Problem::of(Class::Usage, "body.invalid").field("/persons", "field.invalid"));
    }
    // A run that is not there is told before a team that is not.
    app.service.run_standing(&caller, run).await?;
    let to = app.service.caller_in(&caller, body.team).await?;
    let persons = match body.persons {
        None => MovePersons::AsNew,
        Some(pairs) => MovePersons::Named(pairs.into_iter().map(|pair| (pair.from, pair.to)).collect()),
    };
    let moved = app.service.move_run(&caller, &to, &MoveOrder { run, persons, consents: body.consents }).await?;
    let persons = moved.persons.into_iter().map(|(from, to)| SamePerson { from, to }).collect();
    Ok(Json(MovedRun { team: body.team, persons, erased: moved.is_erased }))
}

/// Another person who may be the same one.
#[derive(Serialize, ToSchema)]
struct SimilarPerson {
    /// The person.
    person: Uuid,
    /// What is the same: email, phone, name-birth.
    by: Vec<&'static str>,
}

/// What the desk should know of a run's candidate.
#[derive(Serialize, ToSchema)]
struct RunNotices {
    /// Other runs of the same candidate, oldest first.
    same_person: Vec<Uuid>,
    /// Other persons of the team who may be the same one.
    similar: Vec<SimilarPerson>,
    /// Submissions of the candidate to the run's client within the last twelve months, newest first.
    submitted: Vec<Uuid>,
}

impl RunNotices {
    fn of(notices: Notices) -> Self {
        let similar = notices.similar.into_iter().map(|(person, by)| SimilarPerson { person, by }).collect();
        Self { same_person: notices.same_person, similar, submitted: notices.submitted }
    }
}

/// What the desk should know of a run's candidate before it sends anything: the same candidate elsewhere, and earlier submissions.
#[utoipa::path(
    get,
    path = "/runs/{run}/notices",
    operation_id = "get_run_notices",
    tag = "runs",
    params(("run" = Uuid, Path, description = "The run.")),
    responses((status = 200, description = "What there is to know.", body = RunNotices)),
    security(("session" = []), ("token" = []))
)]
async fn get_notices(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
) -> Result<Json<RunNotices>, Problem> {
    Ok(Json(RunNotices::of(app.service.notices(&caller, run).await?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_upload_have_roles_or_are_unknown() {
        for (part, role) in [("cv", Some(InputRole::Cv)), ("job", Some(InputRole::Job)), ("CV", None), ("", None)] {
            assert_eq!(role_of(part), role, "{part}");
        }
        assert_eq!(unknown_part().status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
}
