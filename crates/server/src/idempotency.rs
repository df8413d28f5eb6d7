//! Requests that are sent twice and done once: the header `Idempotency-Key`, the fingerprint of a request, and the order of
//! steps around its work. Where keys are kept is behind [`Keys`].

use crate::problem::{Cause, Problem};
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use dossier::Class;
use ring::digest::{Context, SHA256, digest};
use serde::{Deserialize, Serialize};

/// Longest key, in bytes.
const KEY_BYTES_MAX: usize = 255;

/// Largest answer that can be repeated, in bytes. Creations answer with ids and links.
const ANSWER_BYTES_MAX: usize = 48 * 1024;

/// Seconds after which a request may be repeated that is still under way.
const UNDER_WAY_S: u32 = 2;

/// Header of an answer that was kept from before.
const REPLAYED: &str = "idempotency-replayed";

/// A key that a client chose for one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Reads `Idempotency-Key`: 1 to 255 visible ASCII signs, in quotes or not.
    ///
    /// # Errors
    /// 400 for two keys or one of another form.
    pub fn read(headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        let mut lines = headers.get_all("idempotency-key").iter();
        let Some(line) = lines.next() else { return Ok(None) };
        let key = line.to_str().ok().map(str::trim).filter(|_| lines.next().is_none()).and_then(|text| {
            let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
            let fine = (1..=KEY_BYTES_MAX).contains(&bare.len())
                && bare.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
            fine.then(|| Self(bare.to_owned()))
        });
        key.map(Some).ok_or_else(|| Problem::new(Cause::Malformed, "idempotency.key_invalid"))
    }

    /// The key as the client wrote it, without quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// SHA-256 over method, path and the body's hash: what makes two requests with one key the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of a request. `body` is [`Fingerprint::hash`] of the whole body, or of what identifies an upload.
    pub fn of(method: &Method, path: &str, body: &[u8; 32]) -> Self {
        let mut context = Context::new(&SHA256);
        // Neither a method nor a path holds a line feed, so the parts cannot run into one another.
        for part in [method.as_str().as_bytes(), b"\n", path.as_bytes(), b"\n", body] {
            context.update(part);
        }
        let mut bytes = [0; 32];
        bytes.copy_from_slice(context.finish().as_ref());
        Self(bytes)
    }

    /// SHA-256 of bytes.
    pub fn hash(bytes: &[u8]) -> [u8; 32] {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
        hash
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// An answer as it is kept: ids, codes and links, no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its status.
    pub status: u16,
    /// Its headers that matter.
    pub headers: Vec<(String, String)>,
    /// Its body, JSON.
    pub body: String,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is this request's now.
    Fresh,
    /// The same request is under way.
    UnderWay,
    /// The same request was answered.
    Answered(Kept),
    /// Another request has used it.
    OtherRequest,
}

/// Keeps the keys of one caller. An implementation is made for each request, with team and user in it.
pub trait Keys: Send + Sync {
    /// Takes a key for a request. When it returns [`Known::Fresh`], every other call with that key sees it already, also in
    /// other processes. An unfinished key may be taken over once its request cannot be running any more.
    fn begin(&self, key: &Key, fingerprint: &Fingerprint) -> impl Future<Output = Result<Known, Problem>> + Send;

    /// Keeps the answer.
    fn answer(&self, key: &Key, kept: &Kept) -> impl Future<Output = Result<(), Problem>> + Send;

    /// Gives a key back whose request may be tried again.
    fn give_back(&self, key: &Key) -> impl Future<Output = Result<(), Problem>> + Send;
}

/// Does work once for a key. Answers of 5xx, 408 and 429 are not kept and give the key back; so does a work that is dropped
/// half way only after the time that [`Keys::begin`] names, because whether it was done is not known.
///
/// # Errors
/// 422 when another request has used the key, 409 when the same is under way, or a failure of the work or of the keys.
pub async fn once<K, W>(keys: &K, key: &Key, fingerprint: &Fingerprint, work: W) -> Result<Response, Problem>
where
    K: Keys,
    W: Future<Output = Result<Response, Problem>> + Send,
{
    match keys.begin(key, fingerprint).await? {
        Known::Fresh => {}
        Known::UnderWay => {
            return Err(Problem::of(Class::Conflict, "idempotency.under_way").retry_after(UNDER_WAY_S));
        }
        Known::OtherRequest => {
            return Err(Problem::of(Class::Usage, "idempotency.reused").hint("take a new key for another request"));
        }
        Known::Answered(kept) => return Ok(replay(kept)),
    }
    match work.await {
        Ok(response) if is_final(response.status()) => {
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, ANSWER_BYTES_MAX).await.map_err(|_| Problem::internal())?;
            keys.answer(key, &keep(parts.status, &parts.headers, &bytes)).await?;
            Ok(Response::from_parts(parts, Body::from(bytes)))
        }
        Ok(response) => {
            keys.give_back(key).await?;
            Ok(response)
        }
        Err(problem) => {
            // A refusal is made anew each time: it costs nothing and may have become wrong. The first failure is told.
            let _ = keys.give_back(key).await;
            Err(problem)
        }
    }
}

