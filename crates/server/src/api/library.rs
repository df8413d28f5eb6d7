//! The team's library: brands with logos and fonts, templates, word lists and terms of offers, each checked when it is brought.

use super::listing::{PageQuery, page_of};
use super::runs::FilePart;
use super::shape::maybe;
use super::time;
use crate::app::App;
use crate::caller::ApiCaller;
use crate::cursor::Page;
use crate::download::Download;
use crate::etag::Tag;
use crate::extract::{ApiJson, ApiPath, ApiQuery, json};
use crate::problem::Problem;
use crate::upload::{Upload, unknown_part};
use axum::Json;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::Class;
use dossier::core::generate::template::kind_of;
use dossier::db::rows::{FileKind, TeamFile};
use dossier::service::library::NewTeamFile;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// Most bytes of a file of the library: what the largest kind may have. The use case knows the others.
const BYTES_MAX: usize = 16 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_files))
        .routes(routes!(get_file, edit_file, archive_file))
        .routes(routes!(download_file))
}

/// Routes that take files.
pub(super) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add_file))
}

/// What a file of the library is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum FileWord {
    /// A brand: colours, fonts, footer.
    Brand,
    /// A template of the team's own.
    Template,
    /// A list of words.
    Lexicon,
    /// A logo.
    Logo,
    /// Terms of an offer.
    Offer,
    /// A font that a brand names.
    Font,
}

impl From<FileWord> for FileKind {
    fn from(word: FileWord) -> Self {
        match word {
            FileWord::Brand => Self::Brand,
            FileWord::Template => Self::Template,
            FileWord::Lexicon => Self::Lexicon,
            FileWord::Logo => Self::Logo,
            FileWord::Offer => Self::Offer,
            FileWord::Font => Self::Font,
        }
    }
}

/// A file of the library, without its bytes.
#[derive(Serialize, ToSchema)]
struct LibraryFile {
    /// Id.
    id: Uuid,
    /// What it is: brand, template, lexicon, logo, offer or font.
    kind: &'static str,
    /// What people call it.
    name: String,
    /// For which client; absent means for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<Uuid>,
    /// For which document; absent means for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// Media type, as found.
    media_type: String,
    /// SHA-256 in hexadecimal.
    sha256: String,
    /// Whether it is taken where nobody chooses.
    is_default: bool,
    /// Who brought it.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Since when it is not offered any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    archived_at: Option<String>,
}

impl LibraryFile {
    fn of(row: TeamFile) -> Self {
        Self {
            id: row.id,
            kind: row.kind.code(),
            name: row.name,
            client: row.client,
            document: row.document,
            media_type: row.media_type,
            sha256: row.sha256.to_string(),
            is_default: row.is_default,
            created_by: row.created_by,
            created_at: time(row.created_at),
            archived_at: maybe(row.archived_at),
        }
    }
}

/// Which files.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FilesQuery {
    /// Of one kind.
    #[param(inline)]
    kind: Option<FileWord>,
    /// `next` of the page before.
    #[param(max_length = 256)]
    cursor: Option<String>,
    /// Most rows; 50 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// Files of the library without archived ones, by kind and name.
#[utoipa::path(
    get,
    path = "/files",
    operation_id = "list_files",
    tag = "library",
    params(FilesQuery),
    responses((status = 200, description = "A page of files.", body = Page<LibraryFile>)),
    security(("session" = []), ("token" = []))
)]
async fn list_files(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiQuery(query): ApiQuery<FilesQuery>,
) -> Result<Json<Page<LibraryFile>>, Problem> {
    let all = app.service.team_files(&caller, query.kind.map(FileKind::from)).await?;
    let page = PageQuery::new(query.cursor, query.limit);
    let rows = all.into_iter().map(LibraryFile::of).collect();
    page_of(rows, &page, &("files", query.kind), |row: &LibraryFile| row.id).map(Json)
}

/// What is told of a file that is brought.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FileAbout {
    /// What it is.
    kind: FileWord,
    /// What people call it; by default the name of the file. Brands name their logos, fonts and templates by it.
    #[schema(min_length = 1, max_length = 150)]
    name: Option<String>,
    /// For which client; by default for all.
    client: Option<Uuid>,
    /// For which document a template is; by default what the template says itself.
    #[schema(pattern = "^(cv|offer|matchmaking|feedback|candidate-letter|letter)$")]
    document: Option<String>,
    /// Whether it is taken from now on where nobody chooses.
    #[serde(default)]
    is_default: bool,
}

/// A file with what is told of it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FileUpload {
    /// What it is; comes before the file.
    about: FileAbout,
    /// The file.
    file: FilePart,
}

