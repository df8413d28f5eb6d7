//! `RunWorkspace`: writes one revision of one run of one team, all or nothing. It cannot name anything outside its own
//! prefix and never overwrites.

use super::commit::{Area, Commit, Entry, InputRef, SCHEMA};
use super::sealed::SealedRevision;
use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::name::FileName;
use crate::standing;
use crate::storage::{RevisionLock, Storage, sha256_of};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use object_store::path::Path;
use std::collections::BTreeMap;

/// Bounds on one revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// All files of the revision and the inputs saved through it, in bytes. Default 256 MiB.
    pub bytes_max: u64,
    /// Files of the revision. Default 64.
    pub files_max: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes_max: 256 * 1024 * 1024, files_max: 64 }
    }
}

/// What is known when a revision is begun.
#[derive(Clone, Debug)]
pub struct NewRevision {
    /// The revision this one is made from.
    pub based_on: Option<RevisionId>,
    /// Human label; see [`crate::safe_label`].
    pub label: String,
    /// Now.
    pub created_at: Timestamp,
    /// When it may be deleted; `None` keeps it.
    pub expires_at: Option<Timestamp>,
    /// Its bounds.
    pub budget: Budget,
}

/// A file to be saved.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its folder.
    pub area: Area,
    /// Slug under which it is stored, such as `01-cv.docx`.
    pub slug: String,
    /// The name people see.
    pub name: FileName,
    /// Media type, such as `application/json`.
    pub media_type: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Files on their way at the same time.
const PUTS_AT_ONCE: usize = 8;

/// The writer of one revision. Dropped before [`RunWorkspace::seal`], it leaves nothing that a reader would see.
#[derive(Debug)]
pub struct RunWorkspace {
    storage: Storage,
    team: TeamId,
    run: RunId,
    revision: RevisionId,
    /// Where the revision is.
    prefix: Path,
    new: NewRevision,
    inputs: Vec<InputRef>,
    entries: BTreeMap<(Area, String), Entry>,
    bytes: u64,
    _lock: Option<RevisionLock>,
}

impl RunWorkspace {
    /// Begins a revision. The id must be fresh: nobody ever writes a prefix twice.
    ///
    /// # Errors
    /// [`StorageError::NameTaken`] when the prefix holds objects already, or a failure of the back end.
    pub async fn create(
        storage: &Storage,
        team: TeamId,
        run: RunId,
        revision: RevisionId,
        new: NewRevision,
    ) -> Result<Self, StorageError> {
        let lock = match storage.locks() {
            Some(locks) => Some(
                RevisionLock::take(&locks, &revision.to_string())?
                    .ok_or_else(|| StorageError::NameTaken { name: revision.to_string() })?,
            ),
            None => None,
        };
        if !storage.list(&keys::revision(team, run, revision)).await?.is_empty() {
            return Err(StorageError::NameTaken { name: revision.to_string() });
        }
        if standing::run_mark(storage, team, run).await?.is_some() {
            return Err(StorageError::GivenUp { reason: standing::BY_ERASURE });
        }
        Ok(Self {
            storage: storage.clone(),
            team,
            run,
            revision,
            prefix: keys::revision(team, run, revision),
            new,
            inputs: Vec::new(),
            entries: BTreeMap::new(),
            bytes: 0,
            _lock: lock,
        })
    }

    /// The revision being written.
    pub fn revision(&self) -> RevisionId {
        self.revision
    }

    /// Sets the human label, which is often known only after reading.
    pub fn set_label(&mut self, label: String) {
        self.new.label = label;
    }

    /// Stores an input once per run under its hash, hashing while it streams. Memory is one part of 8 MiB; Supabase's REST
    /// door, which takes no parts, holds it whole.
    ///
    /// # Errors
    /// [`StorageError::TooLarge`] beyond `bytes_max` or the budget, or a failure of the stream or the back end.
    pub async fn save_input<S>(&mut self, stream: S, bytes_max: u64) -> Result<InputRef, StorageError>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
    {
        let room = bytes_max.min(self.new.budget.bytes_max.saturating_sub(self.bytes));
        let staging = self.prefix.clone().join("incoming");
        let (team, run) = (self.team, self.run);
        let (sha256, bytes) =
            self.storage.save_hashed(stream, room, &staging, |sha256| keys::input(team, run, sha256)).await?;
        self.bytes += bytes;
        let input = InputRef { sha256, bytes };
        self.keep_input(input.clone());
        Ok(input)
    }

