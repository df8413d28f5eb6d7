//! What people decide, agree to and send: submissions, links, consents, holds, overrides, comments.

use crate::sql::{Hash, Micros, Personal, codes, table};
use uuid::Uuid;

codes! {
    /// Where a submission stands.
    SubmissionState {
        /// Not sent yet.
        Draft = "draft",
        /// Sent.
        Sent = "sent",
        /// The client wants to see the candidate.
        Interview = "interview",
        /// The candidate got the job.
        Placed = "placed",
        /// The client declined.
        Rejected = "rejected",
        /// The desk or the candidate took it back.
        Withdrawn = "withdrawn",
    }
}

impl SubmissionState {
    /// Whether the case is over; then the retention begins.
    pub fn is_closed(self) -> bool {
        match self {
            Self::Placed | Self::Rejected | Self::Withdrawn => true,
            Self::Draft | Self::Sent | Self::Interview => false,
        }
    }
}

table! {
    /// A candidate shown to a client for a profile.
    Submission in "submissions" {
        /// Id.
        id: Uuid,
        /// The candidate.
        person: Uuid,
        /// The client.
        client: Uuid,
        /// The profile.
        profile: Option<Uuid>,
        /// The run whose papers were sent.
        run: Option<Uuid>,
        /// The revision whose papers were sent.
        revision: Option<Uuid>,
        /// Where it stands.
        state: SubmissionState,
        /// To whom it was sent.
        recipient: Option<Personal>,
        /// SHA-256 of what was sent, as JSON.
        hashes: Option<String>,
        /// When it was sent.
        sent_at: Option<Micros>,
        /// When it was closed.
        closed_at: Option<Micros>,
        /// Who made it.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
        /// Last change.
        updated_at: Micros,
        /// Why it was sent although the candidate had not agreed and the client had not asked.
        without_consent: Option<Personal>,
    }
}

table! {
    /// A link that shows a pack of a revision to whoever has it.
    ShareLink in "share_links" {
        /// Id.
        id: Uuid,
        /// The run.
        run: Uuid,
        /// The revision.
        revision: Uuid,
        /// Whom it is about.
        person: Uuid,
        /// Which pack, as its code.
        pack: String,
        /// Keyed hash of the secret in the link; unique.
        token_hash: Hash,
        /// Hash of the password with its parameters (PHC string); absent where the link alone is enough.
        password_hash: Option<Personal>,
        /// Who made it.
        created_by: Option<Uuid>,
        /// When.
        created_at: Micros,
        /// Until when it works.
        expires_at: Micros,
        /// How often it was used.
        uses: i64,
        /// How often it may be used; absent means any number.
        uses_max: Option<i64>,
        /// Last use.
        used_at: Option<Micros>,
        /// When it was taken back.
        revoked_at: Option<Micros>,
        /// What the desk calls it.
        label: Option<Personal>,
    }
}

codes! {
    /// How a visit with a link went.
    ViewOutcome {
        /// The page before the download was shown.
        Shown = "shown",
        /// The papers were handed out.
        Downloaded = "downloaded",
        /// The password was wrong.
        WrongPassword = "wrong-password",
        /// The link is known but does not work any more.
        Refused = "refused",
    }
}

table! {
    /// A visit with a link.
    ShareView in "share_views" {
        /// Id.
        id: Uuid,
        /// The link.
        link: Uuid,
        /// When.
        at: Micros,
        /// Keyed hash of the network that the visitor came from.
        network: Hash,
        /// How it went.
        outcome: ViewOutcome,
    }
}

table! {
    /// A candidate's consent.
    Consent in "consents" {
        /// Id.
        id: Uuid,
        /// Who agreed.
        person: Uuid,
        /// To what, as a code.
        scope: String,
        /// For whom, as JSON: ids of clients, or all.
        recipients: String,
        /// How it was given, in words.
        evidence: Option<Personal>,
        /// When it was given.
        given_at: Micros,
        /// Until when it counts; absent means until it is withdrawn.
        expires_at: Option<Micros>,
        /// When it was withdrawn.
        withdrawn_at: Option<Micros>,
        /// Who wrote it down.
        recorded_by: Option<Uuid>,
        /// When.
        created_at: Micros,
    }
}

table! {
    /// A legal hold: nothing of the person, or of one run, is erased while it stands.
    Hold in "holds" {
        /// Id.
        id: Uuid,
        /// The person.
        person: Uuid,
        /// The run; absent means all of the person's.
        run: Option<Uuid>,
        /// Why.
        reason: Personal,
        /// Who placed it.
        placed_by: Option<Uuid>,
        /// When.
        placed_at: Micros,
        /// Who released it.
        released_by: Option<Uuid>,
        /// When.
        released_at: Option<Micros>,
    }
}

table! {
    /// A person's decision that stands before the program's.
    Override in "overrides" {
        /// Id.
        id: Uuid,
        /// The run.
        run: Uuid,
        /// Whom it is about.
        person: Uuid,
        /// What is decided: a criterion's id, or a code.
        target: String,
        /// The decision, as a code.
        value: String,
        /// Why.
        reason: Personal,
        /// Who decided.
        decided_by: Option<Uuid>,
        /// When.
        decided_at: Micros,
        /// When it was taken back.
        withdrawn_at: Option<Micros>,
    }
}

table! {
    /// A note of the desk on a run. Never part of a paper.
    Comment in "comments" {
        /// Id.
        id: Uuid,
        /// The run.
        run: Uuid,
        /// Whom it is about.
        person: Uuid,
        /// Who wrote it.
        author: Option<Uuid>,
        /// The text.
        body: Personal,
        /// When.
        created_at: Micros,
        /// Last change of the text.
        edited_at: Option<Micros>,
    }
}
