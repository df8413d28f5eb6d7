//! `dossier correct` and `dossier answer`: a new revision of a run.

use super::{brand, lexicon, look_at, offer, run_id, utf8};
use crate::args::{AnswerArgs, CorrectArgs, ReviseArgs};
use crate::{host, output};
use dossier::core::correct::{Answers, Change, form};
use dossier::core::i18n::Messages;
use dossier::core::locale::Locale;
use dossier::core::records::cv::SetBy;
use dossier::core::records::matching::{Decision, Verdict};
use dossier::core::records::{Feedback, Manifest};
use dossier::workspace::current_revision;
use dossier::{CpuPool, Dossier, Env, Error, Revision, RunOutcome};
use std::process::ExitCode;
use std::sync::Arc;

/// Size of a file of answers.
const ANSWERS_BYTES_MAX: u64 = 256 * 1024;
const RECORD_BYTES_MAX: u64 = super::RECORD_BYTES_MAX;

fn usage(code: &'static str, message: String, hint: &'static str) -> Error {
    Error::Usage { code, message, hint }
}

pub async fn correct(args: CorrectArgs, json: bool) -> Result<ExitCode, Error> {
    let changes = args.set.iter().map(|text| change(text)).collect::<Result<Vec<_>, _>>()?;
    let decisions = args.verdict.iter().map(|text| decision(text, &args)).collect::<Result<Vec<_>, _>>()?;
    if changes.is_empty() && decisions.is_empty() {
        return Err(usage("correct.nothing", "there is nothing to correct".into(), "pass --set or --verdict"));
    }
    revise(&args.run, &args.revise, changes, SetBy::Person, decisions, json).await
}

pub async fn answer(args: AnswerArgs, json: bool) -> Result<ExitCode, Error> {
    let Some(file) = &args.file else { return print_form(&args).await };
    let text = utf8(file, output::read_file(file, ANSWERS_BYTES_MAX)?)?;
    let answers = Answers::parse(&text)
        .map_err(|error| usage("answer.file", error.to_string(), "print an empty form with `dossier answer RUN`"))?;
    revise(&args.run, &args.revise, answers.changes, SetBy::Candidate, Vec::new(), json).await
}

fn change(text: &str) -> Result<Change, Error> {
    let (field, value) = text.split_once('=').ok_or_else(|| {
        usage("correct.set", format!("{text} is no ENTRY/FIELD=VALUE"), "write --set w1/endDate=2024-03")
    })?;
    Ok(Change { field: field.trim().to_owned(), value: value.to_owned() })
}

fn decision(text: &str, args: &CorrectArgs) -> Result<Decision, Error> {
    let wrong = || usage("correct.verdict", format!("{text} is no CRITERION=VERDICT"), "write --verdict M3=met");
    let (criterion, verdict) = text.split_once('=').ok_or_else(wrong)?;
    let verdict: Verdict = serde_json::from_value(serde_json::Value::from(verdict.trim())).map_err(|_| wrong())?;
    match (args.reason.as_deref().map(str::trim), args.by.as_deref().map(str::trim)) {
        (Some(reason), Some(by)) if !reason.is_empty() && !by.is_empty() => Ok(Decision {
            criterion: criterion.trim().to_owned(),
            verdict,
            reason: reason.to_owned(),
            by: by.to_owned(),
        }),
        _ => Err(usage(
            "correct.no_reason",
            "a person's verdict needs a reason and a name".into(),
            "pass --reason TEXT and --by NAME",
        )),
    }
}

async fn revise(
    run: &str,
    options: &ReviseArgs,
    changes: Vec<Change>,
    by: SetBy,
    decisions: Vec<Decision>,
    json: bool,
) -> Result<ExitCode, Error> {
    let run = run_id(run)?;
    let what = Revision {
        changes,
        by,
        decisions,
        brand: Arc::new(brand(options.brand.as_deref())?),
        offer: offer(options.offer.as_deref())?,
        locale: options.locale,
        date: options.date,
    };
    let env = Env::system();
    let storage = look_at(&options.storage, &env).await?;
    let dossier = Dossier::new(env, storage, host::reader(0, None), CpuPool::of_machine())
        .with_lexicon(lexicon(options.lexicon.as_deref())?);
    let outcome = dossier.revise(options.storage.team(), run, what).await?;
    output::warnings(&outcome.warnings);
    print(&outcome, json)?;
    Ok(output::outcome(outcome.partial))
}

fn print(outcome: &RunOutcome, json: bool) -> Result<(), Error> {
    let commit = outcome.revision.commit();
    let score = outcome.matching.as_ref().and_then(|matching| matching.score.total);
    if json {
        return output::line(serde_json::json!({
            "run": outcome.run.to_string(),
            "revision": commit.revision.to_string(),
            "basedOn": commit.based_on.map(|id| id.to_string()),
            "score": score,
            "recommendation": outcome.matching.as_ref().map(|matching| matching.recommendation),
            "grade": outcome.feedback.grade,
            "papers": outcome.papers,
        }));
    }
    let score = score.map_or_else(|| "no score".to_owned(), |score| format!("score {score}"));
    output::line(format_args!("{}: new revision {} ({score})", commit.label, commit.revision))
}

/// The questions of a run as a form to fill in.
async fn print_form(args: &AnswerArgs) -> Result<ExitCode, Error> {
    let env = Env::system();
    let storage = look_at(&args.revise.storage, &env).await?;
    let run = run_id(&args.run)?;
    let revision = current_revision(&storage, args.revise.storage.team(), run).await?.ok_or(Error::NoRun)?;
    let record = |what: &'static str, bytes: Option<bytes::Bytes>| {
        bytes.ok_or_else(|| Error::NoDocument { what: format!("{what} record") })
    };
    let invalid =
        |what: &'static str| move |error: serde_json::Error| Error::Record { what, reason: error.to_string() };
    let feedback = record("feedback", revision.get_artifact("feedback.json", RECORD_BYTES_MAX).await?)?;
    let feedback: Feedback = serde_json::from_slice(&feedback).map_err(invalid("feedback"))?;
    let manifest = record("manifest", revision.get_artifact("manifest.json", RECORD_BYTES_MAX).await?)?;
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(invalid("manifest"))?;
    let locale = args.revise.locale.or_else(|| manifest.locale.parse().ok()).unwrap_or(Locale::En);
    output::line(form(&feedback, &Messages::new(locale)).trim_end())?;
    Ok(ExitCode::SUCCESS)
}
