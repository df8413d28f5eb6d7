//! Writes that a stand-in holds back, so that a test can stop or kill a program in the middle of one.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Where a write is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Before the object is kept: nobody sees it yet.
    Before,
    /// After that: the object is there, but who writes it does not know.
    After,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Awaited,
    Reached,
    Released,
}

/// One write that is waited for.
struct Held {
    point: Point,
    number: usize,
    seen: AtomicUsize,
    matches: Box<dyn Fn(&str) -> bool + Send + Sync>,
    stage: watch::Sender<Stage>,
}

impl Held {
    /// Whether this is the write that is waited for.
    fn catches(&self, point: Point, key: &str) -> bool {
        point == self.point && (self.matches)(key) && self.seen.fetch_add(1, Ordering::SeqCst) + 1 == self.number
    }
}

/// A write that is held back, or will be; let go when dropped.
pub struct Hold(Arc<Held>);

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hold").field("point", &self.0.point).field("number", &self.0.number).finish_non_exhaustive()
    }
}

impl Hold {
    /// Waits until the write has come; false where it has not within this time.
    pub async fn reached(&self, within: Duration) -> bool {
        let mut stage = self.0.stage.subscribe();
        let come = async { stage.wait_for(|stage| *stage != Stage::Awaited).await.is_ok() };
        tokio::time::timeout(within, come).await.unwrap_or(false)
    }

    /// Lets the write go on.
    pub fn release(&self) {
        self.0.stage.send_replace(Stage::Released);
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.release();
    }
}

/// All holds of a stand-in.
#[derive(Clone, Default)]
pub(crate) struct Holds(Arc<Mutex<Vec<Arc<Held>>>>);

impl fmt::Debug for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holds")
    }
}

impl Holds {
    /// Holds the write with a number, counted from one, of those from now on whose keys match.
    pub(crate) fn add(
        &self,
        point: Point,
        number: usize,
        matches: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Hold {
        let (stage, _) = watch::channel(Stage::Awaited);
        let held = Arc::new(Held { point, number, seen: AtomicUsize::new(0), matches: Box::new(matches), stage });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&held));
        Hold(held)
    }

    /// Waits where a write is held.
    pub(crate) async fn pass(&self, point: Point, key: &str) {
        let caught = {
            let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.iter().find(|held| held.catches(point, key)).cloned()
        };
        let Some(held) = caught else { return };
        held.stage.send_if_modified(|stage| {
            let awaited = *stage == Stage::Awaited;
            if awaited {
                *stage = Stage::Reached;
            }
            awaited
        });
        let mut stage = held.stage.subscribe();
        // It ends only by being released: the sender is part of what is held here.
        let _ = stage.wait_for(|stage| *stage == Stage::Released).await;
    }
}
