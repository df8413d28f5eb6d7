//! Checks the message catalogues against each other and writes one constant per message, so that a missing key or a
//! forgotten placeholder fails the build and never falls back to another language.

#![expect(clippy::disallowed_methods, reason = "a build script reads the catalogues; it is no part of the pure crate")]

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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
    let target = Path::new(&std::env::var("OUT_DIR").expect("cargo sets it")).join("keys.rs");
    std::fs::write(target, out).expect("the output directory is writable");
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
