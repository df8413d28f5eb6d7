//! All tests of this crate in one program, so that the crate and its stand-ins are linked once.

mod contract;
mod faults;
mod inputs;
mod protocol;
mod remote;
