//! Profiles: their list, a new one by file or by pasted text, and one with its versions and its candidates as a table, of which
//! some become a shortlist.

use super::badges::{self, Badge};
use super::fault::Faults;
use super::frame::{Frame, Place, form_again, page};
use super::icon;
use super::runs::{Pairs, Pick, chosen, value};
use super::visitor::Guest;
use super::words::{Key, Words, key};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::upload::{Part, Upload, unknown_part};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use dossier::core::records::JobProfile as ProfileRecord;
use dossier::core::records::job::Class;
use dossier::db::history::{Query, Sort};
use dossier::db::rows::{Client, RunState};
use dossier::service::Action;
use dossier::service::runs::{JudgedLine, ProfileFile, RunOptions, ShortlistWish};
use dossier::{Naming, ShortlistOrder};
use futures::StreamExt as _;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io;
use uuid::Uuid;

/// Most candidates in the table.
const CANDIDATES_MAX: usize = 50;

/// Longest text that is searched, in characters.
const SEARCH_CHARS_MAX: usize = 200;

/// Fields of the form of a new profile that may be wrong.
const FIELDS: [&str; 3] = ["file", "text", "title"];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/profiles", get(list))
        .route("/profiles/{profile}", get(show))
        .route("/profiles/{profile}/close", post(close))
        .route("/profiles/{profile}/open", post(open))
        .route("/profiles/{profile}/shortlist", post(make_shortlist))
}

/// The route that takes a file.
pub(super) fn uploads() -> Router<App> {
    Router::new().route("/profiles/new", get(blank).post(create))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    client: String,
    version: String,
    done: String,
}

impl Asked {
    fn done(&self) -> Option<&str> {
        Some(self.done.as_str()).filter(|done| !done.is_empty())
    }

    fn words(&self) -> String {
        self.q.chars().filter(|sign| !sign.is_control()).take(SEARCH_CHARS_MAX).collect()
    }
}

/// A line of the list.
struct Row {
    id: Uuid,
    title: String,
    client: String,
    external_ref: String,
    version: String,
    at: String,
    machine_at: String,
}

#[derive(Template)]
#[template(path = "profiles.html")]
struct ProfilesPage {
    frame: Frame,
    words: String,
    clients: Vec<Pick>,
    rows: Vec<Row>,
    is_narrowed: bool,
    may_edit: bool,
}

/// All clients as choices, after one for none or all of them.
fn picks(words: &Words, clients: &[Client], first: Key, chosen: &str) -> Vec<Pick> {
    let mut picks = vec![Pick::new("", words.get(first), chosen)];
    picks.extend(clients.iter().map(|client| Pick::new(client.id.to_string(), client.name.as_str(), chosen)));
    picks
}

async fn list(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    let (words, text) = (&guest.look.words, asked.words());
    let clients = app.service.clients(&guest.caller, "").await?;
    let found = app.service.profiles(&guest.caller, &text, asked.client.parse().ok()).await?;
    let name = |id: Option<Uuid>| {
        let client = clients.iter().find(|client| Some(client.id) == id);
        client.map(|client| client.name.clone()).unwrap_or_default()
    };
    let rows = found.into_iter().map(|profile| Row {
        id: profile.id,
        client: name(profile.client),
        title: profile.title,
        external_ref: profile.external_ref.unwrap_or_default(),
        version: words.number(profile.version),
        at: words.moment(profile.updated_at),
        machine_at: Words::machine_time(profile.updated_at),
    });
    page(&ProfilesPage {
        rows: rows.collect(),
        clients: picks(words, &clients, key::profiles::ALL_CLIENTS, &asked.client),
        frame: Frame::of(&guest, Some(Place::Profiles)).done(asked.done()),
        is_narrowed: !text.is_empty() || !asked.client.is_empty(),
        words: text,
        may_edit: guest.may(Action::EditClients),
    })
}

/// What a form of a new profile brings, and shows again when something is wrong with it.
#[derive(Default)]
struct New {
    title: String,
    text: String,
    client: String,
    file: Vec<u8>,
}

