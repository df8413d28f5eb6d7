//! The pages of the history: found and filtered without a name in an address, several at once, revisions side by side, a profile
//! with its candidates.

use crate::api_desk::Api;
use crate::api_work::{BOUNDARY, FormPart, form, id, sealed, upload, watch, work};
use crate::client::{Answer, Client};
use crate::pages_frame::{check_page, get, post};
use dossier::core::sample::{CV_TXT, JOB_TXT};
use serde_json::{Value, json};

/// A part of the sample's name.
const NAME: &str = "Kowalenko";

/// Sends a form that brings a file, as a browser does.
async fn send_file(api: &Api, target: &str, lines: &str, parts: &[FormPart<'_>]) -> Answer {
    let lines = format!(
        "Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nOrigin: http://localhost\r\n\
         Sec-Fetch-Site: same-origin\r\n{lines}"
    );
    Client::connect(api.address).await.post(target, &lines, &form(parts)).await
}

/// Where an answer leads to.
fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").expect("a place").to_owned()
}

#[tokio::test]
async fn an_empty_history_says_what_to_do() {
    let (api, owner) = Api::owned().await;
    for target in ["/runs", "/profiles", "/profiles/new", "/clients", "/persons", "/retention", "/erasures"] {
        for language in ["de", "en", "fr"] {
            let page = get(&api, target, &format!("{owner}Accept-Language: {language}\r\n")).await;
            assert_eq!(page.status, 200, "{target}: {}", page.text());
            check_page(&page);
        }
        assert_eq!(get(&api, target, "").await.status, 303, "{target} is for members");
    }
    let page = get(&api, "/runs", &owner).await.text();
    assert!(page.contains("No runs yet") && page.contains("aria-current=\"page\""), "{page}");
}

#[tokio::test]
async fn names_are_searched_by_a_form_and_stand_in_no_address() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = sealed(&api, &owner, &json!({})).await;
    let all = get(&api, "/runs", &owner).await;
    check_page(&all);
    let html = all.text();
    assert!(html.contains(NAME) && html.contains(&format!("href=\"/runs/{run}\"")), "{html}");
    assert!(!html.split("<title>").nth(1).is_some_and(|rest| rest.starts_with(NAME)), "no name in a title");

    let found = post(&api, "/runs/search", &owner, &[("q", "kowalenko"), ("state", "sealed")]).await;
    assert_eq!(found.status, 200);
    check_page(&found);
    let html = found.text();
    assert!(html.contains(&run) && html.contains("value=\"kowalenko\""), "{html}");
    assert!(!html.contains("?q=") && !html.contains("kowalenko&"), "no address with the name: {html}");
    let none = post(&api, "/runs/search", &owner, &[("q", "Okonkwo")]).await.text();
    assert!(!none.contains(&run) && none.contains("No run fits"), "{none}");

    let plain = post(&api, "/runs/search", &owner, &[("q", " "), ("state", "sealed"), ("to", "2026-01-27")]).await;
    assert_eq!(location(&plain), "/runs?state=sealed&to=2026-01-27");
    assert_eq!(location(&get(&api, "/runs/search", &owner).await), "/runs");
    for (query, there) in [
        ("state=sealed&from=2026-01-01&to=2026-01-27", true),
        ("state=failed", false),
        ("to=2026-01-26", false),
        ("q=Okonkwo", true),
        ("state=nonsense&client=x&cursor=y", true),
    ] {
        let page = get(&api, &format!("/runs?{query}"), &owner).await;
        check_page(&page);
        assert_eq!(page.text().contains(&run), there, "{query}");
    }
    assert!(!api.log.text().contains("kowalenko"), "{}", api.log.text());
}

