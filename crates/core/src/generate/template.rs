//! Customers' own templates: which document a file is for, what its tags may name, a starter to begin from. Filling is the
//! business of `formats`, the values that of each document.

use super::{DocumentKind, cv, feedback, matchmaking, offer, starter};
use crate::i18n::Messages;
use crate::locale::Locale;
use dossier_formats::fill::{Field, Finding, Template, TemplateError, TemplateLimits};
use std::collections::{BTreeMap, BTreeSet};

/// Documents that a template can be made for.
pub const TEMPLATED: [DocumentKind; 5] = [
    DocumentKind::Cv,
    DocumentKind::Offer,
    DocumentKind::Matchmaking,
    DocumentKind::Feedback,
    DocumentKind::CandidateLetter,
];

/// A shorter name of a document beside the one in the manifest.
const SHORT: (&str, DocumentKind) = ("letter", DocumentKind::CandidateLetter);

/// Templates by document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Templates {
    by_kind: BTreeMap<DocumentKind, (Template, String)>,
}

/// Why a file cannot stand among the templates.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// It cannot be read as a template.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The remark that says what it is for names no such document.
    #[error("the template says that it is for {name}, which has no templates")]
    Kind {
        /// What it says.
        name: String,
    },
}

impl ShelfError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Template(error) => error.code(),
            Self::Kind { .. } => "template.kind",
        }
    }
}

/// Reads a template and what it is for: what is wanted of it, else what the remark `{# dossier: offer #}` says, or the CV
/// where there is none.
///
/// # Errors
/// [`ShelfError`].
pub fn read(bytes: &[u8], wanted: Option<DocumentKind>) -> Result<(DocumentKind, Template), ShelfError> {
    let template = Template::parse(bytes, &TemplateLimits::default())?;
    if let Some(kind) = wanted {
        return Ok((kind, template));
    }
    let named = template.remarks().find_map(|remark| remark.trim().strip_prefix("dossier:")).map(str::trim);
    let kind = match named {
        None => DocumentKind::Cv,
        Some(name) => kind_of(name).ok_or_else(|| ShelfError::Kind { name: name.chars().take(40).collect() })?,
    };
    Ok((kind, template))
}

impl Templates {
    /// Adds a template for a document, or for the one that it says itself; the later one of two for a document counts.
    ///
    /// # Errors
    /// [`ShelfError`].
    pub fn add(&mut self, bytes: &[u8], wanted: Option<DocumentKind>) -> Result<DocumentKind, ShelfError> {
        let (kind, template) = read(bytes, wanted)?;
        self.by_kind.insert(kind, (template, crate::hash::sha256_hex(bytes)));
        Ok(kind)
    }

    /// The template of a document.
    pub fn get(&self, kind: DocumentKind) -> Option<&Template> {
        self.by_kind.get(&kind).map(|(template, _)| template)
    }

    /// SHA-256 of each template, by the name of its document.
    pub fn digests(&self) -> BTreeMap<&'static str, &str> {
        self.by_kind.iter().map(|(kind, (_, digest))| (kind.name(), digest.as_str())).collect()
    }

    /// These over others.
    #[must_use]
    pub fn over(&self, base: &Templates) -> Templates {
        let mut both = base.clone();
        both.by_kind.extend(self.by_kind.iter().map(|(kind, template)| (*kind, template.clone())));
        both
    }
}

/// What `template check` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the template is for.
    pub kind: DocumentKind,
    /// Faults with their places.
    pub findings: Vec<Finding>,
    /// Fields that it never uses.
    pub unused: Vec<String>,
}

/// Checks a template against everything that its document can print; `wanted` goes before what it says it is for.
///
/// # Errors
/// [`ShelfError`] for a file that is no template at all.
pub fn check(bytes: &[u8], wanted: Option<DocumentKind>) -> Result<Report, ShelfError> {
    let (kind, template) = read(bytes, wanted)?;
    let (findings, unused) = template.check(&sample(kind));
    Ok(Report { kind, findings, unused })
}

/// A value for every field of a document's templates; none for a document without templates.
pub fn sample(kind: DocumentKind) -> Field {
    let messages = Messages::new(Locale::En);
    match kind {
        DocumentKind::Cv => cv::sample_values(&messages),
        DocumentKind::Offer => offer::sample_values(&messages),
        DocumentKind::Matchmaking => matchmaking::sample_values(&messages),
        DocumentKind::Feedback => feedback::sample_values(&messages),
        DocumentKind::CandidateLetter => feedback::letter_sample_values(&messages),
        DocumentKind::Dashboard => Field::Map(BTreeMap::new()),
    }
}

/// Paths of all fields of a document's templates, such as `contact.name`; lists by their entries.
pub fn fields(kind: DocumentKind) -> BTreeSet<String> {
    sample(kind).paths()
}

/// Finds the document of a name; the letter to the candidate may be called `letter`.
pub fn kind_of(name: &str) -> Option<DocumentKind> {
    let short = (name == SHORT.0).then_some(SHORT.1);
    short.or_else(|| TEMPLATED.into_iter().find(|kind| kind.name() == name))
}

/// A starter: every field once, with remarks on how tags work, in the words of a locale.
pub fn starter(kind: DocumentKind, locale: Locale) -> Vec<u8> {
    starter::write(kind, locale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LOCALES;

    /// Fields that the starters show in another form, or that stand in a table of all of them.
    const ELSEWHERE: [&str; 22] = [
        "photo", "skills.items", "experience.figures", "projects.figures", "projects.place", "education.figures",
        "education.summary", "education.technologies", "education.place", "label.role", "number", "role", "profile_id",
        "candidate", "label.offer", "label.number", "classes", "classes.name", "classes.criteria", "groups",
        "groups.name", "groups.findings",
    ];
    /// Beginnings of such fields.
    const GROUPS: [&str; 3] = ["term.", "classes.criteria.", "groups.findings."];

    #[test]
    fn the_starters_are_free_of_faults_in_every_locale() {
        for (kind, locale) in TEMPLATED.into_iter().flat_map(|kind| LOCALES.map(|locale| (kind, locale))) {
            let report = check(&starter(kind, locale), None).expect("a template");
            assert_eq!((report.kind, report.findings), (kind, Vec::new()), "{locale}");
            let elsewhere =
                |path: &str| ELSEWHERE.contains(&path) || GROUPS.iter().any(|beginning| path.starts_with(beginning));
            let forgotten: Vec<&String> = report.unused.iter().filter(|path| !elsewhere(path)).collect();
            assert!(forgotten.is_empty(), "the starter of {} does not show {forgotten:?}", kind.name());
        }
    }

    #[test]
    fn what_a_template_is_for_is_said_in_it_or_asked_for() {
        let offer = starter(DocumentKind::Offer, Locale::En);
        let kind = |wanted| read(&offer, wanted).expect("a template").0;
        assert_eq!(kind(None), DocumentKind::Offer);
        assert_eq!(kind(Some(DocumentKind::Cv)), DocumentKind::Cv);
        assert!(!check(&offer, Some(DocumentKind::Cv)).expect("a template").findings.is_empty());
        assert_eq!(kind_of("letter"), Some(DocumentKind::CandidateLetter));
        assert_eq!(kind_of("candidate-letter"), Some(DocumentKind::CandidateLetter));
        assert_eq!(kind_of("dashboard"), None);
    }
}
