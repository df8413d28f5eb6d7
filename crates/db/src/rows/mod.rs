//! Plain rows: what tables hold, as structs without behaviour. The team is never a field: the transaction knows it.

mod decisions;
mod lasting;
mod people;
mod runs;
mod work;

pub use decisions::{Comment, Consent, Hold, Override, ShareLink, ShareView, Submission, SubmissionState, ViewOutcome};
pub use lasting::{AuditRow, ErasedPrefix, Erasure, ErasureState, Job, JobState, Lane, SubjectKind};
pub use people::{ApiToken, Invitation, Membership, Role, Session, Team, User};
pub use runs::{
    Area, Document, Input, InputRole, Record, RecordKind, RecordSource, Revision, RevisionKind, RevisionState, Run,
    RunEvent, RunPerson, RunState, Step, StepState,
};
pub use work::{Client, JobProfile, JobProfileVersion, Person};
