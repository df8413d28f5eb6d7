//! The history: runs in pages with search and filters, one run with all that belongs to it, its revisions, which of them is
//! shown, and what the desk should know: the same candidate elsewhere, and one who was sent to the client before.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::announce::RunEventKind;
use super::facts;
use super::finish::{Made, Results};
use super::options::RunOptions;
use super::{found, missing, stale, unreadable};
use dossier_core::records::manifest::{Failure, Warning};
use dossier_core::records::{Cv, Manifest};
use dossier_db::audit::Detail;
use dossier_db::history::{self, Query};
use dossier_db::records::RecordName;
use dossier_db::rows::{
    InputRole, RecordKind, RevisionKind, RevisionState, Run, RunEvent, RunKind, RunState, StepState, SubmissionState,
};
use dossier_db::{
    Cursor, DbError, Micros, Personal, TeamTx, clients, jobs, persons, queue, records, revisions, runs, steps,
    submissions,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Size of a manifest that is read.
const MANIFEST_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// How long ago a submission still makes a notice: twelve months.
const SUBMITTED_WITHIN: Micros = 365 * 24 * 3_600 * 1_000_000;

/// A run in a list. Names are there only for those who may see persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Id.
    pub id: Uuid,
    /// Whether it is about one candidate or a shortlist of several.
    pub kind: RunKind,
    /// Where it stands.
    pub state: RunState,
    /// Label for people, with the candidate's name.
    pub label: Option<String>,
    /// The role that is sought.
    pub role: Option<String>,
    /// Whom it is about.
    pub person: Uuid,
    /// The client.
    pub client: Option<Uuid>,
    /// The client's name.
    pub client_name: Option<String>,
    /// The profile.
    pub profile: Option<Uuid>,
    /// The batch it belongs to.
    pub batch: Option<Uuid>,
    /// Score, 0 to 100.
    pub score: Option<i64>,
    /// Recommendation, as its code.
    pub recommendation: Option<String>,
    /// Code of the failure.
    pub failure: Option<String>,
    /// The revision that is shown.
    pub current_revision: Option<Uuid>,
    /// Locale of the outputs.
    pub locale: Option<String>,
    /// Who started it.
    pub created_by: Option<Uuid>,
    /// When it was started, in microseconds.
    pub created_at: Micros,
    /// Last activity.
    pub updated_at: Micros,
    /// When the case was closed.
    pub closed_at: Option<Micros>,
    /// When it is to be erased.
    pub expires_at: Option<Micros>,
}

/// An input of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputView {
    /// What it is.
    pub role: InputRole,
    /// Name of the file, for those who may see persons.
    pub name: Option<String>,
    /// Media type, as found.
    pub media_type: String,
    /// Length.
    pub bytes: i64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Whether its bytes are gone.
    pub dropped: bool,
}

/// A step of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// Number of the attempt.
    pub attempt: i64,
    /// Name of the step.
    pub name: String,
    /// Where it stands.
    pub state: StepState,
    /// Code of its failure.
    pub code: Option<String>,
    /// When it began.
    pub started_at: Micros,
    /// When it ended.
    pub ended_at: Option<Micros>,
}

/// A document or record of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentView {
    /// Id.
    pub id: Uuid,
    /// Kind of document or record.
    pub kind: String,
    /// Whether it is a record.
    pub is_record: bool,
    /// Name of its object.
    pub slug: String,
    /// Name of the file, for those who may see persons.
    pub name: Option<String>,
    /// Media type.
    pub media_type: String,
    /// Length.
    pub bytes: i64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A run with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunView {
    /// The run.
    pub run: Listed,
    /// Number of its attempts.
    pub attempt: i64,
    /// Number of its last event.
    pub event_seq: i64,
    /// What it was asked for last.
    pub options: RunOptions,
    /// Its files.
    pub inputs: Vec<InputView>,
    /// Steps of all attempts, in order.
    pub steps: Vec<StepView>,
    /// Documents and records of the current revision.
    pub documents: Vec<DocumentView>,
    /// What to look at in them; absent where the storage cannot tell right now.
    pub warnings: Option<Vec<Warning>>,
    /// Documents that could not be made.
    pub failures: Vec<Failure>,
}

