//! Tokens as Supabase and OpenID providers issue them: JSON Web Tokens (RFC 7519) with HMAC-SHA256 or with key pairs,
//! made and checked for tests.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
    RsaPublicKeyComponents,
};
use serde_json::{Value, json};

/// The secret that signs all tokens of the stand-in.
pub const SECRET: &[u8] = b"stand-in-secret-of-at-least-32-bytes";

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

/// An RSA key of 2048 bits (PKCS#1) that was made for these tests and is used nowhere else: `ring` makes none.
const RSA: &str = include_str!("../data/rsa-2048.txt");

/// A key that signs tokens.
#[derive(Debug)]
pub struct SigningKey {
    id: String,
    pair: Pair,
}

#[derive(Debug)]
enum Pair {
    Es256(Box<EcdsaKeyPair>),
    EdDsa(Box<Ed25519KeyPair>),
    Rs256(Box<RsaKeyPair>),
    Hs256(Vec<u8>),
}

impl SigningKey {
    /// A fresh key on P-256.
    pub fn es256(id: &str) -> Self {
        let rng = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &rng).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &rng);
        Self { id: id.to_owned(), pair: Pair::Es256(Box::new(pair.expect("its own form"))) }
    }

    /// A fresh key on Ed25519.
    pub fn ed25519(id: &str) -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).expect("its own form");
        Self { id: id.to_owned(), pair: Pair::EdDsa(Box::new(pair)) }
    }

    /// The RSA key of these tests.
    pub fn rs256(id: &str) -> Self {
        let text: String = RSA.split_whitespace().collect();
        let der = STANDARD.decode(text).expect("base64");
        Self { id: id.to_owned(), pair: Pair::Rs256(Box::new(RsaKeyPair::from_der(&der).expect("a key"))) }
    }

    /// A secret that both sides know.
    pub fn hs256(secret: &[u8]) -> Self {
        Self { id: String::new(), pair: Pair::Hs256(secret.to_vec()) }
    }

    /// Name of its algorithm.
    pub fn algorithm(&self) -> &'static str {
        match &self.pair {
            Pair::Es256(_) => "ES256",
            Pair::EdDsa(_) => "EdDSA",
            Pair::Rs256(_) => "RS256",
            Pair::Hs256(_) => "HS256",
        }
    }

    /// The public key as it is published (RFC 7517); a secret as nobody should publish it.
    pub fn jwk(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match &self.pair {
            Pair::Es256(pair) => {
                // One byte that tells the form, then both coordinates.
                let point: &[u8] = pair.public_key().as_ref();
                let (x, y) = point[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id,
                    "x": text(x), "y": text(y) })
            }
            Pair::EdDsa(pair) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": self.id,
                    "x": text(pair.public_key().as_ref()) })
            }
            Pair::Rs256(pair) => {
                let public = RsaPublicKeyComponents::<Vec<u8>>::from(pair.public());
                json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id,
                    "n": text(&public.n), "e": text(&public.e) })
            }
            Pair::Hs256(secret) => json!({ "kty": "oct", "alg": "HS256", "kid": self.id, "k": text(secret) }),
        }
    }

    /// The bytes of the public key, as somebody might misuse them for a secret.
    pub fn public_bytes(&self) -> Vec<u8> {
        match &self.pair {
            Pair::Es256(pair) => bytes(pair.public_key()),
            Pair::EdDsa(pair) => bytes(pair.public_key()),
            Pair::Rs256(pair) => bytes(pair.public()),
            Pair::Hs256(secret) => secret.clone(),
        }
    }

    /// A token with these claims.
    pub fn sign(&self, claims: &Value) -> String {
        let mut header = json!({ "alg": self.algorithm(), "typ": "JWT" });
        if !self.id.is_empty() {
            header["kid"] = self.id.as_str().into();
        }
        self.sign_as(&header, claims)
    }

    /// A token with a header that need not be true.
    pub fn sign_as(&self, header: &Value, claims: &Value) -> String {
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        let body = URL_SAFE_NO_PAD.encode(claims.to_string());
        let text = format!("{header}.{body}");
        let rng = SystemRandom::new();
        let message = text.as_bytes();
        let tag = match &self.pair {
            Pair::Es256(pair) => bytes(pair.sign(&rng, message).expect("signed")),
            Pair::EdDsa(pair) => bytes(pair.sign(message)),
            Pair::Rs256(pair) => {
                let mut tag = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &rng, message, &mut tag).expect("signed");
                tag
            }
            Pair::Hs256(secret) => bytes(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message)),
        };
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag))
    }
}

fn bytes(of: impl AsRef<[u8]>) -> Vec<u8> {
    of.as_ref().to_vec()
}
