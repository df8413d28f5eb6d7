//! What the tests of operations share: a service over any database and storage whose clock the test moves, a team with an owner,
//! and runs with sealed papers of invented candidates, written without the run's own workers.

use bytes::Bytes;
use dossier::db::rows::{
    Area, Document, Input, InputRole, Membership, Person, Revision, RevisionKind, RevisionState, Role, Run, RunKind,
    RunPerson, RunState, Team, User,
};
use dossier::db::testing::NOON;
use dossier::db::{
    Birth, Db, DbConfig, Hash, LookupKey, Micros, Personal, SystemCtx, audit, persons, revisions, runs, teams, users,
};
use dossier::service::{Caller, Office, ServiceSettings, Vault, Via};
use dossier::workspace::{
    Budget, FileName, NewRevision, OpenMode, RevisionId, RunId, RunWorkspace, Storage, StorageConfig, TeamId,
};
use dossier::{CpuPool, Dossier, Env, ReaderHost};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

pub const SECOND: Micros = 1_000_000;
pub const MINUTE: Micros = 60 * SECOND;
pub const TEAM: Uuid = Uuid::from_u128(0xa);
pub const OWNER: Uuid = Uuid::from_u128(0xa1);
pub const INSTANCE: Uuid = Uuid::from_u128(0x1d);
pub const SECRET: [u8; 32] = [7; 32];

/// A service that a test looks after.
pub struct Desk {
    pub service: Office,
    pub storage: Storage,
    clock: Arc<AtomicI64>,
}

/// A clock that a test moves, and the system's randomness.
pub fn env(clock: &Arc<AtomicI64>) -> Env {
    let (clock, system) = (Arc::clone(clock), Env::system());
    let now = move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).expect("a time");
    Env::new(now, move |bytes| system.fill(bytes))
}

pub fn key() -> LookupKey {
    LookupKey::new(&SECRET)
}

/// A storage in a folder, marked with the instance.
pub async fn folder(root: &Path) -> Storage {
    let config = StorageConfig::Local { root: root.to_owned(), fsync: false };
    let now = Timestamp::from_microsecond(NOON).expect("a time");
    let mode = OpenMode { init: true, expected: None, adopt: false, mark: true, instance: INSTANCE, now };
    Storage::open(&config, mode).await.expect("opened").0
}

/// A database of the instance.
pub async fn database(config: &DbConfig) -> Db {
    Db::open(config, key(), Birth { instance: INSTANCE, now: NOON }).await.expect("opened")
}

impl Desk {
    /// A service without teams.
    pub fn over(db: Db, storage: Storage, settings: ServiceSettings) -> Self {
        // The storage's own clock is the real one, and a sweep compares with it.
        let clock = Arc::new(AtomicI64::new(Timestamp::now().as_microsecond()));
        let dossier = Dossier::new(env(&clock), storage.clone(), ReaderHost::InProcess, CpuPool::new(2));
        Self { service: Office::new(dossier, db, Vault::new(&SECRET), settings), storage, clock }
    }

    /// A service in memory with one team, that may call private addresses.
    pub async fn memory() -> Self {
        let settings = ServiceSettings { private_webhooks: true, ..ServiceSettings::default() };
        let desk = Self::over(database(&DbConfig::memory()).await, Storage::memory(), settings);
        desk.found_team().await;
        desk
    }

    /// A service with one team over a database file and a folder.
    pub async fn in_folder(root: &Path) -> Self {
        let db = database(&DbConfig::file(&root.join("dossier.db"))).await;
        let desk = Self::over(db, folder(&root.join("storage")).await, ServiceSettings::default());
        desk.found_team().await;
        desk
    }

    /// The team with its owner.
    pub async fn found_team(&self) {
        let db = self.service.db();
        let mut tx = db.system(SystemCtx::Setup).await.expect("begun");
        let team = Team {
            name: "Nordlicht".to_owned(),
            settings: "{}".to_owned(),
            retention_months: 6,
            retention_reason: "usual in CH".to_owned(),
            created_at: NOON,
            updated_at: NOON,
            archived_at: None,
        };
        teams::create(&mut tx, TEAM, &team).await.expect("made");
        let email = "owner@example.org";
        let user = User {
            id: OWNER,
            email: email.into(),
            email_hash: db.key().of_user_email(email),
            name: "Olga Wiesenfelder".into(),
            locale: None,
            password_hash: None,
            subject_hash: None,
            created_at: NOON,
            updated_at: NOON,
            disabled_at: None,
        };
        users::create(&mut tx, &user).await.expect("made");
        let membership = Membership { user_id: OWNER, role: Role::Owner, created_at: NOON };
        users::join(&mut tx, TEAM, &membership).await.expect("joined");
        tx.commit().await.expect("kept");
    }

    pub fn now(&self) -> Micros {
        self.service.now()
    }

    /// Lets time pass.
    pub fn wait(&self, time: Micros) {
        self.clock.fetch_add(time, Ordering::SeqCst);
    }

