//! kill -9 of a whole `dossier serve` at every step of a run: the other replica goes on, and the run comes to one result, the same
//! to the byte as without a kill; what the dead attempt has left is swept.

use crate::replicas::{Site, attempts, watch};
use crate::running::{ask, try_ask, until};
use dossier_stand_ins::holds::Point;
use dossier_stand_ins::receiver::Receiver;
use rustix::process::Signal;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Documents and records of revisions.
fn is_paper(key: &str) -> bool {
    key.contains("/primary_outputs/") || key.contains("/artifacts/")
}

fn is_commit(key: &str) -> bool {
    key.ends_with("/commit.json")
}

/// How a watched run has ended.
fn end(events: &[(String, Value)]) -> Option<&str> {
    events.last().map(|(kind, _)| kind.as_str())
}

#[test]
fn a_replica_killed_at_any_step_loses_nothing() {
    let mut site = Site::open(&["--sweep-every", "1"]);
    let papers = site.undisturbed();
    let mut runs = Vec::new();
    // What is held is the row of the next step, so the state is that of the step before.
    for (place, state, attempt) in [
        ("step reading", "queued|0", 1),
        ("step understanding", "reading|1", 2),
        ("step assessing", "understanding|1", 2),
        ("step generating", "assessing|1", 2),
        ("step sealing", "generating|1", 2),
    ] {
        site.hold(place);
        let run = site.upload(runs.len() % 2);
        site.until_held();
        let standing = format!("SELECT state, attempt FROM dossier.runs WHERE id = '{run}'");
        assert_eq!(site.rows(&standing), state, "{place}");
        let worker = site.who("run");
        let alive = site.lose(worker);
        let events = watch(site.at(alive), &run);
        assert_eq!(end(&events), Some("sealed"), "{place}: {events:?}");
        assert_eq!(attempts(&events, "started"), (1..=attempt).collect::<Vec<_>>(), "{place}");
        let current = site.proven(alive, &run, attempt, &papers);
        runs.push((run, current));
    }
    assert!(site.has_strays(&runs), "dead attempts have left something");
    site.swept(0, &runs);
}

/// Whether an object's key is meant.
type Matches = fn(&str) -> bool;

#[test]
fn a_replica_killed_while_it_seals_loses_nothing() {
    let mut site = Site::open(&["--sweep-every", "1"]);
    let papers = site.undisturbed();
    let run = site.upload(0);
    watch(site.at(0), &run);
    let last = site.objects(&run).iter().filter(|key| is_paper(key)).count();
    assert!(last > 1, "several objects");
    let points: [(Point, usize, Matches); 4] = [
        (Point::Before, 1, is_paper),
        (Point::Before, last, is_paper),
        (Point::Before, 1, is_commit),
        // It is sealed, and nobody knows.
        (Point::After, 1, is_commit),
    ];
    let mut runs = Vec::new();
    for (point, number, matches) in points {
        let hold = site.s3.hold(point, number, matches);
        let run = site.upload(0);
        site.until_written(&hold);
        let worker = site.who("run");
        let alive = site.lose(worker);
        drop(hold);
        let events = watch(site.at(alive), &run);
        assert_eq!((end(&events), attempts(&events, "sealed")), (Some("sealed"), vec![2]), "{point:?} {number}");
        let current = site.proven(alive, &run, 2, &papers);
        runs.push((run, current));
    }
    assert!(site.has_strays(&runs), "dead attempts have left something");
    site.swept(0, &runs);
}

#[test]
fn a_replica_killed_after_the_seal_tells_the_end_once() {
    let mut site = Site::open(&["--sweep-every", "1", "--private-webhooks"]);
    let receiver = site.runtime.block_on(Receiver::start(&[]));
    let webhook = json!({ "url": receiver.url(), "events": ["run.finished", "run.failed"] }).to_string();
    let line = "Content-Type: application/json\r\n";
    let made = try_ask(site.at(0), "POST", "/api/v1/webhooks", line, webhook.as_bytes()).expect("an answer");
    assert_eq!(made.status, 201, "{}", made.text());
    let papers = site.undisturbed();
    let mut runs = Vec::new();
    for (place, kind, state, attempt) in [
        // Sealed in the storage, and no row knows it.
        ("revision sealed", "run", "generating", 2),
        // Sealed in the rows too, and the job does not know it.
        ("job run done", "run", "sealed", 1),
        // The receiver was told, and nobody has noted it.
        ("delivery done", "webhook", "sealed", 1),
    ] {
        site.hold(place);
        let run = site.upload(1);
        site.until_held();
        let worker = site.who(kind);
        assert_eq!(site.rows(&format!("SELECT state FROM dossier.runs WHERE id = '{run}'")), state, "{place}");
        let alive = site.lose(worker);
        let events = watch(site.at(alive), &run);
        assert_eq!((end(&events), attempts(&events, "sealed")), (Some("sealed"), vec![attempt]), "{place}");
        let current = site.proven(alive, &run, attempt, &papers);
        runs.push((run, current));
    }
    // More than there are runs: what nobody had noted as delivered came again, under the same id.
    let told = until("all is delivered", || {
        let open = site.rows("SELECT count(*) FROM dossier.webhook_deliveries WHERE state <> 'done'");
        (open == "0").then(|| receiver.received())
    });
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for message in &told {
        let body: Value = serde_json::from_str(&message.body).expect("JSON");
        assert_eq!(body["type"], "run.finished");
        let run = body["data"]["run"].as_str().expect("an id").to_owned();
        ids.entry(run).or_default().insert(message.header("webhook-id").to_owned());
    }
    assert!(told.len() > 4 && ids.len() == 4, "{}: {ids:?}", told.len());
    assert!(ids.values().all(|ids| ids.len() == 1), "{ids:?}");
    assert!(site.has_strays(&runs), "dead attempts have left something");
    site.swept(0, &runs);
}