    /// Refers to an input that an earlier revision of the run has saved.
    pub fn keep_input(&mut self, input: InputRef) {
        if !self.inputs.contains(&input) {
            self.inputs.push(input);
        }
    }

    /// Saves a document for people under a slug such as `01-cv.docx`.
    ///
    /// # Errors
    /// As [`RunWorkspace::save_artifact`].
    pub async fn save_primary(
        &mut self,
        slug: &str,
        name: FileName,
        media_type: &str,
        bytes: Bytes,
    ) -> Result<(), StorageError> {
        let (slug, media_type) = (slug.to_owned(), media_type.to_owned());
        self.save_all(vec![NewFile { area: Area::PrimaryOutputs, slug, name, media_type, bytes }]).await
    }

    /// Saves a record.
    ///
    /// # Errors
    /// [`StorageError::NameTaken`] on a second save of a name, a limit of the budget, or a failure of the back end.
    pub async fn save_artifact(
        &mut self,
        slug: &str,
        name: FileName,
        media_type: &str,
        bytes: Bytes,
    ) -> Result<(), StorageError> {
        let (slug, media_type) = (slug.to_owned(), media_type.to_owned());
        self.save_all(vec![NewFile { area: Area::Artifacts, slug, name, media_type, bytes }]).await
    }

