//! `dossier restore`: fills an empty database and an empty storage from a backup, or only looks through it.

use super::{as_service, lasting};
use crate::failure::Failure;
use crate::operating::RestoreArgs;
use crate::output;
use dossier::db::{Birth, Db};
use dossier::service::backup::{RestoreOptions, read_manifest, restore as restored, verify};
use dossier::service::{Office, ServiceSettings};
use dossier::workspace::{OpenMode, Storage};
use dossier::{CpuPool, Dossier, Env, Error, ReaderHost, furnish};
use std::process::ExitCode;

/// Size of a list of erasures.
const LIST_BYTES_MAX: u64 = 256 * 1024 * 1024;

pub async fn restore(args: RestoreArgs, json: bool) -> Result<ExitCode, Failure> {
    let env = Env::system();
    let place = args.place.place();
    let source = as_service(&args.from)?;
    let mode = OpenMode { init: false, expected: None, adopt: false, mark: false, instance: env.id(), now: env.now() };
    let from = lasting(&source, mode).await?.background()?;
    if args.verify {
        let key = place.secret(false)?.map(|secret| secret.lookup_key());
        return Ok(looked(&verify(&from, key, &env).await?, json)?);
    }
    let erasures = match &args.erasures {
        Some(file) => furnish::utf8(output::read_file(file, LIST_BYTES_MAX)?, &file.display().to_string())?,
        None => String::new(),
    };
    let target = as_service(&place.storage()?)?;
    if target == source {
        return Err(Error::Usage {
            code: "cli.same_storage",
            message: "--from is the storage itself".into(),
            hint: "restore into another storage",
        }
        .into());
    }
    let secret = place.known_secret()?;
    let manifest = read_manifest(&from).await?;
    let birth = Birth { instance: manifest.instance, now: manifest.created_at.as_microsecond() };
    let db = Db::open(&place.database()?, secret.lookup_key(), birth).await?;
    let mode = OpenMode { init: true, mark: true, instance: manifest.instance, ..mode };
    let (to, marker) = Storage::open(&target, mode).await?;
    let dossier = Dossier::new(env, to.background()?, ReaderHost::InProcess, CpuPool::new(1));
    let service = Office::new(dossier, db.clone(), secret.vault(), ServiceSettings::default());
    let options = RestoreOptions { erasures, resume: args.resume };
    let report = restored(&from, &service, marker.as_ref(), &options).await?;
    db.close().await;
    let is_partial = report.lacking > 0 || !report.held.is_empty();
    if json {
        output::line(serde_json::json!({
            "rows": report.rows, "revisions": report.revisions, "inputs": report.inputs, "erased": report.erased,
            "leftOut": report.left_out, "lacking": report.lacking, "held": report.held, "jobs": report.jobs,
        }))?;
        return Ok(output::outcome(is_partial));
    }
    output::line(format_args!(
        "restored {} rows, {} revisions and {} inputs, read back and verified; erased {} again, left {} out",
        report.rows, report.revisions, report.inputs, report.erased, report.left_out
    ))?;
    if report.jobs > 0 {
        output::note(format_args!("{} jobs that were open then wait anew; a service works them off", report.jobs));
    }
    if report.lacking > 0 {
        output::note(format_args!(
            "the backup itself lacks {} revisions or inputs; its manifest names them",
            report.lacking
        ));
    }
    for held in &report.held {
        output::note(format_args!(
            "{held} was erased and is kept by a hold of the backup: release the hold, then erase it again"
        ));
    }
    Ok(output::outcome(is_partial))
}

/// What a look through a backup has found.
fn looked(report: &dossier::service::backup::VerifyReport, json: bool) -> Result<ExitCode, Error> {
    if json {
        let faults: Vec<serde_json::Value> =
            report.faults.iter().map(|fault| serde_json::json!({ "what": fault.what, "code": fault.code })).collect();
        output::line(serde_json::json!({
            "sound": report.is_sound(), "rows": report.rows, "revisions": report.revisions, "inputs": report.inputs,
            "objects": report.objects, "chains": report.chains, "lacking": report.lacking, "faults": faults,
        }))?;
    } else {
        output::line(format_args!(
            "{} rows, {} revisions and {} inputs ({} objects) are whole, {} logs are sound",
            report.rows, report.revisions, report.inputs, report.objects, report.chains
        ))?;
        for fault in &report.faults {
            output::note(format_args!("[{}] {}", fault.code, fault.what));
        }
        if report.lacking > 0 {
            output::note(format_args!(
                "the source lacked {} revisions or inputs when the backup was made",
                report.lacking
            ));
        }
    }
    if report.is_sound() {
        Ok(output::outcome(report.lacking > 0))
    } else {
        Ok(crate::exit::code(dossier::Class::Storage))
    }
}