/// Brings a file into the library, after a check of everything that a run would later stumble over.
#[utoipa::path(
    post,
    path = "/files",
    operation_id = "add_file",
    tag = "library",
    request_body(content = FileUpload, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "It is there.", body = LibraryFile,
            headers(("Location" = String, description = "The file."))),
        (status = 404, description = "There is no such client.")
    ),
    security(("session" = []), ("token" = []))
)]
async fn add_file(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    mut upload: Upload,
) -> Result<Response, Problem> {
    let mut about: Option<FileAbout> = None;
    let mut brought: Option<(String, Vec<u8>)> = None;
    while let Some(part) = upload.next_part().await? {
        match part.name.as_str() {
            "about" if about.is_none() => about = Some(json(part.text().await?.as_bytes())?),
            "file" if brought.is_none() => {
                let name = part.file_name.clone().unwrap_or_default();
                brought = Some((name, part.bytes(BYTES_MAX).await?));
            }
            "about" | "file" => return Err(Problem::of(Class::Usage, "upload.twice")),
            _ => return Err(unknown_part()),
        }
    }
    let missing = |part: &'static str| Problem::of(Class::Usage, "upload.part_missing").field(part, "field.missing");
    let about = about.ok_or_else(|| missing("/about"))?;
    let (file_name, content) = brought.ok_or_else(|| missing("/file"))?;
    let document = match about.document.as_deref() {
        None => None,
        Some(word) => {
            let unknown = || Problem::of(Class::Usage, "body.invalid").field("/about/document", "field.invalid");
            Some(kind_of(word).ok_or_else(unknown)?)
        }
    };
    let new = NewTeamFile {
        kind: about.kind.into(),
        name: about.name.unwrap_or(file_name),
        client: about.client,
        document,
        make_default: about.is_default,
        content,
    };
    let file = app.service.add_team_file(&caller, new).await?;
    let location = [(LOCATION, format!("/api/v1/files/{}", file.id))];
    Ok((StatusCode::CREATED, location, Json(LibraryFile::of(file))).into_response())
}

/// A file of the library, archived or not.
#[utoipa::path(
    get,
    path = "/files/{file}",
    operation_id = "get_file",
    tag = "library",
    params(("file" = Uuid, Path, description = "The file.")),
    responses((status = 200, description = "The file.", body = LibraryFile)),
    security(("session" = []), ("token" = []))
)]
async fn get_file(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(file): ApiPath<Uuid>,
) -> Result<Json<LibraryFile>, Problem> {
    let (row, _) = app.service.team_file(&caller, file).await?;
    Ok(Json(LibraryFile::of(row)))
}

/// The bytes of a file of the library.
#[utoipa::path(
    get,
    path = "/files/{file}/content",
    operation_id = "download_file",
    tag = "library",
    params(("file" = Uuid, Path, description = "The file.")),
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
async fn download_file(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(file): ApiPath<Uuid>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (row, content) = app.service.team_file(&caller, file).await?;
    let bytes = u64::try_from(content.len()).map_err(|_| Problem::internal())?;
    let offered = Download::file(row.name, row.media_type, bytes, Tag::strong(&row.sha256.to_string()));
    offered.answer_whole(&method, &headers, content).await
}

/// What of a file is to be changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FileEdit {
    /// Only true: it is taken from now on where nobody chooses, among those of its kind, client and document.
    is_default: bool,
}

/// Has a file taken where nobody chooses.
#[utoipa::path(
    patch,
    path = "/files/{file}",
    operation_id = "edit_file",
    tag = "library",
    params(("file" = Uuid, Path, description = "The file.")),
    request_body = FileEdit,
    responses((status = 200, description = "The file as it is now.", body = LibraryFile)),
    security(("session" = []), ("token" = []))
)]
async fn edit_file(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(file): ApiPath<Uuid>,
    ApiJson(edit): ApiJson<FileEdit>,
) -> Result<Json<LibraryFile>, Problem> {
    if !edit.is_default {
        let hint = "make another file the default instead, or archive this one";
        return Err(Problem::of(Class::Usage, "library.default").hint(hint).field("/is_default", "field.invalid"));
    }
    app.service.make_team_file_default(&caller, file).await?;
    let (row, _) = app.service.team_file(&caller, file).await?;
    Ok(Json(LibraryFile::of(row)))
}

/// Takes a file out of the library. Runs that were made with it are not touched.
#[utoipa::path(
    delete,
    path = "/files/{file}",
    operation_id = "archive_file",
    tag = "library",
    params(("file" = Uuid, Path, description = "The file.")),
    responses((status = 204, description = "It is not offered any more.")),
    security(("session" = []), ("token" = []))
)]
async fn archive_file(
    State(app): State<App>,
    ApiCaller(caller): ApiCaller,
    ApiPath(file): ApiPath<Uuid>,
) -> Result<StatusCode, Problem> {
    app.service.archive_team_file(&caller, file).await?;
    Ok(StatusCode::NO_CONTENT)
}
