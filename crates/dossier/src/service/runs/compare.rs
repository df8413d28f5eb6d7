//! Two revisions of a run side by side: fields of CV and profile by their entries, criteria with verdict, points and quotes,
//! options, and which documents differ. Reads sealed revisions only; changes nothing.

use super::super::error::ServiceError;
use super::super::policy::Action;
use super::super::{Caller, Office};
use super::facts;
use super::finish::{Made, Results};
use super::{found, missing};
use dossier_core::hash::sha256_hex;
use dossier_core::records::matching::{JudgedCriterion, Recommendation, Verdict};
use dossier_core::records::{Cv, JobProfile, Match};
use dossier_db::revisions;
use dossier_workspace::{Area, Commit};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Sections of a CV, whose entries have ids.
const SECTIONS: [&str; 8] =
    ["work", "projects", "education", "certificates", "skills", "languages", "volunteer", "interests"];
/// What is said of a CV beside its fields, and follows from them.
const BESIDE: [&str; 6] = ["text", "sources", "skills", "findings", "schema", "answers"];

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// `<entry-id>/<field>`, `basics/<field>` and so on; a section alone where its entries are in another order.
    pub field: String,
    /// In the earlier revision; absent where it has none.
    pub before: Option<String>,
    /// In the later one.
    pub after: Option<String>,
}

/// A criterion as it was judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// Verdict.
    pub verdict: Verdict,
    /// 0 to 100; absent where it is left out.
    pub points: Option<i64>,
    /// Quotes.
    pub evidence: Vec<String>,
}

/// A criterion that was judged otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionChange {
    /// Its id in the profile.
    pub id: String,
    /// Its words in the later revision, else in the earlier one.
    pub text: String,
    /// In the earlier revision; absent where it does not have it.
    pub before: Option<Judged>,
    /// In the later one.
    pub after: Option<Judged>,
}

/// How a document differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Only the later revision has it.
    Added,
    /// Only the earlier revision has it.
    Removed,
    /// Both have it, with other bytes.
    Changed,
}

/// A document that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentChange {
    /// Kind of document.
    pub kind: String,
    /// Name of its object, the same in both.
    pub slug: String,
    /// How it differs.
    pub change: Kind,
}

/// Two revisions side by side. What is not here is equal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The earlier revision.
    pub from: Uuid,
    /// The later one.
    pub to: Uuid,
    /// Fields of the CV.
    pub cv: Vec<FieldChange>,
    /// Fields and criteria of the profile.
    pub job: Vec<FieldChange>,
    /// What the revisions were made with.
    pub options: Vec<FieldChange>,
    /// Criteria that were judged otherwise.
    pub criteria: Vec<CriterionChange>,
    /// Scores.
    pub score: (Option<i64>, Option<i64>),
    /// Recommendations.
    pub recommendation: (Option<Recommendation>, Option<Recommendation>),
    /// Documents, without records.
    pub documents: Vec<DocumentChange>,
}

impl Office {
    /// Compares two revisions of a run.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`] for a revision that is not the run's, or a failure of storage
    /// or database.
    pub async fn compare(&self, caller: &Caller, run: Uuid, from: Uuid, to: Uuid) -> Result<Comparison, ServiceError> {
        caller.may(Action::ReadRuns)?;
        caller.may(Action::SeePersons)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        let kind = found(&mut tx, run).await?.kind;
        let mut made = Vec::new();
        for revision in [from, to] {
            let row = revisions::get(&mut tx, revision).await?.filter(|row| row.run == run);
            made.push(Made::read(&row.ok_or(missing("revision"))?.options)?);
        }
        tx.commit().await?;
        let earlier = self.read_revision(caller, run, from).await?;
        let later = self.read_revision(caller, run, to).await?;
        let (before, after) = (Results::load(kind, &earlier).await?, Results::load(kind, &later).await?);
        let options: Vec<Value> =
            made.iter().map(|made| serde_json::to_value(&made.options).unwrap_or(Value::Null)).collect();
        let flat_options: Vec<Flat> = options.iter().map(|value| flat_of(value, "options")).collect();
        let (matching_before, matching_after) = (before.matching.as_ref(), after.matching.as_ref());
        let score = |matching: Option<&Match>| matching.and_then(|matching| matching.score.total);
        Ok(Comparison {
            from,
            to,
            cv: cvs(&before.cv, &after.cv),
            job: jobs(before.job.as_ref(), after.job.as_ref()),
            options: match flat_options.as_slice() {
                [before, after] => changes(before, after),
                _ => Vec::new(),
            },
            criteria: criteria(matching_before, matching_after),
            score: (score(matching_before), score(matching_after)),
            recommendation: (
                matching_before.map(|matching| matching.recommendation),
                matching_after.map(|matching| matching.recommendation),
            ),
            documents: documents(earlier.commit(), later.commit()),
        })
    }
}

