//! The `cv` record: JSON Resume 1.2.1 with plain strings as printed, plus one object `x-dossier` for everything that the
//! standard has no place for. Unknown keys survive a round trip.

use crate::time::PartialDate;
use dossier_formats::{Place, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Members that the record does not know; kept as they came.
pub type Extra = Map<String, Value>;

fn none<T>(value: &Option<T>) -> bool {
    value.is_none()
}

/// A candidate's CV.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Cv {
    /// Who the candidate is.
    pub basics: Basics,
    /// Stations: employments, self-employment, service, apprenticeship, internship. One entry per printed period.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub work: Vec<Work>,
    /// Assignments at clients, listed apart from the stations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<Project>,
    /// Schools with degrees and diplomas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub education: Vec<Education>,
    /// Courses and certificates without a school's degree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certificate>,
    /// Skills in the groups in which they are printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<Skill>,
    /// Languages with levels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<SpokenLanguage>,
    /// Voluntary work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volunteer: Vec<Volunteer>,
    /// Interests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub interests: Vec<Interest>,
    /// Everything else.
    #[serde(rename = "x-dossier")]
    pub x: XDossier,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Name, contact and summary.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Basics {
    /// Full name as printed.
    #[serde(skip_serializing_if = "none")]
    pub name: Option<String>,
    /// Function or headline.
    #[serde(skip_serializing_if = "none")]
    pub label: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "none")]
    pub email: Option<String>,
    /// Phone number as printed.
    #[serde(skip_serializing_if = "none")]
    pub phone: Option<String>,
    /// Web page.
    #[serde(skip_serializing_if = "none")]
    pub url: Option<String>,
    /// Short profile.
    #[serde(skip_serializing_if = "none")]
    pub summary: Option<String>,
    /// Where the candidate lives.
    #[serde(skip_serializing_if = "none")]
    pub location: Option<Location>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A place of residence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Location {
    /// Street and number.
    #[serde(skip_serializing_if = "none")]
    pub address: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "none")]
    pub postal_code: Option<String>,
    /// Town.
    #[serde(skip_serializing_if = "none")]
    pub city: Option<String>,
    /// ISO 3166 code, where the CV prints a country.
    #[serde(skip_serializing_if = "none")]
    pub country_code: Option<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A station.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Work {
    /// Stable id, `w1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Employer without the town.
    #[serde(skip_serializing_if = "none")]
    pub name: Option<String>,
    /// Function.
    #[serde(skip_serializing_if = "none")]
    pub position: Option<String>,
    /// Town.
    #[serde(skip_serializing_if = "none")]
    pub location: Option<String>,
    /// First month or year.
    #[serde(skip_serializing_if = "none")]
    pub start_date: Option<PartialDate>,
    /// Last month or year; absent for a current station and where it is unknown.
    #[serde(skip_serializing_if = "none")]
    pub end_date: Option<PartialDate>,
    /// Running text.
    #[serde(skip_serializing_if = "none")]
    pub summary: Option<String>,
    /// Tasks and results.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<String>,
    /// Technologies listed for this station.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// An assignment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Project {
    /// Stable id, `p1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// What it was.
    #[serde(skip_serializing_if = "none")]
    pub name: Option<String>,
    /// Client.
    #[serde(skip_serializing_if = "none")]
    pub entity: Option<String>,
    /// Functions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Running text.
    #[serde(skip_serializing_if = "none")]
    pub description: Option<String>,
    /// First month or year.
    #[serde(skip_serializing_if = "none")]
    pub start_date: Option<PartialDate>,
    /// Last month or year.
    #[serde(skip_serializing_if = "none")]
    pub end_date: Option<PartialDate>,
    /// Tasks and results.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<String>,
    /// Technologies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A degree or diploma.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Education {
    /// Stable id, `e1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// School.
    #[serde(skip_serializing_if = "none")]
    pub institution: Option<String>,
    /// Degree.
    #[serde(skip_serializing_if = "none")]
    pub study_type: Option<String>,
    /// Field.
    #[serde(skip_serializing_if = "none")]
    pub area: Option<String>,
    /// First month or year.
    #[serde(skip_serializing_if = "none")]
    pub start_date: Option<PartialDate>,
    /// Last month or year.
    #[serde(skip_serializing_if = "none")]
    pub end_date: Option<PartialDate>,
    /// Further lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A certificate or course.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Certificate {
    /// Stable id, `c1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Name.
    #[serde(skip_serializing_if = "none")]
    pub name: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "none")]
    pub issuer: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "none")]
    pub date: Option<PartialDate>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A group of skills.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Skill {
    /// Stable id, `s1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Printed name of the group.
    #[serde(skip_serializing_if = "none")]
    pub name: Option<String>,
    /// One skill each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A spoken language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SpokenLanguage {
    /// Stable id, `l1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Name as printed.
    #[serde(skip_serializing_if = "none")]
    pub language: Option<String>,
    /// `A1` to `C2` (CEFR) or `native`.
    #[serde(skip_serializing_if = "none")]
    pub fluency: Option<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Voluntary work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Volunteer {
    /// Stable id, `v1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Where.
    #[serde(skip_serializing_if = "none")]
    pub organization: Option<String>,
    /// What as.
    #[serde(skip_serializing_if = "none")]
    pub position: Option<String>,
    /// First month or year.
    #[serde(skip_serializing_if = "none")]
    pub start_date: Option<PartialDate>,
    /// Last month or year.
    #[serde(skip_serializing_if = "none")]
    pub end_date: Option<PartialDate>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// An interest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Interest {
    /// Stable id, `i1` and so on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// As printed.
    pub name: String,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Everything that JSON Resume has no place for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct XDossier {
    /// Form of this object: `dossier.cv/1`.
    pub schema: String,
    /// Language of the CV (ISO 639-1).
    #[serde(skip_serializing_if = "none")]
    pub language: Option<String>,
    /// Date printed as the document's own.
    #[serde(skip_serializing_if = "none")]
    pub document_date: Option<PartialDate>,
    /// Nationality as printed.
    #[serde(skip_serializing_if = "none")]
    pub nationality: Option<String>,
    /// Date of birth.
    #[serde(skip_serializing_if = "none")]
    pub birth_date: Option<PartialDate>,
    /// Work or residence permit, or registration, as printed.
    #[serde(skip_serializing_if = "none")]
    pub permit: Option<String>,
    /// Driving licence categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub driving_licence: Vec<String>,
    /// Availability as printed.
    #[serde(skip_serializing_if = "none")]
    pub availability: Option<String>,
    /// Wanted workload.
    #[serde(skip_serializing_if = "none")]
    pub workload: Option<Workload>,
    /// Asking rate; never printed in client papers.
    #[serde(skip_serializing_if = "none")]
    pub rate: Option<AskingRate>,
    /// Facts about entries, by entry id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<String, EntryFacts>,
    /// Skills by concepts of the lexicon.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<SkillFacts>,
    /// Where each value stands, keyed `<entry-id>/<field>`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Source>,
    /// All lines with their places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<TextLine>,
    /// Confirmed or proposed translations of free texts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// What reading noticed, by stable code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<ReadFinding>,
    /// Answers that are about no single field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// Unknown members.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// An answer in words about a list of entries, such as what a gap was used for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// What it is about, such as `work`.
    pub field: String,
    /// The words.
    pub text: String,
    /// Who says so.
    pub by: SetBy,
}

/// A range of workload in percent of full time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Workload {
    /// Lower bound, 1 to 100.
    pub min: u8,
    /// Upper bound, 1 to 100.
    pub max: u8,
}

/// What the candidate asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AskingRate {
    /// Amount in minor units.
    pub cents: i64,
    /// `hour`, `day`, `month` or `year`.
    pub unit: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// What an entry is, beyond its JSON Resume fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct EntryFacts {
    /// Whether it goes on; `false` where the end is unknown.
    #[serde(skip_serializing_if = "none")]
    pub current: Option<bool>,
    /// Kind of station.
    #[serde(skip_serializing_if = "none")]
    pub kind: Option<EntryKind>,
    /// Workload in percent, where printed.
    #[serde(skip_serializing_if = "none")]
    pub workload_percent: Option<u8>,
    /// Whether a degree is not yet finished.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_progress: bool,
}

