//! What time takes: expired sessions, keys and jobs are deleted across teams; runs whose date has come are only named, because
//! their objects go first.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::Run;
use crate::shares::VIEWS_MAX;
use crate::sql::{Micros, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Most runs in one answer.
pub const DUE_MAX: i64 = 500;

/// How much a sweep has deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Sessions.
    pub sessions: u64,
    /// Counts of failed logins.
    pub throttles: u64,
    /// Idempotency keys.
    pub keys: u64,
    /// Invitations that were not accepted.
    pub invitations: u64,
    /// Jobs that ended.
    pub jobs: u64,
    /// Logins at another provider that nobody came back from.
    pub logins: u64,
    /// Links for the set-up.
    pub setup_links: u64,
    /// Links for a new password.
    pub reset_links: u64,
    /// API tokens that have ended.
    pub tokens: u64,
    /// Visits with a link beyond those that are shown.
    pub visits: u64,
    /// Refused sessions of another provider that are over there too.
    pub denied_sessions: u64,
    /// Deliveries that ended.
    pub deliveries: u64,
}

/// A run whose date has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The team.
    pub team: Uuid,
    /// The run.
    pub run: Uuid,
    /// Its date.
    pub expires_at: Micros,
}

/// Visits with a link beyond the latest ones that are shown.
const OLD_VISITS: &str = "DELETE FROM share_views WHERE (team, id) IN (SELECT team, id FROM (SELECT v.team, v.id, \
     row_number() OVER (PARTITION BY v.team, v.link ORDER BY v.at DESC, v.id DESC) AS place FROM share_views v \
     WHERE (v.team, v.link) IN (SELECT team, link FROM share_views GROUP BY team, link HAVING count(*) > $1)) \
     AS ranked WHERE place > $1)";

/// Deletes what has expired. `old` is the time before which ended jobs, deliveries and tokens, idle sessions, refused
/// invitations and past failures are of no use.
///
/// # Errors
/// A failure of the database.
pub async fn expired(tx: &mut SystemTx, now: Micros, old: Micros) -> Result<Swept, DbError> {
    tx.only("sweep::expired", &[SystemCtx::Sweep])?;
    Ok(Swept {
        sessions: tx.run("DELETE FROM sessions WHERE expires_at <= $1 OR seen_at < $2", values![now, old]).await?,
        throttles: tx
            .run("DELETE FROM throttles WHERE blocked_until <= $1 AND window_started_at < $2", values![now, old])
            .await?,
        keys: tx.run("DELETE FROM idempotency WHERE expires_at <= $1", values![now]).await?,
        invitations: tx
            .run("DELETE FROM invitations WHERE accepted_at IS NULL AND expires_at < $1", values![old])
            .await?,
        jobs: tx
            .run("DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled') AND finished_at < $1", values![old])
            .await?,
        logins: tx.run("DELETE FROM logins WHERE expires_at <= $1", values![now]).await?,
        setup_links: tx.run("DELETE FROM setup_links WHERE expires_at <= $1", values![now]).await?,
        reset_links: tx.run("DELETE FROM reset_links WHERE expires_at <= $1", values![now]).await?,
        tokens: tx.run("DELETE FROM api_tokens WHERE revoked_at < $1 OR expires_at < $1", values![old]).await?,
        visits: tx.run(OLD_VISITS, values![VIEWS_MAX]).await?,
        denied_sessions: tx.run("DELETE FROM denied_sessions WHERE until <= $1", values![now]).await?,
        deliveries: tx
            .run("DELETE FROM webhook_deliveries WHERE state IN ('done', 'failed') AND finished_at < $1", values![old])
            .await?,
    })
}

/// Runs of all teams whose date has come and that no hold keeps, oldest date first, at most [`DUE_MAX`]. Each is then erased in
/// its own team, where holds are looked at again.
///
/// # Errors
/// A failure of the database.
pub async fn due(tx: &mut SystemTx, now: Micros) -> Result<Vec<Due>, DbError> {
    tx.only("sweep::due", &[SystemCtx::Sweep])?;
    let rows = tx
        .fetch(
            "SELECT team, id, expires_at FROM runs WHERE expires_at <= $1 AND erasing_at IS NULL AND NOT EXISTS \
             (SELECT 1 FROM holds h WHERE h.team = runs.team AND h.released_at IS NULL AND (h.run = runs.id OR \
             (h.run IS NULL AND h.person IN (SELECT p.person FROM run_persons p WHERE p.team = runs.team \
             AND p.run = runs.id)))) ORDER BY expires_at, id LIMIT $2",
            values![now, DUE_MAX],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<Due, DbError> {
            Ok(Due { team: row.column("team")?, run: row.column("id")?, expires_at: row.column("expires_at")? })
        })
        .collect()
}