#[tokio::test]
async fn papers_of_several_runs_come_as_one_zip() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (one, _) = sealed(&api, &owner, &json!({})).await;
    let (two, _) = sealed(&api, &owner, &json!({})).await;
    let nothing = post(&api, "/runs/download", &owner, &[("pack", "full")]).await;
    check_page(&nothing);
    assert!(nothing.text().contains("Choose runs first"), "{}", nothing.text());
    let mut sizes = Vec::new();
    for pack in ["full", "client"] {
        let form = [("run", one.as_str()), ("run", two.as_str()), ("pack", pack)];
        let zip = post(&api, "/runs/download", &owner, &form).await;
        assert_eq!((zip.status, zip.header("content-type")), (200, Some("application/zip")), "{}", zip.text());
        assert!(zip.whole && zip.body.starts_with(b"PK"));
        assert!(zip.header("cache-control").is_some_and(|kept| kept.contains("no-store")));
        let records = zip.body.windows(10).filter(|part| *part == b"artifacts/").count();
        assert_eq!(records > 0, pack == "full", "{pack}");
        sizes.push(zip.body.len());
    }
    assert!(sizes[1] < sizes[0], "{sizes:?}");
    let stranger = crate::api_work::other_team(&api).await;
    let foreign = post(&api, "/runs/download", &stranger, &[("run", &one)]).await;
    check_page(&foreign);
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn revisions_are_compared_in_words_and_the_earlier_one_is_shown_again() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, last) = sealed(&api, &owner, &json!({})).await;
    let address = format!("/runs/{run}/compare");
    let alone = get(&api, &address, &owner).await;
    check_page(&alone);
    assert!(alone.text().contains("one revision only"), "{}", alone.text());

    let edit = json!({ "edits": [{ "op": "set", "field": "basics/phone", "value": "+41 79 555 00 99" }] });
    let lines = format!("{owner}If-Match: *\r\n");
    assert_eq!(api.send("PATCH", &format!("/runs/{run}/records/cv"), &lines, &edit).await.status, 200);
    api.wait(1);
    assert_eq!(api.send("POST", &format!("/runs/{run}/revisions"), &owner, &json!({})).await.status, 202);
    watch(&api, &owner, &run, last).await;
    let page = get(&api, &address, &owner).await;
    check_page(&page);
    let html = page.text();
    assert!(html.contains("Person: phone") && html.contains("+41 79 555 00 99"), "{html}");
    assert!(html.contains(">changed</span>") && html.contains("<del>"), "{html}");

    let listed = api.ask("GET", &format!("/runs/{run}/revisions"), &owner).await.json();
    let (to, from) = (listed["items"][0]["id"].as_str(), listed["items"][1]["id"].as_str());
    let (to, from) = (to.expect("the later one"), from.expect("the earlier one"));
    let form = [("revision", from), ("seen", to), ("from", from), ("to", to)];
    let done = post(&api, &address, &owner, &form).await;
    assert_eq!(location(&done), format!("{address}?from={from}&to={to}&done=current"));
    let told = api.ask("GET", &format!("/runs/{run}"), &owner).await.json();
    assert_eq!(told["run"]["current_revision"], from);
    let late = post(&api, &address, &owner, &form).await;
    check_page(&late);
    assert_eq!(late.status, 412, "somebody else was faster");
    let viewer = api.member(&owner, "vera@example.org", "viewer").await;
    assert!(!get(&api, &address, &viewer).await.text().contains("name=\"revision\""));
    assert_eq!(post(&api, &address, &viewer, &form).await.status, 403);
}

