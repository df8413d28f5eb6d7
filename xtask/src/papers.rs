//! Makes every document for real, through the program and from the samples, and checks it: the package against the
//! schemas, the bundle with three readers, the pages with an office program.

use crate::office::{beside, lay_out};
use crate::setup::PYTHON;
use crate::shell::{capture, files, program, root, run, say};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sources of the office files in `examples/`, and what they become.
const EXAMPLES: [(&str, &str, &str); 6] = [
    ("de", "lebenslauf", "pdf:writer_pdf_Export"),
    ("de", "stellenprofil", "docx"),
    ("en", "cv", "docx"),
    ("en", "job", "pdf:writer_pdf_Export"),
    ("fr", "cv", "pdf:writer_pdf_Export"),
    ("fr", "profil", "docx"),
];

/// Pages of a document at the most.
const PAGES_MAX: u32 = 4;

pub fn examples() -> Result<()> {
    for (folder, name, format) in EXAMPLES {
        let directory = root().join("examples").join(folder);
        let source = directory.join(format!("{name}.html"));
        run(
            "soffice",
            &[
                "--headless",
                "--infilter=HTML (StarWriter)",
                "--convert-to",
                format,
                "--outdir",
                &directory.to_string_lossy(),
                &source.to_string_lossy(),
            ],
        )?;
    }
    Ok(())
}

pub fn check() -> Result<()> {
    let folder = root().join("target/papers");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let measure = program("measure")?.display().to_string();
    run(&measure, &["papers", &folder.to_string_lossy()])?;
    let bundles = from_examples(&folder)?;
    for bundle in &bundles {
        three_readers(bundle)?;
    }
    let papers = files(&folder, "docx");
    say(&format!("papers: {} documents made", papers.len()));
    package(&papers)?;
    office(&folder, &papers)
}

/// Runs the program twice on each pair of `examples/`; the bundles must be equal to the byte.
fn from_examples(folder: &Path) -> Result<Vec<PathBuf>> {
    let program = program("dossier")?;
    let mut bundles = Vec::new();
    for (name, cv, job) in [
        ("de", "de/lebenslauf.pdf", "de/stellenprofil.docx"),
        ("en", "en/cv.docx", "en/job.pdf"),
        ("fr", "fr/cv.pdf", "fr/profil.docx"),
    ] {
        let mut made = Vec::new();
        for attempt in ["first", "second"] {
            let zip = folder.join(format!("{name}-{attempt}.zip"));
            let examples = root().join("examples");
            let output = Command::new(&program)
                .arg("run")
                .arg(examples.join(cv))
                .arg("--job")
                .arg(examples.join(job))
                .arg("--brand")
                .arg(examples.join("brand.toml"))
                .arg("--offer")
                .arg(examples.join("offer.toml"))
                .args(["--date", "2026-01-27", "--out"])
                .arg(&zip)
                .output()?;
            if !output.status.success() {
                bail!("the run of {name} failed: {}", String::from_utf8_lossy(&output.stderr));
            }
            made.push(std::fs::read(&zip)?);
            bundles.push(zip);
        }
        if made[0] != made[1] {
            bail!("two runs of {name} with one date give different bundles");
        }
        let output = Command::new(&program).arg("verify").arg(&bundles[bundles.len() - 1]).output()?;
        if !output.status.success() {
            bail!("verify refuses the bundle of {name}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let target = folder.join(name);
        std::fs::create_dir_all(&target)?;
        run("unzip", &["-q", "-o", &bundles[bundles.len() - 1].to_string_lossy(), "-d", &target.to_string_lossy()])?;
    }
    Ok(bundles)
}

/// unzip, Python's zipfile and bsdtar agree on the members.
fn three_readers(bundle: &Path) -> Result<()> {
    let path = bundle.to_string_lossy();
    capture("unzip", &["-tqq", &path])?;
    let python = capture(
        PYTHON,
        &[
            "-c",
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist()))",
            &path,
        ],
    )?;
    let bsdtar = Command::new("bsdtar").args(["-tf", &path]).env("LC_ALL", "C.UTF-8").output()?;
    let unzip = capture("unzip", &["-Z1", &path])?;
    let bsdtar = String::from_utf8_lossy(&bsdtar.stdout).into_owned();
    if python != bsdtar || python.lines().count() != unzip.lines().count() || python.lines().count() < 10 {
        bail!("readers disagree on {path}:\n{python}\n{bsdtar}\n{unzip}");
    }
    Ok(())
}

/// What would make a word processor offer a repair. The checker stands beside the project where the project is developed.
fn package(papers: &[PathBuf]) -> Result<()> {
    let checker = root().join("../shared/ooxml/check_docx.py");
    if !checker.exists() {
        if std::env::var_os("CI").is_some() {
            bail!("the package checker is not at {}", checker.display());
        }
        say("papers: the package checker is not here, so packages are opened but not checked against the schemas");
        return Ok(());
    }
    let output = Command::new(PYTHON).arg(&checker).args(papers).output()?;
    say(String::from_utf8_lossy(&output.stdout).trim());
    if !output.status.success() {
        bail!("packages are not clean: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Opens every document with LibreOffice and counts its pages. How long those of strained samples may be, `proof` judges.
fn office(folder: &Path, papers: &[PathBuf]) -> Result<()> {
    lay_out(papers, folder)?;
    let mut most = 0;
    for paper in papers {
        let info = capture("pdfinfo", &[&beside(paper).to_string_lossy()])?;
        let pages: u32 =
            info.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).context("pages")?;
        let strained = paper.strip_prefix(folder).is_ok_and(|path| path.to_string_lossy().starts_with("stress-"));
        if pages == 0 || (pages > PAGES_MAX && !strained) {
            bail!("{} has {pages} pages", paper.display());
        }
        most = most.max(pages);
    }
    say(&format!("papers: {} documents opened by the office program, {most} pages at the most", papers.len()));
    Ok(())
}
