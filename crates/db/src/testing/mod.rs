//! What proves a database, for this crate's tests and for those of the layers above: the contract suite, and looks past the
//! repositories. Of no use in production.

pub mod contract;

use crate::config::DbConfig;
use crate::context::SystemCtx;
use crate::db::Db;
use crate::engine;
use crate::error::DbError;
use crate::sql::{Micros, values};
use crate::tx::TeamTx;

/// Tables whose rows belong to a team.
pub const TEAM_TABLES: &[&str] = engine::TEAM_TABLES;

/// Tables without a team.
pub const OTHER_TABLES: &[&str] = engine::OTHER_TABLES;

/// A time to begin at: 27 January 2026, noon.
pub const NOON: Micros = 1_769_515_200_000_000;

/// A second.
pub const SECOND: Micros = 1_000_000;

/// An hour.
pub const HOUR: Micros = 3_600 * SECOND;

/// How many rows of a table a team's transaction sees when the statement forgets the team.
///
/// # Errors
/// A failure of the database.
pub async fn visible(tx: &mut TeamTx, table: &str) -> Result<i64, DbError> {
    // The value is named, for PostgreSQL keeps a prepared statement by its text, and others count without one.
    let row = tx.first(format!("SELECT count(*) AS number FROM {table} WHERE $1 IS NOT NULL"), values![]).await?;
    row.map_or(Ok(0), |row| row.column("number"))
}

/// Runs any statement as a team's transaction, with the team as `$1`, and tells how many rows it touched.
///
/// # Errors
/// A failure of the database, [`DbError::NotAllowed`] among them.
pub async fn attempt(tx: &mut TeamTx, sql: &'static str) -> Result<u64, DbError> {
    tx.run(sql, values![]).await
}

/// How many rows a table has, of all teams together.
///
/// # Errors
/// A failure of the database.
pub async fn count(db: &Db, table: &str) -> Result<i64, DbError> {
    visible_for(db, SystemCtx::Backup, table).await
}

/// All tables and columns, as `table.column`, sorted.
///
/// # Errors
/// A failure of the database.
pub async fn columns(db: &Db) -> Result<Vec<String>, DbError> {
    let mut tx = db.system(SystemCtx::Backup).await?;
    let sql = if tx.is_postgres() {
        "SELECT table_name || '.' || column_name AS name FROM information_schema.columns \
         WHERE table_schema = 'dossier' AND table_name <> '_sqlx_migrations'"
    } else {
        "SELECT m.name || '.' || c.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name <> '_sqlx_migrations'"
    };
    let rows = tx.fetch(sql, values![]).await?;
    let mut names: Vec<String> = rows.iter().map(|row| row.column("name")).collect::<Result<_, DbError>>()?;
    names.sort();
    Ok(names)
}

/// Brings an empty database to an earlier schema.
///
/// # Errors
/// As [`Db::open`].
pub async fn migrate_to(config: &DbConfig, version: i64) -> Result<(), DbError> {
    Db::migrate_to(config, version).await
}

/// Numbers of an engine's migrations, ascending.
pub fn versions(config: &DbConfig) -> Vec<i64> {
    engine::migrations::versions(config.engine() == "postgres")
}

/// How many rows of a table a transaction across teams sees for a purpose.
///
/// # Errors
/// A failure of the database.
pub async fn visible_for(db: &Db, purpose: SystemCtx, table: &str) -> Result<i64, DbError> {
    let mut tx = db.system_read(purpose).await?;
    let row = tx.first(format!("SELECT count(*) AS number FROM {table}"), values![]).await?;
    row.map_or(Ok(0), |row| row.column("number"))
}