#[derive(Template)]
#[template(path = "profile-new.html")]
struct NewPage {
    frame: Frame,
    faults: Faults,
    title: String,
    text: String,
    clients: Vec<Pick>,
}

async fn form(app: &App, guest: &Guest, new: New) -> Result<NewPage, Problem> {
    let clients = app.service.clients(&guest.caller, "").await?;
    Ok(NewPage {
        clients: picks(&guest.look.words, &clients, key::profiles::NO_CLIENT, &new.client),
        frame: Frame::of(guest, Some(Place::Profiles)),
        faults: Faults::default(),
        title: new.title,
        text: new.text,
    })
}

async fn blank(State(app): State<App>, guest: Guest) -> Result<Response, Problem> {
    guest.caller.may(Action::EditClients)?;
    page(&form(&app, &guest, New::default()).await?)
}

/// A part as its bytes; its size is bounded by the upload's limits.
async fn whole(mut part: Part<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.stream.next().await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}

async fn brought(mut upload: Upload) -> Result<New, Problem> {
    let mut new = New::default();
    loop {
        let read = match upload.next_part().await? {
            None => return Ok(new),
            Some(part) if part.name == "title" => {
                new.title = part.text().await?;
                continue;
            }
            Some(part) if part.name == "text" => {
                new.text = part.text().await?;
                continue;
            }
            Some(part) if part.name == "client" => {
                new.client = part.text().await?;
                continue;
            }
            Some(part) if part.name == "file" => whole(part).await,
            Some(_) => return Err(unknown_part()),
        };
        match read {
            Ok(bytes) => new.file = bytes,
            Err(_) => return Err(upload.client_fault().unwrap_or_else(Problem::internal)),
        }
    }
}

async fn create(State(app): State<App>, guest: Guest, upload: Upload) -> Result<Response, Problem> {
    guest.caller.may(Action::EditClients)?;
    let mut new = brought(upload).await?;
    let file = std::mem::take(&mut new.file);
    let bytes = if file.is_empty() { Bytes::from(new.text.clone()) } else { Bytes::from(file) };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        let problem = Problem::of(dossier::Class::Usage, "profile.nothing").field("/file", "profile.nothing");
        return again(&app, &guest, new, problem).await;
    }
    let title = Some(new.title.trim().to_owned()).filter(|title| !title.is_empty());
    let profile = ProfileFile { bytes, title, client: new.client.parse().ok() };
    match app.service.read_profile(&guest.caller, profile).await {
        Ok(id) => Ok(Redirect::to(&format!("/profiles/{id}?done=profile-made")).into_response()),
        Err(error) => again(&app, &guest, new, Problem::from(error)).await,
    }
}

/// The form once more. What only a title mends is told beside the title.
async fn again(app: &App, guest: &Guest, new: New, problem: Problem) -> Result<Response, Problem> {
    if problem.status().is_server_error() {
        return Err(problem);
    }
    let lacks_title = problem.errors().iter().any(|error| error.pointer == "/record/title");
    let told = if lacks_title { problem.clone().field("/title", "profile.title") } else { problem.clone() };
    let mut page = form(app, guest, new).await?;
    page.faults = Faults::of(&page.frame.words, &told, &FIELDS);
    form_again(&page, problem)
}

/// A candidate as a column.
struct Column {
    run: Uuid,
    label: String,
    score: Option<String>,
    recommendation: Option<Badge>,
    at: String,
    /// Whether the run is done and can be part of a shortlist.
    is_done: bool,
    /// Whether it was chosen for a shortlist that could not be made.
    is_picked: bool,
    state: Badge,
}

/// A criterion as a row.
struct Line {
    id: String,
    text: String,
    /// A verdict of each candidate, in the order of the columns; none where the criterion was not judged.
    cells: Vec<Option<Badge>>,
}

/// Criteria of one class.
struct Group {
    title: String,
    lines: Vec<Line>,
}

