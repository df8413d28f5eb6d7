//! Erasing a run, or a person with everything. First nobody sees it any more; then the service deletes the objects, run by run;
//! then the rows go, and what is left is a receipt. Erased prefixes are looked at again for a day.

use crate::context::{SystemCtx, TenantCtx};
use crate::db::Db;
use crate::error::DbError;
use crate::holds;
use crate::persons;
use crate::rows::{ErasedPrefix, Erasure, ErasureState, SubjectKind};
use crate::sql::{Micros, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// How long erased prefixes are looked at again: a dead writer's late object is found within that time.
pub const RECHECK: Micros = 24 * 60 * 60 * 1_000_000;

/// Most rows in one answer of a sweep.
pub const PREFIXES_MAX: i64 = 500;

/// What is to be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One run; people go with it who appear in no other and have no open submission, consent or hold.
    Run(Uuid),
    /// A person, with every run that is about the person, shortlists included.
    Person(Uuid),
}

/// How the rows of an erasure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Persons whose rows are gone.
    pub persons: u64,
    /// Runs whose rows are gone.
    pub runs: u64,
    /// Whether SQLite's log was emptied too; where a long reader was in the way, [`Db::truncate_log`] is to be tried again.
    pub log_emptied: bool,
}

/// Begins an erasure and tells which prefixes are to be deleted: from the commit on, nobody sees these runs. Asking again for
/// the same while it is under way gives the same erasure.
///
/// # Errors
/// [`DbError::Held`] where a hold keeps the person, a run, or anybody else in one of these runs; [`DbError::NotFound`]; or a
/// failure of the database.
pub async fn request(
    tx: &mut TeamTx,
    id: Uuid,
    subject: Subject,
    reason: &str,
    now: Micros,
) -> Result<Erasure, DbError> {
    let done = requested(tx, id, subject, reason, now).await;
    if done.is_err() {
        tx.spoil();
    }
    done
}

async fn requested(tx: &mut TeamTx, id: Uuid, subject: Subject, reason: &str, now: Micros) -> Result<Erasure, DbError> {
    let (subject_kind, subject_id) = match subject {
        Subject::Run(run) => (SubjectKind::Run, run),
        Subject::Person(person) => (SubjectKind::Person, person),
    };
    let open: Option<Erasure> = tx
        .one(
            "AND subject_kind = $2 AND subject = $3 AND state = 'requested' ORDER BY requested_at LIMIT 1",
            values![subject_kind, subject_id],
        )
        .await?;
    let is_new = open.is_none();
    let erasure = open.unwrap_or(Erasure {
        id,
        subject_kind,
        subject: subject_id,
        reason: reason.to_owned(),
        state: ErasureState::Requested,
        requested_by: tx.actor().user(),
        requested_at: now,
        finished_at: None,
        receipt: None,
    });
    let runs = match subject {
        Subject::Run(run) => vec![run],
        Subject::Person(person) => {
            tx.must(
                "UPDATE persons SET updated_at = updated_at WHERE team = $1 AND id = $2",
                values![person],
                DbError::missing("person"),
            )
            .await?;
            if holds::keep_person(tx, person).await? {
                return Err(DbError::Held { what: "person" });
            }
            persons::runs_of(tx, person).await?
        }
    };
    if is_new {
        tx.add(&erasure).await?;
    }
    for run in runs {
        tx.must(
            "UPDATE runs SET erasing_at = coalesce(erasing_at, $3), updated_at = $3 WHERE team = $1 AND id = $2",
            values![run, now],
            DbError::missing("run"),
        )
        .await?;
        // With these rows taken, a hold that is placed at the same moment is either seen here or refused there.
        tx.run(
            "UPDATE persons SET updated_at = updated_at WHERE team = $1 AND id IN \
             (SELECT p.person FROM run_persons p WHERE p.team = $1 AND p.run = $2)",
            values![run],
        )
        .await?;
        if holds::keep_run(tx, run).await? {
            return Err(DbError::Held { what: "run" });
        }
        tx.run(
            "UPDATE jobs SET state = 'cancelled', finished_at = $3 WHERE team = $1 AND run = $2 \
             AND state IN ('waiting', 'handed')",
            values![run, now],
        )
        .await?;
        tx.run(
            "INSERT INTO erased_prefixes (team, erasure, run, found) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING",
            values![erasure.id, run],
        )
        .await?;
    }
    Ok(erasure)
}

