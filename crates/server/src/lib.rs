//! The web service over the use cases: accept loop, frame of layers, extractors, problems, uploads, downloads, events and
//! operations; above these the API, the pages and the process as a whole. No rule of the business and no SQL stand here;
//! they are in `dossier` and below.

mod api;
pub mod app;
pub mod body;
pub mod caller;
pub mod cookies;
pub mod cursor;
pub mod document;
pub mod download;
pub mod etag;
pub mod events;
pub mod extract;
mod fault;
pub mod figures;
pub mod frame;
pub mod health;
pub mod idempotency;
mod intake;
pub mod keys;
pub mod log;
pub mod oidc;
pub mod pages;
pub mod places;
pub mod precondition;
pub mod problem;
pub mod rate;
pub mod readiness;
mod running;
pub mod security;
pub mod serve;
pub mod signals;
pub mod telemetry;
pub mod upload;

pub use app::{App, WebSettings, api_document};
pub use running::{ServeError, ServeOptions, serve};
