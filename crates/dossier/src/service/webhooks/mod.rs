//! Webhooks: a team's own programs are told when a run ends. What is to be told is written in the transaction of what has
//! happened; sending is a job of its own, at least once, in the form of Standard Webhooks. Messages hold ids only.

mod address;
mod deliver;
mod sign;

pub(crate) use deliver::Outgoing;
pub use deliver::{Delivered, Trial};

use self::address::Refused;
use self::sign::Secrets;
use super::{Action, Caller, Office, ServiceError};
use crate::error::Error;
use dossier_db::audit::{self, Entry};
use dossier_db::rows::{Job, Lane, Webhook, WebhookDelivery};
use dossier_db::{Micros, Personal, TeamTx, jobs, webhooks};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Kind of the jobs that send. The id of such a job is that of its delivery.
pub const JOB: &str = "webhook";

/// What a webhook is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WebhookEvent {
    /// A run's records wait for a person.
    #[serde(rename = "run.review")]
    RunReview,
    /// A run has a new revision with documents.
    #[serde(rename = "run.finished")]
    RunFinished,
    /// A run has failed.
    #[serde(rename = "run.failed")]
    RunFailed,
    /// A person has cancelled a run.
    #[serde(rename = "run.cancelled")]
    RunCancelled,
}

impl WebhookEvent {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::RunReview, Self::RunFinished, Self::RunFailed, Self::RunCancelled];

    /// As it stands in messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::RunReview => "run.review",
            Self::RunFinished => "run.finished",
            Self::RunFailed => "run.failed",
            Self::RunCancelled => "run.cancelled",
        }
    }

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }

    /// State of the run that the message tells.
    fn state(self) -> &'static str {
        match self {
            Self::RunReview => "review",
            Self::RunFinished => "sealed",
            Self::RunFailed => "failed",
            Self::RunCancelled => "cancelled",
        }
    }
}

/// What is set of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Where to; may hold a token, so it is not shown.
    pub url: Personal,
    /// What is told; at least one.
    pub events: Vec<WebhookEvent>,
    /// Whether anything is sent.
    pub active: bool,
}

/// A webhook as its team sees it, without the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookView {
    /// Id.
    pub id: Uuid,
    /// What is set.
    pub settings: WebhookSettings,
    /// Who made it.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: Micros,
    /// Since when nothing is sent.
    pub disabled_at: Option<Micros>,
    /// Since when nothing gets through, though it was tried for days.
    pub failing_since: Option<Micros>,
}

impl WebhookView {
    /// Scheme and host of the address, without a user before and a path after it.
    pub fn host(&self) -> String {
        let Some((scheme, rest)) = self.settings.url.as_str().split_once("://") else { return String::new() };
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        format!("{scheme}://{host}")
    }

    fn of(row: Webhook) -> Result<Self, ServiceError> {
        let events = serde_json::from_str(&row.events)
            .map_err(|_| ServiceError::Db(dossier_db::DbError::Corrupt { what: "webhook" }))?;
        Ok(Self {
            id: row.id,
            settings: WebhookSettings { url: row.url, events, active: row.active },
            created_by: row.created_by,
            created_at: row.created_at,
            disabled_at: row.disabled_at,
            failing_since: row.failing_since,
        })
    }
}

impl Office {
    /// Makes a webhook. The secret is told here and never again.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::Invalid`] for an address that nothing may be sent to, a limit of the
    /// database for too many, or a failure of it.
    pub async fn register_webhook(
        &self,
        caller: &Caller,
        settings: WebhookSettings,
    ) -> Result<(WebhookView, Personal), ServiceError> {
        caller.may(Action::ManageWebhooks)?;
        let events = self.checked_webhook(&settings).await?;
        let (id, now) = (self.id(), self.now());
        let secrets = Secrets::new(&self.random());
        let webhook = Webhook {
            id,
            url: settings.url,
            secret: self.sealed_secrets(caller.team, id, &secrets)?,
            events,
            active: settings.active,
            created_by: caller.user,
            created_at: now,
            disabled_at: (!settings.active).then_some(now),
            failing_since: None,
        };
        let mut tx = self.db.write(&caller.ctx()).await?;
        webhooks::create(&mut tx, &webhook).await?;
        audit::append(&mut tx, &entry("webhook.made", id, now)).await?;
        tx.commit().await?;
        Ok((WebhookView::of(webhook)?, Personal::new(secrets.shown())))
    }

