//! Restoring into an empty database and an empty storage: objects first, then all rows in one transaction, then what was erased
//! since the backup is erased again, and what waited or was under way waits anew. Until the rows stand, nothing of it is visible,
//! and it can be repeated.

use super::corrupt;
use super::erased::forgotten_runs;
use super::lines::to_row;
use super::manifest::{Listed, Manifest, read_manifest, read_part};
use crate::service::{Caller, Office, ServiceError};
use dossier_db::backup::{self, Restore};
use dossier_db::{Db, DbError, SystemCtx, jobs, teams};
use dossier_workspace::{
    InputRef, Marker, RevisionId, RunId, Storage, TeamId, copy_one_input, copy_one_revision, erase_run,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How to restore.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoreOptions {
    /// The list of erasures as it is now ([`Office::erasure_list`]); empty where nothing was erased since the backup.
    pub erasures: String,
    /// Whether the storage may hold objects already: those of an interrupted restore, or a storage that outlived its database.
    pub resume: bool,
}

/// What a restore did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoreReport {
    /// Rows of all tables.
    pub rows: u64,
    /// Revisions.
    pub revisions: u64,
    /// Inputs that were copied for themselves.
    pub inputs: u64,
    /// Erasures that were replayed.
    pub erased: u64,
    /// Persons and runs that a hold of the backup keeps although they were erased: release it and replay the list again.
    pub held: Vec<Uuid>,
    /// Revisions and inputs that were left out because they were erased since the backup.
    pub left_out: u64,
    /// Revisions and inputs that the backup itself lacks.
    pub lacking: u64,
    /// Jobs that waited or were under way when the backup was made, and that wait anew: runs, deliveries, erasures.
    pub jobs: u64,
}

/// Restores a backup into a service that nobody uses yet: its database opened with the backup's instance and the instance's own
/// key; `marker` is that of its storage.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is no backup, [`ServiceError::Conflict`] for another key, another instance, other columns,
/// or a target that is not empty, [`ServiceError::Invalid`] for a list of erasures that is none, an error of the storage for what
/// does not hold what the manifest says, or a failure.
pub async fn restore(
    from: &Storage,
    service: &Office,
    marker: Option<&Marker>,
    options: &RestoreOptions,
) -> Result<RestoreReport, ServiceError> {
    let (to, db) = (service.dossier.storage(), &service.db);
    let manifest = read_manifest(from).await?;
    check_target(&manifest, (to, marker), db, options.resume).await?;
    let mut report = RestoreReport { lacking: manifest.damaged.len() as u64, ..RestoreReport::default() };
    let forgotten = forgotten_runs(&options.erasures)?;
    let mut copied: BTreeSet<(Uuid, Uuid)> = BTreeSet::new();
    for part in &manifest.objects {
        for line in read_part(from, part).await?.lines() {
            let listed: Listed =
                serde_json::from_str(line).map_err(|_| corrupt(&part.name, "it has a line that is none"))?;
            if forgotten.contains(&listed.run()) {
                report.left_out += 1;
                continue;
            }
            copied.insert(listed.run());
            match listed {
                Listed::Revision { team, run, revision, commit, dropped } => {
                    let at = (TeamId::new(team), RunId::new(run), RevisionId::new(revision));
                    let dropped = dropped.into_iter().collect();
                    let found = copy_one_revision(from, to, at, &dropped, service.env().now()).await?;
                    if found.is_none_or(|found| found.commit_sha256 != commit) {
                        return Err(corrupt("commit.json", "its hash differs"));
                    }
                    report.revisions += 1;
                }
                Listed::Input { team, run, sha256, bytes } => {
                    let input = InputRef { sha256, bytes };
                    copy_one_input(from, to, TeamId::new(team), RunId::new(run), &input).await?;
                    report.inputs += 1;
                }
            }
        }
    }
    report.rows = fill(from, &manifest, db).await?;
    let replayed = service.replay_erasures(&options.erasures).await?;
    report.erased = replayed.erased;
    report.held = replayed.held;
    // An erasure may take runs that its list does not name, where the database as it was then had more of them.
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    let known: BTreeSet<(Uuid, Uuid)> = backup::runs(&mut tx).await?.into_iter().collect();
    drop(tx);
    for (team, run) in copied.difference(&known) {
        erase_run(to, TeamId::new(*team), RunId::new(*run), service.env().now()).await?;
    }
    report.jobs = restart_jobs(db).await?;
    Ok(report)
}

