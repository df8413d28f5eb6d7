//! The migrations of each engine, compiled in. One that has shipped is never edited; a new one is a new file and a line here.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use std::borrow::Cow;

/// Number, what it is for, and its text.
type Source = (i64, &'static str, &'static str);

const SQLITE: &[Source] = &[
    (1, "schema", include_str!("../../migrations/sqlite/0001_schema.sql")),
    (2, "reset links", include_str!("../../migrations/sqlite/0002_reset_links.sql")),
    (3, "library fonts", include_str!("../../migrations/sqlite/0003_library_fonts.sql")),
    (4, "run kinds", include_str!("../../migrations/sqlite/0004_run_kinds.sql")),
];

const POSTGRES: &[Source] = &[
    (1, "schema", include_str!("../../migrations/postgres/0001_schema.sql")),
    (2, "row security", include_str!("../../migrations/postgres/0002_row_security.sql")),
    (3, "job engine", include_str!("../../migrations/postgres/0003_job_engine.sql")),
    (4, "reset links", include_str!("../../migrations/postgres/0004_reset_links.sql")),
    (5, "library fonts", include_str!("../../migrations/postgres/0005_library_fonts.sql")),
    (6, "narrower", include_str!("../../migrations/postgres/0006_narrower.sql")),
    (7, "run kinds", include_str!("../../migrations/postgres/0007_run_kinds.sql")),
];

/// Table in which PostgreSQL remembers what was applied.
pub(crate) const POSTGRES_TABLE: &str = "dossier._sqlx_migrations";

/// Table in which SQLite remembers what was applied.
pub(crate) const SQLITE_TABLE: &str = "_sqlx_migrations";

pub(crate) fn sqlite() -> Migrator {
    Migrator::with_migrations(migrations(SQLITE))
}

pub(crate) fn postgres() -> Migrator {
    let mut migrator = Migrator::with_migrations(migrations(POSTGRES));
    migrator.dangerous_set_table_name(POSTGRES_TABLE);
    migrator.create_schema("dossier");
    migrator
}

/// Numbers of all migrations of an engine, ascending.
pub(crate) fn versions(is_postgres: bool) -> Vec<i64> {
    let sources = if is_postgres { POSTGRES } else { SQLITE };
    sources.iter().map(|(version, ..)| *version).collect()
}

fn migrations(sources: &[Source]) -> Vec<Migration> {
    sources
        .iter()
        .map(|(version, name, text)| {
            Migration::new(*version, Cow::Borrowed(*name), MigrationType::Simple, (*text).into_sql_str(), false)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend() {
        for is_postgres in [false, true] {
            let versions = versions(is_postgres);
            assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
        }
    }
}
