//! Who is told what happens: addresses of the team's own programs, and what was sent to them.

use crate::sql::{Micros, Personal, codes, table};
use uuid::Uuid;

table! {
    /// An address that is told what happens.
    Webhook in "webhooks" {
        /// Id.
        id: Uuid,
        /// Where to.
        url: Personal,
        /// The secret for signatures, sealed by the service.
        secret: Personal,
        /// Codes of the events that are wanted, as a JSON list.
        events: String,
        /// Whether anything is sent.
        active: bool,
        /// Who made it.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
        /// Since when nothing is sent.
        disabled_at: Option<Micros>,
        /// Since when nothing gets through.
        failing_since: Option<Micros>,
    }
}

codes! {
    /// Where a delivery stands.
    DeliveryState {
        /// To be sent, for the first time or again.
        Waiting = "waiting",
        /// It got through.
        Done = "done",
        /// Given up.
        Failed = "failed",
    }
}

table! {
    /// One event for one address. Holds ids and codes only.
    WebhookDelivery in "webhook_deliveries" {
        /// Id; the same for every try.
        id: Uuid,
        /// Where to.
        webhook: Uuid,
        /// What has happened, as a code.
        event: String,
        /// In which run.
        run: Option<Uuid>,
        /// In which revision.
        revision: Option<Uuid>,
        /// Where it stands.
        state: DeliveryState,
        /// How often it was tried.
        attempts: i64,
        /// From when on it is to be tried.
        next_at: Micros,
        /// Status of the last answer.
        last_status: Option<i64>,
        /// Code of the last failure.
        last_code: Option<String>,
        /// When it was written.
        created_at: Micros,
        /// When it ended.
        finished_at: Option<Micros>,
    }
}
