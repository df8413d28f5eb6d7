//! `dossier doctor`: of a storage, or of a service ([`visit`]).

use super::{open_mode, storage_config, visit};
use crate::operating::DoctorArgs;
use crate::{exit, output};
use dossier::workspace::{Check, Finding, probe};
use dossier::{Class, Env, Error};
use std::process::ExitCode;

pub async fn doctor(args: DoctorArgs, json: bool) -> Result<ExitCode, Error> {
    if let Some(url) = &args.url {
        let checks = visit::look(url).await?;
        let sound = checks.iter().all(|check| check.finding != Finding::Fails);
        told(&checks, json, if sound { "the service is as it should be" } else { "the service needs a look" }, sound)?;
        return Ok(if sound { ExitCode::SUCCESS } else { exit::code(Class::Unavailable) });
    }
    let config = storage_config(args.storage.storage.as_deref())?;
    let table = probe(&config, open_mode(&args.storage, &Env::system()), args.storage.team()).await;
    let verdict = if table.is_sound() { "every promise that runs need holds" } else { "runs would not be safe here" };
    told(&table.checks, json, verdict, table.is_sound())?;
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

/// Prints checks with a verdict, for people or for scripts.
fn told(checks: &[Check], json: bool, verdict: &str, sound: bool) -> Result<(), Error> {
    if json {
        let checks: Vec<serde_json::Value> = checks.iter().map(as_json).collect();
        return output::line(serde_json::json!({ "sound": sound, "checks": checks }));
    }
    for check in checks {
        output::line(format_args!("{:5}  {:23}  {}", word(check.finding), check.name, check.detail))?;
        if !check.cure.is_empty() {
            output::line(format_args!("{:32}cure: {}", "", check.cure))?;
        }
    }
    output::line(verdict)
}

fn as_json(check: &Check) -> serde_json::Value {
    serde_json::json!({
        "name": check.name, "finding": word(check.finding).to_lowercase(), "detail": check.detail, "cure": check.cure,
    })
}
