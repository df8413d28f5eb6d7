//! Pages as pixels: drawn from PDF, scaled, put together, and written as small PNG files with a palette.
//! Judges nothing and knows no folder; that is the business of `proof` and `gallery`.

use anyhow::{Context, Result};
use dossier_core::formats::ReadLimits;
use dossier_core::formats::read::pdf::pictures;
use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

/// Red, green, blue.
pub type Colour = [u8; 3];

pub const WHITE: Colour = [255; 3];

/// Sizes of palettes that are tried one after the other until a file is small enough.
const PALETTES: [usize; 4] = [64, 32, 16, 8];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    /// Row by row from the upper left corner.
    pub colours: Vec<Colour>,
}

impl Pixels {
    pub fn filled(width: usize, height: usize, colour: Colour) -> Self {
        Self { width, height, colours: vec![colour; width * height] }
    }

    /// The pixels of a row from `left` to before `right`, as far as there are any.
    pub fn stretch(&self, y: usize, left: usize, right: usize) -> &[Colour] {
        let right = right.min(self.width);
        let left = left.min(right);
        self.colours.get(y * self.width + left..y * self.width + right).unwrap_or_default()
    }

    /// Puts a picture on this one; what does not fit is cut off.
    pub fn paste(&mut self, picture: &Self, left: usize, top: usize) {
        let columns = picture.width.min(self.width.saturating_sub(left));
        for y in 0..picture.height.min(self.height.saturating_sub(top)) {
            let start = (top + y) * self.width + left;
            self.colours[start..start + columns].copy_from_slice(picture.stretch(y, 0, columns));
        }
    }

    /// The same picture within a border of one pixel.
    pub fn framed(&self, colour: Colour) -> Self {
        let mut framed = Self::filled(self.width + 2, self.height + 2, colour);
        framed.paste(self, 1, 1);
        framed
    }

    /// The upper left part of the picture.
    pub fn cut(&self, width: usize, height: usize) -> Self {
        let mut part = Self::filled(width.min(self.width), height.min(self.height), WHITE);
        part.paste(self, 0, 0);
        part
    }

    /// The picture at a smaller width, each pixel the mean of those it stands for. Never enlarges.
    pub fn shrunk(&self, width: usize) -> Self {
        if width >= self.width || width == 0 {
            return self.clone();
        }
        let height = (self.height * width / self.width).max(1);
        let mut colours = Vec::with_capacity(width * height);
        for y in 0..height {
            let (top, bottom) =
                (y * self.height / height, ((y + 1) * self.height / height).max(y * self.height / height + 1));
            for x in 0..width {
                let (left, right) =
                    (x * self.width / width, ((x + 1) * self.width / width).max(x * self.width / width + 1));
                colours.push(mean((top..bottom).flat_map(|y| self.stretch(y, left, right)).map(|colour| (*colour, 1))));
            }
        }
        Self { width, height, colours }
    }
}

/// The pages of a PDF, drawn.
pub fn pages(pdf: &[u8], dpi: f32) -> Result<Vec<Pixels>> {
    pictures(pdf, &ReadLimits::default(), dpi)?.iter().map(|picture| decode(&picture.png)).collect()
}

/// Reads a PNG; what can be seen through stands on white.
pub fn decode(png: &[u8]) -> Result<Pixels> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let mut buffer = vec![0; reader.output_buffer_size().context("a picture that is too large")?];
    let info = reader.next_frame(&mut buffer)?;
    buffer.truncate(info.buffer_size());
    let colours = buffer.chunks_exact(info.color_type.samples()).map(|pixel| match *pixel {
        [grey] => [grey; 3],
        [grey, alpha] => on_white([grey; 3], alpha),
        [red, green, blue] => [red, green, blue],
        [red, green, blue, alpha] => on_white([red, green, blue], alpha),
        _ => WHITE,
    });
    Ok(Pixels {
        width: usize::try_from(info.width)?,
        height: usize::try_from(info.height)?,
        colours: colours.collect(),
    })
}

fn on_white(colour: Colour, alpha: u8) -> Colour {
    let alpha = u32::from(alpha);
    colour.map(|part| u8::try_from((u32::from(part) * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255))
}

/// Writes a PNG with a palette, which is made smaller until the file has at most `bytes_max` bytes or nothing is left to take.
pub fn encode(pixels: &Pixels, bytes_max: usize) -> Result<Vec<u8>> {
    let mut counts: BTreeMap<Colour, u64> = BTreeMap::new();
    for colour in &pixels.colours {
        *counts.entry(*colour).or_default() += 1;
    }
    let mut file = Vec::new();
    for colours_max in PALETTES {
        file = with_palette(pixels, &palette(&counts, colours_max))?;
        if file.len() <= bytes_max {
            break;
        }
    }
    Ok(file)
}

fn with_palette(pixels: &Pixels, palette: &[Colour]) -> Result<Vec<u8>> {
    let mut known: HashMap<Colour, u8> = HashMap::new();
    let indices: Vec<u8> = pixels
        .colours
        .iter()
        .map(|colour| *known.entry(*colour).or_insert_with(|| nearest(palette, *colour)))
        .collect();
    let four_bits = palette.len() <= 16;
    let rows = indices.chunks(pixels.width.max(1));
    let data: Vec<u8> = if four_bits {
        rows.flat_map(|row| row.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).copied().unwrap_or(0))).collect()
    } else {
        rows.flatten().copied().collect()
    };
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, u32::try_from(pixels.width)?, u32::try_from(pixels.height)?);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(if four_bits { png::BitDepth::Four } else { png::BitDepth::Eight });
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    // Differences of palette numbers say nothing.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(file)
}

