//! Figures of the work behind the requests: jobs and runs with their steps, the queue, the children that read, the storage,
//! the process. Labels are kinds, steps and states, never ids. What is asked of the database is asked every few seconds, not
//! with every look at `/metrics`, so that whoever looks cannot load it.

use crate::log::{Level, Log};
use async_trait::async_trait;
use dossier::db::queue::{Handler, Outcome};
use dossier::db::rows::Job;
use dossier::db::{Actor, DbError, TenantCtx, runs, steps};
use dossier::service::{Office, jobs, webhooks};
use dossier::workspace::{Told, Watch};
use serde::Serialize;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often the queue, the children and the process are looked at.
const LOOK: Duration = Duration::from_secs(10);

/// How long the database may take for that.
const PATIENCE: Duration = Duration::from_secs(5);

/// Kinds of jobs whose runs have steps.
const OF_RUNS: [&str; 2] = [dossier::service::runs::RUN, dossier::service::runs::REVISE];

/// All kinds of jobs; one that a newer program has written counts as `other`.
const KINDS: [&str; 5] = [OF_RUNS[0], OF_RUNS[1], webhooks::JOB, jobs::ERASE, jobs::MOVE];

/// The same handler with every job counted, and told by a line of the log.
pub(crate) struct Counted {
    inner: Arc<dyn Handler>,
    service: Office,
    log: Log,
    /// Whether somebody collects figures: only then the database is asked for steps.
    is_measured: bool,
}

/// The fields of a job's line: ids and codes, nothing of what the job was about.
#[derive(Serialize)]
struct JobLine {
    job: Uuid,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Uuid>,
    /// Number of the try, from 1.
    attempt: i64,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    ms: u64,
}

impl Counted {
    /// Around a handler of a service.
    pub(crate) fn new(inner: Arc<dyn Handler>, service: Office, log: Log, is_measured: bool) -> Self {
        Self { inner, service, log, is_measured }
    }

    /// Counts what a job has done to its run: the steps that ended in it, and whether the run is at rest now.
    async fn steps(&self, team: Uuid, run: Uuid, since: i64) -> Result<(), DbError> {
        let mut tx = self.service.db().read(&TenantCtx { team, actor: Actor::System }).await?;
        for step in steps::of_run(&mut tx, run).await? {
            let Some(ended) = step.ended_at.filter(|_| step.started_at >= since) else { continue };
            let took = u64::try_from(ended.saturating_sub(step.started_at)).unwrap_or(0);
            metrics::histogram!("run_step_seconds", "step" => step.name)
                .record(Duration::from_micros(took).as_secs_f64());
        }
        if let Some(run) = runs::get(&mut tx, run).await?.filter(|run| run.state.is_at_rest()) {
            metrics::counter!("runs_total", "state" => run.state.code()).increment(1);
        }
        Ok(())
    }
}

#[async_trait]
impl Handler for Counted {
    async fn work(&self, team: Uuid, job: Job) -> Outcome {
        let mut under_way = UnderWay::begin(self.log.clone(), &job);
        let since = self.service.now();
        let run = job.run.filter(|_| OF_RUNS.contains(&job.kind.as_str()));
        let outcome = self.inner.work(team, job).await;
        (under_way.line.outcome, under_way.line.code) = match outcome {
            Outcome::Done => ("done", None),
            Outcome::Again { code, .. } => ("again", Some(code)),
            Outcome::Later { code, .. } => ("later", Some(code)),
            Outcome::Failed { code } => ("failed", Some(code)),
        };
        drop(under_way);
        // One that has failed is given up next, and its run is at rest only then.
        if let Some(run) = run.filter(|_| self.is_measured && !matches!(outcome, Outcome::Failed { .. })) {
            // Figures are not worth a job: where the database does not answer in time, these are missing.
            let _ = tokio::time::timeout(PATIENCE, self.steps(team, run, since)).await;
        }
        outcome
    }

    async fn gave_up(&self, team: Uuid, job: Job, code: &str) {
        let kind = kind(&job.kind);
        let run = job.run.filter(|_| OF_RUNS.contains(&kind));
        self.inner.gave_up(team, job, code).await;
        metrics::counter!("jobs_given_up_total", "kind" => kind).increment(1);
        if let Some(run) = run.filter(|_| self.is_measured) {
            // Its steps were told by the tries.
            let _ = tokio::time::timeout(PATIENCE, self.steps(team, run, i64::MAX)).await;
        }
    }
}

/// A job under way. Counted when it is dropped, so that one that was taken away or handed back counts too.
struct UnderWay {
    log: Log,
    line: JobLine,
    begun: Instant,
}

