//! Downloads: conditions, one range, the headers that keep a file from being run or cached, and a body that never differs
//! from its announced length without the connection being cut. Where the bytes come from is the caller's.

use crate::etag::{Named, Tag};
use crate::problem::{Cause, Problem};
use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_RANGE, RANGE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _};
use std::fmt;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Signs beside letters and digits that stand unescaped in the long form of a file name (RFC 8187).
const NAME_SIGNS: &[u8] = b"!#$&+-.^_`|~";

/// One file as it is offered.
#[derive(Clone)]
pub struct Download {
    /// Name for the one who saves it, any language.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Strong tag of exactly these bytes.
    pub tag: Tag,
    /// Shown in the browser instead of saved; only for types that cannot run anything.
    pub inline: bool,
    /// Search engines shall not keep it: links that are shared.
    pub noindex: bool,
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name may be that of a person.
        f.debug_struct("Download").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

/// What a request gets.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Plan {
    Whole,
    Part(Range<u64>),
    NotModified,
    Stale,
    Unsatisfiable,
}

impl Download {
    /// A file that is saved, for somebody who has logged in.
    pub fn file(name: String, media_type: String, bytes: u64, tag: Tag) -> Self {
        Self { name, media_type, bytes, tag, inline: false, noindex: false }
    }

    /// Answers GET and HEAD with bytes that are there as a whole, which must be as many as were announced.
    ///
    /// # Errors
    /// 412 when `If-Match` names another version.
    pub async fn answer_whole(
        self,
        method: &Method,
        headers: &HeaderMap,
        content: Vec<u8>,
    ) -> Result<Response, Problem> {
        self.answer(method, headers, |range| async move { Ok::<_, Problem>(part_of(content, range)) }).await
    }

    /// Answers GET and HEAD. `open` is called with the wanted range of bytes, and only when bytes are wanted; its stream must
    /// give exactly so many. A failure of it in the middle cuts the connection, so that nobody takes a part for the whole.
    ///
    /// # Errors
    /// What `open` fails with, and 412 when `If-Match` names another version.
    pub async fn answer<O, F, S>(self, method: &Method, headers: &HeaderMap, open: O) -> Result<Response, Problem>
    where
        O: FnOnce(Range<u64>) -> F,
        F: Future<Output = Result<S, Problem>>,
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        let plan = plan(method, headers, &self.tag, self.bytes);
        let (status, range) = match plan {
            Plan::Whole => (StatusCode::OK, 0..self.bytes),
            Plan::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
            Plan::NotModified => return Ok(self.not_modified()),
            Plan::Stale => return Err(Problem::new(Cause::Stale, "download.stale")),
            Plan::Unsatisfiable => return Ok(self.unsatisfiable()),
        };
        let length = range.end.saturating_sub(range.start);
        let body = if method == Method::HEAD {
            Body::empty()
        } else {
            let stream = open(range.clone()).await?;
            Body::from_stream(Exactly { inner: stream.boxed(), left: length, done: false })
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        self.describe(response.headers_mut());
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
        if status == StatusCode::PARTIAL_CONTENT {
            let last = range.end.saturating_sub(1);
            insert(response.headers_mut(), "content-range", &format!("bytes {}-{last}/{}", range.start, self.bytes));
        }
        Ok(response)
    }

    fn not_modified(&self) -> Response {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        response.headers_mut().insert(ETAG, self.tag.value());
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        response
    }

    fn unsatisfiable(&self) -> Response {
        let mut response = Problem::new(Cause::Range, "download.range").into_response();
        insert(response.headers_mut(), "content-range", &format!("bytes */{}", self.bytes));
        response
    }

