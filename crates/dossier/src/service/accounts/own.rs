//! What users see about themselves.

use super::super::error::ServiceError;
use super::super::{Action, Caller, Office};
use dossier_db::{Personal, SystemCtx, users};
use uuid::Uuid;

/// A user as the user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnUser {
    /// Id.
    pub id: Uuid,
    /// The name.
    pub name: Personal,
    /// The address; empty where the provider told none.
    pub email: Personal,
    /// Language of the pages; absent means the browser's.
    pub language: Option<String>,
    /// Whether there is a password here; other users log in at a provider.
    pub has_password: bool,
}

impl Office {
    /// The caller's own user; `None` for what is no user's.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn own_user(&self, caller: &Caller) -> Result<Option<OwnUser>, ServiceError> {
        caller.may(Action::ReadTeam)?;
        let Some(user) = caller.user else { return Ok(None) };
        let mut tx = self.db.system_read(SystemCtx::Login).await?;
        let found = users::get(&mut tx, user).await?;
        Ok(found.map(|user| OwnUser {
            id: user.id,
            name: user.name,
            email: user.email,
            language: user.locale,
            has_password: user.password_hash.is_some(),
        }))
    }
}
