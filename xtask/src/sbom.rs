//! The list of everything that the program is linked from, as CycloneDX 1.6: name, version, licence and checksum of each crate, and what
//! asks for what. Made from the lock file and cargo's own account, so that the same commit gives the same bytes.

use crate::shell::{capture, root, say};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The crate whose program is shipped.
const PROGRAM: &str = "dossier-cli";

/// Writes the list to a file, or prints it.
///
/// # Errors
/// The lock file is out of date, or the file cannot be written.
pub fn write(file: Option<&str>) -> Result<()> {
    let text = document()?;
    match file {
        None | Some("-") => say(text.trim_end()),
        Some(file) => std::fs::write(file, text).with_context(|| format!("{file} cannot be written"))?,
    }
    Ok(())
}

/// The list as text.
///
/// # Errors
/// The lock file is out of date.
pub fn document() -> Result<String> {
    let account =
        capture("cargo", &["metadata", "--format-version", "1", "--locked", "--filter-platform", env!("TARGET")])?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    let made = list(&serde_json::from_str(&account)?, &lock, PROGRAM)?;
    Ok(serde_json::to_string_pretty(&made)? + "\n")
}

/// Packages that the program reaches by ordinary dependencies, whichever features the workspace asks for together.
fn list(account: &Value, lock: &str, program: &str) -> Result<Value> {
    let mut packages: BTreeMap<&str, &Value> = BTreeMap::new();
    for package in account["packages"].as_array().context("packages")? {
        packages.insert(package["id"].as_str().context("id")?, package);
    }
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in account["resolve"]["nodes"].as_array().context("nodes")? {
        let asked = node["deps"].as_array().context("deps")?.iter().filter(|dependency| {
            dependency["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
        });
        let asked = asked.filter_map(|dependency| dependency["pkg"].as_str()).collect();
        edges.insert(node["id"].as_str().context("id")?, asked);
    }
    let first = packages.iter().find(|(_, package)| package["name"] == program).map(|(id, _)| *id);
    let Some(first) = first else { bail!("there is no crate {program}") };
    let (mut reached, mut stack) = (BTreeSet::from([first]), vec![first]);
    while let Some(id) = stack.pop() {
        stack.extend(edges.get(id).into_iter().flatten().copied().filter(|target| reached.insert(*target)));
    }

    let checksums = checksums(lock);
    // By address, so that no path of this machine decides on the order.
    let (mut components, mut dependencies) = (BTreeMap::new(), BTreeMap::new());
    for id in &reached {
        let package = packages.get(id).context("a package that is asked for is not there")?;
        let own = address(package)?;
        let targets = edges.get(id).into_iter().flatten().filter_map(|target| packages.get(target));
        let targets: BTreeSet<String> = targets.map(|package| address(package)).collect::<Result<_>>()?;
        dependencies.insert(own.clone(), json!({ "ref": own, "dependsOn": targets }));
        if *id != first {
            components.insert(own, component(package, &checksums, "library")?);
        }
    }
    let mut about = component(packages.get(first).context("the program")?, &checksums, "application")?;
    about["name"] = "dossier".into();
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": about },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies.into_values().collect::<Vec<_>>(),
    }))
}

/// A package's address, as purl writes it.
fn address(package: &Value) -> Result<String> {
    let (name, version) = (package["name"].as_str().context("name")?, package["version"].as_str().context("version")?);
    Ok(format!("pkg:cargo/{name}@{version}"))
}

fn component(package: &Value, checksums: &BTreeMap<(String, String), String>, kind: &str) -> Result<Value> {
    let (name, version) = (package["name"].as_str().context("name")?, package["version"].as_str().context("version")?);
    let own = address(package)?;
    let mut component = json!({ "type": kind, "bom-ref": own, "name": name, "version": version, "purl": own });
    if let Some(licence) = package["license"].as_str() {
        // The older way to write a choice.
        let choice: Vec<&str> = licence.split('/').map(str::trim).collect();
        component["licenses"] = json!([{ "expression": choice.join(" OR ") }]);
    }
    if let Some(checksum) = checksums.get(&(name.to_owned(), version.to_owned())) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    Ok(component)
}

/// SHA-256 of each package as the registry sends it, by name and version, from the lock file. Our own have none.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let field = |name: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
            line.and_then(|line| line.strip_suffix('"')).map(str::to_owned)
        };
        if let (Some(name), Some(version), Some(checksum)) = (field("name"), field("version"), field("checksum")) {
            found.insert((name, version), checksum);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"one\"\nversion = \"1.0.0\"\nsource = \"registry\"\nchecksum = \"abc\"\n\n\
         [[package]]\nname = \"dossier-cli\"\nversion = \"0.1.0\"\ndependencies = [\n \"one\",\n]\n";

    fn account() -> Value {
        let package = |id: &str, name: &str, version: &str, licence: &str| json!({ "id": id, "name": name, "version": version, "license": licence });
        let asks = |id: &str, kind: Value| json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
        json!({
            "packages": [
                package("z", "dossier-cli", "0.1.0", "MIT"), package("a", "one", "1.0.0", "MIT/Apache-2.0"),
                package("b", "two", "2.0.0", "ISC"), package("c", "tests-only", "3.0.0", "ISC"),
            ],
            "resolve": { "nodes": [
                { "id": "z", "deps": [asks("a", Value::Null), asks("c", "dev".into())] },
                { "id": "a", "deps": [asks("b", Value::Null)] },
                { "id": "b", "deps": [] }, { "id": "c", "deps": [] },
            ] },
        })
    }

    #[test]
    fn what_is_linked_is_listed_and_what_only_tests_use_is_not() {
        let made = list(&account(), LOCK, PROGRAM).expect("listed");
        let names: Vec<&str> =
            made["components"].as_array().expect("some").iter().filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(names, ["one", "two"]);
        assert_eq!(made["metadata"]["component"]["name"], "dossier");
        let one = &made["components"][0];
        assert_eq!(one["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!((&one["hashes"][0]["content"], &one["purl"]), (&json!("abc"), &json!("pkg:cargo/one@1.0.0")));
        assert_eq!(made["components"][1].get("hashes"), None, "the lock file has none");
        assert_eq!(made["dependencies"][0]["dependsOn"], json!(["pkg:cargo/one@1.0.0"]));
        assert!(list(&account(), LOCK, "nothing").is_err());
    }

    #[test]
    fn the_order_of_the_account_does_not_matter() {
        let mut turned = account();
        for list in ["/packages", "/resolve/nodes"] {
            turned.pointer_mut(list).and_then(Value::as_array_mut).expect("a list").reverse();
        }
        assert_eq!(list(&account(), LOCK, PROGRAM).expect("listed"), list(&turned, LOCK, PROGRAM).expect("listed"));
    }
}