fn is_final(status: StatusCode) -> bool {
    !status.is_server_error() && status != StatusCode::REQUEST_TIMEOUT && status != StatusCode::TOO_MANY_REQUESTS
}

fn keep(status: StatusCode, headers: &HeaderMap, body: &Bytes) -> Kept {
    let header = |name: HeaderName| {
        headers.get(&name).and_then(|value| value.to_str().ok()).map(|value| (name.to_string(), value.to_owned()))
    };
    Kept {
        status: status.as_u16(),
        headers: [CONTENT_TYPE, ETAG, LOCATION].into_iter().filter_map(header).collect(),
        body: String::from_utf8_lossy(body).into_owned(),
    }
}

/// A kept answer as it was, with a header that says so.
fn replay(kept: Kept) -> Response {
    let mut response = Response::new(Body::from(kept.body));
    *response.status_mut() = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    for (name, value) in kept.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse as _;
    use std::sync::Mutex;

    #[derive(Default)]
    struct InMemory(Mutex<Vec<(String, Fingerprint, Option<Kept>)>>);

    impl Keys for InMemory {
        async fn begin(&self, key: &Key, fingerprint: &Fingerprint) -> Result<Known, Problem> {
            let mut rows = self.0.lock().unwrap();
            let known = match rows.iter().find(|row| row.0 == key.0) {
                None => Known::Fresh,
                Some(row) if row.1 != *fingerprint => Known::OtherRequest,
                Some((_, _, Some(kept))) => Known::Answered(kept.clone()),
                Some(_) => Known::UnderWay,
            };
            if known == Known::Fresh {
                rows.push((key.0.clone(), *fingerprint, None));
            }
            Ok(known)
        }

        async fn answer(&self, key: &Key, kept: &Kept) -> Result<(), Problem> {
            self.0.lock().unwrap().iter_mut().filter(|row| row.0 == key.0).for_each(|row| row.2 = Some(kept.clone()));
            Ok(())
        }

        async fn give_back(&self, key: &Key) -> Result<(), Problem> {
            self.0.lock().unwrap().retain(|row| row.0 != key.0);
            Ok(())
        }
    }

    fn print(body: &[u8]) -> Fingerprint {
        Fingerprint::of(&Method::POST, "/api/v1/runs", &Fingerprint::hash(body))
    }

    async fn made() -> Result<Response, Problem> {
        Ok((StatusCode::CREATED, [(LOCATION, "/api/v1/runs/1")], "{\"id\":1}").into_response())
    }

    async fn never() -> Result<Response, Problem> {
        panic!("the work is not done twice")
    }

    #[tokio::test]
    async fn the_same_request_is_answered_from_before() {
        let (keys, key) = (InMemory::default(), Key("k".to_owned()));
        let first = once(&keys, &key, &print(b"a"), made()).await.unwrap();
        assert!(!first.headers().contains_key(REPLAYED));
        let again = once(&keys, &key, &print(b"a"), never()).await.unwrap();
        assert_eq!(
            (again.status(), &again.headers()[REPLAYED]),
            (StatusCode::CREATED, &HeaderValue::from_static("true"))
        );
        assert_eq!(again.headers()[LOCATION], "/api/v1/runs/1");
        let other = once(&keys, &key, &print(b"b"), made()).await.unwrap_err();
        assert_eq!((other.status().as_u16(), other.code()), (422, "idempotency.reused"));
    }

    #[tokio::test]
    async fn a_failed_request_may_be_tried_again() {
        let (keys, key) = (InMemory::default(), Key("k".to_owned()));
        let down = async { Err(Problem::from(Class::Storage)) };
        assert_eq!(once(&keys, &key, &print(b"a"), down).await.unwrap_err().status().as_u16(), 503);
        assert_eq!(once(&keys, &key, &print(b"a"), made()).await.unwrap().status(), StatusCode::CREATED);
    }

    #[tokio::test]
    async fn two_at_once_are_one() {
        let (keys, key) = (InMemory::default(), Key("k".to_owned()));
        assert_eq!(keys.begin(&key, &print(b"a")).await, Ok(Known::Fresh));
        let second = once(&keys, &key, &print(b"a"), made()).await.unwrap_err();
        assert_eq!((second.status().as_u16(), second.code()), (409, "idempotency.under_way"));
    }

    #[test]
    fn keys_are_read_with_and_without_quotes() {
        let long = "a".repeat(256);
        let table = [
            ("abc", Some("abc")),
            ("\"abc\"", Some("abc")),
            ("0197a1b2-7c3d", Some("0197a1b2-7c3d")),
            ("", None),
            ("\"\"", None),
            ("a b", None),
            ("a\"b", None),
            (long.as_str(), None),
        ];
        for (text, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert("idempotency-key", HeaderValue::from_str(text).unwrap());
            let key = Key::read(&headers).ok().flatten();
            assert_eq!(key.as_ref().map(Key::as_str), expected, "{text}");
        }
        assert_eq!(Key::read(&HeaderMap::new()), Ok(None));
    }
}
