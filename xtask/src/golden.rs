//! Writes golden texts and schemas anew. Read the diff before committing it.

use crate::shell::{root, say};
use anyhow::Result;
use dossier_core::locale::LOCALES;
use dossier_core::records::schema;
use dossier_core::sample::{golden, golden_records};

pub fn write() -> Result<()> {
    let folder = root().join("crates/core/tests/golden");
    std::fs::create_dir_all(&folder)?;
    for locale in LOCALES {
        std::fs::write(folder.join(format!("{}.txt", locale.tag())), golden(locale))?;
    }
    std::fs::write(folder.join("records.txt"), golden_records())?;
    let schemas = root().join("schemas");
    std::fs::create_dir_all(&schemas)?;
    for (name, text) in schema::all() {
        std::fs::write(schemas.join(name), text)?;
    }
    say("golden texts and schemas written; read the diff");
    Ok(())
}

/// Schemas in the project that differ from what the code says.
pub fn stale_schemas() -> Vec<String> {
    schema::all()
        .into_iter()
        .filter(|(name, text)| std::fs::read_to_string(root().join("schemas").join(name)).ok().as_ref() != Some(text))
        .map(|(name, _)| format!("schemas/{name} is stale: run `cargo xtask golden`"))
        .collect()
}
