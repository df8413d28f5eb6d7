//! Versions of records: every edit is a new version, and of two edits of one version one is refused.

use crate::error::DbError;
use crate::revisions;
use crate::rows::{Record, RecordKind, RecordSource};
use crate::sql::{Micros, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Which record of which run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordName {
    /// The run.
    pub run: Uuid,
    /// Which record.
    pub kind: RecordKind,
    /// Which of its kind: the candidate's place in a shortlist, else 0.
    pub slot: i64,
}

/// A version without its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Number, from 1.
    pub version: i64,
    /// Who made it.
    pub set_by: RecordSource,
    /// The user.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: Micros,
    /// The revision whose documents show it.
    pub revision: Option<Uuid>,
}

/// Writes a version. Its number must be one more than the newest: that is how an edit says what it has seen.
///
/// # Errors
/// [`DbError::Conflict`] where somebody was first or the run is not there, or a failure of the database.
pub async fn save(tx: &mut TeamTx, record: &Record) -> Result<(), DbError> {
    // Holds the run's row, so that two edits of one version come one after the other and the second one is told.
    revisions::living(tx, record.run).await?;
    let row = tx
        .first(
            "SELECT coalesce(max(version), 0) AS newest FROM records \
             WHERE team = $1 AND run = $2 AND kind = $3 AND slot = $4",
            values![record.run, record.kind, record.slot],
        )
        .await?
        .ok_or(DbError::Corrupt { what: "record" })?;
    let newest: i64 = row.column("newest")?;
    if record.version != newest + 1 {
        return Err(DbError::conflict("record"));
    }
    tx.add(record).await
}

/// The newest version.
///
/// # Errors
/// A failure of the database.
pub async fn latest(tx: &mut TeamTx, name: RecordName) -> Result<Option<Record>, DbError> {
    tx.one(
        "AND run = $2 AND kind = $3 AND slot = $4 ORDER BY version DESC LIMIT 1",
        values![name.run, name.kind, name.slot],
    )
    .await
}

/// The newest versions of all records of a run, by kind and slot.
///
/// # Errors
/// A failure of the database.
pub async fn all_latest(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Record>, DbError> {
    tx.rows(
        "AND run = $2 AND version = (SELECT max(o.version) FROM records o WHERE o.team = $1 AND o.run = $2 \
         AND o.kind = records.kind AND o.slot = records.slot) ORDER BY kind, slot",
        values![run],
    )
    .await
}

/// One version.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, name: RecordName, version: i64) -> Result<Option<Record>, DbError> {
    tx.one(
        "AND run = $2 AND kind = $3 AND slot = $4 AND version = $5",
        values![name.run, name.kind, name.slot, version],
    )
    .await
}

/// All versions without their bodies, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn versions(tx: &mut TeamTx, name: RecordName) -> Result<Vec<Version>, DbError> {
    let rows = tx
        .fetch(
            "SELECT version, set_by, created_by, created_at, revision FROM records \
             WHERE team = $1 AND run = $2 AND kind = $3 AND slot = $4 ORDER BY version DESC",
            values![name.run, name.kind, name.slot],
        )
        .await?;
    rows.iter()
        .map(|row| -> Result<Version, DbError> {
            Ok(Version {
                version: row.column("version")?,
                set_by: row.column("set_by")?,
                created_by: row.column("created_by")?,
                created_at: row.column("created_at")?,
                revision: row.column("revision")?,
            })
        })
        .collect()
}

/// Notes that the newest versions of a run's records are those of a sealed revision.
///
/// # Errors
/// A failure of the database.
pub async fn shown_by(tx: &mut TeamTx, run: Uuid, revision: Uuid) -> Result<(), DbError> {
    tx.run(
        "UPDATE records SET revision = $3 WHERE team = $1 AND run = $2 AND revision IS NULL AND version = \
         (SELECT max(o.version) FROM records o WHERE o.team = $1 AND o.run = $2 AND o.kind = records.kind \
         AND o.slot = records.slot)",
        values![run, revision],
    )
    .await
    .map(|_| ())
}
