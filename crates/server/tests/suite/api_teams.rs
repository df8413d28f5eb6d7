//! Teams over HTTP: whose is whose, roles, edits against a version, pages, requests that come twice, the log.

use crate::api_desk::{Api, PASSWORD, cookie};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NOBODY: &str = "0197a1b2-7c3d-7000-8000-00000000abcd";

#[tokio::test]
async fn what_is_another_teams_does_not_exist() {
    let (api, owner) = Api::owned().await;
    let made = api.send("POST", "/teams", &owner, &json!({ "name": "Büro Bern" })).await;
    let other = made.json()["id"].as_str().expect("an id").to_owned();
    let home = api.ask("GET", "/team", &owner).await.json()["id"].as_str().expect("an id").to_owned();
    let there = cookie(&api.send("POST", "/session/team", &owner, &json!({ "team": other })).await);
    assert_eq!(api.ask("GET", "/me", &owner).await.status, 401, "the old secret is of no use");
    assert_eq!(api.ask("GET", "/team", &there).await.json()["name"], "Büro Bern");
    let (_, token) = api.token(&there, &["read"]).await;
    let invitation = api.send("POST", "/invitations", &there, &json!({ "role": "viewer" })).await.json();
    let invitation = invitation["invitation"]["id"].as_str().expect("an id").to_owned();

    let back = cookie(&api.send("POST", "/session/team", &there, &json!({ "team": home })).await);
    for path in [
        format!("/tokens/{token}"),
        format!("/invitations/{invitation}"),
        format!("/members/{NOBODY}"),
        format!("/sessions/{NOBODY}"),
        format!("/tokens/{NOBODY}"),
        "/tokens/no-id".to_owned(),
    ] {
        assert_eq!(api.ask("DELETE", &path, &back).await.status, 404, "{path}");
    }
    let foreign = api.send("POST", "/session/team", &back, &json!({ "team": NOBODY })).await;
    assert_eq!((foreign.status, foreign.code().as_str()), (404, "not_found"));
    assert_eq!(api.ask("GET", "/tokens", &back).await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_viewer_looks_and_changes_nothing() {
    let (api, owner) = Api::owned().await;
    let viewer = api.member(&owner, "anna@example.org", "viewer").await;
    for path in ["/me", "/team", "/teams", "/members", "/tokens", "/sessions"] {
        assert_eq!(api.ask("GET", path, &viewer).await.status, 200, "{path}");
    }
    let user = api.ask("GET", "/me", &owner).await.json()["user"]["id"].as_str().expect("an id").to_owned();
    for (method, path, body) in [
        ("POST", "/invitations".to_owned(), json!({ "role": "viewer" })),
        ("POST", "/teams".to_owned(), json!({ "name": "B" })),
        ("PATCH", "/team".to_owned(), json!({ "name": "B" })),
        ("PATCH", format!("/members/{user}"), json!({ "role": "viewer" })),
    ] {
        let refused = api.send(method, &path, &format!("{viewer}If-Match: *\r\n"), &body).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "auth.forbidden"), "{method} {path}");
    }
    for path in ["/audit", "/audit/verify", "/audit/export", "/invitations"] {
        assert_eq!(api.ask("GET", path, &viewer).await.status, 403, "{path}");
    }
    assert_eq!(api.ask("DELETE", &format!("/members/{user}"), &viewer).await.status, 403);
}