#[test]
fn a_replica_that_comes_back_late_changes_nothing() {
    let mut site = Site::open(&["--sweep-every", "1"]);
    let papers = site.undisturbed();
    let hold = site.s3.hold(Point::Before, 3, is_paper);
    let run = site.upload(0);
    site.until_written(&hold);
    let sleeper = site.who("run");
    let other = 1 - sleeper;
    site.program(sleeper).signal(Signal::STOP);
    hold.release();
    assert_eq!(end(&watch(site.at(other), &run)), Some("sealed"));
    let current = site.proven(other, &run, 2, &papers);
    let revisions = format!("SELECT id, state FROM dossier.revisions WHERE run = '{run}' AND attempt = 2");
    let before = site.rows(&revisions);
    site.program(sleeper).signal(Signal::CONT);
    // It works and answers again, and tells what the other has done.
    site.until_known(sleeper);
    assert_eq!(attempts(&watch(site.at(sleeper), &run), "sealed"), [2]);
    site.swept(other, &[(run.clone(), current.clone())]);
    assert_eq!(site.rows(&revisions), before);
    assert_eq!(site.proven(other, &run, 2, &papers), current);
}

#[test]
fn a_run_whose_every_attempt_is_killed_fails_visibly() {
    let mut site = Site::open(&["--attempts", "2"]);
    site.hold("step assessing");
    let run = site.upload(0);
    for attempt in 1..=2 {
        site.until_held();
        let standing = format!("SELECT state, attempt FROM dossier.runs WHERE id = '{run}'");
        assert_eq!(site.rows(&standing), format!("understanding|{attempt}"));
        let worker = site.who("run");
        site.program(worker).kill();
        // Only the dead one goes on: the next attempt is held again.
        site.let_go();
        if attempt == 1 {
            site.hold("step assessing");
        }
        site.restart(worker);
    }
    let events = watch(site.at(0), &run);
    let (kind, data) = events.last().expect("events");
    assert_eq!((kind.as_str(), data["code"].as_str()), ("failed", Some("run.gave_up")), "{events:?}");
    site.settled();
    let seen = ask(site.at(1), "GET", &format!("/api/v1/runs/{run}")).json();
    assert_eq!(seen["run"]["state"], "failed", "{seen}");
    assert_eq!(ask(site.at(1), "GET", &format!("/api/v1/runs/{run}/current")).status, 404);
}

#[test]
fn when_all_replicas_die_the_first_to_come_back_goes_on() {
    let mut site = Site::open(&[]);
    let papers = site.undisturbed();
    let hold = site.s3.hold(Point::Before, 1, is_paper);
    let (held, waiting) = (site.upload(0), site.upload(1));
    site.until_written(&hold);
    for replica in 0..2 {
        site.program(replica).kill();
    }
    drop(hold);
    site.restart(1);
    for run in [&held, &waiting] {
        assert_eq!(end(&watch(site.at(1), run)), Some("sealed"));
        let attempt = site.rows(&format!("SELECT attempt FROM dossier.runs WHERE id = '{run}'"));
        site.proven(1, run, attempt.parse().expect("a number"), &papers);
    }
}

#[test]
fn a_replica_told_to_stop_hands_its_job_over() {
    // Longer than a test may take: were it not handed over, nobody would go on.
    let mut site = Site::open(&["--lost-after", "600", "--stop-grace", "0"]);
    let papers = site.undisturbed();
    let hold = site.s3.hold(Point::Before, 1, is_paper);
    let run = site.upload(0);
    site.until_written(&hold);
    let worker = site.who("run");
    let other = 1 - worker;
    assert_eq!(site.program(worker).stop().code(), Some(0));
    assert_eq!(end(&watch(site.at(other), &run)), Some("sealed"));
    site.proven(other, &run, 2, &papers);
    let counted = site.rows(&format!("SELECT attempts - returned, returned FROM dossier.jobs WHERE run = '{run}'"));
    assert_eq!(counted, "1|1", "to be told to stop is no failed attempt");
}
