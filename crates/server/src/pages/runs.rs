//! The history: runs found by words and filters, page by page; the papers of several as one ZIP. Filters stand in the address;
//! words may be a candidate's name, so they come in a form that answers with the list, and stand in no address.

use super::badges::{self, Badge};
use super::frame::{Frame, Place, page};
use super::icon;
use super::visitor::{Guest, query_value};
use super::words::{Key, Words, key};
use crate::app::App;
use crate::cursor::{Cursor, Filters};
use crate::download::Download;
use crate::etag::Tag;
use crate::extract::{ApiForm, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use dossier::Pack;
use dossier::db;
use dossier::db::history::{Query, Sort};
use dossier::db::rows::{RunKind, RunState};
use dossier::service::Action;
use dossier::service::runs::{self, Listed, RUNS_MAX, RunLine};
use futures::TryStreamExt as _;
use serde::Deserialize;
use std::io;
use std::ops::Range;
use uuid::Uuid;

/// Runs of a page.
const LIMIT: usize = 50;

/// Longest words that are searched, in characters.
const WORDS_CHARS_MAX: usize = 200;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/runs", get(list))
        .route("/runs/search", get(begin_anew).post(search))
        .route("/runs/download", get(begin_anew).post(download))
}

/// What is asked for, as form and address write it. What cannot be read asks for nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Words; only in a form.
    q: String,
    state: String,
    client: String,
    profile: String,
    who: String,
    from: String,
    to: String,
    sort: String,
    cursor: String,
    done: String,
}

/// Groups of states: what is sent, what it says, and the states.
const STATES: [(&str, Key, &[RunState]); 4] = [
    (
        "working",
        key::runs::STATE_WORKING,
        &[RunState::Queued, RunState::Reading, RunState::Understanding, RunState::Assessing, RunState::Generating],
    ),
    ("review", key::runs::STATE_REVIEW, &[RunState::Review]),
    ("sealed", key::runs::STATE_SEALED, &[RunState::Sealed]),
    ("failed", key::runs::STATE_FAILED, &[RunState::Failed, RunState::Cancelled]),
];

impl Asked {
    /// Filters with their names, in the order of the form.
    fn filters(&self) -> [(&'static str, &str); 7] {
        [
            ("state", &self.state),
            ("client", &self.client),
            ("profile", &self.profile),
            ("who", &self.who),
            ("from", &self.from),
            ("to", &self.to),
            ("sort", &self.sort),
        ]
    }

    /// Those that are set.
    fn set(&self) -> Vec<(&'static str, String)> {
        let set = self.filters().into_iter().filter(|(_, value)| !value.is_empty());
        set.map(|(name, value)| (name, value.to_owned())).collect()
    }

    /// The list's address with these filters. Words are never part of it.
    fn address(&self, cursor: Option<&str>) -> String {
        let mut pairs = self.set();
        pairs.extend(cursor.map(|cursor| ("cursor", cursor.to_owned())));
        let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", query_value(value))).collect();
        if pairs.is_empty() { "/runs".to_owned() } else { format!("/runs?{}", pairs.join("&")) }
    }

    /// The words as they are searched: control characters are in no name.
    fn words(&self) -> String {
        let plain: String = self.q.chars().filter(|sign| !sign.is_control()).take(WORDS_CHARS_MAX).collect();
        plain.trim().to_owned()
    }

    fn sort(&self) -> Sort {
        match self.sort.as_str() {
            "updated" => Sort::Updated,
            "score" => Sort::Score,
            _ => Sort::Created,
        }
    }

    fn query(&self, words: &Words, text: &str, filters: &Filters) -> Query {
        let states = STATES.iter().find(|(code, ..)| *code == self.state).map(|(.., states)| states.to_vec());
        // A cursor of another list begins the list anew.
        let after = Cursor::read(&self.cursor, filters).ok();
        Query {
            text: (!text.is_empty()).then(|| text.to_owned()),
            client: self.client.parse().ok(),
            profile: self.profile.parse().ok(),
            created_by: self.who.parse().ok(),
            states: states.unwrap_or_default(),
            from: words.begin_of(&self.from),
            until: words.end_of(&self.to),
            sort: self.sort(),
            after: after.map(|after| db::Cursor::new(after.micros, after.id)),
            limit: LIMIT,
            ..Query::default()
        }
    }
}

/// A line of the list.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) label: String,
    pub(super) role: String,
    pub(super) client: String,
    /// Whom it is about; for those who may see persons, and not of a shortlist.
    pub(super) person: Option<Uuid>,
    pub(super) score: Option<String>,
    pub(super) recommendation: Option<Badge>,
    pub(super) musts: Option<String>,
    pub(super) state: Badge,
    pub(super) submission: Option<Badge>,
    pub(super) at: String,
    pub(super) machine_at: String,
}

