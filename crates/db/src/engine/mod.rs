//! The two engines: how each is connected to, migrated, and begins a transaction. Everything above asks both in one SQL.

pub(crate) mod migrations;
pub(crate) mod postgres;
pub(crate) mod sqlite;

/// Tables whose rows belong to a team, in an order in which rows can be copied without breaking references.
pub const TEAM_TABLES: &[&str] = &[
    "teams", "memberships", "invitations", "sessions", "api_tokens", "persons", "person_keys", "clients",
    "job_profiles", "job_profile_versions", "team_files", "runs", "run_persons", "inputs", "revisions", "documents",
    "run_steps", "run_events", "records", "jobs", "webhooks", "webhook_deliveries", "submissions", "share_links",
    "share_views", "consents", "holds", "overrides", "comments", "audit", "audit_heads", "erasures", "erased_prefixes",
    "counters", "idempotency",
];

/// Tables without a team: they are reached through a purpose, or through a membership.
pub const OTHER_TABLES: &[&str] =
    &["instance", "users", "throttles", "logins", "setup_links", "denied_sessions", "reset_links"];