/// What the CV shows of a concept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct SkillFacts {
    /// Id in the lexicon.
    pub concept: String,
    /// `tool`, `method`, `task` or `topic`.
    pub category: String,
    /// Its usual name in the language of the CV.
    pub name: String,
    /// Months of the union of the dated stations and projects that name it.
    #[serde(skip_serializing_if = "none")]
    pub months: Option<u32>,
    /// End of the last station or project that names it; none while one goes on.
    #[serde(skip_serializing_if = "none")]
    pub last_use: Option<PartialDate>,
    /// Whether a station or project that goes on names it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub current: bool,
    /// Stations and projects that name it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
}

/// Kind of station. Only employment counts towards years of experience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// Employment or self-employment.
    Employment,
    /// Vocational training at an employer.
    Apprenticeship,
    /// Internship or trainee programme.
    Internship,
    /// Work beside studies.
    StudentWork,
    /// Military or civil service.
    Service,
}

/// Where a value stands in the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// `cv` or `job`.
    pub document: String,
    /// Place of the line in which it begins.
    pub place: Place,
    /// Scalar values of the source text, half-open.
    pub span: Span,
    /// The text of the span.
    pub quote: String,
    /// 0 to 100.
    pub confidence: u8,
    /// Who says so.
    pub set_by: SetBy,
}

/// Who set a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SetBy {
    /// The rules engine.
    Rules,
    /// A language model.
    Model,
    /// Someone at the desk.
    Person,
    /// The candidate.
    Candidate,
}

/// A line of the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TextLine {
    /// Its range in the whole text.
    pub span: Span,
    /// Where it stands.
    pub place: Place,
    /// Its text.
    pub text: String,
    /// Section of the CV it was found in.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub section: String,
    /// Entry it belongs to.
    #[serde(skip_serializing_if = "none", default)]
    pub entry: Option<String>,
}

/// A translation of a free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Translation {
    /// JSON pointer of the text.
    pub pointer: String,
    /// ISO 639-1 code of the translation.
    pub language: String,
    /// The translation.
    pub text: String,
    /// Who answers for it; only a person's is printed.
    pub state: TranslationState,
}

/// Who answers for a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TranslationState {
    /// Nobody yet.
    Machine,
    /// A person confirmed it.
    Person,
}

/// Something that reading noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadFinding {
    /// Stable code, such as `read.hidden_text`.
    pub code: String,
    /// How often.
    pub count: u32,
}
