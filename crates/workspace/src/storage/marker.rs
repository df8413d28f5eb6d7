//! The marker object: proves that a root is a dossier storage, and which instance it belongs to. A vanished mount looks
//! like a missing or foreign root, never like a new one.

use super::local::Root;
use super::{Storage, StorageConfig};
use crate::error::StorageError;
use crate::keys;
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
    /// The instance that must own the storage. With it, a storage without a marker is refused too: a vanished mount
    /// looks like an empty root. `None` accepts any.
    pub expected: Option<Uuid>,
    /// Take over a root that has runs of this program but has lost its marker, or has one that cannot be read.
    pub adopt: bool,
    /// Mark an empty root. Without it nothing is written, and an empty root is read as one without runs.
    pub mark: bool,
    /// Id for the marker, should one be written.
    pub instance: Uuid,
    /// Time for the marker, should one be written.
    pub now: Timestamp,
}

impl Storage {
    /// Opens a storage: an existing empty root is adopted and marked, a root with other content is refused. A user's view
    /// may not see the marker; then there is none to check, and none is written: the service marks its storage.
    ///
    /// # Errors
    /// [`StorageError::RootMissing`], [`StorageError::NotOurs`], [`StorageError::OtherInstance`], or a failure of the back
    /// end.
    pub async fn open(config: &StorageConfig, mode: OpenMode) -> Result<(Self, Option<Marker>), StorageError> {
        if let StorageConfig::Local { root, .. } = config {
            match Root::of(root)? {
                Root::Foreign if !mode.adopt => return Err(StorageError::NotOurs),
                Root::Missing if !(mode.init && mode.mark) => return Err(StorageError::RootMissing),
                Root::Empty if mode.expected.is_some() => return Err(StorageError::OtherInstance),
                Root::Empty if !mode.mark => return Ok((Self::memory(), None)),
                Root::Missing | Root::Empty | Root::Ours | Root::Foreign => {}
            }
        }
        let storage = Self::connect(config, mode.init)?;
        let marker = storage.marker().await;
        let lost = matches!(marker, Err(StorageError::Corrupt { .. })) && mode.adopt;
        if let Some(marker) = if lost { None } else { marker? } {
            return match mode.expected {
                Some(expected) if expected != marker.instance => Err(StorageError::OtherInstance),
                _ => Ok((storage, Some(marker))),
            };
        }
        if mode.expected.is_some() {
            return Err(StorageError::OtherInstance);
        }
        if storage.is_session() {
            return Ok((storage, None));
        }
        if !storage.is_empty().await? {
            // Another process may have marked it and begun a run since the first look.
            if !lost && let Some(marker) = storage.marker().await? {
                return Ok((storage, Some(marker)));
            }
            let ours = !storage.children(&Path::from("t")).await?.is_empty();
            if !(mode.adopt && ours) {
                return Err(StorageError::NotOurs);
            }
        }
        if !mode.mark {
            return Ok((storage, None));
        }
        let marker = Marker { schema: "dossier.instance/1".into(), instance: mode.instance, created_at: mode.now };
        let bytes = serde_json::to_vec_pretty(&marker).expect("a marker is plain JSON");
        // Of two processes that begin at once one is first where the back end has create-only puts; elsewhere the marker
        // that stays counts from the next opening on.
        let key = Path::from(keys::MARKER);
        if lost {
            storage.put(&key, Bytes::from(bytes)).await?;
        } else {
            storage.put_first(&key, Bytes::from(bytes)).await?;
        }
        let marker = storage.marker().await?.ok_or_else(|| StorageError::missing("marker"))?;
        Ok((storage, Some(marker)))
    }

    /// The marker, if there is one.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] for one that cannot be read, or a failure of the back end.
    pub async fn marker(&self) -> Result<Option<Marker>, StorageError> {
        let Some(found) = self.get(&Path::from(keys::MARKER), 4096).await? else { return Ok(None) };
        serde_json::from_slice(&found).map(Some).map_err(|_| StorageError::corrupt("marker", "it is not readable"))
    }
}
