//! Takes what nobody will finish or keep: unsealed revisions after a grace time, expired ones, inputs of runs without any
//! revision, unfinished uploads, files of interrupted writes, old marks. Never takes a sealed revision that has not
//! expired; [`crate::standing`] says how it can be sure.

use super::erase::delete_marked;
use crate::error::StorageError;
use crate::ids::{RevisionId, RunId, TeamId};
use crate::keys;
use crate::revision::sealed::read_commit;
use crate::standing::{self, MARKS_KEPT, Reason, RunMark, put_run_mark, run_mark};
use crate::storage::{RevisionLock, Storage};
use jiff::{SignedDuration, Timestamp};
use object_store::ObjectMeta;
use object_store::path::Path;
use std::collections::{BTreeMap, BTreeSet};

/// How a sweep decides.
#[derive(Clone, Copy, Debug)]
pub struct SweepOptions {
    /// Now, by a clock that agrees with the storage's to a few minutes.
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
    /// Revisions left alone because their commit file cannot be read, and runs whose files cannot be listed: a matter for a
    /// person.
    pub damaged: u64,
    /// Input objects of runs that have no revision left.
    pub inputs: u64,
    /// Objects of erased runs whose erasure was interrupted.
    pub erased: u64,
    /// Uploads in parts that were begun and never finished.
    pub uploads: u64,
    /// Files of interrupted local writes.
    pub staging: u64,
    /// Marks that have served their time.
    pub marks: u64,
}

/// Sweeps all teams of a storage. Give it [`Storage::background`].
///
/// # Errors
/// A failure of the back end; what was deleted before stays deleted, and repeating the sweep is harmless.
pub async fn sweep(storage: &Storage, options: SweepOptions) -> Result<SweepReport, StorageError> {
    sweep_except(storage, options, &BTreeSet::new()).await
}

/// The same, but leaves the inputs of some runs alone: of those that a database knows although they have no revision yet, because
/// they wait for a worker, are under way, or have failed and may be repeated.
///
/// # Errors
/// As [`sweep`].
pub async fn sweep_except(
    storage: &Storage,
    options: SweepOptions,
    kept: &BTreeSet<(TeamId, RunId)>,
) -> Result<SweepReport, StorageError> {
    let mut report = SweepReport::default();
    for team in storage.children(&Path::from("t")).await? {
        let Ok(team) = team.parse::<TeamId>() else { continue };
        for run in storage.children(&keys::runs(team)).await? {
            if let Ok(run) = run.parse::<RunId>() {
                let keeps_inputs = kept.contains(&(team, run));
                match (Sweep { storage, team, run, options, keeps_inputs, report: &mut report }).run().await {
                    // A file that no object could be, or a right that is missing: nothing is taken from that run.
                    Err(error) if storage.root.is_some() && !error.retryable() => report.damaged += 1,
                    done => done?,
                }
            }
        }
    }
    let before = options.now.checked_sub(options.grace).unwrap_or(options.now);
    report.uploads = storage.abort_uploads(&Path::from("t"), before, options.dry_run).await?;
    report.staging = storage.sweep_leftovers(before, options.dry_run)?;
    Ok(report)
}

/// A sweep of one run.
struct Sweep<'a> {
    storage: &'a Storage,
    team: TeamId,
    run: RunId,
    options: SweepOptions,
    /// Whether the run's inputs stay, although no revision refers to them.
    keeps_inputs: bool,
    report: &'a mut SweepReport,
}

/// What one listing of a run showed.
#[derive(Default)]
struct Found {
    revisions: BTreeMap<RevisionId, Vec<ObjectMeta>>,
    mark: Option<ObjectMeta>,
    /// Inputs, and anything that is nobody's.
    rest: Vec<ObjectMeta>,
}

