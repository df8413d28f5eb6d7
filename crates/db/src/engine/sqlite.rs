//! SQLite: one writer and some readers on a file in WAL mode, or one connection to a database in memory. What is deleted is
//! overwritten, and the log is emptied after an erasure.

use super::migrations;
use crate::config::DbConfig;
use crate::error::{Cause, DbError};
use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row as _, Sqlite, SqlitePool, Transaction};
use std::path::Path;
use std::time::Duration;

/// Statements that a connection keeps prepared; more than there are.
const STATEMENTS_KEPT: usize = 400;

/// How often emptying the log is tried while readers are in the way.
const TRUNCATE_TRIES: u32 = 5;

/// The connections.
#[derive(Clone)]
pub(crate) struct Pools {
    writer: SqlitePool,
    readers: SqlitePool,
    is_file: bool,
}

impl Pools {
    /// Connects to a file, or to memory where there is none.
    pub(crate) async fn connect(config: &DbConfig, path: Option<&Path>) -> Result<Self, DbError> {
        let options = SqliteConnectOptions::new()
            .busy_timeout(config.wait_max)
            .statement_cache_capacity(STATEMENTS_KEPT)
            .foreign_keys(true)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF");
        // One connection that never ends: two writers would only wait for each other in SQLite itself.
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(config.wait_max)
            .idle_timeout(None::<Duration>)
            .max_lifetime(None::<Duration>)
            .test_before_acquire(false);
        let Some(path) = path else {
            let writer = writer.connect_with(options.in_memory(true)).await.map_err(DbError::of)?;
            return Ok(Self { readers: writer.clone(), writer, is_file: false });
        };
        make_private(path)?;
        // After a crash of the machine the last moments may be missing, never halves of them: NORMAL keeps WAL consistent.
        let options =
            options.filename(path).journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Normal);
        let writer = writer.connect_with(options.clone()).await.map_err(DbError::of)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(config.connections_max.max(1))
            .acquire_timeout(config.wait_max)
            .test_before_acquire(false)
            .connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Self { writer, readers, is_file: true })
    }

    /// Brings the schema up to date.
    pub(crate) async fn migrate(&self) -> Result<(), DbError> {
        let migrator = migrations::sqlite();
        match migrator.run(&self.writer).await {
            // Another process may have been at it at the same moment: SQLite has no lock for that.
            Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) => {
                migrator.run(&self.writer).await.map_err(DbError::of_migration)
            }
            done => done.map_err(DbError::of_migration),
        }
    }

    /// Brings an empty database to an earlier schema, for tests of later migrations.
    pub(crate) async fn migrate_to(&self, version: i64) -> Result<(), DbError> {
        migrations::sqlite().run_to(version, &self.writer).await.map_err(DbError::of_migration)
    }

    /// The newest migration that was applied.
    pub(crate) async fn version(&self) -> Result<Option<i64>, DbError> {
        let known = sqlx::query("SELECT name FROM sqlite_master WHERE name = $1")
            .bind(migrations::SQLITE_TABLE)
            .fetch_optional(&self.writer)
            .await
            .map_err(DbError::of)?;
        if known.is_none() {
            return Ok(None);
        }
        let row = sqlx::query("SELECT max(version) AS version FROM _sqlx_migrations")
            .fetch_one(&self.writer)
            .await
            .map_err(DbError::of)?;
        row.try_get("version").map_err(DbError::of)
    }

    pub(crate) async fn begin(&self, write: bool) -> Result<Transaction<'static, Sqlite>, DbError> {
        let begun = if write {
            // Takes the lock at once: a transaction that reads first and writes later could be refused half way.
            self.writer.begin_with("BEGIN IMMEDIATE").await
        } else {
            self.readers.begin().await
        };
        begun.map_err(DbError::of)
    }

    /// Moves the log into the database and empties it, so that nothing of what was erased is left in it.
    pub(crate) async fn truncate_log(&self) -> Result<(), DbError> {
        if !self.is_file {
            return Ok(());
        }
        for _ in 0..TRUNCATE_TRIES {
            let row =
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.writer).await.map_err(DbError::of)?;
            let busy: i64 = row.try_get(0).map_err(DbError::of)?;
            if busy == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(DbError::unavailable(Cause::Busy))
    }

    /// Writes a consistent copy to a file that must not exist yet.
    pub(crate) async fn copy_to(&self, path: &Path) -> Result<(), DbError> {
        let text = path.to_str().ok_or(DbError::Invalid { what: "path of the copy" })?;
        if path.exists() {
            return Err(DbError::conflict("file of the copy"));
        }
        make_private(path)?;
        sqlx::query("VACUUM INTO $1").bind(text).execute(&self.writer).await.map_err(DbError::of)?;
        Ok(())
    }

    pub(crate) async fn ping(&self) -> Result<(), DbError> {
        sqlx::query("SELECT 1").execute(&self.readers).await.map(|_| ()).map_err(DbError::of)
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Makes an empty file that only its owner can read; SQLite's further files take over its mode. An existing file stays.
fn make_private(path: &Path) -> Result<(), DbError> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ()).map_err(|error| {
        DbError::unavailable(match error.kind() {
            std::io::ErrorKind::StorageFull => Cause::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => Cause::ReadOnly,
            _ => Cause::NoFile,
        })
    })
}
