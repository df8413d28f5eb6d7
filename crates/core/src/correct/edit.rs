//! Edits of a record by entry: values set, entries added, deleted and put in another order, translations confirmed. Used by
//! whoever edits step by step; [`super::apply`] is the shorter form for lists of values.

use super::{Applied, Change, CorrectError, VALUE_CHARS_MAX, apply, bad, next_id, set, source};
use crate::records::cv::{
    Certificate, Cv, Education, Interest, Project, SetBy, Skill, SpokenLanguage, Translation, TranslationState,
    Volunteer, Work,
};
use crate::records::job::{Class, Criterion, JobProfile, Kind};
use crate::understand::{Lexicon, demand};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Most entries of one section.
pub const ENTRIES_MAX: usize = 500;

/// An edit of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
pub enum Edit {
    /// Sets a field.
    Set {
        /// `<entry-id>/<field>`, such as `w1/endDate`; in a profile `M1/text` or `job/title`.
        field: String,
        /// The value; empty removes what is there.
        value: String,
    },
    /// Adds an entry at the end of a section.
    Add {
        /// Such as `work`; in a profile `criteria`.
        section: String,
        /// Values by field.
        fields: BTreeMap<String, String>,
    },
    /// Deletes an entry.
    Delete {
        /// Its id.
        entry: String,
    },
    /// Puts the entries of a section in another order.
    Reorder {
        /// Such as `work`.
        section: String,
        /// All ids of the section.
        entries: Vec<String>,
    },
    /// Confirms a translation of a text of a CV; an empty text takes it back.
    Translate {
        /// JSON pointer of the text.
        pointer: String,
        /// ISO 639-1 code of the translation.
        language: String,
        /// The translation.
        text: String,
    },
}

/// Edits a CV. All or nothing.
///
/// # Errors
/// [`CorrectError`] with the first edit that cannot be made.
pub fn edit(cv: &Cv, edits: &[Edit], by: SetBy) -> Result<(Cv, Vec<Applied>), CorrectError> {
    let (mut cv, mut done) = (cv.clone(), Vec::new());
    for edit in edits {
        match edit {
            Edit::Set { field, value } => {
                let (corrected, applied) = apply(&cv, &[Change { field: field.clone(), value: value.clone() }], by)?;
                cv = corrected;
                done.extend(applied);
            }
            Edit::Add { section, fields } => {
                let id = add(&mut cv, section)?;
                done.extend(filled(&mut cv, &id, fields, by)?);
            }
            Edit::Delete { entry } => done.push(delete(&mut cv, entry, by)?),
            Edit::Reorder { section, entries } => {
                let before = reorder(&mut cv, section, entries)?;
                done.push(moved(section, &before, entries, by));
            }
            Edit::Translate { pointer, language, text } => done.push(translate(&mut cv, pointer, language, text, by)?),
        }
    }
    Ok((cv, done))
}

/// Edits a profile. All or nothing. A criterion whose words change is understood anew.
///
/// # Errors
/// [`CorrectError`] with the first edit that cannot be made.
pub fn edit_job(
    job: &JobProfile,
    edits: &[Edit],
    by: SetBy,
    concepts: &Lexicon,
) -> Result<(JobProfile, Vec<Applied>), CorrectError> {
    let (mut job, mut done) = (job.clone(), Vec::new());
    for edit in edits {
        match edit {
            Edit::Set { field, value } => {
                let before = set_job(&mut job, field, checked(field, value)?, by, concepts)?;
                done.push(Applied { field: field.clone(), before, after: value.trim().to_owned(), by });
            }
            Edit::Add { section, fields } => {
                let id = add_criterion(&mut job, section, fields)?;
                for (name, value) in fields {
                    let field = format!("{id}/{name}");
                    let value = checked(&field, value)?;
                    set_job(&mut job, &field, value, by, concepts)?;
                    done.push(Applied { field, before: None, after: value.to_owned(), by });
                }
            }
            Edit::Delete { entry } => {
                let found = job.criteria.iter().position(|one| one.id == *entry);
                let gone = job.criteria.remove(found.ok_or_else(|| CorrectError::NoEntry(entry.clone()))?);
                done.push(Applied { field: entry.clone(), before: Some(gone.text), after: String::new(), by });
            }
            Edit::Reorder { section, entries } if section == "criteria" => {
                let before = arrange(&mut job.criteria, entries, |one| &one.id, section)?;
                done.push(moved(section, &before, entries, by));
            }
            Edit::Reorder { section, .. } => return Err(CorrectError::NoSection(section.clone())),
            Edit::Translate { pointer, .. } => return Err(CorrectError::NoField(pointer.clone())),
        }
    }
    Ok((job, done))
}

