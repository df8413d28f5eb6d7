//! Customers' own templates: which document a file is for, what its tags may name, a starter to begin from. Filling is the
//! business of `formats`, the values that of each document.

use super::{DOCUMENTS, DocumentKind, cv};
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use dossier_formats::fill::{Field, Finding, Template, TemplateError, TemplateLimits};
use dossier_formats::write::doc::{Block, Cell, Doc, Keep, Paragraph, ParagraphStyle, Run, Table, TableLook};
use dossier_formats::write::docx;
use dossier_formats::write::sheet::{Look, Sheet};
use std::collections::BTreeMap;

/// Documents that a template can be made for.
pub const TEMPLATED: [DocumentKind; 1] = [DocumentKind::Cv];

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

/// Reads a template and what it is for: the remark `{# dossier: cv #}`, or the CV where there is none.
///
/// # Errors
/// [`ShelfError`].
pub fn read(bytes: &[u8]) -> Result<(DocumentKind, Template), ShelfError> {
    let template = Template::parse(bytes, &TemplateLimits::default())?;
    let named = template.remarks().find_map(|remark| remark.trim().strip_prefix("dossier:")).map(str::trim);
    let kind = match named {
        None => DocumentKind::Cv,
        Some(name) => TEMPLATED
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| ShelfError::Kind { name: name.chars().take(40).collect() })?,
    };
    Ok((kind, template))
}

