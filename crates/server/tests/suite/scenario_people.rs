//! The scenario's people: colleagues who comment, strangers with a link, a client who is shown a candidate, and everybody who asks
//! for more than is theirs. At the end a run goes to the other team.

use crate::api_work::id;
use crate::scenario::{Life, OFFICE, Who, files_of};
use jiff::Timestamp;
use serde_json::{Value, json};

/// An id that nothing has.
const NOBODY: &str = "0197a1b2-7c3d-7000-8000-00000000abcd";

const PASSWORD: &str = "ein Geheimnis";

/// A link to papers of the first run, with its secret.
async fn linked(life: &mut Life, thing: &'static str, order: &Value) -> String {
    let in_an_hour = Timestamp::from_second(life.api.now_s() + 3_600).expect("a time").to_string();
    let mut order = order.clone();
    order["expires_at"] = json!(in_an_hour);
    let run = life.id("run");
    let made = life.send(thing, Who::Eva, &format!("POST /runs/{run}/shares"), &order, 201).await;
    life.keep(thing, id(&made, "/share/id"));
    id(&made, "/secret")
}

/// What a link was visited for, in any order.
async fn visits(life: &mut Life, thing: &str) {
    let told = life.look(Who::Viktor, &format!("/runs/{}/shares/{}", life.id("run"), life.id(thing))).await.json();
    let visits = told["visits"].as_array().expect("visits").iter();
    let mut outcomes: Vec<&str> = visits.filter_map(|one| one["outcome"].as_str()).collect();
    outcomes.sort_unstable();
    let told = json!({ "outcomes": outcomes, "share": told["share"] });
    life.ledger.write(thing, &told);
}

/// A thread of comments; a link with a password and a number of uses, and one that is taken back.
pub async fn colleagues_talk_and_strangers_look(life: &mut Life) {
    let comments = format!("/runs/{}/comments", life.id("run"));
    let text = json!({ "text": "Annalena Zurbriggen ruft am Montag zurück" });
    let made = life.send("a comment", Who::Eva, &format!("POST {comments}"), &text, 201).await;
    let comment = id(&made, "/id");
    life.keep("comment", comment.clone());
    let text = json!({ "text": "Annalena Zurbriggen ruft am Dienstag zurück" });
    let edit = format!("PATCH {comments}/{comment}");
    life.send("it is edited", Who::Eva, &edit, &text, 200).await;
    life.send("by its author only", Who::Rosa, &edit, &text, 403).await;
    life.ask("comments", Who::Viktor, &format!("GET {comments}"), 200).await;

    let order = json!({
        "what": { "document": "01-cv.docx" }, "password": PASSWORD, "uses_max": 2, "label": "Link für Zurbriggen",
    });
    let secret = linked(life, "share", &order).await;
    let (look, open) = (format!("GET /s/{secret}"), format!("POST /s/{secret}"));
    let before = life.api.ask("GET", &format!("/s/{secret}"), "").await;
    assert_eq!((before.status, before.header("x-robots-tag")), (200, Some("noindex, nofollow")));
    assert!(!before.text().to_lowercase().contains("zurbriggen") && !before.text().contains("cv"));
    // The address holds a secret, which differs from life to life.
    life.ledger.write("a look at the link", &before.json());
    let known = json!({ "password": PASSWORD });
    let table = [
        (json!({}), 422, "share.password_needed"),
        (json!({ "password": "falsch geraten" }), 422, "share.password_wrong"),
        (known.clone(), 200, ""),
        (known.clone(), 200, ""),
        (known.clone(), 410, "link.gone"),
    ];
    for (body, status, code) in table {
        let opened = stranger(life, &open, &body).await;
        assert_eq!(opened.0, status, "{body}: {}", opened.1);
        let is_told = if code.is_empty() { opened.1["sha256"].is_string() } else { opened.1["code"] == code };
        assert!(is_told, "{}", opened.1);
        life.ledger.write("the link is followed", &json!([body, opened.0, opened.1]));
    }
    let (status, _) = stranger(life, &look, &Value::Null).await;
    assert_eq!(status, 410, "it is used up");
    visits(life, "share").await;

    let pack = json!({ "what": { "pack": "client" } });
    let secret = linked(life, "pack", &pack).await;
    let (path, open) = (format!("/runs/{}/shares/{}", life.id("run"), life.id("pack")), format!("POST /s/{secret}"));
    let (status, told) = stranger(life, &open, &json!({})).await;
    assert_eq!(status, 200, "{told}");
    life.ledger.write("a pack", &told);
    life.ask("a viewer takes nothing back", Who::Viktor, &format!("DELETE {path}"), 403).await;
    life.ask("the link is taken back", Who::Eva, &format!("DELETE {path}"), 204).await;
    let (status, told) = stranger(life, &open, &json!({})).await;
    assert_eq!((status, &told["code"]), (410, &json!("link.gone")), "at once");
    visits(life, "pack").await;
    life.ask("links of the run", Who::Viktor, &format!("GET /runs/{}/shares", life.id("run")), 200).await;

    // One that stays, for what happens to it later.
    let secret = linked(life, "last share", &pack).await;
    life.keep("last secret", secret);
}

