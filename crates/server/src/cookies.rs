//! The cookies of this server: a session's, that of a login under way at another provider, and how pages look to this
//! browser. Made and read here only; what the first two hold is known to the service.

use crate::problem::Problem;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// Longest value that is looked at, in bytes.
const VALUE_BYTES_MAX: usize = 512;

/// Which cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// Of a session.
    Session,
    /// Of a login under way at another provider.
    Login,
    /// Language of the pages: `de`, `en` or `fr`.
    Language,
    /// Theme of the pages: `light` or `dark`.
    Theme,
    /// Time zone of the browser by its IANA name. The page's script writes it, so it is never trusted for more.
    Zone,
    /// What the start was filled in with last: codes and figures, nothing about people.
    Start,
}

/// How cookies are set. With an https address their names say that only this host set them, over https; without one, browsers
/// other than on this machine would refuse such names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookies {
    https: bool,
}

impl Cookies {
    /// For a public address that is https or not.
    pub fn new(https: bool) -> Self {
        Self { https }
    }

    /// Name of a cookie.
    pub fn name(self, cookie: Cookie) -> &'static str {
        match (cookie, self.https) {
            (Cookie::Session, true) => "__Host-dossier",
            (Cookie::Session, false) => "dossier-session",
            (Cookie::Login, true) => "__Host-dossier-login",
            (Cookie::Login, false) => "dossier-login",
            (Cookie::Language, true) => "__Host-dossier-language",
            (Cookie::Language, false) => "dossier-language",
            (Cookie::Theme, true) => "__Host-dossier-theme",
            (Cookie::Theme, false) => "dossier-theme",
            (Cookie::Start, true) => "__Host-dossier-start",
            (Cookie::Start, false) => "dossier-start",
            (Cookie::Zone, _) => "dossier-zone",
        }
    }

    /// What the client holds in a cookie; the first where there are several.
    pub fn read(self, headers: &HeaderMap, cookie: Cookie) -> Option<String> {
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == self.name(cookie))?;
        (!value.is_empty() && value.len() <= VALUE_BYTES_MAX).then(|| value.to_owned())
    }

    /// Header that sets a cookie for so many seconds. Values are secrets in base64url, or words of ours.
    ///
    /// # Errors
    /// A defect: a value that no header can hold.
    pub fn set(self, cookie: Cookie, value: &str, seconds: i64) -> Result<HeaderValue, Problem> {
        let secure = if self.https { "; Secure" } else { "" };
        // Lax, because a link in a message shall lead to the page and not to the login.
        let text = format!(
            "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
            self.name(cookie),
            seconds.max(0)
        );
        let mut header = HeaderValue::from_str(&text).map_err(|_| Problem::internal())?;
        header.set_sensitive(true);
        Ok(header)
    }

    /// Header that takes a cookie away.
    ///
    /// # Errors
    /// As [`Cookies::set`].
    pub fn clear(self, cookie: Cookie) -> Result<HeaderValue, Problem> {
        self.set(cookie, "", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_has_all_its_flags() {
        let set = |https| Cookies::new(https).set(Cookie::Session, "abc", 60).unwrap();
        assert_eq!(set(true), "__Host-dossier=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        assert_eq!(set(false), "dossier-session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
        let cleared = Cookies::new(true).clear(Cookie::Login).unwrap();
        assert_eq!(cleared, "__Host-dossier-login=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
        assert!(set(true).is_sensitive());
    }

    #[test]
    fn the_first_cookie_of_the_name_counts() {
        let long = format!("dossier-session={}", "a".repeat(600));
        let table = [
            ("dossier-session=abc", Some("abc")),
            ("a=b; dossier-session=abc; dossier-session=other", Some("abc")),
            ("dossier-session-x=abc", None),
            ("dossier-session", None),
            ("dossier-session=", None),
            (long.as_str(), None),
        ];
        for (line, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_str(line).unwrap());
            let value = Cookies::new(false).read(&headers, Cookie::Session);
            assert_eq!(value.as_deref(), expected, "{line}");
        }
        assert_eq!(Cookies::new(true).read(&HeaderMap::new(), Cookie::Session), None);
    }
}
