//! The end of an attempt: a sealed revision becomes rows, facts, events and the current one in one transaction; a failed one
//! becomes a code, or another try. Used by the worker and by recovery alike, so that a worker that died after its commit file
//! has lost nothing.

use super::super::Office;
use super::super::error::ServiceError;
use super::announce::RunEventKind;
use super::options::RunOptions;
use super::work::{Begun, GAVE_UP};
use super::{facts, found, size, unreadable};
use crate::error::{Class, Error};
use crate::produce::Filled;
use crate::revise::is_same_demand;
use crate::shortlist::{ShortlistOutcome, numbered};
use dossier_core::records::{Cv, JobProfile, Match};
use dossier_db::audit::{self, Detail};
use dossier_db::queue::Outcome;
use dossier_db::records::RecordName;
use dossier_db::revisions::Sealed;
use dossier_db::rows::{
    Record, RecordKind, RecordSource, Revision, RevisionKind, RevisionState, Run, RunKind, RunState, StepState,
};
use dossier_db::{DbError, Micros, Personal, SystemCtx, TeamTx, TenantCtx, notes, records, revisions, runs, steps};
use dossier_workspace::{RunId, SealedRevision, TeamId, drop_run_inputs};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use uuid::Uuid;

/// Size of a record that is read back.
const RECORD_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Longest time before another try.
const WAIT_MAX: Duration = Duration::from_secs(300);
/// The same while the storage is away: a run should not wait much longer than that.
const AWAY_WAIT_MAX: Duration = Duration::from_secs(60);
/// For so long after it was asked for, a run waits for a storage that is away.
const AWAY_MAX: Micros = 24 * 60 * 60 * 1_000_000;

/// Records of a candidate on a shortlist.
pub(super) struct ListedResult {
    /// Place in the run, from 0.
    pub place: i64,
    pub cv: Cv,
    pub matching: Match,
}

/// The records of a revision.
pub(super) struct Results {
    /// Of a shortlist an empty one.
    pub cv: Cv,
    pub job: Option<JobProfile>,
    pub matching: Option<Match>,
    /// As JSON: nothing here looks into them.
    pub feedback: Option<String>,
    pub offer: Option<String>,
    /// The candidates of a shortlist.
    pub listed: Vec<ListedResult>,
}

/// Which versions of which records a revision was made of.
pub(super) type Versions = BTreeMap<String, i64>;

/// What stands in the options of a revision's row.
#[derive(Debug, Default, Serialize, serde::Deserialize)]
#[serde(default)]
pub(super) struct Made {
    /// The run's options.
    pub options: RunOptions,
    /// Versions of the records that it was made of; none where they were read from files.
    pub versions: Versions,
}

impl Made {
    pub fn stored(&self) -> String {
        serde_json::to_string(self).expect("options are plain JSON")
    }

    pub fn read(stored: &str) -> Result<Self, ServiceError> {
        serde_json::from_str(stored).map_err(unreadable("options"))
    }
}

impl Results {
    pub fn of(filled: Filled, kind: RevisionKind) -> Self {
        let made = filled.made;
        let judged = kind == RevisionKind::Documents;
        Self {
            feedback: if judged { serde_json::to_string(&made.feedback).ok() } else { None },
            offer: made.offer.as_ref().and_then(|offer| serde_json::to_string(offer).ok()),
            cv: made.cv,
            job: made.job,
            matching: made.matching,
            listed: Vec::new(),
        }
    }

    /// The same of a shortlist.
    pub fn of_list(outcome: ShortlistOutcome) -> Result<Self, ServiceError> {
        let mut listed: Vec<ListedResult> = outcome
            .candidates
            .into_iter()
            .map(|one| ListedResult { place: place_of(one.number), cv: one.cv, matching: one.matching })
            .collect();
        listed.sort_by_key(|one| one.place);
        let (job, offer) = (Some(outcome.job), Some(json(&outcome.offer)?));
        Ok(Self { cv: Cv::default(), job, matching: None, feedback: None, offer, listed })
    }

