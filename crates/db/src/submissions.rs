//! Submissions: which candidate was shown to which client, and how it went.

use crate::error::DbError;
use crate::rows::{Submission, SubmissionState};
use crate::sql::{Micros, Personal, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// What is written down when a submission is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending<'a> {
    /// The revision whose papers go out.
    pub revision: Option<Uuid>,
    /// To whom.
    pub recipient: &'a Personal,
    /// SHA-256 of what goes out, as JSON.
    pub hashes: &'a str,
    /// Why it goes out although nobody has agreed; absent where somebody has.
    pub without_consent: Option<&'a Personal>,
}

/// Writes a submission.
///
/// # Errors
/// [`DbError::Conflict`] where person, client or profile do not exist, or a failure of the database.
pub async fn create(tx: &mut TeamTx, submission: &Submission) -> Result<(), DbError> {
    tx.add(submission).await
}

/// The submission with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, submission: Uuid) -> Result<Option<Submission>, DbError> {
    tx.one("AND id = $2", values![submission]).await
}

/// Marks a draft as sent.
///
/// # Errors
/// [`DbError::Conflict`] where it is no draft any more, or a failure of the database.
pub async fn send(tx: &mut TeamTx, submission: Uuid, sending: &Sending<'_>, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE submissions SET state = 'sent', revision = $3, recipient = $4, hashes = $5, without_consent = $6,          sent_at = $7, updated_at = $7 WHERE team = $1 AND id = $2 AND state = 'draft'",
        values![
            submission,
            sending.revision,
            sending.recipient,
            sending.hashes,
            sending.without_consent.cloned(),
            now
        ],
        DbError::conflict("submission"),
    )
    .await
}

/// Moves a submission on. A closing state also sets when; the service then sets the date of the run's erasure.
///
/// # Errors
/// [`DbError::Conflict`] where it stands elsewhere by now, or a failure of the database.
pub async fn advance(
    tx: &mut TeamTx,
    submission: Uuid,
    from: SubmissionState,
    to: SubmissionState,
    now: Micros,
) -> Result<(), DbError> {
    let closed_at = to.is_closed().then_some(now);
    tx.must(
        "UPDATE submissions SET state = $4, closed_at = $5, updated_at = $6 \
         WHERE team = $1 AND id = $2 AND state = $3",
        values![submission, from, to, closed_at, now],
        DbError::conflict("submission"),
    )
    .await
}

/// Submissions of a person, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn of_person(tx: &mut TeamTx, person: Uuid) -> Result<Vec<Submission>, DbError> {
    tx.rows("AND person = $2 ORDER BY created_at DESC, id DESC", values![person]).await
}

/// Submissions with the papers of a run, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn of_run(tx: &mut TeamTx, run: Uuid) -> Result<Vec<Submission>, DbError> {
    tx.rows("AND run = $2 ORDER BY created_at DESC, id DESC", values![run]).await
}

/// Submissions to a client, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn to_client(tx: &mut TeamTx, client: Uuid) -> Result<Vec<Submission>, DbError> {
    tx.rows("AND client = $2 ORDER BY created_at DESC, id DESC", values![client]).await
}
