//! The team's files: templates with their check, word lists, logos, fonts, brands and offers. Templates that have faults come
//! back with a list of them and their places.

use super::super::fault::Faults;
use super::super::frame::{Choice, Frame, form_again, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Key, key};
use super::{Asked, Tab, head};
use crate::app::App;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::upload::Upload;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dossier::Class;
use dossier::core::formats::fill::{Fault, Finding};
use dossier::core::generate::DocumentKind;
use dossier::core::generate::template::{TEMPLATED, kind_of};
use dossier::db::rows::FileKind;
use dossier::service::Action;
use dossier::service::library::NewTeamFile;
use uuid::Uuid;

/// Most bytes of a file: what the largest kind may have. The use case knows the others.
const BYTES_MAX: usize = 16 * 1024 * 1024;

/// The kinds by their names.
static KINDS: [(FileKind, Key); 6] = [
    (FileKind::Template, key::library::KIND_TEMPLATE),
    (FileKind::Brand, key::library::KIND_BRAND),
    (FileKind::Lexicon, key::library::KIND_LEXICON),
    (FileKind::Logo, key::library::KIND_LOGO),
    (FileKind::Font, key::library::KIND_FONT),
    (FileKind::Offer, key::library::KIND_OFFER),
];

/// The routes whose bodies are small.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/team/library", get(show))
        .route("/team/files/{id}/default", post(make_default))
        .route("/team/files/{id}/archive", post(archive))
}

/// The routes that take files.
pub(super) fn uploads() -> Router<App> {
    Router::new().route("/team/library/{kind}", post(add))
}

/// A file as the page shows it.
struct Shown {
    id: Uuid,
    name: String,
    kind: String,
    document: String,
    since: String,
    is_default: bool,
    /// Whether it can be taken where nobody chooses.
    can_default: bool,
}

/// A fault of a template as the page shows it.
struct Told {
    place: String,
    tag: String,
    what: String,
    meant: Option<String>,
}

#[derive(Template)]
#[template(path = "team/library.html")]
struct LibraryPage {
    frame: Frame,
    tabs: Vec<Tab>,
    faults: Faults,
    files: Vec<Shown>,
    documents: Vec<Choice>,
    findings: Vec<Told>,
}

fn document_name(frame: &Frame, code: &str) -> String {
    let name = match kind_of(code) {
        Some(DocumentKind::Cv) => key::library::DOCUMENT_CV,
        Some(DocumentKind::Offer) => key::library::DOCUMENT_OFFER,
        Some(DocumentKind::Matchmaking) => key::library::DOCUMENT_MATCH,
        Some(DocumentKind::Feedback) => key::library::DOCUMENT_FEEDBACK,
        Some(DocumentKind::CandidateLetter) => key::library::DOCUMENT_LETTER,
        Some(DocumentKind::Dashboard) | None => return code.to_owned(),
    };
    frame.t(name)
}

fn told(frame: &Frame, finding: &Finding) -> Told {
    let what = match finding.fault {
        Fault::UnknownTag => key::library::FINDING_TAG,
        Fault::UnknownFilter => key::library::FINDING_FILTER,
        Fault::Broken => key::library::FINDING_BROKEN,
        Fault::NotText => key::library::FINDING_NOT_TEXT,
        Fault::NoTag => key::library::FINDING_NO_TAG,
    };
    let paragraph = finding.paragraph.to_string();
    let values = [("part", finding.part.as_str()), ("paragraph", paragraph.as_str())];
    Told {
        place: if finding.paragraph > 0 {
            frame.words.with(key::library::PLACE, &values)
        } else {
            finding.part.clone()
        },
        tag: finding.tag.clone(),
        what: frame.t(what),
        meant: finding.suggestion.as_ref().map(|name| frame.fill(key::library::MEANT, "name", name)),
    }
}