impl Row {
    /// Of a run with what its line tells.
    pub(super) fn of(guest: &Guest, run: Listed, line: Option<&RunLine>, sort: Sort) -> Self {
        let words = &guest.look.words;
        let at = if sort == Sort::Updated { run.updated_at } else { run.created_at };
        let is_single = run.kind == RunKind::Single;
        let standing = line.and_then(|line| line.standing.as_ref());
        let unnamed = if is_single { key::runs::UNNAMED } else { key::runs::SHORTLIST };
        Self {
            id: run.id,
            label: run.label.or_else(|| run.role.clone()).unwrap_or_else(|| words.get(unnamed)),
            role: run.role.unwrap_or_default(),
            client: run.client_name.unwrap_or_default(),
            person: (is_single && guest.caller.sees_persons()).then_some(run.person),
            score: run.score.map(|score| words.number(score)),
            recommendation: run.recommendation.and_then(|code| badges::recommendation_of(words, &code)),
            musts: standing.and_then(|standing| badges::musts(words, standing)),
            state: badges::state(words, run.state),
            submission: line.and_then(|line| line.submission).map(|state| badges::submission(words, state)),
            at: words.moment(at),
            machine_at: Words::machine_time(at),
        }
    }
}

/// Rows of listed runs.
pub(super) async fn rows(app: &App, guest: &Guest, found: Vec<Listed>, sort: Sort) -> Result<Vec<Row>, Problem> {
    let ids: Vec<Uuid> = found.iter().map(|run| run.id).collect();
    let lines = app.service.run_lines(&guest.caller, &ids).await?;
    let row = |run: Listed| {
        let line = lines.iter().find(|line| line.id == run.id);
        Row::of(guest, run, line, sort)
    };
    Ok(found.into_iter().map(row).collect())
}

