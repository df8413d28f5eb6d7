//! Backups of database and storage together: either engine from either, every damage found, nobody who was erased back.

use crate::ops_desk::{Desk, TEAM, caller, database, files, folder, key};
use bytes::Bytes;
use dossier::Env;
use dossier::core::hash::sha256_hex;
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::db::erasures::{self, Subject};
use dossier::db::queue::{self, QueueSettings};
use dossier::db::rows::{FileKind, InputRole, JobState, Role, RunState};
use dossier::db::{Birth, Db, DbConfig, LookupKey, Personal, SystemCtx, jobs, persons, runs};
use dossier::service::backup::{
    BackupReport, Manifest, RestoreOptions, RestoreReport, VerifyReport, back_up, read_manifest, restore, verify,
};
use dossier::service::library::NewTeamFile;
use dossier::service::runs::{InputFileName, RunOptions};
use dossier::service::webhooks::{WebhookEvent, WebhookSettings};
use dossier::service::{ServiceError, ServiceSettings, Worker};
use dossier::workspace::{RevisionId, RunId, SealedRevision, Storage, TeamId};
use dossier_stand_ins::postgres::Postgres;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const ROSA: &str = "Rosa Kestenmair";
const OLE: &str = "Ole Quittenbaum";

/// A service in a folder of its own with two sealed runs, a brand and a webhook.
async fn filled(root: &Path) -> Desk {
    std::fs::create_dir_all(root).expect("made");
    let desk = Desk::in_folder(root).await;
    desk.sealed_run(1, ROSA).await;
    desk.sealed_run(2, OLE).await;
    let brand = NewTeamFile {
        kind: FileKind::Brand,
        name: "brand.toml".to_owned(),
        client: None,
        document: None,
        make_default: true,
        content: b"name = \"Nordlicht AG\"".to_vec(),
    };
    desk.service.add_team_file(&caller(Role::Owner), brand).await.expect("added");
    let webhook = WebhookSettings {
        url: Personal::from("https://8.8.8.8/hook"),
        events: vec![WebhookEvent::RunFinished],
        active: true,
    };
    desk.service.register_webhook(&caller(Role::Owner), webhook).await.expect("registered");
    desk
}

/// An empty service in a folder of its own.
async fn empty(root: &Path) -> Desk {
    std::fs::create_dir_all(root).expect("made");
    let db = database(&DbConfig::file(&root.join("dossier.db"))).await;
    Desk::over(db, folder(&root.join("storage")).await, ServiceSettings::default())
}

async fn backed_up(desk: &Desk, root: &Path) -> (Storage, BackupReport) {
    let to = folder(root).await;
    let report = back_up(desk.service.db(), &desk.storage, &to, &Env::system()).await.expect("backed up");
    (to, report)
}

async fn restored(from: &Storage, desk: &Desk, erasures: &str) -> Result<RestoreReport, ServiceError> {
    let options = RestoreOptions { erasures: erasures.to_owned(), resume: false };
    restore(from, &desk.service, None, &options).await
}

async fn looked_through(from: &Storage) -> VerifyReport {
    verify(from, Some(key()), &Env::system()).await.expect("looked")
}

fn run(n: u128) -> Uuid {
    Uuid::from_u128(0x2000 + n)
}

/// What stands in the paper of a run, where there is one.
async fn paper(storage: &Storage, n: u128) -> Option<Bytes> {
    let revision = RevisionId::new(Uuid::from_u128(0x3000 + n));
    let sealed =
        SealedRevision::open(storage, TeamId::new(TEAM), RunId::new(run(n)), revision).await.expect("looked")?;
    sealed.get_primary("01-cv.docx", 1 << 20).await.expect("read")
}