    /// The same, from the storage.
    pub async fn load(kind: RunKind, revision: &SealedRevision) -> Result<Self, ServiceError> {
        match kind {
            RunKind::Single => Self::load_single(revision).await,
            RunKind::Shortlist => Self::load_list(revision).await,
        }
    }

    async fn load_list(revision: &SealedRevision) -> Result<Self, ServiceError> {
        let mut listed = Vec::new();
        for number in 1.. {
            let Some(cv) = record(text_of(revision, &numbered_record("cv", number)).await?, "cv")? else { break };
            let matching = record(text_of(revision, &numbered_record("match", number)).await?, "match")?;
            let matching = matching.ok_or_else(|| Error::NoDocument { what: "match record".into() })?;
            listed.push(ListedResult { place: place_of(number), cv, matching });
        }
        let job = record(text_of(revision, "job-profile.json").await?, "job-profile")?;
        let offer = text_of(revision, "offer.json").await?;
        Ok(Self { cv: Cv::default(), job, matching: None, feedback: None, offer, listed })
    }

    async fn load_single(revision: &SealedRevision) -> Result<Self, ServiceError> {
        let cv = record(text_of(revision, "cv.json").await?, "cv")?;
        Ok(Self {
            cv: cv.ok_or_else(|| Error::NoDocument { what: "cv record".into() })?,
            job: record(text_of(revision, "job-profile.json").await?, "job-profile")?,
            matching: record(text_of(revision, "match.json").await?, "match")?,
            feedback: text_of(revision, "feedback.json").await?,
            offer: text_of(revision, "offer.json").await?,
            listed: Vec::new(),
        })
    }
}

/// Name of the record of a candidate on a shortlist.
fn numbered_record(what: &str, number: usize) -> String {
    format!("{}.json", numbered(what, number))
}

fn place_of(number: usize) -> i64 {
    i64::try_from(number.saturating_sub(1)).unwrap_or(i64::MAX)
}

