//! A run: while it is under way its steps, live and the same after a reload; then what to do next, or its papers. And the
//! runs that were started together, each with its own progress.

use super::frame::{Frame, page};
use super::icon;
use super::result;
use super::visitor::Guest;
use super::words::{Key, Words, key};
use crate::app::App;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::db::Micros;
use dossier::db::history::{PAGE_MAX, Query};
use dossier::db::rows::{RunEvent, RunState, StepState};
use dossier::service::runs::{Listed, RevisionOptions, RunView, StepView};
use dossier::service::{Action, ServiceError};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// Steps of a run from its files to its papers.
const WHOLE: &[&str] = &["reading", "understanding", "assessing", "generating", "sealing"];
/// Steps of a run that waits for a person before papers are made.
const TO_REVIEW: &[&str] = &["reading", "understanding", "sealing"];
/// Steps of a revision from records.
const ANEW: &[&str] = &["assessing", "generating", "sealing"];

/// What ends a run is called by its code: why, and what to do.
const REASONS: &[(&str, Key)] = &[
    ("read.empty", key::run::FAIL_EMPTY),
    ("read.blank", key::run::FAIL_EMPTY),
    ("read.no_pages", key::run::FAIL_EMPTY),
    ("read.no_text", key::run::FAIL_NO_TEXT),
    ("read.recognition", key::run::FAIL_NO_TEXT),
    ("read.encrypted", key::run::FAIL_ENCRYPTED),
    ("read.broken", key::run::FAIL_BROKEN),
    ("read.reader_failed", key::run::FAIL_BROKEN),
    ("read.wrong_type", key::run::FAIL_KIND),
    ("read.unsupported", key::run::FAIL_KIND),
    ("read.unknown_type", key::run::FAIL_KIND),
    ("read.file_too_large", key::run::FAIL_LARGE),
    ("read.too_many_pages", key::run::FAIL_LARGE),
    ("read.too_much_text", key::run::FAIL_LARGE),
    ("read.unpacked_too_large", key::run::FAIL_LARGE),
    ("read.stopped", key::run::FAIL_LARGE),
    ("privacy.leak", key::run::FAIL_LEAK),
    ("privacy.ordinary_word", key::run::FAIL_LEAK),
    ("privacy.not_read_back", key::run::FAIL_LEAK),
    ("run.gave_up", key::run::FAIL_GAVE_UP),
    ("run.no_files", key::run::FAIL_NO_FILES),
];

/// The same by the first part of the code.
const FAMILIES: &[(&str, Key)] = &[
    ("offer.", key::run::FAIL_OFFER),
    ("brand.", key::run::FAIL_LIBRARY),
    ("template.", key::run::FAIL_LIBRARY),
    ("lexicon.", key::run::FAIL_LIBRARY),
    ("storage.", key::run::FAIL_STORAGE),
    ("db.", key::run::FAIL_STORAGE),
];

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/runs/{run}", get(show))
        .route("/runs/{run}/batch", get(batch))
        .route("/runs/{run}/cancel", post(cancel))
        .route("/runs/{run}/again", post(again))
}

/// A state in words.
fn state_word(state: RunState) -> Key {
    match state {
        RunState::Queued => key::run::STATE_QUEUED,
        RunState::Reading => key::run::STATE_READING,
        RunState::Understanding => key::run::STATE_UNDERSTANDING,
        RunState::Review => key::run::STATE_REVIEW,
        RunState::Assessing => key::run::STATE_ASSESSING,
        RunState::Generating => key::run::STATE_GENERATING,
        RunState::Sealed => key::run::STATE_SEALED,
        RunState::Failed => key::run::STATE_FAILED,
        RunState::Cancelled => key::run::STATE_CANCELLED,
    }
}

