//! The result of a run by its page: what it shows, downloads, messages, links, submissions, revisions, comments; who may do what.

use crate::api_desk::Api;
use crate::api_work::{Work, sealed, watch, work};
use crate::client::Answer;
use crate::pages_frame::{check_page, get, post};
use serde_json::json;

const GERMAN: &str = "Accept-Language: de-CH\r\n";

/// A run that is done: the application, its worker, the owner's headers, the run.
async fn done() -> (Api, Work, String, String) {
    let (api, owner) = Api::owned().await;
    let working = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({ "formats": ["docx", "pdf", "html"] })).await;
    (api, working, format!("{owner}{GERMAN}"), run)
}

/// The first value of an attribute that begins in a certain way.
fn value(html: &str, begins: &str) -> String {
    let found = html.split('"').find(|part| part.starts_with(begins)).unwrap_or_else(|| panic!("{begins} in {html}"));
    found.replace("&amp;", "&").replace("&#38;", "&")
}

fn goes_to(answer: &Answer, expected: &str) {
    assert_eq!((answer.status, answer.header("location")), (303, Some(expected)), "{}", answer.text());
}

#[tokio::test]
async fn the_result_shows_facts_first_and_every_paper() {
    let (api, _work, owner, run) = done().await;
    let page = get(&api, &format!("/runs/{run}"), &owner).await;
    assert_eq!(page.status, 200, "{}", page.text());
    check_page(&page);
    let html = page.text();
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
    assert!(place("Muss-Kriterien erfüllt") < place("Punkte</dt>"), "musts stand before the score");
    assert!(place("id=\"glance\"") < place("id=\"papers\"") && place("id=\"papers\"") < place("id=\"criteria\""));
    assert!(html.contains("class=\"arithmetic\"") && html.contains("class=\"quote\""), "{html}");
    let title = html.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
    assert!(!title.to_lowercase().contains("kowalenko"), "no candidate in a title: {title}");
    for picture in html.split("<img ").skip(1) {
        let tag = picture.split('>').next().unwrap_or_default();
        assert!(tag.contains("width=\"480\"") && tag.contains("loading=\"lazy\"") && tag.contains("alt=\""), "{tag}");
    }
    let revision = format!("/api/v1/runs/{run}/revisions/");
    let picture = html.split('"').find(|part| part.starts_with(&revision) && part.contains("/preview/1"));
    let picture = get(&api, picture.expect("a picture"), &owner).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")));
    for ending in [".docx", ".pdf", ".html"] {
        let file = html.split('"').find(|part| part.starts_with(&revision) && part.ends_with(ending));
        let file = get(&api, file.unwrap_or_else(|| panic!("{ending} in {html}")), &owner).await;
        assert_eq!(file.status, 200, "{ending}");
        assert!(file.header("content-disposition").is_some_and(|kind| kind.starts_with("attachment")));
    }
    let pack = html.split('"').find(|part| part.starts_with(&revision) && part.ends_with("pack=client"));
    let pack = get(&api, pack.expect("a pack"), &owner).await;
    assert_eq!((pack.status, pack.header("content-type")), (200, Some("application/zip")));

    let pages = get(&api, &value(&html, &format!("/runs/{run}/papers/")), &owner).await;
    assert_eq!(pages.status, 200, "{}", pages.text());
    check_page(&pages);
    assert!(pages.text().contains("Seite 1 von "), "{}", pages.text());
    let none = format!("/runs/{run}/papers/{run}/01-cv.docx");
    assert_eq!(get(&api, &none, &owner).await.status, 404);
}

#[tokio::test]
async fn messages_are_ready_and_become_drafts_without_foreign_headers() {
    let (api, _work, owner, run) = done().await;
    let page = get(&api, &format!("/runs/{run}/mail"), &owner).await;
    assert_eq!(page.status, 200, "{}", page.text());
    check_page(&page);
    let html = page.text();
    assert!(html.contains("id=\"cover-text\"") && html.contains("id=\"candidate-text\""), "{html}");
    let target = format!("/runs/{run}/mail.eml");
    let form =
        [("subject", "Grüße\r\nBcc: x@example.org"), ("text", "Guten Tag\n\nSchöne Grüße"), ("language", "de-CH")];
    let draft = post(&api, &target, &owner, &form).await;
    assert_eq!((draft.status, draft.header("content-type")), (200, Some("message/rfc822")));
    assert!(draft.header("content-disposition").is_some_and(|kind| kind.contains("dossier.eml")));
    let text = draft.text();
    assert!(text.is_ascii() && text.contains("Sch=C3=B6ne Gr=C3=BC=C3=9Fe\r\n"), "{text}");
    assert!(text.contains("<rosa@example.org>") && !text.lines().any(|line| line.starts_with("Bcc")), "{text}");
    let nobodys = format!("/runs/{}/mail.eml", api.service.id());
    assert_eq!(post(&api, &nobodys, &owner, &form).await.status, 404);
}

