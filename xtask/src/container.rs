//! What the image holds, proved without a container engine: size and start of the program, and its life in a read-only root with an
//! unprivileged user and bounded memory: a run from end to end, a stop, kills in the middle of a run, and what they leave behind.

use crate::sandbox::{self, MEMORY_BYTES_MAX, Running, Sandbox, TMP_BYTES_MAX};
use crate::shell::{built, program, root, run, say, target};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Largest program that is shipped.
const PROGRAM_BYTES_MAX: u64 = 60_000_000;

/// Longest time from start to ready, on whatever machine.
const READY_MAX: Duration = Duration::from_secs(20);

/// How long a run may take in here, with one processor to itself or not.
const RUN_MAX: Duration = Duration::from_secs(60);

/// What a platform gives a program between SIGTERM and SIGKILL (docs/deploy.md).
const STOP_MAX: Duration = Duration::from_secs(60);

/// The tier that keeps nothing, so that what is left behind can be told.
const SERVE: [&str; 5] = ["serve", "--database", "memory:", "--storage", "temp:"];

/// One user without a login: nobody else reaches this network.
const OPEN: [(&str, &str); 2] = [("DOSSIER_ACCESS", "local"), ("DOSSIER_UNGUARDED", "true")];

/// Which program is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// What is shipped; built where it is missing.
    Dist,
    /// What the tests use. The same code and linking, with other optimisation, so its size is told and not judged.
    Release,
}

impl Build {
    /// From the words behind the verb.
    ///
    /// # Errors
    /// A word that is none.
    pub fn of(mut words: impl Iterator<Item = String>) -> Result<Self> {
        match (words.next().as_deref(), words.next()) {
            (None, _) => Ok(Self::Dist),
            (Some("--release"), None) => Ok(Self::Release),
            _ => bail!("container takes nothing or --release"),
        }
    }

    /// Where the program is, built first where it has to be.
    ///
    /// # Errors
    /// The build fails.
    pub fn program(self) -> Result<PathBuf> {
        let path = match self {
            // The first call has built it.
            Self::Release if sandbox::is_mapped() => built("dossier"),
            Self::Release => program("dossier")?,
            Self::Dist => {
                let path = target().join(env!("TARGET")).join("dist/dossier");
                if !path.exists() {
                    run(
                        "cargo",
                        &["build", "--profile", "dist", "--locked", "--package", "dossier-cli", "--bin", "dossier"],
                    )?;
                }
                path
            }
        };
        path.canonicalize().with_context(|| format!("{} is not built", path.display()))
    }
}

/// Proves all of it and prints the figures, a line each.
pub fn prove(build: Build) -> Result<()> {
    let program = build.program()?;
    if !sandbox::is_privileged()? {
        let word = (build == Build::Release).then_some("--release");
        return sandbox::again_as_mapped_root(std::iter::once("container").chain(word));
    }
    let scratch = tempfile::Builder::new().prefix("container-").tempdir_in(target())?;
    let scratch = scratch.path().canonicalize()?;
    let shipped = stripped(&program, &scratch)?;
    told(&program, &shipped, build)?;
    start_time(&shipped, &scratch)?;
    live(&shipped, &scratch)
}

/// Without symbols, as `dist` is; where there is no `strip`, as it is.
fn stripped(program: &Path, scratch: &Path) -> Result<PathBuf> {
    let copy = scratch.join("dossier");
    let done = Command::new("strip").arg("-o").arg(&copy).arg(program).stdin(Stdio::null()).status();
    if !done.is_ok_and(|status| status.success()) {
        std::fs::copy(program, &copy)?;
    }
    Ok(copy)
}

/// Size and linking.
fn told(program: &Path, shipped: &Path, build: Build) -> Result<()> {
    say(&format!("program: {}", program.display()));
    let bytes = std::fs::metadata(shipped)?.len();
    let limit = megabytes(PROGRAM_BYTES_MAX);
    match build {
        Build::Dist => say(&format!("size: {} MB, stripped; at most {limit}", megabytes(bytes))),
        Build::Release => say(&format!(
            "size: {} MB, stripped, of the build for tests; the limit of {limit} is for `cargo xtask container`",
            megabytes(bytes)
        )),
    }
    if build == Build::Dist && bytes > PROGRAM_BYTES_MAX {
        bail!("the program is larger than {limit} MB");
    }
    let mut head = vec![0; 64 * 1024];
    let taken = std::fs::File::open(shipped)?.read(&mut head)?;
    head.truncate(taken);
    if asks_for_a_loader(&head)? {
        bail!("the program is linked dynamically, so it starts in no empty root");
    }
    say("linking: static, no loader is asked for");
    Ok(())
}

