//! From glyphs to fragments: accents composed, words and fragments split at gaps, letter-spacing undone.
//! Knows nothing of columns or reading order.

use super::direction;
use super::glyphs::{PageGlyphs, PlacedGlyph, Rule};
use crate::source::Style;
use crate::text;
use unicode_normalization::UnicodeNormalization;

/// Gap between glyphs that separates words, in em. TeX writes no space glyphs, so the gap decides.
const WORD_GAP_EM: f32 = 0.12;
/// Gap that separates fragments (cells) of one line, in em.
const FRAGMENT_GAP_EM: f32 = 1.0;
/// Baselines closer than this belong to one line, in em.
pub(super) const SAME_LINE_EM: f32 = 0.3;

/// A stretch of text on one baseline without a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    pub runs: Vec<(String, Style)>,
    pub x0: f32,
    pub x1: f32,
    pub baseline: f32,
    pub size: f32,
}

impl Fragment {
    pub fn text(&self) -> String {
        self.runs.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A page as fragments, top to bottom and left to right.
#[derive(Debug)]
pub(super) struct Page {
    pub number: u32,
    pub width: f32,
    pub height: f32,
    pub fragments: Vec<Fragment>,
    /// Horizontal rules, those that touch joined.
    pub rules: Vec<Rule>,
    /// Baselines of running headers and footers with their texts, filled by `order::mark_running`.
    pub running: Vec<(f32, String)>,
}

pub(super) fn page(number: u32, found: &PageGlyphs) -> Page {
    let glyphs = compose_accents(&found.glyphs);
    let mut fragments = Vec::new();
    for line in lines(glyphs) {
        split(&line, &mut fragments);
    }
    Page {
        number,
        width: found.width,
        height: found.height,
        fragments,
        rules: joined(&found.rules),
        running: Vec::new(),
    }
}

/// Rules of one height that touch, as the borders of the cells of a row do, as one.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| ((a.y * 0.5).round()).total_cmp(&(b.y * 0.5).round()).then(a.x0.total_cmp(&b.x0)));
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        match out.last_mut().filter(|last| (last.y - rule.y).abs() < 1.5 && rule.x0 - last.x1 < 3.0) {
            Some(last) => last.x1 = last.x1.max(rule.x1),
            None => out.push(rule),
        }
    }
    out
}

/// Joins an accent drawn as a glyph of its own with the letter it stands over.
fn compose_accents(glyphs: &[PlacedGlyph]) -> Vec<PlacedGlyph> {
    let mut out: Vec<PlacedGlyph> = Vec::with_capacity(glyphs.len());
    let mut pending: Option<(&PlacedGlyph, char)> = None;
    for glyph in glyphs {
        if let Some((accent, mark)) = pending.take() {
            if overlaps(accent, glyph) && glyph.text.chars().next().is_some_and(char::is_alphabetic) {
                let mut composed = glyph.clone();
                composed.text = compose(&glyph.text, mark);
                out.push(composed);
                continue;
            }
            match out.last_mut() {
                Some(last) if overlaps(accent, last) && last.text.chars().next().is_some_and(char::is_alphabetic) => {
                    last.text = compose(&last.text, mark);
                }
                _ => out.push(accent.clone()),
            }
        }
        match combining(&glyph.text) {
            Some(mark) => pending = Some((glyph, mark)),
            None => out.push(glyph.clone()),
        }
    }
    if let Some((accent, _)) = pending {
        out.push(accent.clone());
    }
    out
}

fn compose(base: &str, mark: char) -> String {
    // TeX puts accents over a dotless i.
    let base = base.replace('ı', "i").replace('ȷ', "j");
    base.chars().chain([mark]).nfc().collect()
}

fn overlaps(a: &PlacedGlyph, b: &PlacedGlyph) -> bool {
    let shared = a.x1.min(b.x1) - a.x0.max(b.x0);
    shared > 0.3 * (a.x1 - a.x0).min(b.x1 - b.x0).max(0.1) && (a.baseline - b.baseline).abs() < b.style.size * 0.6
}

