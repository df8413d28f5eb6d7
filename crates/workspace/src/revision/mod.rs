//! One revision of one run: writing it, sealing it, reading it back, and its ZIP. Knows nothing of other revisions.

pub(crate) mod bundle;
pub(crate) mod collection;
pub(crate) mod commit;
pub(crate) mod download;
pub(crate) mod sealed;
pub(crate) mod verify;
pub(crate) mod write;

pub use bundle::{Bundle, BundleMember};
pub use collection::Collection;
pub use commit::{Area, Commit, Entry, InputRef};
pub use download::Download;
pub use sealed::SealedRevision;
pub use verify::{VerifiedMember, VerifyError, verify_zip};
pub use write::{Budget, NewFile, NewRevision, RunWorkspace};
