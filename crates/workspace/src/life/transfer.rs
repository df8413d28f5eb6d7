//! Giving a run to another team of the same storage: everything is copied under the team's own prefix and read back there before
//! whoever asked may delete the original. Changes nothing of the original.

use crate::error::StorageError;
use crate::ids::{RunId, TeamId};
use crate::keys;
use crate::life::adopt::adopt_run;
use crate::life::runs::sealed_revisions;
use crate::revision::{Commit, InputRef, SealedRevision};
use crate::standing;
use crate::storage::Storage;
use bytes::Bytes;

/// What is with the other team and was read back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transferred {
    /// Sealed revisions.
    pub revisions: u64,
    /// Objects of revisions, and inputs; an input of several revisions counts once.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Copies a run with all its sealed revisions and the given inputs to another team, under the same ids, and reads every object
/// back there. Repeating it after a crash goes on; memory is one object.
///
/// # Errors
/// [`StorageError::GivenUp`] when the team has erased the run lately, [`StorageError::Corrupt`] when something reads differently
/// from what was committed or a commit file cannot be read, [`StorageError::NotFound`] when an input is gone, or a failure of the
/// back end.
pub async fn transfer_run(
    storage: &Storage,
    (from, to): (TeamId, TeamId),
    run: RunId,
    inputs: &[InputRef],
) -> Result<Transferred, StorageError> {
    if standing::run_mark(storage, to, run).await?.is_some() {
        return Err(StorageError::GivenUp { reason: standing::BY_ERASURE });
    }
    if adopt_run(storage, from, run, to).await?.damaged > 0 {
        return Err(StorageError::corrupt(keys::COMMIT, "it is not readable"));
    }
    let (sealed, _) = sealed_revisions(storage, from, run).await?;
    let mut done = Transferred::default();
    let mut seen: Vec<&InputRef> = Vec::new();
    let committed = sealed.iter().flat_map(|revision| &revision.commit().inputs);
    for input in committed.chain(inputs) {
        if !seen.contains(&input) {
            seen.push(input);
            let bytes = match input_of(storage, to, run, input).await {
                Ok(bytes) => bytes,
                // One that belongs to no sealed revision, as that of a run that has failed.
                Err(StorageError::NotFound { .. }) => {
                    let bytes = input_of(storage, from, run, input).await?;
                    storage.put(&keys::input(to, run, &input.sha256), bytes).await?;
                    input_of(storage, to, run, input).await?
                }
                Err(error) => return Err(error),
            };
            done.objects += 1;
            done.bytes += bytes.len() as u64;
        }
    }
    for revision in &sealed {
        let expected = Commit { team: to, ..revision.commit().clone() };
        let arrived = SealedRevision::open(storage, to, run, expected.revision).await?;
        let arrived = arrived.filter(|arrived| *arrived.commit() == expected);
        let arrived = arrived.ok_or_else(|| StorageError::corrupt(keys::COMMIT, "it arrived differently"))?;
        for entry in &expected.entries {
            let found = arrived.get(entry.area, &entry.key, entry.bytes).await?;
            done.bytes += found.ok_or_else(|| StorageError::missing(&entry.key))?.len() as u64;
            done.objects += 1;
        }
        done.revisions += 1;
    }
    Ok(done)
}

/// Deletes what a transfer that came to nothing has left with the other team. Only for a run that the team does not have: no
/// mark is written, so that the transfer can be tried again.
///
/// # Errors
/// A failure of the back end.
pub async fn take_transfer_back(storage: &Storage, to: TeamId, run: RunId) -> Result<u64, StorageError> {
    storage.delete_prefix(&keys::run(to, run)).await
}

async fn input_of(storage: &Storage, team: TeamId, run: RunId, input: &InputRef) -> Result<Bytes, StorageError> {
    let found = storage.get_hashed(&keys::input(team, run, &input.sha256), input.bytes).await;
    let (bytes, sha256) = match found {
        Err(StorageError::TooLarge { .. }) => return Err(StorageError::corrupt("input", "its size differs")),
        found => found?.ok_or_else(|| StorageError::missing("input"))?,
    };
    if sha256 == input.sha256 { Ok(bytes) } else { Err(StorageError::corrupt("input", "its hash differs")) }
}