impl Sweep<'_> {
    async fn run(mut self) -> Result<(), StorageError> {
        let found = self.look().await?;
        if let Some(meta) = &found.mark {
            return self.marked_run(meta, &found).await;
        }
        let mut left = 0;
        for (revision, objects) in &found.revisions {
            if !self.revision(*revision, objects, false).await? {
                left += 1;
            }
        }
        let all_old = found.rest.iter().all(|meta| self.is_older(meta, self.options.grace));
        if left > 0 || found.rest.is_empty() || !all_old || self.keeps_inputs {
            return Ok(());
        }
        self.report.inputs += found.rest.len() as u64;
        if self.options.dry_run {
            return Ok(());
        }
        let mark =
            RunMark { schema: "dossier.deleted/1".into(), at: self.options.now, reason: Reason::Swept, receipt: None };
        put_run_mark(self.storage, self.team, self.run, &mark).await?;
        self.delete_if_nothing_sealed().await
    }

    async fn look(&self) -> Result<Found, StorageError> {
        let prefix = keys::run(self.team, self.run);
        let mut found = Found::default();
        for meta in self.storage.list(&prefix).await? {
            let below = meta.location.prefix_match(&prefix).and_then(|mut parts| parts.next());
            match below.map(|part| part.as_ref().to_owned()) {
                Some(name) if name == keys::DELETED => found.mark = Some(meta),
                Some(name) => match name.parse::<RevisionId>() {
                    Ok(revision) => found.revisions.entry(revision).or_default().push(meta),
                    Err(_) => found.rest.push(meta),
                },
                None => {}
            }
        }
        Ok(found)
    }

    /// A run that is erased or was swept before: what is left of it goes, and in the end the mark.
    async fn marked_run(&mut self, meta: &ObjectMeta, found: &Found) -> Result<(), StorageError> {
        let left = found.rest.len() + found.revisions.values().map(Vec::len).sum::<usize>();
        if left == 0 {
            if self.is_older(meta, MARKS_KEPT) {
                self.report.marks += 1;
                if !self.options.dry_run {
                    self.storage.delete(&meta.location).await?;
                }
            }
            return Ok(());
        }
        match run_mark(self.storage, self.team, self.run).await? {
            Some(RunMark { reason: Reason::Erased, .. }) => {
                self.report.erased += left as u64;
                if !self.options.dry_run {
                    delete_marked(self.storage, self.team, self.run).await?;
                }
                Ok(())
            }
            Some(RunMark { reason: Reason::Swept, .. }) => {
                let mut standing = 0;
                for (revision, objects) in &found.revisions {
                    if !self.revision(*revision, objects, true).await? {
                        standing += 1;
                    }
                }
                if standing > 0 || self.options.dry_run {
                    return Ok(());
                }
                self.delete_if_nothing_sealed().await
            }
            None => Ok(()),
        }
    }

    /// The run's mark is there, so a commit file that is not there now will not stand when it comes.
    async fn delete_if_nothing_sealed(&self) -> Result<(), StorageError> {
        let found = self.look().await?;
        let committed = found.revisions.values().flatten().any(|meta| meta.location.filename() == Some(keys::COMMIT));
        let fresh = found.revisions.values().flatten().chain(&found.rest);
        let fresh = fresh.filter(|meta| meta.location.filename() != Some(keys::GIVEN_UP));
        if committed || fresh.into_iter().any(|meta| !self.is_older(meta, self.options.grace)) {
            return Ok(());
        }
        self.storage.delete_all(found.rest.into_iter().map(|meta| meta.location).collect()).await.map(|_| ())
    }

    /// Whether nothing but a mark of the revision is left (or would be).
    async fn revision(
        &mut self,
        revision: RevisionId,
        objects: &[ObjectMeta],
        run_marked: bool,
    ) -> Result<bool, StorageError> {
        let named = |name: &str| objects.iter().find(|meta| meta.location.filename() == Some(name));
        match (named(keys::COMMIT).is_some(), named(keys::GIVEN_UP)) {
            (true, mark) => self.committed(revision, mark.is_some(), run_marked).await,
            (false, Some(mark)) if objects.len() == 1 => {
                if self.is_older(mark, MARKS_KEPT) {
                    self.report.marks += 1;
                    if !self.options.dry_run {
                        self.storage.delete(&mark.location).await?;
                    }
                }
                Ok(true)
            }
            (false, _) => self.unsealed(revision, objects).await,
        }
    }

    async fn committed(&mut self, revision: RevisionId, marked: bool, run_marked: bool) -> Result<bool, StorageError> {
        let commit = match read_commit(self.storage, self.team, self.run, revision).await {
            Ok(Some(commit)) => commit,
            // It went since the listing: someone else is at it.
            Ok(None) => return Ok(false),
            Err(StorageError::Corrupt { .. }) => {
                self.report.damaged += 1;
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        if (marked || run_marked) && !standing::is_complete(self.storage, &commit).await? {
            self.report.unsealed += 1;
            self.delete_unless_dry(revision, marked).await?;
            return Ok(true);
        }
        if commit.expires_at.is_none_or(|at| at > self.options.now) {
            return Ok(false);
        }
        self.report.expired += 1;
        self.delete_unless_dry(revision, false).await?;
        Ok(true)
    }

    async fn unsealed(&mut self, revision: RevisionId, objects: &[ObjectMeta]) -> Result<bool, StorageError> {
        let lock = match self.storage.locks() {
            Some(locks) => RevisionLock::take(&locks, &revision.to_string())?.map(Some),
            None => Some(None),
        };
        let stale = objects
            .iter()
            .filter(|meta| meta.location.filename() != Some(keys::GIVEN_UP))
            .all(|meta| self.is_older(meta, self.options.grace));
        // A lock is held until the revision is gone.
        let Some(lock) = lock.filter(|_| stale) else {
            self.report.in_use += 1;
            return Ok(false);
        };
        if self.options.dry_run {
            self.report.unsealed += 1;
            return Ok(true);
        }
        if lock.is_some() {
            // Nobody writes it now, so no mark is needed. A slow writer may have sealed it and freed its lock since the
            // listing: that stays.
            match read_commit(self.storage, self.team, self.run, revision).await {
                Ok(None) => {}
                Ok(Some(_)) => return Ok(false),
                Err(StorageError::Corrupt { .. }) => {
                    self.report.damaged += 1;
                    return Ok(false);
                }
                Err(error) => return Err(error),
            }
            self.report.unsealed += 1;
            self.delete_unless_dry(revision, false).await?;
            return Ok(true);
        }
        let prefix = keys::revision(self.team, self.run, revision);
        standing::give_up(self.storage, &prefix).await?;
        match read_commit(self.storage, self.team, self.run, revision).await {
            Ok(None) => {}
            // Sealed between the listing and the mark: it stays.
            Ok(Some(_)) => return Ok(false),
            Err(StorageError::Corrupt { .. }) => {
                self.report.damaged += 1;
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
        self.report.unsealed += 1;
        self.delete_unless_dry(revision, true).await?;
        Ok(true)
    }

    async fn delete_unless_dry(&self, revision: RevisionId, keep_mark: bool) -> Result<(), StorageError> {
        if self.options.dry_run {
            return Ok(());
        }
        let prefix = keys::revision(self.team, self.run, revision);
        let mark = prefix.clone().join(keys::GIVEN_UP);
        let listed = self.storage.list(&prefix).await?;
        // A storage that reports a put it never made must not lead to a deletion without the mark.
        if keep_mark && !listed.iter().any(|meta| meta.location == mark) {
            return Err(StorageError::missing(keys::GIVEN_UP));
        }
        let keys = listed.into_iter().map(|meta| meta.location).filter(|key| !keep_mark || *key != mark);
        self.storage.delete_all(keys.collect()).await.map(|_| ())
    }

    fn is_older(&self, meta: &ObjectMeta, than: SignedDuration) -> bool {
        Timestamp::from_second(meta.last_modified.timestamp())
            .is_ok_and(|at| self.options.now.duration_since(at) > than)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LOCAL_TEAM;
    use crate::revision::{RunWorkspace, SealedRevision};
    use crate::testing::contract::new_revision;
    use uuid::Uuid;

    /// A slow writer seals and frees its lock between the sweep's listing and its look.
    #[tokio::test]
    async fn what_was_sealed_since_the_listing_stays() {
        let base = tempfile::tempdir().expect("a scratch directory");
        let url = format!("file://{}/store", base.path().display());
        let storage = crate::testing::open(&url, &crate::storage::Credentials::default()).await;
        let (run, revision) = (RunId::new(Uuid::from_u128(1)), RevisionId::new(Uuid::from_u128(2)));
        let mut writer =
            RunWorkspace::create(&storage, LOCAL_TEAM, run, revision, new_revision()).await.expect("begun");
        let name = crate::FileName::parse("a").expect("a sound name");
        writer.save_primary("a", name, "x/y", bytes::Bytes::from_static(b"x")).await.expect("saved");
        let listed = storage.list(&keys::revision(LOCAL_TEAM, run, revision)).await.expect("listed");
        writer.seal(Timestamp::now()).await.expect("sealed");
        let options = SweepOptions::at(Timestamp::now() + SignedDuration::from_hours(2));
        let mut report = SweepReport::default();
        let mut sweep =
            Sweep { storage: &storage, team: LOCAL_TEAM, run, options, keeps_inputs: false, report: &mut report };
        assert!(!sweep.unsealed(revision, &listed).await.expect("looked"));
        let sealed = SealedRevision::open(&storage, LOCAL_TEAM, run, revision).await.expect("looked").expect("sealed");
        assert!(sealed.is_complete().await.expect("looked"));
    }
}
