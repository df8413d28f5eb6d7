//! `dossier shortlist`.

use super::run::{bar, deliver, input, interruptible, keeps_only, step, suggestion, to_people};
use super::{branded, check_choice, check_code, lexicon, offer, open_storage};
use crate::host;
use crate::output::{self, kilobytes};
use crate::shortlist::ShortlistArgs;
use dossier::core::formats::ReadLimits;
use dossier::core::generate::choices::Choices;
use dossier::core::records::job::Class;
use dossier::core::records::matching::Verdict;
use dossier::workspace::{Budget, Bundle, StorageError};
use dossier::{
    CpuPool, Dossier, Env, Error, Event, ListedCv, Naming, Pack, ShortlistOrder, ShortlistOutcome, ShortlistRequest,
    in_pack,
};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

pub async fn shortlist(args: Box<ShortlistArgs>, json: bool) -> Result<ExitCode, Error> {
    let naming = naming(&args)?;
    let (pack, formats) = check_choice(&args.paper, naming != Naming::Names)?;
    if args.paper.photo.is_some() {
        return Err(Error::Usage {
            code: "cli.shortlist_photo",
            message: "the CVs of a shortlist show no photos".into(),
            hint: "make a run of the one candidate, or leave --photo out",
        });
    }
    let pack = if naming == Naming::Names { pack } else { Pack::Client };
    let lexicon = lexicon(args.paper.lexicon.as_deref())?;
    let env = Env::system();
    let limits = ReadLimits::default();
    let reader = host::reader((args.cvs.len() + 1).min(8), super::recognition(args.paper.ocr)?);
    let mut request = ShortlistRequest::new(listed(&args.cvs, &limits)?, input(&args.job, &limits)?);
    request.naming = naming;
    request.order = if args.rank { ShortlistOrder::ByScore } else { ShortlistOrder::AsGiven };
    request.brand = Arc::new(branded(&args.paper)?);
    request.offer = offer(args.paper.offer.as_deref())?;
    request.locale = args.paper.locale;
    request.pack = pack;
    request.formats = formats;
    request.choices = args.paper.choices.over(&Choices::default());
    request.archive = args.paper.archive;
    request.allow_words.clone_from(&args.paper.allow_words);
    request.date = args.paper.date;
    request.limits = limits;
    request.team = args.storage.team();
    request.keep_for = args.delivery.keep_for();

    let keeps_only = keeps_only(args.delivery.out.as_deref(), &args.storage)?;
    let storage = open_storage(&args.storage, &env).await?;
    let lasts = storage.is_durable();
    let dossier = Dossier::new(env, storage, reader, CpuPool::of_machine()).with_lexicon(lexicon);
    let bar = bar();
    let cancel = interruptible();
    let outcome = dossier.shortlist(request, &cancel, |event: Event| step(&bar, event)).await;
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
    let path = (!keeps_only).then_some(path.as_path());
    output::warnings(&outcome.warnings);
    output::failures(&outcome.failures);
    if json {
        print_json(&outcome, &bundle, path)?;
    } else {
        print_summary(&outcome, &bundle, path)?;
    }
    Ok(output::outcome(outcome.partial))
}

/// Names, or the codes that the options give.
fn naming(args: &ShortlistArgs) -> Result<Naming, Error> {
    let naming = match (&args.paper.anonymous, &args.anonymous_prefix) {
        (Some(codes), _) => Naming::Codes(codes.split(',').map(|code| code.trim().to_owned()).collect()),
        (None, Some(prefix)) => Naming::Prefix(prefix.clone()),
        (None, None) => return Ok(Naming::Names),
    };
    match &naming {
        Naming::Codes(codes) => codes.iter().try_for_each(|code| check_code(code))?,
        Naming::Prefix(prefix) => check_code(&format!("{prefix}01"))?,
        Naming::Names => {}
    }
    Ok(naming)
}

/// The CVs, no more of them than a run may hold.
fn listed(paths: &[PathBuf], limits: &ReadLimits) -> Result<Vec<ListedCv>, Error> {
    let bytes_max = Budget::default().bytes_max;
    let (mut cvs, mut bytes) = (Vec::new(), 0);
    for path in paths {
        let file = input(path, limits)?;
        bytes += file.bytes.len() as u64;
        if bytes > bytes_max {
            return Err(StorageError::TooLarge { what: "a shortlist".into(), bytes_max }.into());
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        cvs.push(ListedCv { name, file });
    }
    Ok(cvs)
}

fn print_json(outcome: &ShortlistOutcome, bundle: &Bundle, path: Option<&Path>) -> Result<(), Error> {
    let commit = outcome.revision.commit();
    let candidates: Vec<serde_json::Value> = outcome
        .candidates
        .iter()
        .map(|one| {
            serde_json::json!({
                "number": one.number,
                "label": one.label,
                "score": one.matching.score.total,
                "recommendation": one.matching.recommendation,
                "knockouts": one.matching.knockouts,
            })
        })
        .collect();
    let text = serde_json::json!({
        "run": outcome.run.to_string(),
        "revision": commit.revision.to_string(),
        "label": commit.label,
        "locale": outcome.locale.tag(),
        "out": path.map(|path| path.display().to_string()),
        "files": bundle.members().iter().map(|member| &member.path).collect::<Vec<_>>(),
        "candidates": candidates,
        "unread": outcome.unread,
        "warnings": outcome.warnings,
        "failures": outcome.failures,
    });
    to_people(&text, path)
}

fn print_summary(outcome: &ShortlistOutcome, bundle: &Bundle, path: Option<&Path>) -> Result<(), Error> {
    let mut lines = vec![outcome.revision.commit().label.clone()];
    for one in &outcome.candidates {
        let musts = one.matching.criteria.iter().filter(|criterion| criterion.class == Class::Must);
        let met = musts.clone().filter(|criterion| criterion.verdict == Verdict::Met).count();
        let score = one.matching.score.total.map_or_else(|| "no score".to_owned(), |total| format!("score {total}"));
        lines.push(format!(
            "  {}: musts met {met} of {}, {score}, suggestion by the rules: {}",
            one.label,
            musts.count(),
            suggestion(one.matching.recommendation)
        ));
    }
    for one in &outcome.unread {
        lines.push(format!("  not read: {} ({}: {})", one.file, one.code, one.message));
    }
    for member in bundle.members() {
        lines.push(format!("  {:>7}  {}", kilobytes(member.bytes), member.path));
    }
    for failure in &outcome.failures {
        lines.push(format!("  missing: {} ({})", failure.document, failure.code));
    }
    match path {
        Some(path) => lines.push(format!("written to {}", path.display())),
        None => lines.push(format!("kept as run {}", outcome.run)),
    }
    to_people(&lines.join("\n"), path)
}
