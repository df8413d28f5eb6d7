//! Writes a [`Doc`] as PDF: tagged (PDF/UA-1), fonts embedded as subsets, the same text in the same order as the docx. Same
//! model, same bytes. Needs no office program and no file: layout, fonts and data are in memory.

mod fonts;
mod world;

use super::doc::{Doc, Image, ParagraphStyle};
use super::sheet::{HAIRLINE_TINT, RULE_TINT, STRONG_TINT, STYLES, Sheet};
use serde_json::{Map, Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Paper;

pub use fonts::{EXTRA_FONT_BYTES_MAX, font_family, names_a_font};

/// Media type of the written file.
pub const MEDIA_TYPE: &str = "application/pdf";

/// How long what one document has computed is kept for the next ones, in documents.
const KEEP_DOCUMENTS: usize = 4;

/// Options of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether it also keeps PDF/A-2a, for archives.
    pub archive: bool,
    /// Font files of the brand (TTF or OTF), tried before the built-in ones.
    pub fonts: Vec<Vec<u8>>,
}

/// A written document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// Pages.
    pub pages: usize,
}

/// Why a document cannot be written; a defect of this program or of a font.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the PDF cannot be laid out: {reason}")]
pub struct PdfError {
    /// The layout's words; no text of the document.
    pub reason: String,
}

/// Writes a document.
///
/// # Errors
/// [`PdfError`] with the first complaint of the layout.
pub fn write(doc: &Doc, settings: &Settings) -> Result<Written, PdfError> {
    let document = layout(doc, settings)?;
    let mut standards = vec![PdfStandard::Ua_1];
    if settings.archive {
        standards.push(PdfStandard::A_2a);
    }
    let standards = PdfStandards::new(&standards).map_err(|error| PdfError { reason: error.message().to_string() })?;
    let options = PdfOptions { creator: Smart::Custom(Some("dossier".into())), standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| complaint(&errors))?;
    let pages = document.pages().len();
    comemo::evict(KEEP_DOCUMENTS);
    Ok(Written { bytes, pages })
}

/// Number of pages that a document has, without writing it.
///
/// # Errors
/// [`PdfError`] with the first complaint of the layout.
pub fn pages(doc: &Doc, settings: &Settings) -> Result<usize, PdfError> {
    let pages = layout(doc, settings)?.pages().len();
    comemo::evict(KEEP_DOCUMENTS);
    Ok(pages)
}

fn layout(doc: &Doc, settings: &Settings) -> Result<PagedDocument, PdfError> {
    let bytes = |image: &Image| image.svg.clone().unwrap_or_else(|| image.bytes.clone());
    let files = pictures(doc).map(|(name, image)| (name, bytes(image))).collect();
    let paper = Paper::new(data(doc).to_string(), files, &settings.fonts);
    typst::compile::<PagedDocument>(&paper).output.map_err(|errors| complaint(&errors))
}

fn complaint(errors: &[SourceDiagnostic]) -> PdfError {
    PdfError { reason: errors.first().map(|error| error.message.to_string()).unwrap_or_default() }
}

/// Pictures under the names by which the layout asks for them.
fn pictures(doc: &Doc) -> impl Iterator<Item = (String, &Image)> {
    let extension = |image: &Image| if image.svg.is_some() { "svg" } else { image.extension };
    let logo = doc.logo.iter().map(move |image| (format!("logo.{}", extension(image)), image));
    let others = doc.pictures.iter().enumerate();
    logo.chain(others.map(move |(number, image)| (format!("picture{number}.{}", extension(image)), image)))
}

/// The model as the layout reads it.
fn data(doc: &Doc) -> Value {
    let (language, region) = doc.language.split_once('-').unwrap_or((&doc.language, ""));
    let mut named: Vec<Value> = pictures(doc)
        .map(|(name, image)| {
            json!({ "name": name, "width": image.width_pt, "height": image.height_pt, "alt": image.alt })
        })
        .collect();
    let logo = if doc.logo.is_some() { named.remove(0) } else { Value::Null };
    json!({
        "title": doc.title,
        "author": doc.author,
        "language": language,
        "region": if region.is_empty() { Value::Null } else { region.into() },
        "date": doc.date,
        "sheet": sheet(&doc.sheet),
        "logo": logo,
        "pictures": named,
        "first_header": doc.first_header,
        "header": doc.header,
        "footer": doc.footer,
        "body": doc.body,
    })
}

fn sheet(sheet: &Sheet) -> Value {
    let styles: Map<String, Value> =
        STYLES.iter().map(|style| (style_name(*style), json!(sheet.spec(*style)))).collect();
    json!({
        "accent": sheet.accent.hex(),
        "rule": sheet.accent.tint(RULE_TINT).hex(),
        "hairline": sheet.accent.tint(HAIRLINE_TINT).hex(),
        "strong": sheet.accent.tint(STRONG_TINT).hex(),
        "label": sheet.label,
        "margins": sheet.margins,
        "padding": sheet.padding(),
        "fonts": fonts::families(&sheet.body_font),
        "heading_fonts": fonts::families(&sheet.heading_font),
        "styles": styles,
    })
}

fn style_name(style: ParagraphStyle) -> String {
    json!(style).as_str().unwrap_or_default().to_owned()
}