/// A run in a list of a page.
pub(super) struct Line {
    /// Where it is shown.
    pub(super) href: String,
    /// The candidate's label, else that it has none yet.
    pub(super) label: String,
    /// The role that is sought; may be empty.
    pub(super) role: String,
    /// Kind of the badge.
    pub(super) kind: &'static str,
    /// The state in words.
    pub(super) state: String,
    /// The score; empty without one.
    pub(super) score: String,
    /// When it was begun, for people and for machines.
    pub(super) at: (String, String),
    /// Why it failed and what to do; of a failed one.
    pub(super) reason: Option<String>,
    /// Whether something is still to happen by itself.
    pub(super) is_live: bool,
    /// Steps that are behind it, of five.
    pub(super) step: usize,
}

impl Line {
    /// Of a run.
    pub(super) fn of(words: &Words, run: Listed) -> Self {
        let kind = match run.state {
            RunState::Sealed => "met",
            RunState::Review => "review",
            RunState::Failed => "not",
            RunState::Queued | RunState::Cancelled => "open",
            RunState::Reading | RunState::Understanding | RunState::Assessing | RunState::Generating => "part",
        };
        let step = match run.state {
            RunState::Queued | RunState::Reading => 0,
            RunState::Understanding => 1,
            RunState::Assessing => 2,
            RunState::Generating => 3,
            RunState::Review | RunState::Sealed | RunState::Failed | RunState::Cancelled => 5,
        };
        let failed = run.state == RunState::Failed;
        Self {
            href: format!("/runs/{}", run.id),
            label: run.label.unwrap_or_else(|| words.get(key::run::NO_LABEL)),
            role: run.role.unwrap_or_default(),
            kind,
            state: words.get(state_word(run.state)),
            score: run.score.map(|score| words.number(score)).unwrap_or_default(),
            at: (words.moment(run.created_at), Words::machine_time(run.created_at)),
            reason: failed.then(|| words.get(reason(run.failure.as_deref().unwrap_or_default()))),
            is_live: !run.state.is_at_rest(),
            step,
        }
    }
}

fn reason(code: &str) -> Key {
    let exact = REASONS.iter().find(|(known, _)| *known == code);
    let family = || FAMILIES.iter().find(|(known, _)| code.starts_with(known));
    exact.or_else(family).map_or(key::run::FAIL_OTHER, |(_, reason)| *reason)
}

/// A step as the page shows it.
struct StepLine {
    class: &'static str,
    name: String,
    state: String,
    /// What came of it; may be empty.
    result: String,
    /// How long it took; empty before its end.
    took: String,
}

/// What the desk should know of a candidate: who is here already.
pub(super) struct Known {
    /// Addresses of other runs of the same candidate.
    pub(super) runs: Vec<String>,
    /// Addresses of persons who may be the same one.
    pub(super) persons: Vec<String>,
    /// How often the candidate was sent to this client in the last year, in words.
    pub(super) submitted: Option<String>,
}

/// What the desk should know of a run's candidate; nothing for those who may not see persons.
///
/// # Errors
/// As the use case.
pub(super) async fn known(app: &App, guest: &Guest, run: Uuid) -> Result<Option<Known>, Problem> {
    if !guest.may(Action::SeePersons) {
        return Ok(None);
    }
    let notices = app.service.notices(&guest.caller, run).await?;
    let submitted = i64::try_from(notices.submitted.len()).unwrap_or(i64::MAX);
    let found = Known {
        runs: notices.same_person.iter().map(|run| format!("/runs/{run}")).collect(),
        persons: notices.similar.iter().map(|(person, _)| format!("/persons/{person}")).collect(),
        submitted: (submitted > 0).then(|| guest.look.words.count(key::run::KNOWN_SENT, submitted, &[])),
    };
    let is_new = found.runs.is_empty() && found.persons.is_empty() && found.submitted.is_none();
    Ok((!is_new).then_some(found))
}

#[derive(Template)]
#[template(path = "run.html")]
struct RunPage {
    frame: Frame,
    id: Uuid,
    title: String,
    line: Line,
    is_review: bool,
    failure: Option<String>,
    steps: Vec<StepLine>,
    files: Vec<String>,
    /// Which attempt it is, where it is not the first.
    attempt: Option<String>,
    event_seq: i64,
    may_cancel: bool,
    may_edit: bool,
    known: Option<Known>,
    has_batch: bool,
}

#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
}

