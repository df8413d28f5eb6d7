//! Uploads: `multipart/form-data` read part by part and chunk by chunk, so that a file never lies whole in memory. Limits
//! stand on each part, on texts, on the number of parts and on what lies between them; what a file is, is not asked here.

use crate::body::{chain, read_fault, too_large};
use crate::problem::{Cause, Problem};
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRef, FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use dossier::Class;
use futures::{Stream, StreamExt as _};
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

/// Bounds of an upload beside those of its whole body ([`crate::body::BodyRules`]).
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// Largest part, in bytes. 25 MiB by default.
    pub part_bytes_max: u64,
    /// Most parts. 64 by default.
    pub parts_max: usize,
    /// Largest part that is read as text. 64 KiB by default.
    pub text_bytes_max: usize,
    /// Most bytes that the parser may take without giving a part or a chunk: heads of parts, and what a handler leaves
    /// unread. 1 MiB by default.
    pub unread_bytes_max: usize,
}

impl Default for UploadLimits {
    fn default() -> Self {
        Self { part_bytes_max: 25 * 1024 * 1024, parts_max: 64, text_bytes_max: 64 * 1024, unread_bytes_max: 1 << 20 }
    }
}

/// What parser and reader share: how much was taken and not yet given, and what the client did wrong.
#[derive(Debug, Default)]
struct Shared {
    unread: AtomicUsize,
    peak: AtomicUsize,
    fault: OnceLock<Problem>,
}

impl Shared {
    /// Keeps the first fault and returns it.
    fn fail(&self, problem: Problem) -> Problem {
        self.fault.get_or_init(|| problem).clone()
    }
}

/// An upload. As an extractor it consumes the body, so it is the last argument of a handler.
#[derive(Debug)]
pub struct Upload {
    parts: Multipart,
    limits: UploadLimits,
    seen: usize,
    shared: Arc<Shared>,
}

impl<S> FromRequest<S> for Upload
where
    S: Send + Sync,
    UploadLimits: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_multipart(request.headers()) {
            return Err(Problem::new(Cause::MediaType, "upload.media_type").hint("send multipart/form-data"));
        }
        let limits = UploadLimits::from_ref(state);
        let shared = Arc::new(Shared::default());
        let paced = Arc::clone(&shared);
        let request = request.map(|body| {
            let inner = body.into_data_stream();
            Body::from_stream(Paced { inner, pause: false, unread_bytes_max: limits.unread_bytes_max, shared: paced })
        });
        let parts = Multipart::from_request(request, state).await;
        let parts = parts.map_err(|_| Problem::new(Cause::Malformed, "upload.boundary"))?;
        Ok(Self { parts, limits, seen: 0, shared })
    }
}

impl Upload {
    /// The next part; none after the last. Read a part to its end, or drain it, and let go of it before asking for the next.
    ///
    /// # Errors
    /// The client sent something malformed, too much, too slowly, or went away.
    pub async fn next_part(&mut self) -> Result<Option<Part<'_>>, Problem> {
        if let Some(problem) = self.shared.fault.get() {
            return Err(problem.clone());
        }
        let (limits, shared) = (self.limits, Arc::clone(&self.shared));
        let field = self.parts.next_field().await.map_err(|error| shared.fail(fault(&error)))?;
        shared.unread.store(0, Ordering::Relaxed);
        let Some(field) = field else { return Ok(None) };
        self.seen += 1;
        if self.seen > limits.parts_max {
            return Err(shared.fail(Problem::new(Cause::TooLarge, "upload.too_many_parts")));
        }
        let Some(name) = field.name().map(str::to_owned) else {
            return Err(shared.fail(Problem::new(Cause::Malformed, "upload.part_without_name")));
        };
        Ok(Some(Part {
            name,
            file_name: field.file_name().map(str::to_owned),
            content_type: field.content_type().map(str::to_owned),
            text_bytes_max: limits.text_bytes_max,
            stream: PartStream { field: Some(field), left: limits.part_bytes_max, shared },
        }))
    }

    /// The same with room for so many fields of a page's form beside its files.
    #[must_use]
    pub fn beside(mut self, fields: usize) -> Self {
        self.limits.parts_max = self.limits.parts_max.saturating_add(fields);
        self
    }

    /// What the client did wrong, when reading a part has failed. Look here first: without it the failure is the store's.
    pub fn client_fault(&self) -> Option<Problem> {
        self.shared.fault.get().cloned()
    }

    /// Largest number of bytes so far that were taken from the connection and not yet given to the reader.
    pub fn unread_bytes_peak(&self) -> usize {
        self.shared.peak.load(Ordering::Relaxed)
    }
}

/// One part of an upload.
pub struct Part<'a> {
    /// Name of the field.
    pub name: String,
    /// Name of the file as the client gave it, unchecked; none for text.
    pub file_name: Option<String>,
    /// Media type as the client gave it, unchecked.
    pub content_type: Option<String>,
    /// The bytes.
    pub stream: PartStream<'a>,
    text_bytes_max: usize,
}

