//! Any lines, in any places and looks, as a CV: every value is a span of the source.
#![no_main]

use dossier_core::understand::{Lexicon, cv};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

fuzz_target!(|bytes: &[u8]| {
    let Some(source) = dossier_fuzz::page(bytes) else { return };
    let record = cv(&source, &LEXICON);
    for (key, found) in &record.x.sources {
        let (place, quote) = (dossier_fuzz::letters(source.slice(found.span)), dossier_fuzz::letters(&found.quote));
        assert!(place.contains(&quote), "{key} is not at its place");
    }
});