#[tokio::test]
async fn a_link_is_shown_once_and_taken_back() {
    let (api, _work, owner, run) = done().await;
    let (here, shares) = (format!("/runs/{run}"), format!("/runs/{run}/shares"));
    let form = |password: &'static str, uses: &'static str| {
        [("what", "client"), ("days", "14"), ("password", password), ("uses_max", uses), ("label", "Für <Muster>")]
    };
    for (password, uses) in [("kurz", ""), ("", "viele"), ("", "0")] {
        let bad = post(&api, &shares, &owner, &form(password, uses)).await;
        assert_eq!(bad.status, 422, "{}", bad.text());
        check_page(&bad);
        let html = bad.text();
        assert!(html.contains("aria-invalid=\"true\"") && html.contains("Für &"), "what was typed stays: {html}");
        assert!(!html.contains("<Muster>") && !html.contains("value=\"kurz\""), "{html}");
    }
    let made = post(&api, &shares, &owner, &form("ein langes Wort", "3")).await;
    assert_eq!(made.status, 200, "{}", made.text());
    check_page(&made);
    let link = value(&made.text(), "/s/");
    assert_eq!(get(&api, &link, "").await.status, 200);
    let later = get(&api, &here, &owner).await.text();
    assert!(!later.contains(&link), "a secret is shown once");
    assert!(!api.log.text().contains(&link), "and is in no log");
    let visits = value(&later, &format!("{shares}/"));
    let seen = get(&api, &visits, &owner).await;
    check_page(&seen);
    assert!(seen.text().contains("angesehen"), "{}", seen.text());
    let gone = post(&api, &format!("{visits}/revoke"), &owner, &[]).await;
    goes_to(&gone, &format!("{here}?done=link-revoked"));
    assert_eq!(get(&api, &link, "").await.status, 410);
}

#[tokio::test]
async fn a_submission_goes_from_draft_to_its_end() {
    let (api, _work, owner, run) = done().await;
    let (here, all) = (format!("/runs/{run}"), format!("/runs/{run}/submissions"));
    let bare = post(&api, &all, &owner, &[("client", ""), ("client_name", " ")]).await;
    assert_eq!(bare.status, 422);
    check_page(&bare);
    assert!(bare.text().contains("id=\"begin-name-fault\""), "{}", bare.text());
    let begun = post(&api, &all, &owner, &[("client", ""), ("client_name", "Muster AG")]).await;
    goes_to(&begun, &format!("{here}?done=submission-begun"));
    let html = get(&api, &here, &owner).await.text();
    let send = value(&html, &format!("{all}/"));
    let step = send.replace("/send", "/state");
    let order = |consent: &'static str, how: &'static str| {
        [("recipient", "Frau Muster"), ("pack", "client"), ("consent", consent), ("evidence", how)]
    };
    let refused = post(&api, &send, &owner, &order("known", "")).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    check_page(&refused);
    assert!(refused.text().contains("value=\"Frau Muster\""), "{}", refused.text());
    let sent = post(&api, &send, &owner, &order("agreed", "am Telefon")).await;
    goes_to(&sent, &format!("{here}?done=submission-sent"));
    let html = get(&api, &here, &owner).await.text();
    assert!(html.contains("gesendet") && html.contains("Frau Muster"), "{html}");
    for state in ["interview", "placed"] {
        let moved = post(&api, &step, &owner, &[("state", state)]).await;
        goes_to(&moved, &format!("{here}?done=submission-moved"));
    }
    assert_eq!(post(&api, &step, &owner, &[("state", "hired")]).await.status, 422);
    let told = api.ask("GET", &format!("/runs/{run}/submissions"), &owner).await.json();
    assert_eq!((&told["items"][0]["state"], told["items"][0]["without_consent"].is_null()), (&json!("placed"), true));
}

