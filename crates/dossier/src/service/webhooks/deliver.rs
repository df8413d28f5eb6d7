//! Sending: one signed request that follows no redirect, uses no proxy, waits fifteen seconds, and is repeated later where it
//! was not taken. Of the answer only the status is looked at.

use super::{WebhookEvent, address};
use crate::error::Error;
use crate::service::{Caller, Office, ServiceError};
use dossier_db::audit::{self, Entry};
use dossier_db::rows::{DeliveryState, Webhook, WebhookDelivery};
use dossier_db::webhooks::{self, Change, Tried};
use dossier_db::{DbError, Micros};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;
use uuid::Uuid;

const SECOND: Micros = 1_000_000;
const MINUTE: Micros = 60 * SECOND;
const HOUR: Micros = 60 * MINUTE;

/// Waits after each failure; after the last one a delivery is given up.
const WAITS: [Micros; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// How long the other side may take.
const ANSWER_MAX: Duration = Duration::from_secs(15);

/// How long a connection may take.
const CONNECT_MAX: Duration = Duration::from_secs(5);

/// The other side says that nobody listens any more.
const GONE: u16 = 410;

/// How a job of sending has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It was taken.
    Done,
    /// It is to be tried again from a time on. Its job is done: the sweep does that.
    Again {
        /// From when on.
        at: Micros,
    },
    /// It is given up.
    GivenUp,
    /// There is nothing to send: it is gone, has ended, or somebody else was first.
    Nothing,
}

/// What came of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Status of the answer, if there was one.
    pub status: Option<u16>,
    /// Why it counts as not taken; `None` where it was taken.
    pub code: Option<&'static str>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// The client for all webhooks, made at its first use. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outgoing(Arc<OnceCell<reqwest::Client>>);

impl Outgoing {
    async fn client(&self, private: bool) -> Result<&reqwest::Client, Error> {
        self.0
            .get_or_try_init(|| async move {
                // Reading the system's certificates blocks.
                tokio::task::spawn_blocking(move || client(private))
                    .await
                    .unwrap_or(Err(Error::Internal { step: "webhook" }))
            })
            .await
    }
}

fn client(private: bool) -> Result<reqwest::Client, Error> {
    dossier_workspace::client_builder(true)?
        .dns_resolver(address::Checked::new(private))
        // A proxy from the environment would resolve names for us, and reach what we must not.
        .no_proxy()
        .https_only(!private)
        .connect_timeout(CONNECT_MAX)
        .timeout(ANSWER_MAX)
        .pool_max_idle_per_host(0)
        .build()
        .map_err(|_| Error::Internal { step: "webhook" })
}

/// The body of a message.
pub(super) fn message(kind: &str, at: Micros, data: &Value) -> String {
    let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    json!({ "type": kind, "timestamp": at.to_string(), "data": data }).to_string()
}

impl Office {
    /// Sends a delivery whose time has come, and writes how that went. The first try is a job of the kind `webhook`, whose id is
    /// the delivery's, and which has ended with it, however it went; the sweep does the others.
    ///
    /// # Errors
    /// A failure of the database; the delivery is then tried again.
    pub async fn deliver_webhook(&self, team: Uuid, delivery: Uuid) -> Result<Delivered, ServiceError> {
        let ctx = Caller::system(team).ctx();
        let mut tx = self.db.read(&ctx).await?;
        let Some(found) = webhooks::delivery(&mut tx, delivery).await? else { return Ok(Delivered::Nothing) };
        let webhook = webhooks::get(&mut tx, found.webhook).await?;
        drop(tx);
        let Some(webhook) = webhook.filter(|_| found.state == DeliveryState::Waiting) else {
            return Ok(Delivered::Nothing);
        };
        let trial = if webhook.active {
            self.send_webhook(team, &webhook, &delivery.to_string(), &body(&found)).await
        } else {
            Trial { status: None, code: Some("webhook.off"), took_ms: 0 }
        };
        let now = self.now();
        let tried = self.webhook_tried(&found, trial, now);
        let mut tx = self.db.write(&ctx).await?;
        match webhooks::mark(&mut tx, (delivery, found.attempts), &tried, now).await {
            Ok(()) => {}
            Err(DbError::Conflict { .. }) => return Ok(Delivered::Nothing),
            Err(error) => return Err(error.into()),
        }
        let delivered = match &tried {
            Tried::Done { .. } => Delivered::Done,
            Tried::Again { from, .. } => Delivered::Again { at: *from },
            Tried::Failed { .. } => Delivered::GivenUp,
        };
        if delivered == Delivered::Done && webhook.failing_since.is_some() {
            webhooks::set_failing(&mut tx, webhook.id, None).await?;
        }
        if delivered == Delivered::GivenUp && webhook.active {
            webhooks::set_failing(&mut tx, webhook.id, Some(now)).await?;
        }
        if trial.status == Some(GONE) {
            let change = Change { url: webhook.url, events: webhook.events, active: false };
            webhooks::set(&mut tx, webhook.id, &change, now).await?;
            let subject = Some(("webhook", webhook.id));
            let entry = Entry { at: now, action: "webhook.gone", subject, details: Vec::new() };
            audit::append(&mut tx, &entry).await?;
        }
        tx.commit().await?;
        Ok(delivered)
    }

