//! Installs what the tests need from Debian's packages, and nothing when it is there already.

use crate::shell::{has, run, say};
use anyhow::{Result, bail};
use std::process::Command;

/// Program that must be there, and the package that brings it.
const NEEDED: [(&str, &str); 5] = [
    ("soffice", "libreoffice-writer"),
    ("pdfinfo", "poppler-utils"),
    ("bsdtar", "libarchive-tools"),
    ("unzip", "unzip"),
    ("python3", "python3"),
];

/// Python that sees Debian's modules.
pub const PYTHON: &str = "/usr/bin/python3";

pub fn install() -> Result<()> {
    let mut missing: Vec<&str> =
        NEEDED.iter().filter(|(program, _)| !has(program)).map(|(_, package)| *package).collect();
    let lxml = Command::new(PYTHON).args(["-c", "import lxml"]).output().is_ok_and(|output| output.status.success());
    if !lxml {
        missing.push("python3-lxml");
    }
    if !std::path::Path::new("/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf").exists() {
        missing.push("fonts-crosextra-carlito");
    }
    if missing.is_empty() {
        say("set-up: everything is there");
        return Ok(());
    }
    if !has("apt-get") {
        bail!("install {} by hand: this machine has no apt-get", missing.join(", "));
    }
    run("apt-get", &["update", "-qq"])?;
    let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
    args.extend(missing);
    run("apt-get", &args)
}
