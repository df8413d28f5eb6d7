//! `dossier verify`.

use crate::args::VerifyArgs;
use crate::output;
use dossier::Error;
use std::process::ExitCode;

/// Size of a bundle that is checked in memory.
const BUNDLE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

pub fn verify(args: &VerifyArgs, json: bool) -> Result<ExitCode, Error> {
    let zip = output::read_file(&args.file, BUNDLE_BYTES_MAX)?;
    let found = dossier::verify(&zip)?;
    if json {
        output::line(serde_json::json!({ "sound": true, "manifest": found.manifest, "members": found.paths }))?;
    } else {
        let manifest = if found.manifest {
            "layout, checksums, hashes and manifest agree"
        } else {
            "layout and checksums are right; a client pack has no manifest"
        };
        output::line(format_args!("sound: {} members, {manifest}", found.paths.len()))?;
    }
    Ok(ExitCode::SUCCESS)
}
