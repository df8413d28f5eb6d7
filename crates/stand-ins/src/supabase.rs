//! Supabase Storage on loopback, after the published behaviour of its server: both doors, row-level security by the teams
//! of a user's token, and its quirks. Both doors lead to the same objects. The S3 door does not check signatures, because
//! the path that was signed is not the path that arrives there.

use crate::jwt::{self, Bearer};
use crate::objects::{Bucket, Object, Objects};
use crate::{listen, s3};
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Reference of the project.
pub const PROJECT: &str = "stand-in";
/// Bytes that one upload may have.
const UPLOAD_BYTES_MAX: usize = 300 * 1024 * 1024;
/// Entries of a page, whatever is asked for.
const PAGE_MAX: usize = 1_000;

/// A running service; ends when dropped.
#[derive(Debug)]
pub struct Supabase {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

struct Shared {
    objects: Objects,
    cursor_listing: bool,
    s3: s3s::service::S3Service,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

impl Supabase {
    /// Starts the service without buckets. An older server has no second form of listings.
    pub async fn start(older: bool) -> Self {
        let (listener, address) = listen().await;
        let objects = Objects::default();
        let s3 = s3::service(&objects, None);
        let shared = Arc::new(Shared { objects, cursor_listing: !older, s3 });
        let routes = Router::new()
            .route("/storage/v1/object/list/{bucket}", post(list))
            .route("/storage/v1/object/list-v2/{bucket}", post(list_v2))
            .route("/storage/v1/object/copy", post(copy))
            .route("/storage/v1/object/sign/{bucket}/{*key}", any(sign))
            .route("/storage/v1/object/authenticated/{bucket}/{*key}", any(object))
            .route("/storage/v1/object/{bucket}/{*key}", any(object))
            .route("/storage/v1/s3/{*path}", any(by_s3))
            .fallback(|| async { fault(404, "not_found", "Route not found") })
            .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
            .with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, routes).await;
        });
        Self { address, shared, server }
    }

    /// Makes a bucket, behind both doors.
    pub fn bucket(&self, name: &str) {
        self.shared.objects.make_bucket(name);
    }

    /// Host and port, for `supabase://`.
    pub fn host(&self) -> String {
        self.address.to_string()
    }
}

