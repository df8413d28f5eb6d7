//! Making a backup. First the database, all tables as they were at one moment; then every object that it knows, each read,
//! compared with its hash, written, and read back. What is erased meanwhile is told and left out.

use super::lines::to_line;
use super::manifest::{Listed, Lost, MANIFEST, Manifest, Parts, SCHEMA, TableEntry, write_manifest};
use crate::env::Env;
use crate::service::{Caller, ServiceError};
use dossier_db::backup::{self, KnownInput, KnownRevision, Pages};
use dossier_db::{Db, SystemCtx, runs};
use dossier_workspace::{
    CheckedRevision, InputRef, RevisionId, RunId, Storage, StorageError, TeamId, copy_one_input, copy_one_revision,
};
use futures::StreamExt;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Revisions and inputs on their way at the same time.
const AT_ONCE: usize = 4;

/// Hashes of dropped inputs by team and run.
type Dropped = BTreeMap<(Uuid, Uuid), BTreeSet<String>>;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// Rows of all tables.
    pub rows: u64,
    /// Revisions.
    pub revisions: u64,
    /// Inputs that were copied for themselves.
    pub inputs: u64,
    /// Objects of the revisions.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Revisions and inputs that were erased meanwhile.
    pub vanished: u64,
    /// What the storage does not have as it was written.
    pub damaged: Vec<Lost>,
}

/// Copies a database and the objects that it knows into an empty storage, or goes on where an interrupted backup into it stopped.
///
/// # Errors
/// [`ServiceError::Conflict`] where the target holds a finished backup, or a failure of the database or of a storage; without a
/// manifest the target is no backup.
pub async fn back_up(db: &Db, from: &Storage, to: &Storage, env: &Env) -> Result<BackupReport, ServiceError> {
    if to.get_part(MANIFEST, u64::MAX).await?.is_some() {
        return Err(ServiceError::Conflict {
            what: "the target",
            code: "backup.exists",
            hint: "give each backup a place of its own: choose another storage, or another folder in it",
        });
    }
    to.delete_parts().await?;
    let created_at = env.now();
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    let (mut tables, mut rows) = (Vec::new(), 0);
    let shapes = backup::shapes(&mut tx).await?;
    for shape in &shapes {
        let mut parts = Parts::new(to, &format!("db/{}", shape.name));
        let mut pages = Pages::new(shape);
        loop {
            let page = pages.next(&mut tx).await?;
            if page.is_empty() {
                break;
            }
            for row in &page {
                parts.add(&to_line(shape, row)).await?;
            }
        }
        let (count, parts) = parts.finish().await?;
        rows += count;
        tables.push(TableEntry::of(shape, count, parts));
    }
    let (revisions, inputs) = (backup::revisions(&mut tx).await?, backup::inputs(&mut tx).await?);
    drop(tx);
    let mut copying = Copying {
        db,
        from,
        to,
        now: created_at,
        list: Parts::new(to, "objects"),
        report: BackupReport { rows, revisions: 0, inputs: 0, objects: 0, bytes: 0, vanished: 0, damaged: Vec::new() },
    };
    copying.revisions(&revisions, &dropped(&inputs)).await?;
    copying.inputs(&inputs).await?;
    let Copying { list, report, .. } = copying;
    let (_, objects) = list.finish().await?;
    let manifest = Manifest {
        schema: SCHEMA.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        instance: db.instance(),
        created_at,
        engine: db.engine().to_owned(),
        lookup_key: db.key().fingerprint().to_string(),
        tables,
        objects,
        revisions: report.revisions,
        inputs: report.inputs,
        vanished: report.vanished,
        damaged: report.damaged.clone(),
    };
    write_manifest(to, &manifest).await?;
    Ok(report)
}

/// Hashes of inputs whose bytes a run has not any more: dropped, and by no role kept.
fn dropped(inputs: &[KnownInput]) -> Dropped {
    let mut dropped = Dropped::new();
    for input in inputs.iter().filter(|input| input.is_dropped) {
        dropped.entry((input.team, input.run)).or_default().insert(input.sha256.to_string());
    }
    for input in inputs.iter().filter(|input| !input.is_dropped) {
        if let Some(hashes) = dropped.get_mut(&(input.team, input.run)) {
            hashes.remove(&input.sha256.to_string());
        }
    }
    dropped
}