#[tokio::test]
async fn another_language_is_a_new_revision_and_the_old_one_can_be_shown() {
    let (api, _work, owner, run) = done().await;
    let here = format!("/runs/{run}");
    let first = api.ask("GET", &format!("/runs/{run}/current"), &owner).await.json()["revision"].clone();
    let first = first.as_str().expect("a revision").to_owned();
    let seq = api.ask("GET", &format!("/runs/{run}"), &owner).await.json()["event_seq"].as_i64().expect("a number");
    let form = [("locale", "fr-CH"), ("look", "modern"), ("brand", ""), ("pack", "full"), ("docx", "on")];
    let long = "K".repeat(41);
    let bad = post(&api, &format!("{here}/revisions"), &owner, &[("anonymous", long.as_str())]).await;
    assert_eq!(bad.status, 422);
    check_page(&bad);
    assert!(bad.text().contains(&long), "what was typed stays");
    api.wait(1);
    let asked = post(&api, &format!("{here}/revisions"), &owner, &form).await;
    goes_to(&asked, &format!("{here}?done=revision-asked"));
    watch(&api, &owner, &run, seq).await;
    let told = api.ask("GET", &format!("/runs/{run}"), &owner).await.json();
    assert_eq!((&told["options"]["locale"], &told["options"]["choices"]["look"]), (&json!("fr-CH"), &json!("modern")));
    let second = told["run"]["current_revision"].as_str().expect("a revision").to_owned();
    assert_ne!(first, second);
    let html = get(&api, &here, &owner).await.text();
    assert!(html.contains(&format!("{here}/compare?from={first}")), "{html}");
    let back = [("revision", first.as_str()), ("seen", second.as_str())];
    let shown = post(&api, &format!("{here}/current"), &owner, &back).await;
    goes_to(&shown, &format!("{here}?done=revision-current"));
    let late = post(&api, &format!("{here}/current"), &owner, &back).await;
    assert_eq!(late.status, 412, "somebody else was first");
}

#[tokio::test]
async fn comments_are_written_and_deleted() {
    let (api, _work, owner, run) = done().await;
    let (here, all) = (format!("/runs/{run}"), format!("/runs/{run}/comments"));
    let empty = post(&api, &all, &owner, &[("text", "  ")]).await;
    assert_eq!(empty.status, 422);
    check_page(&empty);
    let written = post(&api, &all, &owner, &[("text", "Ruft <b>morgen</b> an")]).await;
    goes_to(&written, &format!("{here}?done=commented"));
    let html = get(&api, &here, &owner).await.text();
    assert!(html.contains("morgen") && !html.contains("<b>morgen"), "{html}");
    let action = value(&html, &format!("{all}/"));
    goes_to(&post(&api, &action, &owner, &[]).await, &format!("{here}?done=comment-deleted"));
    assert!(!get(&api, &here, &owner).await.text().contains("morgen"));
}

#[tokio::test]
async fn who_only_reads_sees_no_forms_and_a_stranger_sees_nothing() {
    let (api, _work, owner, run) = done().await;
    let here = format!("/runs/{run}");
    let viewer = api.member(&owner, "viktor@example.org", "viewer").await;
    let html = get(&api, &here, &viewer).await.text();
    for form in ["/shares\"", "/submissions\"", "/revisions\"", "/comments\""] {
        assert!(!html.contains(&format!("action=\"{here}{form}")), "{form} in {html}");
    }
    assert!(html.contains("pack=client"), "papers can be read: {html}");
    for (path, form) in [
        ("shares", vec![("what", "client")]),
        ("submissions", vec![("client_name", "Muster AG")]),
        ("revisions", vec![("locale", "en")]),
        ("comments", vec![("text", "x")]),
    ] {
        assert_eq!(post(&api, &format!("{here}/{path}"), &viewer, &form).await.status, 403, "{path}");
    }
    let other = crate::api_work::other_team(&api).await;
    for path in ["", "/mail"] {
        let answer = get(&api, &format!("{here}{path}"), &other).await;
        assert_eq!(answer.status, 404, "{path}");
        check_page(&answer);
    }
    let away = get(&api, &here, "").await;
    goes_to(&away, &format!("/login?next={here}"));
}
