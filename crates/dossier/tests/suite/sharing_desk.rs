//! What the tests of sharing, privacy and moves share: a service over a database file and a storage folder, whose clock the test
//! moves, with two teams; and runs with sealed papers of an invented candidate, written without the run's own workers.

use bytes::Bytes;
use dossier::service::sharing::{ShareOrder, ShareWhat};
use dossier::service::{Caller, Office, ServiceError, ServiceSettings, Vault, Via};
use dossier::workspace::{
    FileName, InputRef, NewRevision, OpenMode, RevisionId, RunId, RunWorkspace, SealedRevision, Storage, StorageConfig,
    TeamId,
};
use dossier::{CpuPool, Dossier, Env, Pack, ReaderHost};
use dossier_db::rows::{
    Area, Client, Document, Input, InputRole, Membership, Person, Record, RecordKind, RecordSource, Revision,
    RevisionKind, RevisionState, Role, Run, RunKind, RunPerson, RunState, Team, User,
};
use dossier_db::testing::NOON;
use dossier_db::{
    Birth, Db, DbConfig, Hash, LookupKey, Micros, Personal, SystemCtx, clients, persons, records, revisions, runs,
    teams, users,
};
use futures::TryStreamExt;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use uuid::Uuid;

pub const SECOND: Micros = 1_000_000;
pub const HOUR: Micros = 3_600 * SECOND;
pub const DAY: Micros = 24 * HOUR;

pub const TEAM_A: Uuid = Uuid::from_u128(0xa);
pub const TEAM_B: Uuid = Uuid::from_u128(0xb);
pub const ADMIN: Uuid = Uuid::from_u128(0xa1);
pub const EDITOR: Uuid = Uuid::from_u128(0xa2);
pub const CLIENT: Uuid = Uuid::from_u128(0xc1);
pub const OTHER_CLIENT: Uuid = Uuid::from_u128(0xc2);

/// An invented candidate.
#[derive(Clone, Copy)]
pub struct Candidate {
    pub name: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub birth: &'static str,
}

pub const ROSA: Candidate = Candidate {
    name: "Rosa Kestenmair",
    email: "rosa.kestenmair@example.org",
    phone: "+41 79 555 01 02",
    birth: "1990-02-01",
};

pub const OLE: Candidate = Candidate {
    name: "Ole Quittenbaum",
    email: "ole.quittenbaum@example.org",
    phone: "+41 79 555 03 04",
    birth: "1985-11-30",
};

/// A run with its person and sealed revision.
#[derive(Clone, Copy)]
pub struct Case {
    pub person: Uuid,
    pub run: Uuid,
    pub revision: Uuid,
}

/// A service and the hands of its clock.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub service: Office,
    now: Arc<AtomicI64>,
}

/// What a seal needs besides the run.
struct Papers<'a> {
    team: Uuid,
    run: Uuid,
    revision: Uuid,
    people: &'a [Candidate],
    code: Option<&'a str>,
}

