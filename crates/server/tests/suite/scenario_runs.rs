//! The scenario's runs: watched, downloaded, corrected, decided, compared, made again.

use crate::api_work::{FormPart, id, watch};
use crate::client::Client;
use crate::scenario::{Life, Who, files_of};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dossier::core::hash::sha256_hex;
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::verify;
use dossier_stand_ins::receiver::{Received, Receiver};
use ring::hmac;
use serde_json::{Value, json};
use std::time::Duration;

const CV: &[u8] = include_bytes!("../../../../examples/de/lebenslauf.pdf");
const JOB: &[u8] = include_bytes!("../../../../examples/de/stellenprofil.docx");
const OFFER: &[u8] = include_bytes!("../../../../examples/offer.toml");
const ENGLISH_CV: &[u8] = include_bytes!("../../../../examples/en/cv.docx");
const ENGLISH_JOB: &[u8] = include_bytes!("../../../../examples/en/job.pdf");
const FRENCH_CV: &[u8] = include_bytes!("../../../../examples/fr/cv.pdf");
const FRENCH_JOB: &[u8] = include_bytes!("../../../../examples/fr/profil.docx");

/// The phone number that the first candidate gets by a correction.
const PHONE: &str = "+41 79 555 77 99";

/// Listens to a run until its first event and hangs up.
async fn hangs_up(life: &Life, who: Who, run: &str) {
    let mut client = Client::connect(life.api.address).await;
    let lines = life.lines(who);
    client.send(format!("GET /api/v1/runs/{run}/events HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n")).await;
    let head = client.head().await.expect("a head");
    assert_eq!((head.status, head.header("content-type")), (200, Some("text/event-stream")));
    let mut told = String::new();
    while !told.contains("event: queued") {
        let chunk = client.chunk().await.expect("a chunk");
        assert!(!chunk.is_empty(), "the stream ended: {told}");
        told.push_str(&String::from_utf8(chunk).expect("UTF-8"));
    }
}

