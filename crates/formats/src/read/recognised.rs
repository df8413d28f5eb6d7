//! Words that a recognition program found on pictures of pages, laid out as the glyphs of a PDF are.
//! Source: the TSV output of tesseract: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.

use super::ReadError;
use super::pdf::{self, PlacedGlyph};
use crate::source::{PageSize, SourceText, Style};
use crate::text;

/// Words below this confidence are left out and counted.
const CONFIDENCE_MIN: f32 = 40.0;
const SINGLE_CONFIDENCE_MIN: f32 = 85.0;
const CELLS: usize = 12;
/// Share of a line's height that lies above its baseline, and share that a font's size has of it: lines with ascenders and
/// descenders are as high as their font's size.
const ABOVE_BASELINE: f32 = 0.78;

/// What was recognised on one page.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// The table as the program printed it.
    pub tsv: String,
    /// Size of the page in points.
    pub size: PageSize,
    /// Dots per inch of the picture.
    pub dpi: f32,
}

/// The text of recognised pages.
///
/// # Errors
/// [`ReadError::NoText`] when no word was recognised with confidence.
pub fn recognised(pages: &[Recognised]) -> Result<SourceText, ReadError> {
    let mut doubtful = 0;
    let laid: Vec<_> = pages
        .iter()
        .map(|page| {
            let glyphs = words(page, &mut doubtful);
            (page.size, glyphs)
        })
        .collect();
    let mut source = pdf::laid_out(laid);
    source.warn("read.ocr", u32::try_from(pages.len()).unwrap_or(u32::MAX));
    source.warn("read.ocr_doubtful", doubtful);
    if source.lines.is_empty() {
        return Err(ReadError::NoText { pages: u32::try_from(pages.len()).unwrap_or(u32::MAX) });
    }
    Ok(source)
}

fn words(page: &Recognised, doubtful: &mut u32) -> Vec<PlacedGlyph> {
    let scale = 72.0 / page.dpi.max(1.0);
    let mut out = Vec::new();
    // Top and height of the line that is being read.
    let mut line = (0.0f32, 0.0f32);
    for row in page.tsv.lines() {
        let cells: Vec<&str> = row.splitn(CELLS, '\t').collect();
        if cells.len() < CELLS - 1 {
            continue;
        }
        let number = |at: usize| cells.get(at).and_then(|cell| cell.parse::<f32>().ok()).filter(|n| n.is_finite());
        let (Some(left), Some(top), Some(width), Some(height)) = (number(6), number(7), number(8), number(9)) else {
            continue;
        };
        match cells[0] {
            "4" => line = (top * scale, height * scale),
            "5" => {
                let word = cells.get(CELLS - 1).map_or("", |word| word.trim());
                // Strokes of tables and pictures are read as signs alone.
                if word.is_empty() || !word.chars().any(|c| c.is_alphanumeric() || "–-•·&/|".contains(c)) {
                    continue;
                }
                // Bullets and icons are read as single letters, with less confidence than letters are.
                let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
                let wanted = if single { SINGLE_CONFIDENCE_MIN } else { CONFIDENCE_MIN };
                if number(10).is_none_or(|confidence| confidence < wanted) {
                    *doubtful += 1;
                    continue;
                }
                // A line whose box is much higher than its words holds a picture or a stroke too.
                let high = line.1 > 2.5 * height * scale;
                let (from, size) = if high { (top * scale, height * scale) } else { line };
                out.push(PlacedGlyph {
                    text: text::clean(word),
                    x0: left * scale,
                    x1: (left + width) * scale,
                    baseline: from + size * ABOVE_BASELINE,
                    style: Style { size: (size * 2.0).round() / 2.0, ..Style::default() },
                });
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Recognised, recognised};
    use crate::source::PageSize;

    #[test]
    fn words_become_lines_and_doubtful_ones_are_counted() {
        let tsv = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            4\t1\t1\t1\t1\t0\t100\t100\t400\t40\t-1\t\n\
            5\t1\t1\t1\t1\t1\t100\t100\t100\t40\t96\tAnna\n\
            5\t1\t1\t1\t1\t2\t215\t100\t140\t40\t95\tMuster\n\
            4\t1\t1\t1\t2\t0\t100\t200\t400\t40\t-1\t\n\
            5\t1\t1\t1\t2\t1\t100\t200\t100\t40\t12\tx4!a\n\
            5\t1\t1\t1\t2\t2\t215\t200\t100\t40\t91\tBern\n";
        let page = Recognised { tsv: tsv.into(), size: PageSize { width: 595.0, height: 842.0 }, dpi: 300.0 };
        let source = recognised(&[page]).expect("words");
        assert_eq!(source.text, "Anna Muster\nBern");
        assert!(source.warnings.iter().any(|warning| warning.code == "read.ocr_doubtful" && warning.count == 1));
        let nothing = Recognised { tsv: String::new(), size: PageSize { width: 1.0, height: 1.0 }, dpi: 300.0 };
        assert_eq!(recognised(&[nothing]).map_err(|error| error.code()).err(), Some("read.no_text"));
    }
}
