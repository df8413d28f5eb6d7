//! What only the inside can show: a worker that comes late after another one, and recovery after a worker that died between
//! its commit file and its rows.

use super::finish::Results;
use super::options::{ProfileChoice, RevisionOptions, RunOptions};
use super::{InputFileName, ShortlistWish, input_ref};
use crate::env::Env;
use crate::pool::CpuPool;
use crate::reader::ReaderHost;
use crate::run::Dossier;
use crate::service::{Caller, Office, ServiceSettings, Vault, Via};
use crate::shortlist::{Naming, ShortlistOrder};
use bytes::Bytes;
use dossier_core::sample::{CV_TXT, JOB_TXT};
use dossier_db::queue::Outcome;
use dossier_db::rows::{InputRole, Job, JobState, RevisionState, Role, Run, RunKind, RunState, Team};
use dossier_db::{Birth, Db, DbConfig, LookupKey, SystemCtx, jobs, revisions, runs, teams};
use dossier_workspace::{RunId, Storage, TeamId, list_runs};
use uuid::Uuid;

struct Desk {
    service: Office,
    caller: Caller,
    storage: Storage,
}

async fn desk() -> Desk {
    let (env, storage) = (Env::system(), Storage::memory());
    let now = env.now().as_microsecond();
    let birth = Birth { instance: env.id(), now };
    let db = Db::open(&DbConfig::memory(), LookupKey::new(&[7; 32]), birth).await.expect("a database");
    let team = env.id();
    let row = Team {
        name: "Desk".into(),
        settings: "{}".into(),
        retention_months: 6,
        retention_reason: "usual".into(),
        created_at: now,
        updated_at: now,
        archived_at: None,
    };
    let mut tx = db.system(SystemCtx::Setup).await.expect("a transaction");
    teams::create(&mut tx, team, &row).await.expect("a team");
    tx.commit().await.expect("kept");
    let dossier = Dossier::new(env, storage.clone(), ReaderHost::InProcess, CpuPool::new(2));
    let service = Office::new(dossier, db, Vault::new(&[7; 32]), ServiceSettings::default());
    let caller = Caller { team, user: Some(Uuid::from_u128(9)), role: Role::Editor, via: Via::Local };
    Desk { service, caller, storage }
}

impl Desk {
    async fn start(&self) -> Uuid {
        let mut draft = self.service.begin(&self.caller).await.expect("a draft");
        for (role, bytes) in [(InputRole::Cv, CV_TXT), (InputRole::Job, JOB_TXT)] {
            let stream = futures::stream::iter([Ok(Bytes::from_static(bytes))]);
            self.service.add_input(&mut draft, role, InputFileName::new("f.txt"), stream).await.expect("stored");
        }
        let started = self.service.start(&self.caller, draft, RunOptions::default()).await.expect("started");
        started[0]
    }

    /// Hands the next job out; also one whose worker is thought lost.
    async fn hand_out(&self) -> Job {
        let far = self.service.now() + 3_600_000_000;
        let mut tx = self.service.db.system(SystemCtx::Claim).await.expect("a transaction");
        let jobs = jobs::hand_out(&mut tx, far, far + 1, None, 1).await.expect("handed out");
        tx.commit().await.expect("kept");
        jobs.into_iter().next().expect("a job").1
    }

    /// Works the next job off.
    async fn work_off(&self) {
        let job = self.hand_out().await;
        assert_eq!(self.service.work(self.caller.team, &job).await, Outcome::Done);
        let mut tx = self.service.db.write(&self.caller.ctx()).await.expect("a transaction");
        let held = (job.id, job.attempts);
        jobs::finish(&mut tx, held, JobState::Done, None, self.service.now()).await.expect("written");
        tx.commit().await.expect("kept");
    }

    async fn run(&self, run: Uuid) -> Run {
        let mut tx = self.service.db.read(&self.caller.ctx()).await.expect("a transaction");
        let row = runs::get(&mut tx, run).await.expect("asked").expect("a run");
        tx.commit().await.expect("kept");
        row
    }

