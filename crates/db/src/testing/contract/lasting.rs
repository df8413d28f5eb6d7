//! Promises about the log, counters, idempotency, jobs and what time takes.

use super::*;
use crate::audit::{self, Chain, Detail, Entry};
use crate::error::DbError;
use crate::idempotency::{self, Known};
use crate::rows::{Job, JobState, Lane, Session};
use crate::testing::{HOUR, attempt};
use crate::{counters, jobs, sessions, sweep, throttle};

fn entry(at: i64) -> Entry {
    Entry {
        at,
        action: "run.started",
        subject: Some(("run", id(10))),
        details: vec![("files", Detail::Number(2)), ("by", Detail::Hash(hash(1)))],
    }
}

pub(super) async fn the_log_is_chained_and_only_added_to(db: &Db) {
    two_teams(db).await;
    let append = async |n: i64| {
        let mut tx = db.write(&a()).await.expect("begun");
        let seq = audit::append(&mut tx, &entry(NOON + n)).await.expect("written");
        tx.commit().await.expect("kept");
        seq
    };
    let mut numbers = Vec::new();
    for n in [0, 3] {
        let (one, two, three) = tokio::join!(append(n), append(n + 1), append(n + 2));
        numbers.extend([one, two, three]);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6], "none is missing, none comes twice");
    let mut tx = db.read(&a()).await.expect("begun");
    let rows = audit::after(&mut tx, 0).await.expect("listed");
    assert!(rows.windows(2).all(|pair| pair[1].previous == pair[0].hash));
    assert_eq!(rows.first().map(|row| (row.actor_kind.as_str(), row.actor)), Some(("user", Some(id(0xa1)))));
    let Some(last) = rows.last().map(|row| row.hash) else { panic!("there are entries") };
    assert_eq!(audit::verify(&mut tx).await, Ok(Chain::Sound { entries: 6, last }));
    let before: Vec<i64> = audit::before(&mut tx, Some(3)).await.expect("listed").iter().map(|row| row.seq).collect();
    assert_eq!(before, [2, 1]);
    assert_eq!(audit::about(&mut tx, id(10)).await.expect("listed").len(), 6);
    drop(tx);
    for sql in ["UPDATE audit SET at = 0 WHERE team = $1", "DELETE FROM audit WHERE team = $1"] {
        let mut tx = db.write(&a()).await.expect("begun");
        assert_eq!(attempt(&mut tx, sql).await, Err(DbError::NotAllowed), "{sql}");
    }
    // The team may write the end of the chain, so cutting it is what the hash kept elsewhere is for; bending it is seen.
    let mut tx = db.write(&a()).await.expect("begun");
    attempt(&mut tx, "UPDATE audit_heads SET seq = seq + 1 WHERE team = $1").await.expect("bent");
    assert_eq!(audit::verify(&mut tx).await, Ok(Chain::Broken { seq: 7 }));
    drop(tx);
    let mut tx = db.write(&b()).await.expect("begun");
    assert_eq!(audit::append(&mut tx, &entry(NOON)).await, Ok(1), "each team has a chain of its own");
    assert!(matches!(audit::verify(&mut tx).await, Ok(Chain::Sound { entries: 1, .. })));
}

pub(super) async fn the_log_takes_no_texts(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for bad in [
        Entry { action: "Anna Müller", ..entry(NOON) },
        Entry { subject: Some(("Anna", id(1))), ..entry(NOON) },
        Entry { details: vec![("name", Detail::Code("Anna Müller"))], ..entry(NOON) },
        Entry { details: vec![("", Detail::Number(1))], ..entry(NOON) },
    ] {
        let refused = audit::append(&mut tx, &bad).await;
        assert_eq!(refused, Err(DbError::Invalid { what: "code for the log" }));
    }
    let many = Entry { details: vec![("n", Detail::Number(1)); 33], ..entry(NOON) };
    assert!(matches!(audit::append(&mut tx, &many).await, Err(DbError::Limit { .. })));
    assert_eq!(audit::after(&mut tx, 0).await, Ok(Vec::new()));
}

