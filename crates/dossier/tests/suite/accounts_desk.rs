//! What the tests of accounts share: a service over a database in memory, whose clock the test moves, with a first
//! owner.

use dossier::service::accounts::{LoginRequest, NewAccount, NewInvitation, NewOwner, NewSession};
use dossier::service::{Access, Caller, Office, ServiceError, ServiceSettings, Vault};
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, ReaderHost};
use dossier_db::rows::Role;
use dossier_db::testing::NOON;
use dossier_db::{Birth, Db, DbConfig, Hash, LookupKey, Micros};
use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use uuid::Uuid;

pub const SECOND: Micros = 1_000_000;
pub const HOUR: Micros = 3_600 * SECOND;
pub const OWNER: &str = "rosa@example.org";
pub const PASSWORD: &str = "ein ganz langer Satz";

/// A service and the hands of its clock.
pub struct Desk {
    pub service: Office,
    now: Arc<AtomicI64>,
}

impl Desk {
    /// Lets time pass.
    pub fn wait(&self, length: Micros) {
        self.now.fetch_add(length, Ordering::SeqCst);
    }

    /// The same database and clock under other settings.
    pub fn with(self, settings: ServiceSettings) -> Self {
        let old = &self.service;
        let service = Office::new(old.dossier().clone(), old.db().clone(), Vault::new(&[7; 32]), settings);
        Self { service, now: self.now }
    }

    /// Seconds since 1970.
    pub fn now_s(&self) -> i64 {
        self.now.load(Ordering::SeqCst) / SECOND
    }

    pub async fn login(&self, email: &str, password: &str) -> Result<NewSession, ServiceError> {
        self.login_from("192.0.2.0/24", email, password).await
    }

    pub async fn login_from(&self, network: &str, email: &str, password: &str) -> Result<NewSession, ServiceError> {
        let request =
            LoginRequest { email: email.into(), password: password.into(), network: network.into(), team: None };
        self.service.login(&request).await
    }

    /// Who a session's secret belongs to.
    pub async fn caller(&self, session: &NewSession) -> Result<Caller, ServiceError> {
        self.service.caller_of_session(session.secret.as_str(), None).await
    }

    /// Another member of the owner's team, with a session.
    pub async fn member(&self, owner: &Caller, email: &str, role: Role) -> (NewSession, Caller) {
        let open = NewInvitation { email: None, role };
        let (_, secret) = self.service.invite(owner, &open).await.expect("invited");
        let session = self.service.accept_invitation(secret.as_str(), &account(email)).await.expect("accepted");
        let caller = self.caller(&session).await.expect("a session");
        assert_eq!((caller.team, caller.role), (owner.team, role));
        (session, caller)
    }
}

pub fn account(email: &str) -> NewAccount {
    NewAccount { email: email.into(), name: "Anna Çelebi".into(), password: PASSWORD.into() }
}

pub fn owner() -> NewOwner {
    NewOwner {
        team: "Büro Zürich".to_owned(),
        email: OWNER.into(),
        name: "Rosa Kestenmair".into(),
        password: PASSWORD.into(),
    }
}

pub fn with_accounts() -> ServiceSettings {
    ServiceSettings { access: Access::Accounts, ..ServiceSettings::default() }
}

/// A service without any user.
pub async fn empty(settings: ServiceSettings) -> Desk {
    let now = Arc::new(AtomicI64::new(NOON));
    let (clock, drawn) = (Arc::clone(&now), AtomicU64::new(0));
    // Different bytes at each call, and the same in each run of the test.
    let env = Env::new(
        move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).expect("a time"),
        move |bytes| {
            for chunk in bytes.chunks_mut(32) {
                let number = drawn.fetch_add(1, Ordering::SeqCst);
                let random = Hash::sha256(&number.to_be_bytes());
                chunk.copy_from_slice(&random.0[..chunk.len()]);
            }
        },
    );
    let birth = Birth { instance: Uuid::from_u128(1), now: NOON };
    let db = Db::open(&DbConfig::memory(), LookupKey::new(&[7; 32]), birth).await.expect("a database");
    let dossier = Dossier::new(env, Storage::memory(), ReaderHost::InProcess, CpuPool::new(2));
    Desk { service: Office::new(dossier, db, Vault::new(&[7; 32]), settings), now }
}

/// A service with a first owner, who has a session.
pub async fn desk() -> (Desk, NewSession, Caller) {
    with_owner(with_accounts()).await
}

pub async fn with_owner(settings: ServiceSettings) -> (Desk, NewSession, Caller) {
    let desk = empty(settings).await;
    let link = desk.service.first_start().await.expect("started").expect("a link");
    desk.service.claim_owner(link.secret.as_str(), &owner()).await.expect("claimed");
    let session = desk.login(OWNER, PASSWORD).await.expect("logged in");
    let caller = desk.caller(&session).await.expect("a session");
    (desk, session, caller)
}

/// The code of a failure; `fine` where there is none.
pub fn code<T>(outcome: &Result<T, ServiceError>) -> &'static str {
    outcome.as_ref().err().map_or("fine", ServiceError::code)
}
