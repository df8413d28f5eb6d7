//! Invitations: written by a team, accepted by whoever has the link. Sending it is not done here.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::Invitation;
use crate::sql::{Hash, Micros, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Writes an invitation.
///
/// # Errors
/// A failure of the database.
pub async fn create(tx: &mut TeamTx, invitation: &Invitation) -> Result<(), DbError> {
    tx.add(invitation).await
}

/// Invitations that can still be accepted, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn open(tx: &mut TeamTx, now: Micros) -> Result<Vec<Invitation>, DbError> {
    tx.rows(
        "AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id DESC",
        values![now],
    )
    .await
}

/// Takes an invitation back.
///
/// # Errors
/// [`DbError::NotFound`] where it is not open, or a failure of the database.
pub async fn revoke(tx: &mut TeamTx, invitation: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE invitations SET revoked_at = $3 \
         WHERE team = $1 AND id = $2 AND accepted_at IS NULL AND revoked_at IS NULL",
        values![invitation, now],
        DbError::missing("invitation"),
    )
    .await
}

/// The invitation behind a link and its team, while it can be accepted.
///
/// # Errors
/// A failure of the database.
pub async fn find(tx: &mut SystemTx, token_hash: Hash, now: Micros) -> Result<Option<(Uuid, Invitation)>, DbError> {
    tx.only("invitations::find", &[SystemCtx::Login])?;
    let found = tx
        .rows(
            "WHERE token_hash = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2",
            values![token_hash, now],
        )
        .await?;
    Ok(found.into_iter().next())
}

/// Marks an invitation as accepted, once. The membership is written by [`crate::users::join`] in the same transaction.
///
/// # Errors
/// [`DbError::Conflict`] where it cannot be accepted any more, or a failure of the database.
pub async fn accept(tx: &mut SystemTx, team: Uuid, invitation: Uuid, user: Uuid, now: Micros) -> Result<(), DbError> {
    tx.only("invitations::accept", &[SystemCtx::Login])?;
    tx.must(
        "UPDATE invitations SET accepted_at = $3, accepted_by = $4 WHERE team = $1 AND id = $2 \
         AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $3",
        values![team, invitation, now, user],
        DbError::conflict("invitation"),
    )
    .await
}
