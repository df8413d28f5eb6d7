//! Runs: made, moved from state to state by whoever holds the attempt, described, closed. A run that is being erased is no
//! longer there for anybody.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::fold::fold;
use crate::rows::{Input, Run, RunPerson, RunState};
use crate::sql::{Micros, Personal, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Most runs in a page of [`without_revision`].
pub const UNSEEN_MAX: i64 = 500;

/// What the records say about a run, for lists. Absent fields empty the run's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The client.
    pub client: Option<Uuid>,
    /// The profile.
    pub profile: Option<Uuid>,
    /// Its version.
    pub profile_version: Option<i64>,
    /// Label for people, with the person's name.
    pub label: Option<Personal>,
    /// The role that is sought.
    pub role: Option<String>,
    /// Score, 0 to 100.
    pub score: Option<i64>,
    /// Recommendation, as its code.
    pub recommendation: Option<String>,
    /// How the candidate stands to the profile, as JSON.
    pub verdicts: Option<Personal>,
    /// What everybody may search beside the role: the client's name, a code.
    pub plain_words: Vec<String>,
    /// What only those may search who may see persons, beside the label: names.
    pub named_words: Vec<Personal>,
}

/// Writes a new run with everybody it is about and its inputs. `run.person` is added to `persons` where it is missing.
///
/// # Errors
/// [`DbError::Conflict`] where the id exists or a person, client or profile does not, or a failure of the database.
pub async fn create(tx: &mut TeamTx, run: &Run, persons: &[RunPerson], inputs: &[Input]) -> Result<(), DbError> {
    tx.add(run).await?;
    if !persons.iter().any(|row| row.person == run.person) {
        tx.add(&RunPerson { run: run.id, person: run.person, position: 0 }).await?;
    }
    for row in persons {
        tx.add(&RunPerson { run: run.id, ..row.clone() }).await?;
    }
    for input in inputs {
        add_input(tx, &Input { run: run.id, ..input.clone() }).await?;
    }
    Ok(())
}

/// The run with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, run: Uuid) -> Result<Option<Run>, DbError> {
    tx.one("AND id = $2 AND erasing_at IS NULL", values![run]).await
}

/// Begins the next attempt and tells its number. Whoever holds an older number can change nothing any more.
///
/// # Errors
/// [`DbError::Conflict`] where another worker was first or the run is gone, or a failure of the database.
pub async fn begin_attempt(tx: &mut TeamTx, run: Uuid, attempt: i64, now: Micros) -> Result<i64, DbError> {
    tx.must(
        "UPDATE runs SET attempt = attempt + 1, state = 'reading', failure = NULL, updated_at = $4 \
         WHERE team = $1 AND id = $2 AND attempt = $3 AND erasing_at IS NULL AND state <> 'cancelled'",
        values![run, attempt, now],
        DbError::conflict("run"),
    )
    .await?;
    Ok(attempt + 1)
}

/// Moves a run from one state to another, for the worker that holds the attempt.
///
/// # Errors
/// [`DbError::Conflict`] where the run is elsewhere by now, or a failure of the database.
pub async fn advance(
    tx: &mut TeamTx,
    run: Uuid,
    attempt: i64,
    (from, to): (RunState, RunState),
    now: Micros,
) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET state = $5, updated_at = $6 \
         WHERE team = $1 AND id = $2 AND attempt = $3 AND state = $4 AND erasing_at IS NULL",
        values![run, attempt, from, to, now],
        DbError::conflict("run"),
    )
    .await
}

/// Ends a run's attempt with a code.
///
/// # Errors
/// [`DbError::Conflict`] where another attempt has begun or the run has ended, or a failure of the database.
pub async fn fail(tx: &mut TeamTx, run: Uuid, attempt: i64, code: &str, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET state = 'failed', failure = $4, updated_at = $5 WHERE team = $1 AND id = $2 AND attempt = $3 \
         AND state NOT IN ('sealed', 'failed', 'cancelled') AND erasing_at IS NULL",
        values![run, attempt, code, now],
        DbError::conflict("run"),
    )
    .await
}

/// Cancels a run; it takes effect at the worker's next change.
///
/// # Errors
/// [`DbError::Conflict`] where the run has ended or is not there, or a failure of the database.
pub async fn cancel(tx: &mut TeamTx, run: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET state = 'cancelled', updated_at = $3 WHERE team = $1 AND id = $2 \
         AND state NOT IN ('sealed', 'failed', 'cancelled') AND erasing_at IS NULL",
        values![run, now],
        DbError::conflict("run"),
    )
    .await?;
    tx.run(
        "UPDATE jobs SET state = 'cancelled', finished_at = $3 WHERE team = $1 AND run = $2 AND state = 'waiting'",
        values![run, now],
    )
    .await
    .map(|_| ())
}

/// Puts a run that is at rest back into the queue, for a correction or another language.
///
/// # Errors
/// [`DbError::Conflict`] where it is under way or not there, or a failure of the database.
pub async fn requeue(tx: &mut TeamTx, run: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET state = 'queued', failure = NULL, updated_at = $3 WHERE team = $1 AND id = $2 \
         AND state IN ('review', 'sealed', 'failed', 'cancelled') AND erasing_at IS NULL",
        values![run, now],
        DbError::conflict("run"),
    )
    .await
}

