//! Jobs, as ids: written in the same transaction as what causes them, then handed to whatever works them off. On SQLite that is
//! this process; on PostgreSQL a job engine, for which this table is what must not be lost or doubled.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::{Job, JobState};
use crate::sql::{Micros, Row, Table, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Writes a job that waits.
///
/// # Errors
/// [`DbError::Invalid`] for another state, [`DbError::Conflict`] where the id exists or the run does not, or a failure of the
/// database.
pub async fn enqueue(tx: &mut TeamTx, job: &Job) -> Result<(), DbError> {
    if job.state != JobState::Waiting {
        return Err(DbError::Invalid { what: "state of a new job" });
    }
    tx.add(job).await
}

/// The job with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, job: Uuid) -> Result<Option<Job>, DbError> {
    tx.one("AND id = $2", values![job]).await
}

/// Jobs of a run, oldest first.
///
/// # Errors
/// A failure of the database.
pub async fn of_run(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Job>, DbError> {
    tx.rows("AND run = $2 ORDER BY created_at, id", values![run]).await
}

/// How many jobs of the team wait or are under way, for quotas.
///
/// # Errors
/// A failure of the database.
pub async fn open(tx: &mut TeamTx) -> Result<i64, DbError> {
    let row = tx
        .first("SELECT count(*) AS number FROM jobs WHERE team = $1 AND state IN ('waiting', 'handed')", values![])
        .await?;
    row.map_or(Ok(0), |row| row.column("number"))
}

/// Writes how a job has ended. `attempts` is the number it was handed out with: whoever holds an older one changes nothing.
///
/// # Errors
/// [`DbError::Invalid`] for a state that is no end, [`DbError::Conflict`] where it was handed out again or has ended, or a
/// failure of the database.
pub async fn finish(
    tx: &mut TeamTx,
    (job, attempts): (Uuid, i64),
    state: JobState,
    code: Option<&str>,
    now: Micros,
) -> Result<(), DbError> {
    match state {
        JobState::Done | JobState::Failed | JobState::Cancelled => {}
        JobState::Waiting | JobState::Handed => return Err(DbError::Invalid { what: "end of a job" }),
    }
    tx.must(
        "UPDATE jobs SET state = $4, code = $5, finished_at = $6 \
         WHERE team = $1 AND id = $2 AND attempts = $3 AND state = 'handed'",
        values![job, attempts, state, code, now],
        DbError::conflict("job"),
    )
    .await
}

/// Puts a job back, to be handed out again from a time on.
///
/// # Errors
/// [`DbError::Conflict`] where it was handed out again or has ended, or a failure of the database.
pub async fn put_back(tx: &mut TeamTx, job: Uuid, attempts: i64, code: &str, from: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE jobs SET state = 'waiting', code = $4, available_at = $5 \
         WHERE team = $1 AND id = $2 AND attempts = $3 AND state = 'handed'",
        values![job, attempts, code, from],
        DbError::conflict("job"),
    )
    .await
}

/// Takes waiting jobs of all teams, interactive ones first, at most `limit`; also those that were handed out before
/// `lost_before` and have not ended, because their worker is gone. Of two callers at once each job goes to one.
///
/// # Errors
/// A failure of the database.
pub async fn hand_out(
    tx: &mut SystemTx,
    now: Micros,
    lost_before: Micros,
    limit: i64,
) -> Result<Vec<(Uuid, Job)>, DbError> {
    tx.only("jobs::hand_out", &[SystemCtx::Claim])?;
    // SQLite has one writer, who waits for nobody.
    let lock = if tx.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "WITH picked AS (SELECT j.team, j.id FROM jobs j WHERE (j.state = 'waiting' AND j.available_at <= $1) \
         OR (j.state = 'handed' AND j.handed_at < $2) \
         ORDER BY CASE j.lane WHEN 'interactive' THEN 0 ELSE 1 END, j.available_at, j.id LIMIT $3 {lock}) \
         UPDATE jobs SET state = 'handed', attempts = attempts + 1, handed_at = $1 \
         WHERE (team, id) IN (SELECT team, id FROM picked) RETURNING team, {}",
        Job::columns()
    );
    let rows = tx.fetch(sql, values![now, lost_before, limit]).await?;
    let mut jobs: Vec<(Uuid, Job)> = rows.iter().map(with_team).collect::<Result<_, DbError>>()?;
    jobs.sort_by_key(|(_, job)| (job.lane, job.available_at, job.id));
    Ok(jobs)
}

fn with_team(row: &Row) -> Result<(Uuid, Job), DbError> {
    Ok((row.column("team")?, Job::read(row)?))
}

/// How many jobs of all teams wait, for figures.
///
/// # Errors
/// A failure of the database.
pub async fn waiting(tx: &mut SystemTx) -> Result<i64, DbError> {
    tx.only("jobs::waiting", &[SystemCtx::Claim])?;
    let row = tx.first("SELECT count(*) AS number FROM jobs WHERE state = 'waiting'", values![]).await?;
    row.map_or(Ok(0), |row| row.column("number"))
}
