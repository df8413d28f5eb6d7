//! Steps and events of runs: what happened, with engines and versions, numbered so that whoever watches misses nothing after a
//! reload or on another replica.

use crate::error::DbError;
use crate::rows::{RunEvent, Step, StepState};
use crate::sql::{Micros, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Most events in one answer.
pub const EVENTS_MAX: i64 = 500;

/// Writes that a step has begun. A repeated one begins anew.
///
/// # Errors
/// [`DbError::Conflict`] where the run is not there, or a failure of the database.
pub async fn start(tx: &mut TeamTx, step: &Step) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM run_steps WHERE team = $1 AND run = $2 AND attempt = $3 AND name = $4",
        values![step.run, step.attempt, step.name],
    )
    .await?;
    tx.add(step).await
}

/// Writes how a step has ended.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn finish(
    tx: &mut TeamTx,
    (run, attempt, name): (Uuid, i64, &str),
    state: StepState,
    code: Option<&str>,
    now: Micros,
) -> Result<(), DbError> {
    tx.must(
        "UPDATE run_steps SET state = $5, code = $6, ended_at = $7 \
         WHERE team = $1 AND run = $2 AND attempt = $3 AND name = $4",
        values![run, attempt, name, state, code, now],
        DbError::missing("step"),
    )
    .await
}

/// Steps of a run, in order.
///
/// # Errors
/// A failure of the database.
pub async fn of_run(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Step>, DbError> {
    tx.rows("AND run = $2 ORDER BY attempt, started_at, name", values![run]).await
}

/// Writes an event and tells its number, and once it is kept tells those who watch ([`crate::Db::changes`]). Kind and data hold
/// codes and figures, never personal data.
///
/// # Errors
/// [`DbError::Conflict`] where the run is not there, or a failure of the database.
pub async fn tell(tx: &mut TeamTx, run: Uuid, kind: &str, data: &str, now: Micros) -> Result<i64, DbError> {
    // The run's row is the counter, so that numbers have no gaps and appear in their order.
    let row = tx
        .first(
            "UPDATE runs SET event_seq = event_seq + 1 WHERE team = $1 AND id = $2 AND erasing_at IS NULL \
             RETURNING event_seq",
            values![run],
        )
        .await?
        .ok_or(DbError::conflict("run"))?;
    let seq = row.column("event_seq")?;
    tx.add(&RunEvent { run, seq, at: now, kind: kind.to_owned(), data: data.to_owned() }).await?;
    tx.changed(run).await?;
    Ok(seq)
}

/// Events of a run after a number, in order, at most [`EVENTS_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn after(tx: &mut TeamTx, run: Uuid, seq: i64) -> Result<Vec<RunEvent>, DbError> {
    tx.rows("AND run = $2 AND seq > $3 ORDER BY seq LIMIT $4", values![run, seq, EVENTS_MAX]).await
}
