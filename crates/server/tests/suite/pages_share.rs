//! Links to papers as strangers see them: a look uses nothing up, a download counts, wrong passwords are throttled, and what does
//! not work tells nothing.

use crate::api_desk::Api;
use crate::api_work::{Work, sealed, work};
use crate::pages_frame::{check_page, get, post};
use jiff::Timestamp;
use serde_json::{Value, json};

const WORD: &str = "ein langes Wort";

async fn done() -> (Api, Work, String, String) {
    let (api, owner) = Api::owned().await;
    let working = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    (api, working, owner, run)
}

/// A link that works for an hour: its path and its id.
async fn link(api: &Api, owner: &str, run: &str, mut order: Value) -> (String, String) {
    let until = Timestamp::from_second(api.now_s() + 3_600).expect("a time").to_string();
    order["expires_at"] = json!(until);
    let made = api.send("POST", &format!("/runs/{run}/shares"), owner, &order).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let told = made.json();
    let text = |pointer: &str| told.pointer(pointer).and_then(Value::as_str).expect("a text").to_owned();
    (format!("/s/{}", text("/secret")), text("/share/id"))
}

#[tokio::test]
async fn a_pack_is_looked_at_and_loaded_without_a_name_before_it() {
    let (api, _work, owner, run) = done().await;
    let (path, share) = link(&api, &owner, &run, json!({ "what": { "pack": "client" }, "uses_max": 1 })).await;
    for _ in 0..2 {
        let page = get(&api, &path, "Accept-Language: de\r\n").await;
        assert_eq!((page.status, page.header("x-robots-tag")), (200, Some("noindex, nofollow")), "{}", page.text());
        check_page(&page);
        let html = page.text();
        assert!(html.contains("Lebenslauf") && html.contains("noch einmal"), "what it is: {html}");
        for secret in ["owalenko", "Büro Zürich", "Rosa"] {
            assert!(!html.contains(secret), "{secret} in {html}");
        }
    }
    let loaded = post(&api, &path, "", &[]).await;
    assert_eq!((loaded.status, loaded.header("content-type")), (200, Some("application/zip")));
    assert_eq!(loaded.header("x-robots-tag"), Some("noindex, nofollow"));
    for target in [path.as_str(), "/s/none"] {
        for answer in [get(&api, target, "").await, post(&api, target, "", &[]).await] {
            assert_eq!((answer.status, answer.header("x-robots-tag")), (410, Some("noindex, nofollow")));
            check_page(&answer);
        }
    }
    let told = api.ask("GET", &format!("/runs/{run}/shares/{share}"), &owner).await.json();
    let outcomes: Vec<&str> =
        told["visits"].as_array().expect("visits").iter().filter_map(|visit| visit["outcome"].as_str()).collect();
    let count = |wanted: &str| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    assert_eq!((count("shown"), count("downloaded"), told["share"]["uses"].as_i64()), (2, 1, Some(1)), "{told}");
    assert!(!api.log.text().contains(&path), "links stay out of the log");
}

#[tokio::test]
async fn a_password_is_asked_for_and_cannot_be_guessed_for_long() {
    let (api, _work, owner, run) = done().await;
    let order = json!({ "what": { "document": "01-cv.docx" }, "password": WORD });
    let (path, _) = link(&api, &owner, &run, order).await;
    let page = get(&api, &path, "").await;
    check_page(&page);
    assert!(page.text().contains("name=\"password\"") && !page.text().contains("DOCX"), "{}", page.text());
    for password in ["", "falsch geraten"] {
        let again = post(&api, &path, "", &[("password", password)]).await;
        assert_eq!(again.status, 422, "{}", again.text());
        check_page(&again);
        assert!(again.text().contains("id=\"password-fault\"") && !again.text().contains("falsch geraten"));
    }
    let loaded = post(&api, &path, "", &[("password", WORD)]).await;
    assert_eq!(loaded.status, 200, "{}", loaded.text());
    assert!(loaded.header("content-disposition").is_some_and(|kind| kind.starts_with("attachment")));
    let mut last = 0;
    for _ in 0..7 {
        last = post(&api, &path, "", &[("password", "falsch geraten")]).await.status;
    }
    assert_eq!(last, 429);
    let even = post(&api, &path, "", &[("password", WORD)]).await;
    assert!(even.status == 429 && even.header("retry-after").is_some(), "the right one has to wait too");
    check_page(&even);
}

#[tokio::test]
async fn a_link_that_is_taken_back_or_expired_is_gone() {
    let (api, _work, owner, run) = done().await;
    let (path, share) = link(&api, &owner, &run, json!({ "what": { "pack": "full" } })).await;
    let (other, _) = link(&api, &owner, &run, json!({ "what": { "pack": "full" } })).await;
    assert_eq!(api.ask("DELETE", &format!("/runs/{run}/shares/{share}"), &owner).await.status, 204);
    assert_eq!(get(&api, &path, "").await.status, 410);
    assert_eq!(get(&api, &other, "").await.status, 200);
    api.wait(3_601);
    assert_eq!(get(&api, &other, "").await.status, 410);
}
