//! All tests of the program in one test program, so that the crates below it are linked once.

mod bundles;
mod command_line;
mod deploying;
#[cfg(unix)]
mod observing;
mod operations;
mod privacy;
mod program;
mod reading;
#[cfg(unix)]
mod replica_kills;
#[cfg(unix)]
mod replica_outages;
#[cfg(unix)]
mod replicas;
#[cfg(unix)]
mod restarts;
mod revisions;
#[cfg(unix)]
mod running;
#[cfg(unix)]
mod serve;
mod shortlists;
mod storages;
