//! Erasing a run, or a person with everything. The request makes it invisible at once; then objects go run by run, then rows, and
//! a receipt of hashes stays. Every step can be repeated: whatever a crash leaves, a sweep finishes, and for a day it looks again
//! for what a late writer may have left.

use super::persons::shared_runs;
use crate::service::error::ServiceError;
use crate::service::{Action, Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::erasures::{self, Subject};
use dossier_db::rows::{ErasedPrefix, Erasure, ErasureState, SubjectKind};
use dossier_db::{DbError, Micros, SystemCtx, holds, persons, runs};
use dossier_workspace::{Receipt, RunId, TeamId, erase_run};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// An erasure that is older than this and not done has lost its worker.
const GRACE: Micros = 60 * 1_000_000;

/// Erased prefixes are looked at again about once in this time.
const RECHECK_EVERY: Micros = 3_600 * 1_000_000;

/// Why something is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EraseReason {
    /// The candidate asked for it.
    Candidate,
    /// The desk does not need it any more.
    Desk,
    /// It came in by mistake.
    Mistake,
    /// Its time is over.
    Retention,
}

impl EraseReason {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Candidate, Self::Desk, Self::Mistake, Self::Retention];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Desk => "desk",
            Self::Mistake => "mistake",
            Self::Retention => "retention",
        }
    }
}

/// What would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Runs with all their documents.
    pub runs: Vec<Uuid>,
    /// Those of them that are about others too.
    pub shared_runs: Vec<Uuid>,
    /// Further rows by table, for a person.
    pub rows: Vec<(&'static str, i64)>,
    /// Whether a hold forbids it.
    pub is_held: bool,
}

/// An erasure that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The erasure with its receipt.
    pub erasure: Erasure,
    /// Persons whose rows went this time.
    pub persons: u64,
    /// Runs whose rows went this time.
    pub runs: u64,
    /// Whether SQLite's log was emptied too; where a long reader was in the way, the next look does it.
    pub log_emptied: bool,
}

/// What another look at erased prefixes did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rechecked {
    /// Prefixes looked at.
    pub prefixes: u64,
    /// Objects of late writers that were found and deleted.
    pub late_objects: u64,
}

impl Office {
    /// What an erasure would take along.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn preview_erasure(&self, caller: &Caller, subject: Subject) -> Result<Preview, ServiceError> {
        caller.may(action(subject))?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let (all, rows, mut is_held) = match subject {
            Subject::Run(run) => {
                runs::get(&mut tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
                (vec![run], Vec::new(), false)
            }
            Subject::Person(person) => {
                persons::get(&mut tx, person).await?.ok_or(ServiceError::NotFound { what: "person" })?;
                let holdings = persons::holdings(&mut tx, person).await?;
                (holdings.runs, holdings.rows, holds::keep_person(&mut tx, person).await?)
            }
        };
        for run in &all {
            is_held |= holds::keep_run(&mut tx, *run).await?;
        }
        let shared_runs = shared_runs(&mut tx, &all).await?;
        Ok(Preview { runs: all, shared_runs, rows, is_held })
    }

