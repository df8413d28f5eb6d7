//! The start and the progress of runs, as a browser without script uses them: from files or pasted texts to papers, refusals
//! that keep what was typed, a stop, a failure, several at once.

use crate::api_desk::Api;
use crate::api_work::{BOUNDARY, FormPart, form, watch, work};
use crate::client::{Answer, Client};
use crate::pages_frame::{check_page, get, post};
use dossier::core::sample::{CV_TXT, JOB_TXT};
use dossier::service::ServiceSettings;
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use serde_json::json;

/// Sends the form of the start as a browser does, empty fields and files that were not chosen included.
async fn send(api: &Api, caller: &str, parts: &[FormPart<'_>]) -> Answer {
    let lines = format!(
        "Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nOrigin: http://localhost\r\n\
         Sec-Fetch-Site: same-origin\r\n{caller}"
    );
    let unchosen: [FormPart<'_>; 3] = [("profile", None, b""), ("photo", Some(""), b""), ("brand", None, b"")];
    let mut all = unchosen.to_vec();
    all.extend_from_slice(parts);
    Client::connect(api.address).await.post("/", &lines, &form(&all)).await
}

/// The run that an answer leads to.
fn run_of(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let place = answer.header("location").expect("a place");
    place.strip_prefix("/runs/").expect("a run").trim_end_matches("/batch").to_owned()
}

fn kept_cookie(answer: &Answer) -> String {
    let set = answer.all("set-cookie").into_iter().find(|set| set.starts_with("dossier-start=")).expect("a cookie");
    set.split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_plain_form_goes_from_files_to_papers() {
    let (api, owner) = Api::owned().await;
    let empty = get(&api, "/", &owner).await;
    check_page(&empty);
    let html = empty.text();
    assert!(html.contains("enctype=\"multipart/form-data\"") && html.contains("action=\"/sample\""), "{html}");
    assert!(html.contains("data-file-bytes=\"26214400\"") && html.contains("data-files=\"64\""), "{html}");

    let parts: [FormPart<'_>; 8] = [
        ("key", None, b"k-1"),
        ("cv", Some("Olena Kowalenko.txt"), CV_TXT),
        ("job", Some("job.txt"), JOB_TXT),
        ("pack", None, b"client"),
        ("look", None, b"modern"),
        ("format", None, b"pdf"),
        ("contract", None, b"services"),
        ("last_name", None, b"Muster"),
    ];
    let sent = send(&api, &owner, &parts).await;
    let run = run_of(&sent);
    let kept = kept_cookie(&sent);
    assert!(kept.contains("client") && kept.contains("services"), "{kept}");
    assert!(!kept.contains("Muster") && !kept.contains("Kowalenko"), "{kept}");
    let again = send(&api, &owner, &parts).await;
    assert_eq!((run_of(&again), again.header("idempotency-replayed")), (run.clone(), Some("true")));

    let waiting = get(&api, &format!("/runs/{run}"), &owner).await;
    check_page(&waiting);
    let html = waiting.text();
    assert!(html.contains("http-equiv=\"refresh\"") && html.contains(&format!("/runs/{run}/events?after=1")), "{html}");
    let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    assert!(!title.contains("Kowalenko"), "{title}");

    let _work = work(&api);
    let events = watch(&api, &owner, &run, 0).await;
    assert_eq!(events.last().map(|event| event.1.as_str()), Some("sealed"));
    let done = get(&api, &format!("/runs/{run}"), &owner).await;
    check_page(&done);
    let html = done.text();
    assert!(html.contains("/documents/01-cv.pdf") && html.contains("bundle?pack=client"), "{html}");
    let asked = api.ask("GET", &format!("/runs/{run}"), &owner).await.json();
    assert_eq!((&asked["options"]["pack"], &asked["options"]["choices"]["look"]), (&json!("client"), &json!("modern")));
    let cookies = format!("{}; {kept}\r\n", owner.trim_end());
    let start = get(&api, "/", &cookies).await.text();
    assert!(start.contains("value=\"modern\" selected") && start.contains(&format!("href=\"/runs/{run}\"")), "{start}");
}

#[tokio::test]
async fn pasted_texts_are_files_and_the_same_candidate_is_told() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let parts: [FormPart<'_>; 2] = [("cv_text", None, CV_TXT), ("job_text", None, JOB_TXT)];
    let first = run_of(&send(&api, &owner, &parts).await);
    watch(&api, &owner, &first, 0).await;
    let second = run_of(&send(&api, &owner, &parts).await);
    watch(&api, &owner, &second, 0).await;
    let told = get(&api, &format!("/runs/{second}"), &owner).await;
    check_page(&told);
    assert!(told.text().contains(&format!("href=\"/runs/{first}\"")), "{}", told.text());
    let inputs = api.ask("GET", &format!("/runs/{first}"), &owner).await.json();
    assert_eq!(inputs["inputs"].as_array().map(Vec::len), Some(2), "{inputs}");
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed() {
    let (api, owner) = Api::owned().await;
    let cv: FormPart<'_> = ("cv", Some("cv.txt"), CV_TXT);
    let table: [(&[FormPart<'_>], u16, &str, &str); 7] = [
        (&[("job_text", None, JOB_TXT)], 422, "upload.no_cv", "cv-fault"),
        (&[("cv", Some("cv.exe"), b"MZ\x90\0\x03 no CV")], 422, "upload.kind", "cv-fault"),
        (&[cv, ("photo", Some("p.png"), b"no picture")], 422, "upload.kind", "photo-fault"),
        (&[cv, ("job", Some("a.txt"), JOB_TXT), ("job_text", None, JOB_TXT)], 422, "upload.twice", "job-fault"),
        (&[cv, ("pack", None, b"anonymous"), ("anonymous", None, b" ")], 422, "options.code", "anonymous-fault"),
        (&[cv, ("start_date", None, b"soon")], 422, "form.invalid", "start_date-fault"),
        (&[cv, ("nothing", None, b"x")], 422, "upload.unknown_part", "told"),
    ];
    for (parts, status, code, place) in table {
        let mut all: Vec<FormPart<'_>> = parts.to_vec();
        if code != "upload.unknown_part" {
            all.push(("company", None, "Bürgi & Söhne".as_bytes()));
        }
        let again = send(&api, &owner, &all).await;
        check_page(&again);
        let html = again.text();
        assert_eq!(again.status, status, "{code}: {html}");
        assert!(html.contains(&format!("data-code=\"{code}\"")) && html.contains(&format!("id=\"{place}\"")), "{html}");
        assert!(html.contains("role=\"alert\""), "{html}");
        assert!(code == "upload.unknown_part" || html.contains("Söhne\""), "{code}: {html}");
        assert!(!html.contains("no CV"), "{html}");
    }
    assert_eq!(api.ask("GET", "/runs", &owner).await.json()["items"], json!([]));
}

#[tokio::test]
async fn limits_are_told_before_and_kept_after() {
    let settings = ServiceSettings { files_max: 2, request_bytes_max: 4_096, ..ServiceSettings::default() };
    let api = Api::start(settings, WebSettings::of(Hosts::loopback())).await;
    let html = get(&api, "/", "").await.text();
    assert!(html.contains("data-files=\"2\"") && html.contains("data-request-bytes=\"4096\""), "{html}");
    let small: &[u8] = b"Anna Muster\nTechnikerin\n";
    let three: [FormPart<'_>; 3] =
        [("cv", Some("a.txt"), small), ("cv", Some("b.txt"), small), ("cv", Some("c.txt"), small)];
    let refused = send(&api, "", &three).await;
    assert!(refused.status == 422 && refused.text().contains("data-code=\"upload.files\""), "{}", refused.text());
    let large = vec![b'a'; 5_000];
    let refused = send(&api, "", &[("cv", Some("a.txt"), &large)]).await;
    check_page(&refused);
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("data-code=\"read.file_too_large\""), "{}", refused.text());
}

#[tokio::test]
async fn several_files_are_runs_of_their_own_and_one_failure_hides_nothing() {
    let (api, owner) = Api::owned().await;
    let broken: &[u8] = b"%PDF-1.7\nthis is no PDF at all";
    let parts: [FormPart<'_>; 2] = [("cv", Some("a.txt"), CV_TXT), ("cv", Some("b.pdf"), broken)];
    let sent = send(&api, &owner, &parts).await;
    let place = sent.header("location").expect("a place").to_owned();
    assert!(place.ends_with("/batch"), "{place}");
    let live = get(&api, &place, &owner).await;
    check_page(&live);
    assert!(live.text().contains("data-poll") && live.text().matches("<progress").count() == 2, "{}", live.text());
    let _work = work(&api);
    let listed = api.ask("GET", "/runs", &owner).await.json();
    let runs: Vec<String> = listed["items"]
        .as_array()
        .expect("runs")
        .iter()
        .filter_map(|run| run["id"].as_str())
        .map(str::to_owned)
        .collect();
    let mut failed = None;
    for run in &runs {
        if watch(&api, &owner, run, 0).await.last().is_some_and(|event| event.1 == "failed") {
            failed = Some(run.clone());
        }
    }
    let failed = failed.expect("the broken one has failed");
    let over = get(&api, &place, &owner).await.text();
    assert!(!over.contains("data-poll") && over.contains("badge met") && over.contains("badge not"), "{over}");
    let page = get(&api, &format!("/runs/{failed}"), &owner).await;
    check_page(&page);
    let html = page.text();
    assert!(html.contains("<code>read.") && html.contains(&format!("/runs/{failed}/again")), "{html}");
    let again = post(&api, &format!("/runs/{failed}/again"), &owner, &[]).await;
    assert_eq!(again.header("location"), Some(format!("/runs/{failed}").as_str()));
}

#[tokio::test]
async fn a_run_is_stopped_by_its_page_and_goes_on_by_it() {
    let (api, owner) = Api::owned().await;
    let sample = post(&api, "/sample", &owner, &[]).await;
    let run = run_of(&sample);
    let viewer = api.member(&owner, "anna@example.org", "viewer").await;
    let seen = get(&api, &format!("/runs/{run}"), &viewer).await.text();
    assert!(!seen.contains("/cancel\""), "{seen}");
    assert!(!get(&api, "/", &viewer).await.text().contains("data-upload"));
    assert_eq!(post(&api, &format!("/runs/{run}/cancel"), &viewer, &[]).await.status, 403);
    for _ in 0..2 {
        let stopped = post(&api, &format!("/runs/{run}/cancel"), &owner, &[]).await;
        assert_eq!((stopped.status, run_of(&stopped)), (303, run.clone()));
    }
    let page = get(&api, &format!("/runs/{run}"), &owner).await;
    check_page(&page);
    assert!(page.text().contains("/again\"") && !page.text().contains("http-equiv=\"refresh\""), "{}", page.text());
    let before = watch(&api, &owner, &run, 0).await.len();
    api.wait(1);
    assert_eq!(post(&api, &format!("/runs/{run}/again"), &owner, &[]).await.status, 303);
    let _work = work(&api);
    let after = i64::try_from(before).expect("few");
    let events = watch(&api, &owner, &run, after).await;
    assert_eq!(events.last().map(|event| event.1.as_str()), Some("sealed"), "{events:?}");
}

#[tokio::test]
async fn a_run_that_waits_for_review_leads_there() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let parts: [FormPart<'_>; 2] = [("cv", Some("cv.txt"), CV_TXT), ("review", None, b"yes")];
    let run = run_of(&send(&api, &owner, &parts).await);
    watch(&api, &owner, &run, 0).await;
    let page = get(&api, &format!("/runs/{run}"), &owner).await;
    check_page(&page);
    assert!(page.text().contains(&format!("href=\"/runs/{run}/review\"")), "{}", page.text());
}
