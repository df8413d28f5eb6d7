//! The link with which the first user of an instance is made: it works once, and only while there is no user.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::SetupLink;
use crate::sql::{Hash, Micros, values};
use crate::tx::SystemTx;

/// Whether there is no user yet.
///
/// # Errors
/// A failure of the database.
pub async fn is_open(tx: &mut SystemTx) -> Result<bool, DbError> {
    tx.only("setup::is_open", &[SystemCtx::Setup])?;
    Ok(tx.first("SELECT 1 AS one FROM users LIMIT 1", values![]).await?.is_none())
}

/// Writes a link.
///
/// # Errors
/// [`DbError::Conflict`] where there is a user, or a failure of the database.
pub async fn offer(tx: &mut SystemTx, link: &SetupLink) -> Result<(), DbError> {
    if !is_open(tx).await? {
        return Err(DbError::conflict("first user"));
    }
    tx.add_global(link).await
}

/// Uses a link, and with it all others: of many at the same moment one goes through. The first user is made in the same
/// transaction.
///
/// # Errors
/// [`DbError::NotFound`] where it does not work, be it unknown, expired or used, or because there is a user; or a failure of the
/// database.
pub async fn accept(tx: &mut SystemTx, token_hash: Hash, now: Micros) -> Result<(), DbError> {
    tx.only("setup::accept", &[SystemCtx::Setup])?;
    tx.must(
        "DELETE FROM setup_links WHERE EXISTS (SELECT 1 FROM setup_links s WHERE s.token_hash = $1 \
         AND s.expires_at > $2) AND NOT EXISTS (SELECT 1 FROM users)",
        values![token_hash, now],
        DbError::missing("link for the set-up"),
    )
    .await
}