    /// Revisions that stand in the storage.
    async fn sealed(&self) -> usize {
        let all = list_runs(&self.storage, TeamId::new(self.caller.team)).await.expect("listed");
        all.iter().map(|run| run.revisions.len()).sum()
    }
}

#[tokio::test]
async fn a_worker_that_comes_late_changes_nothing() {
    let desk = desk().await;
    let run = desk.start().await;
    let ctx = Caller::system(desk.caller.team).ctx();
    let first = desk.hand_out().await;
    let late = desk.service.begin_job(&ctx, &first).await.expect("begun").expect("something to do");
    let (late_sealed, late_results) =
        desk.service.make_attempt(&ctx, &late.begun, late.latest).await.expect("the late worker's revision");

    let second = desk.hand_out().await;
    assert_eq!((second.id, second.attempts), (first.id, 2), "the same job once more");
    assert_eq!(desk.service.work(desk.caller.team, &second).await, Outcome::Done);
    let after = desk.run(run).await;
    assert_eq!((after.state, after.attempt), (RunState::Sealed, 2));
    assert_eq!(desk.sealed().await, 2, "both have sealed, and one of them counts");

    let said = desk.service.conclude_attempt(&ctx, &late.begun, &late_sealed, &late_results).await;
    assert_eq!(said.expect("no failure"), Outcome::Done);
    assert_eq!(desk.run(run).await, after, "not a field has changed");
    assert_eq!(desk.sealed().await, 1, "what came late is deleted");
    assert_eq!(desk.service.work(desk.caller.team, &first).await, Outcome::Done, "nor does a late start");
    assert_eq!(desk.run(run).await, after);
}

#[tokio::test]
async fn a_revision_whose_commit_file_stands_is_completed() {
    let desk = desk().await;
    let run = desk.start().await;
    let ctx = Caller::system(desk.caller.team).ctx();
    let job = desk.hand_out().await;
    let task = desk.service.begin_job(&ctx, &job).await.expect("begun").expect("something to do");
    let (sealed, results) = desk.service.make_attempt(&ctx, &task.begun, task.latest).await.expect("sealed");
    // Here the worker dies.
    let revision = sealed.commit().revision.uuid();
    let mut tx = desk.service.db.system(SystemCtx::Sweep).await.expect("a transaction");
    let open = revisions::unsealed(&mut tx, i64::MAX).await.expect("listed");
    tx.commit().await.expect("kept");
    assert_eq!(open.iter().map(|(_, row)| row.id).collect::<Vec<_>>(), [revision]);
    assert!(desk.service.recover(desk.caller.team, &open[0].1).await.expect("recovered"));
    let row = desk.run(run).await;
    assert_eq!((row.state, row.current_revision), (RunState::Sealed, Some(revision)));
    assert_eq!(row.score, results.matching.and_then(|matching| matching.score.total));
    assert!(desk.service.recover(desk.caller.team, &open[0].1).await.expect("again"), "repeating it is harmless");
    assert_eq!(desk.service.work(desk.caller.team, &job).await, Outcome::Done, "the job finds it done");
    assert_eq!(desk.run(run).await, row);
}

#[tokio::test]
async fn what_an_overtaken_worker_has_sealed_is_withdrawn() {
    let desk = desk().await;
    let run = desk.start().await;
    let ctx = Caller::system(desk.caller.team).ctx();
    let job = desk.hand_out().await;
    let task = desk.service.begin_job(&ctx, &job).await.expect("begun").expect("something to do");
    desk.service.make_attempt(&ctx, &task.begun, task.latest).await.expect("sealed");
    let again = desk.hand_out().await;
    assert_eq!(desk.service.work(desk.caller.team, &again).await, Outcome::Done);
    let mut tx = desk.service.db.read(&desk.caller.ctx()).await.expect("a transaction");
    let row = revisions::get(&mut tx, task.begun.revision).await.expect("asked").expect("a row");
    tx.commit().await.expect("kept");
    assert_eq!(row.state, RevisionState::Sealing);
    assert!(!desk.service.recover(desk.caller.team, &row).await.expect("recovered"));
    assert_eq!(desk.sealed().await, 1);
    assert_ne!(desk.run(run).await.current_revision, Some(row.id));
}

