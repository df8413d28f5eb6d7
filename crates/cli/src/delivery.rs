//! Options that say where a run's documents go and how long the run stays.

use clap::Args;
use jiff::SignedDuration;
use std::path::PathBuf;

/// Where the documents of a run go, and how long the run is kept.
#[derive(Clone, Debug, Args)]
pub struct DeliveryArgs {
    /// Where the documents go: a file that ends in .zip, else a directory, or - for standard output. Default: a .zip named
    /// after role, candidate and time.
    #[arg(long, value_name = "FILE.zip|DIR|-")]
    pub out: Option<PathBuf>,
    /// Days after which `sweep` may take the run. Default: it stays until it is erased.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep_days: Option<u16>,
}

impl DeliveryArgs {
    /// How long the run is kept; `None` until it is erased.
    pub fn keep_for(&self) -> Option<SignedDuration> {
        self.keep_days.map(|days| SignedDuration::from_hours(24 * i64::from(days)))
    }
}
