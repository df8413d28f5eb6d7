//! Users of a Supabase project that stands on this machine.

use crate::accounts_desk::{Desk, HOUR, code, with_accounts, with_owner};
use dossier::service::accounts::NewInvitation;
use dossier::service::accounts::supabase::SupabaseAuth;
use dossier::service::{Caller, ServiceSettings, Via};
use dossier::workspace::Secret;
use dossier_db::Personal;
use dossier_db::rows::Role;
use dossier_stand_ins::identity::Provider;
use dossier_stand_ins::jwt::SigningKey;
use serde_json::{Value, json};
use uuid::Uuid;

const LEGACY: &str = "super-secret-jwt-token-with-at-least-32-characters";
const SESSION: Uuid = Uuid::from_u128(0x5e55);

fn settings(provider: &Provider, secret: Option<&str>) -> ServiceSettings {
    let auth = SupabaseAuth { url: provider.issuer(), jwt_secret: secret.map(Personal::new) };
    ServiceSettings { supabase_auth: Some(auth), ..with_accounts() }
}

async fn start(secret: Option<&str>) -> (Provider, Desk, Caller) {
    let provider = Provider::start(SigningKey::es256("one")).await;
    let (desk, _, owner) = with_owner(settings(&provider, secret)).await;
    (provider, desk, owner)
}

fn claims(desk: &Desk, provider: &Provider) -> Value {
    let now = desk.now_s();
    json!({
        "iss": format!("{}/auth/v1", provider.issuer()), "aud": "authenticated", "exp": now + 3_600, "iat": now,
        "sub": "b5b0b0f0-0000-4000-8000-000000000001", "role": "authenticated", "aal": "aal1",
        "session_id": SESSION.to_string(), "email": "anna@example.org", "phone": "", "is_anonymous": false,
        "app_metadata": { "provider": "email" }, "user_metadata": {},
    })
}

async fn invited(desk: &Desk, owner: &Caller) -> Personal {
    let new = NewInvitation { email: Some("anna@example.org".into()), role: Role::Editor };
    desk.service.invite(owner, &new).await.expect("invited").1
}

#[tokio::test]
async fn a_user_of_the_project_comes_in_with_its_token() {
    let (provider, desk, owner) = start(None).await;
    let token = provider.key().sign(&claims(&desk, &provider));
    assert_eq!(code(&desk.service.caller_of_supabase(&token, None).await), "account.unknown");
    let secret = invited(&desk, &owner).await;
    let joined = desk.service.supabase_join(&token, secret.as_str()).await.expect("joined");
    assert_eq!(joined, (owner.team, Role::Editor));
    assert_eq!(code(&desk.service.supabase_join(&token, secret.as_str()).await), "link.gone");
    let (caller, handed_on) = desk.service.caller_of_supabase(&token, None).await.expect("in");
    assert_eq!((caller.team, caller.role, &caller.via), (owner.team, Role::Editor, &Via::Session(SESSION)));
    assert_eq!(handed_on, Secret::new(&token), "for the storage's view of this user");
    assert_eq!(desk.service.members(&caller).await.expect("listed").len(), 2);
    assert_eq!(code(&desk.service.caller_of_supabase(&token, Some(Uuid::from_u128(9))).await), "not_found");
    desk.service.remove_member(&owner, caller.user.expect("a user")).await.expect("removed");
    assert_eq!(
        code(&desk.service.caller_of_supabase(&token, None).await),
        "account.no_team",
        "its token does not help"
    );
}

