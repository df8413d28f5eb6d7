//! What all pages have in common, and the ways in: policy, languages, login, set-up, invitation, problems, assets.

use crate::api_desk::{Api, OWNER, PASSWORD, cookie};
use crate::client::{Answer, Client};
use dossier::service::ServiceSettings;
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use ring::digest::{SHA256, digest};
use serde_json::json;
use std::path::Path;
use std::time::Duration;

/// Asks for a page.
pub async fn get(api: &Api, target: &str, lines: &str) -> Answer {
    Client::connect(api.address).await.ask("GET", target, lines).await
}

/// Sends a form as a browser does.
pub async fn post(api: &Api, target: &str, lines: &str, form: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let pairs: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let lines = format!(
        "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n{lines}"
    );
    Client::connect(api.address).await.post(target, &lines, pairs.join("&").as_bytes()).await
}

/// What must hold of every page, whatever its status.
pub fn check_page(page: &Answer) {
    let html = page.text();
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{html}");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("script-src 'self'") && policy.contains("style-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(html.starts_with("<!doctype html>"), "{html}");
    for inline in
        ["<style", " style=", "<script>", "javascript:", " onclick=", " onload=", " onsubmit=", "http://", "https://"]
    {
        assert!(!html.contains(inline), "{inline} in {html}");
    }
    for script in html.split("<script").skip(1) {
        let head = script.split('>').next().unwrap_or_default();
        assert!(head.contains(" src=\"/assets/"), "a script from elsewhere: {head}");
    }
    assert_eq!(html.matches("<h1").count(), 1, "{html}");
    assert!(html.contains("<main ") && html.contains("class=\"skip\""), "{html}");
}

