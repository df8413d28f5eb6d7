//! Storage and `RunWorkspace`: isolated revisions of a run that are complete once sealed, on any storage.
//! Knows neither candidates nor documents nor a database: only bytes, names, ids and times that callers pass in.
//!
//! A [`RunWorkspace`] writes exactly one revision of one run of one team. It becomes visible as a [`SealedRevision`]
//! when its commit file has been written last and read back; before that no reader sees it.

mod bundle;
mod commit;
pub mod contract;
mod error;
pub mod faulty;
mod ids;
mod keys;
mod marker;
mod name;
mod runs;
mod sealed;
mod storage;
mod sweep;
mod temp;
mod verify;
mod write;

pub use bundle::{Bundle, BundleMember};
pub use commit::{Area, Commit, Entry, InputRef};
pub use error::StorageError;
pub use ids::{LOCAL_TEAM, RevisionId, RunId, TeamId};
pub use marker::{Marker, OpenMode};
pub use name::{FileName, NameError, safe_label};
pub use runs::{RevisionSummary, RunSummary, current_revision, list_runs};
pub use sealed::SealedRevision;
pub use storage::{Storage, StorageConfig};
pub use sweep::{SweepOptions, SweepReport, sweep};
pub use temp::sweep_temp;
pub use verify::{VerifiedMember, VerifyError, verify_zip};
pub use write::{Budget, NewRevision, RunWorkspace};
