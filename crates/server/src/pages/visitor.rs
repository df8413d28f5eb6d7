//! Who looks at a page, and how: the user of a session or of this machine, with the teams; language, theme and time zone.
//! Pages for members take a [`Guest`]; who has not logged in is sent to the login and comes back afterwards.

use super::words::Words;
use crate::app::App;
use crate::caller::Credentials;
use crate::cookies::Cookie;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::core::locale::{Language, Locale};
use dossier::service::accounts::oidc::local_path;
use dossier::service::accounts::{OwnTeam, OwnUser};
use dossier::service::{Action, Caller, ServiceError, Via};
use jiff::tz::TimeZone;
use std::convert::Infallible;
use std::fmt::Write as _;

/// Header of requests that the page's script makes.
const BY_SCRIPT: &str = "hx-request";

/// Header by which such a request goes on to another page.
const SCRIPT_REDIRECT: &str = "hx-redirect";

/// The languages of the pages.
pub const LANGUAGES: [Language; 3] = [Language::De, Language::En, Language::Fr];

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the browser is set.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As cookie, form and page write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The language with a code.
pub fn language(code: &str) -> Option<Language> {
    LANGUAGES.into_iter().find(|language| language.code() == code)
}

/// How a page looks to one reader, known without a login.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The words.
    pub words: Words,
    /// Light or dark.
    pub theme: Theme,
    /// Path and query of the page.
    pub here: String,
    /// Whether nothing here is kept for long.
    pub passing: bool,
}

impl Look {
    /// From what the browser sends. The language is that of the cookie, else of the user's setting, else the browser's,
    /// else the service's.
    pub fn read(app: &App, headers: &HeaderMap, uri: &Uri, setting: Option<&str>) -> Self {
        let cookie = |cookie| app.cookies.read(headers, cookie);
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok()).unwrap_or_default();
        let chosen = cookie(Cookie::Language).as_deref().and_then(language).or_else(|| setting.and_then(language));
        let zone = cookie(Cookie::Zone).and_then(|name| TimeZone::get(&name).ok());
        let words = Words::new(locale(chosen, accepted, app.service.settings().locale), zone);
        let theme = cookie(Cookie::Theme).as_deref().and_then(Theme::of).unwrap_or_default();
        let here = uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned();
        Self { words, theme, here, passing: app.passing }
    }
}

impl FromRequestParts<App> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::read(app, &parts.headers, &parts.uri, None))
    }
}

/// The locale of a page: a chosen language, else the best of those that the browser accepts, else the service's. The
/// country is the browser's where it names one with that language, else the service's.
fn locale(chosen: Option<Language>, accepted: &str, service: Option<Locale>) -> Locale {
    let wishes = wishes(accepted);
    let wished = chosen.or_else(|| wishes.first().map(|(language, _)| *language));
    let language = match (wished, service) {
        (Some(language), _) => language,
        (None, Some(locale)) => return locale,
        (None, None) => Language::En,
    };
    let country = wishes.iter().find_map(|(wished, country)| country.as_deref().filter(|_| *wished == language));
    let country = country.or(service.map(Locale::region)).unwrap_or_default();
    Locale::of(language, country)
}

/// Languages of ours in a line of `Accept-Language`, best first, with their countries.
fn wishes(accepted: &str) -> Vec<(Language, Option<String>)> {
    let mut found: Vec<(u32, Language, Option<String>)> = Vec::new();
    for wish in accepted.split(',').take(20) {
        let (tag, rest) = wish.split_once(';').unwrap_or((wish, ""));
        let mut parts = tag.trim().split('-');
        let Some(language) = parts.next().and_then(|code| language(&code.to_ascii_lowercase())) else { continue };
        let weight = weight(rest);
        if weight > 0 {
            let country = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
            found.push((weight, language, country));
        }
    }
    // Stable, so that of equal wishes the first one counts.
    found.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(_, language, country)| (language, country)).collect()
}

/// Thousandths of `q=0.8`; whole without it, nothing when it is none.
fn weight(parameter: &str) -> u32 {
    let Some((name, value)) = parameter.split_once('=') else { return 1_000 };
    if !name.trim().eq_ignore_ascii_case("q") {
        return 1_000;
    }
    let (whole, part) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(whole), Ok(part)) if whole <= 1 => (whole * 1_000 + part).min(1_000),
        _ => 0,
    }
}

