//! Writes documents of the compiled-in samples to a folder, for the checks and pictures that need real files. Checks nothing
//! itself. A file that would not change is left as it is, so that others can see what they have to do again.

use crate::stress;
use anyhow::{Context, Result, bail};
use dossier_core::generate::choices::Choices;
use dossier_core::generate::{DocumentKind, Format, Options, Output, generate};
use dossier_core::locale::{LOCALES, Locale};
use dossier_core::sample::{CV_TXT, HOSTILE_TXT, Sample, documents, pdfs, sample, shortlist};
use dossier_core::sheet::{LOOKS, Look};
use std::path::Path;

/// Without further arguments everything; with them one sample, or those that strain layouts, in the locales that are named.
pub fn write(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let folder = arguments.next().context("measure papers FOLDER [SAMPLE [LOCALE..]]")?;
    let folder = Path::new(&folder);
    let (only, locales) = (arguments.next(), arguments.collect::<Vec<String>>());
    let wanted = |name: &str, locale: Locale| {
        only.as_ref().is_none_or(|only| only == name)
            && (locales.is_empty() || locales.iter().any(|one| one == locale.tag()))
    };
    let mut written = 0;
    for (name, cv) in [("sample", CV_TXT), ("hostile", HOSTILE_TXT)] {
        for locale in LOCALES.into_iter().filter(|locale| wanted(name, *locale)) {
            let sample = sample(cv, locale);
            for look in LOOKS {
                let options = options(look);
                let target = folder.join(format!("{name}-{locale}-{}", look.name()));
                // A shortlist is made of both samples, so once is enough.
                for format in [Format::Docx, Format::Pdf].into_iter().filter(|_| name == "sample") {
                    let output = shortlist(locale, &options, format);
                    let slug = format!("02-offer-shortlist.{}", format.extension());
                    written += put(&target, [(slug, output.bytes)])?;
                }
                let made = documents(&sample, locale, &options).into_iter().chain(pdfs(&sample, locale, &options));
                written += put(&target, made.map(named))?;
            }
        }
    }
    for case in stress::cases().into_iter().filter(|case| wanted(stress::PREFIX, case.locale)) {
        let sample = sample(case.text.as_bytes(), case.locale);
        for look in LOOKS {
            let beside = case.beside.filter(|(_, only)| *only == look).map(|(kind, _)| kind);
            let mut made = Vec::new();
            for kind in [DocumentKind::Cv].into_iter().chain(beside) {
                made.extend(
                    of_kind(kind, look, &sample, case.locale)
                        .with_context(|| format!("{} of the case {}", kind.name(), case.name))?,
                );
            }
            let target = format!("{}-{}-{}-{}", stress::PREFIX, case.name, case.locale, look.name());
            written += put(&folder.join(target), made.into_iter().map(named))?;
        }
    }
    if written == 0 {
        bail!("there is no such sample or locale");
    }
    Ok(())
}

fn options(look: Look) -> Options {
    Options { choices: Choices { look: Some(look), ..Choices::default() }, ..Options::default() }
}

/// A document in all its formats.
fn of_kind(kind: DocumentKind, look: Look, sample: &Sample, locale: Locale) -> Result<Vec<Output>> {
    let options = options(look);
    let inputs = sample.inputs(locale, &options);
    let made = kind.formats().iter().map(|format| generate(kind, *format, &inputs).map_err(anyhow::Error::from));
    made.collect()
}

fn named(output: Output) -> (String, Vec<u8>) {
    (output.kind.slug(output.format), output.bytes)
}

/// Writes files of a folder by their names; returns how many there are.
fn put(folder: &Path, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<usize> {
    std::fs::create_dir_all(folder)?;
    let mut count = 0;
    for (name, bytes) in files {
        let path = folder.join(name);
        if std::fs::read(&path).ok().is_none_or(|known| known != bytes) {
            std::fs::write(&path, &bytes)?;
        }
        count += 1;
    }
    Ok(count)
}
