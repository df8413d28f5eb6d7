//! The API of the running program, tried by schemathesis as its document describes it. What is tried and what counts as a finding
//! stands in `tests/api`; here is only where the program and schemathesis are.

use crate::setup;
use crate::shell::{program, root, run_with};
use anyhow::{Context, Result};

/// Tries every operation: no answer of 5xx, none that is not in the document. `args` go to schemathesis, for a part of it or more cases.
pub fn check(args: impl Iterator<Item = String>) -> Result<()> {
    let python = setup::schemathesis()?;
    let dossier = program("dossier")?;
    let dossier = dossier.canonicalize().with_context(|| format!("{} is not built", dossier.display()))?;
    let mut all = vec![root().join("tests/api/check.py").display().to_string()];
    all.extend(args);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    run_with(&python.to_string_lossy(), &all, ("DOSSIER_PROGRAM", dossier.as_os_str()))
}
