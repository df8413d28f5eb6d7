//! Uploads at the route of runs and of the library: what a client does wrong has its code and leaves nothing behind.

use crate::api_desk::{Api, accounts, cookie};
use crate::api_work::{BOUNDARY, FormPart, form, upload};
use crate::client::Client;
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::workspace::{TeamId, list_runs};
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use serde_json::json;
use std::num::NonZeroU32;
use uuid::Uuid;

/// The size that is promised for uploads.
const LARGE: usize = 25 * 1024 * 1024;

/// Looks whether neither rows nor files are there.
async fn nothing_is_there(api: &Api, owner: &str, why: &str) {
    let team = api.ask("GET", "/team", owner).await.json()["id"].as_str().and_then(|id| Uuid::parse_str(id).ok());
    let team = TeamId::new(team.expect("a team"));
    for run in list_runs(api.service.dossier().storage(), team).await.expect("listed") {
        assert!(run.deleted && run.revisions.is_empty(), "{why}");
    }
    assert_eq!(api.ask("GET", "/runs", owner).await.json()["items"], json!([]), "{why}");
}

#[tokio::test]
async fn whatever_is_wrong_with_an_upload_has_its_code_and_leaves_nothing() {
    let (api, owner) = Api::owned().await;
    let cv: FormPart<'_> = ("cv", Some("cv.txt"), CV_TXT);
    let table: [(&[FormPart<'_>], u16, &str); 10] = [
        (&[("job", Some("job.txt"), JOB_TXT)], 422, "upload.no_cv"),
        (&[cv, ("name", None, b"Kowalenko")], 422, "upload.unknown_part"),
        (&[("cv", Some("cv.exe"), b"MZ\x90\0\x03 no CV")], 422, "upload.kind"),
        (&[("cv", Some("cv.txt"), b"")], 422, "upload.kind"),
        (&[cv, ("photo", Some("p.png"), b"no picture")], 422, "upload.kind"),
        (&[cv, ("job", Some("a"), JOB_TXT), ("job", Some("b"), JOB_TXT)], 422, "upload.twice"),
        (&[cv, ("options", None, b"{")], 400, "body.malformed"),
        (&[cv, ("options", None, b"{\"name\": \"Kowalenko\"}")], 422, "body.invalid"),
        (&[cv, ("options", None, b"{}"), ("options", None, b"{}")], 422, "upload.twice"),
        (&[cv, ("options", None, b"{\"anonymous\": \" \"}")], 422, "options.code"),
    ];
    for (parts, status, code) in table {
        let answer = upload(&api, &owner, "/runs", parts).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.text());
        assert!(!answer.text().contains("Kowalenko"), "{}", answer.text());
        nothing_is_there(&api, &owner, code).await;
    }
    assert!(!api.log.text().contains("Kowalenko"));
}

#[tokio::test]
async fn no_options_are_the_usual_ones() {
    let (api, owner) = Api::owned().await;
    let parts: [FormPart<'_>; 2] = [("cv", Some("cv.txt"), CV_TXT), ("options", None, b"null")];
    let answer = upload(&api, &owner, "/runs", &parts).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let (api, owner) = Api::owned().await;
    let typed = |kind: &str| format!("Content-Type: {kind}\r\n{owner}");
    let form_type = format!("multipart/form-data; boundary={BOUNDARY}");
    let cut = form(&[("cv", Some("cv.txt"), CV_TXT)]);
    let cut = &cut[..cut.len() - 40];
    let table: [(String, &[u8], u16, &str); 4] = [
        (typed("application/json"), b"{}", 415, "upload.media_type"),
        (typed("multipart/form-data"), b"x", 400, "upload.boundary"),
        (typed(&form_type), b"no parts at all", 400, "upload.malformed"),
        (typed(&form_type), cut, 400, "upload.malformed"),
    ];
    for (lines, body, status, code) in table {
        let mut client = Client::connect(api.address).await;
        let answer = client.post("/api/v1/runs", &lines, body).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code));
        nothing_is_there(&api, &owner, code).await;
    }
    let lines = format!("Expect: 100-continue\r\nContent-Length: 2147483648\r\n{}", typed(&form_type));
    let mut client = Client::connect(api.address).await;
    client.send(format!("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n")).await;
    let answer = client.answer(false).await.expect("an answer");
    assert_eq!((answer.status, answer.code().as_str()), (413, "body.too_large"));
}

#[tokio::test]
async fn one_byte_more_than_promised_is_too_much_and_leaves_nothing() {
    let (api, owner) = Api::owned().await;
    let large = vec![b'a'; LARGE + 1];
    let answer = upload(&api, &owner, "/runs", &[("cv", Some("cv.txt"), CV_TXT), ("cv", Some("b.txt"), &large)]).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "upload.part_too_large"));
    nothing_is_there(&api, &owner, "too large").await;
}