impl Drop for Supabase {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Shares = State<Arc<Shared>>;

/// Errors are HTTP 400; the status that is meant stands in the body.
fn fault(status: u16, error: &str, message: &str) -> Response {
    let body = json!({ "statusCode": status.to_string(), "error": error, "message": message });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

fn no_bucket() -> Response {
    fault(404, "Bucket not found", "Bucket not found")
}

fn no_object() -> Response {
    fault(404, "not_found", "Object not found")
}

fn denied() -> Response {
    fault(403, "Unauthorized", "new row violates row-level security policy")
}

fn who(headers: &HeaderMap) -> Result<Bearer, Box<Response>> {
    let get = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let token = get("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let known = get("apikey").is_some_and(|key| jwt::bearer(key).is_some());
    match token.and_then(jwt::bearer) {
        Some(bearer) if known => Ok(bearer),
        _ => Err(Box::new(fault(403, "Unauthorized", "signature verification failed"))),
    }
}

/// The characters that the server takes in keys.
fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_/!-.*'() &$@=;:+,?".contains(c))
}

async fn object(
    State(shared): Shares,
    method: Method,
    Path((bucket, key)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let bearer = match who(&headers) {
        Ok(bearer) => bearer,
        Err(response) => return *response,
    };
    let mut all = shared.objects.lock();
    let Some(objects) = all.buckets.get_mut(&bucket) else { return no_bucket() };
    match method {
        Method::GET | Method::HEAD => match objects.get(&key).filter(|_| bearer.reaches(&key)) {
            Some(object) => serve(object, &headers, method == Method::HEAD),
            None if method == Method::HEAD => StatusCode::BAD_REQUEST.into_response(),
            None => no_object(),
        },
        Method::POST | Method::PUT => {
            if !is_key(&key) {
                return fault(400, "InvalidKey", "Invalid key");
            }
            if !bearer.reaches(&key) {
                return denied();
            }
            let upsert = method == Method::PUT || headers.get("x-upsert").is_some_and(|value| value == "true");
            if objects.contains_key(&key) && !upsert {
                return fault(409, "Duplicate", "The resource already exists");
            }
            let object = Object::new(body);
            let id = object.id.clone();
            objects.insert(key.clone(), object);
            Json(json!({ "Key": format!("{bucket}/{key}"), "Id": id })).into_response()
        }
        Method::DELETE => match objects.contains_key(&key) {
            // The one place where newer servers tell what is not there from what is someone else's.
            true if !bearer.reaches(&key) && shared.cursor_listing => fault(403, "Unauthorized", "Access denied"),
            true if !bearer.reaches(&key) => no_object(),
            true => {
                objects.remove(&key);
                Json(json!({ "message": "Successfully deleted" })).into_response()
            }
            false => no_object(),
        },
        _ => fault(404, "not_found", "Route not found"),
    }
}

fn serve(object: &Object, headers: &HeaderMap, head: bool) -> Response {
    let size = object.bytes.len();
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok()).and_then(|text| range(text, size));
    let (status, part) = match asked {
        Some(part) => (StatusCode::PARTIAL_CONTENT, part),
        None => (StatusCode::OK, 0..size),
    };
    let content = object.bytes.slice(part.clone());
    let modified = object.updated_at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let mut response = Response::builder()
        .status(status)
        .header(header::LAST_MODIFIED, modified)
        .header(header::ETAG, format!("\"{}\"", object.id))
        .header(header::CONTENT_TYPE, "application/octet-stream");
    if status == StatusCode::PARTIAL_CONTENT {
        let shown = format!("bytes {}-{}/{size}", part.start, part.end.saturating_sub(1));
        response = response.header(header::CONTENT_RANGE, shown);
    }
    // An empty object comes without Content-Length.
    let body = if size == 0 {
        Body::from_stream(futures::stream::empty::<Result<Bytes, std::io::Error>>())
    } else if head {
        response = response.header(header::CONTENT_LENGTH, size);
        Body::empty()
    } else {
        Body::from(content)
    };
    response.body(body).expect("a sound response")
}

fn range(text: &str, size: usize) -> Option<std::ops::Range<usize>> {
    let (start, end) = text.strip_prefix("bytes=")?.split_once('-')?;
    match (start.parse::<usize>().ok(), end.parse::<usize>().ok()) {
        (Some(start), Some(end)) if start <= end => Some(start.min(size)..(end + 1).min(size)),
        (Some(start), None) => Some(start.min(size)..size),
        (None, Some(last)) => Some(size.saturating_sub(last)..size),
        _ => None,
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    prefix: String,
    limit: Option<usize>,
    offset: Option<usize>,
    cursor: Option<String>,
    #[serde(default)]
    with_delimiter: bool,
}

fn described(name: &str, key: Option<&str>, object: &Object) -> Value {
    let at = object.updated_at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string();
    json!({
        "name": name, "key": key, "id": object.id, "updated_at": at, "created_at": at, "last_accessed_at": at,
        "metadata": { "eTag": format!("\"{}\"", object.id), "size": object.bytes.len(), "lastModified": at },
    })
}

/// What lies directly below a prefix: objects by name, and further levels.
fn level(objects: &Bucket, bearer: &Bearer, prefix: &str) -> BTreeMap<String, Option<Object>> {
    let mut found = BTreeMap::new();
    for (key, object) in objects.iter().filter(|(key, _)| bearer.reaches(key)) {
        match key
            .strip_prefix(prefix)
            .map(|rest| rest.split_once('/').map_or((rest, None), |(name, rest)| (name, Some(rest))))
        {
            Some((name, None)) => found.insert(name.to_owned(), Some(object.clone())),
            Some((name, Some(_))) => found.insert(name.to_owned(), None),
            None => None,
        };
    }
    found
}

async fn list(
    State(shared): Shares,
    Path(bucket): Path<String>,
    headers: HeaderMap,
    Json(asked): Json<Asked>,
) -> Response {
    let bearer = match who(&headers) {
        Ok(bearer) => bearer,
        Err(response) => return *response,
    };
    let all = shared.objects.lock();
    let none = Bucket::new();
    // A bucket that is not there lists as empty.
    let objects = all.buckets.get(&bucket).unwrap_or(&none);
    let folder = if asked.prefix.is_empty() || asked.prefix.ends_with('/') {
        asked.prefix
    } else {
        format!("{}/", asked.prefix)
    };
    let entries = level(objects, &bearer, &folder).into_iter().map(|(name, object)| match object {
        Some(object) => described(&name, None, &object),
        None => json!({ "name": name, "id": null, "updated_at": null, "metadata": null }),
    });
    let page: Vec<Value> =
        entries.skip(asked.offset.unwrap_or(0)).take(asked.limit.unwrap_or(100).min(PAGE_MAX)).collect();
    Json(page).into_response()
}

async fn list_v2(
    State(shared): Shares,
    Path(bucket): Path<String>,
    headers: HeaderMap,
    Json(asked): Json<Asked>,
) -> Response {
    if !shared.cursor_listing {
        // The route of uploads takes it, and there is no bucket named `list-v2`.
        return no_bucket();
    }
    let bearer = match who(&headers) {
        Ok(bearer) => bearer,
        Err(response) => return *response,
    };
    let all = shared.objects.lock();
    let none = Bucket::new();
    let objects = all.buckets.get(&bucket).unwrap_or(&none);
    let mut entries: Vec<(String, Option<Object>)> = if asked.with_delimiter {
        let found = level(objects, &bearer, &asked.prefix).into_iter();
        found.map(|(name, object)| (format!("{}{name}", asked.prefix), object)).collect()
    } else {
        let tree = objects.iter().filter(|(key, _)| bearer.reaches(key) && key.starts_with(&asked.prefix));
        tree.map(|(key, object)| (key.clone(), Some(object.clone()))).collect()
    };
    if let Some(cursor) = &asked.cursor {
        entries.retain(|(key, _)| key > cursor);
    }
    let limit = asked.limit.unwrap_or(PAGE_MAX).min(PAGE_MAX);
    let has_next = entries.len() > limit;
    entries.truncate(limit);
    let next = has_next.then(|| entries.last().map(|(key, _)| key.clone())).flatten();
    let (mut folders, mut found) = (Vec::new(), Vec::new());
    for (key, object) in &entries {
        let name = key.rsplit('/').next().unwrap_or(key);
        match object {
            Some(object) => found.push(described(key, Some(name), object)),
            None => folders.push(json!({ "id": null, "name": format!("{key}/"), "key": name })),
        }
    }
    Json(json!({ "hasNext": has_next, "nextCursor": next, "folders": folders, "objects": found })).into_response()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Copy {
    bucket_id: String,
    source_key: String,
    destination_key: String,
}

async fn copy(State(shared): Shares, headers: HeaderMap, Json(asked): Json<Copy>) -> Response {
    let bearer = match who(&headers) {
        Ok(bearer) => bearer,
        Err(response) => return *response,
    };
    let mut all = shared.objects.lock();
    let Some(objects) = all.buckets.get_mut(&asked.bucket_id) else { return no_bucket() };
    let Some(object) = objects.get(&asked.source_key).filter(|_| bearer.reaches(&asked.source_key)).cloned() else {
        return no_object();
    };
    if !bearer.reaches(&asked.destination_key) {
        return denied();
    }
    let upsert = headers.get("x-upsert").is_some_and(|value| value == "true");
    if objects.contains_key(&asked.destination_key) && !upsert {
        return fault(409, "Duplicate", "The resource already exists");
    }
    objects.insert(asked.destination_key.clone(), Object { updated_at: Timestamp::now(), ..object });
    Json(json!({ "Key": format!("{}/{}", asked.bucket_id, asked.destination_key) })).into_response()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lives {
    expires_in: i64,
}

/// `POST` makes a link, `GET` serves it.
async fn sign(
    State(shared): Shares,
    method: Method,
    Path((bucket, key)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if method == Method::GET {
        let token = uri.query().and_then(|query| query.strip_prefix("token=")).unwrap_or_default();
        let claims = jwt::claims(token).unwrap_or_default();
        let lives = claims["exp"].as_i64().is_some_and(|at| at > Timestamp::now().as_second());
        if claims["url"].as_str() != Some(&format!("{bucket}/{key}")) || !lives {
            return fault(400, "InvalidJWT", "invalid signature");
        }
        let all = shared.objects.lock();
        return match all.buckets.get(&bucket).and_then(|objects| objects.get(&key)) {
            Some(object) => serve(object, &headers, false),
            None => no_object(),
        };
    }
    let bearer = match who(&headers) {
        Ok(bearer) => bearer,
        Err(response) => return *response,
    };
    let Ok(asked) = serde_json::from_slice::<Lives>(&body) else { return fault(400, "invalid_body", "expiresIn") };
    let all = shared.objects.lock();
    let Some(objects) = all.buckets.get(&bucket) else { return no_bucket() };
    if !objects.contains_key(&key) || !bearer.reaches(&key) {
        return no_object();
    }
    let exp = Timestamp::now().as_second() + asked.expires_in;
    let token = jwt::seal(&json!({ "url": format!("{bucket}/{key}"), "exp": exp }));
    Json(json!({ "signedURL": format!("/object/sign/{bucket}/{key}?token={token}") })).into_response()
}

/// The S3 door: who calls is in the session token, or it is the service.
async fn by_s3(State(shared): Shares, Path(path): Path<String>, request: Request) -> Response {
    let headers = request.headers();
    let get = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let signed_by = |id: &str| get("authorization").contains(&format!("Credential={id}/"));
    let query = request.uri().query().unwrap_or_default().to_owned();
    let bearer = match get("x-amz-security-token") {
        token if token.is_empty() && (signed_by(s3::ACCESS_KEY) || query.contains(s3::ACCESS_KEY)) => {
            Some(Bearer::Service)
        }
        token if signed_by(PROJECT) => jwt::bearer(&token),
        _ => None,
    };
    let Some(bearer) = bearer else { return s3_fault(403, "SignatureDoesNotMatch") };
    let (bucket, key) = path.split_once('/').unwrap_or((&path, ""));
    let prefix = query.split('&').find_map(|pair| pair.strip_prefix("prefix=")).unwrap_or_default().replace("%2F", "/");
    let source = get("x-amz-copy-source");
    let source = source.trim_start_matches('/').strip_prefix(&format!("{bucket}/")).map(str::to_owned);
    let named = if key.is_empty() { prefix.clone() } else { key.to_owned() };
    let reaches = bearer.reaches(&named) && source.is_none_or(|source| bearer.reaches(&source));
    if !reaches {
        return match (request.method(), key) {
            // A listing has no rows for who may not see them.
            (&Method::GET, "") => nothing_listed(bucket, &prefix),
            (&Method::GET | &Method::HEAD, _) => s3_fault(404, "NoSuchKey"),
            _ => s3_fault(403, "AccessDenied"),
        };
    }
    let (mut parts, body) = request.into_parts();
    let rest = if query.is_empty() { format!("/{path}") } else { format!("/{path}?{query}") };
    parts.uri = rest.parse().expect("a part of a sound address");
    // Checked above; `s3s` would compare it with the path that arrives.
    parts.headers.remove(header::AUTHORIZATION);
    let Ok(bytes) = axum::body::to_bytes(body, UPLOAD_BYTES_MAX).await else { return s3_fault(400, "IncompleteBody") };
    match shared.s3.call(Request::from_parts(parts, s3s::Body::from(bytes))).await {
        Ok(response) => response.map(Body::new),
        Err(_) => s3_fault(500, "InternalError"),
    }
}

fn s3_fault(status: u16, code: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>no</Message></Error>")).into_response()
}

fn nothing_listed(bucket: &str, prefix: &str) -> Response {
    format!(
        "<?xml version=\"1.0\"?><ListBucketResult><Name>{bucket}</Name><Prefix>{prefix}</Prefix><KeyCount>0</KeyCount>\
         <MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>"
    )
    .into_response()
}
