//! The life of two teams, told once and lived on two grounds: SQLite and a folder, PostgreSQL and S3. Both ledgers must be equal.
//! The steps stand in `scenario_teams.rs`, `scenario_runs.rs`, `scenario_people.rs` and `scenario_end.rs`, in this order.

use crate::api_desk::{Api, accounts, service_over};
use crate::api_work::{FormPart, Work, id, upload, watch, work};
use crate::client::Answer;
use crate::scenario_ground::Ground;
use crate::scenario_ledger::Ledger;
use crate::{scenario_end, scenario_people, scenario_runs, scenario_teams};
use dossier::core::hash::sha256_hex;
use dossier::service::ServiceSettings;
use dossier::workspace::Storage;
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Name of the first place.
pub const OFFICE: &str = "office";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_life_of_two_teams_is_the_same_on_either_ground() {
    let files = Box::pin(lived(Ground::files())).await;
    let services = Box::pin(lived(Ground::services().await)).await;
    assert!(files.len() > 100, "{} steps", files.len());
    let difference = files.difference(&services);
    assert!(difference.is_empty(), "- on files, + on services\n{difference}");
}

/// Lives the life and tells what it was answered.
async fn lived(ground: Ground) -> Ledger {
    let mut life = Box::pin(Life::begin(ground)).await;
    Box::pin(scenario_teams::two_teams_come_to_be(&mut life)).await;
    Box::pin(scenario_teams::a_team_gets_its_clients_and_files(&mut life)).await;
    Box::pin(scenario_runs::a_candidate_comes_in(&mut life)).await;
    Box::pin(scenario_runs::the_same_candidate_comes_in_again(&mut life)).await;
    Box::pin(scenario_runs::further_candidates_come_in(&mut life)).await;
    Box::pin(scenario_runs::the_papers_are_corrected(&mut life)).await;
    Box::pin(scenario_people::colleagues_talk_and_strangers_look(&mut life)).await;
    Box::pin(scenario_people::a_client_is_shown_the_candidate(&mut life)).await;
    Box::pin(scenario_people::nobody_does_more_than_is_theirs(&mut life)).await;
    Box::pin(scenario_people::a_run_goes_to_the_other_team(&mut life)).await;
    Box::pin(scenario_end::a_candidate_asks_what_is_known(&mut life)).await;
    Box::pin(scenario_end::a_candidate_is_forgotten(&mut life)).await;
    Box::pin(scenario_end::the_logs_are_whole(&mut life)).await;
    Box::pin(scenario_end::a_backup_brings_back_the_others_only(&mut life)).await;
    life.ledger
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Owner of the first team, and later admin in the second.
    Rosa,
    /// Editor in the first team.
    Eva,
    /// Viewer in the first team.
    Viktor,
    /// Admin in the first team until he makes the second one.
    Bruno,
    /// A program with a token of Eva's that may only look.
    Script,
    /// Somebody from outside.
    Stranger,
}

/// A life under way.
pub struct Life {
    _work: Work,
    pub api: Api,
    pub ledger: Ledger,
    callers: BTreeMap<Who, String>,
    things: BTreeMap<&'static str, String>,
    /// A backup from before somebody was erased.
    pub backup: Option<Storage>,
    /// Last, because what is above uses it.
    pub ground: Ground,
}

/// Settings of the service in both places.
pub fn settings() -> ServiceSettings {
    ServiceSettings { private_webhooks: true, ..accounts() }
}

/// Settings of the server in both places.
pub fn web() -> WebSettings {
    WebSettings::of(Hosts::loopback())
}

impl Life {
    async fn begin(ground: Ground) -> Self {
        let made = service_over(ground.place(OFFICE).await, settings(), 0);
        let api = Api::over(made, web()).await;
        let work = work(&api);
        let (ledger, callers, things) = (Ledger::default(), BTreeMap::new(), BTreeMap::new());
        Self { _work: work, api, ledger, callers, things, backup: None, ground }
    }

    /// Headers that show who asks.
    pub fn lines(&self, who: Who) -> String {
        self.callers.get(&who).cloned().unwrap_or_default()
    }

    /// Notes how somebody shows who they are from now on.
    pub fn known(&mut self, who: Who, lines: String) {
        self.callers.insert(who, lines);
    }

    /// Gives a thing of the story a name.
    pub fn keep(&mut self, thing: &'static str, id: String) {
        self.things.insert(thing, id);
    }

    /// Id of a thing by its name in the story.
    pub fn id(&self, thing: &str) -> String {
        self.things.get(thing).unwrap_or_else(|| panic!("nothing is called {thing} yet")).clone()
    }

    /// A request such as `GET /team`, which must be answered with a status and is written down.
    pub async fn ask(&mut self, step: &str, who: Who, request: &str, status: u16) -> Answer {
        self.ask_with(step, (who, ""), request, status).await
    }

