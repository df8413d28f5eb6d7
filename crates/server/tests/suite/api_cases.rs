//! The life of a case over HTTP: from the upload to its papers, corrected, compared, shared, sent, told and erased.

use crate::api_desk::Api;
use crate::api_work::{begin, erased, id, other_team, sealed, upload, watch, work};
use crate::client::Client;
use dossier::core::sample::CV_TXT;
use dossier::verify;
use jiff::Timestamp;
use serde_json::{Value, json};

/// The candidate of the sample.
const NAME: &str = "Kowalenko";

/// A time some seconds after the application's now.
fn in_seconds(api: &Api, seconds: i64) -> String {
    Timestamp::from_second(api.now_s() + seconds).expect("a time").to_string()
}

async fn current(api: &Api, caller: &str, run: &str) -> String {
    let told = api.ask("GET", &format!("/runs/{run}/current"), caller).await;
    assert_eq!(told.status, 200, "{}", told.text());
    id(&told, "/revision")
}

#[tokio::test]
async fn a_case_goes_from_its_files_to_its_papers() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let run = begin(&api, &owner, &json!({ "formats": ["docx", "pdf"], "locale": "de-CH" })).await;
    let events = watch(&api, &owner, &run, 0).await;
    let numbers: Vec<i64> = events.iter().map(|event| event.0).collect();
    assert_eq!(numbers, (1..=numbers.last().copied().expect("events")).collect::<Vec<_>>());
    let kinds: Vec<&str> = events.iter().map(|event| event.1.as_str()).collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&"queued"), Some(&"sealed")));
    assert!(kinds.contains(&"started") && kinds.contains(&"step"), "{kinds:?}");
    let again = watch(&api, &owner, &run, 2).await;
    assert_eq!(again, events[2..], "a stream goes on where it was left");
    let seen = format!("{owner}Last-Event-ID: {}\r\n", numbers.len());
    assert_eq!(api.ask("GET", &format!("/runs/{run}/events"), &seen).await.status, 204);

    let told = api.ask("GET", &format!("/runs/{run}"), &owner).await.json();
    assert_eq!(told["run"]["state"], "sealed");
    assert!(told["run"]["label"].as_str().is_some_and(|label| label.contains(NAME)), "{}", told["run"]);
    assert_eq!(told["options"]["locale"], "de-CH");
    assert_eq!(told["inputs"][0]["name"], "Olena Kowalenko.txt");
    let listed = api.ask("GET", "/runs?q=kowalenko&state=sealed", &owner).await.json();
    assert_eq!((&listed["items"][0]["id"], listed["items"].as_array().map(Vec::len)), (&json!(run), Some(1)));
    assert_eq!(api.ask("GET", "/runs?q=nobody", &owner).await.json()["items"], json!([]));

    let revision = current(&api, &owner, &run).await;
    let papers = format!("/runs/{run}/revisions/{revision}/documents");
    for (slug, begins) in [("01-cv.docx", &b"PK"[..]), ("01-cv.pdf", &b"%PDF"[..])] {
        let path = format!("{papers}/{slug}");
        let whole = api.ask("GET", &path, &owner).await;
        assert_eq!((whole.status, whole.whole), (200, true), "{slug}");
        assert!(whole.body.starts_with(begins), "{slug}");
        assert!(whole.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));
        let tag = whole.header("etag").expect("a tag").to_owned();
        let part = api.ask("GET", &path, &format!("{owner}Range: bytes=1-3\r\nIf-Range: {tag}\r\n")).await;
        assert_eq!((part.status, part.body.as_slice()), (206, &whole.body[1..4]), "{slug}");
        assert_eq!(api.ask("GET", &path, &format!("{owner}If-None-Match: {tag}\r\n")).await.status, 304);
        let head = api.ask("HEAD", &path, &owner).await;
        let length = whole.body.len().to_string();
        assert_eq!((head.status, head.header("content-length")), (200, Some(length.as_str())));
    }
    assert_eq!(api.ask("GET", &format!("{papers}/09-nothing.docx"), &owner).await.status, 404);
    let bundle = api.ask("GET", &format!("/runs/{run}/revisions/{revision}/bundle"), &owner).await;
    let verified = verify(&bundle.body).expect("a sound bundle");
    assert!(verified.manifest && verified.paths.iter().any(|path| path.ends_with(".pdf")), "{:?}", verified.paths);
    let client = api.ask("GET", &format!("/runs/{run}/revisions/{revision}/bundle?pack=client"), &owner).await;
    assert!(!verify(&client.body).expect("a sound bundle").manifest);
    let picture = api.ask("GET", &format!("{papers}/01-cv.pdf/preview/1?width=300"), &owner).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")), "{}", picture.text());
    assert!(picture.body.starts_with(b"\x89PNG"));
    assert_eq!(api.ask("GET", &format!("{papers}/01-cv.pdf/preview/21"), &owner).await.status, 404);
    assert!(!api.log.text().contains(NAME), "no name stands in the log");
}

