//! `dossier copy`.

use super::{lasting, run_id, storage_config};
use crate::operating::CopyArgs;
use crate::output;
use dossier::workspace::{LOCAL_TEAM, OpenMode, copy_run};
use dossier::{Env, Error};
use std::process::ExitCode;

pub async fn copy(args: CopyArgs, json: bool) -> Result<ExitCode, Error> {
    let run = run_id(&args.run)?;
    let env = Env::system();
    let mode = |init, mark| OpenMode { init, expected: None, adopt: false, mark, instance: env.id(), now: env.now() };
    let (source, target) = (storage_config(Some(&args.from))?, storage_config(Some(&args.to))?);
    if source == target {
        return Err(Error::Usage {
            code: "cli.same_storage",
            message: "--from and --to are the same storage".into(),
            hint: "name another storage behind --to",
        });
    }
    let from = lasting(&source, mode(false, false)).await?.background()?;
    let to = lasting(&target, mode(args.init, true)).await?.background()?;
    let team = args.team.unwrap_or(LOCAL_TEAM);
    let report = copy_run(&from, &to, team, run, env.now()).await?.ok_or(Error::NoRun)?;
    if json {
        output::line(serde_json::json!({
            "run": run.to_string(), "copied": report.copied, "present": report.present,
            "damaged": report.damaged,
            "objects": report.objects, "bytes": report.bytes,
        }))?;
    } else {
        output::line(format_args!(
            "copied {} revisions ({} objects, {} bytes), read back and verified; {} were there already",
            report.copied, report.objects, report.bytes, report.present
        ))?;
    }
    if report.damaged > 0 && !json {
        output::note(super::damaged(report.damaged));
    }
    Ok(output::outcome(report.damaged > 0))
}
