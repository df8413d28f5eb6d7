//! Options of `dossier shortlist`.

use crate::args::{PaperArgs, StorageArgs};
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
    /// Where the documents go: a .zip file, a directory, or - for standard output. Default: a .zip named after role and time.
    #[arg(long, value_name = "FILE.zip|DIR|-")]
    pub out: Option<PathBuf>,
    /// Days after which `sweep` may take the run. Default: it stays until it is erased.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep_days: Option<u16>,
}
