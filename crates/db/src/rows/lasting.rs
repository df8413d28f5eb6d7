//! What outlives the rest: the log, erasures with their receipts, and jobs.

use crate::sql::{Hash, Micros, codes, table};
use uuid::Uuid;

table! {
    /// An entry of the log: ids, codes, figures and keyed hashes only. Never changed, never deleted.
    AuditRow in "audit" {
        /// Number in the team, from 1, without gaps.
        seq: i64,
        /// When.
        at: Micros,
        /// Kind of who acted.
        actor_kind: String,
        /// Who acted.
        actor: Option<Uuid>,
        /// What was done, as a code.
        action: String,
        /// Kind of what it was done to.
        subject_kind: Option<String>,
        /// What it was done to.
        subject: Option<Uuid>,
        /// Further ids, codes, figures and hashes, as `name=value` joined by semicolons.
        details: String,
        /// Hash of the entry before.
        previous: Hash,
        /// Keyed hash of this entry and the one before.
        hash: Hash,
    }
}

codes! {
    /// What an erasure is about.
    SubjectKind {
        /// One run.
        Run = "run",
        /// A person with everything.
        Person = "person",
    }
}

codes! {
    /// Where an erasure stands.
    ErasureState {
        /// Nobody sees it any more; objects and rows are still to go.
        Requested = "requested",
        /// Objects and rows are gone.
        Done = "done",
    }
}

table! {
    /// An erasure. Stays as its own receipt.
    Erasure in "erasures" {
        /// Id.
        id: Uuid,
        /// What it is about.
        subject_kind: SubjectKind,
        /// The run or the person.
        subject: Uuid,
        /// Why, as a code.
        reason: String,
        /// Where it stands.
        state: ErasureState,
        /// Who asked for it.
        requested_by: Option<Uuid>,
        /// When.
        requested_at: Micros,
        /// When it was done.
        finished_at: Option<Micros>,
        /// The receipt, as JSON with hashes only.
        receipt: Option<String>,
    }
}

table! {
    /// The storage prefix of one run that an erasure takes.
    ErasedPrefix in "erased_prefixes" {
        /// The erasure.
        erasure: Uuid,
        /// The run.
        run: Uuid,
        /// When its objects were gone.
        objects_gone_at: Option<Micros>,
        /// What the storage said, as JSON with hashes only.
        receipt: Option<String>,
        /// Until when it is looked at again.
        recheck_until: Option<Micros>,
        /// Last look.
        checked_at: Option<Micros>,
        /// Objects that later looks have found and deleted.
        found: i64,
    }
}

codes! {
    /// Who waits for a job.
    Lane {
        /// A person who watches.
        Interactive = "interactive",
        /// A batch.
        Batch = "batch",
    }
}

codes! {
    /// Where a job stands.
    JobState {
        /// To be handed to the job engine.
        Waiting = "waiting",
        /// The job engine has it.
        Handed = "handed",
        /// Done.
        Done = "done",
        /// Given up after its last try.
        Failed = "failed",
        /// Not wanted any more.
        Cancelled = "cancelled",
    }
}

table! {
    /// Work to be done, written with what causes it. Holds ids only.
    Job in "jobs" {
        /// Id; the job engine's key, so that a job is not queued twice.
        id: Uuid,
        /// What is to be done, as a code.
        kind: String,
        /// Who waits for it.
        lane: Lane,
        /// For which run.
        run: Option<Uuid>,
        /// For which revision.
        revision: Option<Uuid>,
        /// Where it stands.
        state: JobState,
        /// How often it was handed out.
        attempts: i64,
        /// When it was written.
        created_at: Micros,
        /// From when on it may be handed out.
        available_at: Micros,
        /// When it was handed out last.
        handed_at: Option<Micros>,
        /// When it ended.
        finished_at: Option<Micros>,
        /// Code of its failure.
        code: Option<String>,
        /// How often it was handed back by a worker that had to stop, or that found away what it needs; these do not count as
        /// attempts.
        returned: i64,
    }
}

impl Job {
    /// A job that waits, to be written by [`crate::jobs::enqueue`].
    pub fn new(id: Uuid, kind: &str, lane: Lane, now: Micros) -> Self {
        Self {
            id,
            kind: kind.to_owned(),
            lane,
            run: None,
            revision: None,
            state: JobState::Waiting,
            attempts: 0,
            created_at: now,
            available_at: now,
            handed_at: None,
            finished_at: None,
            code: None,
            returned: 0,
        }
    }

    /// How often it was tried, this time included.
    pub fn tries(&self) -> i64 {
        self.attempts.saturating_sub(self.returned)
    }
}
