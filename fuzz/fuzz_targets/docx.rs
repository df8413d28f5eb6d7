//! Any bytes as a DOCX: as a package, and as the parts of a package.
#![no_main]

use dossier_formats::{ReadLimits, read};
use libfuzzer_sys::fuzz_target;
use std::io::Write;
use zip::write::SimpleFileOptions;

fuzz_target!(|bytes: &[u8]| {
    let limits = ReadLimits { chars_max: 50_000, unpacked_bytes_max: 8 * 1024 * 1024, ..ReadLimits::default() };
    let whole = bytes.starts_with(b"PK");
    let package = if whole { Some(bytes.to_vec()) } else { package(bytes) };
    if let Some(package) = package
        && let Ok(source) = read(&package, Some("docx"), &limits)
    {
        dossier_fuzz::sound(&source);
    }
});

/// Parts are separated by a NUL: document, styles, numbering, header, footnotes.
fn package(bytes: &[u8]) -> Option<Vec<u8>> {
    const NAMES: [&str; 5] =
        ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/footnotes.xml"];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("[Content_Types].xml", stored).ok()?;
    writer.write_all(b"<Types/>").ok()?;
    for (name, content) in NAMES.iter().zip(bytes.split(|byte| *byte == 0)) {
        writer.start_file(*name, stored).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