/// Somebody who has come in, as the page shows them.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Who asks, for the use cases.
    pub caller: Caller,
    /// How the page looks.
    pub look: Look,
    /// The user; none behind a token.
    pub user: Option<OwnUser>,
    /// Teams of the user.
    pub teams: Vec<OwnTeam>,
}

impl Guest {
    /// Whether the caller may do something, for what a page offers. The use case asks again.
    pub fn may(&self, action: Action) -> bool {
        self.caller.may(action).is_ok()
    }

    /// Whether there is a session that can be ended.
    pub fn has_session(&self) -> bool {
        matches!(self.caller.via, Via::Session(_))
    }
}

/// Why somebody does not get to see a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TurnedAway {
    /// Nobody has logged in.
    ToLogin {
        /// The login, with the way back.
        address: String,
        /// Whether the page's script asks, which would put the login into a part of the page.
        by_script: bool,
    },
    /// Something else.
    Problem(Problem),
}

impl IntoResponse for TurnedAway {
    fn into_response(self) -> Response {
        match self {
            Self::ToLogin { by_script: true, .. } => [(SCRIPT_REDIRECT, "/login")].into_response(),
            Self::ToLogin { address, by_script: false } => Redirect::to(&address).into_response(),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, TurnedAway> {
        let Ok(credentials) = Credentials::from_request_parts(parts, app).await;
        let caller = match credentials.caller(&app.service).await {
            Ok(caller) => caller,
            Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => return Err(to_login(parts)),
            Err(problem) => return Err(TurnedAway::Problem(problem)),
        };
        of(app, parts, caller).await.map_err(|error| TurnedAway::Problem(error.into()))
    }
}

async fn of(app: &App, parts: &Parts, caller: Caller) -> Result<Guest, ServiceError> {
    let user = app.service.own_user(&caller).await?;
    let teams = app.service.own_teams(&caller).await?;
    let setting = user.as_ref().and_then(|user| user.language.as_deref());
    let look = Look::read(app, &parts.headers, &parts.uri, setting);
    Ok(Guest { caller, look, user, teams })
}

/// To the login, and back to the page afterwards. What was to be written is lost, so a form begins anew at the start.
fn to_login(parts: &Parts) -> TurnedAway {
    let here = parts.uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let back = local_path(here).filter(|path| parts.method == Method::GET && *path != "/");
    let address = match back {
        Some(path) => format!("/login?next={}", query_value(path)),
        None => "/login".to_owned(),
    };
    TurnedAway::ToLogin { address, by_script: parts.headers.contains_key(BY_SCRIPT) }
}

/// A text as the value of a parameter in an address.
pub fn query_value(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_of_ours_counts_and_the_country_comes_with_it() {
        let table = [
            (None, "de-CH,de;q=0.9,en;q=0.8", None, Locale::DeCh),
            (None, "it, en;q=0.5, fr;q=0.7", None, Locale::FrFr),
            (None, "fr;q=0.7,fr-CH;q=0.6", None, Locale::FrCh),
            (None, "de;q=0, en", None, Locale::En),
            (None, "de;q=x, fr;q=0.001", None, Locale::FrFr),
            (None, "it", Some(Locale::DeAt), Locale::DeAt),
            (None, "it", None, Locale::En),
            (None, "de", Some(Locale::FrCh), Locale::DeCh),
            (Some(Language::Fr), "de-CH", Some(Locale::DeCh), Locale::FrCh),
            (Some(Language::De), "en-GB,de-AT;q=0.2", None, Locale::DeAt),
            (Some(Language::De), "", None, Locale::DeDe),
        ];
        for (chosen, accepted, service, expected) in table {
            assert_eq!(locale(chosen, accepted, service), expected, "{accepted}");
        }
    }

    #[test]
    fn a_path_is_carried_as_one_value() {
        assert_eq!(query_value("/runs?q=a&b=ü#x"), "/runs%3Fq%3Da%26b%3D%C3%BC%23x");
    }
}