pub(super) async fn a_number_is_drawn_once(db: &Db) {
    two_teams(db).await;
    let draw = async |ctx: TenantCtx| {
        let mut tx = db.write(&ctx).await.expect("begun");
        let number = counters::next(&mut tx, "offer").await.expect("drawn");
        tx.commit().await.expect("kept");
        number
    };
    let drawn = tokio::join!(draw(a()), draw(a()), draw(b()), draw(a()), draw(a()));
    let mut numbers = [drawn.0, drawn.1, drawn.3, drawn.4];
    numbers.sort_unstable();
    assert_eq!((numbers, drawn.2), ([1, 2, 3, 4], 1), "each team counts for itself");
    let mut tx = db.write(&a()).await.expect("begun");
    assert_eq!(counters::last(&mut tx, "offer").await, Ok(4));
    assert_eq!(counters::last(&mut tx, "other").await, Ok(0));
    counters::raise(&mut tx, "offer", 1_000).await.expect("raised");
    counters::raise(&mut tx, "offer", 10).await.expect("it never goes back");
    assert_eq!(counters::next(&mut tx, "offer").await, Ok(1_001));
}

pub(super) async fn a_request_is_done_once(db: &Db) {
    two_teams(db).await;
    let key = db.key().of_idempotency(a().team, id(0xa1), "abc");
    let begin = async |request: u8, now: i64| {
        let mut tx = db.write(&a()).await.expect("begun");
        let known = idempotency::begin(&mut tx, key, hash(request), now, now + HOUR).await.expect("taken");
        tx.commit().await.expect("kept");
        known
    };
    let (one, two) = tokio::join!(begin(1, NOON), begin(1, NOON));
    assert!([&one, &two].contains(&&Known::Fresh) && [&one, &two].contains(&&Known::UnderWay), "{one:?} {two:?}");
    assert_eq!(begin(2, NOON).await, Known::OtherRequest);
    let mut tx = db.write(&a()).await.expect("begun");
    let long = "x".repeat(idempotency::RESPONSE_BYTES_MAX + 1);
    assert!(matches!(idempotency::answer(&mut tx, key, 201, &long).await, Err(DbError::Limit { .. })));
    idempotency::answer(&mut tx, key, 201, r#"{"run":"1"}"#).await.expect("kept");
    idempotency::keep_until(&mut tx, key, NOON + 2 * HOUR).await.expect("kept for longer");
    idempotency::give_back(&mut tx, key).await.expect("an answer stays");
    tx.commit().await.expect("kept");
    let answered = Known::Answered { status: 201, response: r#"{"run":"1"}"#.to_owned() };
    assert_eq!(begin(1, NOON + 1).await, answered);
    assert_eq!(begin(1, NOON + HOUR).await, answered, "an answer outlives the time of its work");
    assert_eq!(begin(2, NOON + 2 * HOUR).await, Known::Fresh, "its time is over");
    let mut tx = db.write(&a()).await.expect("begun");
    idempotency::give_back(&mut tx, key).await.expect("given back");
    tx.commit().await.expect("kept");
    assert_eq!(begin(3, NOON + 2 * HOUR).await, Known::Fresh);
}

fn job(n: u128, lane: Lane) -> Job {
    Job {
        id: id(n),
        kind: "run".to_owned(),
        lane,
        run: Some(id(10)),
        revision: None,
        state: JobState::Waiting,
        attempts: 0,
        created_at: NOON,
        available_at: NOON,
        handed_at: None,
        finished_at: None,
        code: None,
        returned: 0,
    }
}

pub(super) async fn a_job_goes_to_one_worker(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    for n in 1..=4 {
        jobs::enqueue(&mut tx, &job(n, if n < 4 { Lane::Batch } else { Lane::Interactive })).await.expect("written");
    }
    jobs::enqueue(&mut tx, &Job { available_at: NOON + HOUR, ..job(5, Lane::Batch) }).await.expect("written");
    let done = Job { state: JobState::Done, ..job(6, Lane::Batch) };
    assert!(matches!(jobs::enqueue(&mut tx, &done).await, Err(DbError::Invalid { .. })));
    assert_eq!(jobs::open(&mut tx).await, Ok(5));
    tx.commit().await.expect("kept");
    let take = async |now: i64, lost_before: i64, limit: i64| {
        let mut tx = db.system(SystemCtx::Claim).await.expect("begun");
        let taken = jobs::hand_out(&mut tx, now, lost_before, None, limit).await.expect("taken");
        tx.commit().await.expect("kept");
        taken.into_iter().map(|(team, job)| (team, job.id.as_u128(), job.attempts)).collect::<Vec<_>>()
    };
    assert_eq!(take(NOON, 0, 1).await, [(id(0xa), 4, 1)], "who waits comes first");
    let (one, two) = tokio::join!(take(NOON, 0, 2), take(NOON, 0, 2));
    let mut taken: Vec<u128> = one.iter().chain(&two).map(|(_, job, _)| *job).collect();
    taken.sort_unstable();
    assert_eq!(taken, [1, 2, 3]);
    assert!(take(NOON, NOON, 9).await.is_empty(), "none comes twice");
    let mut tx = db.write(&a()).await.expect("begun");
    jobs::finish(&mut tx, (id(1), 1), JobState::Done, None, NOON).await.expect("done");
    jobs::put_back(&mut tx, id(2), 1, "storage.busy", NOON + 5).await.expect("put back");
    assert!(matches!(
        jobs::finish(&mut tx, (id(3), 1), JobState::Waiting, None, NOON).await,
        Err(DbError::Invalid { .. })
    ));
    tx.commit().await.expect("kept");
    let lost = take(NOON + 10, NOON + 1, 9).await;
    assert_eq!(lost.iter().map(|(_, job, attempts)| (*job, *attempts)).collect::<Vec<_>>(), [(4, 2), (3, 2), (2, 2)]);
    let mut tx = db.write(&a()).await.expect("begun");
    let late = jobs::finish(&mut tx, (id(3), 1), JobState::Done, None, NOON).await;
    assert_eq!(late, Err(DbError::Conflict { what: "job" }), "a worker that was given up changes nothing");
    assert_eq!(jobs::get(&mut tx, id(3)).await.expect("read").map(|job| job.state), Some(JobState::Handed));
    assert_eq!(jobs::of_run(&mut tx, id(10)).await.expect("listed").len(), 5);
    crate::runs::cancel(&mut tx, id(10), NOON).await.expect("cancelled");
    assert_eq!(jobs::get(&mut tx, id(5)).await.expect("read").map(|job| job.state), Some(JobState::Cancelled));
    tx.commit().await.expect("kept");
    let mut tx = db.system_read(SystemCtx::Claim).await.expect("begun");
    assert_eq!(jobs::waiting(&mut tx).await, Ok(0));
    let figures = jobs::figures(&mut tx).await.expect("counted");
    assert_eq!((figures.waiting, figures.oldest), (0, None));
}

pub(super) async fn time_takes_what_has_expired(db: &Db) {
    a_run(db).await;
    let mut tx = db.system(SystemCtx::Login).await.expect("begun");
    let session = |n: u128, token: u8, expires_at: i64| Session {
        id: id(n),
        user_id: id(0xa1),
        token_hash: hash(token),
        created_at: NOON,
        seen_at: NOON,
        expires_at,
    };
    sessions::start(&mut tx, id(0xa), &session(1, 1, NOON + HOUR)).await.expect("begun");
    sessions::start(&mut tx, id(0xa), &session(2, 2, NOON + 9 * HOUR)).await.expect("begun");
    let rule = throttle::Rule { failures_max: 9, window: HOUR, block: HOUR, block_max: HOUR };
    throttle::fail(&mut tx, hash(1), NOON, rule).await.expect("counted");
    tx.commit().await.expect("kept");
    let mut tx = db.write(&a()).await.expect("begun");
    idempotency::begin(&mut tx, hash(1), hash(2), NOON, NOON + HOUR).await.expect("taken");
    jobs::enqueue(&mut tx, &job(1, Lane::Batch)).await.expect("written");
    crate::runs::cancel(&mut tx, id(10), NOON).await.expect("cancelled");
    tx.commit().await.expect("kept");
    let mut tx = db.system(SystemCtx::Sweep).await.expect("begun");
    let early = sweep::expired(&mut tx, NOON, NOON).await.expect("swept");
    assert_eq!(early, sweep::Swept::default());
    let swept = sweep::expired(&mut tx, NOON + 2 * HOUR, NOON + 1).await.expect("swept");
    // The other session has been idle since noon.
    assert_eq!(swept, sweep::Swept { sessions: 2, throttles: 1, keys: 1, jobs: 1, ..sweep::Swept::default() });
}
