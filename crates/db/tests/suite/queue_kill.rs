//! Worker processes that are killed or stopped in the middle of a job, over one PostgreSQL: the job goes on elsewhere in time, a
//! late result changes nothing, a job that kills its workers fails visibly, and one that the engine has lost is found again.

use crate::engines::{config, make_team, open, queued_run};
use dossier_db::queue::LOST;
use dossier_db::rows::{self, Job, JobState, Lane, RunState};
use dossier_db::testing::NOON;
use dossier_db::{Actor, Db, TenantCtx, jobs, persons, runs, steps};
use dossier_stand_ins::postgres::Postgres;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Silence after which a worker counts as lost, pause between looks, and what a busy machine may need beside them.
const TAKEN_WITHIN: Duration = Duration::from_millis(1_000 + 200 + 2_000);

/// Longer than any test.
const FOR_EVER: Duration = Duration::from_secs(3_600);

const DATABASE: &str = "jobs";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ctx() -> TenantCtx {
    TenantCtx { team: id(0xa), actor: Actor::System }
}

/// A worker process; ends when dropped.
struct Process(Child);

impl Process {
    fn start(url: &str, name: &str, hold: Duration) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_dossier-queue-worker"))
            .args([url, name, &hold.as_millis().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(child.expect("it can be started"))
    }

    /// SIGKILL.
    fn kill(&mut self) {
        self.0.kill().expect("killed");
        self.0.wait().expect("ended");
    }

    /// Another signal, by its name.
    fn signal(&self, name: &str) {
        let sent = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.0.id())).status();
        assert!(sent.expect("a shell").success(), "{name}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A database with run 10 and job 1 for it.
async fn with_a_job(postgres: &Postgres) -> (String, Db) {
    let url = postgres.create(DATABASE);
    let db = open(&config(&url)).await;
    make_team(&db, 0xa).await;
    let mut tx = db.write(&ctx()).await.expect("begun");
    let person = rows::Person { id: id(1), name: None, created_at: NOON, updated_at: NOON };
    persons::create(&mut tx, &person).await.expect("made");
    runs::create(&mut tx, &queued_run(id(10), id(1)), &[], &[]).await.expect("made");
    let job = Job { run: Some(id(10)), ..Job::new(id(1), "run", Lane::Interactive, NOON) };
    jobs::enqueue(&mut tx, &job).await.expect("written");
    tx.commit().await.expect("kept");
    (url, db)
}

async fn job(db: &Db) -> Job {
    let mut tx = db.read(&ctx()).await.expect("begun");
    jobs::get(&mut tx, id(1)).await.expect("read").expect("there")
}

/// Kinds and data of the run's events.
async fn events(db: &Db) -> Vec<(String, String)> {
    let mut tx = db.read(&ctx()).await.expect("begun");
    let events = steps::after(&mut tx, id(10), 0).await.expect("listed");
    events.into_iter().map(|event| (event.kind, event.data)).collect()
}

fn told(kind: &str, by: &str) -> (String, String) {
    (kind.to_owned(), format!(r#"{{"by":"{by}"}}"#))
}

async fn until(what: &str, within: Duration, mut holds: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !holds().await {
        assert!(began.elapsed() < within, "within {within:?}: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn until_told(db: &Db, kind: &str, by: &str, within: Duration) {
    let wanted = told(kind, by);
    until(&format!("{kind} by {by}"), within, async || events(db).await.contains(&wanted)).await;
}

const STARTED_WITHIN: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_killed_workers_job_goes_on_elsewhere() {
    let postgres = Postgres::start();
    let (url, db) = with_a_job(&postgres).await;
    let mut one = Process::start(&url, "one", FOR_EVER);
    until_told(&db, "begun", "one", STARTED_WITHIN).await;
    let _two = Process::start(&url, "two", Duration::ZERO);
    // It is up by then, and leaves the job to who has it.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!((job(&db).await.state, job(&db).await.attempts), (JobState::Handed, 1));
    one.kill();
    until_told(&db, "ended", "two", TAKEN_WITHIN).await;
    until("the job ends", TAKEN_WITHIN, async || job(&db).await.state == JobState::Done).await;
    assert_eq!(job(&db).await.attempts, 2);
    assert_eq!(events(&db).await, [told("begun", "one"), told("begun", "two"), told("ended", "two")]);
}

#[tokio::test]
async fn a_stopped_workers_late_result_changes_nothing() {
    let postgres = Postgres::start();
    let (url, db) = with_a_job(&postgres).await;
    let hold = Duration::from_millis(1_500);
    let one = Process::start(&url, "one", hold);
    until_told(&db, "begun", "one", STARTED_WITHIN).await;
    one.signal("STOP");
    let _two = Process::start(&url, "two", Duration::ZERO);
    until_told(&db, "ended", "two", STARTED_WITHIN).await;
    until("the job ends", TAKEN_WITHIN, async || job(&db).await.state == JobState::Done).await;
    let (before, told_before) = (job(&db).await, events(&db).await);
    one.signal("CONT");
    // Time for its result, its heartbeats and what the engine does about it.
    tokio::time::sleep(hold + Duration::from_secs(2)).await;
    assert_eq!((job(&db).await, events(&db).await), (before, told_before));
    let mut tx = db.read(&ctx()).await.expect("begun");
    let run = runs::get(&mut tx, id(10)).await.expect("read").expect("there");
    assert_eq!((run.state, run.attempt), (RunState::Sealed, 2));
}

#[tokio::test]
async fn a_job_that_kills_its_workers_fails_visibly() {
    let postgres = Postgres::start();
    let (url, db) = with_a_job(&postgres).await;
    for name in ["one", "two"] {
        let mut process = Process::start(&url, name, FOR_EVER);
        until_told(&db, "begun", name, STARTED_WITHIN).await;
        process.kill();
    }
    let _three = Process::start(&url, "three", FOR_EVER);
    until("the job fails", STARTED_WITHIN, async || job(&db).await.state == JobState::Failed).await;
    assert_eq!(job(&db).await.code.as_deref(), Some(LOST));
    let told_all = events(&db).await;
    assert_eq!(told_all, [told("begun", "one"), told("begun", "two"), ("gave_up".to_owned(), "{}".to_owned())]);
    let mut tx = db.read(&ctx()).await.expect("begun");
    let run = runs::get(&mut tx, id(10)).await.expect("read").expect("there");
    assert_eq!((run.state, run.failure.as_deref()), (RunState::Failed, Some(LOST)));
}

/// As after a restore of our schema without the engine's.
#[tokio::test]
async fn a_job_that_the_engine_has_lost_is_found_again() {
    let postgres = Postgres::start();
    let (url, db) = with_a_job(&postgres).await;
    postgres.run(DATABASE, "DELETE FROM dossier_jobs._private_jobs");
    let _one = Process::start(&url, "one", Duration::ZERO);
    until_told(&db, "ended", "one", STARTED_WITHIN).await;
    until("the job ends", TAKEN_WITHIN, async || job(&db).await.state == JobState::Done).await;
    assert_eq!(job(&db).await.attempts, 1);
}
