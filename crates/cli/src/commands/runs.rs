//! `dossier runs`.

use super::{as_service, lasting, look_at, open_mode, required};
use crate::args::RunsArgs;
use crate::output;
use dossier::workspace::{OpenMode, adopt_run, list_runs, other_teams_runs};
use dossier::{Env, Error};
use std::process::ExitCode;

pub async fn runs(args: RunsArgs, json: bool) -> Result<ExitCode, Error> {
    if args.adopt {
        return adopt(args, json).await;
    }
    let storage = look_at(&args.storage, &Env::system()).await?;
    let runs = list_runs(&storage, args.storage.team()).await?;
    let mut listed = Vec::new();
    for run in runs.iter().filter(|run| !run.deleted) {
        let current = run.revisions.iter().rev().find_map(|revision| revision.commit.as_ref());
        let damaged = run.revisions.iter().filter(|revision| revision.damaged).count();
        let bytes: u64 = current.map_or(0, |commit| commit.entries.iter().map(|entry| entry.bytes).sum());
        if json {
            listed.push(serde_json::json!({
                "run": run.run.to_string(),
                "label": current.map(|commit| &commit.label),
                "sealedAt": current.map(|commit| commit.sealed_at.to_string()),
                "expiresAt": current.and_then(|commit| commit.expires_at).map(|at| at.to_string()),
                "revisions": run.revisions.len(),
                "damaged": damaged,
                "files": current.map_or(0, |commit| commit.entries.len()),
                "bytes": bytes,
            }));
        } else {
            let unsealed = if damaged > 0 { "(damaged)" } else { "(not sealed)" };
            let label = current.map_or(unsealed, |commit| commit.label.as_str());
            let note = if current.is_some() && damaged > 0 { "  (a revision is damaged)" } else { "" };
            let sealed =
                current.map(|commit| commit.sealed_at.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
            output::line(format_args!("{}  {sealed:20}  {:>6} KB  {label}{note}", run.run, bytes / 1024))?;
        }
    }
    if json {
        output::line(serde_json::Value::Array(listed))?;
    } else if runs.is_empty() {
        output::note("no runs; make one with `dossier run CV --storage URL`");
    }
    Ok(ExitCode::SUCCESS)
}

/// Marks a storage that has lost its marker, then takes over or lists the runs of other teams.
async fn adopt(args: RunsArgs, json: bool) -> Result<ExitCode, Error> {
    let mode = OpenMode { adopt: true, ..open_mode(&args.storage, &Env::system()) };
    let storage = lasting(&as_service(required(&args.storage)?)?, mode).await?.background()?;
    let own = args.storage.team();
    let others = other_teams_runs(&storage, own).await?;
    if let Some(team) = args.from_team
        && !others.iter().any(|(other, _)| *other == team)
    {
        return Err(Error::Usage {
            code: "cli.no_team",
            message: format!("no sealed run belongs to team {team}"),
            hint: "list the runs of other teams with `dossier runs --adopt`",
        });
    }
    let mut adopted = Vec::new();
    for (team, run) in &others {
        if args.from_team == Some(*team) {
            adopted.push((run.run, adopt_run(&storage, *team, run.run, own).await?));
        }
    }
    let damaged: u64 = adopted.iter().map(|(_, done)| done.damaged).sum();
    if json {
        let adopted: Vec<serde_json::Value> = adopted
            .iter()
            .map(|(run, done)| serde_json::json!({ "run": run.to_string(), "revisions": done.revisions, "damaged": done.damaged }))
            .collect();
        let others: Vec<serde_json::Value> = others
            .iter()
            .map(|(team, run)| serde_json::json!({ "team": team.to_string(), "run": run.run.to_string() }))
            .collect();
        output::line(serde_json::json!({ "adopted": adopted, "otherTeams": others }))?;
        return Ok(output::outcome(damaged > 0));
    }
    for (run, done) in &adopted {
        output::line(format_args!("{run}  {} revisions taken over", done.revisions))?;
    }
    if damaged > 0 {
        output::note(super::damaged(damaged));
    }
    if args.from_team.is_none() {
        for (team, run) in &others {
            output::line(format_args!("{}  belongs to team {team}", run.run))?;
        }
    }
    Ok(output::outcome(damaged > 0))
}
