//! The start: from files or pasted texts to runs. The form streams its files to the storage while they come in, as the API
//! does; without script it is one form with files. Below stand the last runs, or what to do first.

mod form;

use self::form::{FIELDS, Form};
use super::fault::Faults;
use super::frame::{Choice, Frame, Place, form_again, page};
use super::icon;
use super::run::Line;
use super::visitor::Guest;
use super::words::{Key, Words, key};
use crate::app::App;
use crate::cookies::Cookie;
use crate::extract::ApiQuery;
use crate::intake::{Brought, fingerprint, started};
use crate::problem::Problem;
use crate::upload::{Upload, unknown_part};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use dossier::core::generate::Format;
use dossier::core::locale::{LOCALES, Language, Locale};
use dossier::core::sheet::{LOOKS, Look as Style};
use dossier::db::history::Query;
use dossier::db::rows::{FileKind, InputRole};
use dossier::service::runs::{Draft, InputFileName, RunOptions};
use dossier::service::{Action, Office, ServiceError};
use futures::stream;
use serde::Deserialize;
use uuid::Uuid;

/// Runs that the start shows.
const RUNS_SHOWN: usize = 8;

/// How long this browser remembers its choices, in seconds: a year.
const KEPT_S: i64 = 365 * 24 * 3_600;

/// Fields that can be wrong.
const FAULTY: [&str; 19] = [
    "cv", "job", "photo", "offer", "files", "profile", "anonymous", "template", "brand", "client", "locale", "rate",
    "start_date", "end_date", "valid_until", "payment_days", "cv_text", "job_text", "key",
];

/// An invented candidate and a profile in each language, in the program.
mod sample {
    /// CV, profile: name and bytes.
    pub(super) type Files = [(&'static str, &'static [u8]); 2];
    pub(super) const DE: Files = [
        ("lebenslauf.pdf", include_bytes!("../../../../../examples/de/lebenslauf.pdf")),
        ("stellenprofil.docx", include_bytes!("../../../../../examples/de/stellenprofil.docx")),
    ];
    pub(super) const EN: Files = [
        ("cv.docx", include_bytes!("../../../../../examples/en/cv.docx")),
        ("job.pdf", include_bytes!("../../../../../examples/en/job.pdf")),
    ];
    pub(super) const FR: Files = [
        ("cv.pdf", include_bytes!("../../../../../examples/fr/cv.pdf")),
        ("profil.docx", include_bytes!("../../../../../examples/fr/profil.docx")),
    ];
}

/// The routes with small bodies.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(show)).route("/sample", post(try_sample))
}

/// The route that takes files.
pub(super) fn uploads() -> Router<App> {
    Router::new().route("/", post(send))
}

#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
    /// A profile of the team that is chosen already.
    profile: Option<String>,
}

/// Limits of the server, for a check before the upload.
struct Bounds {
    file_bytes: u64,
    request_bytes: u64,
    files: usize,
    text_bytes: usize,
}

impl Bounds {
    fn of(app: &App) -> Self {
        let (settings, uploads) = (app.service.settings(), app.limits.uploads);
        Self {
            file_bytes: settings.limits.file_bytes_max.min(uploads.part_bytes_max),
            request_bytes: settings.request_bytes_max,
            files: settings.files_max.min(uploads.parts_max),
            text_bytes: uploads.text_bytes_max,
        }
    }

    fn file_mib(&self) -> i64 {
        i64::try_from(self.file_bytes / (1024 * 1024)).unwrap_or(i64::MAX)
    }
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    frame: Frame,
    faults: Faults,
    code: &'static str,
    form: Form,
    send_key: String,
    may_start: bool,
    bounds: Bounds,
    profiles: Vec<Choice>,
    clients: Vec<Choice>,
    brands: Vec<Choice>,
    templates: Vec<Choice>,
    locales: Vec<Choice>,
    looks: Vec<Choice>,
    formats: Vec<Choice>,
    contracts: Vec<Choice>,
    units: Vec<Choice>,
    runs: Vec<Line>,
}

