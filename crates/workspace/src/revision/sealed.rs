//! `SealedRevision`: reads a complete revision. Every read has a maximum and is checked against size and hash.

use super::bundle::Bundle;
use super::commit::{Area, Commit, Entry, InputRef, SCHEMA};
use super::write::hex;
use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::standing::{self, Standing};
use crate::storage::Storage;
use bytes::Bytes;
use object_store::path::Path;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::time::Duration;

/// Size of a commit file that is still believed.
const COMMIT_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// How long a link of the back end may live.
const LINK_LIVES_MAX: Duration = Duration::from_secs(300);

/// A revision whose commit file is present and valid.
#[derive(Clone, Debug)]
pub struct SealedRevision {
    storage: Storage,
    commit: Commit,
}

impl SealedRevision {
    /// Opens a revision; `Ok(None)` when it does not exist or is not sealed.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] for a commit file that contradicts itself, or a failure of the back end.
    pub async fn open(
        storage: &Storage,
        team: TeamId,
        run: RunId,
        revision: RevisionId,
    ) -> Result<Option<Self>, StorageError> {
        let Some(commit) = read_commit(storage, team, run, revision).await? else { return Ok(None) };
        match standing::of(storage, &commit).await? {
            Standing::Sealed => Ok(Some(Self::sealed(storage.clone(), commit))),
            Standing::GivenUp => Ok(None),
        }
    }

    pub(crate) fn sealed(storage: Storage, commit: Commit) -> Self {
        Self { storage, commit }
    }

    /// What the revision holds.
    pub fn commit(&self) -> &Commit {
        &self.commit
    }

    /// Reads a document by name or slug.
    ///
    /// # Errors
    /// As [`SealedRevision::get`].
    pub async fn get_primary(&self, name: &str, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        self.get(Area::PrimaryOutputs, name, bytes_max).await
    }

    /// Reads a record by name or slug.
    ///
    /// # Errors
    /// As [`SealedRevision::get`].
    pub async fn get_artifact(&self, name: &str, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        self.get(Area::Artifacts, name, bytes_max).await
    }

    /// Reads a file; `Ok(None)` when the revision never had one of that name.
    ///
    /// # Errors
    /// [`StorageError::TooLarge`], [`StorageError::NotFound`] when a committed object is gone,
    /// [`StorageError::Corrupt`] when its size or hash differs, or a failure of the back end.
    pub async fn get(&self, area: Area, name: &str, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        match self.commit.entry(area, name) {
            Some(entry) => read_entry(&self.storage, &self.key(entry), entry, bytes_max).await.map(Some),
            None => Ok(None),
        }
    }

    /// Reads an input of the run, checked against its hash.
    ///
    /// # Errors
    /// As [`SealedRevision::get`].
    pub async fn input(&self, input: &InputRef, bytes_max: u64) -> Result<Bytes, StorageError> {
        let key = keys::input(self.commit.team, self.commit.run, &input.sha256);
        let found = self.storage.get_hashed(&key, bytes_max).await?;
        let (bytes, sha256) = found.ok_or_else(|| StorageError::missing("input"))?;
        if sha256 == input.sha256 { Ok(bytes) } else { Err(StorageError::corrupt("input", "its hash differs")) }
    }

    /// Whether one listing shows everything that the commit file names, by name and size.
    ///
    /// # Errors
    /// A failure of the back end.
    pub async fn is_complete(&self) -> Result<bool, StorageError> {
        standing::is_complete(&self.storage, &self.commit).await
    }

