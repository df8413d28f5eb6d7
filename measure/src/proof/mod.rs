//! Proofs of papers: reads every PDF, ours and LibreOffice's of the same docx, with our own reader and looks for what a
//! typographer would mark. Makes no document; FOLDER is filled by `cargo xtask proof`.

mod contrast;
mod flow;
#[cfg(test)]
mod flow_tests;
#[cfg(test)]
mod made;
mod pages;
mod story;

use crate::pixels;
use crate::shell::say;
use anyhow::{Context, Result, bail};
use dossier_core::formats::write::docx::projection;
use dossier_core::formats::{ReadLimits, SourceText, read};
use dossier_core::sheet::Look;
use pages::{Zone, pieces};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use story::Block;

/// PDF files of a paper by their extension: ours, and LibreOffice's of the docx.
const KINDS: [&str; 2] = ["pdf", "office.pdf"];
/// Pages by which the two may differ.
const PAGES_APART: usize = 1;
/// Samples whose CV may have any number of pages, and why.
const ANY_LENGTH: [(&str, &str); 1] =
    [("stress-stations", "forty stations with their tasks fill five pages, and nothing is left out unasked")];
/// Letters of a text that are shown.
const SHOWN: usize = 40;

/// Something that a typographer would mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Page from 1; 0 for the paper as a whole.
    pub page: u32,
    pub what: String,
    pub text: String,
}

impl Fault {
    fn new(page: u32, what: &str, text: &str) -> Self {
        Self { page, what: what.to_owned(), text: short(text) }
    }
}

/// The number of pages of a paper's files, and what is wrong by the files' extensions.
type Proof = (usize, Vec<(String, Fault)>);

/// A document of a folder.
struct Paper {
    /// Path without extension.
    base: PathBuf,
    /// Folder and slug, for people.
    name: String,
    look: Look,
    pages_max: usize,
}

impl Paper {
    fn file(&self, extension: &str) -> PathBuf {
        let mut path = self.base.clone().into_os_string();
        path.push(format!(".{extension}"));
        path.into()
    }
}

pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let folder = arguments.next().context("measure proof FOLDER")?;
    let papers = papers(Path::new(&folder))?;
    if papers.is_empty() {
        bail!("{folder} holds no papers");
    }
    let (mut pages, mut faults) = (0, 0);
    for (paper, proof) in papers.iter().zip(at_once(&papers)) {
        let (count, found) = proof.with_context(|| format!("{} cannot be proofed", paper.name))?;
        pages += count;
        faults += found.len();
        for (extension, fault) in found {
            let page = if fault.page == 0 { String::new() } else { format!(", page {}", fault.page) };
            let text = if fault.text.is_empty() { String::new() } else { format!(": {}", fault.text) };
            say(&format!("{}.{extension}{page}: {}{text}", paper.name, fault.what));
        }
    }
    for (sample, why) in ANY_LENGTH {
        say(&format!("{sample}: the length of the CV is not judged, since {why}"));
    }
    let summary = format!("proof: {pages} pages of {} papers, {faults} faults", papers.len());
    if faults > 0 {
        bail!("{summary}");
    }
    say(&summary);
    Ok(())
}

/// Papers of all folders below that are named by sample, locale and look.
fn papers(folder: &Path) -> Result<Vec<Paper>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for directory in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        let sample = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(look) = sample.rsplit_once('-').and_then(|(_, look)| look.parse().ok()) else { continue };
        for entry in std::fs::read_dir(&directory)?.flatten() {
            let file = entry.file_name().to_string_lossy().into_owned();
            let Some(stem) = file.strip_suffix(".docx").filter(|stem| is_slug(stem)) else { continue };
            let (name, base) = (format!("{sample}/{stem}"), directory.join(stem));
            found.push(Paper { base, name, look, pages_max: pages_max(stem, &sample) });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Whether a name is a slug such as `01-cv`.
fn is_slug(stem: &str) -> bool {
    stem.split_once('-').is_some_and(|(number, _)| number.len() == 2 && number.bytes().all(|c| c.is_ascii_digit()))
}

/// Pages of a document at the most. What is said of a stressful sample may take as many as it needs.
fn pages_max(stem: &str, sample: &str) -> usize {
    let strained = sample.starts_with("stress") || sample.starts_with("hostile");
    match stem {
        "01-cv" if ANY_LENGTH.iter().any(|(any, _)| sample.starts_with(*any)) => usize::MAX,
        "01-cv" => 4,
        // A letter of two pages and the table of criteria.
        "02-offer" => 3,
        _ if strained => usize::MAX,
        _ => 3,
    }
}

/// Proofs of all papers in their order, made by as many threads as there are processors.
fn at_once(papers: &[Paper]) -> Vec<Result<Proof>> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(paper) = papers.get(at) else { break };
                    let proof = proof(paper);
                    done.lock().expect("no thread panics").insert(at, proof);
                }
            });
        }
    });
    done.into_inner().expect("no thread panics").into_values().collect()
}

