//! The worker's side of a run: an attempt is begun, watched, and concluded. It may be repeated, stopped at any point, or
//! overtaken by another worker; in the end a run has one result.

use super::super::error::ServiceError;
use super::super::{Caller, Office};
use super::announce::RunEventKind;
use super::finish::{Made, Results};
use super::options::RunOptions;
use super::regenerate::Latest;
use crate::error::Error;
use crate::request::{Cancel, Event, Step};
use crate::revise::Remake;
use crate::run::{Attempt, Until};
use dossier_core::understand;
use dossier_db::queue::Outcome;
use dossier_db::rows::{self, Job, Revision, RevisionKind, RevisionState, Run, RunKind, RunState, StepState};
use dossier_db::{DbError, TeamTx, TenantCtx, jobs, revisions, runs, steps};
use dossier_workspace::{RevisionId, RunId, SealedRevision};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

/// Kind of a job that makes a run from its files.
pub const RUN: &str = "run";
/// Kind of a job that makes a new revision from the newest records.
pub const REVISE: &str = "revise";

/// Code of a run whose attempts are used up.
pub(super) const GAVE_UP: &str = "run.gave_up";

/// How often a worker looks whether its run is still wanted.
const WATCH_EVERY: Duration = Duration::from_millis(1_000);

/// An attempt under way.
pub(super) struct Begun {
    /// The run as it was when the attempt began, but for its state.
    pub run: Run,
    /// Its number: what tells this worker from those before.
    pub attempt: i64,
    /// A fresh revision.
    pub revision: Uuid,
    /// What it will hold.
    pub kind: RevisionKind,
    /// What it is made with.
    pub made: Made,
}

/// An attempt with what only the worker needs.
pub(super) struct Task {
    pub begun: Begun,
    pub latest: Option<Latest>,
}

impl Office {
    /// Works a job of the kinds [`RUN`] and [`REVISE`] off. It can be dropped at any await, and be called again for the same
    /// job, also at the same time: in the end the run has one result.
    pub async fn work(&self, team: Uuid, job: &Job) -> Outcome {
        let ctx = Caller::system(team).ctx();
        match self.attempt_job(&ctx, job).await {
            Ok(outcome) => outcome,
            // Not even the failure could be written: the database is away.
            Err(error) if super::finish::passes(&error) => {
                Outcome::Again { code: error.code(), after: Duration::from_secs(5) }
            }
            Err(error) => Outcome::Failed { code: error.code() },
        }
    }

