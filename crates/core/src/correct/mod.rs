//! Corrections of records by field and by entry, by the desk or from the candidate's answers; and the form with the
//! questions.
//! Every corrected value keeps who said it; what it replaced is logged.

mod edit;
mod form;

use crate::records::cv::{Answer, Cv, Location, SetBy, Skill, Source, SpokenLanguage, Workload};
use crate::time::PartialDate;
use crate::understand::lexicon;
use dossier_formats::{Place, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use edit::{ENTRIES_MAX, Edit, edit, edit_job};
pub use form::{Answers, AnswersError, form};

/// Longest value, in characters.
pub const VALUE_CHARS_MAX: usize = 4_000;

/// A value for a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// `<entry-id>/<field>`, such as `w1/endDate` or `basics/phone`.
    pub field: String,
    /// The value; empty removes what is there.
    pub value: String,
}

/// A change as it was carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// Field.
    pub field: String,
    /// What stood there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<String>,
    /// What stands there now.
    pub after: String,
    /// Who says so.
    pub by: SetBy,
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectError {
    /// There is no such entry.
    #[error("there is no entry {0}")]
    NoEntry(String),
    /// There is no such field, or it is not for people to set.
    #[error("there is no field {0} that can be set")]
    NoField(String),
    /// There is no such section.
    #[error("there is no section {0}")]
    NoSection(String),
    /// An order that does not name each entry of a section once.
    #[error("the order of {0} does not name each entry once")]
    BadOrder(String),
    /// The value is none of the field.
    #[error("the value for {field} is not {wanted}")]
    BadValue {
        /// Field.
        field: String,
        /// What it must be.
        wanted: &'static str,
    },
}

/// Sets values in a record. All or nothing: a change that cannot be made leaves the record as it was.
///
/// # Errors
/// [`CorrectError`] with the first change that cannot be made.
pub fn apply(cv: &Cv, changes: &[Change], by: SetBy) -> Result<(Cv, Vec<Applied>), CorrectError> {
    let mut corrected = cv.clone();
    let mut done = Vec::new();
    for change in changes {
        let value = change.value.trim();
        if value.chars().count() > VALUE_CHARS_MAX || value.chars().any(|c| c.is_control() && c != '\n') {
            return Err(bad(&change.field, "a text of at most 4,000 characters without control characters"));
        }
        let before = set(&mut corrected, &change.field, value, by)?;
        if value.is_empty() {
            corrected.x.sources.remove(&change.field);
        } else {
            corrected.x.sources.insert(change.field.clone(), source(value, by));
        }
        done.push(Applied { field: change.field.clone(), before, after: value.to_owned(), by });
    }
    Ok((corrected, done))
}

fn source(value: &str, by: SetBy) -> Source {
    let document = if by == SetBy::Candidate { "answer" } else { "correction" };
    Source {
        document: document.into(),
        place: Place::Part { part: document.into(), paragraph: 0, offset: 0 },
        span: Span::new(0, u32::try_from(value.chars().count()).unwrap_or(0)),
        quote: value.to_owned(),
        confidence: 100,
        set_by: by,
    }
}

fn bad(field: &str, wanted: &'static str) -> CorrectError {
    CorrectError::BadValue { field: field.to_owned(), wanted }
}

