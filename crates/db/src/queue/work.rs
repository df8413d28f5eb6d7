//! One job from being handed out to its end, the same for both engines: it is watched while it is worked on, and its end is
//! written only by whoever still holds its number.

use super::{Clock, Handler, LOST, Outcome, PANICKED, QueueSettings};
use crate::context::{Actor, SystemCtx, TenantCtx};
use crate::db::Db;
use crate::error::DbError;
use crate::jobs;
use crate::rows::{Job, JobState};
use crate::sql::Micros;
use sqlx::PgPool;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

/// Connections of the job engine: two that listen, heartbeats, sweeps and claims.
const ENGINE_CONNECTIONS: u32 = 8;

/// How often the end of a job is written again while the database is busy, and the first pause.
const END_TRIES: u32 = 5;
const END_PAUSE: Duration = Duration::from_millis(100);

/// How long a dropped handler may take to come to its next await.
const DROP_MAX: Duration = Duration::from_secs(5);

/// Pause after a panic; doubled with each try.
const PANIC_PAUSE: Duration = Duration::from_secs(1);
const PANIC_PAUSE_MAX: Duration = Duration::from_secs(60);

/// What works jobs off; cheap to clone.
#[derive(Clone)]
pub(super) struct Worker {
    pub(super) db: Db,
    pub(super) settings: QueueSettings,
    pub(super) stop: CancellationToken,
    handler: Arc<dyn Handler>,
    clock: Clock,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Whether an end was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// It stands.
    Kept,
    /// The job has gone to somebody else, or has ended.
    NotOurs,
}

/// How work on a job has ended.
enum Ended {
    By(Outcome),
    TakenAway,
    Stopped,
}