#[tokio::test]
async fn a_correction_becomes_a_revision_that_is_compared() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, last) = sealed(&api, &owner, &json!({})).await;
    let first = current(&api, &owner, &run).await;
    let record = format!("/runs/{run}/records/cv");
    let seen = api.ask("GET", &record, &owner).await;
    let tag = seen.header("etag").expect("a tag").to_owned();
    assert_eq!(tag, "\"v1\"");
    let edit = json!({ "edits": [{ "op": "set", "field": "basics/phone", "value": "+41 79 555 00 99" }] });
    let lines = |tag: &str| format!("{owner}If-Match: {tag}\r\n");
    assert_eq!(api.send("PATCH", &record, &owner, &edit).await.status, 428);
    assert_eq!(api.send("PATCH", &record, &lines("\"v9\""), &edit).await.status, 412);
    let edited = api.send("PATCH", &record, &lines(&tag), &edit).await;
    assert_eq!((edited.status, edited.header("etag")), (200, Some("\"v2\"")), "{}", edited.text());
    assert_eq!(edited.json()["applied"][0]["field"], "basics/phone");
    let late = api.send("PATCH", &record, &lines(&tag), &edit).await;
    assert_eq!((late.status, late.code().as_str()), (412, "edit.stale"));
    let unknown = json!({ "edits": [{ "op": "set", "field": "w99/name", "value": NAME }] });
    let refused = api.send("PATCH", &record, &lines("*"), &unknown).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "correct.refused"));
    assert!(!refused.text().contains(NAME), "{}", refused.text());

    api.wait(1);
    let keyed = format!("{owner}Idempotency-Key: once\r\n");
    for _ in 0..2 {
        let wanted = api.send("POST", &format!("/runs/{run}/revisions"), &keyed, &json!({})).await;
        assert_eq!(wanted.status, 202, "{}", wanted.text());
    }
    let events = watch(&api, &owner, &run, last).await;
    let sealed = events.iter().filter(|event| event.1 == "sealed").count();
    assert_eq!(sealed, 1, "one wish with one key: {events:?}");
    let second = current(&api, &owner, &run).await;
    assert_ne!(first, second);
    let compared = api.ask("GET", &format!("/runs/{run}/compare?from={first}&to={second}"), &owner).await.json();
    assert_eq!(compared["cv"][0]["field"], "basics/phone", "{compared}");
    assert_eq!(compared["cv"].as_array().map(Vec::len), Some(1), "{compared}");
    let listed = api.ask("GET", &format!("/runs/{run}/revisions"), &owner).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(2));

    let path = format!("/runs/{run}/current");
    let tag = api.ask("GET", &path, &owner).await.header("etag").expect("a tag").to_owned();
    let back = api.send("PUT", &path, &lines(&tag), &json!({ "revision": first })).await;
    assert_eq!(back.status, 200, "{}", back.text());
    assert_eq!(api.send("PUT", &path, &lines(&tag), &json!({ "revision": second })).await.status, 412);
    assert_eq!(current(&api, &owner, &run).await, first);
    let restored = api.ask("POST", &format!("{record}/versions/1/restore"), &lines("\"v2\"")).await;
    assert_eq!((restored.status, restored.header("etag")), (200, Some("\"v3\"")), "{}", restored.text());
}

