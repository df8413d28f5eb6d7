//! Logins at an OpenID provider: authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636, RFC 9207). A
//! login that has begun ends once, within ten minutes, in the browser that has begun it; afterwards it goes on to a
//! path of this server only.

use super::super::Office;
use super::super::error::ServiceError;
use super::fetch::{Form, encoded, provider_url, unreachable_provider};
use super::identity::Identity;
use super::jwt::{Claims, Rules, named};
use super::login::NewSession;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use dossier_db::rows::{Login, Role};
use dossier_db::{Micros, Personal, SystemCtx, logins};
use reqwest::Url;
use ring::digest;
use serde::Deserialize;
use std::sync::Arc;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

const SECOND: Micros = 1_000_000;

/// How long a login may take at the provider.
const LOGIN_LIVES: Micros = 600 * SECOND;

/// How long what the provider tells about itself is believed.
const DISCOVERED_FRESH: Micros = 3_600 * SECOND;

/// How old an ID token may be, in seconds.
const ISSUED_S_MAX: i64 = 630;

/// Longest path to go on to.
const PATH_BYTES_MAX: usize = 512;

/// Longest state, code and secret of a browser that are looked at.
const PARAMETER_BYTES_MAX: usize = 4_096;

/// An OpenID provider that users may log in at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcSettings {
    /// Its issuer, to the byte.
    pub issuer: String,
    /// What it knows this program as.
    pub client_id: String,
    /// The secret that it shares with this program; absent for a public client.
    pub client_secret: Option<Personal>,
    /// Where it sends browsers back to, as it is registered there.
    pub redirect_url: String,
    /// What is asked for beside `openid`; `email profile` usually.
    pub scopes: Vec<String>,
    /// Domains whose people are members without an invitation.
    pub domains: Vec<DomainRule>,
}

/// People with a verified address in a domain are members of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainRule {
    /// The domain, such as `example.org`; its subdomains do not count.
    pub domain: String,
    /// The team.
    pub team: Uuid,
    /// What they may do there.
    pub role: Role,
}

/// A login that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcBegun {
    /// Where the browser goes.
    pub url: Personal,
    /// What the browser keeps in a cookie until it comes back.
    pub browser: Personal,
}

/// What the browser brings back from the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OidcReturn {
    /// The parameter `state`.
    pub state: Personal,
    /// The parameter `code`.
    pub code: Option<Personal>,
    /// The parameter `iss`.
    pub issuer: Option<String>,
    /// Whether there is a parameter `error`: the provider or the user did not want to.
    pub refused: bool,
}

/// A login that has ended well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcDone {
    /// The session.
    pub session: NewSession,
    /// Where to go on: a path of this server.
    pub return_path: String,
}

