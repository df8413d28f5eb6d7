//! Promises about background work. These run on the real clock: the job engine asks its database for the time.

use super::*;
use crate::jobs;
use crate::queue::{self, Handler, LOST, Outcome, PANICKED, QueueSettings};
use crate::rows::{Job, JobState, Lane};
use crate::sql::Micros;
use async_trait::async_trait;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

fn settings() -> QueueSettings {
    QueueSettings {
        slots: 1,
        interactive_slots: 0,
        attempts_max: 2,
        heartbeat: Duration::from_millis(100),
        sweep: Duration::from_millis(100),
        lost_after: Duration::from_secs(1),
        poll: Duration::from_millis(50),
        grace: Duration::from_millis(200),
    }
}

fn clock() -> Micros {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock that is right");
    Micros::try_from(since.as_micros()).expect("a time of our age")
}

/// What is done with a job.
enum Play {
    Say(Outcome),
    Panic,
    Hang,
}

/// A handler that does what a test says, and notes what it was given.
struct Scripted {
    script: Box<dyn Fn(&Job) -> Play + Send + Sync>,
    begun: Mutex<Vec<(u128, i64, Instant)>>,
    given_up: Mutex<Vec<(u128, String)>>,
    dropped: AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts when it is dropped.
struct Counted<'a>(&'a AtomicUsize);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl Handler for Scripted {
    async fn work(&self, _team: Uuid, job: Job) -> Outcome {
        lock(&self.begun).push((job.id.as_u128(), job.attempts, Instant::now()));
        match (self.script)(&job) {
            Play::Say(outcome) => outcome,
            Play::Panic => panic!("as the test wants it"),
            Play::Hang => {
                let _counted = Counted(&self.dropped);
                std::future::pending().await
            }
        }
    }

    async fn gave_up(&self, _team: Uuid, job: Job, code: &str) {
        lock(&self.given_up).push((job.id.as_u128(), code.to_owned()));
    }
}