async fn show(
    State(app): State<App>,
    guest: Guest,
    headers: HeaderMap,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Response, Problem> {
    let mut form = Form::remembering(app.cookies.read(&headers, Cookie::Start).as_deref());
    if let Some(profile) = asked.profile.as_deref().and_then(|id| id.parse::<Uuid>().ok()) {
        form.add("profile", profile.to_string());
    }
    let mut filled = filled(&app, &guest, form, Faults::default(), "").await?;
    filled.frame = filled.frame.done(asked.done.as_deref());
    page(&filled)
}

async fn filled(
    app: &App,
    guest: &Guest,
    form: Form,
    faults: Faults,
    code: &'static str,
) -> Result<StartPage, Problem> {
    let (service, caller) = (&app.service, &guest.caller);
    let frame = Frame::of(guest, Some(Place::Start));
    let (runs, _) = service.list_runs(caller, &Query { limit: RUNS_SHOWN, ..Query::default() }).await?;
    let words = &frame.words;
    let choice = |field: &str, code: String, label: String| {
        let current = form.has(field, &code);
        Choice { code, label, current }
    };
    let fixed = |field: &str, codes: &[(&str, Key)]| -> Vec<Choice> {
        codes.iter().map(|(code, label)| choice(field, (*code).to_owned(), words.get(*label))).collect()
    };
    let files = service.team_files(caller, None).await?;
    let of_kind = |kind: FileKind, field: &str| -> Vec<Choice> {
        let files = files.iter().filter(|file| file.kind == kind);
        files.map(|file| choice(field, file.id.to_string(), file.name.clone())).collect()
    };
    let profiles = profiles(service, guest, &form).await?;
    let clients = service.clients(caller, "").await?.into_iter();
    let looks = LOOKS.into_iter().map(|look| choice("look", look.name().to_owned(), words.get(name_of_look(look))));
    let locales = LOCALES.into_iter();
    let formats = [Format::Docx, Format::Pdf, Format::Html].into_iter();
    Ok(StartPage {
        send_key: service.id().to_string(),
        may_start: guest.may(Action::StartRuns),
        bounds: Bounds::of(app),
        profiles: profiles.into_iter().map(|(id, title)| choice("profile", id.to_string(), title)).collect(),
        clients: clients.map(|one| choice("client", one.id.to_string(), one.name)).collect(),
        brands: of_kind(FileKind::Brand, "brand"),
        templates: of_kind(FileKind::Template, "template"),
        locales: locales.map(|one| choice("locale", one.tag().to_owned(), name_of_locale(words, one))).collect(),
        looks: looks.collect(),
        formats: formats
            .map(|one| choice("format", one.extension().to_owned(), one.extension().to_ascii_uppercase()))
            .collect(),
        contracts: fixed(
            "contract",
            &[
                ("leasing", key::start::CONTRACT_LEASING),
                ("services", key::start::CONTRACT_SERVICES),
                ("work", key::start::CONTRACT_WORK),
                ("placement", key::start::CONTRACT_PLACEMENT),
                ("payroll", key::start::CONTRACT_PAYROLL),
            ],
        ),
        units: fixed(
            "unit",
            &[
                ("hour", key::start::UNIT_HOUR),
                ("day", key::start::UNIT_DAY),
                ("month", key::start::UNIT_MONTH),
                ("fee", key::start::UNIT_FEE),
            ],
        ),
        runs: runs.into_iter().map(|run| Line::of(words, run)).collect(),
        faults,
        code,
        form,
        frame,
    })
}

/// Id and title of the open profiles, newest first; the one that is chosen stands among them even where there are too many to list.
async fn profiles(service: &Office, guest: &Guest, form: &Form) -> Result<Vec<(Uuid, String)>, Problem> {
    let open = service.profiles(&guest.caller, "", None).await?;
    let mut listed: Vec<(Uuid, String)> = open.into_iter().map(|one| (one.id, one.title)).collect();
    let chosen = form.value("profile").parse::<Uuid>().ok();
    if let Some(chosen) = chosen.filter(|chosen| listed.iter().all(|(id, _)| id != chosen)) {
        match service.profile(&guest.caller, chosen, None).await {
            Ok((profile, ..)) if profile.closed_at.is_none() => listed.insert(0, (profile.id, profile.title)),
            // A closed one, or none of the team's, cannot be chosen.
            Ok(_) | Err(ServiceError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(listed)
}

fn name_of_look(look: Style) -> Key {
    match look {
        Style::Classic => key::start::LOOK_CLASSIC,
        Style::Modern => key::start::LOOK_MODERN,
        Style::Compact => key::start::LOOK_COMPACT,
    }
}

fn name_of_locale(words: &Words, locale: Locale) -> String {
    words.get(match locale {
        Locale::DeCh => key::start::LOCALE_DE_CH,
        Locale::DeDe => key::start::LOCALE_DE_DE,
        Locale::DeAt => key::start::LOCALE_DE_AT,
        Locale::En => key::start::LOCALE_EN,
        Locale::FrCh => key::start::LOCALE_FR_CH,
        Locale::FrFr => key::start::LOCALE_FR_FR,
    })
}

/// Takes files and fields in, starts the runs, and goes on to the run, or to the list of several. A form with a fault comes
/// back with what was typed; its files have to be chosen again, unless the page's script holds them.
async fn send(State(app): State<App>, guest: Guest, upload: Upload) -> Result<Response, Problem> {
    let (service, caller) = (&app.service, &guest.caller);
    app.limits.runs.check(&caller.user.unwrap_or(caller.team))?;
    let mut upload = upload.beside(FIELDS.len());
    let mut form = Form::default();
    let mut draft = service.begin(caller).await?;
    let came = read(service, &mut draft, &mut upload, &mut form).await;
    let brought = came.and_then(|()| form.brought(&draft));
    let mut headers = HeaderMap::new();
    if !form.value("key").is_empty()
        && let Ok(key) = HeaderValue::from_str(form.value("key"))
    {
        headers.insert("idempotency-key", key);
    }
    match started(&app, caller, (&headers, "/"), draft, brought, onward).await {
        Ok(mut response) => {
            let cookie = app.cookies.set(Cookie::Start, &form.remembered(), KEPT_S)?;
            response.headers_mut().append(SET_COOKIE, cookie);
            Ok(response)
        }
        Err(problem) if problem.status().is_server_error() => Err(problem),
        Err(problem) => {
            let faults = Faults::of(&guest.look.words, &problem, &FAULTY);
            form_again(&filled(&app, &guest, form, faults, problem.code()).await?, problem)
        }
    }
}

/// To the run, or to the list of those that were started together.
fn onward(runs: Vec<Uuid>, _batch: Option<Uuid>) -> Response {
    let many = if runs.len() > 1 { "/batch" } else { "" };
    let first = runs.into_iter().next().unwrap_or_default();
    Redirect::to(&format!("/runs/{first}{many}")).into_response()
}

/// Reads the form. A file that is refused does not keep the fields behind it from being read.
async fn read(service: &Office, draft: &mut Draft, upload: &mut Upload, form: &mut Form) -> Result<(), Problem> {
    let mut refused: Option<Problem> = None;
    loop {
        let added = match upload.next_part().await {
            Ok(None) => break,
            Err(problem) => return Err(refused.unwrap_or(problem)),
            Ok(Some(part)) => match (role_of(&part.name), Form::known(&part.name)) {
                (Some(role), _) => {
                    let name = part.file_name.clone().unwrap_or_default();
                    if name.is_empty() || refused.is_some() {
                        // Browsers send an empty file where none is chosen.
                        part.drain().await?;
                        Ok(())
                    } else {
                        service.add_input(draft, role, InputFileName::new(&name), part.stream).await
                    }
                }
                (None, Some(field)) => {
                    form.add(field, part.text().await?);
                    Ok(())
                }
                (None, None) => return Err(unknown_part()),
            },
        };
        if let Err(error) = added {
            match upload.client_fault() {
                Some(problem) => return Err(problem),
                None => refused = Some(error.into()),
            }
        }
    }
    if let Some(problem) = refused {
        return Err(problem);
    }
    for (field, role, name) in [("cv_text", InputRole::Cv, "cv.txt"), ("job_text", InputRole::Job, "profile.txt")] {
        let text = form.value(field).trim().to_owned();
        if !text.is_empty() {
            let bytes = stream::iter([Ok::<_, std::io::Error>(Bytes::from(text))]);
            service.add_input(draft, role, InputFileName::new(name), bytes).await?;
        }
    }
    Ok(())
}

/// The role of a file by the name of its part.
fn role_of(part: &str) -> Option<InputRole> {
    match part {
        "cv" => Some(InputRole::Cv),
        "job" => Some(InputRole::Job),
        "photo" => Some(InputRole::Photo),
        "offer" => Some(InputRole::Offer),
        _ => None,
    }
}

/// Starts a run of the invented candidate in the language of the page.
async fn try_sample(State(app): State<App>, guest: Guest) -> Result<Response, Problem> {
    let (service, caller) = (&app.service, &guest.caller);
    app.limits.runs.check(&caller.user.unwrap_or(caller.team))?;
    let mut draft = service.begin(caller).await?;
    let brought = sample_in(service, &mut draft, guest.look.words.language()).await;
    started(&app, caller, (&HeaderMap::new(), "/sample"), draft, brought, onward).await
}

async fn sample_in(service: &Office, draft: &mut Draft, language: Language) -> Result<Brought, Problem> {
    let files = match language {
        Language::De => sample::DE,
        Language::En => sample::EN,
        Language::Fr => sample::FR,
    };
    for ((name, bytes), role) in files.into_iter().zip([InputRole::Cv, InputRole::Job]) {
        let bytes = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(bytes))]);
        service.add_input(draft, role, InputFileName::new(name), bytes).await?;
    }
    let options = RunOptions { formats: vec![Format::Docx, Format::Pdf], ..RunOptions::default() };
    let body = fingerprint(draft, &options, None)?;
    Ok(Brought { body, options })
}