/// Which colour of a palette is nearest.
fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let distance = |other: &Colour| -> u32 {
        other.iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b))).map(|part| part * part).sum()
    };
    let found = (0_u8..=255).zip(palette).min_by_key(|(_, other)| distance(other));
    found.map_or(0, |(at, _)| at)
}

/// Median cut: the box of colours that holds most and reaches furthest is split until there are enough boxes.
fn palette(counts: &BTreeMap<Colour, u64>, colours_max: usize) -> Vec<Colour> {
    let mut boxes: Vec<Counted> = vec![counts.iter().map(|(colour, count)| (*colour, *count)).collect()];
    while boxes.len() < colours_max {
        let weight = |one: &Counted| {
            let all: u64 = one.iter().map(|(_, count)| count).sum();
            u64::from(widest(one).1) * all.isqrt()
        };
        let Some(at) = (0..boxes.len()).filter(|at| boxes[*at].len() > 1).max_by_key(|at| weight(&boxes[*at])) else {
            break;
        };
        let (upper, lower) = halves(boxes.swap_remove(at));
        boxes.extend([upper, lower]);
    }
    boxes.iter().filter(|one| !one.is_empty()).map(|one| representative(one)).collect()
}

/// The channel in which colours differ most, and by how much.
fn widest(colours: &[(Colour, u64)]) -> (usize, u8) {
    let reach = |channel: usize| {
        let parts = || colours.iter().map(move |(colour, _)| colour[channel]);
        parts().max().unwrap_or(0) - parts().min().unwrap_or(0)
    };
    (0..3).map(|channel| (channel, reach(channel))).max_by_key(|(_, reach)| *reach).unwrap_or((0, 0))
}

/// Colours with how often each occurs.
type Counted = Vec<(Colour, u64)>;

/// Both sides of the middle of at least two colours; neither is empty.
fn halves(mut colours: Counted) -> (Counted, Counted) {
    let (channel, _) = widest(&colours);
    colours.sort_by_key(|(colour, _)| (colour[channel], *colour));
    let all: u64 = colours.iter().map(|(_, count)| count).sum();
    let mut sum = 0_u64;
    let middle = colours.iter().position(|(_, count)| {
        sum += count;
        sum * 2 >= all
    });
    let at = (middle.unwrap_or(0) + 1).clamp(1, colours.len().max(2) - 1);
    let upper = colours.split_off(at);
    (colours, upper)
}

/// The colour that stands for a box: the one most of it has, so that white and grounds stay as they are, else the mean.
fn representative(colours: &[(Colour, u64)]) -> Colour {
    let all: u64 = colours.iter().map(|(_, count)| count).sum();
    match colours.iter().max_by_key(|(_, count)| *count) {
        Some((colour, count)) if count * 2 > all => *colour,
        _ => mean(colours.iter().copied()),
    }
}

fn mean(colours: impl Iterator<Item = (Colour, u64)>) -> Colour {
    let (mut sums, mut all) = ([0_u64; 3], 0);
    for (colour, count) in colours {
        for (sum, part) in sums.iter_mut().zip(colour) {
            *sum += u64::from(part) * count;
        }
        all += count;
    }
    sums.map(|sum| u8::try_from(sum / all.max(1)).unwrap_or(255))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut picture = Pixels::filled(7, 5, WHITE);
        picture.paste(&Pixels::filled(3, 9, [11, 83, 81]), 2, 1);
        for bytes_max in [usize::MAX, 0] {
            let file = encode(&picture, bytes_max).expect("a small picture");
            assert_eq!(decode(&file).expect("our own file"), picture, "two colours fit any palette");
        }
    }

    #[test]
    fn palettes_keep_grounds_and_stay_small() {
        let mut picture = Pixels::filled(256, 4, WHITE);
        for x in 0..=255_u8 {
            picture.colours[usize::from(x)] = [x, x / 2, 255 - x];
        }
        let counts = picture.colours.iter().fold(BTreeMap::new(), |mut counts, colour| {
            *counts.entry(*colour).or_insert(0) += 1;
            counts
        });
        let palette = palette(&counts, 8);
        assert_eq!(palette.len(), 8);
        assert!(palette.contains(&WHITE));
    }

    #[test]
    fn shrinking_takes_means_and_frames_are_one_pixel() {
        let mut picture = Pixels::filled(4, 2, WHITE);
        picture.paste(&Pixels::filled(2, 2, [0; 3]), 0, 0);
        assert_eq!(picture.shrunk(2).colours, [[0; 3], WHITE]);
        assert_eq!(picture.shrunk(1).colours, [[127; 3]]);
        assert_eq!(picture.shrunk(9), picture);
        let framed = picture.framed([1; 3]);
        assert_eq!((framed.width, framed.height, framed.stretch(0, 0, 1)), (6, 4, &[[1; 3]][..]));
    }
}
