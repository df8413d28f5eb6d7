//! What people write beside a run: decisions that stand before the program's, and comments.

use crate::error::DbError;
use crate::revisions;
use crate::rows::{Comment, Override};
use crate::sql::{Micros, Personal, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Writes a decision. One that stands for the same target is taken back by it.
///
/// # Errors
/// [`DbError::Conflict`] where the run or the person is not there, or a failure of the database.
pub async fn decide(tx: &mut TeamTx, decision: &Override) -> Result<(), DbError> {
    revisions::living(tx, decision.run).await?;
    tx.run(
        "UPDATE overrides SET withdrawn_at = $5 WHERE team = $1 AND run = $2 AND target = $3 AND person = $4 \
         AND withdrawn_at IS NULL",
        values![decision.run, decision.target, decision.person, decision.decided_at],
    )
    .await?;
    tx.add(decision).await
}

/// Takes a decision back; it stays as a record.
///
/// # Errors
/// [`DbError::NotFound`] where it does not stand, or a failure of the database.
pub async fn take_back(tx: &mut TeamTx, decision: Uuid, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE overrides SET withdrawn_at = $3 WHERE team = $1 AND id = $2 AND withdrawn_at IS NULL",
        values![decision, now],
        DbError::missing("decision"),
    )
    .await
}

/// Decisions on a run, oldest first, those that were taken back included.
///
/// # Errors
/// A failure of the database.
pub async fn decisions(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Override>, DbError> {
    tx.rows("AND run = $2 ORDER BY decided_at, id", values![run]).await
}

/// Writes a comment.
///
/// # Errors
/// [`DbError::Conflict`] where the run or the person is not there, or a failure of the database.
pub async fn comment(tx: &mut TeamTx, comment: &Comment) -> Result<(), DbError> {
    revisions::living(tx, comment.run).await?;
    tx.add(comment).await
}

/// Changes the text of a comment, for its author.
///
/// # Errors
/// [`DbError::NotFound`] where there is none of this author, or a failure of the database.
pub async fn edit_comment(
    tx: &mut TeamTx,
    comment: Uuid,
    author: Uuid,
    body: &Personal,
    now: Micros,
) -> Result<(), DbError> {
    tx.must(
        "UPDATE comments SET body = $4, edited_at = $5 WHERE team = $1 AND id = $2 AND author = $3",
        values![comment, author, body, now],
        DbError::missing("comment"),
    )
    .await
}

/// Deletes a comment. Who may is the caller's to decide.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn delete_comment(tx: &mut TeamTx, comment: Uuid) -> Result<(), DbError> {
    tx.must("DELETE FROM comments WHERE team = $1 AND id = $2", values![comment], DbError::missing("comment")).await
}

/// Comments on a run, oldest first.
///
/// # Errors
/// A failure of the database.
pub async fn comments(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Comment>, DbError> {
    tx.rows("AND run = $2 ORDER BY created_at, id", values![run]).await
}
