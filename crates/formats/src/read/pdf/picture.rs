//! Pages as pictures: for people who check what was found, for text recognition, and previews of papers.

use super::{ReadError, open};
use crate::limits::ReadLimits;
use crate::source::PageSize;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use hayro_syntax::page::Page;
use std::ops::RangeInclusive;

/// A page drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// PNG.
    pub png: Vec<u8>,
    /// Size of the page in points.
    pub size: PageSize,
    /// Dots per inch at which it was drawn.
    pub dpi: f32,
}

/// Pixels of a side beyond which a page is drawn smaller.
const SIDE_PIXELS_MAX: f32 = 5_000.0;

/// The pages of a PDF as pictures at up to `dpi` dots per inch. Stack overflow and memory are the caller's concern.
///
/// # Errors
/// A [`ReadError`]: damaged, encrypted, too many pages, or a page that cannot be drawn.
pub fn pictures(bytes: &[u8], limits: &ReadLimits, dpi: f32) -> Result<Vec<Picture>, ReadError> {
    let pdf = open(bytes, limits)?;
    let cache = RenderCache::new();
    let mut out = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let scale = (dpi / 72.0).min(SIDE_PIXELS_MAX / width.max(height).max(1.0));
        let png = draw(page, &cache, scale)?;
        out.push(Picture { png, size: PageSize { width, height }, dpi: scale * 72.0 });
    }
    Ok(out)
}

/// Sizes of the pages of a PDF in points, as [`picture_of`] draws them.
///
/// # Errors
/// A [`ReadError`] as [`pictures`] has them.
pub fn page_sizes(bytes: &[u8], limits: &ReadLimits) -> Result<Vec<PageSize>, ReadError> {
    let pdf = open(bytes, limits)?;
    let sizes = pdf.pages().iter().map(|page| {
        let (width, height) = page.render_dimensions();
        PageSize { width, height }
    });
    Ok(sizes.collect())
}

/// One page of a PDF, counted from 1, as PNG of a width in pixels within [`PreviewSize::WIDTHS_PX`]; `None` where it has no
/// such page. Stack overflow and memory are the caller's concern.
///
/// # Errors
/// A [`ReadError`] as [`pictures`] has them.
pub fn picture_of(bytes: &[u8], limits: &ReadLimits, width_px: u16, page: u16) -> Result<Option<Vec<u8>>, ReadError> {
    let pdf = open(bytes, limits)?;
    let cache = RenderCache::new();
    let wanted = usize::from(page).checked_sub(1).and_then(|at| pdf.pages().get(at));
    let Some(page) = wanted else { return Ok(None) };
    let (width, height) = page.render_dimensions();
    let width_px = width_px.clamp(*PreviewSize::WIDTHS_PX.start(), *PreviewSize::WIDTHS_PX.end());
    // As for previews, half a pixel more makes the width exact.
    let scale = (f32::from(width_px) + 0.5) / width.max(1.0);
    draw(page, &cache, scale.min(SIDE_PIXELS_MAX / height.max(1.0))).map(Some)
}

/// How wide previews are and how many there are at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewSize {
    width_px: u16,
    pages_max: u8,
}

impl PreviewSize {
    /// Widths that a preview can have, in pixels.
    pub const WIDTHS_PX: RangeInclusive<u16> = 200..=2_000;
    /// Numbers of pages that can be asked for.
    pub const PAGES: RangeInclusive<u8> = 1..=20;

    /// A size within the limits; `None` outside.
    pub fn new(width_px: u16, pages_max: u8) -> Option<Self> {
        let sound = Self::WIDTHS_PX.contains(&width_px) && Self::PAGES.contains(&pages_max);
        sound.then_some(Self { width_px, pages_max })
    }
}

/// The first pages of a PDF as PNG files of one width in pixels, for a web page or a list. Pages that are very high are drawn
/// narrower. Meant for PDF files of our own: what is said of [`pictures`] holds for others.
///
/// # Errors
/// A [`ReadError`] as [`pictures`] has them.
pub fn previews(bytes: &[u8], size: PreviewSize) -> Result<Vec<Vec<u8>>, ReadError> {
    // A paper of ours has as many pages as it needs; how many are drawn is bounded here.
    let limits = ReadLimits { pages_max: u32::MAX, ..ReadLimits::default() };
    let pdf = open(bytes, &limits)?;
    let cache = RenderCache::new();
    let mut out = Vec::new();
    for page in pdf.pages().iter().take(usize::from(size.pages_max)) {
        let (width, height) = page.render_dimensions();
        // The library cuts the fraction of a pixel off; half a pixel more makes the width exact.
        let scale = (f32::from(size.width_px) + 0.5) / width.max(1.0);
        out.push(draw(page, &cache, scale.min(SIDE_PIXELS_MAX / height.max(1.0)))?);
    }
    Ok(out)
}

/// A page as PNG on white.
fn draw<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, scale: f32) -> Result<Vec<u8>, ReadError> {
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let (reading, drawing) = (InterpreterSettings::default(), RenderSettings::default());
    let pixels = render(page, cache, &reading, &drawing, &settings);
    pixels.into_png().map_err(|_| super::broken("PDF", "a page cannot be drawn"))
}