impl fmt::Debug for Part<'_> {
    /// Without names: they are a person's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part")
    }
}

impl Part<'_> {
    /// The whole part as text.
    ///
    /// # Errors
    /// 413 beyond the limit of texts, 400 when it is no UTF-8, or a fault of the client.
    pub async fn text(mut self) -> Result<String, Problem> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.stream.next().await {
            let chunk = chunk.map_err(|_| self.stream.fault())?;
            if bytes.len() + chunk.len() > self.text_bytes_max {
                return Err(self.stream.shared.fail(Problem::new(Cause::TooLarge, "upload.text_too_large")));
            }
            bytes.extend_from_slice(&chunk);
        }
        String::from_utf8(bytes).map_err(|_| Problem::new(Cause::Malformed, "upload.text_not_utf8"))
    }

    /// The whole part as bytes, for files that are small and looked at as a whole.
    ///
    /// # Errors
    /// 413 beyond so many bytes, or a fault of the client.
    pub async fn bytes(mut self, bytes_max: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.stream.next().await {
            let chunk = chunk.map_err(|_| self.stream.fault())?;
            if bytes.len() + chunk.len() > bytes_max {
                return Err(self.stream.shared.fail(Problem::new(Cause::TooLarge, "upload.part_too_large")));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// Reads the part to its end and forgets it.
    ///
    /// # Errors
    /// A fault of the client.
    pub async fn drain(mut self) -> Result<(), Problem> {
        while let Some(chunk) = self.stream.next().await {
            chunk.map_err(|_| self.stream.fault())?;
        }
        Ok(())
    }
}

/// The bytes of a part as they come. After an error it ends; the error's text tells nothing, [`Upload::client_fault`] does.
pub struct PartStream<'a> {
    /// None once it has ended, because the parser goes on only when nobody holds the last field.
    field: Option<Field<'a>>,
    left: u64,
    shared: Arc<Shared>,
}

impl fmt::Debug for PartStream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartStream")
    }
}

impl PartStream<'_> {
    fn fault(&self) -> Problem {
        self.shared.fault.get().cloned().unwrap_or_else(Problem::internal)
    }
}

impl Stream for PartStream<'_> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(field) = self.field.as_mut() else { return Poll::Ready(None) };
        let problem = match ready!(Pin::new(field).poll_next(cx)) {
            None => {
                self.field = None;
                return Poll::Ready(None);
            }
            Some(Ok(chunk)) => {
                self.shared.unread.store(0, Ordering::Relaxed);
                match self.left.checked_sub(u64::try_from(chunk.len()).unwrap_or(u64::MAX)) {
                    Some(left) => {
                        self.left = left;
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                    None => Problem::new(Cause::TooLarge, "upload.part_too_large"),
                }
            }
            Some(Err(error)) => fault(&error),
        };
        self.field = None;
        self.shared.fail(problem);
        Poll::Ready(Some(Err(io::Error::other("the upload broke off"))))
    }
}

/// Whether the body says that it is a form with files.
fn is_multipart(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return false };
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("multipart/form-data")
}

/// Why the parser failed.
fn fault(error: &MultipartError) -> Problem {
    if chain(error).any(<dyn std::error::Error>::is::<TooMuchUnread>) {
        return Problem::new(Cause::TooLarge, "upload.head_too_large");
    }
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        StatusCode::BAD_REQUEST => Problem::new(Cause::Malformed, "upload.malformed"),
        // The parser calls every broken or late body a failure of the server.
        _ => read_fault(error, "upload.broken_off"),
    }
}

impl From<MultipartError> for Problem {
    fn from(error: MultipartError) -> Self {
        fault(&error)
    }
}

/// The upload had a part that a handler does not know: 422.
pub fn unknown_part() -> Problem {
    Problem::of(Class::Usage, "upload.unknown_part")
}

/// The reader took more than it may hold.
#[derive(Debug)]
struct TooMuchUnread;

impl fmt::Display for TooMuchUnread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many bytes without a part or a chunk")
    }
}

impl std::error::Error for TooMuchUnread {}

/// Hands on one chunk per poll, because the parser swallows whatever is ready, and fails when the parser took too much
/// without giving anything, because it bounds no part's head.
struct Paced {
    inner: BodyDataStream,
    pause: bool,
    unread_bytes_max: usize,
    shared: Arc<Shared>,
}