/// A sealed revision of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RevisionView {
    /// Id.
    pub id: Uuid,
    /// The revision it was made of.
    pub based_on: Option<Uuid>,
    /// What it holds.
    pub kind: RevisionKind,
    /// Whether it is the one that is shown.
    pub is_current: bool,
    /// Sum of its objects.
    pub bytes: Option<i64>,
    /// Number of its objects.
    pub files: Option<i64>,
    /// What it was made with.
    pub options: RunOptions,
    /// Versions of the records that it was made of.
    pub versions: BTreeMap<String, i64>,
    /// Who had it made.
    pub created_by: Option<Uuid>,
    /// When it was begun.
    pub created_at: Micros,
    /// When it was sealed.
    pub sealed_at: Option<Micros>,
}

/// What the desk should know of a run's candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// Other runs of the same candidate, oldest first.
    pub same_person: Vec<Uuid>,
    /// Other persons of the team with the same address, phone, or name and date of birth; with codes of what is the same.
    pub similar: Vec<(Uuid, Vec<&'static str>)>,
    /// Submissions of the candidate to the run's client within the last twelve months, newest first.
    pub submitted: Vec<Uuid>,
}

/// How much there is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobCounts {
    /// Runs in each state.
    pub runs: Vec<(RunState, i64)>,
    /// Jobs that wait or are under way.
    pub open: i64,
}

