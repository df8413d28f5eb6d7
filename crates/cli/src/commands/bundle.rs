//! `dossier bundle`.

use super::{look_at, run_id};
use crate::args::BundleArgs;
use crate::output;
use dossier::workspace::current_revision;
use dossier::{Env, Error, Pack, in_pack};
use std::process::ExitCode;

pub async fn bundle(args: BundleArgs, json: bool) -> Result<ExitCode, Error> {
    let run = run_id(&args.run)?;
    let storage = look_at(&args.storage, &Env::system()).await?;
    let revision = current_revision(&storage, args.storage.team(), run).await?.ok_or(Error::NoRun)?;
    let pack = Pack::from(args.pack);
    let bundle = revision.bundle(|entry| in_pack(pack, entry)).await?;
    output::write_bundle(&bundle, &args.out).await?;
    if output::is_stdout(&args.out) {
        return Ok(ExitCode::SUCCESS);
    }
    if json {
        let commit = revision.commit();
        output::line(serde_json::json!({
            "run": commit.run.to_string(), "revision": commit.revision.to_string(), "label": commit.label,
            "out": args.out.display().to_string(), "bytes": bundle.bytes(), "files": bundle.members().len(),
        }))?;
    } else {
        output::line(format_args!("written to {}", args.out.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
