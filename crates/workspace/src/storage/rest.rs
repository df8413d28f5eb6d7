//! Supabase Storage by its own REST interface, as an `ObjectStore`. Written from the server's published behaviour: errors
//! carry the real status in their JSON, listings come in pages, empty objects have no Content-Length, and deleting what
//! the user may not see looks like deleting what is not there.

use super::config::SupabaseConfig;
use super::http::Line;
use super::secret::Secret;
use crate::error::{Cause, StorageError};
use async_trait::async_trait;
use backon::{ExponentialBuilder, Retryable};
use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, LAST_MODIFIED, RANGE};
use http::{HeaderMap, Method, Request, StatusCode};
use object_store::client::{HttpRequestBody, HttpResponse, HttpService};
use object_store::path::Path;
use object_store::{
    Attributes, CopyMode, CopyOptions, Error, Extensions, GetOptions, GetRange, GetResult, GetResultPayload,
    ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload,
    PutResult, Result, UploadPart,
};
use serde::Deserialize;
use serde_json::json;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Entries of one page of a listing.
const PAGE: usize = 1_000;
/// Answers up to this size are taken whole within the retry, so that a connection that breaks is no failure.
const WHOLE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Upload without parts: what `put_multipart` may hold in memory.
const HELD_BYTES_MAX: usize = 256 * 1024 * 1024;
const DELETES_AT_ONCE: usize = 16;
const STORE: &str = "supabase";

/// The door. Clones share connections.
#[derive(Clone)]
pub(crate) struct RestStore {
    inner: Arc<Inner>,
}

struct Inner {
    line: Line,
    /// Address of the service, without a slash at the end.
    service: String,
    bucket: String,
    prefix: String,
    headers: HeaderMap,
    /// Older servers have only the first form of listings, one level at a time.
    lists_by_level: AtomicBool,
}

impl fmt::Debug for RestStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RestStore(..)")
    }
}

impl fmt::Display for RestStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Supabase Storage")
    }
}

/// A failed request: what to report, and why.
#[derive(Clone, Copy, Debug)]
struct Failure {
    cause: Cause,
    not_found: bool,
}

impl From<Cause> for Failure {
    fn from(cause: Cause) -> Self {
        Self { cause, not_found: false }
    }
}

impl Failure {
    fn report(self, path: &Path) -> Error {
        let (path, source) = (path.to_string(), Box::new(self.cause));
        match self.cause {
            _ if self.not_found => Error::NotFound { path, source },
            Cause::Exists => Error::AlreadyExists { path, source },
            Cause::Denied => Error::PermissionDenied { path, source },
            Cause::BadKeys => Error::Unauthenticated { path, source },
            _ => Error::Generic { store: STORE, source },
        }
    }
}

/// The body of an error. The HTTP status is 400 whatever happened.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fault {
    #[serde(rename = "statusCode")]
    status_code: serde_json::Value,
    code: Option<String>,
    error: Option<String>,
    message: Option<String>,
}

impl Fault {
    fn read(status: StatusCode, body: &[u8]) -> Failure {
        let fault: Self = serde_json::from_slice(body).unwrap_or_default();
        let stated = match &fault.status_code {
            serde_json::Value::String(text) => text.parse().ok(),
            serde_json::Value::Number(number) => number.as_u64().and_then(|number| u16::try_from(number).ok()),
            _ => None,
        };
        let says = |words: &str| {
            let texts = [&fault.code, &fault.error, &fault.message];
            texts.into_iter().flatten().any(|text| text.to_lowercase().contains(words))
        };
        if says("nosuchbucket") || says("bucket not found") {
            return Cause::NoBucket.into();
        }
        if says("feature is not available") {
            return Failure { cause: Cause::Unable, not_found: true };
        }
        let status = stated.unwrap_or(status.as_u16());
        let cause = match status {
            _ if says("row-level security") || says("access denied") => Cause::Denied,
            // The words of the token library are passed on as they are.
            _ if says("jwt") || says("jws") || says("signature") || says("claim") => Cause::BadKeys,
            _ if says("duplicate") || says("alreadyexists") || says("already exists") => Cause::Exists,
            423 | 544 => Cause::Busy,
            _ if says("slowdown") || says("timeout") => Cause::Busy,
            status => Cause::of_answer(status, fault.code.as_deref().unwrap_or_default()),
        };
        Failure { cause, not_found: status == 404 }
    }
}