#[tokio::test]
async fn one_upload_with_one_key_is_one_run() {
    let (api, owner) = Api::owned().await;
    let keyed = format!("{owner}Idempotency-Key: \"once\"\r\n");
    let parts: [FormPart<'_>; 2] = [("cv", Some("a.txt"), CV_TXT), ("cv", Some("b.txt"), JOB_TXT)];
    let first = upload(&api, &keyed, "/runs", &parts).await;
    assert_eq!((first.status, first.json()["runs"].as_array().map(Vec::len)), (201, Some(2)), "{}", first.text());
    let again = upload(&api, &keyed, "/runs", &parts).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(again.json(), first.json());
    let other = upload(&api, &keyed, "/runs", &parts[..1]).await;
    assert_eq!((other.status, other.code().as_str()), (422, "idempotency.reused"));
    let listed = api.ask("GET", "/runs?limit=1", &owner).await.json();
    let next = listed["next"].as_str().expect("a second page");
    let second = api.ask("GET", &format!("/runs?limit=1&cursor={next}"), &owner).await.json();
    assert_eq!((second["items"].as_array().map(Vec::len), second.get("next")), (Some(1), None));
    let elsewhere = api.ask("GET", &format!("/runs?state=sealed&cursor={next}"), &owner).await;
    assert_eq!((elsewhere.status, elsewhere.code().as_str()), (400, "cursor.invalid"));
}

#[tokio::test]
async fn a_file_of_the_library_is_checked_kept_and_sent() {
    let (api, owner) = Api::owned().await;
    let about = |kind: &str| json!({ "kind": kind, "is_default": true }).to_string();
    let broken = about("brand");
    let parts: [FormPart<'_>; 2] = [("about", None, broken.as_bytes()), ("file", Some("b.toml"), b"nmae = \"x\"")];
    let refused = upload(&api, &owner, "/files", &parts).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "brand.syntax"));
    let missing = upload(&api, &owner, "/files", &parts[..1]).await;
    assert_eq!((missing.status, missing.code().as_str()), (422, "upload.part_missing"));

    let terms = about("offer");
    let content: &[u8] = b"fee_tenths = 200\n";
    let parts: [FormPart<'_>; 2] = [("about", None, terms.as_bytes()), ("file", Some("terms.toml"), content)];
    let added = upload(&api, &owner, "/files", &parts).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let told = added.json();
    assert_eq!((&told["name"], &told["is_default"]), (&json!("terms.toml"), &json!(true)));
    let path = format!("/files/{}", told["id"].as_str().expect("an id"));
    assert_eq!(api.ask("GET", &format!("{path}/content"), &owner).await.body, content);
    let listed = api.ask("GET", "/files?kind=offer", &owner).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(api.ask("GET", "/files?kind=brand", &owner).await.json()["items"], json!([]));
    assert_eq!(api.ask("DELETE", &path, &owner).await.status, 204);
    assert_eq!(api.ask("GET", "/files", &owner).await.json()["items"], json!([]));
}

#[tokio::test]
async fn beyond_the_places_for_uploads_clients_are_told_to_come_again() {
    let web = WebSettings { uploads_at_once: NonZeroU32::MIN, ..WebSettings::of(Hosts::loopback()) };
    let api = Api::start(accounts(), web).await;
    let owner = cookie(&api.set_up().await);
    let slow = form(&[("cv", Some("a.txt"), CV_TXT)]);
    let length = slow.len();
    let mut first = Client::connect(api.address).await;
    first
        .send(format!(
            "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\
             Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n{owner}\r\n"
        ))
        .await;
    first.send(&slow[..length / 2]).await;
    // The server may look at the other one first.
    let mut refused = None;
    for _ in 0..20 {
        let answer = upload(&api, &owner, "/runs", &[("cv", Some("b.txt"), CV_TXT)]).await;
        if answer.status != 201 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("one place is not enough for two");
    assert_eq!((refused.status, refused.code().as_str()), (503, "upload.busy"));
    assert_eq!(refused.header("retry-after"), Some("5"));
    assert_eq!(api.ask("GET", "/runs", &owner).await.status, 200, "who brings nothing needs no place");
    first.send(&slow[length / 2..]).await;
    assert_eq!(first.answer(false).await.expect("an answer").status, 201);
    assert_eq!(upload(&api, &owner, "/runs", &[("cv", Some("c.txt"), CV_TXT)]).await.status, 201);
}
