//! The service as a process: ready, at work, and ended in order.

use crate::api_desk::{accounts, service};
use crate::client::Client;
use crate::server::Lines;
use async_trait::async_trait;
use dossier::db::queue::{Handler, Outcome, QueueSettings};
use dossier::db::rows::Job;
use dossier_server::log::{Level, Log};
use dossier_server::security::Hosts;
use dossier_server::serve::ServeLimits;
use dossier_server::{ServeOptions, WebSettings, serve};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A worker to whom no job comes.
struct Idle;

#[async_trait]
impl Handler for Idle {
    async fn work(&self, _: Uuid, _: Job) -> Outcome {
        Outcome::Done
    }

    async fn gave_up(&self, _: Uuid, _: Job, _: &str) {}
}

fn options(log: Lines) -> ServeOptions {
    ServeOptions {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        limits: ServeLimits::default(),
        web: WebSettings::of(Hosts::loopback()),
        queue: QueueSettings::default(),
        metrics: None,
        log: Log::new(Level::Info, || "2026-01-27T12:00:00Z".to_owned(), log),
        notice: Duration::ZERO,
    }
}

#[tokio::test]
async fn it_is_ready_and_ends_in_order() {
    let (service, _) = service(accounts()).await;
    let (log, stop) = (Lines::default(), CancellationToken::new());
    let (tell, told) = oneshot::channel();
    let sweeps = stop.clone().cancelled_owned();
    let running = tokio::spawn(serve(
        options(log.clone()),
        service.clone(),
        Arc::new(Idle),
        sweeps,
        move |address| tell.send(address).expect("somebody waits"),
        stop.clone(),
    ));
    let address = told.await.expect("an address");
    let mut client = Client::connect(address).await;
    let ready = client.ask("GET", "/readyz", "").await;
    assert_eq!(ready.status, 200, "{}", ready.text());
    assert_eq!(ready.json()["checks"].as_array().map(Vec::len), Some(3));
    assert_eq!(client.ask("GET", "/livez", "").await.status, 200);
    assert_eq!(client.ask("GET", "/api/v1/me", "").await.status, 401);
    stop.cancel();
    let drained = tokio::time::timeout(Duration::from_secs(20), running).await.expect("in time").expect("no panic");
    assert_eq!(drained.expect("an orderly end").cut, 0);
    assert!(service.db().ping().await.is_err(), "the database is closed");
    let text = log.text();
    for event in ["\"serving\"", "\"stopping\"", "\"stopped\""] {
        assert!(text.contains(event), "{text}");
    }
}

#[tokio::test]
async fn a_taken_address_is_told() {
    let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let listen = taken.local_addr().expect("an address");
    let (service, _) = service(accounts()).await;
    let options = ServeOptions { listen, ..options(Lines::default()) };
    let refused = serve(options, service, Arc::new(Idle), async {}, |_| {}, CancellationToken::new()).await;
    assert!(matches!(refused, Err(dossier_server::ServeError::Listen(_))), "{refused:?}");
}
