//! What has changed, for those who watch: within this process on SQLite, between all processes on PostgreSQL. Nothing goes out
//! before its transaction is kept, and nothing but ids.

use crate::engine::postgres::Pool;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Notify, broadcast};
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

/// How many changes a receiver may be behind before it is told that it has missed some.
const BEHIND_MAX: usize = 1024;

/// PostgreSQL's channel for them.
pub(crate) const CHANNEL: &str = "dossier_changes";

/// Something has changed: look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// In which team; absent means that it may have been in any.
    pub team: Option<Uuid>,
    /// In which run; absent means that some may have been missed: look at all that are watched.
    pub run: Option<Uuid>,
}

impl Change {
    /// Some changes may have been missed.
    pub const LOOK_AGAIN: Self = Self { team: None, run: None };

    /// From a message between processes.
    pub(crate) fn parse(message: &str) -> Self {
        let parsed = message.split_once('.').and_then(|(team, run)| {
            Some(Self { team: Some(Uuid::parse_str(team).ok()?), run: Some(Uuid::parse_str(run).ok()?) })
        });
        parsed.unwrap_or(Self::LOOK_AGAIN)
    }
}

/// What all clones of a database tell each other.
pub(crate) struct Signals {
    changes: broadcast::Sender<Change>,
    /// There may be a job for this process.
    pub(crate) jobs: Notify,
    listener: OnceLock<AbortOnDropHandle<()>>,
}

impl Signals {
    pub(crate) fn new() -> Arc<Self> {
        let (changes, _) = broadcast::channel(BEHIND_MAX);
        Arc::new(Self { changes, jobs: Notify::new(), listener: OnceLock::new() })
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Hears what PostgreSQL tells, from the first call on.
    pub(crate) fn listen(&self, pool: &Pool) {
        self.listener.get_or_init(|| AbortOnDropHandle::new(tokio::spawn(pool.clone().hear(self.changes.clone()))));
    }

    pub(crate) fn stop_listening(&self) {
        if let Some(listener) = self.listener.get() {
            listener.abort();
        }
    }
}

/// What a transaction has to tell once it is kept.
pub(crate) struct After {
    signals: Arc<Signals>,
    runs: Vec<Uuid>,
    has_jobs: bool,
}

impl After {
    pub(crate) fn new(signals: Arc<Signals>) -> Self {
        Self { signals, runs: Vec::new(), has_jobs: false }
    }

    pub(crate) fn changed(&mut self, run: Uuid) {
        if !self.runs.contains(&run) {
            self.runs.push(run);
        }
    }

    pub(crate) fn has_jobs(&mut self) {
        self.has_jobs = true;
    }

    pub(crate) fn tell(self, team: Uuid) {
        for run in self.runs {
            // Fails where nobody watches.
            let _ = self.signals.changes.send(Change { team: Some(team), run: Some(run) });
        }
        if self.has_jobs {
            self.signals.jobs.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_between_processes_are_ids() {
        let (team, run) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(Change::parse(&format!("{team}.{run}")), Change { team: Some(team), run: Some(run) });
        for text in ["", ".", "x.y", "00000000-0000-0000-0000-000000000001"] {
            assert_eq!(Change::parse(text), Change::LOOK_AGAIN, "{text}");
        }
    }

    #[tokio::test]
    async fn a_transaction_tells_each_run_once() {
        let signals = Signals::new();
        let mut receiver = signals.subscribe();
        let mut after = After::new(Arc::clone(&signals));
        for n in [1, 2, 1] {
            after.changed(Uuid::from_u128(n));
        }
        after.has_jobs();
        after.tell(Uuid::nil());
        signals.jobs.notified().await;
        for n in [1, 2] {
            assert_eq!(receiver.recv().await.map(|change| change.run), Ok(Some(Uuid::from_u128(n))));
        }
        assert!(receiver.try_recv().is_err());
    }
}
