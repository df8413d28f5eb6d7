//! Fences: arrows between crates from the dependency graph, and words that pure crates must not contain. Each is tested
//! against a fixture that leaks on purpose.

use crate::shell::{capture, files, root, say};
use anyhow::{Context, Result, bail};
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a crate must not reach, directly or not.
const BANNED: &[(&str, &[&str])] = &[
    (
        "dossier-formats",
        &[
            "tokio", "sqlx", "axum", "object_store", "reqwest", "tempfile", "anyhow", "dossier-core",
            "dossier-workspace", "dossier-db",
        ],
    ),
    (
        "dossier-core",
        &[
            "tokio", "sqlx", "axum", "object_store", "reqwest", "tempfile", "anyhow", "dossier-workspace",
            "dossier-db", "dossier",
        ],
    ),
    ("dossier-workspace", &["dossier-core", "dossier-formats", "dossier-db", "dossier", "sqlx", "axum", "anyhow"]),
    ("dossier-db", &["dossier-core", "dossier-formats", "dossier-workspace", "dossier", "axum", "anyhow"]),
    ("dossier", &["dossier-server", "dossier-cli", "axum", "anyhow"]),
    ("dossier-server", &["dossier-cli", "anyhow"]),
    ("dossier-cli", &["openssl", "openssl-sys", "native-tls"]),
];

/// What a pure crate must not name. Clippy bans the functions; this also finds paths that clippy does not see.
const WORDS: &str = r"std::(fs|env|net|process|thread|os)\b|SystemTime|Instant\b|HashMap|HashSet|tokio::|Timestamp::now|\brand::|\bgetrandom";

/// Licences that a dependency may have, one of its alternatives at least.
const LICENCES: &[&str] = &[
    "MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib",
    "Unicode-3.0", "Unlicense", "CC0-1.0", "MIT-0", "0BSD", "BSL-1.0", "NCSA", "bzip2-1.0.6", "CDLA-Permissive-2.0",
];

pub fn check() -> Result<()> {
    let metadata = metadata(&root().join("Cargo.toml"))?;
    let mut faults = Vec::new();
    for (crate_name, banned) in BANNED {
        faults.extend(arrows(&metadata, crate_name, banned)?);
    }
    for pure in ["formats", "core"] {
        faults.extend(words(&root().join("crates").join(pure).join("src"))?);
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    say("fences: arrows and words are right");
    Ok(())
}

pub fn licences() -> Result<()> {
    let metadata = metadata(&root().join("Cargo.toml"))?;
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().context("packages")? {
        let text = package["license"].as_str().unwrap_or("none");
        let fine = text
            .split(" OR ")
            .flat_map(|part| part.split('/'))
            .any(|part| part.split(" AND ").all(|one| LICENCES.contains(&one.trim().trim_matches(['(', ')']))));
        if !fine {
            faults.push(format!("{} has the licence {text}", package["name"].as_str().unwrap_or("?")));
        }
    }
    if faults.is_empty() {
        say("licences: all permissive");
        return Ok(());
    }
    bail!("{}", faults.join("\n"))
}

fn metadata(manifest: &Path) -> Result<Value> {
    let text = capture(
        "cargo",
        &["metadata", "--format-version", "1", "--offline", "--manifest-path", &manifest.to_string_lossy()],
    )
    .or_else(|_| {
        capture("cargo", &["metadata", "--format-version", "1", "--manifest-path", &manifest.to_string_lossy()])
    })?;
    Ok(serde_json::from_str(&text)?)
}

/// Ordinary dependencies that a crate reaches and must not.
fn arrows(metadata: &Value, crate_name: &str, banned: &[&str]) -> Result<Vec<String>> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for package in metadata["packages"].as_array().context("packages")? {
        names.insert(package["id"].as_str().context("id")?, package["name"].as_str().context("name")?);
    }
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in metadata["resolve"]["nodes"].as_array().context("nodes")? {
        let mut targets = Vec::new();
        for dependency in node["deps"].as_array().context("deps")? {
            let normal =
                dependency["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()));
            if normal && let Some(id) = dependency["pkg"].as_str() {
                targets.push(id);
            }
        }
        edges.insert(node["id"].as_str().context("id")?, targets);
    }
    let start = names.iter().find(|(_, name)| **name == crate_name).map(|(id, _)| *id);
    let Some(start) = start else { bail!("there is no crate {crate_name}") };
    let mut seen = BTreeSet::from([start]);
    let mut stack = vec![start];
    while let Some(id) = stack.pop() {
        for target in edges.get(id).into_iter().flatten() {
            if seen.insert(target) {
                stack.push(target);
            }
        }
    }
    let reached: BTreeSet<&str> =
        seen.iter().filter(|id| **id != start).filter_map(|id| names.get(id).copied()).collect();
    Ok(banned
        .iter()
        .filter(|name| reached.contains(**name))
        .map(|name| format!("{crate_name} reaches {name}: an arrow may only point down (ARCHITECTURE.md)"))
        .collect())
}

/// Lines of a pure crate that name what it must not. Comments and tests of the build script do not count.
fn words(folder: &Path) -> Result<Vec<String>> {
    let pattern = Regex::new(WORDS)?;
    let mut faults = Vec::new();
    for path in files(folder, "rs") {
        for (number, line) in std::fs::read_to_string(&path)?.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(found) = pattern.find(code) {
                faults.push(format!(
                    "{}:{}: pure code names {}: pass it in as an argument",
                    path.display(),
                    number + 1,
                    found.as_str()
                ));
            }
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn leaky() -> std::path::PathBuf {
        root().join("xtask/fixtures/leaky")
    }

    #[test]
    fn the_word_fence_bites() {
        let faults = words(&leaky().join("src")).expect("readable");
        for word in ["std::fs", "HashMap", "SystemTime", "tokio::"] {
            assert!(faults.iter().any(|fault| fault.contains(word)), "{word} in {faults:?}");
        }
    }

    #[test]
    fn the_arrow_fence_bites() {
        let metadata = metadata(&leaky().join("Cargo.toml")).expect("metadata");
        let faults = arrows(&metadata, "leaky", &["tokio", "sqlx"]).expect("a graph");
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].contains("leaky reaches tokio"));
    }

    #[test]
    fn the_clippy_fence_bites() {
        let target = tempfile::tempdir().expect("a scratch directory");
        let output = Command::new("cargo")
            .args(["clippy", "--offline", "--quiet", "--manifest-path"])
            .arg(leaky().join("Cargo.toml"))
            .env("CLIPPY_CONF_DIR", root().join("crates/core"))
            .env("CARGO_TARGET_DIR", target.path())
            .output()
            .expect("cargo can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "the leak was not caught: {said}");
        for leak in [
            "disallowed method `std::fs::read`",
            "disallowed type `std::collections::HashMap`",
            "disallowed type `std::time::SystemTime`",
        ] {
            assert!(said.contains(leak), "{leak} in {said}");
        }
    }
}