/// What is written about it.
#[derive(Clone, Copy)]
enum End {
    Finished(JobState, Option<&'static str>),
    PutBack(&'static str, Duration),
    PutOff(&'static str, Duration),
    HandedBack,
}

impl Worker {
    pub(super) fn new(
        db: Db,
        settings: QueueSettings,
        handler: Arc<dyn Handler>,
        clock: Clock,
        stop: CancellationToken,
    ) -> Self {
        Self { db, settings, stop, handler, clock }
    }

    pub(super) fn now(&self) -> Micros {
        (self.clock)()
    }

    /// Connections for the job engine, where there is one.
    pub(super) fn engine_pool(&self) -> Option<PgPool> {
        self.db.postgres().map(|pool| pool.for_jobs(ENGINE_CONNECTIONS, self.settings.lost_after))
    }

    /// Works on a job that was handed out to this worker until it has ended, was taken away or has to be left.
    pub(super) async fn work(&self, team: Uuid, job: &Job) -> Result<Settled, DbError> {
        if job.tries() > self.settings.attempts_max {
            return self.give_up(team, job, LOST).await;
        }
        let (handler, given) = (Arc::clone(&self.handler), job.clone());
        let mut task = AbortOnDropHandle::new(tokio::spawn(async move { handler.work(team, given).await }));
        let ended = tokio::select! {
            said = &mut task => Ended::By(said.unwrap_or(Outcome::Again { code: PANICKED, after: panic_pause(job) })),
            () = self.taken_away(team, job) => Ended::TakenAway,
            () = self.grace_is_over() => Ended::Stopped,
        };
        if !matches!(ended, Ended::By(_)) {
            task.abort();
            // A handler between two awaits goes on to the next one; the job is not handed on while it does.
            let _ = tokio::time::timeout(DROP_MAX, &mut task).await;
        }
        match ended {
            Ended::By(Outcome::Done) => self.settle(team, job, End::Finished(JobState::Done, None)).await,
            Ended::By(Outcome::Failed { code }) => self.give_up(team, job, code).await,
            Ended::By(Outcome::Again { code, .. }) if job.tries() >= self.settings.attempts_max => {
                self.give_up(team, job, code).await
            }
            Ended::By(Outcome::Again { code, after }) => self.settle(team, job, End::PutBack(code, after)).await,
            Ended::By(Outcome::Later { code, after }) => self.settle(team, job, End::PutOff(code, after)).await,
            Ended::Stopped => self.settle(team, job, End::HandedBack).await,
            Ended::TakenAway => Ok(Settled::NotOurs),
        }
    }

    /// Where a job stands.
    pub(super) async fn standing(&self, team: Uuid, job: Uuid) -> Result<Option<(JobState, i64)>, DbError> {
        let mut tx = self.db.system_read(SystemCtx::Claim).await?;
        jobs::standing(&mut tx, team, job).await
    }

    async fn is_ours(&self, team: Uuid, job: &Job) -> Result<bool, DbError> {
        Ok(self.standing(team, job.id).await? == Some((JobState::Handed, job.attempts)))
    }

    /// Ends when the job is no longer this worker's. While the database cannot say, it still is.
    async fn taken_away(&self, team: Uuid, job: &Job) {
        loop {
            tokio::time::sleep(self.settings.heartbeat).await;
            if self.is_ours(team, job).await == Ok(false) {
                return;
            }
        }
    }

    async fn grace_is_over(&self) {
        self.stop.cancelled().await;
        tokio::time::sleep(self.settings.grace).await;
    }

    /// Lets the handler know and then marks the job as failed: in this order, so that a process that dies in between does it
    /// again.
    async fn give_up(&self, team: Uuid, job: &Job, code: &'static str) -> Result<Settled, DbError> {
        if !self.is_ours(team, job).await? {
            return Ok(Settled::NotOurs);
        }
        let (handler, given) = (Arc::clone(&self.handler), job.clone());
        let told = AbortOnDropHandle::new(tokio::spawn(async move { handler.gave_up(team, given, code).await }));
        // A panic in there changes nothing about the job.
        let _ = told.await;
        self.settle(team, job, End::Finished(JobState::Failed, Some(code))).await
    }

    async fn settle(&self, team: Uuid, job: &Job, end: End) -> Result<Settled, DbError> {
        let mut pause = END_PAUSE;
        for _ in 1..END_TRIES {
            match self.write(team, job, end).await {
                Err(error) if error.retryable() => {
                    tokio::time::sleep(pause).await;
                    pause = pause.saturating_mul(2);
                }
                written => return written,
            }
        }
        self.write(team, job, end).await
    }

    async fn write(&self, team: Uuid, job: &Job, end: End) -> Result<Settled, DbError> {
        let (now, held) = (self.now(), (job.id, job.attempts));
        let mut tx = self.db.write(&TenantCtx { team, actor: Actor::System }).await?;
        let written = match end {
            End::Finished(state, code) => jobs::finish(&mut tx, held, state, code, now).await,
            End::PutBack(code, after) => jobs::put_back(&mut tx, job.id, job.attempts, code, later(now, after)).await,
            End::PutOff(code, after) => jobs::put_off(&mut tx, job.id, job.attempts, code, later(now, after)).await,
            End::HandedBack => jobs::hand_back(&mut tx, job.id, job.attempts, now).await,
        };
        match written {
            Ok(()) => {}
            Err(DbError::Conflict { .. }) => return Ok(Settled::NotOurs),
            Err(error) => return Err(error),
        }
        tx.commit().await?;
        Ok(Settled::Kept)
    }
}

fn later(now: Micros, after: Duration) -> Micros {
    now.saturating_add(Micros::try_from(after.as_micros()).unwrap_or(Micros::MAX))
}

fn panic_pause(job: &Job) -> Duration {
    let doubled = u32::try_from(job.tries().saturating_sub(1)).ok().and_then(|times| 2_u32.checked_pow(times));
    PANIC_PAUSE.saturating_mul(doubled.unwrap_or(u32::MAX)).min(PANIC_PAUSE_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Lane;

    #[test]
    fn pauses_after_panics_grow_to_a_limit() {
        let pauses = [1, 2, 3, 7, 90].map(|attempts| {
            let job = Job { attempts, ..Job::new(Uuid::nil(), "run", Lane::Batch, 0) };
            panic_pause(&job).as_secs()
        });
        assert_eq!(pauses, [1, 2, 4, 60, 60]);
    }
}
