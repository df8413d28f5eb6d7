//! The contract on both engines: SQLite in memory and in a file, and a real PostgreSQL.

use dossier_db::testing::{NOON, contract};
use dossier_db::{Birth, Db, DbConfig, LookupKey};
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
