//! What can go wrong at the database. Messages name tables, codes and limits: never an address, a query's values, a key or
//! personal data. The driver's own words, which may hold all of these, are reduced to a [`Cause`] or a state code.

use sqlx::error::ErrorKind;
use sqlx::migrate::MigrateError;
use sqlx::sqlite::SqliteError;
use std::borrow::Cow;

/// A failure of the database or of a promise made by it.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// A database URL that cannot be understood.
    #[error("database URL is not valid: {reason}")]
    BadUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// The database cannot be used right now.
    #[error("database cannot be used: {cause}")]
    Unavailable {
        /// Why, as far as it said.
        cause: Cause,
    },
    /// Somebody else was first, or the change contradicts what is there.
    #[error("{what} has changed meanwhile or exists already")]
    Conflict {
        /// Kind of the thing.
        what: &'static str,
    },
    /// No such thing in this team.
    #[error("there is no such {what}")]
    NotFound {
        /// Kind of the thing.
        what: &'static str,
    },
    /// A legal hold forbids it.
    #[error("{what} is on hold")]
    Held {
        /// Kind of the thing.
        what: &'static str,
    },
    /// More than a named limit.
    #[error("more than {max} {what}")]
    Limit {
        /// What was counted.
        what: &'static str,
        /// The limit.
        max: i64,
    },
    /// A value that must not be stored as it is.
    #[error("{what} is not valid")]
    Invalid {
        /// Kind of the value.
        what: &'static str,
    },
    /// PostgreSQL would not keep teams apart.
    #[error("row-level security is not active: {reason}")]
    RowSecurity {
        /// What is missing.
        reason: String,
    },
    /// The database refused what this program's roles must not do.
    #[error("the database does not allow this")]
    NotAllowed,
    /// The database was made by a newer program.
    #[error("database has the schema of a newer version")]
    SchemaNewer,
    /// The database needs a migration, and this start must not make one.
    #[error("database has the schema of an older version")]
    SchemaOlder,
    /// An applied migration differs from the one in this program.
    #[error("database has another migration {version} than this program")]
    SchemaDiffers {
        /// Number of the migration.
        version: i64,
    },
    /// Stored data contradicts itself.
    #[error("stored {what} contradicts itself")]
    Corrupt {
        /// Kind of the data.
        what: &'static str,
    },
    /// A context that does not allow this call.
    #[error("{call} must not be called for the purpose {purpose}")]
    WrongPurpose {
        /// Name of the call.
        call: &'static str,
        /// Code of the purpose.
        purpose: &'static str,
    },
    /// A defect of this program.
    #[error("database call failed: {what} {state}")]
    Internal {
        /// Kind of the failure.
        what: &'static str,
        /// The database's state code, if it gave one.
        state: String,
    },
}

/// Why a database cannot be used, without anything that names a place, a person or a secret.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// No connection, no such host, or a broken connection.
    #[error("it cannot be reached")]
    Unreachable,
    /// The TLS handshake failed.
    #[error("no secure connection can be made")]
    Tls,
    /// No free connection in time, or locked by others, or it restarts.
    #[error("it is busy")]
    Busy,
    /// It did not answer in time.
    #[error("it did not answer in time")]
    TimedOut,
    /// Unknown user, wrong password, or no such database.
    #[error("it does not accept the login")]
    BadLogin,
    /// No room left.
    #[error("it is full")]
    Full,
    /// It can be read only.
    #[error("it is read-only")]
    ReadOnly,
    /// The file is not a database or is damaged.
    #[error("its file is damaged or no database")]
    Damaged,
    /// The file cannot be opened.
    #[error("its file cannot be opened")]
    NoFile,
    /// This process is closing.
    #[error("it has been closed")]
    Closed,
}

impl Cause {
    /// Whether the same call may succeed in a moment.
    pub fn passes(self) -> bool {
        matches!(self, Self::Unreachable | Self::Busy | Self::TimedOut)
    }
}

