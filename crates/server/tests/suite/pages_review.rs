//! The review page: corrections become versions set by a person, verdicts need a reason, and only who may edit edits.

use crate::api_desk::Api;
use crate::api_work::{FormPart, begin, id, other_team, sealed, upload, watch, work};
use crate::pages_frame::{check_page, get, post};
use dossier::core::sample::CV_TXT;
use serde_json::json;

/// A form about the CV in a version, with more fields.
fn form<'a>(seen: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![("record", "cv"), ("seen", seen)];
    form.extend_from_slice(more);
    form
}

#[tokio::test]
async fn a_correction_is_a_version_of_a_person_and_is_undone() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    let review = format!("/runs/{run}/review");
    for query in ["", "?tab=job", "?tab=criteria", "?tab=texts&language=fr", "?order=document"] {
        let shown = get(&api, &format!("{review}{query}"), &owner).await;
        assert_eq!(shown.status, 200, "{query}: {}", shown.text());
        check_page(&shown);
    }
    let shown = get(&api, &review, &owner).await.text();
    assert!(shown.contains("id=\"line-1\"") && shown.contains("href=\"#line-"), "{shown}");
    assert!(shown.contains("id=\"f-w1-name\"") && shown.contains("class=\"badge met\""), "{shown}");

    let set = [("op", "set"), ("field", "basics/phone"), ("value", "+41 79 555 00 99")];
    let saved = post(&api, &format!("{review}/edit"), &owner, &form("1", &set)).await;
    let back = format!("{review}?tab=cv#f-basics-phone");
    assert_eq!((saved.status, saved.header("location")), (303, Some(back.as_str())), "{}", saved.text());
    let record = api.ask("GET", &format!("/runs/{run}/records/cv"), &owner).await.json();
    assert_eq!((record["version"].as_i64(), record["set_by"].as_str()), (Some(2), Some("person")));
    assert_eq!(record["body"]["x-dossier"]["sources"]["basics/phone"]["setBy"], "person");

    let late = [("op", "set"), ("field", "basics/phone"), ("value", "+41 1")];
    let stale = post(&api, &format!("{review}/edit"), &owner, &form("1", &late)).await;
    check_page(&stale);
    let told = stale.text();
    assert_eq!(stale.status, 412, "{told}");
    assert!(
        told.contains("Rosa Kestenmair") && told.contains("value=\"+41 1\""),
        "who was it, and what was typed: {told}"
    );
    let bad = [("op", "set"), ("field", "w1/startDate"), ("value", "sometime")];
    let refused = post(&api, &format!("{review}/edit"), &owner, &form("2", &bad)).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("id=\"f-w1-startDate-fault\""), "{}", refused.text());

    let undone = post(&api, &format!("{review}/undo"), &owner, &form("2", &[("to", "1")])).await;
    assert_eq!(undone.header("location"), Some(format!("{review}?tab=cv&undone=1").as_str()), "{}", undone.text());
    let versions = api.ask("GET", &format!("/runs/{run}/records/cv"), &owner).await.json();
    assert_eq!(versions["version"], 3);
    assert_ne!(versions["body"]["basics"]["phone"], "+41 79 555 00 99");
}

#[tokio::test]
async fn entries_are_added_moved_and_deleted_and_texts_translated() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    let edit = format!("/runs/{run}/review/edit");
    let table: [(&str, &[(&str, &str)]); 4] = [
        ("1", &[("op", "add"), ("section", "interests"), ("new-name", "Schach")]),
        ("2", &[("op", "down"), ("section", "work"), ("entry", "w1")]),
        ("3", &[("op", "delete"), ("entry", "w1")]),
        ("4", &[("op", "translate"), ("pointer", "/basics/summary"), ("to", "fr"), ("value", "Ingénieure.\r\nBien.")]),
    ];
    // A browser that is behind is told so, and what was typed is not lost.
    let late = [("op", "add"), ("section", "interests"), ("new-name", "Schach & Go")];
    let stale = post(&api, &edit, &owner, &form("0", &late)).await;
    check_page(&stale);
    let html = stale.text();
    assert_eq!(stale.status, 412, "{html}");
    let field = html.split("id=\"n-interests-name\"").nth(1).and_then(|rest| rest.split('>').next());
    assert!(field.is_some_and(|tag| tag.contains("Schach &") && tag.contains("Go\"")), "{html}");
    assert_eq!(html.matches("<details class=\"fold\" open>").count(), 1, "the form stands open: {html}");
    for (seen, more) in table {
        let done = post(&api, &edit, &owner, &form(seen, more)).await;
        assert_eq!(done.status, 303, "{seen}: {}", done.text());
    }
    let body = api.ask("GET", &format!("/runs/{run}/records/cv"), &owner).await.json()["body"].clone();
    assert_eq!(body["work"][0]["id"], "w2");
    assert!(body["interests"].to_string().contains("Schach"));
    assert_eq!(body["x-dossier"]["translations"][0]["text"], "Ingénieure.\nBien.");
}

