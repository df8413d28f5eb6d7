//! Runs over their whole life: inputs, listing, sweeping, erasing, copying to another storage, taking over. Every step can be
//! repeated after a crash; see [`crate::standing`] for why nothing sealed is lost.

mod adopt;
mod copy;
mod erase;
mod inputs;
mod runs;
mod sweep;
mod transfer;

pub use adopt::{Adopted, adopt_run, other_teams_runs};
pub use copy::{
    CheckedRevision, CopyReport, check_one_input, check_one_revision, copy_one_input, copy_one_revision, copy_run,
};
pub use erase::recheck_erased;
pub use erase::{ErasedObject, Receipt, erase_run};
pub use inputs::{copy_run_input, drop_run_inputs, read_run_input, save_run_input};
pub use runs::{RevisionSummary, RunSummary, current_revision, list_runs};
pub use sweep::sweep_except;
pub use sweep::{SweepOptions, SweepReport, sweep};
pub use transfer::{Transferred, take_transfer_back, transfer_run};