#[tokio::test]
async fn only_tokens_of_users_with_an_account_count() {
    let (provider, desk, owner) = start(None).await;
    let key = provider.key();
    let good = claims(&desk, &provider);
    let secret = invited(&desk, &owner).await;
    desk.service.supabase_join(&key.sign(&good), secret.as_str()).await.expect("joined");
    for (name, value) in [
        ("role", json!("anon")),
        ("role", json!("service_role")),
        ("role", Value::Null),
        ("is_anonymous", json!(true)),
        ("iss", json!("supabase")),
        ("iss", Value::Null),
        ("aud", json!("somebody")),
        ("exp", json!(desk.now_s() - 31)),
        ("sub", Value::Null),
        ("session_id", Value::Null),
        ("session_id", json!("x")),
    ] {
        let mut claims = good.clone();
        claims[name] = value.clone();
        let outcome = desk.service.caller_of_supabase(&key.sign(&claims), None).await;
        assert_eq!(code(&outcome), "auth.needed", "{name}: {value}");
    }
    let mut boasting = good.clone();
    boasting["user_metadata"] = json!({ "role": "owner", "team": owner.team.to_string() });
    boasting["aud"] = json!(["authenticated"]);
    let (caller, _) = desk.service.caller_of_supabase(&key.sign(&boasting), None).await.expect("in");
    assert_eq!(caller.role, Role::Editor, "what a user writes about itself changes nothing");
    let foreign = SigningKey::es256("one").sign(&good);
    assert_eq!(code(&desk.service.caller_of_supabase(&foreign, None).await), "auth.needed", "another key of that name");
    let confused = SigningKey::hs256(&key.public_bytes());
    let confused = confused.sign_as(&json!({ "alg": "HS256", "kid": "one" }), &good);
    assert_eq!(code(&desk.service.caller_of_supabase(&confused, None).await), "auth.needed");
    assert_eq!(code(&desk.service.caller_of_supabase("", None).await), "auth.needed");
}

#[tokio::test]
async fn projects_with_a_shared_secret_work_too() {
    let (provider, desk, owner) = start(Some(LEGACY)).await;
    let legacy = SigningKey::hs256(LEGACY.as_bytes());
    let good = claims(&desk, &provider);
    let secret = invited(&desk, &owner).await;
    desk.service.supabase_join(&legacy.sign(&good), secret.as_str()).await.expect("joined");
    assert_eq!(code(&desk.service.caller_of_supabase(&legacy.sign(&good), None).await), "fine");
    assert_eq!(provider.key_requests(), 0, "no key is needed for that");
    assert_eq!(
        code(&desk.service.caller_of_supabase(&provider.key().sign(&good), None).await),
        "fine",
        "while it moves"
    );
    let guessed = SigningKey::hs256(b"another secret with at least 32 bytes");
    assert_eq!(code(&desk.service.caller_of_supabase(&guessed.sign(&good), None).await), "auth.needed");
    let (provider, desk, _) = start(None).await;
    let token = legacy.sign(&claims(&desk, &provider));
    assert_eq!(code(&desk.service.caller_of_supabase(&token, None).await), "auth.needed", "no secret is set");
}

#[tokio::test]
async fn a_session_that_was_ended_stays_so() {
    let (provider, desk, owner) = start(None).await;
    let secret = invited(&desk, &owner).await;
    let good = claims(&desk, &provider);
    let token = provider.key().sign(&good);
    desk.service.supabase_join(&token, secret.as_str()).await.expect("joined");
    desk.service.supabase_logout(&token).await.expect("ended");
    assert_eq!(code(&desk.service.caller_of_supabase(&token, None).await), "auth.needed");
    desk.wait(HOUR);
    let refreshed = provider.key().sign(&claims(&desk, &provider));
    assert_eq!(code(&desk.service.caller_of_supabase(&refreshed, None).await), "auth.needed", "of the same session");
    let mut other = claims(&desk, &provider);
    other["session_id"] = json!(Uuid::from_u128(7).to_string());
    assert_eq!(code(&desk.service.caller_of_supabase(&provider.key().sign(&other), None).await), "fine");
}

#[tokio::test]
async fn new_keys_are_found_and_old_ones_bridge_a_failure() {
    let (provider, desk, owner) = start(None).await;
    let secret = invited(&desk, &owner).await;
    let token = provider.key().sign(&claims(&desk, &provider));
    desk.service.supabase_join(&token, secret.as_str()).await.expect("joined");
    assert_eq!(provider.key_requests(), 1);
    provider.set_down(true);
    desk.wait(HOUR / 2);
    assert_eq!(code(&desk.service.caller_of_supabase(&token, None).await), "fine");
    provider.set_down(false);
    provider.rotate(SigningKey::rs256("two"));
    desk.wait(HOUR / 60);
    let token = provider.key().sign(&claims(&desk, &provider));
    assert_eq!(code(&desk.service.caller_of_supabase(&token, None).await), "fine");
    let (provider, desk, _) = start(None).await;
    provider.set_down(true);
    let token = provider.key().sign(&claims(&desk, &provider));
    assert_eq!(code(&desk.service.caller_of_supabase(&token, None).await), "auth.provider", "none were ever fetched");
    let (plain, ..) = crate::accounts_desk::desk().await;
    assert_eq!(code(&plain.service.caller_of_supabase(&token, None).await), "not_found", "no project is set");
}