#[tokio::test]
async fn papers_leave_by_a_link_and_a_submission_and_the_candidate_by_an_erasure() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    let person = id(&api.ask("GET", &format!("/runs/{run}"), &owner).await, "/run/person");

    let order = json!({
        "what": { "document": "01-cv.docx" }, "expires_at": in_seconds(&api, 3_600), "password": "ein Geheimnis",
        "uses_max": 1, "label": "for the client",
    });
    let made = api.send("POST", &format!("/runs/{run}/shares"), &owner, &order).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let (secret, share) = (id(&made, "/secret"), id(&made, "/share/id"));
    let link = format!("/s/{secret}");
    let look = api.ask("GET", &link, "").await;
    assert_eq!(look.status, 200, "{}", look.text());
    assert_eq!(look.json()["needs_password"], true);
    assert!(!look.text().contains("cv") && !look.text().contains(NAME), "{}", look.text());
    assert_eq!(look.header("x-robots-tag"), Some("noindex, nofollow"));
    assert_eq!((look.header("cache-control"), look.header("referrer-policy")), (Some("no-store"), Some("no-referrer")));
    for (body, code) in
        [(json!({}), "share.password_needed"), (json!({ "password": "falsch" }), "share.password_wrong")]
    {
        let refused = api.send("POST", &link, "", &body).await;
        assert_eq!((refused.status, refused.code().as_str()), (422, code));
        assert_eq!(refused.header("cache-control"), Some("no-store"));
    }
    let known = json!({ "password": "ein Geheimnis" });
    let taken = api.send("POST", &link, "", &known).await;
    assert_eq!((taken.status, &taken.body[..2]), (200, &b"PK"[..]));
    assert_eq!(api.send("POST", &link, "", &known).await.status, 410, "it is used up");
    let visits = api.ask("GET", &format!("/runs/{run}/shares/{share}"), &owner).await.json();
    let outcomes: Vec<&str> =
        visits["visits"].as_array().expect("visits").iter().filter_map(|one| one["outcome"].as_str()).collect();
    assert!(outcomes.contains(&"downloaded") && outcomes.contains(&"wrong-password"), "{outcomes:?}");

    let client = id(&api.send("POST", "/clients", &owner, &json!({ "name": "Muster AG" })).await, "/id");
    let draft = json!({ "person": person, "client": client });
    let begun = api.send("POST", &format!("/runs/{run}/submissions"), &owner, &draft).await;
    let submission = id(&begun, "/submission/id");
    let send = format!("/submissions/{submission}/send");
    let order = json!({ "pack": "client", "recipient": "hr@muster.example" });
    let refused = api.send("POST", &send, &owner, &order).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "submission.consent_needed"));
    let consent = json!({ "scope": "named-pack", "clients": [client], "evidence": "on the phone" });
    let given = api.send("POST", &format!("/persons/{person}/consents"), &owner, &consent).await;
    assert_eq!(given.status, 201, "{}", given.text());
    let sent = api.send("POST", &send, &owner, &order).await;
    assert_eq!((sent.status, &sent.json()["submission"]["state"]), (200, &json!("sent")), "{}", sent.text());
    let moved =
        api.send("POST", &format!("/submissions/{submission}/state"), &owner, &json!({ "state": "placed" })).await;
    assert_eq!(moved.json()["state"], "placed", "{}", moved.text());

    let found =
        api.send("POST", "/persons/find", &owner, &json!({ "email": "olena.kowalenko@postkasten.example.org" })).await;
    assert_eq!(found.json()["items"][0]["id"], person.as_str(), "{}", found.text());
    let export = api.ask("GET", &format!("/persons/{person}/export"), &owner).await;
    assert_eq!((export.status, export.header("content-type")), (200, Some("application/zip")));
    let names = b"person/data.json";
    assert!(export.body.starts_with(b"PK") && export.body.windows(names.len()).any(|part| part == names));

    let hold = api.send("POST", &format!("/persons/{person}/holds"), &owner, &json!({ "reason": "a claim" })).await;
    assert_eq!(hold.status, 201, "{}", hold.text());
    assert_eq!(api.ask("DELETE", &format!("/persons/{person}"), &owner).await.status, 409, "it is held");
    let released = api.ask("POST", &format!("/holds/{}/release", id(&hold, "/id")), &owner).await;
    assert_eq!(released.status, 204, "{}", released.text());
    let asked = api.ask("DELETE", &format!("/persons/{person}?reason=candidate"), &owner).await;
    assert_eq!(asked.status, 202, "{}", asked.text());
    assert_eq!(api.ask("GET", &format!("/runs/{run}"), &owner).await.status, 404, "at once");
    let receipt = erased(&api, &owner, &id(&asked, "/id")).await;
    assert_eq!(receipt["receipt"]["reason"], "candidate");
    assert!(!receipt.to_string().contains(NAME));
    for path in [
        format!("/runs/{run}"),
        format!("/runs/{run}/records/cv"),
        format!("/runs/{run}/revisions"),
        format!("/runs/{run}/shares"),
        format!("/persons/{person}"),
        format!("/persons/{person}/export"),
        format!("/submissions/{submission}"),
    ] {
        assert_eq!(api.ask("GET", &path, &owner).await.status, 404, "{path}");
    }
    assert_eq!(api.ask("GET", &link, "").await.status, 410);
    assert_eq!(api.ask("GET", "/runs", &owner).await.json()["items"], json!([]));
    assert!(api.ask("GET", "/erasures/export", &owner).await.text().lines().count() == 1);
}