impl Templates {
    /// Adds a template; the later one of two for a document counts.
    ///
    /// # Errors
    /// [`ShelfError`].
    pub fn add(&mut self, bytes: &[u8]) -> Result<DocumentKind, ShelfError> {
        let (kind, template) = read(bytes)?;
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

/// Checks a template against everything that its document can print.
///
/// # Errors
/// [`ShelfError`] for a file that is no template at all.
pub fn check(bytes: &[u8]) -> Result<Report, ShelfError> {
    let (kind, template) = read(bytes)?;
    let (findings, unused) = template.check(&sample(kind));
    Ok(Report { kind, findings, unused })
}

/// A value for every field of a document's templates.
pub fn sample(kind: DocumentKind) -> Field {
    match kind {
        DocumentKind::Cv => cv::sample_values(&Messages::new(Locale::En)),
        _ => Field::Map(BTreeMap::new()),
    }
}

/// Finds the document of a name.
pub fn kind_of(name: &str) -> Option<DocumentKind> {
    DOCUMENTS.into_iter().find(|kind| kind.name() == name && TEMPLATED.contains(kind))
}

/// A starter: every field once, with remarks on how tags work, in the words of a locale.
pub fn starter(kind: DocumentKind, locale: Locale) -> Vec<u8> {
    let messages = Messages::new(locale);
    let sheet = Sheet::new(Look::Classic, crate::Brand::default().accent, "Calibri", "Calibri");
    let mut body = remarks(&messages);
    body.insert(0, remark(&format!("dossier: {}", kind.name())));
    cv_starter(&sheet, &mut body);
    let doc = Doc {
        title: messages.get(key::TEMPLATE_TITLE),
        author: "dossier".to_owned(),
        language: locale.document_tag().to_owned(),
        date: "2026-01-01".to_owned(),
        sheet,
        logo: None,
        pictures: Vec::new(),
        first_header: vec![Block::text(ParagraphStyle::Header, "{{ company.name }}\t{{ logo }}")],
        header: vec![Block::text(ParagraphStyle::Header, "{{ label.cv }} · {{ name }}\t{{ company.name }}")],
        footer: vec![Block::text(
            ParagraphStyle::Footer,
            "{{ company.name }} · {{ company.street }} · {{ company.town }} · {{ company.web }}\t{{ date }}",
        )],
        body,
    };
    docx::write(&doc)
}

fn remark(text: &str) -> Block {
    Block::runs(ParagraphStyle::Note, vec![Run { accent: true, ..Run::new(format!("{{# {text} #}}")) }])
}

fn remarks(messages: &Messages) -> Vec<Block> {
    [key::TEMPLATE_REMARK_TAGS, key::TEMPLATE_REMARK_LOOPS, key::TEMPLATE_REMARK_CHECK]
        .map(|key| remark(&messages.get(key)))
        .to_vec()
}

fn line(style: ParagraphStyle, text: &str) -> Block {
    Block::text(style, text)
}

/// A row that repeats with the loop around it.
fn repeated(sheet: &Sheet, first: &str, second: &str) -> Block {
    let row = vec![Cell::text(first), Cell::of(vec![Paragraph::new(ParagraphStyle::Cell, second)])];
    let widths = vec![sheet.label, sheet.text_width() - sheet.label];
    Block::Table(Table { look: TableLook::Facts, widths, head: None, rows: vec![row], keep: Keep::Rows })
}

fn cv_starter(sheet: &Sheet, body: &mut Vec<Block>) {
    use ParagraphStyle::{Body, Bullet, Heading1, Heading2, Meta, Note, Stamp, Subtitle, Title};
    let mut add = |style, texts: &[&str]| body.extend(texts.iter().map(|text| line(style, text)));
    add(Body, &["{% if draft %}"]);
    add(Stamp, &["{{ label.draft }}"]);
    add(Body, &["{% endif %}"]);
    add(Title, &["{{ name }}"]);
    add(Subtitle, &["{{ role }}"]);
    body.push(repeated(sheet, "{% for fact in facts %}{{ fact.label }}", "{{ fact.value }}{% endfor %}"));
    let mut add = |style, texts: &[&str]| body.extend(texts.iter().map(|text| line(style, text)));
    add(Body, &["{% if profile %}"]);
    add(Heading1, &["{{ label.profile }}"]);
    add(Body, &["{{ profile }}", "{% endif %}", "{% if skills %}"]);
    add(Heading1, &["{{ label.skills }}"]);
    body.push(repeated(sheet, "{% for group in skills %}{{ group.name }}", "{{ group.list }}{% endfor %}"));
    let mut add = |style, texts: &[&str]| body.extend(texts.iter().map(|text| line(style, text)));
    add(Body, &["{% endif %}"]);
    for (list, detailed) in [("experience", true), ("projects", true), ("education", false)] {
        add(Body, &[&format!("{{% if {list} %}}")]);
        add(Heading1, &[&format!("{{{{ label.{list} }}}}")]);
        add(Body, &[&format!("{{% for entry in {list} %}}")]);
        add(Heading2, &["{{ entry.title }}{% if entry.note %} ({{ entry.note }}){% endif %}"]);
        add(Meta, &["{{ entry.organisation }}{% if entry.place %}, {{ entry.place }}{% endif %}\t{{ entry.period }}"]);
        if detailed {
            add(Body, &["{% if entry.summary %}", "{{ entry.summary }}", "{% endif %}"]);
        }
        add(Body, &["{% for task in entry.tasks %}"]);
        add(Bullet, &["{{ task }}"]);
        add(Body, &["{% endfor %}"]);
        if detailed {
            add(
                Body,
                &["{% if entry.technologies %}", "{{ label.technologies }}: {{ entry.technologies }}", "{% endif %}"],
            );
        }
        add(Body, &["{% endfor %}", "{% endif %}"]);
    }
    add(Body, &["{% if certificates %}"]);
    add(Heading1, &["{{ label.certificates }}"]);
    add(Body, &["{% for one in certificates %}"]);
    add(Bullet, &["{{ one.name }}{% if one.detail %} · {{ one.detail }}{% endif %}"]);
    add(Body, &["{% endfor %}", "{% endif %}", "{% if languages %}"]);
    add(Heading1, &["{{ label.languages }}"]);
    body.push(repeated(sheet, "{% for one in languages %}{{ one.name }}", "{{ one.level }}{% endfor %}"));
    let mut add = |style, texts: &[&str]| body.extend(texts.iter().map(|text| line(style, text)));
    add(Body, &["{% endif %}"]);
    add(
        Note,
        &["{{ label.contact }}: {{ contact.name }} · {{ contact.role }} · {{ contact.phone }} · {{ contact.email }}"],
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LOCALES;

    /// Fields that the starter shows in another form.
    const ELSEWHERE: [&str; 9] = [
        "skills.items", "experience.figures", "projects.figures", "projects.place", "education.figures",
        "education.summary", "education.technologies", "education.place", "label.role",
    ];

    #[test]
    fn the_starter_is_free_of_faults_in_every_locale() {
        for locale in LOCALES {
            let report = check(&starter(DocumentKind::Cv, locale)).expect("a template");
            assert_eq!((report.kind, report.findings), (DocumentKind::Cv, Vec::new()), "{locale}");
            let forgotten: Vec<&String> =
                report.unused.iter().filter(|path| !ELSEWHERE.contains(&path.as_str())).collect();
            assert!(forgotten.is_empty(), "the starter does not show {forgotten:?}");
        }
    }
}
