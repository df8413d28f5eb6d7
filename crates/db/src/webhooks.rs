//! Webhooks of a team and their deliveries: what is to be sent is written with what has happened, and sent later, at least once.
//! Sending, signing and sealing are not done here.

use crate::context::SystemCtx;
use crate::error::DbError;
use crate::rows::{DeliveryState, Webhook, WebhookDelivery};
use crate::sql::{Micros, Personal, values};
use crate::tx::{SystemTx, TeamTx};
use uuid::Uuid;

/// Most webhooks of a team.
pub const WEBHOOKS_MAX: i64 = 20;

/// Most deliveries in one answer.
pub const DELIVERIES_MAX: i64 = 200;

/// What a team changes of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where to.
    pub url: Personal,
    /// Codes of the events that are wanted, as a JSON list.
    pub events: String,
    /// Whether anything is sent.
    pub active: bool,
}

/// How a try has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It got through, with the answer's status.
    Done {
        /// Status of the answer.
        status: i64,
    },
    /// It is to be tried again.
    Again {
        /// Status of the answer, if there was one.
        status: Option<i64>,
        /// Why it did not get through.
        code: &'static str,
        /// From when on.
        from: Micros,
    },
    /// It is given up.
    Failed {
        /// Status of the answer, if there was one.
        status: Option<i64>,
        /// Why it did not get through.
        code: &'static str,
    },
}

/// Makes a webhook.
///
/// # Errors
/// [`DbError::Limit`] for more than [`WEBHOOKS_MAX`], [`DbError::Conflict`] where the id exists, or a failure of the database.
pub async fn create(tx: &mut TeamTx, webhook: &Webhook) -> Result<(), DbError> {
    if all(tx).await?.len() >= usize::try_from(WEBHOOKS_MAX).unwrap_or(usize::MAX) {
        return Err(DbError::Limit { what: "webhooks", max: WEBHOOKS_MAX });
    }
    tx.add(webhook).await
}

/// The webhook with an id.
///
/// # Errors
/// A failure of the database.
pub async fn get(tx: &mut TeamTx, webhook: Uuid) -> Result<Option<Webhook>, DbError> {
    tx.one("AND id = $2", values![webhook]).await
}

/// Webhooks of the team, oldest first.
///
/// # Errors
/// A failure of the database.
pub async fn all(tx: &mut TeamTx) -> Result<Vec<Webhook>, DbError> {
    tx.rows("ORDER BY created_at, id", values![]).await
}

/// Changes address, events and whether anything is sent. One that is switched on again is no longer failing.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set(tx: &mut TeamTx, webhook: Uuid, change: &Change, now: Micros) -> Result<(), DbError> {
    let disabled_at = (!change.active).then_some(now);
    tx.must(
        "UPDATE webhooks SET url = $3, events = $4, \
         failing_since = CASE WHEN $5 = 1 AND active = 0 THEN NULL ELSE failing_since END, active = $5, \
         disabled_at = CASE WHEN $5 = 1 THEN NULL ELSE coalesce(disabled_at, $6) END WHERE team = $1 AND id = $2",
        values![webhook, change.url, change.events, change.active, disabled_at],
        DbError::missing("webhook"),
    )
    .await
}

/// Sets a new sealed secret.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_secret(tx: &mut TeamTx, webhook: Uuid, secret: &Personal) -> Result<(), DbError> {
    tx.must(
        "UPDATE webhooks SET secret = $3 WHERE team = $1 AND id = $2",
        values![webhook, secret],
        DbError::missing("webhook"),
    )
    .await
}

/// Notes since when nothing gets through; a later note does not move the time. `None`: something got through again.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn set_failing(tx: &mut TeamTx, webhook: Uuid, since: Option<Micros>) -> Result<(), DbError> {
    tx.must(
        "UPDATE webhooks SET failing_since = CASE WHEN $3 IS NULL THEN NULL ELSE coalesce(failing_since, $3) END \
         WHERE team = $1 AND id = $2",
        values![webhook, since],
        DbError::missing("webhook"),
    )
    .await
}

