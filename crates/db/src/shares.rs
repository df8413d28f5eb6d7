//! Share links: made by a team, followed by whoever has the secret. Its keyed hash is all that is stored.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::revisions;
use crate::rows::{ShareLink, ShareView};
use crate::sql::{Hash, Micros, Table, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Most visits in one answer.
pub const VIEWS_MAX: i64 = 500;

/// Makes a link to a revision.
///
/// # Errors
/// [`DbError::Conflict`] where run, revision or person do not exist, or a failure of the database.
pub async fn create(tx: &mut TeamTx, link: &ShareLink) -> Result<(), DbError> {
    revisions::living(tx, link.run).await?;
    tx.add(link).await
}

/// Links of a run, newest first, those that no longer work included.
///
/// # Errors
/// A failure of the database.
pub async fn of_run(tx: &mut TeamTx, run: Uuid) -> Result<Vec<ShareLink>, DbError> {
    tx.rows("AND run = $2 ORDER BY created_at DESC, id DESC", values![run]).await
}

/// Takes a link back; repeating it is harmless.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn revoke(tx: &mut TeamTx, link: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE share_links SET revoked_at = coalesce(revoked_at, $3) WHERE team = $1 AND id = $2",
        values![link, now],
        DbError::missing("share link"),
    )
    .await
}

/// Takes back all links about a person, for a withdrawn consent. Tells how many.
///
/// # Errors
/// A failure of the database.
pub async fn revoke_of_person(tx: &mut TeamTx, person: Uuid, now: Micros) -> Result<u64, DbError> {
    tx.run(
        "UPDATE share_links SET revoked_at = $3 WHERE team = $1 AND person = $2 AND revoked_at IS NULL",
        values![person, now],
    )
    .await
}

/// The link behind a secret and its team, while it works. Counts nothing: for the page before the download.
///
/// # Errors
/// A failure of the database.
pub async fn find(tx: &mut SystemTx, token_hash: Hash, now: Micros) -> Result<Option<(Uuid, ShareLink)>, DbError> {
    tx.only("shares::find", &[SystemCtx::Share])?;
    let found = tx.rows(&format!("WHERE {WORKS}"), values![token_hash, now]).await?;
    Ok(found.into_iter().next())
}

/// The link behind a secret and its team, whether it works or not, for the log of visits: one that was used up, taken back or
/// has expired is logged too, and refused.
///
/// # Errors
/// A failure of the database.
pub async fn known(tx: &mut SystemTx, token_hash: Hash) -> Result<Option<(Uuid, ShareLink)>, DbError> {
    tx.only("shares::known", &[SystemCtx::Share])?;
    Ok(tx.rows("WHERE token_hash = $1", values![token_hash]).await?.into_iter().next())
}

/// Notes a visit.
///
/// # Errors
/// [`DbError::Conflict`] where there is no such link in the team, or a failure of the database.
pub async fn viewed(tx: &mut SystemTx, team: Uuid, view: &ShareView) -> Result<(), DbError> {
    tx.only("shares::viewed", &[SystemCtx::Share])?;
    tx.add(team, view).await
}

/// Visits with a link, latest first, at most [`VIEWS_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn views(tx: &mut TeamTx, link: Uuid) -> Result<Vec<ShareView>, DbError> {
    tx.rows("AND link = $2 ORDER BY at DESC, id DESC LIMIT $3", values![link, VIEWS_MAX]).await
}

/// Uses a link once: of many uses at the same moment no more go through than it allows, and none of a link that has expired,
/// was taken back or is used up. A link with a password is followed only after [`find`] and a look at the password.
///
/// # Errors
/// A failure of the database.
pub async fn follow(tx: &mut SystemTx, token_hash: Hash, now: Micros) -> Result<Option<(Uuid, ShareLink)>, DbError> {
    tx.only("shares::follow", &[SystemCtx::Share])?;
    let sql = format!(
        "UPDATE share_links SET uses = uses + 1, used_at = $2 WHERE {WORKS} RETURNING team, {}",
        ShareLink::columns()
    );
    let row = tx.first(sql, values![token_hash, now]).await?;
    match row {
        Some(row) => Ok(Some((row.column("team")?, ShareLink::read(&row)?))),
        None => Ok(None),
    }
}

/// When a link works, with the secret's hash and the time as values.
const WORKS: &str = "token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 \
     AND (uses_max IS NULL OR uses < uses_max) AND EXISTS (SELECT 1 FROM runs r WHERE r.team = share_links.team \
     AND r.id = share_links.run AND r.erasing_at IS NULL)";
