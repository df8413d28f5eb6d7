//! The program on every kind of storage: one setting decides where a run lives, and nothing else changes.

use dossier::workspace::testing::{mode, open};
use dossier::workspace::{
    Credentials, LOCAL_TEAM, RunId, SealedRevision, Secret, Storage, StorageConfig, SweepOptions, list_runs, sweep,
};
use dossier_stand_ins::s3::S3Endpoint;
use dossier_stand_ins::supabase::{PROJECT, Supabase};
use dossier_stand_ins::{jwt, s3};
use jiff::{SignedDuration, Timestamp};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).to_string_lossy().into_owned()
}

/// The program with an environment of its own: nothing but what is given.
fn program(arguments: &[&str], keys: &[(&str, String)], directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
    command.args(arguments).current_dir(directory).env_clear().env("TMPDIR", directory);
    command.envs(keys.iter().map(|(name, value)| (*name, value.as_str())));
    command
}

async fn run(arguments: &[&str], keys: &[(&str, String)], directory: &Path) -> Output {
    let mut command = program(arguments, keys, directory);
    tokio::task::spawn_blocking(move || command.output().expect("the program starts")).await.expect("it ends")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn s3_keys() -> Vec<(&'static str, String)> {
    vec![("AWS_ACCESS_KEY_ID", s3::ACCESS_KEY.into()), ("AWS_SECRET_ACCESS_KEY", s3::SECRET_KEY.into())]
}

fn service_key() -> Vec<(&'static str, String)> {
    vec![("DOSSIER_SUPABASE_SERVICE_KEY", jwt::service_key())]
}

fn user(team: &str) -> Vec<(&'static str, String)> {
    vec![("DOSSIER_SUPABASE_ANON_KEY", jwt::anon_key()), ("DOSSIER_SUPABASE_JWT", jwt::user(&[team]))]
}

/// All configurations with their keys; the services live as long as the caller keeps them.
fn everywhere(base: &Path, endpoint: &S3Endpoint, supabase: &Supabase) -> Vec<(String, Vec<(&'static str, String)>)> {
    endpoint.bucket("bucket");
    supabase.bucket("bucket");
    let (files, host) = (base.display(), supabase.host());
    let team = LOCAL_TEAM.to_string();
    vec![
        ("memory:".into(), vec![]),
        ("temp:".into(), vec![]),
        (format!("file://{files}/plain"), vec![]),
        (format!("file://{files}/flushed?fsync=on"), vec![]),
        (format!("s3://bucket/path?endpoint={}", endpoint.url()), s3_keys()),
        (format!("s3://bucket/host?endpoint={}&style=virtual", endpoint.host_url()), s3_keys()),
        (format!("supabase://{host}/bucket/rest?tls=off"), service_key()),
        (format!("supabase://{host}/bucket/s3?tls=off&door=s3"), s3_keys()),
        // The marker belongs to nobody's team: users come to a storage that the service has opened before.
        (format!("supabase://{host}/bucket/rest?tls=off"), user(&team)),
        (format!("supabase://{host}/bucket/s3?tls=off&door=s3&project={PROJECT}"), user(&team)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn five_documents_are_the_same_to_the_byte_on_every_storage() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let (endpoint, supabase) = (S3Endpoint::start().await, Supabase::start(false).await);
    let (cv, job, brand) = (example("de/lebenslauf.pdf"), example("de/stellenprofil.docx"), example("brand.toml"));
    let mut first: Option<Vec<u8>> = None;
    for (number, (url, keys)) in everywhere(base.path(), &endpoint, &supabase).iter().enumerate() {
        let out = format!("{number}.zip");
        let made = run(
            &[
                "run", &cv, "--job", &job, "--brand", &brand, "--date", "2026-01-27", "--storage", url, "--init",
                "--out", &out,
            ],
            keys,
            base.path(),
        )
        .await;
        assert_eq!(code(&made), 0, "{url}: {}", said(&made));
        let zip = std::fs::read(base.path().join(&out)).expect("written");
        let expected = first.get_or_insert_with(|| zip.clone());
        assert!(*expected == zip, "{url}: another bundle");
    }
    let left: Vec<String> = std::fs::read_dir(base.path())
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("dossier-"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "temporary storages are gone with their process");
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no JSON: {}", said(output)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_moves_from_files_to_supabase_and_is_erased_there() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let supabase = Supabase::start(false).await;
    supabase.bucket("bucket");
    let keys = service_key();
    let here = format!("file://{}/store", base.path().display());
    let there = format!("supabase://{}/bucket?tls=off", supabase.host());
    let made = run(
        &["run", &example("en/cv.docx"), "--date", "2026-01-27", "--storage", &here, "--init", "--json"],
        &keys,
        base.path(),
    )
    .await;
    assert_eq!(code(&made), 0, "{}", said(&made));
    let id = json(&made)["run"].as_str().expect("an id").to_owned();
    let copied = run(&["copy", &id, "--from", &here, "--to", &there, "--json"], &keys, base.path()).await;
    assert_eq!((code(&copied), &json(&copied)["copied"]), (0, &1.into()), "{}", said(&copied));
    let again = run(&["copy", &id, "--from", &here, "--to", &there, "--json"], &keys, base.path()).await;
    assert_eq!((code(&again), &json(&again)["present"]), (0, &1.into()), "{}", said(&again));
    for (url, out) in [(&here, "here.zip"), (&there, "there.zip")] {
        let bundle = run(&["bundle", &id, "--storage", url, "--out", out], &keys, base.path()).await;
        assert_eq!(code(&bundle), 0, "{}", said(&bundle));
    }
    let read = |name: &str| std::fs::read(base.path().join(name)).expect("written");
    assert!(read("here.zip") == read("there.zip"), "what arrived is what was there");
    let erased = run(&["erase", "--run", &id, "--storage", &there], &keys, base.path()).await;
    assert_eq!(code(&erased), 0, "{}", said(&erased));
    let receipt = json(&erased);
    let objects = receipt["objects"].as_array().expect("a list");
    assert!(
        objects.len() > 5 && objects.iter().filter(|object| object["sha256"].is_string()).count() >= objects.len() - 1
    );
    let gone = run(&["bundle", &id, "--storage", &there, "--out", "gone.zip"], &keys, base.path()).await;
    assert_eq!(code(&gone), 1, "{}", said(&gone));
    assert!(said(&gone).contains("run.not_found") && !base.path().join("gone.zip").exists());
    let back = run(&["copy", &id, "--from", &here, "--to", &there], &keys, base.path()).await;
    assert!(said(&back).contains("storage.given_up"), "an erased run does not come back: {}", said(&back));
    let other = run(&["erase", "--run", &id, "--storage", &here], &[], base.path()).await;
    assert_eq!(code(&other), 0, "{}", said(&other));
    let never =
        run(&["erase", "--run", "01234567-89ab-7def-8123-456789abcdef", "--storage", &here], &[], base.path()).await;
    assert_eq!(code(&never), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_names_the_cure() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let endpoint = S3Endpoint::start().await;
    endpoint.bucket("bucket");
    let url = format!("s3://bucket?endpoint={}", endpoint.url());
    let sound = run(&["doctor", "--storage", &url], &s3_keys(), base.path()).await;
    assert_eq!(code(&sound), 0, "{}", said(&sound));
    assert!(said(&sound).contains("every promise that runs need holds"));
    let missing = format!("s3://nowhere?endpoint={}", endpoint.url());
    let broken = run(&["doctor", "--storage", &missing, "--json"], &s3_keys(), base.path()).await;
    assert_eq!(code(&broken), 5, "{}", said(&broken));
    let checks = json(&broken);
    assert_eq!(checks["sound"], false);
    assert!(checks["checks"][0]["cure"].as_str().expect("a cure").contains("create the bucket"), "{checks}");
    let half = run(&["doctor", "--storage", &url], &s3_keys()[..1], base.path()).await;
    assert_eq!(code(&half), 2);
    assert!(said(&half).contains("storage needs AWS_SECRET_ACCESS_KEY"), "{}", said(&half));
    // A secret may stand in a file, and is never shown.
    let file = base.path().join("secret");
    std::fs::write(&file, format!("{}\n", s3::SECRET_KEY)).expect("written");
    let by_file = [s3_keys()[0].clone(), ("AWS_SECRET_ACCESS_KEY_FILE", file.to_string_lossy().into_owned())];
    assert_eq!(code(&run(&["doctor", "--storage", &url], &by_file, base.path()).await), 0);
    let both = [s3_keys(), by_file[1..].to_vec()].concat();
    let refused = run(&["doctor", "--storage", &url], &both, base.path()).await;
    assert_eq!(code(&refused), 2);
    assert!(!said(&refused).contains(s3::SECRET_KEY));
    let vanished = base.path().join("mount");
    std::fs::create_dir(&vanished).expect("created");
    let id = "01234567-89ab-7def-8123-456789abcdef";
    let empty = run(
        &["run", &example("en/cv.docx"), "--storage", &format!("file://{}", vanished.display()), "--instance", id],
        &[],
        base.path(),
    )
    .await;
    assert_eq!(code(&empty), 1, "{}", said(&empty));
    assert!(said(&empty).contains("storage.other_instance"));
}

/// What is on a file system of the machine's memory ends with it, and the doctor says so.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_doctor_knows_a_disk_that_does_not_last() {
    let memory = tempfile::tempdir_in("/dev/shm").expect("Linux has it");
    let url = format!("file://{}", memory.path().display());
    let found = run(&["doctor", "--storage", &url, "--json"], &[], memory.path()).await;
    let table = json(&found);
    let check = table["checks"].as_array().expect("a list").iter().find(|check| check["name"] == "lasting disk");
    let check = check.expect("checked");
    assert_eq!(check["finding"], "lacks", "{check}");
    assert!(check["cure"].as_str().expect("a cure").contains("volume"), "{check}");
    assert!(!said(&found).contains("/dev/shm"), "no path is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_sweeps_and_erases_whatever_token_is_at_hand() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let supabase = Supabase::start(false).await;
    supabase.bucket("bucket");
    let url = format!("supabase://{}/bucket?tls=off", supabase.host());
    let both = [service_key(), user("01234567-89ab-7def-8123-456789abcdef")].concat();
    let marked = run(&["run", &example("en/cv.docx"), "--storage", &url, "--json"], &service_key(), base.path()).await;
    assert_eq!(code(&marked), 0, "{}", said(&marked));
    let id = json(&marked)["run"].as_str().expect("an id").to_owned();
    let mine = run(&["runs", "--storage", &url, "--json"], &both, base.path()).await;
    assert_eq!(json(&mine), serde_json::json!([]), "as the user, the run is out of sight: {}", said(&mine));
    let erased = run(&["erase", "--run", &id, "--storage", &url], &both, base.path()).await;
    assert_eq!(code(&erased), 0, "as the service, it is not: {}", said(&erased));
    let without = user("01234567-89ab-7def-8123-456789abcdef");
    for verb in [&["sweep"][..], &["erase", "--run", &id], &["runs", "--adopt"]] {
        let refused = run(&[verb, &["--storage", &url]].concat(), &without, base.path()).await;
        assert_eq!(code(&refused), 2, "{}", said(&refused));
        assert!(said(&refused).contains("DOSSIER_SUPABASE_SERVICE_KEY"), "{}", said(&refused));
    }
    // The probe of a user writes where the user may.
    let team = "01234567-89ab-7def-8123-456789abcdef";
    let probed = run(&["doctor", "--storage", &url, "--team", team], &without, base.path()).await;
    assert_eq!(code(&probed), 0, "{}", said(&probed));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_to_nothing_is_not_set() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let nothing =
        ["DOSSIER_STORAGE", "DOSSIER_INSTANCE", "DOSSIER_TEAM", "DOSSIER_BRAND"].map(|name| (name, String::new()));
    let made = run(&["run", &example("en/cv.docx"), "--out", "a.zip"], &nothing, base.path()).await;
    assert_eq!(code(&made), 0, "{}", said(&made));
    let asked = run(&["runs"], &nothing, base.path()).await;
    assert!(code(&asked) == 2 && said(&asked).contains("cli.no_storage"), "{}", said(&asked));
    // A key that cannot be read stands in the way of those storages only that need it.
    let bad = [("AWS_ACCESS_KEY_ID_FILE", "/nowhere/key".to_owned())];
    let url = format!("file://{}/store", base.path().display());
    let made = run(&["run", &example("en/cv.docx"), "--storage", &url, "--init"], &bad, base.path()).await;
    assert_eq!(code(&made), 0, "{}", said(&made));
    let unknown = "01234567-89ab-7def-8123-456789abcdef";
    let none = run(&["runs", "--adopt", "--from-team", unknown, "--storage", &url], &[], base.path()).await;
    assert!(code(&none) == 2 && said(&none).contains("cli.no_team"), "{}", said(&none));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_revision_is_told() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let url = format!("file://{}/store", base.path().display());
    let made = run(&["run", &example("en/cv.docx"), "--storage", &url, "--init", "--json"], &[], base.path()).await;
    let (id, revision) = (json(&made)["run"].clone(), json(&made)["revision"].clone());
    let (id, revision) = (id.as_str().expect("an id"), revision.as_str().expect("an id"));
    let commit = base.path().join(format!("store/objects/t/{LOCAL_TEAM}/runs/{id}/{revision}/commit.json"));
    std::fs::write(commit, b"{").expect("damaged");
    let bundle = run(&["bundle", id, "--storage", &url, "--out", "x.zip"], &[], base.path()).await;
    assert!(code(&bundle) == 5 && said(&bundle).contains("storage.corrupt"), "{}", said(&bundle));
    let listed = run(&["runs", "--storage", &url], &[], base.path()).await;
    assert!(code(&listed) == 0 && said(&listed).contains("(damaged)"), "{}", said(&listed));
    let swept = run(&["sweep", "--storage", &url], &[], base.path()).await;
    assert!(code(&swept) == 4 && said(&swept).contains("restore"), "{}", said(&swept));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_may_have_a_last_day() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let url = format!("file://{}/store", base.path().display());
    let arguments = ["run", &example("en/cv.docx"), "--storage", &url, "--init", "--keep-days", "2"];
    assert_eq!(code(&run(&arguments, &[], base.path()).await), 0);
    let listed = run(&["runs", "--storage", &url, "--json"], &[], base.path()).await;
    assert!(json(&listed)[0]["expiresAt"].is_string(), "{}", said(&listed));
    let storage = open(&url, &Credentials::default()).await;
    let later = |hours| SweepOptions::at(Timestamp::now() + SignedDuration::from_hours(hours));
    assert_eq!(sweep(&storage, later(47)).await.expect("swept").expired, 0);
    assert_eq!(sweep(&storage, later(49)).await.expect("swept").expired, 1);
    assert!(sealed(&storage).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_teams_runs_are_listed_and_taken_over_on_demand() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let url = format!("file://{}/store", base.path().display());
    let team = "01234567-89ab-7def-8123-456789abcdef";
    let made =
        run(&["run", &example("en/cv.docx"), "--storage", &url, "--init", "--team", team, "--json"], &[], base.path())
            .await;
    assert_eq!(code(&made), 0, "{}", said(&made));
    let id = json(&made)["run"].as_str().expect("an id").to_owned();
    let mine = run(&["runs", "--storage", &url, "--json"], &[], base.path()).await;
    assert_eq!(json(&mine), serde_json::json!([]), "{}", said(&mine));
    let swept = run(&["sweep", "--storage", &url, "--json"], &[], base.path()).await;
    assert_eq!(json(&swept)["otherTeams"][0]["run"], id.as_str(), "{}", said(&swept));
    let adopted = run(&["runs", "--adopt", "--from-team", team, "--storage", &url, "--json"], &[], base.path()).await;
    assert_eq!(json(&adopted)["adopted"][0]["revisions"], 1, "{}", said(&adopted));
    let mine = run(&["runs", "--storage", &url, "--json"], &[], base.path()).await;
    assert_eq!(json(&mine)[0]["run"], id.as_str());
}

/// Children killed at random moments.
const KILLS: u64 = 250;

/// Kills the program with SIGKILL while it writes, over and over; then every run is complete or invisible, and a sweep
/// takes all that is not complete.
async fn killed_at_random(url: &str, keys: &[(&'static str, String)], storage: Storage, base: &Path) {
    let mut dice = 0x9e37_79b9_7f4a_7c15u64;
    let cv = example("en/cv.docx");
    // Moments over the length of a whole run on this machine, and a little beyond.
    let begun = std::time::Instant::now();
    assert_eq!(code(&run(&["run", &cv, "--date", "2026-01-27", "--out", "whole.zip"], &[], base).await), 0);
    let span = u64::try_from(begun.elapsed().as_micros()).expect("a run ends") * 5 / 4;
    for turn in 0..KILLS {
        let moment = dossier::workspace::testing::turns::roll(&mut dice) % span;
        // A run writes its revision in the few milliseconds before its end: every second moment lies around there.
        let wait = Duration::from_micros(if turn % 2 == 0 { moment } else { span * 11 / 20 + moment * 7 / 20 });
        let mut command = program(&["run", &cv, "--date", "2026-01-27", "--storage", url], keys, base);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        tokio::time::sleep(wait).await;
        let _ = child.kill();
        tokio::task::spawn_blocking(move || child.wait()).await.expect("waited").expect("it ended");
    }
    let before = sealed(&storage).await;
    let later = |hours| SweepOptions::at(Timestamp::now() + SignedDuration::from_hours(hours));
    let taken = sweep(&storage, later(2)).await.expect("swept");
    for hours in [3, 200, 201, 400] {
        sweep(&storage, later(hours)).await.expect("swept");
    }
    assert_eq!(sealed(&storage).await, before, "a sweep takes nothing that is sealed");
    let done = before.len() as u64;
    assert!(done > KILLS / 20 && done < KILLS, "{done} of {KILLS} came to their end: the moments show too little");
    assert!(taken.unsealed > 0, "no child was killed while it wrote");
    let nothing = sweep(&storage, later(401)).await.expect("swept");
    assert_eq!(nothing, dossier::workspace::SweepReport::default(), "nothing is left to take");
    let runs = list_runs(&storage, LOCAL_TEAM).await.expect("listed");
    assert_eq!(runs.len(), before.len(), "nothing but sealed runs is left");
}

/// All sealed runs, each read whole and checked.
async fn sealed(storage: &Storage) -> Vec<RunId> {
    let mut found = Vec::new();
    for run in list_runs(storage, LOCAL_TEAM).await.expect("listed") {
        for revision in run.revisions.iter().filter(|revision| revision.commit.is_some()) {
            let opened = SealedRevision::open(storage, LOCAL_TEAM, run.run, revision.revision).await.expect("readable");
            let opened = opened.expect("sealed");
            let zip = opened.bundle(|_| true).await.expect("complete").to_bytes(1 << 24).await.expect("intact");
            dossier::verify(&zip).expect("a sound bundle");
            for input in &opened.commit().inputs {
                opened.input(input, 1 << 24).await.expect("intact");
            }
            found.push(run.run);
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_children_damage_nothing_on_files() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let root: PathBuf = base.path().join("store");
    let url = format!("file://{}", root.display());
    let storage = open(&url, &Credentials::default()).await;
    killed_at_random(&url, &[], storage, base.path()).await;
    assert_eq!(std::fs::read_dir(root.join("locks")).expect("listed").count(), 0, "no lock files are left");
    let mut folders = vec![root.join("objects")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("listed").flatten() {
            assert!(!entry.file_name().to_string_lossy().contains('#'), "half a write is left");
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_children_damage_nothing_on_s3() {
    let base = tempfile::tempdir().expect("a scratch directory");
    let endpoint = S3Endpoint::start().await;
    endpoint.bucket("bucket");
    let url = format!("s3://bucket?endpoint={}", endpoint.url());
    let keys = Credentials {
        access_key_id: Some(Secret::new(s3::ACCESS_KEY)),
        secret_access_key: Some(Secret::new(s3::SECRET_KEY)),
        ..Credentials::default()
    };
    let config = StorageConfig::from_url(&url, base.path(), &keys).expect("a sound URL");
    let storage = Storage::open(&config, mode(false)).await.expect("opened").0;
    killed_at_random(&url, &s3_keys(), storage, base.path()).await;
}
