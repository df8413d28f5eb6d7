//! Any bytes as a DOCX: as a package, and as the parts of a package.
#![no_main]

use dossier_formats::{ReadLimits, read};
use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 5] =
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/footnotes.xml"];

fuzz_target!(|bytes: &[u8]| {
    let limits = ReadLimits { chars_max: 50_000, unpacked_bytes_max: 8 * 1024 * 1024, ..ReadLimits::default() };
    if let Some(package) = dossier_fuzz::package(bytes, &PARTS)
        && let Ok(source) = read(&package, Some("docx"), &limits)
    {
        dossier_fuzz::sound(&source);
    }
});
