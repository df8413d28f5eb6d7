//! The five generators: from records, brand, locale, date and options to bytes and warnings. Each is a folder of its own
//! with the same shape: `mod.rs` describes the document, nothing else knows its content.

pub mod choices;
mod comparison;
mod cv;
mod dashboard;
mod feedback;
mod fields;
mod frame;
mod letter;
pub mod mail;
mod matchmaking;
pub mod naming;
mod neutral;
mod offer;
mod places;
pub mod ranking;
mod reasoning;
pub mod said;
pub mod shortlist;
mod starter;
mod tagging;
pub mod template;
mod tongue;
mod tree;
mod words;

pub use tongue::in_locale;
pub use tree::match_tree;

use crate::brand::Brand;
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use crate::offer::OfferRecord;
use crate::records::feedback::Finding;
use crate::records::manifest::Warning;
use crate::records::{Cv, Feedback, JobProfile, Match};
use crate::time::Day;
use choices::{Choices, Pronouns};
use dossier_formats::fill::{Fault, Field, Properties, Template, TemplateError};
use dossier_formats::write::doc::{Block, Doc, ParagraphStyle};
use dossier_formats::write::{docx, pdf};
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
    /// Portable Document Format, tagged.
    Pdf,
    /// One HTML file.
    Html,
}

impl Format {
    /// Extension of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => docx::MEDIA_TYPE,
            Self::Pdf => pdf::MEDIA_TYPE,
            Self::Html => "text/html; charset=utf-8",
        }
    }
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

    /// Slug under which it is stored, without extension; free of personal data.
    pub fn stem(self) -> &'static str {
        match self {
            Self::Cv => "01-cv",
            Self::Offer => "02-offer",
            Self::Dashboard => "03-dashboard",
            Self::Matchmaking => "04-matchmaking",
            Self::Feedback => "05-feedback",
            Self::CandidateLetter => "06-candidate-letter",
        }
    }

    /// Slug under which it is stored in a format.
    pub fn slug(self, format: Format) -> String {
        format!("{}.{}", self.stem(), format.extension())
    }

    /// Formats that it comes in, the usual one first.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Dashboard => &[Format::Html],
            _ => &[Format::Docx, Format::Pdf],
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
    /// What the desk chooses for its papers.
    #[serde(default)]
    pub choices: Choices,
    /// Whether PDF files also keep PDF/A-2a.
    #[serde(default)]
    pub archive: bool,
    /// Kinds of data, and words, that a person lets stand in anonymous papers where they are ordinary words.
    #[serde(default)]
    pub allow_words: Vec<String>,
}

impl Options {
    /// Whether our own words must not tell the candidate's gender.
    pub fn is_neutral(&self) -> bool {
        self.choices.pronouns.map_or(self.anonymous.is_some(), |pronouns| pronouns == Pronouns::Neutral)
    }

    /// Whether a photo of the candidate may be shown: never in an anonymous paper, whatever was chosen.
    pub fn may_show_photo(&self) -> bool {
        self.anonymous.is_none()
    }
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
    /// In which format.
    pub format: Format,
    /// Name that people see.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Doubtful places.
    pub warnings: Vec<Warning>,
}

/// Why a document cannot be made.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GenerateError {
    /// It needs a profile and a match.
    #[error("this document needs a job profile")]
    NeedsProfile,
    /// The template could not be filled; a defect of this program.
    #[error("the page could not be filled")]
    Template,
    /// The layout could not be made; a defect of this program or of a font of the brand.
    #[error("the PDF could not be laid out")]
    Layout,
    /// The customer's template could not be filled; says which tag failed, never with what.
    #[error("{0}; run `dossier template check FILE`")]
    Filling(TemplateError),
    /// It does not come in this format.
    #[error("this document does not come in this format")]
    NoSuchFormat,
}

