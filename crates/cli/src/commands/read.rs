//! `dossier read`.

use super::explain;
use crate::args::{KindArg, ReadArgs};
use crate::{host, output};
use bytes::Bytes;
use dossier::core::formats::{FileKind, ReadLimits, SourceText};
use dossier::core::records::job_posting;
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, Error, InputFile};
use std::process::ExitCode;

/// Sharp enough to read on a screen.
const PICTURE_DPI: f32 = 110.0;

pub async fn read(args: ReadArgs) -> Result<ExitCode, Error> {
    if args.posting && args.kind == KindArg::Cv {
        return Err(Error::Usage {
            code: "cli.posting",
            message: "a CV is no job posting".to_owned(),
            hint: "use --posting with --kind job",
        });
    }
    let limits = ReadLimits::default();
    let reader = host::reader(1 + usize::from(args.explain.is_some()), super::recognition(args.ocr)?);
    let bytes = output::read_file(&args.file, limits.file_bytes_max)?;
    let bytes = Bytes::from(bytes);
    let file = InputFile { extension: output::extension(&args.file), bytes: bytes.clone() };
    let dossier = Dossier::new(Env::system(), Storage::memory(), reader, CpuPool::new(1))
        .with_lexicon(super::lexicon(args.lexicon.as_deref())?);
    let (role, text, marks) = match args.kind {
        KindArg::Cv => {
            let (text, cv) = dossier.read_cv(file, &limits).await?;
            print(&args, &text, &cv)?;
            ("CV", text, explain::of_cv(&cv))
        }
        KindArg::Job => {
            let (text, job) = dossier.read_job(file, &limits).await?;
            if args.posting {
                print(&args, &text, &job_posting(&job))?;
            } else {
                print(&args, &text, &job)?;
            }
            let marks = explain::of_job(&job, &text);
            ("profile", text, marks)
        }
    };
    if let Some(path) = &args.explain {
        let pictures = match text.kind {
            FileKind::Pdf => dossier.pictures(role, bytes, &limits, PICTURE_DPI).await?,
            FileKind::Docx | FileKind::Txt => Vec::new(),
        };
        output::write_file(path, explain::page(&text, marks, &pictures).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print<T: serde::Serialize>(args: &ReadArgs, text: &SourceText, record: &T) -> Result<(), Error> {
    if args.text {
        output::line(&text.text)?;
        return Ok(());
    }
    let json = serde_json::to_string_pretty(record).map_err(|_| Error::Internal { step: "printing" })?;
    output::line(json)?;
    Ok(())
}
