//! Revisions and their documents. The storage says which sealed revisions exist; here stands who may see them and which one
//! is current: a pointer that is compared before it is swapped.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::{Document, Revision, RevisionState};
use crate::sql::{Micros, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Most rows in one answer of a sweep.
pub const UNSEALED_MAX: i64 = 500;

/// What is known of a revision once its commit file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Sum of its objects.
    pub bytes: i64,
    /// Number of its objects.
    pub files: i64,
    /// When the commit file says that it was sealed.
    pub at: Micros,
}

/// Writes a revision before its first object: with state `sealing`.
///
/// # Errors
/// [`DbError::Invalid`] for another state, [`DbError::Conflict`] where the run is not there or being erased, or a failure of
/// the database.
pub async fn begin(tx: &mut TeamTx, revision: &Revision) -> Result<(), DbError> {
    if revision.state != RevisionState::Sealing || revision.sealed_at.is_some() {
        return Err(DbError::Invalid { what: "state of a new revision" });
    }
    living(tx, revision.run).await?;
    tx.add(revision).await
}

/// Marks a revision as sealed and writes its documents, after its commit file stands. Recovery calls it too, for a writer
/// that died in between; repeating it is harmless.
///
/// # Errors
/// [`DbError::Conflict`] where the revision was abandoned or its run is being erased, [`DbError::NotFound`], or a failure of
/// the database.
pub async fn seal(tx: &mut TeamTx, revision: Uuid, sealed: Sealed, documents: &[Document]) -> Result<(), DbError> {
    let found = get(tx, revision).await?.ok_or(DbError::missing("revision"))?;
    living(tx, found.run).await?;
    if found.state == RevisionState::Sealed {
        return Ok(());
    }
    tx.must(
        "UPDATE revisions SET state = 'sealed', bytes = $3, files = $4, sealed_at = $5 \
         WHERE team = $1 AND id = $2 AND state = 'sealing'",
        values![revision, sealed.bytes, sealed.files, sealed.at],
        DbError::conflict("revision"),
    )
    .await?;
    for document in documents {
        tx.add(&Document { revision, run: found.run, ..document.clone() }).await?;
    }
    Ok(())
}

/// Gives a revision up that was not sealed; repeating it is harmless.
///
/// # Errors
/// [`DbError::Conflict`] for a sealed one, or a failure of the database.
pub async fn abandon(tx: &mut TeamTx, revision: Uuid) -> Result<(), DbError> {
    tx.must(
        "UPDATE revisions SET state = 'abandoned' WHERE team = $1 AND id = $2 AND state <> 'sealed'",
        values![revision],
        DbError::conflict("revision"),
    )
    .await
}

/// The revision with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, revision: Uuid) -> Result<Option<Revision>, DbError> {
    tx.one("AND id = $2", values![revision]).await
}

/// Sealed revisions of a run, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn of_run(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Revision>, DbError> {
    tx.rows("AND run = $2 AND state = 'sealed' ORDER BY id DESC", values![run]).await
}

/// Revisions of all teams that were begun before a time and are still not sealed, oldest first, at most [`UNSEALED_MAX`]:
/// their writers may have died. The storage says whether their commit files stand.
///
/// # Errors
/// A failure of the database.
pub async fn unsealed(tx: &mut SystemTx, before: Micros) -> Result<Vec<(Uuid, Revision)>, DbError> {
    tx.only("revisions::unsealed", &[SystemCtx::Sweep])?;
    tx.rows(
        "WHERE state = 'sealing' AND created_at < $1 ORDER BY created_at, id LIMIT $2",
        values![before, UNSEALED_MAX],
    )
    .await
}

/// Makes a sealed revision the current one of its run, if the current one is still what the caller saw.
///
/// # Errors
/// [`DbError::Conflict`] where somebody was first, or where the revision is not sealed or not this run's; or a failure of the
/// database.
pub async fn make_current(
    tx: &mut TeamTx,
    run: Uuid,
    seen: Option<Uuid>,
    revision: Uuid,
    now: Micros,
) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET current_revision = $4, updated_at = $5 WHERE team = $1 AND id = $2 \
         AND current_revision IS NOT DISTINCT FROM $3 AND erasing_at IS NULL AND EXISTS \
         (SELECT 1 FROM revisions v WHERE v.team = $1 AND v.run = $2 AND v.id = $4 AND v.state = 'sealed')",
        values![run, seen, revision, now],
        DbError::conflict("current revision"),
    )
    .await
}

/// Documents of a revision, by area and slug.
///
/// # Errors
/// A failure of the database.
pub async fn documents(tx: &mut TeamTx, revision: Uuid) -> Result<Vec<Document>, DbError> {
    tx.rows("AND revision = $2 ORDER BY area, slug", values![revision]).await
}

/// The document with an id.
///
/// # Errors
/// A failure of the database.
pub async fn document(tx: &mut TeamTx, document: Uuid) -> Result<Option<Document>, DbError> {
    tx.one("AND id = $2", values![document]).await
}

/// Documents about a person, newest last.
///
/// # Errors
/// A failure of the database.
pub async fn documents_of_person(tx: &mut TeamTx, person: Uuid) -> Result<Vec<Document>, DbError> {
    tx.rows("AND person = $2 ORDER BY revision, area, slug", values![person]).await
}

/// Fails where a run is not there or being erased, and keeps an erasure waiting until this transaction ends.
pub(crate) async fn living(tx: &mut TeamTx, run: Uuid) -> Result<(), DbError> {
    tx.must(
        "UPDATE runs SET attempt = attempt WHERE team = $1 AND id = $2 AND erasing_at IS NULL",
        values![run],
        DbError::conflict("run"),
    )
    .await
}
