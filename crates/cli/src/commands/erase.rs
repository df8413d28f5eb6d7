//! `dossier erase`.

use super::{as_service, lasting, look_mode, not_yet, required, run_id};
use crate::args::EraseArgs;
use crate::output;
use dossier::workspace::erase_run;
use dossier::{Env, Error};
use std::process::ExitCode;

pub async fn erase(args: EraseArgs) -> Result<ExitCode, Error> {
    let (Some(run), None) = (&args.run, &args.person) else {
        return Err(not_yet("--person, which comes with the database"));
    };
    let run = run_id(run)?;
    let env = Env::system();
    let config = as_service(required(&args.storage)?)?;
    let storage = lasting(&config, look_mode(&args.storage, &env)).await?.background()?;
    let receipt = erase_run(&storage, args.storage.team(), run, env.now()).await?.ok_or(Error::NoRun)?;
    // The receipt is the result, for people and machines alike.
    let text = serde_json::to_string_pretty(&receipt).map_err(|_| Error::Internal { step: "printing" })?;
    output::line(text)?;
    Ok(ExitCode::SUCCESS)
}