/// Runs of all teams at rest that have no date yet, oldest first, at most [`DUE_MAX`]: each is to get one in its own team.
///
/// # Errors
/// A failure of the database.
pub async fn undated(tx: &mut SystemTx) -> Result<Vec<(Uuid, Run)>, DbError> {
    tx.only("sweep::undated", &[SystemCtx::Sweep])?;
    tx.rows(
        "WHERE expires_at IS NULL AND erasing_at IS NULL AND state IN ('review', 'sealed', 'failed', 'cancelled') \
         ORDER BY created_at, id LIMIT $1",
        values![DUE_MAX],
    )
    .await
}

/// Runs of the team whose date comes before a time, oldest date first, at most [`DUE_MAX`], those on hold included.
///
/// # Errors
/// A failure of the database.
pub async fn coming(tx: &mut TeamTx, before: Micros) -> Result<Vec<Run>, DbError> {
    tx.rows("AND expires_at < $2 AND erasing_at IS NULL ORDER BY expires_at, id LIMIT $3", values![before, DUE_MAX])
        .await
}

/// Runs that two teams have at once: their move was interrupted. Each with both teams, at most [`DUE_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn twice(tx: &mut SystemTx) -> Result<Vec<(Uuid, [Uuid; 2])>, DbError> {
    tx.only("sweep::twice", &[SystemCtx::Sweep])?;
    let rows = tx
        .fetch(
            "SELECT a.id AS run, a.team AS one, b.team AS other FROM runs a JOIN runs b ON b.id = a.id \
             AND b.team > a.team WHERE a.erasing_at IS NULL AND b.erasing_at IS NULL ORDER BY a.id LIMIT $1",
            values![DUE_MAX],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<(Uuid, [Uuid; 2]), DbError> {
            Ok((row.column("run")?, [row.column("one")?, row.column("other")?]))
        })
        .collect()
}

/// Persons of the team whom nothing needs any more: last changed before a time, in no run, without a hold, an open submission or
/// a consent that counts. At most [`DUE_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn idle_persons(tx: &mut TeamTx, before: Micros, now: Micros) -> Result<Vec<Uuid>, DbError> {
    let rows = tx
        .fetch(
            "SELECT id FROM persons WHERE team = $1 AND updated_at < $2 AND NOT EXISTS (SELECT 1 FROM run_persons r \
             WHERE r.team = $1 AND r.person = persons.id) AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.team = $1 \
             AND h.person = persons.id AND h.released_at IS NULL) AND NOT EXISTS (SELECT 1 FROM submissions s \
             WHERE s.team = $1 AND s.person = persons.id AND s.closed_at IS NULL) AND NOT EXISTS (SELECT 1 FROM \
             consents c WHERE c.team = $1 AND c.person = persons.id AND c.withdrawn_at IS NULL AND \
             (c.expires_at IS NULL OR c.expires_at > $3)) ORDER BY updated_at, id LIMIT $4",
            values![before, now, DUE_MAX],
        )
        .await?;
    rows.iter().map(|row| row.column("id")).collect()
}
/// A run that is neither at rest nor has a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stranded {
    /// The team.
    pub team: Uuid,
    /// The run.
    pub run: Uuid,
    /// Its last attempt.
    pub attempt: i64,
}

/// Runs of all teams that are neither at rest nor have a job that waits or is under way, and that nothing has happened to since a
/// time, oldest first, at most [`DUE_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn stranded(tx: &mut SystemTx, before: Micros) -> Result<Vec<Stranded>, DbError> {
    tx.only("sweep::stranded", &[SystemCtx::Sweep])?;
    let rows = tx
        .fetch(
            "SELECT team, id, attempt FROM runs WHERE state IN \
             ('queued', 'reading', 'understanding', 'assessing', 'generating') AND erasing_at IS NULL \
             AND updated_at < $1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.team = runs.team AND j.run = runs.id \
             AND j.state IN ('waiting', 'handed')) ORDER BY updated_at, id LIMIT $2",
            values![before, DUE_MAX],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<Stranded, DbError> {
            Ok(Stranded { team: row.column("team")?, run: row.column("id")?, attempt: row.column("attempt")? })
        })
        .collect()
}
