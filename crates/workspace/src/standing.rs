//! Whether a revision with a commit file stands. Writers, sweepers and erasures agree on it without locks and without
//! conditional writes, which several services ignore, by marks that are written before anything is deleted:
//!
//! - A sweeper puts `given-up.json` into a revision, *then* looks for its commit file, and deletes only when there is none.
//!   A writer puts its commit file, *then* looks for the mark, and reports success only when there is none. Whichever
//!   comes second sees the other, so nothing that was reported as sealed is ever deleted as unfinished.
//! - The same holds one level up: `deleted.json` in a run is put before its inputs are deleted.
//! - A commit file that arrives beside a mark does not stand unless everything it names is there: then it was sealed
//!   first, and the sweeper has let it be.
//!
//! Marks stay for [`MARKS_KEPT`]: no write arrives later than that.

use crate::error::StorageError;
use crate::ids::{RunId, TeamId};
use crate::keys;
use crate::life::Receipt;
use crate::revision::{Area, Commit};
use crate::storage::Storage;
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// How long marks outlive what they gave up.
pub const MARKS_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Size of a run's mark that is still believed; it lists what was erased.
const MARK_BYTES_MAX: u64 = 64 * 1024 * 1024;

pub(crate) const BY_SWEEP: &str = "a sweep took it for dead";
pub(crate) const BY_ERASURE: &str = "the run is erased or swept";

/// The mark of a run that is gone or going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunMark {
    pub(crate) schema: String,
    pub(crate) at: Timestamp,
    pub(crate) reason: Reason,
    /// What an erasure set out to delete, so that a repeated one gives the same receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) receipt: Option<Receipt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// Someone asked for it; nothing of the run stands.
    Erased,
    /// Nothing sealed was left in it.
    Swept,
}

pub(crate) enum Standing {
    Sealed,
    GivenUp,
}

/// The mark of a run, if it has one. One that cannot be read was cut while it was written: whoever wrote it got an error, so
/// it hides nothing that is complete.
pub(crate) async fn run_mark(storage: &Storage, team: TeamId, run: RunId) -> Result<Option<RunMark>, StorageError> {
    let key = keys::run(team, run).join(keys::DELETED);
    let Some(bytes) = storage.get(&key, MARK_BYTES_MAX).await? else { return Ok(None) };
    let cut = || {
        let schema = "dossier.deleted/1".to_owned();
        RunMark { schema, at: Timestamp::UNIX_EPOCH, reason: Reason::Swept, receipt: None }
    };
    Ok(Some(serde_json::from_slice(&bytes).unwrap_or_else(|_| cut())))
}

pub(crate) async fn put_run_mark(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    mark: &RunMark,
) -> Result<(), StorageError> {
    let bytes = serde_json::to_vec(mark).expect("a mark is plain JSON");
    storage.put(&keys::run(team, run).join(keys::DELETED), Bytes::from(bytes)).await
}

/// The same, unless there is a mark already, as far as the back end can tell.
pub(crate) async fn put_first_run_mark(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    mark: &RunMark,
) -> Result<(), StorageError> {
    let bytes = serde_json::to_vec(mark).expect("a mark is plain JSON");
    storage.put_first(&keys::run(team, run).join(keys::DELETED), Bytes::from(bytes)).await
}

/// Marks a revision as given up.
pub(crate) async fn give_up(storage: &Storage, prefix: &object_store::path::Path) -> Result<(), StorageError> {
    storage.put(&prefix.clone().join(keys::GIVEN_UP), Bytes::from_static(b"{\"schema\":\"dossier.given-up/1\"}")).await
}

/// Whether a commit file that was just read stands.
pub(crate) async fn of(storage: &Storage, commit: &Commit) -> Result<Standing, StorageError> {
    let prefix = keys::revision(commit.team, commit.run, commit.revision);
    let given_up = prefix.join(keys::GIVEN_UP);
    let (given_up, run) =
        futures::future::join(storage.get(&given_up, 4096), run_mark(storage, commit.team, commit.run)).await;
    match (given_up?, run?) {
        (None, None) => Ok(Standing::Sealed),
        (_, Some(RunMark { reason: Reason::Erased, .. })) => Ok(Standing::GivenUp),
        _ if is_complete(storage, commit).await? => Ok(Standing::Sealed),
        _ => Ok(Standing::GivenUp),
    }
}

/// Whether everything that a commit file names is there, by name and size.
pub(crate) async fn is_complete(storage: &Storage, commit: &Commit) -> Result<bool, StorageError> {
    is_complete_without(storage, commit, &BTreeSet::new()).await
}

/// The same where some inputs, by their hashes, were dropped on purpose.
pub(crate) async fn is_complete_without(
    storage: &Storage,
    commit: &Commit,
    dropped: &BTreeSet<String>,
) -> Result<bool, StorageError> {
    let prefix = keys::revision(commit.team, commit.run, commit.revision);
    let listed = storage.list(&prefix).await?;
    let start = prefix.as_ref().len() + 1;
    let named = listed.iter().filter(|meta| {
        let (folder, key) =
            meta.location.as_ref().get(start..).and_then(|rest| rest.split_once('/')).unwrap_or_default();
        let area = [Area::PrimaryOutputs, Area::Artifacts].into_iter().find(|area| area.folder() == folder);
        area.and_then(|area| commit.by_key(area, key)).is_some_and(|entry| entry.bytes == meta.size)
    });
    let documents = named.count() == commit.entries.len();
    match check_inputs_without(storage, commit, dropped).await {
        Ok(()) => Ok(documents),
        Err(StorageError::NotFound { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether the inputs that a commit file names are there.
pub(crate) async fn check_inputs(storage: &Storage, commit: &Commit) -> Result<(), StorageError> {
    check_inputs_without(storage, commit, &BTreeSet::new()).await
}

async fn check_inputs_without(
    storage: &Storage,
    commit: &Commit,
    dropped: &BTreeSet<String>,
) -> Result<(), StorageError> {
    if commit.inputs.is_empty() {
        return Ok(());
    }
    let listed: HashMap<String, u64> = storage
        .list(&keys::inputs(commit.team, commit.run))
        .await?
        .into_iter()
        .map(|meta| (meta.location.to_string(), meta.size))
        .collect();
    let there =
        commit.inputs.iter().filter(|input| !dropped.contains(&input.sha256)).all(|input| {
            listed.get(keys::input(commit.team, commit.run, &input.sha256).as_ref()) == Some(&input.bytes)
        });
    if there { Ok(()) } else { Err(StorageError::missing("input")) }
}
