//! Takes what nobody will finish or keep: unsealed revisions after a grace time, expired ones, inputs of runs without
//! any revision. Never takes a sealed revision that has no expiry.

use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::sealed::SealedRevision;
use crate::storage::Storage;
use crate::temp::RevisionLock;
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path;

/// How a sweep decides.
#[derive(Clone, Copy, Debug)]
pub struct SweepOptions {
    /// Now.
    pub now: Timestamp,
    /// How long an unsealed revision may go without a new object. Default 1 hour.
    pub grace: SignedDuration,
    /// Only count, delete nothing.
    pub dry_run: bool,
}

impl SweepOptions {
    /// The default grace time at a given moment.
    pub fn at(now: Timestamp) -> Self {
        Self { now, grace: SignedDuration::from_hours(1), dry_run: false }
    }
}

/// What a sweep took (or would take).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Unsealed revisions older than the grace time.
    pub unsealed: u64,
    /// Sealed revisions past their expiry.
    pub expired: u64,
    /// Unsealed revisions left alone because their writer is alive or recent.
    pub in_use: u64,
    /// Input objects of runs that have no revision left.
    pub inputs: u64,
}

/// Sweeps all teams of a storage.
///
/// # Errors
/// A failure of the back end; what was deleted before stays deleted, and repeating the sweep is harmless.
pub async fn sweep(storage: &Storage, options: SweepOptions) -> Result<SweepReport, StorageError> {
    let mut report = SweepReport::default();
    for team in storage.children(&Path::from("t")).await? {
        let Ok(team) = team.parse::<TeamId>() else { continue };
        for run in storage.children(&keys::runs(team)).await? {
            if let Ok(run) = run.parse::<RunId>() {
                sweep_run(storage, team, run, options, &mut report).await?;
            }
        }
    }
    Ok(report)
}

async fn sweep_run(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    options: SweepOptions,
    report: &mut SweepReport,
) -> Result<(), StorageError> {
    let mut left = 0;
    for name in storage.children(&keys::run(team, run)).await? {
        let Ok(revision) = name.parse::<RevisionId>() else { continue };
        if !sweep_revision(storage, (team, run, revision), options, report).await? {
            left += 1;
        }
    }
    if left > 0 {
        return Ok(());
    }
    for input in storage.list(&keys::run(team, run)).await? {
        if older(input.last_modified.timestamp(), options) {
            report.inputs += 1;
            if !options.dry_run {
                storage.delete(&input.location).await?;
            }
        }
    }
    Ok(())
}

/// Whether the revision is gone (or would be).
async fn sweep_revision(
    storage: &Storage,
    (team, run, revision): (TeamId, RunId, RevisionId),
    options: SweepOptions,
    report: &mut SweepReport,
) -> Result<bool, StorageError> {
    let prefix = keys::revision(team, run, revision);
    match SealedRevision::open(storage, team, run, revision).await {
        Ok(Some(sealed)) => {
            if sealed.commit().expires_at.is_none_or(|at| at > options.now) {
                return Ok(false);
            }
            report.expired += 1;
        }
        // A damaged commit file is a matter for a person, not for the sweeper.
        Err(StorageError::Corrupt { .. }) => return Ok(false),
        Err(error) => return Err(error),
        Ok(None) => {
            let newest = storage.list(&prefix).await?.iter().map(|meta| meta.last_modified.timestamp()).max();
            let lock = match &storage.locks {
                Some(locks) => RevisionLock::take(locks, &revision.to_string())?.is_some(),
                None => true,
            };
            if !lock || newest.is_some_and(|at| !older(at, options)) {
                report.in_use += 1;
                return Ok(false);
            }
            report.unsealed += 1;
        }
    }
    if !options.dry_run {
        storage.delete_prefix(&prefix).await?;
    }
    Ok(true)
}

fn older(unix_seconds: i64, options: SweepOptions) -> bool {
    Timestamp::from_second(unix_seconds).is_ok_and(|at| options.now.duration_since(at) > options.grace)
}
