//! The whole application over a database and a storage in memory, on a port of its own, with a clock that the test moves.

use crate::client::{Answer, Client};
use crate::server::Lines;
use axum::Router;
use dossier::db::{Birth, Db, DbConfig, Hash, LookupKey, Micros};
use dossier::service::{Access, Office, ServiceSettings, Vault};
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, ReaderHost};
use dossier_server::app::router;
use dossier_server::log::{Level, Log};
use dossier_server::security::Hosts;
use dossier_server::serve::{Door, ServeLimits};
use dossier_server::{App, WebSettings};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub const OWNER: &str = "rosa@example.org";
pub const PASSWORD: &str = "ein ganz langer Satz";

/// When the clock begins, in microseconds since 1970.
const BEGIN: Micros = 1_769_515_200_000_000;

/// The instance's secret.
pub const SECRET: [u8; 32] = [7; 32];

/// A running application.
pub struct Api {
    pub address: SocketAddr,
    pub service: Office,
    pub log: Lines,
    now: Arc<AtomicI64>,
    stop: CancellationToken,
}

impl Drop for Api {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Settings of a service whose users log in.
pub fn accounts() -> ServiceSettings {
    ServiceSettings { access: Access::Accounts, ..ServiceSettings::default() }
}

/// A service over a fresh database, with the hand of its clock.
pub async fn service(settings: ServiceSettings) -> (Office, Arc<AtomicI64>) {
    service_over((database(&DbConfig::memory()).await, Storage::memory()), settings, 0)
}

/// A database of the one instance that there is in tests.
pub async fn database(config: &DbConfig) -> Db {
    let birth = Birth { instance: Uuid::from_u128(1), now: BEGIN };
    Db::open(config, LookupKey::new(&SECRET), birth).await.expect("a database")
}

/// A service over a database and a storage, with the hand of its clock. `drawn` says how often its randomness was asked for
/// before, so that a second service over the same rows does not draw the same ids.
pub fn service_over(ground: (Db, Storage), settings: ServiceSettings, drawn: u64) -> (Office, Arc<AtomicI64>) {
    let now = Arc::new(AtomicI64::new(BEGIN));
    let (clock, drawn) = (Arc::clone(&now), AtomicU64::new(drawn));
    let env = Env::new(
        move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).expect("a time"),
        move |bytes| {
            for chunk in bytes.chunks_mut(32) {
                let random = Hash::sha256(&drawn.fetch_add(1, Ordering::SeqCst).to_be_bytes());
                chunk.copy_from_slice(&random.0[..chunk.len()]);
            }
        },
    );
    let (db, storage) = ground;
    let dossier = Dossier::new(env, storage, ReaderHost::InProcess, CpuPool::new(2));
    (Office::new(dossier, db, Vault::new(&SECRET), settings), now)
}

impl Api {
    pub async fn start(settings: ServiceSettings, web: WebSettings) -> Self {
        Self::over(service(settings).await, web).await
    }

    /// Over a service that there is, with the hand of its clock.
    pub async fn over((service, now): (Office, Arc<AtomicI64>), web: WebSettings) -> Self {
        let (stop, log) = (CancellationToken::new(), Lines::default());
        let lines = Log::new(Level::Info, || "2026-01-27T12:00:00Z".to_owned(), log.clone());
        let app = App::new(service.clone(), &web, stop.clone());
        let router = router(app, &web, &lines, Router::new()).expect("an application");
        let door = Door::open(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.expect("a free port");
        let address = door.address();
        tokio::spawn(door.serve(router, ServeLimits::default(), stop.clone()));
        Self { address, service, log, now, stop }
    }

    /// With accounts and nobody in it.
    pub async fn empty() -> Self {
        Self::start(accounts(), WebSettings::of(Hosts::loopback())).await
    }

    /// With an owner, and the headers that show the owner's session.
    pub async fn owned() -> (Self, String) {
        let api = Self::empty().await;
        let answer = api.set_up().await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let owner = cookie(&answer);
        (api, owner)
    }

    /// Uses the link of the set-up.
    pub async fn set_up(&self) -> Answer {
        let link = self.service.first_start().await.expect("started").expect("a link");
        let body = json!({
            "secret": link.secret.as_str(), "team": "Büro Zürich", "email": OWNER, "name": "Rosa Kestenmair",
            "password": PASSWORD,
        });
        self.send("POST", "/setup", "", &body).await
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Seconds since 1970.
    pub fn now_s(&self) -> i64 {
        self.now.load(Ordering::SeqCst) / 1_000_000
    }

    /// A request without a body to a path of the API.
    pub async fn ask(&self, method: &str, path: &str, lines: &str) -> Answer {
        let mut client = Client::connect(self.address).await;
        client.ask(method, &format!("/api/v1{path}"), lines).await
    }

    /// A request with a JSON body.
    pub async fn send(&self, method: &str, path: &str, lines: &str, body: &Value) -> Answer {
        let mut client = Client::connect(self.address).await;
        client.send_json(method, &format!("/api/v1{path}"), lines, body).await
    }

    pub async fn login(&self, email: &str, password: &str) -> Answer {
        self.send("POST", "/session", "", &json!({ "email": email, "password": password })).await
    }

    /// Another member of the team, with a session.
    pub async fn member(&self, owner: &str, email: &str, role: &str) -> String {
        let made = self.send("POST", "/invitations", owner, &json!({ "role": role })).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let account = json!({ "email": email, "name": "Anna Çelebi", "password": PASSWORD });
        let body = json!({ "secret": made.json()["secret"], "account": account });
        let joined = self.send("POST", "/invitations/accept", "", &body).await;
        assert_eq!(joined.status, 201, "{}", joined.text());
        cookie(&joined)
    }

    /// A token of the caller, as headers, with its id.
    pub async fn token(&self, caller: &str, scopes: &[&str]) -> (String, String) {
        let body = json!({ "name": "script", "scopes": scopes, "days": 30 });
        let made = self.send("POST", "/tokens", caller, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let told = made.json();
        let token = told["token"].as_str().expect("a token");
        (format!("Authorization: Bearer {token}\r\n"), told["info"]["id"].as_str().expect("an id").to_owned())
    }
}

/// The header that shows a session which an answer has begun.
pub fn cookie(answer: &Answer) -> String {
    let set = answer.all("set-cookie").into_iter().find(|set| set.starts_with("dossier-session=")).expect("a cookie");
    let pair = set.split(';').next().expect("a pair");
    format!("Cookie: {pair}\r\n")
}
