//! Collects the glyphs of a page with place, size, font and visibility. The only module that knows the PDF library's
//! interpreter; its interface changes at every minor version.

use super::direction;
use crate::source::Style;
use crate::text;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::object::{self, Dict};
use hayro_syntax::page::Page;
use kurbo::{BezPath, Point, Rect, Shape};
use std::collections::BTreeMap;

/// Glyphs of a scan's text layer on one page.
const LAYER_MAX: usize = 50_000;

/// Points beyond which nothing is on a page.
const PLACE_MAX: f64 = 100_000.0;

/// Letters that a span may put in the place of its glyphs.
const SUBSTITUTE_CHARS_MAX: usize = 8;

/// A glyph with its text; coordinates in points from the upper left corner of the page.
#[derive(Clone, Debug)]
pub(in crate::read) struct PlacedGlyph {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub baseline: f32,
    pub style: Style,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct PageGlyphs {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<PlacedGlyph>,
    pub hidden: u32,
    pub images: u32,
    /// Whether the glyphs are the layer that a scanner's text recognition put under its picture.
    pub recognised: bool,
    /// Horizontal rules, as tables have them between their rows.
    pub rules: Vec<Rule>,
}

/// A horizontal rule: left end, right end and height above which it stands, in points from the upper left corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
}

/// Rules of one page that are looked at.
const RULES_MAX: usize = 2_000;

pub(super) fn collect(pdf: &hayro_syntax::Pdf, page: &Page<'_>) -> PageGlyphs {
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let transform = page.initial_transform(true);
    let bbox = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform.to_kurbo(), bbox, &cache, pdf.xref(), settings);
    let mut collector = Collector {
        page: PageGlyphs { width, height, ..PageGlyphs::default() },
        layer: Vec::new(),
        fonts: BTreeMap::new(),
        clips: Vec::new(),
        backgrounds: Vec::new(),
        spans: Vec::new(),
    };
    interpret_page(page, &mut context, &mut collector);
    let Collector { mut page, layer, .. } = collector;
    if page.glyphs.is_empty() && page.images > 0 && !layer.is_empty() {
        page.hidden = page.hidden.saturating_sub(u32::try_from(layer.len()).unwrap_or(u32::MAX));
        page.glyphs = layer;
        page.recognised = true;
    }
    page
}

struct Collector {
    page: PageGlyphs,
    /// Glyphs drawn in the invisible mode: the text of a scan where the page shows nothing but pictures.
    layer: Vec<PlacedGlyph>,
    fonts: BTreeMap<u128, (bool, bool)>,
    clips: Vec<Option<Rect>>,
    /// Filled boxes that are not white: white text on them is meant to be seen.
    backgrounds: Vec<Rect>,
    /// Marked content that is open, with the text that stands for its glyphs (ActualText) until one of them has taken it.
    spans: Vec<Option<Substitute>>,
}

enum Substitute {
    Text(String),
    Taken,
}

impl Collector {
    /// The text of a glyph: what its span says for all of its glyphs, else its own.
    fn text_of(&mut self, own: String) -> String {
        match self.spans.iter_mut().rev().flatten().next() {
            Some(substitute) => match std::mem::replace(substitute, Substitute::Taken) {
                Substitute::Text(text) => text,
                Substitute::Taken => String::new(),
            },
            None => own,
        }
    }

    fn look(&mut self, glyph: &Glyph<'_>) -> (bool, bool) {
        let Glyph::Outline(outline) = glyph else { return (false, false) };
        let key = outline.identifier().cache_key();
        *self.fonts.entry(key).or_insert_with(|| {
            outline.font_data().map_or((false, false), |data| {
                let name = data.postscript_name.unwrap_or_default().to_lowercase();
                let named_bold = ["bold", "black", "heavy", "semibold", "demi", "-bd", "medi"]
                    .iter()
                    .any(|word| name.contains(word))
                    || name.contains("cmbx");
                let named_italic = name.contains("italic") || name.contains("oblique") || name.contains("slanted");
                (data.weight.is_some_and(|weight| weight >= 600) || named_bold, data.is_italic || named_italic)
            })
        })
    }

