//! Progress as server-sent events: a feed is read until it ends, the service stops or the stream has lived long enough; the
//! browser then comes back with the id of what it saw last. What happened is the feed's, which reads it from the store.

use crate::problem::{Cause, Problem};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Spread of the time after which browsers come back, so that they do not come all at once after a restart.
const RETRY_SPREAD_MS: u64 = 3_000;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEvent {
    /// Its number in the order of the run; what comes after has a greater one.
    pub id: i64,
    /// Its kind, one word.
    pub kind: &'static str,
    /// Its data, JSON.
    pub data: String,
}

/// Where events come from.
pub trait Feed: Send + 'static {
    /// Waits for the next event; none when there will be no more, or the caller may not see them any more. Dropping the
    /// future before it is ready must lose nothing.
    fn next(&mut self) -> impl Future<Output = Option<FeedEvent>> + Send;
}

/// How streams are kept.
#[derive(Clone, Copy, Debug)]
pub struct StreamRules {
    /// A sign of life when nothing happens. 15 s by default.
    pub keep_alive: Duration,
    /// After this a stream ends and the browser comes back. 14 min by default, below what proxies cut.
    pub life: Duration,
    /// How long browsers wait before they come back, at least. 1 s by default.
    pub retry: Duration,
    /// Streams of one caller at the same time. 16 by default.
    pub per_caller_max: usize,
}

impl Default for StreamRules {
    fn default() -> Self {
        Self {
            keep_alive: Duration::from_secs(15),
            life: Duration::from_secs(14 * 60),
            retry: Duration::from_secs(1),
            per_caller_max: 16,
        }
    }
}

/// The id of the last event that the client saw: `Last-Event-ID`, or what the query says, or 0. What is no number counts as
/// nothing seen, because a browser sends back whatever it was given.
pub fn seen_last(headers: &HeaderMap, query: Option<i64>) -> i64 {
    let header = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    header.or(query).unwrap_or(0).max(0)
}

/// Streams that are open, by caller.
#[derive(Clone, Default)]
pub struct OpenStreams<K: Ord> {
    counts: Arc<Mutex<BTreeMap<K, usize>>>,
    opened: Arc<AtomicU64>,
}

impl<K: Ord> fmt::Debug for OpenStreams<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenStreams")
    }
}

impl<K: Ord + Clone + Send + 'static> OpenStreams<K> {
    /// Takes a place for a caller.
    ///
    /// # Errors
    /// 429 when the caller has as many open as allowed.
    pub fn take(&self, caller: &K, rules: &StreamRules) -> Result<Place<K>, Problem> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(caller.clone()).or_insert(0);
        if *count >= rules.per_caller_max {
            return Err(Problem::new(Cause::Rate, "events.too_many_streams").retry_after(5));
        }
        *count += 1;
        let turn = self.opened.fetch_add(1, Ordering::Relaxed);
        Ok(Place { counts: Arc::clone(&self.counts), caller: caller.clone(), turn })
    }
}

/// The place of one open stream; given back when dropped.
pub struct Place<K: Ord> {
    counts: Arc<Mutex<BTreeMap<K, usize>>>,
    caller: K,
    turn: u64,
}

impl<K: Ord> fmt::Debug for Place<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place")
    }
}

impl<K: Ord> Drop for Place<K> {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let left = counts.get(&self.caller).map_or(0, |count| count.saturating_sub(1));
        if left == 0 {
            counts.remove(&self.caller);
        } else if let Some(count) = counts.get_mut(&self.caller) {
            *count = left;
        }
    }
}

/// The answer to a client that has seen the last event there will be: 204, which stops a browser from coming back.
pub fn over() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// Streams a feed. It ends after the feed's last event, when `stop` is called, or at the end of its life; each time the
/// client knows from the first line when to come back.
pub fn stream<F, K>(feed: F, place: Place<K>, rules: &StreamRules, stop: CancellationToken) -> Response
where
    F: Feed,
    K: Ord + Send + 'static,
{
    let spread = place.turn.wrapping_mul(617) % RETRY_SPREAD_MS;
    let live = Live {
        feed,
        place,
        stop,
        phase: Phase::Opening,
        retry: rules.retry + Duration::from_millis(spread),
        end: Instant::now() + rules.life,
    };
    let events = futures::stream::unfold(live, Live::step);
    let sse = Sse::new(events).keep_alive(KeepAlive::new().interval(rules.keep_alive));
    // Proxies that gather answers would hold events back.
    ([("cache-control", "no-store"), ("x-accel-buffering", "no")], sse).into_response()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Opening,
    Open,
    Ended,
}

