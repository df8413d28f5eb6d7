//! Any lines, in any places and looks, as a job profile: the words of every criterion are printed.
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
        // A row of a table may run over lines with other cells between them, so word by word.
        let printed = |word: &str| text.contains(&dossier_fuzz::letters(word));
        assert!(criterion.text.split_whitespace().all(printed), "a criterion is not in the source");
        assert!(!criterion.parts.is_empty(), "a criterion without parts");
    }
});
