//! Where something stands in a CV, in words: the entry by what it is called, the page, paragraph or line.

use crate::i18n::{Messages, key};
use crate::records::Cv;
use dossier_formats::Place;

/// Where something stands: entry id, entry in words, page or paragraph.
pub(super) fn place(cv: &Cv, messages: &Messages, entry: Option<&str>, place: Option<&Place>) -> String {
    let mut out: Vec<String> = Vec::new();
    if let Some(entry) = entry {
        let id = entry.split('/').next().unwrap_or(entry);
        match id {
            "basics" => out.push(messages.get(key::CV_PROFILE)),
            // A person's own words, and facts that belong to no entry, have no entry to name.
            "person" | "x-dossier" => {}
            _ => match entry_title(cv, messages, id) {
                Some(title) => out.extend([id.to_owned(), title]),
                None => out.push(entry.to_owned()),
            },
        }
    }
    match place {
        Some(Place::Page { page, .. }) => {
            out.push(messages.with(key::DASHBOARD_PAGE, &[("page", &page.to_string())]));
        }
        Some(Place::Part { part, paragraph, .. }) => {
            let key = if part == "text" { key::DASHBOARD_LINE } else { key::DASHBOARD_PARAGRAPH };
            out.push(messages.with(key, &[("number", &paragraph.saturating_add(1).to_string())]));
        }
        None => {}
    }
    out.retain(|part| !part.is_empty());
    out.join(" · ")
}

/// What an entry is called: a station by function and employer, a list by its heading.
pub(super) fn entry_title(cv: &Cv, messages: &Messages, id: &str) -> Option<String> {
    let joined =
        |a: Option<&String>, b: Option<&String>| [a, b].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    if let Some(work) = cv.work.iter().find(|work| work.id == id) {
        return Some(joined(work.position.as_ref(), work.name.as_ref()));
    }
    if let Some(project) = cv.projects.iter().find(|project| project.id == id) {
        return Some(joined(project.name.as_ref().or(project.roles.first()), project.entity.as_ref()));
    }
    if let Some(school) = cv.education.iter().find(|school| school.id == id) {
        return Some(joined(school.study_type.as_ref(), school.institution.as_ref()));
    }
    let heading = if cv.certificates.iter().any(|one| one.id == id) {
        key::CV_CERTIFICATES
    } else if cv.skills.iter().any(|one| one.id == id) {
        key::CV_SKILLS
    } else if cv.languages.iter().any(|one| one.id == id) {
        key::CV_LANGUAGES
    } else {
        return None;
    };
    Some(messages.get(heading))
}