/// What a provider tells about itself.
#[derive(Debug)]
pub(super) struct Discovered {
    authorization: Url,
    token: Url,
    keys: Url,
    /// Whether it takes the client's secret in a header.
    basic: bool,
    /// Whether it names itself where it sends a browser back (RFC 9207).
    names_itself: bool,
    at: Micros,
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

impl Office {
    /// Begins a login at the provider. Afterwards it goes on to `return_path`.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for what is no path of this server, [`ServiceError::NotFound`] where no provider is
    /// set, [`ServiceError::Outside`] where it does not answer, or a failure of the database.
    pub async fn oidc_begin(&self, return_path: &str) -> Result<OidcBegun, ServiceError> {
        let settings = self.oidc_settings()?;
        let path = local_path(return_path)
            .ok_or_else(|| ServiceError::invalid("return_path", "auth.return_path", "it is no path of this server"))?;
        let provider = self.oidc_provider(settings).await?;
        let (state, browser, nonce, verifier) = (self.secret(), self.secret(), self.secret(), self.secret());
        let now = self.now();
        let login = Login {
            state_hash: self.key().of_token(state.as_bytes()),
            verifier: Personal::new(verifier.as_str()),
            nonce: Personal::new(nonce.as_str()),
            browser_hash: self.key().of_token(browser.as_bytes()),
            return_path: path.to_owned(),
            created_at: now,
            expires_at: now.saturating_add(LOGIN_LIVES),
        };
        let mut tx = self.db.system(SystemCtx::Login).await?;
        logins::begin(&mut tx, &login).await?;
        tx.commit().await?;
        let mut scope = "openid".to_owned();
        for more in settings.scopes.iter().filter(|more| *more != "openid") {
            scope.push(' ');
            scope.push_str(more);
        }
        let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()));
        let mut url = provider.authorization.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &settings.client_id)
            .append_pair("redirect_uri", &settings.redirect_url)
            .append_pair("scope", &scope)
            .append_pair("state", &state)
            .append_pair("nonce", &nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Ok(OidcBegun { url: Personal::new(url), browser: browser.into() })
    }

    /// Ends a login at the provider and begins a session. `browser` is what the cookie of [`Office::oidc_begin`]
    /// holds; `invitation` the secret of a link that the browser has opened before.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for a login that is unknown, over, used or of another browser;
    /// [`ServiceError::Unauthenticated`] where the provider does not prove who it is; [`ServiceError::Conflict`] for
    /// the unknown without an invitation; [`ServiceError::Outside`] where the provider does not answer, or a failure
    /// of the database.
    pub async fn oidc_finish(
        &self,
        back: &OidcReturn,
        browser: &str,
        invitation: Option<&str>,
    ) -> Result<OidcDone, ServiceError> {
        let settings = self.oidc_settings()?;
        let gone = || ServiceError::Gone { what: "login" };
        if back.state.as_str().len() > PARAMETER_BYTES_MAX || browser.len() > PARAMETER_BYTES_MAX {
            return Err(gone());
        }
        let now = self.now();
        let mut tx = self.db.system(SystemCtx::Login).await?;
        let login = logins::take(&mut tx, self.key().of_token(back.state.as_str().as_bytes()), now).await?;
        // Whatever comes of it, the state has been used.
        tx.commit().await?;
        let login = login.ok_or_else(gone)?;
        if !bool::from(self.key().of_token(browser.as_bytes()).0.ct_eq(&login.browser_hash.0)) {
            return Err(gone());
        }
        if back.refused {
            return Err(ServiceError::Unauthenticated);
        }
        let provider = self.oidc_provider(settings).await?;
        // Another provider's answer, mixed up with this one's (RFC 9207).
        let other = back.issuer.as_ref().is_some_and(|issuer| *issuer != settings.issuer);
        if other || (provider.names_itself && back.issuer.is_none()) {
            return Err(ServiceError::Unauthenticated);
        }
        let code = back.code.as_ref().filter(|code| code.as_str().len() <= PARAMETER_BYTES_MAX);
        let code = code.ok_or(ServiceError::Unauthenticated)?;
        let token = self.oidc_token(settings, &provider, code, &login.verifier).await?;
        let (key_id, _) = named(token.as_str())?;
        let accounts = &self.accounts;
        let key = accounts.oidc_keys.key(&*accounts.fetch, &provider.keys, key_id.as_deref(), now).await?;
        let rules = Rules { issuer: &settings.issuer, audience: &settings.client_id, now };
        let claims = key.verify(token.as_str(), rules)?;
        if !is_answer_to(&claims, &login, &settings.client_id, now) {
            return Err(ServiceError::Unauthenticated);
        }
        let identity = identity(settings, &claims).ok_or(ServiceError::Unauthenticated)?;
        let session = self.login_identity(&identity, invitation, &settings.domains).await?;
        Ok(OidcDone { session, return_path: login.return_path })
    }

    fn oidc_settings(&self) -> Result<&OidcSettings, ServiceError> {
        self.settings.oidc.as_ref().ok_or(ServiceError::NotFound { what: "identity provider" })
    }

    /// What the provider tells about itself; an old answer does while there is no new one.
    async fn oidc_provider(&self, settings: &OidcSettings) -> Result<Arc<Discovered>, ServiceError> {
        let now = self.now();
        // Those who come meanwhile wait for the one request.
        let mut held = self.accounts.oidc_discovered.lock().await;
        if let Some(found) = held.as_ref().filter(|found| now.saturating_sub(found.at) < DISCOVERED_FRESH) {
            return Ok(Arc::clone(found));
        }
        if let Some(found) = self.discover(settings, now).await {
            let found = Arc::new(found);
            *held = Some(Arc::clone(&found));
            return Ok(found);
        }
        held.clone().ok_or_else(unreachable_provider)
    }

    async fn discover(&self, settings: &OidcSettings, at: Micros) -> Option<Discovered> {
        let base = settings.issuer.trim_end_matches('/');
        let url = provider_url(&format!("{base}/.well-known/openid-configuration"))?;
        let answer = self.accounts.fetch.get(&url).await.ok().filter(|answer| answer.status == 200)?;
        let found: Metadata = serde_json::from_slice(&answer.body).ok()?;
        if found.issuer != settings.issuer {
            return None;
        }
        let methods = found.token_endpoint_auth_methods_supported;
        Some(Discovered {
            authorization: provider_url(&found.authorization_endpoint)?,
            token: provider_url(&found.token_endpoint)?,
            keys: provider_url(&found.jwks_uri)?,
            basic: methods.is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic")),
            names_itself: found.authorization_response_iss_parameter_supported,
            at,
        })
    }

    /// Exchanges the code for the ID token.
    async fn oidc_token(
        &self,
        settings: &OidcSettings,
        provider: &Discovered,
        code: &Personal,
        verifier: &Personal,
    ) -> Result<Personal, ServiceError> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", settings.redirect_url.as_str()),
            ("code_verifier", verifier.as_str()),
        ];
        let mut authorization = None;
        match &settings.client_secret {
            Some(secret) if provider.basic => {
                // Both parts encoded as in a form, before they are joined (RFC 6749, 2.3.1).
                let part = |text: &str| encoded(&[("", text)]).trim_start_matches('=').to_owned();
                let pair = STANDARD.encode(format!("{}:{}", part(&settings.client_id), part(secret.as_str())));
                authorization = Some(Personal::new(format!("Basic {pair}")));
            }
            secret => {
                fields.push(("client_id", settings.client_id.as_str()));
                if let Some(secret) = secret {
                    fields.push(("client_secret", secret.as_str()));
                }
            }
        }
        let form = Form { body: encoded(&fields).into(), authorization };
        let answer = self.accounts.fetch.post(&provider.token, &form).await?;
        match answer.status {
            200 => {
                let tokens: Tokens = serde_json::from_slice(&answer.body).map_err(|_| ServiceError::Unauthenticated)?;
                Ok(tokens.id_token.into())
            }
            // The provider does not know the code, or this program.
            400..500 => Err(ServiceError::Unauthenticated),
            _ => Err(unreachable_provider()),
        }
    }
}

