//! What the service does by itself from time to time. Every replica may do it at once: each duty is written so that doing it twice
//! does no harm. A duty that fails does not keep the others from being done. Reports hold figures and codes only.

use super::webhooks::{Delivered, WebhookEvent};
use super::{Caller, Office, ServiceError};
use dossier_db::audit::{self, Detail, Entry};
use dossier_db::sweep::Swept;
use dossier_db::{DbError, Micros, SystemCtx, jobs, revisions, runs, steps, sweep, webhooks};
use dossier_workspace::{SweepOptions, SweepReport, sweep_except};
use futures::StreamExt;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// So many sweeps come between two looks through the whole storage, which cost a listing of every run.
const STORAGE_EVERY: u64 = 60;

const MINUTE: Micros = 60 * 1_000_000;
const DAY: Micros = 24 * 60 * MINUTE;

/// What has ended stays this long for those who look at it.
const KEPT: Micros = 30 * DAY;

/// A revision that is not sealed after this long may have lost its writer.
const UNSEALED: Micros = 10 * MINUTE;

/// Time between two looks for deliveries that are to be repeated.
const DELIVER_EVERY: Duration = Duration::from_secs(5);

/// The first try of a delivery is left to its job for this long.
const DELIVERY_GRACE: Micros = MINUTE;

/// A run at work without a job is left alone for this long: its job may be about to be written.
const STRANDED: Micros = 15 * MINUTE;

/// Code of a run that no job was left for.
const NO_JOB: &str = "run.no_job";

/// Deliveries of one look; each may wait fifteen seconds for the other side.
const DELIVERIES_MAX: usize = 40;

/// How many of them at once.
const DELIVERIES_AT_ONCE: usize = 8;

/// What a sweep did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    /// Rows that had expired.
    pub expired: Option<Swept>,
    /// Revisions whose writers had died, and that are whole.
    pub completed: u64,
    /// Revisions that were looked at and are not sealed: given up, or still being written.
    pub unsealed: u64,
    /// Runs that no job was left for; they have failed visibly.
    pub stranded: u64,
    /// Runs whose date has come and whose erasure was asked for.
    pub retention_due: u64,
    /// Erasures that were finished.
    pub erasures: u64,
    /// Objects of late writers below erased prefixes.
    pub late_objects: u64,
    /// Deliveries of webhooks that were taken.
    pub delivered: u64,
    /// Deliveries of webhooks that were not.
    pub not_delivered: u64,
    /// What was found in the storage, where it was looked through.
    pub storage: Option<SweepReport>,
    /// Whether SQLite's log was emptied; always on PostgreSQL.
    pub log_emptied: bool,
    /// Jobs that wait now.
    pub jobs_waiting: i64,
    /// Duties that failed, with the codes of their errors.
    pub failed: Vec<(&'static str, &'static str)>,
}

impl Sweep {
    /// Whether there was anything to do but looking.
    pub fn did_something(&self) -> bool {
        let quiet = Self {
            expired: self.expired.filter(|swept| *swept == Swept::default()),
            storage: self.storage.filter(|found| *found == SweepReport::default()),
            log_emptied: self.log_emptied,
            jobs_waiting: self.jobs_waiting,
            ..Self::default()
        };
        *self != quiet
    }

    /// Notes a duty that failed, and goes on.
    fn done<T>(&mut self, duty: &'static str, result: Result<T, ServiceError>) -> Option<T> {
        result.map_err(|error| self.failed.push((duty, error.code()))).ok()
    }
}

impl Office {
    /// Does everything that is due once. `with_storage` also looks through the whole storage for what nobody will finish or keep:
    /// inputs of abandoned drafts, unfinished writes, old marks.
    pub async fn sweep_once(&self, now: Micros, with_storage: bool) -> Sweep {
        let mut swept = Sweep::default();
        let expired = self.sweep_expired(now).await;
        swept.expired = swept.done("expired", expired);
        let revisions = self.sweep_unsealed(now).await;
        (swept.completed, swept.unsealed) = swept.done("revisions", revisions).unwrap_or_default();
        let stranded = self.sweep_stranded(now).await;
        swept.stranded = swept.done("runs", stranded).unwrap_or_default();
        let retention = self.sweep_retention().await;
        swept.retention_due = swept.done("retention", retention).map_or(0, |done| done.requested);
        let erasures = self.resume_erasures().await;
        swept.erasures = swept.done("erasures", erasures).unwrap_or_default();
        let late = self.recheck_erased().await;
        swept.late_objects = swept.done("erased", late).map_or(0, |done| done.late_objects);
        let delivered = self.sweep_webhooks(now).await;
        (swept.delivered, swept.not_delivered) = swept.done("webhooks", delivered).unwrap_or_default();
        if with_storage {
            let storage = self.sweep_objects().await;
            swept.storage = swept.done("storage", storage);
        }
        let emptied = match self.db.truncate_log().await {
            // A long reader is in the way; the next sweep tries again.
            Err(error) if error.retryable() => Ok(false),
            done => done.map(|()| true).map_err(ServiceError::from),
        };
        swept.log_emptied = swept.done("log", emptied).unwrap_or_default();
        let waiting = self.jobs_waiting().await;
        swept.jobs_waiting = swept.done("jobs", waiting).unwrap_or_default();
        swept
    }

    /// Sweeps as often as is set, and repeats deliveries of webhooks when their time has come, until it is told to stop; tells each
    /// sweep to `report`. Safe to run in every replica.
    pub async fn run_sweeps(&self, stop: &CancellationToken, report: &(impl Fn(&Sweep) + Send + Sync)) {
        tokio::select! {
            // What is under way can be dropped anywhere: the next process goes on.
            () = stop.cancelled() => {}
            ((), ()) = async { tokio::join!(self.keep_sweeping(report), self.keep_delivering()) } => {}
        }
    }

