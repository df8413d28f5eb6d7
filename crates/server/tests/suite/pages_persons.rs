//! The pages about persons: found without a trace, their consents and holds, what goes when they are erased, and the receipts.

use crate::api_desk::Api;
use crate::api_work::{erased, id, sealed, work};
use crate::client::Answer;
use crate::pages_frame::{check_page, get, post};
use serde_json::json;

/// What the sample's candidate is known by.
const EMAIL: &str = "olena.kowalenko@postkasten.example.org";

/// Where an answer leads to.
fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").expect("a place").to_owned()
}

/// A run of the sample and its person.
async fn somebody(api: &Api, owner: &str) -> (String, String) {
    let (run, _) = sealed(api, owner, &json!({})).await;
    let told = api.ask("GET", &format!("/runs/{run}"), owner).await;
    let person = id(&told, "/run/person");
    (run, person)
}

#[tokio::test]
async fn a_person_is_found_by_exact_address_or_number_only() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, person) = somebody(&api, &owner).await;
    for form in [[("email", EMAIL), ("phone", "")], [("email", ""), ("phone", "+41 79 555 03 91")]] {
        let found = post(&api, "/persons/find", &owner, &form).await;
        assert_eq!(location(&found), format!("/persons/{person}"));
    }
    let none = post(&api, "/persons/find", &owner, &[("email", "kowalenko@postkasten.example.org")]).await;
    check_page(&none);
    assert!(none.status == 200 && none.text().contains("Nobody was found"), "{}", none.text());
    let empty = post(&api, "/persons/find", &owner, &[("email", " ")]).await;
    check_page(&empty);
    assert!(empty.status == 422 && empty.text().contains("role=\"alert\""), "{}", empty.text());
    assert_eq!(location(&get(&api, "/persons/find", &owner).await), "/persons");

    let page = get(&api, &format!("/persons/{person}"), &owner).await;
    check_page(&page);
    let html = page.text();
    assert!(html.contains("Kowalenko") && html.contains(&run), "{html}");
    let title = html.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).expect("a title");
    assert!(!title.contains("Kowalenko"), "{title}");
    assert!(!api.log.text().contains("postkasten"), "{}", api.log.text());
}

#[tokio::test]
async fn consents_and_holds_are_written_down_and_end() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (_, person) = somebody(&api, &owner).await;
    let address = format!("/persons/{person}");
    let consents = format!("{address}/consents");
    let wrong = [("scope", "named-pack"), ("given_at", "2027-01-01"), ("evidence", "am Telefon")];
    let wrong = post(&api, &consents, &owner, &wrong).await;
    check_page(&wrong);
    let html = wrong.text();
    assert!(wrong.status == 422 && html.contains("id=\"given-fault\"") && html.contains("am Telefon"), "{html}");
    let asked = post(&api, &consents, &owner, &[("scope", "client-interest")]).await;
    assert_eq!(asked.status, 422, "interest is that of a client");

    let given = [("scope", "named-pack"), ("given_at", "2026-01-20"), ("expires_at", ""), ("evidence", "am Telefon")];
    assert_eq!(location(&post(&api, &consents, &owner, &given).await), format!("{address}?done=consent-given"));
    let listed = api.ask("GET", &consents, &owner).await.json();
    let consent = listed["items"][0]["id"].as_str().expect("a consent").to_owned();
    assert_eq!(listed["items"][0]["recipients"], "all");
    assert!(get(&api, &address, &owner).await.text().contains(&format!("{consent}/withdraw")));
    let withdrawn = post(&api, &format!("{consents}/{consent}/withdraw"), &owner, &[]).await;
    assert_eq!(location(&withdrawn), format!("{address}?done=consent-withdrawn"));
    assert!(!get(&api, &address, &owner).await.text().contains(&format!("{consent}/withdraw")));

    let holds = format!("{address}/holds");
    let unfounded = post(&api, &holds, &owner, &[("reason", " ")]).await;
    check_page(&unfounded);
    assert!(unfounded.status == 422 && unfounded.text().contains("id=\"reason-fault\""), "{}", unfounded.text());
    assert_eq!(
        location(&post(&api, &holds, &owner, &[("reason", "Verfahren")]).await),
        format!("{address}?done=hold-placed")
    );
    let page = get(&api, &format!("{address}/erase"), &owner).await;
    check_page(&page);
    assert!(!page.text().contains("name=\"word\""), "what is held cannot be erased");
    let held = post(&api, &format!("{address}/erase"), &owner, &[("word", "erase")]).await;
    check_page(&held);
    assert_eq!(held.status, 409, "{}", held.text());
    let hold = api.ask("GET", &holds, &owner).await;
    let hold = id(&hold, "/items/0/id");
    let released = post(&api, &format!("{holds}/{hold}/release"), &owner, &[]).await;
    assert_eq!(location(&released), format!("{address}?done=hold-released"));

    let viewer = api.member(&owner, "vera@example.org", "viewer").await;
    let page = get(&api, &address, &viewer).await;
    check_page(&page);
    for part in ["/holds", "name=\"scope\"", "/erase\"", "/export\""] {
        assert!(!page.text().contains(part), "{part}");
    }
    assert_eq!(post(&api, &consents, &viewer, &given).await.status, 403);
}

