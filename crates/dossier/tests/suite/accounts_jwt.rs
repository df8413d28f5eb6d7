//! Tokens of other providers: what is wrong with each is found, and keys are fetched no more often than needed.

use crate::accounts_desk::SECOND;
use bytes::Bytes;
use dossier::service::accounts::fetch::{Answer, Fetch, Form, NoAnswer};
use dossier::service::accounts::jwt::{KEYS_MAX, KeySet, Rules, TokenFault, TokenKey, named};
use dossier_db::Micros;
use dossier_db::testing::NOON;
use dossier_stand_ins::jwt::SigningKey;
use futures::future::BoxFuture;
use reqwest::Url;
use serde_json::{Value, json};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const ISSUER: &str = "https://id.example.org";
const NOW_S: i64 = NOON / SECOND;
const RULES: Rules<'static> = Rules { issuer: ISSUER, audience: "dossier", now: NOON };

/// Published keys, without a network.
#[derive(Debug, Default)]
struct Published {
    keys: Mutex<Vec<Value>>,
    asked: AtomicUsize,
    down: AtomicBool,
}

impl Published {
    fn of(keys: &[&SigningKey]) -> Self {
        let published = Self::default();
        published.set(keys);
        published
    }

    fn set(&self, keys: &[&SigningKey]) {
        *self.keys.lock().expect("no panic") = keys.iter().map(|key| key.jwk()).collect();
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Fetch for Published {
    fn get<'a>(&'a self, _: &'a Url) -> BoxFuture<'a, Result<Answer, NoAnswer>> {
        Box::pin(async move {
            self.asked.fetch_add(1, Ordering::SeqCst);
            // Whoever else wants the keys comes in between.
            tokio::task::yield_now().await;
            if self.down.load(Ordering::SeqCst) {
                return Err(NoAnswer);
            }
            let body = json!({ "keys": *self.keys.lock().expect("no panic") }).to_string();
            Ok(Answer { status: 200, body: Bytes::from(body) })
        })
    }

    fn post<'a>(&'a self, _: &'a Url, _: &'a Form) -> BoxFuture<'a, Result<Answer, NoAnswer>> {
        Box::pin(async { Err(NoAnswer) })
    }
}

fn url() -> Url {
    Url::parse("https://id.example.org/keys").expect("an address")
}

fn claims() -> Value {
    json!({ "iss": ISSUER, "aud": "dossier", "sub": "u-1", "exp": NOW_S + 300, "iat": NOW_S })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().expect("an object").remove(name);
    claims
}

/// Fetches the key that the token names and verifies the token.
async fn verify_at(set: &KeySet, published: &Published, token: &str, now: Micros) -> Result<String, TokenFault> {
    let (id, _) = named(token)?;
    let key = set.key(published, &url(), id.as_deref(), now).await?;
    let claims = key.verify(token, RULES)?;
    Ok(claims.text("sub").unwrap_or_default().to_owned())
}

async fn verify(published: &Published, token: &str) -> Result<String, TokenFault> {
    verify_at(&KeySet::default(), published, token, NOON).await
}

#[tokio::test]
async fn each_kind_of_key_is_verified() {
    for key in [SigningKey::es256("k"), SigningKey::ed25519("k"), SigningKey::rs256("k")] {
        let published = Published::of(&[&key]);
        let token = key.sign(&claims());
        assert_eq!(verify(&published, &token).await.as_deref(), Ok("u-1"), "{}", key.algorithm());
        let (text, tag) = token.rsplit_once('.').expect("three parts");
        let turned: String = tag.chars().rev().collect();
        let forged = verify(&published, &format!("{text}.{turned}")).await;
        assert!(matches!(forged, Err(TokenFault::Signature | TokenFault::Malformed)), "{} {forged:?}", key.algorithm());
        let other = key.sign(&with("sub", json!("u-2")));
        let body = other.split('.').nth(1).expect("three parts");
        let parts: Vec<&str> = token.split('.').collect();
        let changed = format!("{}.{body}.{}", parts[0], parts[2]);
        assert_eq!(verify(&published, &changed).await, Err(TokenFault::Signature), "{}", key.algorithm());
    }
}

#[tokio::test]
async fn each_wrong_claim_is_found() {
    let key = SigningKey::es256("k");
    let published = Published::of(&[&key]);
    for (claims, fault) in [
        (with("iss", json!("https://evil.example")), TokenFault::Issuer),
        (with("iss", json!([ISSUER, "https://evil.example"])), TokenFault::Issuer),
        (with("iss", json!("https://id.example.org/")), TokenFault::Issuer),
        (with("aud", json!("somebody")), TokenFault::Audience),
        (with("aud", json!(["somebody", "else"])), TokenFault::Audience),
        (with("exp", json!(NOW_S - 30)), TokenFault::Expired),
        (with("nbf", json!(NOW_S + 31)), TokenFault::Early),
        (with("sub", json!("")), TokenFault::Missing),
        (with("exp", json!("tomorrow")), TokenFault::Missing),
        (without("exp"), TokenFault::Missing),
        (without("iss"), TokenFault::Missing),
        (without("aud"), TokenFault::Missing),
        (without("sub"), TokenFault::Missing),
    ] {
        assert_eq!(verify(&published, &key.sign(&claims)).await, Err(fault), "{claims}");
    }
    for fine in [
        with("aud", json!(["dossier", "else"])),
        with("exp", json!(NOW_S - 29)),
        with("nbf", json!(NOW_S + 30)),
        without("iat"),
    ] {
        assert_eq!(verify(&published, &key.sign(&fine)).await.as_deref(), Ok("u-1"), "{fine}");
    }
}

