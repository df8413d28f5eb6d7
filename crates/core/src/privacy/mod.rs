//! What must not leave the desk: who an anonymous candidate is, and contact data in client papers. Replaces first ([`Veil`]);
//! then the finished papers are read back and searched ([`search`]). What is certain fails the run; what may be an ordinary
//! word or a place waits for a person's decision. Nothing here prints or logs a token.

mod firms;
mod forms;
mod identity;
mod kind;
mod numbers;
mod person;
mod places;
mod search;
mod veil;
mod words;

pub use identity::Identity;
pub use kind::{KINDS, Kind};
pub use places::Spot;
pub use search::{Found, Known, Paper, Search, State, search};
pub use veil::Veil;