/// The copying of objects.
struct Copying<'a> {
    db: &'a Db,
    from: &'a Storage,
    to: &'a Storage,
    now: Timestamp,
    list: Parts<'a>,
    report: BackupReport,
}

impl Copying<'_> {
    async fn revisions(&mut self, known: &[KnownRevision], dropped: &Dropped) -> Result<(), ServiceError> {
        let (from, to, now) = (self.from, self.to, self.now);
        let none = BTreeSet::new();
        let none = &none;
        let mut copies = futures::stream::iter(known.iter().copied())
            .map(|one| async move {
                let dropped = dropped.get(&(one.team, one.run)).unwrap_or(none);
                let at = (TeamId::new(one.team), RunId::new(one.run), RevisionId::new(one.revision));
                (one, copy_one_revision(from, to, at, dropped, now).await)
            })
            .buffered(AT_ONCE);
        while let Some((one, copied)) = copies.next().await {
            let lost = Lost {
                team: one.team,
                run: one.run,
                revision: Some(one.revision),
                input: None,
                code: "storage.not_found".to_owned(),
            };
            match copied {
                Ok(Some(CheckedRevision { commit_sha256, objects, bytes })) => {
                    let hashes = dropped.get(&(one.team, one.run)).into_iter().flatten().cloned().collect();
                    self.listed(&Listed::Revision {
                        team: one.team,
                        run: one.run,
                        revision: one.revision,
                        commit: commit_sha256,
                        dropped: hashes,
                    })
                    .await?;
                    self.report.revisions += 1;
                    self.report.objects += objects;
                    self.report.bytes += bytes;
                }
                Ok(None) if !one.is_sealed => {}
                Ok(None) => self.lost(lost).await?,
                Err(error) => self.failed(lost, error).await?,
            }
        }
        Ok(())
    }

    async fn inputs(&mut self, known: &[KnownInput]) -> Result<(), ServiceError> {
        let (from, to) = (self.from, self.to);
        let mut wanted: Vec<KnownInput> = known.iter().copied().filter(|input| !input.is_dropped).collect();
        // One object may be there in several roles.
        wanted.dedup_by_key(|input| (input.team, input.run, input.sha256));
        let mut copies = futures::stream::iter(wanted)
            .map(|one| async move {
                let input =
                    InputRef { sha256: one.sha256.to_string(), bytes: u64::try_from(one.bytes).unwrap_or_default() };
                let copied = copy_one_input(from, to, TeamId::new(one.team), RunId::new(one.run), &input).await;
                (one, input, copied)
            })
            .buffered(AT_ONCE);
        while let Some((one, input, copied)) = copies.next().await {
            let InputRef { sha256, bytes } = input;
            match copied {
                Ok(()) => {
                    self.listed(&Listed::Input { team: one.team, run: one.run, sha256, bytes }).await?;
                    self.report.inputs += 1;
                    self.report.bytes += bytes;
                }
                Err(error) => {
                    let lost = Lost {
                        team: one.team,
                        run: one.run,
                        revision: None,
                        input: Some(sha256),
                        code: error.code().to_owned(),
                    };
                    self.failed(lost, error).await?;
                }
            }
        }
        Ok(())
    }

    async fn listed(&mut self, listed: &Listed) -> Result<(), ServiceError> {
        let line = serde_json::to_string(listed).map_err(|_| crate::error::Error::Internal { step: "backup" })?;
        self.list.add(&line).await
    }

    /// Goes on after what is missing or damaged at the source; anything else ends the backup.
    async fn failed(&mut self, lost: Lost, error: StorageError) -> Result<(), ServiceError> {
        match error {
            StorageError::NotFound { .. } | StorageError::Corrupt { .. } => {
                self.lost(Lost { code: error.code().to_owned(), ..lost }).await
            }
            error => Err(error.into()),
        }
    }

    /// Whether it was erased since the database was read, or is really missing.
    async fn lost(&mut self, lost: Lost) -> Result<(), ServiceError> {
        let mut tx = self.db.read(&Caller::system(lost.team).ctx()).await?;
        if runs::get(&mut tx, lost.run).await?.is_some() {
            self.report.damaged.push(lost);
        } else {
            self.report.vanished += 1;
        }
        Ok(())
    }
}
