//! JSON Web Tokens of identity providers (RFC 7519): the signature by keys that the provider publishes (RFC 7517),
//! then issuer, audience, subject and times. Which algorithm a key is for is told by the key, never by the token; the
//! time is the caller's.
//!
//! `jsonwebtoken` takes tokens apart; the signatures are verified by `ring`, which is in the program anyway.

use super::super::error::ServiceError;
use super::fetch::{Fetch, unreachable_provider};
use dossier_db::{Micros, Personal};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error as JwtError, ErrorKind};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::signature::{Error as BadSignature, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, EncodingKey, Validation, decode, decode_header};
use reqwest::Url;
use ring::{hmac, signature as rs};
use serde_json::{Map, Value};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Mutex;

/// Longest token that is looked at.
const TOKEN_BYTES_MAX: usize = 16 * 1024;

/// Most keys of a provider.
pub const KEYS_MAX: usize = 16;

/// How far clocks may differ, in seconds.
const LEEWAY_S: i64 = 30;

const SECOND: Micros = 1_000_000;

/// How long keys are taken for what the provider publishes.
const KEYS_FRESH: Micros = 600 * SECOND;

/// How long old keys are used while the provider does not answer.
const KEYS_KEPT: Micros = 24 * 3_600 * SECOND;

/// How often keys are fetched at most, for unknown key ids and after failures.
const FETCH_EVERY: Micros = 30 * SECOND;

/// Why a token is refused. The one who brought it is only told that a login is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is no token of three parts, or too long.
    #[error("it is no token")]
    Malformed,
    /// Its algorithm is not that of the key, or none that is used here.
    #[error("its algorithm is not allowed")]
    Algorithm,
    /// No key of the provider has its id.
    #[error("its key is not known")]
    UnknownKey,
    /// The keys cannot be fetched.
    #[error("the provider's keys cannot be fetched")]
    NoKeys,
    /// The signature does not fit.
    #[error("its signature does not fit")]
    Signature,
    /// It says nothing about issuer, audience, subject or end, or not in the right form.
    #[error("a claim is missing")]
    Missing,
    /// Another issuer.
    #[error("it has another issuer")]
    Issuer,
    /// For somebody else.
    #[error("it is for another audience")]
    Audience,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// Its time has not come.
    #[error("it is not valid yet")]
    Early,
}

impl From<TokenFault> for ServiceError {
    fn from(fault: TokenFault) -> Self {
        match fault {
            TokenFault::NoKeys => unreachable_provider(),
            _ => Self::Unauthenticated,
        }
    }
}

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Who has made it, to the byte.
    pub issuer: &'a str,
    /// Whom it is for.
    pub audience: &'a str,
    /// Now.
    pub now: Micros,
}

/// What a token says, verified. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims(Map<String, Value>);

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claims(..)")
    }
}

