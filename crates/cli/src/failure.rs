//! What ends a command without success: an error of the use cases or of the service, told in one form.

use dossier::db::DbError;
use dossier::service::ServiceError;
use dossier::workspace::StorageError;
use dossier::{Class, Error};
use std::fmt;

/// A failure of a command.
#[derive(Debug)]
pub enum Failure {
    /// Of a run's own work, of options, files or storage.
    Run(Error),
    /// Of what needs a database.
    Service(ServiceError),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Run(error)
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self::Service(error.into())
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Run(error.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run(error) => write!(f, "{error}"),
            Self::Service(error) => write!(f, "{error}"),
        }
    }
}

impl Failure {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Run(error) => error.code(),
            Self::Service(error) => error.code(),
        }
    }

    /// Its class, which decides the exit code.
    pub fn class(&self) -> Class {
        match self {
            Self::Run(error) => error.class(),
            Self::Service(error) => error.class(),
        }
    }

    /// The paper that it is about, where there is one.
    pub fn document(&self) -> Option<&str> {
        match self {
            Self::Run(error) => error.document(),
            Self::Service(_) => None,
        }
    }

    /// Places in that paper's records.
    pub fn places(&self) -> &[String] {
        match self {
            Self::Run(error) => error.places(),
            Self::Service(_) => &[],
        }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Run(error) => error.hint(),
            Self::Service(error) => error.hint(),
        }
    }
}
