//! What each call to a storage has taken, told to whoever counts. No key, name or answer is told: kind, time, bytes, outcome.

use super::Storage;
use async_trait::async_trait;
use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, UploadPart,
};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Kind of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// An object, or a part of one, is written.
    Put,
    /// An object is read, up to the begin of its content.
    Get,
    /// Keys are listed, to the end.
    List,
    /// Objects are deleted.
    Delete,
    /// An object is copied within the storage.
    Copy,
}

impl Call {
    /// Its name in figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Put => "put",
            Self::Get => "get",
            Self::List => "list",
            Self::Delete => "delete",
            Self::Copy => "copy",
        }
    }
}

/// One call that has ended, or that nobody waits for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its kind.
    pub call: Call,
    /// How long it took, with all that was tried again.
    pub took: Duration,
    /// Bytes that were written, or that the answer announced.
    pub bytes: u64,
    /// Whether it failed. That an object is not there, or is there already, is an answer.
    pub failed: bool,
}

/// Who counts calls. Called in the middle of them, so it must not wait.
pub trait Watch: fmt::Debug + Send + Sync + 'static {
    /// A call has ended.
    fn told(&self, told: &Told);
}

impl Storage {
    /// The same storage, each of whose calls is told to a watch; views of it too.
    #[must_use]
    pub fn watched(self, watch: Arc<dyn Watch>) -> Self {
        let store: Arc<dyn ObjectStore> = Arc::new(Watched { inner: self.store, watch: Arc::clone(&watch) });
        Self { store, watch: Some(watch), ..self }
    }
}

/// A store whose calls are told.
#[derive(Debug)]
struct Watched {
    inner: Arc<dyn ObjectStore>,
    watch: Arc<dyn Watch>,
}

impl Watched {
    fn begin(&self, call: Call) -> Timing {
        Timing::begin(&self.watch, call)
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.inner)
    }
}

/// A call under way; told when it is dropped, so that one that was given up is told too.
struct Timing {
    watch: Arc<dyn Watch>,
    call: Call,
    begun: Instant,
    bytes: u64,
    failed: bool,
}

impl Timing {
    fn begin(watch: &Arc<dyn Watch>, call: Call) -> Self {
        Self { watch: Arc::clone(watch), call, begun: Instant::now(), bytes: 0, failed: false }
    }

    fn saw<T>(&mut self, done: &Result<T>) {
        self.failed |= done.as_ref().err().is_some_and(is_failure);
    }
}

impl Drop for Timing {
    fn drop(&mut self) {
        let (call, bytes, failed) = (self.call, self.bytes, self.failed);
        self.watch.told(&Told { call, took: self.begun.elapsed(), bytes, failed });
    }
}

fn is_failure(error: &Error) -> bool {
    !matches!(
        error,
        Error::NotFound { .. } | Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotModified { .. }
    )
}

fn length(payload: &PutPayload) -> u64 {
    u64::try_from(payload.content_length()).unwrap_or(u64::MAX)
}

#[async_trait]
impl ObjectStore for Watched {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let mut timing = self.begin(Call::Put);
        timing.bytes = length(&payload);
        let done = self.inner.put_opts(location, payload, options).await;
        timing.saw(&done);
        done
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let mut timing = self.begin(Call::Put);
        let begun = self.inner.put_multipart_opts(location, options).await;
        timing.saw(&begun);
        Ok(Box::new(WatchedUpload { inner: begun?, watch: Arc::clone(&self.watch) }))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let is_head = options.head;
        let mut timing = self.begin(Call::Get);
        let found = self.inner.get_opts(location, options).await;
        timing.saw(&found);
        if let (Ok(found), false) = (&found, is_head) {
            timing.bytes = found.range.end.saturating_sub(found.range.start);
        }
        found
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        let mut timing = self.begin(Call::Get);
        let found = self.inner.get_ranges(location, ranges).await;
        timing.saw(&found);
        let parts = found.iter().flatten();
        timing.bytes = parts.map(|part| u64::try_from(part.len()).unwrap_or(u64::MAX)).fold(0, u64::saturating_add);
        found
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let mut timing = self.begin(Call::Delete);
        self.inner.delete_stream(locations).inspect(move |done| timing.saw(done)).boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let mut timing = self.begin(Call::List);
        self.inner.list(prefix).inspect(move |found| timing.saw(found)).boxed()
    }

    fn list_with_offset(&self, prefix: Option<&Path>, offset: &Path) -> BoxStream<'static, Result<ObjectMeta>> {
        let mut timing = self.begin(Call::List);
        self.inner.list_with_offset(prefix, offset).inspect(move |found| timing.saw(found)).boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let mut timing = self.begin(Call::List);
        let found = self.inner.list_with_delimiter(prefix).await;
        timing.saw(&found);
        found
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        let mut timing = self.begin(Call::Copy);
        let done = self.inner.copy_opts(from, to, options).await;
        timing.saw(&done);
        done
    }
}

/// An upload in parts, each of which is a call.
#[derive(Debug)]
struct WatchedUpload {
    inner: Box<dyn MultipartUpload>,
    watch: Arc<dyn Watch>,
}

#[async_trait]
impl MultipartUpload for WatchedUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let mut timing = Timing::begin(&self.watch, Call::Put);
        timing.bytes = length(&data);
        let put = self.inner.put_part(data);
        Box::pin(async move {
            let done = put.await;
            timing.saw(&done);
            done
        })
    }

    async fn complete(&mut self) -> Result<PutResult> {
        let mut timing = Timing::begin(&self.watch, Call::Put);
        let done = self.inner.complete().await;
        timing.saw(&done);
        done
    }

    async fn abort(&mut self) -> Result<()> {
        self.inner.abort().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::faulty::{Fault, Faulty};
    use object_store::memory::InMemory;
    use std::sync::Mutex;

    #[derive(Debug, Default)]
    struct Notes(Mutex<Vec<(Call, u64, bool)>>);

    impl Watch for Notes {
        fn told(&self, told: &Told) {
            self.0.lock().expect("nobody panics with it").push((told.call, told.bytes, told.failed));
        }
    }

    #[tokio::test]
    async fn every_call_is_told_and_what_is_not_there_is_no_failure() {
        let notes = Arc::new(Notes::default());
        // The fourth call fails: the listing.
        let store = Faulty::new(Arc::new(InMemory::new()), 4, Fault::Before);
        let storage = Storage::over(Arc::new(store)).watched(Arc::clone(&notes) as Arc<dyn Watch>);
        let key = Path::from("t/one");
        storage.put(&key, Bytes::from_static(b"12345")).await.expect("put");
        assert!(storage.get(&key, 10).await.expect("got").is_some());
        assert!(storage.get(&Path::from("t/none"), 10).await.expect("looked").is_none());
        assert!(storage.list(&Path::from("t")).await.is_err());
        storage.delete(&key).await.expect("deleted");
        let told = notes.0.lock().expect("nobody panics with it").clone();
        let expected = [
            (Call::Put, 5, false),
            (Call::Get, 5, false),
            (Call::Get, 0, false),
            (Call::List, 0, true),
            (Call::Delete, 0, false),
        ];
        assert_eq!(told, expected);
    }

    #[tokio::test]
    async fn views_of_it_are_watched_too() {
        let notes = Arc::new(Notes::default());
        let storage = Storage::memory().watched(Arc::clone(&notes) as Arc<dyn Watch>);
        let view = storage.background().expect("a view");
        view.put(&Path::from("t/one"), Bytes::from_static(b"1")).await.expect("put");
        assert_eq!(notes.0.lock().expect("nobody panics with it").len(), 1);
    }
}