    /// The same with further headers.
    pub async fn ask_with(&mut self, step: &str, who: (Who, &str), request: &str, status: u16) -> Answer {
        self.api.wait(1);
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let lines = format!("{}{}", self.lines(who.0), who.1);
        let answer = self.api.ask(method, path, &lines).await;
        self.written(step, (who.0, request), answer, status)
    }

    /// A request with a JSON body.
    pub async fn send(&mut self, step: &str, who: Who, request: &str, body: &Value, status: u16) -> Answer {
        self.send_with(step, (who, ""), request, body, status).await
    }

    /// The same with further headers.
    pub async fn send_with(
        &mut self,
        step: &str,
        who: (Who, &str),
        request: &str,
        body: &Value,
        status: u16,
    ) -> Answer {
        self.api.wait(1);
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let lines = format!("{}{}", self.lines(who.0), who.1);
        let answer = self.api.send(method, path, &lines, body).await;
        self.written(step, (who.0, request), answer, status)
    }

    /// A form with files.
    pub async fn upload(
        &mut self,
        step: &str,
        who: (Who, &str),
        path: &str,
        parts: &[FormPart<'_>],
        status: u16,
    ) -> Answer {
        self.api.wait(1);
        let lines = format!("{}{}", self.lines(who.0), who.1);
        let answer = upload(&self.api, &lines, path, parts).await;
        self.written(step, (who.0, &format!("POST {path}")), answer, status)
    }

    /// A look that is not written down.
    pub async fn look(&self, who: Who, path: &str) -> Answer {
        let answer = self.api.ask("GET", path, &self.lines(who)).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer
    }

    fn written(&mut self, step: &str, (who, request): (Who, &str), answer: Answer, status: u16) -> Answer {
        assert_eq!(answer.status, status, "{step}: {who:?} {request}: {}", answer.text());
        let told = json!({
            "who": format!("{who:?}"), "request": request, "status": status, "body": told(&answer),
        });
        self.ledger.write(step, &told);
        answer
    }

    /// Number of the last event of a run.
    pub async fn event_seq(&self, who: Who, run: &str) -> i64 {
        let told = self.look(who, &format!("/runs/{run}")).await.json();
        told["event_seq"].as_i64().expect("a number")
    }

    /// Watches a run until its papers are there, and writes down what it was told.
    pub async fn sealed(&mut self, step: &str, who: Who, run: &str, after: i64) -> Vec<(i64, String, Value)> {
        let events = watch(&self.api, &self.lines(who), run, after).await;
        assert_eq!(events.last().map(|event| event.1.as_str()), Some("sealed"), "{step}: {events:?}");
        let told: Vec<Value> = events.iter().map(|event| json!([event.0, event.1, event.2])).collect();
        self.ledger.write(step, &json!(told));
        events
    }

    /// Begins a run of a CV, waits for its papers, and keeps run, person and revision by the names that are given.
    pub async fn case(&mut self, step: &str, who: Who, names: [&'static str; 3], parts: &[FormPart<'_>]) -> String {
        let made = self.upload(step, (who, ""), "/runs", parts, 201).await;
        let run = id(&made, "/runs/0");
        self.sealed(step, who, &run, 0).await;
        self.keep_case(who, names, &run).await;
        run
    }

    /// Keeps run, person and revision by the names that are given.
    pub async fn keep_case(&mut self, who: Who, [run_name, person, revision]: [&'static str; 3], run: &str) {
        let told = self.look(who, &format!("/runs/{run}")).await;
        self.keep(run_name, run.to_owned());
        self.keep(person, id(&told, "/run/person"));
        self.keep(revision, id(&told, "/run/current_revision"));
    }
}

/// The body of an answer: JSON as it is, of files their kind, length and hash.
pub fn told(answer: &Answer) -> Value {
    match answer.header("content-type") {
        _ if answer.body.is_empty() => Value::Null,
        Some("application/json" | "application/problem+json") => answer.json(),
        kind => json!({ "kind": kind, "bytes": answer.body.len(), "sha256": sha256_hex(&answer.body) }),
    }
}

/// Hashes of all files of a run's current revision by their names in addresses, each downloaded and compared with the list.
pub async fn files_of(api: &Api, lines: &str, run: &str) -> BTreeMap<String, String> {
    let current = api.ask("GET", &format!("/runs/{run}/current"), lines).await;
    assert_eq!(current.status, 200, "{}", current.text());
    let papers = format!("/runs/{run}/revisions/{}/documents", id(&current, "/revision"));
    let listed = api.ask("GET", &format!("{papers}?limit=100"), lines).await.json();
    let mut found = BTreeMap::new();
    for item in listed["items"].as_array().expect("documents") {
        let slug = item["slug"].as_str().expect("a slug");
        let file = api.ask("GET", &format!("{papers}/{slug}"), lines).await;
        assert_eq!((file.status, file.whole), (200, true), "{slug}: {}", file.text());
        let hash = sha256_hex(&file.body);
        assert_eq!(item["sha256"], hash.as_str(), "{slug}");
        found.insert(slug.to_owned(), hash);
    }
    assert!(found.len() > 3, "{found:?}");
    found
}
