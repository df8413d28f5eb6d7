//! Persons: found by exact address or phone number, and one with everything that the desk has of them: runs and their clocks,
//! consents, holds. What is looked for comes in a form, is hashed at once and stands in no address.

use super::fault::Faults;
use super::frame::{Frame, Place, form_again, page};
use super::icon;
use super::runs::{self, Pairs, Pick, Row, value};
use super::visitor::Guest;
use super::words::{Key, Words, key};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::db::history::{Query, Sort};
use dossier::db::rows::{Client, Consent, Hold};
use dossier::db::{Micros, PersonKeyKind, Personal};
use dossier::service::Action;
use dossier::service::privacy::{FoundPerson, NewHold, PersonQuery};
use dossier::service::sharing::{ConsentScope, NewConsent, Recipients};
use serde::Deserialize;
use uuid::Uuid;

/// Most runs of a person that the page lists.
const RUNS_MAX: usize = 100;

/// Fields of the page's forms that may be wrong.
const FIELDS: [&str; 5] = ["given_at", "expires_at", "recipients", "evidence", "reason"];

/// What consents can be about.
const SCOPES: [(ConsentScope, Key); 3] = [
    (ConsentScope::NamedPack, key::persons::SCOPE_NAMED_PACK),
    (ConsentScope::ClientInterest, key::persons::SCOPE_CLIENT_INTEREST),
    (ConsentScope::KeepForLater, key::persons::SCOPE_KEEP_FOR_LATER),
];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/persons", get(blank))
        .route("/persons/find", get(begin_anew).post(find))
        .route("/persons/{person}", get(show))
        .route("/persons/{person}/consents", post(give_consent))
        .route("/persons/{person}/consents/{consent}/withdraw", post(withdraw_consent))
        .route("/persons/{person}/holds", post(place_hold))
        .route("/persons/{person}/holds/{hold}/release", post(release_hold))
}

/// Somebody who was found.
struct Found {
    id: Uuid,
    name: String,
    by: String,
    since: String,
}

impl Found {
    fn of(words: &Words, found: FoundPerson) -> Self {
        let by = found.by.into_iter().map(|kind| {
            words.get(match kind {
                PersonKeyKind::Email => key::persons::BY_EMAIL,
                PersonKeyKind::Phone => key::persons::BY_PHONE,
                PersonKeyKind::NameBirth => key::persons::BY_NAME_BIRTH,
            })
        });
        let by: Vec<String> = by.collect();
        Self {
            id: found.person.id,
            name: name(words, found.person.name),
            by: by.join(", "),
            since: words.day(found.person.created_at),
        }
    }
}

fn name(words: &Words, name: Option<Personal>) -> String {
    name.map_or_else(|| words.get(key::persons::UNNAMED), Personal::into_string)
}

#[derive(Template)]
#[template(path = "persons.html")]
struct PersonsPage {
    frame: Frame,
    faults: Faults,
    email: String,
    phone: String,
    /// Who was found; absent before anybody was looked for.
    found: Option<Vec<Found>>,
    may_audit: bool,
}

