//! Fills a customer's own docx with readable tags: `{{ name }}`, `{% for entry in experience %}`, `{% if photo %}`. The file's
//! look stays as it is; paragraphs and rows repeat with the loops around them. Knows no candidate: values come as a tree of
//! [`Field`]s. Templates are foreign bytes and are bounded in size, depth, steps and output.

mod check;
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
    /// A tag that cannot be read.
    #[error("the tag {tag} in paragraph {paragraph} of {part} cannot be read: {reason}")]
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
}

impl TemplateError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "template.unreadable",
            Self::Limit { .. } => "template.limit",
            Self::Active { .. } => "template.active_content",
            Self::Tag { .. } => "template.tag",
        }
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
    limits: TemplateLimits,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn parse(bytes: &[u8], limits: &TemplateLimits) -> Result<Self, TemplateError> {
        let package = Package::open(bytes, limits)?;
        let mut parts = Vec::new();
        let mut remarks = Vec::new();
        for name in package.texts() {
            let mut root = tree_of(&package, &name, limits)?;
            let paragraphs = tags::paragraphs(&mut root);
            remarks.extend(paragraphs.iter().flat_map(|paragraph| tags::remarks(&paragraph.text)));
            let part = short(&name);
            let unclosed = |code: tree::Code| TemplateError::Tag {
                part: part.clone(),
                paragraph: code.paragraph,
                tag: code.text,
                reason: "it has no counterpart".to_owned(),
            };
            let loose = tags::prepare(&mut root).map_err(|tags::Unclosed(code)| unclosed(code))?;
            if let Some(code) = loose.before.into_iter().chain(loose.after).next() {
                return Err(unclosed(code));
            }
            parts.push((name, render::source(&root, paragraphs)));
        }
        Ok(Self { package, parts, remarks, limits: limits.clone() })
    }

    /// What is wrong with its tags, and which fields it never uses, held against a sample that has every field.
    pub fn check(&self, sample: &Field) -> (Vec<Finding>, Vec<String>) {
        let mut findings = Vec::new();
        let mut used = BTreeSet::new();
        for (name, source) in &self.parts {
            let part = short(name);
            let walk = check::Walk::over(sample, &part, source);
            findings.extend(walk.findings);
            used.extend(walk.used);
        }
        (findings, sample.paths().into_iter().filter(|path| !used.contains(path)).collect())
    }

    /// Texts of the remarks in it.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        self.remarks.iter().map(String::as_str)
    }

    /// Fills it. Fields that it names and that are not there stay empty. `pictures` are known by the names that
    /// [`Field::Picture`] gives; they also replace pictures of the template whose alternative text is such a name or a tag.
    ///
    /// # Errors
    /// [`TemplateError::Tag`] for a tag that fails, [`TemplateError::Limit`] when the result becomes too large.
    pub fn fill(
        &self,
        values: &Field,
        pictures: &BTreeMap<String, Image>,
        properties: &Properties,
    ) -> Result<Vec<u8>, TemplateError> {
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
            TemplateError::Tag {
                part: short(name),
                paragraph: spot.map_or(0, |spot| spot.paragraph),
                tag: spot.map(|spot| spot.tag.clone()).unwrap_or_default(),
                reason: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
            }
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