/// A choice of a filter.
pub(super) struct Pick {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

impl Pick {
    pub(super) fn new(value: impl Into<String>, label: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self { chosen: value == chosen, value, label: label.into() }
    }
}

#[derive(Template)]
#[template(path = "runs.html")]
struct RunsPage {
    frame: Frame,
    /// What was searched.
    words: String,
    from: String,
    to: String,
    states: Vec<Pick>,
    clients: Vec<Pick>,
    profiles: Vec<Pick>,
    people: Vec<Pick>,
    sorts: Vec<Pick>,
    rows: Vec<Row>,
    /// Filters that are set, for forms that go on with them.
    set: Vec<(&'static str, String)>,
    /// Cursor of the next page.
    next: Option<String>,
    next_address: String,
    /// Whether anything narrows the list.
    is_narrowed: bool,
    /// What keeps a button from doing what it says.
    told: Option<String>,
    may_erase: bool,
    may_start: bool,
    sees_persons: bool,
}

async fn shown(app: &App, guest: &Guest, asked: &Asked, told: Option<String>) -> Result<Response, Problem> {
    let (service, caller, words) = (&app.service, &guest.caller, &guest.look.words);
    let text = asked.words();
    let filters = Filters::of(&(&text, asked.filters()))?;
    let (found, next) = service.list_runs(caller, &asked.query(words, &text, &filters)).await?;
    let next = next.map(|last| {
        let (micros, id) = last.parts();
        Cursor { micros, id }.write(&filters)
    });
    let all = |label| Pick::new("", words.get(label), "-");
    let mut states = vec![all(key::runs::ALL_STATES)];
    states.extend(STATES.iter().map(|(code, label, _)| Pick::new(*code, words.get(*label), &asked.state)));
    let mut clients = vec![all(key::runs::ALL_CLIENTS)];
    for client in service.clients(caller, "").await? {
        clients.push(Pick::new(client.id.to_string(), client.name, &asked.client));
    }
    let mut profiles = vec![all(key::runs::ALL_PROFILES)];
    for profile in service.profiles(caller, "", None).await? {
        profiles.push(Pick::new(profile.id.to_string(), profile.title, &asked.profile));
    }
    let mut people = vec![all(key::runs::ALL_PEOPLE)];
    if guest.may(Action::ReadTeam) {
        for member in service.members(caller).await? {
            people.push(Pick::new(member.user.to_string(), member.name.as_str(), &asked.who));
        }
    }
    let sorts = [("", key::runs::SORT_CREATED), ("updated", key::runs::SORT_UPDATED), ("score", key::runs::SORT_SCORE)];
    let sorts = sorts.map(|(code, label)| Pick::new(code, words.get(label), &asked.sort)).into();
    let done = Some(asked.done.as_str()).filter(|done| !done.is_empty());
    let set = asked.set();
    let is_narrowed = !text.is_empty() || set.iter().any(|(name, _)| *name != "sort") || !asked.cursor.is_empty();
    page(&RunsPage {
        frame: Frame::of(guest, Some(Place::Runs)).done(done),
        words: text,
        from: asked.from.clone(),
        to: asked.to.clone(),
        states,
        clients,
        profiles,
        people,
        sorts,
        rows: rows(app, guest, found, asked.sort()).await?,
        next_address: asked.address(next.as_deref()),
        set,
        next,
        is_narrowed,
        told,
        may_erase: guest.may(Action::EraseRuns),
        may_start: guest.may(Action::StartRuns),
        sees_persons: caller.sees_persons(),
    })
}

async fn list(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    // A link that brings words does not search: they would stand in the address.
    shown(&app, &guest, &Asked { q: String::new(), ..asked }, None).await
}

async fn search(State(app): State<App>, guest: Guest, ApiForm(asked): ApiForm<Asked>) -> Result<Response, Problem> {
    if asked.words().is_empty() {
        return Ok(Redirect::to(&asked.address(None)).into_response());
    }
    shown(&app, &guest, &Asked { done: String::new(), ..asked }, None).await
}

/// The address of a form's answer, asked for by itself: what was sent with it is gone.
async fn begin_anew() -> Redirect {
    Redirect::to("/runs")
}

/// Fields of a form with several values of one name.
pub(super) type Pairs = Vec<(String, String)>;

/// The runs that a form names, each once, at most as many as are done at once.
pub(super) fn chosen(pairs: &[(String, String)]) -> Vec<Uuid> {
    let mut runs: Vec<Uuid> = Vec::new();
    let named = pairs.iter().filter(|(name, _)| name == "run").filter_map(|(_, value)| value.parse().ok());
    for run in named.take(RUNS_MAX) {
        if !runs.contains(&run) {
            runs.push(run);
        }
    }
    runs
}

/// The value of a field.
pub(super) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The list once more, because nothing was chosen in it.
pub(super) async fn nothing_chosen(app: &App, guest: &Guest) -> Result<Response, Problem> {
    let told = guest.look.words.get(key::runs::NOTHING_CHOSEN);
    shown(app, guest, &Asked::default(), Some(told)).await
}

async fn download(State(app): State<App>, guest: Guest, ApiForm(pairs): ApiForm<Pairs>) -> Result<Response, Problem> {
    let runs = chosen(&pairs);
    if runs.is_empty() {
        return nothing_chosen(&app, &guest).await;
    }
    let pack = if value(&pairs, "pack") == Some("client") { Pack::Client } else { Pack::Full };
    handed_out(app.service.download_runs(&guest.caller, &runs, pack).await?).await
}

/// A download as the answer to a form, whole.
async fn handed_out(found: runs::Download) -> Result<Response, Problem> {
    let offered = Download {
        name: found.name.clone(),
        media_type: found.media_type.clone(),
        bytes: found.bytes,
        tag: Tag::strong(&found.etag),
        inline: false,
        noindex: true,
    };
    let open = |range: Range<u64>| async move {
        let stream = found.stream(range).map_err(Problem::from)?;
        Ok::<_, Problem>(stream.map_err(io::Error::other))
    };
    offered.answer(&Method::GET, &HeaderMap::new(), open).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_no_address() {
        let asked =
            Asked { q: "Kowalenko".into(), state: "sealed".into(), to: "2026-01-27".into(), ..Asked::default() };
        assert_eq!(asked.address(None), "/runs?state=sealed&to=2026-01-27");
        assert_eq!(asked.address(Some("abc")), "/runs?state=sealed&to=2026-01-27&cursor=abc");
        assert_eq!(Asked::default().address(None), "/runs");
    }

    #[test]
    fn what_cannot_be_read_asks_for_nothing() {
        let words = Words::new(dossier::core::locale::Locale::DeCh, None);
        let asked = Asked {
            state: "x".into(),
            client: "y".into(),
            from: "gestern".into(),
            cursor: "z".into(),
            ..Asked::default()
        };
        let filters = Filters::of(&asked.filters()).expect("filters");
        let query = asked.query(&words, "", &filters);
        assert_eq!(query, Query { limit: LIMIT, ..Query::default() });
    }

    #[test]
    fn chosen_runs_count_once() {
        let id = Uuid::from_u128(7);
        let pairs = [("run", id.to_string()), ("run", id.to_string()), ("run", "x".into()), ("pack", "full".into())];
        let pairs: Pairs = pairs.map(|(name, value)| (name.to_owned(), value)).into();
        assert_eq!((chosen(&pairs), value(&pairs, "pack")), (vec![id], Some("full")));
    }
}
