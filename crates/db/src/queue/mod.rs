//! Background work behind one interface: jobs that [`crate::jobs::enqueue`] has written are handed to a [`Handler`], at least
//! once each. On SQLite this process hands them out itself; on PostgreSQL a job engine does, between all replicas (record 22).
//!
//! A job goes on after its worker has died, is tried again as often as the settings allow, and then fails visibly. Interactive
//! jobs come before batches, and teams take turns. Whoever was given up changes nothing any more, because each handing out has
//! a number of its own.

mod graphile;
mod in_process;
mod work;

use crate::db::Db;
use crate::error::DbError;
use crate::jobs;
use crate::rows::Job;
use crate::sql::Micros;
use crate::tx::TeamTx;
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use work::Worker;

/// What the queue asks for the time: microseconds since 1970 in UTC.
pub type Clock = Arc<dyn Fn() -> Micros + Send + Sync>;

/// Code of a job whose worker was lost again and again.
pub const LOST: &str = "job.lost";

/// Code of a job whose handler panicked.
pub const PANICKED: &str = "job.panicked";

/// How a job has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done: it is not handed out again.
    Done,
    /// It is to be tried again; after the last try this is a failure.
    Again {
        /// Why.
        code: &'static str,
        /// How long to wait.
        after: Duration,
    },
    /// What it needs is away: it is to be tried again when that is back, and this does not count as a try.
    Later {
        /// What is away.
        code: &'static str,
        /// How long to wait.
        after: Duration,
    },
    /// It has failed, and another try would too.
    Failed {
        /// Why.
        code: &'static str,
    },
}

/// Who works jobs off. Its calls can be dropped at any await: when the job was cancelled or taken away, or when the process
/// stops. What it writes must be such that a second try, or one at the same time, does no harm.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Works one job off.
    async fn work(&self, team: Uuid, job: Job) -> Outcome;

    /// Learns that a job is given up, before it is marked as failed: after [`Outcome::Failed`], after the last try, or because
    /// its workers were lost too often. May come twice.
    async fn gave_up(&self, team: Uuid, job: Job, code: &str);
}

/// How jobs are worked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueSettings {
    /// How many jobs at once.
    pub slots: usize,
    /// How many interactive jobs beside these.
    pub interactive_slots: usize,
    /// How often a job is tried.
    pub attempts_max: i64,
    /// How often a worker shows that it lives, and looks whether its jobs are still its own.
    pub heartbeat: Duration,
    /// How often lost workers and lost jobs are looked for.
    pub sweep: Duration,
    /// How long a worker of another process may be silent before its jobs go to others. Several times the heartbeat.
    pub lost_after: Duration,
    /// How often jobs are looked for that nobody has told of.
    pub poll: Duration,
    /// How long jobs may go on after the stop before they are handed back.
    pub grace: Duration,
}

impl Default for QueueSettings {
    fn default() -> Self {
        Self {
            slots: 2,
            interactive_slots: 1,
            attempts_max: 4,
            heartbeat: Duration::from_secs(5),
            sweep: Duration::from_secs(5),
            lost_after: Duration::from_secs(20),
            poll: Duration::from_millis(500),
            grace: Duration::from_secs(20),
        }
    }
}

/// Works jobs off until `stop` is cancelled, through every failure of the database. Jobs under way then get their time; those
/// that are not done by then are handed back, which does not count as a try. One call a process and database.
///
/// On PostgreSQL the login must own the job engine's schema, as the one that has migrated it does.
pub async fn run(db: Db, settings: QueueSettings, handler: Arc<dyn Handler>, clock: Clock, stop: CancellationToken) {
    let worker = Worker::new(db, settings, handler, clock, stop);
    match worker.engine_pool() {
        Some(pool) => graphile::run(&worker, &pool).await,
        None => in_process::run(&worker).await,
    }
}

/// Cancels all jobs of a run, those under way included: their workers stop within a heartbeat, and what they would still write
/// does not count. Tells how many.
///
/// # Errors
/// A failure of the database.
pub async fn cancel(tx: &mut TeamTx, run: Uuid, now: Micros) -> Result<u64, DbError> {
    jobs::cancel(tx, run, now).await
}
