//! Runs the generators' golden tests in an empty root without network: proof that they need no file at all.

use crate::shell::{capture, root, say};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::process::Command;

pub fn run() -> Result<()> {
    let built = capture(
        "cargo",
        &["test", "--release", "--workspace", "--test", "golden", "--no-run", "--message-format", "json"],
    )?;
    let program = built
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "golden")
        .find_map(|message| message["executable"].as_str().map(str::to_owned))
        .context("the golden tests were not built")?;
    let scratch = tempfile::Builder::new().prefix("empty-root-").tempdir_in(root().join("target"))?;
    std::fs::copy(&program, scratch.path().join("golden"))?;
    let output = Command::new("unshare")
        .args(["--map-root-user", "--user", "--net", "chroot"])
        .arg(scratch.path())
        .args(["/golden", "--test-threads", "2"])
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .output()?;
    // Where user name spaces are switched off, root can do without one.
    let output = if output.status.success() {
        output
    } else {
        Command::new("unshare")
            .args(["--net", "chroot"])
            .arg(scratch.path())
            .args(["/golden", "--test-threads", "2"])
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .output()?
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let closing = said.lines().find(|line| line.starts_with("test result")).unwrap_or("no test result");
    let left = std::fs::read_dir(scratch.path())?.count();
    say(&format!("empty root: {closing}; files in the root afterwards: {left} (the program)"));
    if !output.status.success() || left != 1 {
        bail!("the golden tests do not pass in an empty root: {said}{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
