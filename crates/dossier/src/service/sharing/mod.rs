//! What leaves the desk, and who has agreed to it: links, submissions to clients, consents; and what colleagues say to each other
//! about a run. Sends nothing itself: a link is followed, papers are sent by people.

mod comments;
mod consents;
mod links;
mod open;
mod submissions;

pub use consents::{ConsentScope, NewConsent, Recipients, Withdrawn};
pub use links::{MadeShare, Share, ShareOrder, ShareWhat, SharedViews};
pub use open::{ShareFace, Shared, SharedFile};
pub use submissions::{Earlier, NewSubmission, SendOrder, Submitted};

use super::error::ServiceError;
use dossier_db::rows::{RevisionState, Run};
use dossier_db::{TeamTx, revisions, runs};
use dossier_workspace::{RevisionId, RunId, SealedRevision, Storage, TeamId};
use serde_json::Value;
use uuid::Uuid;

/// Size of a manifest that is still believed.
const MANIFEST_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A run of the team and one of its sealed revisions: the given one, else the current one.
async fn run_and_revision(
    tx: &mut TeamTx,
    run: Uuid,
    revision: Option<Uuid>,
) -> Result<(Run, Option<Uuid>), ServiceError> {
    let found = runs::get(tx, run).await?.ok_or(ServiceError::NotFound { what: "run" })?;
    let Some(revision) = revision else {
        let current = found.current_revision;
        return Ok((found, current));
    };
    let known = revisions::get(tx, revision).await?;
    match known.filter(|known| known.run == run && known.state == RevisionState::Sealed) {
        Some(_) => Ok((found, Some(revision))),
        None => Err(ServiceError::NotFound { what: "revision" }),
    }
}

/// A sealed revision as the storage has it.
async fn sealed(storage: &Storage, team: Uuid, run: Uuid, revision: Uuid) -> Result<SealedRevision, ServiceError> {
    let found = SealedRevision::open(storage, TeamId::new(team), RunId::new(run), RevisionId::new(revision)).await?;
    found.ok_or(ServiceError::NotFound { what: "revision" })
}

/// Whether the papers of a revision name their candidates. Where nothing says that they do not, they do.
async fn is_named(revision: &SealedRevision) -> Result<bool, ServiceError> {
    let Some(bytes) = revision.get_artifact("manifest.json", MANIFEST_BYTES_MAX).await? else { return Ok(true) };
    let manifest: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    Ok(match manifest.pointer("/options/anonymous") {
        Some(Value::String(_)) => false,
        // A shortlist has a code for each candidate.
        Some(Value::Array(codes)) => codes.is_empty() || !codes.iter().all(Value::is_string),
        _ => true,
    })
}