struct Answer {
    headers: HeaderMap,
    body: Body,
}

enum Body {
    Whole(Bytes),
    Stream(BoxStream<'static, Result<Bytes>>),
}

impl Answer {
    async fn json<T: serde::de::DeserializeOwned>(self) -> Result<T, Failure> {
        let whole = match self.body {
            Body::Whole(bytes) => bytes,
            Body::Stream(stream) => {
                let parts: Vec<Bytes> = stream.try_collect().await.map_err(|_| Cause::Unreachable)?;
                parts.concat().into()
            }
        };
        serde_json::from_slice(&whole).map_err(|_| Cause::BadAnswer.into())
    }
}

impl RestStore {
    pub(crate) fn new(config: &SupabaseConfig, jwt: Option<&Secret>, line: Line) -> Result<Self, StorageError> {
        let missing = |missing: &str| StorageError::HalfSet { missing: missing.to_owned() };
        let (api_key, bearer) = match jwt {
            Some(jwt) => (config.keys.anon_key.as_ref().ok_or_else(|| missing("DOSSIER_SUPABASE_ANON_KEY"))?, jwt),
            None => {
                let key = config.keys.service_key.as_ref();
                let key = key.ok_or_else(|| missing("DOSSIER_SUPABASE_SERVICE_KEY, or a user's token"))?;
                (key, key)
            }
        };
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("apikey", api_key.expose().to_owned()), ("authorization", format!("Bearer {}", bearer.expose()))]
        {
            let mut value: http::HeaderValue = value.parse().map_err(|_| missing("well-formed keys"))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        debug_assert!(headers.contains_key(AUTHORIZATION), "the header's name is as the protocol spells it");
        let service = format!("{}{}", config.origin.as_str().trim_end_matches('/'), config.base);
        let (bucket, prefix) = (config.bucket.clone(), config.prefix.clone());
        let lists_by_level = AtomicBool::new(false);
        Ok(Self { inner: Arc::new(Inner { line, service, bucket, prefix, headers, lists_by_level }) })
    }

    /// A link that reads one object, below the storage's prefix, without keys.
    pub(crate) async fn sign(&self, key: &Path, lives: Duration) -> Result<String> {
        #[derive(Deserialize)]
        struct Signed {
            #[serde(rename = "signedURL")]
            signed_url: String,
        }
        let key =
            if self.inner.prefix.is_empty() { key.clone() } else { Path::from(format!("{}/{key}", self.inner.prefix)) };
        let path = format!("/object/sign/{}/{key}", self.inner.bucket);
        let signed = async {
            let body = json!({ "expiresIn": lives.as_secs().max(1) });
            self.post(&path, &body).await?.json::<Signed>().await
        };
        let signed = signed.await.map_err(|failure| failure.report(&key))?;
        Ok(format!("{}{}", self.inner.service, signed.signed_url))
    }

    async fn post(&self, path: &str, body: &serde_json::Value) -> Result<Answer, Failure> {
        let headers = [(CONTENT_TYPE, "application/json".to_owned())];
        self.send(Method::POST, path, &headers, Bytes::from(body.to_string())).await
    }

