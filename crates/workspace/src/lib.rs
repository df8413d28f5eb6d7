//! Storage and `RunWorkspace`: isolated revisions of a run that are complete once sealed, on any storage.
//! Knows neither candidates nor documents nor a database: only bytes, names, ids and times that callers pass in.
//!
//! A [`RunWorkspace`] writes exactly one revision of one run of one team. It becomes visible as a [`SealedRevision`]
//! when its commit file has been written last and read back; before that no reader sees it.

mod error;
mod ids;
mod keys;
mod life;
mod name;
mod revision;
mod standing;
mod storage;
pub mod testing;

pub use error::{Cause, StorageError};
pub use ids::{LOCAL_TEAM, RevisionId, RunId, TeamId};
pub use life::{
    Adopted, CheckedRevision, CopyReport, ErasedObject, Receipt, RevisionSummary, RunSummary, SweepOptions,
    SweepReport, adopt_run, check_one_input, check_one_revision, copy_one_input, copy_one_revision, copy_run,
    current_revision, erase_run, list_runs, other_teams_runs, sweep,
};
pub use life::{Transferred, recheck_erased, take_transfer_back, transfer_run};
pub use name::{FileName, NameError, safe_label};
pub use revision::{
    Area, Budget, Bundle, BundleMember, Collection, Commit, Download, Entry, InputRef, NewFile, NewRevision,
    RunWorkspace, SealedRevision, VerifiedMember, VerifyError, verify_zip,
};
pub use standing::MARKS_KEPT;
pub use storage::{
    Call, Check, Credentials, Door, Finding, Marker, OpenMode, Patience, Probe, S3Config, S3Keys, Secret, Storage,
    StorageConfig, Style, SupabaseConfig, Told, Watch, client_builder, passing_file_system, probe, sweep_temp,
};

// Inputs that no revision refers to.
pub use life::{copy_run_input, drop_run_inputs, read_run_input, save_run_input, sweep_except};
