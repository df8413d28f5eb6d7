//! Inputs of runs that have no revision: what is saved is read back checked, copied, dropped, and too much leaves nothing.

use bytes::Bytes;
use dossier_workspace::testing::contract::new_revision;
use dossier_workspace::{
    InputRef, RevisionId, RunId, RunWorkspace, Storage, StorageError, SweepOptions, TeamId, copy_run_input,
    drop_run_inputs, read_run_input, save_run_input, sweep, sweep_except,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use uuid::Uuid;

const TEAM: TeamId = TeamId::new(Uuid::from_u128(1));
const RUN: RunId = RunId::new(Uuid::from_u128(2));
const OTHER: RunId = RunId::new(Uuid::from_u128(4));

async fn save(storage: &Storage, bytes: &'static [u8], bytes_max: u64) -> Result<InputRef, StorageError> {
    let chunks = bytes.chunks(3).map(|chunk| Ok(Bytes::from_static(chunk)));
    save_run_input(storage, TEAM, RUN, futures::stream::iter(chunks), bytes_max).await
}

#[tokio::test]
async fn an_input_is_there_before_any_revision_and_in_it() {
    let storage = Storage::memory();
    let input = save(&storage, b"the cv of somebody", 100).await.expect("saved");
    assert_eq!(input.bytes, 18);
    let read = read_run_input(&storage, TEAM, RUN, &input, 100).await.expect("read");
    assert_eq!(&read[..], b"the cv of somebody");
    let revision = RevisionId::new(Uuid::from_u128(3));
    let mut workspace = RunWorkspace::create(&storage, TEAM, RUN, revision, new_revision()).await.expect("a workspace");
    workspace.keep_input(input.clone());
    let sealed = workspace.seal(Timestamp::now()).await.expect("sealed");
    assert_eq!(sealed.input(&input, 100).await.expect("read"), read);
}

#[tokio::test]
async fn what_differs_or_is_too_large_is_refused() {
    let storage = Storage::memory();
    let input = save(&storage, b"the cv", 100).await.expect("saved");
    let wrong = InputRef { bytes: 5, ..input.clone() };
    assert!(matches!(read_run_input(&storage, TEAM, RUN, &wrong, 100).await, Err(StorageError::Corrupt { .. })));
    assert!(matches!(read_run_input(&storage, TEAM, RUN, &input, 5).await, Err(StorageError::TooLarge { .. })));
    assert!(matches!(save(&storage, b"too much of it", 5).await, Err(StorageError::TooLarge { .. })));
    let elsewhere = read_run_input(&storage, TEAM, OTHER, &input, 100).await;
    assert!(matches!(elsewhere, Err(StorageError::NotFound { .. })));
}

#[tokio::test]
async fn another_run_has_a_copy_of_its_own() {
    let storage = Storage::memory();
    let input = save(&storage, b"the profile", 100).await.expect("saved");
    copy_run_input(&storage, TEAM, RUN, OTHER, &input).await.expect("copied");
    assert_eq!(drop_run_inputs(&storage, TEAM, RUN).await.expect("dropped"), 1);
    assert_eq!(drop_run_inputs(&storage, TEAM, RUN).await.expect("dropped again"), 0);
    assert!(read_run_input(&storage, TEAM, RUN, &input, 100).await.is_err());
    assert_eq!(&read_run_input(&storage, TEAM, OTHER, &input, 100).await.expect("read")[..], b"the profile");
}

#[tokio::test]
async fn a_sweep_leaves_the_inputs_of_runs_that_are_known() {
    let storage = Storage::memory();
    let input = save(&storage, b"the cv", 100).await.expect("saved");
    let later = SweepOptions::at(Timestamp::now() + SignedDuration::from_hours(2));
    let report = sweep_except(&storage, later, &BTreeSet::from([(TEAM, RUN)])).await.expect("swept");
    assert_eq!(report.inputs, 0);
    assert!(read_run_input(&storage, TEAM, RUN, &input, 100).await.is_ok());
    let report = sweep(&storage, later).await.expect("swept");
    assert_eq!(report.inputs, 1, "nobody knows it");
    assert!(read_run_input(&storage, TEAM, RUN, &input, 100).await.is_err());
}
