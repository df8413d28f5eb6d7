//! Fills a customer's own docx with readable tags: `{{ name }}`, `{% for entry in experience %}`, `{% if photo %}`. The file's
//! look stays as it is; paragraphs and rows repeat with the loops around them. Knows no candidate: values come as a tree of
//! [`Field`]s. Templates are foreign bytes and are bounded in size, depth, steps and output.

mod check;
mod nesting;
mod package;
mod pictures;
mod render;
mod runs;
mod suggest;
mod tags;
mod tree;
mod values;

pub use check::{Fault, Finding};
pub use values::Field;

use crate::write::doc::Image;
use package::Package;
use pictures::Pictures;
use render::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Bounds on a template and on what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateLimits {
    /// Size of the file in bytes. Default 5 MiB.
    pub file_bytes_max: usize,
    /// Unpacked bytes of all members. Default 40 MiB.
    pub unpacked_bytes_max: u64,
    /// Unpacked size divided by packed size of a member that has more than 1 MiB. Default 100.
    pub unpacked_ratio_max: u64,
    /// Members of the package. Default 500.
    pub members_max: usize,
    /// Depth of nested elements. Default 128.
    pub depth_max: usize,
    /// Bytes of a filled part. Default 16 MiB.
    pub part_bytes_max: usize,
}

impl Default for TemplateLimits {
    fn default() -> Self {
        Self {
            file_bytes_max: 5 * 1024 * 1024,
            unpacked_bytes_max: 40 * 1024 * 1024,
            unpacked_ratio_max: 100,
            members_max: 500,
            depth_max: 128,
            part_bytes_max: 16 * 1024 * 1024,
        }
    }
}

/// Why a template cannot be used. Texts are the template's own, never a candidate's.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Not a docx, or damaged.
    #[error("the template is not a readable docx: {reason}")]
    Unreadable {
        /// What is wrong.
        reason: String,
    },
    /// A limit was passed.
    #[error("the template passes a limit: {limit}")]
    Limit {
        /// Name of the limit.
        limit: &'static str,
    },
    /// It holds programs or fetches files from elsewhere.
    #[error("the template holds active content: {what}")]
    Active {
        /// What.
        what: &'static str,
    },
    /// A tag that cannot be read or filled in.
    #[error("the tag {tag} in paragraph {paragraph} of {part} cannot be used: {reason}")]
    Tag {
        /// Part of the package.
        part: String,
        /// Paragraph from 1; 0 where it is not known.
        paragraph: u32,
        /// The tag as written.
        tag: String,
        /// What is wrong.
        reason: String,
    },
    /// A tag that prints a list of entries, or a group of fields, as if it were a text.
    #[error("the tag {tag} in paragraph {paragraph} of {part} cannot be printed: {reason}")]
    NotText {
        /// Part of the package.
        part: String,
        /// Paragraph from 1; 0 where it is not known.
        paragraph: u32,
        /// The tag as written.
        tag: String,
        /// What is wrong.
        reason: String,
    },
    /// It has no tag at all, so it would say the same of everybody.
    #[error("the template holds no tag such as {{{{ name }}}}")]
    NoTag,
}

impl TemplateError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "template.unreadable",
            Self::Limit { .. } => "template.limit",
            Self::Active { .. } => "template.active_content",
            Self::Tag { .. } => "template.tag",
            Self::NotText { .. } => "template.not_text",
            Self::NoTag => "template.no_tag",
        }
    }

    /// Whether a check of the template tells more.
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Tag { .. } | Self::NotText { .. } | Self::NoTag)
    }
}

/// What properties of the filled file say, instead of the template's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Title.
    pub title: String,
    /// Author: the company, never a person.
    pub author: String,
    /// Language tag.
    pub language: String,
    /// Date, `YYYY-MM-DD`.
    pub date: String,
}

/// A template that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    package: Package,
    parts: Vec<(String, Source)>,
    remarks: Vec<String>,
    /// Alternative texts of its pictures.
    alternatives: BTreeSet<String>,
    /// Statements that cannot be read or do not nest; the sources of their parts are mended and only good for a check.
    faults: Vec<Finding>,
    limits: TemplateLimits,
}

