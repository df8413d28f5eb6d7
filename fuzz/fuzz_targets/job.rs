//! Any lines, in any places and looks, as a job profile: every criterion is verbatim.
#![no_main]

use dossier_core::understand::{Lexicon, job_profile};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

fuzz_target!(|bytes: &[u8]| {
    let Some(source) = dossier_fuzz::page(bytes) else { return };
    let record = job_profile(&source, &LEXICON);
    let text = dossier_fuzz::letters(&source.text);
    for criterion in &record.criteria {
        assert!(text.contains(&dossier_fuzz::letters(&criterion.text)), "a criterion is not in the source");
        assert!(!criterion.parts.is_empty(), "a criterion without parts");
    }
});
