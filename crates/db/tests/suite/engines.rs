//! The contract on both engines: SQLite in memory and in a file, and a real PostgreSQL.

use dossier_db::testing::{NOON, contract};
use dossier_db::{Birth, Db, DbConfig, LookupKey, SystemCtx, rows, teams};
use dossier_stand_ins::postgres::Postgres;
use uuid::Uuid;

pub fn key() -> LookupKey {
    LookupKey::new(&[7; 32])
}

pub fn birth() -> Birth {
    Birth { instance: Uuid::from_u128(0x1d), now: NOON }
}

pub async fn open(config: &DbConfig) -> Db {
    Db::open(config, key(), birth()).await.expect("opened")
}

pub fn config(url: &str) -> DbConfig {
    DbConfig::from_url(url).expect("a database URL")
}

/// A team with a name of its number.
pub fn team(n: u128) -> rows::Team {
    rows::Team {
        name: format!("Team {n}"),
        settings: "{}".to_owned(),
        retention_months: 6,
        retention_reason: "usual".to_owned(),
        created_at: NOON,
        updated_at: NOON,
        archived_at: None,
    }
}

/// Makes a team whose id is its number.
pub async fn make_team(db: &Db, n: u128) {
    let mut tx = db.system(SystemCtx::Setup).await.expect("begun");
    teams::create(&mut tx, Uuid::from_u128(n), &team(n)).await.expect("made");
    tx.commit().await.expect("kept");
}

/// A run that waits, about a person.
pub fn queued_run(id: Uuid, person: Uuid) -> rows::Run {
    rows::Run {
        id,
        person,
        kind: rows::RunKind::Single,
        client: None,
        profile: None,
        profile_version: None,
        batch: None,
        state: rows::RunState::Queued,
        attempt: 0,
        event_seq: 0,
        current_revision: None,
        label: None,
        role: None,
        search_plain: String::new(),
        search_named: String::new().into(),
        locale: None,
        options: "{}".to_owned(),
        score: None,
        recommendation: None,
        verdicts: None,
        failure: None,
        created_by: None,
        created_at: NOON,
        updated_at: NOON,
        closed_at: None,
        expires_at: None,
        erasing_at: None,
    }
}

#[tokio::test]
async fn memory() {
    contract::check(|| async { open(&DbConfig::memory()).await }).await;
}

#[tokio::test]
async fn file() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let mut number = 0;
    contract::check(|| {
        number += 1;
        let config = DbConfig::file(&folder.path().join(format!("{number}.db")));
        async move { open(&config).await }
    })
    .await;
}

#[tokio::test]
async fn postgres() {
    let postgres = Postgres::start();
    open(&config(&postgres.create("base"))).await.close().await;
    let mut number = 0;
    contract::check(|| {
        number += 1;
        let config = config(&postgres.copy("base", &format!("copy{number}")));
        async move { open(&config).await }
    })
    .await;
}
