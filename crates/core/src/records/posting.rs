//! A job profile as `JobPosting` of schema.org, in JSON-LD, as job boards and search engines take it. Only what the profile
//! says: no date of posting, salary or employment type is made up. Source: <https://schema.org/JobPosting>.

use super::job::{Class, JobProfile};
use serde_json::{Map, Value, json};

/// Headings of the description: tasks, musts, shoulds, others.
fn headings(language: Option<&str>) -> [&'static str; 4] {
    match language {
        Some("de") => ["Aufgaben", "Muss-Anforderungen", "Von Vorteil", "Persönlichkeit"],
        Some("fr") => ["Tâches", "Exigences impératives", "Exigences souhaitées", "Qualités personnelles"],
        _ => ["Tasks", "Must-have requirements", "Nice to have", "Soft skills"],
    }
}

/// The posting. Reading it again gives the same tasks and criteria.
pub fn job_posting(job: &JobProfile) -> Value {
    let mut posting = Map::new();
    posting.insert("@context".into(), json!("https://schema.org"));
    posting.insert("@type".into(), json!("JobPosting"));
    let mut text = |key: &str, value: Option<&String>| {
        if let Some(value) = value {
            posting.insert(key.into(), json!(value));
        }
    };
    text("title", job.title.as_ref());
    text("inLanguage", job.language.as_ref());
    text("jobStartDate", job.start.as_ref());
    text("employmentUnit", job.unit.as_ref());
    if let Some(id) = &job.id {
        posting.insert("identifier".into(), json!({ "@type": "PropertyValue", "value": id }));
    }
    if let Some(client) = &job.client {
        posting.insert("hiringOrganization".into(), json!({ "@type": "Organization", "name": client }));
    }
    if !job.places.is_empty() {
        let places = job.places.iter().map(
            |place| json!({ "@type": "Place", "address": { "@type": "PostalAddress", "addressLocality": place } }),
        );
        posting.insert("jobLocation".into(), places.collect());
    }
    if let Some(workload) = job.workload {
        let hours = if workload.min == workload.max {
            format!("{} %", workload.max)
        } else {
            format!("{}–{} %", workload.min, workload.max)
        };
        posting.insert("workHours".into(), json!(hours));
    }
    posting.insert("description".into(), json!(description(job)));
    let of = |class: Class| -> Vec<&str> {
        job.criteria.iter().filter(|found| found.class == class).map(|found| found.text.as_str()).collect()
    };
    if !job.tasks.is_empty() {
        posting.insert("responsibilities".into(), json!(job.tasks));
    }
    let musts = of(Class::Must);
    if !musts.is_empty() {
        posting.insert("qualifications".into(), json!(musts));
    }
    Value::Object(posting)
}

fn description(job: &JobProfile) -> String {
    let mut html = String::new();
    for text in [&job.summary, &job.goal].into_iter().flatten() {
        html.push_str(&format!("<p>{}</p>", escape(text)));
    }
    let [tasks, must, should, soft] = headings(job.language.as_deref());
    let of = |class: Class| -> Vec<&String> {
        job.criteria.iter().filter(|found| found.class == class).map(|found| &found.text).collect()
    };
    let lists = [
        (tasks, job.tasks.iter().collect()),
        (must, of(Class::Must)),
        (should, of(Class::Should)),
        (soft, of(Class::Soft)),
    ];
    for (heading, items) in lists {
        if items.is_empty() {
            continue;
        }
        html.push_str(&format!("<h3>{heading}</h3><ul>"));
        items.iter().for_each(|item| html.push_str(&format!("<li>{}</li>", escape(item))));
        html.push_str("</ul>");
    }
    html
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', " ")
}