impl GenerateError {
    /// What exactly is wrong, for people; `None` where the code says all.
    pub fn detail(&self) -> Option<String> {
        matches!(self, Self::Filling(_)).then(|| self.to_string())
    }

    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NeedsProfile => "generate.needs_profile",
            Self::Template => "generate.template",
            Self::Layout => "generate.layout",
            Self::Filling(_) => "generate.template_filling",
            Self::NoSuchFormat => "generate.no_such_format",
        }
    }
}

/// Makes one document in one format.
///
/// # Errors
/// [`GenerateError::NeedsProfile`] for a document that needs a profile where there is none,
/// [`GenerateError::NoSuchFormat`] for a format that is not among [`DocumentKind::formats`].
pub fn generate(kind: DocumentKind, format: Format, inputs: &Inputs<'_>) -> Result<Output, GenerateError> {
    if !kind.formats().contains(&format) {
        return Err(GenerateError::NoSuchFormat);
    }
    let messages = Messages::new(inputs.locale);
    let mut notes = Notes { kind, warnings: Vec::new() };
    let file_name = file_name(kind, format, inputs);
    let bytes = match format {
        Format::Html => dashboard::page(inputs, &messages, &mut notes)?.into_bytes(),
        Format::Docx => match inputs.brand.templates.get(kind) {
            Some(template) => {
                let values = values(kind, inputs, &messages, &mut notes)?;
                let name = candidate_name(inputs.cv, inputs.options);
                let title = [naming::kind_word(kind, inputs.locale), name.unwrap_or_default()].join(" ");
                filled(template, &values, title.trim_end(), inputs, &mut notes)?
            }
            None => docx::write(&paper(kind, inputs, &messages, &mut notes)?),
        },
        Format::Pdf => {
            let doc = paper(kind, inputs, &messages, &mut notes)?;
            let settings = pdf::Settings { archive: inputs.options.archive, fonts: inputs.brand.fonts.clone() };
            let written = pdf::write(&doc, &settings).map_err(|_| GenerateError::Layout)?;
            notes.fonts(&doc, inputs.brand);
            notes.warn("pdf.house_look", "template", u32::from(inputs.brand.templates.get(kind).is_some()));
            written.bytes
        }
    };
    Ok(Output { kind, format, file_name, bytes, warnings: notes.warnings })
}

/// The values of a document's templates.
fn values(
    kind: DocumentKind,
    inputs: &Inputs<'_>,
    messages: &Messages,
    notes: &mut Notes,
) -> Result<Field, GenerateError> {
    Ok(match kind {
        DocumentKind::Cv => cv::filling(inputs, messages, notes),
        DocumentKind::Offer => offer::filling(inputs, &[], messages, notes)?,
        DocumentKind::Matchmaking => matchmaking::filling(inputs, messages)?,
        DocumentKind::Feedback => feedback::filling(inputs, messages),
        DocumentKind::CandidateLetter => feedback::letter_filling(inputs, messages),
        DocumentKind::Dashboard => return Err(GenerateError::NoSuchFormat),
    })
}

/// A customer's template with values; `title` goes into the properties.
fn filled(
    template: &Template,
    values: &Field,
    title: &str,
    inputs: &Inputs<'_>,
    notes: &mut Notes,
) -> Result<Vec<u8>, GenerateError> {
    let (findings, unused) = template.check(values);
    let unknown = findings.iter().filter(|finding| finding.fault == Fault::UnknownTag).count();
    notes.warn("template.unknown_tag", "template", u32::try_from(unknown).unwrap_or(u32::MAX));
    let is_unused = |field: &str| unused.iter().any(|path| path == field);
    let open = inputs.options.client_pack && notes.warnings.iter().any(|warning| warning.code.ends_with(".marked"));
    notes.warn("template.draft_not_shown", "draft", u32::from(open && is_unused("draft") && is_unused("label.draft")));
    let photo = if notes.kind == DocumentKind::Cv { cv::photo(inputs, &Messages::new(inputs.locale)) } else { None };
    notes.warn("template.photo_not_shown", "photo", u32::from(photo.is_some() && is_unused("photo")));
    let named = [("logo", inputs.brand.logo.clone()), ("photo", photo)];
    let pictures = named.into_iter().filter_map(|(name, picture)| Some((name.to_owned(), picture?))).collect();
    let properties = Properties {
        title: title.to_owned(),
        author: if inputs.brand.file.name.is_empty() { "dossier".into() } else { inputs.brand.file.name.clone() },
        language: inputs.locale.document_tag().to_owned(),
        date: inputs.date.to_string(),
    };
    template.fill(values, &pictures, &properties).map_err(GenerateError::Filling)
}

