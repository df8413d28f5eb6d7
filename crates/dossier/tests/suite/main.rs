//! All tests of the use cases in one test program, so that the crates below are linked once.

mod accounts_audit;
mod accounts_desk;
mod accounts_jwt;
mod accounts_login;
mod accounts_members;
mod accounts_oidc;
mod accounts_policy;
mod accounts_resets;
mod accounts_setup;
mod accounts_supabase;
mod accounts_tokens;
mod anonymous;
#[cfg(unix)]
mod backups_restore;
mod copied_revisions;
mod library_files;
mod ops_desk;
mod runs;
mod service_history;
mod service_review;
mod service_runs;
mod service_shortlists;
mod service_support;
mod shortlists;
mod supabase_views;
mod sweeping_duties;
mod webhooks_delivery;

mod moving_runs;
mod privacy_erasure;
mod privacy_export;
mod privacy_persons;
mod sharing_desk;
mod sharing_links;
mod sharing_submissions;
mod threats;
