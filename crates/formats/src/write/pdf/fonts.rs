//! The fonts of PDF files: free faces with the widths of the fonts that the docx names, and two that know other scripts.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::Font;

/// Bytes of a font file that a brand may bring.
pub const EXTRA_FONT_BYTES_MAX: usize = 4 * 1024 * 1024;

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $name, ".ttf")).as_slice()
    };
}

const FILES: [&[u8]; 14] = [
    font!("Carlito-Regular"),
    font!("Carlito-Bold"),
    font!("Carlito-Italic"),
    font!("Carlito-BoldItalic"),
    font!("LiberationSans-Regular"),
    font!("LiberationSans-Bold"),
    font!("LiberationSans-Italic"),
    font!("LiberationSans-BoldItalic"),
    font!("Caladea-Regular"),
    font!("Caladea-Bold"),
    font!("Caladea-Italic"),
    font!("Caladea-BoldItalic"),
    font!("DejaVuSans"),
    font!("DroidSansFallbackFull"),
];

static BUILT_IN: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect());

/// The built-in faces.
pub(super) fn built_in() -> &'static [Font] {
    &BUILT_IN
}

/// Families to try for a font that a document names, in order.
pub(super) fn families(name: &str) -> Vec<String> {
    let twin = match name.to_lowercase().as_str() {
        "arial" | "helvetica" | "liberation sans" => "Liberation Sans",
        "cambria" | "caladea" => "Caladea",
        _ => "Carlito",
    };
    [name, twin, "DejaVu Sans", "Droid Sans Fallback"].map(str::to_owned).to_vec()
}

/// Whether a name has a face of its own widths among the built-in ones.
pub fn names_a_font(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "calibri" | "carlito" | "arial" | "helvetica" | "liberation sans" | "cambria" | "caladea"
    )
}

/// Family of a font file that the layout can use; `None` for bytes that are none.
pub fn font_family(bytes: &[u8]) -> Option<String> {
    Font::new(Bytes::new(bytes.to_vec()), 0).map(|font| font.info().family.clone())
}