    /// Plans the ZIP of those entries that `select` takes; one listing proves that all of them are there.
    ///
    /// # Errors
    /// [`StorageError::NotFound`] or [`StorageError::Corrupt`] naming the first file that is not as committed.
    pub async fn bundle(&self, select: impl Fn(&Entry) -> bool) -> Result<Bundle, StorageError> {
        let prefix = keys::revision(self.commit.team, self.commit.run, self.commit.revision);
        let listed: HashMap<String, u64> =
            self.storage.list(&prefix).await?.into_iter().map(|meta| (meta.location.to_string(), meta.size)).collect();
        let mut chosen = Vec::new();
        for entry in self.commit.entries.iter().filter(|entry| select(entry)) {
            let key = self.key(entry);
            match listed.get(key.as_ref()) {
                None => return Err(StorageError::missing(&entry.key)),
                Some(size) if *size != entry.bytes => {
                    return Err(StorageError::corrupt(&entry.key, "its size differs"));
                }
                Some(_) => chosen.push((entry.clone(), key)),
            }
        }
        Bundle::plan(self.storage.clone(), chosen)
    }

    /// A link of the back end that reads one file without keys. It carries the slug, never the name people see, and lives
    /// at most 5 minutes.
    ///
    /// # Errors
    /// [`StorageError::NotSupported`] where the back end has no such links, [`StorageError::NotFound`] for another name.
    pub async fn signed_url(&self, area: Area, name: &str, lives: Duration) -> Result<String, StorageError> {
        let entry = self.commit.entry(area, name).ok_or_else(|| StorageError::missing("entry"))?;
        self.storage.sign(&self.key(entry), lives.min(LINK_LIVES_MAX)).await
    }

    /// Deletes the revision, its commit file first. Repeating it is harmless.
    ///
    /// # Errors
    /// A failure of the back end; the sweeper takes what is left.
    pub async fn delete(self) -> Result<(), StorageError> {
        let prefix = keys::revision(self.commit.team, self.commit.run, self.commit.revision);
        self.storage.delete_prefix(&prefix).await.map(|_| ())
    }

    pub(super) fn key(&self, entry: &Entry) -> Path {
        keys::revision(self.commit.team, self.commit.run, self.commit.revision)
            .join(entry.area.folder())
            .join(entry.key.as_str())
    }
}

/// The commit file, if there is one and it speaks of this revision; whether the revision stands is another question.
pub(crate) async fn read_commit(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    revision: RevisionId,
) -> Result<Option<Commit>, StorageError> {
    let key = keys::revision(team, run, revision).join(keys::COMMIT);
    let Some(bytes) = storage.get(&key, COMMIT_BYTES_MAX).await? else { return Ok(None) };
    let commit: Commit =
        serde_json::from_slice(&bytes).map_err(|_| StorageError::corrupt(keys::COMMIT, "it is not readable"))?;
    if commit.schema != SCHEMA || commit.team != team || commit.run != run || commit.revision != revision {
        return Err(StorageError::corrupt(keys::COMMIT, "it speaks of another revision"));
    }
    if !commit.entries.is_sorted_by(|a, b| (a.area, &a.key) < (b.area, &b.key)) {
        return Err(StorageError::corrupt(keys::COMMIT, "its entries are not in order"));
    }
    Ok(Some(commit))
}

pub(crate) async fn read_entry(
    storage: &Storage,
    key: &Path,
    entry: &Entry,
    bytes_max: u64,
) -> Result<Bytes, StorageError> {
    if entry.bytes > bytes_max {
        return Err(StorageError::TooLarge { what: entry.key.clone(), bytes_max });
    }
    let (bytes, sha256) = match storage.get_hashed(key, entry.bytes).await {
        Ok(found) => found.ok_or_else(|| StorageError::missing(&entry.key))?,
        Err(StorageError::TooLarge { .. }) => return Err(StorageError::corrupt(&entry.key, "its size differs")),
        Err(error) => return Err(error),
    };
    if bytes.len() as u64 != entry.bytes {
        return Err(StorageError::corrupt(&entry.key, "its size differs"));
    }
    if sha256 != entry.sha256 {
        return Err(StorageError::corrupt(&entry.key, "its hash differs"));
    }
    Ok(bytes)
}

pub(crate) fn hex_sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
