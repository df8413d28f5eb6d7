//! Logins at an OpenID provider that stands on this machine.

use crate::accounts_desk::{Desk, OWNER, SECOND, code, owner, with_accounts, with_owner};
use dossier::service::accounts::NewInvitation;
use dossier::service::accounts::oidc::{DomainRule, OidcDone, OidcReturn, OidcSettings};
use dossier::service::{Caller, ServiceError, ServiceSettings};
use dossier_db::Personal;
use dossier_db::rows::Role;
use dossier_stand_ins::identity::{CLIENT_ID, CLIENT_SECRET, Provider};
use dossier_stand_ins::jwt::SigningKey;
use reqwest::Url;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const BACK: &str = "https://dossier.example/login/back?by=oidc";

fn settings(provider: &Provider) -> ServiceSettings {
    let oidc = OidcSettings {
        issuer: provider.issuer(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: Some(CLIENT_SECRET.into()),
        redirect_url: BACK.to_owned(),
        scopes: vec!["email".to_owned(), "profile".to_owned()],
        domains: Vec::new(),
    };
    ServiceSettings { oidc: Some(oidc), ..with_accounts() }
}

async fn start() -> (Provider, Desk, Caller) {
    let provider = Provider::start(SigningKey::es256("one")).await;
    let (desk, _, owner) = with_owner(settings(&provider)).await;
    (provider, desk, owner)
}

/// A login on its way: what the browser keeps and was sent with.
struct Way {
    browser: Personal,
    asked: BTreeMap<String, String>,
}

impl Way {
    async fn begin(desk: &Desk, path: &str) -> Self {
        let begun = desk.service.oidc_begin(path).await.expect("begun");
        let url = Url::parse(begun.url.as_str()).expect("an address");
        Self { browser: begun.browser, asked: url.query_pairs().into_owned().collect() }
    }

    /// Claims of a token that answers this login.
    fn claims(&self, desk: &Desk, provider: &Provider) -> Value {
        let now = desk.now_s();
        json!({
            "iss": provider.issuer(), "aud": CLIENT_ID, "sub": "u-1", "exp": now + 300, "iat": now,
            "nonce": self.asked["nonce"], "email": "anna@example.org", "email_verified": true, "name": "Anna Çelebi",
        })
    }

    fn back(&self, provider: &Provider, code: &str) -> OidcReturn {
        OidcReturn {
            state: self.asked["state"].as_str().into(),
            code: Some(code.into()),
            issuer: Some(provider.issuer()),
            refused: false,
        }
    }

    /// The user agrees, and the browser comes back.
    async fn finish(
        &self,
        desk: &Desk,
        provider: &Provider,
        claims: Value,
        invitation: Option<&str>,
    ) -> Result<OidcDone, ServiceError> {
        let code = provider.approve(&self.asked["code_challenge"], &self.asked["redirect_uri"], claims);
        desk.service.oidc_finish(&self.back(provider, &code), self.browser.as_str(), invitation).await
    }
}

async fn invited(desk: &Desk, owner: &Caller, email: Option<&str>) -> Personal {
    let new = NewInvitation { email: email.map(Personal::new), role: Role::Editor };
    desk.service.invite(owner, &new).await.expect("invited").1
}

/// A login with claims that a test has changed.
async fn changed(desk: &Desk, provider: &Provider, secret: &Personal, change: impl Fn(&mut Value)) -> &'static str {
    let way = Way::begin(desk, "/").await;
    let mut claims = way.claims(desk, provider);
    change(&mut claims);
    code(&way.finish(desk, provider, claims, Some(secret.as_str())).await)
}

#[tokio::test]
async fn an_invited_user_comes_in_and_is_known_from_then_on() {
    let (provider, desk, owner) = start().await;
    let way = Way::begin(&desk, "/runs?page=2").await;
    assert_eq!(way.asked["scope"], "openid email profile");
    assert_eq!((way.asked["response_type"].as_str(), way.asked["code_challenge_method"].as_str()), ("code", "S256"));
    let unknown = way.finish(&desk, &provider, way.claims(&desk, &provider), None).await;
    assert_eq!(code(&unknown), "account.unknown");

    let secret = invited(&desk, &owner, Some("anna@example.org")).await;
    let way = Way::begin(&desk, "/runs?page=2").await;
    let done = way.finish(&desk, &provider, way.claims(&desk, &provider), Some(secret.as_str())).await.expect("in");
    assert_eq!(done.return_path, "/runs?page=2");
    let caller = desk.caller(&done.session).await.expect("a session");
    assert_eq!((caller.team, caller.role), (owner.team, Role::Editor));
    let members = desk.service.members(&caller).await.expect("listed");
    assert!(members.iter().any(|member| member.name.as_str() == "Anna Çelebi"));

    // Again without the invitation, under another address: issuer and subject count.
    let way = Way::begin(&desk, "/").await;
    let mut claims = way.claims(&desk, &provider);
    claims["email"] = json!(OWNER);
    let done = way.finish(&desk, &provider, claims, None).await.expect("in");
    assert_eq!(Some(done.session.user), caller.user);
    // Another subject with her address is somebody else.
    let way = Way::begin(&desk, "/").await;
    let mut claims = way.claims(&desk, &provider);
    claims["sub"] = json!("u-2");
    assert_eq!(code(&way.finish(&desk, &provider, claims, None).await), "account.unknown");
}