impl Stream for Paced {
    type Item = Result<Bytes, axum::BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.pause) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let Some(item) = ready!(Pin::new(&mut self.inner).poll_next(cx)) else { return Poll::Ready(None) };
        self.pause = true;
        Poll::Ready(Some(match item {
            Ok(chunk) => {
                let unread = self.shared.unread.fetch_add(chunk.len(), Ordering::Relaxed).saturating_add(chunk.len());
                self.shared.peak.fetch_max(unread, Ordering::Relaxed);
                if unread > self.unread_bytes_max { Err(TooMuchUnread.into()) } else { Ok(chunk) }
            }
            Err(error) => Err(error.into()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const BOUNDARY: &str = "multipart/form-data; boundary=xx";

    impl FromRef<()> for UploadLimits {
        fn from_ref((): &()) -> Self {
            Self { part_bytes_max: 40_000, parts_max: 3, text_bytes_max: 10, unread_bytes_max: 8_000 }
        }
    }

    async fn upload(media_type: &'static str, chunks: Vec<Vec<u8>>) -> Result<Upload, Problem> {
        let stream = futures::stream::iter(chunks).map(|chunk| Ok::<_, io::Error>(Bytes::from(chunk)));
        let mut request = Request::new(Body::from_stream(stream));
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        Upload::from_request(request, &()).await
    }

    fn part(head: &str, body: &[u8]) -> Vec<u8> {
        let mut bytes = format!("--xx\r\ncontent-disposition: form-data; {head}\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"\r\n");
        bytes
    }

    #[tokio::test]
    async fn parts_come_one_by_one() {
        let end = b"--xx--\r\n".to_vec();
        let chunks =
            vec![part("name=\"label\"", b"L\xC3\xA4ngs"), part("name=\"cv\"; filename=\"a.pdf\"", b"%PDF"), end];
        let mut upload = upload(BOUNDARY, chunks).await.unwrap();
        let label = upload.next_part().await.unwrap().unwrap();
        assert_eq!((label.name.as_str(), label.file_name.as_deref()), ("label", None));
        assert_eq!(label.text().await.unwrap(), "Längs");
        let mut cv = upload.next_part().await.unwrap().unwrap();
        assert_eq!((cv.name.as_str(), cv.file_name.as_deref()), ("cv", Some("a.pdf")));
        assert_eq!(cv.stream.next().await.unwrap().unwrap(), "%PDF");
        assert!(cv.stream.next().await.is_none());
        assert!(upload.next_part().await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_ready_body_is_not_swallowed_whole() {
        let mut chunks = vec![b"--xx\r\ncontent-disposition: form-data; name=\"cv\"\r\n\r\n".to_vec()];
        chunks.extend(std::iter::repeat_n(vec![b'a'; 4_000], 10));
        chunks.push(b"\r\n--xx--\r\n".to_vec());
        let mut upload = upload(BOUNDARY, chunks).await.unwrap();
        let part = upload.next_part().await.unwrap().unwrap();
        part.drain().await.unwrap();
        assert!(upload.next_part().await.unwrap().is_none());
        assert!(upload.unread_bytes_peak() <= 8_000, "{}", upload.unread_bytes_peak());
    }

    /// What reading everything comes to.
    async fn outcome(media_type: &'static str, chunks: Vec<Vec<u8>>) -> (u16, &'static str) {
        async fn read(media_type: &'static str, chunks: Vec<Vec<u8>>) -> Result<(), Problem> {
            let mut upload = upload(media_type, chunks).await?;
            while let Some(part) = upload.next_part().await? {
                if part.name == "text" {
                    part.text().await?;
                } else {
                    part.drain().await?;
                }
            }
            Ok(())
        }
        match read(media_type, chunks).await {
            Ok(()) => (200, ""),
            Err(problem) => (problem.status().as_u16(), problem.code()),
        }
    }

    #[tokio::test]
    async fn every_fault_of_a_client_has_its_code() {
        let end = || b"--xx--\r\n".to_vec();
        let endless: Vec<Vec<u8>> =
            std::iter::once(b"--xx\r\nx: ".to_vec()).chain(std::iter::repeat_n(vec![b'a'; 4_000], 10)).collect();
        let large: Vec<Vec<u8>> =
            std::iter::once(b"--xx\r\ncontent-disposition: form-data; name=\"cv\"\r\n\r\n".to_vec())
                .chain(std::iter::repeat_n(vec![b'a'; 4_000], 20))
                .collect();
        let many: Vec<Vec<u8>> = std::iter::repeat_n(part("name=\"a\"", b"b"), 4).chain([end()]).collect();
        let table = [
            ("application/json", vec![], (415, "upload.media_type")),
            ("multipart/form-data", vec![], (400, "upload.boundary")),
            (BOUNDARY, vec![], (400, "upload.malformed")),
            (BOUNDARY, vec![b"no parts at all".to_vec()], (400, "upload.malformed")),
            (BOUNDARY, vec![part("name=\"a\"", b"b")], (400, "upload.malformed")),
            (BOUNDARY, vec![part("x=\"a\"", b"b"), end()], (400, "upload.part_without_name")),
            (BOUNDARY, vec![part("name=\"text\"", b"more than ten"), end()], (413, "upload.text_too_large")),
            (BOUNDARY, vec![part("name=\"text\"", b"\xFF\xFE"), end()], (400, "upload.text_not_utf8")),
            (BOUNDARY, many, (413, "upload.too_many_parts")),
            (BOUNDARY, endless, (413, "upload.head_too_large")),
            (BOUNDARY, large, (413, "upload.part_too_large")),
        ];
        for (media_type, chunks, expected) in table {
            assert_eq!(outcome(media_type, chunks).await, expected, "{media_type}");
        }
    }
}