/// A CV and a profile become papers, once for one key; the progress goes on where it was left; files come whole and in part.
pub async fn a_candidate_comes_in(life: &mut Life) {
    let library = json!({ "lexicon": life.id("lexicon") });
    let options = json!({
        "locale": "de-CH", "formats": ["docx", "pdf"], "client": life.id("client"), "library": library,
    });
    let options = options.to_string();
    let parts: [FormPart<'_>; 4] = [
        ("cv", Some("Annalena Zurbriggen.pdf"), CV),
        ("job", Some("stellenprofil.docx"), JOB),
        ("offer", Some("offer.toml"), OFFER),
        ("options", None, options.as_bytes()),
    ];
    let key = "Idempotency-Key: \"the-first\"\r\n";
    let small: [FormPart<'_>; 1] = [("cv", Some("cv.txt"), CV_TXT)];
    life.upload("a viewer begins nothing", (Who::Viktor, ""), "/runs", &small, 403).await;
    let made = life.upload("a candidate", (Who::Eva, key), "/runs", &parts, 201).await;
    let run = id(&made, "/runs/0");
    hangs_up(life, Who::Viktor, &run).await;
    let rest = watch(&life.api, &life.lines(Who::Viktor), &run, 1).await;
    let whole = life.sealed("its progress", Who::Viktor, &run, 0).await;
    assert_eq!(rest, whole[1..], "nothing is told twice and nothing is missing");
    let seen = format!("Last-Event-ID: {}\r\n", whole.len());
    life.ask_with("there is no more", (Who::Viktor, &seen), &format!("GET /runs/{run}/events"), 204).await;
    let again = life.upload("the same request", (Who::Eva, key), "/runs", &parts, 201).await;
    assert_eq!((again.json(), again.header("idempotency-replayed")), (made.json(), Some("true")));
    life.keep_case(Who::Eva, ["run", "person", "revision"], &run).await;
    life.ask("the run", Who::Viktor, &format!("GET /runs/{run}"), 200).await;
    life.ask("found by name", Who::Viktor, "GET /runs?q=zurbriggen&state=sealed", 200).await;
    for kind in ["cv", "job", "match", "feedback", "offer"] {
        life.ask("a record", Who::Viktor, &format!("GET /runs/{run}/records/{kind}"), 200).await;
    }

    let files = files_of(&life.api, &life.lines(Who::Viktor), &run).await;
    assert!(files.contains_key("01-cv.docx") && files.contains_key("01-cv.pdf"), "{files:?}");
    life.ledger.write("its files", &json!(files));
    let papers = format!("/runs/{run}/revisions/{}", life.id("revision"));
    let path = format!("{papers}/documents/01-cv.pdf");
    let whole = life.look(Who::Viktor, &path).await;
    let tag = whole.header("etag").expect("a tag").to_owned();
    let range = format!("Range: bytes=100-1099\r\nIf-Range: {tag}\r\n");
    let part = life.ask_with("a part of a file", (Who::Viktor, &range), &format!("GET {path}"), 206).await;
    assert_eq!(part.body, whole.body[100..1_100]);
    let kept = format!("If-None-Match: {tag}\r\n");
    life.ask_with("it is what the client has", (Who::Viktor, &kept), &format!("GET {path}"), 304).await;
    for pack in ["full", "client"] {
        let bundle = life.ask("a bundle", Who::Viktor, &format!("GET {papers}/bundle?pack={pack}"), 200).await;
        let verified = verify(&bundle.body).expect("a sound bundle");
        let inside = |folder: &str| verified.paths.iter().filter(|path| path.starts_with(folder)).count();
        let (primary, artifacts) = (inside("primary_outputs/"), inside("artifacts/"));
        assert_eq!(primary + artifacts, verified.paths.len(), "{:?}", verified.paths);
        assert!(primary > 0 && (artifacts > 0) == (pack == "full"), "{pack}: {:?}", verified.paths);
        assert_eq!(verified.manifest, pack == "full");
        life.ledger.write("what is in it", &json!(verified.paths));
    }
}

/// Whether a message is signed with a secret as Standard Webhooks says.
fn is_signed(received: &Received, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret")).expect("base64");
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let text = format!("{}.{}.{}", received.header("webhook-id"), received.header("webhook-timestamp"), received.body);
    let wanted = format!("v1,{}", STANDARD.encode(hmac::sign(&key, text.as_bytes())));
    received.header("webhook-signature").split(' ').any(|signature| signature == wanted)
}

/// The profile of the first run is kept and edited, the same CV is judged by it, and the desk learns that it knows the candidate.
/// A program of the team is told that the run is done.
pub async fn the_same_candidate_comes_in_again(life: &mut Life) {
    let receiver = Receiver::start(&[]).await;
    let webhook = json!({ "url": receiver.url(), "events": ["run.finished"] });
    life.send("a viewer makes no webhook", Who::Viktor, "POST /webhooks", &webhook, 403).await;
    let made = life.send("a webhook", Who::Rosa, "POST /webhooks", &webhook, 201).await;
    let (hook, secret) = (id(&made, "/webhook/id"), id(&made, "/secret"));

    let of_run = json!({ "run": life.id("run") });
    let made = life.send("a profile of the run", Who::Eva, "POST /profiles", &of_run, 201).await;
    let profile = id(&made, "/id");
    life.keep("profile", profile.clone());
    let seen = life.ask("it is read", Who::Viktor, &format!("GET /profiles/{profile}"), 200).await;
    let tag = format!("If-Match: {}\r\n", seen.header("etag").expect("a version"));
    let edits = json!({ "edits": [{ "op": "set", "field": "job/title", "value": "Java-Entwicklerin im Mandat" }] });
    let edit = format!("PATCH /profiles/{profile}");
    life.send_with("it is edited", (Who::Eva, &tag), &edit, &edits, 200).await;
    life.send_with("as it was seen only", (Who::Eva, &tag), &edit, &edits, 412).await;
    life.ask("its versions", Who::Viktor, &format!("GET /profiles/{profile}/versions"), 200).await;

    let options = json!({
        "locale": "de-CH", "formats": ["docx"], "client": life.id("client"), "profile": { "id": profile },
    });
    let options = options.to_string();
    let parts: [FormPart<'_>; 2] =
        [("cv", Some("Annalena Zurbriggen (2).pdf"), CV), ("options", None, options.as_bytes())];
    let run = life.case("she again", Who::Eva, ["second run", "person again", "second revision"], &parts).await;
    assert_eq!(life.id("person again"), life.id("person"), "one person");
    let notices = life.ask("she is known", Who::Eva, &format!("GET /runs/{run}/notices"), 200).await;
    assert_eq!(notices.json()["same_person"], json!([life.id("run")]));

    let path = format!("/webhooks/{hook}/deliveries");
    let mut told = Value::Null;
    for _ in 0..400 {
        told = life.look(Who::Rosa, &path).await.json();
        if told["items"][0]["state"] == "done" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(told["items"][0]["state"], "done", "{told}");
    let received = receiver.received();
    assert_eq!(received.len(), 1, "one run has finished since");
    assert!(is_signed(&received[0], &secret) && !is_signed(&received[0], "whsec_AAAA"));
    let message: Value = serde_json::from_str(&received[0].body).expect("JSON");
    assert_eq!((&message["type"], &message["data"]["run"]), (&json!("run.finished"), &json!(run)));
    life.ledger.write("what the webhook was told", &message);
    life.ledger.write("its deliveries", &told);
    life.ask("the webhook goes", Who::Rosa, &format!("DELETE /webhooks/{hook}"), 204).await;
}

/// Two more candidates in the first team, one in the second.
pub async fn further_candidates_come_in(life: &mut Life) {
    let library = json!({ "templates": [life.id("template")] });
    let options = json!({ "locale": "en", "formats": ["docx", "html"], "library": library }).to_string();
    let parts: [FormPart<'_>; 3] = [
        ("cv", Some("cv.docx"), ENGLISH_CV),
        ("job", Some("job.pdf"), ENGLISH_JOB),
        ("options", None, options.as_bytes()),
    ];
    life.case("one by a template", Who::Eva, ["english run", "english person", "english revision"], &parts).await;
    let options = json!({ "locale": "de-CH", "formats": ["docx"] }).to_string();
    let parts: [FormPart<'_>; 3] = [
        ("cv", Some("Olena Kowalenko.txt"), CV_TXT),
        ("job", Some("job.txt"), JOB_TXT),
        ("options", None, options.as_bytes()),
    ];
    life.case("one who will move", Who::Eva, ["moving run", "moving person", "moving revision"], &parts).await;
    let options = json!({ "locale": "fr-CH", "client": life.id("client of B") }).to_string();
    let parts: [FormPart<'_>; 3] = [
        ("cv", Some("cv.pdf"), FRENCH_CV),
        ("job", Some("profil.docx"), FRENCH_JOB),
        ("options", None, options.as_bytes()),
    ];
    life.case("one of the other team", Who::Bruno, ["run of B", "person of B", "revision of B"], &parts).await;
    for (who, thing) in [(Who::Viktor, "english run"), (Who::Viktor, "moving run"), (Who::Bruno, "run of B")] {
        let run = life.id(thing);
        life.ask(thing, who, &format!("GET /runs/{run}"), 200).await;
        let files = files_of(&life.api, &life.lines(who), &run).await;
        life.ledger.write("its files", &json!(files));
    }
    life.ask("the history of A", Who::Viktor, "GET /runs", 200).await;
    life.ask("the history of B", Who::Bruno, "GET /runs", 200).await;
}

/// Asks for a new revision of the first run, waits for it and tells its id.
async fn made_anew(life: &mut Life, step: &str, path: &str, body: &Value) -> String {
    let run = life.id("run");
    let seen = life.event_seq(Who::Eva, &run).await;
    life.send(step, Who::Eva, &format!("POST /runs/{run}/{path}"), body, 202).await;
    life.sealed(step, Who::Eva, &run, seen).await;
    let current = life.look(Who::Eva, &format!("/runs/{run}/current")).await;
    id(&current, "/revision")
}

/// A field and a verdict are corrected and become a revision; two are compared, the old one is shown again; then everything once
/// more in another language.
pub async fn the_papers_are_corrected(life: &mut Life) {
    let (run, first) = (life.id("run"), life.id("revision"));
    let record = format!("/runs/{run}/records/cv");
    let seen = life.look(Who::Eva, &record).await;
    let tag = format!("If-Match: {}\r\n", seen.header("etag").expect("a version"));
    let edits = json!({ "edits": [{ "op": "set", "field": "basics/phone", "value": PHONE }] });
    let edit = format!("PATCH {record}");
    life.send_with("a correction", (Who::Eva, &tag), &edit, &edits, 200).await;
    life.send_with("a late one", (Who::Rosa, &tag), &edit, &edits, 412).await;
    life.send("one of something unseen", Who::Eva, &edit, &edits, 428).await;
    life.ask("versions of the record", Who::Viktor, &format!("GET {record}/versions"), 200).await;

    let judged = life.look(Who::Eva, &format!("/runs/{run}/records/match")).await.json();
    let criteria = judged["body"]["criteria"].as_array().expect("criteria");
    let open = criteria.iter().find(|one| one["verdict"] != "met").expect("a criterion that is not met");
    let criterion = open["id"].as_str().expect("an id").to_owned();
    let decide = format!("POST /runs/{run}/decisions");
    let bare = json!({ "criterion": criterion, "verdict": "met", "reason": " " });
    life.send("a verdict has a reason", Who::Eva, &decide, &bare, 422).await;
    let reason = "Annalena Zurbriggen hat es im Gespräch gezeigt";
    let verdict = json!({ "criterion": criterion, "verdict": "met", "reason": reason });
    let made = life.send("a verdict of a person", Who::Eva, &decide, &verdict, 201).await;
    life.keep("decision", id(&made, "/id"));

    let second = made_anew(life, "a new revision", "revisions", &json!({})).await;
    assert_ne!(first, second);
    let compared = format!("GET /runs/{run}/compare?from={first}&to={second}");
    let compared = life.ask("both are compared", Who::Viktor, &compared, 200).await.json();
    assert_eq!((&compared["cv"][0]["field"], &compared["cv"][0]["after"]), (&json!("basics/phone"), &json!(PHONE)));
    assert_eq!(compared["criteria"][0]["id"], criterion.as_str(), "{compared}");
    assert_eq!(compared["criteria"][0]["after"]["verdict"], "met", "{compared}");
    let files = files_of(&life.api, &life.lines(Who::Eva), &run).await;
    life.ledger.write("its files", &json!(files));

    let current = format!("/runs/{run}/current");
    let seen = life.look(Who::Eva, &current).await;
    let tag = format!("If-Match: {}\r\n", seen.header("etag").expect("a tag"));
    let (put, back) = (format!("PUT {current}"), json!({ "revision": first }));
    life.send_with("the old one is shown again", (Who::Eva, &tag), &put, &back, 200).await;
    life.send_with("once, of what was seen", (Who::Eva, &tag), &put, &back, 412).await;
    let shown = life.look(Who::Eva, &format!("/runs/{run}/revisions/{first}/documents/01-cv.docx")).await;
    life.ledger.write("its CV", &json!(sha256_hex(&shown.body)));

    let options = json!({ "locale": "fr-CH", "formats": ["docx"], "client": life.id("client") });
    let third = made_anew(life, "all of it in French", "rerun", &json!({ "options": options })).await;
    assert!(third != first && third != second, "it is a new one");
    life.keep("revision", third);
    let told = life.ask("the run now", Who::Viktor, &format!("GET /runs/{run}"), 200).await.json();
    assert_eq!(told["options"]["locale"], "fr-CH");
    let files = files_of(&life.api, &life.lines(Who::Viktor), &run).await;
    life.ledger.write("its files", &json!(files));
    let listed = life.ask("its revisions", Who::Viktor, &format!("GET /runs/{run}/revisions"), 200).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(3));
}
