//! What stands around every page: the navigation, the team, language and theme, and what has just been done. A new page
//! adds a line to `ENTRIES` when it belongs into the navigation, and one to `DONE` when it has something to tell.

use super::icon::{self, Icon};
use super::visitor::{Guest, LANGUAGES, Look, Theme};
use super::words::{Key, Words, key};
use super::{assets, fault};
use crate::problem::Problem;
use askama::Template;
use axum::http::header::VARY;
use axum::response::{Html, IntoResponse, Response};
use dossier::core::locale::Language;
use dossier::service::Action;
use std::fmt::Display;
use uuid::Uuid;

/// A place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The start.
    Start,
    /// The history of runs.
    Runs,
    /// Profiles and clients.
    Profiles,
    /// Persons, erasures, retention.
    Persons,
    /// The team.
    Team,
}

/// A line of the navigation.
struct Entry {
    place: Place,
    href: &'static str,
    label: Key,
    icon: Icon,
    /// What one must be allowed to, for the line to be there.
    needs: Action,
}

/// The navigation, from top to bottom.
const ENTRIES: &[Entry] = &[
    Entry { place: Place::Start, href: "/", label: key::frame::NAV_START, icon: icon::START, needs: Action::ReadRuns },
    Entry { place: Place::Runs, href: "/runs", label: key::runs::NAV, icon: icon::LIST, needs: Action::ReadRuns },
    Entry {
        place: Place::Profiles,
        href: "/profiles",
        label: key::profiles::NAV,
        icon: icon::SHEET,
        needs: Action::ReadRuns,
    },
    Entry {
        place: Place::Persons,
        href: "/persons",
        label: key::persons::NAV,
        icon: icon::PERSON,
        needs: Action::SeePersons,
    },
    Entry { place: Place::Team, href: "/team", label: key::team::TITLE, icon: icon::PERSON, needs: Action::ReadTeam },
];

/// What an address may say has been done, as `?done=CODE`. Nothing else can be put into a page by a link.
const DONE: &[(&str, Key)] = &[
    ("logged-out", key::frame::DONE_LOGGED_OUT),
    ("welcome", key::frame::DONE_WELCOME),
    ("joined", key::frame::DONE_JOINED),
    ("erasing", key::runs::DONE_ERASING),
    ("current", key::compare::DONE_CURRENT),
    ("profile-made", key::profiles::DONE_MADE),
    ("profile-changed", key::profiles::DONE_CHANGED),
    ("client-saved", key::profiles::DONE_CLIENT),
    ("consent-given", key::persons::DONE_CONSENT),
    ("consent-withdrawn", key::persons::DONE_WITHDRAWN),
    ("hold-placed", key::persons::DONE_HELD),
    ("hold-released", key::persons::DONE_RELEASED),
    // The result of a run.
    ("commented", key::result::DONE_COMMENTED),
    ("comment-deleted", key::result::DONE_COMMENT_DELETED),
    ("link-revoked", key::result::DONE_LINK_REVOKED),
    ("revision-asked", key::result::DONE_REVISION_ASKED),
    ("revision-current", key::result::DONE_REVISION_CURRENT),
    ("submission-begun", key::result::DONE_SUBMISSION_BEGUN),
    ("submission-moved", key::result::DONE_SUBMISSION_MOVED),
    ("submission-sent", key::result::DONE_SUBMISSION_SENT),
    // Of the account.
    ("account-saved", key::account::DONE_SAVED),
    ("account-password", key::account::DONE_PASSWORD),
    ("account-session", key::account::DONE_SESSION),
    ("account-deleted", key::account::DONE_DELETED),
    ("password-set", key::account::DONE_PASSWORD_SET),
    // Of the team.
    ("team-saved", key::team::DONE_SAVED),
    ("team-removed", key::team::DONE_REMOVED),
    ("team-added", key::team::DONE_ADDED),
    ("team-restored", key::team::DONE_RESTORED),
    ("team-archived", key::team::DONE_ARCHIVED),
];

/// A line of the navigation as a page shows it.
pub struct Shown {
    /// Where it leads.
    pub href: &'static str,
    /// What it says.
    pub label: String,
    /// Its icon.
    pub icon: Icon,
    /// Whether this is where one is.
    pub current: bool,
}

/// A choice in a menu.
pub struct Choice {
    /// What a form sends.
    pub code: String,
    /// What it says.
    pub label: String,
    /// Whether it is the one in force.
    pub current: bool,
}

/// The user in the frame.
pub struct Who {
    /// The user's name.
    pub name: String,
    /// The team's name.
    pub team: String,
    /// All teams, to go on in; by their ids.
    pub teams: Vec<Choice>,
    /// Whether there is a session that can be ended.
    pub has_session: bool,
    entries: Vec<Shown>,
}

/// What stands around a page. Every page's template has it as `frame`.
pub struct Frame {
    /// The words.
    pub words: Words,
    /// The user; none on pages that need no login.
    pub who: Option<Who>,
    /// What has just been done.
    pub done: Option<String>,
    /// Path and query of this page.
    pub here: String,
    /// Whether nothing here is kept for long.
    pub passing: bool,
    theme: Theme,
}

