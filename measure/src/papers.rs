//! Writes documents of the compiled-in samples to a folder, for the checks and pictures that need real files. Checks nothing
//! itself.

use anyhow::{Context, Result, bail};
use dossier_core::generate::choices::Choices;
use dossier_core::generate::{Format, Options};
use dossier_core::locale::LOCALES;
use dossier_core::sample::{CV_TXT, HOSTILE_TXT, documents, pdfs, sample, shortlist};
use dossier_core::sheet::LOOKS;
use std::path::Path;

/// Without further arguments everything; with them one sample in the locales that are named.
pub fn write(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let folder = arguments.next().context("measure papers FOLDER [SAMPLE [LOCALE..]]")?;
    let (only, locales) = (arguments.next(), arguments.collect::<Vec<String>>());
    let mut written = 0;
    for (name, cv) in [("sample", CV_TXT), ("hostile", HOSTILE_TXT)] {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        for locale in LOCALES {
            if !locales.is_empty() && !locales.iter().any(|one| one == locale.tag()) {
                continue;
            }
            let sample = sample(cv, locale);
            for look in LOOKS {
                let options =
                    Options { choices: Choices { look: Some(look), ..Choices::default() }, ..Options::default() };
                let target = Path::new(&folder).join(format!("{name}-{locale}-{}", look.name()));
                std::fs::create_dir_all(&target)?;
                // A shortlist is made of both samples, so once is enough.
                for format in [Format::Docx, Format::Pdf].into_iter().filter(|_| name == "sample") {
                    let output = shortlist(locale, &options, format);
                    std::fs::write(target.join(format!("02-offer-shortlist.{}", format.extension())), output.bytes)?;
                    written += 1;
                }
                let made = documents(&sample, locale, &options).into_iter().chain(pdfs(&sample, locale, &options));
                for output in made {
                    std::fs::write(target.join(output.kind.slug(output.format)), output.bytes)?;
                    written += 1;
                }
            }
        }
    }
    if written == 0 {
        bail!("there is no such sample or locale");
    }
    Ok(())
}
