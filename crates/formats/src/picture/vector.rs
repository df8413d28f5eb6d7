//! SVG drawings as logos: checked for what runs, fetches or depends on the reader, then drawn once as a raster for programs
//! that show no drawings. Text must be outlined, because its fonts are not everywhere.

use super::PictureError;
use crate::read::xml::{self, Element};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use resvg::{tiny_skia, usvg};

/// Elements of a drawing.
const ELEMENTS_MAX: usize = 20_000;
/// Depth of nested elements.
const DEPTH_MAX: u32 = 64;
/// Pixels of the raster for a printed point: 288 dots per inch.
const PIXELS_PER_POINT: u32 = 4;

/// A drawing that may stand in papers.
pub(super) struct Drawing {
    tree: usvg::Tree,
    /// Width in its own units.
    pub width: f64,
    /// Height in its own units.
    pub height: f64,
}

fn holds(what: &'static str) -> PictureError {
    PictureError::Drawing { what }
}

/// Reads a drawing; `None` for bytes that are none.
///
/// # Errors
/// [`PictureError::Drawing`] naming what it must not hold.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Drawing>, PictureError> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(None) };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') || !text.contains("<svg") && !text.contains(":svg") {
        return Ok(None);
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("<!doctype") || lower.contains("<!entity") {
        return Err(holds("a document type; save it as plain SVG or delete that line"));
    }
    if lower.contains("<?xml-stylesheet") {
        return Err(holds("a reference to a style sheet; put the styles into the drawing"));
    }
    let parsed = xml::parse(text, DEPTH_MAX).map_err(|_| PictureError::Damaged)?;
    let root = parsed.elements().next().filter(|root| root.name == "svg").ok_or(PictureError::Kind)?;
    check(root, &mut 0)?;
    let tree = usvg::Tree::from_str(text, &options()).map_err(|_| PictureError::Damaged)?;
    let size = tree.size();
    Ok(Some(Drawing { width: f64::from(size.width()), height: f64::from(size.height()), tree }))
}

/// Nothing is looked up: no files, no fonts of the machine.
fn options() -> usvg::Options<'static> {
    usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

fn check(element: &Element, count: &mut usize) -> Result<(), PictureError> {
    *count += 1;
    if *count > ELEMENTS_MAX {
        return Err(holds("more than 20,000 elements; simplify the drawing"));
    }
    match element.name.as_str() {
        "script" | "handler" | "listener" => return Err(holds("a script; save it without")),
        "foreignObject" | "iframe" | "audio" | "video" | "canvas" | "embed" | "object" => {
            return Err(holds("content of another kind; save it as plain SVG"));
        }
        "animate" | "animateMotion" | "animateTransform" | "animateColor" | "set" | "discard" => {
            return Err(holds("an animation; save a still drawing"));
        }
        "image" | "feImage" => return Err(holds("a raster picture; use the picture itself as PNG or JPEG")),
        "text" | "tref" => return Err(holds("text; convert it to outlines (paths)")),
        "style" => check_style(&element.text())?,
        _ => {}
    }
    for (name, value) in element.attributes() {
        let name = name.to_ascii_lowercase();
        if name.starts_with("on") {
            return Err(holds("a script in an attribute; save it without"));
        }
        if name == "href" && !value.trim_start().starts_with('#') || name == "base" {
            return Err(holds("a link to something outside; save it without"));
        }
        check_style(value)?;
    }
    element.elements().try_for_each(|child| check(child, count))
}

/// Styles may point within the drawing only.
fn check_style(style: &str) -> Result<(), PictureError> {
    let lower = style.to_ascii_lowercase();
    if lower.contains("@import") || lower.contains("@font-face") || lower.contains("javascript:") {
        return Err(holds("styles or fonts from outside; put the styles into the drawing"));
    }
    for piece in lower.split("url(").skip(1) {
        if !piece.trim_start_matches(['"', '\'', ' ']).starts_with('#') {
            return Err(holds("a link to something outside; save it without"));
        }
    }
    Ok(())
}