struct Live<F, K: Ord> {
    feed: F,
    /// Held for as long as the stream lives.
    place: Place<K>,
    stop: CancellationToken,
    phase: Phase,
    retry: Duration,
    end: Instant,
}

impl<F, K> Live<F, K>
where
    F: Feed,
    K: Ord + Send + 'static,
{
    async fn step(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.phase == Phase::Ended {
            return None;
        }
        if self.phase == Phase::Opening {
            self.phase = Phase::Open;
            let hello = Event::default().retry(self.retry).comment("open");
            return Some((Ok(hello), self));
        }
        let next = tokio::select! {
            biased;
            () = self.stop.cancelled() => Next::Pause,
            () = tokio::time::sleep_until(self.end) => Next::Pause,
            event = self.feed.next() => event.map_or(Next::Over, Next::Event),
        };
        match next {
            Next::Event(event) => {
                let told = Event::default().id(event.id.to_string()).event(event.kind).data(event.data);
                Some((Ok(told), self))
            }
            Next::Pause => {
                self.phase = Phase::Ended;
                // Once more, because the first line may be long ago and a browser keeps only the last.
                let bye = Event::default().retry(self.retry).comment("come back");
                Some((Ok(bye), self))
            }
            Next::Over => {
                drop(self.place);
                None
            }
        }
    }
}

enum Next {
    Event(FeedEvent),
    Pause,
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    struct Listed(Vec<FeedEvent>, bool);

    impl Feed for Listed {
        async fn next(&mut self) -> Option<FeedEvent> {
            if self.0.is_empty() {
                if self.1 {
                    std::future::pending::<()>().await;
                }
                return None;
            }
            Some(self.0.remove(0))
        }
    }

    fn event(id: i64) -> FeedEvent {
        FeedEvent { id, kind: "step", data: format!("{{\"n\":{id}}}") }
    }

    async fn text(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_feed_is_told_to_its_end() {
        let streams: OpenStreams<u32> = OpenStreams::default();
        let rules = StreamRules::default();
        let place = streams.take(&1, &rules).unwrap();
        let response = stream(Listed(vec![event(4), event(5)], false), place, &rules, CancellationToken::new());
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let told = text(response).await;
        assert!(told.starts_with("retry: 1000\n"), "{told}");
        assert!(
            told.ends_with("id: 4\nevent: step\ndata: {\"n\":4}\n\nid: 5\nevent: step\ndata: {\"n\":5}\n\n"),
            "{told}"
        );
        assert!(streams.counts.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_stop_and_the_end_of_life_end_a_stream() {
        let streams: OpenStreams<u32> = OpenStreams::default();
        let stop = CancellationToken::new();
        let rules = StreamRules { life: Duration::from_millis(20), ..StreamRules::default() };
        let place = streams.take(&1, &rules).unwrap();
        let told = text(stream(Listed(vec![event(1)], true), place, &rules, stop.clone())).await;
        assert!(told.contains("id: 1\n") && told.trim_end().ends_with(": come back"), "{told}");
        stop.cancel();
        let rules = StreamRules::default();
        let place = streams.take(&1, &rules).unwrap();
        let told = text(stream(Listed(vec![event(1)], true), place, &rules, stop)).await;
        assert!(!told.contains("id: 1\n") && told.trim_end().ends_with(": come back"), "{told}");
    }

    #[test]
    fn a_caller_has_so_many_streams_and_no_more() {
        let streams: OpenStreams<u32> = OpenStreams::default();
        let rules = StreamRules { per_caller_max: 1, ..StreamRules::default() };
        let place = streams.take(&1, &rules).unwrap();
        assert_eq!(streams.take(&1, &rules).unwrap_err().status().as_u16(), 429);
        assert!(streams.take(&2, &rules).is_ok());
        drop(place);
        assert!(streams.take(&1, &rules).is_ok());
    }

    #[test]
    fn what_was_seen_last_is_read_leniently() {
        let table = [
            (Some("7"), None, 7),
            (Some("7"), Some(3), 7),
            (None, Some(3), 3),
            (Some("x"), None, 0),
            (Some("-4"), None, 0),
        ];
        for (header, query, expected) in table {
            let mut headers = HeaderMap::new();
            if let Some(header) = header {
                headers.insert("last-event-id", HeaderValue::from_static(header));
            }
            assert_eq!(seen_last(&headers, query), expected, "{header:?} {query:?}");
        }
    }
}
