//! What is told of a run: to those who watch it, as numbered events, and to the team's webhooks. Both are written in the
//! transaction of what happened; nothing is sent here.

use super::super::Office;
use super::super::error::ServiceError;
use super::super::webhooks::WebhookEvent;
use dossier_db::{TeamTx, steps};
use uuid::Uuid;

/// Something that happens in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunEventKind {
    /// It waits for a worker.
    Queued,
    /// A worker has begun an attempt.
    Started,
    /// A step is done.
    Step,
    /// The attempt failed and will be repeated.
    Again,
    /// The records wait for a person.
    Review,
    /// The documents are there.
    Sealed,
    /// It has failed.
    Failed,
    /// A person has stopped it.
    Cancelled,
    /// A record has a new version.
    Edited,
    /// Another revision is shown.
    Current,
}

impl RunEventKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Queued,
        Self::Started,
        Self::Step,
        Self::Again,
        Self::Review,
        Self::Sealed,
        Self::Failed,
        Self::Cancelled,
        Self::Edited,
        Self::Current,
    ];

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Stable code, as those who watch get it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Started => "started",
            Self::Step => "step",
            Self::Again => "again",
            Self::Review => "review",
            Self::Sealed => "sealed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Edited => "edited",
            Self::Current => "current",
        }
    }

    /// Whether those who watch a run at work need not wait for more.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Review | Self::Sealed | Self::Failed | Self::Cancelled)
    }

    /// The event that webhooks are told; `None` for what only those who watch are told.
    pub fn webhook(self) -> Option<WebhookEvent> {
        match self {
            Self::Review => Some(WebhookEvent::RunReview),
            Self::Sealed => Some(WebhookEvent::RunFinished),
            Self::Failed => Some(WebhookEvent::RunFailed),
            Self::Cancelled => Some(WebhookEvent::RunCancelled),
            Self::Queued | Self::Started | Self::Step | Self::Again | Self::Edited | Self::Current => None,
        }
    }
}

impl Office {
    /// Writes an event of a run, and a delivery for every webhook that wants it. `data` holds codes and figures as JSON.
    pub(super) async fn announce(
        &self,
        tx: &mut TeamTx,
        (run, revision): (Uuid, Option<Uuid>),
        kind: RunEventKind,
        data: &str,
    ) -> Result<(), ServiceError> {
        steps::tell(tx, run, kind.code(), data, self.now()).await?;
        if let Some(event) = kind.webhook() {
            self.announce_to_webhooks(tx, (run, revision), event).await?;
        }
        Ok(())
    }
}