#[tokio::test]
async fn a_state_works_once_in_its_browser_and_in_time() {
    let (provider, desk, owner) = start().await;
    let secret = invited(&desk, &owner, None).await;
    let way = Way::begin(&desk, "/").await;
    let claims = way.claims(&desk, &provider);
    let first = way.finish(&desk, &provider, claims.clone(), Some(secret.as_str())).await;
    assert_eq!(code(&first), "fine");
    assert_eq!(code(&way.finish(&desk, &provider, claims, None).await), "link.gone", "replayed");

    let (mine, theirs) = (Way::begin(&desk, "/").await, Way::begin(&desk, "/").await);
    let swapped = Way { browser: mine.browser.clone(), asked: theirs.asked.clone() };
    let claims = theirs.claims(&desk, &provider);
    assert_eq!(code(&swapped.finish(&desk, &provider, claims.clone(), None).await), "link.gone", "another browser");
    assert_eq!(code(&theirs.finish(&desk, &provider, claims, None).await), "link.gone", "and then it is used up");

    let late = Way::begin(&desk, "/").await;
    desk.wait(600 * SECOND);
    let claims = late.claims(&desk, &provider);
    assert_eq!(code(&late.finish(&desk, &provider, claims, None).await), "link.gone", "too late");
    let invented = OidcReturn { state: "x".into(), code: Some("code-1".into()), ..OidcReturn::default() };
    assert_eq!(code(&desk.service.oidc_finish(&invented, "y", None).await), "link.gone");
}

#[tokio::test]
async fn only_a_proper_answer_of_this_provider_counts() {
    let (provider, desk, owner) = start().await;
    let secret = invited(&desk, &owner, None).await;
    let now = desk.now_s();
    let wrong: [(&str, Value); 8] = [
        ("nonce", json!("somebody's")),
        ("nonce", Value::Null),
        ("aud", json!("somebody")),
        ("aud", json!([CLIENT_ID, "somebody"])),
        ("azp", json!("somebody")),
        ("iss", json!("https://evil.example")),
        ("exp", json!(now - 60)),
        ("iat", json!(now - 700)),
    ];
    for (name, value) in wrong {
        let set = |claims: &mut Value| claims[name] = value.clone();
        assert_eq!(changed(&desk, &provider, &secret, set).await, "auth.needed", "{name}: {value}");
    }
    let way = Way::begin(&desk, "/").await;
    let code_of = |way: &Way, challenge: &str| {
        provider.approve(challenge, &way.asked["redirect_uri"], way.claims(&desk, &provider))
    };
    let stolen = code_of(&way, "another challenge");
    let outcome = desk.service.oidc_finish(&way.back(&provider, &stolen), way.browser.as_str(), None).await;
    assert_eq!(code(&outcome), "auth.needed", "a code without its verifier");
    for (issuer, refused) in
        [(Some("https://evil.example".to_owned()), false), (None, false), (Some(provider.issuer()), true)]
    {
        let way = Way::begin(&desk, "/").await;
        let given = code_of(&way, &way.asked["code_challenge"]);
        let back = OidcReturn { issuer, refused, ..way.back(&provider, &given) };
        let outcome = desk.service.oidc_finish(&back, way.browser.as_str(), Some(secret.as_str())).await;
        assert_eq!(code(&outcome), "auth.needed", "mixed up, or refused there");
    }
    let allowed = |claims: &mut Value| {
        claims["aud"] = json!([CLIENT_ID, "somebody"]);
        claims["azp"] = json!(CLIENT_ID);
    };
    assert_eq!(changed(&desk, &provider, &secret, allowed).await, "fine");
}

