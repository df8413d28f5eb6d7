//! The review: the source on one side, what was read on the other. Each field is a small form, each edit a version of the record
//! by the use cases of the API; the page's script saves the same edits by the API itself.

mod criteria;
mod fields;
mod place;

use super::frame::{Frame, form_again, page};
use super::icon;
use super::visitor::Guest;
use super::words::{Words, key};
use crate::app::App;
use crate::extract::{ApiForm, ApiPath, ApiQuery};
use crate::problem::{Cause, Problem};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use criteria::{CLASSES, ChoiceView, CriterionView, TextView};
use dossier::Class;
use dossier::core::correct::Edit;
use dossier::core::locale::{Language, Locale};
use dossier::core::records::cv::{Source, TextLine};
use dossier::core::records::{Cv, Match};
use dossier::db::rows::{InputRole, RecordKind, RunState};
use dossier::service::Action;
use dossier::service::runs::{RecordView, RevisionOptions, RunView};
use fields::{EntryView, FieldView, Maker, SectionView};
use place::{LineView, Lines, SheetView};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a form sends, by the names of its fields.
type Form = BTreeMap<String, String>;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/runs/{run}/review", get(show))
        .route("/runs/{run}/review/edit", post(edit))
        .route("/runs/{run}/review/undo", post(undo))
        .route("/runs/{run}/review/decide", post(decide))
        .route("/runs/{run}/review/withdraw", post(withdraw))
        .route("/runs/{run}/review/class", post(reclass))
        .route("/runs/{run}/review/finish", post(finish))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    tab: String,
    view: String,
    order: String,
    language: String,
    /// The version that was looked at before: what was changed since is told.
    since: Option<i64>,
    /// The version that undoing has gone back to.
    undone: Option<i64>,
}

impl Asked {
    /// Where a form of the page goes on.
    fn of(form: &Form) -> Self {
        let text = |name: &str| form.get(name).cloned().unwrap_or_default();
        Self {
            tab: text("tab"),
            view: text("view"),
            order: text("order"),
            language: text("language"),
            since: None,
            undone: None,
        }
    }

    fn tab(&self) -> &'static str {
        ["job", "criteria", "texts"].into_iter().find(|tab| *tab == self.tab).unwrap_or("cv")
    }

    fn is_text(&self) -> bool {
        self.view == "text"
    }

    fn in_order(&self) -> bool {
        self.order == "document"
    }

    fn language(&self) -> Option<Language> {
        super::visitor::language(&self.language)
    }

    /// The page's address with this state and another tab, view and order.
    fn address(&self, run: Uuid, tab: &str, view: &str, order: &str) -> String {
        let mut out = format!("/runs/{run}/review?tab={tab}");
        if view == "text" {
            out.push_str("&view=text");
        }
        if order == "document" {
            out.push_str("&order=document");
        }
        if let Some(language) = self.language() {
            out.push_str(&format!("&language={}", language.code()));
        }
        out
    }

    fn here(&self, run: Uuid) -> String {
        self.address(run, self.tab(), &self.view, &self.order)
    }
}

/// A version with what it changed, in words.
struct ChangeView {
    version: i64,
    who: String,
    at: String,
    machine_at: String,
    fields: Vec<(String, String, String)>,
}

/// What went wrong with a form that comes back.
#[derive(Default)]
struct Wrong {
    /// Id of the field, and what was typed.
    field: String,
    typed: String,
    text: String,
    /// Whether somebody was faster.
    stale: bool,
    /// All that was sent.
    form: Form,
}

impl Wrong {
    /// Whether a form that adds to a section comes back.
    fn adds(&self, section: &str) -> bool {
        text(&self.form, "op") == "add" && text(&self.form, "section") == section
    }

