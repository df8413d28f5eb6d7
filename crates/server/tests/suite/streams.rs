//! Server-sent events over a connection: resumed, ended by a stop, bounded per caller.

use crate::client::Client;
use crate::server::{LAST_EVENT, Running, Setup};

/// Reads chunks until a text has come.
async fn read_until(client: &mut Client, mark: &str) -> String {
    let mut text = String::new();
    while !text.contains(mark) {
        let chunk = client.chunk().await.expect("the stream goes on");
        text.push_str(std::str::from_utf8(&chunk).expect("UTF-8"));
    }
    text
}

#[tokio::test]
async fn a_stream_is_resumed_after_what_was_seen() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    let all = client.ask("GET", "/events", "").await;
    assert_eq!(all.header("content-type"), Some("text/event-stream"));
    assert_eq!(all.header("x-accel-buffering"), Some("no"));
    assert!(all.whole && all.text().starts_with("retry: "), "{}", all.text());
    assert_eq!(all.text().matches("event: step\n").count(), 5);
    let rest = client.ask("GET", "/events", "Last-Event-ID: 3\r\n").await.text();
    assert!(!rest.contains("id: 3\n") && rest.contains("id: 4\n") && rest.contains("id: 5\n"), "{rest}");
    let over = client.ask("GET", "/events", &format!("Last-Event-ID: {LAST_EVENT}\r\n")).await;
    assert_eq!(over.status, 204);
}

#[tokio::test]
async fn a_stop_ends_streams_and_says_when_to_come_back() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    client.send("GET /open-events HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert_eq!(client.head().await.unwrap().status, 200);
    read_until(&mut client, "id: 5\n").await;
    running.begin_stop();
    let bye = read_until(&mut client, "come back").await;
    assert!(bye.contains("retry: "), "{bye}");
    assert_eq!(client.chunk().await, Some(Vec::new()));
    assert_eq!(running.stop().await.cut, 0);
}

#[tokio::test]
async fn a_caller_cannot_open_streams_without_end() {
    let running = Running::start(Setup::default()).await;
    let mut open = Vec::new();
    for _ in 0..2 {
        let mut client = Client::connect(running.address).await;
        client.send("GET /open-events HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
        assert_eq!(client.head().await.unwrap().status, 200);
        open.push(client);
    }
    let mut third = Client::connect(running.address).await;
    let refused = third.ask("GET", "/open-events", "").await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "events.too_many_streams"));
    assert!(refused.header("retry-after").is_some());
}
