//! The marker object: proves that a root is a dossier storage, and which instance it belongs to. A vanished mount looks
//! like a missing or foreign root, never like a new one.

use crate::error::StorageError;
use crate::keys;
use crate::storage::{Storage, StorageConfig};
use bytes::Bytes;
use jiff::Timestamp;
use object_store::path::Path;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Content of the marker object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// Form of this object.
    pub schema: String,
    /// Id of the instance that owns the storage.
    pub instance: Uuid,
    /// When it was written.
    pub created_at: Timestamp,
}

/// How to treat a root that is missing or empty.
#[derive(Clone, Copy, Debug)]
pub struct OpenMode {
    /// Create a missing root. Without it a missing root is an error.
    pub init: bool,
    /// Id for the marker, should one be written.
    pub instance: Uuid,
    /// Time for the marker, should one be written.
    pub now: Timestamp,
}

impl Storage {
    /// Opens a storage: an existing empty root is adopted and marked, a root with other content is refused.
    ///
    /// # Errors
    /// [`StorageError::RootMissing`], [`StorageError::NotOurs`], or a failure of the back end.
    pub async fn open(config: &StorageConfig, mode: OpenMode) -> Result<(Self, Marker), StorageError> {
        let storage = Self::connect(config, mode.init)?;
        let key = Path::from(keys::MARKER);
        if let Some(found) = storage.get(&key, 4096).await? {
            let marker: Marker =
                serde_json::from_slice(&found).map_err(|_| StorageError::corrupt("marker", "it is not readable"))?;
            return Ok((storage, marker));
        }
        if !storage.is_empty().await? {
            return Err(StorageError::NotOurs);
        }
        let marker = Marker { schema: "dossier.instance/1".into(), instance: mode.instance, created_at: mode.now };
        let bytes = serde_json::to_vec_pretty(&marker).expect("a marker is plain JSON");
        storage.put(&key, Bytes::from(bytes)).await?;
        Ok((storage, marker))
    }
}