    /// What was typed into a field of a form that adds.
    fn fresh(&self, name: &str) -> String {
        text(&self.form, &format!("new-{name}")).to_owned()
    }
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    run: Uuid,
    title: String,
    asked: Asked,
    tab: &'static str,
    can_edit: bool,
    waits: bool,
    has_job: bool,
    record: &'static str,
    seen: i64,
    doubts: Vec<FieldView>,
    sections: Vec<SectionView>,
    criteria: Vec<CriterionView>,
    texts: Vec<TextView>,
    languages: Vec<(&'static str, bool)>,
    language: &'static str,
    /// Classes for a new criterion.
    classes: Vec<ChoiceView>,
    /// Words of a new criterion, where its form comes back.
    new_criterion: Option<String>,
    sheets: Vec<SheetView>,
    lines: Vec<LineView>,
    has_pages: bool,
    changes: Vec<ChangeView>,
    history: Vec<ChangeView>,
    back_to: i64,
    wrong: Wrong,
}

impl ReviewPage {
    fn here(&self) -> String {
        self.asked.here(self.run)
    }

    fn to_tab(&self, tab: &str) -> String {
        self.asked.address(self.run, tab, &self.asked.view, &self.asked.order)
    }

    fn to_view(&self, view: &str) -> String {
        self.asked.address(self.run, self.tab, view, &self.asked.order)
    }

