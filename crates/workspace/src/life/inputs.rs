//! Inputs of a run before it has any revision, and after: saved while they come in, read back checked, taken over into
//! another run, dropped. Knows nothing of what is in them.

use crate::error::StorageError;
use crate::ids::{RunId, TeamId};
use crate::keys;
use crate::revision::InputRef;
use crate::storage::Storage;
use bytes::Bytes;
use futures::Stream;

/// Stores an input of a run under its hash, hashing while it streams; no revision need exist. Memory is one part of 8 MiB;
/// Supabase's REST door with a user's token, which takes no parts, holds it whole. One input of a run at a time.
///
/// # Errors
/// [`StorageError::TooLarge`] beyond `bytes_max`, or a failure of the stream or the back end. Nothing that a reader would see
/// is left behind; a sweep takes the rest.
pub async fn save_run_input<S>(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    stream: S,
    bytes_max: u64,
) -> Result<InputRef, StorageError>
where
    S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
{
    let staging = keys::run(team, run).join("incoming");
    let (sha256, bytes) =
        storage.save_hashed(stream, bytes_max, &staging, |sha256| keys::input(team, run, sha256)).await?;
    Ok(InputRef { sha256, bytes })
}

/// Reads an input of a run, checked against its size and hash.
///
/// # Errors
/// [`StorageError::TooLarge`] beyond `bytes_max`, [`StorageError::NotFound`] where it is gone, [`StorageError::Corrupt`] where
/// size or hash differ, or a failure of the back end.
pub async fn read_run_input(
    storage: &Storage,
    team: TeamId,
    run: RunId,
    input: &InputRef,
    bytes_max: u64,
) -> Result<Bytes, StorageError> {
    let key = keys::input(team, run, &input.sha256);
    let (bytes, sha256) = storage.get_hashed(&key, bytes_max).await?.ok_or_else(|| StorageError::missing("input"))?;
    if bytes.len() as u64 != input.bytes {
        return Err(StorageError::corrupt("input", "its size differs"));
    }
    if sha256 != input.sha256 {
        return Err(StorageError::corrupt("input", "its hash differs"));
    }
    Ok(bytes)
}

/// Copies an input of a run to another run of the team, inside the back end where it can. Whoever reads the copy checks it.
///
/// # Errors
/// [`StorageError::NotFound`] where it is gone, or a failure of the back end.
pub async fn copy_run_input(
    storage: &Storage,
    team: TeamId,
    from: RunId,
    to: RunId,
    input: &InputRef,
) -> Result<(), StorageError> {
    storage.copy(&keys::input(team, from, &input.sha256), &keys::input(team, to, &input.sha256)).await
}

/// Deletes the inputs of a run, for teams that keep their text only; tells how many objects went. Sealed revisions stay as
/// they are. Repeating it is harmless.
///
/// # Errors
/// A failure of the back end.
pub async fn drop_run_inputs(storage: &Storage, team: TeamId, run: RunId) -> Result<u64, StorageError> {
    storage.delete_prefix(&keys::inputs(team, run)).await
}
