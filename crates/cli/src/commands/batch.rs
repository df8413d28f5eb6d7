//! `dossier batch`.

use super::run::{input, suggestion};
use super::{brand_date, lexicon, recognition};
use crate::args::BatchArgs;
use crate::{host, output};
use dossier::core::assess::AssessOptions;
use dossier::core::formats::ReadLimits;
use dossier::core::generate::ranking::Ranking;
use dossier::core::locale::{Language, Locale};
use dossier::workspace::Storage;
use dossier::{CpuPool, Dossier, Env, Error};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;
use std::process::ExitCode;

/// Files of a batch.
const FILES_MAX: usize = 100_000;

pub async fn batch(args: BatchArgs, json: bool) -> Result<ExitCode, Error> {
    let limits = ReadLimits::default();
    let env = Env::system();
    let evaluated_on = args.date.unwrap_or_else(|| brand_date(&env));
    let options = AssessOptions { evaluated_on, settings: super::settings_of(args.weights) };
    let names = files(&args.directory)?;
    let reader = host::reader(names.len().min(8), recognition(args.ocr)?);
    let dossier = Dossier::new(env, Storage::memory(), reader, CpuPool::of_machine())
        .with_lexicon(lexicon(args.lexicon.as_deref())?);
    let (_, job) = dossier.read_job(input(&args.job, &limits)?, &limits).await?;
    let bar = ProgressBar::new(names.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let load = |name: &str| input(&args.directory.join(name), &limits);
    let ranking = dossier.rank(names, load, &job, (options, &limits), |_| bar.inc(1)).await;
    bar.finish_and_clear();
    let locale = args.locale.unwrap_or_else(|| match job.language.as_deref() {
        Some("de") => Locale::of(Language::De, "CH"),
        Some("fr") => Locale::of(Language::Fr, "CH"),
        _ => Locale::En,
    });
    let record = || serde_json::to_string_pretty(&ranking).map_err(|_| Error::Internal { step: "printing" });
    if let Some(out) = &args.out {
        std::fs::create_dir_all(out).map_err(|_| Error::Usage {
            code: "cli.cannot_write",
            message: format!("{} cannot be written", out.display()),
            hint: "choose a directory that you may write to",
        })?;
        output::write_file(&out.join("ranking.json"), format!("{}\n", record()?).as_bytes())?;
        output::write_file(&out.join("ranking.csv"), ranking.csv().as_bytes())?;
        let page = ranking.html(locale).map_err(|_| Error::Internal { step: "printing" })?;
        output::write_file(&out.join("ranking.html"), page.as_bytes())?;
    }
    if json {
        output::line(record()?)?;
    } else {
        table(&ranking, args.out.as_deref())?;
    }
    Ok(output::outcome(!ranking.unread.is_empty()))
}

/// The names of the files of a directory, sorted; hidden ones and directories left out.
fn files(directory: &Path) -> Result<Vec<String>, Error> {
    let unreadable = |_| Error::Usage {
        code: "cli.no_directory",
        message: format!("{} is no directory that can be read", directory.display()),
        hint: "name a directory with CVs",
    };
    let mut names: Vec<String> = std::fs::read_dir(directory)
        .map_err(unreadable)?
        .flatten()
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    if names.len() > FILES_MAX {
        return Err(Error::Usage {
            code: "cli.too_many_files",
            message: format!("a batch takes at most {FILES_MAX} files"),
            hint: "split the directory",
        });
    }
    Ok(names)
}

fn table(ranking: &Ranking, out: Option<&Path>) -> Result<(), Error> {
    let width = ranking.rows.iter().map(|row| row.file.chars().count()).max().unwrap_or(4).min(50);
    let mut lines = vec![format!("{:>4}  {:>5}  {:<15}  {:width$}  knock-outs", "rank", "score", "suggestion", "file")];
    for (at, row) in ranking.rows.iter().enumerate() {
        let score = row.score.map_or_else(|| "–".to_owned(), |score| score.to_string());
        let suggestion = suggestion(row.recommendation);
        lines.push(format!(
            "{:>4}  {score:>5}  {suggestion:<15}  {:width$}  {}",
            at + 1,
            row.file,
            row.knockouts.join(" ")
        ));
    }
    for one in &ranking.unread {
        lines.push(format!("not read: {} ({}: {})", one.file, one.code, one.message));
    }
    if let Some(out) = out {
        lines.push(format!("written to {}", out.display()));
    }
    output::line(lines.join("\n"))
}
