//! `dossier match`.

use super::{RECORD_BYTES_MAX, lexicon};
use crate::args::MatchArgs;
use crate::output;
use dossier::core::assess::{AssessOptions, assess};
use dossier::core::records::{Cv, JobProfile};
use dossier::{Env, Error};
use std::process::ExitCode;

pub fn matching(args: &MatchArgs) -> Result<ExitCode, Error> {
    let cv: Cv = record("cv", &args.cv)?;
    let job: JobProfile = record("job-profile", &args.job)?;
    let evaluated_on = args.date.unwrap_or_else(|| Env::system().today("Europe/Zurich"));
    let lexicon = lexicon(args.lexicon.as_deref())?;
    let found = assess(&cv, &job, &lexicon, &AssessOptions::on(evaluated_on));
    output::line(serde_json::to_string_pretty(&found).map_err(|_| Error::Internal { step: "printing" })?)?;
    Ok(ExitCode::SUCCESS)
}

fn record<T: serde::de::DeserializeOwned>(what: &'static str, path: &std::path::Path) -> Result<T, Error> {
    let bytes = output::read_file(path, RECORD_BYTES_MAX)?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Record { what, reason: error.to_string() })
}
