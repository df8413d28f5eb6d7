//! Tells pictures of two or three flat colours, such as QR codes and icons, from photos, by the colours of their even parts.
//! Reads no code and recognises nobody: an emblem of many colours passes for a photo.

use super::portrait::mixed_with_white;
use image::{DynamicImage, GenericImageView};
use std::ops::RangeInclusive;

/// Pixels a side, about, that are looked at; larger pictures are looked at in steps.
const LOOKED_AT_A_SIDE: u32 = 150;
/// Most that a part of the colour of a pixel may differ from that of its neighbours where the picture is even. The rims of flat
/// areas, which are blurred, differ by more; shades of skin by less, and the noise of a camera too.
const EVEN_MAX: u8 = 24;
/// Colours that still count as few.
const FEW: usize = 3;
/// Even pixels, in hundredths, that few colours cover in a flat picture. The best that a photo comes to, with a white ground and
/// black clothes, is about 85.
const COVERED_PERCENT: u64 = 96;
/// The same for a picture that is even in less than [`BUSY_PERCENT`] of its pixels: in a small code the traces of a JPEG are
/// everywhere.
const COVERED_IF_BUSY_PERCENT: u64 = 90;
/// Hundredths of the pixels that are even in a picture that is not busy.
const BUSY_PERCENT: u64 = 70;
/// Shades of red, green and blue that are told apart, and how many of the 256 levels are one of them.
const SHADES: usize = 32;
const LEVELS: u8 = 8;

/// How many flat colours a picture is made of, one to three; a code counts as two whatever stands in its middle. `None` for more,
/// and for pictures with shades, as photos have them, coloured or grey.
pub(crate) fn flat_colours(picture: &DynamicImage) -> Option<usize> {
    let (width, height) = picture.dimensions();
    let step = (width.max(height) / LOOKED_AT_A_SIDE).max(1);
    let inner = |length: u32| (step..length.saturating_sub(step)).step_by(usize::try_from(step).unwrap_or(1));
    let colour = |x: u32, y: u32| mixed_with_white(picture.get_pixel(x, y));
    let mut counts = vec![0_u64; SHADES * SHADES * SHADES];
    let (mut looked_at, mut even) = (0_u64, 0_u64);
    for y in inner(height) {
        for x in inner(width) {
            looked_at += 1;
            let here = colour(x, y);
            let around = [(x - step, y), (x + step, y), (x, y - step), (x, y + step)];
            if around.into_iter().all(|(x, y)| is_near(here, colour(x, y))) {
                even += 1;
                let [red, green, blue] = here.map(|part| usize::from(part / LEVELS));
                counts[place(red, green, blue)] += 1;
            }
        }
    }
    let covered = covered(&mut counts);
    let is_busy = even * 100 < looked_at * BUSY_PERCENT;
    if is_busy && covered[FEW - 1] * 100 >= even * COVERED_IF_BUSY_PERCENT {
        return Some(2);
    }
    covered.iter().position(|sum| sum * 100 >= even * COVERED_PERCENT).map(|at| at + 1)
}

fn is_near(one: [u8; 3], other: [u8; 3]) -> bool {
    one.into_iter().zip(other).all(|(one, other)| one.abs_diff(other) <= EVEN_MAX)
}

/// Pixels that the most frequent colour covers, the two most frequent, and so on; the shades next to one are that colour too.
fn covered(counts: &mut [u64]) -> [u64; FEW] {
    let mut sum = 0;
    std::array::from_fn(|_| {
        let most = (0..counts.len()).max_by_key(|at| counts[*at]).unwrap_or_default();
        for at in shades_at(most) {
            sum += std::mem::take(&mut counts[at]);
        }
        sum
    })
}

/// Where shades are counted.
fn place(red: usize, green: usize, blue: usize) -> usize {
    (red * SHADES + green) * SHADES + blue
}

/// A place and those of the shades next to it.
fn shades_at(at: usize) -> Vec<usize> {
    let (red, green, blue) = (at / (SHADES * SHADES), at / SHADES % SHADES, at % SHADES);
    let mut out = Vec::new();
    for red in beside(red) {
        for green in beside(green) {
            out.extend(beside(blue).map(|blue| place(red, green, blue)));
        }
    }
    out
}

fn beside(shade: usize) -> RangeInclusive<usize> {
    shade.saturating_sub(1)..=(shade + 1).min(SHADES - 1)
}

/// Invented pictures for tests of this and of what finds photos.
#[cfg(test)]
pub(crate) mod invented {
    use image::{GrayImage, Luma, Rgb, RgbImage};

    /// A number from 0 to 255 that looks like chance.
    fn chance(one: u32, other: u32) -> u8 {
        let mixed = one.wrapping_mul(2_654_435_761) ^ other.wrapping_mul(2_246_822_519);
        (mixed ^ (mixed >> 15)).wrapping_mul(2_654_435_761).to_be_bytes()[0]
    }

    fn level(value: i32) -> u8 {
        u8::try_from(value.clamp(0, 255)).unwrap_or_default()
    }

    fn signed(value: u32) -> i32 {
        i32::try_from(value).unwrap_or_default()
    }

