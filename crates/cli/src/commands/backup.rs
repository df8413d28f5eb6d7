//! `dossier backup`.

use super::{as_service, lasting};
use crate::failure::Failure;
use crate::operating::BackupArgs;
use crate::output;
use dossier::db::{Birth, Db};
use dossier::service::backup::back_up;
use dossier::service::{Office, ServiceSettings};
use dossier::workspace::{OpenMode, Storage, StorageError};
use dossier::{CpuPool, Dossier, Env, Error, ReaderHost};
use std::process::ExitCode;

pub async fn backup(args: BackupArgs, json: bool) -> Result<ExitCode, Failure> {
    let env = Env::system();
    let place = args.place.place();
    let secret = place.known_secret()?;
    let birth = Birth { instance: env.id(), now: env.now().as_microsecond() };
    let config = place.existing_database()?;
    let source = as_service(&place.storage()?)?;
    let db = Db::open(&config, secret.lookup_key(), birth).await?;
    let mode = OpenMode {
        init: false,
        expected: Some(db.instance()),
        adopt: false,
        mark: false,
        instance: db.instance(),
        now: env.now(),
    };
    let from = lasting(&source, mode).await?.background()?;
    if let Some(file) = &args.erasures {
        let dossier = Dossier::new(env, from, ReaderHost::InProcess, CpuPool::new(1));
        let service = Office::new(dossier, db, secret.vault(), ServiceSettings::default());
        output::write_file(file, service.erasure_list().await?.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(to) = &args.to else {
        return Err(Error::Usage {
            code: "cli.no_target",
            message: "a backup needs a place".into(),
            hint: "pass --to URL, or --erasures FILE for the list of erasures alone",
        }
        .into());
    };
    let target = as_service(to)?;
    if target == source {
        return Err(Error::Usage {
            code: "cli.same_storage",
            message: "--to is the storage itself".into(),
            hint: "name another storage behind --to",
        }
        .into());
    }
    let mode = OpenMode { init: true, expected: None, mark: true, ..mode };
    let (to, marker) = Storage::open(&target, mode).await?;
    if marker.is_none_or(|marker| marker.instance != db.instance()) {
        return Err(StorageError::OtherInstance.into());
    }
    let report = back_up(&db, &from, &to.background()?, &env).await?;
    db.close().await;
    let damaged = report.damaged.len();
    if json {
        output::line(serde_json::json!({
            "rows": report.rows, "revisions": report.revisions, "inputs": report.inputs, "objects": report.objects,
            "bytes": report.bytes, "vanished": report.vanished,
            "damaged": report.damaged,
        }))?;
    } else {
        output::line(format_args!(
            "kept {} rows, {} revisions ({} objects) and {} inputs, {} bytes, read back and verified",
            report.rows, report.revisions, report.objects, report.inputs, report.bytes
        ))?;
        if report.vanished > 0 {
            output::note(format_args!("{} revisions or inputs were erased meanwhile", report.vanished));
        }
        for lost in &report.damaged {
            let what = lost.revision.map_or_else(|| "an input".to_owned(), |id| format!("revision {id}"));
            output::note(format_args!("run {}: {what} is not as it was written ({})", lost.run, lost.code));
        }
    }
    Ok(output::outcome(damaged > 0))
}
