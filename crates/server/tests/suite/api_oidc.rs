//! A login at another provider, as a browser goes through it.

use crate::api_desk::{Api, accounts, cookie};
use crate::client::{Answer, Client};
use dossier::service::ServiceSettings;
use dossier::service::accounts::oidc::OidcSettings;
use dossier_server::WebSettings;
use dossier_server::security::Hosts;
use dossier_stand_ins::identity::{CLIENT_ID, CLIENT_SECRET, Provider};
use dossier_stand_ins::jwt::SigningKey;
use serde_json::json;

const BACK: &str = "http://localhost/login/oidc/callback";

async fn get(api: &Api, target: &str, lines: &str) -> Answer {
    Client::connect(api.address).await.ask("GET", target, lines).await
}

/// A parameter of an address; those that are asked for here need no decoding.
fn parameter<'a>(address: &'a str, name: &str) -> &'a str {
    let (_, query) = address.split_once('?').expect("a query");
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(known, _)| *known == name).map(|(_, value)| value).next().expect("a parameter")
}

fn encoded(text: &str) -> String {
    text.replace(':', "%3A").replace('/', "%2F")
}

#[tokio::test]
async fn a_browser_goes_to_the_provider_and_comes_back_with_a_session() {
    let provider = Provider::start(SigningKey::es256("one")).await;
    let oidc = OidcSettings {
        issuer: provider.issuer(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: Some(CLIENT_SECRET.into()),
        redirect_url: BACK.to_owned(),
        scopes: vec!["email".to_owned()],
        domains: Vec::new(),
    };
    let settings = ServiceSettings { oidc: Some(oidc), ..accounts() };
    let api = Api::start(settings, WebSettings::of(Hosts::loopback())).await;
    let owner = cookie(&api.set_up().await);
    let made = api.send("POST", "/invitations", &owner, &json!({ "role": "editor" })).await.json();
    let invitation = made["secret"].as_str().expect("a secret");

    let begun = get(&api, &format!("/login/oidc?return_path=/runs&invitation={invitation}"), "").await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let set = begun.header("set-cookie").expect("a cookie");
    assert!(set.starts_with("dossier-login=") && set.contains("HttpOnly") && set.contains("Max-Age=600"), "{set}");
    let held = format!("Cookie: {}\r\n", set.split(';').next().expect("a pair"));
    let address = begun.header("location").expect("an address").to_owned();
    assert!(address.starts_with(&provider.issuer()), "{address}");
    let now = api.now_s();
    let claims = json!({
        "iss": provider.issuer(), "aud": CLIENT_ID, "sub": "u-1", "exp": now + 300, "iat": now,
        "nonce": parameter(&address, "nonce"), "email": "anna@example.org", "email_verified": true, "name": "Anna Çelebi",
    });
    let code = provider.approve(parameter(&address, "code_challenge"), BACK, claims);
    let target = format!(
        "/login/oidc/callback?code={code}&state={}&iss={}&session_state=more",
        parameter(&address, "state"),
        encoded(&provider.issuer())
    );
    let done = get(&api, &target, &held).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/runs")), "{}", done.text());
    assert!(done.all("set-cookie").iter().any(|set| set.starts_with("dossier-login=;")), "the cookie is used up");
    let me = api.ask("GET", "/me", &cookie(&done)).await.json();
    assert_eq!((me["role"].as_str(), me["user"]["has_password"].as_bool()), (Some("editor"), Some(false)));

    let twice = get(&api, &target, &held).await;
    assert!(twice.status == 410 && twice.text().contains("link.gone"), "{}", twice.text());
}

#[tokio::test]
async fn nobody_is_sent_away_from_here_and_nothing_foreign_is_carried_along() {
    let (api, _) = Api::owned().await;
    let none = get(&api, "/login/oidc", "").await;
    assert_eq!(none.status, 404, "no provider is set");
    let other = get(&api, "/login/oidc?elsewhere=1", "").await;
    assert!(other.status == 400 && other.text().contains("query.invalid"), "{}", other.text());
    let lost = get(&api, "/login/oidc/callback?state=x&code=y", "").await;
    assert_eq!(lost.status, 404);
}
