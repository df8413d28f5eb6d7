//! `Storage`: one concrete type over the `object_store` trait, built from a configuration. That trait is the seam; there
//! is no second one. Keys come from [`crate::keys`] alone.

use crate::error::StorageError;
use crate::temp::TempRoot;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload};
use std::path::PathBuf;
use std::sync::Arc;

/// Where revisions live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageConfig {
    /// In this process; gone when it ends.
    Memory,
    /// In a directory of its own below the given one; removed when the last handle is dropped.
    Temp {
        /// The directory for temporary files.
        base: PathBuf,
    },
    /// In a directory that stays.
    Local {
        /// The root directory.
        root: PathBuf,
        /// Whether each object is flushed to the disk before `put` returns. Slower, survives power loss.
        fsync: bool,
    },
}

impl StorageConfig {
    /// Reads a storage URL: `memory:`, `temp:` or `file:///dir[?fsync=on]`. `temp_base` is where `temp:` goes.
    ///
    /// # Errors
    /// [`StorageError::BadUrl`] for any other scheme, a relative path, credentials or unknown settings.
    pub fn from_url(text: &str, temp_base: &std::path::Path) -> Result<Self, StorageError> {
        let bad = |reason: &str| StorageError::BadUrl { reason: reason.to_owned() };
        let url = url::Url::parse(text).map_err(|_| bad("it has no scheme such as file:"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad("credentials do not belong into a storage URL"));
        }
        let mut fsync = false;
        for (name, value) in url.query_pairs() {
            match (url.scheme(), name.as_ref(), value.as_ref()) {
                ("file", "fsync", "on") => fsync = true,
                ("file", "fsync", "off") => fsync = false,
                _ => return Err(bad("it has a setting that this scheme does not know")),
            }
        }
        match url.scheme() {
            "memory" => Ok(Self::Memory),
            "temp" => Ok(Self::Temp { base: temp_base.to_owned() }),
            "file" => {
                let root = url.to_file_path().map_err(|()| bad("file: needs an absolute path, as in file:///data"))?;
                Ok(Self::Local { root, fsync })
            }
            "s3" | "supabase" => Err(bad("this scheme is not available in this version")),
            _ => Err(bad("the scheme is none of memory, temp, file")),
        }
    }
}

/// A place for revisions. Clones share it. All methods may be called at the same time from many tasks.
#[derive(Clone, Debug)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// Directory of lock files on local storage: a writer holds one, the sweeper takes only what it can lock.
    pub(crate) locks: Option<PathBuf>,
    temp: Option<Arc<TempRoot>>,
    durable: bool,
}

impl Storage {
    /// A storage in memory.
    pub fn memory() -> Self {
        Self { store: Arc::new(InMemory::new()), locks: None, temp: None, durable: false }
    }

    /// A storage over any object store. For tests of failures and for embedders.
    pub fn over(store: Arc<dyn ObjectStore>) -> Self {
        Self { store, locks: None, temp: None, durable: true }
    }

    pub(crate) fn connect(config: &StorageConfig, create: bool) -> Result<Self, StorageError> {
        match config {
            StorageConfig::Memory => Ok(Self::memory()),
            StorageConfig::Temp { base } => {
                let temp = Arc::new(TempRoot::create(base)?);
                let mut storage = Self::directory(temp.path(), false)?;
                storage.durable = false;
                storage.temp = Some(temp);
                Ok(storage)
            }
            StorageConfig::Local { root, fsync } => {
                if !root.is_dir() {
                    if !create {
                        return Err(StorageError::RootMissing);
                    }
                    std::fs::create_dir_all(root).map_err(|source| io("put", source))?;
                }
                Self::directory(root, *fsync)
            }
        }
    }

    fn directory(root: &std::path::Path, fsync: bool) -> Result<Self, StorageError> {
        let objects = root.join("objects");
        let locks = root.join("locks");
        std::fs::create_dir_all(&objects).map_err(|source| io("put", source))?;
        std::fs::create_dir_all(&locks).map_err(|source| io("put", source))?;
        let store = LocalFileSystem::new_with_prefix(&objects)
            .map_err(StorageError::backend("list"))?
            .with_automatic_cleanup(true)
            .with_fsync(fsync);
        Ok(Self { store: Arc::new(store), locks: Some(locks), temp: None, durable: true })
    }

    /// Whether what is sealed here outlives the process.
    pub fn is_durable(&self) -> bool {
        self.durable
    }