    /// Black and white modules in no order, 33 a side, with a rim, as a QR code has them.
    pub(crate) fn code(side: u32) -> RgbImage {
        RgbImage::from_fn(side, side, |x, y| {
            let (column, row) = (x * 37 / side, y * 37 / side);
            let is_rim = [column, row].iter().any(|at| !(2..35).contains(at));
            if is_rim || chance(column, row) < 128 { Rgb([255; 3]) } else { Rgb([0; 3]) }
        })
    }

    /// A white disc with a soft rim on blue.
    pub(crate) fn icon(side: u32) -> RgbImage {
        let (middle, radius) = (f64::from(side) / 2.0, f64::from(side) * 0.3);
        RgbImage::from_fn(side, side, |x, y| {
            let distance = (f64::from(x) - middle).hypot(f64::from(y) - middle);
            let white = (radius - distance + 0.5).clamp(0.0, 1.0);
            Rgb([10.0, 102.0, 194.0].map(|ground: f64| (ground + (255.0 - ground) * white) as u8))
        })
    }

    /// Soft shades with the noise of a camera.
    pub(crate) fn photo(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let noise = signed(u32::from(chance(x, y) % 13));
            let (across, down) = (signed(x * 120 / width), signed(y * 150 / height));
            Rgb([level(90 + across + noise), level(60 + down + noise), level(70 + (across + down) / 2 + noise)])
        })
    }

    /// A shaded disc and black clothes on pure white, without colour: as little of shades as a portrait has.
    pub(crate) fn grey_on_white(width: u32, height: u32) -> GrayImage {
        GrayImage::from_fn(width, height, |x, y| {
            let (across, down) = (signed(x * 100 / width) - 50, signed(y * 100 / height) - 42);
            Luma([if down >= 36 && across.abs() < 42 {
                12
            } else if across * across + down * down < 26 * 26 {
                level(120 + across * 3 + signed(u32::from(chance(x, y) % 9)))
            } else {
                255
            }])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::decode;
    use image::codecs::jpeg::JpegEncoder;
    use image::imageops::FilterType;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    /// What a JPEG of poor quality makes of a picture.
    fn worn(picture: &DynamicImage) -> DynamicImage {
        let mut out = Vec::new();
        JpegEncoder::new_with_quality(&mut out, 60).encode_image(&picture.to_rgb8()).expect("memory");
        decode(&out).expect("a JPEG")
    }

    fn few(picture: &DynamicImage) -> bool {
        flat_colours(picture).is_some_and(|colours| colours <= 2)
    }

    #[test]
    fn codes_and_icons_are_flat_however_they_were_saved() {
        let code = DynamicImage::from(invented::code(300));
        let small = code.resize(120, 120, FilterType::Triangle);
        let mut marked = invented::code(300);
        for (x, y, pixel) in marked.enumerate_pixels_mut() {
            if (115..185).contains(&x) && (115..185).contains(&y) {
                *pixel = Rgb([200, 30, 60]);
            }
        }
        let icons = [100, 400].map(|side| DynamicImage::from(invented::icon(side)));
        for (number, picture) in [code, small, marked.into()].into_iter().chain(icons).enumerate() {
            assert!(few(&picture), "{number}: {:?}", flat_colours(&picture));
            assert!(few(&worn(&picture)), "{number} as JPEG: {:?}", flat_colours(&worn(&picture)));
        }
    }

    #[test]
    fn photos_have_shades_small_grey_or_on_white() {
        for (width, height) in [(120, 150), (300, 400), (1800, 2400)] {
            let photo = DynamicImage::from(invented::photo(width, height));
            let grey = DynamicImage::ImageLuma8(photo.to_luma8());
            let on_white = DynamicImage::from(invented::grey_on_white(width, height));
            for (number, picture) in [photo, grey, on_white].iter().enumerate() {
                assert_eq!(flat_colours(picture), None, "{number} of {width} × {height}");
                assert_eq!(flat_colours(&worn(picture)), None, "{number} of {width} × {height} as JPEG");
            }
        }
    }

    #[test]
    fn flat_colours_are_counted_up_to_three() {
        let striped = |colours: &[[u8; 3]]| -> DynamicImage {
            let count = u32::try_from(colours.len()).expect("few");
            RgbImage::from_fn(300, 300, |x, _| Rgb(colours[(x * count / 300) as usize])).into()
        };
        let five = [[250, 250, 250], [20, 60, 120], [230, 190, 160], [70, 40, 20], [160, 190, 220]];
        for count in 1..=5 {
            assert_eq!(flat_colours(&striped(&five[..count])), (count <= 3).then_some(count), "{count}");
        }
        // What is clear is white in a paper, whatever colour lies below.
        let clear = RgbaImage::from_fn(120, 120, |x, y| Rgba([(x * 2) as u8, (y * 2) as u8, 90, 0]));
        assert_eq!(flat_colours(&clear.into()), Some(1));
        assert_eq!(flat_colours(&DynamicImage::new_rgb8(1, 1)), Some(1), "nothing to see is no photo");
    }
}