impl Claims {
    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A whole number, such as a time in seconds since 1970.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    /// Whether a claim is `true`, as a word or as text: providers differ.
    pub fn is_true(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(yes)) => *yes,
            Some(Value::String(text)) => text == "true",
            _ => false,
        }
    }

    /// Whom it is for.
    pub fn audiences(&self) -> Vec<&str> {
        match self.0.get("aud") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// A key of a provider.
#[derive(Clone)]
pub struct TokenKey {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenKey").field("id", &self.id).field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

impl TokenKey {
    /// A secret that both sides know (HS256).
    pub fn shared(secret: &Personal) -> Self {
        let key = DecodingKey::from_secret(secret.as_str().as_bytes());
        Self { id: None, algorithm: Algorithm::HS256, key }
    }

    /// A published key, where it is one of those used here: RSA (RS256), P-256 (ES256) or Ed25519 (EdDSA), for
    /// signatures.
    fn published(jwk: &Jwk) -> Option<Self> {
        let algorithm = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => Algorithm::RS256,
            AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => Algorithm::ES256,
            AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => Algorithm::EdDSA,
            // Above all no secrets: one that is published is none.
            _ => return None,
        };
        let for_that = jwk.common.key_algorithm.is_none_or(|own| own == KeyAlgorithm::from(algorithm));
        let for_signatures = jwk.common.public_key_use.as_ref().is_none_or(|own| *own == PublicKeyUse::Signature);
        if !for_that || !for_signatures {
            return None;
        }
        Some(Self { id: jwk.common.key_id.clone(), algorithm, key: DecodingKey::from_jwk(jwk).ok()? })
    }

    /// Verifies a token with this key.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub fn verify(&self, token: &str, rules: Rules<'_>) -> Result<Claims, TokenFault> {
        if token.len() > TOKEN_BYTES_MAX {
            return Err(TokenFault::Malformed);
        }
        // At most once a process; whoever embeds this program may have installed another one.
        let _ = PROVIDER.install_default();
        let mut wanted = Validation::new(self.algorithm);
        wanted.set_issuer(&[rules.issuer]);
        wanted.set_audience(&[rules.audience]);
        wanted.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Times are looked at below, by the caller's clock.
        wanted.validate_exp = false;
        wanted.validate_nbf = false;
        let found = decode::<Map<String, Value>>(token, &self.key, &wanted).map_err(|error| fault(&error))?;
        // Something that must be understood and is not (RFC 7515, 4.1.11).
        if found.header.crit.is_some() {
            return Err(TokenFault::Malformed);
        }
        let claims = Claims(found.claims);
        // The library takes a list with the issuer among others for the issuer.
        if claims.text("iss") != Some(rules.issuer) {
            return Err(TokenFault::Issuer);
        }
        if claims.text("sub").is_none_or(str::is_empty) {
            return Err(TokenFault::Missing);
        }
        let now = rules.now.div_euclid(SECOND);
        if claims.number("exp").ok_or(TokenFault::Missing)?.saturating_add(LEEWAY_S) <= now {
            return Err(TokenFault::Expired);
        }
        match claims.0.get("nbf").map(Value::as_i64) {
            Some(None) => Err(TokenFault::Missing),
            Some(Some(from)) if from.saturating_sub(LEEWAY_S) > now => Err(TokenFault::Early),
            _ => Ok(claims),
        }
    }
}

/// Id of the key and name of the algorithm that a token names. Neither is to be believed.
///
/// # Errors
/// [`TokenFault::Malformed`], [`TokenFault::Algorithm`] for one that no library knows, `none` among them.
pub fn named(token: &str) -> Result<(Option<String>, Algorithm), TokenFault> {
    if token.len() > TOKEN_BYTES_MAX || token.split('.').count() != 3 {
        return Err(TokenFault::Malformed);
    }
    // A header that cannot be read has an algorithm that is none of the known ones, or is none at all.
    let header = decode_header(token).map_err(|_| TokenFault::Algorithm)?;
    Ok((header.kid, header.alg))
}

fn fault(error: &JwtError) -> TokenFault {
    match error.kind() {
        ErrorKind::InvalidSignature => TokenFault::Signature,
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidKeyFormat | ErrorKind::UnsupportedAlgorithm => {
            TokenFault::Algorithm
        }
        ErrorKind::MissingRequiredClaim(_) => TokenFault::Missing,
        ErrorKind::InvalidIssuer => TokenFault::Issuer,
        ErrorKind::InvalidAudience => TokenFault::Audience,
        _ => TokenFault::Malformed,
    }
}

/// The keys that a provider publishes, kept for a while. Many who need them at once wait for one request.
#[derive(Debug)]
pub struct KeySet {
    held: RwLock<Arc<Held>>,
    fetching: Mutex<()>,
}

#[derive(Debug)]
struct Held {
    keys: Vec<TokenKey>,
    /// When they came.
    fetched_at: Option<Micros>,
    /// When they were asked for last, with or without success.
    tried_at: Option<Micros>,
}

impl Default for KeySet {
    fn default() -> Self {
        let held = Held { keys: Vec::new(), fetched_at: None, tried_at: None };
        Self { held: RwLock::new(Arc::new(held)), fetching: Mutex::new(()) }
    }
}

impl Held {
    fn younger(&self, age: Micros, now: Micros) -> bool {
        self.fetched_at.is_some_and(|at| now.saturating_sub(at) < age)
    }

    /// The key with an id; where the token names none, the only one there is.
    fn find(&self, id: Option<&str>) -> Option<TokenKey> {
        match (id, self.keys.as_slice()) {
            (Some(id), keys) => keys.iter().find(|key| key.id.as_deref() == Some(id)).cloned(),
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        }
    }
}

