//! What a running service tells of itself: figures of a run that was made, and a log without anything of the candidate.

use crate::replicas::{bundle, try_upload, watch};
use crate::running::{Running, ask, serve, try_ask, until};

/// Rows that stand at `/metrics` after a run.
const ROWS: [&str; 19] = [
    "runs_total{state=\"sealed\"} 1",
    "run_step_seconds_count{step=\"reading\"} 1",
    "jobs_total{kind=\"run\",outcome=\"done\"} 1",
    "job_seconds_count{kind=\"run\"} 1",
    "jobs_running{kind=\"run\"} 0",
    "queue_jobs{state=\"waiting\"} 0",
    "queue_oldest_seconds 0",
    "database_up 1",
    "reader_children{state=\"reading\"} 0",
    "reader_files_total{outcome=\"read\"} ",
    "storage_call_seconds_count{call=\"put\"} ",
    "storage_bytes_total{call=\"put\"} ",
    "storage_failures_total{call=\"put\"} 0",
    "http_request_bytes_total{path=\"/api/v1/runs\"} ",
    "http_response_bytes_total{path=\"/api/v1/runs/{run}/revisions/{revision}/bundle\"} ",
    "problems_total{code=\"not_found\"} 1",
    "uploads_open 0",
    "connections_open 1",
    "rate_refused_total{limit=\"runs\"} 1",
];

#[test]
fn a_run_is_counted_and_nothing_of_the_candidate_is_told() {
    let home = tempfile::tempdir().expect("a scratch directory");
    let args = ["--listen", "127.0.0.1:0", "--data", "data", "--runs-per-minute", "1", "--log", "debug"];
    let mut running = Running::start(&mut serve(home.path(), &args));
    let address = running.address();
    let run = try_upload(&address).expect("a run");
    watch(&address, &run);
    bundle(&address, &run);
    assert!(try_upload(&address).is_err_and(|refused| refused.status == 429), "one a minute");
    let nowhere = "/api/v1/runs/0197a1b2-7c3d-7000-8000-000000000001";
    assert_eq!(ask(&address, "GET", nowhere).status, 404);
    // Names of candidates are never in an address that we make; whoever puts one there shall not find it again.
    let named = try_ask(&address, "GET", "/api/v1/runs?search=Kowalenko", "Cookie: name=Kowalenko\r\n", b"");
    assert!(named.expect("an answer").status < 500);
    // The queue and the children are looked at every few seconds.
    let page = until("the figures of the run", || {
        let page = ask(&address, "GET", "/metrics").text();
        ROWS.iter().all(|row| page.lines().any(|line| line.starts_with(row))).then_some(page)
    });
    let log = running.lines();
    assert_eq!(running.stop().code(), Some(0));
    let told = log.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(told.contains("/api/v1/runs/{run}"), "{told}");
    let job = log.iter().find(|line| line["event"] == "job").expect("a line of the job");
    assert_eq!((job["run"].as_str(), job["outcome"].as_str()), (Some(run.as_str()), Some("done")), "{job}");
    assert!(!page.contains(&run), "ids are no labels");
    for canary in ["Kowalenko", "Olena", "kowalenko", "cv.txt", "Kestenmair"] {
        assert!(!told.contains(canary), "{canary} is in the log: {told}");
        assert!(!page.contains(canary), "{canary} is in the figures");
    }
}
