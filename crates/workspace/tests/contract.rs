//! The contract suite on every back end that needs no server, and the seal under every fault at every call.

use bytes::Bytes;
use dossier_workspace::testing::contract::{check, new_revision};
use dossier_workspace::testing::faulty::{FAULTS, Fault, Faulty};
use dossier_workspace::{
    FileName, OpenMode, RevisionId, RunId, RunWorkspace, SealedRevision, Storage, StorageConfig, StorageError, TeamId,
    verify_zip,
};
use jiff::Timestamp;
use object_store::memory::InMemory;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use uuid::Uuid;

fn mode(init: bool) -> OpenMode {
    OpenMode { init, expected: None, adopt: false, instance: Uuid::from_u128(7), now: Timestamp::UNIX_EPOCH }
}

#[tokio::test]
async fn memory() {
    check(|| async { Storage::memory() }).await;
}

#[tokio::test]
async fn temp() {
    let base = tempfile::tempdir().expect("a scratch directory");
    check(|| async {
        let config = StorageConfig::Temp { base: base.path().to_owned() };
        Storage::open(&config, mode(false)).await.expect("opened").0
    })
    .await;
    assert_eq!(std::fs::read_dir(base.path()).expect("listed").count(), 0, "nothing is left when the handles are gone");
}

async fn local(fsync: bool) {
    let base = tempfile::tempdir().expect("a scratch directory");
    let mut number = 0;
    check(|| {
        number += 1;
        let root = base.path().join(number.to_string());
        async move { Storage::open(&StorageConfig::Local { root, fsync }, mode(true)).await.expect("opened").0 }
    })
    .await;
}

#[tokio::test]
async fn local_without_fsync() {
    local(false).await;
}

#[tokio::test]
async fn local_with_fsync() {
    local(true).await;
}

#[tokio::test]
async fn a_root_is_created_adopted_or_refused() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let root = base.path().join("data");
    let config = StorageConfig::Local { root: root.clone(), fsync: false };
    let missing = Storage::open(&config, mode(false)).await;
    assert!(matches!(missing, Err(StorageError::RootMissing)));
    let (_, marker) = Storage::open(&config, mode(true)).await.expect("created");
    let again = OpenMode { instance: Uuid::from_u128(8), ..mode(false) };
    assert_eq!(Storage::open(&config, again).await.expect("opened").1, marker, "the first instance stays the owner");
    let foreign = base.path().join("foreign");
    std::fs::create_dir_all(foreign.join("objects")).expect("created");
    std::fs::write(foreign.join("objects/other.txt"), b"x").expect("written");
    let refused = Storage::open(&StorageConfig::Local { root: foreign, fsync: false }, mode(true)).await;
    assert!(matches!(refused, Err(StorageError::NotOurs)));
}

const IDS: (TeamId, RunId, RevisionId) =
    (TeamId::new(Uuid::from_u128(1)), RunId::new(Uuid::from_u128(2)), RevisionId::new(Uuid::from_u128(3)));

async fn write(storage: &Storage) -> Result<SealedRevision, StorageError> {
    let (team, run, revision) = IDS;
    let mut workspace = RunWorkspace::create(storage, team, run, revision, new_revision()).await?;
    let input = futures::stream::iter([Ok(Bytes::from_static(b"the cv"))]);
    workspace.save_input(input, 100).await?;
    for slug in ["01-cv.docx", "02-offer.docx"] {
        let name = FileName::parse(slug).expect("a sound name");
        workspace.save_primary(slug, name, "application/octet-stream", Bytes::from(vec![7; 1000])).await?;
    }
    workspace.seal(Timestamp::UNIX_EPOCH).await
}

#[tokio::test]
async fn a_revision_is_all_or_nothing_whatever_call_fails() {
    let counting = Faulty::new(Arc::new(InMemory::new()), 0, Fault::Before);
    let counter = counting.calls();
    write(&Storage::over(Arc::new(counting))).await.expect("no fault, no failure");
    let calls = counter.load(Ordering::SeqCst);
    assert!(calls >= 6, "the scenario makes {calls} calls");
    for fault in FAULTS {
        for fail_at in 1..=calls {
            let inner: Arc<InMemory> = Arc::new(InMemory::new());
            let written = write(&Storage::over(Arc::new(Faulty::new(inner.clone(), fail_at, fault)))).await;
            let healthy = Storage::over(inner);
            let (team, run, revision) = IDS;
            let seen = SealedRevision::open(&healthy, team, run, revision).await;
            let case = format!("{fault:?} at call {fail_at}");
            match (&written, &seen) {
                // A commit file that was cut is visible as damage, never as a revision.
                (Err(_), Ok(None) | Err(StorageError::Corrupt { .. })) => {}
                // Reported as failed although it took effect: then it must be complete.
                (Ok(_) | Err(_), Ok(Some(found))) => {
                    let zip = found.bundle(|_| true).await.expect(&case).to_bytes(1 << 20).await.expect(&case);
                    assert_eq!(verify_zip(&zip).expect(&case).len(), 2, "{case}");
                }
                _ => panic!("{case}: reported {written:?}, found {seen:?}"),
            }
        }
    }
}

#[tokio::test]
async fn tampered_objects_are_found_when_read_and_when_bundled() {
    use object_store::{ObjectStoreExt, path::Path};
    let inner = Arc::new(InMemory::new());
    let sealed = write(&Storage::over(inner.clone())).await.expect("sealed");
    let (team, run, revision) = IDS;
    let key = Path::from(format!("t/{team}/runs/{run}/{revision}/primary_outputs/01-cv.docx"));
    inner.put(&key, Bytes::from(vec![8; 1000]).into()).await.expect("tampered");
    assert!(matches!(sealed.get_primary("01-cv.docx", 5000).await, Err(StorageError::Corrupt { .. })));
    let bundle = sealed.bundle(|_| true).await.expect("sizes are still right");
    assert!(matches!(bundle.to_bytes(1 << 20).await, Err(StorageError::Corrupt { .. })));
    inner.put(&key, Bytes::from(vec![7; 999]).into()).await.expect("shortened");
    assert!(matches!(sealed.bundle(|_| true).await, Err(StorageError::Corrupt { .. })));
}
