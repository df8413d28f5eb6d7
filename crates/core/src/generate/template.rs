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

    /// Whether a check of the template tells more.
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Template(error) if error.is_fault())
    }
}

/// Reads a template and what it is for: what is wanted of it, else what the remark `{# dossier: offer #}` says, or the CV
/// where there is none.
///
/// # Errors
/// [`ShelfError`].
pub fn read(bytes: &[u8], wanted: Option<DocumentKind>) -> Result<(DocumentKind, Template), ShelfError> {
    let template = Template::parse(bytes, &TemplateLimits::default())?;
    Ok((meant(&template, wanted)?, template))
}

/// What a template is for.
fn meant(template: &Template, wanted: Option<DocumentKind>) -> Result<DocumentKind, ShelfError> {
    if let Some(kind) = wanted {
        return Ok(kind);
    }
    let named = template.remarks().find_map(|remark| remark.trim().strip_prefix("dossier:")).map(str::trim);
    match named {
        None => Ok(DocumentKind::Cv),
        Some(name) => kind_of(name).ok_or_else(|| ShelfError::Kind { name: name.chars().take(40).collect() }),
    }
}

impl Templates {
    /// Adds a template for a document, or for the one that it says itself; the later one of two for a document counts. Tags
    /// that only stay empty are no reason to refuse it: a run counts them.
    ///
    /// # Errors
    /// [`ShelfError`], also for a tag that could not be filled in, or would print what nobody can read.
    pub fn add(&mut self, bytes: &[u8], wanted: Option<DocumentKind>) -> Result<DocumentKind, ShelfError> {
        let (kind, template) = read(bytes, wanted)?;
        let (findings, _) = template.check(&sample(kind));
        if let Some(fault) = findings.iter().find(|finding| finding.is_fatal()) {
            return Err(fault.error().into());
        }
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
    let template = Template::inspect(bytes, &TemplateLimits::default())?;
    let kind = meant(&template, wanted)?;
    let values = sample(kind);
    let (mut findings, unused) = template.check(&values);
    if !findings.iter().any(Finding::is_fatal) {
        findings.extend(template.rehearse(&values));
    }
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

/// A starter: the fields of the document, with remarks on how tags work and on the fields that it does not show, in the words
/// of a locale.
pub fn starter(kind: DocumentKind, locale: Locale) -> Vec<u8> {
    starter::write(kind, locale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::Brand;
    use crate::locale::LOCALES;
    use dossier_formats::fill::Fault;
    use dossier_formats::write::doc::{Block, Doc, ParagraphStyle};
    use dossier_formats::write::docx;
    use dossier_formats::write::sheet::{Look, Sheet};

    /// Fields that the starters show in another form, such as one by one or in one list of all.
    const ELSEWHERE: [&str; 19] = [
        "skills.items", "experience.figures", "projects.figures", "projects.place", "education.figures",
        "education.summary", "education.technologies", "education.place", "label.role", "number", "role", "profile_id",
        "candidate", "label.offer", "label.number", "criteria", "findings", "classes.criteria.class",
        "groups.findings.severity",
    ];
    /// Headings of what they show in another form.
    const HEADINGS: [&str; 2] = ["label.class", "label.reason"];
    /// Beginnings of such fields.
    const GROUPS: [&str; 3] = ["term.", "criteria.", "findings."];

    #[test]
    fn the_starters_are_free_of_faults_and_name_what_they_do_not_show_in_every_locale() {
        for (kind, locale) in TEMPLATED.into_iter().flat_map(|kind| LOCALES.map(|locale| (kind, locale))) {
            let file = starter(kind, locale);
            let report = check(&file, None).expect("a template");
            assert_eq!((report.kind, report.findings), (kind, Vec::new()), "{locale}");
            let elsewhere = |path: &str| {
                ELSEWHERE.contains(&path)
                    || HEADINGS.contains(&path)
                    || GROUPS.iter().any(|beginning| path.starts_with(beginning))
            };
            let forgotten: Vec<&String> = report.unused.iter().filter(|path| !elsewhere(path)).collect();
            assert!(forgotten.is_empty(), "the starter of {} does not show {forgotten:?}", kind.name());
            let (_, template) = read(&file, None).expect("a template");
            let named: BTreeSet<&str> = template.remarks().flat_map(|remark| remark.split([' ', ','])).collect();
            let unnamed: Vec<&String> = report.unused.iter().filter(|path| !named.contains(path.as_str())).collect();
            assert!(unnamed.is_empty(), "the starter of {} does not name {unnamed:?}", kind.name());
        }
    }

    /// A document with one paragraph.
    fn saying(text: &str) -> Vec<u8> {
        let sheet = Sheet::new(Look::Classic, Brand::default().accent, "Calibri", "Calibri");
        docx::write(&Doc {
            title: "T".to_owned(),
            author: "dossier".to_owned(),
            language: "en".to_owned(),
            date: "2026-01-01".to_owned(),
            sheet,
            logo: None,
            pictures: Vec::new(),
            first_header: Vec::new(),
            header: Vec::new(),
            footer: Vec::new(),
            body: vec![Block::text(ParagraphStyle::Body, text)],
        })
    }

    #[test]
    fn a_template_that_cannot_be_filled_is_refused_with_the_tag_and_its_place() {
        for (text, code, said) in [
            ("{{ experience }}", "template.not_text", "{% for one in experience %}"),
            ("{{ company }}", "template.not_text", "did you mean {{ company.name }}?"),
            ("{{ name|uper }}", "template.tag", "did you mean upper?"),
            ("{% iff name %}x{% endif %}", "template.tag", "did you mean if?"),
            ("{% for one in facts %}x{% endif %}", "template.tag", "{% endfor %}"),
            ("no tag", "template.no_tag", "holds no tag"),
        ] {
            let refused = Templates::default().add(&saying(text), None).expect_err(text);
            let message = refused.to_string();
            assert_eq!((refused.code(), refused.is_fault()), (code, true), "{message}");
            assert!(message.contains(said), "{message}");
            assert!(code == "template.no_tag" || message.contains(" in paragraph 1 of document"), "{message}");
            let findings = check(&saying(text), None).expect("a package").findings;
            assert_eq!(findings.len(), 1, "{findings:?}");
        }
        // An unknown field stays empty, and a run counts it.
        assert_eq!(Templates::default().add(&saying("{{ nmae }}"), None), Ok(DocumentKind::Cv));
        // What only fails as it is filled in, a check tries out.
        let fails = saying("{{ 1 / 0 }}");
        assert_eq!(Templates::default().add(&fails, None), Ok(DocumentKind::Cv));
        let findings = check(&fails, None).expect("a package").findings;
        let found: Vec<(Fault, u32, &str)> =
            findings.iter().map(|one| (one.fault, one.paragraph, one.tag.as_str())).collect();
        assert_eq!(found, [(Fault::Broken, 1, "{{ 1 / 0 }}")]);
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
