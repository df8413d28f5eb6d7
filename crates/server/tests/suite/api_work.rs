//! Runs over HTTP for tests: a worker of jobs beside the application, uploads, streams of events.

use crate::api_desk::Api;
use crate::client::{Answer, Client};
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::db::queue::{self, QueueSettings};
use dossier::service::Worker;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What stands between the parts of a form.
pub const BOUNDARY: &str = "boundary-of-this-form";

/// A worker that works as long as this lives.
pub struct Work {
    stop: CancellationToken,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Works the jobs of an application off, in this process.
pub fn work(api: &Api) -> Work {
    let stop = CancellationToken::new();
    let (service, settings) = (api.service.clone(), QueueSettings::default());
    let clock = {
        let service = service.clone();
        Arc::new(move || service.now())
    };
    let handler = Arc::new(Worker::new(service.clone()));
    tokio::spawn(queue::run(service.db().clone(), settings, handler, clock, stop.clone()));
    Work { stop }
}

/// A part of a form: name, name of the file where it is one, content.
pub type FormPart<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// The body of a form.
pub fn form(parts: &[FormPart<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// Sends a form to a path of the API.
pub async fn upload(api: &Api, caller: &str, path: &str, parts: &[FormPart<'_>]) -> Answer {
    let lines = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n{caller}");
    let mut client = Client::connect(api.address).await;
    client.post(&format!("/api/v1{path}"), &lines, &form(parts)).await
}

/// Begins a run of the sample CV and profile and tells its id.
pub async fn begin(api: &Api, caller: &str, options: &Value) -> String {
    let options = options.to_string();
    let parts: [FormPart<'_>; 3] = [
        ("cv", Some("Olena Kowalenko.txt"), CV_TXT),
        ("job", Some("job.txt"), JOB_TXT),
        ("options", None, options.as_bytes()),
    ];
    let made = upload(api, caller, "/runs", &parts).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let runs = made.json()["runs"].clone();
    let run = runs[0].as_str().expect("an id").to_owned();
    assert_eq!(made.header("location"), Some(format!("/api/v1/runs/{run}").as_str()));
    assert_eq!(runs.as_array().map(Vec::len), Some(1));
    run
}

/// Events of a run after a number until it is at rest: number, kind and data of each.
pub async fn watch(api: &Api, caller: &str, run: &str, after: i64) -> Vec<(i64, String, Value)> {
    let lines = format!("{caller}Last-Event-ID: {after}\r\n");
    let answer = api.ask("GET", &format!("/runs/{run}/events"), &lines).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/event-stream")));
    let text = answer.text();
    let field = |block: &str, name: &str| {
        block.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned())
    };
    let told = text.split("\n\n").filter_map(|block| {
        let number = field(block, "id:")?.parse().ok()?;
        let data = serde_json::from_str(&field(block, "data:")?).expect("JSON");
        Some((number, field(block, "event:")?, data))
    });
    told.collect()
}

/// A run of the sample that is done, with its number of the last event.
pub async fn sealed(api: &Api, caller: &str, options: &Value) -> (String, i64) {
    let run = begin(api, caller, options).await;
    let events = watch(api, caller, &run, 0).await;
    let (last, kind, _) = events.last().expect("events");
    assert_eq!(kind, "sealed", "{events:?}");
    (run, *last)
}

/// An id in an answer.
pub fn id(answer: &Answer, pointer: &str) -> String {
    let told = answer.json();
    told.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer}: {told}")).to_owned()
}

/// A session of the owner in a further team, beside the one that there is.
pub async fn other_team(api: &Api) -> String {
    let second = crate::api_desk::cookie(&api.login(crate::api_desk::OWNER, crate::api_desk::PASSWORD).await);
    let made = api.send("POST", "/teams", &second, &json!({ "name": "Büro Bern" })).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let there = api.send("POST", "/session/team", &second, &json!({ "team": made.json()["id"] })).await;
    assert_eq!(there.status, 200, "{}", there.text());
    crate::api_desk::cookie(&there)
}

/// Waits until an erasure is done.
pub async fn erased(api: &Api, caller: &str, erasure: &str) -> Value {
    for _ in 0..200 {
        let told = api.ask("GET", &format!("/erasures/{erasure}"), caller).await;
        assert_eq!(told.status, 200, "{}", told.text());
        if told.json()["state"] == "done" {
            return told.json();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the erasure {erasure} does not end");
}
