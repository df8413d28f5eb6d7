//! Documents of a revision on their way out: single ones, pictures of their pages, and packs as a ZIP.

use super::listing::{PageQuery, page_of};
use super::options::PackWord;
use super::revisions::DocumentItem;
use super::runs::FilePart;
use super::shape::wrong_query;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::download::Download;
use crate::etag::Tag;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use dossier::Class;
use dossier::core::formats::read::pdf::PreviewSize;
use dossier::service::runs::{self, Selection};
use futures::TryStreamExt as _;
use serde::Deserialize;
use std::io;
use std::ops::Range;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// Width of a page's picture where none is asked for, in pixels.
const WIDTH_PX: u16 = 900;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_documents))
        .routes(routes!(download_document))
        .routes(routes!(preview_page))
        .routes(routes!(picture_input))
        .routes(routes!(download_bundle))
}

fn not_found() -> Problem {
    Problem::of(Class::NotFound, "not_found")
}

/// Documents and records of a revision.
#[utoipa::path(
    get,
    path = "/runs/{run}/revisions/{revision}/documents",
    operation_id = "list_documents",
    tag = "documents",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("revision" = Uuid, Path, description = "The revision."),
        PageQuery
    ),
    responses((status = 200, description = "A page of documents.", body = Page<DocumentItem>)),
    security(("session" = []), ("token" = []))
)]
async fn list_documents(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, revision)): ApiPath<(Uuid, Uuid)>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<Page<DocumentItem>>, Problem> {
    let all = app.service.documents_of(&caller, run, revision).await?;
    page_of(all.into_iter().map(DocumentItem::of).collect(), &query, "documents", DocumentItem::id).map(Json)
}

/// Answers with a file or a pack, whole or in part.
async fn answer(found: runs::Download, method: &Method, headers: &HeaderMap) -> Result<Response, Problem> {
    let tag = Tag::strong(&found.etag);
    let offered = Download::file(found.name.clone(), found.media_type.clone(), found.bytes, tag);
    let open = |range: Range<u64>| async move {
        let stream = found.stream(range).map_err(Problem::from)?;
        Ok::<_, Problem>(stream.map_err(io::Error::other))
    };
    offered.answer(method, headers, open).await
}

/// A document or record of a revision. Takes `Range`, `If-Range` and `If-None-Match`.
#[utoipa::path(
    get,
    path = "/runs/{run}/revisions/{revision}/documents/{slug}",
    operation_id = "download_document",
    tag = "documents",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("revision" = Uuid, Path, description = "The revision."),
        ("slug" = String, Path, description = "Such as `01-cv.docx`."),
        ("Range" = Option<String>, Header, description = "One range of bytes.")
    ),
    responses(
        (status = 200, description = "The file.", body = FilePart, content_type = "*/*",
            headers(("ETag" = String, description = "SHA-256 of the file."))),
        (status = 206, description = "A part of it.", body = FilePart, content_type = "*/*"),
        (status = 304, description = "It is what the client has."),
        (status = 412, description = "`If-Match` names another file."),
        (status = 416, description = "The range lies outside.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn download_document(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, revision, slug)): ApiPath<(Uuid, Uuid, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let all = app.service.documents_of(&caller, run, revision).await?;
    let document = all.into_iter().find(|document| document.slug == slug).ok_or_else(not_found)?;
    let selection = Selection::Document(document.id);
    answer(app.service.download(&caller, run, Some(revision), selection).await?, &method, &headers).await
}

/// How a page is drawn.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// Width in pixels; 900 by default.
    #[param(minimum = 200, maximum = 2000)]
    width: Option<u16>,
}

