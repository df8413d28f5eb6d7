//! Candidates side by side over HTTP: a batch as it goes on, the table of a profile, and a shortlist of the best.

use crate::api_desk::{Api, accounts, cookie};
use crate::api_work::{FormPart, id, other_team, sealed, upload, watch, work};
use dossier::core::sample::CV_TXT;
use dossier::verify;
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::time::Duration;

const ANNA: &[u8] = "Anna Müller
Network Engineer

Seeweg 4, 6003 Luzern | anna.mueller@post.example.org | +41 79 555 04 12

Berufserfahrung

Network Engineer, Rosenhof Netze AG, Luzern
03/2016 – heute
- Betrieb von Firewalls von Fortinet
- Automatisierung mit Ansible und Python

Sprachen

Deutsch: Muttersprache
Französisch: B2
"
.as_bytes();

/// A profile of the team.
async fn profile(api: &Api, owner: &str) -> String {
    let (run, _) = sealed(api, owner, &json!({})).await;
    let made = api.send("POST", "/profiles", owner, &json!({ "run": run })).await;
    assert_eq!(made.status, 201, "{}", made.text());
    id(&made, "/id")
}

/// Two CVs on a profile: the batch, and its runs.
async fn batch(api: &Api, owner: &str, profile: &str) -> (String, Vec<String>) {
    let options = json!({ "profile": { "id": profile } }).to_string();
    let parts: [FormPart<'_>; 3] =
        [("cv", Some("a.txt"), ANNA), ("cv", Some("b.txt"), CV_TXT), ("options", None, options.as_bytes())];
    let made = upload(api, owner, "/runs", &parts).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let runs = made.json()["runs"].as_array().expect("runs").clone();
    let runs = runs.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    (id(&made, "/batch"), runs)
}

/// Waits until all runs of a batch have come to rest.
async fn done(api: &Api, owner: &str, batch: &str) -> Value {
    for _ in 0..200 {
        let told = api.ask("GET", &format!("/batches/{batch}"), owner).await;
        assert_eq!(told.status, 200, "{}", told.text());
        if told.json()["done"] == true {
            return told.json();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the batch {batch} does not end");
}

fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("items").iter().filter_map(|item| item["run"]["id"].as_str()).collect()
}

#[tokio::test]
async fn a_batch_is_ranked_and_the_best_become_a_shortlist() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let profile = profile(&api, &owner).await;
    let (batch, runs) = batch(&api, &owner, &profile).await;
    let told = done(&api, &owner, &batch).await;
    assert_eq!((&told["total"], &told["at_rest"]), (&json!(2), &json!(2)));
    assert_eq!(told["states"], json!([{ "state": "sealed", "runs": 2 }]));
    for table in [format!("/batches/{batch}/candidates"), format!("/profiles/{profile}/candidates")] {
        let page = api.ask("GET", &format!("{table}?limit=1"), &owner).await.json();
        assert_eq!(ids(&page), [runs[1].as_str()], "{table}: the best first");
        let best = &page["items"][0];
        assert_eq!((&best["run"]["kind"], &best["run"]["state"]), (&json!("single"), &json!("sealed")));
        assert!(best["verdicts"]["met"].as_u64().is_some_and(|met| met > 0), "{best}");
        assert!(best["musts"][0]["verdict"].is_string() && best["availability"].is_string(), "{best}");
        let next = page["next"].as_str().expect("a further page");
        let page = api.ask("GET", &format!("{table}?limit=1&cursor={next}"), &owner).await.json();
        assert_eq!((ids(&page), &page["next"]), (vec![runs[0].as_str()], &Value::Null), "{table}");
        let other = api.ask("GET", &format!("{table}?sort=created&cursor={next}"), &owner).await;
        assert_eq!((other.status, other.code().as_str()), (400, "cursor.invalid"));
        assert_eq!(api.ask("GET", &format!("{table}?state=failed"), &owner).await.json()["items"], json!([]));
    }

    let path = format!("/profiles/{profile}/shortlists");
    let wish = json!({ "runs": runs, "code_prefix": "K-", "best_first": true, "options": { "locale": "de-CH" } });
    let keyed = format!("{owner}Idempotency-Key: once\r\n");
    let mut made = Vec::new();
    for _ in 0..2 {
        let answer = api.send("POST", &path, &keyed, &wish).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let run = id(&answer, "/run");
        assert_eq!(answer.header("location"), Some(format!("/api/v1/runs/{run}").as_str()));
        made.push(run);
    }
    assert_eq!(made[0], made[1], "one wish with one key");
    let run = &made[0];
    let events = watch(&api, &owner, run, 0).await;
    assert_eq!(events.last().map(|event| event.1.as_str()), Some("sealed"), "{events:?}");
    let told = api.ask("GET", &format!("/runs/{run}"), &owner).await.json();
    assert_eq!((&told["run"]["kind"], &told["options"]["locale"]), (&json!("shortlist"), &json!("de-CH")));
    let listed = told["candidates"].as_array().expect("candidates").iter();
    let listed: Vec<(&Value, &Value)> = listed.map(|one| (&one["run"], &one["code"])).collect();
    assert_eq!(listed, [(&json!(runs[0]), &json!("K-01")), (&json!(runs[1]), &json!("K-02"))]);
    let revision = told["run"]["current_revision"].as_str().expect("a revision");
    let bundle = api.ask("GET", &format!("/runs/{run}/revisions/{revision}/bundle?pack=client"), &owner).await;
    assert_eq!(verify(&bundle.body).expect("a sound bundle").paths.len(), 3, "two CVs and one offer");
    let cv = api.ask("GET", &format!("/runs/{run}/revisions/{revision}/documents/01-cv-02.docx"), &owner).await;
    assert!(cv.status == 200 && cv.body.starts_with(b"PK"), "{}", cv.status);
    let listed = api.ask("GET", "/runs?kind=shortlist", &owner).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    let edit = json!({ "edits": [{ "op": "set", "field": "basics/phone", "value": "1" }] });
    let refused =
        api.send("PATCH", &format!("/runs/{run}/records/cv"), &format!("{owner}If-Match: *\r\n"), &edit).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "run.is_shortlist"));

    let stranger = other_team(&api).await;
    assert_eq!(api.send("POST", &path, &stranger, &wish).await.status, 404);
    for (wish, code) in [
        (json!({ "runs": [run] }), "shortlist.not_single"),
        (json!({ "runs": [runs[0], runs[0]] }), "shortlist.person_twice"),
        (json!({ "runs": [] }), "shortlist.size"),
        (json!({ "runs": runs, "codes": ["K-1"] }), "shortlist.codes"),
        (json!({ "runs": runs, "codes": ["A", "B"], "code_prefix": "K-" }), "shortlist.naming"),
        (json!({ "runs": runs, "options": { "review": true } }), "shortlist.option"),
        (json!({ "runs": runs, "names": ["Kowalenko"] }), "body.invalid"),
    ] {
        let refused = api.send("POST", &path, &owner, &wish).await;
        assert_eq!((refused.status, refused.code().as_str()), (422, code), "{}", refused.text());
        assert!(!refused.text().contains("Kowalenko"));
    }
}

#[tokio::test]
async fn batches_have_a_rate_of_their_own_for_the_team() {
    let web = WebSettings { batches_per_minute: NonZeroU32::MIN, ..WebSettings::of(Hosts::loopback()) };
    let api = Api::start(accounts(), web).await;
    let owner = cookie(&api.set_up().await);
    let several: [FormPart<'_>; 2] = [("cv", Some("a.txt"), CV_TXT), ("cv", Some("b.txt"), ANNA)];
    assert_eq!(upload(&api, &owner, "/runs", &several).await.status, 201);
    let colleague = api.member(&owner, "ole@example.org", "editor").await;
    let refused = upload(&api, &colleague, "/runs", &several).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "rate.limited"));
    assert!(refused.header("retry-after").is_some());
    assert_eq!(
        api.ask("GET", "/runs", &owner).await.json()["items"].as_array().map(Vec::len),
        Some(2),
        "nothing of it"
    );
    let single = upload(&api, &colleague, "/runs", &several[..1]).await;
    assert_eq!((single.status, &single.json()["batch"]), (201, &Value::Null), "one CV is no batch");
}
