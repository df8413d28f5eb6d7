//! `dossier lexicon import esco`: turns a downloaded release of ESCO into a lexicon file.

use crate::args::{LexiconAction, LexiconArgs, LexiconSource};
use crate::output;
use dossier::Error;
use dossier::core::understand::{EscoFile, Lexicon, import_esco};
use std::process::ExitCode;

/// Size of one file of a release; the largest of ESCO 1.2 has 20 MB.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

pub fn lexicon(args: &LexiconArgs) -> Result<ExitCode, Error> {
    let LexiconAction::Import { source: LexiconSource::Esco, directory, out } = &args.action;
    let listed = std::fs::read_dir(directory).map_err(|_| Error::Usage {
        code: "cli.cannot_read",
        message: "the directory of the ESCO files cannot be read".to_owned(),
        hint: "name the directory into which the CSV files of ESCO were unpacked",
    })?;
    let mut paths: Vec<_> = listed
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
        if ["skills_", "occupations_", "broaderRelations"].iter().any(|start| name.starts_with(start)) {
            files.push((name, output::read_file(&path, FILE_BYTES_MAX)?));
        }
    }
    let files: Vec<EscoFile<'_>> = files.iter().map(|(name, bytes)| EscoFile { name, bytes }).collect();
    let made = import_esco(&files, &Lexicon::builtin()).map_err(|error| Error::Usage {
        code: "cli.esco",
        message: error.to_string(),
        hint: "download the classification as CSV in de, en and fr and unpack all of it into one directory",
    })?;
    match out {
        Some(path) => output::write_file(path, made.lexicon.as_bytes())?,
        None => output::line(made.lexicon.trim_end())?,
    }
    output::note(format_args!(
        "{} concepts, {} of them further names of built-in ones; use it with --lexicon",
        made.concepts, made.joined
    ));
    Ok(ExitCode::SUCCESS)
}