/// Whether an executable names a program that loads it. Form: ELF-64, little-endian, PT_INTERP.
fn asks_for_a_loader(head: &[u8]) -> Result<bool> {
    const PT_INTERP: u64 = 3;
    let number = |at: usize, bytes: usize| -> Result<u64> {
        let found = head.get(at..at + bytes).context("the head of the program is too short")?;
        Ok(found.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    };
    if !head.starts_with(b"\x7fELF\x02\x01") {
        bail!("the program is no 64-bit ELF file of this machine");
    }
    let (table, entry, entries) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
    for index in 0..entries {
        if number(usize::try_from(table + index * entry)?, 4)? == PT_INTERP {
            return Ok(true);
        }
    }
    Ok(false)
}

/// From start to the first answer of `/readyz`, outside of the sandbox, whose making would count otherwise.
fn start_time(program: &Path, scratch: &Path) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let begin = Instant::now();
        let mut child = Command::new(program)
            .args(SERVE)
            .args(["--listen", "127.0.0.1:0"])
            .env_clear()
            .env("TMPDIR", scratch)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let ready = ready_after(&mut child, begin);
        child.kill()?;
        child.wait()?;
        times.push(ready?);
    }
    times.sort();
    let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
    say(&format!(
        "start: ready {} ms after the start, median of 5; slowest {} ms",
        median.as_millis(),
        slowest.as_millis()
    ));
    if slowest > READY_MAX {
        bail!("the program takes more than {} s to be ready", READY_MAX.as_secs());
    }
    Ok(())
}

fn ready_after(child: &mut std::process::Child, begin: Instant) -> Result<Duration> {
    let out = child.stderr.take().context("its log")?;
    for line in BufReader::new(out).lines() {
        let line: Value = serde_json::from_str(&line?).unwrap_or_default();
        if line["event"] != "serving" {
            continue;
        }
        let address: SocketAddr = line["address"].as_str().context("an address")?.parse()?;
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(READY_MAX))?;
        write!(stream, "GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        if !answer.starts_with("HTTP/1.1 200 ") {
            bail!("it is not ready: {}", answer.lines().next().unwrap_or_default());
        }
        return Ok(begin.elapsed());
    }
    bail!("the program has ended before it was ready")
}

/// Everything inside the sandbox.
fn live(program: &Path, scratch: &Path) -> Result<()> {
    let mut sandbox = Sandbox::make(program, scratch)?;
    say(&format!(
        "sandbox: read-only root with the program, /proc, /tmp of {} MB and five devices; own processes, mounts and network",
        megabytes(TMP_BYTES_MAX)
    ));
    say(&format!("memory: {}", sandbox.bound()));
    let mut running = begin(&sandbox, scratch)?;
    look(&sandbox, &running)?;
    a_run(&mut sandbox, program, scratch)?;

    // In the middle of a run, shortly after its begin and at rest: what is there then is not there after the next start.
    let mut left = 0;
    for pause in [0, 30, 120, 2_000] {
        post(&sandbox)?;
        std::thread::sleep(Duration::from_millis(pause));
        sandbox.watch()?;
        running.signal("KILL")?;
        running.ended(Duration::from_secs(5))?;
        alone(&sandbox)?;
        let (files, bytes) = sandbox.in_tmp()?;
        left += files;
        running = begin(&sandbox, scratch)?;
        let (after, _) = sandbox.in_tmp()?;
        say(&format!(
            "kill {pause} ms after an upload: {files} files with {bytes} bytes left, {after} after the next start"
        ));
        nothing_of_a_run(&sandbox)?;
    }
    if left == 0 {
        bail!("no kill has left anything, so nothing was shown");
    }

    let begin = Instant::now();
    running.signal("TERM")?;
    let status = running.ended(STOP_MAX)?;
    let (files, _) = sandbox.in_tmp()?;
    say(&format!("stop: {status} {} ms after SIGTERM, {files} files left in /tmp", begin.elapsed().as_millis()));
    if !status.success() || files > 0 {
        bail!("the program does not stop in order");
    }
    alone(&sandbox)?;
    let peak = sandbox.peak_bytes();
    say(&format!("memory: at most {} MB of {} in use", megabytes(peak), megabytes(MEMORY_BYTES_MAX)));
    if peak > MEMORY_BYTES_MAX || peak == 0 {
        bail!("the memory in use is not within its bound");
    }
    say("not tried here: an engine, an image from deploy/Dockerfile, compose, Railway");
    Ok(())
}

