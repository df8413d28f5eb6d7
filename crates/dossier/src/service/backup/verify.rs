//! Looking through a backup without restoring it: every part and object against its hash, every row against types, references and
//! counts (in a database in memory that is thrown away), and the log's chain where the key is at hand.

use super::manifest::{Listed, Manifest, read_manifest, read_part};
use super::restore::fill;
use crate::env::Env;
use crate::service::{Caller, ServiceError};
use dossier_db::audit::{self, Chain};
use dossier_db::{Birth, Db, DbConfig, LookupKey, SystemCtx, backup};
use dossier_workspace::{InputRef, RevisionId, RunId, Storage, TeamId, check_one_input, check_one_revision};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The part, or the run with its revision or input.
    pub what: String,
    /// Stable code.
    pub code: String,
}

/// What a look through a backup has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Rows of all tables.
    pub rows: u64,
    /// Revisions that are whole.
    pub revisions: u64,
    /// Inputs that are whole.
    pub inputs: u64,
    /// Objects that were read for that.
    pub objects: u64,
    /// Logs of teams whose chains are sound; none where the key was not given.
    pub chains: u64,
    /// What the source lacked when the backup was made.
    pub lacking: u64,
    /// What is wrong with the backup.
    pub faults: Vec<Fault>,
}

impl VerifyReport {
    /// Whether everything can be restored.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn add(&mut self, what: impl Into<String>, code: &str) {
        self.faults.push(Fault { what: what.into(), code: code.to_owned() });
    }
}

/// Looks through the backup in a storage. With the instance's key, the logs are looked through too.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is no finished backup, [`ServiceError::Conflict`] for another key or for a backup of
/// another version, or a failure of the storage. What is damaged is no error but in the report.
pub async fn verify(from: &Storage, key: Option<LookupKey>, env: &Env) -> Result<VerifyReport, ServiceError> {
    let manifest = read_manifest(from).await?;
    if key.as_ref().is_some_and(|key| key.fingerprint().to_string() != manifest.lookup_key) {
        return Err(ServiceError::Conflict {
            what: "the key",
            code: "restore.other_key",
            hint: "set DOSSIER_SECRET to the key of the instance that was backed up, or leave it out",
        });
    }
    let mut report = VerifyReport { lacking: manifest.damaged.len() as u64, ..VerifyReport::default() };
    let listed = objects(from, &manifest, &mut report).await?;
    let has_key = key.is_some();
    let birth = Birth { instance: manifest.instance, now: env.now().as_microsecond() };
    let db = Db::open(&DbConfig::memory(), key.unwrap_or_else(|| LookupKey::new(&[0; 32])), birth).await?;
    match fill(from, &manifest, &db).await {
        Ok(rows) => {
            report.rows = rows;
            references(&db, &manifest, &listed, &mut report).await?;
            if has_key {
                chains(&db, &mut report).await?;
            }
        }
        // Of another version: nothing is known of its rows.
        Err(error @ ServiceError::Conflict { .. }) => return Err(error),
        Err(error) => fault_or_fail(&mut report, "database", error)?,
    }
    db.close().await;
    Ok(report)
}

/// What is damaged is noted; what cannot be looked at is a failure.
fn fault_or_fail(report: &mut VerifyReport, what: &str, error: ServiceError) -> Result<(), ServiceError> {
    match error.code() {
        code @ ("storage.corrupt" | "storage.not_found") => {
            let said = error.to_string();
            report.add(format!("{what}: {said}"), code);
            Ok(())
        }
        _ => Err(error),
    }
}

/// Reads every object of the list, and gives what stands in it.
async fn objects(
    from: &Storage,
    manifest: &Manifest,
    report: &mut VerifyReport,
) -> Result<BTreeSet<(Uuid, String)>, ServiceError> {
    let mut listed = BTreeSet::new();
    for part in &manifest.objects {
        let text = match read_part(from, part).await {
            Ok(text) => text,
            Err(error) => {
                fault_or_fail(report, "list of objects", error)?;
                continue;
            }
        };
        for line in text.lines() {
            match serde_json::from_str(line) {
                Ok(Listed::Revision { team, run, revision, commit, dropped }) => {
                    listed.insert((run, revision.to_string()));
                    let at = (TeamId::new(team), RunId::new(run), RevisionId::new(revision));
                    let what = format!("run {run}, revision {revision}");
                    match check_one_revision(from, at, &dropped.into_iter().collect()).await {
                        Ok(Some(found)) if found.commit_sha256 == commit => {
                            report.revisions += 1;
                            report.objects += found.objects;
                        }
                        Ok(Some(_)) => report.add(what, "storage.corrupt"),
                        Ok(None) => report.add(what, "storage.not_found"),
                        Err(error) => fault_or_fail(report, &what, error.into())?,
                    }
                }
                Ok(Listed::Input { team, run, sha256, bytes }) => {
                    let what = format!("run {run}, input {sha256}");
                    listed.insert((run, sha256.clone()));
                    let input = InputRef { sha256, bytes };
                    match check_one_input(from, TeamId::new(team), RunId::new(run), &input).await {
                        Ok(()) => {
                            report.inputs += 1;
                            report.objects += 1;
                        }
                        Err(error) => fault_or_fail(report, &what, error.into())?,
                    }
                }
                Err(_) => report.add(part.name.clone(), "storage.corrupt"),
            }
        }
    }
    Ok(listed)
}

/// Whether the list has every revision and input that the rows name, but for what the backup says it lacks.
async fn references(
    db: &Db,
    manifest: &Manifest,
    listed: &BTreeSet<(Uuid, String)>,
    report: &mut VerifyReport,
) -> Result<(), ServiceError> {
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    let revisions = backup::revisions(&mut tx).await?;
    let inputs = backup::inputs(&mut tx).await?;
    drop(tx);
    let lost: BTreeSet<(Uuid, String)> = manifest
        .damaged
        .iter()
        .filter_map(|lost| Some((lost.run, lost.input.clone().or(lost.revision.map(|id| id.to_string()))?)))
        .collect();
    let wanted_revisions = revisions.iter().filter(|one| one.is_sealed).map(|one| (one.run, one.revision.to_string()));
    let wanted_inputs = inputs.iter().filter(|one| !one.is_dropped).map(|one| (one.run, one.sha256.to_string()));
    let missing: BTreeSet<(Uuid, String)> =
        wanted_revisions.chain(wanted_inputs).filter(|one| !listed.contains(one) && !lost.contains(one)).collect();
    // What was erased between the look at the database and that at the storage is in the rows and nowhere else.
    if missing.len() as u64 > manifest.vanished {
        for (run, what) in missing {
            report.add(format!("run {run}, {what}"), "backup.not_listed");
        }
    }
    Ok(())
}

/// Looks through the logs of all teams.
async fn chains(db: &Db, report: &mut VerifyReport) -> Result<(), ServiceError> {
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    let teams = backup::teams(&mut tx).await?;
    drop(tx);
    for team in teams {
        let mut tx = db.read(&Caller::system(team).ctx()).await?;
        match audit::verify(&mut tx).await? {
            Chain::Sound { .. } => report.chains += 1,
            Chain::Broken { seq } => report.add(format!("log of team {team}, entry {seq}"), "audit.broken"),
        }
    }
    Ok(())
}
