//! Proves a bundle: layout, checksums, and that the manifest names every member with the right size and hash.

use crate::error::Error;
use dossier_core::records::Manifest;
use dossier_workspace::verify_zip;

/// What a sound bundle holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Paths of all members, sorted.
    pub paths: Vec<String>,
    /// Whether a manifest was there to compare with; client packs have none.
    pub manifest: bool,
}

/// Checks a bundle.
///
/// # Errors
/// [`Error::Bundle`] for layout and checksums, [`Error::Manifest`] for a member that the manifest does not describe.
pub fn verify(zip: &[u8]) -> Result<Verified, Error> {
    let members = verify_zip(zip)?;
    let paths = members.iter().map(|member| member.path.clone()).collect();
    let Some(found) = members.iter().find(|member| member.path == "artifacts/manifest.json") else {
        if let Some(record) = members.iter().find(|member| member.path.starts_with("artifacts/")) {
            return Err(Error::Manifest { reason: format!("{} is there without a manifest", record.path) });
        }
        return Ok(Verified { paths, manifest: false });
    };
    let manifest: Manifest = serde_json::from_slice(&found.content)
        .map_err(|error| Error::Record { what: "manifest", reason: error.to_string() })?;
    let wrong = |path: &str, what: &str| Error::Manifest { reason: format!("{path} {what}") };
    for output in &manifest.outputs {
        let member = members
            .iter()
            .find(|member| member.path == output.path)
            .ok_or_else(|| wrong(&output.path, "is missing"))?;
        if member.content.len() as u64 != output.bytes || member.sha256 != output.sha256 {
            return Err(wrong(&output.path, "has another content"));
        }
    }
    for member in members.iter().filter(|member| member.path != found.path) {
        if !manifest.outputs.iter().any(|output| output.path == member.path) {
            return Err(wrong(&member.path, "is not named in the manifest"));
        }
    }
    Ok(Verified { paths, manifest: true })
}