fn combining(text: &str) -> Option<char> {
    Some(match text {
        "´" | "\u{301}" => '\u{301}',
        "`" | "\u{300}" => '\u{300}',
        "¨" | "\u{308}" => '\u{308}',
        "ˆ" | "\u{302}" => '\u{302}',
        "˜" | "\u{303}" => '\u{303}',
        "¸" | "\u{327}" => '\u{327}',
        "ˇ" | "\u{30c}" => '\u{30c}',
        "˚" | "\u{30a}" => '\u{30a}',
        _ => return None,
    })
}

/// Groups glyphs by baseline, each group in strips from left to right.
fn lines(glyphs: Vec<PlacedGlyph>) -> Vec<Vec<PlacedGlyph>> {
    let mut order: Vec<(usize, PlacedGlyph)> = glyphs.into_iter().enumerate().collect();
    order.sort_by(|a, b| a.1.baseline.total_cmp(&b.1.baseline));
    let mut lines: Vec<Vec<(usize, PlacedGlyph)>> = Vec::new();
    let mut anchor = f32::NEG_INFINITY;
    for (number, glyph) in order {
        let near = glyph.baseline - anchor <= SAME_LINE_EM * glyph.style.size.max(4.0);
        match lines.last_mut() {
            Some(line) if near => line.push((number, glyph)),
            _ => {
                anchor = glyph.baseline;
                lines.push(vec![(number, glyph)]);
            }
        }
    }
    lines.into_iter().map(in_strips).collect()
}

/// Orders the glyphs of a line by the strips in which they were drawn. Two texts that overlap (a heading that is wider
/// than its column) stay apart, where sorting by place alone would shuffle their letters.
fn in_strips(mut line: Vec<(usize, PlacedGlyph)>) -> Vec<PlacedGlyph> {
    line.sort_by_key(|(number, _)| *number);
    let mut strips: Vec<Vec<PlacedGlyph>> = Vec::new();
    for (_, glyph) in line {
        let size = glyph.style.size.max(1.0);
        match strips.last_mut().filter(|strip| {
            strip.last().is_some_and(|last| glyph.x0 >= last.x0 - 0.2 * size && glyph.x0 - last.x1 < 3.0 * size)
        }) {
            Some(strip) => strip.push(glyph),
            None => strips.push(vec![glyph]),
        }
    }
    strips.sort_by(|a, b| a[0].x0.total_cmp(&b[0].x0));
    let mut printed: Vec<Vec<PlacedGlyph>> = Vec::new();
    for strip in strips {
        // A text printed twice at one place is a poor man's bold.
        let twin = printed.last().is_some_and(|last| {
            (last[0].x0 - strip[0].x0).abs() < 0.15 * strip[0].style.size && text_of(last) == text_of(&strip)
        });
        if !twin {
            printed.push(strip);
        }
    }
    printed.concat()
}

fn text_of(strip: &[PlacedGlyph]) -> String {
    strip.iter().map(|glyph| glyph.text.trim()).collect()
}

struct Word {
    text: String,
    style: Style,
    /// Gap before the word in em of its font.
    gap: f32,
    x0: f32,
    x1: f32,
    baseline: f32,
}

fn split(line: &[PlacedGlyph], out: &mut Vec<Fragment>) {
    let mut words: Vec<Word> = Vec::new();
    let mut blank = false;
    for (at, glyph) in line.iter().enumerate() {
        // A soft hyphen is printed at the end of a line only.
        if glyph.text == "\u{ad}" {
            let last = line[at + 1..].iter().all(|rest| rest.text.trim().is_empty());
            if let Some(word) = words.last_mut().filter(|_| last) {
                word.text.push('-');
            }
            continue;
        }
        if glyph.text.trim().is_empty() {
            blank |= !glyph.text.is_empty();
            continue;
        }
        let size = glyph.style.size.max(1.0);
        let gap = words.last().map_or(f32::INFINITY, |word| (glyph.x0 - word.x1) / size);
        match words.last_mut() {
            // A glyph printed twice at one place is a poor man's bold.
            Some(word) if gap < -0.3 && word.text.ends_with(&glyph.text) => {}
            Some(word) if (-0.6..=WORD_GAP_EM).contains(&gap) && !blank && same_look(word.style, glyph.style) => {
                word.text.push_str(&glyph.text);
                word.x1 = word.x1.max(glyph.x1);
            }
            _ => words.push(Word {
                text: glyph.text.clone(),
                style: glyph.style,
                // Text that begins within the last word was drawn over it and is a fragment of its own.
                gap: match gap {
                    gap if gap < -0.6 => f32::INFINITY,
                    gap if blank => gap.max(WORD_GAP_EM + 0.01),
                    gap => gap,
                },
                x0: glyph.x0,
                x1: glyph.x1,
                baseline: glyph.baseline,
            }),
        }
        blank = false;
    }
    let words = join_spaced_pairs(words);
    let mut start = 0;
    while start < words.len() {
        let end = fragment_end(&words, start);
        out.push(fragment(&words[start..end]));
        start = end;
    }
}

