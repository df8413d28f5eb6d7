//! `dossier run`.

use super::{branded, check_paper, lexicon, offer, open_storage};
use crate::args::{RunArgs, StorageArgs};
use crate::host;
use crate::output::{self, Target, kilobytes};
use bytes::Bytes;
use dossier::core::formats::ReadLimits;
use dossier::core::generate::choices::Choices;
use dossier::core::records::job::Class;
use dossier::core::records::matching::{Recommendation, Verdict};
use dossier::workspace::{Bundle, SealedRevision};
use dossier::{
    Cancel, CpuPool, Dossier, Env, Error, Event, InputFile, Pack, PhotoSource, RunOutcome, RunRequest, Step, in_pack,
};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

pub async fn run(args: Box<RunArgs>, json: bool) -> Result<ExitCode, Error> {
    let (pack, formats) = check_paper(&args.paper)?;
    let lexicon = lexicon(args.paper.lexicon.as_deref())?;
    let env = Env::system();
    let limits = ReadLimits::default();
    let reader = host::reader(1 + usize::from(args.job.is_some()), super::recognition(args.paper.ocr)?);
    let mut request = RunRequest::new(input(&args.cv, &limits)?);
    request.job = args.job.as_deref().map(|path| input(path, &limits)).transpose()?;
    request.brand = Arc::new(branded(&args.paper)?);
    request.offer = offer(args.paper.offer.as_deref())?;
    request.locale = args.paper.locale;
    request.anonymous.clone_from(&args.paper.anonymous);
    request.allow_words.clone_from(&args.paper.allow_words);
    request.pack = pack;
    request.formats = formats;
    request.choices = args.paper.choices.over(&Choices::default());
    request.photo = args.paper.photo.as_ref().map(|file| photo(file.as_deref(), &limits)).transpose()?;
    request.archive = args.paper.archive;
    request.date = args.paper.date;
    request.limits = limits;
    request.team = args.storage.team();
    request.keep_for = args.delivery.keep_for();
    let pack = if args.paper.anonymous.is_some() { Pack::Client } else { pack };

    let keeps_only = keeps_only(args.delivery.out.as_deref(), &args.storage)?;
    let storage = open_storage(&args.storage, &env).await?;
    let lasts = storage.is_durable();
    let dossier = Dossier::new(env, storage, reader, CpuPool::of_machine()).with_lexicon(lexicon);
    let bar = bar();
    let cancel = interruptible();
    let outcome = dossier.run(request, &cancel, |event: Event| step(&bar, event)).await;
    bar.finish_and_clear();
    let outcome = outcome?;

    let bundle = outcome.revision.bundle(|entry| in_pack(pack, entry)).await?;
    let path =
        args.delivery.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.zip", outcome.revision.commit().label)));
    if !keeps_only {
        let written = deliver(&outcome.revision, &bundle, pack, &path).await;
        if written.is_err() && lasts {
            // The run is not lost with the file.
            output::note(format_args!("kept as run {}; `dossier bundle` writes it again", outcome.run));
        }
        written?;
    }
    output::warnings(&outcome.warnings);
    output::failures(&outcome.failures);
    if json {
        print_json(&outcome, pack, (!keeps_only).then_some(path.as_path()))?;
    } else {
        print_summary(&outcome, &bundle, (!keeps_only).then_some(path.as_path()))?;
    }
    Ok(output::outcome(outcome.partial))
}

/// Whether the run is only kept in its storage and no file is written; a file that cannot be written is told before the work.
pub(super) fn keeps_only(out: Option<&Path>, storage: &StorageArgs) -> Result<bool, Error> {
    if let Some(path) = out {
        Target::of(path)?.check()?;
    }
    Ok(out.is_none() && storage.url().is_some())
}

/// A cancel that an interrupt from the keyboard gives.
pub(super) fn interruptible() -> Cancel {
    let cancel = Cancel::default();
    let interrupted = cancel.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            interrupted.cancel();
        }
    });
    cancel
}

/// Writes the documents of a pack as a ZIP or into a directory.
pub(super) async fn deliver(revision: &SealedRevision, bundle: &Bundle, pack: Pack, path: &Path) -> Result<(), Error> {
    match Target::of(path)? {
        Target::Zip(path) => output::write_bundle(bundle, &path).await,
        Target::Directory(path) => write_directory(revision, pack, &path).await,
    }
}

/// Where the photo comes from: a file, else the CV itself.
fn photo(file: Option<&Path>, limits: &ReadLimits) -> Result<PhotoSource, Error> {
    Ok(match file {
        Some(path) => PhotoSource::File(Bytes::from(output::read_file(path, limits.file_bytes_max)?)),
        None => PhotoSource::Cv,
    })
}