impl PersonsPage {
    fn new(guest: &Guest, wish: Wish, found: Option<Vec<Found>>) -> Self {
        Self {
            frame: Frame::of(guest, Some(Place::Persons)),
            faults: Faults::default(),
            email: wish.email,
            phone: wish.phone,
            found,
            may_audit: guest.may(Action::ReadAudit),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    email: String,
    phone: String,
}

async fn blank(guest: Guest) -> Result<Response, Problem> {
    guest.caller.may(Action::SeePersons)?;
    page(&PersonsPage::new(&guest, Wish::default(), None))
}

/// The address of the answer, asked for by itself.
async fn begin_anew() -> Redirect {
    Redirect::to("/persons")
}

async fn find(State(app): State<App>, guest: Guest, ApiForm(wish): ApiForm<Wish>) -> Result<Response, Problem> {
    let given = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Personal::new);
    let query = PersonQuery { email: given(&wish.email), phone: given(&wish.phone), ..PersonQuery::default() };
    match app.service.find_persons(&guest.caller, &query).await {
        Ok(found) => match found.as_slice() {
            // An id tells nothing about anybody, so the person's own page may stand in the address.
            [one] => Ok(Redirect::to(&format!("/persons/{}", one.person.id)).into_response()),
            _ => {
                let words = &guest.look.words;
                let found = found.into_iter().map(|one| Found::of(words, one)).collect();
                page(&PersonsPage::new(&guest, wish, Some(found)))
            }
        },
        Err(error) => {
            let problem = Problem::from(error);
            if !problem.status().is_client_error() {
                return Err(problem);
            }
            let mut again = PersonsPage::new(&guest, wish, None);
            again.faults = Faults::of(&again.frame.words, &problem, &[]);
            form_again(&again, problem)
        }
    }
}

/// A consent as the page shows it.
struct ConsentLine {
    id: Uuid,
    scope: String,
    recipients: String,
    evidence: String,
    given: String,
    until: String,
    /// Whether it can still be withdrawn.
    counts: bool,
    withdrawn: Option<String>,
}

impl ConsentLine {
    fn of(words: &Words, clients: &[Client], now: Micros, row: Consent) -> Self {
        let scope = SCOPES.iter().find(|(scope, _)| scope.code() == row.scope);
        let until = match row.expires_at {
            Some(at) => words.moment(at),
            None => words.get(key::persons::UNTIL_WITHDRAWN),
        };
        Self {
            id: row.id,
            scope: scope.map_or(row.scope.clone(), |(_, text)| words.get(*text)),
            recipients: recipients(words, clients, &row.recipients),
            evidence: row.evidence.map(Personal::into_string).unwrap_or_default(),
            given: words.day(row.given_at),
            until,
            counts: row.withdrawn_at.is_none() && row.expires_at.is_none_or(|at| at > now),
            withdrawn: row.withdrawn_at.map(|at| words.moment(at)),
        }
    }
}

/// For whom a consent counts, in words. Clients that are in lists no more are counted only.
fn recipients(words: &Words, clients: &[Client], stored: &str) -> String {
    match serde_json::from_str(stored) {
        Ok(Recipients::All) => words.get(key::persons::FOR_ALL),
        Ok(Recipients::Clients(ids)) => {
            let known = clients.iter().filter(|client| ids.contains(&client.id)).map(|client| client.name.clone());
            let mut names: Vec<String> = known.collect();
            let others = i64::try_from(ids.len().saturating_sub(names.len())).unwrap_or(i64::MAX);
            if others > 0 {
                names.push(words.count(key::persons::FOR_OTHERS, others, &[]));
            }
            names.join(", ")
        }
        Err(_) => String::new(),
    }
}

/// A hold as the page shows it.
struct HoldLine {
    id: Uuid,
    run: Option<Uuid>,
    reason: String,
    placed: String,
}

impl HoldLine {
    fn of(words: &Words, row: Hold) -> Self {
        Self { id: row.id, run: row.run, reason: row.reason.into_string(), placed: words.moment(row.placed_at) }
    }
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    faults: Faults,
    /// Which form the faults are of: `consent` or `hold`.
    faulty: &'static str,
    id: Uuid,
    name: String,
    since: String,
    /// Runs, each with the day of its erasure.
    runs: Vec<(Row, String)>,
    consents: Vec<ConsentLine>,
    /// Holds; absent for those who may not see them.
    holds: Option<Vec<HoldLine>>,
    is_held: bool,
    scopes: Vec<Pick>,
    clients: Vec<Pick>,
    /// What the forms had.
    evidence: String,
    given_at: String,
    expires_at: String,
    reason: String,
    may_write: bool,
    may_export: bool,
    may_erase: bool,
}

async fn opened(app: &App, guest: &Guest, id: Uuid) -> Result<PersonPage, Problem> {
    let (service, caller, words) = (&app.service, &guest.caller, &guest.look.words);
    let held = service.person_holdings(caller, id).await?;
    let query = Query { person: Some(id), limit: RUNS_MAX, ..Query::default() };
    let (found, _) = service.list_runs(caller, &query).await?;
    let clocks: Vec<String> =
        found.iter().map(|run| run.expires_at.map(|at| words.day(at)).unwrap_or_default()).collect();
    let rows = runs::rows(app, guest, found, Sort::Created).await?;
    let clients = service.clients(caller, "").await?;
    let now = service.now();
    let consents = service.consents_of(caller, id).await?;
    let holds = if guest.may(Action::Hold) {
        let standing = service.standing_holds(caller).await?.into_iter().filter(|hold| hold.person == id);
        Some(standing.map(|hold| HoldLine::of(words, hold)).collect())
    } else {
        None
    };
    let scopes = SCOPES.iter().map(|(scope, text)| Pick::new(scope.code(), words.get(*text), "named-pack"));
    Ok(PersonPage {
        frame: Frame::of(guest, Some(Place::Persons)),
        faults: Faults::default(),
        faulty: "",
        id,
        name: name(words, held.person.name),
        since: words.day(held.person.created_at),
        runs: rows.into_iter().zip(clocks).collect(),
        consents: consents.into_iter().map(|row| ConsentLine::of(words, &clients, now, row)).collect(),
        holds,
        is_held: held.is_held,
        scopes: scopes.collect(),
        clients: clients.iter().map(|client| Pick::new(client.id.to_string(), client.name.as_str(), "")).collect(),
        evidence: String::new(),
        given_at: String::new(),
        expires_at: String::new(),
        reason: String::new(),
        may_write: guest.may(Action::Submit),
        may_export: guest.may(Action::ExportPersons),
        may_erase: guest.may(Action::ErasePersons),
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

async fn show(
    State(app): State<App>,
    guest: Guest,
    ApiPath(id): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    let mut shown = opened(&app, &guest, id).await?;
    shown.frame = shown.frame.done(asked.done.as_deref());
    page(&shown)
}

fn back(person: Uuid, done: &str) -> Response {
    Redirect::to(&format!("/persons/{person}?done={done}")).into_response()
}

/// A day that a form names: absent where the field is empty.
fn day(text: &str, field: &'static str, read: impl Fn(&str) -> Option<Micros>) -> Result<Option<Micros>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let wrong = || Problem::of(dossier::Class::Usage, "form.invalid").field(field, "field.time");
    read(text).map(Some).ok_or_else(wrong)
}

/// A consent as a form writes it down.
fn consent(words: &Words, person: Uuid, pairs: &[(String, String)], now: Micros) -> Result<NewConsent, Problem> {
    let text = |name: &str| value(pairs, name).unwrap_or_default();
    let scope = SCOPES.iter().find(|(scope, _)| scope.code() == text("scope")).map(|(scope, _)| *scope);
    let scope = scope.ok_or_else(|| Problem::of(dossier::Class::Usage, "form.invalid"))?;
    let named = pairs.iter().filter(|(name, _)| name == "client").filter_map(|(_, id)| id.parse().ok());
    let clients: Vec<Uuid> = named.collect();
    Ok(NewConsent {
        person,
        scope,
        recipients: if clients.is_empty() { Recipients::All } else { Recipients::Clients(clients) },
        evidence: Some(text("evidence").trim()).filter(|text| !text.is_empty()).map(Personal::new),
        given_at: day(text("given_at"), "/given_at", |text| words.begin_of(text))?.unwrap_or(now),
        expires_at: day(text("expires_at"), "/expires_at", |text| words.end_of(text))?,
    })
}

async fn give_consent(
    State(app): State<App>,
    guest: Guest,
    ApiPath(person): ApiPath<Uuid>,
    ApiForm(pairs): ApiForm<Pairs>,
) -> Result<Response, Problem> {
    let given = match consent(&guest.look.words, person, &pairs, app.service.now()) {
        Ok(new) => app.service.give_consent(&guest.caller, new).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match given {
        Ok(_) => Ok(back(person, "consent-given")),
        Err(problem) if problem.status().is_client_error() => {
            let mut again = opened(&app, &guest, person).await?;
            let text = |name: &str| value(&pairs, name).unwrap_or_default().to_owned();
            (again.evidence, again.given_at, again.expires_at) =
                (text("evidence"), text("given_at"), text("expires_at"));
            let scope = text("scope");
            for pick in &mut again.scopes {
                pick.chosen = pick.value == scope;
            }
            for pick in &mut again.clients {
                pick.chosen = pairs.iter().any(|(name, id)| name == "client" && *id == pick.value);
            }
            again.faults = Faults::of(&again.frame.words, &problem, &FIELDS);
            again.faulty = "consent";
            form_again(&again, problem)
        }
        Err(problem) => Err(problem),
    }
}

async fn withdraw_consent(
    State(app): State<App>,
    guest: Guest,
    ApiPath((person, consent)): ApiPath<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    app.service.withdraw_consent(&guest.caller, person, consent).await?;
    Ok(back(person, "consent-withdrawn"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct HoldWish {
    reason: String,
}

async fn place_hold(
    State(app): State<App>,
    guest: Guest,
    ApiPath(person): ApiPath<Uuid>,
    ApiForm(wish): ApiForm<HoldWish>,
) -> Result<Response, Problem> {
    let new = NewHold { person, run: None, reason: Personal::new(wish.reason.as_str()) };
    match app.service.place_hold(&guest.caller, new).await {
        Ok(_) => Ok(back(person, "hold-placed")),
        Err(error) => {
            let problem = Problem::from(error);
            if !problem.status().is_client_error() {
                return Err(problem);
            }
            let mut again = opened(&app, &guest, person).await?;
            again.reason = wish.reason;
            again.faults = Faults::of(&again.frame.words, &problem, &FIELDS);
            again.faulty = "hold";
            form_again(&again, problem)
        }
    }
}

async fn release_hold(
    State(app): State<App>,
    guest: Guest,
    ApiPath((person, hold)): ApiPath<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    app.service.release_hold(&guest.caller, hold).await?;
    Ok(back(person, "hold-released"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    fn client(id: u128, name: &str) -> Client {
        Client {
            id: Uuid::from_u128(id),
            name: name.to_owned(),
            folded: String::new(),
            settings: "{}".to_owned(),
            created_at: 0,
            updated_at: 0,
            archived_at: None,
        }
    }

    #[test]
    fn recipients_are_named_as_far_as_they_are_known() {
        let words = Words::new(Locale::En, None);
        let clients = [client(1, "Quux AG"), client(2, "Zapp GmbH")];
        let told = |stored: &Recipients| recipients(&words, &clients, &serde_json::to_string(stored).expect("JSON"));
        assert_eq!(told(&Recipients::Clients(vec![Uuid::from_u128(2)])), "Zapp GmbH");
        let more = told(&Recipients::Clients(vec![Uuid::from_u128(1), Uuid::from_u128(9)]));
        assert!(more.starts_with("Quux AG, ") && more.contains('1'), "{more}");
        assert!(!told(&Recipients::All).is_empty());
        assert_eq!(recipients(&words, &clients, "none"), "");
    }

    #[test]
    fn a_form_becomes_a_consent_or_says_which_field_is_wrong() {
        let words = Words::new(Locale::DeCh, None);
        let pairs = |given: &str, scope: &str| -> Pairs {
            let pairs = [("scope", scope), ("given_at", given), ("expires_at", ""), ("evidence", " Mail ")];
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
        };
        let new = consent(&words, Uuid::nil(), &pairs("2026-01-27", "named-pack"), 5).expect("a consent");
        assert_eq!((new.recipients, new.given_at, new.expires_at), (Recipients::All, 1_769_468_400_000_000, None));
        assert_eq!(new.evidence, Some(Personal::new("Mail")));
        let wrong = consent(&words, Uuid::nil(), &pairs("gestern", "named-pack"), 5).expect_err("no day");
        assert_eq!(wrong.errors().first().map(|error| error.pointer.as_str()), Some("/given_at"));
        assert!(consent(&words, Uuid::nil(), &pairs("", "everything"), 5).is_err());
    }
}