impl KeySet {
    /// The key with an id. Keys older than ten minutes are fetched anew, and so they are for an unknown id, but not
    /// more than once in thirty seconds; while the provider does not answer, old ones do for a day.
    ///
    /// # Errors
    /// [`TokenFault::UnknownKey`], [`TokenFault::NoKeys`] where there are none to look into.
    pub async fn key(
        &self,
        fetch: &dyn Fetch,
        url: &Url,
        id: Option<&str>,
        now: Micros,
    ) -> Result<TokenKey, TokenFault> {
        if let Some(key) = self.fresh(id, now) {
            return Ok(key);
        }
        let _alone = self.fetching.lock().await;
        // Whoever had the lock before may have fetched what is looked for.
        if let Some(key) = self.fresh(id, now) {
            return Ok(key);
        }
        let old = self.held();
        if old.tried_at.is_none_or(|at| now.saturating_sub(at) >= FETCH_EVERY) {
            let held = match published(fetch, url).await {
                Some(keys) => Held { keys, fetched_at: Some(now), tried_at: Some(now) },
                None => Held { keys: old.keys.clone(), fetched_at: old.fetched_at, tried_at: Some(now) },
            };
            *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(held);
        }
        let held = self.held();
        if !held.younger(KEYS_KEPT, now) {
            return Err(TokenFault::NoKeys);
        }
        held.find(id).ok_or(TokenFault::UnknownKey)
    }

    fn fresh(&self, id: Option<&str>, now: Micros) -> Option<TokenKey> {
        let held = self.held();
        if held.younger(KEYS_FRESH, now) { held.find(id) } else { None }
    }

    fn held(&self) -> Arc<Held> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The keys that a provider publishes now; those that are not used here are left out. `None` without a proper answer.
async fn published(fetch: &dyn Fetch, url: &Url) -> Option<Vec<TokenKey>> {
    let answer = fetch.get(url).await.ok().filter(|answer| answer.status == 200)?;
    let set: Value = serde_json::from_slice(&answer.body).ok()?;
    let keys = set.get("keys")?.as_array()?;
    // One by one: a key of a kind that nobody knows yet must not take the others with it.
    let known = keys.iter().filter_map(|key| serde_json::from_value::<Jwk>(key.clone()).ok());
    Some(known.filter_map(|jwk| TokenKey::published(&jwk)).take(KEYS_MAX).collect())
}

/// `ring` behind the traits of `jsonwebtoken`.
struct RingVerifier {
    algorithm: Algorithm,
    key: DecodingKey,
}

impl Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], tag: &Vec<u8>) -> Result<(), BadSignature> {
        let verified = match (self.algorithm, self.key.kind()) {
            (Algorithm::ES256, DecodingKeyKind::SecretOrDer(point)) => {
                rs::UnparsedPublicKey::new(&rs::ECDSA_P256_SHA256_FIXED, point).verify(message, tag)
            }
            (Algorithm::RS256, DecodingKeyKind::RsaModulusExponent { n, e }) => {
                rs::RsaPublicKeyComponents { n, e }.verify(&rs::RSA_PKCS1_2048_8192_SHA256, message, tag)
            }
            (Algorithm::EdDSA, DecodingKeyKind::SecretOrDer(key)) => {
                rs::UnparsedPublicKey::new(&rs::ED25519, key).verify(message, tag)
            }
            (Algorithm::HS256, DecodingKeyKind::SecretOrDer(secret)) => {
                hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, secret), message, tag)
            }
            _ => Err(ring::error::Unspecified),
        };
        verified.map_err(|_| BadSignature::new())
    }
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

static PROVIDER: CryptoProvider =
    CryptoProvider { signer_factory: no_signer, verifier_factory: verifier, key_utils: KeyUtils::new_unimplemented() };

fn no_signer(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>, JwtError> {
    Err(ErrorKind::UnsupportedAlgorithm.into())
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, JwtError> {
    // A public key must never be taken for a shared secret.
    if key.family() != algorithm.family() {
        return Err(ErrorKind::InvalidKeyFormat.into());
    }
    Ok(Box::new(RingVerifier { algorithm: *algorithm, key: key.clone() }))
}
