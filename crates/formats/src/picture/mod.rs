//! Pictures that stand in papers: logos in PNG, JPEG or SVG, and photos. Each is decoded once, within limits, before a paper is
//! made of it; what cannot be shown everywhere is an error that says what to change. Looks at no file by itself.

mod fault;
mod flat;
mod portrait;
mod vector;
#[cfg(test)]
mod written;

pub use fault::{PhotoFault, photo_fault};
#[cfg(test)]
pub(crate) use flat::invented;
pub use portrait::{PHOTO_BYTES_MAX, normalise};
pub(crate) use portrait::{is_like_a_code, is_like_a_portrait, is_shaded, may_be_a_portrait};

use crate::read::image_size;
use crate::write::doc::Image;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// Bytes of a logo.
pub const LOGO_BYTES_MAX: usize = 1024 * 1024;
/// Pixels of a side of a picture.
const SIDE_PIXELS_MAX: u32 = 8_000;
/// Pixels of a picture; decoded, they take four bytes each.
const PIXELS_MAX: u64 = 16_000_000;
/// Largest size in which a logo is printed, in points: 45 mm wide and 16 mm high.
const LOGO_PT_MAX: (f64, f64) = (128.0, 45.0);

/// Why a picture cannot be used.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// More bytes than [`LOGO_BYTES_MAX`].
    #[error("the picture has more than 1 MiB")]
    TooLarge,
    /// Another format.
    #[error("the picture is neither PNG, JPEG nor SVG")]
    Kind,
    /// No pixels, or too many.
    #[error("the picture must have 1 to 8,000 pixels a side and at most 16 million in all")]
    Pixels,
    /// It cannot be decoded.
    #[error("the picture is damaged")]
    Damaged,
    /// A drawing that holds what not every reader shows, or what fetches or runs something.
    #[error("the SVG holds {what}")]
    Drawing {
        /// What it holds, and how to do without.
        what: &'static str,
    },
}

impl PictureError {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "brand.logo_too_large",
            Self::Kind => "brand.logo_kind",
            Self::Pixels => "brand.logo_pixels",
            Self::Damaged => "brand.logo_damaged",
            Self::Drawing { .. } => "brand.logo_svg",
        }
    }
}

/// A logo with the size in which it is printed. An SVG keeps its drawing and comes with a raster of it for programs that show
/// no drawings.
///
/// # Errors
/// [`PictureError`].
pub fn logo(bytes: &[u8], alt: &str) -> Result<Image, PictureError> {
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(PictureError::TooLarge);
    }
    if let Some(drawing) = vector::read(bytes)? {
        let (width_pt, height_pt) = printed(drawing.width, drawing.height);
        let png = drawing.raster(width_pt, height_pt)?;
        let svg = Some(bytes.to_vec());
        return Ok(Image { bytes: png, extension: "png", width_pt, height_pt, alt: alt.to_owned(), svg });
    }
    decode(bytes)?;
    let (extension, width, height) = image_size(bytes).ok_or(PictureError::Kind)?;
    let (width_pt, height_pt) = printed(f64::from(width), f64::from(height));
    Ok(Image { bytes: bytes.to_vec(), extension, width_pt, height_pt, alt: alt.to_owned(), svg: None })
}

/// Width and height in points in which a logo of these proportions is printed.
fn printed(width: f64, height: f64) -> (u32, u32) {
    let scale = (LOGO_PT_MAX.0 / width).min(LOGO_PT_MAX.1 / height);
    let points = |length: f64| ((length * scale).round() as u32).max(1);
    (points(width), points(height))
}

/// The pixels of a PNG or JPEG, upright whatever its camera noted.
pub(crate) fn decode(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let (extension, width, height) = image_size(bytes).ok_or(PictureError::Kind)?;
    let sides = 1..=SIDE_PIXELS_MAX;
    if !sides.contains(&width) || !sides.contains(&height) || u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(PictureError::Pixels);
    }
    // A JPEG that was cut off is decoded with grey for what is missing; its end marker tells.
    if extension != "png" && !bytes.windows(2).any(|pair| pair == [0xff, 0xd9]) {
        return Err(PictureError::Damaged);
    }
    let format = if extension == "png" { ImageFormat::Png } else { ImageFormat::Jpeg };
    let damaged = |_| PictureError::Damaged;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut out, ImageFormat::Png).expect("memory");
        out.into_inner()
    }

    #[test]
    fn rasters_are_decoded_and_measured() {
        let wide = logo(&png(400, 100), "Desk").expect("sound");
        assert_eq!((wide.extension, wide.width_pt, wide.height_pt, wide.svg), ("png", 128, 32, None));
        let high = logo(&png(100, 400), "Desk").expect("sound");
        assert_eq!((high.width_pt, high.height_pt), (11, 45));
        let (whole, large) = (png(400, 100), vec![b' '; LOGO_BYTES_MAX + 1]);
        let cases: [(&[u8], PictureError); 5] = [
            (&whole[..60], PictureError::Damaged),
            (b"GIF89a", PictureError::Kind),
            (b"", PictureError::Kind),
            (&large, PictureError::TooLarge),
            // A header that promises more than anybody can hold.
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x1f\0\0\0\x1f\0\x08\x06\0\0\0", PictureError::Pixels),
        ];
        for (bytes, error) in cases {
            assert_eq!(logo(bytes, ""), Err(error));
        }
    }
}
