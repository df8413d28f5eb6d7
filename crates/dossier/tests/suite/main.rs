//! All tests of the use cases in one test program, so that the crates below are linked once.

mod anonymous;
mod runs;
mod shortlists;
