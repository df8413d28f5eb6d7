//! Writers. Nothing yet.
