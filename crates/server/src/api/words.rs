//! Words of closed lists as the API writes them.

use dossier::db::rows;
use dossier::service;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a member may do, from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// Everything, the team itself included.
    Owner,
    /// Members, settings, erasures.
    Admin,
    /// Runs and everything around them.
    Editor,
    /// Reading.
    Viewer,
}

impl From<rows::Role> for Role {
    fn from(role: rows::Role) -> Self {
        match role {
            rows::Role::Owner => Self::Owner,
            rows::Role::Admin => Self::Admin,
            rows::Role::Editor => Self::Editor,
            rows::Role::Viewer => Self::Viewer,
        }
    }
}

impl From<Role> for rows::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Admin => Self::Admin,
            Role::Editor => Self::Editor,
            Role::Viewer => Self::Viewer,
        }
    }
}

/// What an API token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    /// Looking.
    Read,
    /// Runs and everything around them.
    Write,
    /// Members, settings, erasures.
    Admin,
}

impl From<service::Scope> for Scope {
    fn from(scope: service::Scope) -> Self {
        match scope {
            service::Scope::Read => Self::Read,
            service::Scope::Write => Self::Write,
            service::Scope::Admin => Self::Admin,
        }
    }
}

impl From<Scope> for service::Scope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Read => Self::Read,
            Scope::Write => Self::Write,
            Scope::Admin => Self::Admin,
        }
    }
}
