//! Taking over sealed runs of another team of the same storage, such as those of an installation whose database is gone.
//! The original stays as it is: a sealed revision never changes.

use crate::error::StorageError;
use crate::ids::{RunId, TeamId};
use crate::keys;
use crate::life::runs::{RunSummary, list_runs, sealed_revisions};
use crate::revision::sealed::read_commit;
use crate::revision::{Area, NewRevision, RunWorkspace};
use crate::revision::{Budget, SealedRevision};
use crate::storage::Storage;
use object_store::path::Path;

/// Runs of all other teams that have something sealed, by team: what no listing of one's own team shows.
///
/// # Errors
/// A failure of the back end.
pub async fn other_teams_runs(storage: &Storage, own: TeamId) -> Result<Vec<(TeamId, RunSummary)>, StorageError> {
    let mut found = Vec::new();
    for name in storage.children(&Path::from("t")).await? {
        let Some(team) = name.parse::<TeamId>().ok().filter(|team| *team != own) else { continue };
        let runs = list_runs(storage, team).await?;
        let sealed = runs.into_iter().filter(|run| run.revisions.iter().any(|revision| revision.commit.is_some()));
        found.extend(sealed.map(|run| (team, run)));
    }
    Ok(found)
}

/// What a take-over did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Sealed revisions that are new with the team.
    pub revisions: u64,
    /// Revisions whose commit file cannot be read; they are left out.
    pub damaged: u64,
}

/// Copies the sealed revisions of a run to another team under the same ids. Repeating it is harmless.
///
/// # Errors
/// [`StorageError::Corrupt`] when something reads differently from what was committed, [`StorageError::GivenUp`] when the
/// team has erased the run, or a failure of the back end.
pub async fn adopt_run(storage: &Storage, from: TeamId, run: RunId, to: TeamId) -> Result<Adopted, StorageError> {
    let (sealed, damaged) = sealed_revisions(storage, from, run).await?;
    let mut adopted = Adopted { revisions: 0, damaged };
    for revision in sealed {
        let id = revision.commit().revision;
        if SealedRevision::open(storage, to, run, id).await?.is_some() {
            continue;
        }
        if read_commit(storage, to, run, id).await?.is_none() {
            // Only an interrupted adoption writes under these ids.
            storage.delete_prefix(&keys::revision(to, run, id)).await?;
        }
        take_over(storage, &revision, to).await?;
        adopted.revisions += 1;
    }
    Ok(adopted)
}

async fn take_over(storage: &Storage, revision: &SealedRevision, to: TeamId) -> Result<(), StorageError> {
    let commit = revision.commit();
    let new = NewRevision {
        based_on: commit.based_on,
        label: commit.label.clone(),
        created_at: commit.created_at,
        expires_at: commit.expires_at,
        budget: Budget { bytes_max: u64::MAX, files_max: u32::MAX },
    };
    let mut workspace = RunWorkspace::create(storage, to, commit.run, commit.revision, new).await?;
    for input in &commit.inputs {
        let bytes = revision.input(input, input.bytes).await?;
        workspace.save_input(futures::stream::iter([Ok(bytes)]), u64::MAX).await?;
    }
    for entry in &commit.entries {
        let bytes = revision
            .get(entry.area, &entry.key, entry.bytes)
            .await?
            .ok_or_else(|| StorageError::missing(&entry.key))?;
        let (slug, name, media_type) = (&entry.key, entry.name.clone(), &entry.media_type);
        match entry.area {
            Area::PrimaryOutputs => workspace.save_primary(slug, name, media_type, bytes).await?,
            Area::Artifacts => workspace.save_artifact(slug, name, media_type, bytes).await?,
        }
    }
    workspace.seal(commit.sealed_at).await.map(|_| ())
}
