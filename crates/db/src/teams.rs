//! Teams: made for the set-up, read and changed by themselves.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::Team;
use crate::sql::{Micros, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Makes a team.
///
/// # Errors
/// [`DbError::Conflict`] where the id exists, or a failure of the database.
pub async fn create(tx: &mut SystemTx, team: Uuid, row: &Team) -> Result<(), DbError> {
    tx.only("teams::create", &[SystemCtx::Setup])?;
    tx.add(team, row).await
}

/// All teams with their ids, by age.
///
/// # Errors
/// A failure of the database.
pub async fn all(tx: &mut SystemTx) -> Result<Vec<(Uuid, Team)>, DbError> {
    tx.only("teams::all", &[SystemCtx::Setup, SystemCtx::Sweep, SystemCtx::Backup])?;
    tx.rows("ORDER BY created_at, team", values![]).await
}

/// The team itself.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn get(tx: &mut TeamTx) -> Result<Team, DbError> {
    tx.one("", values![]).await?.ok_or(DbError::missing("team"))
}

/// Changes name and settings (JSON).
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set(tx: &mut TeamTx, name: &str, settings: &str, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE teams SET name = $2, settings = $3, updated_at = $4 WHERE team = $1",
        values![name, settings, now],
        DbError::missing("team"),
    )
    .await
}

/// Changes how long runs are kept, with the reason. Runs get their new date by [`crate::runs::set_expiry`].
///
/// # Errors
/// [`DbError::Limit`] for more than ten years, [`DbError::Invalid`] for less than a month, [`DbError::NotFound`], or a failure
/// of the database.
pub async fn set_retention(tx: &mut TeamTx, months: i64, reason: &str, now: Micros) -> Result<(), DbError> {
    if months > 120 {
        return Err(DbError::Limit { what: "months of retention", max: 120 });
    }
    if months < 1 || reason.trim().is_empty() {
        return Err(DbError::Invalid { what: "retention" });
    }
    tx.must(
        "UPDATE teams SET retention_months = $2, retention_reason = $3, updated_at = $4 WHERE team = $1",
        values![months, reason, now],
        DbError::missing("team"),
    )
    .await
}

/// Makes other changes of the team wait until this transaction ends.
pub(crate) async fn lock(tx: &mut TeamTx) -> Result<(), DbError> {
    tx.must("UPDATE teams SET updated_at = updated_at WHERE team = $1", values![], DbError::missing("team")).await
}