async fn show(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    let view = app.service.run(&guest.caller, run).await?;
    if view.run.state == RunState::Sealed {
        return result::show(&guest, &app, view, asked.done).await;
    }
    let known = known(&app, &guest, run).await?;
    let frame = Frame::of(&guest, None).done(asked.done.as_deref());
    let events = app.service.run_events(&guest.caller, run, 0).await?;
    let state = view.run.state;
    let words = &frame.words;
    let is_live = !state.is_at_rest();
    let files = view.inputs.iter().filter_map(|input| input.name.clone());
    page(&RunPage {
        id: run,
        title: words.get(match state {
            RunState::Review => key::run::TITLE_REVIEW,
            RunState::Failed => key::run::TITLE_FAILED,
            RunState::Cancelled => key::run::TITLE_CANCELLED,
            _ => key::run::TITLE_LIVE,
        }),
        is_review: state == RunState::Review,
        failure: view.run.failure.clone().filter(|_| state == RunState::Failed),
        steps: step_lines(words, &view, &events),
        files: files.collect(),
        attempt: (view.attempt > 1).then(|| words.count(key::run::ATTEMPT, view.attempt, &[])),
        event_seq: view.event_seq,
        may_cancel: is_live && guest.may(Action::CancelRuns),
        may_edit: !is_live && guest.may(Action::EditRuns),
        has_batch: view.run.batch.is_some(),
        line: Line::of(words, view.run),
        known,
        frame,
    })
}

/// The steps of the last attempt: what is done, with time and result, what is under way, and what is to come.
fn step_lines(words: &Words, view: &RunView, events: &[RunEvent]) -> Vec<StepLine> {
    let own: Vec<&StepView> = view.steps.iter().filter(|step| step.attempt == view.attempt).collect();
    let plan = match own.first() {
        Some(first) if first.name == "assessing" => ANEW,
        _ if view.options.review => TO_REVIEW,
        _ => WHOLE,
    };
    let line = |name: &&str| {
        let step = own.iter().find(|step| step.name == **name);
        // A run that waits for another attempt begins anew.
        let step = step.filter(|_| view.run.state != RunState::Queued);
        let (class, state) = match step.map(|step| step.state) {
            None => ("", key::run::STEP_WAITS),
            Some(StepState::Running) => ("now", key::run::STEP_RUNS),
            Some(StepState::Done) => ("done", key::run::STEP_DONE),
            Some(StepState::Failed) => ("failed", key::run::STEP_FAILED),
            Some(StepState::Cancelled) => ("", key::run::STEP_STOPPED),
        };
        let is_done = class == "done";
        let ended = step.and_then(|step| Some(step.ended_at?.saturating_sub(step.started_at)));
        StepLine {
            class,
            name: words.get(step_word(name)),
            state: words.get(state),
            result: if is_done { result(words, name, view, events) } else { String::new() },
            took: ended.filter(|_| is_done).map(|took| duration(words, took)).unwrap_or_default(),
        }
    };
    plan.iter().map(line).collect()
}

fn step_word(name: &str) -> Key {
    match name {
        "reading" => key::run::STEP_READING,
        "understanding" => key::run::STEP_UNDERSTANDING,
        "assessing" => key::run::STEP_ASSESSING,
        "generating" => key::run::STEP_GENERATING,
        _ => key::run::STEP_SEALING,
    }
}

/// What came of a step, where there is something to tell.
fn result(words: &Words, name: &str, view: &RunView, events: &[RunEvent]) -> String {
    match name {
        "reading" => {
            let files = i64::try_from(view.inputs.len()).unwrap_or(i64::MAX);
            words.count(key::run::RESULT_FILES, files, &[])
        }
        "generating" => match papers(view.attempt, events) {
            Some(papers) => words.count(key::run::RESULT_PAPERS, papers, &[]),
            None => String::new(),
        },
        _ => String::new(),
    }
}

/// Papers that an attempt has made or taken over.
fn papers(attempt: i64, events: &[RunEvent]) -> Option<i64> {
    events.iter().rev().find_map(|event| {
        let data: Value = serde_json::from_str(&event.data).ok()?;
        let papers = data.get("papers").filter(|_| data.get("attempt").and_then(Value::as_i64) == Some(attempt))?;
        let number = |name: &str| papers.get(name).and_then(Value::as_i64).unwrap_or(0);
        Some(number("made").saturating_add(number("copied")))
    })
}

