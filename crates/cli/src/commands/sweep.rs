//! `dossier sweep`.

use super::open_storage;
use crate::args::SweepArgs;
use crate::output;
use dossier::workspace::{SweepOptions, sweep as sweep_storage, sweep_temp};
use dossier::{Env, Error};
use std::process::ExitCode;

pub async fn sweep(args: SweepArgs, json: bool) -> Result<ExitCode, Error> {
    let env = Env::system();
    let storage = open_storage(&args.storage, &env).await?;
    let options = SweepOptions { dry_run: args.dry_run, ..SweepOptions::at(env.now()) };
    let report = sweep_storage(&storage, options).await?;
    let temporary = if args.dry_run { 0 } else { sweep_temp(&std::env::temp_dir())? };
    if json {
        output::line(serde_json::json!({
            "dryRun": args.dry_run, "unsealed": report.unsealed, "expired": report.expired, "inUse": report.in_use, "inputs": report.inputs, "temporary": temporary,
        }));
    } else {
        let verb = if args.dry_run { "would take" } else { "took" };
        output::line(format_args!(
            "{verb} {} unfinished and {} expired revisions, {} inputs, {temporary} temporary storages; left {} in use",
            report.unsealed, report.expired, report.inputs, report.in_use
        ));
    }
    Ok(ExitCode::SUCCESS)
}
