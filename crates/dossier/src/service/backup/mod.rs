//! Backup, restore and verification of database and storage together. A backup is a storage of its own, behind any storage URL: the
//! runs' objects under their usual keys, and beside them the database's rows as JSON lines with a manifest that is written last.
//! It holds no secret of the instance: whoever restores needs the same key, and encryption at rest is the business of the place.

mod erased;
mod lines;
mod manifest;
mod restore;
mod verify;
mod write;

pub use manifest::{ColumnEntry, Lost, Manifest, Part, TableEntry, read_manifest};
pub use restore::{RestoreOptions, RestoreReport, restore};
pub use verify::{Fault, VerifyReport, verify};
pub use write::{BackupReport, back_up};

use super::ServiceError;
use dossier_workspace::StorageError;

/// A part that does not hold what the manifest says.
fn corrupt(what: &str, reason: &str) -> ServiceError {
    StorageError::Corrupt { what: what.to_owned(), reason: reason.to_owned() }.into()
}