/// Whether a person is being erased. Takes the person's row first: an erasure that is asked for at this moment is seen here,
/// or waits and sees what this transaction has written.
///
/// # Errors
/// A failure of the database.
pub async fn is_asked_for(tx: &mut TeamTx, person: Uuid) -> Result<bool, DbError> {
    tx.run("UPDATE persons SET updated_at = updated_at WHERE team = $1 AND id = $2", values![person]).await?;
    let row = tx
        .first(
            "SELECT 1 AS one FROM erasures WHERE team = $1 AND subject_kind = $2 AND subject = $3 \
             AND state = 'requested' LIMIT 1",
            values![SubjectKind::Person, person],
        )
        .await?;
    Ok(row.is_some())
}

/// The erasure with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, erasure: Uuid) -> Result<Option<Erasure>, DbError> {
    tx.one("AND id = $2", values![erasure]).await
}

/// Erasures of the team, latest first.
///
/// # Errors
/// A failure of the database.
pub async fn all(tx: &mut TeamTx) -> Result<Vec<Erasure>, DbError> {
    tx.rows("ORDER BY requested_at DESC, id DESC", values![]).await
}

/// Prefixes of an erasure, by run.
///
/// # Errors
/// A failure of the database.
pub async fn prefixes(tx: &mut TeamTx, erasure: Uuid) -> Result<Vec<ErasedPrefix>, DbError> {
    tx.rows("AND erasure = $2 ORDER BY run", values![erasure]).await
}

/// Notes that the objects of a run are gone, with the storage's receipt (JSON with hashes only). From now on the prefix is
/// looked at again for [`RECHECK`].
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn objects_gone(
    tx: &mut TeamTx,
    erasure: Uuid,
    run: Uuid,
    receipt: &str,
    now: Micros,
) -> Result<(), DbError> {
    tx.must(
        "UPDATE erased_prefixes SET objects_gone_at = $4, receipt = $5, recheck_until = $6 \
         WHERE team = $1 AND erasure = $2 AND run = $3",
        values![erasure, run, now, receipt, now.saturating_add(RECHECK)],
        DbError::missing("prefix"),
    )
    .await
}

/// Deletes the rows once all objects are gone and keeps the receipt (JSON with hashes only). Tells how many persons and runs went;
/// repeating it is harmless and tells none. Afterwards SQLite's log is to be emptied: [`Db::truncate_log`].
///
/// # Errors
/// [`DbError::Conflict`] while objects are left, [`DbError::Held`] where a hold was placed on the person meanwhile,
/// [`DbError::NotFound`], or a failure of the database.
pub async fn rows_gone(tx: &mut TeamTx, erasure: Uuid, receipt: &str, now: Micros) -> Result<(u64, u64), DbError> {
    let done = delete_rows(tx, erasure, receipt, now).await;
    if done.is_err() {
        tx.spoil();
    }
    done
}

async fn delete_rows(tx: &mut TeamTx, erasure: Uuid, receipt: &str, now: Micros) -> Result<(u64, u64), DbError> {
    let found = get(tx, erasure).await?.ok_or(DbError::missing("erasure"))?;
    let (mut persons, mut runs) = (0, 0);
    if found.state == ErasureState::Done {
        return Ok((persons, runs));
    }
    let prefixes = prefixes(tx, erasure).await?;
    if prefixes.iter().any(|prefix| prefix.objects_gone_at.is_none()) {
        return Err(DbError::conflict("erasure"));
    }
    for prefix in &prefixes {
        persons += delete_run(tx, prefix.run).await?;
        runs += 1;
    }
    if found.subject_kind == SubjectKind::Person {
        if holds::keep_person(tx, found.subject).await? {
            return Err(DbError::Held { what: "person" });
        }
        persons += delete_person(tx, found.subject).await?;
    }
    tx.run(
        "UPDATE erasures SET state = 'done', receipt = $3, finished_at = $4 WHERE team = $1 AND id = $2",
        values![erasure, receipt, now],
    )
    .await?;
    Ok((persons, runs))
}

/// [`rows_gone`] in a transaction of its own, with SQLite's log emptied after it. Repeating it is harmless.
///
/// # Errors
/// As [`rows_gone`].
pub async fn finish(db: &Db, ctx: &TenantCtx, erasure: Uuid, receipt: &str, now: Micros) -> Result<Finished, DbError> {
    let mut tx = db.write(ctx).await?;
    let (persons, runs) = rows_gone(&mut tx, erasure, receipt, now).await?;
    tx.commit().await?;
    let log_emptied = match db.truncate_log().await {
        Ok(()) => true,
        Err(error) if error.retryable() => false,
        Err(error) => return Err(error),
    };
    Ok(Finished { persons, runs, log_emptied })
}