    /// One request with its retries. All that are sent here may be repeated without harm.
    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(http::HeaderName, String)],
        body: Bytes,
    ) -> Result<Answer, Failure> {
        let patience = self.inner.line.patience;
        let schedule = ExponentialBuilder::default()
            .with_min_delay(patience.first_wait)
            .with_max_times(patience.retries_max)
            .with_total_delay(Some(patience.total))
            .with_jitter();
        (|| self.attempt(method.clone(), path, headers, body.clone()))
            .retry(schedule)
            .when(|failure| failure.cause.passes() && !failure.not_found)
            .await
    }

    async fn attempt(
        &self,
        method: Method,
        path: &str,
        headers: &[(http::HeaderName, String)],
        body: Bytes,
    ) -> Result<Answer, Failure> {
        let head = method == Method::HEAD;
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.inner.service))
            .body(HttpRequestBody::from(body))
            .map_err(|_| Cause::BadAnswer)?;
        request.headers_mut().extend(self.inner.headers.clone());
        for (name, value) in headers {
            request.headers_mut().insert(name, value.parse().map_err(|_| Cause::BadAnswer)?);
        }
        let answer = self
            .inner
            .line
            .call(request)
            .await
            .map_err(|error| Cause::of(&Error::Generic { store: STORE, source: Box::new(error) }))?;
        let status = answer.status();
        let headers = answer.headers().clone();
        if status.is_success() {
            let short = length(&headers).is_none_or(|bytes| bytes <= WHOLE_BYTES_MAX);
            let body = if head {
                Body::Whole(Bytes::new())
            } else if short {
                Body::Whole(whole(answer).await?)
            } else {
                let stream = answer.into_body().bytes_stream();
                let broken = |_| Error::Generic { store: STORE, source: Box::new(Cause::Unreachable) };
                Body::Stream(stream.map_err(broken).boxed())
            };
            return Ok(Answer { headers, body });
        }
        if head {
            // A refusal without a body: the status is all there is, and 400 stands for a missing object too.
            let not_found = matches!(status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST);
            return Err(Failure { cause: Cause::of_answer(status.as_u16(), ""), not_found });
        }
        Err(Fault::read(status, &whole(answer).await?))
    }
}

