//! `dossier doctor`.

use super::{open_mode, storage_config};
use crate::operating::DoctorArgs;
use crate::{exit, output};
use dossier::workspace::{Finding, Probe, probe};
use dossier::{Class, Env, Error};
use std::process::ExitCode;

pub async fn doctor(args: DoctorArgs, json: bool) -> Result<ExitCode, Error> {
    let config = storage_config(args.storage.storage.as_deref())?;
    let table = probe(&config, open_mode(&args.storage, &Env::system()), args.storage.team()).await;
    if json {
        print_json(&table)?;
    } else {
        print_table(&table)?;
    }
    Ok(if table.is_sound() { ExitCode::SUCCESS } else { exit::code(Class::Storage) })
}

fn word(finding: Finding) -> &'static str {
    match finding {
        Finding::Holds => "ok",
        Finding::Lacks => "lacks",
        Finding::Fails => "FAILS",
        Finding::Skipped => "-",
    }
}

fn print_table(table: &Probe) -> Result<(), Error> {
    for check in &table.checks {
        output::line(format_args!("{:5}  {:23}  {}", word(check.finding), check.name, check.detail))?;
        if !check.cure.is_empty() {
            output::line(format_args!("{:32}cure: {}", "", check.cure))?;
        }
    }
    let verdict = if table.is_sound() { "every promise that runs need holds" } else { "runs would not be safe here" };
    output::line(verdict)
}

fn print_json(table: &Probe) -> Result<(), Error> {
    let checks: Vec<serde_json::Value> = table
        .checks
        .iter()
        .map(|check| {
            serde_json::json!({
                "name": check.name, "finding": word(check.finding).to_lowercase(), "detail": check.detail, "cure": check.cure,
            })
        })
        .collect();
    output::line(serde_json::json!({ "sound": table.is_sound(), "checks": checks }))
}
