//! Legal holds: while one stands, neither a clock nor a person erases what it covers.

use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::rows::Hold;
use dossier_db::{Personal, holds, persons, runs};
use uuid::Uuid;

/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 500;

/// A hold to be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHold {
    /// The person.
    pub person: Uuid,
    /// One run about the person; absent means everything of the person.
    pub run: Option<Uuid>,
    /// Why: at most 500 characters.
    pub reason: Personal,
}

impl Office {
    /// Places a hold.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a person or run that is not there or does not belong together, [`ServiceError::Invalid`]
    /// without a reason, a conflict where the erasure is under way already, [`ServiceError::Forbidden`], or a failure of the
    /// database.
    pub async fn place_hold(&self, caller: &Caller, new: NewHold) -> Result<Hold, ServiceError> {
        caller.may(Action::Hold)?;
        let reason = new.reason.as_str();
        if reason.trim().is_empty() || reason.chars().count() > REASON_CHARS_MAX {
            return Err(ServiceError::invalid("reason", "hold.reason", "it is empty or has more than 500 characters"));
        }
        let mut tx = self.db.write(&caller.ctx()).await?;
        persons::get(&mut tx, new.person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
        if let Some(run) = new.run {
            runs::get(&mut tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
            if !runs::persons(&mut tx, run).await?.iter().any(|row| row.person == new.person) {
                return Err(ServiceError::NotFound { what: "run" });
            }
        }
        let hold = Hold {
            id: self.id(),
            person: new.person,
            run: new.run,
            reason: new.reason,
            placed_by: caller.user,
            placed_at: self.now(),
            released_by: None,
            released_at: None,
        };
        holds::place(&mut tx, &hold).await?;
        let details = [("person", Detail::Id(hold.person))];
        self.audit(&mut tx, "hold.placed", Some(("hold", hold.id)), &details).await?;
        tx.commit().await?;
        Ok(hold)
    }

    /// Releases a hold; it stays as a record until its person is erased. What has become due meanwhile is erased by the next
    /// sweep.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it does not stand, [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn release_hold(&self, caller: &Caller, hold: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::Hold)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        if !holds::standing(&mut tx).await?.iter().any(|one| one.id == hold) {
            return Err(ServiceError::NotFound { what: "hold" });
        }
        holds::release(&mut tx, hold, caller.user, self.now()).await?;
        self.audit(&mut tx, "hold.released", Some(("hold", hold)), &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Holds of the team that stand, newest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn standing_holds(&self, caller: &Caller) -> Result<Vec<Hold>, ServiceError> {
        caller.may(Action::Hold)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        Ok(holds::standing(&mut tx).await?)
    }
}
