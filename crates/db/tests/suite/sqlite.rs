//! What only SQLite has to prove: its files are private, what was erased is in none of them, a copy is whole, and a damaged or
//! unreachable file is an error that names no path.

use crate::engines::{birth, key, make_team, open, queued_run};
use dossier_db::erasures::{self, Subject};
use dossier_db::idempotency::{self, Known};
use dossier_db::testing::NOON;
use dossier_db::{Actor, Birth, Cause, Db, DbConfig, DbError, Hash, TenantCtx, persons, rows, runs};
use std::path::Path;
use uuid::Uuid;

const CANARY: &str = "Kestenmair-Canary-Text";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ctx() -> TenantCtx {
    TenantCtx { team: id(1), actor: Actor::System }
}

async fn with_a_person(db: &Db) {
    make_team(db, 1).await;
    let mut tx = db.write(&ctx()).await.expect("begun");
    let person = rows::Person { id: id(2), name: Some(CANARY.into()), created_at: NOON, updated_at: NOON };
    persons::create(&mut tx, &person).await.expect("made");
    let run = rows::Run { label: Some(CANARY.into()), search_named: CANARY.into(), ..queued_run(id(3), id(2)) };
    runs::create(&mut tx, &run, &[], &[]).await.expect("made");
    tx.commit().await.expect("kept");
}

/// Files of a folder that hold the canary.
fn holding(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("listed").flatten() {
        let bytes = std::fs::read(entry.path()).expect("read");
        if bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()) {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found
}

#[tokio::test]
async fn what_was_erased_is_in_no_file() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let db = open(&DbConfig::file(&folder.path().join("dossier.db"))).await;
    with_a_person(&db).await;
    assert!(!holding(folder.path()).is_empty(), "it was there");
    let mut tx = db.write(&ctx()).await.expect("begun");
    let erasure = erasures::request(&mut tx, id(9), Subject::Person(id(2)), "asked", NOON).await.expect("asked for");
    erasures::objects_gone(&mut tx, erasure.id, id(3), "{}", NOON).await.expect("noted");
    tx.commit().await.expect("kept");
    let finished = erasures::finish(&db, &ctx(), erasure.id, "{}", NOON).await.expect("done");
    assert!(finished.log_emptied);
    assert_eq!(holding(folder.path()), Vec::<String>::new(), "while it is open");
    db.close().await;
    assert_eq!(holding(folder.path()), Vec::<String>::new());
}

/// Whether a file of a folder holds some bytes.
fn bytes_are_in(folder: &Path, wanted: &[u8; 32]) -> bool {
    std::fs::read_dir(folder).expect("listed").flatten().any(|entry| {
        let content = std::fs::read(entry.path()).expect("read");
        content.windows(wanted.len()).any(|window| window == wanted)
    })
}

/// What stood in a short request could be guessed from its plain hash.
#[tokio::test]
async fn a_request_is_kept_as_a_keyed_hash() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let db = open(&DbConfig::file(&folder.path().join("dossier.db"))).await;
    with_a_person(&db).await;
    let (key, request) = (db.key().of_idempotency(id(1), id(9), "abc"), Hash::sha256(b"{\"name\":\"Anna\"}"));
    let mut tx = db.write(&ctx()).await.expect("begun");
    assert_eq!(idempotency::begin(&mut tx, key, request, NOON, NOON + 1).await, Ok(Known::Fresh));
    tx.commit().await.expect("kept");
    assert!(bytes_are_in(folder.path(), &key.0), "the search finds what is there");
    assert!(!bytes_are_in(folder.path(), &request.0));
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a scratch directory");
    let db = open(&DbConfig::file(&folder.path().join("dossier.db"))).await;
    with_a_person(&db).await;
    db.copy_to(&folder.path().join("copy.db")).await.expect("copied");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.path()).expect("listed").flatten() {
        let mode = entry.metadata().expect("described").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    assert!(names.contains(&"dossier.db-wal".to_owned()), "{names:?}");
}

#[tokio::test]
async fn a_copy_is_whole_and_the_mark_goes_with_it() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let db = open(&DbConfig::file(&folder.path().join("dossier.db"))).await;
    with_a_person(&db).await;
    let copy = folder.path().join("copy.db");
    db.copy_to(&copy).await.expect("copied");
    assert_eq!(db.copy_to(&copy).await, Err(DbError::Conflict { what: "file of the copy" }));
    let other = Birth { instance: id(0xffff), ..birth() };
    let opened = Db::open(&DbConfig::file(&copy), key(), other).await.expect("opened");
    assert_eq!(opened.instance(), db.instance(), "a database that has a mark keeps it");
    let mut tx = opened.read(&ctx()).await.expect("begun");
    let found = persons::get(&mut tx, id(2)).await.expect("read").expect("there");
    assert_eq!(found.name.map(dossier_db::Personal::into_string).as_deref(), Some(CANARY));
}

#[tokio::test]
async fn errors_name_no_path() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let path = folder.path().join("canary.db");
    std::fs::write(&path, "this is no database, but long enough to be taken for one ".repeat(100)).expect("written");
    for (path, cause) in [(path, Cause::Damaged), (folder.path().join("canary/missing.db"), Cause::NoFile)] {
        let error = Db::open(&DbConfig::file(&path), key(), birth()).await.map(|_| ()).expect_err("refused");
        assert_eq!(error, DbError::Unavailable { cause });
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}

/// Readers go on while somebody writes; who writes second waits.
#[tokio::test]
async fn readers_do_not_wait_for_the_writer() {
    let folder = tempfile::tempdir().expect("a scratch directory");
    let mut config = DbConfig::file(&folder.path().join("dossier.db"));
    config.wait_max = std::time::Duration::from_millis(300);
    let db = open(&config).await;
    with_a_person(&db).await;
    let mut writing = db.write(&ctx()).await.expect("begun");
    persons::set_name(&mut writing, id(2), None, NOON).await.expect("set");
    let mut reading = db.read(&ctx()).await.expect("begun");
    let seen = persons::get(&mut reading, id(2)).await.expect("read").expect("there");
    assert!(seen.name.is_some(), "what was kept last");
    let second = db.write(&ctx()).await.map(|_| ());
    assert_eq!(second, Err(DbError::Unavailable { cause: Cause::Busy }));
    let written = persons::set_name(&mut reading, id(2), None, NOON).await;
    assert!(written.is_err(), "a reader does not write: {written:?}");
}
