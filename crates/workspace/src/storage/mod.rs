//! `Storage`: one concrete type over the `object_store` trait, built from a configuration. That trait is the seam; there
//! is no second one. Keys come from [`crate::keys`] alone.

mod config;
pub(crate) mod doctor;
mod http;
mod input;
mod local;
mod marker;
mod parts;
mod rest;
mod s3;
mod secret;
mod watch;

pub use config::{Door, S3Config, S3Keys, StorageConfig, Style, SupabaseConfig};
pub use doctor::{Check, Finding, Probe, probe};
pub use http::{Patience, client_builder};
pub use local::{passing_file_system, sweep_temp};
pub use marker::{Marker, OpenMode};
pub use secret::{Credentials, Secret};
pub use watch::{Call, Told, Watch};

pub(crate) use local::RevisionLock;

use crate::error::{Cause, StorageError, io};
use crate::revision::sealed::hex_sha256;
use ::http::Method;
use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use http::Http;
use jiff::Timestamp;
use local::TempRoot;
use object_store::aws::AmazonS3;
use object_store::client::HttpService;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::multipart::MultipartStore;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::signer::Signer;
use object_store::{
    GetOptions, GetRange, GetResult, GetResultPayload, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions,
    PutPayload,
};
use rest::RestStore;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Requests in flight when many objects are deleted.
const DELETES_AT_ONCE: usize = 16;

/// Content that is hashed where it is, in well under a millisecond.
const HASHED_INLINE_BYTES_MAX: usize = 1 << 20;

/// Bytes of a file that are read at a time.
const LOCAL_CHUNK_BYTES: u64 = 1 << 20;

/// Content on its way.
pub(crate) type ByteStream = BoxStream<'static, Result<Bytes, StorageError>>;

/// A place for revisions. Clones share it. All methods may be called at the same time from many tasks.
#[derive(Clone, Debug)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// Directory of a local storage.
    pub(crate) root: Option<PathBuf>,
    temp: Option<Arc<TempRoot>>,
    durable: bool,
    remote: Option<Arc<Remote>>,
    watch: Option<Arc<dyn Watch>>,
}

/// What a remote storage was built from, to build views of it over the same connections.
#[derive(Debug)]
struct Remote {
    config: RemoteConfig,
    http: Http,
    patience: Patience,
    jwt: Option<Secret>,
    door: RemoteDoor,
}

#[derive(Clone, Debug)]
enum RemoteConfig {
    S3(S3Config),
    Supabase(SupabaseConfig),
}

#[derive(Debug)]
enum RemoteDoor {
    S3(Box<(AmazonS3, S3Config)>),
    Rest(RestStore),
}

impl Storage {
    /// A storage in memory.
    pub fn memory() -> Self {
        Self { durable: false, ..Self::over(Arc::new(InMemory::new())) }
    }

    /// A storage over any object store. For tests of failures and for embedders.
    pub fn over(store: Arc<dyn ObjectStore>) -> Self {
        Self { store, root: None, temp: None, durable: true, remote: None, watch: None }
    }

