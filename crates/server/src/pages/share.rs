//! A link to papers, as a stranger sees it: until when it works, what can be loaded, and the password where it asks for one. The
//! rules are those of the API: a look uses nothing up, a download counts, and a link that does not work tells nothing.

use super::fault::Faults;
use super::frame::{Frame, form_again, page};
use super::icon;
use super::visitor::Look;
use super::words::{Words, key};
use crate::api::share_opened;
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::{ApiForm, ApiPath};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dossier::core::generate::DOCUMENTS;
use dossier::core::generate::naming::kind_word;
use dossier::db::Personal;
use dossier::service::sharing::SharedFile;
use serde::Deserialize;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/s/{secret}", get(show).post(open))
}

/// A file in the list.
struct Line {
    title: String,
    format: String,
    size: String,
}

#[derive(Template)]
#[template(path = "share.html")]
struct SharePage {
    frame: Frame,
    faults: Faults,
    action: String,
    needs_password: bool,
    is_pack: bool,
    until: String,
    uses_left: Option<String>,
    files: Vec<Line>,
}

/// A file by what it is; its name for people may be that of a person.
fn line(words: &Words, file: &SharedFile) -> Line {
    let (stem, ending) = file.slug.rsplit_once('.').unwrap_or((file.slug.as_str(), ""));
    let kind = DOCUMENTS.into_iter().find(|kind| stem.starts_with(kind.stem()));
    let kilobytes = i64::try_from(file.bytes.div_ceil(1_024)).unwrap_or(i64::MAX);
    Line {
        title: kind.map_or_else(|| words.get(key::share::FILE), |kind| kind_word(kind, words.locale())),
        format: ending.to_uppercase(),
        size: format!("{}\u{a0}KB", words.number(kilobytes)),
    }
}

/// Search engines keep nothing of a link, refusals too. Referrers stay here by the policy of all pages.
fn apart(answer: Result<Response, Problem>) -> Response {
    let mut response = answer.unwrap_or_else(Problem::into_response);
    let robots = HeaderValue::from_static("noindex, nofollow");
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), robots);
    response
}

async fn shown(app: &App, look: Look, visitor: &Visitor, secret: &str) -> Result<SharePage, Problem> {
    let (face, files) = app.service.look_at_share(secret, &visitor.network).await?;
    let frame = Frame::open(look);
    let words = &frame.words;
    Ok(SharePage {
        faults: Faults::default(),
        action: format!("/s/{secret}"),
        needs_password: face.needs_password,
        is_pack: face.is_pack,
        until: words.moment(face.expires_at),
        uses_left: face.uses_left.map(|left| words.count(key::share::USES_LEFT, left, &[])),
        files: files.iter().map(|file| line(words, file)).collect(),
        frame,
    })
}

async fn show(State(app): State<App>, look: Look, visitor: Visitor, ApiPath(secret): ApiPath<String>) -> Response {
    let answer = async { page(&shown(&app, look, &visitor, &secret).await?) };
    apart(answer.await)
}

/// What whoever follows the link knows.
#[derive(Deserialize)]
struct Known {
    #[serde(default)]
    password: String,
}

async fn open(
    State(app): State<App>,
    look: Look,
    visitor: Visitor,
    ApiPath(secret): ApiPath<String>,
    ApiForm(known): ApiForm<Known>,
) -> Response {
    let password = Some(known.password).filter(|password| !password.is_empty()).map(Personal::from);
    let problem = match share_opened(&app, &secret, password, &visitor.network).await {
        Ok(response) => return apart(Ok(response)),
        Err(problem) => problem,
    };
    let is_mended = matches!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS);
    if !is_mended {
        return apart(Err(problem));
    }
    let again = async {
        let mut page = shown(&app, look, &visitor, &secret).await?;
        page.faults = Faults::of(&page.frame.words, &problem, &["password"]);
        form_again(&page, problem)
    };
    apart(again.await)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    #[test]
    fn a_file_is_told_by_its_kind() {
        let words = Words::new(Locale::FrCh, None);
        let told = |slug: &str| {
            let line = line(&words, &SharedFile { slug: slug.into(), bytes: 1_025 });
            (line.title, line.format, line.size)
        };
        assert_eq!(told("02-offer.docx"), ("Offre".into(), "DOCX".into(), "2\u{a0}KB".into()));
        assert_eq!(told("other.pdf").0, words.get(key::share::FILE));
    }
}
