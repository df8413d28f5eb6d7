//! Whether text can be told from its ground, by the pixels of drawn pages: contrast after WCAG 2.2 of each stretch of text.
//! Knows nothing of styles and colours that were meant; only what is drawn counts.

use super::Fault;
use super::pages::Piece;
use crate::pixels::{Colour, Pixels};
use std::collections::HashMap;

/// Dots per inch at which even thin strokes reach their full colour.
pub const DPI: f32 = 150.0;
/// Contrast of text at the least.
const CONTRAST_MIN: f64 = 4.5;
/// Pixels of ink below which nothing can be said.
const INK_MIN: u64 = 12;
/// Points by which a box is enlarged at its sides, and above and below. A rule beside text is not text.
const ENLARGED: (f32, f32) = (1.0, 0.5);

pub fn faults(pages: &[Pixels], pieces: &[Piece]) -> Vec<Fault> {
    let mut found = Vec::new();
    for piece in pieces {
        let page = usize::try_from(piece.page).ok().and_then(|page| pages.get(page.checked_sub(1)?));
        let Some(contrast) = page.and_then(|page| contrast(page, piece)) else { continue };
        if contrast < CONTRAST_MIN {
            found.push(Fault::new(piece.page, &format!("a contrast of {contrast:.1}"), &piece.text));
        }
    }
    found
}

/// Contrast of a piece; `None` where next to nothing is drawn.
fn contrast(page: &Pixels, piece: &Piece) -> Option<f64> {
    let pixel = |points: f32| (points * DPI / 72.0).max(0.0) as usize;
    let (left, right) = (pixel(piece.x0 - ENLARGED.0), pixel(piece.x1 + ENLARGED.0) + 1);
    let (top, bottom) = (pixel(piece.top() - ENLARGED.1), pixel(piece.bottom() + ENLARGED.1) + 1);
    let mut counts: HashMap<Colour, u64> = HashMap::new();
    for colour in (top..bottom.min(page.height)).flat_map(|y| page.stretch(y, left, right)) {
        *counts.entry(*colour).or_default() += 1;
    }
    let (ground, _) = counts.iter().max_by_key(|(colour, count)| (**count, **colour))?;
    let ground = luminance(*ground);
    let away = |colour: &Colour| (luminance(*colour) - ground).abs();
    let ink = counts.keys().max_by(|a, b| away(a).total_cmp(&away(b)).then(a.cmp(b)))?;
    let ink = luminance(*ink);
    let near_ink = |colour: &Colour| (luminance(*colour) - ink).abs() < away(colour);
    let drawn: u64 = counts.iter().filter(|(colour, _)| near_ink(colour)).map(|(_, count)| count).sum();
    (drawn >= INK_MIN).then(|| (ground.max(ink) + 0.05) / (ground.min(ink) + 0.05))
}

/// Relative luminance after WCAG 2.2.
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let value = f64::from(part) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with strokes of a colour on a ground, and the piece that stands there.
    fn drawn(ground: Colour, ink: Colour, strokes: usize) -> Vec<Fault> {
        let mut page = Pixels::filled(400, 200, [255; 3]);
        page.paste(&Pixels::filled(300, 100, ground), 20, 20);
        for stroke in 0..strokes {
            page.paste(&Pixels::filled(2, 8, ink), 44 + 10 * stroke, 46);
        }
        let piece = Piece { page: 1, x0: 20.0, x1: 100.0, base: 28.0, size: 10.0, text: "Text".into() };
        faults(&[page], &[piece])
    }

    #[test]
    fn text_stands_out_from_its_ground() {
        assert!(drawn([255; 3], [0x59; 3], 9).is_empty(), "7.0");
        assert!(drawn([11, 83, 81], [255; 3], 9).is_empty(), "white on the accent");
        assert_eq!(drawn([255; 3], [0x80; 3], 9)[0].what, "a contrast of 3.9");
        assert_eq!(drawn([11, 83, 81], [0x59; 3], 9)[0].what, "a contrast of 1.3");
        assert!(drawn([255; 3], [0x80; 3], 0).is_empty(), "nothing is drawn");
    }
}
