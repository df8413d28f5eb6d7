//! kill -9 of a service on SQLite: the next start goes on with what was under way, or tells visibly that it has failed, and nothing
//! of a candidate stays behind in temporary places.

use crate::replicas::{attempts, bundle, try_upload, watch};
use crate::running::{PATIENCE, Running, ask, serve, until};
use dossier_stand_ins::holds::Point;
use dossier_stand_ins::s3::{ACCESS_KEY, S3Endpoint, SECRET_KEY};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const ARGS: [&str; 6] = ["--listen", "127.0.0.1:0", "--data", "data", "--sweep-every", "1"];

fn start(home: &Path) -> (Running, String) {
    let mut running = Running::start(&mut serve(home, &ARGS));
    let address = running.address();
    (running, address)
}

/// Waits until a run's events tell of something, or of its end: a quick machine may be there first.
fn until_told(address: &str, run: &str, mark: &str) {
    let mut stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    write!(stream, "GET /api/v1/runs/{run}/events HTTP/1.0\r\nHost: {address}\r\n\r\n").expect("sent");
    for line in BufReader::new(stream).lines() {
        if line.expect("UTF-8").contains(mark) {
            return;
        }
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    // What goes while we look is no fault.
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn is_of(path: &Path, run: &str) -> bool {
    path.to_string_lossy().contains(run)
}

/// Files of a run's attempts that never were sealed.
fn unsealed(storage: &Path, run: &str) -> Vec<PathBuf> {
    let mut found = files(storage);
    let sealed: Vec<PathBuf> = found
        .iter()
        .filter(|path| path.ends_with("commit.json"))
        .filter_map(|path| path.parent().map(Path::to_owned))
        .collect();
    found.retain(|path| {
        is_of(path, run)
            && !path.to_string_lossy().contains("/inputs/")
            && !sealed.iter().any(|revision| path.starts_with(revision))
    });
    found
}

#[test]
fn a_service_killed_at_any_step_goes_on_when_it_is_started_again() {
    let home = tempfile::tempdir().expect("a scratch directory");
    let storage = home.path().join("data/storage");
    let (mut running, mut address) = start(home.path());
    let undisturbed = try_upload(&address).expect("a run");
    watch(&address, &undisturbed);
    let (_, papers) = bundle(&address, &undisturbed);
    let mut runs = Vec::new();
    let steps = ["\"reading\"", "\"understanding\"", "\"assessing\"", "\"generating\""];
    for mark in [["queued", "started"], [steps[0], steps[1]], [steps[2], steps[3]]].concat() {
        let run = try_upload(&address).expect("a run");
        until_told(&address, &run, mark);
        running.kill();
        // Its temporary folder is its home, where nothing but its data is.
        let entries = std::fs::read_dir(home.path()).expect("listed");
        let names: Vec<PathBuf> = entries.flatten().map(|entry| home.path().join(entry.file_name())).collect();
        assert_eq!(names, [home.path().join("data")], "{mark}");
        (running, address) = start(home.path());
        let events = watch(&address, &run);
        assert_eq!(attempts(&events, "sealed").len(), 1, "{mark}: {events:?}");
        let (_, zip) = bundle(&address, &run);
        assert!(zip == papers, "{mark}: other papers than those of an undisturbed run");
        runs.push(run);
    }
    assert_eq!(running.stop().code(), Some(0));
    // As a kill in the middle of a write leaves it: writes to a disk are too quick to be caught.
    let commit = files(&storage).into_iter().find(|path| path.ends_with("commit.json") && is_of(path, &runs[0]));
    let run_folder = commit.as_deref().and_then(Path::parent).and_then(Path::parent).expect("a run");
    let dead = run_folder.join("0197a1b2-7c3d-7000-8000-00000000dead/primary_outputs");
    std::fs::create_dir_all(&dead).expect("made");
    for name in ["01-cv.docx", "02-offer.docx#1"] {
        std::fs::write(dead.join(name), "half").expect("written");
    }
    assert!(unsealed(&storage, &runs[0]).len() >= 2);
    // Hours later, the first sweep of the next start takes what never came to a seal.
    let before = SystemTime::now() - Duration::from_secs(2 * 3_600);
    for path in files(&storage) {
        File::options().write(true).open(path).expect("opened").set_modified(before).expect("set");
    }
    let (_running, address) = start(home.path());
    for run in &runs {
        until("what was not sealed is gone", || unsealed(&storage, run).is_empty().then_some(()));
        assert!(bundle(&address, run).1 == papers);
    }
}

#[test]
fn a_run_that_was_killed_too_often_has_failed_when_the_service_is_started_again() {
    let home = tempfile::tempdir().expect("a scratch directory");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let s3 = runtime.block_on(S3Endpoint::start());
    s3.bucket("bucket");
    let storage = format!("s3://bucket/desk?endpoint={}", s3.url());
    let settings = ["--storage", storage.as_str(), "--attempts", "1"];
    let begin = || {
        let mut command = serve(home.path(), &[&ARGS[..], &settings[..]].concat());
        command.env("AWS_ACCESS_KEY_ID", ACCESS_KEY).env("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        let mut running = Running::start(&mut command);
        let address = running.address();
        (running, address)
    };
    let (mut running, address) = begin();
    let hold = s3.hold(Point::Before, 2, |key| key.contains("/primary_outputs/"));
    let run = try_upload(&address).expect("a run");
    assert!(runtime.block_on(hold.reached(PATIENCE)));
    running.kill();
    drop(hold);
    let (_running, address) = begin();
    let events = watch(&address, &run);
    let (kind, data) = events.last().expect("events");
    assert_eq!((kind.as_str(), data["code"].as_str()), ("failed", Some("run.gave_up")), "{events:?}");
    let seen = ask(&address, "GET", &format!("/api/v1/runs/{run}")).json();
    assert_eq!(seen["run"]["state"], "failed", "{seen}");
    let next = try_upload(&address).expect("a run");
    assert_eq!(attempts(&watch(&address, &next), "sealed"), [1]);
}
