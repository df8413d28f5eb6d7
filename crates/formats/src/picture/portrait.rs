//! Photos of people: which picture of a CV is one, and how it stands in a paper. A photo is always encoded anew, so that
//! nothing of the camera, the place or the hour goes with it. Recognises nobody: proportions, size and shades decide.

use super::flat::flat_colours;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView, Rgb, RgbImage, Rgba};

/// Bytes of a photo as papers show it.
pub const PHOTO_BYTES_MAX: usize = 200 * 1024;
/// Pixels of its sides at the most.
const PHOTO_PIXELS_MAX: (u32, u32) = (600, 800);
/// Pixels of each side at least.
pub(super) const SIDE_PIXELS_MIN: u32 = 100;
/// Flat colours of a code or an icon, which no paper may show as a photo even where somebody names its file: a code mostly holds
/// contact data. A drawing of a person has more.
const FLAT_COLOURS_OF_A_CODE: usize = 2;
/// Width for a height of a hundred, from a tall passport photo to a little wider than a square.
const PROPORTIONS: std::ops::RangeInclusive<u64> = 60..=110;
/// Qualities that are tried until the photo is small enough.
const QUALITIES: [u8; 5] = [88, 78, 66, 52, 38];

/// Whether a picture of this many pixels may be a photo of a person.
pub(crate) fn is_like_a_portrait(width: u32, height: u32) -> bool {
    width >= SIDE_PIXELS_MIN
        && height >= SIDE_PIXELS_MIN
        && PROPORTIONS.contains(&(u64::from(width) * 100 / u64::from(height)))
}

/// The same for a picture that its camera may have noted to be turned.
pub(crate) fn may_be_a_portrait(width: u32, height: u32) -> bool {
    is_like_a_portrait(width, height) || is_like_a_portrait(height, width)
}

/// Whether a picture found in a CV has the shades of a photo; emblems of up to three flat colours are passed over.
pub(crate) fn is_shaded(picture: &DynamicImage) -> bool {
    flat_colours(picture).is_none()
}

/// Whether a picture is so flat that it is no photo even where somebody says so: a code, an icon, a single colour.
pub(crate) fn is_like_a_code(picture: &DynamicImage) -> bool {
    flat_colours(picture).is_some_and(|colours| colours <= FLAT_COLOURS_OF_A_CODE)
}

/// A photo as JPEG: upright, at most 600 × 800 pixels and [`PHOTO_BYTES_MAX`], on white, without any notes of its camera.
/// `None` where a side has less than a hundred pixels.
pub fn normalise(picture: &DynamicImage) -> Option<Vec<u8>> {
    let (width, height) = picture.dimensions();
    if width < SIDE_PIXELS_MIN || height < SIDE_PIXELS_MIN {
        return None;
    }
    let fits = width <= PHOTO_PIXELS_MAX.0 && height <= PHOTO_PIXELS_MAX.1;
    let pixels = if fits {
        on_white(picture)
    } else {
        on_white(&picture.resize(PHOTO_PIXELS_MAX.0, PHOTO_PIXELS_MAX.1, FilterType::CatmullRom))
    };
    QUALITIES.into_iter().find_map(|quality| {
        let mut out = Vec::new();
        JpegEncoder::new_with_quality(&mut out, quality).encode_image(&pixels).ok()?;
        (out.len() <= PHOTO_BYTES_MAX).then_some(out)
    })
}

/// The picture without transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let clear = picture.to_rgba8();
    RgbImage::from_fn(clear.width(), clear.height(), |x, y| Rgb(mixed_with_white(*clear.get_pixel(x, y))))
}

/// Red, green and blue of a pixel on white ground.
pub(super) fn mixed_with_white(pixel: Rgba<u8>) -> [u8; 3] {
    let [red, green, blue, alpha] = pixel.0;
    [red, green, blue].map(|part| {
        let mixed = (u32::from(part) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::decode;
    use crate::read::image_size;

    #[test]
    fn proportions_tell_a_portrait() {
        for (width, height) in [(300, 400), (400, 400), (240, 400), (440, 400)] {
            assert!(is_like_a_portrait(width, height), "{width} × {height}");
        }
        for (width, height) in [(800, 200), (99, 120), (200, 500), (1200, 800)] {
            assert!(!is_like_a_portrait(width, height), "{width} × {height}");
        }
        assert!(may_be_a_portrait(1200, 900), "a telephone lies on its side");
    }

    #[test]
    fn photos_become_small_upright_and_bare() {
        // Noise is what a JPEG compresses least.
        let noise = RgbImage::from_fn(1500, 2000, |x, y| {
            let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).to_be_bytes();
            Rgb([mixed[0], mixed[1], mixed[2]])
        });
        let mut camera = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut camera, 90);
        encoder.encode_image(&noise).expect("memory");
        // Exif after the first marker: turned by a right angle.
        let tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut exif = b"\xff\xe1".to_vec();
        exif.extend_from_slice(&u16::try_from(tiff.len() + 8).expect("short").to_be_bytes());
        exif.extend_from_slice(b"Exif\0\0");
        exif.extend_from_slice(tiff);
        drop(camera.splice(2..2, exif));
        let turned = decode(&camera).expect("a JPEG");
        assert_eq!(turned.dimensions(), (2000, 1500), "what its camera noted is heeded");
        let photo = normalise(&turned).expect("a photo");
        assert!(photo.len() <= PHOTO_BYTES_MAX && !photo.windows(4).any(|four| four == b"Exif"));
        assert_eq!(image_size(&photo), Some(("jpeg", 600, 450)));
        assert_eq!(normalise(&DynamicImage::new_rgb8(90, 120)), None);
        let clear = DynamicImage::new_rgba8(120, 120);
        let white = decode(&normalise(&clear).expect("a photo")).expect("a JPEG").to_rgb8();
        assert!(white.get_pixel(60, 60).0.iter().all(|part| *part > 250), "clear ground is white, not black");
    }
}
