//! The web service over the use cases: accept loop, frame of layers, extractors, problems, uploads, downloads, events and
//! operations. No rule of the business and no SQL stand here; they are in `dossier` and below.

pub mod body;
pub mod cursor;
pub mod document;
pub mod download;
pub mod etag;
pub mod events;
pub mod extract;
pub mod frame;
pub mod health;
pub mod idempotency;
pub mod log;
pub mod precondition;
pub mod problem;
pub mod rate;
pub mod security;
pub mod serve;
pub mod telemetry;
pub mod upload;