impl Template {
    /// Reads a template whose statements can be read and nest.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn parse(bytes: &[u8], limits: &TemplateLimits) -> Result<Self, TemplateError> {
        let template = Self::inspect(bytes, limits)?;
        template.sound()?;
        Ok(template)
    }

    /// Reads a template for a check: statements that cannot be read or do not nest are findings of [`Template::check`] then.
    ///
    /// # Errors
    /// [`TemplateError`], but neither [`TemplateError::Tag`] nor what follows it.
    pub fn inspect(bytes: &[u8], limits: &TemplateLimits) -> Result<Self, TemplateError> {
        let package = Package::open(bytes, limits)?;
        let (mut parts, mut remarks, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        let mut alternatives = BTreeSet::new();
        for name in package.texts() {
            let mut root = tree_of(&package, &name, limits)?;
            let paragraphs = tags::paragraphs(&mut root);
            remarks.extend(paragraphs.iter().flat_map(|paragraph| tags::remarks(&paragraph.text)));
            named_pictures(&root, &mut alternatives);
            let loose = match tags::prepare(&mut root) {
                Ok(loose) => loose.before.into_iter().chain(loose.after).next(),
                Err(tags::Unclosed(code)) => Some(code),
            };
            let source = render::source(&root, paragraphs);
            if loose.is_none() && render::unreadable(&source.text).is_none() {
                parts.push((name, source));
                continue;
            }
            // The tree is half prepared, so the part is looked at as it was written.
            let mut root = tree_of(&package, &name, limits)?;
            let paragraphs = tags::paragraphs(&mut root);
            let (mut misplaced, mended) = nesting::survey(&root, paragraphs);
            let known = !misplaced.is_empty();
            if let Some(code) = loose.filter(|_| !known) {
                let detail = "it has no counterpart where it stands".to_owned();
                misplaced.push(nesting::Misplaced {
                    paragraph: code.paragraph,
                    tag: code.text,
                    detail,
                    suggestion: None,
                });
            }
            let finding = |one: nesting::Misplaced| Finding {
                fault: Fault::Broken,
                part: short(&name),
                paragraph: one.paragraph,
                row: 0,
                text: String::new(),
                tag: one.tag,
                detail: one.detail,
                suggestion: one.suggestion,
            };
            faults.extend(misplaced.into_iter().map(|one| finding(one).placed(&mended.paragraphs)));
            // What the survey does not see stays for the check of the part itself.
            parts.push((name, if known { mended } else { source }));
        }
        Ok(Self { package, parts, remarks, alternatives, faults, limits: limits.clone() })
    }

    /// The first fault of its statements as an error.
    fn sound(&self) -> Result<(), TemplateError> {
        self.faults.first().map_or(Ok(()), |fault| Err(fault.error()))
    }

    /// What is wrong with its tags, and which fields it never uses, held against a sample that has every field.
    pub fn check(&self, sample: &Field) -> (Vec<Finding>, Vec<String>) {
        let mut findings = Vec::new();
        let mut used = self.alternatives.clone();
        for (name, source) in &self.parts {
            let part = short(name);
            let walk = check::Walk::over(sample, &part, source);
            let mut found: Vec<Finding> = self.faults.iter().filter(|fault| fault.part == part).cloned().collect();
            let broken = !found.is_empty();
            found.extend(walk.findings);
            if broken {
                found.sort_by_key(|finding| finding.paragraph);
            }
            findings.extend(found);
            used.extend(walk.used);
        }
        let paths = sample.paths();
        let says_nothing = self.parts.iter().all(|(_, source)| source.spots.is_empty());
        if says_nothing && findings.is_empty() && paths.is_disjoint(&used) {
            findings.push(Finding {
                fault: Fault::NoTag,
                part: "document".to_owned(),
                paragraph: 0,
                row: 0,
                text: String::new(),
                tag: String::new(),
                detail: "the file holds no tag such as {{ name }}, so it would say the same of everybody".to_owned(),
                suggestion: None,
            });
        }
        (findings, paths.into_iter().filter(|path| !used.contains(path)).collect())
    }

    /// Fills its parts with a sample and tells the first tag that fails, which no look at the tags alone can find: a division
    /// by nothing, a filter that gets what it cannot work on.
    pub fn rehearse(&self, sample: &Field) -> Option<Finding> {
        let engine = render::engine().ok()?;
        let context = values::value(sample);
        for (name, source) in &self.parts {
            let (fault, part, paragraph, tag, detail) = match self.run(&engine, name, source, &context) {
                Err(TemplateError::Tag { part, paragraph, tag, reason }) => {
                    (Fault::Broken, part, paragraph, tag, reason)
                }
                Err(TemplateError::NotText { part, paragraph, tag, reason }) => {
                    (Fault::NotText, part, paragraph, tag, reason)
                }
                _ => continue,
            };
            let finding =
                Finding { fault, part, paragraph, row: 0, text: String::new(), tag, detail, suggestion: None };
            return Some(finding.placed(&source.paragraphs));
        }
        None
    }

    /// Texts of the remarks in it.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        self.remarks.iter().map(String::as_str)
    }

    /// Fills it. Fields that it names and that are not there stay empty. `pictures` are known by the names that
    /// [`Field::Picture`] gives; they also replace pictures of the template whose alternative text is such a name or a tag.
    ///
    /// # Errors
    /// [`TemplateError::Tag`] for a tag that fails, [`TemplateError::NotText`] for one that prints what is no text,
    /// [`TemplateError::Limit`] when the result becomes too large.
    pub fn fill(
        &self,
        values: &Field,
        pictures: &BTreeMap<String, Image>,
        properties: &Properties,
    ) -> Result<Vec<u8>, TemplateError> {
        self.sound()?;
        let engine = render::engine().map_err(|error| TemplateError::Unreadable { reason: error.to_string() })?;
        let context = values::value(values);
        let mut package = self.package.clone();
        for (name, source) in &self.parts {
            let filled = self.run(&engine, name, source, &context)?;
            let mut root = render::parse(&filled, self.limits.depth_max * 2)
                .map_err(|_| TemplateError::Unreadable { reason: format!("{} is no longer sound", short(name)) })?;
            let mut pictures = Pictures { package: &mut package, part: name, named: pictures };
            pictures.replace(&mut root);
            runs::finish(&mut root, &mut pictures);
            package.set(name, tree::part(&root));
        }
        package.set_properties(properties);
        Ok(package.close())
    }

    fn run(
        &self,
        engine: &minijinja::Environment<'_>,
        name: &str,
        source: &Source,
        context: &minijinja::Value,
    ) -> Result<String, TemplateError> {
        let fault = |error: &minijinja::Error| {
            if error.kind() == minijinja::ErrorKind::OutOfFuel {
                return TemplateError::Limit { limit: "steps" };
            }
            let spot = error.range().and_then(|range| source.spot(range.start));
            let (part, paragraph) = (short(name), spot.map_or(0, |spot| spot.paragraph));
            let tag = spot.map(|spot| spot.tag.clone()).unwrap_or_default();
            if error.detail() == Some(render::NO_TEXT_SAID) {
                return TemplateError::NotText { part, paragraph, tag, reason: render::NO_TEXT_SAID.to_owned() };
            }
            // What the engine says of other failures may repeat values, which are the candidate's.
            let own = matches!(
                error.kind(),
                minijinja::ErrorKind::SyntaxError
                    | minijinja::ErrorKind::UnknownFilter
                    | minijinja::ErrorKind::UnknownTest
            );
            let reason = error.detail().filter(|_| own).map_or_else(|| error.kind().to_string(), str::to_owned);
            TemplateError::Tag { part, paragraph, tag, reason }
        };
        let template = engine.template_from_named_str(name, &source.text).map_err(|error| fault(&error))?;
        let mut out = Bounded { bytes: Vec::new(), bytes_max: self.limits.part_bytes_max };
        template.render_captured_to(context, &mut out).map_err(|error| match error.kind() {
            minijinja::ErrorKind::WriteFailure => TemplateError::Limit { limit: "size of a filled part" },
            _ => fault(&error),
        })?;
        String::from_utf8(out.bytes).map_err(|_| TemplateError::Unreadable { reason: "it is not UTF-8".to_owned() })
    }
}

/// Output that refuses to grow beyond a size.
struct Bounded {
    bytes: Vec<u8>,
    bytes_max: usize,
}

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.bytes_max {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Alternative texts of the pictures in it, which may be names of fields.
fn named_pictures(element: &tree::Element, out: &mut BTreeSet<String>) {
    for inner in element.elements() {
        out.extend(render::alternative(inner).map(|text| text.trim().to_owned()));
        named_pictures(inner, out);
    }
}

fn tree_of(package: &Package, name: &str, limits: &TemplateLimits) -> Result<tree::Element, TemplateError> {
    let text = package.text(name)?;
    tree::parse(&text, limits.depth_max).map_err(|error| match error {
        tree::TreeError::TooDeep => TemplateError::Limit { limit: "depth of elements" },
        tree::TreeError::DocType => TemplateError::Active { what: "a document type declaration" },
        tree::TreeError::Damaged => TemplateError::Unreadable { reason: format!("{} is not sound XML", short(name)) },
    })
}

/// A part's name as people see it: `document`, `header1`.
fn short(name: &str) -> String {
    name.trim_start_matches("word/").trim_end_matches(".xml").to_owned()
}