fn language(page: &Answer) -> String {
    page.text().split("<html lang=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_page_is_strict_and_complete() {
    let empty = Api::empty().await;
    let unmade = get(&empty, "/setup", "").await;
    assert_eq!(unmade.status, 200);
    check_page(&unmade);
    let (api, owner) = Api::owned().await;
    let table =
        [("/login", "", 200), ("/", owner.as_str(), 200), ("/nowhere", "", 404), ("/invitations/none", "", 410)];
    for (target, lines, status) in table {
        let page = get(&api, target, lines).await;
        assert_eq!(page.status, status, "{target}");
        check_page(&page);
    }
    let start = get(&api, "/", &owner).await.text();
    assert!(start.contains("aria-current=\"page\"") && start.contains("action=\"/logout\""), "{start}");
}

#[tokio::test]
async fn on_this_machine_alone_the_start_opens_at_once() {
    let api = Api::start(ServiceSettings::default(), WebSettings::of(Hosts::loopback())).await;
    let start = get(&api, "/", "").await;
    assert_eq!(start.status, 200, "{}", start.text());
    check_page(&start);
    assert!(!start.text().contains("/logout"), "there is nothing to log out of");
    for way in ["/login", "/setup"] {
        let answer = get(&api, way, "").await;
        assert_eq!(answer.status, 303, "{way}");
    }
}

#[tokio::test]
async fn what_is_kept_nowhere_is_said_on_every_page_in_its_language() {
    let texts = [
        ("Accept-Language: de\r\n", "Alles darin verschwindet spätestens mit dem nächsten Neustart"),
        ("", "everything in it vanishes with the next restart"),
        ("Accept-Language: fr\r\n", "disparaît au plus tard au prochain redémarrage"),
    ];
    let web = WebSettings { passing: true, ..WebSettings::of(Hosts::loopback()) };
    let passing = Api::start(ServiceSettings::default(), web).await;
    let lasting = Api::start(ServiceSettings::default(), WebSettings::of(Hosts::loopback())).await;
    for target in ["/", "/runs", "/persons", "/team", "/account", "/nowhere", "/s/none"] {
        for (lines, text) in texts {
            let page = get(&passing, target, lines).await;
            assert_eq!(page.text().matches("role=\"note\"").count(), 1, "{target}: {}", page.text());
            assert!(page.text().contains(text), "{target}: {}", page.text());
            let page = get(&lasting, target, lines).await.text();
            assert!(!page.contains(text) && !page.contains("role=\"note\""), "{target}: {page}");
        }
    }
}

#[tokio::test]
async fn a_page_speaks_the_language_of_cookie_browser_or_service() {
    let (api, _) = Api::owned().await;
    let table = [
        ("", "en"),
        ("Accept-Language: de-CH,de;q=0.9,en;q=0.8\r\n", "de-CH"),
        ("Accept-Language: it,fr;q=0.5\r\n", "fr-FR"),
        ("Accept-Language: de-CH\r\nCookie: dossier-language=fr\r\n", "fr-FR"),
        ("Accept-Language: de\r\nCookie: dossier-language=xx\r\n", "de-DE"),
    ];
    for (lines, expected) in table {
        assert_eq!(language(&get(&api, "/login", lines).await), expected, "{lines}");
    }
    let problem = get(&api, "/nowhere", "Accept-Language: de\r\n").await;
    assert!(problem.text().contains("Diese Seite gibt es nicht"), "{}", problem.text());
}

#[tokio::test]
async fn language_and_theme_are_kept_and_the_way_back_stays_here() {
    let api = Api::empty().await;
    let form = [("language", "fr"), ("theme", "dark"), ("back", "/login?next=/runs")];
    let kept = post(&api, "/settings/look", "", &form).await;
    assert_eq!((kept.status, kept.header("location")), (303, Some("/login?next=/runs")));
    let set = kept.all("set-cookie");
    let pairs: Vec<&str> = set.iter().filter_map(|set| set.split(';').next()).collect();
    assert_eq!(pairs, ["dossier-language=fr", "dossier-theme=dark"]);
    let page = get(&api, "/login", &format!("Cookie: {}\r\n", pairs.join("; "))).await;
    assert!(language(&page).starts_with("fr") && page.text().contains("data-theme=\"dark\""), "{}", page.text());
    for back in ["//evil.example", "https://evil.example", "/\\evil.example", ""] {
        let answer = post(&api, "/settings/look", "", &[("theme", "auto"), ("back", back)]).await;
        assert_eq!(answer.header("location"), Some("/"), "{back}");
    }
    let bad = post(&api, "/settings/look", "", &[("language", "xx"), ("theme", "pink")]).await;
    assert_eq!((bad.status, bad.all("set-cookie").len()), (303, 0));
}

#[tokio::test]
async fn who_is_not_logged_in_comes_to_the_login_and_goes_on_where_it_was() {
    let (api, _) = Api::owned().await;
    assert_eq!(get(&api, "/", "").await.header("location"), Some("/login"));
    let away = get(&api, "/?done=welcome", "").await;
    assert_eq!((away.status, away.header("location")), (303, Some("/login?next=/%3Fdone%3Dwelcome")));
    let by_script = get(&api, "/", "HX-Request: true\r\n").await;
    assert_eq!((by_script.status, by_script.header("hx-redirect")), (200, Some("/login")));

    let login = |next: &'static str| [("email", OWNER), ("password", PASSWORD), ("next", next)];
    for (next, onward) in [("/runs?page=2", "/runs?page=2"), ("//evil.example", "/"), ("https://evil.example", "/")] {
        let done = post(&api, "/login", "", &login(next)).await;
        assert_eq!((done.status, done.header("location")), (303, Some(onward)), "{}", done.text());
        let session = cookie(&done);
        assert_eq!(get(&api, "/", &session).await.status, 200);
        assert_eq!(get(&api, "/login", &session).await.header("location"), Some("/"));
        let out = post(&api, "/logout", &session, &[]).await;
        assert_eq!((out.status, out.header("location")), (303, Some("/login?done=logged-out")));
        assert!(out.header("set-cookie").expect("taken away").contains("Max-Age=0"));
        assert_eq!(get(&api, "/", &session).await.status, 303, "the session has ended");
    }
    assert!(get(&api, "/login?done=logged-out", "").await.text().contains("role=\"status\""));
}

#[tokio::test]
async fn a_wrong_login_comes_back_with_the_address_and_without_the_password() {
    let (api, _) = Api::owned().await;
    let form = [("email", "rosa+<b>@example.org"), ("password", "ein ganz falscher Satz"), ("next", "/runs")];
    let again = post(&api, "/login", "", &form).await;
    check_page(&again);
    let html = again.text();
    assert_eq!((again.status, again.header("www-authenticate")), (401, None));
    assert!(html.contains("role=\"alert\"") && html.contains("value=\"/runs\""), "{html}");
    assert!(!html.contains("<b>") && html.contains("rosa+"), "what was typed is shown as text: {html}");
    assert!(!html.contains("falscher"), "{html}");
    // The line is written when the answer has gone out.
    let mut waits = 0;
    while !api.log.text().contains("auth.bad_login") {
        waits += 1;
        assert!(waits < 200, "the log has the code: {}", api.log.text());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn the_set_up_works_by_its_page_and_once() {
    let api = Api::empty().await;
    assert!(get(&api, "/login", "").await.text().contains("href=\"/setup\""));
    let link = api.service.first_start().await.expect("started").expect("a link");
    let secret = link.secret.as_str();
    let form = |password: &'static str| {
        [("secret", secret), ("team", "Büro"), ("name", "Rosa"), ("email", OWNER), ("password", password)]
    };
    let short = post(&api, "/setup", "", &form("kurz")).await;
    check_page(&short);
    assert_eq!(short.status, 422);
    assert!(
        short.text().contains("id=\"password-fault\"") && short.text().contains("value=\"Büro\""),
        "{}",
        short.text()
    );
    let wrong = [("secret", "x"), ("team", "Büro"), ("name", "Rosa"), ("email", OWNER), ("password", PASSWORD)];
    assert_eq!(post(&api, "/setup", "", &wrong).await.status, 410);
    let made = post(&api, "/setup", "", &form(PASSWORD)).await;
    assert_eq!((made.status, made.header("location")), (303, Some("/?done=welcome")), "{}", made.text());
    assert_eq!(get(&api, "/?done=welcome", &cookie(&made)).await.status, 200);
    assert_eq!(get(&api, "/setup", "").await.header("location"), Some("/login"));
}

#[tokio::test]
async fn an_invitation_is_accepted_by_its_page() {
    let (api, owner) = Api::owned().await;
    let made = api.send("POST", "/invitations", &owner, &json!({ "role": "editor" })).await.json();
    let target = format!("/invitations/{}", made["secret"].as_str().expect("a secret"));
    let page = get(&api, &target, "").await;
    check_page(&page);
    assert!(page.text().contains("Büro Zürich") && page.text().contains("name=\"password\""), "{}", page.text());
    assert!(!api.log.text().contains(&target), "links stay out of the log");
    let account = [("email", "anna@example.org"), ("name", "Anna Çelebi"), ("password", PASSWORD)];
    let taken = [("email", OWNER), ("name", "Anna"), ("password", PASSWORD)];
    assert_eq!(post(&api, &target, "", &taken).await.status, 409);
    let joined = post(&api, &target, "", &account).await;
    assert_eq!((joined.status, joined.header("location")), (303, Some("/?done=welcome")), "{}", joined.text());
    let me = api.ask("GET", "/me", &cookie(&joined)).await.json();
    assert_eq!(me["role"], "editor");
    let used = get(&api, &target, "").await;
    assert!(used.status == 410 && used.text().contains("link.gone"), "{}", used.text());
}

#[tokio::test]
async fn who_has_a_session_joins_another_team_and_changes_between_them() {
    let (api, owner) = Api::owned().await;
    let anna = api.member(&owner, "anna@example.org", "editor").await;
    let other = api.send("POST", "/teams", &owner, &json!({ "name": "Filiale Genf" })).await;
    assert_eq!(other.status, 201, "{}", other.text());
    let id = other.json()["id"].as_str().expect("an id").to_owned();
    let there = cookie(&post(&api, "/settings/team", &owner, &[("team", &id)]).await);
    let made = api.send("POST", "/invitations", &there, &json!({ "role": "viewer" })).await.json();
    let target = format!("/invitations/{}", made["secret"].as_str().expect("a secret"));
    let page = get(&api, &target, &anna).await.text();
    assert!(page.contains("Anna Çelebi") && page.contains("/join\""), "{page}");
    let joined = post(&api, &format!("{target}/join"), &anna, &[]).await;
    assert_eq!((joined.status, joined.header("location")), (303, Some("/?done=joined")), "{}", joined.text());
    let start = get(&api, "/?done=joined", &cookie(&joined)).await.text();
    assert!(start.contains("Filiale Genf") && start.contains("/settings/team"), "{start}");
}

#[tokio::test]
async fn problems_of_pages_are_pages_and_those_of_the_api_stay_data() {
    let (api, owner) = Api::owned().await;
    let missing = get(&api, "/nowhere", "").await;
    check_page(&missing);
    assert!(missing.text().contains("<code>http.not_found</code>"), "{}", missing.text());
    let foreign = "Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\n";
    let refused = Client::connect(api.address).await.ask("POST", "/logout", foreign).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("<code>http.cross_site</code>"), "{}", refused.text());
    assert_eq!(get(&api, "/", &owner).await.status, 200, "the session goes on");
    let method = Client::connect(api.address).await.ask("DELETE", "/login", "Content-Length: 0\r\n").await;
    assert!(method.status == 405 && method.header("allow").is_some(), "{}", method.text());
    assert_eq!(api.ask("GET", "/nowhere", "").await.code(), "http.not_found");
}

#[tokio::test]
async fn assets_are_compressed_and_kept_for_good() {
    let api = Api::empty().await;
    let page = get(&api, "/login", "").await.text();
    let style =
        page.split('"').find(|part| part.starts_with("/assets/app.") && part.ends_with(".css")).expect("a style");
    let plain = get(&api, style, "").await;
    assert_eq!((plain.status, plain.header("content-type")), (200, Some("text/css")));
    assert!(plain.header("cache-control").is_some_and(|kept| kept.contains("immutable")));
    let packed = get(&api, style, "Accept-Encoding: br\r\n").await;
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert!(packed.body.len() * 2 < plain.body.len() && plain.body.len() < 20 * 1024, "{} bytes", plain.body.len());
    assert_eq!(get(&api, "/assets/none.css", "").await.status, 404);
}

#[test]
fn vendored_files_are_the_ones_that_are_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let list = std::fs::read_to_string(folder.join("VENDORED.md")).expect("the list");
    for name in ["htmx.min.js", "hx-sse.min.js"] {
        let bytes = std::fs::read(folder.join(name)).expect("the file");
        let hash: String = digest(&SHA256, &bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let row = list.lines().find(|line| line.starts_with(&format!("| `{name}`"))).expect("a row");
        assert!(row.contains(&hash), "{name} is {hash}");
    }
}