#[tokio::test]
async fn verdict_and_class_need_a_reason_and_the_review_ends_in_papers() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, last) = sealed(&api, &owner, &json!({})).await;
    let review = format!("/runs/{run}/review");
    for (path, name, value) in [("decide", "verdict", "met"), ("class", "class", "should")] {
        let of = |reason: &'static str| {
            [
                ("tab", "criteria"),
                ("record", "job"),
                ("seen", "1"),
                ("criterion", "M1"),
                (name, value),
                ("reason", reason),
            ]
        };
        let silent = post(&api, &format!("{review}/{path}"), &owner, &of(" ")).await;
        assert_eq!(silent.status, 422, "{path}: {}", silent.text());
        check_page(&silent);
        let said = post(&api, &format!("{review}/{path}"), &owner, &of("asked the candidate")).await;
        let back = format!("{review}?tab=criteria#f-M1");
        assert_eq!((said.status, said.header("location")), (303, Some(back.as_str())), "{}", said.text());
    }
    let shown = get(&api, &format!("{review}?tab=criteria"), &owner).await.text();
    assert!(shown.contains("asked the candidate") && shown.contains("/review/withdraw"), "{shown}");
    api.wait(1);
    let done = post(&api, &format!("{review}/finish"), &owner, &[]).await;
    assert_eq!((done.status, done.header("location")), (303, Some(format!("/runs/{run}").as_str())));
    let events = watch(&api, &owner, &run, last).await;
    assert_eq!(events.last().map(|event| event.1.as_str()), Some("sealed"), "{events:?}");
}

#[tokio::test]
async fn a_waiting_run_is_finished_by_the_page() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let run = begin(&api, &owner, &json!({ "review": true })).await;
    let events = watch(&api, &owner, &run, 0).await;
    let (last, kind, _) = events.last().expect("events");
    assert_eq!(kind, "review");
    check_page(&get(&api, &format!("/runs/{run}/review"), &owner).await);
    api.wait(1);
    assert_eq!(post(&api, &format!("/runs/{run}/review/finish"), &owner, &[]).await.status, 303);
    let events = watch(&api, &owner, &run, *last).await;
    assert_eq!(events.last().map(|event| event.1.as_str()), Some("sealed"), "{events:?}");
}

#[tokio::test]
async fn a_viewer_sees_and_cannot_edit_and_a_foreign_run_is_not_there() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    let viewer = api.member(&owner, "anna@example.org", "viewer").await;
    let review = format!("/runs/{run}/review");
    let shown = get(&api, &review, &viewer).await;
    assert_eq!(shown.status, 200);
    check_page(&shown);
    assert!(!shown.text().contains("/review/finish") && shown.text().contains("readonly"), "{}", shown.text());
    let set = [("op", "set"), ("field", "basics/phone"), ("value", "1")];
    assert_eq!(post(&api, &format!("{review}/edit"), &viewer, &form("1", &set)).await.status, 403);
    assert_eq!(post(&api, &format!("{review}/finish"), &viewer, &[]).await.status, 403);
    let stranger = other_team(&api).await;
    assert_eq!(get(&api, &review, &stranger).await.status, 404);
    assert_eq!(post(&api, &format!("{review}/edit"), &stranger, &form("1", &set)).await.status, 404);
}

#[tokio::test]
async fn criteria_are_added_arranged_and_deleted_and_an_empty_tab_says_how() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    let review = format!("/runs/{run}/review");
    let edit = format!("{review}/edit");
    let of = |seen: &'static str, more: &[(&'static str, &'static str)]| {
        let mut form = vec![("tab", "criteria"), ("record", "job"), ("seen", seen)];
        form.extend_from_slice(more);
        form
    };
    let empty = [("op", "add"), ("section", "criteria"), ("new-text", " "), ("new-class", "soft")];
    let refused = post(&api, &edit, &owner, &of("1", &empty)).await;
    check_page(&refused);
    let html = refused.text();
    assert_eq!(refused.status, 422, "{html}");
    let classes = html.split("id=\"n-class\"").nth(1).and_then(|rest| rest.split("</select>").next());
    assert!(classes.is_some_and(|list| list.contains("\"soft\" selected")), "what was chosen stays: {html}");
    let table: [&[(&str, &str)]; 3] = [
        &[("op", "add"), ("section", "criteria"), ("new-text", "Erfahrung mit COBOL"), ("new-class", "should")],
        &[("op", "down"), ("section", "criteria"), ("entry", "M1")],
        &[("op", "delete"), ("entry", "M1")],
    ];
    let tab = format!("{review}?tab=criteria");
    let place = |html: &str| html.split("<article ").skip(1).position(|card| card.contains("id=\"f-M1\""));
    let mut places = Vec::new();
    for (seen, more) in ["1", "2", "3"].into_iter().zip(table) {
        let done = post(&api, &edit, &owner, &of(seen, more)).await;
        assert_eq!(done.status, 303, "{seen}: {}", done.text());
        let shown = get(&api, &tab, &owner).await;
        check_page(&shown);
        let html = shown.text();
        assert!(html.contains("Erfahrung mit COBOL") && html.contains("not judged yet"), "{html}");
        places.push(place(&html));
    }
    let first = places[0].expect("M1 is there");
    assert_eq!(places, [Some(first), Some(first + 1), None]);
}

#[tokio::test]
async fn without_a_profile_the_criteria_say_how_to_get_some() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let parts: [FormPart<'_>; 2] = [("cv", Some("cv.txt"), CV_TXT), ("options", None, b"{}")];
    let begun = upload(&api, &owner, "/runs", &parts).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let run = id(&begun, "/runs/0");
    watch(&api, &owner, &run, 0).await;
    let shown = get(&api, &format!("/runs/{run}/review?tab=criteria"), &owner).await;
    check_page(&shown);
    let html = shown.text();
    assert!(
        html.contains("There are no criteria without a job profile") && html.contains("Start with a profile"),
        "{html}"
    );
    assert!(!html.contains("section\" value=\"criteria\""), "nothing can be added to a profile that is none: {html}");
}
