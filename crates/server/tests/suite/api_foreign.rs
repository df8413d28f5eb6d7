//! What belongs to another team does not exist: every route with an id is asked for things that another team really has.

use crate::api_desk::{Api, accounts, cookie};
use crate::api_work::{FormPart, erased, id, other_team, sealed, upload, work};
use crate::client::Answer;
use dossier::core::sample::CV_TXT;
use dossier::service::ServiceSettings;
use dossier_server::security::Hosts;
use dossier_server::{WebSettings, api_document};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// An id that nothing has.
const NOBODY: &str = "0197a1b2-7c3d-7000-8000-00000000abcd";

/// Things of a team by the names that parameters of paths have.
type Things = BTreeMap<&'static str, String>;

/// An application that sends to this machine, too, with an owner.
async fn desk() -> (Api, String) {
    let settings = ServiceSettings { private_webhooks: true, ..accounts() };
    let api = Api::start(settings, WebSettings::of(Hosts::loopback())).await;
    let owner = cookie(&api.set_up().await);
    (api, owner)
}

async fn made(api: &Api, caller: &str, path: &str, body: &Value) -> Answer {
    let made = api.send("POST", path, caller, body).await;
    assert!(matches!(made.status, 200 | 201), "{path}: {}", made.text());
    made
}

fn tomorrow(api: &Api) -> String {
    Timestamp::from_second(api.now_s() + 86_400).expect("a time").to_string()
}

