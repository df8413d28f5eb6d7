//! Rules of the house that no compiler knows: headers, words, lengths, true maps.

use crate::shell::{files, say};
use anyhow::{Result, bail};
use regex::Regex;
use std::collections::BTreeSet;
use std::path::Path;

/// Lines from which on a file's header must say why it is long.
const LINES_MAX: usize = 600;

pub fn check(root: &Path) -> Result<()> {
    let mut faults: Vec<String> = Vec::new();
    let names = Regex::new(r"\b(struct|enum|trait|mod)\s+\w*(Manager|Helper|Util|Utils|Processor|Service)\b")?;
    let marks = Regex::new(r"\b(TODO|FIXME|XXX)\b")?;
    let allow = Regex::new(r"#!?\[allow\(")?;
    let folders = ["crates", "xtask/src", "measure/src"];
    for path in folders.iter().flat_map(|folder| files(&root.join(folder), "rs")) {
        let text = std::fs::read_to_string(&path)?;
        let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let tests = shown.contains("/tests/") || shown.contains("/benches/") || shown.contains("/examples/");
        if !text.starts_with("//!") {
            faults.push(format!("{shown}: begins without a header that says what it is for"));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX
            && !tests
            && !text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains("long because"))
        {
            faults.push(format!("{shown}: {lines} lines, and its header does not say `long because`"));
        }
        for (number, line) in text.lines().enumerate() {
            for (pattern, what) in [
                (&names, "names a thing by a word that says nothing"),
                (&marks, "leaves work behind"),
                (&allow, "allows a lint; expect it with a reason"),
            ] {
                if pattern.is_match(line) && !shown.ends_with("tidy.rs") {
                    faults.push(format!("{shown}:{}: {what}", number + 1));
                }
            }
        }
    }
    faults.extend(true_map(root)?);
    faults.extend(threats_are_tested(root)?);
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    say("tidy: headers, words, lengths, schemas, the map and the threats are right");
    Ok(())
}

/// Paths in back-ticks of ARCHITECTURE.md and CONTRIBUTING.md exist, and every crate is on the map.
fn true_map(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let path_like = Regex::new(r"`((?:crates|xtask|docs|schemas|examples|\.ci)/[A-Za-z0-9_./-]*)`")?;
    for map in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"] {
        let text = std::fs::read_to_string(root.join(map))?;
        for found in path_like.captures_iter(&text) {
            if !root.join(&found[1]).exists() {
                faults.push(format!("{map} names {}, which is not there", &found[1]));
            }
        }
    }
    let architecture = std::fs::read_to_string(root.join("ARCHITECTURE.md"))?;
    for entry in std::fs::read_dir(root.join("crates"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !architecture.contains(&format!("`crates/{name}`")) {
            faults.push(format!("ARCHITECTURE.md does not mention crates/{name}"));
        }
    }
    // Each invariant names the check that guards it, as `check: name`.
    let check = Regex::new(r"\(check: `([a-z_:]+)`\)")?;
    let sources: String = files(root, "rs").iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    for found in check.captures_iter(&architecture) {
        let function = found[1].rsplit("::").next().unwrap_or_default().to_owned();
        if !sources.contains(&format!("fn {function}(")) {
            faults.push(format!("ARCHITECTURE.md names the check {}, which is not there", &found[1]));
        }
    }
    Ok(faults)
}

/// Every threat in docs/security.md names a test by crate and function, and each of these is a test of that crate, or a promise
/// of the database's contract.
fn threats_are_tested(root: &Path) -> Result<Vec<String>> {
    let test = Regex::new(r"#\[(?:tokio::)?test(?:\([^)]*\))?\]\s+(?:#\[[^\]]*\]\s+)*(?:async )?fn ([a-z0-9_]+)\(")?;
    let promise = Regex::new(r"pub\(super\) async fn ([a-z0-9_]+)\(db: &Db\)")?;
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    for entry in std::fs::read_dir(root.join("crates"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        for path in files(&entry.path(), "rs") {
            let text = std::fs::read_to_string(&path)?;
            let found = test.captures_iter(&text).chain(promise.captures_iter(&text));
            known.extend(found.map(|found| (name.clone(), found[1].to_owned())));
        }
    }
    let named = Regex::new(r"`([a-z]+)::([a-z0-9_]+)`")?;
    let mut faults = Vec::new();
    let (mut is_threat, mut threats) = (false, 0);
    for (number, line) in std::fs::read_to_string(root.join("docs/security.md"))?.lines().enumerate() {
        let place = format!("docs/security.md:{}", number + 1);
        for found in named.captures_iter(line) {
            if !known.contains(&(found[1].to_owned(), found[2].to_owned())) {
                faults.push(format!("{place}: names the test {}::{}, which is not there", &found[1], &found[2]));
            }
        }
        let is_head = line.ends_with("| test |");
        is_threat = is_head || (is_threat && line.starts_with('|'));
        if is_threat && !is_head && !line.starts_with("|--") {
            threats += 1;
            if !named.is_match(line) {
                faults.push(format!("{place}: a threat without a test belongs to what is not covered"));
            }
        }
    }
    if threats == 0 {
        faults.push("docs/security.md has no table of threats".to_owned());
    }
    Ok(faults)
}
