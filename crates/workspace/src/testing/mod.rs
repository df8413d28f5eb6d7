//! What proves a storage, for this crate's tests and for those of embedders: the contract suite, a wrapper that makes calls
//! fail, and a scheduler that decides whose turn it is. Of no use in production.

pub mod contract;
pub mod faulty;
pub mod turns;

use crate::error::StorageError;
use crate::storage::{Credentials, OpenMode, Storage, StorageConfig};
use jiff::Timestamp;
use object_store::ObjectStoreExt;
use object_store::path::Path;
use uuid::Uuid;

/// Opening by a fixed instance, now.
pub fn mode(init: bool) -> OpenMode {
    OpenMode { init, expected: None, adopt: false, mark: true, instance: Uuid::from_u128(7), now: Timestamp::now() }
}

#[expect(clippy::disallowed_methods, reason = "for tests, which have no settings")]
/// What a storage URL says; panics where it says nothing sound.
pub fn config(url: &str, keys: &Credentials) -> StorageConfig {
    StorageConfig::from_url(url, &std::env::temp_dir(), keys).expect("a sound storage URL")
}

/// Opens a storage by its URL, creating it where need be; panics where that fails.
pub async fn open(url: &str, keys: &Credentials) -> Storage {
    Storage::open(&config(url, keys), mode(true)).await.expect("a storage that opens").0
}

/// Sizes of an object as reading it and as asking for its description tell them.
///
/// # Errors
/// A failure of the back end.
pub async fn get_and_head(storage: &Storage, key: &str) -> Result<(u64, u64), StorageError> {
    let key = Path::from(key);
    let found = storage.get(&key, u64::MAX).await?.ok_or_else(|| StorageError::missing("object"))?;
    let described = storage.raw().head(&key).await.map_err(StorageError::backend("get"))?;
    Ok((found.len() as u64, described.size))
}
