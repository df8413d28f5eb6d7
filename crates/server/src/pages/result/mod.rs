//! The result of a run: musts and knock-outs first, score with arithmetic, documents with pictures and downloads, messages, links,
//! submissions, revisions and comments. Each group of forms has a module; a form that fails comes back on this page.

mod facts;
mod letters;
mod notes;
mod papers;
mod remake;
mod sharing;
mod submit;

use super::fault::Faults;
use super::frame::{Choice, Frame, form_again, page};
use super::icon;
use super::run::{Known, known};
use super::visitor::Guest;
use super::words::key;
use crate::app::App;
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use dossier::core::generate::said::Said;
use dossier::core::records::{Feedback, Match};
use dossier::db::rows::{FileKind, RecordKind};
use dossier::service::runs::RunView;
use dossier::service::{Action, Caller, ServiceError};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/runs/{run}/papers/{revision}/{slug}", get(papers::pages))
        .route("/runs/{run}/mail", get(letters::show))
        .route("/runs/{run}/mail.eml", post(letters::eml))
        .route("/runs/{run}/shares", post(sharing::create))
        .route("/runs/{run}/shares/{share}", get(sharing::visits))
        .route("/runs/{run}/shares/{share}/revoke", post(sharing::revoke))
        .route("/runs/{run}/submissions", post(submit::begin))
        .route("/runs/{run}/submissions/{submission}/send", post(submit::send))
        .route("/runs/{run}/submissions/{submission}/state", post(submit::step))
        .route("/runs/{run}/revisions", post(remake::remake))
        .route("/runs/{run}/current", post(remake::make_current))
        .route("/runs/{run}/comments", post(remake::comment))
        .route("/runs/{run}/comments/{comment}/delete", post(remake::delete_comment))
}

/// Fields in which the use cases may find something wrong.
const FIELDS: [&str; 8] =
    ["expires_at", "password", "uses_max", "label", "recipient", "without_consent", "client_name", "anonymous"];

/// A text of a form, where there is one.
fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// What comes back with the page: a form that failed, or a link that was just made.
#[derive(Default)]
struct Back {
    /// Which form: `share`, `begin`, `send`, `remake` or `comment`.
    form: &'static str,
    faults: Faults,
    share: sharing::Wish,
    begin: submit::Begin,
    send: submit::Sending,
    /// Which submission was to be sent.
    send_at: Option<Uuid>,
    remake: Option<remake::Wish>,
    comment: String,
    /// The address of a link that was just made.
    made: Option<String>,
    done: Option<String>,
}

/// The faults of one form: those that came back with it, none for the others.
struct FormFaults {
    share: Faults,
    begin: Faults,
    send: Faults,
    remake: Faults,
    comment: Faults,
}

impl FormFaults {
    fn of(form: &str, faults: &Faults) -> Self {
        let only = |name: &str| if form == name { faults.clone() } else { Faults::default() };
        Self {
            share: only("share"),
            begin: only("begin"),
            send: only("send"),
            remake: only("remake"),
            comment: only("comment"),
        }
    }
}

/// What the user may do here; the use cases ask again.
struct Can {
    edit: bool,
    share: bool,
    submit: bool,
    comment: bool,
}

/// A comment on the page.
struct Remark {
    by: String,
    at: String,
    text: String,
    /// Where it is deleted, by who may.
    delete: Option<String>,
}

/// A verdict of a person.
struct Decided {
    criterion: String,
    badge: &'static str,
    verdict: String,
    reason: String,
    by: String,
    at: String,
}

#[derive(Template)]
#[template(path = "result.html")]
struct ResultPage {
    frame: Frame,
    /// Where the candidate was seen before.
    known: Option<Known>,
    /// Path of the run.
    here: String,
    heading: String,
    role: Option<String>,
    client: Option<String>,
    /// Code that stands for the candidate in the papers.
    code: Option<String>,
    made_at: String,
    /// Badge and words of the latest submission.
    standing: Option<(&'static str, String)>,
    /// Whether corrections are newer than the papers.
    edited: bool,
    notes: Vec<notes::Note>,
    failures: Vec<String>,
    matching: Option<facts::MatchView>,
    questions: Vec<String>,
    decided: Vec<Decided>,
    papers: Vec<papers::Paper>,
    /// Addresses of the full and the client pack.
    packs: Option<(String, String)>,
    shares: Vec<sharing::Row>,
    lives: Vec<Choice>,
    shown: Vec<Choice>,
    submissions: Vec<submit::Row>,
    clients: Vec<Choice>,
    consents: Vec<String>,
    revisions: Vec<remake::Row>,
    current: Option<String>,
    remake: remake::FormView,
    remarks: Vec<Remark>,
    can: Can,
    back: Back,
    faults: FormFaults,
}

impl ResultPage {
    /// Whether a form comes back, and so stands open.
    fn is_open(&self, form: &str) -> bool {
        self.back.form == form
    }

