//! Parts that stand beside the runs of a storage: those of a backup. A backup's objects are a storage like any other; what its
//! database held lies in parts below one prefix, which no run, listing or sweep ever touches.

use super::Storage;
use crate::error::StorageError;
use bytes::Bytes;
use object_store::path::Path;

/// Prefix of all parts.
const PREFIX: &str = "backup";

impl Storage {
    /// Writes a part; one of that name is replaced. Names consist of `[a-z0-9._-]` in levels.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] for another name, or a failure of the back end.
    pub async fn put_part(&self, name: &str, bytes: Bytes) -> Result<(), StorageError> {
        self.put(&key(name)?, bytes).await
    }

    /// Reads a part with its SHA-256 in hexadecimal; `Ok(None)` when there is none.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] for a name that no part has, [`StorageError::TooLarge`], or a failure of the back end.
    pub async fn get_part(&self, name: &str, bytes_max: u64) -> Result<Option<(Bytes, String)>, StorageError> {
        self.get_hashed(&key(name)?, bytes_max).await
    }

    /// Whether there is any part.
    ///
    /// # Errors
    /// A failure of the back end.
    pub async fn has_parts(&self) -> Result<bool, StorageError> {
        Ok(!self.list(&Path::from(PREFIX)).await?.is_empty())
    }

    /// Deletes all parts, and tells how many there were.
    ///
    /// # Errors
    /// A failure of the back end.
    pub async fn delete_parts(&self) -> Result<u64, StorageError> {
        self.delete_prefix(&Path::from(PREFIX)).await
    }

    /// Whether there are objects of any run, finished or not.
    ///
    /// # Errors
    /// A failure of the back end.
    pub async fn has_runs(&self) -> Result<bool, StorageError> {
        for team in self.children(&Path::from("t")).await? {
            if !self.list(&Path::from(format!("t/{team}"))).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Names come out of a backup too, and so must not lead anywhere else.
fn key(name: &str) -> Result<Path, StorageError> {
    let is_level = |level: &str| {
        !level.is_empty()
            && !level.starts_with('.')
            && level.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte))
    };
    if name.len() <= 200 && name.split('/').all(is_level) {
        Ok(Path::from(format!("{PREFIX}/{name}")))
    } else {
        Err(StorageError::corrupt("part", "it has a name that no part has"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn parts_are_nobodys_runs() {
        let storage = Storage::memory();
        assert!(!storage.has_parts().await.expect("looked"));
        storage.put_part("db/teams.00001.jsonl", Bytes::from_static(b"{}")).await.expect("put");
        let (bytes, sha256) = storage.get_part("db/teams.00001.jsonl", 10).await.expect("got").expect("there");
        assert_eq!((&bytes[..], sha256.len()), (&b"{}"[..], 64));
        assert!(storage.has_parts().await.expect("looked") && !storage.has_runs().await.expect("looked"));
        assert_eq!(storage.delete_parts().await.ok(), Some(1));
        assert!(storage.get_part("db/teams.00001.jsonl", 10).await.expect("looked").is_none());
    }

    #[test]
    fn names_lead_nowhere_else() {
        assert!(key("manifest.json").is_ok() && key("db/a-b_c.1.jsonl").is_ok());
        for name in ["", "/", "a/", "/a", "../t", "a/../t", "a//b", "A", "ä", ".a", "a b", &"x".repeat(201)] {
            assert!(key(name).is_err(), "{name}");
        }
    }
}