    fn describe(&self, headers: &mut HeaderMap) {
        let media_type = HeaderValue::from_str(&self.media_type);
        headers.insert(CONTENT_TYPE, media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")));
        headers.insert(ETAG, self.tag.value());
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        insert(headers, "content-disposition", &disposition(&self.name, self.inline));
        insert(headers, "x-content-type-options", "nosniff");
        insert(headers, "cross-origin-resource-policy", "same-origin");
        // A document that is opened in place must not run or load anything, whatever it turns out to be.
        insert(headers, "content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'self'");
        if self.noindex {
            insert(headers, "x-robots-tag", "noindex, nofollow");
        }
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// `Content-Disposition` with a plain name for old clients and the true one for all others (RFC 6266).
fn disposition(name: &str, inline: bool) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let plain = |sign: char| {
        let fine = sign == ' ' || (sign.is_ascii_graphic() && !matches!(sign, '"' | '\\' | '%' | '/' | ';'));
        if fine { sign } else { '_' }
    };
    let fallback: String = name.chars().map(plain).collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || NAME_SIGNS.contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{fallback}\"; filename*=UTF-8''{full}")
}

/// What a request gets, in the order of RFC 9110 section 13.2.2. There are no dates here, so conditions by date are ignored.
fn plan(method: &Method, headers: &HeaderMap, tag: &Tag, bytes: u64) -> Plan {
    if let Named::Tags(wanted) = Named::read(headers, "if-match")
        && !wanted.iter().any(|wanted| wanted.is_strongly(tag))
    {
        return Plan::Stale;
    }
    match Named::read(headers, "if-none-match") {
        Named::Anything => return Plan::NotModified,
        Named::Tags(known) if known.iter().any(|known| known.is_weakly(tag)) => return Plan::NotModified,
        Named::Nothing | Named::Tags(_) => {}
    }
    // A range has a meaning for GET only.
    if method != Method::GET || !range_is_current(headers, tag) {
        return Plan::Whole;
    }
    let mut lines = headers.get_all(RANGE).iter();
    match (lines.next().and_then(|value| value.to_str().ok()), lines.next()) {
        (Some(text), None) => one_range(text, bytes),
        _ => Plan::Whole,
    }
}

/// `If-Range`: the range counts only for the bytes that the client has a part of.
fn range_is_current(headers: &HeaderMap, tag: &Tag) -> bool {
    let Some(value) = headers.get(IF_RANGE) else { return true };
    value.to_str().ok().and_then(Tag::parse).is_some_and(|known| known.is_strongly(tag))
}

/// One range of bytes. Several ranges, other units and nonsense are ignored, which the norm allows.
fn one_range(text: &str, bytes: u64) -> Plan {
    let Some((unit, set)) = text.split_once('=') else { return Plan::Whole };
    let Some((first, last)) = set.trim().split_once('-') else { return Plan::Whole };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !unit.trim().eq_ignore_ascii_case("bytes") || !digits(first) || !digits(last) {
        return Plan::Whole;
    }
    // A number that does not fit lies beyond every file.
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    let range = match (first.is_empty(), last.is_empty()) {
        (true, true) => return Plan::Whole,
        (true, false) => bytes.saturating_sub(number(last))..bytes,
        (false, true) => number(first)..bytes,
        (false, false) if number(last) < number(first) => return Plan::Whole,
        (false, false) => number(first)..number(last).saturating_add(1).min(bytes),
    };
    if range.start < range.end { Plan::Part(range) } else { Plan::Unsatisfiable }
}

/// A stream that fails when it is longer or shorter than announced, and ends with its first failure.
struct Exactly {
    inner: BoxStream<'static, io::Result<Bytes>>,
    left: u64,
    done: bool,
}

impl Stream for Exactly {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.done {
            return Poll::Ready(None);
        }
        let item = match ready!(self.inner.as_mut().poll_next(cx)) {
            Some(Ok(chunk)) => {
                let left = u64::try_from(chunk.len()).ok().and_then(|taken| self.left.checked_sub(taken));
                self.left = left.unwrap_or(0);
                Some(left.map(|_| chunk).ok_or_else(|| io::Error::other("longer than announced")))
            }
            Some(Err(error)) => Some(Err(error)),
            None if self.left > 0 => Some(Err(io::ErrorKind::UnexpectedEof.into())),
            None => None,
        };
        self.done = !matches!(item, Some(Ok(_)));
        Poll::Ready(item)
    }
}

