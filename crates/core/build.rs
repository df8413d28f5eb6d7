//! Checks the message catalogues against each other and writes one constant per message, so that a missing key or a
//! forgotten placeholder fails the build and never falls back to another language. Stems the glossary, so that no run has to.

#![expect(clippy::disallowed_methods, reason = "a build script reads the catalogues; it is no part of the pure crate")]

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[expect(dead_code, reason = "the build needs some of its functions")]
#[path = "src/understand/fold.rs"]
mod fold;
#[path = "src/understand/stems.rs"]
mod stems;

type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let mut catalogues: Vec<(String, Catalogue)> = Vec::new();
    for language in ["de", "en", "fr"] {
        let path = Path::new(&root).join("src/i18n").join(format!("{language}.ftl"));
        println!("cargo:rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).expect("the catalogue is readable");
        catalogues.push((language.to_owned(), catalogue(language, &text)));
    }
    let (_, german) = &catalogues[0];
    for (language, other) in &catalogues[1..] {
        for key in german.keys().chain(other.keys()) {
            assert!(
                german.contains_key(key) && other.contains_key(key),
                "message `{key}` is missing in de or {language}"
            );
            assert_eq!(
                german[key], other[key],
                "message `{key}` has other placeholders in {language}.ftl than in de.ftl"
            );
        }
    }
    let mut out = String::new();
    for (key, placeholders) in german {
        let name = key.to_uppercase().replace('-', "_");
        let list = placeholders.iter().cloned().collect::<Vec<_>>().join(", ");
        out.push_str(&format!(
            "/// Placeholders: {}.\npub const {name}: Key = Key(\"{key}\");\n",
            if list.is_empty() { "none" } else { &list }
        ));
    }
    let target = std::env::var("OUT_DIR").expect("cargo sets it");
    std::fs::write(Path::new(&target).join("keys.rs"), out).expect("the output directory is writable");
    let phrases = glossary(Path::new(&root));
    std::fs::write(Path::new(&target).join("glossary.rs"), phrases).expect("the output directory is writable");
}

/// The phrases of the glossary as rows of stems with the numbers of their meanings, sorted, one list a language.
fn glossary(root: &Path) -> String {
    let path = root.join("src/understand/lexicon/glossary.txt");
    for name in ["lexicon/glossary.txt", "fold.rs", "stems.rs"] {
        println!("cargo:rerun-if-changed={}", root.join("src/understand").join(name).display());
    }
    let text = std::fs::read_to_string(path).expect("the glossary is readable");
    let mut lists: [BTreeSet<(String, usize)>; 3] = Default::default();
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    for (meaning, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split('|').collect();
        assert_eq!(cells.len(), 3, "glossary: `{line}` has no three languages");
        for (column, cell) in cells.into_iter().enumerate() {
            for phrase in cell.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let folded = fold::fold(phrase);
                let stems: Vec<String> =
                    fold::tokens(&folded).into_iter().map(|word| stems::stem(word, column)).collect();
                lists[column].insert((stems.join(" "), meaning));
            }
        }
    }
    let lists: Vec<String> = lists
        .iter()
        .map(|list| {
            let rows: Vec<String> = list.iter().map(|(stems, meaning)| format!("({stems:?},{meaning})")).collect();
            format!("&[{}]", rows.join(","))
        })
        .collect();
    format!("pub(super) static PHRASES: [&[(&str, u32)]; 3] = [{}];\n", lists.join(",\n"))
}

fn catalogue(language: &str, text: &str) -> Catalogue {
    let resource = match fluent_syntax::parser::parse(text) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("{language}.ftl: {errors:?}"),
    };
    let mut catalogue = Catalogue::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let mut found = BTreeSet::new();
                placeholders(message.value.as_ref().expect("a message has a value"), &mut found);
                let before = catalogue.insert(message.id.name.to_owned(), found);
                assert!(before.is_none(), "{language}.ftl: message `{}` stands twice", message.id.name);
            }
            Entry::Junk { content } => panic!("{language}.ftl: cannot be read: {content}"),
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
        // Two arguments that every message may use without being given them.
        if id.name != "region" {
            found.insert(id.name.to_owned());
        }
    }
}