/// What a stranger is answered: status and body, of a file its hash.
async fn stranger(life: &Life, request: &str, body: &Value) -> (u16, Value) {
    life.api.wait(1);
    let (method, path) = request.split_once(' ').expect("a method and a path");
    let answer = match body {
        Value::Null => life.api.ask(method, path, "").await,
        _ => life.api.send(method, path, "", body).await,
    };
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{request}");
    (answer.status, crate::scenario::told(&answer))
}

/// A submission asks for consent, is sent, told of when it comes twice, and closed; then the clock runs.
pub async fn a_client_is_shown_the_candidate(life: &mut Life) {
    let (run, person, client) = (life.id("run"), life.id("person"), life.id("client"));
    let draft = json!({ "person": person, "client": client });
    let begin = |run: &str| format!("POST /runs/{run}/submissions");
    life.send("a viewer submits nothing", Who::Viktor, &begin(&run), &draft, 403).await;
    let begun = life.send("a submission", Who::Eva, &begin(&run), &draft, 201).await;
    assert_eq!(begun.json()["earlier"], json!([]));
    let submission = id(&begun, "/submission/id");
    life.keep("submission", submission.clone());
    let send = format!("POST /submissions/{submission}/send");
    let order = json!({ "pack": "client", "recipient": "Fankhauser, wegen Zurbriggen" });
    let refused = life.send("nobody has agreed", Who::Eva, &send, &order, 409).await;
    assert_eq!(refused.code(), "submission.consent_needed");
    let consents = format!("/persons/{person}/consents");
    let consent = json!({ "scope": "named-pack", "clients": [client], "evidence": "Zurbriggen am Telefon" });
    let given = life.send("she agrees", Who::Eva, &format!("POST {consents}"), &consent, 201).await;
    life.keep("consent", id(&given, "/id"));
    life.ask("it is written down", Who::Viktor, &format!("GET {consents}"), 200).await;
    let sent = life.send("it is sent", Who::Eva, &send, &order, 200).await;
    assert_eq!(sent.json()["submission"]["state"], "sent");
    life.send("once", Who::Eva, &send, &order, 409).await;

    let second = life.id("second run");
    let notices = life.ask("she was there", Who::Eva, &format!("GET /runs/{second}/notices"), 200).await;
    assert_eq!(notices.json()["submitted"], json!([submission]));
    let begun = life.send("a second submission", Who::Eva, &begin(&second), &draft, 201).await;
    assert_eq!(begun.json()["earlier"][0]["submission"], submission.as_str(), "it is told");
    let twice = format!("POST /submissions/{}/state", id(&begun, "/submission/id"));
    life.send("it is dropped", Who::Eva, &twice, &json!({ "state": "withdrawn" }), 200).await;

    let state = format!("POST /submissions/{submission}/state");
    life.send("she is invited", Who::Eva, &state, &json!({ "state": "interview" }), 200).await;
    let open = life.look(Who::Viktor, &format!("/runs/{run}")).await.json();
    assert_eq!(open["run"]["closed_at"], Value::Null);
    life.send("she is hired", Who::Eva, &state, &json!({ "state": "placed" }), 200).await;
    life.send("closed stays closed", Who::Eva, &state, &json!({ "state": "rejected" }), 409).await;
    let closed = life.ask("the run is closed", Who::Viktor, &format!("GET /runs/{run}"), 200).await.json();
    assert!(closed["run"]["closed_at"].is_string(), "{closed}");
    let goes_at = closed["run"]["expires_at"].as_str().expect("a date");
    assert!(goes_at.starts_with("2026-07-27T"), "six months later: {goes_at}");
    let due = life.ask("what goes when", Who::Viktor, "GET /retention/due?days=366", 200).await.json();
    let due = due["items"].as_array().expect("a list").iter().find(|one| one["run"] == run.as_str());
    assert_eq!(due.map(|one| &one["is_closed"]), Some(&json!(true)));
    life.ask("submissions to the client", Who::Viktor, &format!("GET /clients/{client}/submissions"), 200).await;
}

