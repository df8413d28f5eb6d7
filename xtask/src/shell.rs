//! Running commands and printing what happens.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Where builds go.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Prints a line.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// A command without what cargo tells this program of its own package: build scripts of libraries look at these variables, so that
/// everything above them would be built once more whenever somebody calls cargo without this program.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command in the project's root; its output goes where ours goes.
pub fn run(program: &str, args: &[&str]) -> Result<()> {
    told(program, args, &mut command(program))
}

/// As [`run`], with a variable in the command's environment.
pub fn run_with(program: &str, args: &[&str], (name, value): (&str, &OsStr)) -> Result<()> {
    told(program, args, command(program).env(name, value))
}

fn told(program: &str, args: &[&str], command: &mut Command) -> Result<()> {
    say(&format!("$ {program} {}", args.join(" ")));
    let status = command
        .args(args)
        .current_dir(root())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{program} cannot be started"))?;
    if !status.success() {
        bail!("{program} {} failed", args.join(" "));
    }
    Ok(())
}

/// Runs a command and returns its standard output.
pub fn capture(program: &str, args: &[&str]) -> Result<String> {
    let output = command(program)
        .args(args)
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{program} cannot be started"))?;
    if !output.status.success() {
        bail!("{program} {} failed: {}", args.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the suite has built everything, so that programs need not be built one by one.
static ALL_BUILT: AtomicBool = AtomicBool::new(false);

/// Builds all programs, tests and examples in one go, so that every dependency is built once: one build for each
/// package would have features of its own.
pub fn build_all() -> Result<()> {
    run("cargo", &["build", "--release", "--workspace", "--bins", "--tests", "--example", "embed"])?;
    ALL_BUILT.store(true, Ordering::Relaxed);
    Ok(())
}

/// Where a program of the project is; built first, with everything else, unless it has been.
pub fn program(name: &str) -> Result<PathBuf> {
    if !ALL_BUILT.load(Ordering::Relaxed) {
        build_all()?;
    }
    Ok(built(name))
}

/// Where a program of the project is, once everything has been built.
pub fn built(name: &str) -> PathBuf {
    target().join(env!("TARGET")).join("release").join(name)
}

/// Where an example program is, once everything has been built.
pub fn example(name: &str) -> PathBuf {
    target().join(env!("TARGET")).join("release/examples").join(name)
}

/// Whether a program can be run.
pub fn has(program: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("command -v {program} >/dev/null")])
        .status()
        .is_ok_and(|status| status.success())
}

/// All files of a kind below a folder, sorted.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return out };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !matches!(path.file_name().and_then(|name| name.to_str()), Some("target" | ".git")) {
                out.extend(files(&path, extension));
            }
        } else if path.extension().is_some_and(|found| found == extension) {
            out.push(path);
        }
    }
    out.sort();
    out
}
