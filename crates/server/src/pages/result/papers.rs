//! The documents of a revision on the page: what there is, in which formats, with a picture of the first page; and a page with
//! pictures of all pages of one document. Files and pictures themselves come from the API's routes.

use super::super::frame::{Frame, page};
use super::super::icon;
use super::super::visitor::Guest;
use super::super::words::{Words, key};
use crate::app::App;
use crate::extract::ApiPath;
use crate::problem::Problem;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use dossier::Class;
use dossier::core::formats::read::pdf::PreviewSize;
use dossier::core::generate::naming::kind_word;
use dossier::core::generate::{DOCUMENTS, DocumentKind};
use dossier::service::runs::DocumentView;
use uuid::Uuid;

/// Pages of which there are pictures.
const PAGES_MAX: u8 = 20;

/// Width of the pictures that are counted, in pixels.
const COUNT_WIDTH_PX: u16 = 200;

/// A file of a document.
pub(super) struct PaperFile {
    /// Format in capitals.
    pub(super) format: String,
    pub(super) size: String,
    pub(super) href: String,
    /// Name in addresses.
    pub(super) slug: String,
}

/// A document.
pub(super) struct Paper {
    pub(super) title: String,
    /// Whether clients get it.
    pub(super) for_client: bool,
    pub(super) files: Vec<PaperFile>,
    /// Address of the picture of its first page; none of a web page.
    pub(super) picture: Option<String>,
    /// Address of the page with all pages.
    pub(super) all: String,
}

/// A size in kilobytes, at least one.
fn size(words: &Words, bytes: i64) -> String {
    format!("{}\u{a0}KB", words.number(bytes.saturating_add(1_023) / 1_024))
}

/// What a document is called: by its kind, in a shortlist with its number.
fn title(words: &Words, document: &DocumentView) -> String {
    let kind = DOCUMENTS.into_iter().find(|kind| kind.name() == document.kind);
    let word = kind.map_or_else(|| document.kind.clone(), |kind| kind_word(kind, words.locale()));
    let (stem, _) = document.slug.rsplit_once('.').unwrap_or((document.slug.as_str(), ""));
    let number = kind.and_then(|kind| stem.strip_prefix(kind.stem())).map(|rest| rest.trim_start_matches('-'));
    match number.filter(|number| !number.is_empty()) {
        Some(number) => format!("{word} {number}"),
        None => word,
    }
}

/// Whether there can be pictures of a kind of document.
fn is_drawn(kind: &str) -> bool {
    DOCUMENTS.into_iter().any(|one| one.name() == kind && one.name() != "dashboard")
}

/// The documents of a revision, in the order of their slugs; records are left out.
pub(super) fn papers(words: &Words, run: Uuid, revision: Uuid, all: &[DocumentView]) -> Vec<Paper> {
    let mut documents: Vec<&DocumentView> = all.iter().filter(|document| !document.is_record).collect();
    documents.sort_by(|a, b| a.slug.cmp(&b.slug));
    let mut out: Vec<(String, Paper)> = Vec::new();
    for document in documents {
        let (stem, ending) = document.slug.rsplit_once('.').unwrap_or((document.slug.as_str(), ""));
        let href = format!("/api/v1/runs/{run}/revisions/{revision}/documents/{}", document.slug);
        if out.last().is_none_or(|(known, _)| known != stem) {
            let kind = DOCUMENTS.into_iter().find(|kind| kind.name() == document.kind);
            let paper = Paper {
                title: title(words, document),
                for_client: kind.is_some_and(DocumentKind::is_client_paper),
                files: Vec::new(),
                picture: is_drawn(&document.kind).then(|| format!("{href}/preview/1?width=480")),
                all: format!("/runs/{run}/papers/{revision}/{}", document.slug),
            };
            out.push((stem.to_owned(), paper));
        }
        if let Some((_, paper)) = out.last_mut() {
            paper.files.push(PaperFile {
                format: ending.to_uppercase(),
                size: size(words, document.bytes),
                href,
                slug: document.slug.clone(),
            });
        }
    }
    out.into_iter().map(|(_, paper)| paper).collect()
}

/// A picture of a page.
struct Picture {
    href: String,
    label: String,
}

#[derive(Template)]
#[template(path = "result_pages.html")]
struct PagesPage {
    frame: Frame,
    back: String,
    title: String,
    count: String,
    pictures: Vec<Picture>,
    download: String,
}

/// All pages of a document.
pub(super) async fn pages(
    State(app): State<App>,
    guest: Guest,
    ApiPath((run, revision, slug)): ApiPath<(Uuid, Uuid, String)>,
) -> Result<Response, Problem> {
    let not_found = || Problem::of(Class::NotFound, "not_found");
    let all = app.service.documents_of(&guest.caller, run, revision).await?;
    let found = all.into_iter().find(|document| document.slug == slug && !document.is_record);
    let document = found.filter(|document| is_drawn(&document.kind)).ok_or_else(not_found)?;
    let size = PreviewSize::new(COUNT_WIDTH_PX, PAGES_MAX).ok_or_else(not_found)?;
    let drawn = app.service.preview(&guest.caller, run, Some(revision), (document.kind.as_str(), size)).await?;
    let count = drawn.pages.len();
    let frame = Frame::of(&guest, None);
    let download = format!("/api/v1/runs/{run}/revisions/{revision}/documents/{slug}");
    let all_pages = count.to_string();
    let pictures = (1..=count).map(|number| Picture {
        href: format!("{download}/preview/{number}?width=1000"),
        label: frame.words.with(key::result::PAGE_OF, &[("page", &number.to_string()), ("pages", &all_pages)]),
    });
    let view = PagesPage {
        back: format!("/runs/{run}"),
        title: title(&frame.words, &document),
        count: frame.words.count(key::result::PAGES, i64::try_from(count).unwrap_or(i64::MAX), &[]),
        pictures: pictures.collect(),
        download,
        frame,
    };
    page(&view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::core::locale::Locale;

    fn document(kind: &str, slug: &str, is_record: bool) -> DocumentView {
        DocumentView {
            id: Uuid::from_u128(1),
            kind: kind.into(),
            is_record,
            slug: slug.into(),
            name: None,
            media_type: String::new(),
            bytes: 1_500,
            sha256: String::new(),
        }
    }

    #[test]
    fn files_of_one_document_stand_together_and_records_do_not() {
        let words = Words::new(Locale::DeCh, None);
        let all = [
            document("dashboard", "03-dashboard.html", false),
            document("cv", "01-cv.pdf", false),
            document("cv", "01-cv.docx", false),
            document("cv", "cv.json", true),
        ];
        let shown = papers(&words, Uuid::from_u128(2), Uuid::from_u128(3), &all);
        let told: Vec<(&str, usize, bool)> =
            shown.iter().map(|paper| (paper.title.as_str(), paper.files.len(), paper.picture.is_some())).collect();
        assert_eq!(told, [("Lebenslauf", 2, true), ("Dashboard", 1, false)]);
        assert!(shown[0].for_client && !shown[1].for_client);
        assert_eq!(shown[0].files[0].size, "2\u{a0}KB");
        assert_eq!(title(&words, &document("cv", "01-cv-02.docx", false)), "Lebenslauf 02");
    }
}
