//! The queue on SQLite, whose one process hands out its jobs by itself. What was handed out by a process that is no longer there
//! waits again as soon as the next one begins.

use super::work::Worker;
use crate::context::{Actor, SystemCtx, TenantCtx};
use crate::error::DbError;
use crate::jobs;
use crate::rows::{Job, Lane};
use crate::sql::Micros;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::Instant;
use uuid::Uuid;

/// Jobs that this process works on: team, job, and the number of the handing out.
#[derive(Clone, Default)]
struct Running(Arc<Mutex<HashSet<(Uuid, Uuid, i64)>>>);

impl Running {
    fn all(&self) -> MutexGuard<'_, HashSet<(Uuid, Uuid, i64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a job until what is returned is dropped.
    fn note(&self, team: Uuid, job: &Job) -> Noted {
        let held = (team, job.id, job.attempts);
        self.all().insert(held);
        Noted { running: self.clone(), held }
    }
}

/// A job that is worked on.
struct Noted {
    running: Running,
    held: (Uuid, Uuid, i64),
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.running.all().remove(&self.held);
    }
}

/// Places for jobs: those for all, and those for interactive ones only.
struct Slots {
    any: Arc<Semaphore>,
    interactive: Arc<Semaphore>,
}

impl Slots {
    /// A free place, and for which lane it is.
    fn free(&self) -> Option<(OwnedSemaphorePermit, Option<Lane>)> {
        if let Ok(permit) = Arc::clone(&self.any).try_acquire_owned() {
            return Some((permit, None));
        }
        Arc::clone(&self.interactive).try_acquire_owned().ok().map(|permit| (permit, Some(Lane::Interactive)))
    }
}

pub(super) async fn run(worker: &Worker) {
    let running = Running::default();
    let slots = Slots {
        any: Arc::new(Semaphore::new(worker.settings.slots)),
        interactive: Arc::new(Semaphore::new(worker.settings.interactive_slots)),
    };
    let mut tasks = JoinSet::new();
    let mut swept_at: Option<Instant> = None;
    while !worker.stop.is_cancelled() {
        if swept_at.is_none_or(|at| at.elapsed() >= worker.settings.sweep) && sweep(worker, &running).await.is_ok() {
            swept_at = Some(Instant::now());
        }
        // Nothing is handed out before the first sweep: it alone knows what a dead process has left.
        if swept_at.is_some() {
            fill(worker, &running, &slots, &mut tasks).await;
        }
        tokio::select! {
            () = worker.stop.cancelled() => {}
            () = worker.db.signals().jobs.notified() => {}
            Some(_) = tasks.join_next() => {}
            () = tokio::time::sleep(worker.settings.poll) => {}
        }
    }
    // Each leaves by itself when its time is over.
    while tasks.join_next().await.is_some() {}
}

/// Begins jobs until nothing waits or no place is free.
async fn fill(worker: &Worker, running: &Running, slots: &Slots, tasks: &mut JoinSet<()>) {
    while let Some((permit, lane)) = slots.free() {
        // While the database does not answer, the next look is as good as this one.
        let Ok(Some((team, job))) = hand_out(worker, lane).await else { return };
        let noted = running.note(team, &job);
        let worker = worker.clone();
        tasks.spawn(async move {
            // What could not be written is found by the next sweep.
            let _ = worker.work(team, &job).await;
            drop(noted);
            drop(permit);
        });
    }
}

/// One at a time, so that the teams take turns.
async fn hand_out(worker: &Worker, lane: Option<Lane>) -> Result<Option<(Uuid, Job)>, DbError> {
    let mut tx = worker.db.system(SystemCtx::Claim).await?;
    let taken = jobs::hand_out(&mut tx, worker.now(), Micros::MIN, lane, 1).await?;
    tx.commit().await?;
    Ok(taken.into_iter().next())
}

/// Lets jobs wait again that are handed out and that this process, the only one, does not work on.
async fn sweep(worker: &Worker, running: &Running) -> Result<(), DbError> {
    let mut tx = worker.db.system_read(SystemCtx::Claim).await?;
    let handed = jobs::handed(&mut tx).await?;
    drop(tx);
    for (team, job) in handed {
        if running.all().contains(&(team, job.id, job.attempts)) {
            continue;
        }
        let mut tx = worker.db.write(&TenantCtx { team, actor: Actor::System }).await?;
        match jobs::again(&mut tx, job.id, job.attempts).await {
            Ok(()) => tx.commit().await?,
            // It has ended in between.
            Err(DbError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
