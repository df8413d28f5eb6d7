//! Clients of the desk.

use crate::error::DbError;
use crate::fold::{fold, pattern};
use crate::rows::Client;
use crate::sql::{Micros, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Most clients in one answer.
pub const CLIENTS_MAX: i64 = 200;

/// Writes a new client; its folded name is made here.
///
/// # Errors
/// [`DbError::Conflict`] where the id exists, or a failure of the database.
pub async fn create(tx: &mut TeamTx, client: &Client) -> Result<(), DbError> {
    tx.add(&Client { folded: fold(&client.name), ..client.clone() }).await
}

/// The client with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, client: Uuid) -> Result<Option<Client>, DbError> {
    tx.one("AND id = $2", values![client]).await
}

/// Clients whose name holds a text, by name, without archived ones; at most [`CLIENTS_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn find(tx: &mut TeamTx, text: &str) -> Result<Vec<Client>, DbError> {
    tx.rows(
        "AND archived_at IS NULL AND folded LIKE $2 ESCAPE '!' ORDER BY folded, id LIMIT $3",
        values![pattern(&fold(text)), CLIENTS_MAX],
    )
    .await
}

/// Changes name and settings, if nobody has changed the client since it was loaded.
///
/// # Errors
/// [`DbError::Conflict`], or a failure of the database.
pub async fn set(tx: &mut TeamTx, loaded: &Client, name: &str, settings: &str, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE clients SET name = $3, folded = $4, settings = $5, updated_at = $6 \
         WHERE team = $1 AND id = $2 AND updated_at = $7",
        values![loaded.id, name, fold(name), settings, now, loaded.updated_at],
        DbError::conflict("client"),
    )
    .await
}

/// Takes a client out of lists, or puts it back (`None`).
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_archived(tx: &mut TeamTx, client: Uuid, since: Option<Micros>, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE clients SET archived_at = $3, updated_at = $4 WHERE team = $1 AND id = $2",
        values![client, since, now],
        DbError::missing("client"),
    )
    .await
}