#[tokio::test]
async fn members_change_and_go() {
    let (api, owner) = Api::owned().await;
    let anna = api.member(&owner, "anna@example.org", "viewer").await;
    let id = |me: Value| me["user"]["id"].as_str().expect("an id").to_owned();
    let (anna_id, owner_id) =
        (id(api.ask("GET", "/me", &anna).await.json()), id(api.ask("GET", "/me", &owner).await.json()));
    let path = format!("/members/{anna_id}");
    assert_eq!(api.send("PATCH", &path, &owner, &json!({ "role": "editor" })).await.status, 204);
    assert_eq!(api.ask("GET", "/me", &anna).await.json()["role"], "editor");
    let members = api.ask("GET", "/members", &anna).await.json();
    let roles: BTreeSet<&str> =
        members["items"].as_array().expect("a list").iter().filter_map(|m| m["role"].as_str()).collect();
    assert_eq!(roles, BTreeSet::from(["owner", "editor"]));
    let last = api.ask("DELETE", &format!("/members/{owner_id}"), &owner).await;
    assert_eq!((last.status, last.code().as_str()), (409, "team.last_owner"));
    assert_eq!(api.ask("DELETE", &path, &anna).await.status, 204, "who wants to go, goes");
    assert_eq!(api.ask("GET", "/me", &anna).await.status, 401);
}

#[tokio::test]
async fn an_invitation_is_accepted_once_also_by_those_who_have_an_account() {
    let (api, owner) = Api::owned().await;
    let anna = api.member(&owner, "anna@example.org", "viewer").await;
    let other = api.send("POST", "/teams", &owner, &json!({ "name": "Büro Bern" })).await.json()["id"].clone();
    let there = cookie(&api.send("POST", "/session/team", &owner, &json!({ "team": other })).await);
    let made = api.send("POST", "/invitations", &there, &json!({ "role": "admin" })).await.json();
    let body = json!({ "secret": made["secret"] });
    assert_eq!(api.send("POST", "/invitations/accept", "", &body).await.status, 401, "nobody is logged in");
    let joined = api.send("POST", "/invitations/accept", &anna, &body).await;
    assert_eq!((joined.status, joined.json()["role"].as_str()), (200, Some("admin")));
    assert_eq!(joined.json()["team"], other);
    assert_eq!(api.ask("GET", "/teams", &anna).await.json()["items"].as_array().map(Vec::len), Some(2));
    let account = json!({ "email": "eva@example.org", "name": "Eva", "password": PASSWORD });
    let used =
        api.send("POST", "/invitations/accept", "", &json!({ "secret": made["secret"], "account": account })).await;
    assert_eq!((used.status, used.code().as_str()), (410, "link.gone"));
}

#[tokio::test]
async fn bad_bodies_are_pointed_at_without_being_repeated() {
    let (api, owner) = Api::owned().await;
    let table = [
        (json!({ "name": "x", "scopes": ["read"], "days": 1, "Kowalenko": 2 }), "body.invalid", None),
        (json!({ "name": "x", "scopes": ["read"], "days": "Kowalenko" }), "body.invalid", Some("/days")),
        (json!({ "name": "x", "scopes": ["Kowalenko"], "days": 1 }), "body.invalid", Some("/scopes/0")),
        (json!({ "name": "Kowalenko\n", "scopes": [], "days": 1 }), "token.scopes", Some("/scopes")),
        (json!({ "name": "Kowa\u{0}lenko", "scopes": ["read"], "days": 1 }), "account.name", Some("/name")),
        (json!({ "name": "Kowalenko", "scopes": ["read"], "days": 400 }), "token.lives", Some("/days")),
    ];
    for (body, code, pointer) in table {
        let answer = api.send("POST", "/tokens", &owner, &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, code), "{body}");
        assert!(!answer.text().contains("Kowa"), "{}", answer.text());
        if let Some(pointer) = pointer {
            assert_eq!(answer.json()["errors"][0]["pointer"], pointer, "{body}");
        }
    }
    let text = api.ask("POST", "/tokens", &format!("{owner}Content-Type: text/plain\r\nContent-Length: 0\r\n")).await;
    assert_eq!((text.status, text.code().as_str()), (415, "body.media_type"));
    assert!(!api.log.text().contains("Kowa"));
}