/// The one file below a folder whose name ends so and whose path has a part.
fn file(root: &Path, part: &str, end: &str) -> PathBuf {
    let found: Vec<PathBuf> = files(root)
        .into_iter()
        .filter(|path| path.to_string_lossy().contains(part) && path.to_string_lossy().ends_with(end))
        .collect();
    assert_eq!(found.len(), 1, "{part} {end}: {found:?}");
    found[0].clone()
}

#[tokio::test]
async fn either_engine_is_restored_from_either() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let root = scratch.path();
    let source = filled(&root.join("source")).await;
    let (first, report) = backed_up(&source, &root.join("backup1")).await;
    assert_eq!((report.revisions, report.inputs, report.vanished), (2, 2, 0));
    assert!(report.damaged.is_empty());
    let found = looked_through(&first).await;
    assert!(found.is_sound(), "{:?}", found.faults);
    assert_eq!((found.revisions, found.chains), (2, 1));

    let postgres = Postgres::start();
    let config = DbConfig::from_url(&postgres.create("restored")).expect("a URL");
    let middle = Desk::over(database(&config).await, folder(&root.join("middle")).await, ServiceSettings::default());
    let report = restored(&first, &middle, "").await.expect("restored");
    assert_eq!((report.rows, report.revisions, report.inputs), (found.rows, 2, 2));
    assert_eq!(paper(&middle.storage, 1).await, Some(Bytes::from(format!("paper of {ROSA}"))));
    let (second, _) = backed_up(&middle, &root.join("backup2")).await;

    let last = empty(&root.join("last")).await;
    restored(&second, &last, "").await.expect("restored");
    let (third, _) = backed_up(&last, &root.join("backup3")).await;

    let [first, second, third] = [
        read_manifest(&first).await.expect("a manifest"),
        read_manifest(&second).await.expect("a manifest"),
        read_manifest(&third).await.expect("a manifest"),
    ];
    assert_eq!((first.engine.as_str(), second.engine.as_str()), ("sqlite", "postgres"));
    for (one, other) in [(&first, &second), (&second, &third)] {
        for (one, other) in one.tables.iter().zip(&other.tables) {
            assert_eq!(one, other, "the same lines of {}", one.name);
        }
        assert_eq!(one.objects, other.objects);
    }
    for (name, rows) in [("persons", 2), ("runs", 2), ("documents", 2), ("team_files", 1), ("webhooks", 1)] {
        let table = first.tables.iter().find(|table| table.name == name).expect(name);
        assert_eq!(table.rows, rows, "{name}");
    }
    assert!(!first.tables.iter().any(|table| table.name == "sessions"));
}

#[tokio::test]
async fn a_damaged_object_and_a_damaged_row_are_found() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let source = filled(&scratch.path().join("source")).await;
    let place = scratch.path().join("backup");
    let (backup, _) = backed_up(&source, &place).await;

    let object = file(&place, &run(1).to_string(), "01-cv.docx");
    let sound = std::fs::read(&object).expect("read");
    std::fs::write(&object, "X".repeat(sound.len())).expect("damaged");
    let found = looked_through(&backup).await;
    assert_eq!((found.faults.len(), found.revisions), (1, 1));
    assert!(found.faults[0].what.contains(&run(1).to_string()) && found.faults[0].code == "storage.corrupt");
    let refused = restored(&backup, &empty(&scratch.path().join("target")).await, "").await;
    assert_eq!(refused.expect_err("damaged").code(), "storage.corrupt");
    std::fs::remove_file(&object).expect("removed");
    assert_eq!(looked_through(&backup).await.faults[0].code, "storage.not_found");
    std::fs::write(&object, &sound).expect("mended");
    assert!(looked_through(&backup).await.is_sound());

    let rows = file(&place, "/persons.", ".jsonl");
    let sound = std::fs::read_to_string(&rows).expect("read");
    std::fs::write(&rows, sound.replace("Rosa", "Rosi")).expect("damaged");
    let found = looked_through(&backup).await;
    assert_eq!(found.faults.len(), 1);
    assert!(found.faults[0].what.contains("persons"), "{found:?}");
}