/// Sets one field; what stood there.
fn set(cv: &mut Cv, field: &str, value: &str, by: SetBy) -> Result<Option<String>, CorrectError> {
    let Some((entry, name)) = field.split_once('/') else { return whole(cv, field, value, by) };
    let text = (!value.is_empty()).then(|| value.to_owned());
    match entry {
        "basics" => basics(cv, field, name, text),
        "x-dossier" => personal(cv, field, name, value),
        _ => {
            let known = |id: &str| id == entry;
            let no_entry = || CorrectError::NoEntry(entry.to_owned());
            match entry.chars().next() {
                Some('w') => work(cv, entry, field, name, value),
                Some('e') => education(cv, entry, field, name, value),
                Some('c') => {
                    let found = cv.certificates.iter_mut().find(|one| known(&one.id)).ok_or_else(no_entry)?;
                    match name {
                        "name" => Ok(std::mem::replace(&mut found.name, text)),
                        "issuer" => Ok(std::mem::replace(&mut found.issuer, text)),
                        "date" => dated(&mut found.date, field, value),
                        _ => Err(CorrectError::NoField(field.to_owned())),
                    }
                }
                Some('l') => {
                    let found = cv.languages.iter_mut().find(|one| known(&one.id)).ok_or_else(no_entry)?;
                    match name {
                        "language" => Ok(std::mem::replace(&mut found.language, text)),
                        "fluency" => {
                            let level = match value {
                                "" => None,
                                value => {
                                    Some(level(value).ok_or_else(|| bad(field, "a level from A1 to C2 or native"))?)
                                }
                            };
                            Ok(std::mem::replace(&mut found.fluency, level))
                        }
                        _ => Err(CorrectError::NoField(field.to_owned())),
                    }
                }
                Some('s') => {
                    let found = cv.skills.iter_mut().find(|one| known(&one.id)).ok_or_else(no_entry)?;
                    match name {
                        "name" => Ok(std::mem::replace(&mut found.name, text)),
                        "keywords" => Ok(listed(&mut found.keywords, value)),
                        _ => Err(CorrectError::NoField(field.to_owned())),
                    }
                }
                Some('p') => {
                    let found = cv.projects.iter_mut().find(|one| known(&one.id)).ok_or_else(no_entry)?;
                    match name {
                        "name" => Ok(std::mem::replace(&mut found.name, text)),
                        "entity" => Ok(std::mem::replace(&mut found.entity, text)),
                        "description" => Ok(std::mem::replace(&mut found.description, text)),
                        "startDate" => dated(&mut found.start_date, field, value),
                        "endDate" => dated(&mut found.end_date, field, value),
                        "highlights" => Ok(listed(&mut found.highlights, value)),
                        "keywords" => Ok(listed(&mut found.keywords, value)),
                        _ => Err(CorrectError::NoField(field.to_owned())),
                    }
                }
                Some('v') => {
                    let found = cv.volunteer.iter_mut().find(|one| known(&one.id)).ok_or_else(no_entry)?;
                    match name {
                        "organization" => Ok(std::mem::replace(&mut found.organization, text)),
                        "position" => Ok(std::mem::replace(&mut found.position, text)),
                        "startDate" => dated(&mut found.start_date, field, value),
                        "endDate" => dated(&mut found.end_date, field, value),
                        _ => Err(CorrectError::NoField(field.to_owned())),
                    }
                }
                Some('i') => {
                    let found = cv.interests.iter_mut().find(|one| known(&one.id)).ok_or_else(no_entry)?;
                    match name {
                        "name" => Ok(Some(std::mem::replace(&mut found.name, value.to_owned()))),
                        _ => Err(CorrectError::NoField(field.to_owned())),
                    }
                }
                _ => Err(no_entry()),
            }
        }
    }
}

/// Fields that stand for a whole list: languages and skills are added to, about the rest an answer is kept as a note.
fn whole(cv: &mut Cv, field: &str, value: &str, by: SetBy) -> Result<Option<String>, CorrectError> {
    match field {
        "languages" => {
            for part in value.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
                let level = level(part);
                let language = part
                    .split(|c: char| c.is_whitespace() || c == ':' || c == '(')
                    .find(|word| lexicon::language_code(word).is_some())
                    .ok_or_else(|| bad(field, "a list of languages with levels, such as `Deutsch C1; Englisch B2`"))?;
                let id = next_id('l', cv.languages.iter().map(|one| one.id.as_str()));
                cv.languages.push(SpokenLanguage {
                    id,
                    language: Some(language.to_owned()),
                    fluency: level,
                    ..SpokenLanguage::default()
                });
            }
            Ok(None)
        }
        "skills" => {
            let mut keywords = Vec::new();
            listed(&mut keywords, value);
            let id = next_id('s', cv.skills.iter().map(|one| one.id.as_str()));
            cv.skills.push(Skill { id, keywords, ..Skill::default() });
            Ok(None)
        }
        "work" | "education" | "certificates" | "projects" => {
            cv.x.answers.push(Answer { field: field.to_owned(), text: value.to_owned(), by });
            Ok(None)
        }
        _ => Err(CorrectError::NoField(field.to_owned())),
    }
}

