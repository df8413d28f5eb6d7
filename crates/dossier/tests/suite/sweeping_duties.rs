//! What the service does by itself: each duty once, however many replicas sweep, and none kept waiting by another that fails.

use crate::ops_desk::{Desk, MINUTE, OWNER, SECOND, TEAM, caller};
use bytes::Bytes;
use dossier::db::rows::{DeliveryState, Job, Lane, RevisionState, Role, RunState};
use dossier::db::{Personal, jobs, revisions, runs, steps, webhooks};
use dossier::service::sweep::Sweep;
use dossier::service::webhooks::{Delivered, WebhookEvent, WebhookSettings};
use dossier::workspace::{Budget, InputRef, NewRevision, RevisionId, RunId, RunWorkspace, TeamId, check_one_input};
use dossier_stand_ins::receiver::Receiver;
use jiff::Timestamp;
use std::sync::Mutex;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

async fn swept(desk: &Desk) -> Sweep {
    desk.service.sweep_once(desk.now(), true).await
}

async fn state(desk: &Desk, run: Uuid) -> (RunState, Option<String>) {
    let mut tx = desk.service.db().read(&caller(Role::Owner).ctx()).await.expect("begun");
    let found = runs::get(&mut tx, run).await.expect("asked").expect("there");
    (found.state, found.failure)
}

#[tokio::test]
async fn a_sweep_with_nothing_to_do_does_nothing() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let desk = Desk::in_folder(folder.path()).await;
    let run = desk.sealed_run(1, "Rosa Kestenmair").await;
    let found = swept(&desk).await;
    assert_eq!(found.failed, Vec::<(&str, &str)>::new());
    assert!(found.log_emptied && found.storage.is_some());
    assert_eq!((found.completed, found.unsealed, found.stranded, found.delivered), (0, 0, 0, 0));
    assert_eq!(state(&desk, run).await, (RunState::Sealed, None));
}

#[tokio::test]
async fn a_run_that_no_job_is_left_for_fails_visibly_and_once() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let desk = Desk::in_folder(folder.path()).await;
    let (stranded, working) = (
        desk.run(1, "Rosa Kestenmair", RunState::Reading).await,
        desk.run(2, "Ole Quittenbaum", RunState::Queued).await,
    );
    let mut tx = desk.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
    let job = Job { run: Some(working), ..Job::new(Uuid::from_u128(9), "run", Lane::Interactive, desk.now()) };
    jobs::enqueue(&mut tx, &job).await.expect("written");
    tx.commit().await.expect("kept");

    assert_eq!(swept(&desk).await.stranded, 0, "its job may be about to be written");
    desk.wait(16 * MINUTE);
    // Two replicas at once.
    let (one, other) = tokio::join!(swept(&desk), swept(&desk));
    assert_eq!(one.stranded + other.stranded, 1);
    assert_eq!(state(&desk, stranded).await, (RunState::Failed, Some("run.no_job".to_owned())));
    assert_eq!(state(&desk, working).await, (RunState::Queued, None));
    let mut tx = desk.service.db().read(&caller(Role::Owner).ctx()).await.expect("begun");
    let told = steps::after(&mut tx, stranded, 0).await.expect("asked");
    assert_eq!(told.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["failed"]);
}

#[tokio::test]
async fn a_revision_without_a_writer_is_given_up() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let desk = Desk::in_folder(folder.path()).await;
    let (run, revision) = (desk.run(1, "Rosa Kestenmair", RunState::Failed).await, Uuid::from_u128(0x77));
    let ctx = caller(Role::Owner).ctx();
    let mut tx = desk.service.db().write(&ctx).await.expect("begun");
    revisions::begin(&mut tx, &desk.revision(run, revision)).await.expect("begun");
    tx.commit().await.expect("kept");
    assert_eq!(swept(&desk).await.unsealed, 0, "its writer may be at it");
    desk.wait(11 * MINUTE);
    assert_eq!(swept(&desk).await.unsealed, 1);
    let mut tx = desk.service.db().read(&ctx).await.expect("begun");
    let found = revisions::get(&mut tx, revision).await.expect("asked").expect("there");
    assert_eq!(found.state, RevisionState::Abandoned);
}

/// An input in the storage, saved for a run that has no revision yet.
async fn input(desk: &Desk, run: Uuid) -> InputRef {
    let now = Timestamp::from_microsecond(desk.now()).expect("a time");
    let new = NewRevision {
        based_on: None,
        label: String::new(),
        created_at: now,
        expires_at: None,
        budget: Budget::default(),
    };
    let (team, id) = (TeamId::new(TEAM), RevisionId::new(Uuid::from_u128(run.as_u128() + 1)));
    let mut workspace = RunWorkspace::create(&desk.storage, team, RunId::new(run), id, new).await.expect("begun");
    let stream = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"a CV"))]);
    workspace.save_input(stream, 1 << 20).await.expect("saved")
}

