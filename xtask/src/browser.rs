//! Pages of the product in a real Chromium: runs the tests in `tests/browser` with Node's own runner on what the program makes. What
//! they check stands there; here is only where the program and the browser are.

use crate::setup;
use crate::shell::{has, program, root, say, target};
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// Runs the tests. Where Node or Chromium is missing, a build server fails; somebody's own machine is told.
pub fn check() -> Result<()> {
    let missing: Vec<&str> = ["node", "npm", "chromium"].into_iter().filter(|name| !has(name)).collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        if std::env::var_os("CI").is_some() {
            bail!("the browser tests need {missing}: run `cargo xtask setup`");
        }
        say(&format!("browser: {missing} not installed, so no page was opened; `cargo xtask setup` installs it"));
        return Ok(());
    }
    setup::node_modules()?;
    node(&["--test"])
}

/// Draws every page in all widths, light and dark, and on paper, into `target/browser`: to look at.
pub fn pictures() -> Result<()> {
    setup::install()?;
    let folder = target().join("browser");
    std::fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    node(&["pictures.mjs", &folder.to_string_lossy()])?;
    node(&["web-pictures.mjs", &folder.join("web").to_string_lossy()])?;
    say(&format!("browser: pictures are in {}", folder.display()));
    Ok(())
}

/// Runs Node in the tests' folder, with the program that they try.
fn node(args: &[&str]) -> Result<()> {
    let dossier = program("dossier")?;
    let dossier = dossier.canonicalize().with_context(|| format!("{} is not built", dossier.display()))?;
    say(&format!("$ node {}", args.join(" ")));
    let status = Command::new("node")
        .args(args)
        .env("DOSSIER_PROGRAM", &dossier)
        .current_dir(root().join("tests/browser"))
        .stdin(Stdio::null())
        .status()
        .context("node cannot be started")?;
    if !status.success() {
        bail!("node {} failed", args.join(" "));
    }
    Ok(())
}
