//! `dossier bundle`.

use super::{RECORD_BYTES_MAX, look_at, run_id};
use crate::args::BundleArgs;
use crate::output;
use dossier::core::generate::DOCUMENTS;
use dossier::core::records::Manifest;
use dossier::core::records::manifest::Warning;
use dossier::workspace::{SealedRevision, current_revision};
use dossier::{Env, Error, Pack, in_pack};
use std::process::ExitCode;

pub async fn bundle(args: BundleArgs, json: bool) -> Result<ExitCode, Error> {
    let run = run_id(&args.run)?;
    let storage = look_at(&args.storage, &Env::system()).await?;
    let revision = current_revision(&storage, args.storage.team(), run).await?.ok_or(Error::NoRun)?;
    let pack = Pack::from(args.pack);
    let bundle = revision.bundle(|entry| in_pack(pack, entry)).await?;
    output::write_bundle(&bundle, &args.out).await?;
    let open = if pack == Pack::Client { open_marks(&revision).await? } else { Vec::new() };
    output::warnings(&open);
    if output::is_stdout(&args.out) {
        return Ok(output::outcome(!open.is_empty()));
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
    Ok(output::outcome(!open.is_empty()))
}

/// What is still marked in the client's papers. Papers of a full pack carry the marks without a draft's stamp, so whoever
/// sends them must hear of it.
async fn open_marks(revision: &SealedRevision) -> Result<Vec<Warning>, Error> {
    let Some(bytes) = revision.get_artifact("manifest.json", RECORD_BYTES_MAX).await? else { return Ok(Vec::new()) };
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| Error::Record { what: "manifest", reason: error.to_string() })?;
    let of_client = |warning: &Warning| {
        // In a shortlist each candidate's CV has a number behind its name.
        let of = |name: &str| {
            warning.document.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        DOCUMENTS.iter().any(|kind| kind.is_client_paper() && of(kind.name())) && warning.code.ends_with(".marked")
    };
    Ok(manifest.warnings.into_iter().filter(of_client).collect())
}
