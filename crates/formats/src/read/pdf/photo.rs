//! The photo on the first page of a PDF. Like `glyphs.rs` it knows the PDF library's interpreter; pictures are decoded by the
//! library whatever their codec, and only those that are shown like a photo.

use super::super::portrait::is_shown_like_a_photo;
use super::{ReadError, open};
use crate::limits::ReadLimits;
use crate::picture::{is_like_a_portrait, is_shaded, normalise};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, LumaData, SoftMask, TransformExt, interpret_page,
};
use image::{DynamicImage, GrayImage, RgbImage};
use kurbo::{BezPath, Rect};

/// Points in a millimetre.
const POINTS_PER_MM: f64 = 72.0 / 25.4;
/// Pixels of a picture that is still decoded.
const PIXELS_MAX: u64 = 16_000_000;

/// The photo of a CV, as `read::portrait` returns it.
pub(in crate::read) fn portrait(bytes: &[u8], limits: &ReadLimits) -> Result<Option<Vec<u8>>, ReadError> {
    let pdf = open(bytes, limits)?;
    let pages = pdf.pages();
    let Some(page) = pages.iter().next() else { return Ok(None) };
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, bounds, &cache, pdf.xref(), InterpreterSettings::default());
    let mut finder = Finder { page: bounds, largest: None };
    interpret_page(page, &mut context, &mut finder);
    Ok(finder.largest.and_then(|(_, picture)| normalise(&picture)))
}

/// Keeps the largest picture like a portrait.
struct Finder {
    page: Rect,
    largest: Option<(u64, DynamicImage)>,
}

impl Finder {
    /// Whether a picture of so many pixels, shown there, is a better photo than the one at hand.
    fn wants(&self, width: u32, height: u32, shown: Rect) -> bool {
        let millimetres = |points: f64| (points / POINTS_PER_MM) as i64;
        let pixels = u64::from(width) * u64::from(height);
        is_like_a_portrait(width, height)
            && pixels <= PIXELS_MAX
            && is_shown_like_a_photo(millimetres(shown.width()), millimetres(shown.height()))
            && self.page.contains(shown.center())
            && self.largest.as_ref().is_none_or(|(most, _)| pixels > *most)
    }
}

impl<'a> Device<'a> for Finder {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let Image::Raster(raster) = image else { return };
        let (width, height) = (raster.width(), raster.height());
        let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        if !self.wants(width, height, props.transform.transform_rect_bbox(whole)) {
            return;
        }
        let largest = &mut self.largest;
        let keep = |colours: ImageData, clear: Option<LumaData>| {
            if let Some(picture) = pixels(colours, clear).filter(is_shaded) {
                *largest = Some((u64::from(width) * u64::from(height), picture));
            }
        };
        raster.with_rgba(keep, None);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// What the library decoded, with its transparency where both have the same size.
fn pixels(colours: ImageData, clear: Option<LumaData>) -> Option<DynamicImage> {
    let (width, height) = (colours.width(), colours.height());
    let opaque = match colours {
        ImageData::Rgb(rgb) => DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, rgb.data)?),
        ImageData::Luma(luma) => DynamicImage::ImageLuma8(GrayImage::from_raw(width, height, luma.data)?),
    };
    let Some(clear) = clear.filter(|clear| (clear.width, clear.height) == (width, height)) else {
        return Some(opaque);
    };
    let mut both = opaque.to_rgba8();
    for (pixel, alpha) in both.pixels_mut().zip(clear.data) {
        pixel.0[3] = alpha;
    }
    Some(DynamicImage::ImageRgba8(both))
}