/// A value without blanks around it, if it may be one.
fn checked<'a>(field: &str, value: &'a str) -> Result<&'a str, CorrectError> {
    let value = value.trim();
    if value.chars().count() > VALUE_CHARS_MAX || value.chars().any(|c| c.is_control() && c != '\n') {
        return Err(bad(field, "a text of at most 4,000 characters without control characters"));
    }
    Ok(value)
}

fn moved(section: &str, before: &[String], after: &[String], by: SetBy) -> Applied {
    Applied { field: section.to_owned(), before: Some(before.join(" ")), after: after.join(" "), by }
}

/// Adds an empty entry and tells its id.
fn add(cv: &mut Cv, section: &str) -> Result<String, CorrectError> {
    fn push<T>(
        list: &mut Vec<T>,
        letter: char,
        id: fn(&T) -> &str,
        make: fn(String) -> T,
    ) -> Result<String, CorrectError> {
        if list.len() >= ENTRIES_MAX {
            return Err(bad(&letter.to_string(), "one of at most 500 entries"));
        }
        let fresh = next_id(letter, list.iter().map(id));
        list.push(make(fresh.clone()));
        Ok(fresh)
    }
    match section {
        "work" => push(&mut cv.work, 'w', |one| &one.id, |id| Work { id, ..Work::default() }),
        "projects" => push(&mut cv.projects, 'p', |one| &one.id, |id| Project { id, ..Project::default() }),
        "education" => push(&mut cv.education, 'e', |one| &one.id, |id| Education { id, ..Education::default() }),
        "certificates" => {
            push(&mut cv.certificates, 'c', |one| &one.id, |id| Certificate { id, ..Certificate::default() })
        }
        "skills" => push(&mut cv.skills, 's', |one| &one.id, |id| Skill { id, ..Skill::default() }),
        "languages" => {
            push(&mut cv.languages, 'l', |one| &one.id, |id| SpokenLanguage { id, ..SpokenLanguage::default() })
        }
        "volunteer" => push(&mut cv.volunteer, 'v', |one| &one.id, |id| Volunteer { id, ..Volunteer::default() }),
        "interests" => push(&mut cv.interests, 'i', |one| &one.id, |id| Interest { id, ..Interest::default() }),
        _ => Err(CorrectError::NoSection(section.to_owned())),
    }
}

/// Sets the fields of a new entry.
fn filled(cv: &mut Cv, id: &str, fields: &BTreeMap<String, String>, by: SetBy) -> Result<Vec<Applied>, CorrectError> {
    let mut done = Vec::new();
    for (name, value) in fields {
        let field = format!("{id}/{name}");
        let value = checked(&field, value)?;
        if value.is_empty() {
            continue;
        }
        set(cv, &field, value, by)?;
        cv.x.sources.insert(field.clone(), source(value, by));
        done.push(Applied { field, before: None, after: value.to_owned(), by });
    }
    if done.is_empty() { Err(bad(id, "an entry with at least one value")) } else { Ok(done) }
}