async fn filled(app: &App, guest: &Guest, done: Option<&str>) -> Result<LibraryPage, Problem> {
    guest.caller.may(Action::EditLibrary)?;
    let (frame, tabs) = head(guest, "/team/library", done);
    let found = app.service.team_files(&guest.caller, None).await?;
    let shown = found.into_iter().map(|file| Shown {
        id: file.id,
        kind: KINDS.iter().find(|(kind, _)| *kind == file.kind).map(|(_, key)| frame.t(*key)).unwrap_or_default(),
        document: file.document.as_deref().map(|code| document_name(&frame, code)).unwrap_or_default(),
        since: frame.words.day(file.created_at),
        is_default: file.is_default,
        can_default: !file.is_default && file.kind != FileKind::Font,
        name: file.name,
    });
    let files = shown.collect();
    let documents = TEMPLATED.map(|kind| Choice {
        code: kind.name().to_owned(),
        label: document_name(&frame, kind.name()),
        current: false,
    });
    let documents = documents.into_iter().collect();
    Ok(LibraryPage { tabs, faults: Faults::default(), files, documents, findings: Vec::new(), frame })
}

async fn show(State(app): State<App>, guest: Guest, ApiQuery(asked): ApiQuery<Asked>) -> Result<Response, Problem> {
    page(&filled(&app, &guest, asked.done.as_deref()).await?)
}

/// What a form with a file brings.
struct Brought {
    name: String,
    content: Vec<u8>,
    document: Option<DocumentKind>,
}

async fn brought(mut upload: Upload) -> Result<Brought, Problem> {
    let (mut name, mut content, mut document) = (String::new(), Vec::new(), None);
    while let Some(part) = upload.next_part().await? {
        match part.name.as_str() {
            "document" => document = kind_of(&part.text().await?),
            "file" => {
                name = part.file_name.clone().unwrap_or_default();
                content = part.bytes(BYTES_MAX).await?;
            }
            _ => part.drain().await?,
        }
    }
    if name.is_empty() || content.is_empty() {
        return Err(Problem::of(Class::Usage, "upload.part_missing"));
    }
    Ok(Brought { name, content, document })
}

/// The page once more, with what was wrong.
async fn again(app: &App, guest: &Guest, problem: Problem, findings: &[Finding]) -> Result<Response, Problem> {
    if problem.status().is_server_error() {
        return Err(problem);
    }
    let mut page = filled(app, guest, None).await?;
    if findings.is_empty() {
        page.faults = Faults::of(&page.frame.words, &problem, &[]);
    }
    page.findings = findings.iter().map(|finding| told(&page.frame, finding)).collect();
    form_again(&page, problem)
}

async fn add(
    State(app): State<App>,
    guest: Guest,
    ApiPath(kind): ApiPath<String>,
    upload: Upload,
) -> Result<Response, Problem> {
    guest.caller.may(Action::EditLibrary)?;
    let kind = match kind.as_str() {
        "template" => FileKind::Template,
        "lexicon" => FileKind::Lexicon,
        "logo" => FileKind::Logo,
        "font" => FileKind::Font,
        _ => return Err(Problem::of(Class::NotFound, "http.not_found")),
    };
    let Brought { name, content, document } = match brought(upload).await {
        Ok(brought) => brought,
        Err(problem) => return again(&app, &guest, problem, &[]).await,
    };
    if matches!(kind, FileKind::Logo | FileKind::Font) {
        return match app.service.add_to_team_brand(&guest.caller, kind, name, content).await {
            Ok(_) => Ok(Redirect::to("/team/brand?done=team-added").into_response()),
            Err(error) => again(&app, &guest, error.into(), &[]).await,
        };
    }
    if kind == FileKind::Template {
        match app.service.check_team_template(&guest.caller, content.clone(), document).await {
            Ok(report) if report.findings.is_empty() => {}
            Ok(report) => {
                let problem = Problem::of(Class::Usage, "template.faults");
                return again(&app, &guest, problem, &report.findings).await;
            }
            Err(error) => return again(&app, &guest, error.into(), &[]).await,
        }
    }
    let new = NewTeamFile { kind, name, client: None, document, make_default: true, content };
    match app.service.add_team_file(&guest.caller, new).await {
        Ok(_) => Ok(Redirect::to("/team/library?done=team-added").into_response()),
        Err(error) => again(&app, &guest, error.into(), &[]).await,
    }
}

async fn make_default(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.make_team_file_default(&guest.caller, id).await?;
    Ok(Redirect::to("/team/library?done=team-saved").into_response())
}

async fn archive(State(app): State<App>, guest: Guest, ApiPath(id): ApiPath<Uuid>) -> Result<Response, Problem> {
    app.service.archive_team_file(&guest.caller, id).await?;
    Ok(Redirect::to("/team/library?done=team-removed").into_response())
}