impl Office {
    /// A page of the history. Whether names are searched follows from the caller, whatever the query says.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn list_runs(
        &self,
        caller: &Caller,
        query: &Query,
    ) -> Result<(Vec<Listed>, Option<Cursor>), ServiceError> {
        caller.may(Action::ReadRuns)?;
        let query = Query { sees_persons: caller.sees_persons(), ..query.clone() };
        let mut tx = self.db.read(&caller.ctx()).await?;
        let page = history::find(&mut tx, &query).await?;
        let names = client_names(&mut tx, &page.items).await?;
        tx.commit().await?;
        let items = page.items.into_iter().map(|run| listed(run, &names, query.sees_persons)).collect();
        Ok((items, page.next))
    }

    /// A run with its files, steps, documents and warnings.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn run(&self, caller: &Caller, run: Uuid) -> Result<RunView, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let sees = caller.sees_persons();
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        let inputs = runs::inputs(&mut tx, run).await?;
        let steps = steps::of_run(&mut tx, run).await?;
        let documents = match row.current_revision {
            Some(revision) => documents(&mut tx, revision, sees).await?,
            None => Vec::new(),
        };
        let names = client_names(&mut tx, std::slice::from_ref(&row)).await?;
        tx.commit().await?;
        let (warnings, failures) = match row.current_revision {
            Some(revision) => match self.manifest_of(caller, run, revision).await {
                Ok(manifest) => (Some(manifest.warnings), manifest.failures),
                // The rest can be shown without the storage.
                Err(_) => (None, Vec::new()),
            },
            None => (Some(Vec::new()), Vec::new()),
        };
        let (attempt, event_seq, options) = (row.attempt, row.event_seq, RunOptions::read(&row.options)?);
        let inputs = inputs.into_iter().map(|input| InputView {
            role: input.role,
            name: sees.then(|| input.name.into_string()),
            media_type: input.media_type,
            bytes: input.bytes,
            sha256: input.sha256.to_string(),
            dropped: input.dropped_at.is_some(),
        });
        let steps = steps.into_iter().map(|step| StepView {
            attempt: step.attempt,
            name: step.name,
            state: step.state,
            code: step.code,
            started_at: step.started_at,
            ended_at: step.ended_at,
        });
        Ok(RunView {
            run: listed(row, &names, sees),
            attempt,
            event_seq,
            options,
            inputs: inputs.collect(),
            steps: steps.collect(),
            documents,
            warnings,
            failures,
        })
    }

    /// Events of a run after a number, in order, some at a time.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn run_events(&self, caller: &Caller, run: Uuid, after: i64) -> Result<Vec<RunEvent>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        found(&mut tx, run).await?;
        let events = steps::after(&mut tx, run, after).await?;
        tx.commit().await?;
        Ok(events)
    }

    /// Where a run stands, and the number of its last event: a look that asks no storage.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn run_standing(&self, caller: &Caller, run: Uuid) -> Result<(RunState, i64), ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        tx.commit().await?;
        Ok((row.state, row.event_seq))
    }

    /// Sealed revisions of a run, newest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn run_revisions(&self, caller: &Caller, run: Uuid) -> Result<Vec<RevisionView>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        let all = revisions::of_run(&mut tx, run).await?;
        tx.commit().await?;
        let views = all.into_iter().map(|revision| -> Result<RevisionView, ServiceError> {
            let made = Made::read(&revision.options)?;
            Ok(RevisionView {
                id: revision.id,
                based_on: revision.based_on,
                kind: revision.kind,
                is_current: row.current_revision == Some(revision.id),
                bytes: revision.bytes,
                files: revision.files,
                options: made.options,
                versions: made.versions,
                created_by: revision.created_by,
                created_at: revision.created_at,
                sealed_at: revision.sealed_at,
            })
        });
        views.collect()
    }

    /// Documents and records of a revision of a run.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn documents_of(
        &self,
        caller: &Caller,
        run: Uuid,
        revision: Uuid,
    ) -> Result<Vec<DocumentView>, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        found(&mut tx, run).await?;
        let row = revisions::get(&mut tx, revision).await?;
        row.filter(|row| row.run == run && row.state == RevisionState::Sealed).ok_or(missing("revision"))?;
        let all = documents(&mut tx, revision, caller.sees_persons()).await?;
        tx.commit().await?;
        Ok(all)
    }

    /// Shows another revision of a run, if the one that is shown is still the one that the caller has `seen`.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], [`ServiceError::Stale`], [`ServiceError::Conflict`] while the
    /// run is under way, or a failure of storage or database.
    pub async fn make_current(
        &self,
        caller: &Caller,
        run: Uuid,
        seen: Option<Uuid>,
        revision: Uuid,
    ) -> Result<(), ServiceError> {
        caller.may(Action::EditRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let kind = found(&mut tx, run).await?.kind;
        let row = revisions::get(&mut tx, revision).await?;
        tx.commit().await?;
        let row = row.filter(|row| row.run == run && row.state == RevisionState::Sealed);
        let row = row.ok_or(missing("revision"))?;
        let sealed = self.read_revision(caller, run, revision).await?;
        let results = Results::load(kind, &sealed).await?;
        let options = Made::read(&row.options)?.options;

        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        if !row.state.is_at_rest() {
            let hint = "wait until it is done, or cancel it";
            return Err(ServiceError::Conflict { what: "the run", code: "run.busy", hint });
        }
        revisions::make_current(&mut tx, run, seen, revision, now).await.map_err(stale("the current revision"))?;
        let told = facts::facts(&mut tx, &row, &options, sealed.commit().label.as_str(), &results).await?;
        runs::set_facts(&mut tx, run, &told, now).await?;
        let data = serde_json::json!({ "revision": revision });
        self.announce(&mut tx, (run, Some(revision)), RunEventKind::Current, &data.to_string()).await?;
        let details = vec![("revision", Detail::Id(revision))];
        self.run_noted(&mut tx, run, "run.current", details).await?;
        Ok(tx.commit().await?)
    }

    /// Stops a run. What is under way ends after its step; what was sealed before stays.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], [`ServiceError::Conflict`] where it has ended, or a failure of
    /// the database.
    pub async fn cancel(&self, caller: &Caller, run: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::CancelRuns)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        let now = self.now();
        match runs::cancel(&mut tx, run, now).await {
            Ok(()) => {}
            Err(DbError::Conflict { .. }) => {
                let hint = "look at its state: there is nothing left to stop";
                return Err(ServiceError::Conflict { what: "the run", code: "run.ended", hint });
            }
            Err(error) => return Err(error.into()),
        }
        queue::cancel(&mut tx, run, now).await?;
        // Its worker may be dropped before it can say so.
        for step in steps::of_run(&mut tx, run).await? {
            if step.attempt == row.attempt && step.state == StepState::Running {
                let name = (run, step.attempt, step.name.as_str());
                steps::finish(&mut tx, name, StepState::Cancelled, None, now).await?;
            }
        }
        self.announce(&mut tx, (run, None), RunEventKind::Cancelled, "{}").await?;
        self.run_noted(&mut tx, run, "run.cancelled", Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// What the desk should know of a run's candidate before it sends anything.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn notices(&self, caller: &Caller, run: Uuid) -> Result<Notices, ServiceError> {
        caller.may(Action::ReadRuns)?;
        caller.may(Action::SeePersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let row = found(&mut tx, run).await?;
        let mut same_person = Vec::new();
        for other in persons::runs_of(&mut tx, row.person).await? {
            // A shortlist was made of one of these runs, or of this one.
            let known = runs::get(&mut tx, other).await?;
            if other != run && known.is_some_and(|known| known.kind == RunKind::Single) {
                same_person.push(other);
            }
        }
        let name = RecordName { run, kind: RecordKind::Cv, slot: 0 };
        let mut similar = Vec::new();
        if let Some(record) = records::latest(&mut tx, name).await? {
            let cv: Cv = serde_json::from_str(record.body.as_str()).map_err(unreadable("cv"))?;
            let keys = facts::keys(self.key(), caller.team, &cv);
            for found in persons::find(&mut tx, &keys).await? {
                if found.person != row.person {
                    similar.push((found.person, found.by.iter().map(|kind| kind.code()).collect()));
                }
            }
        }
        let since = self.now().saturating_sub(SUBMITTED_WITHIN);
        let submitted = submissions::of_person(&mut tx, row.person).await?;
        tx.commit().await?;
        let submitted = submitted.into_iter().filter(|one| {
            row.client == Some(one.client)
                && one.state != SubmissionState::Draft
                && one.sent_at.is_some_and(|sent_at| sent_at >= since)
        });
        Ok(Notices { same_person, similar, submitted: submitted.map(|one| one.id).collect() })
    }

    /// How much there is to do in the caller's team.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn run_counts(&self, caller: &Caller) -> Result<JobCounts, ServiceError> {
        caller.may(Action::ReadRuns)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let counts = JobCounts { runs: runs::counts(&mut tx).await?, open: jobs::open(&mut tx).await? };
        tx.commit().await?;
        Ok(counts)
    }

    async fn manifest_of(&self, caller: &Caller, run: Uuid, revision: Uuid) -> Result<Manifest, ServiceError> {
        let sealed = self.read_revision(caller, run, revision).await?;
        let bytes = sealed.get_artifact("manifest.json", MANIFEST_BYTES_MAX).await?.ok_or(missing("record"))?;
        serde_json::from_slice(&bytes).map_err(unreadable("manifest"))
    }
}