/// A queue at work.
struct Queue {
    handler: Arc<Scripted>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Queue {
    fn start(db: &Db, settings: QueueSettings, script: impl Fn(&Job) -> Play + Send + Sync + 'static) -> Self {
        let handler = Arc::new(Scripted {
            script: Box::new(script),
            begun: Mutex::default(),
            given_up: Mutex::default(),
            dropped: AtomicUsize::new(0),
        });
        let given: Arc<dyn Handler> = handler.clone();
        let stop = CancellationToken::new();
        let task = tokio::spawn(queue::run(db.clone(), settings, given, Arc::new(clock), stop.clone()));
        Self { handler, stop, task }
    }

    /// Jobs that were begun, in order, with the numbers of the handing out.
    fn begun(&self) -> Vec<(u128, i64)> {
        lock(&self.handler.begun).iter().map(|(job, attempts, _)| (*job, *attempts)).collect()
    }

    async fn end(self) -> Arc<Scripted> {
        self.stop.cancel();
        let ended = tokio::time::timeout(Duration::from_secs(20), self.task).await;
        ended.expect("it stops in time").expect("it stops by itself");
        self.handler
    }
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..400 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("in twenty seconds: {what}");
}

fn job(n: u128, lane: Lane) -> Job {
    Job::new(id(n), "run", lane, clock())
}

async fn enqueue(db: &Db, ctx: &TenantCtx, wanted: &[Job]) {
    let mut tx = db.write(ctx).await.expect("begun");
    for job in wanted {
        jobs::enqueue(&mut tx, job).await.expect("written");
    }
    tx.commit().await.expect("kept");
}

async fn stands(db: &Db, ctx: &TenantCtx, n: u128) -> Job {
    let mut tx = db.read(ctx).await.expect("begun");
    jobs::get(&mut tx, id(n)).await.expect("read").expect("there")
}

async fn until_ended(db: &Db, ctx: &TenantCtx, n: u128) -> Job {
    until(&format!("job {n} ends"), async || {
        !matches!(stands(db, ctx, n).await.state, JobState::Waiting | JobState::Handed)
    })
    .await;
    stands(db, ctx, n).await
}

pub(super) async fn jobs_are_done_once(db: &Db) {
    two_teams(db).await;
    enqueue(db, &a(), &[job(1, Lane::Batch), job(2, Lane::Interactive)]).await;
    let mut tx = db.write(&a()).await.expect("begun");
    jobs::enqueue(&mut tx, &job(9, Lane::Interactive)).await.expect("written");
    drop(tx);
    // So seldom that a job is only found in time where somebody tells of it.
    let settings = QueueSettings { poll: Duration::from_secs(60), ..settings() };
    let queue = Queue::start(db, settings, |_| Play::Say(Outcome::Done));
    for n in [1, 2] {
        until_ended(db, &a(), n).await;
    }
    enqueue(db, &b(), &[job(3, Lane::Batch)]).await;
    until_ended(db, &b(), 3).await;
    let mut begun = queue.begun();
    begun.sort_unstable();
    assert_eq!(begun, [(1, 1), (2, 1), (3, 1)], "what was rolled back is never begun");
    queue.end().await;
    for (ctx, n) in [(a(), 1), (a(), 2), (b(), 3)] {
        let done = stands(db, &ctx, n).await;
        assert_eq!((done.state, done.attempts, done.code), (JobState::Done, 1, None), "{n}");
        assert!(done.finished_at.is_some() && done.handed_at.is_some(), "{n}");
    }
    let mut tx = db.read(&a()).await.expect("begun");
    assert_eq!(jobs::get(&mut tx, id(9)).await, Ok(None));
}

pub(super) async fn a_job_is_tried_again_and_then_fails(db: &Db) {
    two_teams(db).await;
    let wanted: Vec<Job> = (1..=6).map(|n| job(n, Lane::Batch)).collect();
    enqueue(db, &a(), &wanted).await;
    let again = |after: Duration| Play::Say(Outcome::Again { code: "storage.busy", after });
    let queue =
        Queue::start(db, QueueSettings { slots: 2, ..settings() }, move |job| match (job.id.as_u128(), job.attempts) {
            (1, 1) | (2, _) => again(Duration::ZERO),
            (3, _) => Play::Say(Outcome::Failed { code: "read.scan" }),
            (4, _) => Play::Panic,
            (5, 1) => again(Duration::from_secs(1)),
            (6, 1..=3) => Play::Say(Outcome::Later { code: "storage.unreachable", after: Duration::ZERO }),
            _ => Play::Say(Outcome::Done),
        });
    let (done, failed) = (JobState::Done, JobState::Failed);
    for (n, state, attempts, code) in [
        (1, done, 2, None),
        (2, failed, 2, Some("storage.busy")),
        (3, failed, 1, Some("read.scan")),
        (4, failed, 2, Some(PANICKED)),
        (5, done, 2, None),
        (6, done, 4, None),
    ] {
        let ended = until_ended(db, &a(), n).await;
        assert_eq!((ended.state, ended.attempts, ended.code.as_deref()), (state, attempts, code), "{n}");
    }
    let handler = queue.end().await;
    let mut given_up = lock(&handler.given_up).clone();
    given_up.sort();
    let told: Vec<(u128, &str)> = given_up.iter().map(|(job, code)| (*job, code.as_str())).collect();
    assert_eq!(told, [(2, "storage.busy"), (3, "read.scan"), (4, PANICKED)]);
    let times: Vec<Instant> = lock(&handler.begun).iter().filter(|row| row.0 == 5).map(|row| row.2).collect();
    let [first, second] = times.as_slice() else { panic!("twice") };
    assert!(second.duration_since(*first) > Duration::from_millis(900), "it waited");
}

pub(super) async fn who_waits_comes_first_and_teams_take_turns(db: &Db) {
    two_teams(db).await;
    let wanted: Vec<Job> = (1..=5).map(|n| job(n, Lane::Batch)).collect();
    enqueue(db, &a(), &wanted).await;
    enqueue(db, &b(), &[job(6, Lane::Batch)]).await;
    enqueue(db, &a(), &[job(7, Lane::Interactive)]).await;
    let queue = Queue::start(db, settings(), |_| Play::Say(Outcome::Done));
    for n in [1, 2, 3, 4, 5, 7] {
        until_ended(db, &a(), n).await;
    }
    until_ended(db, &b(), 6).await;
    let order: Vec<u128> = queue.begun().iter().map(|(job, _)| *job).collect();
    queue.end().await;
    assert_eq!(order.first(), Some(&7), "{order:?}");
    let place = order.iter().position(|job| *job == 6);
    assert!(place.is_some_and(|place| place <= 2), "the other team does not wait for all five: {order:?}");
    assert_eq!(order.len(), 7, "{order:?}");
}

pub(super) async fn interactive_jobs_have_places_of_their_own(db: &Db) {
    two_teams(db).await;
    enqueue(db, &a(), &[job(1, Lane::Batch), job(2, Lane::Batch)]).await;
    let settings = QueueSettings { interactive_slots: 1, ..settings() };
    let queue = Queue::start(db, settings, |job| match job.lane {
        Lane::Batch => Play::Hang,
        Lane::Interactive => Play::Say(Outcome::Done),
    });
    until("a batch is under way", async || !queue.begun().is_empty()).await;
    enqueue(db, &a(), &[job(3, Lane::Interactive)]).await;
    assert_eq!(until_ended(db, &a(), 3).await.state, JobState::Done);
    assert_eq!(queue.begun().len(), 2, "the second batch waits");
    queue.end().await;
}

pub(super) async fn a_cancelled_job_stops(db: &Db) {
    a_run(db).await;
    let of_run = |n: u128| Job { run: Some(id(10)), ..job(n, Lane::Batch) };
    enqueue(db, &a(), &[of_run(1)]).await;
    let queue = Queue::start(db, settings(), |job| match job.id.as_u128() {
        1 => Play::Hang,
        _ => Play::Say(Outcome::Done),
    });
    until("it is under way", async || queue.begun() == [(1, 1)]).await;
    enqueue(db, &a(), &[of_run(2)]).await;
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(queue::cancel(&mut tx, id(10), clock()).await, Ok(2));
    assert_eq!(queue::cancel(&mut tx, id(10), clock()).await, Ok(0));
    tx.commit().await.expect("kept");
    until("its work is dropped", async || queue.handler.dropped.load(Ordering::SeqCst) == 1).await;
    enqueue(db, &a(), &[job(3, Lane::Batch)]).await;
    until_ended(db, &a(), 3).await;
    assert_eq!(queue.begun(), [(1, 1), (3, 1)]);
    let handler = queue.end().await;
    assert!(lock(&handler.given_up).is_empty(), "nobody gave it up");
    for n in [1, 2] {
        assert_eq!(stands(db, &a(), n).await.state, JobState::Cancelled, "{n}");
    }
}

pub(super) async fn a_stopped_worker_hands_its_job_back(db: &Db) {
    two_teams(db).await;
    enqueue(db, &a(), &[job(1, Lane::Batch)]).await;
    let settings = QueueSettings { attempts_max: 1, ..settings() };
    let queue = Queue::start(db, settings, |_| Play::Hang);
    until("it is under way", async || queue.begun() == [(1, 1)]).await;
    let handler = queue.end().await;
    assert_eq!(handler.dropped.load(Ordering::SeqCst), 1);
    let left = stands(db, &a(), 1).await;
    assert_eq!((left.state, left.attempts, left.tries()), (JobState::Waiting, 1, 0));
    let queue = Queue::start(db, settings, |_| Play::Say(Outcome::Done));
    let ended = until_ended(db, &a(), 1).await;
    assert_eq!((ended.state, ended.attempts, ended.tries()), (JobState::Done, 2, 1), "it did not count");
    queue.end().await;
}

pub(super) async fn a_lost_workers_job_goes_on(db: &Db) {
    two_teams(db).await;
    // Handed out to processes that are gone: job 2 twice, job 1 once.
    for n in [2, 1] {
        enqueue(db, &a(), &[job(n, Lane::Batch)]).await;
        let mut tx = db.system(SystemCtx::Claim).await.expect("begun");
        jobs::hand_out(&mut tx, clock(), Micros::MAX, None, 9).await.expect("taken");
        tx.commit().await.expect("kept");
    }
    assert_eq!((stands(db, &a(), 1).await.attempts, stands(db, &a(), 2).await.attempts), (1, 2));
    let queue = Queue::start(db, settings(), |_| Play::Say(Outcome::Done));
    let (one, two) = (until_ended(db, &a(), 1).await, until_ended(db, &a(), 2).await);
    assert_eq!((one.state, one.attempts), (JobState::Done, 2));
    assert_eq!((two.state, two.code.as_deref()), (JobState::Failed, Some(LOST)), "it has killed its workers");
    assert_eq!(queue.begun(), [(1, 2)]);
    let handler = queue.end().await;
    assert_eq!(*lock(&handler.given_up), [(2, LOST.to_owned())]);
}
