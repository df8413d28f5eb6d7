//! A ZIP of files of several revisions and runs, such as everything about one person. Like a revision's bundle it is planned
//! first and read as it is sent; knows nothing of why its files belong together.

use super::bundle::{Bundle, Source, free_path};
use super::commit::{Area, Entry, InputRef};
use super::sealed::{SealedRevision, hex_sha256};
use crate::error::StorageError;
use crate::ids::{RunId, TeamId};
use crate::keys;
use crate::name::FileName;
use crate::storage::Storage;
use bytes::Bytes;
use std::collections::BTreeSet;

/// Files that become one ZIP. Paths are `<folder>/<name>`; of equal names the later one gets a number.
pub struct Collection {
    storage: Storage,
    members: Vec<(String, Entry, Source)>,
    taken: BTreeSet<String>,
}

impl Collection {
    /// Of no files yet.
    pub fn new(storage: &Storage) -> Self {
        Self { storage: storage.clone(), members: Vec::new(), taken: BTreeSet::new() }
    }

    /// Adds bytes that are here already.
    pub fn add_bytes(&mut self, folder: &str, name: &FileName, bytes: Bytes) {
        let entry = entry(name, &bytes);
        let path = free_path(folder, name.as_str(), &mut self.taken);
        self.members.push((path, entry, Source::Bytes(bytes)));
    }

    /// Adds those files of a revision that `select` takes, each below its area's folder; one listing proves that all of them are
    /// there. Tells how many.
    ///
    /// # Errors
    /// [`StorageError::NotFound`] or [`StorageError::Corrupt`] naming the first file that is not as committed.
    pub async fn add_revision(
        &mut self,
        folder: &str,
        revision: &SealedRevision,
        select: impl Fn(&Entry) -> bool,
    ) -> Result<usize, StorageError> {
        revision.bundle(&select).await?;
        let chosen: Vec<&Entry> = revision.commit().entries.iter().filter(|entry| select(entry)).collect();
        for entry in &chosen {
            let below = format!("{folder}/{}", entry.area.folder());
            let path = free_path(&below, entry.name.as_str(), &mut self.taken);
            self.members.push((path, (*entry).clone(), Source::Object(revision.key(entry))));
        }
        Ok(chosen.len())
    }

    /// Adds an input of a run. It is read once now, because no commit file knows its CRC-32, and again as it is sent; memory is
    /// that one file. `Ok(false)` where it is not there any more.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] when it is not as committed, or a failure of the back end.
    pub async fn add_input(
        &mut self,
        folder: &str,
        name: &FileName,
        (team, run): (TeamId, RunId),
        input: &InputRef,
    ) -> Result<bool, StorageError> {
        let key = keys::input(team, run, &input.sha256);
        let found = match self.storage.get_hashed(&key, input.bytes).await {
            Err(StorageError::TooLarge { .. }) => return Err(StorageError::corrupt("input", "its size differs")),
            found => found?,
        };
        let Some((bytes, sha256)) = found else { return Ok(false) };
        if sha256 != input.sha256 {
            return Err(StorageError::corrupt("input", "its hash differs"));
        }
        let path = free_path(folder, name.as_str(), &mut self.taken);
        self.members.push((path, Entry { sha256, ..entry(name, &bytes) }, Source::Object(key)));
        Ok(true)
    }

    /// The ZIP.
    ///
    /// # Errors
    /// [`StorageError::TooLarge`] for more than the format holds without its extensions: 4 GiB or 65,534 files.
    pub fn bundle(self) -> Result<Bundle, StorageError> {
        Bundle::assemble(self.storage, self.members)
    }
}

/// What a member is that no commit file describes. Its area counts for nothing.
fn entry(name: &FileName, bytes: &Bytes) -> Entry {
    Entry {
        area: Area::Artifacts,
        name: name.clone(),
        key: "file".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        bytes: bytes.len() as u64,
        crc32: crc32fast::hash(bytes),
        sha256: hex_sha256(bytes),
    }
}
