//! Who asks: a team, a user with a role, and the way the request came in.

use super::error::ServiceError;
use super::policy::{self, Action};
use dossier_db::rows::Role;
use dossier_db::{Actor, TenantCtx};
use dossier_workspace::Secret;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a request came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// A session in a browser, by its id.
    Session(Uuid),
    /// An access token of a Supabase project, by the session there, with the token itself: what this caller reads of the
    /// storage is read with it. Never stored, and not shown by `Debug`.
    Supabase(Uuid, Secret),
    /// An API token, by its id, with what it may be used for.
    Token(Uuid, Vec<Scope>),
    /// The one user of a program that listens on this machine only.
    Local,
    /// The program itself: workers and sweeps.
    System,
}

/// What an API token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Looking.
    Read,
    /// Runs and everything around them.
    Write,
    /// Members, settings, erasures.
    Admin,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The team that is asked for.
    pub team: Uuid,
    /// The user, where there is one.
    pub user: Option<Uuid>,
    /// What the user is in this team.
    pub role: Role,
    /// How the request came in.
    pub via: Via,
}

impl Caller {
    /// The program itself, at work for a team.
    pub fn system(team: Uuid) -> Self {
        Self { team, user: None, role: Role::Owner, via: Via::System }
    }

    /// In whose name the database is asked.
    pub fn ctx(&self) -> TenantCtx {
        let actor = match (&self.via, self.user) {
            (Via::Token(id, _), _) => Actor::Token(*id),
            (Via::Session(_) | Via::Supabase(..) | Via::Local, Some(user)) => Actor::User(user),
            (Via::Session(_) | Via::Supabase(..) | Via::Local, None) | (Via::System, _) => Actor::System,
        };
        TenantCtx { team: self.team, actor }
    }

    /// Refuses what the caller must not do.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`].
    pub fn may(&self, action: Action) -> Result<(), ServiceError> {
        let by_scope = match &self.via {
            Via::Token(_, scopes) => scopes.contains(&policy::scope(action)),
            Via::Session(_) | Via::Supabase(..) | Via::Local | Via::System => true,
        };
        if by_scope && policy::may(self.role, action) { Ok(()) } else { Err(ServiceError::Forbidden { action }) }
    }

    /// Whether the caller may see persons' names and search by them.
    pub fn sees_persons(&self) -> bool {
        self.may(Action::SeePersons).is_ok()
    }
}
