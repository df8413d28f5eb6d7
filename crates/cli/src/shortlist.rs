//! Options of `dossier shortlist`.

use crate::args::{PaperArgs, StorageArgs};
use crate::delivery::DeliveryArgs;
use clap::Args;
use std::path::PathBuf;

/// Several CVs on one profile.
#[derive(Debug, Args)]
pub struct ShortlistArgs {
    /// The CVs: PDF, DOCX or text. One that cannot be read is reported; the others go on.
    #[arg(required = true, value_name = "CV")]
    pub cvs: Vec<PathBuf>,
    /// The job profile: PDF, DOCX or text.
    #[arg(long, value_name = "FILE")]
    pub job: PathBuf,
    #[command(flatten)]
    pub paper: PaperArgs,
    /// Codes made of this prefix and the number of the CV stand for the candidates' names: K- makes K-01, K-02 and so on.
    /// Makes a client pack.
    #[arg(long, value_name = "PREFIX", conflicts_with = "anonymous")]
    pub anonymous_prefix: Option<String>,
    /// Put the candidates into the offer by score, best first. Default: in the order given.
    #[arg(long)]
    pub rank: bool,
    #[command(flatten)]
    pub storage: StorageArgs,
    #[command(flatten)]
    pub delivery: DeliveryArgs,
}
