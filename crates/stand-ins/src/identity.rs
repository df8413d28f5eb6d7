//! An OpenID provider on loopback, which also publishes its keys where a Supabase project has them. There is no page
//! to log in at: a test approves what it was asked for and gets the code that a browser would bring back.

use crate::jwt::SigningKey;
use crate::listen;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::JoinHandle;

/// What the provider knows the program as.
pub const CLIENT_ID: &str = "dossier";
/// What they share. Has signs that must be encoded.
pub const CLIENT_SECRET: &str = "geheim/mit Zeichen:+%";

/// A running provider; ends when dropped.
#[derive(Debug)]
pub struct Provider {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    issuer: String,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    keys: Vec<Arc<SigningKey>>,
    grants: BTreeMap<String, Grant>,
    approved: usize,
    key_requests: usize,
    down: bool,
    by_post: bool,
    other_issuer: Option<String>,
}

/// What a user has agreed to.
#[derive(Debug)]
struct Grant {
    challenge: String,
    redirect_uri: String,
    claims: Value,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Provider {
    /// Starts a provider with one key.
    pub async fn start(key: SigningKey) -> Self {
        let (listener, address) = listen().await;
        let inner = Inner { keys: vec![Arc::new(key)], ..Inner::default() };
        let shared = Arc::new(Shared { issuer: format!("http://{address}"), inner: Mutex::new(inner) });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/auth/v1/.well-known/jwks.json", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, routes).await;
        });
        Self { address, shared, server }
    }

    /// Its issuer.
    pub fn issuer(&self) -> String {
        self.shared.issuer.clone()
    }

    /// Host and port.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// The key that it signs with.
    pub fn key(&self) -> Arc<SigningKey> {
        self.shared.lock().keys.first().cloned().expect("it always has one")
    }

    /// Signs with another key from now on and publishes only that.
    pub fn rotate(&self, key: SigningKey) {
        self.shared.lock().keys = vec![Arc::new(key)];
    }

    /// Publishes a further key.
    pub fn publish(&self, key: SigningKey) {
        self.shared.lock().keys.push(Arc::new(key));
    }

    /// How often its keys were asked for.
    pub fn key_requests(&self) -> usize {
        self.shared.lock().key_requests
    }

    /// Answers nothing but 503, or as usual again.
    pub fn set_down(&self, down: bool) {
        self.shared.lock().down = down;
    }

    /// Takes the client's secret in the form only.
    pub fn set_by_post(&self) {
        self.shared.lock().by_post = true;
    }

    /// Says that it is somebody else.
    pub fn pretend(&self, issuer: &str) {
        self.shared.lock().other_issuer = Some(issuer.to_owned());
    }

    /// A user agrees: the code for an ID token with these claims, bound to the challenge and the address that were
    /// asked with.
    pub fn approve(&self, challenge: &str, redirect_uri: &str, claims: Value) -> String {
        let mut inner = self.shared.lock();
        inner.approved += 1;
        let code = format!("code-{}", inner.approved);
        let grant = Grant { challenge: challenge.to_owned(), redirect_uri: redirect_uri.to_owned(), claims };
        inner.grants.insert(code.clone(), grant);
        code
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Shares = State<Arc<Shared>>;

fn unavailable() -> Response {
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

async fn metadata(State(shared): Shares) -> Response {
    let inner = shared.lock();
    if inner.down {
        return unavailable();
    }
    let issuer = &shared.issuer;
    let method = if inner.by_post { "client_secret_post" } else { "client_secret_basic" };
    Json(json!({
        "issuer": inner.other_issuer.as_ref().unwrap_or(issuer),
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "token_endpoint_auth_methods_supported": [method],
        "authorization_response_iss_parameter_supported": true,
    }))
    .into_response()
}

async fn keys(State(shared): Shares) -> Response {
    let mut inner = shared.lock();
    inner.key_requests += 1;
    if inner.down {
        return unavailable();
    }
    let keys: Vec<Value> = inner.keys.iter().map(|key| key.jwk()).collect();
    Json(json!({ "keys": keys })).into_response()
}

async fn token(State(shared): Shares, headers: HeaderMap, body: String) -> Response {
    let mut inner = shared.lock();
    if inner.down {
        return unavailable();
    }
    let fields = fields(&body);
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let secret = encoded_secret();
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT_ID}:{secret}")));
    let known = if inner.by_post {
        field("client_id") == CLIENT_ID && field("client_secret") == CLIENT_SECRET
    } else {
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) == Some(basic.as_str())
    };
    if !known {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    // A code works once, whatever comes of it.
    let Some(grant) = inner.grants.remove(field("code")) else { return refused() };
    let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, field("code_verifier").as_bytes()));
    let right = field("grant_type") == "authorization_code"
        && field("redirect_uri") == grant.redirect_uri
        && challenge == grant.challenge;
    if !right {
        return refused();
    }
    let Some(key) = inner.keys.first() else { return unavailable() };
    let id_token = key.sign(&grant.claims);
    Json(json!({ "access_token": "opaque", "token_type": "Bearer", "id_token": id_token })).into_response()
}

fn refused() -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response()
}

/// The secret as it has to be in the header (RFC 6749, 2.3.1).
fn encoded_secret() -> &'static str {
    "geheim%2Fmit+Zeichen%3A%2B%25"
}

/// Fields of a form.
fn fields(body: &str) -> BTreeMap<String, String> {
    body.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decode(name), decode(value))).collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).unwrap_or(b'?')
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded() {
        let found = fields("a=b+c%2Fd&secret=geheim%2Fmit+Zeichen%3A%2B%25");
        assert_eq!(found["a"], "b c/d");
        assert_eq!(found["secret"], CLIENT_SECRET);
    }
}
