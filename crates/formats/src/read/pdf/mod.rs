//! PDF with a text layer: glyphs with exact places, then lines, columns and reading order by white space.
//! Does not recognise text in images; a file without any is refused.

mod glyphs;
mod layout;
mod order;

use super::{ReadError, broken};
use crate::limits::ReadLimits;
use crate::source::{FileKind, PageSize, SourceBuilder, SourceText};
use hayro_syntax::LoadPdfError;

/// Reads a PDF. Stack overflow and memory are the caller's concern: run it in a child process with limits.
///
/// # Errors
/// A [`ReadError`]: damaged, encrypted, too long, without pages or without text.
pub fn read(bytes: &[u8], limits: &ReadLimits) -> Result<SourceText, ReadError> {
    // An empty user password is tried by the library itself.
    let pdf = hayro_syntax::Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => broken("PDF", "its structure cannot be read"),
    })?;
    let page_count = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    if page_count == 0 {
        return Err(ReadError::NoPages);
    }
    if page_count > limits.pages_max {
        return Err(ReadError::TooManyPages { pages: page_count, pages_max: limits.pages_max });
    }
    let mut pages = Vec::new();
    let (mut hidden, mut images, mut chars) = (0, 0, 0usize);
    for (index, page) in pdf.pages().iter().enumerate() {
        let found = glyphs::collect(&pdf, page);
        hidden += found.hidden;
        images += found.images;
        chars += found.glyphs.len();
        if chars > limits.chars_max as usize {
            return Err(ReadError::TooMuchText { chars_max: limits.chars_max });
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        pages.push(layout::page(number, &found));
    }
    let mut builder = SourceBuilder::new(FileKind::Pdf);
    builder.source_mut().pages = pages.iter().map(|page| PageSize { width: page.width, height: page.height }).collect();
    order::mark_running(&mut pages);
    let mut column = 0;
    for page in pages {
        order::emit(page, &mut column, &mut builder);
    }
    let mut source = builder.finish();
    source.warn("read.hidden_text", hidden);
    if source.lines.is_empty() {
        return Err(if images > 0 { ReadError::NoText { pages: page_count } } else { ReadError::Blank });
    }
    Ok(source)
}
