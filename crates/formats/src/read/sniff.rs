//! Finds the kind of a file from its first bytes. Looks at no file name.

use crate::source::FileKind;

/// What a file's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A kind that is read.
    Document(FileKind),
    /// A known format that is not read.
    Known(&'static str),
    /// An Office document behind a password (a compound file with an encrypted package).
    EncryptedOffice,
    /// Anything else.
    Unknown,
}

/// Tells the kind of a file.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    let head = &bytes[..bytes.len().min(1024)];
    if contains(head, b"%PDF-") {
        return Sniffed::Document(FileKind::Pdf);
    }
    for (magic, name) in MAGICS {
        if head.starts_with(magic) {
            return Sniffed::Known(name);
        }
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        // Names in a compound file's directory are UTF-16.
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return if contains(bytes, &encrypted) { Sniffed::EncryptedOffice } else { Sniffed::Known("DOC") };
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    if super::txt::looks_like_text(bytes) {
        if contains(head, b"From:") && contains(head, b"Subject:") && contains(head, b"MIME-Version:") {
            return Sniffed::Known("EML");
        }
        let head = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
        if head.starts_with("<!doctype html") || head.starts_with("<html") {
            return Sniffed::Known("HTML");
        }
        if head.starts_with('{') && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok() {
            return Sniffed::Known("JSON");
        }
        return Sniffed::Document(FileKind::Txt);
    }
    Sniffed::Unknown
}

const MAGICS: &[(&[u8], &str)] = &[
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"%!PS", "PostScript"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
];

fn package(bytes: &[u8]) -> Sniffed {
    if contains(bytes, b"word/document") || contains(bytes, b"[Content_Types].xml") && contains(bytes, b"word/") {
        Sniffed::Document(FileKind::Docx)
    } else if contains(&bytes[..bytes.len().min(512)], b"opendocument.text") {
        Sniffed::Known("ODT")
    } else if contains(bytes, b"xl/workbook") {
        Sniffed::Known("XLSX")
    } else if contains(bytes, b"ppt/presentation") {
        Sniffed::Known("PPTX")
    } else if contains(bytes, b"Index/Document.iwa") {
        Sniffed::Known("Pages")
    } else if contains(bytes, b"[Content_Types].xml") {
        Sniffed::Document(FileKind::Docx)
    } else {
        Sniffed::Known("ZIP")
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
