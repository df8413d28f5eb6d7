//! The contract suite on every back end that needs no server, and how roots are opened.

use dossier_workspace::testing::contract::check;
use dossier_workspace::{OpenMode, Storage, StorageConfig, StorageError};
use jiff::Timestamp;
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

#[tokio::test]
async fn an_expected_instance_is_not_found_in_an_empty_root() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let config = StorageConfig::Local { root: base.path().join("data"), fsync: false };
    let (_, marker) = Storage::open(&config, mode(true)).await.expect("created");
    let expecting = |expected| OpenMode { expected: Some(expected), ..mode(false) };
    Storage::open(&config, expecting(marker.as_ref().expect("a marker").instance)).await.expect("it is this one");
    let other = Storage::open(&config, expecting(Uuid::from_u128(9))).await;
    assert!(matches!(other, Err(StorageError::OtherInstance)));
    // The volume is gone, and an empty directory stands in its place.
    let vanished = StorageConfig::Local { root: base.path().to_owned().join("empty"), fsync: false };
    std::fs::create_dir_all(base.path().join("empty")).expect("created");
    let refused = Storage::open(&vanished, expecting(marker.as_ref().expect("a marker").instance)).await;
    assert!(matches!(refused, Err(StorageError::OtherInstance)));
    Storage::open(&vanished, mode(false)).await.expect("the refusal has not marked it for another");
}

#[tokio::test]
async fn a_lost_marker_is_replaced_only_on_demand() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let root = base.path().join("data");
    let config = StorageConfig::Local { root: root.clone(), fsync: false };
    Storage::open(&config, mode(true)).await.expect("created");
    std::fs::remove_file(root.join("objects/dossier-instance.json")).expect("removed");
    std::fs::create_dir_all(root.join("objects/t/x")).expect("created");
    std::fs::write(root.join("objects/t/x/y"), b"z").expect("written");
    assert!(matches!(Storage::open(&config, mode(false)).await, Err(StorageError::NotOurs)));
    Storage::open(&config, OpenMode { adopt: true, ..mode(false) }).await.expect("taken over");
    Storage::open(&config, mode(false)).await.expect("marked again");
}

/// What the system says of a directory is passed on as a cause, without the path.
#[cfg(unix)]
#[tokio::test]
async fn local_errors_name_no_path() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let root = base.path().join("canary");
    std::fs::create_dir_all(&root).expect("created");
    // A file where a directory belongs fails for every user, root included.
    std::fs::write(root.join("objects"), b"in the way").expect("written");
    let config = StorageConfig::Local { root, fsync: false };
    let error = Storage::open(&config, mode(false)).await.expect_err("it cannot be used");
    assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
}
