//! Job profiles and their versions: a change is a new version, and of two changes at once one is refused.

use crate::error::DbError;
use crate::fold::{fold, pattern};
use crate::rows::{JobProfile, JobProfileVersion};
use crate::sql::{Micros, values};
use crate::tx::TeamTx;
use uuid::Uuid;

/// Most profiles in one answer.
pub const PROFILES_MAX: i64 = 200;

/// Writes a new profile with its first version; the folded text is made here.
///
/// # Errors
/// [`DbError::Invalid`] where the two do not belong together, [`DbError::Conflict`] where the id exists or the client does
/// not, or a failure of the database.
pub async fn create(tx: &mut TeamTx, profile: &JobProfile, first: &JobProfileVersion) -> Result<(), DbError> {
    if first.profile != profile.id || first.version != 1 || profile.version != 1 {
        return Err(DbError::Invalid { what: "first version of a profile" });
    }
    let folded = folded(&profile.title, profile.external_ref.as_deref());
    tx.add(&JobProfile { folded, ..profile.clone() }).await?;
    tx.add(first).await
}

/// Writes the next version. Its number must be one more than the newest.
///
/// # Errors
/// [`DbError::Conflict`] where somebody was first, [`DbError::NotFound`], or a failure of the database.
pub async fn add_version(tx: &mut TeamTx, next: &JobProfileVersion, title: &str) -> Result<(), DbError> {
    let profile = get(tx, next.profile).await?.ok_or(DbError::missing("job profile"))?;
    let folded = folded(title, profile.external_ref.as_deref());
    tx.must(
        "UPDATE job_profiles SET version = $3, title = $4, updated_at = $5, folded = $6 \
         WHERE team = $1 AND id = $2 AND version = $3 - 1",
        values![next.profile, next.version, title, next.created_at, folded],
        DbError::conflict("job profile"),
    )
    .await?;
    tx.add(next).await
}

/// The profile with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, profile: Uuid) -> Result<Option<JobProfile>, DbError> {
    tx.one("AND id = $2", values![profile]).await
}

/// One version.
///
/// # Errors
/// A failure of the database.
pub async fn version(tx: &mut TeamTx, profile: Uuid, version: i64) -> Result<Option<JobProfileVersion>, DbError> {
    tx.one("AND profile = $2 AND version = $3", values![profile, version]).await
}

/// All versions, newest first.
///
/// # Errors
/// A failure of the database.
pub async fn versions(tx: &mut TeamTx, profile: Uuid) -> Result<Vec<JobProfileVersion>, DbError> {
    tx.rows("AND profile = $2 ORDER BY version DESC", values![profile]).await
}

/// Open profiles whose title or reference holds a text, newest first; at most [`PROFILES_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn find(tx: &mut TeamTx, text: &str, client: Option<Uuid>) -> Result<Vec<JobProfile>, DbError> {
    tx.rows(
        "AND closed_at IS NULL AND folded LIKE $2 ESCAPE '!' AND ($3 IS NULL OR client = $3) \
         ORDER BY created_at DESC, id DESC LIMIT $4",
        values![pattern(&fold(text)), client, PROFILES_MAX],
    )
    .await
}

/// Closes a profile, or opens it again (`None`).
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_closed(tx: &mut TeamTx, profile: Uuid, since: Option<Micros>, now: Micros) -> Result<(), DbError> {
    tx.must(
        "UPDATE job_profiles SET closed_at = $3, updated_at = $4 WHERE team = $1 AND id = $2",
        values![profile, since, now],
        DbError::missing("job profile"),
    )
    .await
}

/// What a search looks at.
fn folded(title: &str, external_ref: Option<&str>) -> String {
    fold(&format!("{title} {}", external_ref.unwrap_or_default()))
}
