//! Every operation of the protocol under every fault at every call: whatever is reported, a revision is all or nothing, and
//! repeating what failed on a healthy storage comes to the right end.

use bytes::Bytes;
use dossier_workspace::testing::contract::new_revision;
use dossier_workspace::testing::faulty::{FAULTS, Fault, Faulty};
use dossier_workspace::{
    FileName, NewRevision, RevisionId, RunId, RunWorkspace, SealedRevision, Storage, StorageError, SweepOptions,
    TeamId, adopt_run, copy_run, current_revision, erase_run, list_runs, sweep, verify_zip,
};
use jiff::{SignedDuration, Timestamp};
use object_store::memory::InMemory;
use object_store::{ObjectStoreExt, path::Path};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use uuid::Uuid;

const TEAM: TeamId = TeamId::new(Uuid::from_u128(1));
const OTHER: TeamId = TeamId::new(Uuid::from_u128(9));
const RUN: RunId = RunId::new(Uuid::from_u128(2));
const REVISION: RevisionId = RevisionId::new(Uuid::from_u128(3));

fn later(hours: i64) -> SweepOptions {
    SweepOptions::at(Timestamp::now() + SignedDuration::from_hours(hours))
}

/// Two documents, a small input and one that goes in parts.
async fn fill(storage: &Storage) -> Result<RunWorkspace, StorageError> {
    let mut workspace = RunWorkspace::create(storage, TEAM, RUN, REVISION, new_revision()).await?;
    workspace.save_input(futures::stream::iter([Ok(Bytes::from_static(b"the cv"))]), 100).await?;
    let large = (0..9).map(|_| Ok(Bytes::from(vec![1; 1 << 20])));
    workspace.save_input(futures::stream::iter(large), 16 << 20).await?;
    for slug in ["01-cv.docx", "02-offer.docx"] {
        let name = FileName::parse(slug).expect("a sound name");
        workspace.save_primary(slug, name, "application/octet-stream", Bytes::from(vec![7; 1000])).await?;
    }
    Ok(workspace)
}

async fn write(storage: &Storage) -> Result<SealedRevision, StorageError> {
    fill(storage).await?.seal(Timestamp::now()).await
}

async fn visible(storage: &Storage) -> Result<Option<SealedRevision>, StorageError> {
    SealedRevision::open(storage, TEAM, RUN, REVISION).await
}

async fn whole(found: &SealedRevision, case: &str) {
    let zip = found.bundle(|_| true).await.expect(case).to_bytes(1 << 20).await.expect(case);
    assert_eq!(verify_zip(&zip).expect(case).len(), 2, "{case}");
    for input in &found.commit().inputs {
        found.input(input, 16 << 20).await.expect(case);
    }
}

/// Runs an operation under every fault at every call; `prepare` sets a healthy storage up, `act` is the operation, `check`
/// sees the storage, healthy again, with what was reported.
async fn under_every_fault<P, A, C, T>(prepare: P, act: A, check: C) -> u64
where
    P: AsyncFn(&Storage),
    A: AsyncFn(&Storage) -> Result<T, StorageError>,
    C: AsyncFn(&Storage, Result<T, StorageError>, &str),
{
    let (healthy, faulty, calls) = stage(0, Fault::Before, &prepare).await;
    let done = act(&faulty).await;
    assert!(done.is_ok(), "no fault, no failure");
    check(&healthy, done, "no fault").await;
    let count = calls.load(Ordering::SeqCst);
    for fault in FAULTS {
        for fail_at in 1..=count {
            let (healthy, faulty, _) = stage(fail_at, fault, &prepare).await;
            let reported = act(&faulty).await;
            check(&healthy, reported, &format!("{fault:?} at call {fail_at} of {count}")).await;
        }
    }
    count
}

async fn stage(
    fail_at: u64,
    fault: Fault,
    prepare: &impl AsyncFn(&Storage),
) -> (Storage, Storage, Arc<std::sync::atomic::AtomicU64>) {
    let inner: Arc<InMemory> = Arc::new(InMemory::new());
    let healthy = Storage::over(inner.clone());
    prepare(&healthy).await;
    let faulty = Faulty::new(inner, fail_at, fault);
    let calls = faulty.calls();
    (healthy, Storage::over(Arc::new(faulty)), calls)
}

