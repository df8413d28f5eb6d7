//! Tokens as Supabase issues them: JSON Web Tokens with HMAC-SHA256 (RFC 7519), made and checked for tests.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::{Value, json};

/// The secret that signs all tokens of the stand-in.
const SECRET: &[u8] = b"stand-in-secret-of-at-least-32-bytes";

/// Whom a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// The service itself; row-level security does not bind it.
    Service,
    /// Nobody in particular.
    Anonymous,
    /// A user who belongs to these teams.
    User(Vec<String>),
}

/// The service key.
pub fn service_key() -> String {
    sign(&json!({ "role": "service_role" }))
}

/// The public key.
pub fn anon_key() -> String {
    sign(&json!({ "role": "anon" }))
}

/// A user's token.
pub fn user(teams: &[&str]) -> String {
    sign(&json!({ "role": "authenticated", "sub": "user", "app_metadata": { "teams": teams } }))
}

fn sign(claims: &Value) -> String {
    let header = URL_SAFE_NO_PAD.encode(json!({ "alg": "HS256", "typ": "JWT" }).to_string());
    let body = URL_SAFE_NO_PAD.encode(claims.to_string());
    let text = format!("{header}.{body}");
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET), text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag))
}

/// Any claims under the same secret, for signed links.
pub(crate) fn seal(claims: &Value) -> String {
    sign(claims)
}

/// The claims of a token whose signature is right.
pub(crate) fn claims(token: &str) -> Option<Value> {
    let (text, tag) = token.rsplit_once('.')?;
    let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, SECRET), text.as_bytes(), &tag).ok()?;
    let (_, body) = text.split_once('.')?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()
}

/// Whom a token stands for; `None` when it is not one of ours.
pub(crate) fn bearer(token: &str) -> Option<Bearer> {
    let claims = claims(token)?;
    match claims["role"].as_str()? {
        "service_role" => Some(Bearer::Service),
        "anon" => Some(Bearer::Anonymous),
        _ => {
            let teams = claims["app_metadata"]["teams"].as_array()?;
            Some(Bearer::User(teams.iter().filter_map(|team| team.as_str().map(str::to_owned)).collect()))
        }
    }
}

impl Bearer {
    /// The policy of docs/storage.md: a user reaches keys below `t/<team>/` of the own teams.
    pub(crate) fn reaches(&self, key: &str) -> bool {
        match self {
            Self::Service => true,
            Self::Anonymous => false,
            Self::User(teams) => {
                let mut parts = key.split('/').skip_while(|part| *part != "t").skip(1);
                parts.next().is_some_and(|team| teams.iter().any(|own| own == team))
            }
        }
    }
}