/// Erasures of all teams that were asked for before a time and are not done, oldest first: their worker may have died.
///
/// # Errors
/// A failure of the database.
pub async fn unfinished(tx: &mut SystemTx, before: Micros) -> Result<Vec<(Uuid, Erasure)>, DbError> {
    tx.only("erasures::unfinished", &[SystemCtx::Sweep])?;
    tx.rows(
        "WHERE state = 'requested' AND requested_at < $1 ORDER BY requested_at, id LIMIT $2",
        values![before, PREFIXES_MAX],
    )
    .await
}

/// Erased prefixes of all teams that are to be looked at again and were not since a time, those that wait longest first.
///
/// # Errors
/// A failure of the database.
pub async fn to_recheck(
    tx: &mut SystemTx,
    not_since: Micros,
    now: Micros,
) -> Result<Vec<(Uuid, ErasedPrefix)>, DbError> {
    tx.only("erasures::to_recheck", &[SystemCtx::Sweep])?;
    // The last look comes after the time is over, so that nothing late is missed.
    tx.rows(
        "WHERE recheck_until IS NOT NULL AND coalesce(checked_at, objects_gone_at) < $1 \
         AND (recheck_until > $2 OR coalesce(checked_at, 0) < recheck_until) \
         ORDER BY coalesce(checked_at, objects_gone_at), run LIMIT $3",
        values![not_since, now, PREFIXES_MAX],
    )
    .await
}

/// Notes a look at a prefix, and how many late objects it has deleted.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn rechecked(
    tx: &mut SystemTx,
    team: Uuid,
    (erasure, run): (Uuid, Uuid),
    found: i64,
    now: Micros,
) -> Result<(), DbError> {
    tx.only("erasures::rechecked", &[SystemCtx::Sweep])?;
    tx.must(
        "UPDATE erased_prefixes SET checked_at = $4, found = found + $5 WHERE team = $1 AND erasure = $2 AND run = $3",
        values![team, erasure, run, now, found],
        DbError::missing("prefix"),
    )
    .await
}

/// Takes the rows of a run away that a move has written and that came to nothing, and the people who came with it alone. Leaves no
/// receipt: the run is where it was.
///
/// # Errors
/// A failure of the database.
pub async fn take_back(tx: &mut TeamTx, run: Uuid) -> Result<u64, DbError> {
    let done = delete_run(tx, run).await;
    if done.is_err() {
        tx.spoil();
    }
    done
}

/// Deletes a run with everything below it, and the people who appear nowhere else. Tells how many of these.
async fn delete_run(tx: &mut TeamTx, run: Uuid) -> Result<u64, DbError> {
    let rows = tx.fetch("SELECT person FROM run_persons WHERE team = $1 AND run = $2", values![run]).await?;
    let people: Vec<Uuid> = rows.iter().map(|row| row.column("person")).collect::<Result<_, DbError>>()?;
    // Hashes of what was sent stay with the submission; whom it went to goes with the candidate.
    tx.run("UPDATE submissions SET run = NULL, revision = NULL WHERE team = $1 AND run = $2", values![run]).await?;
    tx.run("DELETE FROM holds WHERE team = $1 AND run = $2", values![run]).await?;
    tx.run("DELETE FROM runs WHERE team = $1 AND id = $2", values![run]).await?;
    let mut gone = 0;
    for person in people {
        let needed = tx
            .first(
                "SELECT 1 AS one FROM persons WHERE team = $1 AND id = $2 AND (EXISTS (SELECT 1 FROM run_persons r \
                 WHERE r.team = $1 AND r.person = $2) OR EXISTS (SELECT 1 FROM holds h WHERE h.team = $1 \
                 AND h.person = $2 AND h.released_at IS NULL) OR EXISTS (SELECT 1 FROM submissions s \
                 WHERE s.team = $1 AND s.person = $2 AND s.closed_at IS NULL) OR EXISTS (SELECT 1 FROM consents c \
                 WHERE c.team = $1 AND c.person = $2 AND c.withdrawn_at IS NULL))",
                values![person],
            )
            .await?;
        if needed.is_none() {
            gone += delete_person(tx, person).await?;
        }
    }
    Ok(gone)
}

/// Deletes a person whose runs are gone. Tells whether there was one.
async fn delete_person(tx: &mut TeamTx, person: Uuid) -> Result<u64, DbError> {
    for table in persons::TABLES {
        tx.run(format!("DELETE FROM {table} WHERE team = $1 AND person = $2"), values![person]).await?;
    }
    tx.run("DELETE FROM persons WHERE team = $1 AND id = $2", values![person]).await
}