#[tokio::test]
async fn a_revision_is_all_or_nothing_whatever_call_fails() {
    let calls = under_every_fault(
        async |_| {},
        async |storage| write(storage).await,
        async |healthy, reported, case| {
            match (&reported, &visible(healthy).await) {
                // A commit file that was cut is visible as damage, never as a revision.
                (Err(_), Ok(None) | Err(StorageError::Corrupt { .. })) => {}
                // Reported as failed although it took effect: then it must be complete.
                (Ok(_) | Err(_), Ok(Some(found))) => whole(found, case).await,
                (_, found) => panic!("{case}: reported {reported:?}, found {found:?}"),
            }
            let sealed = reported.is_ok();
            // Recovery: whatever is left of a failure goes with time, and what is sealed stays.
            for hours in [2, 3, 200, 201, 400] {
                sweep(healthy, later(hours)).await.expect(case);
            }
            match visible(healthy).await {
                Ok(Some(found)) => whole(&found, case).await,
                Ok(None) => assert!(!sealed, "{case}: a sweep took what was sealed"),
                Err(StorageError::Corrupt { .. }) => assert!(!sealed, "{case}"),
                Err(error) => panic!("{case}: {error}"),
            }
        },
    )
    .await;
    assert!(calls >= 15, "the scenario makes {calls} calls");
}

#[tokio::test]
async fn a_failed_save_can_be_repeated() {
    under_every_fault(
        async |_| {},
        async |storage| {
            let mut workspace = RunWorkspace::create(storage, TEAM, RUN, REVISION, new_revision()).await?;
            for slug in ["01-cv.docx", "02-offer.docx"] {
                let name = || FileName::parse(slug).expect("a sound name");
                let content = Bytes::from(vec![7; 1000]);
                let first = workspace.save_primary(slug, name(), "x/y", content.clone()).await;
                if first.is_err() {
                    workspace.save_primary(slug, name(), "x/y", content).await?;
                }
            }
            workspace.seal(Timestamp::now()).await
        },
        async |healthy, reported, case| match (reported, visible(healthy).await) {
            (Ok(_), Ok(Some(found))) => whole(&found, case).await,
            (Ok(_), found) => panic!("{case}: {found:?}"),
            (Err(_), _) => {}
        },
    )
    .await;
}

#[tokio::test]
async fn a_sweep_takes_no_sealed_revision_whatever_call_fails() {
    under_every_fault(
        async |storage| {
            write(storage).await.expect("sealed");
            let run = RunId::new(Uuid::from_u128(5));
            let mut dead = RunWorkspace::create(storage, TEAM, run, REVISION, new_revision()).await.expect("begun");
            dead.save_input(futures::stream::iter([Ok(Bytes::from_static(b"x"))]), 9).await.expect("saved");
        },
        async |storage| sweep(storage, later(2)).await,
        async |healthy, _, case| {
            whole(&visible(healthy).await.expect(case).expect(case), case).await;
            for hours in [3, 200, 201, 400] {
                sweep(healthy, later(hours)).await.expect(case);
            }
            whole(&visible(healthy).await.expect(case).expect(case), case).await;
            let left = sweep(healthy, later(401)).await.expect(case);
            assert_eq!(left, dossier_workspace::SweepReport::default(), "{case}: nothing is left to take");
        },
    )
    .await;
}

#[tokio::test]
async fn an_erasure_is_finished_by_repeating_it_whatever_call_fails() {
    under_every_fault(
        async |storage| drop(write(storage).await.expect("sealed")),
        async |storage| erase_run(storage, TEAM, RUN, Timestamp::now()).await,
        async |healthy, reported, case| {
            if let Ok(Some(receipt)) = &reported {
                assert!(visible(healthy).await.expect(case).is_none(), "{case}: reported as erased, yet there");
                assert_eq!(receipt.objects.iter().filter(|object| object.sha256.is_some()).count(), 4, "{case}");
            }
            match visible(healthy).await {
                Ok(Some(found)) => whole(&found, case).await,
                Ok(None) | Err(StorageError::Corrupt { .. }) => {}
                Err(error) => panic!("{case}: {error}"),
            }
            // A mark that was cut cannot be read; the repeated erasure writes it anew.
            let again = erase_run(healthy, TEAM, RUN, Timestamp::now()).await.expect(case);
            assert!(again.is_some(), "{case}");
            assert!(visible(healthy).await.expect(case).is_none(), "{case}");
        },
    )
    .await;
}