/// The content of a paper in the run's look.
fn paper(
    kind: DocumentKind,
    inputs: &Inputs<'_>,
    messages: &Messages,
    notes: &mut Notes,
) -> Result<Doc, GenerateError> {
    let mut doc = match kind {
        DocumentKind::Cv => cv::document(inputs, messages, notes),
        DocumentKind::Offer => offer::document(inputs, &[], messages, notes)?,
        DocumentKind::Matchmaking => matchmaking::document(inputs, messages)?,
        DocumentKind::Feedback => feedback::internal(inputs, messages),
        DocumentKind::CandidateLetter => feedback::letter(inputs, messages),
        DocumentKind::Dashboard => return Err(GenerateError::NoSuchFormat),
    };
    finish(&mut doc, inputs, messages, notes);
    Ok(doc)
}

/// What is done to every paper, whatever lays it out: texts of the client are tagged and counted, a client's paper with an
/// open mark is counted and stamped, the end stays together.
fn finish(doc: &mut Doc, inputs: &Inputs<'_>, messages: &Messages, notes: &mut Notes) {
    let kind = notes.kind;
    let found = tagging::look_over(doc, inputs);
    notes.warn("text.untranslated", "job", found.untranslated);
    if kind.is_client_paper() && found.marks > 0 {
        if !notes.warnings.iter().any(|warning| warning.code.ends_with(".marked")) {
            notes.warn(&format!("{}.marked", kind.name()), kind.name(), found.marks);
        }
        if inputs.options.client_pack && !found.stamped {
            doc.body.insert(0, Block::text(ParagraphStyle::Stamp, messages.get(key::DRAFT)));
        }
    }
    frame::keep_tail(doc);
}

/// The question to the candidate behind a finding; `None` where there is none, or for a suspicion.
pub(crate) fn ask(messages: &Messages, finding: &Finding) -> Option<String> {
    feedback::may_be_asked(finding).then(|| feedback::question(messages, finding)).flatten()
}

/// The candidate's name, or the code that stands for it.
pub fn candidate_name(cv: &Cv, options: &Options) -> Option<String> {
    options.anonymous.clone().or_else(|| cv.basics.name.clone())
}

/// Name of a document's file. A letter to the candidate says nothing of the position, which may name the client.
pub fn file_name(kind: DocumentKind, format: Format, inputs: &Inputs<'_>) -> String {
    let position = inputs.job.and_then(|job| job.title.as_deref()).filter(|_| kind != DocumentKind::CandidateLetter);
    let role = position.or(inputs.cv.basics.label.as_deref());
    let name = candidate_name(inputs.cv, inputs.options);
    let stem = naming::document_file_name(kind, inputs.locale, name.as_deref(), role);
    format!("{stem}.{}", format.extension())
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

    /// Fonts that a PDF shows by another face, since the brand brings none of that name.
    fn fonts(&mut self, doc: &Doc, brand: &Brand) {
        let named = [&doc.sheet.body_font, &doc.sheet.heading_font];
        let replaced = named.into_iter().filter(|font| !pdf::names_a_font(font)).count();
        if brand.fonts.is_empty() {
            self.warn("pdf.font_replaced", "brand", u32::try_from(replaced).unwrap_or(u32::MAX));
        }
    }
}
