//! The five generators: from records, brand, locale, date and options to bytes and warnings. Each is a folder of its own
//! with the same shape: `mod.rs` describes the document, nothing else knows its content.

mod cv;
mod dashboard;
mod feedback;
mod letter;
mod matchmaking;
mod offer;
pub mod ranking;
mod tongue;
mod tree;
mod words;

pub use tree::match_tree;

use crate::brand::Brand;
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use crate::offer::OfferRecord;
use crate::records::feedback::Finding;
use crate::records::manifest::Warning;
use crate::records::{Cv, Feedback, JobProfile, Match};
use crate::time::Day;
use dossier_formats::write::doc::{Block, Doc, Field, Margins, ParagraphStyle, Run, Theme};
use dossier_formats::write::docx;
use serde::{Deserialize, Serialize};

/// The documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Branded CV for the client.
    Cv,
    /// Offer letter for the client.
    Offer,
    /// Dashboard for the desk.
    Dashboard,
    /// Matchmaking report for the desk.
    Matchmaking,
    /// Feedback report for the desk.
    Feedback,
    /// Letter to the candidate with questions and hints.
    CandidateLetter,
}

/// Formats that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Office Open XML text document.
    Docx,
    /// One HTML file.
    Html,
}

/// All documents in the order of their slugs.
pub const DOCUMENTS: [DocumentKind; 6] = [
    DocumentKind::Cv,
    DocumentKind::Offer,
    DocumentKind::Dashboard,
    DocumentKind::Matchmaking,
    DocumentKind::Feedback,
    DocumentKind::CandidateLetter,
];

impl DocumentKind {
    /// Name in the manifest and in warnings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cv => "cv",
            Self::Offer => "offer",
            Self::Dashboard => "dashboard",
            Self::Matchmaking => "matchmaking",
            Self::Feedback => "feedback",
            Self::CandidateLetter => "candidate-letter",
        }
    }

    /// Slug under which it is stored; free of personal data.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Cv => "01-cv.docx",
            Self::Offer => "02-offer.docx",
            Self::Dashboard => "03-dashboard.html",
            Self::Matchmaking => "04-matchmaking.docx",
            Self::Feedback => "05-feedback.docx",
            Self::CandidateLetter => "06-candidate-letter.docx",
        }
    }

    /// Its format.
    pub fn format(self) -> Format {
        match self {
            Self::Dashboard => Format::Html,
            _ => Format::Docx,
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self.format() {
            Format::Html => "text/html; charset=utf-8",
            Format::Docx => docx::MEDIA_TYPE,
        }
    }

    /// Whether it goes to the client and so keeps the client papers' rules.
    pub fn is_client_paper(self) -> bool {
        matches!(self, Self::Cv | Self::Offer)
    }

    /// Whether it needs a profile.
    pub fn needs_job(self) -> bool {
        matches!(self, Self::Offer | Self::Matchmaking)
    }
}

/// Options of a run that change its documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Code that stands for the candidate's name; `None` names the candidate.
    pub anonymous: Option<String>,
    /// Whether the pack goes to a client, so that papers with an open mark are stamped as drafts.
    pub client_pack: bool,
}

/// Everything a generator sees.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The candidate.
    pub cv: &'a Cv,
    /// The profile, where there is one.
    pub job: Option<&'a JobProfile>,
    /// The match, where there is a profile.
    pub matching: Option<&'a Match>,
    /// Feedback on the CV.
    pub feedback: &'a Feedback,
    /// The offer, where there is a profile or the desk filled one in.
    pub offer: Option<&'a OfferRecord>,
    /// Who sends the papers.
    pub brand: &'a Brand,
    /// Language and customs.
    pub locale: Locale,
    /// Date of the documents.
    pub date: Day,
    /// Options of the run.
    pub options: &'a Options,
}

/// A generated document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Which.
    pub kind: DocumentKind,
    /// Name that people see.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Doubtful places.
    pub warnings: Vec<Warning>,
}

/// Why a document cannot be made.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GenerateError {
    /// It needs a profile and a match.
    #[error("this document needs a job profile")]
    NeedsProfile,
    /// The template could not be filled; a defect of this program.
    #[error("the page could not be filled")]
    Template,
}

impl GenerateError {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NeedsProfile => "generate.needs_profile",
            Self::Template => "generate.template",
        }
    }
}

