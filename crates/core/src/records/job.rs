//! The `job-profile` record: what a client asks for, criterion by criterion, verbatim.

use super::cv::{Source, TextLine, Workload};
use crate::time::PartialDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A job profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct JobProfile {
    /// Form of this record: `dossier.job/1`.
    pub schema: String,
    /// Language (ISO 639-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Title of the position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The client's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// Organisational unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Programme or project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// Introduction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Goal of the assignment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// Places of work, town first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Remote work, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote: Option<String>,
    /// Start: ISO 8601 where a date is given, else the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// End: ISO 8601 where a date is given, else the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Duration in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// Workload in percent of full time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workload: Option<Workload>,
    /// Tasks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
    /// Languages asked for; the criteria they come from stay in `criteria`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageDemand>,
    /// Contact as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Delivery model as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_model: Option<String>,
    /// Rate as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
    /// Criteria in printed order.
    pub criteria: Vec<Criterion>,
    /// All lines with their places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<TextLine>,
}

/// A language asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageDemand {
    /// Name as printed.
    pub language: String,
    /// `A1` to `C2` or `native`; empty where no level is asked for.
    pub level: String,
    /// Class of the criterion.
    pub class: Class,
}

/// How much a criterion counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Required.
    Must,
    /// Wanted.
    Should,
    /// A soft skill outside every must and should list; shown, not scored.
    Soft,
    /// Anything else; shown, not scored.
    Other,
}

/// One printed bullet or row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// `M1`, `S1`, `F1` (soft), `O1` in printed order.
    pub id: String,
    /// Verbatim text.
    pub text: String,
    /// From heading, column or wording only.
    pub class: Class,
    /// Kind of its first part.
    pub kind: Kind,
    /// Sub-demands; at least one.
    pub parts: Vec<Part>,
    /// How the parts combine.
    #[serde(default)]
    pub join: Join,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<Source>,
}

/// How the members of a part, or the parts of a criterion, combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Join {
    /// One is enough.
    Any,
    /// All are needed.
    #[default]
    All,
}

/// A sub-demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The words it was read from.
    pub text: String,
    /// Kind.
    pub kind: Kind,
    /// What exactly is asked.
    pub demand: Demand,
    /// How the demand's terms combine.
    pub join: Join,
}

/// Kinds of criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A technology, method or subject.
    Skill,
    /// Years of experience.
    ExperienceYears,
    /// Experience that must be recent.
    Recency,
    /// A language and its level.
    LanguageLevel,
    /// A certificate.
    Certificate,
    /// A degree.
    Degree,
    /// Experience of an industry.
    Industry,
    /// A function.
    Role,
    /// Leadership.
    Leadership,
    /// Place of work or residence.
    Location,
    /// Start or notice.
    Availability,
    /// Workload.
    Workload,
    /// Work permit.
    Permit,
    /// Citizenship.
    Citizenship,
    /// Security clearance.
    Clearance,
    /// Driving licence.
    DrivingLicence,
    /// Readiness to travel, to be on call and the like.
    Willingness,
    /// Reference projects.
    Reference,
    /// A soft skill.
    SoftSkill,
}

/// The measurable content of a part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Demand {
    /// Terms to look for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
    /// Months of experience at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months_min: Option<u32>,
    /// Months of experience at the most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months_max: Option<u32>,
    /// Experience within so many months before the evaluation date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recent_months: Option<u32>,
    /// `A1` to `C2` or `native`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Level 3 to 8 of the degree ladder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree_level: Option<u8>,
    /// Whether an equivalent is accepted in words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_equivalent: bool,
    /// Driving licence category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Workload, or share of travel, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Workload>,
    /// People to lead at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people_min: Option<u32>,
    /// Sum to answer for at least, in whole units of its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_min: Option<u64>,
    /// Latest start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<PartialDate>,
    /// Longest notice in months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_months_max: Option<u32>,
}
