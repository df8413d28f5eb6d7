//! The `feedback` record: what is wrong or unclear in a CV, and what to ask about it.

use super::cv::Source;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A client would stumble over it.
    Critical,
    /// It should be mended.
    Warning,
    /// It could be better.
    Hint,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Rule id, such as `date.gap`.
    pub rule: String,
    /// Severity.
    pub severity: Severity,
    /// `<entry-id>/<field>`, or the field alone.
    pub field: String,
    /// What the rule fills into its sentence.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub values: Vec<String>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<Source>,
    /// 1 must be asked, 2 should be, 3 may be; absent for a finding without a question.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ask_rank: Option<u8>,
}

/// Grade of a whole CV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Ready to be sent.
    Ready,
    /// A few things to mend.
    Good,
    /// Must be worked on.
    NeedsWork,
    /// Cannot be sent as it is.
    NotReady,
}

/// Feedback on a CV.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Feedback {
    /// Form of this record: `dossier.feedback/1`.
    pub schema: String,
    /// Grade.
    pub grade: Grade,
    /// Findings, gravest first.
    pub findings: Vec<Finding>,
}