#[tokio::test]
async fn inputs_stay_while_a_run_waits_and_go_where_there_is_none() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let desk = Desk::in_folder(folder.path()).await;
    let (waiting, abandoned) = (desk.run(1, "Rosa Kestenmair", RunState::Queued).await, Uuid::from_u128(0x2999));
    let mut tx = desk.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
    let job = Job { run: Some(waiting), ..Job::new(Uuid::from_u128(9), "run", Lane::Batch, desk.now()) };
    jobs::enqueue(&mut tx, &job).await.expect("written");
    tx.commit().await.expect("kept");
    let (kept, gone) = (input(&desk, waiting).await, input(&desk, abandoned).await);
    desk.wait(3 * 60 * MINUTE);
    let found = swept(&desk).await;
    assert_eq!(found.storage.map(|report| report.inputs), Some(1), "{found:?}");
    let there = async |run, input: &InputRef| {
        check_one_input(&desk.storage, TeamId::new(TEAM), RunId::new(run), input).await.is_ok()
    };
    assert!(there(waiting, &kept).await && !there(abandoned, &gone).await);
}

#[tokio::test]
async fn deliveries_are_repeated_by_the_sweep() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[500]).await);
    let settings =
        WebhookSettings { url: Personal::from(receiver.url()), events: vec![WebhookEvent::RunFinished], active: true };
    let (webhook, _) = desk.service.register_webhook(&caller(Role::Owner), settings).await.expect("registered");
    let run = desk.run(1, "Rosa Kestenmair", RunState::Sealed).await;
    let ctx = caller(Role::Owner).ctx();
    let mut tx = desk.service.db().write(&ctx).await.expect("begun");
    desk.service.announce_to_webhooks(&mut tx, (run, None), WebhookEvent::RunFinished).await.expect("announced");
    tx.commit().await.expect("kept");
    let mut tx = desk.service.db().read(&ctx).await.expect("begun");
    let delivery = webhooks::deliveries(&mut tx, webhook.id).await.expect("asked")[0].id;
    drop(tx);

    assert_eq!(swept(&desk).await.delivered, 0, "the first try is its job's");
    assert!(receiver.received().is_empty());
    let first = desk.service.deliver_webhook(TEAM, delivery).await.expect("sent");
    assert!(matches!(first, Delivered::Again { .. }));
    assert_eq!(swept(&desk).await.delivered, 0, "its time has not come");
    desk.wait(10 * SECOND);
    assert_eq!(swept(&desk).await.delivered, 1);
    assert_eq!(swept(&desk).await.delivered, 0);
    assert_eq!(receiver.received().len(), 2);
    let mut tx = desk.service.db().read(&ctx).await.expect("begun");
    let found = webhooks::delivery(&mut tx, delivery).await.expect("asked").expect("there");
    assert_eq!((found.state, found.attempts), (DeliveryState::Done, 2));
}

#[tokio::test]
async fn a_first_try_whose_job_is_lost_is_made_by_the_sweep() {
    let (desk, receiver) = (Desk::memory().await, Receiver::start(&[]).await);
    let settings =
        WebhookSettings { url: Personal::from(receiver.url()), events: vec![WebhookEvent::RunCancelled], active: true };
    let made = desk.service.register_webhook(&caller(Role::Owner), settings).await.expect("registered");
    assert_eq!(made.0.created_by, Some(OWNER));
    let run = desk.run(1, "Rosa Kestenmair", RunState::Cancelled).await;
    let mut tx = desk.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
    desk.service.announce_to_webhooks(&mut tx, (run, None), WebhookEvent::RunCancelled).await.expect("announced");
    tx.commit().await.expect("kept");
    desk.wait(2 * MINUTE);
    assert_eq!(swept(&desk).await.delivered, 1);
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn a_storage_that_is_gone_does_not_keep_the_rest_waiting() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let desk = Desk::in_folder(folder.path()).await;
    let run = desk.run(1, "Rosa Kestenmair", RunState::Reading).await;
    // A file in the place of the folder of teams: nothing below it can be listed.
    let objects = folder.path().join("storage").join("objects");
    std::fs::remove_dir_all(&objects).expect("removed");
    std::fs::write(&objects, b"no folder").expect("written");
    desk.wait(16 * MINUTE);
    let found = swept(&desk).await;
    assert_eq!((found.stranded, found.expired.is_some()), (1, true));
    assert_eq!(state(&desk, run).await.0, RunState::Failed);
    assert_eq!(found.failed.iter().map(|(duty, _)| *duty).collect::<Vec<_>>(), ["storage"]);
}

/// The loop ends when it is told to, in the middle of its waiting.
#[tokio::test]
async fn sweeping_ends_when_it_is_told_to() {
    let desk = Desk::memory().await;
    let stop = CancellationToken::new();
    let seen: Mutex<usize> = Mutex::new(0);
    let report = |_: &Sweep| *seen.lock().expect("no panic") += 1;
    let stopped = async { stop.cancel() };
    let both = async { tokio::join!(desk.service.run_sweeps(&stop, &report), stopped) };
    let ended = tokio::time::timeout(Duration::from_secs(10), both).await;
    assert!(ended.is_ok());
    assert!(*seen.lock().expect("no panic") <= 1);
}