    /// The person with an id and a run about that person, in a state; nothing of it is in the storage.
    pub async fn run(&self, n: u128, name: &str, state: RunState) -> Uuid {
        let (person, run, now) = (Uuid::from_u128(0x1000 + n), Uuid::from_u128(0x2000 + n), self.now());
        let mut tx = self.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
        let row = Person { id: person, name: Some(name.into()), created_at: now, updated_at: now };
        persons::create(&mut tx, &row).await.expect("made");
        let row = Run {
            id: run,
            kind: RunKind::Single,
            person,
            client: None,
            profile: None,
            profile_version: None,
            batch: None,
            state,
            attempt: 0,
            event_seq: 0,
            current_revision: None,
            label: Some(format!("Pflegefachfrau_{name}").into()),
            role: Some("Pflegefachfrau".to_owned()),
            search_plain: "pflegefachfrau".to_owned(),
            search_named: Personal::from(name.to_lowercase()),
            locale: Some("de-CH".to_owned()),
            options: "{}".to_owned(),
            score: None,
            recommendation: None,
            verdicts: None,
            failure: None,
            created_by: Some(OWNER),
            created_at: now,
            updated_at: now,
            closed_at: None,
            expires_at: None,
            erasing_at: None,
        };
        let about = RunPerson { run, person, position: 0 };
        runs::create(&mut tx, &row, &[about], &[]).await.expect("made");
        let entry = audit::Entry { at: now, action: "run.started", subject: Some(("run", run)), details: Vec::new() };
        audit::append(&mut tx, &entry).await.expect("logged");
        tx.commit().await.expect("kept");
        run
    }

    /// A run with an input and a sealed, current revision of one document.
    pub async fn sealed_run(&self, n: u128, name: &str) -> Uuid {
        let run = self.run(n, name, RunState::Sealed).await;
        let (person, revision) = (Uuid::from_u128(0x1000 + n), Uuid::from_u128(0x3000 + n));
        let now = Timestamp::from_microsecond(self.now()).expect("a time");
        let new = NewRevision {
            based_on: None,
            label: format!("Pflegefachfrau_{name}"),
            created_at: now,
            expires_at: None,
            budget: Budget::default(),
        };
        let at = (TeamId::new(TEAM), RunId::new(run), RevisionId::new(revision));
        let mut workspace = RunWorkspace::create(&self.storage, at.0, at.1, at.2, new).await.expect("begun");
        let cv = Bytes::from(format!("CV of {name}"));
        let stream = futures::stream::iter([Ok::<_, std::io::Error>(cv.clone())]);
        let input = workspace.save_input(stream, 1 << 20).await.expect("saved");
        let paper = Bytes::from(format!("paper of {name}"));
        let file = FileName::parse(&format!("Lebenslauf_{name}.docx")).expect("a name");
        let media = "application/octet-stream";
        workspace.save_primary("01-cv.docx", file, media, paper.clone()).await.expect("saved");
        workspace.seal(now).await.expect("sealed");

        let mut tx = self.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
        let row = Input {
            run,
            sha256: Hash::sha256(&cv),
            role: InputRole::Cv,
            position: 0,
            name: format!("{name}.txt").into(),
            media_type: "text/plain".to_owned(),
            bytes: i64::try_from(input.bytes).expect("short"),
            created_at: self.now(),
            dropped_at: None,
        };
        runs::add_input(&mut tx, &row).await.expect("added");
        revisions::begin(&mut tx, &self.revision(run, revision)).await.expect("begun");
        let document = Document {
            id: Uuid::from_u128(0x4000 + n),
            run,
            revision,
            person,
            area: Area::PrimaryOutputs,
            slug: "01-cv.docx".to_owned(),
            kind: "cv".to_owned(),
            name: format!("Lebenslauf_{name}.docx").into(),
            media_type: media.to_owned(),
            bytes: i64::try_from(paper.len()).expect("short"),
            sha256: Hash::sha256(&paper),
        };
        let sealed = revisions::Sealed { bytes: document.bytes, files: 1, at: self.now() };
        revisions::seal(&mut tx, revision, sealed, &[document]).await.expect("sealed");
        revisions::make_current(&mut tx, run, None, revision, self.now()).await.expect("current");
        tx.commit().await.expect("kept");
        run
    }

    /// A revision that is being written.
    pub fn revision(&self, run: Uuid, revision: Uuid) -> Revision {
        Revision {
            id: revision,
            run,
            based_on: None,
            attempt: 0,
            kind: RevisionKind::Documents,
            state: RevisionState::Sealing,
            label: None,
            options: "{}".to_owned(),
            bytes: None,
            files: None,
            created_by: None,
            created_at: self.now(),
            sealed_at: None,
        }
    }
}

/// Somebody of the team in a role.
pub fn caller(role: Role) -> Caller {
    Caller { team: TEAM, user: Some(OWNER), role, via: Via::Local }
}

/// All files below a folder, sorted.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
