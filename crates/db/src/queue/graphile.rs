//! The queue on PostgreSQL: graphile_worker chooses, hands out between the replicas, and notices workers that are gone. It knows
//! ids only, and what it thinks of a job does not count: how often a job was tried and how it has ended stands in our own table.

use super::work::{Settled, Worker};
use crate::context::{Actor, SystemCtx, TenantCtx};
use crate::engine::postgres::JOBS_SCHEMA;
use crate::error::DbError;
use crate::jobs;
use crate::rows::{Job, JobState};
use crate::sql::Micros;
use graphile_worker::worker_utils::types::CleanupTask;
use graphile_worker::{
    FailureReason, IntoTaskHandlerResult, JobComplete, JobCompleteContext, JobFail, JobFailContext, JobPermanentlyFail,
    JobPermanentlyFailContext, JobRecovery, JobRecoveryContext, JobRecoveryResult, TaskHandler, WorkerContext,
    WorkerOptions, WorkerRecoveryConfig, WorkerUtils,
};
use serde::{Deserialize, Serialize};
use sqlx::{PgPool, Row as _};
use std::collections::HashSet;
use std::fmt;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Pauses between attempts to begin while the database does not answer.
const PAUSE: Duration = Duration::from_millis(500);
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// How long the engine waits for jobs when it stops. Longer than any job: after the stop of the process each ends or is handed
/// back by itself, and where the engine stops for a failed question to the database, the jobs under way are to go on.
const ENGINE_GRACE: Duration = Duration::from_secs(24 * 60 * 60);

/// Mark of interactive jobs, as `dossier.enqueue_job` sets it.
const INTERACTIVE: &str = "interactive";

/// What the engine knows of a job.
#[derive(Serialize, Deserialize)]
struct EngineJob {
    team: Uuid,
    job: Uuid,
}

/// Why the engine should keep a job. Its `Debug` reaches the engine's log and table: a code and nothing else.
struct NotDone(&'static str);

impl fmt::Debug for NotDone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl TaskHandler for EngineJob {
    const IDENTIFIER: &'static str = "job";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let worker = ctx.get_ext::<Worker>().cloned();
        match worker {
            Some(worker) => one(&worker, self.team, self.job).await,
            None => Err(NotDone("job.not_ready")),
        }
    }
}

/// Works one job off. The engine deletes what has ended well, whoever holds it by then, but keeps what has not for its holder:
/// so a worker from whom the job was taken away says that it is not done.
async fn one(worker: &Worker, team: Uuid, job: Uuid) -> Result<(), NotDone> {
    let failed = |error: DbError| NotDone(error.code());
    let Some(taken) = take(worker, team, job).await.map_err(failed)? else { return Ok(()) };
    if worker.work(team, &taken).await.map_err(failed)? == Settled::Kept {
        return Ok(());
    }
    match worker.standing(team, job).await.map_err(failed)? {
        Some((JobState::Waiting | JobState::Handed, _)) => Err(NotDone("job.taken_away")),
        Some((JobState::Done | JobState::Failed | JobState::Cancelled, _)) | None => Ok(()),
    }
}

async fn take(worker: &Worker, team: Uuid, job: Uuid) -> Result<Option<Job>, DbError> {
    let mut tx = worker.db.system(SystemCtx::Claim).await?;
    let taken = jobs::take(&mut tx, team, job, worker.now()).await?;
    tx.commit().await?;
    Ok(taken)
}

pub(super) async fn run(worker: &Worker, pool: &PgPool) {
    let settings = worker.settings;
    tokio::join!(
        serve(worker, pool, settings.slots, None),
        serve(worker, pool, settings.interactive_slots, Some(INTERACTIVE)),
        keep_sweeping(worker, pool),
    );
    pool.close().await;
}