#[tokio::test]
async fn an_address_counts_once_it_is_verified() {
    let (provider, desk, owner) = start().await;
    let secret = invited(&desk, &owner, Some("anna@example.org")).await;
    let unverified = |claims: &mut Value| claims["email_verified"] = json!(false);
    assert_eq!(changed(&desk, &provider, &secret, unverified).await, "invitation.other_address");
    let taken = invited(&desk, &owner, None).await;
    let of_the_owner = |claims: &mut Value| claims["email"] = json!(OWNER);
    assert_eq!(
        changed(&desk, &provider, &taken, of_the_owner).await,
        "account.email_taken",
        "nobody becomes her by that"
    );
    assert_eq!(changed(&desk, &provider, &taken, unverified).await, "fine", "without an address it does");
    let members = desk.service.members(&owner).await.expect("listed");
    assert!(members.iter().any(|member| member.email.as_str().is_empty()));
}

#[tokio::test]
async fn a_domain_can_be_let_in() {
    let provider = Provider::start(SigningKey::rs256("one")).await;
    provider.set_by_post();
    let desk = crate::accounts_desk::empty(with_accounts()).await;
    let link = desk.service.first_start().await.expect("started").expect("a link");
    let (team, _) = desk.service.claim_owner(link.secret.as_str(), &owner()).await.expect("claimed");
    let mut set = settings(&provider);
    if let Some(oidc) = &mut set.oidc {
        oidc.domains = vec![DomainRule { domain: "Example.org".to_owned(), team, role: Role::Viewer }];
    }
    let desk = desk.with(set);
    for (email, verified, wanted) in [
        ("anna@sub.example.org", true, "account.unknown"),
        ("anna@example.org.evil.example", true, "account.unknown"),
        ("anna@example.org", false, "account.unknown"),
        ("anna@EXAMPLE.org", true, "fine"),
    ] {
        let way = Way::begin(&desk, "/").await;
        let mut claims = way.claims(&desk, &provider);
        claims["email"] = json!(email);
        claims["email_verified"] = json!(verified);
        let outcome = way.finish(&desk, &provider, claims, None).await;
        assert_eq!(code(&outcome), wanted, "{email}");
        if let Ok(done) = outcome {
            assert_eq!(desk.caller(&done.session).await.expect("a session").role, Role::Viewer);
        }
    }
}

#[tokio::test]
async fn nobody_is_sent_elsewhere() {
    let (_provider, desk, _) = start().await;
    for path in ["//evil.example", "https://evil.example", "/\\evil.example", "evil", ""] {
        assert_eq!(code(&desk.service.oidc_begin(path).await), "auth.return_path", "{path}");
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_said_so() {
    let (provider, desk, owner) = start().await;
    provider.set_down(true);
    let down = desk.service.oidc_begin("/").await;
    assert_eq!(code(&down), "auth.provider");
    assert!(down.is_err_and(|error| error.retry_after_s().is_some()), "it may be tried again");
    provider.set_down(false);
    let secret = invited(&desk, &owner, None).await;
    let way = Way::begin(&desk, "/").await;
    provider.set_down(true);
    let claims = way.claims(&desk, &provider);
    assert_eq!(code(&way.finish(&desk, &provider, claims, Some(secret.as_str())).await), "auth.provider");
    provider.set_down(false);
    provider.rotate(SigningKey::ed25519("two"));
    assert_eq!(changed(&desk, &provider, &secret, |_| {}).await, "fine", "nothing was lost, and new keys are found");
}

#[tokio::test]
async fn a_provider_that_says_to_be_another_is_not_asked() {
    let provider = Provider::start(SigningKey::es256("one")).await;
    provider.pretend("https://evil.example");
    let (desk, ..) = with_owner(settings(&provider)).await;
    assert_eq!(code(&desk.service.oidc_begin("/").await), "auth.provider");
    let (plain, ..) = crate::accounts_desk::desk().await;
    assert_eq!(code(&plain.service.oidc_begin("/").await), "not_found", "none is set");
}

#[tokio::test]
async fn who_has_no_password_logs_in_again_before_the_account_is_deleted() {
    let (provider, desk, owner) = start().await;
    let secret = invited(&desk, &owner, Some("anna@example.org")).await;
    let way = Way::begin(&desk, "/").await;
    let done = way.finish(&desk, &provider, way.claims(&desk, &provider), Some(secret.as_str())).await.expect("in");
    let caller = desk.caller(&done.session).await.expect("a session");
    desk.wait(601 * SECOND);
    assert_eq!(code(&desk.service.delete_account(&caller, &"".into()).await), "account.login_again");
    let way = Way::begin(&desk, "/").await;
    let done = way.finish(&desk, &provider, way.claims(&desk, &provider), None).await.expect("in");
    let caller = desk.caller(&done.session).await.expect("a session");
    desk.wait(599 * SECOND);
    let erased = desk.service.delete_account(&caller, &"".into()).await.expect("deleted");
    assert_eq!(Some(erased.user), caller.user);
}
