//! Records as people see and change them between two revisions: each edit is a version, of two edits of one version the
//! second is told, and undoing makes an older version the newest again. Documents follow by [`Office::regenerate`].

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::announce::RunEventKind;
use super::finish::json;
use super::regenerate::verdict;
use super::{found, found_single, missing, stale, unreadable};
use dossier_core::assess::skills;
use dossier_core::correct::{Answers, Applied, Change, CorrectError, Edit, apply, edit, edit_job};
use dossier_core::records::cv::SetBy;
use dossier_core::records::{Cv, JobProfile, Match};
use dossier_core::time::Day;
use dossier_db::audit::{self, Detail};
use dossier_db::records::{RecordName, Version};
use dossier_db::rows::{Override, Record, RecordKind, RecordSource, Run};
use dossier_db::{Personal, TeamTx, notes, records};
use serde_json::Value;
use uuid::Uuid;

/// Most edits in one change.
const EDITS_MAX: usize = 200;
/// Longest reason of a decision, in characters.
const REASON_CHARS_MAX: usize = 2_000;

/// A record in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordView {
    /// Which record.
    pub kind: RecordKind,
    /// Its version.
    pub version: i64,
    /// Who made it.
    pub set_by: RecordSource,
    /// The user.
    pub created_by: Option<Uuid>,
    /// When, in microseconds.
    pub created_at: i64,
    /// The revision whose documents show it; absent for an edit that no documents show yet.
    pub revision: Option<Uuid>,
    /// The record.
    pub body: Value,
}

/// What an edit has made.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited {
    /// The new version.
    pub version: i64,
    /// What was changed.
    pub applied: Vec<Applied>,
}

fn name(run: Uuid, kind: RecordKind) -> RecordName {
    RecordName { run, kind, slot: 0 }
}

/// A change that the record does not take. The words name fields and ids, never values.
fn refused(error: &CorrectError) -> ServiceError {
    ServiceError::invalid("/edits", "correct.refused", error.to_string())
}

fn may_see(caller: &Caller) -> Result<(), ServiceError> {
    caller.may(Action::ReadRuns)?;
    caller.may(Action::SeePersons)
}

