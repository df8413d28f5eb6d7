//! Any bytes as a text, in whatever encoding they turn out to be.
#![no_main]

use dossier_formats::{ReadLimits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = ReadLimits { chars_max: 50_000, ..ReadLimits::default() };
    if let Ok(source) = read(bytes, Some("txt"), &limits) {
        dossier_fuzz::sound(&source);
    }
});