    pub(crate) fn connect(config: &StorageConfig, create: bool) -> Result<Self, StorageError> {
        match config {
            StorageConfig::Memory => Ok(Self::memory()),
            StorageConfig::Temp { base } => {
                // What killed processes left goes before something new comes.
                let _ = sweep_temp(base, false);
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
                    std::fs::create_dir_all(root).map_err(io("put"))?;
                }
                Self::directory(root, *fsync)
            }
            StorageConfig::S3(config) => {
                let tls = config.endpoint.as_ref().is_none_or(|endpoint| endpoint.scheme() == "https");
                Self::remote(RemoteConfig::S3(config.clone()), Http::new(tls)?, Patience::REQUEST, None)
            }
            StorageConfig::Supabase(config) => {
                let http = Http::new(config.origin.scheme() == "https")?;
                let jwt = config.keys.jwt.clone();
                Self::remote(RemoteConfig::Supabase(config.clone()), http, Patience::REQUEST, jwt)
            }
        }
    }

    /// Builds a storage without a look at it: no request is sent and no marker is checked. For tests of patience.
    ///
    /// # Errors
    /// Those of opening a storage that need no answer.
    pub fn connect_with(config: &StorageConfig, patience: Patience) -> Result<Self, StorageError> {
        Self::connect(config, false)?.with_patience(patience)
    }

    fn directory(root: &std::path::Path, fsync: bool) -> Result<Self, StorageError> {
        let objects = local::objects(root);
        std::fs::create_dir_all(&objects).map_err(io("put"))?;
        let store = LocalFileSystem::new_with_prefix(&objects)
            .map_err(StorageError::backend("list"))?
            .with_automatic_cleanup(true)
            .with_fsync(fsync);
        Ok(Self { root: Some(root.to_owned()), ..Self::over(Arc::new(store)) })
    }

    fn remote(config: RemoteConfig, http: Http, patience: Patience, jwt: Option<Secret>) -> Result<Self, StorageError> {
        let by_s3 = match &config {
            RemoteConfig::S3(config) => Some(config.clone()),
            RemoteConfig::Supabase(config) if config.door == Door::S3 => Some(s3::of_supabase(config, jwt.as_ref())?),
            RemoteConfig::Supabase(_) => None,
        };
        let (store, door): (Arc<dyn ObjectStore>, RemoteDoor) = match (by_s3, &config) {
            (Some(s3), _) => {
                let client = s3::connect(&s3, &http, patience)?;
                (prefixed(client.clone(), &s3.prefix), RemoteDoor::S3(Box::new((client, s3))))
            }
            (None, RemoteConfig::Supabase(config)) => {
                let client = RestStore::new(config, jwt.as_ref(), http.line(patience))?;
                (prefixed(client.clone(), &config.prefix), RemoteDoor::Rest(client))
            }
            (None, RemoteConfig::S3(_)) => return Err(StorageError::NotSupported { what: "such door" }),
        };
        Ok(Self { remote: Some(Arc::new(Remote { config, http, patience, jwt, door })), ..Self::over(store) })
    }

    /// A view for work that nobody waits for: more patience, the same connections. Local storages are their own view.
    ///
    /// # Errors
    /// Those of opening the storage.
    pub fn background(&self) -> Result<Self, StorageError> {
        self.with_patience(Patience::BACKGROUND)
    }

    /// A view with another patience over the same connections. Local storages are their own view.
    ///
    /// # Errors
    /// Those of opening the storage.
    pub fn with_patience(&self, patience: Patience) -> Result<Self, StorageError> {
        match &self.remote {
            Some(remote) => Self::remote(remote.config.clone(), remote.http.clone(), patience, remote.jwt.clone())
                .map(|view| self.watching(view)),
            None => Ok(self.clone()),
        }
    }

    /// A view that acts as the user of a token, over the same connections: Supabase's row-level security then decides
    /// what it may read, list, write and delete. Sweeps, shares and erasure stay with the service key.
    ///
    /// # Errors
    /// [`StorageError::NotSupported`] on storages without users, [`StorageError::HalfSet`] without the public key.
    pub fn with_session(&self, jwt: &Secret) -> Result<Self, StorageError> {
        match &self.remote {
            Some(remote) if matches!(remote.config, RemoteConfig::Supabase(_)) => {
                if !jwt.is_header_safe() {
                    return Err(StorageError::Backend { action: "sign", cause: Cause::BadKeys });
                }
                Self::remote(remote.config.clone(), remote.http.clone(), remote.patience, Some(jwt.clone()))
                    .map(|view| self.watching(view))
            }
            _ => Err(StorageError::NotSupported { what: "user sessions" }),
        }
    }

    /// A view that is watched as this one is.
    fn watching(&self, view: Self) -> Self {
        match &self.watch {
            Some(watch) => view.watched(Arc::clone(watch)),
            None => view,
        }
    }

    /// Whether this view acts as a user, not as the service.
    pub fn is_session(&self) -> bool {
        self.remote.as_ref().is_some_and(|remote| remote.jwt.is_some())
    }

    /// Whether what is sealed here outlives the process.
    pub fn is_durable(&self) -> bool {
        self.durable
    }

    /// Whether what is sealed here outlives the container and the machine too: durable, and not in a directory that ends with
    /// them. Where the system does not say what a directory is on, it is taken to last.
    pub fn lasts(&self) -> bool {
        self.durable && self.root.as_deref().is_none_or(|root| passing_file_system(root).is_none())
    }

    /// Directory of lock files on local storage: a writer holds one, the sweeper takes only what it can lock.
    pub(crate) fn locks(&self) -> Option<PathBuf> {
        self.root.as_deref().map(local::locks)
    }

    /// A link that reads one object without keys, for a while.
    pub(crate) async fn sign(&self, key: &Path, lives: Duration) -> Result<String, StorageError> {
        let Some(remote) = &self.remote else { return Err(StorageError::NotSupported { what: "signed links" }) };
        match &remote.door {
            // The token would be part of the link, and with it everything else that the user may do.
            RemoteDoor::S3(_) if remote.jwt.is_some() => {
                Err(StorageError::NotSupported { what: "signed links in a user session by the S3 door" })
            }
            RemoteDoor::S3(door) => door
                .0
                .signed_url(Method::GET, &below(&door.1.prefix, key), lives)
                .await
                .map(|url| url.to_string())
                .map_err(StorageError::backend("sign")),
            RemoteDoor::Rest(client) => client.sign(key, lives).await.map_err(StorageError::backend("sign")),
        }
    }

    /// What an address gives to someone without keys; `Ok(None)` when it refuses.
    pub(crate) async fn fetch(&self, address: &str) -> Result<Option<Bytes>, StorageError> {
        let Some(remote) = &self.remote else { return Err(StorageError::NotSupported { what: "addresses" }) };
        let failed = |cause| StorageError::Backend { action: "get", cause };
        let request = ::http::Request::get(address)
            .body(object_store::client::HttpRequestBody::empty())
            .map_err(|_| failed(Cause::BadAnswer))?;
        let line = remote.http.line(remote.patience);
        let answer = HttpService::call(&line, request).await.map_err(|_| failed(Cause::Unreachable))?;
        if !answer.status().is_success() {
            return Ok(None);
        }
        answer.into_body().bytes().await.map(Some).map_err(|_| failed(Cause::Unreachable))
    }

    /// Aborts uploads in parts below a prefix that were begun before a moment and never finished; counts only in a dry run.
    pub(crate) async fn abort_uploads(
        &self,
        below_prefix: &Path,
        before: Timestamp,
        dry_run: bool,
    ) -> Result<u64, StorageError> {
        let Some(remote) = &self.remote else { return Ok(0) };
        let RemoteDoor::S3(door) = &remote.door else { return Ok(0) };
        let (client, config) = &**door;
        let ours = format!("{}/", below(&config.prefix, below_prefix));
        let found = s3::uploads(config, &ours, &remote.http.line(remote.patience)).await?.unwrap_or_default();
        let mut aborted = 0;
        for upload in found.iter().filter(|upload| upload.begun_at < before && upload.key.starts_with(&ours)) {
            aborted += 1;
            if !dry_run {
                let done = client.abort_multipart(&Path::from(upload.key.as_str()), &upload.id).await;
                match done.map_err(StorageError::backend("delete")) {
                    Ok(()) | Err(StorageError::NotFound { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(aborted)
    }

    /// Removes files of interrupted local writes and lock files that nobody holds; other storages have none.
    pub(crate) fn sweep_leftovers(&self, before: Timestamp, dry_run: bool) -> Result<u64, StorageError> {
        match &self.root {
            Some(root) => local::sweep_leftovers(root, local::system_time(before), dry_run),
            None => Ok(0),
        }
    }

    /// Removes what listings do not show below a prefix: staging files of local writes, and uploads in parts.
    pub(crate) async fn purge_hidden(&self, prefix: &Path) -> Result<(), StorageError> {
        if let Some(root) = &self.root {
            local::sweep_staging(root, prefix.as_ref())?;
        }
        self.abort_uploads(prefix, Timestamp::MAX, false).await.map(|_| ())
    }

    pub(crate) fn raw(&self) -> &Arc<dyn ObjectStore> {
        &self.store
    }

    pub(crate) async fn put(&self, key: &Path, bytes: Bytes) -> Result<(), StorageError> {
        self.store.put(key, PutPayload::from_bytes(bytes)).await.map(|_| ()).map_err(StorageError::backend("put"))
    }

    /// `Ok(None)` when there is no such object. An object beyond the maximum is not read at all.
    pub(crate) async fn get(&self, key: &Path, bytes_max: u64) -> Result<Option<Bytes>, StorageError> {
        match self.find(key, bytes_max).await? {
            Some(found) => bounded(found.bytes().await.map_err(StorageError::backend("get"))?, bytes_max).map(Some),
            None => Ok(None),
        }
    }

    /// The same with the content's SHA-256 in hexadecimal. Files are hashed by the thread that reads them, and anything
    /// large by a thread that may block.
    pub(crate) async fn get_hashed(&self, key: &Path, bytes_max: u64) -> Result<Option<(Bytes, String)>, StorageError> {
        let Some(found) = self.find(key, bytes_max).await? else { return Ok(None) };
        let size = usize::try_from(found.meta.size).unwrap_or(usize::MAX);
        if let GetResultPayload::File(mut file, _) = found.payload {
            let read = move || {
                let mut content = Vec::with_capacity(size);
                // One byte more than the maximum shows that the file has grown, without taking it in whole.
                file.by_ref().take(bytes_max.saturating_add(1)).read_to_end(&mut content)?;
                let sha256 = hex_sha256(&content);
                Ok((Bytes::from(content), sha256))
            };
            let read = tokio::task::spawn_blocking(read).await;
            let (content, sha256) = read.unwrap_or_else(|error| Err(error.into())).map_err(io("get"))?;
            return Ok(Some((bounded(content, bytes_max)?, sha256)));
        }
        let content = bounded(found.bytes().await.map_err(StorageError::backend("get"))?, bytes_max)?;
        let sha256 = sha256_of(&content).await;
        Ok(Some((content, sha256)))
    }

    /// Puts an object unless there is one, as far as the back end can tell.
    pub(crate) async fn put_first(&self, key: &Path, bytes: Bytes) -> Result<(), StorageError> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(key, PutPayload::from_bytes(bytes.clone()), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => Ok(()),
            Err(object_store::Error::NotImplemented { .. } | object_store::Error::NotSupported { .. }) => {
                self.put(key, bytes).await
            }
            Err(error) => Err(StorageError::backend("put")(error)),
        }
    }

    async fn find(&self, key: &Path, bytes_max: u64) -> Result<Option<GetResult>, StorageError> {
        match self.store.get(key).await.map_err(StorageError::backend("get")) {
            Ok(found) if found.meta.size > bytes_max => {
                Err(StorageError::TooLarge { what: "a stored object".into(), bytes_max })
            }
            Ok(found) => Ok(Some(found)),
            Err(StorageError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Streams a part of an object in chunks of at most a few MiB.
    pub(crate) async fn stream(&self, key: &Path, range: Range<u64>) -> Result<ByteStream, StorageError> {
        if self.root.is_some() {
            return Ok(self.local_stream(key.clone(), range));
        }
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = self.store.get_opts(key, options).await.map_err(StorageError::backend("get"))?;
        Ok(found.into_stream().map_err(StorageError::backend("get")).boxed())
    }

    /// Files are read in large pieces: a thread hop for each of the client's 8 KiB would be most of the cost.
    fn local_stream(&self, key: Path, range: Range<u64>) -> ByteStream {
        let store = Arc::clone(&self.store);
        futures::stream::try_unfold((store, key, range), |(store, key, range)| async move {
            if range.is_empty() {
                return Ok(None);
            }
            let middle = range.end.min(range.start + LOCAL_CHUNK_BYTES);
            let piece = store.get_range(&key, range.start..middle).await.map_err(StorageError::backend("get"))?;
            Ok(Some((piece, (store, key, middle..range.end))))
        })
        .boxed()
    }

    /// All objects below a prefix, sorted by key. The prefix matches whole segments.
    pub(crate) async fn list(&self, prefix: &Path) -> Result<Vec<ObjectMeta>, StorageError> {
        let mut found: Vec<ObjectMeta> =
            self.store.list(Some(prefix)).try_collect().await.map_err(StorageError::backend("list"))?;
        // Most services list in this order already.
        if !found.is_sorted_by(|a, b| a.location.as_ref() <= b.location.as_ref()) {
            found.sort_unstable_by(|a, b| a.location.as_ref().cmp(b.location.as_ref()));
        }
        Ok(found)
    }

    pub(crate) async fn list_everything(&self) -> Result<Vec<Path>, StorageError> {
        let keys = self.store.list(None).map_ok(|meta| meta.location);
        keys.try_collect().await.map_err(StorageError::backend("list"))
    }

    /// Names directly below a prefix that stand for further levels, sorted.
    pub(crate) async fn children(&self, prefix: &Path) -> Result<Vec<String>, StorageError> {
        if let Some(root) = &self.root {
            let mut names = local::folders(root, prefix.as_ref())?;
            names.sort();
            return Ok(names);
        }
        let listed = self.store.list_with_delimiter(Some(prefix)).await.map_err(StorageError::backend("list"))?;
        let mut names: Vec<String> =
            listed.common_prefixes.iter().filter_map(|path| path.filename().map(str::to_owned)).collect();
        names.sort();
        Ok(names)
    }

    /// Whether there is nothing at all. Looks at the top level only, which is short.
    pub(crate) async fn is_empty(&self) -> Result<bool, StorageError> {
        let top = self.store.list_with_delimiter(None).await.map_err(StorageError::backend("list"))?;
        // Supabase's own page puts such an object into a folder that it makes.
        let placeholder = |meta: &ObjectMeta| meta.location.filename() == Some(".emptyFolderPlaceholder");
        Ok(top.objects.iter().all(placeholder) && top.common_prefixes.is_empty())
    }

    /// Deletes an object; one that is gone already counts as deleted.
    pub(crate) async fn delete(&self, key: &Path) -> Result<(), StorageError> {
        match self.store.delete(key).await {
            Ok(()) => Ok(()),
            Err(error) => match StorageError::backend("delete")(error) {
                StorageError::NotFound { .. } => Ok(()),
                error => Err(error),
            },
        }
    }

    /// Deletes objects in the order of their ranks, several of one rank at a time; see [`rank`].
    pub(crate) async fn delete_all(&self, keys: Vec<Path>) -> Result<u64, StorageError> {
        let count = keys.len() as u64;
        let mut ranked: BTreeMap<u8, Vec<Path>> = BTreeMap::new();
        for key in keys {
            ranked.entry(rank(&key)).or_default().push(key);
        }
        for keys in ranked.into_values() {
            let deletes = keys.into_iter().map(|key| async move { self.delete(&key).await });
            futures::stream::iter(deletes).buffer_unordered(DELETES_AT_ONCE).try_collect::<()>().await?;
        }
        Ok(count)
    }

    /// Deletes everything below a prefix.
    pub(crate) async fn delete_prefix(&self, prefix: &Path) -> Result<u64, StorageError> {
        self.delete_all(self.list(prefix).await?.into_iter().map(|meta| meta.location).collect()).await
    }

    /// Copies an object within the storage.
    pub(crate) async fn copy(&self, from: &Path, to: &Path) -> Result<(), StorageError> {
        self.store.copy(from, to).await.map_err(StorageError::backend("copy"))
    }
}

fn bounded(content: Bytes, bytes_max: u64) -> Result<Bytes, StorageError> {
    if content.len() as u64 > bytes_max {
        return Err(StorageError::TooLarge { what: "a stored object".into(), bytes_max });
    }
    Ok(content)
}

/// SHA-256 in hexadecimal; hashing a large content would hold the thread up for others.
pub(crate) async fn sha256_of(content: &Bytes) -> String {
    if content.len() <= HASHED_INLINE_BYTES_MAX {
        return hex_sha256(content);
    }
    let held = content.clone();
    let hashed = tokio::task::spawn_blocking(move || hex_sha256(&held)).await;
    hashed.unwrap_or_else(|_| hex_sha256(content))
}

/// Commit files go first, so that nothing half-deleted is visible; marks of giving up go last, so that a late commit file
/// stays without effect as long as anything is left.
fn rank(key: &Path) -> u8 {
    match key.filename() {
        Some(crate::keys::COMMIT) => 0,
        Some(crate::keys::GIVEN_UP) => 2,
        _ => 1,
    }
}

fn prefixed(store: impl ObjectStore, prefix: &str) -> Arc<dyn ObjectStore> {
    if prefix.is_empty() { Arc::new(store) } else { Arc::new(PrefixStore::new(store, prefix)) }
}

fn below(prefix: &str, key: &Path) -> Path {
    if prefix.is_empty() { key.clone() } else { Path::from(format!("{prefix}/{key}")) }
}