/// Hands all open jobs of all teams to whoever works jobs off in this database: a job engine knows of none of them.
async fn restart_jobs(db: &Db) -> Result<u64, ServiceError> {
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    let teams = teams::all(&mut tx).await?;
    drop(tx);
    let mut restarted = 0;
    for (team, _) in teams {
        let mut tx = db.write(&Caller::system(team).ctx()).await?;
        restarted += jobs::restart(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(restarted)
}

async fn check_target(
    manifest: &Manifest,
    (to, marker): (&Storage, Option<&Marker>),
    db: &Db,
    resume: bool,
) -> Result<(), ServiceError> {
    let conflict = |what, code, hint| Err(ServiceError::Conflict { what, code, hint });
    if db.key().fingerprint().to_string() != manifest.lookup_key {
        return conflict(
            "the key",
            "restore.other_key",
            "set DOSSIER_SECRET to the key of the instance that was backed up: without it nobody is found and nothing opened",
        );
    }
    if db.instance() != manifest.instance || marker.is_some_and(|marker| marker.instance != manifest.instance) {
        return conflict(
            "the target",
            "restore.other_instance",
            "restore into a database and a storage that no other instance has used",
        );
    }
    if !resume && to.has_runs().await? {
        return conflict(
            "the storage",
            "restore.storage_not_empty",
            "restore into an empty storage, or pass --resume after an interrupted restore",
        );
    }
    check_columns(manifest, db).await?;
    // Rolled back at once: only a look whether anything is there.
    match Restore::begin(db).await {
        Ok(_) => Ok(()),
        Err(DbError::Conflict { .. }) => {
            conflict("the database", "restore.database_not_empty", "restore into an empty database")
        }
        Err(error) => Err(error.into()),
    }
}

/// Tables and columns of the backup must be those of this program: rows are not migrated on their way.
async fn check_columns(manifest: &Manifest, db: &Db) -> Result<(), ServiceError> {
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    let shapes = backup::shapes(&mut tx).await?;
    let same = shapes.len() == manifest.tables.len()
        && shapes.iter().zip(&manifest.tables).all(|(shape, entry)| entry.fits(shape));
    if same {
        return Ok(());
    }
    Err(ServiceError::Conflict {
        what: "the schema",
        code: "restore.other_schema",
        hint: "restore with the program version that made the backup (its manifest names it), then upgrade",
    })
}

/// Writes all rows of a backup into an empty database, all or nothing, and tells how many.
pub(super) async fn fill(from: &Storage, manifest: &Manifest, db: &Db) -> Result<u64, ServiceError> {
    check_columns(manifest, db).await?;
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    let shapes = backup::shapes(&mut tx).await?;
    drop(tx);
    let mut restore = Restore::begin(db).await?;
    let mut rows = 0;
    for (shape, table) in shapes.iter().zip(&manifest.tables) {
        let mut count = 0;
        for part in &table.parts {
            for line in read_part(from, part).await?.lines() {
                let row = to_row(shape, line).ok_or_else(|| corrupt(&part.name, "it has a line that is no row"))?;
                // What contradicts other rows is a damage of the backup, not of the target.
                restore.add(shape, &row).await.map_err(|error| match error {
                    DbError::Unavailable { .. } => ServiceError::from(error),
                    _ => corrupt(&part.name, "it has a row that contradicts others"),
                })?;
                count += 1;
            }
        }
        if count != table.rows {
            return Err(corrupt(&table.name, "the number of its rows differs"));
        }
        rows += count;
    }
    restore.commit().await?;
    Ok(rows)
}