/// Two letters that stand closer to each other than to their neighbours are a short word in letter-spaced text:
/// `2014 t o 2016`.
fn join_spaced_pairs(words: Vec<Word>) -> Vec<Word> {
    let single = |word: &Word| word.text.chars().count() == 1 && word.text.chars().all(char::is_alphabetic);
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let gaps: Vec<f32> = words.iter().map(|word| word.gap).collect();
    for (at, word) in words.into_iter().enumerate() {
        let after = gaps.get(at + 1).copied().unwrap_or(f32::INFINITY);
        match out.last_mut() {
            Some(last)
                if single(last)
                    && single(&word)
                    && word.gap < 0.5
                    && word.gap < 0.75 * last.gap.min(after)
                    && same_look(last.style, word.style) =>
            {
                last.text.push_str(&word.text);
                last.x1 = word.x1;
            }
            _ => out.push(word),
        }
    }
    out
}

fn same_look(a: Style, b: Style) -> bool {
    a.bold == b.bold && a.italic == b.italic && (a.size - b.size).abs() < 0.6
}

/// One past the last word of the fragment that begins at `start`. Letter-spaced words hold together across wider gaps.
fn fragment_end(words: &[Word], start: usize) -> usize {
    let mut end = start + 1;
    while end < words.len() {
        let spaced = words[end].text.chars().count() == 1 && words[end - 1].text.chars().count() == 1;
        let wide_max = if spaced { FRAGMENT_GAP_EM * 1.2 } else { FRAGMENT_GAP_EM };
        if words[end].gap > wide_max {
            break;
        }
        end += 1;
    }
    end
}

fn fragment(words: &[Word]) -> Fragment {
    let first = &words[0];
    let size = words.iter().map(|word| word.style.size).fold(0.0, f32::max);
    let mut gaps: Vec<f32> = words.iter().skip(1).map(|word| word.gap).collect();
    gaps.sort_by(f32::total_cmp);
    let usual_gap = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    let spaced: Vec<(String, bool)> = words
        .iter()
        .map(|word| (word.text.clone(), word.gap.is_finite() && word.gap > usual_gap * 1.7 + 0.05))
        .collect();
    let runs = match text::join_letter_spaced(&spaced) {
        Some(joined) => vec![(joined, first.style)],
        None => runs(words),
    };
    let runs = runs.into_iter().map(|(text, style)| (direction::logical(&text), style)).collect();
    Fragment {
        runs,
        x0: first.x0,
        x1: words.iter().map(|word| word.x1).fold(first.x1, f32::max),
        baseline: first.baseline,
        size,
    }
}

fn runs(words: &[Word]) -> Vec<(String, Style)> {
    let mut runs: Vec<(String, Style)> = Vec::new();
    for (number, word) in words.iter().enumerate() {
        let blank = number > 0 && word.gap > WORD_GAP_EM;
        match runs.last_mut() {
            Some((text, style)) if same_look(*style, word.style) => {
                if blank {
                    text.push(' ');
                }
                text.push_str(&word.text);
            }
            Some((text, _)) => {
                if blank {
                    text.push(' ');
                }
                runs.push((word.text.clone(), word.style));
            }
            None => runs.push((word.text.clone(), word.style)),
        }
    }
    runs
}
