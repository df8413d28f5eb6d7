//! Copying a run to another storage: the way from a temporary one to a lasting one, or from one service to the next. What
//! arrives has the same ids and the same bytes; it is read back there before its commit file is written.

use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::life::runs::sealed_revisions;
use crate::revision::sealed::read_commit;
use crate::revision::{Commit, InputRef, SealedRevision};
use crate::standing::{self, Reason};
use crate::storage::{RevisionLock, Storage};
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path;
use std::collections::{BTreeMap, BTreeSet};

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
        copy_revision(from, to, &revision, &BTreeSet::new(), now, &mut report).await?;
    }
    Ok(Some(report))
}

/// A revision that was copied or looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRevision {
    /// SHA-256 of its commit file, in hexadecimal.
    pub commit_sha256: String,
    /// Its objects, inputs included.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Copies one sealed revision with its inputs, but without those whose hashes are in `dropped`: a team has let their bytes go.
/// `Ok(None)` when the source has no such sealed revision. Repeating it is harmless.
///
/// # Errors
/// As [`copy_run`].
pub async fn copy_one_revision(
    from: &Storage,
    to: &Storage,
    (team, run, revision): (TeamId, RunId, RevisionId),
    dropped: &BTreeSet<String>,
    now: Timestamp,
) -> Result<Option<CheckedRevision>, StorageError> {
    let Some(sealed) = SealedRevision::open(from, team, run, revision).await? else { return Ok(None) };
    copy_revision(from, to, &sealed, dropped, now, &mut CopyReport::default()).await?;
    let objects = objects(sealed.commit(), dropped);
    let bytes: u64 = objects.values().map(|(bytes, _)| bytes).sum();
    let commit_sha256 = commit_digest(to, sealed.commit()).await?;
    Ok(Some(CheckedRevision { commit_sha256, objects: objects.len() as u64, bytes }))
}

/// Reads every object of a sealed revision and compares it with the commit file. `Ok(None)` when there is no such sealed
/// revision.
///
/// # Errors
/// [`StorageError::NotFound`] or [`StorageError::Corrupt`] naming the first object that is not as committed, or a failure of the
/// back end.
pub async fn check_one_revision(
    storage: &Storage,
    (team, run, revision): (TeamId, RunId, RevisionId),
    dropped: &BTreeSet<String>,
) -> Result<Option<CheckedRevision>, StorageError> {
    let Some(sealed) = SealedRevision::open(storage, team, run, revision).await? else { return Ok(None) };
    let mut found =
        CheckedRevision { commit_sha256: commit_digest(storage, sealed.commit()).await?, objects: 0, bytes: 0 };
    for (key, (bytes, sha256)) in &objects(sealed.commit(), dropped) {
        checked(storage, key, *bytes, sha256).await?;
        found.objects += 1;
        found.bytes += bytes;
    }
    Ok(Some(found))
}

/// Copies one input of a run, which no revision need name. Repeating it is harmless.
///
/// # Errors
/// [`StorageError::NotFound`] or [`StorageError::Corrupt`] when it is not what its hash says, or a failure of a back end.
pub async fn copy_one_input(
    from: &Storage,
    to: &Storage,
    team: TeamId,
    run: RunId,
    input: &InputRef,
) -> Result<(), StorageError> {
    let key = keys::input(team, run, &input.sha256);
    let content = checked(from, &key, input.bytes, &input.sha256).await?;
    to.put(&key, content).await?;
    checked(to, &key, input.bytes, &input.sha256).await.map(|_| ())
}

/// Reads one input of a run and compares it with its size and hash.
///
/// # Errors
/// As [`copy_one_input`].
pub async fn check_one_input(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    input: &InputRef,
) -> Result<(), StorageError> {
    checked(storage, &keys::input(team, run, &input.sha256), input.bytes, &input.sha256).await.map(|_| ())
}

async fn commit_digest(storage: &Storage, commit: &Commit) -> Result<String, StorageError> {
    let key = keys::revision(commit.team, commit.run, commit.revision).join(keys::COMMIT);
    let found = storage.get_hashed(&key, u64::MAX).await?;
    found.map(|(_, sha256)| sha256).ok_or_else(|| StorageError::missing(keys::COMMIT))
}

async fn copy_revision(
    from: &Storage,
    to: &Storage,
    revision: &SealedRevision,
    dropped: &BTreeSet<String>,
    now: Timestamp,
    report: &mut CopyReport,
) -> Result<(), StorageError> {
    let commit = revision.commit();
    let taken = || StorageError::NameTaken { name: commit.revision.to_string() };
    if let Some(there) = read_commit(to, commit.team, commit.run, commit.revision).await? {
        if there != *commit {
            return Err(taken());
        }
        if standing::is_complete_without(to, commit, dropped).await? {
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
    let objects = objects(commit, dropped);
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
            Some(arrived)
                if *arrived.commit() == *commit && standing::is_complete_without(to, commit, dropped).await? =>
            {
                Ok(())
            }
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

/// Every object of a revision, its inputs included but for dropped ones, with size and hash.
fn objects(commit: &Commit, dropped: &BTreeSet<String>) -> BTreeMap<Path, (u64, String)> {
    let prefix = keys::revision(commit.team, commit.run, commit.revision);
    let inputs = commit
        .inputs
        .iter()
        .filter(|input| !dropped.contains(&input.sha256))
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
