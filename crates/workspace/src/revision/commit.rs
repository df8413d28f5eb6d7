//! The commit file of a revision: what it holds, under which names, with sizes and hashes.

use crate::ids::{RevisionId, RunId, TeamId};
use crate::name::FileName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Version of the commit file's form.
pub(crate) const SCHEMA: &str = "dossier.commit/1";

/// The two top folders of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Documents for people.
    PrimaryOutputs,
    /// Records and the manifest, as JSON.
    Artifacts,
}

impl Area {
    /// The folder's name.
    pub fn folder(self) -> &'static str {
        match self {
            Self::PrimaryOutputs => "primary_outputs",
            Self::Artifacts => "artifacts",
        }
    }
}

/// One file of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its folder.
    pub area: Area,
    /// The name people see.
    pub name: FileName,
    /// Slug under which it is stored, unique within its area.
    pub key: String,
    /// Media type, such as `application/json`.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// CRC-32 (ISO-HDLC), as ZIP wants it.
    pub crc32: u32,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// A stored input of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputRef {
    /// SHA-256 in lower-case hexadecimal; also its key.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// The content of `commit.json`: the mark that makes a revision visible. Never part of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Form of this file.
    pub schema: String,
    /// Owner.
    pub team: TeamId,
    /// Run.
    pub run: RunId,
    /// Revision.
    pub revision: RevisionId,
    /// The revision this one was made from, if any.
    pub based_on: Option<RevisionId>,
    /// Human label: names the bundle and the history row only.
    pub label: String,
    /// When the revision was begun.
    pub created_at: Timestamp,
    /// When it was sealed.
    pub sealed_at: Timestamp,
    /// When it may be deleted; absent: kept until someone deletes it.
    pub expires_at: Option<Timestamp>,
    /// Inputs of the run, in the order given.
    pub inputs: Vec<InputRef>,
    /// Files, sorted by area and key.
    pub entries: Vec<Entry>,
}

impl Commit {
    /// Looks an entry up by area and slug or visible name; a slug goes before a name.
    pub fn entry(&self, area: Area, name: &str) -> Option<&Entry> {
        let by_name = || self.entries.iter().find(|entry| entry.area == area && entry.name.as_str() == name);
        self.by_key(area, name).or_else(by_name)
    }

    /// Looks an entry up by area and slug.
    pub(crate) fn by_key(&self, area: Area, key: &str) -> Option<&Entry> {
        let found = self.entries.binary_search_by(|entry| (entry.area, entry.key.as_str()).cmp(&(area, key)));
        found.ok().map(|at| &self.entries[at])
    }
}
