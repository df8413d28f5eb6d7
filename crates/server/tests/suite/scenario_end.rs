//! The scenario's end: a candidate is told everything, and forgotten in every place that can be looked into; the logs are whole; a
//! backup from before brings back all but that candidate.

use crate::api_desk::{Api, OWNER, PASSWORD, SECRET, cookie, service_over};
use crate::api_work::{erased, id};
use crate::scenario::{Life, OFFICE, Who, files_of, settings, web};
use crate::scenario_ground::{Lying, traces};
use crate::scenario_people::{below, foreign};
use crate::scenario_teams::BRUNO;
use dossier::Env;
use dossier::core::hash::sha256_hex;
use dossier::db::LookupKey;
use dossier::service::Office;
use dossier::service::backup::{RestoreOptions, back_up, read_manifest, restore, verify};
use dossier::workspace::Storage;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Name of the second place.
const RESTORED: &str = "restored";

/// Random numbers that the second service leaves to the first.
const DRAWN: u64 = 1 << 40;

/// What the first candidate is known by: name, address, street, and both phone numbers as people and programs write them.
const KNOWN_BY: [&str; 8] = [
    "annalena", "zurbriggen", "zurbriggen@postfach.example.org", "lindenhofgasse", "555 01 48", "795550148",
    "555 77 99", "795557799",
];

/// Runs that stay, each with somebody who may see it.
const OTHERS: [(Who, &str); 3] = [(Who::Rosa, "english run"), (Who::Bruno, "moving run"), (Who::Bruno, "run of B")];

