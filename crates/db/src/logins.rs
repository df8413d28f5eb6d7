//! Logins at another provider, between going there and coming back. Each can end once, in the browser that has begun it.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::Login;
use crate::sql::{Hash, Micros, Table, values};
use crate::tx::SystemTx;

/// Writes that a login has begun.
///
/// # Errors
/// [`DbError::Conflict`] where the state exists, or a failure of the database.
pub async fn begin(tx: &mut SystemTx, login: &Login) -> Result<(), DbError> {
    tx.only("logins::begin", &[SystemCtx::Login])?;
    tx.add_global(login).await
}

/// Takes a login out, if its time is not over. Of many who bring the same state, one gets it; the caller then compares the
/// browser's hash.
///
/// # Errors
/// A failure of the database.
pub async fn take(tx: &mut SystemTx, state_hash: Hash, now: Micros) -> Result<Option<Login>, DbError> {
    tx.only("logins::take", &[SystemCtx::Login])?;
    let sql = format!("DELETE FROM logins WHERE state_hash = $1 AND expires_at > $2 RETURNING {}", Login::columns());
    tx.first(sql, values![state_hash, now]).await?.as_ref().map(Login::read).transpose()
}