/// Reads and draws what belongs to a paper.
fn proof(paper: &Paper) -> Result<Proof> {
    let bytes = std::fs::read(paper.file("docx"))?;
    let docx = read(&bytes, Some("docx"), &ReadLimits::default())?;
    let (blocks, running) = (story::blocks(&docx, &projection(&bytes)), running(&docx));
    let (mut counts, mut found) = (Vec::new(), Vec::new());
    for extension in KINDS {
        let path = paper.file(extension);
        let bytes = std::fs::read(&path).with_context(|| format!("{} is missing", path.display()))?;
        let source = read(&bytes, Some("pdf"), &ReadLimits::default())?;
        counts.push(source.pages.len());
        let drawn = pixels::pages(&bytes, contrast::DPI)?;
        let faults = file(&source, &drawn, paper.look, &blocks, &running)?;
        found.extend(faults.into_iter().map(|fault| (extension.to_owned(), fault)));
    }
    found.extend(lengths(&counts, paper.pages_max).into_iter().map(|fault| ("docx".to_owned(), fault)));
    Ok((counts.iter().sum(), found))
}

/// What is wrong in a PDF.
fn file(
    source: &SourceText,
    drawn: &[pixels::Pixels],
    look: Look,
    blocks: &[Block],
    running: &[String],
) -> Result<Vec<Fault>> {
    let (pieces, mut blocks) = (pieces(source), blocks.to_vec());
    let zone = Zone::new(look, *source.pages.first().context("no page")?);
    let mut found = flow::align(&mut blocks, &pieces, &zone);
    found.extend(flow::torn(&blocks, &pieces, &zone));
    found.extend(flow::narrow(&blocks));
    found.extend(pages::faults(&pieces, &zone, running, u32::try_from(source.pages.len())?));
    found.extend(contrast::faults(drawn, &pieces));
    found.sort_by_key(|fault| fault.page);
    Ok(found)
}

/// What is wrong with the numbers of pages.
fn lengths(counts: &[usize], pages_max: usize) -> Vec<Fault> {
    let (least, most) = (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
    let mut found = Vec::new();
    if most - least > PAGES_APART {
        found.push(Fault::new(0, &format!("{least} pages in one layout and {most} in the other"), ""));
    }
    if most > pages_max {
        found.push(Fault::new(0, &format!("{most} pages, where {pages_max} are the most"), ""));
    }
    found
}

/// What heads and feet of pages say, masked.
fn running(docx: &SourceText) -> Vec<String> {
    let lines = docx.lines.iter().filter(|line| line.running);
    lines.flat_map(|line| &line.cells).map(|cell| masked(docx.slice(cell.span))).collect()
}

/// Text without white space, each number as 0, so that page numbers are equal.
fn masked(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            c if !c.is_ascii_digit() => out.push(c),
            _ if out.ends_with('0') => {}
            _ => out.push('0'),
        }
    }
    out
}

/// A text shortened for people.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    line.chars().take(SHOWN - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_have_as_many_pages_as_they_need() {
        assert_eq!(pages_max("01-cv", "sample-de-CH-classic"), 4);
        assert_eq!(pages_max("04-matchmaking", "sample-en-classic"), 3);
        assert_eq!(pages_max("04-matchmaking", "stress-long-en-modern"), usize::MAX);
        assert_eq!(pages_max("01-cv", "stress-stations-de-CH-modern"), usize::MAX);
        assert_eq!(pages_max("01-cv", "stress-name-de-CH-modern"), 4);
        assert!(lengths(&[2, 3], 3).is_empty());
        assert_eq!(lengths(&[2, 4], 3).len(), 2, "too many, and too far apart");
    }

    #[test]
    fn numbers_and_length_are_masked() {
        assert_eq!(masked("Seite 12 von 304"), "Seite0von0");
        assert_eq!(short(&"x ".repeat(30)).chars().count(), SHOWN);
        assert!(is_slug("04-matchmaking") && !is_slug("Lebenslauf Anna") && !is_slug("004"));
    }
}
