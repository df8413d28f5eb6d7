//! What candidates have agreed to.

use crate::error::DbError;
use crate::rows::Consent;
use crate::sql::{Micros, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Writes a consent down.
///
/// # Errors
/// [`DbError::Conflict`] where there is no such person, or a failure of the database.
pub async fn give(tx: &mut TeamTx, consent: &Consent) -> Result<(), DbError> {
    tx.add(consent).await
}

/// Withdraws a consent; it stays as a record. Links go by [`crate::shares::revoke_of_person`].
///
/// # Errors
/// [`DbError::NotFound`] where there is none that counts, or a failure of the database.
pub async fn withdraw(tx: &mut TeamTx, consent: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE consents SET withdrawn_at = $3 WHERE team = $1 AND id = $2 AND withdrawn_at IS NULL",
        values![consent, now],
        DbError::missing("consent"),
    )
    .await
}

/// All consents of a person, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn of_person(tx: &mut TeamTx, person: Uuid) -> Result<Vec<Consent>, DbError> {
    tx.rows("AND person = $2 ORDER BY given_at DESC, id DESC", values![person]).await
}

/// Consents of a person to something that count at a time. Whether the recipient is among theirs is the caller's to see.
///
/// # Errors
/// A failure of the database.
pub async fn valid(tx: &mut TeamTx, person: Uuid, scope: &str, now: Micros) -> Result<Vec<Consent>, DbError> {
    tx.rows(
        "AND person = $2 AND scope = $3 AND given_at <= $4 AND withdrawn_at IS NULL \
         AND (expires_at IS NULL OR expires_at > $4) ORDER BY given_at DESC, id DESC",
        values![person, scope, now],
    )
    .await
}