async fn whole(answer: HttpResponse) -> Result<Bytes, Failure> {
    answer.into_body().bytes().await.map_err(|_| Cause::Unreachable.into())
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn text(headers: &HeaderMap, name: http::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// Size of the whole object from `bytes 0-9/100`, and the part that is sent.
fn content_range(headers: &HeaderMap) -> Option<(Range<u64>, u64)> {
    let (range, size) = headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?.split_once('/')?;
    let (start, end) = range.split_once('-')?;
    Some((start.parse().ok()?..end.parse::<u64>().ok()? + 1, size.parse().ok()?))
}

fn range_header(range: &GetRange) -> String {
    match range {
        GetRange::Bounded(range) => format!("bytes={}-{}", range.start, range.end.saturating_sub(1)),
        GetRange::Offset(start) => format!("bytes={start}-"),
        GetRange::Suffix(bytes) => format!("bytes=-{bytes}"),
    }
}

type Moment = chrono::DateTime<chrono::Utc>;

fn moment(text: Option<&str>) -> Moment {
    let parsed = text.and_then(|text| {
        let either = chrono::DateTime::parse_from_rfc3339(text).or_else(|_| chrono::DateTime::parse_from_rfc2822(text));
        either.ok().map(|at| at.to_utc())
    });
    // A time that cannot be read is the newest possible, so that no sweep takes the object for old.
    parsed.unwrap_or(Moment::MAX_UTC)
}

/// An entry of either form of listing. `name` is relative to the folder in the first form, and the whole key in the second.
#[derive(Deserialize)]
struct Listed {
    name: String,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    updated_at: Option<String>,
    #[serde(default)]
    metadata: Option<Metadata>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    size: Option<u64>,
    #[serde(rename = "eTag")]
    e_tag: Option<String>,
}

impl Listed {
    fn meta(self, key: &str) -> Result<ObjectMeta, Failure> {
        let metadata = self.metadata.unwrap_or_default();
        Ok(ObjectMeta {
            location: Path::parse(key).map_err(|_| Cause::BadAnswer)?,
            last_modified: moment(self.updated_at.as_deref()),
            size: metadata.size.unwrap_or(0),
            e_tag: metadata.e_tag,
            version: None,
        })
    }
}

#[derive(Deserialize)]
struct Page {
    #[serde(rename = "hasNext", default)]
    has_next: bool,
    #[serde(rename = "nextCursor", default)]
    next_cursor: Option<String>,
    #[serde(default)]
    folders: Vec<Listed>,
    #[serde(default)]
    objects: Vec<Listed>,
}

/// A level or a whole tree below a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    Level,
    Tree,
}

impl RestStore {
    /// Everything below a prefix; of a level, also the names that stand for further levels.
    async fn list_all(&self, prefix: Option<&Path>, depth: Depth) -> Result<ListResult, Failure> {
        let folder = prefix.filter(|path| !path.as_ref().is_empty()).map(|path| format!("{path}/")).unwrap_or_default();
        if !self.inner.lists_by_level.load(Ordering::Relaxed) {
            match self.list_by_cursor(&folder, depth).await {
                // An older server has no such route: it takes the request for an upload to a bucket named `list-v2`,
                // which is not there. A bucket that is missing itself lists as empty.
                Err(Failure { not_found, cause }) if not_found || cause == Cause::NoBucket => {
                    self.inner.lists_by_level.store(true, Ordering::Relaxed);
                }
                found => return found,
            }
        }
        self.list_by_level(&folder, depth).await
    }

    /// The second form: the whole tree, paged by a cursor.
    async fn list_by_cursor(&self, folder: &str, depth: Depth) -> Result<ListResult, Failure> {
        let path = format!("/object/list-v2/{}", self.inner.bucket);
        let mut found = nothing();
        let mut cursor: Option<String> = None;
        loop {
            let mut body = json!({ "prefix": folder, "limit": PAGE, "with_delimiter": depth == Depth::Level });
            if let Some(cursor) = &cursor {
                body["cursor"] = cursor.as_str().into();
            }
            let page: Page = self.post(&path, &body).await?.json().await?;
            // Some versions take `_` in a prefix for any character.
            for level in page.folders.into_iter().filter(|level| level.name.starts_with(folder)) {
                found
                    .common_prefixes
                    .push(Path::parse(level.name.trim_end_matches('/')).map_err(|_| Cause::BadAnswer)?);
            }
            for listed in page.objects.into_iter().filter(|listed| listed.name.starts_with(folder)) {
                let key = listed.name.clone();
                found.objects.push(listed.meta(&key)?);
            }
            match page.next_cursor.filter(|next| page.has_next && Some(next) != cursor.as_ref()) {
                Some(next) => cursor = Some(next),
                None if page.has_next => return Err(Cause::BadAnswer.into()),
                None => return Ok(found),
            }
        }
    }

    /// The first form: one level at a time, paged by offset. Entries without an id are levels.
    async fn list_by_level(&self, folder: &str, depth: Depth) -> Result<ListResult, Failure> {
        let path = format!("/object/list/{}", self.inner.bucket);
        let mut found = nothing();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let mut offset = 0;
            loop {
                let sort = json!({ "column": "name", "order": "asc" });
                let body = json!({ "prefix": folder, "limit": PAGE, "offset": offset, "sortBy": sort });
                let page: Vec<Listed> = self.post(&path, &body).await?.json().await?;
                let count = page.len();
                for listed in page {
                    let key = format!("{folder}{}", listed.name);
                    match (listed.id.is_some(), depth) {
                        (true, _) => found.objects.push(listed.meta(&key)?),
                        (false, Depth::Tree) => folders.push(format!("{key}/")),
                        (false, Depth::Level) => {
                            found.common_prefixes.push(Path::parse(&key).map_err(|_| Cause::BadAnswer)?);
                        }
                    }
                }
                offset += count;
                if count < PAGE {
                    break;
                }
            }
        }
        Ok(found)
    }
}

fn nothing() -> ListResult {
    ListResult { common_prefixes: Vec::new(), objects: Vec::new(), extensions: Extensions::default() }
}

