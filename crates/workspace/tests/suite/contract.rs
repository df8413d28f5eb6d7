//! The contract suite on every back end that needs no server, and how roots are opened.

use dossier_workspace::testing::contract::{check, new_revision};
use dossier_workspace::{
    LOCAL_TEAM, OpenMode, RevisionId, RunId, RunWorkspace, SealedRevision, Storage, StorageConfig, StorageError,
    SweepOptions, list_runs, probe, sweep, sweep_temp,
};
use jiff::Timestamp;
use std::path::Path;
use uuid::Uuid;

fn mode(init: bool) -> OpenMode {
    OpenMode {
        init,
        expected: None,
        adopt: false,
        mark: true,
        instance: Uuid::from_u128(7),
        now: Timestamp::UNIX_EPOCH,
    }
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

/// Everything below a directory.
fn below(path: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path).expect("listed").flatten() {
        names.push(entry.file_name().to_string_lossy().into_owned());
        if entry.file_type().expect("a kind").is_dir() {
            names.extend(below(&entry.path()));
        }
    }
    names
}

#[tokio::test]
async fn a_directory_with_other_files_is_refused_and_left_as_it_is() {
    let base = tempfile::tempdir().expect("a scratch directory");
    std::fs::write(base.path().join("letter.txt"), b"x").expect("written");
    let config = StorageConfig::Local { root: base.path().to_owned(), fsync: false };
    assert!(matches!(Storage::open(&config, mode(true)).await, Err(StorageError::NotOurs)));
    assert!(!probe(&config, OpenMode { now: Timestamp::now(), ..mode(true) }, LOCAL_TEAM).await.is_sound());
    assert_eq!(below(base.path()), ["letter.txt"]);
}

#[tokio::test]
async fn a_look_writes_nothing() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let root = base.path().join("data");
    let config = StorageConfig::Local { root: root.clone(), fsync: false };
    let look = OpenMode { mark: false, ..mode(true) };
    assert!(matches!(Storage::open(&config, look).await, Err(StorageError::RootMissing)));
    assert!(probe(&config, OpenMode { now: Timestamp::now(), ..mode(true) }, LOCAL_TEAM).await.is_sound());
    assert!(!root.exists(), "the probe takes back what it made");
    std::fs::create_dir(&root).expect("created");
    let (storage, marker) = Storage::open(&config, look).await.expect("read as empty");
    assert!(marker.is_none() && list_runs(&storage, LOCAL_TEAM).await.expect("listed").is_empty());
    assert!(probe(&config, OpenMode { now: Timestamp::now(), ..mode(true) }, LOCAL_TEAM).await.is_sound());
    assert_eq!(below(&root), Vec::<String>::new());
    // A backup that leaves empty directories out.
    Storage::open(&config, mode(true)).await.expect("marked");
    let _ = std::fs::remove_dir(root.join("locks"));
    Storage::open(&config, look).await.expect("opened");
    assert_eq!(below(&root), ["objects", "dossier-instance.json"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_begin_at_once_share_one_marker() {
    let base = tempfile::tempdir().expect("a scratch directory");
    for number in 0..100 {
        let root = base.path().join(number.to_string());
        let opened = (0..8u128).map(|instance| {
            let config = StorageConfig::Local { root: root.clone(), fsync: false };
            tokio::spawn(async move {
                let mode = OpenMode { instance: Uuid::from_u128(instance), ..mode(true) };
                let (storage, marker) = Storage::open(&config, mode).await?;
                // A run that begins at once must not make the root look foreign to the others.
                let run = RunId::new(Uuid::from_u128(instance));
                let revision = RevisionId::new(Uuid::from_u128(instance));
                let new = RunWorkspace::create(&storage, LOCAL_TEAM, run, revision, new_revision()).await?;
                new.seal(Timestamp::UNIX_EPOCH).await?;
                Ok::<_, StorageError>(marker)
            })
        });
        let markers: Vec<_> = futures::future::join_all(opened).await;
        for marker in &markers {
            let marker = marker.as_ref().expect("no panic").as_ref().expect("opened");
            assert_eq!(Some(marker), markers[0].as_ref().expect("no panic").as_ref().ok());
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_others_put_into_a_storage_stops_nothing() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let root = base.path().join("data");
    let config = StorageConfig::Local { root: root.clone(), fsync: false };
    let storage = Storage::open(&config, mode(true)).await.expect("created").0;
    let run = RunId::new(Uuid::from_u128(1));
    let revision = RevisionId::new(Uuid::from_u128(2));
    let new = RunWorkspace::create(&storage, LOCAL_TEAM, run, revision, new_revision()).await.expect("begun");
    new.seal(Timestamp::UNIX_EPOCH).await.expect("sealed");
    let runs = root.join(format!("objects/t/{LOCAL_TEAM}/runs"));
    let odd = runs.join(RunId::new(Uuid::from_u128(3)).to_string()).join(revision.to_string());
    std::fs::create_dir_all(&odd).expect("created");
    std::os::unix::fs::symlink(".", odd.join("loop")).expect("linked");
    std::fs::write(odd.join("bell\u{7}"), b"x").expect("written");
    std::fs::write(runs.join("bell\u{7}"), b"x").expect("written");
    std::fs::create_dir_all(root.join("locks/directory")).expect("created");
    let pipe = |path: std::path::PathBuf| {
        let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo starts");
        assert!(made.success());
    };
    pipe(root.join("locks/pipe"));
    let temporary = base.path().join("dossier-pipe");
    std::fs::create_dir(&temporary).expect("created");
    pipe(temporary.join("owner.lock"));
    let listed = list_runs(&storage, LOCAL_TEAM).await.expect("listed");
    assert_eq!(listed.len(), 2);
    assert!(listed[0].revisions[0].commit.is_some());
    let options = SweepOptions::at(Timestamp::now() + jiff::SignedDuration::from_hours(2));
    sweep(&storage, options).await.expect("swept");
    assert!(SealedRevision::open(&storage, LOCAL_TEAM, run, revision).await.expect("opened").is_some());
    assert_eq!(sweep_temp(base.path(), false).expect("swept"), 0);
    assert_eq!(sweep_temp(&base.path().join("nowhere"), false).expect("nothing to sweep"), 0);
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
    std::fs::write(root.join("objects/dossier-instance.json"), b"").expect("cut");
    assert!(matches!(Storage::open(&config, mode(false)).await, Err(StorageError::Corrupt { .. })));
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
