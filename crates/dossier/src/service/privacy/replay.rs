//! The list of erasures, kept beside backups: whoever restores an older backup replays it, so that nothing comes back. The list
//! holds ids, codes and times only, one JSON object a line.

use crate::service::error::ServiceError;
use crate::service::{Caller, Office};
use dossier_db::audit::Detail;
use dossier_db::erasures::{self, Subject};
use dossier_db::rows::{Erasure, SubjectKind};
use dossier_db::{DbError, SystemCtx, moves, teams};
use dossier_workspace::{RunId, TeamId, recheck_erased};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Form of a line of the list.
pub const ERASURE_LINE_SCHEMA: &str = "dossier.erasure-list/1";

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    schema: String,
    team: Uuid,
    erasure: Uuid,
    kind: String,
    subject: Uuid,
    reason: String,
    runs: Vec<Uuid>,
    requested_at: Timestamp,
    finished_at: Option<Timestamp>,
}

/// What replaying a list did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Lines read.
    pub lines: u64,
    /// Erasures that had to be done again, because their subject was back.
    pub erased: u64,
    /// Objects that were back in the storage.
    pub objects: u64,
    /// Subjects that a restored hold keeps: release it and replay the list again.
    pub held: Vec<Uuid>,
}

impl Office {
    /// The list of all teams' erasures, oldest first, for keeping beside backups. Runs that were moved to another team are not
    /// in it: a backup from before has them where they were, and nowhere else.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn erasure_list(&self) -> Result<String, ServiceError> {
        let mut tx = self.db.system_read(SystemCtx::Backup).await?;
        let all = teams::all(&mut tx).await?;
        drop(tx);
        let mut lines = Vec::new();
        for (team, _) in all {
            let mut tx = self.db.read(&Caller::system(team).ctx()).await?;
            for erasure in erasures::all(&mut tx).await? {
                if erasure.reason != moves::REASON {
                    let prefixes = erasures::prefixes(&mut tx, erasure.id).await?;
                    lines.push(line(team, &erasure, prefixes.iter().map(|prefix| prefix.run).collect())?);
                }
            }
        }
        lines.sort_by_key(|line| (line.requested_at, line.erasure));
        let mut text = String::new();
        for line in &lines {
            text.push_str(&serde_json::to_string(line).expect("a line is plain JSON"));
            text.push('\n');
        }
        Ok(text)
    }

    /// Erases again what a restored backup has brought back. Repeating it is harmless.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] naming the first line that is none, before anything is done; or a failure of database or
    /// storage: repeating it goes on.
    pub async fn replay_erasures(&self, list: &str) -> Result<Replayed, ServiceError> {
        let lines = parse(list)?;
        let mut tx = self.db.system_read(SystemCtx::Backup).await?;
        let known: BTreeSet<Uuid> = teams::all(&mut tx).await?.into_iter().map(|(team, _)| team).collect();
        drop(tx);
        let mut done = Replayed { lines: u64::try_from(lines.len()).unwrap_or(u64::MAX), ..Replayed::default() };
        for (line, subject) in lines {
            if known.contains(&line.team) {
                // The runs of a person who is known no more may be there all the same.
                let mut subjects = vec![subject];
                subjects.extend(line.runs.iter().map(|run| Subject::Run(*run)));
                for subject in subjects {
                    self.erase_again(&line, subject, &mut done).await?;
                }
            }
            for run in &line.runs {
                // What a hold keeps is there and stays.
                if !self.run_is_there(line.team, *run).await? {
                    let (team, run) = (TeamId::new(line.team), RunId::new(*run));
                    done.objects += recheck_erased(self.dossier.storage(), team, run, self.env().now()).await?;
                }
            }
        }
        self.empty_erased_log().await?;
        Ok(done)
    }

    async fn erase_again(&self, line: &Line, subject: Subject, done: &mut Replayed) -> Result<(), ServiceError> {
        let mut tx = self.db.write(&Caller::system(line.team).ctx()).await?;
        let requested = erasures::request(&mut tx, self.id(), subject, &line.reason, self.now()).await;
        let erasure = match requested {
            Ok(erasure) => erasure,
            Err(DbError::NotFound { .. }) => return Ok(()),
            Err(DbError::Held { .. }) => {
                let (Subject::Run(id) | Subject::Person(id)) = subject;
                if !done.held.contains(&id) {
                    done.held.push(id);
                }
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let details = [("before", Detail::Id(line.erasure))];
        self.audit(&mut tx, "erasure.replayed", Some(("erasure", erasure.id)), &details).await?;
        tx.commit().await?;
        self.perform_erasure(line.team, erasure.id).await?;
        done.erased += 1;
        Ok(())
    }
}

fn line(team: Uuid, erasure: &Erasure, runs: Vec<Uuid>) -> Result<Line, ServiceError> {
    let time = |at: i64| Timestamp::from_microsecond(at).map_err(|_| DbError::Corrupt { what: "erasure" });
    Ok(Line {
        schema: ERASURE_LINE_SCHEMA.to_owned(),
        team,
        erasure: erasure.id,
        kind: erasure.subject_kind.code().to_owned(),
        subject: erasure.subject,
        reason: erasure.reason.clone(),
        runs,
        requested_at: time(erasure.requested_at)?,
        finished_at: erasure.finished_at.map(time).transpose()?,
    })
}

/// All lines, each with its subject.
fn parse(list: &str) -> Result<Vec<(Line, Subject)>, ServiceError> {
    let mut lines = Vec::new();
    for (number, text) in list.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let bad =
            || ServiceError::invalid(format!("line {}", number + 1), "erasure_list.line", "it is no line of this list");
        let line: Line = serde_json::from_str(text).map_err(|_| bad())?;
        let subject = match SubjectKind::from_code(&line.kind) {
            Some(SubjectKind::Run) => Subject::Run(line.subject),
            Some(SubjectKind::Person) => Subject::Person(line.subject),
            None => return Err(bad()),
        };
        if line.schema != ERASURE_LINE_SCHEMA {
            return Err(bad());
        }
        lines.push((line, subject));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_db::rows::ErasureState;

    #[test]
    fn a_list_is_read_again_and_what_is_none_is_refused() {
        let erasure = Erasure {
            id: Uuid::from_u128(1),
            subject_kind: SubjectKind::Person,
            subject: Uuid::from_u128(2),
            reason: "candidate".to_owned(),
            state: ErasureState::Done,
            requested_by: None,
            requested_at: 1_769_515_200_000_000,
            finished_at: Some(1_769_515_200_000_001),
            receipt: None,
        };
        let one = line(Uuid::from_u128(9), &erasure, vec![Uuid::from_u128(3)]).expect("a line");
        let text = serde_json::to_string(&one).expect("JSON");
        let read = parse(&format!("{text}\n\n{text}\n")).expect("a list");
        assert_eq!(
            read,
            vec![(one.clone(), Subject::Person(Uuid::from_u128(2))), (one, Subject::Person(Uuid::from_u128(2)))]
        );
        for bad in ["{}", "x", &text.replace("person", "team"), &text.replace("list/1", "list/2")] {
            let error = parse(&format!("{text}\n{bad}\n")).expect_err("no line");
            assert_eq!((error.code(), error.to_string().contains("line 2")), ("erasure_list.line", true));
        }
    }
}