    fn visible(&self, paint: &Paint<'_>, mode: &DrawMode, size: f32, at: Point) -> bool {
        if matches!(mode, DrawMode::Invisible) || size < 2.0 {
            return false;
        }
        if at.x < -1.0
            || at.y < -1.0
            || at.x > f64::from(self.page.width) + 1.0
            || at.y > f64::from(self.page.height) + 1.0
        {
            return false;
        }
        if self.clips.iter().flatten().any(Rect::is_zero_area) {
            return false;
        }
        match paint {
            Paint::Color(color) => {
                let [r, g, b, a] = color.to_rgba().to_rgba8();
                let white = r > 250 && g > 250 && b > 250;
                a > 8 && (!white || self.backgrounds.iter().any(|background| background.contains(at)))
            }
            Paint::Pattern(_) => true,
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let bounds = props.transform.transform_rect_bbox(path.bounding_box());
        if bounds.height() <= 2.5 && bounds.width() >= 12.0 && self.page.rules.len() < RULES_MAX {
            self.page.rules.push(Rule { x0: bounds.x0 as f32, x1: bounds.x1 as f32, y: bounds.center().y as f32 });
        }
        if !matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            return;
        }
        let dark = match &props.paint {
            Paint::Color(color) => {
                let [r, g, b, a] = color.to_rgba().to_rgba8();
                a > 8 && !(r > 250 && g > 250 && b > 250)
            }
            Paint::Pattern(_) => true,
        };
        if dark && bounds.width() > 8.0 && bounds.height() > 6.0 && self.backgrounds.len() < 512 {
            self.backgrounds.push(bounds);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(Some(clip.path.bounding_box()));
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for positioned in run.glyphs() {
            let glyph: &Glyph<'a> = positioned;
            let raw = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => String::new(),
            };
            let raw = self.text_of(raw);
            let transform = props.transform * positioned.transform();
            let advance = match glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(type3) => type3.advance_width(),
            };
            // A font with no units to the em has widths without end.
            let advance = advance.filter(|width| width.is_finite()).unwrap_or(500.0);
            let origin = transform * Point::ZERO;
            let along = transform * Point::new(f64::from(advance), 0.0);
            let up = transform * Point::new(0.0, 1000.0) - origin;
            let size = up.hypot() as f32;
            // A matrix of the file may hold anything; places that are no places on a page are not seen.
            let placed = [origin.x, origin.y, along.x, along.y, f64::from(size)];
            if placed.iter().any(|value| !value.is_finite() || value.abs() > PLACE_MAX) {
                self.page.hidden += u32::from(!raw.trim().is_empty());
                continue;
            }
            // Rotated text (a side label) would tear lines apart; it is rare and carries no facts.
            if (along.y - origin.y).abs() > (along.x - origin.x).abs() {
                continue;
            }
            let visible = self.visible(&props.paint, mode, size, origin);
            let blank = raw.trim().is_empty();
            self.page.hidden += u32::from(!visible && !blank);
            if !visible && (blank || !matches!(mode, DrawMode::Invisible) || self.layer.len() >= LAYER_MAX) {
                continue;
            }
            let (bold, italic) = self.look(glyph);
            let stroked_bold = matches!(mode, DrawMode::FillAndStroke(..));
            let placed = PlacedGlyph {
                text: direction::as_drawn(text::clean(&raw)),
                x0: origin.x.min(along.x) as f32,
                x1: origin.x.max(along.x) as f32,
                baseline: origin.y as f32,
                style: Style { size: (size * 10.0).round() / 10.0, bold: bold || stroked_bold, italic, heading: 0 },
            };
            if visible { self.page.glyphs.push(placed) } else { self.layer.push(placed) }
        }
    }

    fn begin_marked_content(&mut self, _tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|found| found.get::<object::String<'_>>("ActualText"));
        let text = text.map(|text| text_string(text.as_bytes()));
        // Ligatures and hyphens have a few letters; a long text would say what nobody sees.
        let short = text.filter(|text| text.chars().count() <= SUBSTITUTE_CHARS_MAX);
        self.spans.push(short.map(Substitute::Text));
    }

    fn end_marked_content(&mut self) {
        self.spans.pop();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.page.images += 1;
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

/// A text string of a PDF: UTF-16 or UTF-8 by its mark, else PDFDocEncoding, which is Latin-1 for letters. Source: ISO
/// 32000-2, 7.9.2.2.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