impl DbError {
    /// Stable code for scripts and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "db.bad_url",
            Self::Unavailable { cause } => match cause {
                Cause::Unreachable => "db.unreachable",
                Cause::Tls => "db.tls",
                Cause::Busy => "db.busy",
                Cause::TimedOut => "db.timed_out",
                Cause::BadLogin => "db.bad_login",
                Cause::Full => "db.full",
                Cause::ReadOnly => "db.read_only",
                Cause::Damaged => "db.damaged",
                Cause::NoFile => "db.no_file",
                Cause::Closed => "db.closed",
            },
            Self::Conflict { .. } => "db.conflict",
            Self::NotFound { .. } => "db.not_found",
            Self::Held { .. } => "db.held",
            Self::Limit { .. } => "db.limit",
            Self::Invalid { .. } => "db.invalid",
            Self::RowSecurity { .. } => "db.row_security",
            Self::NotAllowed => "db.not_allowed",
            Self::SchemaNewer => "db.schema_newer",
            Self::SchemaOlder => "db.schema_older",
            Self::SchemaDiffers { .. } => "db.schema_differs",
            Self::Corrupt { .. } => "db.corrupt",
            Self::WrongPurpose { .. } => "db.wrong_purpose",
            Self::Internal { .. } => "db.internal",
        }
    }

    /// Whether the same call may succeed later.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Unavailable { cause } if cause.passes())
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "give memory:, sqlite:FILE or postgres://user@host/database",
            Self::Unavailable { cause } => match cause {
                Cause::Unreachable => "check host and port of the database, and that it is running",
                Cause::Tls => "check sslmode and sslrootcert in the database URL",
                Cause::Busy | Cause::TimedOut => "try again in a moment",
                Cause::BadLogin => "check user, password and name of the database",
                Cause::Full => "make room for the database",
                Cause::ReadOnly => "mount the database's folder writable, or connect to the primary server",
                Cause::Damaged => "restore the database from a backup",
                Cause::NoFile => "check that the database's folder exists and may be written",
                Cause::Closed => "start the program again",
            },
            Self::Conflict { .. } => "load it again and repeat the change",
            Self::NotFound { .. } => "list what exists",
            Self::Held { .. } => "release the hold first; its reason tells why it was placed",
            Self::Limit { .. } => "ask for less at once",
            Self::Invalid { .. } => "correct the value",
            Self::RowSecurity { .. } | Self::NotAllowed => {
                "let `dossier migrate` run as the tables' owner, and grant that login dossier_app and dossier_system"
            }
            Self::SchemaNewer => "use the program's newer version",
            Self::SchemaOlder => "run `dossier migrate`",
            Self::SchemaDiffers { .. } => "restore the database from a backup made by this version",
            Self::Corrupt { .. } => "restore the database from a backup",
            Self::WrongPurpose { .. } | Self::Internal { .. } => "report it with this code",
        }
    }

    pub(crate) fn unavailable(cause: Cause) -> Self {
        Self::Unavailable { cause }
    }

    pub(crate) fn conflict(what: &'static str) -> Self {
        Self::Conflict { what }
    }

    pub(crate) fn missing(what: &'static str) -> Self {
        Self::NotFound { what }
    }

    fn internal(what: &'static str, state: impl Into<String>) -> Self {
        Self::Internal { what, state: state.into() }
    }

    /// Reads the cause out of the driver's error, whose text is then dropped.
    pub(crate) fn of(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => Self::of_database(&*error),
            sqlx::Error::Io(error) => Self::unavailable(match error.kind() {
                std::io::ErrorKind::TimedOut => Cause::TimedOut,
                std::io::ErrorKind::StorageFull => Cause::Full,
                _ => Cause::Unreachable,
            }),
            sqlx::Error::Tls(_) => Self::unavailable(Cause::Tls),
            sqlx::Error::PoolTimedOut => Self::unavailable(Cause::Busy),
            sqlx::Error::PoolClosed => Self::unavailable(Cause::Closed),
            sqlx::Error::RowNotFound => Self::missing("row"),
            sqlx::Error::Configuration(_) => Self::BadUrl { reason: "the driver does not accept it".into() },
            sqlx::Error::ColumnNotFound(_) | sqlx::Error::ColumnIndexOutOfBounds { .. } => Self::internal("column", ""),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::internal("decode", ""),
            sqlx::Error::Encode(_) | sqlx::Error::InvalidArgument(_) => Self::internal("encode", ""),
            sqlx::Error::Protocol(_) => Self::internal("protocol", ""),
            sqlx::Error::WorkerCrashed => Self::internal("worker", ""),
            sqlx::Error::BeginFailed | sqlx::Error::InvalidSavePointStatement => Self::internal("begin", ""),
            sqlx::Error::Migrate(error) => Self::of_migration(*error),
            _ => Self::internal("driver", ""),
        }
    }

    fn of_database(error: &(dyn sqlx::error::DatabaseError + 'static)) -> Self {
        let state = error.code().map(Cow::into_owned).unwrap_or_default();
        match error.kind() {
            ErrorKind::UniqueViolation | ErrorKind::ExclusionViolation => return Self::conflict("row"),
            ErrorKind::ForeignKeyViolation => return Self::conflict("reference"),
            ErrorKind::NotNullViolation | ErrorKind::CheckViolation => return Self::internal("check", state),
            _ => {}
        }
        if error.try_downcast_ref::<SqliteError>().is_some() {
            return Self::of_sqlite(&state);
        }
        match state.as_str() {
            "42501" => Self::NotAllowed,
            "40001" | "40P01" | "55P03" | "53300" | "53400" | "57P01" | "57P02" | "57P03" => {
                Self::unavailable(Cause::Busy)
            }
            "57014" | "25P03" | "25P04" => Self::unavailable(Cause::TimedOut),
            "53100" => Self::unavailable(Cause::Full),
            "25006" => Self::unavailable(Cause::ReadOnly),
            "3D000" => Self::unavailable(Cause::BadLogin),
            state if state.starts_with("28") => Self::unavailable(Cause::BadLogin),
            state if state.starts_with("08") => Self::unavailable(Cause::Unreachable),
            state => Self::internal("statement", state),
        }
    }

    /// From SQLite's extended result code, whose lowest byte is the primary one.
    fn of_sqlite(state: &str) -> Self {
        const TRIGGER: u32 = 1811;
        let Ok(code) = state.parse::<u32>() else { return Self::internal("statement", state) };
        if code == TRIGGER {
            return Self::NotAllowed;
        }
        match code & 0xff {
            5 | 6 => Self::unavailable(Cause::Busy),
            8 => Self::unavailable(Cause::ReadOnly),
            11 | 26 => Self::unavailable(Cause::Damaged),
            13 => Self::unavailable(Cause::Full),
            14 => Self::unavailable(Cause::NoFile),
            _ => Self::internal("statement", state),
        }
    }

    /// Keeps the database's state code of a failure of the job engine and drops its words.
    pub(crate) fn of_job_engine(what: &'static str, error: &(dyn std::error::Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(error) = error.downcast_ref::<graphile_worker::DbError>() {
                return match error.code() {
                    Some("42501") => Self::NotAllowed,
                    Some(state) => Self::internal(what, state),
                    None => Self::unavailable(Cause::Unreachable),
                };
            }
            cause = error.source();
        }
        Self::internal(what, "")
    }

    pub(crate) fn of_migration(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => Self::of(error),
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => Self::SchemaNewer,
            MigrateError::VersionMismatch(version) | MigrateError::Dirty(version) => Self::SchemaDiffers { version },
            _ => Self::internal("migration", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_driver_says_is_dropped() {
        let told = sqlx::Error::Protocol("password of canary".into());
        let error = DbError::of(told);
        assert!(!format!("{error} {error:?}").contains("canary"));
        assert_eq!(error.code(), "db.internal");
    }

    #[test]
    fn sqlite_codes_are_told_apart() {
        for (state, code) in [
            ("5", "db.busy"),
            ("517", "db.busy"),
            ("13", "db.full"),
            ("1811", "db.not_allowed"),
            ("1032", "db.read_only"),
            ("1", "db.internal"),
        ] {
            assert_eq!(DbError::of_sqlite(state).code(), code, "{state}");
        }
    }

    #[test]
    fn only_what_passes_is_worth_another_try() {
        assert!(DbError::unavailable(Cause::Busy).retryable());
        assert!(!DbError::unavailable(Cause::BadLogin).retryable());
        assert!(!DbError::conflict("run").retryable());
    }
}