    /// The kind of consent that a form of a submission has chosen.
    fn consent(&self, kind: &str) -> bool {
        let chosen = self.back.send.consent.as_str();
        let usual = if self.consents.is_empty() { "agreed" } else { "known" };
        if chosen.is_empty() { kind == usual } else { kind == chosen }
    }
}

/// A record of a run as its current revision shows it, else its newest version; none where there is none.
async fn record<T: DeserializeOwned>(
    app: &App,
    caller: &Caller,
    run: &RunView,
    kind: RecordKind,
) -> Result<Option<T>, Problem> {
    let id = run.run.id;
    let versions = app.service.record_versions(caller, id, kind).await?;
    let Some(newest) = versions.first() else { return Ok(None) };
    let shown = versions.iter().find(|version| version.revision == run.run.current_revision).unwrap_or(newest);
    match app.service.run_record(caller, id, kind, Some(shown.version)).await {
        Ok(view) => Ok(serde_json::from_value(view.body).ok()),
        Err(ServiceError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The page of a run, with what comes back.
async fn result_page(app: &App, guest: &Guest, run: Uuid, back: Back) -> Result<ResultPage, Problem> {
    let view = app.service.run(&guest.caller, run).await?;
    of_view(app, guest, view, back).await
}

async fn of_view(app: &App, guest: &Guest, view: RunView, back: Back) -> Result<ResultPage, Problem> {
    let (service, caller) = (&app.service, &guest.caller);
    let id = view.run.id;
    let here = format!("/runs/{id}");
    let mut frame = Frame::of(guest, None).done(back.done.as_deref());
    // The page may stand at the address of a form, which cannot be asked for.
    frame.here.clone_from(&here);
    let words = frame.words.clone();

    let matching: Option<Match> = record(app, caller, &view, RecordKind::Match).await?;
    let feedback: Option<Feedback> = record(app, caller, &view, RecordKind::Feedback).await?;
    let edited = service.record_versions(caller, id, RecordKind::Cv).await?;
    let edited = edited.first().is_some_and(|newest| newest.revision.is_none());
    let revisions = service.run_revisions(caller, id).await?;
    let shares = service.shares_of(caller, id).await?;
    let submissions = service.submissions_of_run(caller, id).await?;
    let clients = service.clients(caller, "").await?;
    let comments = service.comments_on(caller, id).await?;
    let decisions = service.run_decisions(caller, id).await?;
    let brands = service.team_files(caller, Some(FileKind::Brand)).await?;
    let members = service.members(caller).await?;
    let consents = match service.consents_of(caller, view.run.person).await {
        Ok(all) => all,
        Err(ServiceError::NotFound { .. }) => Vec::new(),
        Err(error) => return Err(error.into()),
    };

    let name = |user: Option<Uuid>| {
        let member = members.iter().find(|member| Some(member.user) == user);
        member.map(|member| member.name.as_str().to_owned())
    };
    let now = service.now();
    let counts = |until: Option<i64>| until.is_none_or(|until| until > now);
    let consents = consents.iter().filter(|one| one.withdrawn_at.is_none() && counts(one.expires_at));
    let consents = consents.filter_map(|one| {
        let scope = match one.scope.as_str() {
            "named-pack" => key::result::CONSENT_NAMED,
            "client-interest" => key::result::CONSENT_INTEREST,
            _ => return None,
        };
        Some(words.fill(scope, "day", words.day(one.given_at)))
    });
    let said = Said::new(words.locale());
    let decided = decisions.iter().filter(|one| one.withdrawn_at.is_none()).filter_map(|one| {
        let verdict = serde_json::from_value(serde_json::Value::String(one.value.clone())).ok()?;
        Some(Decided {
            criterion: one.target.clone(),
            badge: facts::badge(verdict),
            verdict: said.verdict(verdict),
            reason: one.reason.as_str().to_owned(),
            by: name(one.decided_by).unwrap_or_default(),
            at: words.moment(one.decided_at),
        })
    });
    let remarks = comments.into_iter().map(|one| {
        let own = one.author.is_some() && one.author == caller.user;
        let may = own && guest.may(Action::Comment) || guest.may(Action::DeleteComments);
        Remark {
            by: name(one.author).unwrap_or_default(),
            at: words.moment(one.created_at),
            text: one.body.into_string(),
            delete: may.then(|| format!("{here}/comments/{}/delete", one.id)),
        }
    });

    let shown_revision = revisions.iter().find(|one| one.is_current);
    let options = shown_revision.map_or_else(|| view.options.clone(), |one| one.options.clone());
    let current = view.run.current_revision;
    let papers = current.map(|revision| papers::papers(&words, id, revision, &view.documents)).unwrap_or_default();
    let choice = |code: String, label: String, chosen: &str| Choice { current: code == chosen, code, label };
    let what = given(&back.share.what).unwrap_or("client").to_owned();
    let mut shown = vec![
        choice("client".to_owned(), words.get(key::result::PACK_CLIENT), &what),
        choice("full".to_owned(), words.get(key::result::PACK_FULL), &what),
    ];
    for paper in &papers {
        for file in &paper.files {
            shown.push(choice(file.slug.clone(), format!("{} · {}", paper.title, file.format), &what));
        }
    }
    let days = given(&back.share.days).unwrap_or("14").to_owned();
    let lives = sharing::LIVES_DAYS
        .into_iter()
        .map(|life| choice(life.to_string(), words.count(key::result::DAYS, life, &[]), &days));
    let usual_client = view.run.client.map(|client| client.to_string()).unwrap_or_default();
    let client = given(&back.begin.client).unwrap_or(&usual_client).to_owned();
    let offered = clients.iter().filter(|one| one.archived_at.is_none());
    let offered = offered.map(|one| choice(one.id.to_string(), one.name.clone(), &client));
    let packs = current.map(|revision| {
        let bundle = format!("/api/v1{here}/revisions/{revision}/bundle?pack=");
        (format!("{bundle}full"), format!("{bundle}client"))
    });
    let latest = submissions.first().map(|one| submit::told(one.state));
    let sealed_at = shown_revision.and_then(|one| one.sealed_at).unwrap_or(view.run.updated_at);
    let kept = back.remake.clone();
    let page = ResultPage {
        known: known(app, guest, id).await?,
        heading: options.anonymous.clone().or(view.run.label).unwrap_or_else(|| words.get(key::result::TITLE)),
        role: view.run.role,
        client: view.run.client_name,
        code: options.anonymous.clone(),
        made_at: words.moment(sealed_at),
        standing: latest.map(|(badge, state)| (badge, words.get(state))),
        edited,
        notes: notes::notes(&words, view.warnings.as_deref().unwrap_or_default()),
        failures: notes::failures(&words, &view.failures),
        matching: matching.as_ref().map(|matching| facts::MatchView::of(&words, matching)),
        questions: feedback.as_ref().map(|feedback| said.questions(feedback)).unwrap_or_default(),
        decided: decided.collect(),
        packs,
        shares: sharing::rows(&words, now, shares),
        lives: lives.collect(),
        shown,
        submissions: submit::rows(&words, &clients, submissions, back.send_at),
        clients: offered.collect(),
        consents: consents.collect(),
        revisions: remake::rows(&words, id, &revisions, name),
        current: current.map(|revision| revision.to_string()),
        remake: remake::FormView::new(&words, &options, &brands, kept),
        remarks: remarks.collect(),
        papers,
        can: Can {
            edit: guest.may(Action::EditRuns),
            share: guest.may(Action::Share),
            submit: guest.may(Action::Submit),
            comment: guest.may(Action::Comment),
        },
        faults: FormFaults::of(back.form, &back.faults),
        here: here.clone(),
        back,
        frame,
    };
    Ok(page)
}

/// The page once more, with what was wrong with one of its forms. What forms cannot mend is a page of its own.
async fn again(app: &App, guest: &Guest, run: Uuid, mut back: Back, problem: Problem) -> Result<Response, Problem> {
    let status = problem.status();
    if status.is_server_error() || status == StatusCode::FORBIDDEN || status == StatusCode::NOT_FOUND {
        return Err(problem);
    }
    back.faults = Faults::of(&guest.look.words, &problem, &FIELDS);
    form_again(&result_page(app, guest, run, back).await?, problem)
}

/// The result of a sealed run. `done` is what the address says has just been done.
pub(super) async fn show(guest: &Guest, app: &App, run: RunView, done: Option<String>) -> Result<Response, Problem> {
    page(&of_view(app, guest, run, Back { done, ..Back::default() }).await?)
}
