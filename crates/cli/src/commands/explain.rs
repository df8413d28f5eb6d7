//! `dossier read --explain`: the pages with every value boxed where it was found, and the list of the values. Files
//! without pages are shown as their text.

use dossier::PagePicture;
use dossier::core::formats::{Line, Place, SourceText, Span};
use dossier::core::records::{Cv, JobProfile};
use std::fmt::Write;

/// A value at its place.
pub struct Mark {
    key: String,
    span: Span,
    quote: String,
    confidence: Option<u8>,
}

/// The values of a CV.
pub fn of_cv(cv: &Cv) -> Vec<Mark> {
    let marks = cv.x.sources.iter().map(|(key, source)| Mark {
        key: key.clone(),
        span: source.span,
        quote: source.quote.clone(),
        confidence: Some(source.confidence),
    });
    marks.collect()
}

/// The values of a profile: criteria at their sources, the others where their words stand first.
pub fn of_job(job: &JobProfile, text: &SourceText) -> Vec<Mark> {
    let chars: Vec<char> = text.text.chars().collect();
    let mut marks: Vec<Mark> = job
        .criteria
        .iter()
        .filter_map(|criterion| {
            let source = criterion.source.as_ref()?;
            let key = format!("{}/{:?}", criterion.id, criterion.class).to_lowercase();
            Some(Mark { key, span: source.span, quote: source.quote.clone(), confidence: Some(source.confidence) })
        })
        .collect();
    let single = [
        ("title", &job.title),
        ("id", &job.id),
        ("client", &job.client),
        ("unit", &job.unit),
        ("programme", &job.programme),
        ("summary", &job.summary),
        ("goal", &job.goal),
        ("remote", &job.remote),
        ("start", &job.start),
        ("end", &job.end),
        ("duration", &job.duration),
        ("contact", &job.contact),
        ("deliveryModel", &job.delivery_model),
        ("rate", &job.rate),
    ];
    let listed = job.places.iter().map(|value| ("place", value)).chain(job.tasks.iter().map(|value| ("task", value)));
    for (key, value) in single.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))).chain(listed) {
        if let Some(span) = first(&chars, value) {
            marks.push(Mark { key: key.to_owned(), span, quote: value.clone(), confidence: None });
        }
    }
    marks
}

/// Where a value's words stand first, whatever white space is between them.
fn first(chars: &[char], value: &str) -> Option<Span> {
    let wanted: Vec<char> = value.chars().filter(|c| !c.is_whitespace()).collect();
    let ends_at = |start: usize| {
        let mut at = start;
        for c in &wanted {
            while chars.get(at).is_some_and(|c| c.is_whitespace()) {
                at += 1;
            }
            if chars.get(at) != Some(c) {
                return None;
            }
            at += 1;
        }
        Some(at)
    };
    let found =
        (0..chars.len()).filter(|at| wanted.first() == Some(&chars[*at])).find_map(|at| Some((at, ends_at(at)?)));
    let (start, end) = found?;
    Some(Span::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?))
}

/// The HTML page. `pictures` are the pages of a PDF; without them the text is shown.
pub fn page(text: &SourceText, mut marks: Vec<Mark>, pictures: &[PagePicture]) -> String {
    marks.sort_by(|a, b| {
        (a.span.start, std::cmp::Reverse(a.span.end), &a.key).cmp(&(
            b.span.start,
            std::cmp::Reverse(b.span.end),
            &b.key,
        ))
    });
    let placed = text.lines.iter().any(|line| matches!(line.place, Place::Page { .. }));
    let body = if pictures.is_empty() || !placed { plain(text, &marks) } else { drawn(text, &marks, pictures) };
    let mut list = String::new();
    for mark in &marks {
        let confidence = mark.confidence.map_or(String::new(), |value| format!("{value} %"));
        let _ = write!(
            list,
            "<tr class=\"{}\"><td>{}</td><td>{}</td><td>{confidence}</td></tr>",
            kind(&mark.key),
            escape(&mark.key),
            escape(&mark.quote)
        );
    }
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"><title>dossier read</title><style>{STYLE}</style></head><body><main>{body}</main><aside><table>{list}</table></aside></body></html>\n"
    )
}

