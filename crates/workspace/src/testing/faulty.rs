//! A wrapper that makes the nth call to a storage fail, for tests of "all or nothing". Part of the public interface so
//! that embedders can test their own use of a workspace; of no use in production.

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, UploadPart,
};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How a call goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An error, and nothing has happened.
    Before,
    /// An error, although it has happened.
    After,
    /// Half of the bytes are written or read, then an error.
    Cut,
    /// Success is reported, but nothing has happened. Of a read: it finds nothing.
    NoEffect,
    /// It happens, but only after everyone else had many turns.
    Slow,
}

/// All faults, for tests that try each.
pub const FAULTS: [Fault; 5] = [Fault::Before, Fault::After, Fault::Cut, Fault::NoEffect, Fault::Slow];

/// Fails the nth call (from 1) with a fault, and serves all others.
#[derive(Clone)]
pub struct Faulty {
    inner: Arc<dyn ObjectStore>,
    fail_at: u64,
    fault: Fault,
    calls: Arc<AtomicU64>,
    full: Arc<AtomicBool>,
}

/// Turns that a slow call gives away.
const SLOW_TURNS: usize = 100;

async fn slowly() {
    for _ in 0..SLOW_TURNS {
        tokio::task::yield_now().await;
    }
}

impl Faulty {
    /// Wraps a store. A `fail_at` of 0 never fails, and so counts the calls of a scenario.
    pub fn new(inner: Arc<dyn ObjectStore>, fail_at: u64, fault: Fault) -> Self {
        Self { inner, fail_at, fault, calls: Arc::new(AtomicU64::new(0)), full: Arc::default() }
    }

    /// Wraps a store that has no room left: every put fails until something is deleted.
    pub fn full(inner: Arc<dyn ObjectStore>) -> Self {
        Self { full: Arc::new(AtomicBool::new(true)), ..Self::new(inner, 0, Fault::Before) }
    }

    /// A counter of calls that can be read while the wrapper is in use.
    pub fn calls(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.calls)
    }

    fn next(&self) -> Option<Fault> {
        // Calls are counted from 1.
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        (call == self.fail_at).then_some(self.fault)
    }
}

fn broken() -> object_store::Error {
    object_store::Error::Generic { store: "faulty", source: "made to fail".into() }
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Faulty({})", self.inner)
    }
}

impl fmt::Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Faulty({:?})", self.inner)
    }
}

fn done() -> PutResult {
    PutResult { e_tag: None, version: None, extensions: object_store::Extensions::default() }
}

