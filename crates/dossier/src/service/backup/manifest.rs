//! What a backup says of itself: which tables and objects, how many, with which hashes. Written last, so that a backup without it
//! is none.

use super::corrupt;
use crate::service::ServiceError;
use bytes::Bytes;
use dossier_db::backup::Shape;
use dossier_workspace::{Storage, StorageError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Version of the form of backups.
pub(super) const SCHEMA: &str = "dossier.backup/1";

/// Name of the manifest's part.
pub(super) const MANIFEST: &str = "manifest.json";

/// Size of a manifest that is still believed.
const MANIFEST_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Size of a part that is still believed: one row may hold a file of its own.
const PART_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// A part is closed when it has grown beyond this.
const PART_BYTES: usize = 4 * 1024 * 1024;

/// A backup's description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Form of the backup.
    pub schema: String,
    /// Version of the program that made it.
    pub program: String,
    /// The instance that it is of.
    pub instance: Uuid,
    /// The moment of the database that it holds, or a little before.
    pub created_at: Timestamp,
    /// Engine of the database: `sqlite` or `postgres`. Either can be restored from either.
    pub engine: String,
    /// Fingerprint of the instance's key, in hexadecimal; the key itself is not in a backup.
    pub lookup_key: String,
    /// Tables, in the order in which they are restored.
    pub tables: Vec<TableEntry>,
    /// List of all revisions and inputs.
    pub objects: Vec<Part>,
    /// Revisions that were copied.
    pub revisions: u64,
    /// Inputs that were copied for themselves.
    pub inputs: u64,
    /// Revisions and inputs that were erased while the backup was made.
    pub vanished: u64,
    /// Revisions and inputs that the database knows and the storage did not have as they were written.
    pub damaged: Vec<Lost>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ColumnEntry>,
    /// Number of its rows.
    pub rows: u64,
    /// Parts with its rows, in order.
    pub parts: Vec<Part>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEntry {
    /// Its name.
    pub name: String,
    /// `int`, `text`, `id` (as text) or `bytes` (in base64).
    pub kind: String,
}

/// A file of the backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Something that could not be copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// The team.
    pub team: Uuid,
    /// The run.
    pub run: Uuid,
    /// The revision; absent for an input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<Uuid>,
    /// SHA-256 of the input; absent for a revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// Code of what was wrong.
    pub code: String,
}

/// A line of the list of objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Listed {
    /// A sealed revision; its commit file names its objects.
    Revision {
        team: Uuid,
        run: Uuid,
        revision: Uuid,
        /// SHA-256 of the commit file.
        commit: String,
        /// Hashes of inputs that the team has dropped: the commit file names them, and nobody has them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        dropped: Vec<String>,
    },
    /// An input.
    Input { team: Uuid, run: Uuid, sha256: String, bytes: u64 },
}

impl Listed {
    pub(super) fn run(&self) -> (Uuid, Uuid) {
        match self {
            Self::Revision { team, run, .. } | Self::Input { team, run, .. } => (*team, *run),
        }
    }
}

impl TableEntry {
    pub(super) fn of(shape: &Shape, rows: u64, parts: Vec<Part>) -> Self {
        Self { name: shape.name.to_owned(), columns: columns(shape), rows, parts }
    }

    /// Whether the database of this program has the very same columns.
    pub(super) fn fits(&self, shape: &Shape) -> bool {
        self.name == shape.name && self.columns == columns(shape)
    }
}

fn columns(shape: &Shape) -> Vec<ColumnEntry> {
    let entry = |column: &dossier_db::backup::Column| ColumnEntry {
        name: column.name.clone(),
        kind: column.kind.code().to_owned(),
    };
    shape.columns.iter().map(entry).collect()
}

/// The manifest of the backup in a storage.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is no finished backup, an error of the storage for one that cannot be read, or a failure
/// of the storage.
pub async fn read_manifest(storage: &Storage) -> Result<Manifest, ServiceError> {
    let found = storage.get_part(MANIFEST, MANIFEST_BYTES_MAX).await?;
    let (bytes, _) = found.ok_or(ServiceError::NotFound { what: "backup" })?;
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| corrupt(MANIFEST, "it is not readable"))?;
    if manifest.schema != SCHEMA {
        return Err(corrupt(MANIFEST, "it has another form than this program knows"));
    }
    Ok(manifest)
}

/// The lines of a part, after a look at its length and hash.
pub(super) async fn read_part(storage: &Storage, part: &Part) -> Result<String, ServiceError> {
    let found = match storage.get_part(&part.name, PART_BYTES_MAX).await {
        Err(StorageError::TooLarge { .. }) => return Err(corrupt(&part.name, "its size differs")),
        found => found?,
    };
    let (bytes, sha256) = found.ok_or_else(|| corrupt(&part.name, "it is missing"))?;
    if bytes.len() as u64 != part.bytes || sha256 != part.sha256 {
        return Err(corrupt(&part.name, "its hash differs"));
    }
    String::from_utf8(bytes.to_vec()).map_err(|_| corrupt(&part.name, "it is not text"))
}

/// Writes lines into parts of a few MiB each.
pub(super) struct Parts<'a> {
    storage: &'a Storage,
    stem: String,
    open: Vec<u8>,
    parts: Vec<Part>,
    lines: u64,
}

impl<'a> Parts<'a> {
    pub(super) fn new(storage: &'a Storage, stem: &str) -> Self {
        Self { storage, stem: stem.to_owned(), open: Vec::new(), parts: Vec::new(), lines: 0 }
    }

    pub(super) async fn add(&mut self, line: &str) -> Result<(), ServiceError> {
        self.open.extend_from_slice(line.as_bytes());
        self.open.push(b'\n');
        self.lines += 1;
        if self.open.len() >= PART_BYTES {
            self.close().await?;
        }
        Ok(())
    }

    /// Number of lines, and the parts that hold them.
    pub(super) async fn finish(mut self) -> Result<(u64, Vec<Part>), ServiceError> {
        if !self.open.is_empty() {
            self.close().await?;
        }
        Ok((self.lines, self.parts))
    }

    async fn close(&mut self) -> Result<(), ServiceError> {
        let name = format!("{}.{:05}.jsonl", self.stem, self.parts.len() + 1);
        let bytes = Bytes::from(std::mem::take(&mut self.open));
        let part = Part { name, bytes: bytes.len() as u64, sha256: dossier_core::hash::sha256_hex(&bytes) };
        self.storage.put_part(&part.name, bytes).await?;
        self.parts.push(part);
        Ok(())
    }
}

/// Writes the manifest: from now on the backup is one.
pub(super) async fn write_manifest(storage: &Storage, manifest: &Manifest) -> Result<(), ServiceError> {
    let bytes = serde_json::to_vec_pretty(manifest).map_err(|_| crate::error::Error::Internal { step: "backup" })?;
    storage.put_part(MANIFEST, Bytes::from(bytes)).await?;
    Ok(())
}