    /// Ends the run of a job that was given up, because its workers were lost too often; a run that has ended already stays as
    /// it is.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn gave_up(&self, team: Uuid, job: &Job) -> Result<(), ServiceError> {
        self.attempt_unbegun(&Caller::system(team).ctx(), job, GAVE_UP).await.map(|_| ())
    }

    async fn attempt_job(&self, ctx: &TenantCtx, job: &Job) -> Result<Outcome, ServiceError> {
        let task = match self.begin_job(ctx, job).await {
            Err(error) if !super::finish::passes(&error) => return self.attempt_unbegun(ctx, job, error.code()).await,
            begun => begun?,
        };
        let Some(task) = task else { return Ok(Outcome::Done) };
        let Task { begun, latest } = task;
        let last_try = job.tries() >= self.settings.attempts_max;
        let made = self.make_attempt(ctx, &begun, latest).await;
        let concluded = match made {
            Ok((sealed, results)) => match self.conclude_attempt(ctx, &begun, &sealed, &results).await {
                // The revision stands and only its rows are missing: recovery completes it, or the next attempt comes first.
                Err(error) if !last_try && super::finish::passes(&error) => return Err(error),
                concluded => concluded,
            },
            Err(error) => Err(error),
        };
        match concluded {
            Ok(worked) => Ok(worked),
            Err(error) => self.attempt_failed(ctx, &begun, (last_try, job.created_at), &error).await,
        }
    }

    /// Begins an attempt; `None` where there is nothing to do, or somebody else does it.
    pub(super) async fn begin_job(&self, ctx: &TenantCtx, job: &Job) -> Result<Option<Task>, ServiceError> {
        let Some(run) = job.run else { return Ok(None) };
        let now = self.now();
        let mut tx = self.db.write(ctx).await?;
        let Some(row) = runs::get(&mut tx, run).await? else { return Ok(None) };
        // A job that is handed out again after its run came to rest, or after another one was asked for, is done.
        if row.state.is_at_rest() || !is_newest(&mut tx, run, job.id).await? {
            return Ok(None);
        }
        let attempt = match runs::begin_attempt(&mut tx, run, row.attempt, now).await {
            Ok(attempt) => attempt,
            Err(DbError::Conflict { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let options = RunOptions::read(&row.options)?;
        let (kind, latest) = if job.kind == REVISE {
            runs::advance(&mut tx, run, attempt, (RunState::Reading, RunState::Assessing), now).await?;
            (RevisionKind::Documents, Some(Latest::read(&mut tx, &row).await?))
        } else {
            (if options.review { RevisionKind::Records } else { RevisionKind::Documents }, None)
        };
        let versions = latest.as_ref().map(|latest| latest.versions.clone()).unwrap_or_default();
        let made = Made { options, versions };
        let revision = Revision {
            id: self.id(),
            run,
            based_on: row.current_revision,
            attempt,
            kind,
            state: RevisionState::Sealing,
            label: None,
            options: made.stored(),
            bytes: None,
            files: None,
            created_by: row.created_by,
            created_at: now,
            sealed_at: None,
        };
        revisions::begin(&mut tx, &revision).await?;
        let first = if latest.is_some() { "assessing" } else { "reading" };
        self.attempt_step(&mut tx, (run, attempt), first).await?;
        let data = serde_json::json!({ "attempt": attempt, "kind": job.kind });
        self.announce(&mut tx, (run, None), RunEventKind::Started, &data.to_string()).await?;
        tx.commit().await?;
        Ok(Some(Task { begun: Begun { run: row, attempt, revision: revision.id, kind, made }, latest }))
    }

    /// Ends a run whose attempt cannot even begin.
    async fn attempt_unbegun(&self, ctx: &TenantCtx, job: &Job, code: &'static str) -> Result<Outcome, ServiceError> {
        let mut tx = self.db.write(ctx).await?;
        if let Some(run) = job.run
            && let Some(row) = runs::get(&mut tx, run).await?
            && !row.state.is_at_rest()
            && is_newest(&mut tx, run, job.id).await?
        {
            self.fail_run(&mut tx, (row.id, row.attempt), code).await?;
        }
        tx.commit().await?;
        Ok(Outcome::Failed { code })
    }

    async fn attempt_step(&self, tx: &mut TeamTx, (run, attempt): (Uuid, i64), name: &str) -> Result<(), ServiceError> {
        let versions = serde_json::json!({ "engine": env!("CARGO_PKG_VERSION"), "rules": understand::RULES });
        let step = rows::Step {
            run,
            attempt,
            name: name.to_owned(),
            state: StepState::Running,
            engine: Some("rules".to_owned()),
            versions: Some(versions.to_string()),
            code: None,
            started_at: self.now(),
            ended_at: None,
        };
        Ok(steps::start(tx, &step).await?)
    }

    /// Does the work while somebody watches whether it is still wanted.
    pub(super) async fn make_attempt(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        latest: Option<Latest>,
    ) -> Result<(SealedRevision, Results), ServiceError> {
        let cancel = Cancel::default();
        let (send, receive) = unbounded_channel();
        let work = self.attempt_made(ctx, begun, latest, &cancel, move |event: Event| {
            // Fails where the watch has ended; then the work is cancelled anyway.
            let _ = send.send(event);
        });
        let watch = self.watch_attempt(ctx, begun, &cancel, receive);
        let (made, watched) = tokio::join!(work, watch);
        match (made, watched) {
            (made, Ok(())) => made,
            // The database is away, or the attempt is not the run's any more. A revision that was sealed all the same is left:
            // its row tells recovery of it.
            (Ok((sealed, results)), Err(error)) if super::finish::passes(&error) => Ok((sealed, results)),
            (Ok((sealed, _)), Err(error)) => {
                self.withdraw_revision(ctx, begun, Some(&sealed)).await?;
                Err(error)
            }
            (Err(_), Err(error)) => Err(error),
        }
    }

    async fn attempt_made(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        latest: Option<Latest>,
        cancel: &Cancel,
        progress: impl Fn(Event),
    ) -> Result<(SealedRevision, Results), ServiceError> {
        if begun.run.kind == RunKind::Shortlist {
            // In a box, so that runs about one candidate do not carry its state along.
            return Box::pin(self.shortlist_made(ctx, begun, cancel, &progress)).await;
        }
        let options = &begun.made.options;
        let material = self.attempt_material(&Caller::system(ctx.team), &begun.run, options, latest.is_none()).await?;
        let attempt = Attempt {
            run: RunId::new(begun.run.id),
            revision: RevisionId::new(begun.revision),
            based_on: begun.run.current_revision.map(RevisionId::new),
            inputs: material.inputs,
            until: match begun.kind {
                RevisionKind::Records => Until::Records,
                RevisionKind::Documents => Until::Documents,
            },
        };
        let (dossier, request) = (material.dossier, material.request);
        let (filled, sealed) = match latest {
            Some(latest) => {
                let base = begun.run.current_revision.ok_or(Error::NoRun)?;
                let base = self.open_revision(ctx.team, begun.run.id, base).await?;
                let chosen = request.profile.clone();
                let before = Results::load(RunKind::Single, &base).await?;
                let from: Remake = latest.remake(base, &before.cv, chosen, options);
                dossier.remake(&request, from, attempt, cancel, &progress).await?
            }
            None if !material.has_files => {
                return Err(ServiceError::Conflict {
                    what: "the run",
                    code: "run.no_files",
                    hint: "its files were dropped; make a revision from its records instead",
                });
            }
            None => dossier.run_as(&request, attempt, cancel, &progress).await?,
        };
        Ok((sealed, Results::of(filled, begun.kind)))
    }

    /// Writes each finished step, and looks now and then whether the run is still this worker's. What must not go on is
    /// cancelled, which takes effect between two steps.
    async fn watch_attempt(
        &self,
        ctx: &TenantCtx,
        begun: &Begun,
        cancel: &Cancel,
        mut events: UnboundedReceiver<Event>,
    ) -> Result<(), ServiceError> {
        let mut clock = tokio::time::interval(WATCH_EVERY);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let looked = tokio::select! {
                biased;
                event = events.recv() => match event {
                    Some(event) => self.attempt_stepped(ctx, begun, event).await,
                    None => return Ok(()),
                },
                _ = clock.tick() => match self.attempt_is_ours(ctx, begun).await {
                    // A look that fails is repeated.
                    Err(error) if super::finish::passes(&error) => Ok(()),
                    looked => looked,
                },
            };
            if let Err(error) = looked {
                cancel.cancel();
                return Err(error);
            }
        }
    }

    async fn attempt_is_ours(&self, ctx: &TenantCtx, begun: &Begun) -> Result<(), ServiceError> {
        let mut tx = self.db.read(ctx).await?;
        let row = runs::get(&mut tx, begun.run.id).await?;
        tx.commit().await?;
        let ours = row.is_some_and(|row| row.attempt == begun.attempt && !row.state.is_at_rest());
        if ours { Ok(()) } else { Err(Error::Cancelled.into()) }
    }

    /// Writes that a step is done and the next one has begun.
    async fn attempt_stepped(&self, ctx: &TenantCtx, begun: &Begun, event: Event) -> Result<(), ServiceError> {
        let records = begun.kind == RevisionKind::Records;
        let (reading, understanding) = (RunState::Reading, RunState::Understanding);
        let (assessing, generating) = (RunState::Assessing, RunState::Generating);
        let (name, next, change) = match event.step {
            Step::Reading => ("reading", "understanding", (reading, understanding)),
            Step::Understanding if records => ("understanding", "sealing", (understanding, understanding)),
            Step::Understanding => ("understanding", "assessing", (understanding, assessing)),
            Step::Assessing => ("assessing", "generating", (assessing, generating)),
            Step::Generating => ("generating", "sealing", (generating, generating)),
            // Written with everything else that follows from the seal.
            Step::Sealing => return Ok(()),
        };
        let now = self.now();
        let (run, attempt) = (begun.run.id, begun.attempt);
        let mut tx = self.db.write(ctx).await?;
        runs::advance(&mut tx, run, attempt, change, now).await?;
        steps::finish(&mut tx, (run, attempt, name), StepState::Done, None, now).await?;
        self.attempt_step(&mut tx, (run, attempt), next).await?;
        let mut data = serde_json::json!({ "step": name, "attempt": attempt });
        if let Some(papers) = event.papers {
            data["papers"] = serde_json::json!(papers);
        }
        self.announce(&mut tx, (run, None), RunEventKind::Step, &data.to_string()).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether a job is the last one that was asked for of a run's work.
async fn is_newest(tx: &mut TeamTx, run: Uuid, job: Uuid) -> Result<bool, DbError> {
    let all = jobs::of_run(tx, run).await?;
    let newest = all.iter().rev().find(|one| one.kind == RUN || one.kind == REVISE);
    Ok(newest.is_some_and(|newest| newest.id == job))
}
