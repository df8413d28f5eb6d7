//! Brands, templates, word lists, logos and offers of a team. Their bytes stand beside them: small files that every run of the
//! team may need. A file never changes; a new one takes its place.

use crate::error::DbError;
use crate::rows::{FileKind, TeamFile};
use crate::sql::{Hash, Micros, Table, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Longest file, in bytes.
pub const CONTENT_BYTES_MAX: i64 = 16 * 1024 * 1024;

/// Most files in one answer.
pub const FILES_MAX: i64 = 500;

/// Writes a new file with its bytes.
///
/// # Errors
/// [`DbError::Limit`] for a long one, [`DbError::Invalid`] where the hash is not that of the bytes or a file that was never
/// current is marked as default or archived, [`DbError::Conflict`] where the id exists or the client does not, or a failure of
/// the database.
pub async fn create(tx: &mut TeamTx, file: &TeamFile, content: &[u8]) -> Result<(), DbError> {
    if i64::try_from(content.len()).unwrap_or(i64::MAX) > CONTENT_BYTES_MAX {
        return Err(DbError::Limit { what: "bytes of a file", max: CONTENT_BYTES_MAX });
    }
    if Hash::sha256(content) != file.sha256 || file.is_default || file.archived_at.is_some() {
        return Err(DbError::Invalid { what: "new file" });
    }
    tx.run(
        "INSERT INTO team_files (team, id, kind, name, client, document, media_type, content, sha256, is_default, \
         created_by, created_at, archived_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, NULL)",
        values![
            file.id,
            file.kind,
            file.name,
            file.client,
            file.document,
            file.media_type,
            content.to_vec(),
            file.sha256,
            file.created_by,
            file.created_at
        ],
    )
    .await
    .map(|_| ())
}

/// The file with an id and its bytes.
///
/// # Errors
/// [`DbError::Corrupt`] where the bytes are not those of the hash, or a failure of the database.
pub async fn get(tx: &mut TeamTx, file: Uuid) -> Result<Option<(TeamFile, Vec<u8>)>, DbError> {
    let sql = format!("SELECT {}, content FROM team_files WHERE team = $1 AND id = $2", TeamFile::columns());
    let Some(row) = tx.first(sql, values![file]).await? else { return Ok(None) };
    let (found, content): (TeamFile, Vec<u8>) = (TeamFile::read(&row)?, row.column("content")?);
    if Hash::sha256(&content) != found.sha256 {
        return Err(DbError::Corrupt { what: "file" });
    }
    Ok(Some((found, content)))
}

/// Files of a kind, or of all kinds, without archived ones, by kind and name; at most [`FILES_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn list(tx: &mut TeamTx, kind: Option<FileKind>) -> Result<Vec<TeamFile>, DbError> {
    tx.rows(
        "AND archived_at IS NULL AND ($2 IS NULL OR kind = $2) ORDER BY kind, name, created_at, id LIMIT $3",
        values![kind, FILES_MAX],
    )
    .await
}

/// Makes a file the default among those of its kind, client and document; the one before is it no longer.
///
/// # Errors
/// [`DbError::NotFound`] where there is none or it is archived, or a failure of the database.
pub async fn set_default(tx: &mut TeamTx, file: Uuid) -> Result<(), DbError> {
    let found: Option<TeamFile> = tx.one("AND id = $2 AND archived_at IS NULL", values![file]).await?;
    let found = found.ok_or(DbError::missing("file"))?;
    // One statement over all of them, so that of two defaults at once one is left.
    tx.run(
        "UPDATE team_files SET is_default = CASE WHEN id = $2 THEN 1 ELSE 0 END WHERE team = $1 AND kind = $3 \
         AND client IS NOT DISTINCT FROM $4 AND document IS NOT DISTINCT FROM $5 AND archived_at IS NULL",
        values![file, found.kind, found.client, found.document],
    )
    .await
    .map(|_| ())
}

/// Takes a file out of lists; runs that were made with it have their own copy. Repeating it is harmless.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn archive(tx: &mut TeamTx, file: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE team_files SET archived_at = coalesce(archived_at, $3), is_default = 0 WHERE team = $1 AND id = $2",
        values![file, now],
        DbError::missing("file"),
    )
    .await
}