/// Criteria of the profile by class, musts first, with the verdicts of all candidates.
fn groups(words: &Words, record: &ProfileRecord, columns: &[Column], judged: &Judged) -> Vec<Group> {
    let classes = [
        (Class::Must, key::profiles::CLASS_MUST),
        (Class::Should, key::profiles::CLASS_SHOULD),
        (Class::Soft, key::profiles::CLASS_SOFT),
        (Class::Other, key::profiles::CLASS_OTHER),
    ];
    let cell = |run: Uuid, id: &str| {
        let line = judged.get(&run)?.iter().find(|line| line.id == id)?;
        Some(badges::verdict(words, line.verdict))
    };
    let group = |(class, title): (Class, Key)| {
        let of_class = record.criteria.iter().filter(|criterion| criterion.class == class);
        let lines = of_class.map(|criterion| Line {
            id: criterion.id.clone(),
            text: criterion.text.clone(),
            cells: columns.iter().map(|column| cell(column.run, &criterion.id)).collect(),
        });
        Group { title: words.get(title), lines: lines.collect() }
    };
    classes.into_iter().map(group).filter(|group| !group.lines.is_empty()).collect()
}

/// Verdicts by run.
type Judged = BTreeMap<Uuid, Vec<JudgedLine>>;

/// A version of a profile.
struct Version {
    number: i64,
    at: String,
    origin: String,
    is_shown: bool,
}

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    frame: Frame,
    id: Uuid,
    title: String,
    client: String,
    facts: Vec<(String, String)>,
    versions: Vec<Version>,
    columns: Vec<Column>,
    groups: Vec<Group>,
    /// What is wrong with a shortlist that was asked for.
    fault: Option<String>,
    is_closed: bool,
    may_edit: bool,
    may_choose: bool,
    may_start: bool,
    prefix: String,
}

/// What a profile says of itself beside its criteria.
fn facts(words: &Words, record: &ProfileRecord) -> Vec<(String, String)> {
    let places = Some(record.places.join(", ")).filter(|places| !places.is_empty());
    let told = [
        (key::profiles::FACT_REF, record.id.clone()),
        (key::profiles::FACT_UNIT, record.unit.clone()),
        (key::profiles::FACT_PLACES, places),
        (key::profiles::FACT_START, record.start.clone()),
        (key::profiles::FACT_END, record.end.clone().or_else(|| record.duration.clone())),
        (key::profiles::FACT_CONTACT, record.contact.clone()),
    ];
    told.into_iter().filter_map(|(name, text)| Some((words.get(name), text?))).collect()
}

async fn opened(app: &App, guest: &Guest, id: Uuid, asked: &Asked) -> Result<ProfilePage, Problem> {
    let (service, caller, words) = (&app.service, &guest.caller, &guest.look.words);
    let (profile, version, record) = service.profile(caller, id, asked.version.parse().ok()).await?;
    let versions = service.profile_versions(caller, id).await?;
    let client = match profile.client {
        Some(client) => service.client(caller, client).await?.name,
        None => String::new(),
    };
    let query = Query { sort: Sort::Score, limit: CANDIDATES_MAX, ..Query::default() };
    let (found, _) = service.candidates(caller, id, &query).await?;
    let ids: Vec<Uuid> = found.iter().map(|one| one.run.id).collect();
    let judged = service.judged_criteria(caller, &ids).await?;
    let columns = found.into_iter().map(|one| Column {
        run: one.run.id,
        label: one.run.label.unwrap_or_else(|| words.get(key::profiles::UNNAMED)),
        score: one.run.score.map(|score| words.number(score)),
        recommendation: one.run.recommendation.and_then(|code| badges::recommendation_of(words, &code)),
        at: one.standing.and_then(|standing| standing.availability).unwrap_or_default(),
        is_done: one.run.state == RunState::Sealed,
        is_picked: false,
        state: badges::state(words, one.run.state),
    });
    let columns: Vec<Column> = columns.collect();
    let versions = versions.into_iter().map(|one| Version {
        number: one.version,
        at: words.moment(one.created_at),
        origin: words.get(if one.engine.is_some() { key::profiles::BY_RULES } else { key::profiles::BY_PERSON }),
        is_shown: one.version == version,
    });
    Ok(ProfilePage {
        frame: Frame::of(guest, Some(Place::Profiles)).done(asked.done()),
        id,
        title: profile.title,
        client,
        facts: facts(words, &record),
        versions: versions.collect(),
        groups: groups(words, &record, &columns, &judged),
        may_choose: guest.may(Action::MakeShortlists) && columns.iter().any(|column| column.is_done),
        columns,
        fault: None,
        is_closed: profile.closed_at.is_some(),
        may_edit: guest.may(Action::EditClients),
        may_start: guest.may(Action::StartRuns),
        prefix: String::new(),
    })
}