impl UnderWay {
    fn begin(log: Log, job: &Job) -> Self {
        let kind = kind(&job.kind);
        metrics::gauge!("jobs_running", "kind" => kind).increment(1.0);
        let attempt = job.attempts;
        let line = JobLine { job: job.id, kind, run: job.run, attempt, outcome: "left", code: None, ms: 0 };
        Self { log, line, begun: Instant::now() }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let took = self.begun.elapsed();
        self.line.ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let (kind, outcome) = (self.line.kind, self.line.outcome);
        let level = if matches!(outcome, "failed" | "again") { Level::Warn } else { Level::Info };
        self.log.line(level, "job", &self.line);
        metrics::gauge!("jobs_running", "kind" => kind).decrement(1.0);
        metrics::counter!("jobs_total", "kind" => kind, "outcome" => outcome).increment(1);
        metrics::histogram!("job_seconds", "kind" => kind).record(took.as_secs_f64());
    }
}

/// A kind as a label; foreign ones would grow the metrics without bound.
fn kind(of: &str) -> &'static str {
    KINDS.into_iter().find(|known| *known == of).unwrap_or("other")
}

/// Counts the calls to a storage.
#[derive(Clone, Copy, Debug, Default)]
pub struct StorageFigures;

impl Watch for StorageFigures {
    fn told(&self, told: &Told) {
        let call = told.call.name();
        metrics::histogram!("storage_call_seconds", "call" => call).record(told.took.as_secs_f64());
        metrics::counter!("storage_bytes_total", "call" => call).increment(told.bytes);
        // Also without a failure, so that the row is there before the first.
        metrics::counter!("storage_failures_total", "call" => call).increment(u64::from(told.failed));
    }
}

/// Looks at the queue, the children and the process until the stop.
pub(crate) async fn look_on(service: Office, stop: CancellationToken) {
    loop {
        look(&service).await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn look(service: &Office) {
    let asked = tokio::time::timeout(PATIENCE, service.queue_figures()).await;
    let answered = matches!(&asked, Ok(Ok(_)));
    metrics::gauge!("database_up").set(if answered { 1.0 } else { 0.0 });
    if let Ok(Ok(queue)) = asked {
        let rows = [
            ("waiting", queue.waiting),
            ("handed", queue.handed),
            ("repeated", queue.repeated),
            ("failed", queue.failed),
        ];
        for (state, number) in rows {
            metrics::gauge!("queue_jobs", "state" => state).set(float(number));
        }
        let since = queue.oldest.map_or(0, |oldest| service.now().saturating_sub(oldest));
        let age = Duration::from_micros(u64::try_from(since).unwrap_or(0));
        metrics::gauge!("queue_oldest_seconds").set(age.as_secs_f64());
    }
    if let Some(reader) = service.dossier().reader_figures() {
        for (state, number) in [("reading", reader.children), ("waiting", reader.waiting)] {
            metrics::gauge!("reader_children", "state" => state).set(float(number));
        }
        for (outcome, number) in [("read", reader.read), ("stopped", reader.stopped), ("failed", reader.failed)] {
            metrics::counter!("reader_files_total", "outcome" => outcome).absolute(number);
        }
    }
    // Linux alone has this file, which is in memory; elsewhere the row is missing.
    if let Some(bytes) = std::fs::read_to_string("/proc/self/status").ok().as_deref().and_then(resident) {
        metrics::gauge!("process_resident_memory_bytes").set(float(bytes));
    }
}

/// Resident memory in bytes, from `VmRSS:     1234 kB`.
fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok()?.checked_mul(1_024)
}

/// A count as a gauge; counts beyond what a gauge holds exactly do not occur.
fn float<N: TryInto<u64>>(number: N) -> f64 {
    let whole: u64 = number.try_into().unwrap_or(0);
    let (high, low) = (u32::try_from(whole >> 32), u32::try_from(whole & u64::from(u32::MAX)));
    f64::from(high.unwrap_or(0)) * 4_294_967_296.0 + f64::from(low.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_kinds_share_one_label() {
        assert_eq!((kind("run"), kind("revise"), kind("erase")), ("run", "revise", "erase"));
        assert_eq!(kind("0197a1b2-7c3d-7000-8000-000000000001"), "other");
    }

    #[test]
    fn counts_become_gauges_as_they_are() {
        assert!((float(7_i64) - 7.0).abs() < f64::EPSILON);
        assert!((float(-1_i64)).abs() < f64::EPSILON);
        assert!((float(5_000_000_000_u64) - 5e9).abs() < f64::EPSILON);
    }

    #[test]
    fn resident_memory_is_read_in_bytes() {
        assert_eq!(resident("Name:\tdossier\nVmHWM:\t  90 kB\nVmRSS:\t   12 kB\n"), Some(12_288));
        assert_eq!(resident("Name:\tdossier\n"), None);
        assert_eq!(resident("VmRSS:\tmuch kB\n"), None);
    }
}
