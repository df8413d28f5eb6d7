//! What pages show of several runs at once, beside their rows in the history: how the candidates stand, where submissions are,
//! and the verdict on each criterion, for tables of candidates. Asks the database only.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::standing::Standing;
use super::unreadable;
use dossier_core::records::job::Class;
use dossier_core::records::matching::Verdict;
use dossier_db::records::{self, RecordName};
use dossier_db::rows::{RecordKind, SubmissionState};
use dossier_db::{Personal, runs, submissions};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a line of a list tells of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLine {
    /// The run.
    pub id: Uuid,
    /// Label for people, with the candidate's name; for those who may see persons.
    pub label: Option<String>,
    /// The role that is sought.
    pub role: Option<String>,
    /// How the candidate stands to the profile; absent before the run has been judged. Without availability.
    pub standing: Option<Standing>,
    /// Where the newest submission with its papers stands.
    pub submission: Option<SubmissionState>,
}

/// A criterion and what was said of it, without the quotes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct JudgedLine {
    /// Id in the profile.
    pub id: String,
    /// Verbatim text.
    pub text: String,
    /// How much it counts.
    pub class: Class,
    /// The verdict.
    pub verdict: Verdict,
}

/// As much of a match as a table of candidates needs.
#[derive(Deserialize)]
struct Judged {
    criteria: Vec<JudgedLine>,
}

impl Office {
    /// Lines of runs, in the order in which they are named. Those that are not there, or not any more, are left out.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn run_lines(&self, caller: &Caller, named: &[Uuid]) -> Result<Vec<RunLine>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let mut lines = Vec::with_capacity(named.len());
        for id in named {
            let Some(row) = runs::get(&mut tx, *id).await? else { continue };
            let submission = submissions::of_run(&mut tx, *id).await?.into_iter().next();
            let standing = row.verdicts.as_ref().and_then(Standing::read);
            lines.push(RunLine {
                id: *id,
                label: row.label.filter(|_| caller.sees_persons()).map(Personal::into_string),
                role: row.role,
                standing: standing.map(|told| Standing { availability: None, ..told }),
                submission: submission.map(|one| one.state),
            });
        }
        tx.commit().await?;
        Ok(lines)
    }

    /// The verdict on each criterion of each of some runs, as their newest match says. Runs that were not judged, or are not
    /// there, are left out.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn judged_criteria(
        &self,
        caller: &Caller,
        named: &[Uuid],
    ) -> Result<BTreeMap<Uuid, Vec<JudgedLine>>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let mut all = BTreeMap::new();
        for id in named {
            if runs::get(&mut tx, *id).await?.is_none() {
                continue;
            }
            let name = RecordName { run: *id, kind: RecordKind::Match, slot: 0 };
            let Some(record) = records::latest(&mut tx, name).await? else { continue };
            let judged: Judged = serde_json::from_str(record.body.as_str()).map_err(unreadable("match"))?;
            all.insert(*id, judged.criteria);
        }
        tx.commit().await?;
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_match_only_the_verdicts_are_read() {
        let body = r#"{"criteria": [{"id": "M1", "text": "Java", "class": "must", "kind": "skill", "verdict": "not-stated",
            "evidence": [], "reason": {"code": "silent"}, "parts": []}], "score": {"total": null}}"#;
        let judged: Judged = serde_json::from_str(body).expect("a match");
        let line = judged.criteria.first().expect("a criterion");
        assert_eq!((line.id.as_str(), line.class, line.verdict), ("M1", Class::Must, Verdict::NotStated));
    }
}
