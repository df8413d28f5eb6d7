//! Tests of the repositories that need a database: one program, because each links the whole crate again.

mod backups;
mod engines;
mod migrations;
mod queue_kill;
mod row_security;
mod sqlite;
mod upgrades;