const STYLE: &str = "body{font:14px/1.5 Calibri,Carlito,sans-serif;margin:0;display:flex;gap:24px;padding:16px;background:#eef0f2;color:#1c2024}\
main{flex:3;min-width:0}aside{flex:2;min-width:0;background:#fff;padding:8px;align-self:flex-start;max-height:96vh;overflow:auto;position:sticky;top:16px}\
.page{position:relative;margin:0 0 16px;background:#fff;box-shadow:0 1px 4px #0003}.page img{width:100%;display:block}\
.page a{position:absolute;border:1px solid;border-radius:2px;box-sizing:border-box}.page a:hover{z-index:2;outline:2px solid}\
pre{white-space:pre-wrap;font:inherit;background:#fff;padding:24px;margin:0}mark{border-radius:3px;padding:0 1px}\
table{border-collapse:collapse;width:100%}td{padding:2px 8px;border-bottom:1px solid #e3e6e8;vertical-align:top;overflow-wrap:anywhere}td:first-child,td:last-child{white-space:nowrap}\
.person{background:#fff1a866;border-color:#b58900}.work{background:#bfe3ff66;border-color:#1f6fb2}.education{background:#cdeccb66;border-color:#2f7d32}\
.skill{background:#e3d3f766;border-color:#6f42a8}.other{background:#ffd9c466;border-color:#b5531c}";

/// Colour of a key.
fn kind(key: &str) -> &'static str {
    let head = key.split(['/', '-']).next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    match head {
        "basics" | "x" | "title" | "client" | "contact" | "place" => "person",
        "work" | "w" | "project" | "p" | "m" | "must" | "task" => "work",
        "education" | "e" | "ed" => "education",
        "skill" | "skills" | "s" | "language" | "languages" | "l" => "skill",
        _ => "other",
    }
}

fn drawn(text: &SourceText, marks: &[Mark], pictures: &[PagePicture]) -> String {
    let mut out = String::new();
    for (number, picture) in (1u32..).zip(pictures) {
        let _ = write!(
            out,
            "<div class=\"page\"><img alt=\"page {number}\" src=\"data:image/png;base64,{}\">",
            picture.png
        );
        let (width, height) = (picture.size.width.max(1.0), picture.size.height.max(1.0));
        for mark in marks {
            for line in &text.lines {
                let Some([left, top, right, bottom]) = boxed(line, mark.span, number) else { continue };
                let _ = write!(
                    out,
                    "<a class=\"{}\" title=\"{}\" style=\"left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%\"></a>",
                    kind(&mark.key),
                    title(mark),
                    left / width * 100.0,
                    top / height * 100.0,
                    (right - left) / width * 100.0,
                    (bottom - top) / height * 100.0
                );
            }
        }
        out.push_str("</div>");
    }
    out
}

/// The part of a line that a span covers, in points; letters of a cell count as equally wide.
fn boxed(line: &Line, span: Span, page: u32) -> Option<[f32; 4]> {
    let Place::Page { page: on, r#box } = &line.place else { return None };
    if *on != page || span.end <= line.span.start || line.span.end <= span.start {
        return None;
    }
    let mut edges: Option<(f32, f32)> = None;
    for cell in &line.cells {
        let (from, to) = (span.start.max(cell.span.start), span.end.min(cell.span.end));
        if from >= to {
            continue;
        }
        let at =
            |char: u32| cell.x0 + (cell.x1 - cell.x0) * (char - cell.span.start) as f32 / cell.span.len().max(1) as f32;
        let (left, right) = edges.unwrap_or((f32::INFINITY, f32::NEG_INFINITY));
        edges = Some((left.min(at(from)), right.max(at(to))));
    }
    let (left, right) = edges?;
    Some([left - 1.0, r#box[1], right + 1.0, r#box[3]])
}

fn title(mark: &Mark) -> String {
    match mark.confidence {
        Some(confidence) => format!("{} ({confidence} %)", escape(&mark.key)),
        None => escape(&mark.key),
    }
}

/// The text with the values marked; of values that overlap the first is marked.
fn plain(text: &SourceText, marks: &[Mark]) -> String {
    let chars: Vec<char> = text.text.chars().collect();
    let part = |from: usize, to: usize| escape(&chars[from..to].iter().collect::<String>());
    let mut out = "<pre>".to_owned();
    let mut at = 0usize;
    for mark in marks {
        let (start, end) = (mark.span.start as usize, (mark.span.end as usize).min(chars.len()));
        if start < at || start >= end {
            continue;
        }
        out.push_str(&part(at, start));
        let _ =
            write!(out, "<mark class=\"{}\" title=\"{}\">{}</mark>", kind(&mark.key), title(mark), part(start, end));
        at = end;
    }
    out.push_str(&part(at, chars.len()));
    out.push_str("</pre>");
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
