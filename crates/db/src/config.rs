//! Where the database is and how many connections it may have. A URL with a password is a secret: nothing here shows it.

use crate::error::DbError;
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// Parameters of a PostgreSQL URL that the driver understands.
const KNOWN: &[&str] =
    &["sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "dbname", "user", "password", "application_name"];

/// Parameters that hosting providers put into their URLs and that change nothing here.
const DROPPED: &[&str] =
    &["channel_binding", "connect_timeout", "pgbouncer", "target_session_attrs", "connection_limit"];

/// Where the database is.
#[derive(Clone)]
pub(crate) enum Place {
    Memory,
    File(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

/// Settings of a database.
#[derive(Clone)]
pub struct DbConfig {
    pub(crate) place: Place,
    /// Most connections of this process to PostgreSQL; on SQLite most readers beside the one writer. Default 10.
    pub connections_max: u32,
    /// How long a call waits for a free connection or a lock. Default 10 seconds.
    pub wait_max: Duration,
    /// Longest statement on PostgreSQL. Default 30 seconds.
    pub statement_max: Duration,
    /// Whether opening brings an older schema up to date. Default true; false where an administrator does that.
    pub migrate: bool,
}

impl fmt::Debug for DbConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DbConfig")
            .field("engine", &self.engine())
            .field("connections_max", &self.connections_max)
            .field("wait_max", &self.wait_max)
            .field("statement_max", &self.statement_max)
            .field("migrate", &self.migrate)
            .finish_non_exhaustive()
    }
}

impl DbConfig {
    /// A database in memory that ends with its handle.
    pub fn memory() -> Self {
        Self::at(Place::Memory)
    }

    /// An SQLite file; made where it is missing, for its owner only.
    pub fn file(path: &Path) -> Self {
        Self::at(Place::File(path.to_owned()))
    }

    /// From `memory:`, `sqlite:FILE` or `postgres://user:password@host:port/database?sslmode=..`.
    ///
    /// # Errors
    /// [`DbError::BadUrl`] with the reason, which shows nothing of the URL but the name of a parameter.
    pub fn from_url(text: &str) -> Result<Self, DbError> {
        let text = text.trim();
        if matches!(text, "memory:" | "sqlite::memory:" | "sqlite://:memory:") {
            return Ok(Self::memory());
        }
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.contains(['?', '#']) {
                return Err(bad("sqlite: takes the name of a file and nothing else"));
            }
            return Ok(Self::file(Path::new(path)));
        }
        if !(text.starts_with("postgres://") || text.starts_with("postgresql://")) {
            return Err(bad("it begins with none of memory:, sqlite: and postgres://"));
        }
        let mut url = Url::parse(text).map_err(|error| bad(&error.to_string()))?;
        let mut kept: Vec<(String, String)> = Vec::new();
        for (name, value) in url.query_pairs() {
            if KNOWN.contains(&&*name) {
                kept.push((name.into_owned(), value.into_owned()));
            } else if !DROPPED.contains(&&*name) {
                let shown: String =
                    name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).take(40).collect();
                return Err(bad(&format!("the parameter {shown} is not known")));
            }
        }
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
        let options = PgConnectOptions::from_url(&url).map_err(|_| bad("a parameter has a value that is none"))?;
        if options.get_database().is_none_or(str::is_empty) {
            return Err(bad("it names no database"));
        }
        Ok(Self::at(Place::Postgres(Box::new(options))))
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match self.place {
            Place::Memory | Place::File(_) => "sqlite",
            Place::Postgres(_) => "postgres",
        }
    }

    /// Whether the database ends with its handle.
    pub fn is_memory(&self) -> bool {
        matches!(self.place, Place::Memory)
    }

    /// The file of a database in one.
    pub fn file_path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Memory | Place::Postgres(_) => None,
        }
    }

    fn at(place: Place) -> Self {
        Self {
            place,
            connections_max: 10,
            wait_max: Duration::from_secs(10),
            statement_max: Duration::from_secs(30),
            migrate: true,
        }
    }
}

fn bad(reason: &str) -> DbError {
    DbError::BadUrl { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> String {
        DbConfig::from_url(text).expect_err("not a database URL").to_string()
    }

    #[test]
    fn places_are_told_by_their_urls() {
        for (text, engine) in [
            ("memory:", "sqlite"),
            ("sqlite:data/dossier.db", "sqlite"),
            ("sqlite:///var/lib/dossier.db", "sqlite"),
            ("postgres://dossier@localhost/dossier", "postgres"),
            ("postgresql://dossier@localhost:6432/dossier?sslmode=require&channel_binding=require", "postgres"),
        ] {
            assert_eq!(DbConfig::from_url(text).expect("a database URL").engine(), engine, "{text}");
        }
    }

    #[test]
    fn a_bad_url_is_not_shown() {
        for text in
            ["mysql://u:canary@h/d", "postgres://u:canary@h/d?sslmod=canary", "sqlite:", "postgres://u:canary@h"]
        {
            assert!(!reason(text).contains("canary"), "{text}");
        }
        assert!(reason("postgres://u@h/d?sslmod=require").contains("sslmod"));
    }

    #[test]
    fn settings_do_not_show_the_password() {
        let config = DbConfig::from_url("postgres://u:canary@h/d").expect("a database URL");
        assert!(!format!("{config:?}").contains("canary"));
    }
}
