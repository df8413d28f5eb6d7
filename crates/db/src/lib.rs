//! What is known beside the storage: teams, users, persons, runs and everything around them, in SQLite or PostgreSQL behind
//! one set of repositories. Knows neither candidates nor documents nor files: only ids, codes, JSON and times that callers pass in.
//!
//! [`Db`] opens either engine. [`Db::write`] and [`Db::read`] begin a transaction of one team ([`TenantCtx`]); [`Db::system`]
//! one across teams for a listed purpose ([`SystemCtx`]). Repositories are modules of functions that take a transaction, so
//! that a caller decides what belongs together; nothing counts before [`TeamTx::commit`]. [`queue`] works off the jobs that such
//! transactions have written, and [`Db::changes`] tells those who watch.

mod changes;
mod config;
mod context;
mod db;
mod engine;
mod error;
mod fold;
mod keys;
mod page;
mod sql;
mod tx;

pub mod audit;
pub mod backup;
pub mod clients;
pub mod consents;
pub mod counters;
pub mod erasures;
pub mod files;
pub mod history;
pub mod holds;
pub mod idempotency;
pub mod invitations;
pub mod jobs;
pub mod logins;
pub mod moves;
pub mod notes;
pub mod persons;
pub mod profiles;
pub mod queue;
pub mod records;
pub mod resets;
pub mod revisions;
pub mod rows;
pub mod runs;
pub mod sessions;
pub mod setup;
pub mod shares;
pub mod steps;
pub mod submissions;
pub mod sweep;
pub mod teams;
pub mod testing;
pub mod throttle;
pub mod users;
pub mod webhooks;

pub use changes::Change;
pub use config::DbConfig;
pub use context::{Actor, SystemCtx, TenantCtx};
pub use db::{Birth, Db};
pub use error::{Cause, DbError};
pub use fold::fold;
pub use keys::{LookupKey, PersonKey, PersonKeyKind};
pub use page::{Cursor, Page};
pub use sql::{Hash, Micros, Personal};
pub use tx::{SystemTx, TeamTx};
