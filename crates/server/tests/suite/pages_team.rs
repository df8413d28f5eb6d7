//! The team's pages: shown to those who may, and each action as a plain form.

use crate::api_desk::{Api, cookie};
use crate::api_work::{BOUNDARY, FormPart, form};
use crate::client::{Answer, Client};
use crate::pages_frame::{check_page, get, post};
use dossier::core::generate::DocumentKind;
use dossier::core::generate::template::starter;
use dossier::core::locale::Locale;
use serde_json::json;

const PAGES: [&str; 9] = [
    "/team", "/team/members", "/team/brand", "/team/rates", "/team/library", "/team/retention", "/team/tokens",
    "/team/webhooks", "/team/audit",
];

/// Sends a form with files as a browser does.
async fn upload(api: &Api, target: &str, lines: &str, parts: &[FormPart<'_>]) -> Answer {
    let lines = format!(
        "Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nOrigin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n{lines}"
    );
    Client::connect(api.address).await.post(target, &lines, &form(parts)).await
}

/// The value that a page shows once.
fn shown_once(page: &Answer) -> String {
    let html = page.text();
    let field = html.split("id=\"made\" value=\"").nth(1).unwrap_or_else(|| panic!("nothing made: {html}"));
    field.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_page_of_the_team_is_complete_and_kept_from_those_who_may_not() {
    let (api, owner) = Api::owned().await;
    let viewer = api.member(&owner, "anna@example.org", "viewer").await;
    for target in PAGES {
        for language in ["de", "en", "fr"] {
            let page = get(&api, target, &format!("{owner}Accept-Language: {language}\r\n")).await;
            assert_eq!(page.status, 200, "{target}: {}", page.text());
            check_page(&page);
        }
        let seen = get(&api, target, &viewer).await;
        let open = ["/team", "/team/members", "/team/retention", "/team/tokens"].contains(&target);
        assert_eq!(seen.status, if open { 200 } else { 403 }, "{target}");
        check_page(&seen);
    }
    let local = get(&api, "/team", "").await;
    assert_eq!(local.header("location"), Some("/login?next=/team"));
}

#[tokio::test]
async fn members_are_invited_changed_and_removed_by_forms() {
    let (api, owner) = Api::owned().await;
    let made = post(&api, "/team/invitations", &owner, &[("email", ""), ("role", "editor")]).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let link = shown_once(&made);
    let path = link.strip_prefix("http://localhost").expect("an address of this server");
    assert!(path.starts_with("/invitations/"), "{link}");
    assert_eq!(get(&api, path, "").await.status, 200);
    assert!(!get(&api, "/team/members", &owner).await.text().contains(path), "it is shown once");
    let wrong = post(&api, "/team/invitations", &owner, &[("email", "anna@"), ("role", "editor")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("id=\"email-fault\"") && wrong.text().contains("anna@"), "{}", wrong.text());

    let anna = api.member(&owner, "anna@example.org", "viewer").await;
    let id = |me: serde_json::Value| me["user"]["id"].as_str().expect("an id").to_owned();
    let user = id(api.ask("GET", "/me", &anna).await.json());
    let role = post(&api, &format!("/team/members/{user}/role"), &owner, &[("role", "admin")]).await;
    assert_eq!((role.status, role.header("location")), (303, Some("/team/members?done=team-saved")));
    assert_eq!(api.ask("GET", "/me", &anna).await.json()["role"], "admin");
    let reset = shown_once(&post(&api, &format!("/team/members/{user}/reset"), &owner, &[]).await);
    assert!(reset.contains("/reset#"), "{reset}");
    let own = id(api.ask("GET", "/me", &owner).await.json());
    let last = post(&api, &format!("/team/members/{own}/remove"), &owner, &[]).await;
    assert!(last.status == 409 && last.text().contains("role=\"alert\""), "{}", last.text());
    let gone = post(&api, &format!("/team/members/{user}/remove"), &owner, &[]).await;
    assert_eq!(gone.status, 303);
    assert_eq!(api.ask("GET", "/me", &anna).await.status, 401);
}

#[tokio::test]
async fn a_brand_is_drawn_refused_and_kept_as_a_version() {
    let (api, owner) = Api::owned().await;
    let brand = |accent: &'static str| [("base", ""), ("name", "Kornhaus AG"), ("country", "CH"), ("accent", accent)];
    let drawn = post(&api, "/team/brand/preview.png", &owner, &brand("#0b5351")).await;
    assert_eq!((drawn.status, drawn.header("content-type")), (200, Some("image/png")), "{}", drawn.text());
    assert!(drawn.body.starts_with(b"\x89PNG"));
    let preview = post(&api, "/team/brand/preview", &owner, &brand("#0b5351")).await;
    check_page(&preview);
    assert!(preview.text().contains("src=\"data:image/png;base64,") && preview.text().contains("Kornhaus AG"));
    assert_eq!(api.ask("GET", "/files", &owner).await.json()["items"], json!([]), "nothing is kept by that");

    let pale = post(&api, "/team/brand", &owner, &brand("#ffff00")).await;
    check_page(&pale);
    assert_eq!(pale.status, 422);
    assert!(pale.text().contains("accent-fault") && pale.text().contains("Kornhaus AG"), "{}", pale.text());
    assert_eq!(post(&api, "/team/brand", &owner, &brand("#0b5351")).await.status, 303);
    let files = api.ask("GET", "/files", &owner).await.json();
    assert_eq!((&files["items"][0]["kind"], &files["items"][0]["is_default"]), (&json!("brand"), &json!(true)));
    let stale = post(&api, "/team/brand", &owner, &brand("#0b5351")).await;
    assert_eq!(stale.status, 412, "the form knows no brand, but there is one now");

    let base = files["items"][0]["id"].as_str().expect("an id").to_owned();
    let rates =
        [("base", base.as_str()), ("role", "Java"), ("level", "senior"), ("unit", "hour"), ("amount", "145.50")];
    assert_eq!(post(&api, "/team/rates", &owner, &rates).await.status, 303);
    let shown = get(&api, "/team/rates", &owner).await.text();
    assert!(shown.contains("value=\"145.50\"") && shown.contains("value=\"Java\""), "{shown}");
    assert_eq!(api.ask("GET", "/files", &owner).await.json()["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_template_is_checked_before_it_counts() {
    let (api, owner) = Api::owned().await;
    let docx = starter(DocumentKind::Cv, Locale::En);
    let parts: [FormPart<'_>; 2] = [("document", None, b"cv"), ("file", Some("cv.docx"), &docx)];
    let kept = upload(&api, "/team/library/template", &owner, &parts).await;
    assert_eq!((kept.status, kept.header("location")), (303, Some("/team/library?done=team-added")), "{}", kept.text());
    let none = upload(&api, "/team/library/template", &owner, &[("document", None, b"")]).await;
    assert_eq!(none.status, 422);
    check_page(&none);
    let broken = upload(&api, "/team/library/template", &owner, &[("file", Some("x.docx"), b"no docx")]).await;
    assert!(broken.status == 422 && broken.text().contains("role=\"alert\""), "{}", broken.text());
}

#[tokio::test]
async fn clocks_tokens_webhooks_and_the_log_work_by_forms() {
    let (api, owner) = Api::owned().await;
    assert_eq!(post(&api, "/team/retention", &owner, &[("clock", "FR")]).await.status, 303);
    assert_eq!(api.ask("GET", "/team/retention", &owner).await.json()["months"], 24);
    let wrong = post(&api, "/team/retention", &owner, &[("clock", ""), ("months", "999"), ("reason", "x")]).await;
    assert!(wrong.status == 422 && wrong.text().contains("months-fault"), "{}", wrong.text());

    let made = post(&api, "/team/tokens", &owner, &[("name", "Skript"), ("days", "30"), ("read", "on")]).await;
    let token = shown_once(&made);
    let bearer = format!("Authorization: Bearer {token}\r\n");
    assert_eq!(api.ask("GET", "/me", &bearer).await.json()["scopes"], json!(["read"]));
    let without = post(&api, "/team/tokens", &owner, &[("name", "Skript"), ("days", "30")]).await;
    assert_eq!(without.status, 422);

    let hook = [("url", "https://8.8.8.8/in/s3cret"), ("event", "run.finished"), ("event", "run.failed")];
    let made = post(&api, "/team/webhooks", &owner, &hook).await;
    assert_eq!(made.status, 200, "{}", made.text());
    assert!(!shown_once(&made).is_empty() && !made.text().contains("s3cret"), "the address may hold a token");
    let listed = api.ask("GET", "/webhooks", &owner).await.json();
    assert_eq!(listed["items"][0]["events"], json!(["run.finished", "run.failed"]));

    let sound = get(&api, "/team/audit?verify=1", &owner).await;
    check_page(&sound);
    assert!(sound.text().contains("role=\"status\"") && sound.text().contains("webhook.made"), "{}", sound.text());
}

#[tokio::test]
async fn a_team_is_named_archived_and_brought_back() {
    let (api, owner) = Api::owned().await;
    assert_eq!(post(&api, "/team/name", &owner, &[("name", "Büro Bern")]).await.status, 303);
    assert!(get(&api, "/team", &owner).await.text().contains("Büro Bern"));
    assert_eq!(post(&api, "/team/name", &owner, &[("name", "")]).await.status, 422);
    let other = post(&api, "/team/new", &owner, &[("new", "Filiale")]).await;
    let there = cookie(&other);
    let id = api.ask("GET", "/team", &there).await.json()["id"].as_str().expect("an id").to_owned();
    let home = cookie(&post(&api, "/team/archive", &there, &[]).await);
    assert!(get(&api, "/team", &home).await.text().contains(&format!("/team/{id}/unarchive")));
    assert_eq!(post(&api, &format!("/team/{id}/unarchive"), &home, &[]).await.status, 303);
}
