//! What the queue hands out, worked off: runs and revisions by their worker, webhooks, and the ends of erasures and moves. Each
//! kind may be handed out more than once. Also where an erasure becomes a job, so that nobody waits for it.

use super::privacy::EraseReason;
use super::runs::{REVISE, RUN};
use super::webhooks;
use super::{Caller, Service, ServiceError};
use async_trait::async_trait;
use dossier_db::erasures::Subject;
use dossier_db::queue::{Handler, Outcome};
use dossier_db::rows::{Erasure, ErasureState, Job, Lane};
use dossier_db::{DbError, jobs};
use std::time::Duration;
use uuid::Uuid;

/// Kind of a job that finishes an erasure, whose id it has.
pub const ERASE: &str = "erase";

/// Kind of a job that finishes moves whose workers have died.
pub const MOVE: &str = "move";

/// Code of a job of a kind that this version does not know.
const UNKNOWN: &str = "job.unknown_kind";

/// Pause before something that depends on database or storage is tried again.
const PAUSE: Duration = Duration::from_secs(10);

/// How often the end of a run is written that was given up, and the first pause between.
const END_TRIES: u32 = 5;
const END_PAUSE: Duration = Duration::from_millis(200);

#[async_trait]
impl Handler for Service {
    async fn work(&self, team: Uuid, job: Job) -> Outcome {
        match job.kind.as_str() {
            RUN | REVISE => Service::work(self, team, &job).await,
            // Whether it got through stands in the delivery; the sweep repeats it.
            webhooks::JOB => outcome(self.deliver_webhook(team, job.id).await.map(|_| ())),
            ERASE => match self.perform_erasure(team, job.id).await {
                // The erasure of a person may have taken the one of a run along.
                Err(ServiceError::NotFound { .. }) => Outcome::Done,
                erased => outcome(erased.map(|_| ())),
            },
            MOVE => outcome(self.resume_moves().await.map(|_| ())),
            _ => Outcome::Failed { code: UNKNOWN },
        }
    }

    async fn gave_up(&self, team: Uuid, job: Job, _code: &str) {
        // Deliveries, erasures and moves are found by sweeps; only a run would wait for ever.
        if !matches!(job.kind.as_str(), RUN | REVISE) {
            return;
        }
        let mut pause = END_PAUSE;
        for _ in 0..END_TRIES {
            match Service::gave_up(self, team, &job).await {
                // What waiting does not mend, and what is still not written after the last try, the sweep ends.
                Err(error) if error.retry_after_s().is_some() => {
                    tokio::time::sleep(pause).await;
                    pause = pause.saturating_mul(2);
                }
                Ok(()) | Err(_) => return,
            }
        }
    }
}

/// How a job has gone whose work can be repeated.
fn outcome(done: Result<(), ServiceError>) -> Outcome {
    match done {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::Again { code: error.code(), after: PAUSE },
    }
}

impl Service {
    /// Asks for an erasure and leaves the rest to a worker: nobody sees the run or the person's runs any more when this returns.
    ///
    /// # Errors
    /// As [`Service::request_erasure`].
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_repeated_is_tried_again() {
        assert_eq!(outcome(Ok(())), Outcome::Done);
        let again = outcome(Err(ServiceError::Db(DbError::SchemaOlder)));
        assert_eq!(again, Outcome::Again { code: "db.schema_older", after: PAUSE });
    }

    #[test]
    fn kinds_of_jobs_differ() {
        let kinds = [RUN, REVISE, webhooks::JOB, ERASE, MOVE];
        for (at, kind) in kinds.iter().enumerate() {
            assert!(!kinds.iter().skip(at + 1).any(|other| other == kind), "{kind}");
        }
    }
}