    async fn keep_sweeping(&self, report: &(impl Fn(&Sweep) + Send + Sync)) {
        // Replicas that were started together do not sweep together.
        let [first] = self.random::<1>();
        let every = self.settings.sweep_every;
        tokio::time::sleep(every.mul_f32(f32::from(first) / 255.0)).await;
        for number in 0_u64.. {
            report(&self.sweep_once(self.now(), number % STORAGE_EVERY == 0).await);
            tokio::time::sleep(every).await;
        }
    }

    async fn keep_delivering(&self) {
        loop {
            tokio::time::sleep(DELIVER_EVERY).await;
            // A failure is seen and told by the sweep, which tries the same.
            let _ = self.sweep_webhooks(self.now()).await;
        }
    }

    async fn sweep_expired(&self, now: Micros) -> Result<Swept, ServiceError> {
        let mut tx = self.db.system(SystemCtx::Sweep).await?;
        let swept = sweep::expired(&mut tx, now, now.saturating_sub(KEPT)).await?;
        tx.commit().await?;
        Ok(swept)
    }

    /// Revisions whose rows say that they are being written: completed where the commit file stands, given up where the run has
    /// gone on without them. Tells how many are sealed now and how many are not.
    async fn sweep_unsealed(&self, now: Micros) -> Result<(u64, u64), ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Sweep).await?;
        let found = revisions::unsealed(&mut tx, now.saturating_sub(UNSEALED)).await?;
        drop(tx);
        let (mut completed, mut unsealed, mut failed) = (0, 0, None);
        for (team, revision) in found {
            match self.recover(team, &revision).await {
                Ok(true) => completed += 1,
                Ok(false) => unsealed += 1,
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok((completed, unsealed)), Err)
    }

    /// Runs that are neither at rest nor have a job: nobody would ever go on with them.
    async fn sweep_stranded(&self, now: Micros) -> Result<u64, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Sweep).await?;
        let found = sweep::stranded(&mut tx, now.saturating_sub(STRANDED)).await?;
        drop(tx);
        let mut count = 0;
        for one in found {
            let mut tx = self.db.write(&Caller::system(one.team).ctx()).await?;
            match runs::fail(&mut tx, one.run, one.attempt, NO_JOB, now).await {
                Ok(()) => {}
                // Somebody was first.
                Err(DbError::Conflict { .. } | DbError::NotFound { .. }) => continue,
                Err(error) => return Err(error.into()),
            }
            let data = serde_json::json!({ "code": NO_JOB, "attempt": one.attempt });
            steps::tell(&mut tx, one.run, "failed", &data.to_string(), now).await?;
            self.announce_to_webhooks(&mut tx, (one.run, None), WebhookEvent::RunFailed).await?;
            let details = vec![("attempt", Detail::Number(one.attempt))];
            let entry = Entry { at: now, action: "run.failed", subject: Some(("run", one.run)), details };
            audit::append(&mut tx, &entry).await?;
            tx.commit().await?;
            count += 1;
        }
        Ok(count)
    }

    /// Deliveries that are to be repeated, and first ones whose jobs are gone or late. Tells how many were taken and how many were
    /// not. Replicas that look at the same moment may both send; receivers know a message by its id.
    async fn sweep_webhooks(&self, now: Micros) -> Result<(u64, u64), ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Claim).await?;
        let due = webhooks::due(&mut tx, now).await?;
        drop(tx);
        let late = now.saturating_sub(DELIVERY_GRACE);
        let due = due.into_iter().filter(|(_, one)| one.attempts > 0 || one.next_at <= late).take(DELIVERIES_MAX);
        let mut sent = futures::stream::iter(due)
            .map(|(team, delivery)| self.deliver_webhook(team, delivery.id))
            .buffer_unordered(DELIVERIES_AT_ONCE);
        let (mut delivered, mut not_delivered) = (0, 0);
        while let Some(one) = sent.next().await {
            match one? {
                Delivered::Done => delivered += 1,
                Delivered::Again { .. } | Delivered::GivenUp => not_delivered += 1,
                Delivered::Nothing => {}
            }
        }
        Ok((delivered, not_delivered))
    }

    /// Looks through the storage. Inputs of runs that wait for a worker stay, however long they wait.
    async fn sweep_objects(&self) -> Result<SweepReport, ServiceError> {
        // The time comes first: what is brought after it is not old enough to be taken.
        let options = SweepOptions::at(self.env().now());
        let waiting = self.runs_without_revision().await?;
        Ok(sweep_except(&self.dossier.storage().background()?, options, &waiting).await?)
    }

    async fn jobs_waiting(&self) -> Result<i64, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Claim).await?;
        Ok(jobs::waiting(&mut tx).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_that_only_looked_did_nothing() {
        let looked = Sweep {
            expired: Some(Swept::default()),
            storage: Some(SweepReport::default()),
            log_emptied: true,
            jobs_waiting: 7,
            ..Sweep::default()
        };
        assert!(!looked.did_something() && !Sweep::default().did_something());
        assert!(Sweep { completed: 1, ..looked.clone() }.did_something());
        assert!(Sweep { failed: vec![("storage", "storage.busy")], ..looked.clone() }.did_something());
        let swept = Swept { sessions: 1, ..Swept::default() };
        assert!(Sweep { expired: Some(swept), ..looked }.did_something());
    }
}