impl Desk {
    /// A service with two teams, of which one user is an admin of both.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let now = Arc::new(AtomicI64::new(NOON));
        let (clock, drawn) = (Arc::clone(&now), AtomicU64::new(0));
        let env = Env::new(
            move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).expect("a time"),
            move |bytes| {
                for chunk in bytes.chunks_mut(32) {
                    let random = Hash::sha256(&drawn.fetch_add(1, Ordering::SeqCst).to_be_bytes());
                    chunk.copy_from_slice(&random.0[..chunk.len()]);
                }
            },
        );
        let config = StorageConfig::Local { root: folder.path().join("storage"), fsync: false };
        let instance = Uuid::from_u128(1);
        let mode = OpenMode { init: true, expected: None, adopt: false, mark: true, instance, now: env.now() };
        let (storage, _) = Storage::open(&config, mode).await.expect("opened");
        let file = DbConfig::file(&folder.path().join("dossier.db"));
        let db = Db::open(&file, LookupKey::new(&[7; 32]), Birth { instance, now: NOON }).await.expect("a database");
        let dossier = Dossier::new(env, storage, ReaderHost::InProcess, CpuPool::new(2));
        let service = Office::new(dossier, db, Vault::new(&[7; 32]), ServiceSettings::default());
        let desk = Self { folder, service, now };
        desk.found().await;
        desk
    }

    async fn found(&self) {
        let db = self.service.db();
        let mut tx = db.system(SystemCtx::Setup).await.expect("begun");
        for user in [ADMIN, EDITOR] {
            let email = format!("user-{user}@example.org");
            let row = User {
                id: user,
                email_hash: db.key().of_user_email(&email),
                email: Personal::from(email),
                name: Personal::from("Anna Çelebi"),
                locale: None,
                password_hash: None,
                subject_hash: None,
                created_at: NOON,
                updated_at: NOON,
                disabled_at: None,
            };
            users::create(&mut tx, &row).await.expect("made");
        }
        for (team, name) in [(TEAM_A, "A"), (TEAM_B, "B")] {
            let row = Team {
                name: name.to_owned(),
                settings: "{}".to_owned(),
                retention_months: 6,
                retention_reason: "usual in CH".to_owned(),
                created_at: NOON,
                updated_at: NOON,
                archived_at: None,
            };
            teams::create(&mut tx, team, &row).await.expect("made");
            for (user_id, role) in [(ADMIN, Role::Admin), (EDITOR, Role::Editor)] {
                let membership = Membership { user_id, role, created_at: NOON };
                users::join(&mut tx, team, &membership).await.expect("joined");
            }
        }
        tx.commit().await.expect("kept");
        let mut tx = db.write(&admin().ctx()).await.expect("begun");
        for (id, name) in [(CLIENT, "Beispiel AG"), (OTHER_CLIENT, "Muster SA")] {
            let client = Client {
                id,
                name: name.to_owned(),
                folded: String::new(),
                settings: "{}".to_owned(),
                created_at: NOON,
                updated_at: NOON,
                archived_at: None,
            };
            clients::create(&mut tx, &client).await.expect("made");
        }
        tx.commit().await.expect("kept");
    }

    /// Now, as the database counts.
    pub fn now(&self) -> Micros {
        self.now.load(Ordering::SeqCst)
    }

    /// Lets time pass.
    pub fn wait(&self, length: Micros) {
        self.now.fetch_add(length, Ordering::SeqCst);
    }

    /// A person of a team, with look-up keys.
    pub async fn person(&self, team: Uuid, candidate: Candidate) -> Uuid {
        let (id, key) = (self.service.id(), self.service.db().key());
        let keys = [
            key.person_email(team, candidate.email).expect("an address"),
            key.person_phone(team, candidate.phone).expect("a number"),
            key.person_name_birth(team, candidate.name, candidate.birth).expect("both"),
        ];
        let mut tx = self.service.db().write(&of(team).ctx()).await.expect("begun");
        let row = Person { id, name: Some(candidate.name.into()), created_at: self.now(), updated_at: self.now() };
        persons::create(&mut tx, &row).await.expect("made");
        persons::add_keys(&mut tx, id, &keys).await.expect("added");
        tx.commit().await.expect("kept");
        id
    }

    /// A sealed run about a new person of team A.
    pub async fn case(&self, candidate: Candidate, code: Option<&str>) -> Case {
        let person = self.person(TEAM_A, candidate).await;
        self.run_about(TEAM_A, &[(person, candidate)], code).await
    }

    /// A sealed run about persons: one, or a shortlist of several.
    pub async fn run_about(&self, team: Uuid, people: &[(Uuid, Candidate)], code: Option<&str>) -> Case {
        // Ids of one millisecond have no order.
        self.wait(SECOND / 1_000);
        let case = Case { person: people[0].0, run: self.service.id(), revision: self.service.id() };
        let candidates: Vec<Candidate> = people.iter().map(|(_, candidate)| *candidate).collect();
        let papers = Papers { team, run: case.run, revision: case.revision, people: &candidates, code };
        let (sealed, inputs) = self.seal(&papers).await;
        let now = self.now();
        let names: Vec<&str> = candidates.iter().map(|candidate| candidate.name).collect();
        let label = Personal::from(names.join(" "));
        let run = Run {
            id: case.run,
            person: case.person,
            kind: if people.len() > 1 { RunKind::Shortlist } else { RunKind::Single },
            client: None,
            profile: None,
            profile_version: None,
            batch: None,
            state: RunState::Sealed,
            attempt: 1,
            event_seq: 0,
            current_revision: None,
            label: Some(label.clone()),
            role: Some("Network Engineer".to_owned()),
            search_plain: "network engineer".to_owned(),
            search_named: Personal::from(names.join(" ").to_lowercase()),
            locale: Some("de-CH".to_owned()),
            options: "{}".to_owned(),
            score: Some(80),
            recommendation: Some("go".to_owned()),
            verdicts: None,
            failure: None,
            created_by: Some(EDITOR),
            created_at: now,
            updated_at: now,
            closed_at: None,
            expires_at: None,
            erasing_at: None,
        };
        let places: Vec<RunPerson> = (0..)
            .zip(people)
            .map(|(position, (person, _))| RunPerson { run: case.run, person: *person, position })
            .collect();
        let mut tx = self.service.db().write(&of(team).ctx()).await.expect("begun");
        runs::create(&mut tx, &run, &places, &inputs).await.expect("made");
        let revision = Revision {
            id: case.revision,
            run: case.run,
            based_on: None,
            attempt: 1,
            kind: RevisionKind::Documents,
            state: RevisionState::Sealing,
            label: Some(label),
            options: "{}".to_owned(),
            bytes: None,
            files: None,
            created_by: None,
            created_at: now,
            sealed_at: None,
        };
        revisions::begin(&mut tx, &revision).await.expect("begun");
        let documents: Vec<Document> =
            sealed.commit().entries.iter().map(|entry| self.document(&case, entry)).collect();
        let files = i64::try_from(documents.len()).expect("a few");
        let written = revisions::Sealed { bytes: 1, files, at: now };
        revisions::seal(&mut tx, case.revision, written, &documents).await.expect("sealed");
        revisions::make_current(&mut tx, case.run, None, case.revision, now).await.expect("current");
        for (slot, (person, candidate)) in (0..).zip(people) {
            let record = Record {
                run: case.run,
                kind: RecordKind::Cv,
                slot,
                version: 1,
                person: *person,
                body: cv_of(candidate).into(),
                set_by: RecordSource::Rules,
                revision: Some(case.revision),
                created_by: None,
                created_at: now,
            };
            records::save(&mut tx, &record).await.expect("saved");
        }
        tx.commit().await.expect("kept");
        case
    }

    fn document(&self, case: &Case, entry: &dossier::workspace::Entry) -> Document {
        let mut sha256 = [0; 32];
        for (at, byte) in sha256.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&entry.sha256[2 * at..2 * at + 2], 16).expect("hexadecimal");
        }
        Document {
            id: self.service.id(),
            run: case.run,
            revision: case.revision,
            person: case.person,
            area: match entry.area {
                dossier::workspace::Area::PrimaryOutputs => Area::PrimaryOutputs,
                dossier::workspace::Area::Artifacts => Area::Artifacts,
            },
            slug: entry.key.clone(),
            kind: "cv".to_owned(),
            name: Personal::from(entry.name.as_str()),
            media_type: entry.media_type.clone(),
            bytes: i64::try_from(entry.bytes).expect("small"),
            sha256: Hash(sha256),
        }
    }

    /// Writes papers that tell of everybody, numbered where there are several.
    async fn seal(&self, papers: &Papers<'_>) -> (SealedRevision, Vec<Input>) {
        let at = Timestamp::from_microsecond(self.now()).expect("a time");
        let names: Vec<&str> = papers.people.iter().map(|candidate| candidate.name).collect();
        let label = papers.code.map_or_else(|| names.join("-").replace(' ', "-"), str::to_owned);
        let new = NewRevision { based_on: None, label, created_at: at, expires_at: None, budget: Default::default() };
        let (team, run) = (TeamId::new(papers.team), RunId::new(papers.run));
        let storage = self.service.dossier().storage();
        let mut workspace =
            RunWorkspace::create(storage, team, run, RevisionId::new(papers.revision), new).await.expect("a workspace");
        let mut inputs = Vec::new();
        for (position, candidate) in (0..).zip(papers.people) {
            let text = format!("CV of {}, {}, {}", candidate.name, candidate.email, candidate.phone);
            let chunks = futures::stream::iter([Ok(Bytes::from(text.clone()))]);
            let InputRef { bytes, .. } = workspace.save_input(chunks, 1 << 20).await.expect("saved");
            inputs.push(Input {
                run: papers.run,
                sha256: Hash::sha256(text.as_bytes()),
                role: InputRole::Cv,
                position,
                name: Personal::from(format!("Lebenslauf {}.pdf", candidate.name)),
                media_type: "application/pdf".to_owned(),
                bytes: i64::try_from(bytes).expect("small"),
                created_at: self.now(),
                dropped_at: None,
            });
        }
        let several = papers.people.len() > 1;
        for (number, candidate) in (1..).zip(papers.people) {
            let number = if several { format!("-{number:02}") } else { String::new() };
            let shown = papers.code.unwrap_or(candidate.name);
            let cv = Bytes::from(format!("paper about {shown}"));
            let name = file(&format!("CV {shown}.docx"));
            workspace.save_primary(&format!("01-cv{number}.docx"), name, "text/plain", cv).await.expect("saved");
            let record = Bytes::from(cv_of(candidate));
            let slug = format!("cv{number}.json");
            workspace.save_artifact(&slug, file(&slug), "application/json", record).await.expect("saved");
        }
        let all = papers.code.map_or_else(|| names.join(" and "), str::to_owned);
        let offer = Bytes::from(format!("offer of {all}"));
        workspace.save_primary("02-offer.docx", file("Offer.docx"), "text/plain", offer).await.expect("saved");
        let report = Bytes::from(format!("report on {}", names.join(" and ")));
        workspace.save_primary("04-matchmaking.docx", file("Report.docx"), "text/plain", report).await.expect("saved");
        let profile = Bytes::from_static(b"{\"title\":\"the client's own profile\"}");
        let slug = "job-profile.json";
        workspace.save_artifact(slug, file(slug), "application/json", profile).await.expect("saved");
        let manifest = serde_json::json!({ "options": { "anonymous": papers.code } }).to_string();
        let slug = "manifest.json";
        workspace.save_artifact(slug, file(slug), "application/json", manifest.into()).await.expect("saved");
        (workspace.seal(at).await.expect("sealed"), inputs)
    }

    /// Files of the database and of the storage that hold a text, whatever its case.
    pub fn holding(&self, text: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        search(self.folder.path(), &text.to_lowercase(), &mut found);
        found.sort();
        found
    }

    /// The whole log of team A as it is exported.
    pub async fn log(&self) -> String {
        let mut tx = self.service.db().read(&admin().ctx()).await.expect("begun");
        let entries = dossier_db::audit::after(&mut tx, 0).await.expect("listed");
        entries.iter().map(|entry| format!("{entry:?}\n")).collect()
    }
}