/// Writes a table's only part anew, and a manifest that fits it.
async fn rewrite(backup: &Storage, table: &str, change: impl Fn(&str) -> String) {
    let mut manifest: Manifest = read_manifest(backup).await.expect("a manifest");
    let entry = manifest.tables.iter_mut().find(|entry| entry.name == table).expect("a table");
    let part = &mut entry.parts[0];
    let (bytes, _) = backup.get_part(&part.name, 1 << 20).await.expect("got").expect("there");
    let text = change(&String::from_utf8_lossy(&bytes));
    entry.rows = text.lines().count() as u64;
    part.bytes = text.len() as u64;
    part.sha256 = sha256_hex(text.as_bytes());
    backup.put_part(&part.name, Bytes::from(text)).await.expect("put");
    let text = serde_json::to_vec(&manifest).expect("JSON");
    backup.put_part("manifest.json", Bytes::from(text)).await.expect("put");
}

#[tokio::test]
async fn rows_that_contradict_each_other_are_found_though_their_hashes_fit() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let source = filled(&scratch.path().join("source")).await;
    for (number, table, change, found) in [
        (1, "persons", "first", "contradicts"),
        (2, "runs", "state", "contradicts"),
        (3, "audit", "action", "log of team"),
        (4, "revisions", "id", "contradicts"),
    ] {
        let (backup, _) = backed_up(&source, &scratch.path().join(format!("backup{number}"))).await;
        rewrite(&backup, table, |text| match change {
            "first" => text.lines().skip(1).map(|line| format!("{line}\n")).collect(),
            "state" => text.replace("\"state\":\"sealed\"", "\"state\":\"dancing\""),
            "action" => text.replace("run.started", "run.stopped"),
            _ => text.replace(
                "\"id\":\"00000000-0000-0000-0000-000000003001\"",
                "\"id\":\"00000000-0000-0000-0000-000000003009\"",
            ),
        })
        .await;
        let report = looked_through(&backup).await;
        assert!(report.faults.iter().any(|fault| fault.what.contains(found)), "{table}: {:?}", report.faults);
    }
}

