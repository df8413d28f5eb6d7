//! Who asks: what a request shows (an API token, an access token of another provider, the cookie of a session), and whom the
//! service finds behind it. And from which network, for those who have not logged in yet.

use crate::app::App;
use crate::cookies::Cookie;
use crate::problem::{Cause, Problem};
use crate::rate::{Network, client_address};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use dossier::service::accounts::TOKEN_PREFIX;
use dossier::service::{Access, Caller, Office, ServiceError};
use std::convert::Infallible;
use std::net::SocketAddr;
use uuid::Uuid;

/// Header with the team, for users of another provider, whose tokens belong to no team.
pub const TEAM: &str = "dossier-team";

/// What a request shows.
#[derive(Clone, PartialEq, Eq)]
enum Shown {
    Nothing,
    /// A header that cannot be used.
    Unreadable,
    Bearer(String),
    Session(String),
}

/// What a request shows to prove who asks. Not looked at yet.
pub struct Credentials {
    shown: Shown,
    team: Option<Uuid>,
}

impl Credentials {
    fn read(headers: &HeaderMap, cookie: Option<String>) -> Self {
        let mut lines = headers.get_all(AUTHORIZATION).iter();
        let shown = match (lines.next(), lines.next(), cookie) {
            (None, _, Some(secret)) => Shown::Session(secret),
            (None, _, None) => Shown::Nothing,
            (Some(line), None, _) => bearer(line.to_str().unwrap_or_default()),
            (Some(_), Some(_), _) => Shown::Unreadable,
        };
        let team = headers.get(TEAM).and_then(|team| Uuid::parse_str(team.to_str().ok()?).ok());
        Self { shown, team }
    }

    /// The access token of another provider, where such tokens are taken.
    pub fn foreign_token(&self, service: &Office) -> Option<&str> {
        match &self.shown {
            Shown::Bearer(token) if !token.starts_with(TOKEN_PREFIX) => {
                service.settings().supabase_auth.as_ref().map(|_| token.as_str())
            }
            _ => None,
        }
    }

    /// Whom the service finds.
    ///
    /// # Errors
    /// 401 for nobody, 403 for a user of another provider without a place here, 503 when that cannot be found out.
    pub async fn caller(&self, service: &Office) -> Result<Caller, Problem> {
        let local = service.settings().access == Access::Local;
        match &self.shown {
            Shown::Bearer(token) if token.starts_with(TOKEN_PREFIX) => Ok(service.caller_of_token(token).await?),
            Shown::Bearer(token) if service.settings().supabase_auth.is_some() => {
                let found = service.caller_of_supabase(token, self.team).await;
                found.map(|(caller, _)| caller).map_err(|error| match error {
                    ServiceError::Conflict { code, hint, .. } => Problem::new(Cause::Forbidden, code).hint(hint),
                    ServiceError::NotFound { .. } => Problem::new(Cause::Forbidden, error.code()),
                    other => other.into(),
                })
            }
            Shown::Session(_) | Shown::Nothing if local => Ok(service.local_caller().await?),
            Shown::Session(secret) => Ok(service.caller_of_session(secret, None).await?),
            Shown::Bearer(_) | Shown::Unreadable | Shown::Nothing => Err(ServiceError::Unauthenticated.into()),
        }
    }
}

/// The token in `Bearer TOKEN`.
fn bearer(line: &str) -> Shown {
    let token = line.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match token.map(|(_, token)| token.trim()).filter(|token| !token.is_empty()) {
        Some(token) => Shown::Bearer(token.to_owned()),
        None => Shown::Unreadable,
    }
}

impl FromRequestParts<App> for Credentials {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::read(&parts.headers, app.cookies.read(&parts.headers, Cookie::Session)))
    }
}

/// Who asks. Requests of nobody end with 401.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCaller(pub Caller);

impl FromRequestParts<App> for ApiCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let credentials = Credentials::read(&parts.headers, app.cookies.read(&parts.headers, Cookie::Session));
        credentials.caller(&app.service).await.map(Self)
    }
}

/// Somebody who has not logged in, by network. Each such request counts; too many of a network end with 429.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The network, as the service counts failed logins by: an IPv4 /24 or an IPv6 /64.
    pub network: String,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        // Requests without a peer come from tests of a router.
        let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
            return Ok(Self { network: "none".to_owned() });
        };
        let network = Network::of(client_address(peer.ip(), &parts.headers, app.limits.proxies));
        app.limits.visits.check(&network)?;
        Ok(Self { network: network.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn shown(lines: &[&'static str], cookie: Option<&str>) -> Shown {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(AUTHORIZATION, HeaderValue::from_static(line));
        }
        Credentials::read(&headers, cookie.map(str::to_owned)).shown
    }

    #[test]
    fn a_header_goes_before_a_cookie_and_a_bad_one_is_nobody() {
        let bearer = |token: &str| Shown::Bearer(token.to_owned());
        let table: [(&[&'static str], Option<&str>, Shown); 7] = [
            (&[], None, Shown::Nothing),
            (&[], Some("abc"), Shown::Session("abc".to_owned())),
            (&["Bearer dsr_1_2"], Some("abc"), bearer("dsr_1_2")),
            (&["bearer  dsr_1_2 "], None, bearer("dsr_1_2")),
            (&["Basic abc"], Some("abc"), Shown::Unreadable),
            (&["Bearer "], None, Shown::Unreadable),
            (&["Bearer a", "Bearer b"], None, Shown::Unreadable),
        ];
        for (lines, cookie, expected) in table {
            assert!(shown(lines, cookie) == expected, "{lines:?} {cookie:?}");
        }
    }
}
