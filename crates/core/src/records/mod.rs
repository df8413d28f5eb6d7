//! The records that travel between the stations, as JSON with stable English keys. Each has a published schema.
//! Holds data only; how a record comes about is the business of `understand`, `assess`, `feedback` and `offer`.

pub mod cv;
pub mod feedback;
mod form;
pub mod job;
pub mod manifest;
pub mod matching;
mod posting;
pub mod schema;

pub use cv::Cv;
pub use feedback::Feedback;
pub use job::JobProfile;
pub use manifest::Manifest;
pub use matching::Match;
pub use posting::job_posting;
