//! Job postings as data: `JobPosting` of schema.org in JSON-LD, as a file or inside a web page.
//! Source: <https://schema.org/JobPosting>, with the properties that job boards write.

use super::ReadError;
use super::html;
use super::rendition::Rendition;
use crate::limits::ReadLimits;
use crate::source::{FileKind, SourceText};
use serde_json::Value;

/// Depth to which a document is searched for the posting.
const DEPTH_MAX: usize = 6;

/// The text of a posting; `None` for any other file.
pub(super) fn read(bytes: &[u8], limits: &ReadLimits) -> Option<Result<SourceText, ReadError>> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?;
    let start = text.trim_start();
    if !start.starts_with(['{', '[', '<']) || !text.contains("JobPosting") {
        return None;
    }
    let posting = if start.starts_with('<') {
        scripts(start)
            .into_iter()
            .find_map(|script| serde_json::from_str(script).ok().and_then(|value| find(&value, 0)))
    } else {
        serde_json::from_str(start).ok().and_then(|value| find(&value, 0))
    };
    let source = rendition(&posting?, limits)?;
    let too_long = source.text.chars().count() > limits.chars_max as usize;
    Some(if too_long { Err(ReadError::TooMuchText { chars_max: limits.chars_max }) } else { Ok(source) })
}

/// The contents of a page's JSON-LD scripts.
fn scripts(page: &str) -> Vec<&str> {
    page.split("<script")
        .skip(1)
        .filter_map(|part| {
            let (mark, rest) = part.split_once('>')?;
            mark.contains("ld+json").then(|| rest.split("</script").next().unwrap_or_default().trim())
        })
        .collect()
}

fn find(value: &Value, depth: usize) -> Option<Value> {
    if depth > DEPTH_MAX {
        return None;
    }
    match value {
        Value::Object(members) => {
            let named = |kind: &Value| kind.as_str().is_some_and(|kind| kind.ends_with("JobPosting"));
            let is_posting = match members.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(named),
                Some(kind) => named(kind),
                None => false,
            };
            if is_posting { Some(value.clone()) } else { members.values().find_map(|member| find(member, depth + 1)) }
        }
        Value::Array(items) => items.iter().find_map(|item| find(item, depth + 1)),
        _ => None,
    }
}

/// A property as words: texts, names of things, lists of either.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(members) => ["name", "value", "description", "credentialCategory"]
            .iter()
            .find_map(|key| members.get(*key))
            .map_or_else(Vec::new, words),
        Value::Bool(_) | Value::Null => Vec::new(),
    }
}

fn rendition(posting: &Value, limits: &ReadLimits) -> Option<SourceText> {
    let mut page = Rendition::new(FileKind::Txt, "posting", limits.chars_max);
    let one =
        |key: &str| words(&posting[key]).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    page.title(&one("title"));
    page.labelled("Client:", &one("hiringOrganization"));
    page.labelled("Reference:", &one("identifier"));
    page.labelled("Location:", &places(&posting["jobLocation"]).join(", "));
    if one("jobLocationType") == "TELECOMMUTE" {
        page.labelled("Remote:", "yes");
    }
    page.labelled("Start:", &one("jobStartDate"));
    page.labelled("Workload:", &one("workHours"));
    page.labelled("Department:", &one("employmentUnit"));
    let said: Vec<String> = html::lines(&one("description")).into_iter().map(|line| line.text).collect();
    page.prose(&one("description"));
    for (heading, keys) in [
        ("Responsibilities", &["responsibilities"][..]),
        ("Requirements", &["qualifications", "experienceRequirements", "educationRequirements"]),
        ("Required skills", &["skills"]),
    ] {
        let mut begun = false;
        for key in keys {
            for text in words(&posting[*key]) {
                for line in html::lines(&text).into_iter().filter(|line| !said.contains(&line.text)) {
                    if !begun {
                        page.heading(heading);
                        begun = true;
                    }
                    page.item(&line.text);
                }
            }
        }
    }
    page.finish()
}

/// Towns, else the regions or countries of the places.
fn places(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(places).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Object(members) => {
            let address = members.get("address").unwrap_or(value);
            match address {
                Value::Object(parts) => ["addressLocality", "addressRegion", "addressCountry"]
                    .iter()
                    .find_map(|key| parts.get(*key))
                    .map_or_else(Vec::new, words),
                other => words(other),
            }
        }
        _ => Vec::new(),
    }
}
