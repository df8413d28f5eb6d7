//! Erasing: a look at what goes, a word that must be typed, and a receipt. Runs and persons go the same way. Here is also what
//! was erased, and what clocks will erase next.

use super::badges::Badge;
use super::fault::Faults;
use super::frame::{Frame, Place, form_again, page};
use super::icon;
use super::runs::{Pairs, chosen, nothing_chosen, value};
use super::visitor::Guest;
use super::words::{Words, key};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::db::Personal;
use dossier::db::erasures::Subject;
use dossier::db::rows::{Erasure, ErasureState, SubjectKind};
use dossier::service::privacy::{EraseReason, Preview};
use dossier::service::{Action, ServiceError};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// Days that the list of what goes next looks ahead.
const DAYS: i64 = 90;

/// Most erased objects that a receipt lists.
const OBJECTS_MAX: usize = 500;

/// The field that may be wrong.
const FIELDS: [&str; 1] = ["word"];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/runs/erase", post(erase_runs))
        .route("/runs/{run}/erase", get(look_at_run))
        .route("/persons/{person}/erase", get(look_at_person).post(erase_person))
        .route("/erasures", get(list))
        .route("/erasures/{erasure}", get(receipt))
        .route("/retention", get(due))
}

/// A run that would go.
struct Going {
    id: Uuid,
    label: String,
    role: String,
    /// Whether it is about others, too.
    is_shared: bool,
    /// Whether a hold keeps it.
    is_held: bool,
}

#[derive(Template)]
#[template(path = "erase.html")]
struct ErasePage {
    frame: Frame,
    faults: Faults,
    /// Where the form goes to.
    action: String,
    back: String,
    title: String,
    runs: Vec<Going>,
    /// What else goes: kinds with numbers.
    rows: Vec<(String, String)>,
    /// Whether nothing may be erased.
    is_held: bool,
    reason: String,
}