#[tokio::test]
async fn a_full_disk_keeps_no_run_from_being_erased() {
    let inner: Arc<InMemory> = Arc::new(InMemory::new());
    let healthy = Storage::over(inner.clone());
    write(&healthy).await.expect("sealed");
    let full = Storage::over(Arc::new(Faulty::full(inner)));
    let begun = RunWorkspace::create(&full, TEAM, RunId::new(Uuid::from_u128(8)), REVISION, new_revision()).await;
    let mut begun = begun.expect("nothing is written yet");
    let name = FileName::parse("x").expect("a sound name");
    let refused = begun.save_primary("x", name, "x/y", Bytes::from_static(b"x")).await.expect_err("no room");
    assert_eq!(refused.code(), "storage.full");
    let receipt = erase_run(&full, TEAM, RUN, Timestamp::now()).await.expect("erased").expect("it was there");
    assert_eq!(receipt.objects.iter().filter(|object| object.sha256.is_some()).count(), 4);
    assert!(visible(&healthy).await.expect("looked").is_none());
    let again = erase_run(&healthy, TEAM, RUN, Timestamp::now()).await.expect("repeated");
    assert_eq!(again, Some(receipt), "the mark arrived in the end");
}

#[tokio::test(flavor = "multi_thread")]
async fn erasures_at_the_same_time_give_one_receipt() {
    for _ in 0..200 {
        let storage = Storage::memory();
        write(&storage).await.expect("sealed");
        let erasures = (0..4i64).map(|second| {
            let storage = storage.clone();
            let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second);
            tokio::spawn(async move { erase_run(&storage, TEAM, RUN, at).await })
        });
        let receipts: Vec<_> =
            futures::future::join_all(erasures).await.into_iter().map(|done| done.expect("no panic")).collect();
        for receipt in &receipts {
            let receipt = receipt.as_ref().expect("erased").as_ref().expect("it was there");
            assert_eq!(Some(receipt), receipts[0].as_ref().expect("erased").as_ref());
            assert_eq!(receipt.objects.iter().filter(|object| object.sha256.is_some()).count(), 4);
        }
    }
}

#[tokio::test]
async fn a_damaged_revision_is_named_and_hides_no_other() {
    let inner: Arc<InMemory> = Arc::new(InMemory::new());
    let storage = Storage::over(inner.clone());
    write(&storage).await.expect("sealed");
    let newer = RevisionId::new(Uuid::from_u128(4));
    let workspace = RunWorkspace::create(&storage, TEAM, RUN, newer, new_revision()).await.expect("begun");
    workspace.seal(Timestamp::now()).await.expect("sealed");
    let key = Path::from(format!("t/{TEAM}/runs/{RUN}/{newer}/commit.json"));
    inner.put(&key, Bytes::from_static(b"{\"schema\":").into()).await.expect("damaged");
    let current = current_revision(&storage, TEAM, RUN).await;
    assert!(matches!(current, Err(StorageError::Corrupt { .. })), "an older one is not passed off as current");
    let listed = list_runs(&storage, TEAM).await.expect("listed");
    let shown: Vec<_> = listed[0].revisions.iter().map(|found| (found.commit.is_some(), found.damaged)).collect();
    assert_eq!(shown, [(true, false), (false, true)]);
    let target = Storage::memory();
    let copied = copy_run(&storage, &target, TEAM, RUN, Timestamp::now()).await.expect("copied").expect("there");
    assert_eq!((copied.copied, copied.damaged), (1, 1));
    whole(&visible(&target).await.expect("looked").expect("copied"), "copied").await;
    let adopted = adopt_run(&storage, TEAM, RUN, OTHER).await.expect("adopted");
    assert_eq!((adopted.revisions, adopted.damaged), (1, 1));
}