impl Drawing {
    /// The drawing as PNG on a clear ground, for a printed size.
    pub fn raster(&self, width_pt: u32, height_pt: u32) -> Result<Vec<u8>, PictureError> {
        let (width, height) = (width_pt * PIXELS_PER_POINT, height_pt * PIXELS_PER_POINT);
        let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(PictureError::Pixels)?;
        let scale = |pixels: u32, units: f64| (f64::from(pixels) / units) as f32;
        let fit = tiny_skia::Transform::from_scale(scale(width, self.width), scale(height, self.height));
        resvg::render(&self.tree, fit, &mut pixels.as_mut());
        if pixels.pixels().iter().all(|pixel| pixel.alpha() == 0) {
            return Err(holds("nothing that is drawn"));
        }
        let mut out = Vec::new();
        PngEncoder::new(&mut out)
            .write_image(&pixels.take_demultiplied(), width, height, ExtendedColorType::Rgba8)
            .map_err(|_| PictureError::Damaged)?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use crate::picture::{PictureError, decode, logo};

    fn svg(body: &str) -> String {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 50">{body}</svg>"##
        )
    }

    #[test]
    fn a_drawing_is_kept_and_drawn() {
        let text =
            svg(r##"<defs><linearGradient id="g"><stop offset="0" stop-color="#0b5351"/></linearGradient></defs>
            <style>.a{fill:url(#g)}</style><rect class="a" width="100" height="50"/><use xlink:href="#g"/>"##);
        let found = logo(format!("<?xml version=\"1.0\"?>\n{text}").as_bytes(), "Desk").expect("sound");
        assert_eq!((found.extension, found.width_pt, found.height_pt), ("png", 128, 32));
        assert!(found.svg.as_ref().is_some_and(|kept| kept.ends_with(b"</svg>")));
        let raster = decode(&found.bytes).expect("a PNG").to_rgba8();
        assert_eq!(raster.dimensions(), (512, 128));
        assert_eq!(raster.get_pixel(100, 60).0, [0x0b, 0x53, 0x51, 0xff]);
        assert_eq!(raster.get_pixel(400, 60).0[3], 0, "the ground is clear");
    }

    #[test]
    fn what_runs_fetches_or_depends_is_named() {
        let shape = r#"<rect width="9" height="9"/>"#;
        for (body, word) in [
            ("<script>alert(1)</script>", "script"),
            (r#"<rect width="9" height="9" onload="x()"/>"#, "script"),
            ("<foreignObject/>", "another kind"),
            (r#"<image href="data:image/png;base64,AA=="/>"#, "raster"),
            (r#"<use href="https://example.com/x.svg#a"/>"#, "outside"),
            (r#"<a xlink:href="file:///etc/passwd"><rect width="9" height="9"/></a>"#, "outside"),
            (r#"<rect width="9" height="9" style="fill:url(https://example.com/x)"/>"#, "outside"),
            ("<style>@import 'x.css';</style>", "outside"),
            ("<text>Desk</text>", "outlines"),
            ("<rect width='9' height='9'><animate attributeName='x'/></rect>", "animation"),
            ("<g/>", "nothing"),
        ] {
            let error = logo(svg(&format!("{body}{}", if word == "nothing" { "" } else { shape })).as_bytes(), "");
            let error = error.expect_err(body);
            assert_eq!(error.code(), "brand.logo_svg", "{body}");
            assert!(error.to_string().contains(word), "{body}: {error}");
        }
        let declared = format!("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]>{}", svg(shape));
        assert!(logo(declared.as_bytes(), "").expect_err("entities").to_string().contains("document type"));
        assert_eq!(logo(b"<svg><rect", ""), Err(PictureError::Damaged));
        assert_eq!(logo(b"<html><svg/></html>", ""), Err(PictureError::Kind));
        let deep = format!("{}{}", "<g>".repeat(200), "</g>".repeat(200));
        assert_eq!(logo(svg(&deep).as_bytes(), ""), Err(PictureError::Damaged));
    }
}
