//! Coming in over HTTP: set-up, logins, cookies, other sites, tokens, local mode.

use crate::api_desk::{Api, OWNER, PASSWORD, accounts, cookie};
use crate::client::Client;
use dossier::service::ServiceSettings;
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use serde_json::json;

#[tokio::test]
async fn the_first_owner_is_made_once() {
    let api = Api::empty().await;
    assert_eq!(api.ask("GET", "/me", "").await.status, 401);
    let bad = json!({ "secret": "x", "team": "A", "email": OWNER, "name": "R", "password": PASSWORD });
    let refused = api.send("POST", "/setup", "", &bad).await;
    assert_eq!((refused.status, refused.code().as_str()), (410, "link.gone"));
    let made = api.set_up().await;
    assert_eq!(made.status, 201, "{}", made.text());
    let me = api.ask("GET", "/me", &cookie(&made)).await.json();
    assert_eq!((me["role"].as_str(), me["via"].as_str()), (Some("owner"), Some("session")));
    assert_eq!((me["user"]["email"].as_str(), me["teams"][0]["name"].as_str()), (Some(OWNER), Some("Büro Zürich")));
    assert!(me["may"].as_array().expect("a list").contains(&json!("team.own")));
    assert!(api.service.first_start().await.expect("started").is_none(), "there is a user");
    assert_eq!(api.send("POST", "/setup", "", &bad).await.status, 410);
}

#[tokio::test]
async fn a_session_is_a_cookie_that_no_script_and_no_other_site_gets() {
    let (api, _) = Api::owned().await;
    let answer = api.login(OWNER, PASSWORD).await;
    let set = answer.header("set-cookie").expect("a cookie");
    for flag in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age=2592000"] {
        assert!(set.contains(flag), "{set}");
    }
    assert!(set.starts_with("dossier-session=") && !set.contains("Secure"), "{set}");
    let secret = set.split(['=', ';']).nth(1).expect("a value");
    assert_eq!(secret.len(), 43);
    assert!(!answer.text().contains(secret) && !api.log.text().contains(secret), "it is in the cookie only");

    let session = cookie(&answer);
    assert_eq!(api.ask("GET", "/session", &session).await.json()["own"], true);
    let ended = api.ask("DELETE", "/session", &session).await;
    assert_eq!(ended.status, 204);
    assert!(ended.header("set-cookie").expect("taken away").contains("Max-Age=0"));
    let after = api.ask("GET", "/session", &session).await;
    assert_eq!((after.status, after.code().as_str()), (401, "auth.needed"));
}

#[tokio::test]
async fn with_an_https_address_the_cookie_is_bound_to_this_host() {
    let web = WebSettings {
        public_url: Some("https://dossier.example".to_owned()),
        ..WebSettings::of(Hosts::new(["localhost"]))
    };
    let api = Api::start(accounts(), web).await;
    let made = api.set_up().await;
    let set = made.header("set-cookie").expect("a cookie");
    assert!(set.starts_with("__Host-dossier=") && set.ends_with("; Secure"), "{set}");
    assert!(made.header("strict-transport-security").is_some());
    let pair = set.split(';').next().expect("a pair");
    assert_eq!(api.ask("GET", "/me", &format!("Cookie: {pair}\r\n")).await.status, 200);
}

#[tokio::test]
async fn wrong_passwords_make_wait_and_do_not_tell_who_is_there() {
    let (api, _) = Api::owned().await;
    let unknown = api.login("nobody@example.org", PASSWORD).await;
    assert_eq!((unknown.status, unknown.code().as_str()), (401, "auth.bad_login"));
    let mut tries = 0;
    let held = loop {
        let answer = api.login(OWNER, "ein ganz falscher Satz").await;
        tries += 1;
        if answer.status == 429 {
            break answer;
        }
        assert_eq!((answer.status, answer.code().as_str()), (401, "auth.bad_login"));
        assert!(tries < 20, "nobody is let try for ever");
    };
    assert_eq!(held.code(), "limit.rate");
    let seconds: i64 = held.header("retry-after").expect("a time").parse().expect("seconds");
    assert!((1..=900).contains(&seconds), "{seconds}");
    assert_eq!(api.login(OWNER, PASSWORD).await.status, 429, "also with the right one");
    api.wait(seconds + 1);
    assert_eq!(api.login(OWNER, PASSWORD).await.status, 201);
}

#[tokio::test]
async fn too_many_visits_of_a_network_are_refused() {
    let web = WebSettings { visits_per_minute: std::num::NonZeroU32::MIN, ..WebSettings::of(Hosts::loopback()) };
    let api = Api::start(accounts(), web).await;
    assert_eq!(api.login(OWNER, PASSWORD).await.status, 401);
    let refused = api.login(OWNER, PASSWORD).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "rate.limited"));
    assert!(refused.header("retry-after").is_some());
    assert_eq!(api.ask("GET", "/me", "").await.status, 401, "others than visits are not counted");
}

#[tokio::test]
async fn another_site_writes_nothing_with_the_cookie() {
    let (api, owner) = Api::owned().await;
    for lines in ["Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n", "Origin: https://evil.example\r\n"]
    {
        let refused = api.send("POST", "/teams", &format!("{owner}{lines}"), &json!({ "name": "B" })).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "http.cross_site"));
    }
    let same = format!("{owner}Sec-Fetch-Site: same-origin\r\n");
    assert_eq!(api.send("POST", "/teams", &same, &json!({ "name": "B" })).await.status, 201);
}

