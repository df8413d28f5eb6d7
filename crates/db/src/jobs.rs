//! Jobs, as ids: written in the same transaction as what causes them, then handed to whatever works them off ([`crate::queue`]).
//! On SQLite that is this process; on PostgreSQL a job engine, which learns of a job in the same transaction. What stands here is
//! the truth: how often a job was handed out, and how it has ended.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::{Job, JobState, Lane};
use crate::sql::{Micros, Row, Table, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Most jobs in one answer of a sweep.
pub(crate) const OPEN_MAX: i64 = 500;

/// Writes a job that waits, and wakes who works it off once this is kept.
///
/// # Errors
/// [`DbError::Invalid`] for another state, [`DbError::Conflict`] where the id exists or the run does not, or a failure of the
/// database.
pub async fn enqueue(tx: &mut TeamTx, job: &Job) -> Result<(), DbError> {
    if job.state != JobState::Waiting {
        return Err(DbError::Invalid { what: "state of a new job" });
    }
    tx.add(job).await?;
    hand_over(tx, job.id, job.lane, job.available_at).await
}

/// Tells whoever works jobs off that one waits.
async fn hand_over(tx: &mut TeamTx, job: Uuid, lane: Lane, from: Micros) -> Result<(), DbError> {
    if !tx.is_postgres() {
        tx.has_jobs();
        return Ok(());
    }
    let row = tx
        .first(
            "SELECT count(*) AS number FROM jobs WHERE team = $1 AND lane = $2 AND state = 'waiting' AND id <> $3",
            values![lane, job],
        )
        .await?;
    let ahead: i64 = row.map_or(Ok(0), |row| row.column("number"))?;
    tx.run("SELECT enqueue_job($1, $2, $3, $4, $5)", values![job, lane, ahead, from]).await.map(|_| ())
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
    let row = tx
        .first(
            "UPDATE jobs SET state = 'waiting', code = $4, available_at = $5 \
             WHERE team = $1 AND id = $2 AND attempts = $3 AND state = 'handed' RETURNING lane",
            values![job, attempts, code, from],
        )
        .await?
        .ok_or(DbError::conflict("job"))?;
    hand_over(tx, job, row.column("lane")?, from).await
}

/// Puts a job back, to be handed out again from a time on when what it needs may be there again: that does not count as an
/// attempt.
///
/// # Errors
/// [`DbError::Conflict`] where it was handed out again or has ended, or a failure of the database.
pub async fn put_off(tx: &mut TeamTx, job: Uuid, attempts: i64, code: &str, from: Micros) -> Result<(), DbError> {
    let row = tx
        .first(
            "UPDATE jobs SET state = 'waiting', returned = returned + 1, code = $4, available_at = $5 \
             WHERE team = $1 AND id = $2 AND attempts = $3 AND state = 'handed' RETURNING lane",
            values![job, attempts, code, from],
        )
        .await?
        .ok_or(DbError::conflict("job"))?;
    hand_over(tx, job, row.column("lane")?, from).await
}

/// Puts a job back that has to be left because its worker stops: that does not count as an attempt.
///
/// # Errors
/// [`DbError::Conflict`] where it was handed out again or has ended, or a failure of the database.
pub async fn hand_back(tx: &mut TeamTx, job: Uuid, attempts: i64, now: Micros) -> Result<(), DbError> {
    let row = tx
        .first(
            "UPDATE jobs SET state = 'waiting', returned = returned + 1, available_at = $4 \
             WHERE team = $1 AND id = $2 AND attempts = $3 AND state = 'handed' RETURNING lane",
            values![job, attempts, now],
        )
        .await?
        .ok_or(DbError::conflict("job"))?;
    hand_over(tx, job, row.column("lane")?, now).await
}

/// Lets a job wait again whose worker, or whose place in the job engine, was lost. The attempt counts.
///
/// # Errors
/// [`DbError::Conflict`] where it was handed out again or has ended, or a failure of the database.
pub(crate) async fn again(tx: &mut TeamTx, job: Uuid, attempts: i64) -> Result<(), DbError> {
    let row = tx
        .first(
            "UPDATE jobs SET state = 'waiting' WHERE team = $1 AND id = $2 AND attempts = $3 \
             AND state IN ('waiting', 'handed') RETURNING lane, available_at",
            values![job, attempts],
        )
        .await?
        .ok_or(DbError::conflict("job"))?;
    hand_over(tx, job, row.column("lane")?, row.column("available_at")?).await
}

/// Lets everything that the team has waiting or under way wait anew, and wakes who works jobs off: after a restore there is no
/// worker that was at it, and no job engine knows of it. What was under way does not count as a try. Tells how many.
///
/// # Errors
/// A failure of the database.
pub async fn restart(tx: &mut TeamTx) -> Result<u64, DbError> {
    let rows = tx
        .fetch(
            "UPDATE jobs SET returned = returned + CASE state WHEN 'handed' THEN 1 ELSE 0 END, state = 'waiting' \
             WHERE team = $1 AND state IN ('waiting', 'handed') RETURNING id, lane, available_at",
            values![],
        )
        .await?;
    for row in &rows {
        hand_over(tx, row.column("id")?, row.column("lane")?, row.column("available_at")?).await?;
    }
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}

/// Cancels the jobs of a run, those under way included: their workers notice, and what they still write does not count. Tells
/// how many.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn cancel(tx: &mut TeamTx, run: Uuid, now: Micros) -> Result<u64, DbError> {
    let rows = tx
        .fetch(
            "UPDATE jobs SET state = 'cancelled', finished_at = $3 WHERE team = $1 AND run = $2 \
             AND state IN ('waiting', 'handed') RETURNING id",
            values![run, now],
        )
        .await?;
    let cancelled: Vec<Uuid> = rows.iter().map(|row| row.column("id")).collect::<Result<_, DbError>>()?;
    if tx.is_postgres() {
        for job in &cancelled {
            tx.run("SELECT forget_job($1, $2)", values![job]).await?;
        }
    }
    Ok(u64::try_from(cancelled.len()).unwrap_or(u64::MAX))
}

