//! `dossier read`.

use crate::args::{KindArg, ReadArgs};
use crate::{host, output};
use bytes::Bytes;
use dossier::core::formats::{ReadLimits, SourceText};
use dossier::core::records::Cv;
use dossier::core::records::cv::Source;
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, Error, InputFile};
use std::process::ExitCode;

pub async fn read(args: ReadArgs) -> Result<ExitCode, Error> {
    if args.kind == KindArg::Job && args.explain.is_some() {
        return Err(super::not_yet("--explain for profiles"));
    }
    let limits = ReadLimits::default();
    let reader = host::reader(1);
    let bytes = output::read_file(&args.file, limits.file_bytes_max)?;
    let file = InputFile { extension: output::extension(&args.file), bytes: Bytes::from(bytes) };
    let dossier = Dossier::new(Env::system(), Storage::memory(), reader, CpuPool::new(1))
        .with_lexicon(super::lexicon(args.lexicon.as_deref())?);
    match args.kind {
        KindArg::Cv => {
            let (text, cv) = dossier.read_cv(file, &limits).await?;
            print(&args, &text, &cv)?;
            if let Some(path) = &args.explain {
                output::write_file(path, explain(&text, &cv).as_bytes())?;
            }
        }
        KindArg::Job => {
            let (text, job) = dossier.read_job(file, &limits).await?;
            print(&args, &text, &job)?;
        }
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

/// The text with every value of the record marked at its place; hovering shows which field it is.
fn explain(text: &SourceText, cv: &Cv) -> String {
    let mut sources: Vec<(&String, &Source)> = cv.x.sources.iter().collect();
    sources.sort_by_key(|(key, source)| (source.span.start, std::cmp::Reverse(source.span.end), (*key).clone()));
    let chars: Vec<char> = text.text.chars().collect();
    let mut body = String::new();
    let mut at = 0usize;
    for (key, source) in sources {
        let (start, end) = (source.span.start as usize, (source.span.end as usize).min(chars.len()));
        if start < at || start >= end {
            continue;
        }
        body.push_str(&escape(&chars[at..start]));
        body.push_str(&format!(
            "<mark title=\"{} ({} %)\">{}</mark>",
            escape(&key.chars().collect::<Vec<_>>()),
            source.confidence,
            escape(&chars[start..end])
        ));
        at = end;
    }
    body.push_str(&escape(&chars[at..]));
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>dossier read</title><style>body{{font:15px/1.6 Calibri,Carlito,sans-serif;max-width:900px;margin:24px auto;padding:0 16px}}pre{{white-space:pre-wrap;font:inherit}}mark{{background:#fff1a8;border-radius:3px}}</style></head><body><pre>{body}</pre></body></html>\n"
    )
}

fn escape(chars: &[char]) -> String {
    let mut out = String::with_capacity(chars.len());
    for c in chars {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(*c),
        }
    }
    out
}
