//! The list of what was erased since a backup: ids, times and receipts, no personal data. It is exported while the database lives,
//! kept apart from the backups, and replayed after a restore, so that nobody who was erased comes back.

use crate::service::{Caller, ServiceError};
use dossier_db::audit::{self, Entry};
use dossier_db::erasures::{self, Subject};
use dossier_db::rows::{Erasure, SubjectKind};
use dossier_db::{Db, DbError, Micros, SystemCtx, backup, holds, persons, runs};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Receipt of what was replayed and had none yet.
const REPLAYED: &str = "{\"schema\":\"dossier.erasure/1\",\"replayed\":true}";

/// One erasure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Erased {
    /// The team.
    pub team: Uuid,
    /// Id of the erasure.
    pub erasure: Uuid,
    /// `run` or `person`.
    pub subject_kind: String,
    /// The run or the person.
    pub subject: Uuid,
    /// Why, as a code.
    pub reason: String,
    /// When it was asked for, in microseconds since 1970.
    pub requested_at: Micros,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Micros>,
    /// The receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Runs whose objects it took.
    #[serde(default)]
    pub runs: Vec<Uuid>,
}

impl Erased {
    fn of((team, erasure, runs): (Uuid, Erasure, Vec<Uuid>)) -> Self {
        Self {
            team,
            erasure: erasure.id,
            subject_kind: erasure.subject_kind.code().to_owned(),
            subject: erasure.subject,
            reason: erasure.reason,
            requested_at: erasure.requested_at,
            finished_at: erasure.finished_at,
            receipt: erasure.receipt,
            runs,
        }
    }

    fn subject(&self) -> Option<Subject> {
        match SubjectKind::from_code(&self.subject_kind)? {
            SubjectKind::Run => Some(Subject::Run(self.subject)),
            SubjectKind::Person => Some(Subject::Person(self.subject)),
        }
    }
}

/// Everything that was erased, or is being erased, at or after a time; oldest first.
///
/// # Errors
/// A failure of the database.
pub async fn erasures_since(db: &Db, since: Micros) -> Result<Vec<Erased>, ServiceError> {
    let mut tx = db.system_read(SystemCtx::Backup).await?;
    Ok(backup::erasures_since(&mut tx, since).await?.into_iter().map(Erased::of).collect())
}

/// As lines of JSON.
pub fn to_lines(list: &[Erased]) -> String {
    list.iter().filter_map(|erased| serde_json::to_string(erased).ok()).map(|line| line + "\n").collect()
}

/// Reads lines of JSON; several lists may stand one after the other.
///
/// # Errors
/// [`ServiceError::Invalid`] with the number of the line.
pub fn parse_erasures(text: &str) -> Result<Vec<Erased>, ServiceError> {
    let mut list = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let parsed: Option<Erased> = serde_json::from_str(line).ok().filter(|one: &Erased| one.subject().is_some());
        let reason = || ServiceError::invalid(format!("line {}", number + 1), "erasures.line", "it is no erasure");
        list.push(parsed.ok_or_else(reason)?);
    }
    Ok(list)
}

/// Runs that must not come back, whatever the backup has of them.
pub(super) fn forgotten_runs(list: &[Erased]) -> BTreeSet<(Uuid, Uuid)> {
    let of = |one: &Erased| {
        let own = matches!(one.subject(), Some(Subject::Run(_))).then_some(one.subject);
        one.runs.iter().copied().chain(own).map(|run| (one.team, run)).collect::<Vec<_>>()
    };
    list.iter().flat_map(of).collect()
}

/// Erases again in a restored database, before anything of it is served. Tells whether there was something to erase. Holds that
/// stood at the time of the backup were released before the erasure, or it would not have been.
pub(super) async fn replay(db: &Db, erased: &Erased, now: Micros) -> Result<bool, ServiceError> {
    let Some(subject) = erased.subject() else { return Ok(false) };
    let ctx = Caller::system(erased.team).ctx();
    let mut tx = db.write(&ctx).await?;
    let (mut people, taken): (BTreeSet<Uuid>, Vec<Uuid>) = match subject {
        Subject::Run(run) => (BTreeSet::new(), vec![run]),
        Subject::Person(person) => (BTreeSet::from([person]), persons::runs_of(&mut tx, person).await?),
    };
    for run in &taken {
        people.extend(runs::persons(&mut tx, *run).await?.into_iter().map(|row| row.person));
    }
    for hold in holds::standing(&mut tx).await? {
        if people.contains(&hold.person) || hold.run.is_some_and(|run| taken.contains(&run)) {
            holds::release(&mut tx, hold.id, None, now).await?;
        }
    }
    let found = match erasures::request(&mut tx, erased.erasure, subject, &erased.reason, now).await {
        // It came after the backup, or had gone before it.
        Err(DbError::NotFound { .. }) => return Ok(false),
        found => found?,
    };
    for prefix in erasures::prefixes(&mut tx, found.id).await? {
        erasures::objects_gone(&mut tx, found.id, prefix.run, REPLAYED, now).await?;
    }
    let kind = found.subject_kind.code();
    let entry =
        Entry { at: now, action: "erasure.replayed", subject: Some((kind, found.subject)), details: Vec::new() };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    erasures::finish(db, &ctx, found.id, erased.receipt.as_deref().unwrap_or(REPLAYED), now).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_they_were_written() {
        let one = Erased {
            team: Uuid::from_u128(1),
            erasure: Uuid::from_u128(2),
            subject_kind: "person".to_owned(),
            subject: Uuid::from_u128(3),
            reason: "asked".to_owned(),
            requested_at: 5,
            finished_at: None,
            receipt: Some("{}".to_owned()),
            runs: vec![Uuid::from_u128(4)],
        };
        let run = Erased { subject_kind: "run".to_owned(), ..one.clone() };
        let text = format!("{}\n{}", to_lines(std::slice::from_ref(&one)), to_lines(std::slice::from_ref(&run)));
        assert_eq!(parse_erasures(&text).expect("lines"), [one.clone(), run.clone()]);
        let of = |n| (Uuid::from_u128(1), Uuid::from_u128(n));
        assert_eq!(forgotten_runs(&[one, run]), BTreeSet::from([of(3), of(4)]));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let wrong = parse_erasures("\n{\"team\":1}\n").expect_err("no erasure");
        assert!(wrong.to_string().contains("line 2"), "{wrong}");
    }
}