/// Starts the program and waits until it is ready, by its own question.
fn begin(sandbox: &Sandbox, scratch: &Path) -> Result<Running> {
    let log = scratch.join("log.jsonl");
    let running = sandbox.start(&SERVE, &OPEN, &log)?;
    let deadline = Instant::now() + READY_MAX;
    loop {
        let asked = sandbox.run(&["healthcheck"])?;
        if asked.status.success() {
            return Ok(running);
        }
        if Instant::now() > deadline {
            bail!("not ready: {} {}", String::from_utf8_lossy(&asked.stderr), std::fs::read_to_string(log)?);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What the kernel says of the process, and that the root takes nothing.
fn look(sandbox: &Sandbox, running: &Running) -> Result<()> {
    let (user, rights, privileges) = (running.fact("Uid")?, running.fact("CapEff")?, running.fact("NoNewPrivs")?);
    say(&format!("user: {}; capabilities {rights}, no new privileges {privileges}", sandbox.user()));
    let numbers: Vec<&str> = user.split_whitespace().collect();
    // In a user namespace of somebody who is not root the kernel tells us its own number for the user.
    let is_plain = sandbox.is_mapped() || numbers == ["65532"; 4];
    if !is_plain || !rights.trim_start_matches('0').is_empty() || privileges != "1" {
        bail!("the program may more than it needs: {user}, {rights}, {privileges}");
    }
    if !sandbox.is_read_only() {
        bail!("the root takes files");
    }
    Ok(())
}

/// Uploads a CV and a profile; the run's id.
fn post(sandbox: &Sandbox) -> Result<String> {
    let examples = root().join("examples/de");
    let cv = format!("cv=@{}", examples.join("lebenslauf.pdf").display());
    let job = format!("job=@{}", examples.join("stellenprofil.docx").display());
    let options = r#"options={"formats":["docx","html","pdf"]}"#;
    let answer = sandbox.ask("/api/v1/runs", &["-F", &cv, "-F", &job, "-F", options])?;
    let answer: Value = serde_json::from_slice(&answer.context("the upload was refused")?)?;
    Ok(answer["runs"][0].as_str().context("the id of the run")?.to_owned())
}

/// A run over HTTP from upload to a bundle that holds what it says.
fn a_run(sandbox: &mut Sandbox, program: &Path, scratch: &Path) -> Result<()> {
    let begin = Instant::now();
    let run = post(sandbox)?;
    let state = loop {
        sandbox.watch()?;
        let answer = sandbox.ask(&format!("/api/v1/runs/{run}"), &[])?.context("the run is not there")?;
        let answer: Value = serde_json::from_slice(&answer)?;
        let state = answer["run"]["state"].as_str().unwrap_or_default().to_owned();
        if matches!(state.as_str(), "sealed" | "review" | "failed" | "cancelled") {
            break state;
        }
        if begin.elapsed() > RUN_MAX {
            bail!("the run is still {state} after {} s", RUN_MAX.as_secs());
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let took = begin.elapsed();
    if state != "sealed" {
        bail!("the run is {state}: {}", std::fs::read_to_string(scratch.join("log.jsonl"))?);
    }
    let current = sandbox.ask(&format!("/api/v1/runs/{run}/current"), &[])?.context("no revision")?;
    let current: Value = serde_json::from_slice(&current)?;
    let revision = current["revision"].as_str().context("a revision")?;
    let bundle = sandbox.ask(&format!("/api/v1/runs/{run}/revisions/{revision}/bundle"), &[])?.context("no bundle")?;
    let file = scratch.join("pack.zip");
    std::fs::write(&file, &bundle)?;
    let verified = Command::new(program).arg("verify").arg(&file).stdin(Stdio::null()).output()?;
    if !verified.status.success() {
        bail!("the bundle is not whole: {}", String::from_utf8_lossy(&verified.stderr));
    }
    let (files, bytes) = sandbox.in_tmp()?;
    say(&format!(
        "run: sealed {} ms after the upload, bundle of {} bytes verified, {files} files with {bytes} bytes in /tmp",
        took.as_millis(),
        bundle.len()
    ));
    Ok(())
}

/// Waits until nothing runs inside: children of a program that was killed end by themselves.
fn alone(sandbox: &Sandbox) -> Result<()> {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !sandbox.processes()?.is_empty() {
        if Instant::now() > deadline {
            bail!("children outlive the program");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// A program that has just begun has no runs, so nothing below `/tmp` is an object of one.
fn nothing_of_a_run(sandbox: &Sandbox) -> Result<()> {
    for entry in std::fs::read_dir(sandbox.inside("/tmp"))? {
        let objects = entry?.path().join("objects/t");
        if objects.exists() {
            bail!("bytes of a candidate are left after the next start");
        }
    }
    Ok(())
}

/// Million bytes, with one place.
fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An ELF head with one entry of a kind.
    fn head(kind: u8) -> Vec<u8> {
        let mut head = vec![0; 64 + 56];
        head[..6].copy_from_slice(b"\x7fELF\x02\x01");
        (head[32], head[54], head[56], head[64]) = (64, 56, 1, kind);
        head
    }

    #[test]
    fn a_program_with_a_loader_is_told_from_one_without() {
        assert!(asks_for_a_loader(&head(3)).expect("read"));
        assert!(!asks_for_a_loader(&head(1)).expect("read"));
        assert!(asks_for_a_loader(&head(3)[..70]).is_ok_and(|asks| asks), "the rest is not looked at");
        assert!(asks_for_a_loader(&head(3)[..66]).is_err());
        assert!(asks_for_a_loader(b"#!/bin/sh\n").is_err());
    }

    #[test]
    fn megabytes_are_decimal() {
        assert_eq!(megabytes(59_999_999), "59.9");
        assert_eq!(megabytes(512 * 1024 * 1024), "536.8");
    }

    #[test]
    fn the_build_is_chosen_by_one_word() {
        let of = |words: &[&str]| Build::of(words.iter().map(|word| (*word).to_owned()));
        assert!(of(&[]).is_ok_and(|build| build == Build::Dist));
        assert!(of(&["--release"]).is_ok_and(|build| build == Build::Release));
        assert!(of(&["--debug"]).is_err() && of(&["--release", "more"]).is_err());
    }
}
