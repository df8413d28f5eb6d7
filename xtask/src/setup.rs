//! Installs what the tests need from Debian's packages, from PyPI and from npm, and nothing when it is there already.

use crate::shell::{capture, has, root, run, say, target};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Program that must be there, and the package that brings it.
const NEEDED: [(&str, &str); 12] = [
    ("soffice", "libreoffice-writer"),
    ("pdfinfo", "poppler-utils"),
    ("bsdtar", "libarchive-tools"),
    ("unzip", "unzip"),
    ("7z", "p7zip-full"),
    ("javac", "default-jdk-headless"),
    ("python3", "python3"),
    ("node", "nodejs"),
    ("npm", "npm"),
    ("chromium", "chromium"),
    ("curl", "curl"),
    ("ip", "iproute2"),
];

/// Python that sees Debian's modules.
pub const PYTHON: &str = "/usr/bin/python3";

/// The second opinion on S3, in an environment of its own below `target`.
const MOTO: &str = "moto[server]==5.2.1";

/// What the browser's driver needs of Node.js, and what Debian 12 has.
const NODE_MAJOR_MIN: u32 = 18;

/// A copy of the lock file that was last installed; written last, so that a broken installation is done again.
const INSTALLED: &str = "node_modules/.installed-lock.json";

pub fn install() -> Result<()> {
    packages()?;
    moto()?;
    schemathesis()?;
    node_modules()
}

/// The driver and the rules of the browser tests, as their lock file has them; no script of a package runs. Where they are installed
/// already, nothing is asked of a registry.
pub fn node_modules() -> Result<()> {
    let said = capture("node", &["--version"])?;
    let major: u32 = said
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|part| part.parse().ok())
        .context("Node's version")?;
    if major < NODE_MAJOR_MIN {
        bail!("node is {}, the browser tests need {NODE_MAJOR_MIN} or newer", said.trim());
    }
    let folder = root().join("tests/browser");
    if is_up_to_date(&folder)? {
        return Ok(());
    }
    run("npm", &["ci", "--ignore-scripts", "--prefix", &folder.to_string_lossy()])?;
    std::fs::copy(folder.join("package-lock.json"), folder.join(INSTALLED))?;
    Ok(())
}

fn is_up_to_date(folder: &Path) -> Result<bool> {
    let installed = folder.join(INSTALLED);
    if !installed.exists() {
        return Ok(false);
    }
    Ok(std::fs::read(installed)? == std::fs::read(folder.join("package-lock.json"))?)
}

fn moto() -> Result<()> {
    let folder = target().join("tools/moto");
    if folder.join("bin/moto_server").exists() {
        return Ok(());
    }
    run(PYTHON, &["-m", "venv", "--clear", &folder.to_string_lossy()])?;
    run(&folder.join("bin/pip").to_string_lossy(), &["install", "--quiet", MOTO])
}

/// The Python of an environment with schemathesis, made unless it is there as the list asks.
pub fn schemathesis() -> Result<PathBuf> {
    let (folder, list) = (target().join("tools/schemathesis"), root().join("tests/api/requirements.txt"));
    let (python, installed) = (folder.join("bin/python"), folder.join("installed.txt"));
    let wanted = std::fs::read(&list)?;
    if std::fs::read(&installed).is_ok_and(|text| text == wanted) {
        return Ok(python);
    }
    run(PYTHON, &["-m", "venv", "--clear", &folder.to_string_lossy()])?;
    run(
        &folder.join("bin/pip").to_string_lossy(),
        &["install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", &list.to_string_lossy()],
    )?;
    // Written last, so that a broken installation is done again.
    std::fs::write(installed, wanted)?;
    Ok(python)
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
    if !Path::new("/usr/lib/postgresql").exists() {
        missing.push("postgresql");
    }
    if !Path::new("/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf").exists() {
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
