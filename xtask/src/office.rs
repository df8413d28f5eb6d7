//! LibreOffice's own layout of documents, for the checks and pictures that compare it with ours. Each document is opened once: a PDF
//! that is not older than its document stands for it.

use crate::shell::say;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Where LibreOffice's PDF of a document stands: beside it, as `01-cv.office.pdf`.
pub fn beside(paper: &Path) -> PathBuf {
    paper.with_extension("office.pdf")
}

/// Lays documents out beside them; `folder` takes what the program needs meanwhile. Any word of the program is a fault.
pub fn lay_out(papers: &[PathBuf], folder: &Path) -> Result<()> {
    let waiting: Vec<&PathBuf> = papers.iter().filter(|paper| !is_laid_out(paper)).collect();
    if !waiting.is_empty() {
        convert(&waiting, folder)?;
    }
    say(&format!("office: {} documents, {} of them laid out now without a word", papers.len(), waiting.len()));
    Ok(())
}

fn is_laid_out(paper: &Path) -> bool {
    let time = |path: &Path| -> Option<SystemTime> { path.metadata().and_then(|found| found.modified()).ok() };
    matches!((time(paper), time(&beside(paper))), (Some(paper), Some(pdf)) if pdf >= paper)
}

fn convert(papers: &[&PathBuf], folder: &Path) -> Result<()> {
    let (staged, target) = (folder.join("office-docx"), folder.join("office-pdf"));
    std::fs::create_dir_all(&staged)?;
    // Equal names of several folders would overwrite each other.
    let mut names = Vec::new();
    for (number, paper) in papers.iter().enumerate() {
        let name = staged.join(format!("{number:03}.docx"));
        std::fs::copy(paper, &name)?;
        names.push(name);
    }
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office-profile").to_string_lossy());
    let output = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&target)
        .args(&names)
        .output()
        .context("soffice cannot be started")?;
    let words = String::from_utf8_lossy(&output.stderr);
    let complaints: Vec<&str> =
        words.lines().filter(|line| !line.contains("javaldx") && !line.trim().is_empty()).collect();
    if !output.status.success() || !complaints.is_empty() {
        bail!("the office program complains: {}", complaints.join("\n"));
    }
    for (number, paper) in papers.iter().enumerate() {
        let copied = std::fs::copy(target.join(format!("{number:03}.pdf")), beside(paper));
        copied.with_context(|| format!("the office program made no PDF of {}", paper.display()))?;
    }
    std::fs::remove_dir_all(&staged)?;
    std::fs::remove_dir_all(&target)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_document_waits_for_its_layout() {
        let folder = tempfile::tempdir().expect("a scratch directory");
        let paper = folder.path().join("01-cv.docx");
        std::fs::write(&paper, "docx").expect("written");
        assert_eq!(beside(&paper), folder.path().join("01-cv.office.pdf"));
        assert!(!is_laid_out(&paper));
        std::fs::write(beside(&paper), "pdf").expect("written");
        assert!(is_laid_out(&paper));
        let later = SystemTime::now() + std::time::Duration::from_secs(60);
        let file = std::fs::File::options().write(true).open(&paper).expect("there");
        file.set_modified(later).expect("a time");
        assert!(!is_laid_out(&paper));
    }
}
