//! What a release consists of: the program of the profile `dist`, manual pages, completions, the list of components, and checksums, as one
//! archive below `target/shipped`. Publishes nothing; docs/releasing.md says what comes before and after.

use crate::sbom;
use crate::shell::{capture, root, run, say, target};
use anyhow::{Context, Result, bail};
use regex::Regex;
use std::path::Path;

/// Files that go along as they are.
const BESIDE: [&str; 5] = ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md", "deploy/dossier.service"];

/// Shells with a completion script, and what each calls the file.
const SHELLS: [(&str, &str); 3] = [("bash", "dossier.bash"), ("zsh", "_dossier"), ("fish", "dossier.fish")];

/// Packs a folder so that equal files give equal bytes, and writes checksums. Arguments: where, name of the folder, seconds since 1970.
const PACK: &str = r#"set -eu
cd "$1"
tar --sort=name --mtime="@$3" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --format=gnu -cf "$2.tar" "$2"
gzip -9nf "$2.tar"
sha256sum "$2.tar.gz" "$2.cdx.json" > SHA256SUMS
cat SHA256SUMS"#;

/// Makes all of it.
///
/// # Errors
/// The changelog has no dated section of this version, a build fails, or a command does.
pub fn make() -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let changelog = std::fs::read_to_string(root().join("CHANGELOG.md"))?;
    let Some(date) = date_of(&changelog, version)? else {
        bail!("CHANGELOG.md has no section `## {version} (YYYY-MM-DD)`");
    };
    if !capture("git", &["status", "--porcelain"])?.trim().is_empty() {
        say("note: the tree has changes that are in no commit; do not publish this");
    }
    run("cargo", &["build", "--profile", "dist", "--locked", "--package", "dossier-cli", "--bin", "dossier"])?;
    let program = target().join(env!("TARGET")).join("dist/dossier").canonicalize()?;

    let shipped = target().join("shipped");
    if shipped.exists() {
        std::fs::remove_dir_all(&shipped)?;
    }
    let name = format!("dossier-{version}-{}", env!("TARGET"));
    let folder = shipped.join(&name);
    std::fs::create_dir_all(folder.join("completions"))?;
    let (shipped, folder) = (shipped.canonicalize()?, folder.canonicalize()?);
    std::fs::copy(&program, folder.join("dossier"))?;
    for file in BESIDE {
        let own = Path::new(file).file_name().context("the name of a file")?;
        std::fs::copy(root().join(file), folder.join(own))?;
    }
    let program = program.display().to_string();
    let pages = folder.join("man/man1");
    run(&program, &["manual", &pages.display().to_string()])?;
    for (shell, file) in SHELLS {
        std::fs::write(folder.join("completions").join(file), capture(&program, &["completions", shell])?)?;
    }
    let list = sbom::document()?;
    std::fs::write(folder.join("dossier.cdx.json"), &list)?;
    std::fs::write(shipped.join(format!("{name}.cdx.json")), &list)?;
    let time = capture("git", &["log", "-1", "--format=%ct"])?;
    run("sh", &["-c", PACK, "pack", &shipped.display().to_string(), &name, time.trim()])?;

    let pages = std::fs::read_dir(pages)?.count();
    let bytes = std::fs::metadata(shipped.join(format!("{name}.tar.gz")))?.len();
    say(&format!(
        "release: {version} of {date}, {pages} manual pages, {} completions, {bytes} bytes packed",
        SHELLS.len()
    ));
    say(&format!("release: in {}", shipped.display()));
    Ok(())
}

/// The date of a version's section.
fn date_of<'a>(changelog: &'a str, version: &str) -> Result<Option<&'a str>> {
    let head = Regex::new(&format!(r"(?m)^## {} \((\d{{4}}-\d{{2}}-\d{{2}})\)$", regex::escape(version)))?;
    Ok(head.captures(changelog).and_then(|found| found.get(1)).map(|date| date.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changelog_tells_when_this_version_came() {
        let changelog = std::fs::read_to_string(root().join("CHANGELOG.md")).expect("there");
        assert!(date_of(&changelog, env!("CARGO_PKG_VERSION")).expect("looked").is_some());
    }

    #[test]
    fn a_section_without_a_date_or_of_another_version_does_not_count() {
        for changelog in
            ["# Changelog\n\n## Unreleased\n", "## 0.1.0\n", "## 10.1.0 (2026-12-01)\n", "## 0.1.0 (soon)\n"]
        {
            assert_eq!(date_of(changelog, "0.1.0").expect("looked"), None, "{changelog}");
        }
        let found = date_of("# Changelog\n\n## 0.1.0 (2026-12-01)\n", "0.1.0").expect("looked");
        assert_eq!(found, Some("2026-12-01"));
    }
}