    /// Webhooks of the team, oldest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], or a failure of the database.
    pub async fn webhooks(&self, caller: &Caller) -> Result<Vec<WebhookView>, ServiceError> {
        caller.may(Action::ManageWebhooks)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        webhooks::all(&mut tx).await?.into_iter().map(WebhookView::of).collect()
    }

    /// Changes address, events and whether anything is sent. One that is switched on again counts as sound.
    ///
    /// # Errors
    /// As [`Office::register_webhook`], and [`ServiceError::NotFound`].
    pub async fn change_webhook(
        &self,
        caller: &Caller,
        webhook: Uuid,
        settings: WebhookSettings,
    ) -> Result<WebhookView, ServiceError> {
        caller.may(Action::ManageWebhooks)?;
        let events = self.checked_webhook(&settings).await?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        wanted(&mut tx, webhook).await?;
        let change = webhooks::Change { url: settings.url, events, active: settings.active };
        webhooks::set(&mut tx, webhook, &change, now).await?;
        let changed = wanted(&mut tx, webhook).await?;
        audit::append(&mut tx, &entry("webhook.changed", webhook, now)).await?;
        tx.commit().await?;
        WebhookView::of(changed)
    }

    /// Gives a webhook a new secret, told here and never again. For a day the old one signs beside it.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn rotate_webhook_secret(&self, caller: &Caller, webhook: Uuid) -> Result<Personal, ServiceError> {
        caller.may(Action::ManageWebhooks)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let found = wanted(&mut tx, webhook).await?;
        let secrets = match self.opened_secrets(caller.team, &found) {
            Some(secrets) => secrets.rotated(&self.random(), now),
            // Sealed by another instance's key: what it was is lost, and a new one mends it.
            None => Secrets::new(&self.random()),
        };
        let sealed = self.sealed_secrets(caller.team, webhook, &secrets)?;
        webhooks::set_secret(&mut tx, webhook, &sealed).await?;
        audit::append(&mut tx, &entry("webhook.secret_changed", webhook, now)).await?;
        tx.commit().await?;
        Ok(Personal::new(secrets.shown()))
    }

    /// Deletes a webhook with its deliveries.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn delete_webhook(&self, caller: &Caller, webhook: Uuid) -> Result<(), ServiceError> {
        caller.may(Action::ManageWebhooks)?;
        let mut tx = self.db.write(&caller.ctx()).await?;
        wanted(&mut tx, webhook).await?;
        webhooks::delete(&mut tx, webhook).await?;
        audit::append(&mut tx, &entry("webhook.deleted", webhook, self.now())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Recent deliveries of a webhook, latest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn webhook_deliveries(
        &self,
        caller: &Caller,
        webhook: Uuid,
    ) -> Result<Vec<WebhookDelivery>, ServiceError> {
        caller.may(Action::ManageWebhooks)?;
        let mut tx = self.db.read(&caller.ctx()).await?;
        wanted(&mut tx, webhook).await?;
        Ok(webhooks::deliveries(&mut tx, webhook).await?)
    }

    /// Sends a message of the type `webhook.test` at once and tells how it went. It is not repeated and not kept.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::NotFound`], or a failure of the database.
    pub async fn test_webhook(&self, caller: &Caller, webhook: Uuid) -> Result<Trial, ServiceError> {
        caller.may(Action::ManageWebhooks)?;
        let now = self.now();
        let mut tx = self.db.write(&caller.ctx()).await?;
        let found = wanted(&mut tx, webhook).await?;
        audit::append(&mut tx, &entry("webhook.tested", webhook, now)).await?;
        // Nobody waits for the other side with a transaction open.
        tx.commit().await?;
        let body = deliver::message("webhook.test", now, &serde_json::json!({}));
        Ok(self.send_webhook(caller.team, &found, &self.id().to_string(), &body).await)
    }

    /// Writes into a transaction that webhooks are to be told of a run's event, with the jobs that tell them. Nothing is sent
    /// when the transaction is not kept. Tells how many there are.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn announce_to_webhooks(
        &self,
        tx: &mut TeamTx,
        (run, revision): (Uuid, Option<Uuid>),
        event: WebhookEvent,
    ) -> Result<usize, ServiceError> {
        let now = self.now();
        let written = webhooks::announce(tx, event.code(), (Some(run), revision), now, || self.id()).await?;
        for delivery in &written {
            // A batch of runs goes before telling others about it.
            let job = Job { run: Some(run), revision, ..Job::new(*delivery, JOB, Lane::Batch, now) };
            jobs::enqueue(tx, &job).await?;
        }
        Ok(written.len())
    }

    /// Checks what is to be set and gives the events as they are stored.
    async fn checked_webhook(&self, settings: &WebhookSettings) -> Result<String, ServiceError> {
        let private = self.settings.private_webhooks;
        let refused = |refused: Refused| ServiceError::invalid("url", refused.code(), refused.to_string());
        let url = address::parse(settings.url.as_str(), private).map_err(refused)?;
        address::resolve(&url, private).await.map_err(refused)?;
        let mut events = settings.events.clone();
        events.sort_unstable();
        events.dedup();
        if events.is_empty() {
            return Err(ServiceError::invalid("events", "webhook.no_events", "it must name at least one event"));
        }
        serde_json::to_string(&events).map_err(|_| Error::Internal { step: "webhook" }.into())
    }

    fn sealed_secrets(&self, team: Uuid, webhook: Uuid, secrets: &Secrets) -> Result<Personal, ServiceError> {
        let plain = serde_json::to_vec(secrets).map_err(|_| Error::Internal { step: "webhook" })?;
        Ok(Personal::new(self.vault.seal(&purpose(team, webhook), self.random(), &plain)))
    }

    /// The secrets of a webhook; `None` where another instance has sealed them.
    fn opened_secrets(&self, team: Uuid, webhook: &Webhook) -> Option<Secrets> {
        let plain = self.vault.open(&purpose(team, webhook.id), webhook.secret.as_str())?;
        serde_json::from_slice(&plain).ok()
    }
}

