//! Connections: how many, how slow, and how they end.

use crate::client::Client;
use crate::server::{Running, Setup};
use dossier_server::serve::{Door, Drained, ServeLimits};
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(300);

fn limited(limits: ServeLimits) -> Setup {
    Setup { limits, ..Setup::default() }
}

#[tokio::test]
async fn everywhere_is_reached_by_both_families() {
    let door = Door::open(Door::everywhere(0)).await.unwrap();
    assert_ne!(door.address().port(), 0);
    assert!(door.address().ip().is_unspecified());
}

#[tokio::test]
async fn a_head_that_comes_too_slowly_is_cut() {
    let running = Running::start(limited(ServeLimits { header_read: SHORT, ..ServeLimits::default() })).await;
    let mut client = Client::connect(running.address).await;
    client.send("GET /plain HTTP/1.1\r\nHost: loc").await;
    let answer = client.answer(false).await;
    assert!(answer.is_none_or(|answer| answer.status == 408));
    let mut other = Client::connect(running.address).await;
    assert_eq!(other.ask("GET", "/plain", "").await.text(), "hello");
}

#[tokio::test]
async fn a_connection_serves_one_request_after_another() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    for _ in 0..3 {
        assert_eq!(client.ask("GET", "/plain", "").await.text(), "hello");
    }
    assert_eq!(running.stop().await, Drained { cut: 0 });
}

#[tokio::test]
async fn more_connections_wait_for_a_place() {
    let running = Running::start(limited(ServeLimits { connections_max: 1, ..ServeLimits::default() })).await;
    let mut first = Client::connect(running.address).await;
    assert_eq!(first.ask("GET", "/plain", "").await.status, 200);
    let mut second = Client::connect(running.address).await;
    second.send("GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(second.silent(SHORT).await);
    drop(first);
    assert_eq!(second.answer(false).await.unwrap().text(), "hello");
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_given_up() {
    let running = Running::start(limited(ServeLimits { write_stall: SHORT, ..ServeLimits::default() })).await;
    let mut client = Client::connect(running.address).await;
    client.send("GET /endless-file HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let given_up = running.app.given_up.notified();
    tokio::time::timeout(Duration::from_secs(20), given_up).await.expect("the download is given up");
}

#[tokio::test]
async fn a_stop_lets_a_running_download_end() {
    let running = Running::start(Setup::default()).await;
    let mut client = Client::connect(running.address).await;
    client.send("GET /gated-file HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert_eq!(client.head().await.unwrap().status, 200);
    assert_eq!(client.body(500).await, vec![1; 500]);
    running.begin_stop();
    running.app.gate.notify_one();
    assert_eq!(client.body(500).await, vec![2; 500]);
    assert_eq!(running.stop().await, Drained { cut: 0 });
}

#[tokio::test]
async fn a_stop_cuts_what_does_not_end() {
    let running = Running::start(limited(ServeLimits { drain: SHORT, ..ServeLimits::default() })).await;
    let mut client = Client::connect(running.address).await;
    client.send("GET /gated-file HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert_eq!(client.body(1).await.len(), 1);
    let log = running.log.clone();
    assert_eq!(running.stop().await, Drained { cut: 1 });
    assert!(log.text().contains("\"whole\":false"), "{}", log.text());
}

#[tokio::test]
async fn after_a_stop_nobody_is_let_in() {
    let running = Running::start(Setup::default()).await;
    let address = running.address;
    running.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