impl Office {
    /// The newest version of a record, or one version.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn run_record(
        &self,
        caller: &Caller,
        run: Uuid,
        kind: RecordKind,
        version: Option<i64>,
    ) -> Result<RecordView, ServiceError> {
        may_see(caller)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        found(&mut tx, run).await?;
        let row = match version {
            Some(version) => records::get(&mut tx, name(run, kind), version).await?,
            None => records::latest(&mut tx, name(run, kind)).await?,
        };
        tx.commit().await?;
        let row = row.ok_or(missing("record"))?;
        Ok(RecordView {
            kind,
            version: row.version,
            set_by: row.set_by,
            created_by: row.created_by,
            created_at: row.created_at,
            revision: row.revision,
            body: serde_json::from_str(row.body.as_str()).map_err(unreadable("run"))?,
        })
    }

    /// All versions of a record without their bodies, newest first.
    ///
    /// # Errors
    /// As [`Office::run_record`].
    pub async fn record_versions(
        &self,
        caller: &Caller,
        run: Uuid,
        kind: RecordKind,
    ) -> Result<Vec<Version>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        found(&mut tx, run).await?;
        let versions = records::versions(&mut tx, name(run, kind)).await?;
        tx.commit().await?;
        Ok(versions)
    }

    /// Edits the CV or the profile of a run: a new version on top of the one that the caller has `seen`.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], [`ServiceError::Stale`] where somebody was first,
    /// [`ServiceError::Invalid`] for an edit that cannot be made, or a failure of the database.
    pub async fn edit_record(
        &self,
        caller: &Caller,
        run: Uuid,
        (kind, seen): (RecordKind, i64),
        edits: Vec<Edit>,
    ) -> Result<Edited, ServiceError> {
        caller.may(Action::EditRuns)?;
        if edits.is_empty() || edits.len() > EDITS_MAX {
            return Err(ServiceError::invalid("/edits", "edits.number", "there are 1 to 200"));
        }
        let (row, record) = self.seen_record(caller, run, (kind, seen)).await?;
        let (lexicon, on) = (self.dossier.lexicon.clone(), self.evaluated_on(caller, &row).await?);
        let body = record.body.clone();
        let edited = move || -> Result<(String, Vec<Applied>), ServiceError> {
            match kind {
                RecordKind::Cv => {
                    let cv: Cv = serde_json::from_str(body.as_str()).map_err(unreadable("cv"))?;
                    let (mut cv, applied) = edit(&cv, &edits, SetBy::Person).map_err(|error| refused(&error))?;
                    cv.x.skills = skills(&cv, &lexicon, on);
                    Ok((json(&cv)?, applied))
                }
                RecordKind::Job => {
                    let job: JobProfile = serde_json::from_str(body.as_str()).map_err(unreadable("job-profile"))?;
                    let (job, applied) =
                        edit_job(&job, &edits, SetBy::Person, &lexicon).map_err(|error| refused(&error))?;
                    Ok((json(&job)?, applied))
                }
                RecordKind::Match | RecordKind::Feedback | RecordKind::Offer => Err(ServiceError::invalid(
                    "kind",
                    "record.follows",
                    "it follows from the CV, the profile and the offer's data",
                )),
            }
        };
        let (body, applied) = self.dossier.step("correcting", edited).await??;
        let next = Next { kind, seen, body, set_by: RecordSource::Person, action: "record.edited" };
        let version = self.save_record_version(caller, &row, next, applied.len()).await?;
        Ok(Edited { version, applied })
    }

    /// Takes a candidate's answers over into the CV of a run: values by field, as the form of questions has them.
    ///
    /// # Errors
    /// As [`Office::edit_record`].
    pub async fn answer(&self, caller: &Caller, run: Uuid, seen: i64, form: &str) -> Result<Edited, ServiceError> {
        caller.may(Action::EditRuns)?;
        let answers = Answers::parse(form)
            .map_err(|_| ServiceError::invalid("/answers", "answers.form", "it is no filled-in form of answers"))?;
        let (row, record) = self.seen_record(caller, run, (RecordKind::Cv, seen)).await?;
        let (lexicon, on) = (self.dossier.lexicon.clone(), self.evaluated_on(caller, &row).await?);
        let answered = move || -> Result<(String, Vec<Applied>), ServiceError> {
            let cv: Cv = serde_json::from_str(record.body.as_str()).map_err(unreadable("cv"))?;
            let changes: Vec<Change> = answers.changes;
            let (mut cv, applied) = apply(&cv, &changes, SetBy::Candidate).map_err(|error| refused(&error))?;
            cv.x.skills = skills(&cv, &lexicon, on);
            Ok((json(&cv)?, applied))
        };
        let (body, applied) = self.dossier.step("correcting", answered).await??;
        let (kind, set_by) = (RecordKind::Cv, RecordSource::Candidate);
        let next = Next { kind, seen, body, set_by, action: "record.answered" };
        let version = self.save_record_version(caller, &row, next, applied.len()).await?;
        Ok(Edited { version, applied })
    }

    /// Makes an older version of a record the newest again.
    ///
    /// # Errors
    /// As [`Office::edit_record`].
    pub async fn undo(
        &self,
        caller: &Caller,
        run: Uuid,
        (kind, seen): (RecordKind, i64),
        back_to: i64,
    ) -> Result<Edited, ServiceError> {
        caller.may(Action::EditRuns)?;
        if !matches!(kind, RecordKind::Cv | RecordKind::Job) || back_to >= seen {
            return Err(ServiceError::invalid("version", "record.version", "it must be an older version"));
        }
        let (row, _) = self.seen_record(caller, run, (kind, seen)).await?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let old = records::get(&mut tx, name(run, kind), back_to).await?;
        tx.commit().await?;
        let body = old.ok_or(missing("record"))?.body.into_string();
        let next = Next { kind, seen, body, set_by: RecordSource::Person, action: "record.undone" };
        let version = self.save_record_version(caller, &row, next, 0).await?;
        Ok(Edited { version, applied: Vec::new() })
    }

    /// Writes a person's verdict on a criterion, with a reason. It stands before that of the rules in the next revision, and
    /// one that stands already is taken back by it.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for a criterion that the match does not have,
    /// [`ServiceError::Invalid`] for a verdict or reason that is none, or a failure of the database.
    pub async fn decide(
        &self,
        caller: &Caller,
        run: Uuid,
        (criterion, value): (&str, &str),
        reason: &str,
    ) -> Result<Uuid, ServiceError> {
        caller.may(Action::EditRuns)?;
        verdict(value).ok_or_else(|| ServiceError::invalid("/verdict", "decision.verdict", "it is no verdict"))?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
            return Err(ServiceError::invalid("/reason", "decision.reason", "it has 1 to 2,000 characters"));
        }
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let row = found_single(&mut tx, run).await?;
        let matching = records::latest(&mut tx, name(run, RecordKind::Match)).await?.ok_or(missing("match"))?;
        let judged: Match = serde_json::from_str(matching.body.as_str()).map_err(unreadable("match"))?;
        if !judged.criteria.iter().any(|one| one.id == criterion) {
            return Err(missing("criterion"));
        }
        let decision = Override {
            id: self.id(),
            run,
            person: row.person,
            target: criterion.to_owned(),
            value: value.to_owned(),
            reason: Personal::from(reason),
            decided_by: caller.user,
            decided_at: now,
            withdrawn_at: None,
        };
        notes::decide(&mut tx, &decision).await?;
        let details = vec![("decision", Detail::Id(decision.id))];
        self.run_noted(&mut tx, run, "decision.made", details).await?;
        tx.commit().await?;
        Ok(decision.id)
    }

    /// Takes a person's verdict back; the rules' counts again in the next revision.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn take_back(&self, caller: &Caller, run: Uuid, decision: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::EditRuns)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        found_single(&mut tx, run).await?;
        let known = notes::decisions(&mut tx, run).await?;
        if !known.iter().any(|one| one.id == decision) {
            return Err(missing("decision"));
        }
        notes::take_back(&mut tx, decision, self.now()).await?;
        self.run_noted(&mut tx, run, "decision.withdrawn", vec![("decision", Detail::Id(decision))]).await?;
        Ok(tx.commit().await?)
    }

    /// Decisions of people on a run, oldest first, those that were taken back included.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn run_decisions(&self, caller: &Caller, run: Uuid) -> Result<Vec<Override>, ServiceError> {
        may_see(caller)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        found(&mut tx, run).await?;
        let all = notes::decisions(&mut tx, run).await?;
        tx.commit().await?;
        Ok(all)
    }

    /// The version of a record that the caller has seen, if it is still the newest.
    async fn seen_record(
        &self,
        caller: &Caller,
        run: Uuid,
        (kind, seen): (RecordKind, i64),
    ) -> Result<(Run, Record), ServiceError> {
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = found_single(&mut tx, run).await?;
        let newest = records::latest(&mut tx, name(run, kind)).await?.ok_or(missing("record"))?;
        tx.commit().await?;
        if newest.version == seen { Ok((row, newest)) } else { Err(ServiceError::Stale { what: "the record" }) }
    }

    /// The day to which a run's open stations count, as its match says.
    async fn evaluated_on(&self, caller: &Caller, run: &Run) -> Result<Option<Day>, ServiceError> {
        let mut tx = self.db.read(&caller.ctx()).await?;
        let matching = records::latest(&mut tx, name(run.id, RecordKind::Match)).await?;
        tx.commit().await?;
        let day = matching.and_then(|row| serde_json::from_str::<Value>(row.body.as_str()).ok());
        Ok(day.and_then(|body| body["evaluatedOn"].as_str()?.parse().ok()))
    }

    async fn save_record_version(
        &self,
        caller: &Caller,
        run: &Run,
        next: Next,
        changes: usize,
    ) -> Result<i64, ServiceError> {
        let Next { kind, seen, body, set_by, action } = next;
        let mut tx = self.db.write(&caller.ctx()).await?;
        // The person may have become another one since the record was loaded.
        let row = found_single(&mut tx, run.id).await?;
        let record = Record {
            run: run.id,
            kind,
            slot: 0,
            version: seen.saturating_add(1),
            person: row.person,
            body: Personal::from(body),
            set_by,
            revision: None,
            created_by: caller.user,
            created_at: self.now(),
        };
        records::save(&mut tx, &record).await.map_err(stale("the record"))?;
        let data = serde_json::json!({ "record": kind.code(), "version": record.version });
        self.announce(&mut tx, (run.id, None), RunEventKind::Edited, &data.to_string()).await?;
        let details = vec![
            ("record", Detail::Code(kind.code())),
            ("version", Detail::Number(record.version)),
            ("changes", Detail::Number(i64::try_from(changes).unwrap_or(i64::MAX))),
        ];
        self.run_noted(&mut tx, run.id, action, details).await?;
        tx.commit().await?;
        Ok(record.version)
    }

    /// Writes an entry about a run in the audit log.
    pub(super) async fn run_noted(
        &self,
        tx: &mut TeamTx,
        run: Uuid,
        action: &'static str,
        details: Vec<(&'static str, Detail)>,
    ) -> Result<(), ServiceError> {
        let entry = audit::Entry { at: self.now(), action, subject: Some(("run", run)), details };
        audit::append(tx, &entry).await?;
        Ok(())
    }
}

/// A version that is to be written.
struct Next {
    kind: RecordKind,
    /// The version below it.
    seen: i64,
    body: String,
    set_by: RecordSource,
    action: &'static str,
}
