//! Writes golden texts and schemas anew. Read the diff before committing it.

use crate::shell::{root, say};
use anyhow::{Result, bail};
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

/// Fails when schemas in the project differ from what the code says.
pub fn check() -> Result<()> {
    let stale: Vec<&str> = schema::all()
        .iter()
        .filter(|(name, text)| std::fs::read_to_string(root().join("schemas").join(name)).ok().as_ref() != Some(text))
        .map(|(name, _)| *name)
        .collect();
    if !stale.is_empty() {
        bail!("stale: schemas/{}; run `cargo xtask golden`", stale.join(", schemas/"));
    }
    say("schemas are what the code says");
    Ok(())
}
