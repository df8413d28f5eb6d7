//! Plain rows: what tables hold, as structs without behaviour. The team is never a field: the transaction knows it.

mod decisions;
mod files;
mod lasting;
mod people;
mod runs;
mod webhooks;
mod work;

pub use decisions::{Comment, Consent, Hold, Override, ShareLink, ShareView, Submission, SubmissionState, ViewOutcome};
pub use files::{FileKind, TeamFile};
pub use lasting::{AuditRow, ErasedPrefix, Erasure, ErasureState, Job, JobState, Lane, SubjectKind};
pub use people::{ApiToken, Colleague, Invitation, Login, Membership, ResetLink, Role, Session, SetupLink, Team, User};
pub use runs::{
    Area, Document, Input, InputRole, Record, RecordKind, RecordSource, Revision, RevisionKind, RevisionState, Run,
    RunEvent, RunKind, RunPerson, RunState, Step, StepState,
};
pub use webhooks::{DeliveryState, Webhook, WebhookDelivery};
pub use work::{Client, JobProfile, JobProfileVersion, Person};
