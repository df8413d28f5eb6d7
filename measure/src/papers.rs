//! Writes every document of the compiled-in samples to a folder, for the checks that need real files.

use anyhow::{Context, Result};
use dossier_core::generate::Options;
use dossier_core::generate::choices::Choices;
use dossier_core::locale::LOCALES;
use dossier_core::sample::{CV_TXT, HOSTILE_TXT, documents, pdfs, sample};
use dossier_core::sheet::LOOKS;
use std::path::Path;

pub fn write(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let folder = arguments.next().context("measure papers FOLDER")?;
    for (name, cv) in [("sample", CV_TXT), ("hostile", HOSTILE_TXT)] {
        for locale in LOCALES {
            let sample = sample(cv, locale);
            for look in LOOKS {
                let options =
                    Options { choices: Choices { look: Some(look), ..Choices::default() }, ..Options::default() };
                let target = Path::new(&folder).join(format!("{name}-{locale}-{}", look.name()));
                std::fs::create_dir_all(&target)?;
                let made = documents(&sample, locale, &options).into_iter().chain(pdfs(&sample, locale, &options));
                for output in made {
                    std::fs::write(target.join(output.kind.slug(output.format)), output.bytes)?;
                }
            }
        }
    }
    Ok(())
}