#[tokio::test]
async fn a_team_is_edited_as_it_was_seen() {
    let (api, owner) = Api::owned().await;
    let seen = api.ask("GET", "/team", &owner).await;
    let tag = seen.header("etag").expect("a version").to_owned();
    let edit = json!({ "name": "Büro Bern", "settings": { "locale": "de-CH" } });
    let bare = api.send("PATCH", "/team", &owner, &edit).await;
    assert_eq!((bare.status, bare.code().as_str()), (428, "edit.if_match_missing"));
    let with = |tag: &str| format!("{owner}If-Match: {tag}\r\n");
    let changed = api.send("PATCH", "/team", &with(&tag), &edit).await;
    assert_eq!((changed.status, changed.json()["name"].as_str()), (200, Some("Büro Bern")));
    assert_eq!(changed.json()["settings"], json!({ "locale": "de-CH" }));
    let now = changed.header("etag").expect("a version").to_owned();
    assert_ne!(now, tag, "also within the same moment");
    let stale = api.send("PATCH", "/team", &with(&tag), &edit).await;
    assert_eq!((stale.status, stale.code().as_str()), (412, "edit.stale"));
    assert_eq!(api.send("PATCH", "/team", &with(&now), &json!({ "name": "C" })).await.status, 200);
    let any = api.send("PATCH", "/team", &with("*"), &json!({ "name": "D" })).await;
    assert_eq!((any.status, any.json()["settings"]["locale"].as_str()), (200, Some("de-CH")), "the rest stays");
}

/// All items of a list, page by page, and how many pages there were.
async fn walk(api: &Api, path: &str, caller: &str, limit: usize) -> (Vec<Value>, usize) {
    let (mut items, mut pages, mut cursor) = (Vec::new(), 0, String::new());
    loop {
        let page = api.ask("GET", &format!("{path}?limit={limit}{cursor}"), caller).await.json();
        items.extend(page["items"].as_array().expect("a list").iter().cloned());
        pages += 1;
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (items, pages),
        }
    }
}

#[tokio::test]
async fn lists_come_in_pages() {
    let (api, owner) = Api::owned().await;
    for _ in 0..5 {
        api.token(&owner, &["read"]).await;
        api.wait(1);
    }
    let (tokens, pages) = walk(&api, "/tokens", &owner, 2).await;
    assert_eq!((tokens.len(), pages), (5, 3));
    let mut ids: Vec<&str> = tokens.iter().filter_map(|token| token["id"].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5, "each stands once");

    let (entries, _) = walk(&api, "/audit", &owner, 3).await;
    let numbers: Vec<i64> = entries.iter().filter_map(|entry| entry["seq"].as_i64()).collect();
    let highest = i64::try_from(numbers.len()).expect("few");
    assert_eq!(numbers, (1..=highest).rev().collect::<Vec<_>>());

    let next = api.ask("GET", "/tokens?limit=2", &owner).await.json()["next"].as_str().expect("more").to_owned();
    for query in [format!("/audit?cursor={next}"), "/tokens?cursor=x".to_owned()] {
        let refused = api.ask("GET", &query, &owner).await;
        assert_eq!((refused.status, refused.code().as_str()), (400, "cursor.invalid"), "{query}");
    }
    for query in ["limit=0", "limit=101", "limit=x", "page=2"] {
        let refused = api.ask("GET", &format!("/tokens?{query}"), &owner).await;
        assert_eq!((refused.status, refused.code().as_str()), (400, "query.invalid"), "{query}");
    }
}

