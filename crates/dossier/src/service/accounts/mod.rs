//! Who comes in, and as whom: set-up, passwords, sessions, API tokens, members, and other identity providers. What
//! somebody may do once in is decided by [`super::policy`]; cookies and headers are the server's.
//!
//! Secrets of links, sessions and tokens are 256 random bits; only keyed hashes of them are stored, and they are
//! looked up by these. Who is nobody, and who must not come in any more, is told the same:
//! [`ServiceError::Unauthenticated`].

pub mod fetch;
mod identity;
mod input;
mod invitations;
pub mod jwt;
mod login;
mod members;
pub mod oidc;
mod own;
mod password;
mod resets;
mod setup;
pub mod supabase;
mod teams;
mod tokens;

pub use invitations::{InvitationInfo, NewAccount, NewInvitation, Offered};
pub use login::{LoginRequest, NewSession, SessionInfo};
pub use members::{Erased, Member};
pub use own::OwnUser;
pub use password::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};
pub use resets::ResetLink;
pub use setup::{LOCAL_TEAM_NAME, NewOwner, SetupLink};
pub use teams::{OwnTeam, TeamChanges, TeamInfo};
pub use tokens::{NewToken, TOKEN_LIVES_MAX, TOKEN_PREFIX, TokenInfo};

use super::error::ServiceError;
use dossier_db::Micros;
use fetch::{Fetch, Web};
use jwt::KeySet;
use oidc::Discovered;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Semaphore};

/// Hashes of passwords that are made at the same time: each takes 19 MiB.
const HASHED_AT_ONCE: usize = 2;

/// What the accounts of a process share beside the database.
pub(crate) struct Accounts {
    hashing: Semaphore,
    fetch: Arc<dyn Fetch>,
    oidc_keys: KeySet,
    oidc_discovered: Mutex<Option<Arc<Discovered>>>,
    supabase_keys: KeySet,
}

impl fmt::Debug for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Accounts")
    }
}

impl Default for Accounts {
    fn default() -> Self {
        Self::over(Arc::new(Web::default()))
    }
}

impl Accounts {
    /// With another way to identity providers.
    pub(crate) fn over(fetch: Arc<dyn Fetch>) -> Self {
        Self {
            hashing: Semaphore::new(HASHED_AT_ONCE),
            fetch,
            oidc_keys: KeySet::default(),
            oidc_discovered: Mutex::new(None),
            supabase_keys: KeySet::default(),
        }
    }
}

/// A length of time as the database counts.
fn micros(length: Duration) -> Micros {
    Micros::try_from(length.as_micros()).unwrap_or(Micros::MAX)
}

/// Seconds until a moment, at least one.
fn wait_s(until: Micros, now: Micros) -> u32 {
    u32::try_from(until.saturating_sub(now) / 1_000_000 + 1).unwrap_or(u32::MAX).max(1)
}

fn too_many(what: &'static str, until: Micros, now: Micros) -> ServiceError {
    ServiceError::TooMany { what, retry_after_s: wait_s(until, now) }
}

fn email_taken() -> ServiceError {
    ServiceError::Conflict {
        what: "account",
        code: "account.email_taken",
        hint: "there is an account with this address: log in to it first",
    }
}
