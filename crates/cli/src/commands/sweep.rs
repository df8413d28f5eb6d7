//! `dossier sweep`.

use super::{as_service, look_mode};
use crate::operating::SweepArgs;
use crate::output;
use dossier::workspace::{Storage, SweepOptions, other_teams_runs, sweep as sweep_storage, sweep_temp};
use dossier::{Env, Error};
use std::process::ExitCode;

pub async fn sweep(args: SweepArgs, json: bool) -> Result<ExitCode, Error> {
    let env = Env::system();
    let config = as_service(args.storage.url().unwrap_or("memory:"))?;
    let storage = Storage::open(&config, look_mode(&args.storage, &env)).await?.0.background()?;
    let options = SweepOptions { dry_run: args.dry_run, ..SweepOptions::at(env.now()) };
    let report = sweep_storage(&storage, options).await?;
    let temporary = sweep_temp(&std::env::temp_dir(), args.dry_run)?;
    // Nothing deletes a sealed run because nobody here knows it: it is only listed.
    let orphans = other_teams_runs(&storage, args.storage.team()).await?;
    if json {
        let orphans: Vec<serde_json::Value> = orphans
            .iter()
            .map(|(team, run)| serde_json::json!({ "team": team.to_string(), "run": run.run.to_string() }))
            .collect();
        output::line(serde_json::json!({
            "dryRun": args.dry_run, "unsealed": report.unsealed, "expired": report.expired, "inUse": report.in_use,
            "damaged": report.damaged, "inputs": report.inputs, "erased": report.erased, "uploads": report.uploads,
            "staging": report.staging, "marks": report.marks, "temporary": temporary, "otherTeams": orphans,
        }))?;
        return Ok(output::outcome(report.damaged > 0));
    }
    let verb = if args.dry_run { "would take" } else { "took" };
    output::line(format_args!(
        "{verb} {} unfinished and {} expired revisions, {} inputs, {} objects of erased runs, {} unfinished uploads, {} files of \
         interrupted writes, {} old marks, {temporary} temporary storages; left {} in use",
        report.unsealed,
        report.expired,
        report.inputs,
        report.erased,
        report.uploads,
        report.staging,
        report.marks,
        report.in_use
    ))?;
    if report.damaged > 0 {
        output::note(super::damaged(report.damaged));
    }
    for (team, run) in orphans {
        output::note(format_args!(
            "run {} belongs to team {team}; `dossier runs --adopt --from-team` takes it over",
            run.run
        ));
    }
    Ok(output::outcome(report.damaged > 0))
}