/// A viewer changes nothing, a token does what its scope says, and of the other team nothing is there.
pub async fn nobody_does_more_than_is_theirs(life: &mut Life) {
    let [run, person, client] = ["run", "person", "client"].map(|thing| life.id(thing));
    let edits = json!({ "edits": [{ "op": "set", "field": "basics/phone", "value": "1" }] });
    let consent = json!({ "scope": "keep-for-later" });
    let profile = life.id("profile");
    let submission = life.id("submission");
    let second = life.id("B");
    let if_match = "If-Match: *\r\n";
    let table = [
        (format!("PATCH /runs/{run}/records/cv"), edits.clone()),
        (format!("POST /runs/{run}/decisions"), json!({ "criterion": "M1", "verdict": "met", "reason": "x" })),
        (format!("POST /runs/{run}/revisions"), json!({})),
        (format!("POST /runs/{run}/rerun"), json!({})),
        (format!("PUT /runs/{run}/current"), json!({ "revision": life.id("revision") })),
        (format!("POST /runs/{run}/comments"), json!({ "text": "x" })),
        (format!("POST /runs/{run}/move"), json!({ "team": second })),
        (format!("POST /persons/{person}/consents"), consent),
        (format!("POST /persons/{person}/holds"), json!({ "reason": "x" })),
        (format!("POST /submissions/{submission}/state"), json!({ "state": "rejected" })),
        (format!("PATCH /profiles/{profile}"), edits),
        (format!("PATCH /clients/{client}"), json!({ "name": "x" })),
        ("POST /clients".to_owned(), json!({ "name": "x" })),
        ("POST /teams".to_owned(), json!({ "name": "x" })),
    ];
    for (request, body) in &table {
        life.send_with("a viewer", (Who::Viktor, if_match), request, body, 403).await;
    }
    for request in [
        format!("DELETE /runs/{run}"),
        format!("DELETE /persons/{person}"),
        format!("GET /persons/{person}/export"),
        "GET /audit".to_owned(),
        "GET /webhooks".to_owned(),
    ] {
        life.ask("a viewer", Who::Viktor, &request, 403).await;
    }

    let (script, token) = life.api.token(&life.lines(Who::Eva), &["read"]).await;
    life.known(Who::Script, script);
    life.ask("a program looks", Who::Script, &format!("GET /runs/{run}"), 200).await;
    life.ask("and searches", Who::Script, "GET /runs?q=zurbriggen", 200).await;
    for (request, body) in table.iter().take(6) {
        life.send_with("and does nothing", (Who::Script, if_match), request, body, 403).await;
    }
    life.ask("nor erases", Who::Script, &format!("DELETE /runs/{run}"), 403).await;
    life.ask("its token is revoked", Who::Eva, &format!("DELETE /tokens/{token}"), 204).await;
    life.ask("and works no more", Who::Script, &format!("GET /runs/{run}"), 401).await;

    for request in foreign(life) {
        life.ask("the other team", Who::Bruno, &request, 404).await;
    }
    // Those of things: ids have hyphens.
    for (request, body) in table.iter().filter(|(request, _)| request.contains('-')) {
        life.send_with("the other team", (Who::Bruno, if_match), request, body, 404).await;
    }
    let own = life.id("run of B");
    let mixed = json!({ "person": person, "client": client });
    life.send("nor mixed", Who::Bruno, &format!("POST /runs/{own}/submissions"), &mixed, 404).await;
    let email = json!({ "email": "annalena.zurbriggen@postfach.example.org" });
    let found = life.send("nobody is found", Who::Bruno, "POST /persons/find", &email, 200).await;
    assert_eq!(found.json()["items"], json!([]));
    for query in [format!("person={person}"), format!("client={client}"), "q=zurbriggen".to_owned()] {
        let listed = life.ask("nor listed", Who::Bruno, &format!("GET /runs?{query}"), 200).await;
        assert_eq!(listed.json()["items"], json!([]));
    }
    let theirs = format!("GET /runs/{own}");
    life.ask("and the other way round", Who::Rosa, &theirs, 404).await;
}

