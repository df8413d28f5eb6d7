//! `dossier audit fairness`.

use super::{brand_date, lexicon};
use crate::args::{AuditAction, AuditArgs};
use crate::{host, output};
use bytes::Bytes;
use dossier::core::assess::AssessOptions;
use dossier::core::assess::fairness::{SWAPS, audit as swap_audit};
use dossier::core::formats::ReadLimits;
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, Error, InputFile};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub async fn audit(args: AuditArgs, json: bool) -> Result<ExitCode, Error> {
    let AuditAction::Fairness { directory, job, date, lexicon: own } = args.action;
    let env = Env::system();
    let options = AssessOptions::on(date.unwrap_or_else(|| brand_date(&env)));
    let lexicon = lexicon(own.as_deref())?;
    let limits = ReadLimits::default();
    let dossier = Dossier::new(env, Storage::memory(), host::reader(2, None), CpuPool::of_machine())
        .with_lexicon(lexicon.clone());
    let mut profiles = Vec::new();
    for path in &job {
        profiles.push(dossier.read_job(input(path, &limits)?, &limits).await?.1);
    }
    let (mut people, mut compared, mut unread) = (0_u32, 0_u32, 0_u32);
    let mut moved = Vec::new();
    for path in files(&directory)? {
        let Ok((_, cv)) = dossier.read_cv(input(&path, &limits)?, &limits).await else {
            unread += 1;
            continue;
        };
        people += 1;
        for profile in &profiles {
            compared += u32::try_from(SWAPS.len() * profile.criteria.len()).unwrap_or(0);
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            moved.extend(swap_audit(&cv, profile, &lexicon, &options).into_iter().map(|one| (name.clone(), one)));
        }
    }
    let unlawful: Vec<&(String, _)> = moved.iter().filter(|(_, one)| !one.lawful).collect();
    if json {
        let list: Vec<serde_json::Value> =
            moved.iter().map(|(file, one)| serde_json::json!({ "file": file, "moved": one })).collect();
        output::line(serde_json::json!({
            "people": people, "profiles": profiles.len(), "verdictsCompared": compared, "unread": unread,
            "moved": list, "fair": unlawful.is_empty(),
        }))?;
    } else {
        let mut lines: Vec<String> = unlawful
            .iter()
            .map(|(file, one)| {
                format!("{file}: {:?} moved {} from {:?} to {:?}", one.swap, one.criterion, one.before, one.after)
            })
            .collect();
        let asked = moved.len() - unlawful.len();
        lines.push(format!(
            "{people} people on {} profiles: {compared} verdicts compared under {} swaps (name, gender words, birth date, nationality, photo); {} moved, {asked} where the profile asks for citizenship or a permit",
            profiles.len(),
            SWAPS.len(),
            unlawful.len()
        ));
        if unread > 0 {
            lines.push(format!("{unread} files could not be read"));
        }
        output::line(lines.join("\n"))?;
    }
    Ok(if unlawful.is_empty() { ExitCode::SUCCESS } else { output::outcome(true) })
}

fn files(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(directory)
        .map_err(|_| Error::Usage {
            code: "cli.no_directory",
            message: format!("{} is no directory that can be read", directory.display()),
            hint: "name a directory with CVs",
        })?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    Ok(found)
}

fn input(path: &Path, limits: &ReadLimits) -> Result<InputFile, Error> {
    Ok(InputFile {
        extension: output::extension(path),
        bytes: Bytes::from(output::read_file(path, limits.file_bytes_max)?),
    })
}