/// Writes what the records say about a run.
///
/// # Errors
/// [`DbError::NotFound`], [`DbError::Conflict`] where client or profile do not exist, or a failure of the database.
pub async fn set_facts(tx: &mut TeamTx, run: Uuid, facts: &Facts, now: Micros) -> Result<(), DbError> {
    let mut plain: Vec<&str> = facts.role.iter().map(String::as_str).collect();
    plain.extend(facts.plain_words.iter().map(String::as_str));
    let mut named: Vec<&str> = facts.label.iter().map(Personal::as_str).collect();
    named.extend(facts.named_words.iter().map(Personal::as_str));
    tx.must(
        "UPDATE runs SET client = $3, profile = $4, profile_version = $5, label = $6, role = $7, score = $8, \
         recommendation = $9, search_plain = $10, search_named = $11, updated_at = $12, verdicts = $13 \
         WHERE team = $1 AND id = $2 AND erasing_at IS NULL",
        values![
            run,
            facts.client,
            facts.profile,
            facts.profile_version,
            facts.label,
            facts.role,
            facts.score,
            facts.recommendation,
            fold(&plain.join(" ")),
            fold(&named.join(" ")),
            now,
            facts.verdicts
        ],
        DbError::missing("run"),
    )
    .await
}

/// Sets what the next attempt of a run is made with: options as JSON without personal data, and the locale.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_options(
    tx: &mut TeamTx,
    run: Uuid,
    options: &str,
    locale: Option<&str>,
    now: Micros,
) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET options = $3, locale = $4, updated_at = $5 WHERE team = $1 AND id = $2 AND erasing_at IS NULL",
        values![run, options, locale, now],
        DbError::missing("run"),
    )
    .await
}

/// Sets when a run is to be erased; `None` keeps it.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_expiry(tx: &mut TeamTx, run: Uuid, expires_at: Option<Micros>) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET expires_at = $3 WHERE team = $1 AND id = $2 AND erasing_at IS NULL",
        values![run, expires_at],
        DbError::missing("run"),
    )
    .await
}

/// Closes a case, or opens it again (`None`), with the date on which it is to be erased.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_closed(
    tx: &mut TeamTx,
    run: Uuid,
    since: Option<Micros>,
    expires_at: Option<Micros>,
    now: Micros,
) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET closed_at = $3, expires_at = $4, updated_at = $5 \
         WHERE team = $1 AND id = $2 AND erasing_at IS NULL",
        values![run, since, expires_at, now],
        DbError::missing("run"),
    )
    .await
}

/// Everybody a run is about, in order.
///
/// # Errors
/// A failure of the database.
pub async fn persons(tx: &mut TeamTx, run: Uuid) -> Result<Vec<RunPerson>, DbError> {
    tx.rows("AND run = $2 ORDER BY position, person", values![run]).await
}

/// Inputs of a run, by role and place.
///
/// # Errors
/// A failure of the database.
pub async fn inputs(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Input>, DbError> {
    tx.rows("AND run = $2 ORDER BY role, position", values![run]).await
}

/// Adds an input.
///
/// # Errors
/// [`DbError::Conflict`] where its place is taken, or a failure of the database.
pub async fn add_input(tx: &mut TeamTx, input: &Input) -> Result<(), DbError> {
    tx.add(input).await
}

/// Notes that the bytes of a run's inputs were dropped, and forgets the names of their files.
///
/// # Errors
/// A failure of the database.
pub async fn drop_inputs(tx: &mut TeamTx, run: Uuid, now: Micros) -> Result<u64, DbError> {
    tx.run(
        "UPDATE inputs SET dropped_at = $3, name = '' WHERE team = $1 AND run = $2 AND dropped_at IS NULL",
        values![run, now],
    )
    .await
}

/// How many runs stand in each state.
///
/// # Errors
/// A failure of the database.
pub async fn counts(tx: &mut TeamTx) -> Result<Vec<(RunState, i64)>, DbError> {
    let rows = tx
        .fetch(
            "SELECT state, count(*) AS number FROM runs WHERE team = $1 AND erasing_at IS NULL \
             GROUP BY state ORDER BY state",
            values![],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<(RunState, i64), DbError> { Ok((row.column("state")?, row.column("number")?)) })
        .collect()
}

/// How many runs of a batch stand in each state; none where the team has no such batch.
///
/// # Errors
/// A failure of the database.
pub async fn counts_of_batch(tx: &mut TeamTx, batch: Uuid) -> Result<Vec<(RunState, i64)>, DbError> {
    let rows = tx
        .fetch(
            "SELECT state, count(*) AS number FROM runs WHERE team = $1 AND batch = $2 AND erasing_at IS NULL \
             GROUP BY state ORDER BY state",
            values![batch],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<(RunState, i64), DbError> { Ok((row.column("state")?, row.column("number")?)) })
        .collect()
}

/// Runs of all teams that have no sealed revision, with their teams, in order after the last one of the page before, at most
/// [`UNSEEN_MAX`]. Nothing in the storage but their inputs tells of them, so whoever sweeps objects must know them.
///
/// # Errors
/// A failure of the database.
pub async fn without_revision(tx: &mut SystemTx, after: Option<(Uuid, Uuid)>) -> Result<Vec<(Uuid, Uuid)>, DbError> {
    tx.only("runs::without_revision", &[SystemCtx::Sweep])?;
    let (team, run) = after.unwrap_or((Uuid::nil(), Uuid::nil()));
    let rows = tx
        .fetch(
            "SELECT team, id FROM runs WHERE (team, id) > ($1, $2) AND erasing_at IS NULL AND NOT EXISTS \
             (SELECT 1 FROM revisions v WHERE v.team = runs.team AND v.run = runs.id AND v.state = 'sealed') \
             ORDER BY team, id LIMIT $3",
            values![team, run, UNSEEN_MAX],
        )
        .await?;
    rows.iter().map(|row| -> Result<(Uuid, Uuid), DbError> { Ok((row.column("team")?, row.column("id")?)) }).collect()
}