/// Deletes a webhook with its deliveries.
///
/// # Errors
/// [`DbError::NotFound`], or a failure of the database.
pub async fn delete(tx: &mut TeamTx, webhook: Uuid) -> Result<(), DbError> {
    tx.must("DELETE FROM webhooks WHERE team = $1 AND id = $2", values![webhook], DbError::missing("webhook")).await
}

/// Writes a delivery for every active webhook that wants an event, and tells their ids, which `next_id` gives. Nothing is sent
/// of what is rolled back.
///
/// # Errors
/// [`DbError::Conflict`] where there is no such run, or a failure of the database.
pub async fn announce(
    tx: &mut TeamTx,
    event: &'static str,
    (run, revision): (Option<Uuid>, Option<Uuid>),
    now: Micros,
    mut next_id: impl FnMut() -> Uuid + Send,
) -> Result<Vec<Uuid>, DbError> {
    let wanted = format!("\"{event}\"");
    let active: Vec<Webhook> = tx.rows("AND active = 1 ORDER BY created_at, id", values![]).await?;
    let mut written = Vec::new();
    for webhook in active.iter().filter(|webhook| webhook.events.contains(&wanted)) {
        let delivery = WebhookDelivery {
            id: next_id(),
            webhook: webhook.id,
            event: event.to_owned(),
            run,
            revision,
            state: DeliveryState::Waiting,
            attempts: 0,
            next_at: now,
            last_status: None,
            last_code: None,
            created_at: now,
            finished_at: None,
        };
        tx.add(&delivery).await?;
        written.push(delivery.id);
    }
    Ok(written)
}

/// Writes how a try has ended. `attempts` is the number that the delivery was loaded with: of two who try at once, one is told.
///
/// # Errors
/// [`DbError::Conflict`] where somebody else was first or it has ended, or a failure of the database.
pub async fn mark(
    tx: &mut TeamTx,
    (delivery, attempts): (Uuid, i64),
    tried: &Tried,
    now: Micros,
) -> Result<(), DbError> {
    let (state, status, code, next_at, finished_at) = match tried {
        Tried::Done { status } => (DeliveryState::Done, Some(*status), None, None, Some(now)),
        Tried::Again { status, code, from } => (DeliveryState::Waiting, *status, Some(*code), Some(*from), None),
        Tried::Failed { status, code } => (DeliveryState::Failed, *status, Some(*code), None, Some(now)),
    };
    tx.must(
        "UPDATE webhook_deliveries SET state = $4, attempts = attempts + 1, last_status = $5, last_code = $6, \
         next_at = coalesce($7, next_at), finished_at = $8 \
         WHERE team = $1 AND id = $2 AND attempts = $3 AND state = 'waiting'",
        values![delivery, attempts, state, status, code, next_at, finished_at],
        DbError::conflict("delivery"),
    )
    .await
}

/// The delivery with an id.
///
/// # Errors
/// A failure of the database.
pub async fn delivery(tx: &mut TeamTx, delivery: Uuid) -> Result<Option<WebhookDelivery>, DbError> {
    tx.one("AND id = $2", values![delivery]).await
}

/// Deliveries of a webhook, latest first, at most [`DELIVERIES_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn deliveries(tx: &mut TeamTx, webhook: Uuid) -> Result<Vec<WebhookDelivery>, DbError> {
    tx.rows("AND webhook = $2 ORDER BY created_at DESC, id DESC LIMIT $3", values![webhook, DELIVERIES_MAX]).await
}

/// Deliveries of all teams whose time has come, those that wait longest first, at most [`DELIVERIES_MAX`].
///
/// # Errors
/// A failure of the database.
pub async fn due(tx: &mut SystemTx, now: Micros) -> Result<Vec<(Uuid, WebhookDelivery)>, DbError> {
    tx.only("webhooks::due", &[SystemCtx::Claim])?;
    tx.rows("WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, id LIMIT $2", values![now, DELIVERIES_MAX])
        .await
}