/// Kinds of rows that people know, by table.
fn rows(words: &Words, rows: &[(&'static str, i64)]) -> Vec<(String, String)> {
    let known = [
        ("submissions", key::erasures::ROWS_SUBMISSIONS),
        ("share_links", key::erasures::ROWS_LINKS),
        ("consents", key::erasures::ROWS_CONSENTS),
        ("comments", key::erasures::ROWS_COMMENTS),
        ("overrides", key::erasures::ROWS_DECISIONS),
    ];
    let told = known.into_iter().filter_map(|(table, text)| {
        let number = rows.iter().find(|(name, number)| *name == table && *number > 0)?.1;
        Some((words.get(text), words.number(number)))
    });
    told.collect()
}

/// Runs that would go, with what lists show of them.
async fn going(app: &App, guest: &Guest, preview: &Preview, is_held: bool) -> Result<Vec<Going>, Problem> {
    let words = &guest.look.words;
    let lines = app.service.run_lines(&guest.caller, &preview.runs).await?;
    let going = lines.into_iter().map(|line| Going {
        id: line.id,
        label: line.label.or_else(|| line.role.clone()).unwrap_or_else(|| words.get(key::runs::UNNAMED)),
        role: line.role.unwrap_or_default(),
        is_shared: preview.shared_runs.contains(&line.id),
        is_held,
    });
    Ok(going.collect())
}

/// The look at several runs. Those that are gone already are left out.
async fn runs_page(app: &App, guest: &Guest, named: &[Uuid], back: String) -> Result<ErasePage, Problem> {
    let mut runs = Vec::with_capacity(named.len());
    for run in named {
        match app.service.preview_erasure(&guest.caller, Subject::Run(*run)).await {
            Ok(preview) => runs.extend(going(app, guest, &preview, preview.is_held).await?),
            Err(ServiceError::NotFound { .. }) if named.len() > 1 => {}
            Err(error) => return Err(error.into()),
        }
    }
    let words = &guest.look.words;
    let number = i64::try_from(runs.len()).unwrap_or(i64::MAX);
    Ok(ErasePage {
        frame: Frame::of(guest, Some(Place::Runs)),
        faults: Faults::default(),
        action: "/runs/erase".to_owned(),
        back,
        title: words.count(key::erasures::TITLE_RUNS, number, &[]),
        is_held: !runs.is_empty() && runs.iter().all(|run| run.is_held),
        runs,
        rows: Vec::new(),
        reason: EraseReason::Desk.code().to_owned(),
    })
}

async fn look_at_run(State(app): State<App>, guest: Guest, ApiPath(run): ApiPath<Uuid>) -> Result<Response, Problem> {
    page(&runs_page(&app, &guest, &[run], format!("/runs/{run}")).await?)
}

async fn person_page(app: &App, guest: &Guest, person: Uuid) -> Result<ErasePage, Problem> {
    let preview = app.service.preview_erasure(&guest.caller, Subject::Person(person)).await?;
    let words = &guest.look.words;
    Ok(ErasePage {
        frame: Frame::of(guest, Some(Place::Persons)),
        faults: Faults::default(),
        action: format!("/persons/{person}/erase"),
        back: format!("/persons/{person}"),
        title: words.get(key::erasures::TITLE_PERSON),
        runs: going(app, guest, &preview, false).await?,
        rows: rows(words, &preview.rows),
        is_held: preview.is_held,
        reason: EraseReason::Candidate.code().to_owned(),
    })
}

async fn look_at_person(
    State(app): State<App>,
    guest: Guest,
    ApiPath(person): ApiPath<Uuid>,
) -> Result<Response, Problem> {
    page(&person_page(&app, &guest, person).await?)
}

/// Why, as a form says it. That a time is over only clocks say.
fn reason(pairs: &[(String, String)]) -> EraseReason {
    let code = value(pairs, "reason");
    let told = [EraseReason::Candidate, EraseReason::Mistake].into_iter().find(|reason| Some(reason.code()) == code);
    told.unwrap_or(EraseReason::Desk)
}

/// Whether the word that confirms was typed, in the language of the page; large or small letters.
fn is_confirmed(words: &Words, typed: &str) -> bool {
    typed.trim().to_lowercase() == words.get(key::erasures::WORD)
}

/// The look once more, because the word was not typed.
fn unconfirmed(mut again: ErasePage, pairs: &[(String, String)]) -> Result<Response, Problem> {
    let problem = Problem::of(dossier::Class::Usage, "erase.word").field("/word", "erase.word");
    again.faults = Faults::of(&again.frame.words, &problem, &FIELDS);
    again.reason = reason(pairs).code().to_owned();
    form_again(&again, problem)
}

/// Asks for the erasure of the named runs. Without the word it shows what would go: the list's button leads here.
async fn erase_runs(State(app): State<App>, guest: Guest, ApiForm(pairs): ApiForm<Pairs>) -> Result<Response, Problem> {
    guest.caller.may(Action::EraseRuns)?;
    let runs = chosen(&pairs);
    if runs.is_empty() {
        return nothing_chosen(&app, &guest).await;
    }
    let Some(typed) = value(&pairs, "word") else {
        return page(&runs_page(&app, &guest, &runs, "/runs".to_owned()).await?);
    };
    if !is_confirmed(&guest.look.words, typed) {
        return unconfirmed(runs_page(&app, &guest, &runs, "/runs".to_owned()).await?, &pairs);
    }
    let mut asked: Vec<Erasure> = Vec::new();
    for run in &runs {
        match app.service.erase_later(&guest.caller, Subject::Run(*run), reason(&pairs)).await {
            Ok(erasure) => asked.push(erasure),
            // Of several runs those that a hold keeps, or that are gone, do not keep the others.
            Err(ServiceError::NotFound { .. }) if runs.len() > 1 => {}
            Err(error) if runs.len() > 1 && error.code() == "db.held" => {}
            Err(error) => return Err(error.into()),
        }
    }
    let to = match asked.as_slice() {
        [one] => format!("/erasures/{}?done=erasing", one.id),
        [] => "/runs".to_owned(),
        _ if guest.may(Action::ReadAudit) => "/erasures?done=erasing".to_owned(),
        _ => "/runs?done=erasing".to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}

async fn erase_person(
    State(app): State<App>,
    guest: Guest,
    ApiPath(person): ApiPath<Uuid>,
    ApiForm(pairs): ApiForm<Pairs>,
) -> Result<Response, Problem> {
    guest.caller.may(Action::ErasePersons)?;
    if !is_confirmed(&guest.look.words, value(&pairs, "word").unwrap_or_default()) {
        return unconfirmed(person_page(&app, &guest, person).await?, &pairs);
    }
    let erasure = app.service.erase_later(&guest.caller, Subject::Person(person), reason(&pairs)).await?;
    Ok(Redirect::to(&format!("/erasures/{}?done=erasing", erasure.id)).into_response())
}

/// An erasure as pages show it.
struct Line {
    id: Uuid,
    kind: String,
    subject: Uuid,
    reason: String,
    state: Badge,
    is_done: bool,
    asked: String,
    finished: Option<String>,
}

impl Line {
    fn of(words: &Words, row: &Erasure) -> Self {
        let kind = match row.subject_kind {
            SubjectKind::Run => key::erasures::KIND_RUN,
            SubjectKind::Person => key::erasures::KIND_PERSON,
        };
        let reason = match EraseReason::ALL.iter().find(|reason| reason.code() == row.reason) {
            Some(EraseReason::Candidate) => words.get(key::erasures::REASON_CANDIDATE),
            Some(EraseReason::Desk) => words.get(key::erasures::REASON_DESK),
            Some(EraseReason::Mistake) => words.get(key::erasures::REASON_MISTAKE),
            Some(EraseReason::Retention) => words.get(key::erasures::REASON_RETENTION),
            None => row.reason.clone(),
        };
        let is_done = row.state == ErasureState::Done;
        let state = if is_done {
            Badge::new(words, "met", key::erasures::STATE_DONE)
        } else {
            Badge::new(words, "open", key::erasures::STATE_REQUESTED)
        };
        Self {
            id: row.id,
            kind: words.get(kind),
            subject: row.subject,
            reason,
            state,
            is_done,
            asked: words.moment(row.requested_at),
            finished: row.finished_at.map(|at| words.moment(at)),
        }
    }
}

#[derive(Template)]
#[template(path = "erasures.html")]
struct ErasuresPage {
    frame: Frame,
    lines: Vec<Line>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

async fn list(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    let words = &guest.look.words;
    let all = app.service.erasures(&guest.caller).await?;
    page(&ErasuresPage {
        frame: Frame::of(&guest, Some(Place::Persons)).done(asked.done.as_deref()),
        lines: all.iter().map(|row| Line::of(words, row)).collect(),
    })
}

/// An object that is gone.
struct Gone {
    bytes: String,
    sha256: String,
}

#[derive(Template)]
#[template(path = "erasure.html")]
struct ErasurePage {
    frame: Frame,
    line: Line,
    /// What went: kinds with numbers.
    counts: Vec<(String, String)>,
    objects: Vec<Gone>,
    may_audit: bool,
}

/// What a receipt counts and lists. Sizes and hashes only: names of objects tell nothing that is needed here.
fn told(words: &Words, receipt: &Value) -> (Vec<(String, String)>, Vec<Gone>) {
    let counts = [
        ("runs", key::erasures::COUNT_RUNS),
        ("objects", key::erasures::COUNT_OBJECTS),
        ("bytes", key::erasures::COUNT_BYTES),
    ];
    let counts = counts.into_iter().filter_map(|(name, text)| {
        let number = receipt.get("counts")?.get(name)?.as_i64()?;
        Some((words.get(text), words.number(number)))
    });
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let runs = list(receipt.get("runs"));
    let objects = runs.iter().flat_map(|run| list(run.get("objects"))).take(OBJECTS_MAX).map(|object| Gone {
        bytes: object.get("bytes").and_then(Value::as_i64).map(|bytes| words.number(bytes)).unwrap_or_default(),
        sha256: object.get("sha256").and_then(Value::as_str).unwrap_or_default().to_owned(),
    });
    (counts.collect(), objects.collect())
}

async fn receipt(
    State(app): State<App>,
    guest: Guest,
    ApiPath(id): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    let words = &guest.look.words;
    let row = app.service.erasure(&guest.caller, id).await?;
    let stored: Value = row.receipt.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let (counts, objects) = told(words, &stored);
    page(&ErasurePage {
        frame: Frame::of(&guest, Some(Place::Persons)).done(asked.done.as_deref()),
        line: Line::of(words, &row),
        counts,
        objects,
        may_audit: guest.may(Action::ReadAudit),
    })
}

/// A run that clocks will erase.
struct Coming {
    run: Uuid,
    label: String,
    role: String,
    at: String,
    why: String,
    is_held: bool,
}

#[derive(Template)]
#[template(path = "retention.html")]
struct RetentionPage {
    frame: Frame,
    lines: Vec<Coming>,
    /// How long the team keeps its runs.
    rule: Option<String>,
    days: String,
    may_audit: bool,
}

async fn due(State(app): State<App>, guest: Guest) -> Result<Response, Problem> {
    let words = &guest.look.words;
    let coming = app.service.coming_erasures(&guest.caller, DAYS).await?;
    let rule = if guest.may(Action::ReadTeam) {
        let retention = app.service.retention(&guest.caller).await?;
        Some(words.count(key::erasures::RULE, retention.months, &[("reason", &retention.reason)]))
    } else {
        None
    };
    let lines = coming.into_iter().map(|one| Coming {
        run: one.run,
        label: one.label.map(Personal::into_string).unwrap_or_else(|| words.get(key::runs::UNNAMED)),
        role: one.role.unwrap_or_default(),
        at: words.day(one.at),
        why: words.get(if one.is_closed { key::erasures::SINCE_CLOSED } else { key::erasures::SINCE_ACTIVE }),
        is_held: one.is_held,
    });
    page(&RetentionPage {
        lines: lines.collect(),
        frame: Frame::of(&guest, Some(Place::Persons)),
        rule,
        days: words.number(DAYS),
        may_audit: guest.may(Action::ReadAudit),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    #[test]
    fn only_the_word_confirms() {
        let words = Words::new(Locale::DeCh, None);
        for (typed, fine) in [("löschen", true), (" LÖSCHEN ", true), ("", false), ("erase", false), ("lösche", false)]
        {
            assert_eq!(is_confirmed(&words, typed), fine, "{typed}");
        }
    }

    #[test]
    fn a_reason_is_one_of_a_persons() {
        let pairs = |code: &str| [("reason".to_owned(), code.to_owned())];
        assert_eq!(reason(&pairs("candidate")), EraseReason::Candidate);
        assert_eq!(reason(&pairs("retention")), EraseReason::Desk, "only clocks say so");
        assert_eq!(reason(&[]), EraseReason::Desk);
    }

    #[test]
    fn a_receipt_tells_numbers_and_hashes() {
        let words = Words::new(Locale::En, None);
        let receipt = serde_json::json!({
            "counts": { "runs": 1, "objects": 2, "bytes": 1200 },
            "runs": [{ "objects": [{ "key": "a", "bytes": 1000, "sha256": "ab" }, { "key": "b", "bytes": 200 }] }]
        });
        let (counts, objects) = told(&words, &receipt);
        assert_eq!(counts.len(), 3);
        let hashes: Vec<&str> = objects.iter().map(|object| object.sha256.as_str()).collect();
        assert_eq!(hashes, ["ab", ""]);
        let (counts, objects) = told(&words, &Value::Null);
        assert!(counts.is_empty() && objects.is_empty());
    }
}
