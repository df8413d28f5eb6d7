//! `dossier match`.

use super::{RECORD_BYTES_MAX, brand_date, lexicon, settings_of};
use crate::args::MatchArgs;
use crate::output;
use dossier::core::assess::{AssessOptions, assess};
use dossier::core::generate::match_tree;
use dossier::core::locale::{Language, Locale};
use dossier::core::records::{Cv, JobProfile};
use dossier::{Env, Error};
use std::process::ExitCode;

pub fn matching(args: &MatchArgs) -> Result<ExitCode, Error> {
    let invalid = |what: &'static str| move |reason: &'static str| Error::Record { what, reason: reason.to_owned() };
    let cv: Cv = record("cv", &args.cv)?;
    cv.check_form().map_err(invalid("cv"))?;
    let job: JobProfile = record("job-profile", &args.job)?;
    job.check_form().map_err(invalid("job-profile"))?;
    let evaluated_on = args.date.unwrap_or_else(|| brand_date(&Env::system()));
    let lexicon = lexicon(args.lexicon.as_deref())?;
    let options = AssessOptions { evaluated_on, settings: settings_of(args.weights) };
    let found = assess(&cv, &job, &lexicon, &options);
    if args.tree {
        let locale = args.locale.unwrap_or_else(|| match job.language.as_deref() {
            Some("de") => Locale::of(Language::De, "CH"),
            Some("fr") => Locale::of(Language::Fr, "CH"),
            _ => Locale::En,
        });
        output::line(match_tree(&found, locale).trim_end())?;
    } else {
        output::line(serde_json::to_string_pretty(&found).map_err(|_| Error::Internal { step: "printing" })?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn record<T: serde::de::DeserializeOwned>(what: &'static str, path: &std::path::Path) -> Result<T, Error> {
    let bytes = output::read_file(path, RECORD_BYTES_MAX)?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Record { what, reason: error.to_string() })
}
