//! Installs what the tests need from Debian's packages and from PyPI, and nothing when it is there already.

use crate::shell::{has, run, say, target};
use anyhow::{Result, bail};
use std::process::Command;

/// Program that must be there, and the package that brings it.
const NEEDED: [(&str, &str); 7] = [
    ("soffice", "libreoffice-writer"),
    ("pdfinfo", "poppler-utils"),
    ("bsdtar", "libarchive-tools"),
    ("unzip", "unzip"),
    ("7z", "p7zip-full"),
    ("javac", "default-jdk-headless"),
    ("python3", "python3"),
];

/// Python that sees Debian's modules.
pub const PYTHON: &str = "/usr/bin/python3";

/// The second opinion on S3, in an environment of its own below `target`.
const MOTO: &str = "moto[server]==5.2.1";

pub fn install() -> Result<()> {
    packages()?;
    moto()
}

fn moto() -> Result<()> {
    let folder = target().join("tools/moto");
    if folder.join("bin/moto_server").exists() {
        return Ok(());
    }
    run(PYTHON, &["-m", "venv", "--clear", &folder.to_string_lossy()])?;
    run(&folder.join("bin/pip").to_string_lossy(), &["install", "--quiet", MOTO])
}

fn packages() -> Result<()> {
    let mut missing: Vec<&str> =
        NEEDED.iter().filter(|(program, _)| !has(program)).map(|(_, package)| *package).collect();
    let lxml = Command::new(PYTHON).args(["-c", "import lxml"]).output().is_ok_and(|output| output.status.success());
    if !lxml {
        missing.push("python3-lxml");
    }
    let venv = Command::new(PYTHON).args(["-c", "import ensurepip"]).output();
    if !venv.is_ok_and(|output| output.status.success()) {
        missing.push("python3-venv");
    }
    let languages = Command::new("tesseract").arg("--list-langs").output();
    let languages = languages.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    for (language, package) in [("deu", "tesseract-ocr-deu"), ("fra", "tesseract-ocr-fra"), ("eng", "tesseract-ocr")] {
        if !languages.lines().any(|line| line == language) {
            missing.push(package);
        }
    }
    if !std::path::Path::new("/usr/lib/postgresql").exists() {
        missing.push("postgresql");
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