/// Requests for things of the first team by their ids.
pub fn foreign(life: &Life) -> Vec<String> {
    let [run, revision, person] = ["run", "revision", "person"].map(|thing| life.id(thing));
    let papers = format!("/runs/{run}/revisions/{revision}");
    vec![
        format!("GET /runs/{run}"),
        format!("GET /runs/{run}/events"),
        format!("GET /runs/{run}/notices"),
        format!("GET /runs/{run}/records/cv"),
        format!("GET /runs/{run}/records/cv/versions"),
        format!("GET /runs/{run}/decisions"),
        format!("GET /runs/{run}/revisions"),
        format!("GET /runs/{run}/current"),
        format!("GET /runs/{run}/compare?from={revision}&to={revision}"),
        format!("GET {papers}/documents"),
        format!("GET {papers}/documents/01-cv.docx"),
        format!("GET {papers}/bundle"),
        format!("GET /runs/{run}/comments"),
        format!("DELETE /runs/{run}/comments/{}", life.id("comment")),
        format!("GET /runs/{run}/shares"),
        format!("GET /runs/{run}/shares/{}", life.id("share")),
        format!("DELETE /runs/{run}/shares/{}", life.id("share")),
        format!("GET /runs/{run}/submissions"),
        format!("GET /submissions/{}", life.id("submission")),
        format!("GET /persons/{person}"),
        format!("GET /persons/{person}/export"),
        format!("GET /persons/{person}/consents"),
        format!("POST /persons/{person}/consents/{}/withdraw", life.id("consent")),
        format!("GET /persons/{person}/submissions"),
        format!("DELETE /persons/{person}"),
        format!("DELETE /runs/{run}"),
        format!("POST /runs/{run}/cancel"),
        format!("GET /clients/{}", life.id("client")),
        format!("GET /clients/{}/submissions", life.id("client")),
        format!("GET /profiles/{}", life.id("profile")),
        format!("GET /profiles/{}/versions", life.id("profile")),
        format!("GET /files/{}", life.id("brand")),
        format!("GET /files/{}/content", life.id("brand")),
        format!("DELETE /files/{}", life.id("brand")),
    ]
}

/// What lies in the storage below a run of a team, by the rest of the key.
pub fn below(life: &Life, place: &str, team: &str, run: &str) -> Vec<String> {
    let prefix = format!("t/{}/runs/{run}/", life.id(team));
    life.ground.objects(place).keys().filter_map(|key| key.strip_prefix(&prefix)).map(str::to_owned).collect()
}

/// A run moves: read back there, gone here; its person comes along as a new one or as one that is named, consents only when asked.
pub async fn a_run_goes_to_the_other_team(life: &mut Life) {
    let (run, person, team) = (life.id("moving run"), life.id("moving person"), life.id("B"));
    let consent = json!({ "scope": "keep-for-later", "evidence": "by e-mail" });
    life.send("a consent", Who::Eva, &format!("POST /persons/{person}/consents"), &consent, 201).await;
    let before = files_of(&life.api, &life.lines(Who::Rosa), &run).await;
    let go = format!("POST /runs/{run}/move");
    life.send("an editor moves nothing", Who::Eva, &go, &json!({ "team": team }), 403).await;
    life.send("there is no such team", Who::Rosa, &go, &json!({ "team": NOBODY }), 404).await;
    let named = json!({ "team": team, "persons": [] });
    let refused = life.send("nobody stands for the person", Who::Rosa, &go, &named, 422).await;
    assert_eq!(refused.code(), "move.person_missing");
    let theirs = json!({ "team": team, "persons": [{ "from": person, "to": life.id("english person") }] });
    life.send("nor somebody of the first team", Who::Rosa, &go, &theirs, 404).await;
    assert!(below(life, OFFICE, "B", &run).is_empty(), "nothing has been copied");

    let moved = life.send("the run moves", Who::Rosa, &go, &json!({ "team": team }), 200).await;
    assert_eq!(moved.json()["erased"], true);
    let new = id(&moved, "/persons/0/to");
    assert_ne!(new, person);
    life.keep("moved person", new.clone());
    life.ask("it is gone here", Who::Rosa, &format!("GET /runs/{run}"), 404).await;
    let left = life.ask("the person stays", Who::Rosa, &format!("GET /persons/{person}"), 200).await.json();
    assert_eq!(left["runs"], json!([]));
    life.ask("it is there", Who::Bruno, &format!("GET /runs/{run}"), 200).await;
    let after = files_of(&life.api, &life.lines(Who::Bruno), &run).await;
    assert_eq!(before, after, "byte for byte");
    life.ledger.write("its files", &json!(after));
    let consents = life.ask("no consent came along", Who::Bruno, &format!("GET /persons/{new}/consents"), 200).await;
    assert_eq!(consents.json()["items"], json!([]));
    let email = json!({ "email": "olena.kowalenko@postkasten.example.org" });
    let found = life.send("the person is found", Who::Bruno, "POST /persons/find", &email, 200).await;
    assert_eq!(found.json()["items"][0]["id"], new.as_str());
    let text = json!({ "text": "Bienvenue" });
    life.send("and worked with", Who::Bruno, &format!("POST /runs/{run}/comments"), &text, 201).await;
    life.ask("the history of B", Who::Bruno, "GET /runs?q=kowalenko", 200).await;

    let here = below(life, OFFICE, "A", &run);
    assert!(here.iter().all(|key| key == "deleted.json"), "only the mark of the erasure is left: {here:?}");
    let there = below(life, OFFICE, "B", &run);
    assert!(there.iter().any(|key| key.ends_with("/primary_outputs/01-cv.docx")), "{there:?}");
    assert!(there.iter().any(|key| key.starts_with("inputs/")), "{there:?}");
}
