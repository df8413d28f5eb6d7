//! `dossier runs`.

use super::{not_yet, open_lasting};
use crate::args::RunsArgs;
use crate::output;
use dossier::workspace::{LOCAL_TEAM, list_runs};
use dossier::{Env, Error};
use std::process::ExitCode;

pub async fn runs(args: RunsArgs, json: bool) -> Result<ExitCode, Error> {
    if args.adopt {
        return Err(not_yet("--adopt, which comes with the database"));
    }
    let storage = open_lasting(&args.storage, &Env::system()).await?;
    let runs = list_runs(&storage, LOCAL_TEAM).await?;
    let mut listed = Vec::new();
    for run in runs.iter().filter(|run| !run.deleted) {
        let current = run.revisions.iter().rev().find_map(|revision| revision.commit.as_ref());
        let bytes: u64 = current.map_or(0, |commit| commit.entries.iter().map(|entry| entry.bytes).sum());
        if json {
            listed.push(serde_json::json!({
                "run": run.run.to_string(),
                "label": current.map(|commit| &commit.label),
                "sealedAt": current.map(|commit| commit.sealed_at.to_string()),
                "revisions": run.revisions.len(),
                "files": current.map_or(0, |commit| commit.entries.len()),
                "bytes": bytes,
            }));
        } else {
            let label = current.map_or("(not sealed)", |commit| commit.label.as_str());
            let sealed =
                current.map(|commit| commit.sealed_at.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
            output::line(format_args!("{}  {sealed:20}  {:>6} KB  {label}", run.run, bytes / 1024));
        }
    }
    if json {
        output::line(serde_json::Value::Array(listed));
    } else if runs.is_empty() {
        output::note("no runs; make one with `dossier run CV --storage URL`");
    }
    Ok(ExitCode::SUCCESS)
}
