//! Links from outside, without a login: a look that tells nothing of the papers, and a download that asks for the password and
//! counts. Nothing of it is kept by browsers or search engines.

use super::runs::FilePart;
use super::shape::bounded;
use super::time;
use crate::app::App;
use crate::caller::Visitor;
use crate::download::Download;
use crate::etag::Tag;
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::response::{IntoResponse, Response};
use dossier::db::Personal;
use dossier::service::ServiceError;
use dossier::service::sharing::ShareFace;
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use std::io;
use std::ops::Range;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(peek_share, open_share))
}

/// What is told of a link before it is used.
#[derive(Serialize, ToSchema)]
struct ShareLook {
    /// Whether it asks for a password.
    needs_password: bool,
    /// Whether it shows several files as a ZIP.
    is_pack: bool,
    /// Until when it works.
    #[schema(format = DateTime)]
    expires_at: String,
    /// How often it can still be used; absent means any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    uses_left: Option<i64>,
}

impl ShareLook {
    fn of(face: ShareFace) -> Self {
        Self {
            needs_password: face.needs_password,
            is_pack: face.is_pack,
            expires_at: time(face.expires_at),
            uses_left: face.uses_left,
        }
    }
}

/// Whatever comes of a link, refusals too: nobody keeps it, and no page learns the address.
fn apart(answer: Result<Response, Problem>) -> Response {
    let mut response = answer.unwrap_or_else(Problem::into_response);
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Looks at a link without using it.
#[utoipa::path(
    get,
    path = "/s/{secret}",
    operation_id = "peek_share",
    tag = "public",
    params(("secret" = String, Path, description = "What stands in the link's address.")),
    responses(
        (status = 200, description = "It works; what it shows is not told.", body = ShareLook),
        (status = 410, description = "It does not work, or never did.")
    ),
    security(())
)]
async fn peek_share(State(app): State<App>, visitor: Visitor, ApiPath(secret): ApiPath<String>) -> Response {
    let face = app.service.peek_share(&secret, &visitor.network).await;
    apart(face.map(|face| Json(ShareLook::of(face)).into_response()).map_err(Problem::from))
}

/// What whoever follows a link knows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ShareKnown {
    /// The link's password, where it asks for one.
    #[schema(max_length = 256)]
    password: Option<String>,
}

/// Uses a link once and gives what it shows: the document, or the pack as a ZIP. What cannot be given is not counted.
#[utoipa::path(
    post,
    path = "/s/{secret}",
    operation_id = "open_share",
    tag = "public",
    params(("secret" = String, Path, description = "What stands in the link's address.")),
    request_body = ShareKnown,
    responses(
        (status = 200, description = "What the link shows.", body = FilePart, content_type = "*/*"),
        (status = 410, description = "It does not work any more, or never did.")
    ),
    security(())
)]
async fn open_share(
    State(app): State<App>,
    visitor: Visitor,
    ApiPath(secret): ApiPath<String>,
    ApiJson(body): ApiJson<ShareKnown>,
) -> Response {
    if let Err(problem) = bounded("/password", body.password.as_deref(), 256) {
        return apart(Err(problem));
    }
    apart(opened(&app, &secret, body.password.map(Personal::new), &visitor.network).await)
}

/// Uses a link once and answers with what it shows, as a file to be saved.
///
/// # Errors
/// 410 for a link that does not work, 422 without the right password, 429 after too many wrong ones.
pub(crate) async fn opened(
    app: &App,
    secret: &str,
    password: Option<Personal>,
    network: &str,
) -> Result<Response, Problem> {
    let shared = app.service.open_share(secret, password.as_ref(), network).await?;
    let offered = Download {
        name: shared.file_name.clone(),
        media_type: shared.media_type.clone(),
        bytes: shared.bytes,
        tag: Tag::strong(&shared.etag),
        inline: false,
        noindex: true,
    };
    let open = |range: Range<u64>| async move {
        let stream = shared.stream(range).map_err(|error| Problem::from(ServiceError::from(error)))?;
        Ok::<_, Problem>(stream.map_err(io::Error::other))
    };
    // The use is counted: the whole of it is sent, whatever conditions the request names.
    offered.answer(&Method::POST, &HeaderMap::new(), open).await
}