#[async_trait]
impl ObjectStore for RestStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let upsert = match options.mode {
            PutMode::Overwrite => "true",
            PutMode::Create => "false",
            PutMode::Update(_) => {
                let operation = "conditional update".to_owned();
                return Err(Error::NotImplemented { operation, implementer: STORE.into() });
            }
        };
        let headers = [
            (http::HeaderName::from_static("x-upsert"), upsert.to_owned()),
            (CONTENT_TYPE, "application/octet-stream".to_owned()),
            (http::header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        let path = format!("/object/{}/{location}", self.inner.bucket);
        self.send(Method::POST, &path, &headers, payload.into())
            .await
            .map_err(|failure| failure.report(location))
            .map(|_| PutResult { e_tag: None, version: None, extensions: Extensions::default() })
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        _options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        Ok(Box::new(Held { store: self.clone(), location: location.clone(), parts: Vec::new(), bytes: 0 }))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let path = format!("/object/authenticated/{}/{location}", self.inner.bucket);
        let method = if options.head { Method::HEAD } else { Method::GET };
        let headers: Vec<_> = options.range.iter().map(|range| (RANGE, range_header(range))).collect();
        let answer =
            self.send(method, &path, &headers, Bytes::new()).await.map_err(|failure| failure.report(location))?;
        let sent = match &answer.body {
            Body::Whole(bytes) if !options.head => bytes.len() as u64,
            _ => length(&answer.headers).unwrap_or(0),
        };
        let (range, size) = content_range(&answer.headers).unwrap_or((0..sent, sent));
        let meta = ObjectMeta {
            location: location.clone(),
            last_modified: moment(text(&answer.headers, LAST_MODIFIED).as_deref()),
            size,
            e_tag: text(&answer.headers, ETAG),
            version: None,
        };
        let payload = match answer.body {
            Body::Whole(bytes) => futures::stream::iter([Ok(bytes)]).boxed(),
            Body::Stream(stream) => stream,
        };
        Ok(GetResult {
            payload: GetResultPayload::Stream(payload),
            meta,
            range,
            attributes: Attributes::new(),
            extensions: Extensions::default(),
        })
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let store = self.clone();
        let delete = move |location: Result<Path>| {
            let store = store.clone();
            async move {
                let location = location?;
                let path = format!("/object/{}/{location}", store.inner.bucket);
                store
                    .send(Method::DELETE, &path, &[], Bytes::new())
                    .await
                    .map_err(|failure| failure.report(&location))?;
                Ok(location)
            }
        };
        locations.map(delete).buffered(DELETES_AT_ONCE).boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let (store, prefix) = (self.clone(), prefix.cloned());
        let listed = async move {
            let found = store.list_all(prefix.as_ref(), Depth::Tree).await;
            let found = found.map_err(|failure| failure.report(&prefix.unwrap_or_default()))?;
            Ok::<_, Error>(futures::stream::iter(found.objects.into_iter().map(Ok)))
        };
        futures::stream::once(listed).try_flatten().boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let found = self.list_all(prefix, Depth::Level).await;
        found.map_err(|failure| failure.report(&prefix.cloned().unwrap_or_default()))
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        let upsert = (http::HeaderName::from_static("x-upsert"), (options.mode == CopyMode::Overwrite).to_string());
        let headers = [(CONTENT_TYPE, "application/json".to_owned()), upsert];
        let body = json!({
            "bucketId": self.inner.bucket, "sourceKey": from.as_ref(), "destinationKey": to.as_ref(),
        });
        let copied = self.send(Method::POST, "/object/copy", &headers, Bytes::from(body.to_string())).await;
        copied.map(|_| ()).map_err(|failure| failure.report(from))
    }
}

/// An upload in parts for a service that takes none: it is held and sent when complete.
struct Held {
    store: RestStore,
    location: Path,
    parts: Vec<Bytes>,
    bytes: usize,
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Held(..)")
    }
}

#[async_trait]
impl MultipartUpload for Held {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let part: Bytes = data.into();
        self.bytes += part.len();
        if self.bytes > HELD_BYTES_MAX {
            let source = Box::new(Cause::ObjectTooLarge);
            return Box::pin(async move { Err(Error::Generic { store: STORE, source }) });
        }
        self.parts.push(part);
        Box::pin(async { Ok(()) })
    }

    async fn complete(&mut self) -> Result<PutResult> {
        let whole = PutPayload::from_iter(std::mem::take(&mut self.parts));
        self.store.put_opts(&self.location, whole, PutOptions::default()).await
    }

    async fn abort(&mut self) -> Result<()> {
        self.parts.clear();
        Ok(())
    }
}