#[async_trait]
impl ObjectStore for Faulty {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        if self.full.load(Ordering::SeqCst) {
            let source = Box::new(std::io::Error::from(std::io::ErrorKind::StorageFull));
            return Err(object_store::Error::Generic { store: "faulty", source });
        }
        match self.next() {
            None => self.inner.put_opts(location, payload, options).await,
            Some(Fault::Before) => Err(broken()),
            Some(Fault::After) => {
                self.inner.put_opts(location, payload, options).await?;
                Err(broken())
            }
            Some(Fault::Cut) => {
                let whole: Bytes = payload.into();
                self.inner.put_opts(location, PutPayload::from_bytes(whole.slice(..whole.len() / 2)), options).await?;
                Err(broken())
            }
            Some(Fault::NoEffect) => Ok(done()),
            Some(Fault::Slow) => {
                slowly().await;
                self.inner.put_opts(location, payload, options).await
            }
        }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        match self.next() {
            None | Some(Fault::Slow) => {
                let inner = self.inner.put_multipart_opts(location, options).await?;
                Ok(Box::new(FaultyUpload { faulty: self.clone(), inner }))
            }
            // Begun, and nobody knows its id.
            Some(Fault::After | Fault::Cut) => {
                self.inner.put_multipart_opts(location, options).await?;
                Err(broken())
            }
            Some(Fault::Before | Fault::NoEffect) => Err(broken()),
        }
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        match self.next() {
            None => self.inner.get_opts(location, options).await,
            Some(Fault::Before | Fault::After) => Err(broken()),
            Some(Fault::Cut) => {
                let mut found = self.inner.get_opts(location, options).await?;
                let half = usize::try_from(found.meta.size / 2).unwrap_or(0);
                let (meta, range, attributes) = (found.meta.clone(), found.range.clone(), found.attributes.clone());
                found.meta.size = meta.size;
                let whole = found.bytes().await?;
                let cut = whole.slice(..half.min(whole.len()));
                let stream = futures::stream::iter([Ok(cut), Err(broken())]).boxed();
                Ok(GetResult {
                    payload: GetResultPayload::Stream(stream),
                    meta,
                    range,
                    attributes,
                    extensions: object_store::Extensions::default(),
                })
            }
            Some(Fault::NoEffect) => {
                Err(object_store::Error::NotFound { path: location.to_string(), source: "made to vanish".into() })
            }
            Some(Fault::Slow) => {
                slowly().await;
                self.inner.get_opts(location, options).await
            }
        }
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.full.store(false, Ordering::SeqCst);
        match self.next() {
            None => self.inner.delete_stream(locations),
            Some(Fault::After) => {
                let deleted = self.inner.delete_stream(locations);
                deleted.and_then(|_| async { Err(broken()) }).boxed()
            }
            Some(Fault::NoEffect) => locations,
            Some(Fault::Slow) => {
                let inner = Arc::clone(&self.inner);
                let deleted = async move {
                    slowly().await;
                    inner.delete_stream(locations)
                };
                futures::stream::once(deleted).flatten().boxed()
            }
            Some(Fault::Before | Fault::Cut) => locations.and_then(|_| async { Err(broken()) }).boxed(),
        }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        match self.next() {
            None => self.inner.list(prefix),
            Some(Fault::NoEffect) => futures::stream::empty().boxed(),
            Some(Fault::Slow) => self.inner.list(prefix),
            Some(Fault::Cut) => self.inner.list(prefix).take(1).chain(futures::stream::iter([Err(broken())])).boxed(),
            Some(Fault::Before | Fault::After) => futures::stream::iter([Err(broken())]).boxed(),
        }
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        match self.next() {
            None | Some(Fault::Slow) => self.inner.list_with_delimiter(prefix).await,
            Some(_) => Err(broken()),
        }
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        match self.next() {
            None => self.inner.copy_opts(from, to, options).await,
            Some(Fault::Before | Fault::Cut) => Err(broken()),
            Some(Fault::After) => {
                self.inner.copy_opts(from, to, options).await?;
                Err(broken())
            }
            Some(Fault::NoEffect) => Ok(()),
            Some(Fault::Slow) => {
                slowly().await;
                self.inner.copy_opts(from, to, options).await
            }
        }
    }
}

/// An upload whose parts and completion are calls too.
struct FaultyUpload {
    faulty: Faulty,
    inner: Box<dyn MultipartUpload>,
}

impl fmt::Debug for FaultyUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FaultyUpload")
    }
}

#[async_trait]
impl MultipartUpload for FaultyUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        match self.faulty.next() {
            None | Some(Fault::Slow) => self.inner.put_part(data),
            Some(Fault::After) => {
                let put = self.inner.put_part(data);
                Box::pin(async move {
                    put.await?;
                    Err(broken())
                })
            }
            Some(Fault::NoEffect) => Box::pin(async { Ok(()) }),
            Some(Fault::Before | Fault::Cut) => Box::pin(async { Err(broken()) }),
        }
    }

    async fn complete(&mut self) -> Result<PutResult> {
        match self.faulty.next() {
            None | Some(Fault::Slow) => self.inner.complete().await,
            Some(Fault::After) => {
                self.inner.complete().await?;
                Err(broken())
            }
            Some(Fault::NoEffect) => Ok(done()),
            Some(Fault::Before | Fault::Cut) => Err(broken()),
        }
    }

    async fn abort(&mut self) -> Result<()> {
        self.inner.abort().await
    }
}
