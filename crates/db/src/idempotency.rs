//! Idempotency keys: a request that is sent twice is done once, and answered the same.

use crate::error::DbError;
use crate::sql::{Hash, Micros, values};
use crate::tx::TeamTx;

/// Longest answer that is kept, in bytes.
pub const RESPONSE_BYTES_MAX: usize = 64 * 1024;

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is this request's now.
    Fresh,
    /// The same request is under way elsewhere.
    UnderWay,
    /// The same request was answered.
    Answered {
        /// Status.
        status: i64,
        /// Body: ids and codes, no personal data.
        response: String,
    },
    /// Another request has used it.
    OtherRequest,
}

/// Takes a key for a request until a time. Commit this before the work begins, so that others see it.
///
/// # Errors
/// A failure of the database.
pub async fn begin(
    tx: &mut TeamTx,
    key_hash: Hash,
    request_hash: Hash,
    now: Micros,
    expires_at: Micros,
) -> Result<Known, DbError> {
    let request_hash = tx.key().of_request(tx.team(), &request_hash);
    tx.run("DELETE FROM idempotency WHERE team = $1 AND key_hash = $2 AND expires_at <= $3", values![key_hash, now])
        .await?;
    let taken = tx
        .run(
            "INSERT INTO idempotency (team, key_hash, request_hash, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (team, key_hash) DO NOTHING",
            values![key_hash, request_hash, now, expires_at],
        )
        .await?;
    if taken > 0 {
        return Ok(Known::Fresh);
    }
    let row = tx
        .first(
            "SELECT request_hash, status, response FROM idempotency WHERE team = $1 AND key_hash = $2",
            values![key_hash],
        )
        .await?
        .ok_or(DbError::conflict("idempotency key"))?;
    if row.column::<Hash>("request_hash")? != request_hash {
        return Ok(Known::OtherRequest);
    }
    let status: Option<i64> = row.column("status")?;
    let response: Option<String> = row.column("response")?;
    Ok(match status {
        Some(status) => Known::Answered { status, response: response.unwrap_or_default() },
        None => Known::UnderWay,
    })
}

/// Keeps the answer.
///
/// # Errors
/// [`DbError::Limit`] for a long one, [`DbError::NotFound`], or a failure of the database.
pub async fn answer(tx: &mut TeamTx, key_hash: Hash, status: i64, response: &str) -> Result<(), DbError> {
    if response.len() > RESPONSE_BYTES_MAX {
        return Err(DbError::Limit { what: "bytes of an answer", max: 65_536 });
    }
    tx.must(
        "UPDATE idempotency SET status = $3, response = $4 WHERE team = $1 AND key_hash = $2",
        values![key_hash, status, response],
        DbError::missing("idempotency key"),
    )
    .await
}

/// Keeps a key until another time: an answer is told again for longer than its work may take.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn keep_until(tx: &mut TeamTx, key_hash: Hash, expires_at: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE idempotency SET expires_at = $3 WHERE team = $1 AND key_hash = $2",
        values![key_hash, expires_at],
        DbError::missing("idempotency key"),
    )
    .await
}

/// Gives a key back whose request has failed in a way that is worth another try.
///
/// # Errors
/// A failure of the database.
pub async fn give_back(tx: &mut TeamTx, key_hash: Hash) -> Result<(), DbError> {
    tx.run("DELETE FROM idempotency WHERE team = $1 AND key_hash = $2 AND status IS NULL", values![key_hash])
        .await
        .map(|_| ())
}