    pub(crate) async fn put(&self, key: &Path, bytes: Bytes) -> Result<(), StorageError> {
        self.store.put(key, PutPayload::from_bytes(bytes)).await.map(|_| ()).map_err(StorageError::backend("put"))
    }

    /// `Ok(None)` when there is no such object. Never reads more than `bytes_max + 1` bytes.
    pub(crate) async fn get(&self, key: &Path, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        let found = match self.store.get(key).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(StorageError::backend("get")(error)),
        };
        let mut out = Vec::with_capacity(usize::try_from(found.meta.size.min(bytes_max)).unwrap_or(0));
        let mut stream = found.into_stream();
        while let Some(chunk) = stream.try_next().await.map_err(StorageError::backend("get"))? {
            if (out.len() + chunk.len()) as u64 > bytes_max {
                return Err(StorageError::TooLarge { what: "a stored object".into(), bytes_max });
            }
            out.extend_from_slice(&chunk);
        }
        Ok(Some(Bytes::from(out)))
    }

    pub(crate) async fn stream(
        &self,
        key: &Path,
        range: std::ops::Range<u64>,
    ) -> Result<futures::stream::BoxStream<'static, Result<Bytes, StorageError>>, StorageError> {
        let options = object_store::GetOptions {
            range: Some(object_store::GetRange::Bounded(range)),
            ..object_store::GetOptions::default()
        };
        let found = self.store.get_opts(key, options).await.map_err(StorageError::backend("get"))?;
        Ok(found.into_stream().map_err(StorageError::backend("get")).boxed())
    }

    /// All objects below a prefix, sorted by key. The prefix matches whole segments.
    pub(crate) async fn list(&self, prefix: &Path) -> Result<Vec<ObjectMeta>, StorageError> {
        let mut found: Vec<ObjectMeta> =
            self.store.list(Some(prefix)).try_collect().await.map_err(StorageError::backend("list"))?;
        found.sort_by(|a, b| a.location.as_ref().cmp(b.location.as_ref()));
        Ok(found)
    }

    /// Names directly below a prefix that stand for further levels, sorted.
    pub(crate) async fn children(&self, prefix: &Path) -> Result<Vec<String>, StorageError> {
        let listed = self.store.list_with_delimiter(Some(prefix)).await.map_err(StorageError::backend("list"))?;
        let mut names: Vec<String> =
            listed.common_prefixes.iter().filter_map(|path| path.filename().map(str::to_owned)).collect();
        names.sort();
        Ok(names)
    }

    pub(crate) async fn is_empty(&self) -> Result<bool, StorageError> {
        let mut listed = self.store.list(None);
        Ok(listed.try_next().await.map_err(StorageError::backend("list"))?.is_none())
    }

    /// Deletes an object; one that is gone already counts as deleted.
    pub(crate) async fn delete(&self, key: &Path) -> Result<(), StorageError> {
        match self.store.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(StorageError::backend("delete")(error)),
        }
    }

    /// Deletes everything below a prefix, the commit file first, so that a half-deleted revision is not visible.
    pub(crate) async fn delete_prefix(&self, prefix: &Path) -> Result<u64, StorageError> {
        let mut keys: Vec<Path> = self.list(prefix).await?.into_iter().map(|meta| meta.location).collect();
        keys.sort_by_key(|key| (key.filename() != Some(crate::keys::COMMIT), key.to_string()));
        for key in &keys {
            self.delete(key).await?;
        }
        Ok(keys.len() as u64)
    }
}

pub(crate) fn io(action: &'static str, source: std::io::Error) -> StorageError {
    StorageError::Backend { action, source: Box::new(source) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<StorageConfig, StorageError> {
        StorageConfig::from_url(text, std::path::Path::new("/scratch"))
    }

    #[test]
    fn storage_urls() {
        assert_eq!(url("memory:").ok(), Some(StorageConfig::Memory));
        assert_eq!(url("temp:").ok(), Some(StorageConfig::Temp { base: "/scratch".into() }));
        assert_eq!(url("file:///data?fsync=on").ok(), Some(StorageConfig::Local { root: "/data".into(), fsync: true }));
        for text in ["", "data", "ftp://x/y", "file:///data?sync=1", "s3://user:secret@bucket"] {
            let error = url(text).expect_err(text);
            assert_eq!(error.code(), "storage.bad_url", "{text}");
            assert!(!error.to_string().contains("secret"));
        }
    }
}
