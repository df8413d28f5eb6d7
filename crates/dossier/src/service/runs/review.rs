//! What somebody who checks a record needs beside editing it: who changed what since it was looked at, and another class for a
//! criterion with the reason for it.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::compare::{FieldChange, cvs, jobs};
use super::records::Edited;
use super::{found, unreadable};
use dossier_core::correct::Edit;
use dossier_core::records::{Cv, JobProfile};
use dossier_db::records::{RecordName, Version};
use dossier_db::rows::{RecordKind, RecordSource};
use dossier_db::{Micros, Personal, records, users};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most versions that are told with what they changed.
const TOLD_MAX: usize = 30;
/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 2_000;

/// A version of a record with what it changed.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionChange {
    /// Its number.
    pub version: i64,
    /// Who made it.
    pub set_by: RecordSource,
    /// Name of the user; none where it was no member, or one who is none any more.
    pub by: Option<String>,
    /// When.
    pub at: Micros,
    /// The revision whose documents show it; absent for an edit that no documents show yet.
    pub revision: Option<Uuid>,
    /// Fields in which it differs from the version before it; empty for the first one.
    pub fields: Vec<FieldChange>,
}

impl Office {
    /// The versions of CV or profile after a number, newest first and at most 30, each with what it changed.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], [`ServiceError::Invalid`] for another record, or a failure of the
    /// database.
    pub async fn record_changes(
        &self,
        caller: &Caller,
        run: Uuid,
        (kind, after): (RecordKind, i64),
    ) -> Result<Vec<VersionChange>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        caller.may(Action::SeePersons)?;
        if !matches!(kind, RecordKind::Cv | RecordKind::Job) {
            return Err(ServiceError::invalid("kind", "record.follows", "it is not edited"));
        }
        let name = RecordName { run, kind, slot: 0 };
        let mut tx = self.db.read(&caller.ctx()).await?;
        found(&mut tx, run).await?;
        let mut versions = records::versions(&mut tx, name).await?;
        versions.retain(|one| one.version > after);
        versions.truncate(TOLD_MAX);
        let first = versions.last().map_or(0, |one| one.version.saturating_sub(1));
        let mut bodies: BTreeMap<i64, String> = BTreeMap::new();
        for number in versions.iter().map(|one| one.version).chain([first]) {
            if let Some(row) = records::get(&mut tx, name, number).await? {
                bodies.insert(number, row.body.into_string());
            }
        }
        let people = if versions.is_empty() { Vec::new() } else { users::of_team(&mut tx).await? };
        tx.commit().await?;
        let told = move || -> Result<Vec<VersionChange>, ServiceError> {
            let told = versions.into_iter().map(|one: Version| -> Result<VersionChange, ServiceError> {
                let before = bodies.get(&one.version.saturating_sub(1));
                let fields = match (before, bodies.get(&one.version)) {
                    (Some(before), Some(after)) => differing(kind, before, after)?,
                    _ => Vec::new(),
                };
                let author = people.iter().find(|user| Some(user.id) == one.created_by);
                Ok(VersionChange {
                    version: one.version,
                    set_by: one.set_by,
                    by: author.map(|user| user.name.as_str().to_owned()),
                    at: one.created_at,
                    revision: one.revision,
                    fields,
                })
            });
            told.collect()
        };
        self.dossier.step("comparing", told).await?
    }

    /// Puts a criterion of the profile in another class. The reason becomes a comment on the run, behind the criterion's id and
    /// the class.
    ///
    /// # Errors
    /// As [`Office::edit_record`] and [`Office::comment`]; [`ServiceError::Invalid`] without a reason.
    pub async fn reclass(
        &self,
        caller: &Caller,
        run: Uuid,
        seen: i64,
        (criterion, class, reason): (&str, &str, &str),
    ) -> Result<Edited, ServiceError> {
        caller.may(Action::EditRuns)?;
        caller.may(Action::Comment)?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
            return Err(ServiceError::invalid("/reason", "decision.reason", "it has 1 to 2,000 characters"));
        }
        let edit = Edit::Set { field: format!("{criterion}/class"), value: class.to_owned() };
        let edited = self.edit_record(caller, run, (RecordKind::Job, seen), vec![edit]).await?;
        self.comment(caller, run, Personal::from(format!("{criterion} → {class}: {reason}"))).await?;
        Ok(edited)
    }
}

/// Fields in which two bodies of a record differ.
fn differing(kind: RecordKind, before: &str, after: &str) -> Result<Vec<FieldChange>, ServiceError> {
    if kind == RecordKind::Cv {
        let read = |text: &str| serde_json::from_str::<Cv>(text).map_err(unreadable("cv"));
        return Ok(cvs(&read(before)?, &read(after)?));
    }
    let read = |text: &str| serde_json::from_str::<JobProfile>(text).map_err(unreadable("job-profile"));
    Ok(jobs(Some(&read(before)?), Some(&read(after)?)))
}