#[tokio::test]
async fn the_algorithm_is_the_keys_and_never_the_tokens() {
    let key = SigningKey::es256("k");
    let published = Published::of(&[&key]);
    // The published key, used as the secret of an HMAC.
    let confused = SigningKey::hs256(&key.public_bytes());
    let token = confused.sign_as(&json!({ "alg": "HS256", "kid": "k" }), &claims());
    assert_eq!(verify(&published, &token).await, Err(TokenFault::Algorithm));
    for alg in ["none", "None", "ES384", "RS256", "PS256", "xyz"] {
        let token = key.sign_as(&json!({ "alg": alg, "kid": "k" }), &claims());
        assert_eq!(verify(&published, &token).await, Err(TokenFault::Algorithm), "{alg}");
    }
    let token = key.sign_as(&json!({ "alg": "none", "kid": "k" }), &claims());
    let (text, _) = token.rsplit_once('.').expect("three parts");
    assert_eq!(verify(&published, &format!("{text}.")).await, Err(TokenFault::Algorithm), "no signature at all");
    let critical = key.sign_as(&json!({ "alg": "ES256", "kid": "k", "crit": ["exp"] }), &claims());
    assert_eq!(verify(&published, &critical).await, Err(TokenFault::Malformed));
    for text in ["", "a.b", "a.b.c.d", &"x".repeat(20_000)] {
        assert_eq!(verify(&published, text).await, Err(TokenFault::Malformed));
    }
}

#[tokio::test]
async fn a_secret_that_is_published_is_none() {
    let secret = SigningKey::hs256(b"everybody can read this secret here");
    let published = Published::of(&[&secret]);
    let token = secret.sign_as(&json!({ "alg": "HS256", "kid": "" }), &claims());
    assert_eq!(verify(&published, &token).await, Err(TokenFault::UnknownKey));
    let shared = TokenKey::shared(&"everybody can read this secret here".into());
    assert!(shared.verify(&token, RULES).is_ok(), "as a setting it is one");
    let other = TokenKey::shared(&"another secret of this length, here".into());
    assert_eq!(other.verify(&token, RULES).map(|_| ()), Err(TokenFault::Signature));
    let public = SigningKey::es256("k");
    assert_eq!(shared.verify(&public.sign(&claims()), RULES).map(|_| ()), Err(TokenFault::Algorithm));
}

#[tokio::test]
async fn keys_for_other_uses_are_left_out() {
    let key = SigningKey::es256("k");
    let published = Published::default();
    let token = key.sign(&claims());
    for (name, value) in [("use", json!("enc")), ("alg", json!("ES384")), ("crv", json!("P-384"))] {
        let mut jwk = key.jwk();
        jwk[name] = value;
        *published.keys.lock().expect("no panic") = vec![json!({ "kty": "new", "kid": "x" }), jwk];
        assert_eq!(verify(&published, &token).await, Err(TokenFault::UnknownKey), "{name}");
    }
    let mut many: Vec<Value> = (0..KEYS_MAX).map(|n| SigningKey::es256(&format!("n{n}")).jwk()).collect();
    many.push(key.jwk());
    *published.keys.lock().expect("no panic") = many;
    assert_eq!(verify(&published, &token).await, Err(TokenFault::UnknownKey), "the seventeenth key");
}

#[tokio::test]
async fn a_token_without_key_id_takes_the_only_key() {
    let (key, other) = (SigningKey::es256("k"), SigningKey::es256("l"));
    let token = key.sign_as(&json!({ "alg": "ES256" }), &claims());
    assert_eq!(verify(&Published::of(&[&key]), &token).await.as_deref(), Ok("u-1"));
    assert_eq!(verify(&Published::of(&[&key, &other]), &token).await, Err(TokenFault::UnknownKey));
}

#[tokio::test]
async fn keys_are_fetched_anew_by_age_and_for_unknown_ids() {
    let (old, new) = (SigningKey::es256("old"), SigningKey::es256("new"));
    let published = Published::of(&[&old]);
    let set = KeySet::default();
    let (first, second) = (old.sign(&claims()), new.sign(&claims()));
    let at = async |token: &str, seconds: i64| verify_at(&set, &published, token, NOON + seconds * SECOND).await;
    assert!(at(&first, 0).await.is_ok());
    assert!(at(&first, 599).await.is_ok());
    assert_eq!(published.asked(), 1, "kept for ten minutes");
    assert!(at(&first, 600).await.is_ok());
    assert_eq!(published.asked(), 2);
    published.set(&[&old, &new]);
    assert_eq!(at(&second, 610).await, Err(TokenFault::UnknownKey), "asked for a moment ago");
    assert_eq!(published.asked(), 2, "unknown ids do not make many requests");
    assert!(at(&second, 630).await.is_ok());
    assert_eq!(published.asked(), 3);
    assert!(at(&first, 631).await.is_ok());
    published.down.store(true, Ordering::SeqCst);
    assert!(at(&first, 1_300).await.is_ok(), "old keys do while there are no new ones");
    assert_eq!(published.asked(), 4);
    assert!(at(&first, 1_310).await.is_ok());
    assert_eq!(published.asked(), 4, "a failure is not repeated at once");
    assert_eq!(at(&first, 630 + 24 * 3_600).await, Err(TokenFault::NoKeys), "but not for ever");
    published.down.store(false, Ordering::SeqCst);
    assert!(at(&first, 630 + 24 * 3_600 + 30).await.is_ok());
}

#[tokio::test]
async fn many_at_once_make_one_request() {
    let key = SigningKey::es256("k");
    let published = Published::of(&[&key]);
    let set = KeySet::default();
    let token = key.sign(&claims());
    let all = futures::future::join_all((0..20).map(|_| verify_at(&set, &published, &token, NOON))).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(published.asked(), 1);
}
