//! Pages as pictures, for people who check what was found and for text recognition.

use super::{ReadError, open};
use crate::limits::ReadLimits;
use crate::source::PageSize;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

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
        let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let (reading, drawing) = (InterpreterSettings::default(), RenderSettings::default());
        let pixels = render(page, &cache, &reading, &drawing, &settings);
        let png = pixels.into_png().map_err(|_| super::broken("PDF", "a page cannot be drawn"))?;
        out.push(Picture { png, size: PageSize { width, height }, dpi: scale * 72.0 });
    }
    Ok(out)
}