fn search(folder: &Path, text: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            search(&path, text, found);
        } else {
            // Names of files count as well.
            let content = String::from_utf8_lossy(&std::fs::read(&path).expect("read")).to_lowercase();
            if content.contains(text) || path.to_string_lossy().to_lowercase().contains(text) {
                found.push(path);
            }
        }
    }
}

fn file(name: &str) -> FileName {
    FileName::parse(name).expect("a sound name")
}

fn cv_of(candidate: &Candidate) -> String {
    serde_json::json!({
        "basics": { "name": candidate.name, "email": candidate.email, "phone": candidate.phone },
        "x-dossier": { "birthDate": candidate.birth },
    })
    .to_string()
}

/// An admin of a team.
pub fn of(team: Uuid) -> Caller {
    Caller { team, user: Some(ADMIN), role: Role::Admin, via: Via::Local }
}

/// An admin of team A.
pub fn admin() -> Caller {
    of(TEAM_A)
}

/// Somebody else of team A.
pub fn member(role: Role) -> Caller {
    Caller { team: TEAM_A, user: Some(EDITOR), role, via: Via::Local }
}

/// A link to the client pack of a run, for a day, with nothing special.
pub fn pack_of(desk: &Desk, run: Uuid) -> ShareOrder {
    ShareOrder {
        run,
        revision: None,
        what: ShareWhat::Pack(Pack::Client),
        expires_at: desk.now() + DAY,
        password: None,
        uses_max: None,
        label: None,
    }
}

/// The code of a failure; `fine` where there is none.
pub fn code<T>(outcome: &Result<T, ServiceError>) -> &'static str {
    outcome.as_ref().err().map_or("fine", ServiceError::code)
}

/// Reads a stream to its end, as text.
pub async fn text_of(
    stream: futures::stream::BoxStream<'static, Result<Bytes, dossier::workspace::StorageError>>,
) -> String {
    let parts: Vec<Bytes> = stream.try_collect().await.expect("streamed");
    String::from_utf8_lossy(&parts.concat()).into_owned()
}
