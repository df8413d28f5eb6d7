//! Links with which a user sets a new password without the old one: one for each user, for a time, used once. Who may make one is
//! decided by the service.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::ResetLink;
use crate::sql::{Hash, Micros, values};
use crate::tx::SystemTx;
use uuid::Uuid;

/// Writes a link; the one that the user had before does not work from then on.
///
/// # Errors
/// [`DbError::Conflict`] where there is no such user, or a failure of the database.
pub async fn offer(tx: &mut SystemTx, link: &ResetLink) -> Result<(), DbError> {
    tx.only("resets::offer", &[SystemCtx::Login])?;
    withdraw(tx, link.user_id).await?;
    tx.add_global(link).await
}

/// Takes the link of a user back, where there is one.
///
/// # Errors
/// A failure of the database.
pub async fn withdraw(tx: &mut SystemTx, user: Uuid) -> Result<(), DbError> {
    tx.only("resets::withdraw", &[SystemCtx::Login])?;
    tx.run("DELETE FROM reset_links WHERE user_id = $1", values![user]).await.map(|_| ())
}

/// Whose link it is, while it works.
///
/// # Errors
/// A failure of the database.
pub async fn find(tx: &mut SystemTx, token_hash: Hash, now: Micros) -> Result<Option<Uuid>, DbError> {
    tx.only("resets::find", &[SystemCtx::Login])?;
    let found: Vec<ResetLink> =
        tx.global("WHERE token_hash = $1 AND expires_at > $2", values![token_hash, now]).await?;
    Ok(found.into_iter().next().map(|link| link.user_id))
}

/// Uses a link and tells whose it was: of many at the same moment one goes through.
///
/// # Errors
/// [`DbError::NotFound`] where it does not work, be it unknown, expired or used; or a failure of the database.
pub async fn take(tx: &mut SystemTx, token_hash: Hash, now: Micros) -> Result<Uuid, DbError> {
    tx.only("resets::take", &[SystemCtx::Login])?;
    let row = tx
        .first(
            "DELETE FROM reset_links WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id",
            values![token_hash, now],
        )
        .await?
        .ok_or(DbError::missing("link for a new password"))?;
    row.column("user_id")
}