#[tokio::test]
async fn a_person_is_erased_by_a_typed_word_and_a_receipt_stays() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, person) = somebody(&api, &owner).await;
    let address = format!("/persons/{person}/erase");
    let look = get(&api, &address, &owner).await;
    check_page(&look);
    assert!(look.text().contains(&run) && look.text().contains("name=\"word\""), "{}", look.text());
    for word in ["", "yes"] {
        let again = post(&api, &address, &owner, &[("word", word), ("reason", "mistake")]).await;
        check_page(&again);
        let html = again.text();
        assert!(again.status == 422 && html.contains("id=\"word-fault\""), "{html}");
        assert!(html.contains("value=\"mistake\" checked"), "{html}");
    }
    assert_eq!(api.ask("GET", &format!("/runs/{run}"), &owner).await.status, 200, "nothing has gone");
    let editor = api.member(&owner, "edi@example.org", "editor").await;
    let form = [("word", " Erase "), ("reason", "candidate")];
    assert_eq!(post(&api, &address, &editor, &form).await.status, 403);
    let asked = location(&post(&api, &address, &owner, &form).await);
    let erasure =
        asked.strip_prefix("/erasures/").and_then(|rest| rest.strip_suffix("?done=erasing")).expect("a receipt");
    assert_eq!(get(&api, &format!("/runs/{run}/erase"), &owner).await.status, 404, "nobody sees it any more");
    let told = erased(&api, &owner, erasure).await;
    assert_eq!(told["reason"], "candidate");
    let receipt = get(&api, &format!("/erasures/{erasure}"), &owner).await;
    check_page(&receipt);
    let html = receipt.text();
    assert!(html.contains(&person) && html.contains("<th>SHA-256</th>") && !html.contains("Kowalenko"), "{html}");
    let list = get(&api, "/erasures", &owner).await;
    check_page(&list);
    assert!(list.text().contains(erasure));
    assert_eq!(get(&api, "/erasures", &editor).await.status, 403);
    assert_eq!(get(&api, &format!("/persons/{person}"), &owner).await.status, 404);
}

#[tokio::test]
async fn runs_are_erased_one_or_several_the_same_way() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let mut runs = Vec::new();
    for _ in 0..3 {
        runs.push(sealed(&api, &owner, &json!({})).await.0);
    }
    let one = get(&api, &format!("/runs/{}/erase", runs[0]), &owner).await;
    check_page(&one);
    let done = post(&api, "/runs/erase", &owner, &[("run", &runs[0]), ("word", "erase")]).await;
    assert!(location(&done).starts_with("/erasures/"), "{}", location(&done));
    let look = post(&api, "/runs/erase", &owner, &[("run", &runs[1]), ("run", &runs[2])]).await;
    check_page(&look);
    let html = look.text();
    assert!(look.status == 200 && html.contains("Erase 2 runs") && html.contains("name=\"word\""), "{html}");
    assert_eq!(api.ask("GET", &format!("/runs/{}", runs[1]), &owner).await.status, 200, "nothing has gone yet");
    let form = [("run", runs[1].as_str()), ("run", runs[2].as_str()), ("word", "erase")];
    assert_eq!(location(&post(&api, "/runs/erase", &owner, &form).await), "/erasures?done=erasing");
    assert_eq!(api.ask("GET", "/runs", &owner).await.json()["items"], json!([]));
    let nothing = post(&api, "/runs/erase", &owner, &[("word", "erase")]).await;
    check_page(&nothing);
    assert!(nothing.text().contains("Choose runs first"), "{}", nothing.text());
    let viewer = api.member(&owner, "vera@example.org", "viewer").await;
    assert_eq!(post(&api, "/runs/erase", &viewer, &form).await.status, 403);
}

#[tokio::test]
async fn what_clocks_erase_next_is_told_with_its_day() {
    let (api, owner) = Api::owned().await;
    let _work = work(&api);
    let (run, _) = somebody(&api, &owner).await;
    assert!(get(&api, "/retention", &owner).await.text().contains("Nothing is due"));
    // The sweep of a service gives the run its date.
    api.service.sweep_retention().await.expect("swept");
    api.wait(120 * 24 * 3_600);
    let owner = crate::api_desk::cookie(&api.login(crate::api_desk::OWNER, crate::api_desk::PASSWORD).await);
    let page = get(&api, "/retention", &owner).await;
    check_page(&page);
    assert!(page.text().contains(&run), "{}", page.text());
}
