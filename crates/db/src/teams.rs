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

/// The same, but only while the team is as it was last changed at `seen`.
///
/// # Errors
/// [`DbError::Conflict`] where it has changed since, or a failure of the database.
pub async fn set_seen(tx: &mut TeamTx, name: &str, settings: &str, seen: Micros, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE teams SET name = $2, settings = $3, updated_at = $5 WHERE team = $1 AND updated_at = $4",
        values![name, settings, seen, now],
        DbError::conflict("team"),
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

/// Lets nobody work in the team any more, or again (`None`): its sessions and tokens are of no use meanwhile.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn archive(tx: &mut TeamTx, since: Option<Micros>, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE teams SET archived_at = $2, updated_at = $3 WHERE team = $1",
        values![since, now],
        DbError::missing("team"),
    )
    .await
}

/// Tables whose rows go with a team, in an order in which nothing refers to what is gone. Its log, its erasures and their
/// receipts stay.
const GO_WITH_THE_TEAM: &[&str] = &[
    "idempotency", "counters", "jobs", "webhooks", "team_files", "job_profiles", "clients", "invitations",
    "memberships",
];

/// Deletes a team that has neither runs nor persons: these are erased first, with receipts. Its log stays.
///
/// # Errors
/// [`DbError::Conflict`] while there are runs or persons, those of open erasures included, [`DbError::NotFound`], or a failure of
/// the database.
pub async fn delete(tx: &mut SystemTx, team: Uuid) -> Result<(), DbError> {
    tx.only("teams::delete", &[SystemCtx::Setup])?;
    let gone = deleted(tx, team).await;
    if gone.is_err() {
        tx.spoil();
    }
    // Runs and persons refer to their team, and what they refer to cannot go; the set-up has no right to see them.
    gone.map_err(|error| match error {
        DbError::Conflict { .. } => DbError::conflict("team"),
        other => other,
    })
}

async fn deleted(tx: &mut SystemTx, team: Uuid) -> Result<(), DbError> {
    for table in GO_WITH_THE_TEAM {
        tx.run(format!("DELETE FROM {table} WHERE team = $1"), values![team]).await?;
    }
    tx.must("DELETE FROM teams WHERE team = $1", values![team], DbError::missing("team")).await
}

/// Makes other changes of the team wait until this transaction ends.
pub(crate) async fn lock(tx: &mut TeamTx) -> Result<(), DbError> {
    tx.must("UPDATE teams SET updated_at = updated_at WHERE team = $1", values![], DbError::missing("team")).await
}
