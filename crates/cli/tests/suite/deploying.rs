//! What is written for deployments: every setting in it is one of the program, and both name the same toolchain. That they deploy is not
//! shown here (docs/deploy.md).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files that set variables of the program.
const FILES: [&str; 5] =
    ["deploy/Dockerfile", "deploy/compose.yaml", "deploy/dossier.service", ".railway/railway.ts", "docs/deploy.md"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Names of our variables in a text, those of files with secrets by the secret's name.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|sign: char| !(sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '_'));
    let ours = words.filter(|word| word.starts_with("DOSSIER_") && word.len() > "DOSSIER_".len());
    ours.map(|word| word.strip_suffix("_FILE").unwrap_or(word).to_owned()).collect()
}

/// The text of all sources below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            text += &sources(&path);
        } else {
            text += &std::fs::read_to_string(&path).expect("a source");
        }
    }
    text
}

#[test]
fn every_setting_of_a_deployment_is_one_of_the_program() {
    let program = sources(&root().join("crates/cli/src"));
    let mut known = 0;
    for file in FILES {
        for name in names(&read(file)) {
            assert!(program.contains(&format!("\"{name}\"")), "{file} sets {name}, which the program does not read");
            known += 1;
        }
    }
    assert!(known > 15, "{known}");
    assert_eq!(names("-e DOSSIER_SECRET_FILE=/x DOSSIER_"), BTreeSet::from(["DOSSIER_SECRET".to_owned()]));
}

#[test]
fn the_image_is_built_by_the_projects_toolchain_and_asks_the_program_for_its_health() {
    let toolchain = read("rust-toolchain.toml");
    let channel =
        toolchain.lines().find_map(|line| line.strip_prefix("channel = ")).expect("a channel").trim_matches('"');
    let image = read("deploy/Dockerfile");
    assert!(
        image.contains(&format!("FROM rust:{channel}-")) && image.contains(&format!("RUSTUP_TOOLCHAIN={channel} "))
    );
    assert!(image.contains(r#"CMD ["/dossier", "healthcheck"]"#) && image.contains("\nFROM scratch\n"));
    assert!(image.contains("\nUSER 65532:65532\n"));
    assert!(read(".railway/railway.ts").contains("healthcheckPath: \"/readyz\""));
}
