//! Backup, restore, migration and the question for readiness, as an operator types them.

use crate::program::dossier;
use dossier::db::{Birth, Db, DbConfig, LookupKey};
use dossier::service::accounts::NewOwner;
use dossier::service::{Access, Caller, Office, ServiceSettings, Vault, Via, write_secret};
use dossier::workspace::{OpenMode, Storage, StorageConfig};
use dossier::{CpuPool, Dossier, Env, ReaderHost};
use std::path::Path;
use std::process::Output;

const SECRET: [u8; 32] = [7; 32];

fn said(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&text).into_owned())
}

/// A data folder as the service makes it, without teams.
fn data(folder: &Path) {
    std::fs::create_dir_all(folder).expect("made");
    std::fs::write(folder.join("secret"), write_secret(&SECRET)).expect("written");
    let env = Env::system();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let birth = Birth { instance: env.id(), now: env.now().as_microsecond() };
        let config = DbConfig::file(&folder.join("dossier.db"));
        let db = Db::open(&config, LookupKey::new(&SECRET), birth).await.expect("opened");
        let config = StorageConfig::Local { root: folder.join("storage"), fsync: false };
        let (expected, adopt, now) = (None, false, env.now());
        let mode = OpenMode { init: true, expected, adopt, mark: true, instance: db.instance(), now };
        Storage::open(&config, mode).await.expect("opened");
        db.close().await;
    });
}

#[test]
fn a_data_folder_is_backed_up_looked_through_and_restored() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let root = scratch.path();
    data(&root.join("data"));
    let target = format!("file://{}/backup", root.display());
    let (code, text) = said(&dossier(root, &["backup", "--data", "data", "--to", &target]));
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("read back and verified"), "{text}");
    let (code, text) = said(&dossier(root, &["backup", "--data", "data", "--to", &target]));
    assert_eq!((code, text.contains("backup.exists")), (1, true), "{text}");

    let (code, text) = said(&dossier(root, &["restore", "--from", &target, "--verify", "--json"]));
    assert_eq!((code, text.contains("\"sound\":true")), (0, true), "{text}");
    let restore = ["restore", "--from", &target, "--data", "new"];
    let (code, text) = said(&dossier(root, &restore));
    assert_eq!((code, text.contains("cli.secret")), (2, true), "{text}");
    std::fs::create_dir(root.join("new")).expect("made");
    std::fs::write(root.join("new/secret"), write_secret(&[8; 32])).expect("written");
    let (code, text) = said(&dossier(root, &restore));
    assert_eq!((code, text.contains("restore.other_key")), (1, true), "{text}");
    std::fs::copy(root.join("data/secret"), root.join("new/secret")).expect("copied");
    let (code, text) = said(&dossier(root, &restore));
    assert_eq!(code, 0, "{text}");

    let (code, text) = said(&dossier(root, &["backup", "--data", "new", "--erasures", "-"]));
    assert_eq!((code, text.as_str()), (0, ""));
}

#[test]
fn a_damaged_backup_ends_with_the_code_of_storages() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let root = scratch.path();
    data(&root.join("data"));
    let target = format!("file://{}/backup", root.display());
    let (code, text) = said(&dossier(root, &["backup", "--data", "data", "--to", &target]));
    assert_eq!(code, 0, "{text}");
    let part = root.join("backup/objects/backup/db/instance.00001.jsonl");
    std::fs::write(&part, "{}").expect("damaged");
    let (code, text) = said(&dossier(root, &["restore", "--from", &target, "--verify"]));
    assert_eq!((code, text.contains("instance.00001.jsonl")), (5, true), "{text}");
}

#[test]
fn what_is_missing_is_named() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let root = scratch.path();
    let target = format!("file://{}/backup", root.display());
    for (args, code) in [
        (vec!["backup", "--data", "none", "--to", &target], "cli.secret"),
        (vec!["backup", "--to", &target], "cli.secret"),
        (vec!["migrate", "--database", "mysql://host/d"], "cli.database"),
        (vec!["migrate"], "cli.no_database"),
        (vec!["restore", "--from", "memory:", "--verify"], "storage.bad_url"),
    ] {
        let (exit, text) = said(&dossier(root, &args));
        assert_eq!((exit, text.contains(code)), (2, true), "{args:?}: {text}");
    }
    assert!(!root.join("none").exists(), "a backup makes nothing at its source");
}

#[test]
fn a_database_is_migrated_and_an_absent_service_is_not_ready() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let (code, text) = said(&dossier(scratch.path(), &["migrate", "--data", "data"]));
    assert_eq!(code, 0, "{text}");
    assert!(scratch.path().join("data/dossier.db").exists());
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let (code, text) = said(&dossier(scratch.path(), &["healthcheck", "--port", &free.to_string()]));
    assert_eq!((code, text.contains("not ready")), (1, true), "{text}");
}

/// The first owner of a data folder, whose team is archived then.
fn with_archived_team(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let env = Env::system();
        let birth = Birth { instance: env.id(), now: env.now().as_microsecond() };
        let config = DbConfig::file(&folder.join("dossier.db"));
        let db = Db::open(&config, LookupKey::new(&SECRET), birth).await.expect("opened");
        let dossier = Dossier::new(env, Storage::memory(), ReaderHost::InProcess, CpuPool::new(1));
        let settings = ServiceSettings { access: Access::Accounts, ..ServiceSettings::default() };
        let service = Office::new(dossier, db, Vault::new(&SECRET), settings);
        let link = service.first_start().await.expect("started").expect("a link");
        let owner = NewOwner {
            team: "Nordlicht".to_owned(),
            email: "rosa@example.org".into(),
            name: "Rosa Kestenmair".into(),
            password: "ein ganz langer Satz".into(),
        };
        let (team, user) = service.claim_owner(link.secret.as_str(), &owner).await.expect("an owner");
        let caller = Caller { team, user: Some(user), role: dossier::db::rows::Role::Owner, via: Via::Local };
        service.archive_team(&caller).await.expect("archived");
        service.db().close().await;
    });
}

#[test]
fn an_operator_lets_people_in_again() {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let root = scratch.path();
    data(&root.join("data"));
    with_archived_team(&root.join("data"));
    let reset = ["users", "reset", "rosa@example.org", "--data", "data", "--public-url", "https://dossier.example/"];
    let (code, text) = said(&dossier(root, &reset));
    assert_eq!(code, 0, "{text}");
    let secret = text.lines().find_map(|line| line.strip_prefix("https://dossier.example/reset#"));
    assert_eq!(secret.map(str::len), Some(43), "{text}");
    let (code, text) = said(&dossier(root, &["users", "reset", "nobody@example.org", "--data", "data"]));
    assert_eq!((code, text.contains("not_found")), (1, true), "{text}");
    let (code, text) = said(&dossier(root, &["users", "reset", "a@example.org", "--data", "none"]));
    assert_eq!((code, text.contains("cli.secret")), (2, true), "{text}");

    let list = ["teams", "list", "--data", "data"];
    let (code, text) = said(&dossier(root, &list));
    assert_eq!((code, text.contains("Nordlicht  (archived)")), (0, true), "{text}");
    let team = text.split_whitespace().next().expect("an id").to_owned();
    let back = ["teams", "unarchive", &team, "--data", "data"];
    assert_eq!(said(&dossier(root, &back)).0, 0);
    let (_, text) = said(&dossier(root, &list));
    assert!(text.contains("Nordlicht") && !text.contains("archived"), "{text}");
    let (code, text) = said(&dossier(root, &back));
    assert_eq!((code, text.contains("not_found")), (1, true), "{text}");
}