/// A sealed secret opens for its own webhook only.
fn purpose(team: Uuid, webhook: Uuid) -> String {
    format!("webhook {team} {webhook}")
}

fn entry(action: &'static str, webhook: Uuid, at: Micros) -> Entry {
    Entry { at, action, subject: Some(("webhook", webhook)), details: Vec::new() }
}

async fn wanted(tx: &mut TeamTx, webhook: Uuid) -> Result<Webhook, ServiceError> {
    webhooks::get(tx, webhook).await?.ok_or(ServiceError::NotFound { what: "webhook" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_one_spelling() {
        for event in WebhookEvent::ALL {
            assert_eq!(WebhookEvent::from_code(event.code()), Some(event));
            assert_eq!(serde_json::to_string(&event).ok(), Some(format!("\"{}\"", event.code())));
        }
        assert_eq!(WebhookEvent::from_code("run.started"), None);
    }

    #[test]
    fn only_the_host_of_an_address_is_told() {
        for (url, told) in [
            ("https://hooks.example.org/in/s3cret?x=1", "https://hooks.example.org"),
            ("https://anna:pass@hooks.example.org:8443#x", "https://hooks.example.org:8443"),
            ("no address", ""),
        ] {
            let view = WebhookView {
                id: Uuid::nil(),
                settings: WebhookSettings { url: Personal::new(url), events: Vec::new(), active: true },
                created_by: None,
                created_at: 0,
                disabled_at: None,
                failing_since: None,
            };
            assert_eq!(view.host(), told, "{url}");
        }
    }
}
