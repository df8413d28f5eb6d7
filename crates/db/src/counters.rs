//! Counters of a team, such as that of the offer numbers. A number that was drawn is never drawn again, even if the
//! transaction's work comes to nothing later.

use crate::error::DbError;
use crate::sql::values;
use crate::tx::TeamTx;

/// Draws the next number, from 1. Two at once get two numbers.
///
/// # Errors
/// A failure of the database.
pub async fn next(tx: &mut TeamTx, name: &str) -> Result<i64, DbError> {
    let row = tx
        .first(
            "INSERT INTO counters (team, name, value) VALUES ($1, $2, 1) \
             ON CONFLICT (team, name) DO UPDATE SET value = counters.value + 1 RETURNING value",
            values![name],
        )
        .await?;
    row.ok_or(DbError::Corrupt { what: "counter" })?.column("value")
}

/// The number drawn last; 0 before the first.
///
/// # Errors
/// A failure of the database.
pub async fn last(tx: &mut TeamTx, name: &str) -> Result<i64, DbError> {
    let row = tx.first("SELECT value FROM counters WHERE team = $1 AND name = $2", values![name]).await?;
    row.map_or(Ok(0), |row| row.column("value"))
}

/// Lets a counter go on behind a number, for a desk that has numbered before. It never goes back.
///
/// # Errors
/// A failure of the database.
pub async fn raise(tx: &mut TeamTx, name: &str, at_least: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO counters (team, name, value) VALUES ($1, $2, $3) ON CONFLICT (team, name) DO UPDATE \
         SET value = CASE WHEN counters.value < $3 THEN $3 ELSE counters.value END",
        values![name, at_least],
    )
    .await
    .map(|_| ())
}
