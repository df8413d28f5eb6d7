//! Erasures as jobs, so that nobody who asks for one waits for it; and the kinds of jobs that finish what was begun.

use super::privacy::EraseReason;
use super::{Caller, Office, ServiceError};
use dossier_db::erasures::Subject;
use dossier_db::rows::{Erasure, ErasureState, Job, Lane};
use dossier_db::{DbError, jobs};

/// Kind of a job that finishes an erasure, whose id it has.
pub const ERASE: &str = "erase";

/// Kind of a job that finishes moves whose workers have died.
pub const MOVE: &str = "move";

impl Office {
    /// Asks for an erasure and leaves the rest to a worker: nobody sees the run or the person's runs any more when this returns.
    ///
    /// # Errors
    /// As [`Office::request_erasure`].
    pub async fn erase_later(
        &self,
        caller: &Caller,
        subject: Subject,
        reason: EraseReason,
    ) -> Result<Erasure, ServiceError> {
        let erasure = self.request_erasure(caller, subject, reason).await?;
        if erasure.state == ErasureState::Requested {
            let mut tx = self.db.write(&caller.ctx()).await?;
            let job = Job::new(erasure.id, ERASE, Lane::Interactive, self.now());
            match jobs::enqueue(&mut tx, &job).await {
                Ok(()) => tx.commit().await?,
                // It was asked for before, and waits or is under way.
                Err(DbError::Conflict { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(erasure)
    }
}