#[tokio::test]
async fn records_in_rows_and_in_the_storage_are_the_same() {
    let desk = desk().await;
    let run = desk.start().await;
    let job = desk.hand_out().await;
    assert_eq!(desk.service.work(desk.caller.team, &job).await, Outcome::Done);
    let row = desk.run(run).await;
    let revision = row.current_revision.expect("a revision");
    let sealed = desk.service.open_revision(desk.caller.team, run, revision).await.expect("open");
    let results = Results::load(row.kind, &sealed).await.expect("records");
    let view = desk.service.run_record(&desk.caller, run, dossier_db::rows::RecordKind::Cv, None).await;
    let view = view.expect("a record");
    assert_eq!(serde_json::to_value(&results.cv).expect("plain data"), view.body);
    assert_eq!(view.revision, Some(revision));
    let input = sealed.commit().inputs.first().expect("an input");
    let mut tx = desk.service.db.read(&desk.caller.ctx()).await.expect("a transaction");
    let rows = runs::inputs(&mut tx, run).await.expect("inputs");
    tx.commit().await.expect("kept");
    assert_eq!(input_ref(rows[0].sha256, rows[0].bytes), *input);
    assert_eq!(sealed.commit().run, RunId::new(run));
}

#[tokio::test]
async fn inputs_of_runs_that_wait_are_known_to_the_sweep() {
    let desk = desk().await;
    let run = desk.start().await;
    let place = (TeamId::new(desk.caller.team), RunId::new(run));
    assert_eq!(desk.service.runs_without_revision().await.expect("listed").into_iter().collect::<Vec<_>>(), [place]);
    let job = desk.hand_out().await;
    assert_eq!(desk.service.work(desk.caller.team, &job).await, Outcome::Done);
    assert!(desk.service.runs_without_revision().await.expect("listed").is_empty());
}

#[tokio::test]
async fn a_shortlist_whose_commit_file_stands_is_completed() {
    let desk = desk().await;
    let (service, ctx) = (&desk.service, Caller::system(desk.caller.team).ctx());
    let single = desk.start().await;
    desk.work_off().await;
    let profile = service.profile_of_run(&desk.caller, single, None).await.expect("a profile");
    let choice = ProfileChoice { id: profile, version: None };
    let options = Some(RunOptions { profile: Some(choice), ..RunOptions::default() });
    let wanted = RevisionOptions { options, reread: false };
    service.regenerate(&desk.caller, single, wanted).await.expect("asked for");
    desk.work_off().await;
    let (naming, order, options) = (Naming::Names, ShortlistOrder::AsGiven, RunOptions::default());
    let wish = ShortlistWish { runs: vec![single], naming, order, options };
    let run = service.make_shortlist(&desk.caller, profile, wish).await.expect("asked for");
    let job = desk.hand_out().await;
    let task = service.begin_job(&ctx, &job).await.expect("begun").expect("something to do");
    let (sealed, results) = service.make_attempt(&ctx, &task.begun, task.latest).await.expect("sealed");
    // Here the worker dies.
    let revision = sealed.commit().revision.uuid();
    let mut tx = service.db.system(SystemCtx::Sweep).await.expect("a transaction");
    let open = revisions::unsealed(&mut tx, i64::MAX).await.expect("listed");
    tx.commit().await.expect("kept");
    assert!(service.recover(desk.caller.team, &open[0].1).await.expect("recovered"));
    let row = desk.run(run).await;
    assert_eq!((row.kind, row.state, row.current_revision), (RunKind::Shortlist, RunState::Sealed, Some(revision)));
    let stored = Results::load(RunKind::Shortlist, &sealed).await.expect("records");
    let told = |results: &Results| {
        let listed = results.listed.iter().map(|one| (one.place, one.cv.clone(), one.matching.clone()));
        (listed.collect::<Vec<_>>(), results.job.clone())
    };
    assert_eq!(told(&stored), told(&results), "rows come of the storage as of the worker");
    assert_eq!(stored.listed.len(), 1);
    assert!(stored.offer.is_some() && results.offer.is_some());
}