/// Values by field.
type Flat = BTreeMap<String, String>;

/// Fields in which two CVs differ, by field.
pub(super) fn cvs(before: &Cv, after: &Cv) -> Vec<FieldChange> {
    let value = |cv: &Cv| serde_json::to_value(cv).unwrap_or(Value::Null);
    let (before, after) = (value(before), value(after));
    let mut out = changes(&flat_cv(&before), &flat_cv(&after));
    out.extend(SECTIONS.iter().filter_map(|section| moved(section, &before[*section], &after[*section])));
    out
}

/// Fields and criteria in which two profiles differ.
pub(super) fn jobs(before: Option<&JobProfile>, after: Option<&JobProfile>) -> Vec<FieldChange> {
    let value = |job: Option<&JobProfile>| job.and_then(|job| serde_json::to_value(job).ok()).unwrap_or(Value::Null);
    let (before, after) = (value(before), value(after));
    let mut out = changes(&flat_job(&before), &flat_job(&after));
    out.extend(moved("criteria", &before["criteria"], &after["criteria"]));
    out
}

fn changes(before: &Flat, after: &Flat) -> Vec<FieldChange> {
    let fields: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = fields.into_iter().filter(|field| before.get(*field) != after.get(*field));
    differing
        .map(|field| FieldChange {
            field: field.clone(),
            before: before.get(field).cloned(),
            after: after.get(field).cloned(),
        })
        .collect()
}

/// Entries that both have, in another order.
fn moved(section: &str, before: &Value, after: &Value) -> Option<FieldChange> {
    let ids = |value: &Value| -> Vec<String> {
        let entries = value.as_array().into_iter().flatten();
        entries.filter_map(|entry| entry["id"].as_str().map(str::to_owned)).collect()
    };
    let (before, after) = (ids(before), ids(after));
    let common = |ids: &[String], other: &[String]| -> Vec<String> {
        ids.iter().filter(|id| other.contains(id)).cloned().collect()
    };
    let (was, is) = (common(&before, &after), common(&after, &before));
    (was != is).then(|| FieldChange {
        field: section.to_owned(),
        before: Some(was.join(" ")),
        after: Some(is.join(" ")),
    })
}

fn flat_cv(cv: &Value) -> Flat {
    let mut out = Flat::new();
    for section in SECTIONS {
        entries(&cv[section], &mut out);
    }
    flatten(&cv["basics"], "basics", &mut out);
    for (name, value) in cv["x-dossier"].as_object().into_iter().flatten() {
        match name.as_str() {
            "translations" => {
                for one in value.as_array().into_iter().flatten() {
                    let text = |name: &str| one[name].as_str().unwrap_or_default();
                    out.insert(format!("{}@{}", text("pointer"), text("language")), text("text").to_owned());
                }
            }
            name if BESIDE.contains(&name) => {}
            name => flatten(value, &format!("x-dossier/{name}"), &mut out),
        }
    }
    out
}

fn flat_job(job: &Value) -> Flat {
    let mut out = Flat::new();
    for criterion in job["criteria"].as_array().into_iter().flatten() {
        let id = criterion["id"].as_str().unwrap_or_default();
        for name in ["text", "class"] {
            flatten(&criterion[name], &format!("{id}/{name}"), &mut out);
        }
    }
    let own = job.as_object().into_iter().flatten();
    for (name, value) in own.filter(|(name, _)| !matches!(name.as_str(), "criteria" | "text" | "schema")) {
        flatten(value, &format!("job/{name}"), &mut out);
    }
    out
}

fn flat_of(value: &Value, prefix: &str) -> Flat {
    let mut out = Flat::new();
    flatten(value, prefix, &mut out);
    out
}