/// Takes waiting jobs of all teams, or those of one lane only, interactive ones first, at most `limit`; also those that were
/// handed out before `lost_before` and have not ended, because their worker is gone. In a lane, the team comes first that was
/// served longest ago, so that taken one by one the teams take turns. Of two callers at once each job goes to one.
///
/// # Errors
/// A failure of the database.
pub async fn hand_out(
    tx: &mut SystemTx,
    now: Micros,
    lost_before: Micros,
    lane: Option<Lane>,
    limit: i64,
) -> Result<Vec<(Uuid, Job)>, DbError> {
    tx.only("jobs::hand_out", &[SystemCtx::Claim])?;
    // SQLite has one writer, who waits for nobody.
    let lock = if tx.is_postgres() { "FOR UPDATE OF j SKIP LOCKED" } else { "" };
    let sql = format!(
        "WITH served AS (SELECT team, lane, max(handed_at) AS served_at FROM jobs GROUP BY team, lane), \
         picked AS (SELECT j.team, j.id FROM jobs j LEFT JOIN served s ON s.team = j.team AND s.lane = j.lane \
         WHERE ((j.state = 'waiting' AND j.available_at <= $1) OR (j.state = 'handed' AND j.handed_at < $2)) \
         AND ($3 IS NULL OR j.lane = $3) ORDER BY CASE j.lane WHEN 'interactive' THEN 0 ELSE 1 END, \
         coalesce(s.served_at, 0), j.available_at, j.id LIMIT $4 {lock}) \
         UPDATE jobs SET state = 'handed', attempts = attempts + 1, handed_at = $1 \
         WHERE (team, id) IN (SELECT team, id FROM picked) RETURNING team, {}",
        Job::columns()
    );
    let rows = tx.fetch(sql, values![now, lost_before, lane, limit]).await?;
    let mut jobs: Vec<(Uuid, Job)> = rows.iter().map(with_team).collect::<Result<_, DbError>>()?;
    jobs.sort_by_key(|(_, job)| (job.lane, job.available_at, job.id));
    Ok(jobs)
}

