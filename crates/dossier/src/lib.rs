//! The use cases: one facade, [`Dossier`], over pure core, workspace and reader host. Another program embeds this crate
//! and sees no path and no configuration file; see `examples/embed.rs`.
//!
//! Nothing here reads the clock or makes an id but [`Env`].

mod batch;
mod env;
mod error;
pub mod furnish;
mod papers;
mod pool;
mod produce;
mod reader;
mod recognition;
mod render;
mod request;
mod reuse;
mod revise;
mod run;
pub mod service;
mod shortlist;
mod verify;
mod warnings;

pub use dossier_core as core;
pub use dossier_db as db;
pub use dossier_workspace as workspace;
pub use env::Env;
pub use error::{Class, Error};
pub use pool::{CpuPool, Priority};
pub use reader::{ChildReader, PagePicture, ReadRequest, ReadTask, ReaderFigures, ReaderHost, serve_read};
pub use render::{Mails, Records, RenderOptions, mails, previews, render};
pub use request::{Cancel, Event, InputFile, Pack, Papers, PhotoSource, RunOutcome, RunRequest, Step, in_pack};
pub use revise::{Changes, Revision};
pub use run::Dossier;
pub use shortlist::{ListedCv, Naming, ShortlistOrder, ShortlistOutcome, ShortlistRequest, Shortlisted};
pub use verify::{Verified, verify};
pub use warnings::meaning;
