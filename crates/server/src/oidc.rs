//! Logins at another provider (OpenID Connect), as routes that browsers are sent to: there, and back. They answer with
//! redirects; a failure is a problem.

use crate::app::App;
use crate::caller::Visitor;
use crate::cookies::Cookie;
use crate::extract::ApiQuery;
use crate::problem::{Cause, Problem};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use dossier::service::accounts::oidc::{OidcDone, OidcReturn};
use serde::Deserialize;

/// Where a login begins.
pub const BEGIN_PATH: &str = "/login/oidc";

/// Where the provider sends browsers back to; registered there with the public address before it.
pub const RETURN_PATH: &str = "/login/oidc/callback";

/// How long a login may take at the provider, in seconds.
const LOGIN_S: i64 = 600;

/// Longest secret of an invitation that is carried along.
const INVITATION_BYTES_MAX: usize = 64;

/// The routes.
pub(crate) fn routes() -> Router<App> {
    Router::new().route(BEGIN_PATH, get(begin)).route(RETURN_PATH, get(finish))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    /// Where to go on afterwards: a path of this server.
    return_path: Option<String>,
    /// Secret of an invitation whose link was opened before.
    invitation: Option<String>,
}

/// Sends the browser to the provider, with a cookie by which it is known again.
async fn begin(
    State(app): State<App>,
    _visitor: Visitor,
    ApiQuery(query): ApiQuery<Begin>,
) -> Result<Response, Problem> {
    let begun = app.service.oidc_begin(query.return_path.as_deref().unwrap_or("/")).await?;
    let value = match query.invitation.as_deref() {
        Some(invitation) if is_secret(invitation) => format!("{}.{invitation}", begun.browser.as_str()),
        Some(_) => return Err(Problem::new(Cause::Malformed, "query.invalid")),
        None => begun.browser.as_str().to_owned(),
    };
    let cookie = app.cookies.set(Cookie::Login, &value, LOGIN_S)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(begun.url.as_str())).into_response())
}

/// Whether a text can stand in a cookie: secrets are base64url.
fn is_secret(text: &str) -> bool {
    text.len() <= INVITATION_BYTES_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// What the provider sends back; it may send more than is looked at.
#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Ends the login and goes on where it was begun.
async fn finish(
    State(app): State<App>,
    _visitor: Visitor,
    headers: HeaderMap,
    ApiQuery(back): ApiQuery<Back>,
) -> Result<Response, Problem> {
    // Whatever comes of it, the cookie has been used.
    let used = app.cookies.clear(Cookie::Login)?;
    let held = app.cookies.read(&headers, Cookie::Login).unwrap_or_default();
    let done = match done(&app, back, &held).await {
        Ok(done) => done,
        Err(problem) => return Ok(([(SET_COOKIE, used)], problem).into_response()),
    };
    let cookies = AppendHeaders([(SET_COOKIE, used), (SET_COOKIE, app.session_cookie(&done.session)?)]);
    Ok((cookies, Redirect::to(&done.return_path)).into_response())
}

async fn done(app: &App, back: Back, held: &str) -> Result<OidcDone, Problem> {
    let (browser, invitation) = match held.split_once('.') {
        Some((browser, invitation)) => (browser, Some(invitation)),
        None => (held, None),
    };
    let back = OidcReturn {
        state: back.state.into(),
        code: back.code.map(Into::into),
        issuer: back.iss,
        refused: back.error.is_some(),
    };
    Ok(app.service.oidc_finish(&back, browser, invitation).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secrets_are_carried_along() {
        assert!(is_secret("abc-DEF_123"));
        for text in ["a b", "a;b", "a.b", "ä", &"a".repeat(65)] {
            assert!(!is_secret(text), "{text}");
        }
    }
}