    fn to_order(&self, order: &str) -> String {
        self.asked.address(self.run, self.tab, &self.asked.view, order)
    }
}

async fn show(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    match filled(&app, &guest, run, asked, Wrong::default()).await? {
        Some(review) => page(&review),
        None => Ok(Redirect::to(&format!("/runs/{run}")).into_response()),
    }
}

/// A record in its newest version; none where the run has none.
async fn newest(app: &App, guest: &Guest, run: Uuid, kind: RecordKind) -> Result<Option<RecordView>, Problem> {
    match app.service.run_record(&guest.caller, run, kind, None).await {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.class() == Class::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn read<T: serde::de::DeserializeOwned + Default>(body: &Value) -> T {
    serde_json::from_value(body.clone()).unwrap_or_default()
}

/// The page; none where nothing was read yet.
async fn filled(
    app: &App,
    guest: &Guest,
    run: Uuid,
    asked: Asked,
    wrong: Wrong,
) -> Result<Option<ReviewPage>, Problem> {
    let view = app.service.run(&guest.caller, run).await?;
    let Some(cv_record) = newest(app, guest, run, RecordKind::Cv).await? else { return Ok(None) };
    let job_record = newest(app, guest, run, RecordKind::Job).await?;
    let words = &guest.look.words;
    let tab = if job_record.is_none() && asked.tab() == "job" { "cv" } else { asked.tab() };
    let cv: Cv = read(&cv_record.body);
    let job_body = job_record.as_ref().map_or(Value::Null, |record| record.body.clone());
    let job_text: Vec<TextLine> = read(&job_body["text"]);
    let is_job = tab == "job";
    let (role, source): (InputRole, &[TextLine]) =
        if is_job { (InputRole::Job, &job_text) } else { (InputRole::Cv, &cv.x.text) };
    let no_sources = BTreeMap::<String, Source>::new();
    let lines = || Lines { document: if is_job { "job" } else { "cv" }, text: source };
    let maker =
        Maker { words, sources: if is_job { &no_sources } else { &cv.x.sources }, lines: lines(), is_cv: !is_job };
    let mut sections = match tab {
        "cv" => maker.cv(&cv_record.body),
        "job" => maker.job(&job_body),
        _ => Vec::new(),
    };
    for field in sections.iter_mut().flat_map(|one| &mut one.entries).flat_map(|one| &mut one.fields) {
        if !wrong.field.is_empty() && field.id == wrong.field {
            field.value.clone_from(&wrong.typed);
            field.fault = Some(wrong.text.clone());
        }
    }
    for section in sections.iter_mut().filter(|section| !section.name.is_empty() && wrong.adds(section.name)) {
        section.is_adding = true;
        for field in &mut section.fresh {
            field.value = wrong.fresh(field.name);
        }
    }
    let mut criteria = Vec::new();
    if tab == "criteria" {
        let record = newest(app, guest, run, RecordKind::Match).await?;
        let read = |record: RecordView| serde_json::from_value::<Match>(record.body);
        let matching = record.map(read).transpose().map_err(|_| Problem::internal())?;
        let decisions = app.service.run_decisions(&guest.caller, run).await?;
        criteria = criteria::criteria(words, (matching.as_ref(), &job_body), &decisions, &lines());
        for one in criteria.iter_mut().filter(|one| one.id == text(&wrong.form, "criterion")) {
            one.with(&wrong.form);
        }
    }
    let wanted = asked.language().or_else(|| view.run.locale.as_deref().and_then(locale).map(Locale::language));
    let target = wanted.unwrap_or(words.language());
    let mut texts = if tab == "texts" { criteria::texts(&cv, Locale::of(target, "")) } else { Vec::new() };
    for one in texts.iter_mut().filter(|one| one.pointer == text(&wrong.form, "pointer")) {
        one.translation.clone_from(&wrong.typed);
    }

    let all: Vec<FieldView> =
        sections.iter().flat_map(|one| &one.entries).flat_map(|one| &one.fields).cloned().collect();
    let borrowed: Vec<&FieldView> = all.iter().collect();
    let sizes = match pdf(&view, role) {
        Some(input) => Some((input, app.service.input_page_sizes(&guest.caller, run, input).await.unwrap_or_default())),
        None => None,
    };
    let (input, sizes) = sizes.unwrap_or_default();
    let has_pages = !sizes.is_empty();
    let shows_pages = has_pages && !asked.is_text();
    let sheets = if shows_pages { place::sheets((run, input), &sizes, source, &borrowed) } else { Vec::new() };
    let line_views = if shows_pages { Vec::new() } else { place::lines(source, &borrowed) };
    let mut doubts = Vec::new();
    if !asked.in_order() {
        doubts = all.iter().filter(|field| field.doubtful || field.fault.is_some()).cloned().collect();
        for entry in sections.iter_mut().flat_map(|one| &mut one.entries) {
            name_doubts(&mut doubts, entry);
            entry.fields.retain(|field| !(field.doubtful || field.fault.is_some()));
        }
    }

    let about_job = job_record.is_some() && matches!(tab, "job" | "criteria");
    let kind = if about_job { RecordKind::Job } else { RecordKind::Cv };
    let seen = match &job_record {
        Some(record) if kind == RecordKind::Job => record.version,
        _ => cv_record.version,
    };
    let history = changes(app, guest, run, (kind, 0)).await?;
    let changes = match asked.since {
        Some(since) => changes(app, guest, run, (kind, since)).await?,
        None => Vec::new(),
    };
    let back_to = asked.undone.filter(|undone| *undone < seen).unwrap_or(seen).saturating_sub(1);
    let new_class = wrong.fresh("class");
    let class = |known: &(dossier::core::records::job::Class, &'static str, super::words::Key)| ChoiceView {
        code: known.1,
        word: words.get(known.2),
        chosen: known.1 == new_class,
    };
    Ok(Some(ReviewPage {
        frame: Frame::of(guest, None),
        run,
        title: view.run.role.clone().unwrap_or_default(),
        tab,
        can_edit: guest.may(Action::EditRuns),
        waits: view.run.state == RunState::Review,
        has_job: job_record.is_some(),
        record: kind.code(),
        seen,
        doubts,
        sections,
        criteria,
        texts,
        languages: super::visitor::LANGUAGES.iter().map(|one| (one.code(), *one == target)).collect(),
        language: target.code(),
        classes: CLASSES.iter().map(class).collect(),
        new_criterion: wrong.adds("criteria").then(|| wrong.fresh("text")),
        sheets,
        lines: line_views,
        has_pages,
        changes,
        history,
        back_to,
        asked,
        wrong,
    }))
}

/// Doubtful fields stand apart from their entry, so they say which one it is.
fn name_doubts(doubts: &mut [FieldView], entry: &EntryView) {
    if entry.title.is_empty() {
        return;
    }
    for field in doubts.iter_mut().filter(|field| entry.fields.iter().any(|own| own.id == field.id)) {
        field.label = format!("{} ({})", field.label, entry.title);
    }
}

fn locale(tag: &str) -> Option<Locale> {
    tag.parse().ok()
}

/// Number of the PDF that a record was read from, if its bytes are there.
fn pdf(view: &RunView, role: InputRole) -> Option<u16> {
    let fits = |input: &dossier::service::runs::InputView| {
        input.role == role && !input.dropped && input.media_type == "application/pdf"
    };
    view.inputs.iter().rposition(fits).and_then(|at| u16::try_from(at + 1).ok())
}

async fn changes(app: &App, guest: &Guest, run: Uuid, of: (RecordKind, i64)) -> Result<Vec<ChangeView>, Problem> {
    let words: &Words = &guest.look.words;
    let all = app.service.record_changes(&guest.caller, run, of).await?;
    let view = |one: dossier::service::runs::VersionChange| ChangeView {
        version: one.version,
        who: one.by.unwrap_or_else(|| words.get(key::review::BY_PROGRAM)),
        at: words.moment(one.at),
        machine_at: Words::machine_time(one.at),
        fields: one
            .fields
            .into_iter()
            .map(|field| (field.field, field.before.unwrap_or_default(), field.after.unwrap_or_default()))
            .collect(),
    };
    Ok(all.into_iter().map(view).collect())
}

fn text<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map_or("", String::as_str)
}

/// Which record a form edits, and the version that it has seen.
fn edited(form: &Form) -> Result<(RecordKind, i64), Problem> {
    let bad = || Problem::of(Class::Usage, "form.invalid");
    let kind = RecordKind::from_code(text(form, "record")).ok_or_else(bad)?;
    Ok((kind, text(form, "seen").parse().map_err(|_| bad())?))
}

/// What a form with an operation asks for.
async fn edit_of(app: &App, guest: &Guest, run: Uuid, kind: RecordKind, form: &Form) -> Result<Edit, Problem> {
    let own = |name: &str| text(form, name).replace("\r\n", "\n");
    Ok(match text(form, "op") {
        "set" => Edit::Set { field: own("field"), value: own("value") },
        "add" => {
            let named = form.keys().filter_map(|name| Some((name.strip_prefix("new-")?.to_owned(), own(name))));
            Edit::Add { section: own("section"), fields: named.filter(|(_, value)| !value.trim().is_empty()).collect() }
        }
        "delete" => Edit::Delete { entry: own("entry") },
        "translate" => Edit::Translate { pointer: own("pointer"), language: own("to"), text: own("value") },
        way @ ("up" | "down") => {
            let section = own("section");
            let record = app.service.run_record(&guest.caller, run, kind, None).await?;
            let items = record.body[section.as_str()].as_array().cloned().unwrap_or_default();
            let mut entries: Vec<String> =
                items.iter().filter_map(|item| Some(item["id"].as_str()?.to_owned())).collect();
            let at = entries.iter().position(|id| id == text(form, "entry"));
            let other = at.and_then(|at| if way == "up" { at.checked_sub(1) } else { at.checked_add(1) });
            if let (Some(at), Some(other)) = (at, other.filter(|other| *other < entries.len())) {
                entries.swap(at, other);
            }
            Edit::Reorder { section, entries }
        }
        _ => return Err(Problem::of(Class::Usage, "form.invalid")),
    })
}

async fn edit(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(form): ApiForm<Form>,
) -> Result<Response, Problem> {
    let (kind, seen) = edited(&form)?;
    let wanted = edit_of(&app, &guest, run, kind, &form).await?;
    let done = app.service.edit_record(&guest.caller, run, (kind, seen), vec![wanted]).await;
    went(&app, &guest, run, &form, done.map(|_| None).map_err(Problem::from)).await
}

async fn undo(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(form): ApiForm<Form>,
) -> Result<Response, Problem> {
    let (kind, seen) = edited(&form)?;
    let to: i64 = text(&form, "to").parse().map_err(|_| Problem::of(Class::Usage, "form.invalid"))?;
    let done = app.service.undo(&guest.caller, run, (kind, seen), to).await;
    went(&app, &guest, run, &form, done.map(|_| Some(to)).map_err(Problem::from)).await
}

async fn decide(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(form): ApiForm<Form>,
) -> Result<Response, Problem> {
    let wanted = (text(&form, "criterion"), text(&form, "verdict"));
    let done = app.service.decide(&guest.caller, run, wanted, text(&form, "reason")).await;
    went(&app, &guest, run, &form, done.map(|_| None).map_err(Problem::from)).await
}

async fn withdraw(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(form): ApiForm<Form>,
) -> Result<Response, Problem> {
    let decision: Uuid = text(&form, "decision").parse().map_err(|_| Problem::of(Class::NotFound, "not_found"))?;
    let done = app.service.take_back(&guest.caller, run, decision).await;
    went(&app, &guest, run, &form, done.map(|()| None).map_err(Problem::from)).await
}

async fn reclass(
    State(app): State<App>,
    guest: Guest,
    ApiPath(run): ApiPath<Uuid>,
    ApiForm(form): ApiForm<Form>,
) -> Result<Response, Problem> {
    let (_, seen) = edited(&form)?;
    let wanted = (text(&form, "criterion"), text(&form, "class"), text(&form, "reason"));
    let done = app.service.reclass(&guest.caller, run, seen, wanted).await;
    went(&app, &guest, run, &form, done.map(|_| None).map_err(Problem::from)).await
}

async fn finish(State(app): State<App>, guest: Guest, ApiPath(run): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.regenerate(&guest.caller, run, RevisionOptions::default()).await?;
    Ok(Redirect::to(&format!("/runs/{run}")).into_response())
}

/// Back to the page, to what the form was about; a failure that the user can mend comes back with what was typed. `Ok` has the
/// version that undoing went back to.
async fn went(
    app: &App,
    guest: &Guest,
    run: Uuid,
    form: &Form,
    done: Result<Option<i64>, Problem>,
) -> Result<Response, Problem> {
    let mut asked = Asked::of(form);
    let about = fields::id_of(text(form, "field"));
    let problem = match done {
        Ok(undone) => {
            let mut address = asked.here(run);
            if let Some(undone) = undone {
                address.push_str(&format!("&undone={undone}"));
            }
            let entry = ["criterion", "entry"].into_iter().map(|name| text(form, name)).find(|id| !id.is_empty());
            match (text(form, "op"), entry) {
                ("set", _) => address.push_str(&format!("#{about}")),
                ("delete", _) | (_, None) => {}
                (_, Some(id)) => address.push_str(&format!("#{}", fields::id_of(id))),
            }
            return Ok(Redirect::to(&address).into_response());
        }
        Err(problem) => problem,
    };
    let stale = problem.status() == Cause::Stale.status();
    if !stale && problem.status() != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(problem);
    }
    if stale {
        asked.since = text(form, "seen").parse().ok();
    }
    let sentence = if problem.code() == "decision.reason" {
        guest.look.words.get(key::review::NEEDS_REASON)
    } else if stale {
        guest.look.words.get(key::review::STALE)
    } else {
        guest.look.words.get(key::review::NOT_TAKEN)
    };
    let wrong = Wrong {
        field: if text(form, "op") == "set" { about } else { String::new() },
        typed: text(form, "value").to_owned(),
        text: sentence,
        stale,
        form: form.clone(),
    };
    match filled(app, guest, run, asked, wrong).await? {
        Some(review) => form_again(&review, problem),
        None => Err(problem),
    }
}
