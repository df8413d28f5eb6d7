//! The web service: router, pages, API and sessions over the use cases. Empty until the service lands; the crate is here
//! so that the arrows between crates are checked from the start.