/// A file given on the command line.
pub(super) fn input(path: &Path, limits: &ReadLimits) -> Result<InputFile, Error> {
    Ok(InputFile {
        extension: output::extension(path),
        bytes: Bytes::from(output::read_file(path, limits.file_bytes_max)?),
    })
}

/// A bar of the steps of a run.
pub(super) fn bar() -> ProgressBar {
    let bar = ProgressBar::new(5);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar.set_message("reading");
    bar
}

/// Shows that a step is done.
pub(super) fn step(bar: &ProgressBar, event: Event) {
    bar.inc(1);
    bar.set_message(match event.step {
        Step::Reading => "understanding",
        Step::Understanding => "assessing",
        Step::Assessing => "generating",
        Step::Generating => "sealing",
        Step::Sealing => "done",
    });
}

/// Writes the files of a pack below a directory.
async fn write_directory(revision: &SealedRevision, pack: Pack, root: &Path) -> Result<(), Error> {
    let fail = |_| Error::Usage {
        code: "cli.cannot_write",
        message: format!("{} cannot be written", root.display()),
        hint: "choose a directory that you may write to",
    };
    for entry in revision.commit().entries.iter().filter(|entry| in_pack(pack, entry)) {
        let directory = root.join(entry.area.folder());
        std::fs::create_dir_all(&directory).map_err(fail)?;
        let bytes = revision
            .get(entry.area, &entry.key, entry.bytes)
            .await?
            .ok_or(Error::NoDocument { what: entry.key.clone() })?;
        output::write_file(&directory.join(entry.name.as_str()), &bytes)?;
    }
    Ok(())
}

fn print_json(outcome: &RunOutcome, pack: Pack, path: Option<&Path>) -> Result<(), Error> {
    let commit = outcome.revision.commit();
    let files: Vec<serde_json::Value> = commit
        .entries
        .iter()
        .filter(|entry| in_pack(pack, entry))
        .map(|entry| serde_json::json!({ "path": format!("{}/{}", entry.area.folder(), entry.name), "bytes": entry.bytes, "sha256": entry.sha256 }))
        .collect();
    let text = serde_json::json!({
        "run": outcome.run.to_string(),
        "revision": commit.revision.to_string(),
        "label": commit.label,
        "locale": outcome.locale.tag(),
        "out": path.map(|path| path.display().to_string()),
        "files": files,
        "score": outcome.matching.as_ref().map(|matching| &matching.score),
        "recommendation": outcome.matching.as_ref().map(|matching| matching.recommendation),
        "knockouts": outcome.matching.as_ref().map(|matching| &matching.knockouts),
        "grade": outcome.feedback.grade,
        "warnings": outcome.warnings,
        "failures": outcome.failures,
    });
    to_people(&text, path)
}

/// Beside a bundle on standard output, what is said goes to standard error.
pub(super) fn to_people(text: &dyn std::fmt::Display, path: Option<&Path>) -> Result<(), Error> {
    if path.is_some_and(output::is_stdout) {
        output::note(text);
        return Ok(());
    }
    output::line(text)
}

fn print_summary(outcome: &RunOutcome, bundle: &Bundle, path: Option<&Path>) -> Result<(), Error> {
    let mut lines = vec![outcome.revision.commit().label.clone()];
    if let Some(matching) = &outcome.matching {
        let musts: Vec<&_> = matching.criteria.iter().filter(|criterion| criterion.class == Class::Must).collect();
        let met = musts.iter().filter(|criterion| criterion.verdict == Verdict::Met).count();
        let suggestion = suggestion(matching.recommendation);
        let score = matching.score.total.map_or_else(|| "no score".to_owned(), |total| format!("score {total}"));
        lines.push(format!("  musts met {met} of {}, {score}, suggestion by the rules: {suggestion}", musts.len()));
        if !matching.score.arithmetic.is_empty() {
            lines.push(format!("  {}", matching.score.arithmetic));
        }
    }
    for member in bundle.members() {
        lines.push(format!("  {:>7}  {}", kilobytes(member.bytes), member.path));
    }
    for failure in &outcome.failures {
        lines.push(format!("  missing: {} ({})", failure.document, failure.code));
    }
    if let Some(path) = path {
        lines.push(format!("written to {}", path.display()));
    } else {
        lines.push(format!("kept as run {}", outcome.run));
    }
    to_people(&lines.join("\n"), path)
}

/// What the rules suggest, in words.
pub(super) fn suggestion(recommendation: Recommendation) -> &'static str {
    match recommendation {
        Recommendation::Go => "present",
        Recommendation::Maybe => "clarify first",
        Recommendation::NoGo => "do not present",
        Recommendation::NotAssessable => "not assessable",
    }
}
