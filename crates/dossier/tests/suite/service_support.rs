//! A desk for tests of the service: a database and a storage in memory, two teams, and a worker that does what the queue would.

use bytes::Bytes;
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::service::runs::{InputFileName, RunOptions};
use dossier::service::{Caller, Office, ServiceSettings, Vault, Via};
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, ReaderHost};
use dossier_db::queue::Outcome;
use dossier_db::rows::{InputRole, Job, JobState, Role, Team};
use dossier_db::{Birth, Db, DbConfig, LookupKey, SystemCtx, jobs, teams};
use uuid::Uuid;

/// An hour.
const HOUR: i64 = 3_600_000_000;

pub struct Desk {
    pub service: Office,
    /// An editor of the first team.
    pub editor: Caller,
    /// An editor of another team.
    pub stranger: Caller,
}

/// Callers of a team by role.
pub fn caller(team: Uuid, role: Role) -> Caller {
    Caller { team, user: Some(Uuid::from_u128(9)), role, via: Via::Local }
}

pub async fn desk(storage: Storage) -> Desk {
    let env = Env::system();
    let now = env.now().as_microsecond();
    let birth = Birth { instance: env.id(), now };
    let db = Db::open(&DbConfig::memory(), LookupKey::new(&[7; 32]), birth).await.expect("a database");
    let (ours, theirs) = (env.id(), env.id());
    let mut tx = db.system(SystemCtx::Setup).await.expect("a transaction");
    for team in [ours, theirs] {
        let row = Team {
            name: "Desk".into(),
            settings: "{}".into(),
            retention_months: 6,
            retention_reason: "usual".into(),
            created_at: now,
            updated_at: now,
            archived_at: None,
        };
        teams::create(&mut tx, team, &row).await.expect("a team");
    }
    tx.commit().await.expect("kept");
    let service = over(db, storage);
    Desk { service, editor: caller(ours, Role::Editor), stranger: caller(theirs, Role::Editor) }
}

/// A service over a database and another view of a storage.
pub fn over(db: Db, storage: Storage) -> Office {
    let dossier = Dossier::new(Env::system(), storage, ReaderHost::InProcess, CpuPool::new(2));
    Office::new(dossier, db, Vault::new(&[7; 32]), ServiceSettings::default())
}

impl Desk {
    /// Starts a run of the sample CV, with the sample profile.
    pub async fn start(&self, options: RunOptions) -> Uuid {
        let files = [(InputRole::Cv, CV_TXT), (InputRole::Job, JOB_TXT)];
        self.start_with(&files, options).await[0]
    }

    pub async fn start_with(&self, files: &[(InputRole, &'static [u8])], options: RunOptions) -> Vec<Uuid> {
        let mut draft = self.service.begin(&self.editor).await.expect("a draft");
        for (role, bytes) in files {
            let chunks = bytes.chunks(1_000).map(|chunk| Ok(Bytes::from_static(chunk)));
            let stream = futures::stream::iter(chunks);
            self.service.add_input(&mut draft, *role, InputFileName::new("file.txt"), stream).await.expect("stored");
        }
        self.service.start(&self.editor, draft, options).await.expect("started")
    }

    /// Hands the next job out.
    pub async fn hand_out(&self) -> Option<(Uuid, Job)> {
        let far = self.service.now() + HOUR;
        let mut tx = self.service.db().system(SystemCtx::Claim).await.expect("a transaction");
        let jobs = jobs::hand_out(&mut tx, far, 0, None, 1).await.expect("handed out");
        tx.commit().await.expect("kept");
        jobs.into_iter().next()
    }

    /// Works all jobs off, as the queue does, and tells how they ended.
    pub async fn work(&self) -> Vec<Outcome> {
        let mut out = Vec::new();
        while let Some((team, job)) = self.hand_out().await {
            let outcome = self.service.work(team, &job).await;
            self.settle(team, &job, outcome).await;
            out.push(outcome);
        }
        out
    }

    /// Writes how a job has ended.
    pub async fn settle(&self, team: Uuid, job: &Job, outcome: Outcome) {
        let now = self.service.now();
        let mut tx = self.service.db().write(&Caller::system(team).ctx()).await.expect("a transaction");
        let held = (job.id, job.attempts);
        let written = match outcome {
            Outcome::Done => jobs::finish(&mut tx, held, JobState::Done, None, now).await,
            Outcome::Failed { code } => jobs::finish(&mut tx, held, JobState::Failed, Some(code), now).await,
            Outcome::Again { code, .. } => jobs::put_back(&mut tx, job.id, job.attempts, code, now).await,
            Outcome::Later { code, .. } => jobs::put_off(&mut tx, job.id, job.attempts, code, now).await,
        };
        if written.is_ok() {
            tx.commit().await.expect("kept");
        }
    }
}