fn next_id<'a>(letter: char, ids: impl Iterator<Item = &'a str>) -> String {
    let last = ids.filter_map(|id| id.strip_prefix(letter)?.parse::<u32>().ok()).max().unwrap_or(0);
    format!("{letter}{}", last + 1)
}

fn basics(cv: &mut Cv, field: &str, name: &str, text: Option<String>) -> Result<Option<String>, CorrectError> {
    let basics = &mut cv.basics;
    let place = match name {
        "name" => &mut basics.name,
        "label" => &mut basics.label,
        "email" => match &text {
            Some(address) if !address.contains('@') => return Err(bad(field, "an e-mail address")),
            _ => &mut basics.email,
        },
        "phone" => &mut basics.phone,
        "url" => &mut basics.url,
        "summary" => &mut basics.summary,
        "location" | "location.city" => &mut basics.location.get_or_insert_with(Location::default).city,
        "location.postalCode" => &mut basics.location.get_or_insert_with(Location::default).postal_code,
        _ => return Err(CorrectError::NoField(field.to_owned())),
    };
    Ok(std::mem::replace(place, text))
}

fn personal(cv: &mut Cv, field: &str, name: &str, value: &str) -> Result<Option<String>, CorrectError> {
    let text = (!value.is_empty()).then(|| value.to_owned());
    match name {
        "nationality" => Ok(std::mem::replace(&mut cv.x.nationality, text)),
        "permit" => Ok(std::mem::replace(&mut cv.x.permit, text)),
        "availability" => Ok(std::mem::replace(&mut cv.x.availability, text)),
        "birthDate" => dated(&mut cv.x.birth_date, field, value),
        "documentDate" => dated(&mut cv.x.document_date, field, value),
        "drivingLicence" => Ok(listed(&mut cv.x.driving_licence, value)),
        "workload" => {
            let range = match value {
                "" => None,
                value => {
                    Some(crate::understand::percent(value).ok_or_else(|| bad(field, "a workload such as `80–100 %`"))?)
                }
            };
            let shown = |range: Workload| format!("{}–{} %", range.min, range.max);
            Ok(std::mem::replace(&mut cv.x.workload, range).map(shown))
        }
        _ => Err(CorrectError::NoField(field.to_owned())),
    }
}

fn work(cv: &mut Cv, id: &str, field: &str, name: &str, value: &str) -> Result<Option<String>, CorrectError> {
    let text = (!value.is_empty()).then(|| value.to_owned());
    let found = cv.work.iter_mut().find(|one| one.id == id).ok_or_else(|| CorrectError::NoEntry(id.to_owned()))?;
    match name {
        "name" => Ok(std::mem::replace(&mut found.name, text)),
        "position" => Ok(std::mem::replace(&mut found.position, text)),
        "location" => Ok(std::mem::replace(&mut found.location, text)),
        "summary" => Ok(std::mem::replace(&mut found.summary, text)),
        "startDate" => dated(&mut found.start_date, field, value),
        "endDate" => {
            let goes_on = is_present(value);
            let before = dated(&mut found.end_date, field, if goes_on { "" } else { value })?;
            let facts = cv.x.entries.entry(id.to_owned()).or_default();
            facts.current = if goes_on {
                Some(true)
            } else if value.is_empty() {
                Some(false)
            } else {
                None
            };
            Ok(before)
        }
        "highlights" => Ok(listed(&mut found.highlights, value)),
        "keywords" => Ok(listed(&mut found.keywords, value)),
        _ => Err(CorrectError::NoField(field.to_owned())),
    }
}