async fn documents(tx: &mut TeamTx, revision: Uuid, sees: bool) -> Result<Vec<DocumentView>, ServiceError> {
    let all = revisions::documents(tx, revision).await?;
    let views = all.into_iter().map(|document| DocumentView {
        id: document.id,
        kind: document.kind,
        is_record: document.area == dossier_db::rows::Area::Artifacts,
        slug: document.slug,
        name: sees.then(|| document.name.into_string()),
        media_type: document.media_type,
        bytes: document.bytes,
        sha256: document.sha256.to_string(),
    });
    Ok(views.collect())
}

/// Names of the clients of some runs.
pub(super) async fn client_names(tx: &mut TeamTx, all: &[Run]) -> Result<BTreeMap<Uuid, String>, ServiceError> {
    let mut names = BTreeMap::new();
    for client in all.iter().filter_map(|run| run.client) {
        if !names.contains_key(&client)
            && let Some(row) = clients::get(tx, client).await?
        {
            names.insert(client, row.name);
        }
    }
    Ok(names)
}

pub(super) fn listed(run: Run, names: &BTreeMap<Uuid, String>, sees: bool) -> Listed {
    Listed {
        id: run.id,
        kind: run.kind,
        state: run.state,
        label: run.label.filter(|_| sees).map(Personal::into_string),
        role: run.role,
        person: run.person,
        client: run.client,
        client_name: run.client.and_then(|client| names.get(&client).cloned()),
        profile: run.profile,
        batch: run.batch,
        score: run.score,
        recommendation: run.recommendation,
        failure: run.failure,
        current_revision: run.current_revision,
        locale: run.locale,
        created_by: run.created_by,
        created_at: run.created_at,
        updated_at: run.updated_at,
        closed_at: run.closed_at,
        expires_at: run.expires_at,
    }
}
