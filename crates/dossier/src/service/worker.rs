//! Which use case works a job off: the one handler of this program's queue. What a job does stands with its kind.

use super::{Office, ServiceError, jobs, runs, webhooks};
use async_trait::async_trait;
use dossier_db::queue::{Handler, Outcome};
use dossier_db::rows::Job;
use std::time::Duration;
use uuid::Uuid;

/// Code of a job whose kind this program does not know: a newer one has written it.
const UNKNOWN: &str = "job.unknown_kind";

/// How long a job waits that could not even be looked at.
const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// Works jobs off for a service.
#[derive(Clone, Debug)]
pub struct Worker {
    service: Office,
}

impl Worker {
    /// For a service.
    pub fn new(service: Office) -> Self {
        Self { service }
    }
}

#[async_trait]
impl Handler for Worker {
    async fn work(&self, team: Uuid, job: Job) -> Outcome {
        match job.kind.as_str() {
            runs::RUN | runs::REVISE => self.service.work(team, &job).await,
            // The job's id is the delivery's; how the delivery went stands in its row.
            webhooks::JOB => match self.service.deliver_webhook(team, job.id).await {
                Ok(_) => Outcome::Done,
                Err(error) => Outcome::Again { code: error.code(), after: AGAIN_AFTER },
            },
            jobs::ERASE => match self.service.perform_erasure(team, job.id).await {
                // One that is not there any more was taken along by another.
                Ok(_) | Err(ServiceError::NotFound { .. }) => Outcome::Done,
                Err(error) => Outcome::Again { code: error.code(), after: AGAIN_AFTER },
            },
            jobs::MOVE => match self.service.resume_moves().await {
                Ok(_) => Outcome::Done,
                Err(error) => Outcome::Again { code: error.code(), after: AGAIN_AFTER },
            },
            _ => Outcome::Failed { code: UNKNOWN },
        }
    }

    async fn gave_up(&self, team: Uuid, job: Job, _: &str) {
        if matches!(job.kind.as_str(), runs::RUN | runs::REVISE) {
            // Where this fails too, the sweep finds the run without a job.
            let _ = self.service.gave_up(team, &job).await;
        }
    }
}