async fn text_of(revision: &SealedRevision, name: &str) -> Result<Option<String>, ServiceError> {
    let bytes = revision.get_artifact(name, RECORD_BYTES_MAX).await?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// A record as it stands in a row.
pub(super) fn json<T: Serialize>(record: &T) -> Result<String, ServiceError> {
    serde_json::to_string(record).map_err(unreadable("run"))
}

fn record<T: DeserializeOwned>(text: Option<String>, what: &'static str) -> Result<Option<T>, ServiceError> {
    text.map(|text| serde_json::from_str(&text).map_err(unreadable(what))).transpose()
}

impl Office {
    /// Writes what a sealed revision holds and makes it the current one. A worker that is not the run's any more changes
    /// nothing, and its objects are deleted.
    pub(super) async fn conclude_attempt(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        sealed: &SealedRevision,
        results: &Results,
    ) -> Result<Outcome, ServiceError> {
        match self.concluded_attempt(ctx, begun, sealed, results).await? {
            Some(state) => {
                if state == RunState::Sealed && self.settings.drop_inputs {
                    self.drop_inputs_of(ctx, begun.run.id).await;
                }
            }
            None => self.withdraw_revision(ctx, begun, Some(sealed)).await?,
        }
        Ok(Outcome::Done)
    }

    /// The state that the run has come to; `None` where it is not this attempt's any more.
    async fn concluded_attempt(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        sealed: &SealedRevision,
        results: &Results,
    ) -> Result<Option<RunState>, ServiceError> {
        let now = self.now();
        let (run, revision) = (begun.run.id, begun.revision);
        let (to, event) = match begun.kind {
            RevisionKind::Records => (RunState::Review, RunEventKind::Review),
            RevisionKind::Documents => (RunState::Sealed, RunEventKind::Sealed),
        };
        let mut tx = self.db.write(ctx).await?;
        // First, so that whoever comes late learns it before anything is written. A state may lag behind the work where the
        // database was away meanwhile, or the worker has died.
        let row = runs::get(&mut tx, run).await?;
        let Some(row) = row.filter(|row| row.attempt == begun.attempt && !row.state.is_at_rest()) else {
            return Ok(None);
        };
        match runs::advance(&mut tx, run, begun.attempt, (row.state, to), now).await {
            Ok(()) => {}
            Err(DbError::Conflict { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let (person, places) = match row.kind {
            RunKind::Single => {
                let keys = facts::keys(self.key(), ctx.team, &results.cv);
                (facts::person(&mut tx, &keys, &row, &results.cv, now).await?, Vec::new())
            }
            // Who they are was found out in their own runs.
            RunKind::Shortlist => (row.person, runs::persons(&mut tx, run).await?),
        };
        let at_place = |place: i64| places.iter().find(|one| one.position == place).map_or(person, |one| one.person);
        let whose = |slug: &str| facts::place(slug).map_or(person, at_place);
        let commit = sealed.commit();
        let documents = facts::documents(commit, whose, || self.id());
        let documents = documents.ok_or(DbError::Corrupt { what: "commit file" })?;
        let at = commit.sealed_at.as_microsecond();
        let bytes: u64 = commit.entries.iter().map(|entry| entry.bytes).sum();
        let files = i64::try_from(commit.entries.len()).unwrap_or(i64::MAX);
        revisions::seal(&mut tx, revision, Sealed { bytes: size(bytes), files, at }, &documents).await?;
        let mut bodies = record_bodies(row.kind, person, results)?;
        for listed in &results.listed {
            let (slot, person) = (listed.place, at_place(listed.place));
            bodies.push(RecordBody { kind: RecordKind::Cv, slot, person, body: json(&listed.cv)? });
            bodies.push(RecordBody { kind: RecordKind::Match, slot, person, body: json(&listed.matching)? });
        }
        if let Some(job) = &results.job {
            self.take_back_decisions(&mut tx, begun, job).await?;
        }
        self.save_records(&mut tx, begun, bodies).await?;
        let options = &begun.made.options;
        let told = facts::facts(&mut tx, &row, options, commit.label.as_str(), results).await?;
        runs::set_facts(&mut tx, run, &told, now).await?;
        match revisions::make_current(&mut tx, run, begun.run.current_revision, revision, now).await {
            // Somebody has chosen another one meanwhile: it stays, and this one stands beside it.
            Ok(()) | Err(DbError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        for step in steps::of_run(&mut tx, run).await? {
            if step.attempt == begun.attempt && step.state == StepState::Running {
                let name = (run, begun.attempt, step.name.as_str());
                steps::finish(&mut tx, name, StepState::Done, None, now).await?;
            }
        }
        let data = serde_json::json!({ "revision": revision, "attempt": begun.attempt, "score": told.score });
        self.announce(&mut tx, (run, Some(revision)), event, &data.to_string()).await?;
        let details = vec![("revision", Detail::Id(revision)), ("documents", Detail::Number(files))];
        let action = if to == RunState::Review { "run.understood" } else { "run.sealed" };
        audit::append(&mut tx, &audit::Entry { at: now, action, subject: Some(("run", run)), details }).await?;
        tx.commit().await?;
        Ok(Some(to))
    }

    /// Takes back decisions on demands that the run's profile no longer has, before its new version is written: they were made
    /// about other words, and must not come up again under the same id.
    async fn take_back_decisions(&self, tx: &mut TeamTx, begun: &Begun, job: &JobProfile) -> Result<(), ServiceError> {
        let run = begun.run.id;
        let newest = records::latest(tx, RecordName { run, kind: RecordKind::Job, slot: 0 }).await?;
        let used = begun.made.versions.get(RecordKind::Job.code()).copied();
        // What somebody edits meanwhile is the profile that counts.
        let Some(newest) = newest.filter(|newest| used.is_none_or(|used| newest.version <= used)) else {
            return Ok(());
        };
        let old: JobProfile = serde_json::from_str(newest.body.as_str()).map_err(unreadable("job-profile"))?;
        for decision in notes::decisions(tx, run).await? {
            if decision.withdrawn_at.is_none() && !is_same_demand(&decision.target, &old, job) {
                notes::take_back(tx, decision.id, self.now()).await?;
            }
        }
        Ok(())
    }

    /// Writes a version of each record that says something new, and notes which revision shows them.
    async fn save_records(&self, tx: &mut TeamTx, begun: &Begun, bodies: Vec<RecordBody>) -> Result<(), ServiceError> {
        let mut up_to_date = true;
        for RecordBody { kind, slot, person, body } in bodies {
            let name = RecordName { run: begun.run.id, kind, slot };
            let newest = records::latest(tx, name).await?;
            let used = begun.made.versions.get(kind.code()).copied();
            let edited = newest.as_ref().zip(used).is_some_and(|(newest, used)| newest.version > used);
            if edited {
                // Somebody has gone on editing: that version stays the newest, and the revision shows an earlier one.
                up_to_date = false;
                continue;
            }
            if newest.as_ref().is_some_and(|newest| is_same(kind, newest.body.as_str(), &body)) {
                continue;
            }
            let record = Record {
                run: begun.run.id,
                kind,
                slot,
                version: newest.map_or(1, |newest| newest.version + 1),
                person,
                body: Personal::from(body),
                set_by: RecordSource::Rules,
                revision: None,
                created_by: begun.run.created_by,
                created_at: self.now(),
            };
            records::save(tx, &record).await?;
        }
        if up_to_date {
            records::shown_by(tx, begun.run.id, begun.revision).await?;
        }
        Ok(())
    }

    /// Deletes what a superseded attempt has made, and gives its revision up.
    pub(super) async fn withdraw_revision(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        sealed: Option<&SealedRevision>,
    ) -> Result<(), ServiceError> {
        let mut tx = self.db.write(ctx).await?;
        match revisions::abandon(&mut tx, begun.revision).await {
            Ok(()) => {}
            // It was sealed by somebody else's recovery: then it counts.
            Err(DbError::Conflict { .. }) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        tx.commit().await?;
        if let Some(sealed) = sealed {
            // What cannot be deleted now is the sweeper's.
            let _ = sealed.clone().delete().await;
        }
        Ok(())
    }

    /// Writes what went wrong: another try, a failure, or nothing where the attempt is not the run's any more. An attempt that
    /// found the storage away is no failed try: the storage's outages are not the run's fault.
    pub(super) async fn attempt_failed(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        (last_try, asked_at): (bool, Micros),
        error: &ServiceError,
    ) -> Result<Outcome, ServiceError> {
        let now = self.now();
        let run = begun.run.id;
        let mut tx = self.db.write(ctx).await?;
        let row = runs::get(&mut tx, run).await?;
        let Some(row) = row.filter(|row| row.attempt == begun.attempt) else {
            tx.commit().await?;
            self.withdraw_revision(ctx, begun, None).await?;
            return Ok(Outcome::Done);
        };
        if !passes(error) {
            self.give_up_revision(&mut tx, begun.revision).await?;
        }
        // Else the storage may have done what it reported as failed; recovery looks whether the revision stands, and takes it.
        let cancelled = row.state == RunState::Cancelled;
        let ended = if cancelled { StepState::Cancelled } else { StepState::Failed };
        let code = error.code();
        for step in steps::of_run(&mut tx, run).await? {
            if step.attempt == begun.attempt && step.state == StepState::Running {
                let name = (run, begun.attempt, step.name.as_str());
                steps::finish(&mut tx, name, ended, (!cancelled).then_some(code), now).await?;
            }
        }
        if cancelled || row.state.is_at_rest() {
            tx.commit().await?;
            return Ok(Outcome::Done);
        }
        let waits = is_away(error) && now.saturating_sub(asked_at) < AWAY_MAX;
        if waits || (passes(error) && !last_try) {
            runs::advance(&mut tx, run, begun.attempt, (row.state, RunState::Queued), now).await?;
            let data = serde_json::json!({ "code": code, "attempt": begun.attempt });
            self.announce(&mut tx, (run, None), RunEventKind::Again, &data.to_string()).await?;
            tx.commit().await?;
            let after = wait(begun.attempt);
            return Ok(if waits {
                Outcome::Later { code, after: after.min(AWAY_WAIT_MAX) }
            } else {
                Outcome::Again { code, after }
            });
        }
        let code = if passes(error) { GAVE_UP } else { code };
        self.fail_run(&mut tx, (run, begun.attempt), code).await?;
        tx.commit().await?;
        Ok(Outcome::Failed { code })
    }

    /// Ends a run with a code.
    pub(super) async fn fail_run(
        &self,
        tx: &mut TeamTx,
        (run, attempt): (Uuid, i64),
        code: &str,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        runs::fail(tx, run, attempt, code, now).await?;
        let data = serde_json::json!({ "code": code, "attempt": attempt });
        self.announce(tx, (run, None), RunEventKind::Failed, &data.to_string()).await?;
        let details = vec![("attempt", Detail::Number(attempt))];
        audit::append(tx, &audit::Entry { at: now, action: "run.failed", subject: Some(("run", run)), details })
            .await?;
        Ok(())
    }

    async fn give_up_revision(&self, tx: &mut TeamTx, revision: Uuid) -> Result<(), ServiceError> {
        match revisions::abandon(tx, revision).await {
            Ok(()) | Err(DbError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Drops the inputs of a run that is done. One that cannot be dropped now is dropped with the next revision.
    async fn drop_inputs_of(&self, ctx: &TenantCtx, run: Uuid) {
        let (team, id) = (TeamId::new(ctx.team), RunId::new(run));
        if drop_run_inputs(&self.dossier.storage, team, id).await.is_err() {
            return;
        }
        if let Ok(mut tx) = self.db.write(ctx).await
            && runs::drop_inputs(&mut tx, run, self.now()).await.is_ok()
        {
            let _ = tx.commit().await;
        }
    }

    /// Runs whose inputs no sweep of the storage may take, although no revision refers to them yet: they wait, are under way, or
    /// have failed and may be repeated. For [`dossier_workspace::sweep_except`].
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn runs_without_revision(&self) -> Result<BTreeSet<(TeamId, RunId)>, ServiceError> {
        let (mut out, mut after) = (BTreeSet::new(), None);
        loop {
            let mut tx = self.db.system_read(SystemCtx::Sweep).await?;
            let page = runs::without_revision(&mut tx, after).await?;
            tx.commit().await?;
            after = page.last().copied();
            if after.is_none() {
                return Ok(out);
            }
            out.extend(page.into_iter().map(|(team, run)| (TeamId::new(team), RunId::new(run))));
        }
    }

    /// Completes a revision whose commit file stands although its row says that it is being written, or gives it up: its
    /// writer has died, and the sweep has found it. Tells whether it is sealed now.
    ///
    /// # Errors
    /// A failure of storage or database; repeating it is harmless.
    pub async fn recover(&self, team: Uuid, revision: &Revision) -> Result<bool, ServiceError> {
        let ctx = super::super::Caller::system(team).ctx();
        let mut tx = self.db.read(&ctx).await?;
        let row = found(&mut tx, revision.run).await;
        tx.commit().await?;
        if revision.state != RevisionState::Sealing {
            return Ok(revision.state == RevisionState::Sealed);
        }
        let run: Run = match row {
            Ok(run) => run,
            Err(ServiceError::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(error),
        };
        let begun = Begun {
            attempt: revision.attempt,
            revision: revision.id,
            kind: revision.kind,
            made: Made::read(&revision.options)?,
            run,
        };
        let sealed = match self.open_revision(team, revision.run, revision.id).await {
            Ok(sealed) => Some(sealed),
            Err(ServiceError::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        let current = begun.run.attempt == revision.attempt && !begun.run.state.is_at_rest();
        match sealed {
            Some(sealed) if current => {
                let results = Results::load(begun.run.kind, &sealed).await?;
                self.conclude_attempt(&ctx, &begun, &sealed, &results).await?;
            }
            // Its worker may be alive; if not, its job is handed out again, and then this attempt is not the run's any more.
            None if current => {}
            sealed => self.withdraw_revision(&ctx, &begun, sealed.as_ref()).await?,
        }
        let mut tx = self.db.read(&ctx).await?;
        let after = revisions::get(&mut tx, revision.id).await?;
        tx.commit().await?;
        Ok(after.is_some_and(|row| row.state == RevisionState::Sealed))
    }
}

/// A record that a revision shows.
struct RecordBody {
    kind: RecordKind,
    slot: i64,
    person: Uuid,
    body: String,
}

/// Records of a run about one candidate, or of a whole shortlist.
fn record_bodies(kind: RunKind, person: Uuid, results: &Results) -> Result<Vec<RecordBody>, ServiceError> {
    let mut texts = Vec::new();
    if kind == RunKind::Single {
        texts.push((RecordKind::Cv, json(&results.cv)?));
    }
    if let Some(job) = &results.job {
        texts.push((RecordKind::Job, json(job)?));
    }
    if let Some(matching) = &results.matching {
        texts.push((RecordKind::Match, json(matching)?));
    }
    texts.extend(results.feedback.clone().map(|text| (RecordKind::Feedback, text)));
    texts.extend(results.offer.clone().map(|text| (RecordKind::Offer, text)));
    Ok(texts.into_iter().map(|(kind, body)| RecordBody { kind, slot: 0, person, body }).collect())
}

/// Whether another try may help: storage or database were away, or a worker had to stop.
pub(super) fn passes(error: &ServiceError) -> bool {
    match error {
        ServiceError::Db(error) => error.retryable(),
        ServiceError::Run(Error::Storage(_)) => matches!(error.class(), Class::Storage | Class::Unavailable),
        error => error.class() == Class::Unavailable,
    }
}

/// Whether the storage does not answer, or not yet again.
fn is_away(error: &ServiceError) -> bool {
    matches!(error, ServiceError::Run(Error::Storage(error)) if error.retryable())
}

/// How long a failed attempt waits for the next one.
fn wait(attempt: i64) -> Duration {
    let doublings = u32::try_from(attempt.clamp(0, 10)).unwrap_or(0);
    Duration::from_secs(2_u64.saturating_pow(doublings)).min(WAIT_MAX)
}

/// Whether two bodies say the same. The months of a CV's skills follow from the rest and the date.
fn is_same(kind: RecordKind, one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let plain = |text: &str| -> Option<Value> {
        let mut value: Value = serde_json::from_str(text).ok()?;
        if let Some(x) = value.get_mut("x-dossier").and_then(Value::as_object_mut) {
            x.remove("skills");
        }
        Some(value)
    };
    kind == RecordKind::Cv && plain(one).is_some_and(|value| Some(value) == plain(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_workspace::{Cause, StorageError};

    #[test]
    fn waits_grow_to_a_limit() {
        assert_eq!([1, 2, 3, 60].map(|attempt| wait(attempt).as_secs()), [2, 4, 8, 300]);
    }

    #[test]
    fn a_storage_is_away_that_does_not_answer_and_not_one_that_refuses() {
        let failed = |cause| ServiceError::from(StorageError::Backend { action: "put", cause });
        for cause in [Cause::Unreachable, Cause::TimedOut, Cause::Busy, Cause::Status(500)] {
            assert!(is_away(&failed(cause)) && passes(&failed(cause)), "{cause}");
        }
        for cause in [Cause::Full, Cause::Denied, Cause::NoBucket, Cause::BadAnswer] {
            assert!(!is_away(&failed(cause)), "{cause}");
        }
    }

    #[test]
    fn months_of_skills_make_no_new_version() {
        let one = r#"{"basics":{"name":"A"},"x-dossier":{"skills":[{"concept":"a"}]}}"#;
        let other = r#"{"basics":{"name":"A"},"x-dossier":{"skills":[]}}"#;
        assert!(is_same(RecordKind::Cv, one, other));
        assert!(!is_same(RecordKind::Match, one, other));
        assert!(!is_same(RecordKind::Cv, one, r#"{"basics":{"name":"B"},"x-dossier":{}}"#));
    }
}