#[tokio::test]
async fn nobody_who_was_erased_comes_back() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let source = filled(&scratch.path().join("source")).await;
    let (backup, _) = backed_up(&source, &scratch.path().join("backup")).await;
    let (rosa, erasure) = (Uuid::from_u128(0x1001), Uuid::from_u128(0x99));
    let ctx = caller(Role::Owner).ctx();
    let mut tx = source.service.db().write(&ctx).await.expect("begun");
    erasures::request(&mut tx, erasure, Subject::Person(rosa), "candidate", source.now()).await.expect("asked");
    tx.commit().await.expect("kept");
    source.service.perform_erasure(TEAM, erasure).await.expect("erased");
    let list = source.service.erasure_list().await.expect("listed");
    assert!(!list.contains("Rosa"), "ids only");

    let place = scratch.path().join("target");
    let target = empty(&place).await;
    let report = restored(&backup, &target, &list).await.expect("restored");
    assert_eq!((report.erased, report.revisions, report.left_out), (1, 1, 2));
    assert!(report.held.is_empty());
    let mut tx = target.service.db().read(&ctx).await.expect("begun");
    assert_eq!(persons::get(&mut tx, rosa).await.expect("asked"), None);
    assert_eq!(runs::get(&mut tx, run(1)).await.expect("asked"), None);
    assert!(runs::get(&mut tx, run(2)).await.expect("asked").is_some());
    drop(tx);
    assert_eq!(paper(&target.storage, 1).await, None);
    assert!(paper(&target.storage, 2).await.is_some());
    target.service.db().close().await;
    for path in files(&place) {
        let bytes = std::fs::read(&path).expect("read");
        for name in [ROSA, "rosa kestenmair"] {
            assert!(!bytes.windows(name.len()).any(|part| part == name.as_bytes()), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn a_list_that_is_none_is_refused_before_anything_is_done() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let source = filled(&scratch.path().join("source")).await;
    let (backup, _) = backed_up(&source, &scratch.path().join("backup")).await;
    let target = empty(&scratch.path().join("target")).await;
    let refused = restored(&backup, &target, "Rosa Kestenmair\n").await.expect_err("no list");
    assert_eq!(refused.code(), "erasure_list.line");
    assert!(!refused.to_string().contains("Rosa"));
    assert!(!target.storage.has_runs().await.expect("looked"));
    restored(&backup, &target, "").await.expect("restored");
}

#[tokio::test]
async fn only_an_empty_target_with_the_same_key_is_filled() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let root = scratch.path();
    let source = filled(&root.join("source")).await;
    let (backup, _) = backed_up(&source, &root.join("backup")).await;
    let code = |result: Result<RestoreReport, ServiceError>| result.expect_err("refused").code();

    let birth = |instance| Birth { instance: Uuid::from_u128(instance), now: source.now() };
    let other = Db::open(&DbConfig::memory(), LookupKey::new(&[9; 32]), birth(0x1d)).await.expect("opened");
    let other = Desk::over(other, Storage::memory(), ServiceSettings::default());
    assert_eq!(code(restored(&backup, &other, "").await), "restore.other_key");
    let other = Db::open(&DbConfig::memory(), key(), birth(0x1e)).await.expect("opened");
    let other = Desk::over(other, Storage::memory(), ServiceSettings::default());
    assert_eq!(code(restored(&backup, &other, "").await), "restore.other_instance");
    let used = Desk::over(database(&DbConfig::memory()).await, Storage::memory(), ServiceSettings::default());
    used.found_team().await;
    assert_eq!(code(restored(&backup, &used, "").await), "restore.database_not_empty");
    let used = Desk::over(database(&DbConfig::memory()).await, source.storage.clone(), ServiceSettings::default());
    assert_eq!(code(restored(&backup, &used, "").await), "restore.storage_not_empty");
    let nothing = folder(&root.join("nothing")).await;
    let target = empty(&root.join("target")).await;
    assert_eq!(code(restored(&nothing, &target, "").await), "not_found");

    // What an interrupted restore has copied is taken over.
    let options = RestoreOptions { erasures: String::new(), resume: true };
    let report = restore(&backup, &used.service, None, &options).await.expect("restored");
    assert_eq!((report.revisions, report.lacking), (2, 0));
    let wrong = verify(&backup, Some(LookupKey::new(&[9; 32])), &Env::system()).await;
    assert_eq!(wrong.expect_err("another key").code(), "restore.other_key");
    assert!(verify(&backup, None, &Env::system()).await.expect("looked").is_sound());
}

#[tokio::test]
async fn what_the_source_lacks_is_told_and_the_rest_is_kept() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let source = filled(&scratch.path().join("source")).await;
    let place = scratch.path().join("source").join("storage");
    std::fs::remove_file(file(&place, &run(1).to_string(), "01-cv.docx")).expect("removed");
    let (backup, report) = backed_up(&source, &scratch.path().join("backup")).await;
    assert_eq!((report.revisions, report.inputs, report.damaged.len()), (1, 2, 1));
    assert_eq!((report.damaged[0].run, report.damaged[0].code.as_str()), (run(1), "storage.not_found"));
    let found = looked_through(&backup).await;
    assert!(found.is_sound() && found.lacking == 1, "{found:?}");
    let target = empty(&scratch.path().join("target")).await;
    let report = restored(&backup, &target, "").await.expect("restored");
    assert_eq!((report.revisions, report.lacking), (1, 1));
}