impl Frame {
    /// Around a page for everybody.
    pub fn open(look: Look) -> Self {
        Self { words: look.words, who: None, done: None, here: look.here, passing: look.passing, theme: look.theme }
    }

    /// Around a page for members, which may be a place in the navigation.
    pub fn of(guest: &Guest, place: Option<Place>) -> Self {
        let mut frame = Self::open(guest.look.clone());
        let allowed = ENTRIES.iter().filter(|entry| guest.may(entry.needs));
        let entries = allowed.map(|entry| Shown {
            href: entry.href,
            label: frame.words.get(entry.label),
            icon: entry.icon,
            current: place == Some(entry.place),
        });
        let entries = entries.collect();
        let here: Uuid = guest.caller.team;
        let teams = guest.teams.iter().map(|team| Choice {
            code: team.id.to_string(),
            label: team.name.clone(),
            current: team.id == here,
        });
        let teams: Vec<Choice> = teams.collect();
        let team = teams.iter().find(|team| team.current).map(|team| team.label.clone()).unwrap_or_default();
        let name = guest.user.as_ref().map(|user| user.name.as_str().to_owned()).unwrap_or_default();
        frame.who = Some(Who { name, team, teams, has_session: guest.has_session(), entries });
        frame
    }

    /// With what the address says has been done.
    pub fn done(mut self, code: Option<&str>) -> Self {
        let found = DONE.iter().find(|(known, _)| Some(*known) == code);
        self.done = found.map(|(_, key)| self.words.get(*key));
        self
    }

    /// A text.
    pub fn t(&self, key: Key) -> String {
        self.words.get(key)
    }

    /// A text with one placeholder.
    pub fn fill(&self, key: Key, name: &str, value: impl Display) -> String {
        self.words.fill(key, name, value)
    }

    /// A text that depends on a number, which it may show as `n`.
    pub fn count(&self, key: Key, n: i64) -> String {
        self.words.count(key, n, &[])
    }

    /// Code of the language.
    pub fn language(&self) -> &'static str {
        self.words.locale().tag()
    }

    /// Code of the theme.
    pub fn theme(&self) -> &'static str {
        self.theme.code()
    }

    /// Address of a file in `crates/server/assets`.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The navigation.
    pub fn entries(&self) -> &[Shown] {
        match &self.who {
            Some(who) => &who.entries,
            None => &[],
        }
    }

    /// The languages, each by its own name.
    pub fn languages(&self) -> Vec<Choice> {
        let name = |language| match language {
            Language::De => "Deutsch",
            Language::En => "English",
            Language::Fr => "Français",
        };
        let choice = |language: Language| Choice {
            code: language.code().to_owned(),
            label: name(language).to_owned(),
            current: language == self.words.language(),
        };
        LANGUAGES.into_iter().map(choice).collect()
    }

    /// The themes.
    pub fn themes(&self) -> Vec<Choice> {
        let name = |theme| match theme {
            Theme::Auto => key::frame::THEME_AUTO,
            Theme::Light => key::frame::THEME_LIGHT,
            Theme::Dark => key::frame::THEME_DARK,
        };
        let choice = |theme: Theme| Choice {
            code: theme.code().to_owned(),
            label: self.t(name(theme)),
            current: theme == self.theme,
        };
        Theme::ALL.into_iter().map(choice).collect()
    }
}

/// A page as an answer.
///
/// # Errors
/// A defect: a template that cannot be filled.
pub fn page(template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|_| Problem::internal())?;
    Ok(([(VARY, "Cookie, Accept-Language, HX-Request")], Html(html)).into_response())
}

/// A form once more, with what was wrong with it. Status, code and waiting time are the problem's.
///
/// # Errors
/// As [`page`].
pub fn form_again(template: &impl Template, problem: Problem) -> Result<Response, Problem> {
    let html = template.render().map_err(|_| Problem::internal())?;
    Ok(fault::rendered(problem, html))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    fn frame() -> Frame {
        let words = Words::new(Locale::En, None);
        Frame::open(Look { words, theme: Theme::Dark, here: "/".to_owned(), passing: false })
    }

    #[test]
    fn only_what_we_know_can_be_said_by_a_link() {
        assert!(frame().done(Some("logged-out")).done.is_some());
        assert_eq!(frame().done(Some("Send money")).done, None);
        assert_eq!(frame().done(None).done, None);
    }

    #[test]
    fn one_language_and_one_theme_are_in_force() {
        let current = |choices: Vec<Choice>| {
            let current: Vec<String> =
                choices.into_iter().filter(|choice| choice.current).map(|choice| choice.code).collect();
            current.join(" ")
        };
        assert_eq!(current(frame().languages()), "en");
        assert_eq!(current(frame().themes()), "dark");
    }

    #[test]
    fn every_place_has_one_line() {
        for (at, entry) in ENTRIES.iter().enumerate() {
            assert!(ENTRIES.iter().skip(at + 1).all(|other| other.place != entry.place && other.href != entry.href));
        }
    }
}
