//! Papers as people see them: pictures for `docs/gallery`, and proofs of all pages by what a typographer would mark. Has
//! LibreOffice and Chromium draw what they draw; the pictures and the checks themselves are the business of `measure`.

use crate::office::lay_out;
use crate::shell::{files, program, root, run};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the gallery shows, in all looks.
const SHOWN: [&str; 4] = ["sample", "de-CH", "en", "fr-CH"];

/// Width and height of a dashboard's picture.
const SCREEN: &str = "1280,1600";

/// Draws all documents of the sample in three languages and all looks, and the first pages of CVs that strain them.
pub fn gallery() -> Result<()> {
    let folder = root().join("target/gallery");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let (measure, shown) = (measure()?, folder.to_string_lossy().into_owned());
    let mut arguments = vec!["papers", shown.as_str()];
    arguments.extend(SHOWN);
    run(&measure, &arguments)?;
    run(&measure, &["papers", &shown, "stress"])?;
    lay_out(&papers(&folder), &folder)?;
    screenshots(&folder)?;
    run(&measure, &["gallery", &shown, &root().join("docs/gallery").to_string_lossy()])
}

/// Makes all papers of the samples and proofs every page of both layouts. Papers that are there already and equal are not laid out
/// again, such as those of the check before it in the suite.
pub fn proof() -> Result<()> {
    let folder = root().join("target/papers");
    std::fs::create_dir_all(&folder)?;
    let (measure, shown) = (measure()?, folder.to_string_lossy().into_owned());
    run(&measure, &["papers", &shown])?;
    lay_out(&papers(&folder), &folder)?;
    run(&measure, &["proof", &shown])
}

fn measure() -> Result<String> {
    Ok(program("measure")?.display().to_string())
}

/// Papers by their slugs, such as `01-cv.docx`; bundles and copies below the folder have other names.
fn papers(folder: &Path) -> Vec<PathBuf> {
    let mut found = files(folder, "docx");
    found.retain(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        name.split_once('-').is_some_and(|(number, _)| number.len() == 2 && number.bytes().all(|c| c.is_ascii_digit()))
    });
    found
}

/// Puts a picture of every dashboard beside it, as `03-dashboard.html.png`.
fn screenshots(folder: &Path) -> Result<()> {
    let profile = format!("--user-data-dir={}", folder.join("browser-profile").to_string_lossy());
    for page in files(folder, "html") {
        let picture = page.with_extension("html.png");
        let output = Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--hide-scrollbars", "--force-color-profile=srgb"])
            .arg(&profile)
            .arg(format!("--window-size={SCREEN}"))
            .arg(format!("--screenshot={}", picture.display()))
            .arg(format!("file://{}", page.display()))
            .output()
            .context("chromium cannot be started")?;
        if !output.status.success() || !picture.exists() {
            bail!("no picture of {}: {}", page.display(), String::from_utf8_lossy(&output.stderr).trim());
        }
    }
    Ok(())
}