    /// Saves several files, some at a time. All of them are checked before the first is sent.
    ///
    /// # Errors
    /// As [`RunWorkspace::save_artifact`]. Of several failures the first is reported; what was stored all the same counts as
    /// saved, and the others may be saved again.
    pub async fn save_all(&mut self, files: Vec<NewFile>) -> Result<(), StorageError> {
        let budget = self.new.budget;
        let mut planned: BTreeMap<(Area, String), NewFile> = BTreeMap::new();
        let mut total = self.bytes;
        for file in files {
            let place = (file.area, keys::slug(&file.slug));
            if place.1.is_empty() || self.entries.contains_key(&place) || planned.contains_key(&place) {
                return Err(StorageError::NameTaken { name: file.name.into() });
            }
            if self.entries.len() + planned.len() >= budget.files_max as usize {
                return Err(StorageError::TooManyFiles { files_max: budget.files_max });
            }
            total = total.saturating_add(file.bytes.len() as u64);
            if total > budget.bytes_max {
                return Err(StorageError::TooLarge { what: "a revision".into(), bytes_max: budget.bytes_max });
            }
            planned.insert(place, file);
        }
        let puts: Vec<_> = planned
            .into_iter()
            .map(|((area, key), file)| store(self.storage.clone(), self.key(area, &key), key, file))
            .collect();
        let mut puts = futures::stream::iter(puts).buffer_unordered(PUTS_AT_ONCE);
        let mut failed = None;
        while let Some(put) = puts.next().await {
            match put {
                Ok(entry) => {
                    self.bytes = self.bytes.saturating_add(entry.bytes);
                    self.entries.insert((entry.area, entry.key.clone()), entry);
                }
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Reads a document of this revision back.
    ///
    /// # Errors
    /// As [`SealedRevision::get`].
    pub async fn get_primary(&self, slug: &str, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        self.get(Area::PrimaryOutputs, slug, bytes_max).await
    }

    /// Reads a record of this revision back.
    ///
    /// # Errors
    /// As [`SealedRevision::get`].
    pub async fn get_artifact(&self, slug: &str, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        self.get(Area::Artifacts, slug, bytes_max).await
    }

    async fn get(&self, area: Area, slug: &str, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        match self.entries.get(&(area, keys::slug(slug))) {
            Some(entry) => {
                crate::revision::sealed::read_entry(&self.storage, &self.key(area, &entry.key), entry, bytes_max)
                    .await
                    .map(Some)
            }
            None => Ok(None),
        }
    }

    /// The files saved so far, sorted by area and slug.
    pub fn list(&self) -> Vec<&Entry> {
        self.entries.values().collect()
    }

    /// Makes the revision visible: compares every object with what was saved, writes the commit file last, reads it
    /// back, and looks once more whether a sweeper or an erasure came in between. Before it returns, nobody may rely on
    /// the revision; after, it never changes.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] when storage does not hold what was saved, [`StorageError::GivenUp`] when a sweeper took
    /// the revision for dead or the run was erased, or a failure of the back end. The revision then stays invisible, or
    /// is visible and complete; [`crate::SealedRevision::open`] tells which.
    pub async fn seal(self, sealed_at: Timestamp) -> Result<SealedRevision, StorageError> {
        let prefix = keys::revision(self.team, self.run, self.revision);
        let commit_key = prefix.clone().join(keys::COMMIT);
        let mut expected: BTreeMap<String, u64> =
            self.entries.values().map(|entry| (self.key(entry.area, &entry.key).to_string(), entry.bytes)).collect();
        let commit = Commit {
            schema: SCHEMA.into(),
            team: self.team,
            run: self.run,
            revision: self.revision,
            based_on: self.new.based_on,
            label: self.new.label,
            created_at: self.new.created_at,
            sealed_at,
            expires_at: self.new.expires_at,
            inputs: self.inputs,
            entries: self.entries.into_values().collect(),
        };
        stands(&self.storage, &commit, &expected).await?;
        let bytes = Bytes::from(serde_json::to_vec_pretty(&commit).expect("a commit file is plain JSON"));
        self.storage.put(&commit_key, bytes.clone()).await?;
        match self.storage.get(&commit_key, bytes.len() as u64).await {
            Ok(Some(found)) if found == bytes => {}
            Ok(Some(_)) | Err(StorageError::TooLarge { .. }) => {
                return Err(StorageError::corrupt(keys::COMMIT, "it reads back differently"));
            }
            Ok(None) => return Err(StorageError::missing(keys::COMMIT)),
            Err(error) => return Err(error),
        }
        expected.insert(commit_key.to_string(), bytes.len() as u64);
        if let Err(error) = stands(&self.storage, &commit, &expected).await {
            // Withdrawn, so that nobody takes for sealed what is reported as failed. Where even that fails, readers find
            // it complete or the marks and gaps tell them that it does not stand.
            let _ = self.storage.delete(&commit_key).await;
            return Err(error);
        }
        Ok(SealedRevision::sealed(self.storage, commit))
    }

    /// Gives the revision up and deletes what was written.
    ///
    /// # Errors
    /// A failure of the back end; the sweeper takes what is left.
    pub async fn delete(self) -> Result<(), StorageError> {
        self.storage.delete_prefix(&keys::revision(self.team, self.run, self.revision)).await.map(|_| ())
    }

    fn key(&self, area: Area, slug: &str) -> Path {
        self.prefix.clone().join(area.folder()).join(slug)
    }
}

async fn store(storage: Storage, place: Path, key: String, file: NewFile) -> Result<Entry, StorageError> {
    let entry = Entry {
        area: file.area,
        name: file.name,
        key,
        media_type: file.media_type,
        bytes: file.bytes.len() as u64,
        crc32: crc32fast::hash(&file.bytes),
        sha256: sha256_of(&file.bytes).await,
    };
    storage.put(&place, file.bytes).await?;
    Ok(entry)
}

/// Whether storage holds exactly these objects of the revision, and its inputs, and nobody has given it up. Of several
/// troubles the mark is named first, because it explains the rest.
async fn stands(storage: &Storage, commit: &Commit, expected: &BTreeMap<String, u64>) -> Result<(), StorageError> {
    let prefix = keys::revision(commit.team, commit.run, commit.revision);
    let saved = compare(storage, &prefix, expected);
    let mark = standing::run_mark(storage, commit.team, commit.run);
    let (saved, mark, inputs) = futures::join!(saved, mark, standing::check_inputs(storage, commit));
    if mark?.is_some() {
        return Err(StorageError::GivenUp { reason: standing::BY_ERASURE });
    }
    saved.and(inputs)
}

/// Whether storage holds exactly these objects below a prefix.
async fn compare(storage: &Storage, prefix: &Path, expected: &BTreeMap<String, u64>) -> Result<(), StorageError> {
    let listed: BTreeMap<String, u64> =
        storage.list(prefix).await?.into_iter().map(|meta| (meta.location.to_string(), meta.size)).collect();
    if listed.contains_key(prefix.clone().join(keys::GIVEN_UP).as_ref()) {
        return Err(StorageError::GivenUp { reason: standing::BY_SWEEP });
    }
    if listed == *expected {
        Ok(())
    } else {
        Err(StorageError::corrupt("revision", "the objects listed are not the objects saved"))
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(digest.len() * 2);
    for byte in digest {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}