async fn show(
    State(app): State<App>,
    guest: Guest,
    ApiPath(id): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    page(&opened(&app, &guest, id, &asked).await?)
}

async fn close(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Redirect, Problem> {
    set_closed(&app, &guest, id, true).await
}

async fn open(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Redirect, Problem> {
    set_closed(&app, &guest, id, false).await
}

async fn set_closed(app: &App, guest: &Guest, id: Uuid, closed: bool) -> Result<Redirect, Problem> {
    app.service.close_profile(&guest.caller, id, closed).await?;
    Ok(Redirect::to(&format!("/profiles/{id}?done=profile-changed")))
}

/// Makes a shortlist of the chosen candidates, and goes to its run.
async fn make_shortlist(
    State(app): State<App>,
    guest: Guest,
    ApiPath(id): ApiPath<Uuid>,
    ApiForm(pairs): ApiForm<Pairs>,
) -> Result<Response, Problem> {
    let runs = chosen(&pairs);
    let prefix = value(&pairs, "prefix").unwrap_or_default().trim().to_owned();
    let made = if runs.is_empty() {
        Err(Problem::of(dossier::Class::Usage, "shortlist.nobody"))
    } else {
        app.limits.runs.check(&guest.caller.user.unwrap_or(guest.caller.team))?;
        let wish = ShortlistWish {
            runs: runs.clone(),
            naming: if prefix.is_empty() { Naming::Names } else { Naming::Prefix(prefix.clone()) },
            order: ShortlistOrder::ByScore,
            options: RunOptions::default(),
        };
        app.service.make_shortlist(&guest.caller, id, wish).await.map_err(Problem::from)
    };
    match made {
        Ok(run) => Ok(Redirect::to(&format!("/runs/{run}")).into_response()),
        Err(problem) if problem.status().is_client_error() => {
            let mut page = opened(&app, &guest, id, &Asked::default()).await?;
            page.fault = Some(super::fault::sentence(&guest.look.words, &problem));
            page.prefix = prefix;
            for column in &mut page.columns {
                column.is_picked = runs.contains(&column.run);
            }
            form_again(&page, problem)
        }
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;
    use dossier::core::records::matching::Verdict;

    #[test]
    fn musts_come_first_and_each_candidate_has_a_cell() {
        let words = Words::new(Locale::En, None);
        let record: ProfileRecord = serde_json::from_value(serde_json::json!({
            "schema": "dossier.job/1", "title": "Data Engineer", "criteria": [
                { "id": "S1", "text": "Kafka", "class": "should", "kind": "skill", "parts": [] },
                { "id": "M1", "text": "Java", "class": "must", "kind": "skill", "parts": [] }
            ]
        }))
        .expect("a profile");
        let column = |run: u128| Column {
            run: Uuid::from_u128(run),
            label: "A".to_owned(),
            score: None,
            recommendation: None,
            at: String::new(),
            is_done: true,
            is_picked: false,
            state: badges::state(&words, RunState::Sealed),
        };
        let line = JudgedLine { id: "M1".into(), text: "Java".into(), class: Class::Must, verdict: Verdict::NotStated };
        let judged = Judged::from([(Uuid::from_u128(2), vec![line])]);
        let found = groups(&words, &record, &[column(1), column(2)], &judged);
        let ids: Vec<&str> = found.iter().flat_map(|group| &group.lines).map(|line| line.id.as_str()).collect();
        assert_eq!(ids, ["M1", "S1"]);
        let kinds: Vec<Option<&str>> =
            found[0].lines[0].cells.iter().map(|cell| cell.as_ref().map(|badge| badge.kind)).collect();
        assert_eq!(kinds, [None, Some("open")]);
    }
}