fn education(cv: &mut Cv, id: &str, field: &str, name: &str, value: &str) -> Result<Option<String>, CorrectError> {
    let text = (!value.is_empty()).then(|| value.to_owned());
    let found = cv.education.iter_mut().find(|one| one.id == id).ok_or_else(|| CorrectError::NoEntry(id.to_owned()))?;
    match name {
        "institution" => Ok(std::mem::replace(&mut found.institution, text)),
        "studyType" => Ok(std::mem::replace(&mut found.study_type, text)),
        "area" => Ok(std::mem::replace(&mut found.area, text)),
        "startDate" => dated(&mut found.start_date, field, value),
        "endDate" => dated(&mut found.end_date, field, value),
        _ => Err(CorrectError::NoField(field.to_owned())),
    }
}

fn is_present(value: &str) -> bool {
    ["present", "heute", "today", "aujourd'hui", "laufend", "ongoing", "en cours"]
        .contains(&value.to_lowercase().replace('’', "'").as_str())
}

/// A date as ISO 8601 or as printed in a CV.
fn dated(place: &mut Option<PartialDate>, field: &str, value: &str) -> Result<Option<String>, CorrectError> {
    let date = match value {
        "" => None,
        value => Some(
            value
                .parse()
                .ok()
                .or_else(|| crate::understand::dates_in(value).into_iter().next())
                .ok_or_else(|| bad(field, "a date such as 2024-03 or 2024"))?,
        ),
    };
    Ok(std::mem::replace(place, date).map(|date| date.to_string()))
}

fn listed(place: &mut Vec<String>, value: &str) -> Option<String> {
    let items = value.split([';', '\n']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect();
    let before: Vec<String> = std::mem::replace(place, items);
    (!before.is_empty()).then(|| before.join("; "))
}

fn level(value: &str) -> Option<String> {
    lexicon::rank(value).map(|_| value.to_owned()).or_else(|| lexicon::level(value).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv() -> Cv {
        let value = serde_json::json!({
            "basics": { "name": "Ada Beispiel" },
            "work": [{ "id": "w1", "name": "Quux AG", "startDate": "2020" }],
            "languages": [{ "id": "l1", "language": "Deutsch" }]
        });
        serde_json::from_value(value).expect("a record")
    }

    fn change(field: &str, value: &str) -> Change {
        Change { field: field.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn values_are_set_with_who_says_so() {
        let changes = [
            change("w1/startDate", "03.2020"),
            change("w1/endDate", "heute"),
            change("l1/fluency", "Muttersprache"),
            change("languages", "Englisch B2; Französisch C1"),
            change("x-dossier/workload", "80–100 %"),
        ];
        let (found, log) = apply(&cv(), &changes, SetBy::Candidate).expect("sound changes");
        assert_eq!(found.work[0].start_date.map(|date| date.to_string()).as_deref(), Some("2020-03"));
        assert_eq!(found.x.entries["w1"].current, Some(true));
        assert_eq!(
            found.languages.iter().filter_map(|one| one.fluency.as_deref()).collect::<Vec<_>>(),
            ["native", "B2", "C1"]
        );
        assert_eq!(found.x.sources["w1/startDate"].set_by, SetBy::Candidate);
        assert_eq!(log[0].before.as_deref(), Some("2020"));
    }

    #[test]
    fn what_cannot_be_set_is_said_and_nothing_is_changed() {
        for (field, value, part) in [
            ("w9/name", "X", "no entry w9"),
            ("w1/rating", "X", "no field"),
            ("w1/startDate", "soon", "not a date"),
            ("l1/fluency", "somehow", "not a level"),
            ("basics/email", "nobody", "not an e-mail"),
            ("languages", "Klingon", "list of languages"),
            ("nothing", "X", "no field"),
        ] {
            let error = apply(&cv(), &[change(field, value)], SetBy::Person).expect_err(field);
            assert!(error.to_string().contains(part), "{field}: {error}");
        }
    }
}