#[tokio::test]
async fn a_place_holds_one_backup() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let source = filled(&scratch.path().join("source")).await;
    let place = folder(&scratch.path().join("backup")).await;
    // What an interrupted one has left.
    place.put_part("db/persons.00007.jsonl", Bytes::from_static(b"half a li")).await.expect("put");
    let env = Env::system();
    let first = back_up(source.service.db(), &source.storage, &place, &env).await.expect("backed up");
    assert_eq!(first.revisions, 2);
    assert!(looked_through(&place).await.is_sound());
    let second = back_up(source.service.db(), &source.storage, &place, &env).await;
    assert_eq!(second.expect_err("refused").code(), "backup.exists");
}

/// Begins a run of the sample that nobody works off.
async fn waiting(desk: &Desk) -> Uuid {
    let (service, editor) = (&desk.service, caller(Role::Owner));
    let mut draft = service.begin(&editor).await.expect("a draft");
    for (role, bytes) in [(InputRole::Cv, CV_TXT), (InputRole::Job, JOB_TXT)] {
        let stream = futures::stream::iter([Ok(Bytes::from_static(bytes))]);
        service.add_input(&mut draft, role, InputFileName::new("file.txt"), stream).await.expect("stored");
    }
    service.start(&editor, draft, RunOptions::default()).await.expect("started")[0]
}

/// Works off what waits until all runs are sealed.
async fn worked_off(desk: &Desk, all: &[Uuid]) {
    let (service, stop) = (desk.service.clone(), CancellationToken::new());
    let clock = {
        let service = service.clone();
        Arc::new(move || service.now())
    };
    let worker = Arc::new(Worker::new(service.clone()));
    // So long that the queue does not find by itself what it was not told of.
    let settings = QueueSettings { lost_after: Duration::from_secs(600), ..QueueSettings::default() };
    let task = tokio::spawn(queue::run(service.db().clone(), settings, worker, clock, stop.clone()));
    let sealed = async {
        for run in all {
            while service.run(&caller(Role::Owner), *run).await.expect("a run").run.state != RunState::Sealed {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(120), sealed).await.expect("all are sealed");
    stop.cancel();
    task.await.expect("the queue ends");
}

#[tokio::test]
async fn what_waited_or_was_under_way_goes_on_after_a_restore() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let root = scratch.path();
    std::fs::create_dir_all(root.join("source")).expect("made");
    let source = Desk::in_folder(&root.join("source")).await;
    let all = [waiting(&source).await, waiting(&source).await];
    // A worker takes one, begins an attempt, and is never heard of again.
    let mut tx = source.service.db().system(SystemCtx::Claim).await.expect("begun");
    let taken = jobs::hand_out(&mut tx, source.now(), 0, None, 1).await.expect("handed out");
    tx.commit().await.expect("kept");
    let (job, begun) = (taken[0].1.id, taken[0].1.run.expect("a run"));
    let mut tx = source.service.db().write(&caller(Role::Owner).ctx()).await.expect("begun");
    let attempt = runs::get(&mut tx, begun).await.expect("read").expect("a run").attempt;
    runs::begin_attempt(&mut tx, begun, attempt, source.now()).await.expect("an attempt");
    tx.commit().await.expect("kept");
    let (backup, report) = backed_up(&source, &root.join("backup")).await;
    assert_eq!((report.revisions, report.damaged.len()), (0, 0));

    let postgres = Postgres::start();
    let config = DbConfig::from_url(&postgres.create("going_on")).expect("a URL");
    let other = Desk::over(database(&config).await, folder(&root.join("other")).await, ServiceSettings::default());
    for target in [other, empty(&root.join("same")).await] {
        let report = restored(&backup, &target, "").await.expect("restored");
        assert_eq!(report.jobs, 2);
        let mut tx = target.service.db().read(&caller(Role::Owner).ctx()).await.expect("begun");
        let row = jobs::get(&mut tx, job).await.expect("read").expect("there");
        assert_eq!((row.state, row.tries()), (JobState::Waiting, 0), "what was interrupted is no try");
        drop(tx);
        worked_off(&target, &all).await;
    }
}
