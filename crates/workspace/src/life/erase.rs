//! Erasing a run: everything of it, sealed or not, with a receipt of what was there. The run's mark comes first, so that
//! from then on no reader sees anything of it and no writer can finish; an erasure that was interrupted is finished by
//! repeating it or by a sweep.

use crate::error::{Cause, StorageError};
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::revision::sealed::read_commit;
use crate::standing::{Reason, RunMark, put_first_run_mark, put_run_mark, run_mark};
use crate::storage::Storage;
use jiff::Timestamp;
use object_store::path::Path;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A writer that has not noticed yet may add objects during the first passes.
const PASSES_MAX: usize = 3;

/// What an erasure deleted. Holds ids, sizes and hashes only: no names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Form of this object.
    pub schema: String,
    /// Owner.
    pub team: TeamId,
    /// The run.
    pub run: RunId,
    /// When the erasure began.
    pub erased_at: Timestamp,
    /// Every object that was there, sorted by key.
    pub objects: Vec<ErasedObject>,
}

/// One erased object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErasedObject {
    /// Key below the run, such as `<revision>/primary_outputs/01-cv.docx`.
    pub key: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal, as committed; absent for what was never sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Erases a run; `Ok(None)` when there is no such run. Repeating it gives the same receipt as long as the mark is kept.
///
/// # Errors
/// [`StorageError::Corrupt`] when something of the run is still there afterwards, or a failure of the back end; the run is
/// invisible from the first step on, and repeating finishes the rest.
pub async fn erase_run(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    now: Timestamp,
) -> Result<Option<Receipt>, StorageError> {
    let receipt = match erased_before(storage, team, run).await? {
        Some(receipt) => receipt,
        None => {
            let objects = match inventory(storage, team, run).await {
                // Another erasure has begun to delete: what it set out to delete counts.
                Err(StorageError::NotFound { what }) => match erased_before(storage, team, run).await? {
                    Some(receipt) => return finish(storage, team, run, receipt).await.map(Some),
                    None => return Err(StorageError::NotFound { what }),
                },
                objects => objects?,
            };
            let earlier = run_mark(storage, team, run).await?;
            if objects.is_empty() && earlier.is_none() {
                return Ok(None);
            }
            let receipt = Receipt { schema: "dossier.erasure/1".into(), team, run, erased_at: now, objects };
            mark(storage, earlier, receipt).await?
        }
    };
    finish(storage, team, run, receipt).await.map(Some)
}

/// Looks at an erased run again and deletes what a late writer has left there; tells how many objects that were. Their erasure's
/// mark may be gone by then, or may never have been there, as in a storage that was restored from a backup.
///
/// # Errors
/// As [`erase_run`].
pub async fn recheck_erased(storage: &Storage, team: TeamId, run: RunId, now: Timestamp) -> Result<u64, StorageError> {
    let late = left(storage, team, run).await?.len() as u64;
    if late > 0 {
        erase_run(storage, team, run, now).await?;
    } else {
        storage.purge_hidden(&keys::run(team, run)).await?;
    }
    Ok(late)
}

/// What an erasure that has begun set out to delete.
async fn erased_before(storage: &Storage, team: TeamId, run: RunId) -> Result<Option<Receipt>, StorageError> {
    match run_mark(storage, team, run).await? {
        Some(RunMark { reason: Reason::Erased, receipt: Some(receipt), .. }) => Ok(Some(receipt)),
        _ => Ok(None),
    }
}

/// Writes the run's mark; of several erasures that begin at once, all report what the first one found as far as the back end
/// can tell.
async fn mark(storage: &Storage, earlier: Option<RunMark>, receipt: Receipt) -> Result<Receipt, StorageError> {
    let (team, run) = (receipt.team, receipt.run);
    let schema = "dossier.deleted/1".to_owned();
    let mark = RunMark { schema, at: receipt.erased_at, reason: Reason::Erased, receipt: Some(receipt.clone()) };
    let put = async || match earlier {
        Some(RunMark { reason: Reason::Erased, receipt: Some(_), .. }) => Ok(()),
        // A sweep's mark, or one that was cut, must not keep this one out.
        Some(_) => put_run_mark(storage, team, run, &mark).await,
        None => put_first_run_mark(storage, team, run, &mark).await,
    };
    match put().await {
        Err(StorageError::Backend { cause: Cause::Full, .. }) => {
            // A full disk must not keep a run from being erased. Its commit files go first, so that it is invisible; the
            // room that its files leave is enough for the mark.
            let listed: Vec<Path> =
                storage.list(&keys::run(team, run)).await?.into_iter().map(|meta| meta.location).collect();
            storage.delete_all(listed).await?;
            put().await?;
        }
        put => put?,
    }
    Ok(erased_before(storage, team, run).await?.unwrap_or(receipt))
}

async fn finish(storage: &Storage, team: TeamId, run: RunId, receipt: Receipt) -> Result<Receipt, StorageError> {
    storage.purge_hidden(&keys::run(team, run)).await?;
    for _ in 0..PASSES_MAX {
        delete_marked(storage, team, run).await?;
        if left(storage, team, run).await?.is_empty() {
            return Ok(receipt);
        }
    }
    Err(StorageError::corrupt("run", "something of it is still there after it was deleted"))
}

/// Deletes everything of a run but its mark. The mark must be there.
pub(crate) async fn delete_marked(storage: &Storage, team: TeamId, run: RunId) -> Result<u64, StorageError> {
    if run_mark(storage, team, run).await?.is_none() {
        return Err(StorageError::missing(keys::DELETED));
    }
    storage.delete_all(left(storage, team, run).await?).await
}

async fn left(storage: &Storage, team: TeamId, run: RunId) -> Result<Vec<Path>, StorageError> {
    let prefix = keys::run(team, run);
    let mark = prefix.clone().join(keys::DELETED);
    let listed = storage.list(&prefix).await?;
    Ok(listed.into_iter().map(|meta| meta.location).filter(|key| *key != mark).collect())
}

/// Every object of a run with the hash that its commit file or its key states.
async fn inventory(storage: &Storage, team: TeamId, run: RunId) -> Result<Vec<ErasedObject>, StorageError> {
    let prefix = keys::run(team, run);
    let listed = storage.list(&prefix).await?;
    let mut hashes: BTreeMap<String, String> = BTreeMap::new();
    for meta in listed.iter().filter(|meta| meta.location.filename() == Some(keys::COMMIT)) {
        let revision = meta.location.parts().nth_back(1).and_then(|part| part.as_ref().parse::<RevisionId>().ok());
        let Some(revision) = revision else { continue };
        let commit = match read_commit(storage, team, run, revision).await {
            Ok(Some(commit)) => commit,
            // One that cannot be read is erased all the same, only without hashes.
            Err(StorageError::Corrupt { .. }) => continue,
            // It was listed a moment ago: a receipt without its hashes would be wrong, so try again.
            Ok(None) => return Err(StorageError::missing(keys::COMMIT)),
            Err(error) => return Err(error),
        };
        for entry in commit.entries {
            hashes.insert(format!("{revision}/{}/{}", entry.area.folder(), entry.key), entry.sha256);
        }
        for input in commit.inputs {
            hashes.insert(format!("inputs/{}", input.sha256), input.sha256);
        }
    }
    let start = prefix.as_ref().len() + 1;
    let objects = listed.into_iter().filter(|meta| meta.location.filename() != Some(keys::DELETED)).map(|meta| {
        let key = meta.location.as_ref()[start..].to_owned();
        let sha256 = hashes.get(&key).cloned();
        ErasedObject { key, bytes: meta.size, sha256 }
    });
    Ok(objects.collect())
}
