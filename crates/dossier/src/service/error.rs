//! What can go wrong in the service: a failure of the layers below, or of its own rules. Codes are stable; no message holds
//! personal data.

use super::policy::Action;
use crate::error::{Class, Error};
use dossier_db::DbError;
use dossier_workspace::StorageError;

/// A failure of a use case of the service.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Of a run's own work.
    #[error(transparent)]
    Run(#[from] Error),
    /// Of the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Nobody has logged in, or the session, token or link is not valid any more.
    #[error("a login is needed")]
    Unauthenticated,
    /// Address and password do not go together; which of them is wrong is not told.
    #[error("address or password is not right")]
    BadLogin,
    /// The caller's role or token does not allow it.
    #[error("this needs a role or token that allows {}", .action.code())]
    Forbidden {
        /// What was to be done.
        action: Action,
    },
    /// No such thing in the caller's team.
    #[error("there is no such {what}")]
    NotFound {
        /// Kind of the thing.
        what: &'static str,
    },
    /// It contradicts what is there.
    #[error("{what} does not allow this now")]
    Conflict {
        /// Kind of the thing.
        what: &'static str,
        /// Stable code.
        code: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// Somebody else has changed it since the caller has seen it.
    #[error("{what} has changed meanwhile")]
    Stale {
        /// Kind of the thing.
        what: &'static str,
    },
    /// A value that is not one.
    #[error("{field} is not valid: {reason}")]
    Invalid {
        /// JSON pointer or name of the field.
        field: String,
        /// Stable code.
        code: &'static str,
        /// What is wrong; never the value.
        reason: String,
    },
    /// A link or invitation that was valid once.
    #[error("this {what} is not valid any more")]
    Gone {
        /// Kind of the thing.
        what: &'static str,
    },
    /// Something outside that is needed does not answer as it should.
    #[error("the {what} cannot be reached or does not answer as it should")]
    Outside {
        /// What.
        what: &'static str,
        /// Stable code.
        code: &'static str,
    },
    /// More than a named limit in a time.
    #[error("too many {what}")]
    TooMany {
        /// What was counted.
        what: &'static str,
        /// When to try again.
        retry_after_s: u32,
    },
}

impl From<StorageError> for ServiceError {
    fn from(error: StorageError) -> Self {
        Self::Run(Error::Storage(error))
    }
}

impl ServiceError {
    /// A value that is not one.
    pub(crate) fn invalid(field: impl Into<String>, code: &'static str, reason: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), code, reason: reason.into() }
    }

    /// Stable code for scripts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Run(error) => error.code(),
            Self::Db(error) => error.code(),
            Self::Unauthenticated => "auth.needed",
            Self::BadLogin => "auth.bad_login",
            Self::Forbidden { .. } => "auth.forbidden",
            Self::NotFound { .. } => "not_found",
            Self::Conflict { code, .. } | Self::Invalid { code, .. } | Self::Outside { code, .. } => code,
            Self::Stale { .. } => "edit.stale",
            Self::Gone { .. } => "link.gone",
            Self::TooMany { .. } => "limit.rate",
        }
    }

    /// Its class.
    pub fn class(&self) -> Class {
        match self {
            Self::Run(error) => error.class(),
            Self::Db(error) => of_db(error),
            Self::Unauthenticated | Self::BadLogin | Self::Forbidden { .. } => Class::Denied,
            Self::NotFound { .. } | Self::Gone { .. } => Class::NotFound,
            Self::Conflict { .. } | Self::Stale { .. } => Class::Conflict,
            Self::Invalid { .. } => Class::Usage,
            Self::Outside { .. } => Class::Unavailable,
            Self::TooMany { .. } => Class::Limit,
        }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Run(error) => error.hint(),
            Self::Db(error) => error.hint(),
            Self::Unauthenticated => "log in, or send a valid token",
            Self::BadLogin => "check address and password",
            Self::Forbidden { .. } => "ask an owner or admin of the team",
            Self::NotFound { .. } => "check the id; it may have been erased, or belong to another team",
            Self::Conflict { hint, .. } => hint,
            Self::Stale { .. } => "load it again and repeat the change",
            Self::Invalid { .. } => "correct the value",
            Self::Gone { .. } => "ask for a new one",
            Self::Outside { .. } => "try again in a moment; an administrator finds its address in the settings",
            Self::TooMany { .. } => "try again later",
        }
    }

    /// Seconds after which the same request may succeed, where waiting helps.
    pub fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::TooMany { retry_after_s, .. } => Some(*retry_after_s),
            _ if self.class() == Class::Unavailable => Some(5),
            _ => None,
        }
    }
}

fn of_db(error: &DbError) -> Class {
    match error {
        DbError::Unavailable { .. } => Class::Unavailable,
        DbError::Conflict { .. } | DbError::Held { .. } => Class::Conflict,
        DbError::NotFound { .. } => Class::NotFound,
        DbError::Limit { .. } => Class::Limit,
        DbError::Invalid { .. } | DbError::BadUrl { .. } => Class::Usage,
        DbError::SchemaOlder | DbError::SchemaNewer | DbError::SchemaDiffers { .. } | DbError::RowSecurity { .. } => {
            Class::Unavailable
        }
        _ => Class::Internal,
    }
}