/// A time span: in milliseconds below a second, else in tenths of one.
fn duration(words: &Words, took: Micros) -> String {
    let millis = took.max(0) / 1_000;
    if millis < 1_000 {
        return format!("{millis}\u{a0}ms");
    }
    format!("{}\u{a0}s", words.locale().tenths(millis / 100))
}

#[derive(Template)]
#[template(path = "run_batch.html")]
struct BatchPage {
    frame: Frame,
    runs: Vec<Line>,
    is_live: bool,
    /// How many have ended, in words.
    ended: String,
}

/// All runs that were started together with one; of a run of its own, that run.
async fn batch(State(app): State<App>, guest: Guest, ApiPath(run): ApiPath<Uuid>) -> Result<Response, Problem> {
    let view = app.service.run(&guest.caller, run).await?;
    let Some(batch) = view.run.batch else { return Ok(Redirect::to(&format!("/runs/{run}")).into_response()) };
    let query = Query { batch: Some(batch), limit: PAGE_MAX, ..Query::default() };
    let (runs, _) = app.service.list_runs(&guest.caller, &query).await?;
    let frame = Frame::of(&guest, None);
    // As their files were given.
    let runs: Vec<Line> = runs.into_iter().rev().map(|run| Line::of(&frame.words, run)).collect();
    let ended = runs.iter().filter(|run| !run.is_live).count();
    let is_live = ended < runs.len();
    let (ended, all) = (ended.to_string(), runs.len().to_string());
    let ended = frame.words.with(key::run::BATCH_OF, &[("n", ended.as_str()), ("all", all.as_str())]);
    page(&BatchPage { runs, is_live, ended, frame })
}

/// Stops a run. One that has ended meanwhile is shown as it is.
async fn cancel(State(app): State<App>, guest: Guest, ApiPath(run): ApiPath<Uuid>) -> Result<Response, Problem> {
    match app.service.cancel(&guest.caller, run).await {
        Ok(()) | Err(ServiceError::Conflict { code: "run.ended", .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&format!("/runs/{run}")).into_response())
}

/// Has the files read again, by the same wishes. A run that is under way already is shown as it is.
async fn again(State(app): State<App>, guest: Guest, ApiPath(run): ApiPath<Uuid>) -> Result<Response, Problem> {
    let wanted = RevisionOptions { reread: true, ..RevisionOptions::default() };
    match app.service.regenerate(&guest.caller, run, wanted).await {
        Ok(()) | Err(ServiceError::Conflict { code: "run.busy", .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&format!("/runs/{run}")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    #[test]
    fn a_failure_is_told_by_its_code_by_its_family_or_as_unknown() {
        assert_eq!(reason("read.encrypted"), key::run::FAIL_ENCRYPTED);
        assert_eq!(reason("offer.no_licence"), key::run::FAIL_OFFER);
        assert_eq!(reason("something.new"), key::run::FAIL_OTHER);
        assert_eq!(reason(""), key::run::FAIL_OTHER);
    }

    #[test]
    fn spans_are_short() {
        let words = Words::new(Locale::DeDe, None);
        assert_eq!(duration(&words, 320_000), "320\u{a0}ms");
        assert_eq!(duration(&words, 2_450_000), "2,4\u{a0}s");
        assert_eq!(duration(&words, -5), "0\u{a0}ms");
    }

    #[test]
    fn papers_are_those_of_the_attempt() {
        let event = |data: &str| RunEvent {
            run: Uuid::from_u128(1),
            seq: 1,
            at: 0,
            kind: "step".to_owned(),
            data: data.to_owned(),
        };
        let events = [
            event(r#"{"step":"generating","attempt":1,"papers":{"made":6,"copied":2}}"#),
            event(r#"{"step":"reading","attempt":2}"#),
        ];
        assert_eq!((papers(1, &events), papers(2, &events)), (Some(8), None));
    }
}
