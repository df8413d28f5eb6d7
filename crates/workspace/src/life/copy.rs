//! Copying a run to another storage: the way from a temporary one to a lasting one, or from one service to the next. What
//! arrives has the same ids and the same bytes; it is read back there before its commit file is written.

use crate::error::StorageError;
use crate::ids::{RunId, TeamId};
use crate::keys;
use crate::life::runs::sealed_revisions;
use crate::revision::sealed::read_commit;
use crate::revision::{Commit, SealedRevision};
use crate::standing::{self, Reason};
use crate::storage::{RevisionLock, Storage};
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path;
use std::collections::BTreeMap;

/// A sweep that has marked something is done with it after this long; the mark then stays without effect, because
/// everything is there again.
const SWEEP_LASTS_MAX: SignedDuration = SignedDuration::from_hours(1);

/// What a copy did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopyReport {
    /// Sealed revisions that are in the target now and were not before.
    pub copied: u64,
    /// Sealed revisions that were there already, with the same content.
    pub present: u64,
    /// Revisions of the source whose commit file cannot be read; they are left out.
    pub damaged: u64,
    /// Objects written.
    pub objects: u64,
    /// Bytes written.
    pub bytes: u64,
}

/// Copies all sealed revisions of a run with their inputs, oldest first; one whose commit file cannot be read is counted and
/// left out. Repeating it after a crash goes on where it
/// stopped. `Ok(None)` when the source has no such run.
///
/// # Errors
/// [`StorageError::NameTaken`] when the target has another content under these ids, [`StorageError::GivenUp`] when the run
/// was erased there, [`StorageError::Corrupt`] when something reads differently from what was committed, or a failure of a
/// back end. A revision in the target is visible only when all of it is there.
pub async fn copy_run(
    from: &Storage,
    to: &Storage,
    team: TeamId,
    run: RunId,
    now: Timestamp,
) -> Result<Option<CopyReport>, StorageError> {
    let (revisions, damaged) = sealed_revisions(from, team, run).await?;
    if revisions.is_empty() && damaged == 0 {
        return Ok(None);
    }
    let mut report = CopyReport { damaged, ..CopyReport::default() };
    for revision in revisions {
        copy_revision(from, to, &revision, now, &mut report).await?;
    }
    Ok(Some(report))
}

async fn copy_revision(
    from: &Storage,
    to: &Storage,
    revision: &SealedRevision,
    now: Timestamp,
    report: &mut CopyReport,
) -> Result<(), StorageError> {
    let commit = revision.commit();
    let taken = || StorageError::NameTaken { name: commit.revision.to_string() };
    if let Some(there) = read_commit(to, commit.team, commit.run, commit.revision).await? {
        if there != *commit {
            return Err(taken());
        }
        if standing::is_complete(to, commit).await? {
            report.present += 1;
            return Ok(());
        }
    }
    // Where there are locks, a sweep takes nothing that it cannot lock; held until the copy is sealed.
    let _lock = match to.locks() {
        Some(locks) => Some(RevisionLock::take(&locks, &commit.revision.to_string())?.ok_or_else(taken)?),
        None => None,
    };
    let prefix = keys::revision(commit.team, commit.run, commit.revision);
    let objects = objects(commit);
    let listed = to.list(&prefix).await?;
    let commit_key = prefix.clone().join(keys::COMMIT);
    let given_up = prefix.clone().join(keys::GIVEN_UP);
    for meta in &listed {
        // What an interrupted copy left has these very keys; anything else is someone else's.
        if meta.location != commit_key && meta.location != given_up && !objects.contains_key(&meta.location) {
            return Err(taken());
        }
    }
    unswept(to, commit, now).await?;
    for (key, (bytes, sha256)) in &objects {
        let content = checked(from, key, *bytes, sha256).await?;
        to.put(key, content).await?;
        checked(to, key, *bytes, sha256).await?;
        report.objects += 1;
        report.bytes += bytes;
    }
    let bytes = from.get(&commit_key, u64::MAX).await?.ok_or_else(|| StorageError::missing(keys::COMMIT))?;
    to.put(&commit_key, bytes).await?;
    let arrived = async {
        // A sweep that came in between may still be deleting.
        unswept(to, commit, now).await?;
        match SealedRevision::open(to, commit.team, commit.run, commit.revision).await? {
            Some(arrived) if *arrived.commit() == *commit && standing::is_complete(to, commit).await? => Ok(()),
            Some(_) => Err(StorageError::corrupt(keys::COMMIT, "it arrived differently")),
            None => Err(StorageError::GivenUp { reason: standing::BY_SWEEP }),
        }
    };
    if let Err(error) = arrived.await {
        let _ = to.delete(&commit_key).await;
        return Err(error);
    }
    report.copied += 1;
    Ok(())
}

/// Whether no sweep has marked the revision or its run so lately that it may still be at it.
async fn unswept(to: &Storage, commit: &Commit, now: Timestamp) -> Result<(), StorageError> {
    let prefix = keys::revision(commit.team, commit.run, commit.revision);
    for meta in to.list(&prefix).await? {
        let at = Timestamp::from_second(meta.last_modified.timestamp()).unwrap_or(now);
        if meta.location.filename() == Some(keys::GIVEN_UP) && now.duration_since(at) < SWEEP_LASTS_MAX {
            return Err(StorageError::GivenUp { reason: standing::BY_SWEEP });
        }
    }
    match standing::run_mark(to, commit.team, commit.run).await? {
        Some(mark) if mark.reason == Reason::Erased || now.duration_since(mark.at) < SWEEP_LASTS_MAX => {
            Err(StorageError::GivenUp { reason: standing::BY_ERASURE })
        }
        _ => Ok(()),
    }
}

/// Every object of a revision, its inputs included, with size and hash.
fn objects(commit: &Commit) -> BTreeMap<Path, (u64, String)> {
    let prefix = keys::revision(commit.team, commit.run, commit.revision);
    let inputs = commit
        .inputs
        .iter()
        .map(|input| (keys::input(commit.team, commit.run, &input.sha256), (input.bytes, input.sha256.clone())));
    let entries = commit.entries.iter().map(|entry| {
        let key = prefix.clone().join(entry.area.folder()).join(entry.key.as_str());
        (key, (entry.bytes, entry.sha256.clone()))
    });
    inputs.chain(entries).collect()
}

async fn checked(storage: &Storage, key: &Path, bytes: u64, sha256: &str) -> Result<bytes::Bytes, StorageError> {
    let what = key.filename().unwrap_or("object");
    let (content, found) = match storage.get_hashed(key, bytes).await {
        Ok(found) => found.ok_or_else(|| StorageError::missing(what))?,
        Err(StorageError::TooLarge { .. }) => return Err(StorageError::corrupt(what, "its size differs")),
        Err(error) => return Err(error),
    };
    if found == sha256 { Ok(content) } else { Err(StorageError::corrupt(what, "its hash differs")) }
}