#[tokio::test]
async fn a_profile_is_made_of_a_file_and_shows_its_candidates() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let empty: [FormPart<'_>; 2] = [("file", Some(""), b"".as_slice()), ("text", None, b"  ".as_slice())];
    let nothing = send_file(&api, "/profiles/new", &owner, &empty).await;
    check_page(&nothing);
    assert!(nothing.status == 422 && nothing.text().contains("id=\"file-fault\""), "{}", nothing.text());
    let unknown: [FormPart<'_>; 1] = [("other", None, b"x".as_slice())];
    assert_eq!(send_file(&api, "/profiles/new", &owner, &unknown).await.status, 422);
    let viewer = api.member(&owner, "vera@example.org", "viewer").await;
    let brought: [FormPart<'_>; 4] = [
        ("file", Some("job.txt"), JOB_TXT),
        ("text", None, b"".as_slice()),
        ("title", None, b"Netz <b>".as_slice()),
        ("client", None, b"".as_slice()),
    ];
    assert_eq!(send_file(&api, "/profiles/new", &viewer, &brought).await.status, 403);
    let made = location(&send_file(&api, "/profiles/new", &owner, &brought).await);
    let address = made.strip_suffix("?done=profile-made").expect("the profile").to_owned();
    let profile = address.strip_prefix("/profiles/").expect("its id").to_owned();
    let page = get(&api, &made, &owner).await;
    check_page(&page);
    let html = page.text();
    assert!(html.contains("No candidates yet") && html.contains("role=\"status\"") && !html.contains("<b>"), "{html}");
    assert!(get(&api, "/profiles?q=netz", &owner).await.text().contains(&profile));
    assert!(!get(&api, "/profiles?q=koch", &owner).await.text().contains(&profile));

    let start = format!("/?profile={profile}");
    assert!(html.contains(&format!("href=\"{start}\"")), "{html}");
    let chosen = get(&api, &start, &owner).await;
    check_page(&chosen);
    assert!(chosen.text().contains(&format!("value=\"{profile}\" selected")), "{}", chosen.text());
    for other in ["/?profile=x", "/?profile=00000000-0000-7000-8000-000000000001"] {
        let page = get(&api, other, &owner).await;
        check_page(&page);
        assert_eq!(page.status, 200, "{other}");
        assert!(!page.text().contains(&format!("value=\"{profile}\" selected")), "{other}");
    }

    let options = json!({ "profile": { "id": profile } }).to_string();
    let parts: [FormPart<'_>; 2] = [("cv", Some("cv.txt"), CV_TXT), ("options", None, options.as_bytes())];
    let begun = upload(&api, &owner, "/runs", &parts).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let run = id(&begun, "/runs/0");
    watch(&api, &owner, &run, 0).await;
    let page = get(&api, &address, &owner).await;
    check_page(&page);
    let html = page.text();
    let (must, should) = (html.find(">Must<"), html.find(">Should<"));
    assert!(must.is_some() && must < should, "musts come first");
    assert!(html.contains(&format!("href=\"/runs/{run}\"")) && html.contains("class=\"badge met\""), "{html}");

    let shortlist = format!("{address}/shortlist");
    let nobody = post(&api, &shortlist, &owner, &[("prefix", "K-")]).await;
    check_page(&nobody);
    assert!(nobody.status == 422 && nobody.text().contains("value=\"K-\""), "{}", nobody.text());
    let made = location(&post(&api, &shortlist, &owner, &[("run", &run), ("prefix", "K-")]).await);
    let listed = made.strip_prefix("/runs/").expect("its run").to_owned();
    let told = api.ask("GET", &format!("/runs/{listed}"), &owner).await.json();
    assert_eq!(told["run"]["kind"], "shortlist", "{told}");
    assert_eq!(
        location(&post(&api, &format!("{address}/close"), &owner, &[]).await),
        format!("{address}?done=profile-changed")
    );
    assert!(get(&api, &address, &owner).await.text().contains("This profile is closed"));
    let offered = format!("value=\"{profile}\"");
    assert!(!get(&api, &start, &owner).await.text().contains(&offered), "a closed profile is not offered");
    assert_eq!(api.ask("GET", "/profiles", &owner).await.json()["items"], json!([]));
}

#[tokio::test]
async fn clients_are_made_renamed_as_they_were_seen_and_taken_out_of_lists() {
    let (api, owner) = Api::owned().await;
    let wrong = post(&api, "/clients", &owner, &[("name", " ")]).await;
    check_page(&wrong);
    assert!(wrong.status == 422 && wrong.text().contains("id=\"name-fault\""), "{}", wrong.text());
    assert_eq!(location(&post(&api, "/clients", &owner, &[("name", "Quux AG")]).await), "/clients?done=client-saved");
    let listed = api.ask("GET", "/clients", &owner).await.json();
    let client = listed["items"][0]["id"].as_str().expect("a client").to_owned();
    let address = format!("/clients/{client}");
    let page = get(&api, &address, &owner).await;
    check_page(&page);
    let html = page.text();
    let seen = html.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    let renamed = post(&api, &address, &owner, &[("name", "Quux GmbH"), ("seen", seen)]).await;
    assert_eq!(location(&renamed), format!("{address}?done=client-saved"));
    let late = post(&api, &address, &owner, &[("name", "Zapp"), ("seen", seen)]).await;
    check_page(&late);
    assert!(late.status == 412 && late.text().contains("value=\"Zapp\""), "what was typed stays: {}", late.text());
    assert_eq!(post(&api, &format!("{address}/archive"), &owner, &[]).await.status, 303);
    assert_eq!(api.ask("GET", "/clients", &owner).await.json()["items"], Value::Array(Vec::new()));
    assert!(get(&api, &address, &owner).await.text().contains("no longer in lists"));
    assert_eq!(post(&api, &format!("{address}/restore"), &owner, &[]).await.status, 303);
}
