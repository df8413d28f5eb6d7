//! Lasting runs: taken in, worked off by attempts, corrected, made anew, listed, compared, handed out. Rows and objects are
//! joined here: the storage says which revisions stand, the database who may see them and which one is current.
//!
//! Only the worker that holds a run's attempt may change its state; whoever comes late changes nothing.

mod announce;
mod candidates;
mod compare;
mod documents;
mod facts;
mod finish;
mod history;
mod intake;
mod lines;
mod material;
mod options;
mod profiles;
mod records;
mod regenerate;
mod review;
mod shortlists;
mod source;
mod standing;
#[cfg(test)]
mod tests;
mod work;

pub use announce::RunEventKind;
pub use candidates::{BatchView, Candidate};
pub use compare::{Comparison, CriterionChange, DocumentChange, FieldChange, Judged, Kind as ChangeKind};
pub use documents::{Content, Download, Preview, RUNS_MAX, Selection};
pub use history::{DocumentView, InputView, JobCounts, Listed, Notices, RevisionView, RunView, StepView};
pub use intake::{Draft, InputFileName};
pub use lines::{JudgedLine, RunLine};
pub use options::{ProfileChoice, RevisionOptions, RunOptions, ShortlistEntry, ShortlistPlan};
pub use profiles::{ClientChange, NewProfile, ProfileFile};
pub use records::{Edited, RecordView};
pub use review::VersionChange;
pub use shortlists::ShortlistWish;
pub use source::InputPage;
pub use standing::{Must, Standing};
pub use work::{REVISE, RUN};

use super::error::ServiceError;
use super::{Caller, Office};
use crate::error::Error;
use dossier_db::rows::{Run, RunKind};
use dossier_db::{DbError, Hash, TeamTx, runs};
use dossier_workspace::{InputRef, RevisionId, RunId, SealedRevision, Storage, TeamId};
use uuid::Uuid;

/// Nothing of that kind in the caller's team.
pub(super) fn missing(what: &'static str) -> ServiceError {
    ServiceError::NotFound { what }
}

/// The run with an id in the transaction's team.
pub(super) async fn found(tx: &mut TeamTx, run: Uuid) -> Result<Run, ServiceError> {
    runs::get(tx, run).await?.ok_or(missing("run"))
}

/// The run about one candidate with an id: what a shortlist holds is changed in the candidates' own runs.
pub(super) async fn found_single(tx: &mut TeamTx, run: Uuid) -> Result<Run, ServiceError> {
    let row = found(tx, run).await?;
    if row.kind == RunKind::Single { Ok(row) } else { Err(follows_from_runs()) }
}

/// A change that a shortlist does not take.
pub(super) fn follows_from_runs() -> ServiceError {
    ServiceError::Conflict {
        what: "a shortlist",
        code: "run.is_shortlist",
        hint: "change the candidates' own runs and make the shortlist again",
    }
}

/// SHA-256 as the storage writes it, from what the database holds.
pub(super) fn input_ref(sha256: Hash, bytes: i64) -> InputRef {
    InputRef { sha256: sha256.to_string(), bytes: u64::try_from(bytes).unwrap_or(0) }
}

/// SHA-256 as the database holds it, from its hexadecimal form; `None` for what is none.
pub(super) fn hash_of(hex: &str) -> Option<Hash> {
    let mut out = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (at, place) in out.iter_mut().enumerate() {
        *place = u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(Hash(out))
}

/// Size as the database holds it.
pub(super) fn size(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// A change that somebody else was faster with.
pub(super) fn stale(what: &'static str) -> impl Fn(DbError) -> ServiceError {
    move |error| match error {
        DbError::Conflict { .. } => ServiceError::Stale { what },
        error => ServiceError::Db(error),
    }
}

impl Office {
    /// A sealed revision of a run of a team.
    pub(super) async fn open_revision(
        &self,
        team: Uuid,
        run: Uuid,
        revision: Uuid,
    ) -> Result<SealedRevision, ServiceError> {
        opened(&self.dossier.storage, team, run, revision).await
    }

    /// The same for somebody who asks for it.
    pub(super) async fn read_revision(
        &self,
        caller: &Caller,
        run: Uuid,
        revision: Uuid,
    ) -> Result<SealedRevision, ServiceError> {
        opened(&self.storage_of(caller)?, caller.team, run, revision).await
    }
}

async fn opened(storage: &Storage, team: Uuid, run: Uuid, revision: Uuid) -> Result<SealedRevision, ServiceError> {
    let opened = SealedRevision::open(storage, TeamId::new(team), RunId::new(run), RevisionId::new(revision));
    opened.await?.ok_or(missing("revision"))
}

/// A record that cannot be read back: stored data contradicts itself.
pub(super) fn unreadable(what: &'static str) -> impl Fn(serde_json::Error) -> ServiceError {
    // The parser's own words may quote the record.
    move |error| {
        let reason = format!("line {}, column {}", error.line(), error.column());
        ServiceError::Run(Error::Record { what, reason })
    }
}