/// Takes one job that the engine has chosen, unless it has ended. One that was handed out before is handed out again: the engine
/// knows that its worker is gone.
pub(crate) async fn take(tx: &mut SystemTx, team: Uuid, job: Uuid, now: Micros) -> Result<Option<Job>, DbError> {
    tx.only("jobs::take", &[SystemCtx::Claim])?;
    let sql = format!(
        "UPDATE jobs SET state = 'handed', attempts = attempts + 1, handed_at = $3 \
         WHERE team = $1 AND id = $2 AND state IN ('waiting', 'handed') RETURNING {}",
        Job::columns()
    );
    tx.first(sql, values![team, job, now]).await?.as_ref().map(Job::read).transpose()
}

/// Where a job stands, and how often it was handed out.
pub(crate) async fn standing(tx: &mut SystemTx, team: Uuid, job: Uuid) -> Result<Option<(JobState, i64)>, DbError> {
    tx.only("jobs::standing", &[SystemCtx::Claim])?;
    let row = tx.first("SELECT state, attempts FROM jobs WHERE team = $1 AND id = $2", values![team, job]).await?;
    match row {
        Some(row) => Ok(Some((row.column("state")?, row.column("attempts")?))),
        None => Ok(None),
    }
}

/// Jobs of all teams that are handed out.
pub(crate) async fn handed(tx: &mut SystemTx) -> Result<Vec<(Uuid, Job)>, DbError> {
    tx.only("jobs::handed", &[SystemCtx::Claim])?;
    tx.rows("WHERE state = 'handed' ORDER BY handed_at, id", values![]).await
}

/// Jobs of all teams that have waited or been under way since before a time, by team and id from behind a place on, at most
/// [`OPEN_MAX`].
pub(crate) async fn open_since(
    tx: &mut SystemTx,
    before: Micros,
    (team, job): (Uuid, Uuid),
) -> Result<Vec<(Uuid, Job)>, DbError> {
    tx.only("jobs::open_since", &[SystemCtx::Claim])?;
    tx.rows(
        "WHERE state IN ('waiting', 'handed') AND available_at < $1 AND coalesce(handed_at, 0) < $1 \
         AND (team, id) > ($2, $3) ORDER BY team, id LIMIT $4",
        values![before, team, job, OPEN_MAX],
    )
    .await
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

/// Figures of the queue, of all teams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueFigures {
    /// Jobs that wait.
    pub waiting: i64,
    /// Jobs that somebody works on.
    pub handed: i64,
    /// Jobs that wait or are worked on and were tried before.
    pub repeated: i64,
    /// Jobs that were given up, as far as they are still kept.
    pub failed: i64,
    /// Since when the oldest job that waits could have been handed out.
    pub oldest: Option<Micros>,
}

/// How the queue stands.
///
/// # Errors
/// A failure of the database.
pub async fn figures(tx: &mut SystemTx) -> Result<QueueFigures, DbError> {
    tx.only("jobs::figures", &[SystemCtx::Claim])?;
    let sql = "SELECT count(CASE WHEN state = 'waiting' THEN 1 END) AS waiting, \
               count(CASE WHEN state = 'handed' THEN 1 END) AS handed, \
               count(CASE WHEN state IN ('waiting', 'handed') AND attempts > 1 THEN 1 END) AS repeated, \
               count(CASE WHEN state = 'failed' THEN 1 END) AS failed, \
               min(CASE WHEN state = 'waiting' THEN available_at END) AS oldest FROM jobs";
    let Some(row) = tx.first(sql, values![]).await? else { return Ok(QueueFigures::default()) };
    Ok(QueueFigures {
        waiting: row.column("waiting")?,
        handed: row.column("handed")?,
        repeated: row.column("repeated")?,
        failed: row.column("failed")?,
        oldest: row.column("oldest")?,
    })
}
