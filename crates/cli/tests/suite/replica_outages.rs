//! Database or storage away for a while under two replicas: told as such, nothing lost, and no restart needed. And that it does not
//! matter which replica is asked.

use crate::replicas::{Site, attempts, bundle, try_upload, watch};
use crate::running::{Answer, ask, until};
use dossier_stand_ins::holds::Point;

/// An answer that tells a client to come back.
fn is_unavailable(answer: &Answer, what: &str) {
    let told = answer.json();
    assert_eq!(answer.status, 503, "{told}");
    assert!(told["code"].as_str().is_some_and(|code| code.starts_with(what)), "{told}");
    let after: u32 = answer.header("retry-after").and_then(|after| after.parse().ok()).expect("seconds");
    assert!(after > 0);
}

fn until_ready(site: &Site, status: u16) {
    for replica in 0..2 {
        until("/readyz changes", || (ask(site.at(replica), "GET", "/readyz").status == status).then_some(()));
        assert_eq!(ask(site.at(replica), "GET", "/livez").status, 200);
    }
}

/// The run has come to its end, whatever it took.
fn comes_to_its_end(site: &Site, run: &str, papers: &[u8]) {
    let events = watch(site.at(1), run);
    let sealed = attempts(&events, "sealed");
    assert_eq!(sealed.len(), 1, "{events:?}");
    site.proven(0, run, sealed[0], papers);
}

fn runs(site: &Site) -> String {
    site.rows("SELECT count(*) FROM dossier.runs")
}

#[test]
fn a_database_that_goes_away_and_comes_back_loses_nothing() {
    let site = Site::open(&[]);
    let papers = site.undisturbed();
    site.hold("step assessing");
    let run = site.upload(0);
    site.until_held();
    site.postgres.halt();
    for replica in 0..2 {
        for path in ["/api/v1/runs".to_owned(), format!("/api/v1/runs/{run}")] {
            is_unavailable(&ask(site.at(replica), "GET", &path), "db.");
        }
        is_unavailable(&try_upload(site.at(replica)).expect_err("there is no database"), "db.");
    }
    until_ready(&site, 503);
    site.postgres.resume();
    site.let_go();
    until_ready(&site, 200);
    comes_to_its_end(&site, &run, &papers);
    let next = site.upload(1);
    comes_to_its_end(&site, &next, &papers);
    assert_eq!(runs(&site), "3");
}

#[test]
fn a_storage_that_goes_away_and_comes_back_loses_nothing() {
    // One try: an outage of the storage is none.
    let site = Site::open(&["--attempts", "1"]);
    let papers = site.undisturbed();
    let done = site.upload(1);
    comes_to_its_end(&site, &done, &papers);
    let (revision, _) = bundle(site.at(0), &done);
    let hold = site.s3.hold(Point::Before, 3, |key| key.contains("/primary_outputs/"));
    let run = site.upload(0);
    site.until_written(&hold);
    site.s3.set_down(true);
    drop(hold);
    for replica in 0..2 {
        let path = format!("/api/v1/runs/{done}/revisions/{revision}/bundle");
        is_unavailable(&ask(site.at(replica), "GET", &path), "storage.");
        is_unavailable(&try_upload(site.at(replica)).expect_err("there is no storage"), "storage.");
        // What needs no file is told all the same.
        assert_eq!(ask(site.at(replica), "GET", &format!("/api/v1/runs/{done}")).status, 200);
    }
    until_ready(&site, 503);
    site.s3.set_down(false);
    until_ready(&site, 200);
    comes_to_its_end(&site, &run, &papers);
    assert_eq!(bundle(site.at(1), &done), (revision, papers.clone()));
    let next = site.upload(1);
    comes_to_its_end(&site, &next, &papers);
    assert_eq!(runs(&site), "4");
}

#[test]
fn it_does_not_matter_which_replica_is_asked() {
    let site = Site::open(&[]);
    let papers = site.undisturbed();

    // Progress: a stream of one replica tells of a run that was brought to the other, wherever it is worked on.
    site.hold("step assessing");
    let run = site.upload(0);
    site.until_held();
    let (address, watched) = (site.at(1).to_owned(), run.clone());
    let stream = std::thread::spawn(move || watch(&address, &watched));
    site.let_go();
    let events = stream.join().expect("events");
    let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["queued", "started", "step", "step", "step", "step", "sealed"]);
    site.proven(1, &run, 1, &papers);
    assert_eq!(bundle(site.at(0), &run), bundle(site.at(1), &run));

    // Cancelling: the replica that is not at work is told, and the one that is stops.
    let hold = site.s3.hold(Point::Before, 1, |key| key.contains("/primary_outputs/"));
    let cancelled = site.upload(0);
    site.until_written(&hold);
    let other = 1 - site.who("run");
    let told = ask(site.at(other), "POST", &format!("/api/v1/runs/{cancelled}/cancel"));
    assert_eq!(told.status, 204, "{}", told.text());
    site.settled();
    drop(hold);
    for replica in 0..2 {
        let events = watch(site.at(replica), &cancelled);
        assert_eq!(events.last().map(|(kind, _)| kind.as_str()), Some("cancelled"), "{events:?}");
        assert_eq!(ask(site.at(replica), "GET", &format!("/api/v1/runs/{cancelled}/current")).status, 404);
    }

    // Erasing: gone at once for both.
    let asked = ask(site.at(1), "DELETE", &format!("/api/v1/runs/{run}"));
    assert_eq!(asked.status, 202, "{}", asked.text());
    let erasure = asked.json()["id"].as_str().expect("an id").to_owned();
    for replica in 0..2 {
        assert_eq!(ask(site.at(replica), "GET", &format!("/api/v1/runs/{run}")).status, 404);
    }
    let receipt = until("it is erased", || {
        let seen = ask(site.at(0), "GET", &format!("/api/v1/erasures/{erasure}")).json();
        (seen["state"] == "done").then_some(seen)
    });
    assert!(!receipt["receipt"].is_null(), "{receipt}");
    let left = site.objects(&run);
    assert!(left.iter().all(|key| key.ends_with("/deleted.json")), "{left:?}");
}