#[tokio::test]
async fn a_token_does_what_its_scopes_allow() {
    let (api, owner) = Api::owned().await;
    let (reader, id) = api.token(&owner, &["read"]).await;
    let me = api.ask("GET", "/me", &reader).await.json();
    assert_eq!((me["via"].as_str(), &me["scopes"]), (Some("token"), &json!(["read"])));
    assert_eq!(api.ask("GET", "/team", &reader).await.status, 200);
    for (method, path, body) in [
        ("POST", "/teams", json!({ "name": "B" })),
        ("POST", "/tokens", json!({ "name": "x", "scopes": ["admin"], "days": 1 })),
        ("POST", "/invitations", json!({ "role": "viewer" })),
        ("PATCH", "/team", json!({ "name": "B" })),
    ] {
        let refused = api.send(method, path, &format!("{reader}If-Match: *\r\n"), &body).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "auth.forbidden"), "{method} {path}");
    }
    assert_eq!(api.ask("GET", "/audit", &reader).await.status, 403);
    assert_eq!(api.ask("DELETE", &format!("/tokens/{id}"), &owner).await.status, 204);
    let revoked = api.ask("GET", "/team", &reader).await;
    assert_eq!((revoked.status, revoked.code().as_str()), (401, "auth.needed"));
    assert!(revoked.header("www-authenticate").expect("a way").starts_with("Bearer"));
}

#[tokio::test]
async fn what_is_no_token_is_nobody_even_beside_a_session() {
    let (api, owner) = Api::owned().await;
    for line in ["Basic abc", "Bearer dsr_x_y", "Bearer abc.def.ghi", "Bearer "] {
        let answer = api.ask("GET", "/me", &format!("{owner}Authorization: {line}\r\n")).await;
        assert_eq!(answer.status, 401, "{line}");
    }
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let (api, owner) = Api::owned().await;
    let other = cookie(&api.login(OWNER, PASSWORD).await);
    let sessions = api.ask("GET", "/sessions", &owner).await.json();
    assert_eq!(sessions["items"].as_array().map(Vec::len), Some(2));
    let body = json!({ "old": "ein ganz falscher Satz", "new": "ein anderer langer Satz" });
    assert_eq!(api.send("POST", "/password", &owner, &body).await.status, 401);
    let body = json!({ "old": PASSWORD, "new": "kurz" });
    assert_eq!(api.send("POST", "/password", &owner, &body).await.status, 422);
    let body = json!({ "old": PASSWORD, "new": "ein anderer langer Satz" });
    assert_eq!(api.send("POST", "/password", &owner, &body).await.status, 204);
    assert_eq!(api.ask("GET", "/session", &other).await.status, 401);
    assert_eq!(api.ask("GET", "/session", &owner).await.status, 200);
    assert_eq!(api.login(OWNER, PASSWORD).await.status, 401);
}

#[tokio::test]
async fn on_this_machine_alone_nobody_logs_in_and_no_other_host_is_served() {
    let api = Api::start(ServiceSettings::default(), WebSettings::of(Hosts::loopback())).await;
    api.service.first_start().await.expect("started");
    let me = api.ask("GET", "/me", "").await.json();
    assert_eq!((me["via"].as_str(), me["role"].as_str()), (Some("local"), Some("owner")));
    assert_eq!(api.ask("GET", "/me", "Cookie: dossier-session=old\r\n").await.status, 200);
    let mut client = Client::connect(api.address).await;
    client.send("GET /api/v1/me HTTP/1.1\r\nHost: evil.example\r\n\r\n").await;
    let foreign = client.answer(false).await.expect("an answer");
    assert_eq!((foreign.status, foreign.code().as_str()), (421, "http.host"));
}

#[tokio::test]
async fn a_lost_password_is_replaced_by_a_link() {
    let (api, owner) = Api::owned().await;
    let anna = api.member(&owner, "anna@example.org", "editor").await;
    let user = api.ask("GET", "/me", &anna).await.json()["user"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/members/{user}/reset");
    let (token, _) = api.token(&owner, &["admin"]).await;
    for caller in [&anna, &token] {
        let refused = api.ask("POST", &path, caller).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "auth.forbidden"));
    }
    let made = api.ask("POST", &path, &owner).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let told = made.json();
    assert!(told["expires_at"].as_str().is_some_and(|at| at.ends_with('Z')), "{told}");
    let secret = told["secret"].as_str().expect("a secret");
    let reset = async |secret: &str, password: &str| {
        api.send("POST", "/password/reset", "", &json!({ "secret": secret, "password": password })).await
    };
    assert_eq!(reset(secret, "kurz").await.status, 422);
    let unknown = reset("x", "ein anderer langer Satz").await;
    assert_eq!((unknown.status, unknown.code().as_str()), (410, "link.gone"));
    assert_eq!(reset(secret, "ein anderer langer Satz").await.status, 204);
    assert_eq!(reset(secret, "ein anderer langer Satz").await.status, 410, "it works once");
    assert_eq!(api.ask("GET", "/me", &anna).await.status, 401, "all sessions have ended");
    assert_eq!(api.login("anna@example.org", "ein anderer langer Satz").await.status, 201);
    assert!(!api.log.text().contains(secret), "it is in no log");
}