    /// Asks for an erasure: from now on nobody sees the run or the person's runs, their links are dead and their jobs cancelled.
    /// Asking again gives the same erasure.
    ///
    /// # Errors
    /// A conflict where a hold forbids it, [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn request_erasure(
        &self,
        caller: &Caller,
        subject: Subject,
        reason: EraseReason,
    ) -> Result<Erasure, ServiceError> {
        caller.may(action(subject))?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        let id = self.id();
        let erasure = match erasures::request(&mut tx, id, subject, reason.code(), self.now()).await {
            Err(DbError::NotFound { what }) => return Err(ServiceError::NotFound { what }),
            erasure => erasure?,
        };
        if erasure.id == id {
            let (kind, of) = match subject {
                Subject::Run(run) => ("run", run),
                Subject::Person(person) => ("person", person),
            };
            let details = [(kind, Detail::Id(of)), ("reason", Detail::Code(reason.code()))];
            self.audit(&mut tx, "erasure.requested", Some(("erasure", erasure.id)), &details).await?;
        }
        tx.commit().await?;
        Ok(erasure)
    }

    /// Erases a run or a person, at once and to the end. What is interrupted is finished by [`Office::resume_erasures`].
    ///
    /// # Errors
    /// As [`Office::request_erasure`], or a failure of the storage: then nobody sees it any more and a sweep goes on.
    pub async fn erase(&self, caller: &Caller, subject: Subject, reason: EraseReason) -> Result<Erased, ServiceError> {
        let erasure = self.request_erasure(caller, subject, reason).await?;
        self.perform_erasure(caller.team, erasure.id).await
    }

    /// Does what was asked for. Repeating it is harmless, also while another worker is at it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], or a failure of database or storage.
    pub async fn perform_erasure(&self, team: Uuid, erasure: Uuid) -> Result<Erased, ServiceError> {
        let ctx = Caller::system(team).ctx();
        let mut tx = self.db.read(&ctx).await?;
        let found = erasures::get(&mut tx, erasure).await?.ok_or(ServiceError::NotFound { what: "erasure" })?;
        let prefixes = erasures::prefixes(&mut tx, erasure).await?;
        drop(tx);
        if found.state == ErasureState::Done {
            let log_emptied = self.empty_erased_log().await?;
            return Ok(Erased { erasure: found, persons: 0, runs: 0, log_emptied });
        }
        for prefix in prefixes.iter().filter(|prefix| prefix.objects_gone_at.is_none()) {
            let run = (TeamId::new(team), RunId::new(prefix.run));
            let gone = erase_run(self.dossier.storage(), run.0, run.1, self.env().now()).await?;
            let receipt = serde_json::to_string(&gone).expect("a receipt is plain JSON");
            let mut tx = self.db.write(&ctx).await?;
            erasures::objects_gone(&mut tx, erasure, prefix.run, &receipt, self.now()).await?;
            tx.commit().await?;
        }
        let now = self.now();
        let mut tx = self.db.write(&ctx).await?;
        let prefixes = erasures::prefixes(&mut tx, erasure).await?;
        let rows = match found.subject_kind {
            SubjectKind::Run => Vec::new(),
            SubjectKind::Person => persons::holdings(&mut tx, found.subject).await?.rows,
        };
        let (receipt, objects) = receipt(team, &found, &prefixes, &rows, now);
        let is_first = erasures::get(&mut tx, erasure).await?.is_some_and(|one| one.state == ErasureState::Requested);
        let (persons, runs) = erasures::rows_gone(&mut tx, erasure, &receipt.to_string(), now).await?;
        let done = erasures::get(&mut tx, erasure).await?.ok_or(ServiceError::NotFound { what: "erasure" })?;
        if is_first {
            let details = [
                ("objects", Detail::Number(objects)),
                ("persons", Detail::Number(i64::try_from(persons).unwrap_or(i64::MAX))),
                ("runs", Detail::Number(i64::try_from(runs).unwrap_or(i64::MAX))),
            ];
            self.audit(&mut tx, "erasure.done", Some(("erasure", erasure)), &details).await?;
        }
        tx.commit().await?;
        Ok(Erased { erasure: done, persons, runs, log_emptied: self.empty_erased_log().await? })
    }

    /// Finishes erasures of all teams whose workers have died, and those that clocks have asked for. One that fails does not
    /// keep the others waiting; tells how many were done.
    ///
    /// # Errors
    /// The first failure, after all were tried.
    pub async fn resume_erasures(&self) -> Result<u64, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Sweep).await?;
        let open = erasures::unfinished(&mut tx, self.now().saturating_sub(GRACE)).await?;
        drop(tx);
        let (mut done, mut failed) = (0, None);
        for (team, erasure) in open {
            match self.perform_erasure(team, erasure.id).await {
                Ok(_) => done += 1,
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(done), Err)
    }

    /// Looks again at prefixes that were erased within the last day, deletes what late writers have left there, and empties
    /// SQLite's log where that was not possible before.
    ///
    /// # Errors
    /// A failure of database or storage; repeating it goes on.
    pub async fn recheck_erased(&self) -> Result<Rechecked, ServiceError> {
        let now = self.now();
        let mut tx = self.db.system_read(SystemCtx::Sweep).await?;
        let due = erasures::to_recheck(&mut tx, now.saturating_sub(RECHECK_EVERY), now).await?;
        drop(tx);
        let mut done = Rechecked::default();
        for (team, prefix) in &due {
            let late = if self.run_is_there(*team, prefix.run).await? {
                // A backup that was restored over it, or a move: whoever put it there knows why.
                0
            } else {
                let (team, run) = (TeamId::new(*team), RunId::new(prefix.run));
                dossier_workspace::recheck_erased(self.dossier.storage(), team, run, self.env().now()).await?
            };
            let found = i64::try_from(late).unwrap_or(i64::MAX);
            let mut tx = self.db.system(SystemCtx::Sweep).await?;
            erasures::rechecked(&mut tx, *team, (prefix.erasure, prefix.run), found, now).await?;
            tx.commit().await?;
            if late > 0 {
                let mut tx = self.db.write(&Caller::system(*team).ctx()).await?;
                let details = [("run", Detail::Id(prefix.run)), ("objects", Detail::Number(found))];
                self.audit(&mut tx, "erasure.late_objects", Some(("erasure", prefix.erasure)), &details).await?;
                tx.commit().await?;
            }
            done.prefixes += 1;
            done.late_objects += late;
        }
        if !due.is_empty() {
            self.empty_erased_log().await?;
        }
        Ok(done)
    }

    /// Erasures of the team with their receipts, latest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn erasures(&self, caller: &Caller) -> Result<Vec<Erasure>, ServiceError> {
        caller.may(Action::ReadAudit)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        Ok(erasures::all(&mut tx).await?)
    }

    /// One erasure with its receipt.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn erasure(&self, caller: &Caller, erasure: Uuid) -> Result<Erasure, ServiceError> {
        caller.may(Action::EraseRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        erasures::get(&mut tx, erasure).await?.ok_or(ServiceError::NotFound { what: "erasure" })
    }

    /// Whether a team has a run that is not being erased.
    pub(in crate::service) async fn run_is_there(&self, team: Uuid, run: Uuid) -> Result<bool, ServiceError> {
        let mut tx = self.db.read(&Caller::system(team).ctx()).await?;
        Ok(runs::get(&mut tx, run).await?.is_some())
    }

    /// Empties SQLite's log; `false` where a long reader is in the way.
    pub(super) async fn empty_erased_log(&self) -> Result<bool, ServiceError> {
        match self.db.truncate_log().await {
            Ok(()) => Ok(true),
            Err(error) if error.retryable() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

fn action(subject: Subject) -> Action {
    match subject {
        Subject::Run(_) => Action::EraseRuns,
        Subject::Person(_) => Action::ErasePersons,
    }
}

/// The receipt, and how many objects it lists. Holds ids, sizes, hashes and times only.
fn receipt(
    team: Uuid,
    erasure: &Erasure,
    prefixes: &[ErasedPrefix],
    rows: &[(&'static str, i64)],
    now: Micros,
) -> (Value, i64) {
    let (mut objects, mut bytes) = (0_i64, 0_u64);
    let mut runs = Vec::with_capacity(prefixes.len());
    for prefix in prefixes {
        let found = prefix.receipt.as_deref().and_then(|receipt| serde_json::from_str::<Option<Receipt>>(receipt).ok());
        let listed = found.flatten().map(|receipt| receipt.objects).unwrap_or_default();
        objects = objects.saturating_add(i64::try_from(listed.len()).unwrap_or(i64::MAX));
        bytes = listed.iter().fold(bytes, |sum, object| sum.saturating_add(object.bytes));
        runs.push(json!({
            "run": prefix.run,
            "objectsGoneAt": prefix.objects_gone_at.and_then(time),
            "objects": listed,
        }));
    }
    let rows: serde_json::Map<String, Value> =
        rows.iter().map(|(table, number)| ((*table).to_owned(), json!(number))).collect();
    let receipt = json!({
        "schema": "dossier.erasure-receipt/1",
        "erasure": erasure.id,
        "team": team,
        "subject": { "kind": erasure.subject_kind.code(), "id": erasure.subject },
        "reason": erasure.reason,
        "requestedBy": erasure.requested_by,
        "requestedAt": time(erasure.requested_at),
        "finishedAt": time(now),
        "counts": { "runs": runs.len(), "objects": objects, "bytes": bytes, "rows": rows },
        "runs": runs,
    });
    (receipt, objects)
}

/// As people and programs read it (RFC 9557 without a zone).
fn time(at: Micros) -> Option<String> {
    Timestamp::from_microsecond(at).ok().map(|at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_counts_what_went() {
        let erasure = Erasure {
            id: Uuid::from_u128(1),
            subject_kind: SubjectKind::Run,
            subject: Uuid::from_u128(2),
            reason: "desk".to_owned(),
            state: ErasureState::Requested,
            requested_by: None,
            requested_at: 1_769_515_200_000_000,
            finished_at: None,
            receipt: None,
        };
        let prefix = |receipt: Option<&str>| ErasedPrefix {
            erasure: erasure.id,
            run: Uuid::from_u128(2),
            objects_gone_at: Some(1_769_515_200_000_000),
            receipt: receipt.map(str::to_owned),
            recheck_until: None,
            checked_at: None,
            found: 0,
        };
        let some = json!({
            "schema": "dossier.erasure/1", "team": Uuid::from_u128(9), "run": Uuid::from_u128(2),
            "erasedAt": "2026-01-27T12:00:00Z", "objects": [{ "key": "inputs/ab", "bytes": 7, "sha256": "ab" }],
        });
        let prefixes = [prefix(Some(&some.to_string())), prefix(Some("null")), prefix(None)];
        let (told, objects) =
            receipt(Uuid::from_u128(9), &erasure, &prefixes, &[("consents", 2)], 1_769_515_200_000_000);
        assert_eq!(objects, 1);
        let counts = json!({ "runs": 3, "objects": 1, "bytes": 7, "rows": { "consents": 2 } });
        assert_eq!(told["counts"], counts);
        assert_eq!(told["runs"][0]["objects"][0]["sha256"], json!("ab"));
        assert_eq!(told["finishedAt"], json!("2026-01-27T12:00:00Z"));
    }
}