fn delete(cv: &mut Cv, entry: &str, by: SetBy) -> Result<Applied, CorrectError> {
    fn take<T: Serialize>(list: &mut Vec<T>, id: fn(&T) -> &str, entry: &str) -> Option<String> {
        let found = list.iter().position(|one| id(one) == entry)?;
        serde_json::to_string(&list.remove(found)).ok()
    }
    let before = match entry.chars().next() {
        Some('w') => take(&mut cv.work, |one| &one.id, entry),
        Some('p') => take(&mut cv.projects, |one| &one.id, entry),
        Some('e') => take(&mut cv.education, |one| &one.id, entry),
        Some('c') => take(&mut cv.certificates, |one| &one.id, entry),
        Some('s') => take(&mut cv.skills, |one| &one.id, entry),
        Some('l') => take(&mut cv.languages, |one| &one.id, entry),
        Some('v') => take(&mut cv.volunteer, |one| &one.id, entry),
        Some('i') => take(&mut cv.interests, |one| &one.id, entry),
        _ => None,
    };
    let before = before.ok_or_else(|| CorrectError::NoEntry(entry.to_owned()))?;
    let below = format!("{entry}/");
    cv.x.sources.retain(|field, _| !field.starts_with(&below));
    cv.x.entries.remove(entry);
    for line in &mut cv.x.text {
        if line.entry.as_deref() == Some(entry) {
            line.entry = None;
        }
    }
    Ok(Applied { field: entry.to_owned(), before: Some(before), after: String::new(), by })
}

fn reorder(cv: &mut Cv, section: &str, order: &[String]) -> Result<Vec<String>, CorrectError> {
    match section {
        "work" => arrange(&mut cv.work, order, |one| &one.id, section),
        "projects" => arrange(&mut cv.projects, order, |one| &one.id, section),
        "education" => arrange(&mut cv.education, order, |one| &one.id, section),
        "certificates" => arrange(&mut cv.certificates, order, |one| &one.id, section),
        "skills" => arrange(&mut cv.skills, order, |one| &one.id, section),
        "languages" => arrange(&mut cv.languages, order, |one| &one.id, section),
        "volunteer" => arrange(&mut cv.volunteer, order, |one| &one.id, section),
        "interests" => arrange(&mut cv.interests, order, |one| &one.id, section),
        _ => Err(CorrectError::NoSection(section.to_owned())),
    }
}

/// Puts entries in an order that names each of them once; the order before.
fn arrange<T>(
    list: &mut [T],
    order: &[String],
    id: fn(&T) -> &str,
    section: &str,
) -> Result<Vec<String>, CorrectError> {
    let before: Vec<String> = list.iter().map(|one| id(one).to_owned()).collect();
    let known: BTreeSet<&String> = before.iter().collect();
    let wanted: BTreeSet<&String> = order.iter().collect();
    if known != wanted || order.len() != before.len() {
        return Err(CorrectError::BadOrder(section.to_owned()));
    }
    list.sort_by_key(|one| order.iter().position(|wanted| wanted == id(one)));
    Ok(before)
}

fn translate(cv: &mut Cv, pointer: &str, language: &str, text: &str, by: SetBy) -> Result<Applied, CorrectError> {
    let text = checked(pointer, text)?;
    if language.len() != 2 || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Err(bad(pointer, "a translation into a language such as `de`"));
    }
    let whole = serde_json::to_value(&*cv).unwrap_or(Value::Null);
    if !whole.pointer(pointer).is_some_and(Value::is_string) {
        return Err(CorrectError::NoField(pointer.to_owned()));
    }
    let of_text = |one: &Translation| one.pointer == pointer && one.language == language;
    let before = cv.x.translations.iter().position(of_text).map(|at| cv.x.translations.remove(at).text);
    if !text.is_empty() {
        cv.x.translations.push(Translation {
            pointer: pointer.to_owned(),
            language: language.to_owned(),
            text: text.to_owned(),
            state: TranslationState::Person,
        });
    }
    Ok(Applied { field: format!("{pointer}@{language}"), before, after: text.to_owned(), by })
}

