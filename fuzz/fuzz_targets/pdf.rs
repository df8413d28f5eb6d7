//! Any bytes as a PDF: an error or a text whose lines lie within it.
#![no_main]

use dossier_formats::{ReadLimits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = ReadLimits { pages_max: 5, chars_max: 50_000, ..ReadLimits::default() };
    let mut pdf = Vec::new();
    if !bytes.starts_with(b"%PDF-") {
        // What lies behind the header is what is looked for.
        pdf.extend_from_slice(b"%PDF-1.7\n");
    }
    pdf.extend_from_slice(bytes);
    if let Ok(source) = read(&pdf, Some("pdf"), &limits) {
        dossier_fuzz::sound(&source);
    }
});