/// Makes one document.
///
/// # Errors
/// [`GenerateError::NeedsProfile`] for a document that needs a profile where there is none.
pub fn generate(kind: DocumentKind, inputs: &Inputs<'_>) -> Result<Output, GenerateError> {
    let messages = Messages::new(inputs.locale);
    let mut notes = Notes { kind, warnings: Vec::new() };
    let bytes = match kind {
        DocumentKind::Cv => docx::write(&cv::document(inputs, &messages, &mut notes)),
        DocumentKind::Offer => docx::write(&offer::document(inputs, &messages, &mut notes)?),
        DocumentKind::Dashboard => dashboard::page(inputs, &messages, &mut notes)?.into_bytes(),
        DocumentKind::Matchmaking => docx::write(&matchmaking::document(inputs, &messages)?),
        DocumentKind::Feedback => docx::write(&feedback::internal(inputs, &messages)),
        DocumentKind::CandidateLetter => docx::write(&feedback::letter(inputs, &messages)),
    };
    Ok(Output { kind, file_name: file_name(kind, inputs, &messages), bytes, warnings: notes.warnings })
}

/// The question to the candidate behind a finding; `None` where there is none, or for a suspicion.
pub(crate) fn ask(messages: &Messages, finding: &Finding) -> Option<String> {
    feedback::may_be_asked(finding).then(|| feedback::question(messages, finding)).flatten()
}

/// The candidate's name, or the code that stands for it.
pub fn candidate_name(cv: &Cv, options: &Options) -> Option<String> {
    options.anonymous.clone().or_else(|| cv.basics.name.clone())
}

fn file_name(kind: DocumentKind, inputs: &Inputs<'_>, messages: &Messages) -> String {
    let title = messages.get(match kind {
        DocumentKind::Cv => key::FILE_CV,
        DocumentKind::Offer => key::FILE_OFFER,
        DocumentKind::Dashboard => key::FILE_DASHBOARD,
        DocumentKind::Matchmaking => key::FILE_MATCHMAKING,
        DocumentKind::Feedback => key::FILE_FEEDBACK,
        DocumentKind::CandidateLetter => key::FILE_CANDIDATE_LETTER,
    });
    let name: String = candidate_name(inputs.cv, inputs.options)
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '\'' | '-') { c } else { ' ' })
        .take(50)
        .collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let extension = if kind == DocumentKind::Dashboard { "html" } else { "docx" };
    if name.is_empty() { format!("{title}.{extension}") } else { format!("{title} {name}.{extension}") }
}

/// Warnings of the document being made.
struct Notes {
    kind: DocumentKind,
    warnings: Vec<Warning>,
}

impl Notes {
    fn warn(&mut self, code: &str, field: &str, count: u32) {
        if count > 0 {
            self.warnings.push(Warning {
                document: self.kind.name().to_owned(),
                code: code.to_owned(),
                field: field.to_owned(),
                count,
            });
        }
    }
}

/// Margins of a report.
const MARGINS: Margins = Margins { top: 1_500, right: 1_191, bottom: 1_247, left: 1_304 };

/// An empty document with the brand's look, head and foot.
fn blank(inputs: &Inputs<'_>, messages: &Messages, title: &str, running_title: &str) -> Doc {
    let brand = inputs.brand;
    let company = brand.file.name.clone();
    let foot_left = [
        company.as_str(),
        brand.file.street.as_str(),
        &[brand.file.postal_code.as_str(), brand.file.town.as_str()].join(" "),
        brand.file.web.as_str(),
    ]
    .iter()
    .map(|part| part.trim())
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ");
    let (before, between, after) = page_of(messages);
    let footer = vec![Block::runs(
        ParagraphStyle::Footer,
        vec![
            Run::new(format!("{foot_left}\t{before}")),
            Run::field(Field::Page),
            Run::new(between),
            Run::field(Field::Pages),
            Run::new(after),
        ],
    )];
    let first_header = if brand.logo.is_some() || company.is_empty() {
        Vec::new()
    } else {
        vec![Block::runs(ParagraphStyle::Header, vec![Run { bold: true, accent: true, ..Run::new(company.clone()) }])]
    };
    Doc {
        title: title.to_owned(),
        author: if company.is_empty() { "dossier".to_owned() } else { company.clone() },
        language: inputs.locale.document_tag().to_owned(),
        date: inputs.date.to_string(),
        theme: Theme {
            accent: brand.accent,
            body_font: brand.file.style.body_font.clone(),
            heading_font: brand.file.style.heading_font.clone(),
            body_half_points: 20,
        },
        margins: MARGINS,
        logo: brand.logo.clone(),
        first_header,
        header: vec![Block::text(ParagraphStyle::Header, format!("{running_title}\t{company}"))],
        footer,
        body: Vec::new(),
    }
}

/// The words around page number and page count.
fn page_of(messages: &Messages) -> (String, String, String) {
    // Two signs that no message uses stand for the fields.
    let text = messages.with(key::PAGE_OF, &[("page", "\u{1}"), ("pages", "\u{2}")]);
    let mut parts = text.splitn(2, '\u{1}');
    let before = parts.next().unwrap_or_default().to_owned();
    let rest = parts.next().unwrap_or_default();
    let mut rest = rest.splitn(2, '\u{2}');
    (before, rest.next().unwrap_or_default().to_owned(), rest.next().unwrap_or_default().to_owned())
}