/// Entries of a section under their ids.
fn entries(section: &Value, out: &mut Flat) {
    for entry in section.as_array().into_iter().flatten() {
        let id = entry["id"].as_str().unwrap_or_default();
        for (name, value) in entry.as_object().into_iter().flatten().filter(|(name, _)| name.as_str() != "id") {
            flatten(value, &format!("{id}/{name}"), out);
        }
    }
}

fn flatten(value: &Value, field: &str, out: &mut Flat) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, value) in members {
                // As corrections name them: `basics/location.city`.
                let separator = if field.contains('/') { '.' } else { '/' };
                flatten(value, &format!("{field}{separator}{name}"), out);
            }
        }
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(text).collect();
            if !texts.is_empty() {
                out.insert(field.to_owned(), texts.join("\n"));
            }
        }
        value => {
            out.insert(field.to_owned(), text(value));
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        // A photo in the record: its hash says whether it is another one.
        Value::String(text) if text.starts_with("data:") => format!("sha256:{}", sha256_hex(text.as_bytes())),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn criteria(before: Option<&Match>, after: Option<&Match>) -> Vec<CriterionChange> {
    let of = |matching: Option<&Match>| -> BTreeMap<String, JudgedCriterion> {
        let all = matching.into_iter().flat_map(|matching| &matching.criteria);
        all.map(|criterion| (criterion.id.clone(), criterion.clone())).collect()
    };
    let judged = |criterion: &JudgedCriterion| Judged {
        verdict: criterion.verdict,
        points: criterion.points,
        evidence: criterion.evidence.iter().map(|evidence| evidence.quote.clone()).collect(),
    };
    let (before, after) = (of(before), of(after));
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut out = Vec::new();
    for id in ids {
        let (was, is) = (before.get(id), after.get(id));
        let change = CriterionChange {
            id: id.clone(),
            text: is.or(was).map(|criterion| criterion.text.clone()).unwrap_or_default(),
            before: was.map(judged),
            after: is.map(judged),
        };
        if change.before != change.after {
            out.push(change);
        }
    }
    out
}

fn documents(before: &Commit, after: &Commit) -> Vec<DocumentChange> {
    let of = |commit: &Commit| -> BTreeMap<String, String> {
        let papers = commit.entries.iter().filter(|entry| entry.area == Area::PrimaryOutputs);
        papers.map(|entry| (entry.key.clone(), entry.sha256.clone())).collect()
    };
    let (before, after) = (of(before), of(after));
    let slugs: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = slugs.into_iter().filter_map(|slug| {
        let change = match (before.get(slug), after.get(slug)) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Removed,
            (Some(was), Some(is)) if was != is => Kind::Changed,
            _ => return None,
        };
        Some(DocumentChange { kind: facts::kind(Area::PrimaryOutputs, slug), slug: slug.clone(), change })
    });
    differing.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv(value: Value) -> Cv {
        serde_json::from_value(value).expect("a record")
    }

    #[test]
    fn fields_are_compared_by_entry() {
        let before = cv(serde_json::json!({
            "basics": { "name": "Ada", "location": { "city": "Bern" } },
            "work": [{ "id": "w1", "name": "Quux AG", "highlights": ["A", "B"] }, { "id": "w2", "name": "Zapp" }]
        }));
        let after = cv(serde_json::json!({
            "basics": { "name": "Ada", "location": { "city": "Thun" } },
            "work": [{ "id": "w2", "name": "Zapp" }, { "id": "w1", "name": "Quux GmbH", "highlights": ["A", "B"] }],
            "skills": [{ "id": "s1", "keywords": ["Python"] }]
        }));
        let found = cvs(&before, &after);
        let fields: Vec<&str> = found.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["basics/location.city", "s1/keywords", "w1/name", "work"]);
        assert_eq!((found[0].before.as_deref(), found[0].after.as_deref()), (Some("Bern"), Some("Thun")));
        assert_eq!((found[1].before.as_deref(), found[1].after.as_deref()), (None, Some("Python")));
        assert!(cvs(&before, &before).is_empty());
    }

    #[test]
    fn an_absent_profile_is_all_removed() {
        let job: JobProfile = serde_json::from_value(serde_json::json!({
            "schema": "dossier.job/1", "title": "Data Engineer", "criteria": []
        }))
        .expect("a profile");
        let found = jobs(Some(&job), None);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].field.as_str(), found[0].after.as_deref()), ("job/title", None));
    }
}
