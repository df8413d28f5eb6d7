//! All tests of the program in one test program, so that the crates below it are linked once.

mod bundles;
mod command_line;
mod operations;
mod privacy;
mod program;
mod reading;
mod revisions;
#[cfg(unix)]
mod serve;
mod shortlists;
mod storages;