#[tokio::test]
async fn a_request_that_comes_twice_is_done_once() {
    let (api, owner) = Api::owned().await;
    let anna = api.member(&owner, "anna@example.org", "admin").await;
    let with = |caller: &str| format!("{caller}Idempotency-Key: \"k-1\"\r\n");
    let first = api.send("POST", "/teams", &with(&owner), &json!({ "name": "B" })).await;
    assert_eq!((first.status, first.header("idempotency-replayed")), (201, None));
    // Longer than its work could take, and within a day.
    api.wait(3_600);
    let again = api.send("POST", "/teams", &with(&owner), &json!({ "name": "B" })).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(again.json(), first.json());
    let other = api.send("POST", "/teams", &with(&owner), &json!({ "name": "C" })).await;
    assert_eq!((other.status, other.code().as_str()), (422, "idempotency.reused"));
    let annas = api.send("POST", "/teams", &with(&anna), &json!({ "name": "B" })).await;
    assert_eq!((annas.status, annas.header("idempotency-replayed")), (201, None), "keys are each user's own");
    assert_eq!(api.ask("GET", "/teams", &owner).await.json()["items"].as_array().map(Vec::len), Some(2));
    let bad = api.send("POST", "/teams", &format!("{owner}Idempotency-Key: a b\r\n"), &json!({ "name": "B" })).await;
    assert_eq!((bad.status, bad.code().as_str()), (400, "idempotency.key_invalid"));
    // A refusal is not kept: the same key may succeed later.
    let empty = api.send("POST", "/teams", &format!("{owner}Idempotency-Key: k-2\r\n"), &json!({ "name": "" })).await;
    assert_eq!(empty.status, 422);
    api.wait(24 * 3_600);
    let late = api
        .send(
            "POST",
            "/teams",
            &with(&cookie(&api.login(crate::api_desk::OWNER, PASSWORD).await)),
            &json!({ "name": "C" }),
        )
        .await;
    assert_eq!((late.status, late.header("idempotency-replayed")), (201, None), "a day later it is forgotten");
}

#[tokio::test]
async fn the_log_is_verified_and_exported_without_anybodys_name() {
    let (api, owner) = Api::owned().await;
    api.member(&owner, "anna@example.org", "viewer").await;
    let verdict = api.ask("GET", "/audit/verify", &owner).await.json();
    assert_eq!(verdict["sound"], true);
    let export = api.ask("GET", "/audit/export", &owner).await;
    assert_eq!((export.status, export.header("content-type")), (200, Some("application/x-ndjson")));
    assert!(export.header("content-disposition").expect("a name").contains("audit.jsonl"));
    let text = export.text();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), usize::try_from(verdict["entries"].as_i64().expect("a number")).expect("a number"));
    assert_eq!((lines[0]["seq"].as_i64(), lines[0]["action"].as_str()), (Some(1), Some("team.created")));
    for name in ["anna@example.org", "Anna", "Rosa", "Büro"] {
        assert!(!text.contains(name) && !api.log.text().contains(name), "{name}");
    }
    let (entries, _) = walk(&api, "/audit", &owner, 100).await;
    assert_eq!(entries[0]["action"], "audit.exported");
}

#[tokio::test]
async fn an_archived_team_is_listed_and_comes_back() {
    let (api, owner) = Api::owned().await;
    let made = api.send("POST", "/teams", &owner, &json!({ "name": "Büro Bern" })).await;
    let other = made.json()["id"].as_str().expect("an id").to_owned();
    let second = cookie(&api.login(crate::api_desk::OWNER, PASSWORD).await);
    let there = cookie(&api.send("POST", "/session/team", &second, &json!({ "team": other })).await);
    assert_eq!(api.ask("GET", "/teams/archived", &owner).await.json()["items"], json!([]));
    let back = format!("/teams/{other}/unarchive");
    assert_eq!(api.ask("POST", &back, &owner).await.status, 404, "it is not archived");
    assert_eq!(api.ask("POST", "/team/archive", &there).await.status, 204);
    assert_eq!(api.ask("GET", "/me", &there).await.status, 401, "nobody comes in");
    let listed = api.ask("GET", "/teams/archived", &owner).await.json();
    assert_eq!((&listed["items"][0]["id"], &listed["items"][0]["role"]), (&json!(other), &json!("owner")));
    assert_eq!(api.ask("POST", &back, &owner).await.status, 204);
    assert_eq!(api.ask("GET", "/me", &there).await.status, 200, "the session had not ended");
}