/// One of everything.
async fn things(api: &Api, caller: &str) -> Things {
    // First, because later a hold keeps the person.
    let (gone, _) = sealed(api, caller, &json!({})).await;
    let erasure = id(&api.ask("DELETE", &format!("/runs/{gone}"), caller).await, "/id");
    erased(api, caller, &erasure).await;
    let (run, _) = sealed(api, caller, &json!({})).await;
    let told = api.ask("GET", &format!("/runs/{run}"), caller).await;
    let (person, revision) = (id(&told, "/run/person"), id(&told, "/run/current_revision"));
    let share = json!({ "what": { "pack": "full" }, "expires_at": tomorrow(api) });
    let share = id(&made(api, caller, &format!("/runs/{run}/shares"), &share).await, "/share/id");
    let comment = id(&made(api, caller, &format!("/runs/{run}/comments"), &json!({ "text": "x" })).await, "/id");
    let matched = api.ask("GET", &format!("/runs/{run}/records/match"), caller).await.json();
    let criterion = matched["body"]["criteria"][0]["id"].as_str().expect("a criterion").to_owned();
    let verdict = json!({ "criterion": criterion, "verdict": "met", "reason": "asked" });
    let decision = id(&made(api, caller, &format!("/runs/{run}/decisions"), &verdict).await, "/id");
    let client = id(&made(api, caller, "/clients", &json!({ "name": "Muster AG" })).await, "/id");
    let profile = id(&made(api, caller, "/profiles", &json!({ "run": run })).await, "/id");
    let draft = json!({ "person": person, "client": client });
    let submission = made(api, caller, &format!("/runs/{run}/submissions"), &draft).await;
    let submission = id(&submission, "/submission/id");
    let consent = json!({ "scope": "keep-for-later" });
    let consent = id(&made(api, caller, &format!("/persons/{person}/consents"), &consent).await, "/id");
    let hold = id(&made(api, caller, &format!("/persons/{person}/holds"), &json!({ "reason": "x" })).await, "/id");
    let webhook = json!({ "url": "http://127.0.0.1:9/hook", "events": ["run.failed"] });
    let webhook = id(&made(api, caller, "/webhooks", &webhook).await, "/webhook/id");
    let about = json!({ "kind": "brand", "name": "brand.toml" }).to_string();
    let parts: [FormPart<'_>; 2] =
        [("about", None, about.as_bytes()), ("file", Some("brand.toml"), b"name = \"Muster\"\n")];
    let file = upload(api, caller, "/files", &parts).await;
    assert_eq!(file.status, 201, "{}", file.text());
    let file = id(&file, "/id");
    let several: [FormPart<'_>; 2] = [("cv", Some("a.txt"), CV_TXT), ("cv", Some("b.txt"), CV_TXT)];
    let batch = upload(api, caller, "/runs", &several).await;
    assert_eq!(batch.status, 201, "{}", batch.text());
    let batch = id(&batch, "/batch");
    BTreeMap::from([
        ("run", run),
        ("revision", revision),
        ("person", person),
        ("share", share),
        ("comment", comment),
        ("decision", decision),
        ("client", client),
        ("profile", profile),
        ("submission", submission),
        ("consent", consent),
        ("hold", hold),
        ("webhook", webhook),
        ("file", file),
        ("batch", batch),
        ("erasure", erasure),
        ("kind", "cv".to_owned()),
        ("version", "1".to_owned()),
        ("slug", "01-cv.docx".to_owned()),
        ("page", "1".to_owned()),
        ("input", "1".to_owned()),
        // Those of the routes about accounts have a test of their own.
        ("user", NOBODY.to_owned()),
        ("id", NOBODY.to_owned()),
    ])
}

/// A body that an operation takes.
fn body(api: &Api, operation: &str, things: &Things) -> Value {
    let edits = json!({ "edits": [{ "op": "set", "field": "basics/phone", "value": "1" }] });
    match operation {
        "edit_record" | "edit_profile" => edits,
        "rerun" | "create_revision" | "edit_client" | "edit_webhook" => json!({}),
        "move_run" => json!({ "team": NOBODY }),
        "create_shortlist" => json!({ "runs": [things["run"]] }),
        "decide" => json!({ "criterion": "M1", "verdict": "met", "reason": "asked" }),
        "take_answers" => json!({ "form": "[[answer]]\nfield = \"basics/phone\"\nvalue = \"1\"\n" }),
        "set_current_revision" => json!({ "revision": things["revision"] }),
        "create_share" => json!({ "what": { "pack": "full" }, "expires_at": tomorrow(api) }),
        "create_comment" | "edit_comment" => json!({ "text": "x" }),
        "create_submission" => json!({ "person": things["person"], "client": things["client"] }),
        "send_submission" => json!({ "pack": "client", "recipient": "x" }),
        "move_submission" => json!({ "state": "withdrawn" }),
        "merge_persons" => json!({ "from": NOBODY }),
        "give_consent" => json!({ "scope": "keep-for-later" }),
        "place_hold" => json!({ "reason": "x" }),
        "edit_file" => json!({ "is_default": true }),
        "change_role" | "edit_member" | "set_role" => json!({ "role": "viewer" }),
        other => panic!("no body is known for {other}"),
    }
}

/// A path of the document with the ids of a team; `None` where it has none.
fn target(path: &str, operation: &str, things: &Things) -> Option<String> {
    let mut named = false;
    let parts = path.trim_start_matches("/api/v1").split('/').map(|part| {
        let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else { return part.to_owned() };
        named = true;
        things.get(name).unwrap_or_else(|| panic!("{path} has a parameter that no thing is known for")).clone()
    });
    let joined = parts.collect::<Vec<_>>().join("/");
    let query = match operation {
        "compare_revisions" => format!("?from={0}&to={0}", things["revision"]),
        _ => String::new(),
    };
    named.then(|| format!("{joined}{query}"))
}

#[tokio::test]
async fn every_route_with_an_id_hides_what_is_another_teams() {
    let (api, owner) = desk().await;
    let _work = work(&api);
    let stranger = other_team(&api).await;
    let things = things(&api, &owner).await;
    let document = serde_json::to_value(api_document()).expect("a document");
    let lines = format!("{stranger}If-Match: *\r\n");
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        // A link is found by its secret, which is told to nobody else.
        if path.contains("{secret}") {
            continue;
        }
        for method in METHODS {
            let Some(operation) = item[method]["operationId"].as_str() else { continue };
            let Some(target) = target(path, operation, &things) else { continue };
            let verb = method.to_ascii_uppercase();
            let answer = if item[method]["requestBody"].is_object() {
                api.send(&verb, &target, &lines, &body(&api, operation, &things)).await
            } else {
                api.ask(&verb, &target, &lines).await
            };
            assert_eq!(answer.status, 404, "{verb} {path}: {}", answer.text());
            asked += 1;
        }
    }
    assert!(asked > 60, "{asked} operations have an id");
    let still = api.ask("GET", &format!("/runs/{}", things["run"]), &owner).await;
    assert_eq!(still.json()["run"]["state"], "sealed", "nothing has happened to it");
}

#[tokio::test]
async fn ids_in_bodies_and_filters_find_nothing_of_another_team() {
    let (api, owner) = desk().await;
    let _work = work(&api);
    let stranger = other_team(&api).await;
    let theirs = things(&api, &owner).await;
    let (own, _) = sealed(&api, &stranger, &json!({})).await;
    let told = api.ask("GET", &format!("/runs/{own}"), &stranger).await;
    let person = id(&told, "/run/person");
    let table: [(String, Value); 6] = [
        (format!("/runs/{own}/submissions"), json!({ "person": person, "client": theirs["client"] })),
        (format!("/runs/{own}/submissions"), json!({ "person": theirs["person"], "client": NOBODY })),
        (format!("/persons/{person}/merge"), json!({ "from": theirs["person"] })),
        (format!("/persons/{person}/holds"), json!({ "reason": "x", "run": theirs["run"] })),
        (format!("/runs/{own}/revisions"), json!({ "options": { "client": theirs["client"] } })),
        ("/profiles".to_owned(), json!({ "run": theirs["run"] })),
    ];
    for (path, body) in table {
        let answer = api.send("POST", &path, &stranger, &body).await;
        assert_eq!(answer.status, 404, "{path} {body}: {}", answer.text());
    }
    for filter in ["person", "client", "profile", "batch"] {
        let listed = api.ask("GET", &format!("/runs?{filter}={}", theirs[filter]), &stranger).await;
        assert_eq!(listed.json()["items"], json!([]), "{filter}");
    }
    let compare = format!("/runs/{own}/compare?from={0}&to={0}", theirs["revision"]);
    assert_eq!(api.ask("GET", &compare, &stranger).await.status, 404);
    let mixed = format!("/runs/{own}/revisions/{}/bundle", theirs["revision"]);
    assert_eq!(api.ask("GET", &mixed, &stranger).await.status, 404);
}
