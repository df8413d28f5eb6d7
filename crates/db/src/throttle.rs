//! Failed logins are counted where all replicas see them. What is counted is a keyed hash of a name or an address.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::sql::{Hash, Micros, values};
use crate::tx::SystemTx;

/// How many failures are borne.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Failures within the window from which on logins are blocked.
    pub failures_max: i64,
    /// Length of the window in microseconds.
    pub window: Micros,
    /// First block in microseconds; each further failure doubles it.
    pub block: Micros,
    /// Longest block in microseconds.
    pub block_max: Micros,
}

/// Until when logins under this key are blocked; `None` where they are not.
///
/// # Errors
/// A failure of the database.
pub async fn blocked(tx: &mut SystemTx, key: Hash, now: Micros) -> Result<Option<Micros>, DbError> {
    tx.only("throttle::blocked", &[SystemCtx::Login])?;
    let row = tx
        .first("SELECT blocked_until AS until FROM throttles WHERE key = $1 AND blocked_until > $2", values![key, now])
        .await?;
    row.map(|row| row.column("until")).transpose()
}

/// How a try stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Try {
    /// It may be made, and counts as failed until that is forgotten. Tells until when it blocks further ones.
    Counted(Option<Micros>),
    /// It must not be made before this time. Nothing of its transaction can be kept.
    Blocked(Micros),
}

/// Counts a try before it is made. Tries of the same moment wait for each other here, on all replicas, so that no more of them
/// are free than of tries one after the other.
///
/// # Errors
/// A failure of the database.
pub async fn attempt(tx: &mut SystemTx, key: Hash, now: Micros, rule: Rule) -> Result<Try, DbError> {
    tx.only("throttle::attempt", &[SystemCtx::Login])?;
    let (failures, blocked_until) = count(tx, key, now, rule).await?;
    if blocked_until > now {
        tx.spoil();
        return Ok(Try::Blocked(blocked_until));
    }
    block(tx, key, failures, now, rule).await.map(Try::Counted)
}

/// Counts a failure, on all replicas in one row, and tells until when that blocks.
///
/// # Errors
/// A failure of the database.
pub async fn fail(tx: &mut SystemTx, key: Hash, now: Micros, rule: Rule) -> Result<Option<Micros>, DbError> {
    tx.only("throttle::fail", &[SystemCtx::Login])?;
    let (failures, _) = count(tx, key, now, rule).await?;
    block(tx, key, failures, now, rule).await
}

/// Counts one more; tells how many there are and until when those before it block.
async fn count(tx: &mut SystemTx, key: Hash, now: Micros, rule: Rule) -> Result<(i64, Micros), DbError> {
    // A block that is still running keeps its window open.
    let row = tx
        .first(
            "INSERT INTO throttles (key, failures, window_started_at, blocked_until) VALUES ($1, 1, $2, 0) \
             ON CONFLICT (key) DO UPDATE SET \
             failures = CASE WHEN throttles.window_started_at <= $3 AND throttles.blocked_until <= $2 \
             THEN 1 ELSE throttles.failures + 1 END, \
             window_started_at = CASE WHEN throttles.window_started_at <= $3 AND throttles.blocked_until <= $2 \
             THEN $2 ELSE throttles.window_started_at END \
             RETURNING failures, blocked_until",
            values![key, now, now.saturating_sub(rule.window)],
        )
        .await?
        .ok_or(DbError::Corrupt { what: "throttle" })?;
    Ok((row.column("failures")?, row.column("blocked_until")?))
}

/// Blocks where there were too many failures, and tells until when.
async fn block(
    tx: &mut SystemTx,
    key: Hash,
    failures: i64,
    now: Micros,
    rule: Rule,
) -> Result<Option<Micros>, DbError> {
    let over = failures.saturating_sub(rule.failures_max);
    if over < 0 {
        return Ok(None);
    }
    let doubled = u32::try_from(over).ok().and_then(|over| 2_i64.checked_pow(over)).unwrap_or(i64::MAX);
    let until = now.saturating_add(rule.block.saturating_mul(doubled).min(rule.block_max));
    tx.run("UPDATE throttles SET blocked_until = $2 WHERE key = $1", values![key, until]).await?;
    Ok(Some(until))
}

/// Forgets failures after a success.
///
/// # Errors
/// A failure of the database.
pub async fn clear(tx: &mut SystemTx, key: Hash) -> Result<(), DbError> {
    tx.only("throttle::clear", &[SystemCtx::Login])?;
    tx.run("DELETE FROM throttles WHERE key = $1", values![key]).await.map(|_| ())
}