#[tokio::test]
async fn a_run_that_was_swept_and_copied_again_is_listed() {
    let source = Storage::memory();
    write(&source).await.expect("sealed");
    let target = Storage::memory();
    let expired = NewRevision { expires_at: Some(Timestamp::now()), ..new_revision() };
    let workspace = RunWorkspace::create(&target, TEAM, RUN, RevisionId::new(Uuid::from_u128(7)), expired).await;
    let mut workspace = workspace.expect("begun");
    workspace.save_input(futures::stream::iter([Ok(Bytes::from_static(b"the cv"))]), 100).await.expect("saved");
    workspace.seal(Timestamp::now()).await.expect("sealed");
    for hours in [2, 4] {
        sweep(&target, later(hours)).await.expect("swept");
    }
    assert!(list_runs(&target, TEAM).await.expect("listed")[0].deleted);
    let now = Timestamp::now() + SignedDuration::from_hours(6);
    copy_run(&source, &target, TEAM, RUN, now).await.expect("copied").expect("there");
    let listed = list_runs(&target, TEAM).await.expect("listed");
    assert!(!listed[0].deleted && listed[0].revisions.iter().any(|found| found.commit.is_some()));
}

#[tokio::test]
async fn a_copy_is_finished_by_repeating_it_whatever_call_fails() {
    let source = Storage::memory();
    write(&source).await.expect("sealed");
    under_every_fault(
        async |_| {},
        async |target| copy_run(&source, target, TEAM, RUN, Timestamp::now()).await,
        async |healthy, reported, case| {
            match (&reported, visible(healthy).await) {
                (Ok(Some(_)) | Err(_), Ok(Some(found))) => whole(&found, case).await,
                (Err(_), Ok(None) | Err(StorageError::Corrupt { .. })) => {}
                (reported, found) => panic!("{case}: reported {reported:?}, found {found:?}"),
            }
            if matches!(visible(healthy).await, Err(StorageError::Corrupt { .. })) {
                return;
            }
            let again = copy_run(&source, healthy, TEAM, RUN, Timestamp::now()).await.expect(case).expect(case);
            assert_eq!(again.copied + again.present, 1, "{case}");
            whole(&visible(healthy).await.expect(case).expect(case), case).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_take_over_is_finished_by_repeating_it_whatever_call_fails() {
    under_every_fault(
        async |storage| drop(write(storage).await.expect("sealed")),
        async |storage| adopt_run(storage, TEAM, RUN, OTHER).await,
        async |healthy, _, case| {
            let found = SealedRevision::open(healthy, OTHER, RUN, REVISION).await;
            if matches!(found, Err(StorageError::Corrupt { .. })) {
                return;
            }
            adopt_run(healthy, TEAM, RUN, OTHER).await.expect(case);
            whole(&SealedRevision::open(healthy, OTHER, RUN, REVISION).await.expect(case).expect(case), case).await;
            whole(&visible(healthy).await.expect(case).expect(case), case).await;
        },
    )
    .await;
}

#[tokio::test]
async fn tampered_objects_are_found_when_read_and_when_bundled() {
    let inner = Arc::new(InMemory::new());
    let sealed = write(&Storage::over(inner.clone())).await.expect("sealed");
    let key = Path::from(format!("t/{TEAM}/runs/{RUN}/{REVISION}/primary_outputs/01-cv.docx"));
    inner.put(&key, Bytes::from(vec![8; 1000]).into()).await.expect("tampered");
    assert!(matches!(sealed.get_primary("01-cv.docx", 5000).await, Err(StorageError::Corrupt { .. })));
    let bundle = sealed.bundle(|_| true).await.expect("sizes are still right");
    assert!(matches!(bundle.to_bytes(1 << 20).await, Err(StorageError::Corrupt { .. })));
    inner.put(&key, Bytes::from(vec![7; 999]).into()).await.expect("shortened");
    assert!(matches!(sealed.bundle(|_| true).await, Err(StorageError::Corrupt { .. })));
    // A ZIP that is being sent is cut where the damage is, not finished as if nothing had happened.
    let stream = bundle.stream(0..bundle.bytes()).expect("a range");
    let sent: Vec<_> = futures::StreamExt::collect(stream).await;
    assert!(sent.last().expect("something was sent").is_err());
}
