//! The one CPU pool: as many threads as cores, interactive work before batches. A panic in a job fails that job only.

use futures::channel::oneshot;
use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Who waits for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// A person.
    Interactive,
    /// Nobody right now.
    Batch,
}

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queues {
    interactive: VecDeque<Job>,
    batch: VecDeque<Job>,
    closed: bool,
}

struct Shared {
    queues: Mutex<Queues>,
    wake: Condvar,
}

/// A bounded pool of threads for pure work.
pub struct CpuPool {
    shared: Arc<Shared>,
}

impl fmt::Debug for CpuPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CpuPool")
    }
}

impl CpuPool {
    /// A pool of `threads`, at least one.
    pub fn new(threads: usize) -> Self {
        let shared = Arc::new(Shared { queues: Mutex::new(Queues::default()), wake: Condvar::new() });
        for _ in 0..threads.max(1) {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || work(&shared));
        }
        Self { shared }
    }

    /// A pool of as many threads as the machine has cores.
    pub fn of_machine() -> Self {
        Self::new(std::thread::available_parallelism().map_or(1, usize::from))
    }

    /// Runs a job; `None` when it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        priority: Priority,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (send, receive) = oneshot::channel();
        let job: Job = Box::new(move || {
            if let Ok(result) = catch_unwind(AssertUnwindSafe(job)) {
                let _ = send.send(result);
            }
        });
        {
            let mut queues = self.shared.queues.lock().unwrap_or_else(PoisonError::into_inner);
            match priority {
                Priority::Interactive => queues.interactive.push_back(job),
                Priority::Batch => queues.batch.push_back(job),
            }
        }
        self.shared.wake.notify_one();
        receive.await.ok()
    }
}

impl Drop for CpuPool {
    fn drop(&mut self) {
        self.shared.queues.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.shared.wake.notify_all();
    }
}

fn work(shared: &Shared) {
    loop {
        let job = {
            let mut queues = shared.queues.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                if let Some(job) = queues.interactive.pop_front() {
                    break job;
                }
                if let Some(job) = queues.batch.pop_front() {
                    break job;
                }
                if queues.closed {
                    return;
                }
                queues = shared.wake.wait(queues).unwrap_or_else(PoisonError::into_inner);
            }
        };
        job();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_fails_one_job_only() {
        let pool = CpuPool::new(1);
        let broken: Option<u32> = pool.run(Priority::Batch, || panic!("made to fail")).await;
        assert_eq!(broken, None);
        assert_eq!(pool.run(Priority::Interactive, || 7).await, Some(7));
    }
}
