//! Lists what a storage holds: sealed revisions by run. Without a database the current one is the sealed revision with
//! the greatest id whose run is not marked as deleted.

use crate::commit::Commit;
use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::sealed::SealedRevision;
use crate::storage::Storage;

/// One revision in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionSummary {
    /// Its id.
    pub revision: RevisionId,
    /// Its commit file; `None` for one that is not sealed or cannot be read.
    pub commit: Option<Commit>,
}

/// One run in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSummary {
    /// Its id.
    pub run: RunId,
    /// Revisions, oldest first.
    pub revisions: Vec<RevisionSummary>,
    /// Whether the run carries a deletion mark.
    pub deleted: bool,
}

/// All runs of a team, oldest first.
///
/// # Errors
/// A failure of the back end.
pub async fn list_runs(storage: &Storage, team: TeamId) -> Result<Vec<RunSummary>, StorageError> {
    let mut runs = Vec::new();
    for name in storage.children(&keys::runs(team)).await? {
        let Ok(run) = name.parse::<RunId>() else { continue };
        runs.push(summary(storage, team, run).await?);
    }
    Ok(runs)
}

/// The current revision of a run; `Ok(None)` when the run does not exist, is deleted or has no sealed revision.
///
/// # Errors
/// [`StorageError::Corrupt`] for a commit file that contradicts itself, or a failure of the back end.
pub async fn current_revision(
    storage: &Storage,
    team: TeamId,
    run: RunId,
) -> Result<Option<SealedRevision>, StorageError> {
    let summary = summary(storage, team, run).await?;
    if summary.deleted {
        return Ok(None);
    }
    match summary.revisions.iter().rev().find(|revision| revision.commit.is_some()) {
        Some(newest) => SealedRevision::open(storage, team, run, newest.revision).await,
        None => Ok(None),
    }
}

async fn summary(storage: &Storage, team: TeamId, run: RunId) -> Result<RunSummary, StorageError> {
    let prefix = keys::run(team, run);
    let mut revisions = Vec::new();
    for name in storage.children(&prefix).await? {
        let Ok(revision) = name.parse::<RevisionId>() else { continue };
        let commit = match SealedRevision::open(storage, team, run, revision).await {
            Ok(sealed) => sealed.map(|sealed| sealed.commit().clone()),
            Err(StorageError::Corrupt { .. }) => None,
            Err(error) => return Err(error),
        };
        revisions.push(RevisionSummary { revision, commit });
    }
    let deleted = storage.get(&prefix.join(keys::DELETED), 4096).await?.is_some();
    Ok(RunSummary { run, revisions, deleted })
}