/// A picture of a page of a document.
#[utoipa::path(
    get,
    path = "/runs/{run}/revisions/{revision}/documents/{slug}/preview/{page}",
    operation_id = "preview_page",
    tag = "documents",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("revision" = Uuid, Path, description = "The revision."),
        ("slug" = String, Path, description = "Such as `01-cv.docx`."),
        ("page" = u8, Path, description = "From 1 to 20."),
        PreviewQuery
    ),
    responses(
        (status = 200, description = "The picture.", body = FilePart, content_type = "image/png",
            headers(("ETag" = String, description = "Of document, page and width."))),
        (status = 206, description = "A part of it.", body = FilePart, content_type = "image/png"),
        (status = 304, description = "It is what the client has."),
        (status = 412, description = "`If-Match` names another picture."),
        (status = 416, description = "The range lies outside.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn preview_page(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, revision, slug, page)): ApiPath<(Uuid, Uuid, String, u8)>,
    ApiQuery(query): ApiQuery<PreviewQuery>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let all = app.service.documents_of(&caller, run, revision).await?;
    let paper = all.into_iter().find(|document| document.slug == slug && !document.is_record);
    let paper = paper.ok_or_else(not_found)?;
    let width = query.width.unwrap_or(WIDTH_PX);
    if !PreviewSize::WIDTHS_PX.contains(&width) {
        return Err(wrong_query("width"));
    }
    let size = PreviewSize::new(width, page).ok_or_else(not_found)?;
    let preview = app.service.preview(&caller, run, Some(revision), (paper.kind.as_str(), size)).await?;
    let place = usize::from(page).checked_sub(1);
    let picture = place.and_then(|place| preview.pages.into_iter().nth(place)).ok_or_else(not_found)?;
    let bytes = u64::try_from(picture.len()).map_err(|_| Problem::internal())?;
    let tag = Tag::strong(&format!("{}-{page}-{width}", preview.etag));
    let file = Download::file(format!("{}-{page}.png", paper.kind), "image/png".to_owned(), bytes, tag);
    Download { inline: true, ..file }.answer_whole(&method, &headers, picture).await
}

/// A picture of a page of a file that the run was made of: of a PDF whose bytes are there.
#[utoipa::path(
    get,
    path = "/runs/{run}/inputs/{input}/pages/{page}",
    operation_id = "picture_input",
    tag = "runs",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("input" = u16, Path, description = "Number of the file, from 1, as the run lists its files."),
        ("page" = u16, Path, description = "From 1."),
        PreviewQuery
    ),
    responses(
        (status = 200, description = "The picture.", body = FilePart, content_type = "image/png",
            headers(("ETag" = String, description = "Of file, page and width."))),
        (status = 206, description = "A part of it.", body = FilePart, content_type = "image/png"),
        (status = 304, description = "It is what the client has."),
        (status = 412, description = "`If-Match` names another picture."),
        (status = 416, description = "The range lies outside.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn picture_input(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, input, page)): ApiPath<(Uuid, u16, u16)>,
    ApiQuery(query): ApiQuery<PreviewQuery>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let width = query.width.unwrap_or(WIDTH_PX);
    if !PreviewSize::WIDTHS_PX.contains(&width) {
        return Err(wrong_query("width"));
    }
    let found = app.service.input_page(&caller, run, input, (width, page)).await?;
    let bytes = u64::try_from(found.png.len()).map_err(|_| Problem::internal())?;
    let file = Download::file(format!("page-{page}.png"), "image/png".to_owned(), bytes, Tag::strong(&found.etag));
    Download { inline: true, ..file }.answer_whole(&method, &headers, found.png).await
}

/// Which documents.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BundleQuery {
    /// Which documents; all by default.
    #[param(inline)]
    pack: Option<PackWord>,
}

/// The documents of a pack as a ZIP. Takes `Range`, `If-Range` and `If-None-Match`.
#[utoipa::path(
    get,
    path = "/runs/{run}/revisions/{revision}/bundle",
    operation_id = "download_bundle",
    tag = "documents",
    params(
        ("run" = Uuid, Path, description = "The run."),
        ("revision" = Uuid, Path, description = "The revision."),
        ("Range" = Option<String>, Header, description = "One range of bytes."),
        BundleQuery
    ),
    responses(
        (status = 200, description = "The ZIP.", body = FilePart, content_type = "application/zip",
            headers(("ETag" = String, description = "Of its content."))),
        (status = 206, description = "A part of it.", body = FilePart, content_type = "application/zip"),
        (status = 304, description = "It is what the client has."),
        (status = 412, description = "`If-Match` names another ZIP."),
        (status = 416, description = "The range lies outside.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn download_bundle(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath((run, revision)): ApiPath<(Uuid, Uuid)>,
    ApiQuery(query): ApiQuery<BundleQuery>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let selection = Selection::Pack(query.pack.unwrap_or_default().into());
    answer(app.service.download(&caller, run, Some(revision), selection).await?, &method, &headers).await
}
