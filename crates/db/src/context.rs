//! In whose name the database is asked: a team with an actor, or one of a closed list of purposes that go across teams. Makes
//! no decision about rights inside a team; the service does.

use crate::sql::codes;
use uuid::Uuid;

/// Who acts. Stands in the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A user in a session.
    User(Uuid),
    /// An API token, by its id.
    Token(Uuid),
    /// Somebody with a share link, by the link's id.
    Link(Uuid),
    /// The program itself: workers and sweeps.
    System,
}

impl Actor {
    /// Kind, as it stands in the log.
    pub fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Token(_) => "token",
            Self::Link(_) => "link",
            Self::System => "system",
        }
    }

    /// Id, where it has one.
    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::User(id) | Self::Token(id) | Self::Link(id) => Some(id),
            Self::System => None,
        }
    }

    /// The user, for columns that name who made something.
    pub fn user(self) -> Option<Uuid> {
        match self {
            Self::User(id) => Some(id),
            Self::Token(_) | Self::Link(_) | Self::System => None,
        }
    }
}

/// One team and who acts in it. Everything but the closed list of [`SystemCtx`] is asked with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TenantCtx {
    /// The team.
    pub team: Uuid,
    /// Who acts.
    pub actor: Actor,
}

codes! {
    /// What may be asked across teams, as a closed list. PostgreSQL has a policy for each with the tables it needs.
    SystemCtx {
        /// The first team and its owner, with the link for that; further teams and their end; the instance's id.
        Setup = "setup",
        /// Users, sessions, API tokens, invitations, throttling, logins at another provider.
        Login = "login",
        /// Which run a share link belongs to, and visits with it.
        Share = "share",
        /// Which jobs and deliveries wait.
        Claim = "claim",
        /// What has expired, is unfinished or must be looked at again.
        Sweep = "sweep",
        /// Reading everything for a backup.
        Backup = "backup",
    }
}
