//! Lists what a storage holds: sealed revisions by run. Without a database the current one is the sealed revision with
//! the greatest id whose run is not marked as deleted.

use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::revision::{Commit, SealedRevision};
use crate::standing;
use crate::storage::Storage;
use futures::{StreamExt, TryStreamExt};

/// Runs that are looked at together.
const RUNS_AT_ONCE: usize = 16;

/// One revision in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionSummary {
    /// Its id.
    pub revision: RevisionId,
    /// Its commit file; `None` for one that is not sealed or cannot be read.
    pub commit: Option<Commit>,
    /// Whether it was sealed and its commit file cannot be read.
    pub damaged: bool,
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
    let names = storage.children(&keys::runs(team)).await?;
    let ids: Vec<RunId> = names.iter().filter_map(|name| name.parse().ok()).collect();
    let summaries = ids.into_iter().map(|run| summary(storage, team, run));
    futures::stream::iter(summaries).buffered(RUNS_AT_ONCE).try_collect().await
}

/// The current revision of a run; `Ok(None)` when the run does not exist, is deleted or has no sealed revision.
///
/// # Errors
/// [`StorageError::Corrupt`] when the newest one that was sealed cannot be read: an older one is not passed off as current.
/// A failure of the back end.
pub async fn current_revision(
    storage: &Storage,
    team: TeamId,
    run: RunId,
) -> Result<Option<SealedRevision>, StorageError> {
    let mut names = storage.children(&keys::run(team, run)).await?;
    names.reverse();
    for revision in names.iter().filter_map(|name| name.parse::<RevisionId>().ok()) {
        if let Some(found) = SealedRevision::open(storage, team, run, revision).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// All sealed revisions of a run, oldest first, and the number of those whose commit file cannot be read.
pub(crate) async fn sealed_revisions(
    storage: &Storage,
    team: TeamId,
    run: RunId,
) -> Result<(Vec<SealedRevision>, u64), StorageError> {
    let (mut sealed, mut damaged) = (Vec::new(), 0);
    for name in storage.children(&keys::run(team, run)).await? {
        let Ok(revision) = name.parse::<RevisionId>() else { continue };
        match SealedRevision::open(storage, team, run, revision).await {
            Ok(found) => sealed.extend(found),
            Err(StorageError::Corrupt { .. }) => damaged += 1,
            Err(error) => return Err(error),
        }
    }
    Ok((sealed, damaged))
}

async fn summary(storage: &Storage, team: TeamId, run: RunId) -> Result<RunSummary, StorageError> {
    let mut revisions = Vec::new();
    for name in storage.children(&keys::run(team, run)).await? {
        let Ok(revision) = name.parse::<RevisionId>() else { continue };
        let (commit, damaged) = match SealedRevision::open(storage, team, run, revision).await {
            Ok(sealed) => (sealed.map(|sealed| sealed.commit().clone()), false),
            Err(StorageError::Corrupt { .. }) => (None, true),
            // A file that no object could be, or a right that is missing: that run is damaged, and the others are not.
            Err(error) if storage.root.is_some() && !error.retryable() => (None, true),
            Err(error) => return Err(error),
        };
        revisions.push(RevisionSummary { revision, commit, damaged });
    }
    // A run that was swept and then copied again has a mark and stands.
    let sealed = revisions.iter().any(|revision| revision.commit.is_some());
    let deleted = !sealed && standing::run_mark(storage, team, run).await?.is_some();
    Ok(RunSummary { run, revisions, deleted })
}
