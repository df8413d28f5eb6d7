//! Repositories for runs, teams and persons. Empty until the service lands; the crate is here so that the arrows between
//! crates are checked from the start.