/// Whether a verified ID token answers this very login: its nonce, its age, and that it was made for this program
/// alone.
fn is_answer_to(claims: &Claims, login: &Login, client_id: &str, now: Micros) -> bool {
    let nonce = claims.text("nonce").unwrap_or_default();
    let party = claims.text("azp");
    let alone = claims.audiences().len() <= 1;
    let issued = claims.number("iat").map(|at| now.div_euclid(SECOND).saturating_sub(at));
    bool::from(nonce.as_bytes().ct_eq(login.nonce.as_str().as_bytes()))
        && issued.is_some_and(|age| (-30..=ISSUED_S_MAX).contains(&age))
        && (alone || party.is_some())
        && party.is_none_or(|party| party == client_id)
}

fn identity(settings: &OidcSettings, claims: &Claims) -> Option<Identity> {
    let email = claims.text("email").filter(|_| claims.is_true("email_verified"));
    let name = claims.text("name").or_else(|| claims.text("preferred_username"));
    Some(Identity {
        issuer: settings.issuer.clone(),
        subject: Personal::new(claims.text("sub")?),
        email: email.map(Personal::new),
        name: name.map(Personal::new),
    })
}

/// A path of this server, and nothing that a browser could take for another server's address: one slash at the
/// beginning, no backslash, no control characters, no blanks.
pub fn local_path(text: &str) -> Option<&str> {
    let mut bytes = text.bytes();
    let begins = bytes.next() == Some(b'/') && bytes.next() != Some(b'/');
    let plain = text.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    (begins && plain && text.len() <= PATH_BYTES_MAX).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_gone_on_to() {
        for text in ["/", "/runs", "/runs?page=2#top", "/a//b", "/invitations/abc"] {
            assert_eq!(local_path(text), Some(text));
        }
        let long = format!("/{}", "a".repeat(512));
        for text in [
            "", "runs", "//evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example",
            "/\t/evil.example", "/a b", "/a\nb", " /a", "javascript:alert(1)", "/ä", &long,
        ] {
            assert_eq!(local_path(text), None, "{text:?}");
        }
    }
}