/// Adds a criterion without words and tells its id.
fn add_criterion(
    job: &mut JobProfile,
    section: &str,
    fields: &BTreeMap<String, String>,
) -> Result<String, CorrectError> {
    if section != "criteria" {
        return Err(CorrectError::NoSection(section.to_owned()));
    }
    if fields.get("text").is_none_or(|text| text.trim().is_empty()) || job.criteria.len() >= ENTRIES_MAX {
        return Err(bad("criteria", "a criterion with a text, one of at most 500"));
    }
    let class = fields.get("class").map_or(Some(Class::Must), |class| class_of(class));
    let class = class.ok_or_else(|| bad("criteria", "of the class must, should, soft or other"))?;
    let letter = match class {
        Class::Must => 'M',
        Class::Should => 'S',
        Class::Soft => 'F',
        Class::Other => 'O',
    };
    let id = next_id(letter, job.criteria.iter().map(|one| one.id.as_str()));
    job.criteria.push(Criterion {
        id: id.clone(),
        text: String::new(),
        class,
        kind: Kind::Skill,
        parts: Vec::new(),
        join: crate::records::job::Join::All,
        source: None,
    });
    Ok(id)
}

fn class_of(word: &str) -> Option<Class> {
    serde_json::from_value(Value::String(word.trim().to_owned())).ok()
}

