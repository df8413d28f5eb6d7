//! The `manifest` record: what went in, what came out, made by which versions. Holds neither run id nor wall time, so
//! that equal inputs give equal bytes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// `cv` or `job`.
    pub role: String,
    /// `pdf`, `docx` or `txt`.
    pub kind: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// An output file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutputFile {
    /// Path within the bundle.
    pub path: String,
    /// Kind of document or record.
    pub kind: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A doubtful place in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Kind of document.
    pub document: String,
    /// Stable code.
    pub code: String,
    /// Field or entry it speaks of; never its content.
    pub field: String,
    /// How often.
    pub count: u32,
}

/// A document that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// Kind of document.
    pub document: String,
    /// Stable code.
    pub code: String,
    /// What exactly: a template's tag and its place; never a candidate's text. Absent: the code says all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// The manifest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Form of this record: `dossier.manifest/1`.
    pub schema: String,
    /// Version of this program.
    pub engine: String,
    /// Version of the rule set.
    pub rules: String,
    /// Date of the documents.
    pub document_date: String,
    /// Locale of the documents.
    pub locale: String,
    /// SHA-256 of the brand as used.
    pub brand_sha256: String,
    /// Options of the run that change its outputs.
    pub options: serde_json::Value,
    /// Inputs.
    pub inputs: Vec<InputFile>,
    /// Outputs but this file, sorted by path.
    pub outputs: Vec<OutputFile>,
    /// Doubtful places.
    pub warnings: Vec<Warning>,
    /// Documents that could not be made.
    pub failures: Vec<Failure>,
}
