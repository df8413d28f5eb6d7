//! Whose turn is it? A storage in memory with a clock of its own, on which every call is a step, and a scheduler that lets
//! one task take one step at a time: every interleaving of a few tasks can be tried, or thousands at random from a seed.

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

/// A storage in memory whose calls are steps and whose times come from a fake clock.
pub struct TurnStore {
    inner: InMemory,
    now_s: AtomicI64,
    written_s: Mutex<BTreeMap<Path, i64>>,
    /// Of each 1,000 calls that change something, how many go wrong.
    faults_per_mille: u64,
    dice: AtomicU64,
}

impl TurnStore {
    /// An empty storage at a moment (Unix seconds). `seed` decides which calls go wrong.
    pub fn new(now_s: i64, faults_per_mille: u64, seed: u64) -> Self {
        Self {
            inner: InMemory::new(),
            now_s: AtomicI64::new(now_s),
            written_s: Mutex::default(),
            faults_per_mille,
            dice: AtomicU64::new(seed | 1),
        }
    }

    /// A copy of what is there, on which no call goes wrong.
    pub fn without_faults(&self) -> Arc<Self> {
        let written_s = self.written_s.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Arc::new(Self {
            inner: self.inner.fork(),
            now_s: AtomicI64::new(self.now_s.load(Ordering::SeqCst)),
            written_s: Mutex::new(written_s),
            faults_per_mille: 0,
            dice: AtomicU64::new(1),
        })
    }

    /// All keys, sorted.
    pub async fn keys(&self) -> Vec<String> {
        let listed: Result<Vec<ObjectMeta>> = self.inner.list(None).try_collect().await;
        let mut keys: Vec<String> =
            listed.unwrap_or_default().into_iter().map(|meta| meta.location.to_string()).collect();
        keys.sort();
        keys
    }

    /// Sets the clock (Unix seconds).
    pub fn set_now(&self, now_s: i64) {
        self.now_s.store(now_s, Ordering::SeqCst);
    }

    fn wrote(&self, key: &Path) {
        let now = self.now_s.load(Ordering::SeqCst);
        self.written_s.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), now);
    }

    fn dated(&self, mut meta: ObjectMeta) -> ObjectMeta {
        let written = self.written_s.lock().unwrap_or_else(PoisonError::into_inner);
        let at = written.get(&meta.location).copied().unwrap_or(0);
        meta.last_modified = chrono::DateTime::from_timestamp(at, 0).unwrap_or_default();
        meta
    }

    /// How the next change goes: well, not at all, or well without saying so, or not at all while saying so.
    fn fate(&self) -> Fate {
        if self.faults_per_mille == 0 {
            return Fate::Well;
        }
        let mut dice = self.dice.load(Ordering::SeqCst);
        let rolled = roll(&mut dice);
        self.dice.store(dice, Ordering::SeqCst);
        match rolled % 1_000 < self.faults_per_mille {
            true => [Fate::Before, Fate::After, Fate::NoEffect][usize::try_from(rolled / 1_000 % 3).unwrap_or(0)],
            false => Fate::Well,
        }
    }
}

#[derive(Clone, Copy)]
enum Fate {
    Well,
    Before,
    After,
    NoEffect,
}

/// A pseudo-random number that follows from the last (xorshift64*).
pub fn roll(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 17
}

impl fmt::Debug for TurnStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TurnStore")
    }
}

impl fmt::Display for TurnStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TurnStore")
    }
}

/// Gives the turn back once.
struct Step(bool);

impl Future for Step {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn broken() -> Error {
    Error::Generic { store: "turns", source: "made to fail".into() }
}

/// The storage as a task sees it.
#[derive(Clone, Debug)]
pub struct Turns(pub Arc<TurnStore>);

impl fmt::Display for Turns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Turns")
    }
}

#[async_trait]
impl ObjectStore for Turns {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        Step(false).await;
        let done = PutResult { e_tag: None, version: None, extensions: object_store::Extensions::default() };
        let fate = self.0.fate();
        match fate {
            Fate::Before => return Err(broken()),
            Fate::NoEffect => return Ok(done),
            Fate::Well | Fate::After => {}
        }
        self.0.inner.put_opts(location, payload, options).await?;
        self.0.wrote(location);
        if matches!(fate, Fate::After) { Err(broken()) } else { Ok(done) }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        Step(false).await;
        self.0.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        Step(false).await;
        let mut found = self.0.inner.get_opts(location, options).await?;
        found.meta = self.0.dated(found.meta);
        Ok(found)
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let store = self.clone();
        locations
            .then(move |location| {
                let store = store.clone();
                async move {
                    let location = location?;
                    Step(false).await;
                    match store.0.fate() {
                        Fate::Before => Err(broken()),
                        Fate::NoEffect => Ok(location),
                        Fate::Well => store.0.inner.delete(&location).await.map(|()| location),
                        Fate::After => store.0.inner.delete(&location).await.and_then(|()| Err(broken())),
                    }
                }
            })
            .boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let (store, prefix) = (self.clone(), prefix.cloned());
        let listed = async move {
            Step(false).await;
            let found: Vec<ObjectMeta> = store.0.inner.list(prefix.as_ref()).try_collect().await?;
            let found: Vec<_> = found.into_iter().map(|meta| Ok(store.0.dated(meta))).collect();
            Ok::<_, Error>(futures::stream::iter(found))
        };
        futures::stream::once(listed).try_flatten().boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        Step(false).await;
        self.0.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        Step(false).await;
        self.0.inner.copy_opts(from, to, options).await?;
        self.0.wrote(to);
        Ok(())
    }
}

/// Something that takes steps.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Runs tasks to their end, one step at a time; `choose` gets the number of tasks that are left and says whose turn it is.
///
/// # Panics
/// When a task panics, or all of them take more than 100,000 steps.
pub fn play(tasks: Vec<Task>, mut choose: impl FnMut(usize) -> usize) {
    let mut left = tasks;
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..100_000 {
        if left.is_empty() {
            return;
        }
        let turn = choose(left.len()).min(left.len() - 1);
        if left[turn].as_mut().poll(&mut context).is_ready() {
            drop(left.remove(turn));
        }
    }
    panic!("the tasks do not come to an end");
}

/// Plays every order of the first `depth` turns, the rest in order, and returns how many orders there were. `scene` sets
/// the stage anew each time and checks it at the end.
pub fn every_order(depth: usize, mut scene: impl FnMut(&mut dyn FnMut(usize) -> usize)) -> u64 {
    let mut chosen: Vec<usize> = Vec::new();
    let mut orders = 0;
    loop {
        let mut sides: Vec<usize> = Vec::new();
        scene(&mut |tasks| {
            let turn = sides.len();
            if turn >= depth {
                return 0;
            }
            sides.push(tasks);
            chosen.get(turn).copied().unwrap_or(0)
        });
        orders += 1;
        chosen.resize(sides.len(), 0);
        // The next order: count up like a clock whose wheels have that many sides.
        loop {
            match (chosen.last_mut(), sides.pop()) {
                (Some(last), Some(side)) if *last + 1 < side => {
                    *last += 1;
                    break;
                }
                (Some(_), _) => drop(chosen.pop()),
                (None, _) => return orders,
            }
        }
    }
}