    /// One signed request.
    pub(super) async fn send_webhook(&self, team: Uuid, webhook: &Webhook, id: &str, body: &str) -> Trial {
        let begun = self.env().now();
        let (status, code) = match self.sent_webhook(team, webhook, id, body).await {
            Ok(status) if (200..300).contains(&status) => (Some(status), None),
            Ok(GONE) => (Some(GONE), Some("webhook.gone")),
            Ok(status) => (Some(status), Some("webhook.status")),
            Err(code) => (None, Some(code)),
        };
        let took = self.env().now().duration_since(begun).as_millis();
        Trial { status, code, took_ms: u64::try_from(took).unwrap_or(0) }
    }

    async fn sent_webhook(&self, team: Uuid, webhook: &Webhook, id: &str, body: &str) -> Result<u16, &'static str> {
        let private = self.settings.private_webhooks;
        let url = address::parse(webhook.url.as_str(), private).map_err(address::Refused::code)?;
        let secrets = self.opened_secrets(team, webhook).ok_or("webhook.secret")?;
        let client = self.outgoing.client(private).await.map_err(|_| "webhook.client")?;
        let now = self.now();
        let answer = client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", now.div_euclid(SECOND).to_string())
            .header("webhook-signature", secrets.signatures(id, now, body))
            .body(body.to_owned())
            .send()
            .await
            .map_err(|error| why(&error))?;
        // The resolver has seen to it already; this would show that it was gone around.
        if !private && answer.remote_addr().is_some_and(|peer| !address::is_public(peer.ip())) {
            return Err(address::Refused::Private.code());
        }
        Ok(answer.status().as_u16())
    }

    /// What a trial means for a delivery.
    fn webhook_tried(&self, delivery: &WebhookDelivery, trial: Trial, now: Micros) -> Tried {
        let status = trial.status.map(i64::from);
        let Some(code) = trial.code else { return Tried::Done { status: status.unwrap_or_default() } };
        // Neither a switched-off webhook nor one that says it is gone, nor one whose secret is lost, gets better by waiting.
        let is_final = matches!(code, "webhook.off" | "webhook.gone" | "webhook.secret");
        let wait = usize::try_from(delivery.attempts).ok().and_then(|attempts| WAITS.get(attempts).copied());
        match wait.filter(|_| !is_final) {
            Some(wait) => Tried::Again { status, code, from: now.saturating_add(jittered(wait, self.random())) },
            None => Tried::Failed { status, code },
        }
    }
}

/// A wait that is up to a fifth longer, so that what failed together does not come back together.
fn jittered(wait: Micros, [random]: [u8; 1]) -> Micros {
    wait + wait / 5 * Micros::from(random) / 255
}

/// The body of a delivery: ids only, equal in every try.
fn body(delivery: &WebhookDelivery) -> String {
    let state = WebhookEvent::from_code(&delivery.event).map(WebhookEvent::state);
    let data = json!({ "run": delivery.run, "revision": delivery.revision, "state": state });
    message(&delivery.event, delivery.created_at, &data)
}

/// A code for what the client reports; its words may hold the address.
fn why(error: &reqwest::Error) -> &'static str {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(current) = next {
        if let Some(refused) = current.downcast_ref::<address::Refused>() {
            return refused.code();
        }
        next = current.source();
    }
    if error.is_timeout() { "webhook.timed_out" } else { "webhook.unreachable" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_are_never_shorter_than_said() {
        assert!(WAITS.is_sorted());
        for wait in WAITS {
            assert_eq!(jittered(wait, [0]), wait);
            assert_eq!(jittered(wait, [255]), wait + wait / 5);
        }
    }

    #[test]
    fn a_message_holds_ids_only_and_is_the_same_in_every_try() {
        let delivery = WebhookDelivery {
            id: Uuid::from_u128(1),
            webhook: Uuid::from_u128(2),
            event: "run.finished".to_owned(),
            run: Some(Uuid::from_u128(3)),
            revision: Some(Uuid::from_u128(4)),
            state: DeliveryState::Waiting,
            attempts: 0,
            next_at: 0,
            last_status: None,
            last_code: None,
            created_at: 1_769_515_200_000_000,
            finished_at: None,
        };
        let expected = json!({
            "type": "run.finished",
            "timestamp": "2026-01-27T12:00:00Z",
            "data": {
                "run": "00000000-0000-0000-0000-000000000003",
                "revision": "00000000-0000-0000-0000-000000000004",
                "state": "sealed",
            },
        });
        assert_eq!(body(&delivery), expected.to_string());
        let later = WebhookDelivery { attempts: 3, next_at: 5, ..delivery.clone() };
        assert_eq!(body(&later), body(&delivery));
    }
}
