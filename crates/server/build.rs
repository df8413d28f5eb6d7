//! Makes two things before the server is compiled: constants for the texts of the pages, so that a text that one language
//! lacks, or that has other placeholders there, fails the build; and the assets, compressed, with their hashes.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The languages of the pages, in the order of the table of texts.
const LANGUAGES: [&str; 3] = ["de", "en", "fr"];

/// Names of messages with their placeholders.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let target = std::env::var("OUT_DIR").expect("cargo sets it");
    let (root, target) = (Path::new(&root), Path::new(&target));
    println!("cargo:rerun-if-changed=build.rs");
    texts(&root.join("texts"), target);
    assets(&root.join("assets"), target);
}

/// Writes the assets as constants. memory-serve's own function for this would tell every file as a warning.
fn assets(folder: &Path, target: &Path) {
    println!("cargo:rerun-if-changed={}", folder.display());
    let code = memory_serve::assets_to_code(&folder.display().to_string(), folder, target, true, |_| {});
    std::fs::write(target.join("assets.rs"), code.replace("memory_serve::Asset", "Asset"))
        .expect("the output directory is writable");
}

/// Compares the catalogues, and writes a module of constants a file and the table of their texts.
fn texts(folder: &Path, target: &Path) {
    println!("cargo:rerun-if-changed={}", folder.display());
    let names = files(&folder.join(LANGUAGES[0]));
    for language in &LANGUAGES[1..] {
        assert_eq!(names, files(&folder.join(language)), "texts/{language} has other files than texts/de");
    }
    let mut keys = String::new();
    let mut rows = [const { String::new() }; LANGUAGES.len()];
    for (number, name) in names.iter().enumerate() {
        let mut german = Catalogue::new();
        for (row, language) in rows.iter_mut().zip(LANGUAGES) {
            let path = folder.join(language).join(format!("{name}.ftl"));
            println!("cargo:rerun-if-changed={}", path.display());
            let text = std::fs::read_to_string(&path).expect("the catalogue is readable");
            let shown = format!("{language}/{name}.ftl");
            let found = catalogue(&shown, &text);
            if language == LANGUAGES[0] {
                german = found;
            } else {
                compare(&shown, &german, &found);
            }
            row.push_str(&format!("include_str!({:?}), ", path.display().to_string()));
        }
        keys.push_str(&module(name, number, &german));
    }
    let table: Vec<String> = rows.iter().map(|row| format!("[{row}]")).collect();
    let code = format!(
        "/// All keys, a module a file.\npub mod key {{\n{keys}}}\n\nstatic TEXTS: [[&str; {}]; {}] = [{}];\n",
        names.len(),
        LANGUAGES.len(),
        table.join(",\n")
    );
    std::fs::write(target.join("texts.rs"), code).expect("the output directory is writable");
}

/// Names of the catalogues in a folder, without their ending.
fn files(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder of texts");
    let paths = entries.map(|entry| entry.expect("an entry of the folder").path());
    let catalogues = paths.filter(|path| path.extension().is_some_and(|ending| ending == "ftl"));
    catalogues.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
}

/// Constants of one file.
fn module(name: &str, number: usize, catalogue: &Catalogue) -> String {
    let mut out = format!("    /// Texts of `{name}.ftl`.\n    pub mod {name} {{\n        use super::super::Key;\n");
    for (key, placeholders) in catalogue {
        let list = placeholders.iter().cloned().collect::<Vec<_>>().join(", ");
        out.push_str(&format!(
            "        /// Placeholders: {}.\n        pub const {}: Key = Key {{ file: {number}, name: {key:?} }};\n",
            if list.is_empty() { "none" } else { &list },
            key.to_uppercase().replace('-', "_")
        ));
    }
    out.push_str("    }\n");
    out
}

fn compare(shown: &str, german: &Catalogue, other: &Catalogue) {
    for key in german.keys().chain(other.keys()) {
        assert!(german.contains_key(key), "{shown}: message `{key}` is missing in German");
        assert!(other.contains_key(key), "{shown}: message `{key}` is missing");
        assert_eq!(german[key], other[key], "{shown}: message `{key}` has other placeholders than in German");
    }
}

fn catalogue(shown: &str, text: &str) -> Catalogue {
    let resource = match fluent_syntax::parser::parse(text) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("{shown}: {errors:?}"),
    };
    let mut catalogue = Catalogue::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let mut found = BTreeSet::new();
                placeholders(message.value.as_ref().expect("a message has a value"), &mut found);
                let before = catalogue.insert(message.id.name.to_owned(), found);
                assert!(before.is_none(), "{shown}: message `{}` stands twice", message.id.name);
            }
            Entry::Junk { content } => panic!("{shown}: cannot be read: {content}"),
            _ => {}
        }
    }
    catalogue
}

fn placeholders(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => variable(inline, found),
                Expression::Select { selector, variants } => {
                    variable(selector, found);
                    for variant in variants {
                        placeholders(&variant.value, found);
                    }
                }
            }
        }
    }
}

fn variable(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        found.insert(id.name.to_owned());
    }
}
