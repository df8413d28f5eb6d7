//! Migrations: from empty, from every earlier schema, and refusals of what is newer, older or other.

use crate::engines::{birth, config, key, open};
use dossier_db::testing::{columns, migrate_to, versions};
use dossier_db::{Db, DbConfig, DbError};
use dossier_stand_ins::postgres::Postgres;

async fn refusal(config: &DbConfig) -> DbError {
    Db::open(config, key(), birth()).await.map(|_| ()).expect_err("refused")
}

/// Both engines have the same tables and columns, so that one SQL serves both.
#[tokio::test]
async fn both_engines_have_the_same_columns() {
    let postgres = Postgres::start();
    let one = open(&config(&postgres.create("columns"))).await;
    let other = open(&DbConfig::memory()).await;
    let (one, other) = (columns(&one).await.expect("listed"), columns(&other).await.expect("listed"));
    assert_eq!(one, other);
    assert!(one.contains(&"runs.current_revision".to_owned()) && one.len() > 250, "{}", one.len());
}

async fn from_every_schema(fresh: impl Fn(i64) -> DbConfig) {
    let all = versions(&fresh(0));
    let newest = open(&fresh(-1)).await;
    let expected = columns(&newest).await.expect("listed");
    newest.close().await;
    for version in all {
        let mut config = fresh(version);
        config.migrate = false;
        assert_eq!(refusal(&config).await, DbError::SchemaOlder, "an empty one");
        migrate_to(&config, version).await.expect("migrated");
        if version < versions(&config).last().copied().unwrap_or_default() {
            assert_eq!(refusal(&config).await, DbError::SchemaOlder, "{version}");
        }
        config.migrate = true;
        let db = open(&config).await;
        assert_eq!(columns(&db).await.expect("listed"), expected, "{version}");
        db.close().await;
        config.migrate = false;
        open(&config).await.close().await;
        Db::migrate_only(&config).await.expect("nothing is left to do");
    }
}

#[tokio::test]
async fn sqlite_comes_from_every_schema() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    from_every_schema(|version| DbConfig::file(&folder.path().join(format!("{version}.db")))).await;
}

#[tokio::test]
async fn postgres_comes_from_every_schema() {
    let postgres = Postgres::start();
    from_every_schema(|version| config(&postgres.create(&format!("v{}", version + 1)))).await;
    let newer = config(&postgres.create("newer"));
    open(&newer).await.close().await;
    postgres.run("newer", "INSERT INTO dossier._sqlx_migrations VALUES (999, 'x', now(), true, '', 0)");
    assert_eq!(refusal(&newer).await, DbError::SchemaNewer);
    let mut looking = newer.clone();
    looking.migrate = false;
    assert_eq!(refusal(&looking).await, DbError::SchemaNewer);
    postgres.run("newer", "DELETE FROM dossier._sqlx_migrations WHERE version = 999");
    postgres.run("newer", "UPDATE dossier._sqlx_migrations SET checksum = 'x' WHERE version = 1");
    assert_eq!(refusal(&newer).await, DbError::SchemaDiffers { version: 1 });
}

/// Several replicas that begin at once: one migrates, the others wait.
#[tokio::test]
async fn replicas_begin_at_once() {
    let postgres = Postgres::start();
    let config = config(&postgres.create("replicas"));
    let (one, two, three) = tokio::join!(open(&config), open(&config), open(&config));
    assert_eq!((one.instance(), two.instance()), (three.instance(), three.instance()));
}
