//! What colleagues say to each other about a run. Never part of a paper.

use super::listing::{PageQuery, page_of};
use super::shape::{Made, maybe};
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
use dossier::db::rows::Comment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_comments, create_comment)).routes(routes!(edit_comment, delete_comment))
}

/// A comment.
#[derive(Serialize, ToSchema)]
struct CommentItem {
    /// Id.
    id: Uuid,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Uuid>,
    /// The text; for those who may see persons, because it may name them.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Last change of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    edited_at: Option<String>,
}

impl CommentItem {
    fn of(comment: Comment, sees_persons: bool) -> Self {
        Self {
            id: comment.id,
            author: comment.author,
            text: sees_persons.then(|| comment.body.into_string()),
            created_at: time(comment.created_at),
            edited_at: maybe(comment.edited_at),
        }
    }
}

/// Comments on a run, oldest first.
#[utoipa::path(
    get,
    path = "/runs/{run}/comments",
    operation_id = "list_comments",
    tag = "comments",
    params(("run" = Uuid, Path, description = "The run."), PageQuery),
    responses((status = 200, description = "A page of comments.", body = Page<CommentItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_comments(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<CommentItem>>, Problem> {
    let sees_persons = caller.sees_persons();
    let all = app.service.comments_on(&caller, run).await?;
    let all = all.into_iter().map(|comment| CommentItem::of(comment, sees_persons)).collect();
    page_of(all, &query, "comments", |comment: &CommentItem| comment.id).map(Json)
}

/// A comment to be written.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CommentText {
    /// The text.
    #[schema(min_length = 1, max_length = 5000)]
    text: String,
}

/// Writes a comment.
#[utoipa::path(
    post,
    path = "/runs/{run}/comments",
    operation_id = "create_comment",
    tag = "comments",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same request is done once.")
    ),
    request_body = CommentText,
    responses((status = 201, description = "It is written.", body = Made)),
    security(("session" = []), ("token" = []))
)]
async fn create_comment(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(run): ApiPath<Uuid>,
    headers: HeaderMap,
    ApiJson(body): ApiJson<CommentText>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/runs/{run}/comments");
    let asked = Asked::post(&path, &body)?;
    let work = async {
        // Answers to keys are kept, and a comment may name people: only its id is told.
        let id = app.service.comment(&caller, run, Personal::new(body.text)).await?.id;
        Ok::<_, Problem>((StatusCode::CREATED, Json(Made { id })).into_response())
    };
    once_for(&app.service, &caller, &headers, asked, work).await
}

/// Changes one's own comment.
#[utoipa::path(
    patch,
    path = "/runs/{run}/comments/{comment}",
    operation_id = "edit_comment",
    tag = "comments",
    params(("run" = Uuid, Path, description = "The run."), ("comment" = Uuid, Path, description = "The comment.")),
    request_body = CommentText,
    responses((status = 200, description = "The comment.", body = CommentItem)),
    security(("session" = []), ("token" = []))
)]
async fn edit_comment(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, comment)): ApiPath<(Uuid, Uuid)>,
    ApiJson(body): ApiJson<CommentText>,
) -> Result<Json<CommentItem>, Problem> {
    let edited = app.service.edit_comment(&caller, (run, comment), Personal::new(body.text)).await?;
    Ok(Json(CommentItem::of(edited, caller.sees_persons())))
}

/// Deletes a comment: one's own, or as an admin any.
#[utoipa::path(
    delete,
    path = "/runs/{run}/comments/{comment}",
    operation_id = "delete_comment",
    tag = "comments",
    params(("run" = Uuid, Path, description = "The run."), ("comment" = Uuid, Path, description = "The comment.")),
    responses((status = 204, description = "It is deleted.")),
    security(("session" = []), ("token" = []))
)]
async fn delete_comment(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, comment)): ApiPath<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.service.delete_comment(&caller, (run, comment)).await?;
    Ok(StatusCode::NO_CONTENT)
}
