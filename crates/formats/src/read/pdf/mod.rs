//! PDF with a text layer: glyphs with exact places, then lines, columns and reading order by white space.
//! Does not recognise text in images; a scan is read by the layer of text that its scanner put under it, else refused.

mod attachments;
mod beside;
mod direction;
mod glyphs;
mod layout;
mod order;
mod photo;
mod picture;
mod strings;

pub(super) use glyphs::PlacedGlyph;
pub(super) use photo::portrait;
pub use picture::{Picture, PreviewSize, page_sizes, picture_of, pictures, previews};

use super::inside::{Inside, Layer};
use super::{ReadError, broken};
use crate::limits::ReadLimits;
use crate::source::{FileKind, PageSize, SourceBuilder, SourceText};
use hayro_syntax::LoadPdfError;

/// Reads a PDF. Stack overflow and memory are the caller's concern: run it in a child process with limits.
///
/// # Errors
/// A [`ReadError`]: damaged, encrypted, too long, without pages or without text.
pub fn read(bytes: &[u8], limits: &ReadLimits) -> Result<SourceText, ReadError> {
    let pdf = open(bytes, limits)?;
    let mut pages = Vec::new();
    let (mut hidden, mut images, mut recognised, mut chars) = (0, 0, 0, 0usize);
    for (index, page) in pdf.pages().iter().enumerate() {
        let found = glyphs::collect(&pdf, page);
        hidden += found.hidden;
        images += found.images;
        recognised += u32::from(found.recognised);
        chars += found.glyphs.len();
        if chars > limits.chars_max as usize {
            return Err(ReadError::TooMuchText { chars_max: limits.chars_max });
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        pages.push(layout::page(number, &found));
    }
    let mut source = ordered(pages);
    source.warn("read.hidden_text", hidden);
    source.warn("read.ocr", recognised);
    if source.lines.is_empty() {
        return Err(if images > 0 { ReadError::NoText { pages: count(&pdf) } } else { ReadError::Blank });
    }
    Ok(europass_or(source, &pdf, limits))
}

/// Pages of a paper of this program that is read back.
const OWN_PAGES_MAX: u32 = 2_000;

/// Everything that a PDF of this program holds: the text of its pages, and every string beside them.
///
/// # Errors
/// A [`ReadError`], also where the pages hold no text.
pub(super) fn inside(bytes: &[u8]) -> Result<Inside, ReadError> {
    let limits = ReadLimits { pages_max: OWN_PAGES_MAX, ..ReadLimits::default() };
    let mut inside = Inside::default();
    inside.add(Layer::Text, &read(bytes, &limits)?.text);
    strings::collect(&open(bytes, &limits)?, &mut inside);
    Ok(inside)
}

/// The file's structure, with its pages counted.
fn open(bytes: &[u8], limits: &ReadLimits) -> Result<hayro_syntax::Pdf, ReadError> {
    // An empty user password is tried by the library itself.
    let pdf = hayro_syntax::Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => broken("PDF", "its structure cannot be read"),
    })?;
    let page_count = count(&pdf);
    if page_count == 0 {
        return Err(ReadError::NoPages);
    }
    if page_count > limits.pages_max {
        return Err(ReadError::TooManyPages { pages: page_count, pages_max: limits.pages_max });
    }
    Ok(pdf)
}

fn count(pdf: &hayro_syntax::Pdf) -> u32 {
    u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX)
}

/// Pages in reading order as one text.
fn ordered(mut pages: Vec<layout::Page>) -> SourceText {
    let mut builder = SourceBuilder::new(FileKind::Pdf);
    builder.source_mut().pages = pages.iter().map(|page| PageSize { width: page.width, height: page.height }).collect();
    order::mark_running(&mut pages);
    let mut column = 0;
    for page in pages {
        order::emit(page, &mut column, &mut builder);
    }
    builder.finish()
}

/// The text of pages whose glyphs, or words in place of glyphs, are known.
pub(super) fn laid_out(pages: Vec<(PageSize, Vec<PlacedGlyph>)>) -> SourceText {
    let pages = pages.into_iter().zip(1..).map(|((size, glyphs), number)| {
        let found =
            glyphs::PageGlyphs { width: size.width, height: size.height, glyphs, ..glyphs::PageGlyphs::default() };
        layout::page(number, &found)
    });
    ordered(pages.collect())
}

/// What Europass put into the file as data, where the pages show the same; else the pages.
fn europass_or(mut pages: SourceText, pdf: &hayro_syntax::Pdf, limits: &ReadLimits) -> SourceText {
    let Some(mut data) = attachments::contents(pdf).iter().find_map(|file| super::europass::rendition(file, limits))
    else {
        return pages;
    };
    if !super::europass::agrees(&data, &pages) {
        pages.warn("read.europass_differs", 1);
        return pages;
    }
    data.pages = pages.pages;
    data.warnings = pages.warnings;
    data.warn("read.europass", 1);
    data
}
