//! The whole suite in the order in which it fails soonest.

use crate::shell::{build_all, capture, example, has, program, root, run, say};
use crate::{api, browser, chroot, container, fence, gallery, papers, policies, setup, tidy};
use anyhow::Result;
use std::time::Instant;

fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let start = Instant::now();
    say(&format!("\n== {name}"));
    work()?;
    say(&format!("== {name}: {} s", start.elapsed().as_secs()));
    Ok(())
}

pub fn all() -> Result<()> {
    step("set-up", setup::install)?;
    step("format", || run("cargo", &["fmt", "--all", "--check"]))?;
    step("tidy", || tidy::check(&root()))?;
    step("fences", fence::check)?;
    step("clippy", || run("cargo", &["clippy", "--release", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    step("licences", licences)?;
    step("build", build_all)?;
    step("schemas", || measure("schemas-check"))?;
    step("tests", tests)?;
    step("doc tests", || run("cargo", &["test", "--release", "--workspace", "--doc"]))?;
    step("docs", || run("cargo", &["doc", "--release", "--workspace", "--no-deps", "--quiet"]))?;
    step("accuracy", || measure("accuracy-check"))?;
    step("matching", || measure("matching-check"))?;
    step("round trip", || measure("roundtrip"))?;
    step("policies", policies::check)?;
    step("example", || run(&example("embed").display().to_string(), &[]))?;
    step("empty root", chroot::run)?;
    step("container", || container::prove(container::Build::Release))?;
    step("papers", papers::check)?;
    step("browser", browser::check)?;
    step("api", || api::check(std::iter::empty()))?;
    step("proof", gallery::proof)?;
    say("\nall green");
    Ok(())
}

fn measure(verb: &str) -> Result<()> {
    run(&program("measure")?.display().to_string(), &[verb])
}

fn tests() -> Result<()> {
    let nextest = capture("cargo", &["nextest", "--version"]).is_ok();
    if nextest {
        run("cargo", &["nextest", "run", "--release", "--workspace", "--no-fail-fast"])
    } else {
        run("cargo", &["test", "--release", "--workspace", "--all-targets"])
    }
}

/// Licences and bans by cargo-deny where it is installed; the bans that matter most are fences of our own.
fn licences() -> Result<()> {
    if has("cargo-deny") {
        return run("cargo", &["deny", "--offline", "check", "licenses", "bans", "sources"]);
    }
    fence::licences()
}
