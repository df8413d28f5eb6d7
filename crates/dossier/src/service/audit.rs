//! The log of a team as a use case: how other use cases write into it, and reading, verifying and exporting it. What
//! an entry may hold is decided by the database crate; nothing here can put a text into one.

use super::error::ServiceError;
use super::{Action, Caller, Office};
use dossier_db::audit::{self, Chain, Detail, Entry};
use dossier_db::rows::AuditRow;
use dossier_db::{SystemCtx, TeamTx, TenantCtx, teams};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// A part of the log for keeping elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLines {
    /// One JSON object a line, in order; each line ends with a line feed.
    pub lines: String,
    /// Number to go on after; absent at the end of the log.
    pub next: Option<i64>,
}

impl Office {
    /// Writes an entry: what was done (`run.started`), to what (kind and id), and further ids, codes, figures and
    /// hashes by name. Best as the last call before a commit, because entries of a team wait for each other.
    ///
    /// # Errors
    /// [`ServiceError::Db`] for what is no code, and for a failure of the database.
    pub(crate) async fn audit(
        &self,
        tx: &mut TeamTx,
        action: &'static str,
        subject: Option<(&'static str, Uuid)>,
        details: &[(&'static str, Detail)],
    ) -> Result<(), ServiceError> {
        let entry = Entry { at: self.now(), action, subject, details: details.to_vec() };
        audit::append(tx, &entry).await?;
        Ok(())
    }

    /// Writes an entry in a transaction of its own: for what was done across teams, where a team's transaction cannot
    /// be.
    pub(crate) async fn audit_alone(
        &self,
        ctx: &TenantCtx,
        action: &'static str,
        subject: Option<(&'static str, Uuid)>,
        details: &[(&'static str, Detail)],
    ) -> Result<(), ServiceError> {
        let mut tx = self.db.write(ctx).await?;
        self.audit(&mut tx, action, subject, details).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Entries of the team, latest first, at most [`audit::ENTRIES_MAX`]; before a number, where one is given.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn audit_list(&self, caller: &Caller, before: Option<i64>) -> Result<Vec<AuditRow>, ServiceError> {
        caller.may(Action::ReadAudit)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        Ok(audit::before(&mut tx, before).await?)
    }

    /// Entries about one thing, oldest first, at most [`audit::ENTRIES_MAX`]. Unknown ids have none.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn audit_about(&self, caller: &Caller, subject: Uuid) -> Result<Vec<AuditRow>, ServiceError> {
        caller.may(Action::ReadAudit)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        Ok(audit::about(&mut tx, subject).await?)
    }

    /// Whether the team's log is as it was written.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn audit_verify(&self, caller: &Caller) -> Result<Chain, ServiceError> {
        caller.may(Action::ReadAudit)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        Ok(audit::verify(&mut tx).await?)
    }

    /// The log as JSON lines after a number (0 at first), in parts of at most [`audit::ENTRIES_MAX`] entries, so that
    /// memory does not grow with the log. That it was exported stands in the log, once for each export.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn audit_export(&self, caller: &Caller, after: i64) -> Result<AuditLines, ServiceError> {
        caller.may(Action::ReadAudit)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        let entries = audit::after(&mut tx, after).await?;
        if after == 0 {
            self.audit(&mut tx, "audit.exported", None, &[]).await?;
        }
        tx.commit().await?;
        let full = i64::try_from(entries.len()).is_ok_and(|entries| entries >= audit::ENTRIES_MAX);
        let next = if full { entries.last().map(|entry| entry.seq) } else { None };
        Ok(AuditLines { lines: entries.iter().map(line).collect(), next })
    }

    /// Whether the logs of all teams are as they were written: what `dossier audit verify` does.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn audit_verify_all(&self) -> Result<Vec<(Uuid, Chain)>, ServiceError> {
        let mut tx = self.db.system(SystemCtx::Backup).await?;
        let all = teams::all(&mut tx).await?;
        drop(tx);
        let mut found = Vec::with_capacity(all.len());
        for (team, _) in all {
            let mut tx = self.db.read(&Caller::system(team).ctx()).await?;
            found.push((team, audit::verify(&mut tx).await?));
        }
        Ok(found)
    }
}

fn line(entry: &AuditRow) -> String {
    let at = Timestamp::from_microsecond(entry.at).map(|at| at.to_string()).unwrap_or_default();
    let json = json!({
        "seq": entry.seq,
        "at": at,
        "at_us": entry.at,
        "actor_kind": entry.actor_kind,
        "actor": entry.actor,
        "action": entry.action,
        "subject_kind": entry.subject_kind,
        "subject": entry.subject,
        "details": entry.details,
        "previous": entry.previous.to_string(),
        "hash": entry.hash.to_string(),
    });
    format!("{json}\n")
}