/// Works jobs off with a number of slots, all jobs or those with a mark, and begins anew after each failure: the engine stops
/// when the database does not answer.
async fn serve(worker: &Worker, pool: &PgPool, slots: usize, only: Option<&str>) {
    let mut pause = PAUSE;
    while slots > 0 && !worker.stop.is_cancelled() {
        let began = Instant::now();
        if let Ok(engine) = options(worker, pool, slots, only).init().await {
            // Its error is a failure of the database, and its words stay here.
            let _ = engine.run().await;
        }
        if began.elapsed() > PAUSE_MAX {
            pause = PAUSE;
        }
        tokio::select! {
            () = worker.stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
        pause = pause.saturating_mul(2).min(PAUSE_MAX);
    }
}

fn options(worker: &Worker, pool: &PgPool, slots: usize, only: Option<&str>) -> WorkerOptions {
    let settings = worker.settings;
    let recovery = WorkerRecoveryConfig::default()
        .heartbeat_interval(settings.heartbeat)
        .sweep_interval(settings.sweep)
        .sweep_threshold(settings.lost_after)
        .recovery_delay(Duration::ZERO);
    let (completed, failed, gone) = (pool.clone(), pool.clone(), pool.clone());
    let options = WorkerOptions::default()
        .pg_pool(pool.clone())
        .schema(JOBS_SCHEMA)
        .concurrency(slots)
        .poll_interval(settings.poll)
        .worker_recovery(recovery)
        .add_extension(worker.clone())
        .define_job::<EngineJob>()
        .on(JobRecovery, |context: JobRecoveryContext| async move { recovery_of(&context) })
        // A slot takes one job for each signal; without these, a backlog would go at the pace of the polls.
        .on(JobComplete, move |_: JobCompleteContext| wake(&completed))
        .on(JobFail, move |_: JobFailContext| wake(&failed))
        .on(JobPermanentlyFail, move |_: JobPermanentlyFailContext| wake(&gone))
        .listen_os_shutdown_signals(false)
        .shutdown_signal(worker.stop.clone().cancelled_owned())
        .shutdown_grace_period(ENGINE_GRACE)
        .shutdown_interrupted_job_retry_delay(Duration::ZERO);
    match only {
        Some(mark) => options.add_accepted_flag(mark),
        None => options,
    }
}

/// The job of a worker that is gone goes on at once, and the attempt counts: by default the engine gives it back, so that a job
/// that kills its workers would do so for ever.
fn recovery_of(context: &JobRecoveryContext) -> JobRecoveryResult {
    match context.reason {
        FailureReason::WorkerCrashed => {
            JobRecoveryResult::Reschedule { run_at: *context.job.run_at(), attempts: Some(*context.job.attempts()) }
        }
        _ => JobRecoveryResult::Default,
    }
}

/// Tells all replicas to look for jobs.
fn wake(pool: &PgPool) -> impl Future<Output = ()> + Send + use<> {
    let pool = pool.clone();
    async move {
        // Where this fails, the next poll finds them.
        let _ = sqlx::query("SELECT pg_notify('jobs:insert', '')").execute(&pool).await;
    }
}

/// Looks for jobs of ours that the engine does not have, or has given up: after a restore without its schema, or when all its
/// attempts were used up by crashes. Each sweep looks at the next some of them.
async fn keep_sweeping(worker: &Worker, pool: &PgPool) {
    let mut behind = (Uuid::nil(), Uuid::nil());
    while !worker.stop.is_cancelled() {
        // Where it fails, the next one goes on from the same place.
        if let Ok(next) = sweep(worker, pool, behind).await {
            behind = next;
        }
        tokio::select! {
            () = worker.stop.cancelled() => {}
            () = tokio::time::sleep(worker.settings.sweep) => {}
        }
    }
}

async fn sweep(worker: &Worker, pool: &PgPool, behind: (Uuid, Uuid)) -> Result<(Uuid, Uuid), DbError> {
    let silent = Micros::try_from(worker.settings.lost_after.as_micros()).unwrap_or(Micros::MAX);
    let mut tx = worker.db.system_read(SystemCtx::Claim).await?;
    let open = jobs::open_since(&mut tx, worker.now().saturating_sub(silent), behind).await?;
    drop(tx);
    let keys: Vec<String> = open.iter().map(|(team, job)| key(*team, job.id)).collect();
    let known = known(pool, &keys).await?;
    for (team, job) in &open {
        if known.contains(&key(*team, job.id)) {
            continue;
        }
        let mut tx = worker.db.write(&TenantCtx { team: *team, actor: Actor::System }).await?;
        match jobs::again(&mut tx, job.id, job.attempts).await {
            Ok(()) => tx.commit().await?,
            // It has ended in between.
            Err(DbError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    WorkerUtils::new(pool.clone(), JOBS_SCHEMA)
        .cleanup(&[CleanupTask::DeletePermanentlyFailedJobs])
        .await
        .map_err(|error| DbError::of_job_engine("cleaning of the job engine", &error))?;
    Ok(open.last().map_or((Uuid::nil(), Uuid::nil()), |(team, job)| (*team, job.id)))
}

/// As `dossier.enqueue_job` makes it.
fn key(team: Uuid, job: Uuid) -> String {
    format!("{team}:{job}")
}

/// Which of some jobs the engine has and has not given up.
async fn known(pool: &PgPool, keys: &[String]) -> Result<HashSet<String>, DbError> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = sqlx::query(
        "SELECT key FROM dossier_jobs.jobs WHERE key = ANY ($1) AND (locked_at IS NOT NULL OR attempts < max_attempts)",
    )
    .bind(keys.to_vec())
    .fetch_all(pool)
    .await
    .map_err(DbError::of)?;
    rows.iter().map(|row| row.try_get("key").map_err(DbError::of)).collect()
}