/// Members of a ZIP without compression, by their paths.
fn members(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number =
        |at: usize, bytes: usize| zip[at..at + bytes].iter().rev().fold(0, |sum, byte| sum * 256 + usize::from(*byte));
    let (mut found, mut at) = (BTreeMap::new(), 0);
    while zip[at..].starts_with(b"PK\x03\x04") {
        assert_eq!((number(at + 6, 2) & 8, number(at + 8, 2)), (0, 0), "stored, with its length in front");
        let (bytes, name, extra) = (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        let begins = at + 30 + name + extra;
        let path = std::str::from_utf8(&zip[at + 30..at + 30 + name]).expect("UTF-8").to_owned();
        assert!(found.insert(path, zip[begins..begins + bytes].to_vec()).is_none(), "twice");
        at = begins + bytes;
    }
    assert!(zip[at..].starts_with(b"PK\x01\x02"), "the directory follows");
    found
}

/// Everything about one person as a ZIP, for an admin only.
pub async fn a_candidate_asks_what_is_known(life: &mut Life) {
    let person = life.id("person");
    life.ask("what refers to her", Who::Viktor, &format!("GET /persons/{person}"), 200).await;
    let path = format!("/persons/{person}/export");
    life.ask("an editor exports nobody", Who::Eva, &format!("GET {path}"), 403).await;
    life.api.wait(1);
    let export = life.look(Who::Rosa, &path).await;
    assert_eq!((export.header("content-type"), export.whole), (Some("application/zip"), true));
    let found = members(&export.body);
    let data = found.get("person/data.json").expect("data");
    let data: Value = serde_json::from_slice(data).expect("JSON");
    assert_eq!(data["schema"], "dossier.person-export/1");
    assert!(data["person"]["name"].as_str().is_some_and(|name| name.contains("Zurbriggen")), "{}", data["person"]);
    for (section, text) in [
        ("comments", "Annalena Zurbriggen ruft am Dienstag"),
        ("decisions", "im Gespräch gezeigt"),
        ("consents", "Zurbriggen am Telefon"),
        ("submissions", "wegen Zurbriggen"),
        ("records", "555 77 99"),
        ("links", "Link für Zurbriggen"),
    ] {
        assert!(data[section].to_string().contains(text), "{section}: {}", data[section]);
    }
    let counts = data.as_object().expect("sections").iter();
    let counts: BTreeMap<&String, usize> =
        counts.filter_map(|(name, rows)| Some((name, rows.as_array()?.len()))).collect();
    life.ledger.write("rows about her", &json!(counts));
    // `data.json` tells ids; papers, records and inputs do not, so their bytes are equal in both lives.
    let files = found.iter().filter(|(name, _)| name.as_str() != "person/data.json");
    let files: Vec<Value> = files.map(|(name, bytes)| json!([name, sha256_hex(bytes)])).collect();
    assert!(files.len() > 20, "{files:?}");
    for ending in ["Annalena Zurbriggen.pdf", "Annalena Zurbriggen (2).pdf", "offer.toml", ".docx"] {
        assert!(found.keys().any(|name| name.ends_with(ending)), "{ending}: {:?}", found.keys());
    }
    assert!(!found.keys().any(|name| name.contains("stellenprofil")), "the client's profile is not about her");
    life.ledger.write("her files", &json!(files));
    life.ask("that it was exported stands in the log", Who::Rosa, "GET /audit?limit=1", 200).await;
}

/// What the program has written into its log, as a thing that lies somewhere.
fn log(api: &Api) -> Lying {
    Lying::from([("log".to_owned(), api.log.text().into_bytes())])
}

/// Lets the service do what it does by itself once a minute; nothing of it may fail.
async fn tidied(office: &Office) {
    let swept = office.sweep_once(office.now(), false).await;
    assert!(swept.failed.is_empty() && swept.log_emptied, "{swept:?}");
    assert_eq!((swept.late_objects, swept.stranded, swept.retention_due), (0, 0, 0), "{swept:?}");
}

/// Everything of a team by the ids that a story has kept; the first candidate is gone from all of it.
async fn nothing_is_known(life: &mut Life, api_of: Option<(&Api, &str)>) {
    let asked = foreign(life);
    let [library, clients, profiles] = ["/files/", "/clients/", "/profiles/"];
    let gone = asked.iter().filter(|request| ![library, clients, profiles].iter().any(|part| request.contains(part)));
    let second = format!("GET /runs/{}", life.id("second run"));
    let gone: Vec<String> = gone.cloned().chain([second]).collect();
    assert!(gone.len() > 20, "{gone:?}");
    let email = json!({ "email": "annalena.zurbriggen@postfach.example.org" });
    let lines = life.lines(Who::Rosa);
    let (api, lines) = api_of.unwrap_or((&life.api, lines.as_str()));
    let mut told = Vec::new();
    for request in &gone {
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let answer = api.ask(method, path, lines).await;
        assert_eq!(answer.status, 404, "{request}: {}", answer.text());
        told.push(json!([request, answer.status]));
    }
    let found = api.send("POST", "/persons/find", lines, &email).await.json();
    let listed = api.ask("GET", "/runs?q=zurbriggen", lines).await.json();
    assert_eq!((&found["items"], &listed["items"]), (&json!([]), &json!([])));
    let link = api.ask("GET", &format!("/s/{}", life.id("last secret")), "").await;
    assert_eq!(link.status, 410, "{}", link.text());
    life.ledger.write("nothing is known", &json!(told));
}

/// A hold keeps her, an erasure takes her: out of the API, the storage, the raw database and the logs.
pub async fn a_candidate_is_forgotten(life: &mut Life) {
    let (run, person) = (life.id("run"), life.id("person"));
    let (erase, holds) =
        (format!("DELETE /persons/{person}?reason=candidate"), format!("POST /persons/{person}/holds"));
    let held = life.send("a hold", Who::Rosa, &holds, &json!({ "reason": "Zurbriggen klagt" }), 201).await;
    let refused = life.ask("it keeps her", Who::Rosa, &erase, 409).await;
    life.ledger.write("by this code", &json!(refused.code()));
    life.ask("her runs too", Who::Eva, &format!("DELETE /runs/{run}"), 409).await;
    life.ask("she is told of", Who::Rosa, &format!("GET /persons/{person}/erasure"), 200).await;
    life.ask("the hold ends", Who::Rosa, &format!("POST /holds/{}/release", id(&held, "/id")), 204).await;

    // What is looked for is there before, or its absence would prove nothing.
    let rows = traces(&life.ground.rows(OFFICE), &KNOWN_BY);
    let objects = traces(&life.ground.objects(OFFICE), &KNOWN_BY);
    for text in ["annalena", "zurbriggen", "zurbriggen@postfach.example.org", "555 77 99"] {
        assert!(rows.iter().any(|found| found.starts_with(text)), "{text}: {rows:?}");
        assert!(objects.iter().any(|found| found.starts_with(text)), "{text}: {objects:?}");
    }
    backed_up(life).await;

    life.ask("an editor erases nobody", Who::Eva, &erase, 403).await;
    let asked = life.ask("she is erased", Who::Rosa, &erase, 202).await;
    let gone = life.ask("and gone at once", Who::Viktor, &format!("GET /runs/{run}"), 404).await;
    assert_eq!(gone.code(), "not_found");
    let done = erased(&life.api, &life.lines(Who::Rosa), &id(&asked, "/id")).await;
    let receipt = &done["receipt"];
    assert_eq!((&receipt["subject"]["id"], &receipt["reason"]), (&json!(person), &json!("candidate")));
    assert!(receipt["counts"]["objects"].as_i64().is_some_and(|objects| objects > 20), "{receipt}");
    life.ledger.write("her receipt", &json!([receipt["schema"], receipt["subject"], receipt["counts"]]));
    nothing_is_known(life, None).await;
    tidied(&life.api.service).await;

    let receipts = Lying::from([("receipts".to_owned(), done.to_string().into_bytes())]);
    for place in [life.ground.rows(OFFICE), life.ground.objects(OFFICE), log(&life.api), receipts] {
        assert_eq!(traces(&place, &KNOWN_BY), Vec::<String>::new());
    }
    for thing in ["run", "second run"] {
        let left = below(life, OFFICE, "A", &life.id(thing));
        assert_eq!(left, ["deleted.json"], "{thing}");
    }
    let objects = life.ground.objects(OFFICE).into_iter().filter(|(key, _)| key.starts_with("t/"));
    let objects: Vec<Value> = objects.map(|(key, bytes)| json!([key, bytes.len()])).collect();
    life.ledger.write("what lies in the storage", &json!(objects));
    for (who, thing) in OTHERS {
        let run = life.id(thing);
        life.ask(thing, who, &format!("GET /runs/{run}"), 200).await;
    }
    // Receipts hash commits too, which tell ids.
    let listed = life.look(Who::Rosa, "/erasures").await.json();
    let listed = listed["items"].as_array().expect("erasures").iter();
    let listed: Vec<Value> = listed.map(|one| json!([one["subject_kind"], one["reason"], one["state"]])).collect();
    life.ledger.write("erasures", &json!(listed));
}

/// The logs of both teams verify; their exports tell the whole life and nobody's name.
pub async fn the_logs_are_whole(life: &mut Life) {
    for who in [Who::Rosa, Who::Bruno] {
        let verdict = life.ask("the log", who, "GET /audit/verify", 200).await.json();
        assert_eq!(verdict["sound"], true, "{verdict}");
        life.api.wait(1);
        let export = life.look(who, "/audit/export").await;
        assert_eq!(export.header("content-type"), Some("application/x-ndjson"));
        let text = export.text();
        let entries: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(Some(entries.len()), verdict["entries"].as_u64().and_then(|entries| usize::try_from(entries).ok()));
        let told = entries.iter().map(|one| json!([one["seq"], one["action"], one["actor_kind"], one["subject_kind"]]));
        let told: Vec<Value> = told.collect();
        life.ledger.write("the log's entries", &json!(told));
        let export = Lying::from([("export".to_owned(), text.into_bytes())]);
        let names = ["kowalenko", "okonkwo", "charri", "rosa@", "bruno@", "musterwesen", "fiduciaire"];
        assert_eq!(traces(&export, &names), Vec::<String>::new());
        assert_eq!(traces(&export, &KNOWN_BY), Vec::<String>::new());
    }
    let names = ["kowalenko", "okonkwo", "rosa@", "bruno@", "musterwesen"];
    assert_eq!(traces(&log(&life.api), &names), Vec::<String>::new());
}

/// A backup into a storage of its own, which is looked through.
async fn backed_up(life: &mut Life) {
    let (office, backup) = (life.api.service.clone(), Storage::memory());
    let (now, system) = (Timestamp::from_second(life.api.now_s()).expect("a time"), Env::system());
    let env = Env::new(move || now, move |bytes| system.fill(bytes));
    let report = back_up(office.db(), office.dossier().storage(), &backup, &env).await.expect("backed up");
    assert!(report.damaged.is_empty() && report.vanished == 0, "{report:?}");
    let found = verify(&backup, Some(LookupKey::new(&SECRET)), &env).await.expect("looked through");
    assert!(found.is_sound() && found.chains == 2, "{:?}", found.faults);
    let manifest = read_manifest(&backup).await.expect("a manifest");
    let tables: BTreeMap<&str, u64> = manifest.tables.iter().map(|table| (table.name.as_str(), table.rows)).collect();
    life.ledger.write("rows by table", &json!(tables));
    life.ledger.write("a backup", &json!({ "revisions": report.revisions, "inputs": report.inputs }));
    life.backup = Some(backup);
}

/// The backup from before the erasure, restored into an empty place with the list of erasures: she is not there, the others are,
/// byte for byte.
pub async fn a_backup_brings_back_the_others_only(life: &mut Life) {
    let backup = life.backup.take().expect("a backup");
    let erasures = life.api.service.erasure_list().await.expect("a list");
    let mut before = BTreeMap::new();
    for (who, thing) in OTHERS {
        before.insert(thing, files_of(&life.api, &life.lines(who), &life.id(thing)).await);
    }

    let made = service_over(life.ground.place(RESTORED).await, settings(), DRAWN);
    let api = Api::over(made, web()).await;
    // It is not before what it restores.
    api.wait(life.api.now_s() - api.now_s());
    let options = RestoreOptions { erasures, resume: false };
    let report = restore(&backup, &api.service, None, &options).await.expect("restored");
    assert!(report.held.is_empty() && report.lacking == 0 && report.left_out > 0, "{report:?}");
    let told = json!({
        "rows": report.rows, "revisions": report.revisions, "inputs": report.inputs, "erased": report.erased,
        "left_out": report.left_out,
    });
    life.ledger.write("the backup is restored", &told);

    let mut callers = BTreeMap::new();
    for (who, email, team) in [(Who::Rosa, OWNER, "A"), (Who::Bruno, BRUNO, "B")] {
        let body = json!({ "email": email, "password": PASSWORD, "team": life.id(team) });
        let begun = api.send("POST", "/session", "", &body).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        callers.insert(who, cookie(&begun));
    }
    nothing_is_known(life, Some((&api, callers[&Who::Rosa].as_str()))).await;
    for (who, thing) in OTHERS {
        assert_eq!(files_of(&api, &callers[&who], &life.id(thing)).await, before[thing], "{thing}");
    }
    for who in [Who::Rosa, Who::Bruno] {
        let verdict = api.ask("GET", "/audit/verify", &callers[&who]).await.json();
        assert_eq!(verdict["sound"], true, "{verdict}");
    }
    tidied(&api.service).await;
    for place in [life.ground.rows(RESTORED), life.ground.objects(RESTORED), log(&api)] {
        assert_eq!(traces(&place, &KNOWN_BY), Vec::<String>::new());
    }
    let kept = traces(&life.ground.rows(RESTORED), &["kowalenko", "okonkwo"]);
    assert!(kept.len() > 1, "the others are there: {kept:?}");
    for thing in ["run", "second run"] {
        let left = below(life, RESTORED, "A", &life.id(thing));
        assert!(left.iter().all(|key| key == "deleted.json"), "{thing}: {left:?}");
    }
}