/// A range of bytes that are there.
fn part_of(
    content: Vec<u8>,
    Range { start, end }: Range<u64>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let content = Bytes::from(content);
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(content.len());
    let part = content.slice(place(start)..place(end));
    futures::stream::iter([Ok(part)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn parts_are_those_that_were_asked_for() {
        for (range, expected) in [(0..4, "abcd"), (1..3, "bc"), (3..9, "d"), (4..4, "")] {
            let mut stream = std::pin::pin!(part_of(b"abcd".to_vec(), range));
            let part = stream.next().await.expect("a part").expect("bytes");
            assert_eq!(part, expected);
        }
    }

    #[test]
    fn ranges_are_read_as_the_norm_says() {
        let table = [
            ("bytes=0-9", 100, Plan::Part(0..10)),
            ("bytes=90-", 100, Plan::Part(90..100)),
            ("bytes=-10", 100, Plan::Part(90..100)),
            ("bytes=-1000", 100, Plan::Part(0..100)),
            ("bytes=99-99", 100, Plan::Part(99..100)),
            ("bytes=0-1000", 100, Plan::Part(0..100)),
            ("Bytes=0-0", 100, Plan::Part(0..1)),
            ("bytes=0-99999999999999999999999", 100, Plan::Part(0..100)),
            ("bytes=100-", 100, Plan::Unsatisfiable),
            ("bytes=100-200", 100, Plan::Unsatisfiable),
            ("bytes=99999999999999999999999-", 100, Plan::Unsatisfiable),
            ("bytes=-0", 100, Plan::Unsatisfiable),
            ("bytes=0-", 0, Plan::Unsatisfiable),
            ("bytes=-5", 0, Plan::Unsatisfiable),
            ("bytes=9-0", 100, Plan::Whole),
            ("bytes=0-1,4-5", 100, Plan::Whole),
            ("bytes=a-b", 100, Plan::Whole),
            ("bytes=-", 100, Plan::Whole),
            ("bytes=--5", 100, Plan::Whole),
            ("bytes=", 100, Plan::Whole),
            ("bytes", 100, Plan::Whole),
            ("lines=0-9", 100, Plan::Whole),
        ];
        for (text, bytes, expected) in table {
            assert_eq!(one_range(text, bytes), expected, "{text} of {bytes}");
        }
    }

    #[test]
    fn conditions_come_in_their_order() {
        let tag = Tag::strong("a");
        let part = Plan::Part(0..10);
        let table: [(&[(&'static str, &'static str)], Plan); 14] = [
            (&[], Plan::Whole),
            (&[("if-match", "\"a\"")], Plan::Whole),
            (&[("if-match", "*")], Plan::Whole),
            (&[("if-match", "\"b\"")], Plan::Stale),
            (&[("if-match", "W/\"a\"")], Plan::Stale),
            (&[("if-match", "\"b\""), ("if-none-match", "\"a\"")], Plan::Stale),
            (&[("if-none-match", "\"a\"")], Plan::NotModified),
            (&[("if-none-match", "W/\"a\"")], Plan::NotModified),
            (&[("if-none-match", "*"), ("range", "bytes=0-9")], Plan::NotModified),
            (&[("if-none-match", "\"b\""), ("range", "bytes=0-9")], part.clone()),
            (&[("if-range", "\"a\""), ("range", "bytes=0-9")], part),
            (&[("if-range", "W/\"a\""), ("range", "bytes=0-9")], Plan::Whole),
            (&[("if-range", "\"b\""), ("range", "bytes=0-9")], Plan::Whole),
            (&[("if-range", "Mon, 30 Nov 2026 10:00:00 GMT"), ("range", "bytes=0-9")], Plan::Whole),
        ];
        for (lines, expected) in table {
            let mut headers = HeaderMap::new();
            for (name, value) in lines {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(plan(&Method::GET, &headers, &tag, 100), expected, "{lines:?}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, HeaderValue::from_static("bytes=0-9"));
        assert_eq!(plan(&Method::HEAD, &headers, &tag, 100), Plan::Whole);
        headers.append(RANGE, HeaderValue::from_static("bytes=20-29"));
        assert_eq!(plan(&Method::GET, &headers, &tag, 100), Plan::Whole);
    }

    #[test]
    fn names_of_all_languages_are_told() {
        let table = [
            ("Dossier.pdf", "attachment; filename=\"Dossier.pdf\"; filename*=UTF-8''Dossier.pdf"),
            ("Müller \"x\".pdf", "attachment; filename=\"M_ller _x_.pdf\"; filename*=UTF-8''M%C3%BCller%20%22x%22.pdf"),
            ("a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"),
            ("李", "attachment; filename=\"_\"; filename*=UTF-8''%E6%9D%8E"),
        ];
        for (name, expected) in table {
            assert_eq!(disposition(name, false), expected);
            assert!(HeaderValue::from_str(&disposition(name, true)).is_ok());
        }
    }

    #[test]
    fn a_file_cannot_run_be_kept_or_add_headers() {
        let download = Download {
            name: "a.html\r\nset-cookie: x=y".to_owned(),
            media_type: "text/html\r\nset-cookie: x=y".to_owned(),
            bytes: 3,
            tag: Tag::strong("abc"),
            inline: false,
            noindex: true,
        };
        assert!(!format!("{download:?}").contains("a.html"), "nor is its name printed by chance");
        let mut headers = HeaderMap::new();
        download.describe(&mut headers);
        let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(told("content-type"), "application/octet-stream");
        assert!(told("content-disposition").starts_with("attachment; filename=\"a.html__set-cookie: x=y\""));
        assert_eq!(told("set-cookie"), "");
        assert_eq!(told("x-content-type-options"), "nosniff");
        assert_eq!(told("content-security-policy"), "default-src 'none'; sandbox; frame-ancestors 'self'");
        assert_eq!(told("cache-control"), "private, no-store");
        assert_eq!(told("x-robots-tag"), "noindex, nofollow");
    }

    #[tokio::test]
    async fn a_stream_of_another_length_fails() {
        for (chunks, fails) in [(vec!["ab", "cd"], false), (vec!["ab"], true), (vec!["abc", "de"], true)] {
            let inner = futures::stream::iter(chunks.clone()).map(|chunk| Ok(Bytes::from(chunk))).boxed();
            let items: Vec<_> = Exactly { inner, left: 4, done: false }.collect().await;
            assert_eq!(items.iter().any(Result::is_err), fails, "{chunks:?}");
        }
    }
}