#[tokio::test]
async fn two_teams_at_once_see_their_own_only() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let there = other_team(&api).await;
    let none = json!({});
    let ((here, _), (other, _)) = tokio::join!(sealed(&api, &owner, &none), sealed(&api, &there, &none));
    for (caller, own, foreign) in [(&owner, &here, &other), (&there, &other, &here)] {
        let listed = api.ask("GET", "/runs", caller).await.json();
        let ids: Vec<&str> =
            listed["items"].as_array().expect("runs").iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(ids, [own.as_str()]);
        assert_eq!(api.ask("GET", &format!("/runs/{foreign}"), caller).await.status, 404);
        let events = api.ask("GET", &format!("/runs/{foreign}/events"), caller).await;
        assert_eq!((events.status, events.code().as_str()), (404, "not_found"));
    }
}

#[tokio::test]
async fn a_stream_ends_for_who_may_not_look_any_more() {
    let (api, owner) = Api::owned().await;
    let viewer = api.member(&owner, "anna@example.org", "viewer").await;
    // Nobody works, so the run waits and the stream stays open.
    let run = begin(&api, &owner, &json!({})).await;
    let mut client = Client::connect(api.address).await;
    client.send(format!("GET /api/v1/runs/{run}/events HTTP/1.1\r\nHost: localhost\r\n{viewer}\r\n")).await;
    let head = client.head().await.expect("a head");
    assert_eq!(head.status, 200);
    let mut told = String::new();
    while !told.contains("event: queued") {
        told.push_str(&String::from_utf8(client.chunk().await.expect("a chunk")).expect("UTF-8"));
    }
    let members = api.ask("GET", "/members", &owner).await.json();
    let found = members["items"].as_array().expect("members").iter().find(|one| one["role"] == "viewer");
    let user = found.and_then(|one| one["user"].as_str().or(one["id"].as_str())).expect("the viewer").to_owned();
    assert_eq!(api.ask("DELETE", &format!("/members/{user}"), &owner).await.status, 204);
    let cancelled = api.ask("POST", &format!("/runs/{run}/cancel"), &owner).await;
    assert_eq!(cancelled.status, 204, "{}", cancelled.text());
    while let Some(chunk) = client.chunk().await {
        if chunk.is_empty() {
            break;
        }
        told.push_str(&String::from_utf8(chunk).expect("UTF-8"));
    }
    assert!(!told.contains("event: cancelled"), "{told}");
    assert_eq!(watch(&api, &owner, &run, 1).await.last().map(|event| event.1.as_str()), Some("cancelled"));
}

#[tokio::test]
async fn a_viewer_looks_and_starts_nothing() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    let viewer = api.member(&owner, "anna@example.org", "viewer").await;
    let told = api.ask("GET", &format!("/runs/{run}"), &viewer).await;
    assert_eq!((told.status, &told.json()["run"]["state"]), (200, &json!("sealed")));
    let refused = upload(&api, &viewer, "/runs", &[("cv", Some("cv.txt"), CV_TXT)]).await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "auth.forbidden"));
    for (method, path) in [
        ("DELETE", format!("/runs/{run}")),
        ("POST", format!("/runs/{run}/cancel")),
        ("GET", "/erasures".to_owned()),
        ("GET", "/webhooks".to_owned()),
    ] {
        assert_eq!(api.ask(method, &path, &viewer).await.status, 403, "{method} {path}");
    }
    let edit: Value = json!({ "edits": [{ "op": "set", "field": "basics/phone", "value": "1" }] });
    let lines = format!("{viewer}If-Match: *\r\n");
    assert_eq!(api.send("PATCH", &format!("/runs/{run}/records/cv"), &lines, &edit).await.status, 403);
    let (script, _) = api.token(&owner, &["read"]).await;
    assert_eq!(api.ask("GET", &format!("/runs/{run}"), &script).await.status, 200);
    assert_eq!(api.ask("DELETE", &format!("/runs/{run}"), &script).await.status, 403);
}