/// Sets a field of a profile; what stood there.
fn set_job(
    job: &mut JobProfile,
    field: &str,
    value: &str,
    by: SetBy,
    concepts: &Lexicon,
) -> Result<Option<String>, CorrectError> {
    let no_field = || CorrectError::NoField(field.to_owned());
    let (entry, name) = field.split_once('/').ok_or_else(no_field)?;
    let text = (!value.is_empty()).then(|| value.to_owned());
    if entry != "job" {
        let found = job.criteria.iter_mut().find(|one| one.id == entry);
        let found = found.ok_or_else(|| CorrectError::NoEntry(entry.to_owned()))?;
        return match (name, text) {
            ("text", Some(text)) => {
                (found.parts, found.join) = demand::demands(&text, concepts);
                found.kind = found.parts.first().map_or(Kind::Skill, |part| part.kind);
                let mut source = source(&text, by);
                source.document = "job".into();
                found.source = Some(source);
                let before = std::mem::replace(&mut found.text, text);
                Ok((!before.is_empty()).then_some(before))
            }
            ("text", None) => Err(bad(field, "a text; delete the criterion instead")),
            ("class", Some(word)) => {
                let class = class_of(&word).ok_or_else(|| bad(field, "must, should, soft or other"))?;
                let before = serde_json::to_value(std::mem::replace(&mut found.class, class));
                Ok(before.ok().and_then(|before| before.as_str().map(str::to_owned)))
            }
            _ => Err(no_field()),
        };
    }
    let list = |place: &mut Vec<String>| super::listed(place, value);
    match name {
        "places" => return Ok(list(&mut job.places)),
        "tasks" => return Ok(list(&mut job.tasks)),
        "workload" => {
            let range = match value {
                "" => None,
                value => {
                    Some(crate::understand::percent(value).ok_or_else(|| bad(field, "a workload such as `80–100 %`"))?)
                }
            };
            let before = std::mem::replace(&mut job.workload, range);
            return Ok(before.map(|range| format!("{}–{} %", range.min, range.max)));
        }
        _ => {}
    }
    let place = match name {
        "language" => &mut job.language,
        "title" => &mut job.title,
        "id" => &mut job.id,
        "client" => &mut job.client,
        "unit" => &mut job.unit,
        "programme" => &mut job.programme,
        "summary" => &mut job.summary,
        "goal" => &mut job.goal,
        "remote" => &mut job.remote,
        "start" => &mut job.start,
        "end" => &mut job.end,
        "duration" => &mut job.duration,
        "contact" => &mut job.contact,
        "deliveryModel" => &mut job.delivery_model,
        "rate" => &mut job.rate,
        _ => return Err(no_field()),
    };
    Ok(std::mem::replace(place, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv() -> Cv {
        let value = serde_json::json!({
            "basics": { "name": "Ada Beispiel", "summary": "Sie kann viel." },
            "work": [{ "id": "w1", "name": "Quux AG" }, { "id": "w2", "name": "Zapp GmbH" }],
            "x-dossier": { "schema": "dossier.cv/1", "entries": { "w1": { "current": true } } }
        });
        serde_json::from_value(value).expect("a record")
    }

    fn edits(value: Value) -> Vec<Edit> {
        serde_json::from_value(value).expect("edits")
    }

    #[test]
    fn entries_are_added_moved_and_deleted() {
        let wanted = edits(serde_json::json!([
            { "op": "add", "section": "work", "fields": { "name": "Neu AG", "startDate": "2021-03" } },
            { "op": "reorder", "section": "work", "entries": ["w3", "w2", "w1"] },
            { "op": "delete", "entry": "w1" },
            { "op": "set", "field": "w2/position", "value": "Technikerin" },
            { "op": "translate", "pointer": "/basics/summary", "language": "en", "text": "She can do a lot." }
        ]));
        let (found, log) = edit(&cv(), &wanted, SetBy::Person).expect("sound edits");
        let ids: Vec<&str> = found.work.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["w3", "w2"]);
        assert_eq!(found.work[1].position.as_deref(), Some("Technikerin"));
        assert_eq!(found.x.sources["w3/name"].set_by, SetBy::Person);
        assert!(!found.x.entries.contains_key("w1"));
        assert_eq!(found.x.translations[0].state, TranslationState::Person);
        assert_eq!(log.len(), 6);
    }

    #[test]
    fn what_cannot_be_done_changes_nothing() {
        for wanted in [
            serde_json::json!([{ "op": "delete", "entry": "w9" }]),
            serde_json::json!([{ "op": "add", "section": "hobbies", "fields": { "name": "X" } }]),
            serde_json::json!([{ "op": "add", "section": "work", "fields": {} }]),
            serde_json::json!([{ "op": "reorder", "section": "work", "entries": ["w1"] }]),
            serde_json::json!([{ "op": "reorder", "section": "work", "entries": ["w1", "w1"] }]),
            serde_json::json!([{ "op": "translate", "pointer": "/work", "language": "en", "text": "X" }]),
        ] {
            assert!(edit(&cv(), &edits(wanted.clone()), SetBy::Person).is_err(), "{wanted}");
        }
        let unknown = serde_json::json!({ "op": "set", "field": "w1/name", "value": "X", "why": "Y" });
        assert!(serde_json::from_value::<Edit>(unknown).is_err());
    }

    #[test]
    fn a_criterion_is_understood_anew() {
        let job = JobProfile::default();
        let concepts = Lexicon::builtin();
        let wanted = edits(serde_json::json!([
            { "op": "add", "section": "criteria", "fields": { "text": "Deutsch C1", "class": "must" } },
            { "op": "add", "section": "criteria", "fields": { "text": "Python", "class": "should" } },
            { "op": "set", "field": "job/title", "value": "Data Engineer" },
            { "op": "set", "field": "S1/class", "value": "must" }
        ]));
        let (found, _) = edit_job(&job, &wanted, SetBy::Person, &concepts).expect("sound edits");
        assert_eq!(found.title.as_deref(), Some("Data Engineer"));
        assert_eq!((found.criteria[0].id.as_str(), found.criteria[0].kind), ("M1", Kind::LanguageLevel));
        assert_eq!((found.criteria[1].id.as_str(), found.criteria[1].class), ("S1", Class::Must));
        assert!(!found.criteria[1].parts.is_empty());
        let gone = edits(serde_json::json!([{ "op": "delete", "entry": "M7" }]));
        assert!(edit_job(&found, &gone, SetBy::Person, &concepts).is_err());
    }
}
