//! Legal holds: while one stands, nothing it covers is erased.

use crate::error::DbError;
use crate::revisions;
use crate::rows::Hold;
use crate::sql::{Micros, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Places a hold on a person, or on one of the person's runs.
///
/// # Errors
/// [`DbError::NotFound`] where there is no such person, [`DbError::Conflict`] where person or run are being erased or the run
/// is not there, or a failure of the database.
pub async fn place(tx: &mut TeamTx, hold: &Hold) -> Result<(), DbError> {
    // An erasure takes the same rows first, so that one of the two sees the other.
    tx.must(
        "UPDATE persons SET updated_at = updated_at WHERE team = $1 AND id = $2",
        values![hold.person],
        DbError::missing("person"),
    )
    .await?;
    if let Some(run) = hold.run {
        revisions::living(tx, run).await?;
    }
    let erasing = tx
        .first(
            "SELECT 1 AS one FROM erasures WHERE team = $1 AND subject = $2 AND state = 'requested' LIMIT 1",
            values![hold.person],
        )
        .await?;
    if erasing.is_some() {
        return Err(DbError::conflict("person"));
    }
    tx.add(hold).await
}

/// Releases a hold; it stays as a record until its person is erased.
///
/// # Errors
/// [`DbError::NotFound`] where it does not stand, or a failure of the database.
pub async fn release(tx: &mut TeamTx, hold: Uuid, by: Option<Uuid>, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE holds SET released_at = $3, released_by = $4 WHERE team = $1 AND id = $2 AND released_at IS NULL",
        values![hold, now, by],
        DbError::missing("hold"),
    )
    .await
}

/// All holds on a person, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn of_person(tx: &mut TeamTx, person: Uuid) -> Result<Vec<Hold>, DbError> {
    tx.rows("AND person = $2 ORDER BY placed_at DESC, id DESC", values![person]).await
}

/// Holds that stand, of the whole team, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn standing(tx: &mut TeamTx) -> Result<Vec<Hold>, DbError> {
    tx.rows("AND released_at IS NULL ORDER BY placed_at DESC, id DESC", values![]).await
}

/// Whether a hold keeps a run: one on it, or one on anybody it is about.
///
/// # Errors
/// A failure of the database.
pub async fn keep_run(tx: &mut TeamTx, run: Uuid) -> Result<bool, DbError> {
    let row = tx
        .first(
            "SELECT 1 AS one FROM holds WHERE team = $1 AND released_at IS NULL AND (run = $2 OR (run IS NULL AND \
             person IN (SELECT p.person FROM run_persons p WHERE p.team = $1 AND p.run = $2))) LIMIT 1",
            values![run],
        )
        .await?;
    Ok(row.is_some())
}

/// Whether a hold keeps a person.
///
/// # Errors
/// A failure of the database.
pub async fn keep_person(tx: &mut TeamTx, person: Uuid) -> Result<bool, DbError> {
    let row = tx
        .first(
            "SELECT 1 AS one FROM holds WHERE team = $1 AND person = $2 AND released_at IS NULL LIMIT 1",
            values![person],
        )
        .await?;
    Ok(row.is_some())
}
