//! Reading order: bands and columns by white corridors, rows where left and right share baselines, running headers.
//! Sees boxes only; whether a left cell is a label or a date is the business of `core`.

use super::beside::{aligned, dates_on_lines, is_date_column};
use super::glyphs::Rule;
use super::layout::{Fragment, Page, SAME_LINE_EM};
use crate::source::{DraftCell, Line, Place, SourceBuilder};
use crate::text;

/// Lines that a column needs on each side to count as one.
const COLUMN_ROWS_MIN: usize = 4;
/// Rules that run through a band of a table, at least.
const RULES_MIN: usize = 3;
/// Distance up to which two baselines are one, in em.
const ON_BASELINE_EM: f32 = 0.28;
/// Share of the narrower side's lines on a baseline of the other side, at least, where two sides are rows of a table.
const ROWS_SHARE_MIN: f32 = 0.4;
/// Share of the lines on one baseline that begin a block on both sides or on neither, at least.
const IN_STEP_SHARE_MIN: f32 = 0.7;
/// Share of the width up to which a side of short lines is taken for labels or dates.
const NARROW_SHARE: f32 = 0.36;
/// Share of the narrower side's lines that lie between the lines beside them, at most.
const CLASHING_SHARE_MAX: f32 = 0.2;
/// Fragments of a title at the most, and its letters at the least.
const TITLE_PARTS_MAX: usize = 3;
const TITLE_CHARS_MIN: usize = 5;
/// Words that a running head has beside the title, at the most.
const BESIDE_TITLE_MAX: usize = 5;

/// Notes texts that repeat near the top or foot of the pages, numbers aside, and those that repeat the first page's title.
pub(super) fn mark_running(pages: &mut [Page]) {
    let title = pages.first().and_then(title);
    let edge = |page: &Page, fragment: &Fragment| {
        fragment.baseline < page.height * 0.09 || fragment.baseline > page.height * 0.92
    };
    let mask = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    let texts: Vec<Vec<String>> = pages
        .iter()
        .map(|page| page.fragments.iter().filter(|f| edge(page, f)).map(|f| mask(&f.text())).collect())
        .collect();
    for (at, page) in pages.iter_mut().enumerate() {
        let running: Vec<(f32, String)> = page
            .fragments
            .iter()
            .filter(|fragment| edge(page, fragment))
            .filter(|fragment| {
                let masked = mask(&fragment.text());
                let elsewhere =
                    texts.iter().enumerate().filter(|(other, texts)| *other != at && texts.contains(&masked)).count();
                let number_only =
                    masked.chars().all(|c| !c.is_alphabetic()) && masked.contains('0') && masked.len() <= 12;
                // Of a paper with two pages the head of the second is not printed on the first.
                let titled = at > 0 && title.as_deref().is_some_and(|title| repeats(&fragment.text(), title));
                (elsewhere > 0 || titled || (number_only && fragment.baseline > page.height * 0.92))
                    // The first page's header is the letterhead: keep it unless it is a page number.
                    && (at > 0 || masked.contains('0') || fragment.baseline > page.height * 0.5)
            })
            .map(|fragment| (fragment.baseline, fragment.text()))
            .collect();
        page.running = running;
    }
}

/// The text in the largest letters of a page, as a name or a title is set; `None` where several texts are that large.
fn title(page: &Page) -> Option<String> {
    let largest = page.fragments.iter().map(|f| f.size).fold(0.0, f32::max);
    let parts: Vec<String> = page.fragments.iter().filter(|f| f.size > largest - 0.6).map(Fragment::text).collect();
    let title = plain(&parts.join(" "));
    (parts.len() <= TITLE_PARTS_MAX && title.chars().count() >= TITLE_CHARS_MIN).then_some(title)
}

/// Whether a text is a title with little beside it.
fn repeats(text: &str, title: &str) -> bool {
    let text = plain(text);
    text.contains(title) && text.split(' ').count() <= title.split(' ').count() + BESIDE_TITLE_MAX
}

/// Small letters with one blank between words.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes a page's lines in reading order.
pub(super) fn emit(page: Page, column: &mut u32, builder: &mut SourceBuilder) {
    let Page { number, fragments, running, rules, .. } = page;
    let mut blocks = Vec::new();
    cut(fragments, &rules, &mut blocks, 0);
    for block in blocks {
        *column += 1;
        let mut previous: Option<(f32, f32)> = None;
        for row in rows(block) {
            line(number, row, &running, *column, &mut previous, builder);
        }
    }
}

fn line(
    page: u32,
    mut row: Vec<Fragment>,
    running: &[(f32, String)],
    column: u32,
    previous: &mut Option<(f32, f32)>,
    builder: &mut SourceBuilder,
) {
    let size = row.iter().map(|f| f.size).fold(1.0, f32::max);
    let baseline = row.iter().map(|f| f.baseline).fold(0.0, f32::max);
    let is_running = row.iter().any(|f| running.iter().any(|(at, text)| *at == f.baseline && *text == f.text()));
    let gap_above = previous.map_or(0.0, |(last, last_size)| (baseline - last) / (1.2 * last_size.max(size).max(1.0)));
    let x0 = row.iter().map(|f| f.x0).fold(f32::INFINITY, f32::min);
    let x1 = row.iter().map(|f| f.x1).fold(0.0, f32::max);
    let mut bullet = false;
    if row.len() > 1 && is_bullet_only(&row[0]) {
        row.remove(0);
        bullet = true;
    } else if let Some((first, _)) = row[0].runs.first_mut()
        && let Some(rest) = text::split_bullet(first).map(str::to_owned)
    {
        *first = rest;
        bullet = true;
    } else if row[0].runs.len() > 1 && row[0].runs[0].0.trim().chars().all(text::is_bullet) && !is_level(&row[0].text())
    {
        row[0].runs.remove(0);
        bullet = true;
    }
    let place = Place::Page { page, r#box: [x0, baseline - size * 0.8, x1, baseline + size * 0.2] };
    let cells = row.into_iter().map(|f| DraftCell { x0: f.x0, x1: f.x1, runs: f.runs }).collect();
    builder.push(cells, |span, cells| Line { span, place, cells, column, bullet, gap_above, running: is_running });
    *previous = Some((baseline, size));
}

fn is_bullet_only(fragment: &Fragment) -> bool {
    let text = fragment.text();
    let mut chars = text.trim().chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if text::is_bullet(c))
}

fn is_level(text: &str) -> bool {
    text.chars().filter(|c| matches!(c, '●' | '○' | '■' | '□' | '★' | '☆')).count() > 1
}

/// Fragments that share a baseline, top to bottom, each row from left to right.
fn rows(mut fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    fragments.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        let near = rows.last().is_some_and(|row| {
            let anchor = row[0].baseline;
            fragment.baseline - anchor <= SAME_LINE_EM * fragment.size.min(row[0].size).max(4.0)
        });
        match rows.last_mut() {
            Some(row) if near => row.push(fragment),
            _ => rows.push(vec![fragment]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    rows
}

struct Split {
    x: f32,
    top: f32,
    bottom: f32,
    weight: usize,
}

/// Splits fragments into blocks in reading order: a band above, its columns, a band below, each again.
fn cut(fragments: Vec<Fragment>, rules: &[Rule], out: &mut Vec<Vec<Fragment>>, depth: u32) {
    if fragments.is_empty() {
        return;
    }
    let best = if depth < 8 { best_split(&fragments, rules) } else { None };
    let Some(split) = best else {
        out.push(aligned(fragments));
        return;
    };
    let (mut above, mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for fragment in fragments {
        if fragment.baseline < split.top {
            above.push(fragment);
        } else if fragment.baseline > split.bottom {
            below.push(fragment);
        } else if fragment.x0 < split.x {
            left.push(fragment);
        } else {
            right.push(fragment);
        }
    }
    cut(above, rules, out, depth + 1);
    cut(left, rules, out, depth + 1);
    cut(right, rules, out, depth + 1);
    cut(below, rules, out, depth + 1);
}

fn best_split(fragments: &[Fragment], rules: &[Rule]) -> Option<Split> {
    let mut edges: Vec<f32> = fragments.iter().map(|f| f.x0).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    let mut best: Option<Split> = None;
    for edge in edges {
        let x = edge - 1.5;
        for band in bands(fragments, rules, x) {
            if best.as_ref().is_none_or(|best| band.weight > best.weight) {
                best = Some(band);
            }
        }
    }
    best
}

/// The bands in which nothing crosses `x` and both sides are columns of their own.
fn bands(fragments: &[Fragment], rules: &[Rule], x: f32) -> Vec<Split> {
    let mut order: Vec<&Fragment> = fragments.iter().collect();
    order.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut found = Vec::new();
    let mut band: Vec<&Fragment> = Vec::new();
    let mut crossing_at: Option<f32> = None;
    for fragment in &order {
        if fragment.x0 < x && fragment.x1 > x - 1.0 && !overflows(fragment, &order, x) {
            // Fragments on the crossing line itself belong to it.
            let cut_at = fragment.baseline - fragment.size * SAME_LINE_EM;
            band.retain(|f| f.baseline < cut_at);
            found.extend(judge(&band, rules, x));
            band.clear();
            crossing_at = Some(fragment.baseline + fragment.size * SAME_LINE_EM);
        } else if crossing_at.is_none_or(|at| fragment.baseline > at) {
            band.push(*fragment);
        }
    }
    found.extend(judge(&band, rules, x));
    found
}

/// White space that tells two columns apart. Where both sides are set flush left a narrow gutter is enough.
fn corridor_min(left: &[&Fragment], right: &[&Fragment], edge: f32, size: f32) -> f32 {
    let flush = |side: &[&Fragment], at: f32| {
        let on = side.iter().filter(|f| (f.x0 - at).abs() < 1.5).count();
        on >= 6 && on * 10 >= side.len() * 5
    };
    let left_edge = left.iter().map(|f| f.x0).fold(f32::INFINITY, f32::min);
    if flush(left, left_edge) && flush(right, edge) { 1.0 } else { (0.8 * size).max(5.0) }
}

/// Text of a narrow column that runs into the next one: something on its baseline is drawn over its end.
fn overflows(fragment: &Fragment, all: &[&Fragment], x: f32) -> bool {
    all.iter().any(|other| {
        (other.baseline - fragment.baseline).abs() < fragment.size * SAME_LINE_EM
            && other.x0 >= x
            && other.x0 < fragment.x1
    })
}

fn judge(band: &[&Fragment], rules: &[Rule], x: f32) -> Option<Split> {
    let (left, right): (Vec<&Fragment>, Vec<&Fragment>) = band.iter().partition(|f| f.x0 < x);
    let (left_rows, right_rows) = (baselines(&left), baselines(&right));
    if left_rows.len() < COLUMN_ROWS_MIN || right_rows.len() < COLUMN_ROWS_MIN {
        return None;
    }
    let size = median(band.iter().map(|f| f.size).collect());
    let edge = right.iter().map(|f| f.x0).fold(f32::INFINITY, f32::min);
    let corridor = edge - left.iter().map(|f| f.x1).filter(|x1| *x1 < edge).fold(f32::NEG_INFINITY, f32::max);
    if corridor < corridor_min(&left, &right, edge, size) || is_table(&left, &left_rows, &right, &right_rows, size) {
        return None;
    }
    if is_ruled(band, rules, x) {
        return None;
    }
    let top = band.iter().map(|f| f.baseline).fold(f32::INFINITY, f32::min) - 0.1;
    let bottom = band.iter().map(|f| f.baseline).fold(0.0, f32::max) + 0.1;
    Some(Split { x, top, bottom, weight: left_rows.len().min(right_rows.len()) * 4 + band.len() })
}

/// Whether rules run through a band from side to side, as between the rows of a table.
fn is_ruled(band: &[&Fragment], rules: &[Rule], x: f32) -> bool {
    let top = band.iter().map(|f| f.baseline).fold(f32::INFINITY, f32::min);
    let bottom = band.iter().map(|f| f.baseline).fold(0.0, f32::max);
    let through = rules.iter().filter(|rule| rule.x0 < x - 8.0 && rule.x1 > x + 8.0 && rule.y > top && rule.y < bottom);
    through.count() >= RULES_MIN
}

/// Whether two sides are the cells of rows. The lines of the narrower side then stand on baselines of the other, or have
/// nothing beside them (headings, lines of a wrapped cell); in columns of their own they lie between the other's lines.
fn is_table(left: &[&Fragment], left_rows: &[f32], right: &[&Fragment], right_rows: &[f32], size: f32) -> bool {
    let (small, large, small_side) =
        if width(left) <= width(right) { (left_rows, right_rows, left) } else { (right_rows, left_rows, right) };
    if is_date_column(left, right) || is_date_column(right, left) || dates_on_lines(right, left, left_rows) {
        return true;
    }
    let nearest =
        |row: &f32| large.iter().map(|other| (other - row).abs()).min_by(f32::total_cmp).unwrap_or(f32::INFINITY);
    let on = small.iter().filter(|row| nearest(row) <= size * ON_BASELINE_EM).count();
    let between = small.iter().filter(|row| (size * ON_BASELINE_EM..size * 0.9).contains(&nearest(row))).count();
    if small.len() * 3 <= large.len() && is_sparse_labels(small_side, small, large, size) {
        return true;
    }
    let shared = on as f32 / small.len() as f32;
    let clashing = between as f32 / (on + between).max(1) as f32;
    if on < 3 || shared < ROWS_SHARE_MIN || clashing > CLASHING_SHARE_MAX {
        return false;
    }
    // The cells of a row begin together. In columns of their own a paragraph begins beside the middle of another.
    let pitch = usual_gap(small).min(usual_gap(large)).max(size);
    let (small_starts, large_starts) = (starts(small, pitch), starts(large, pitch));
    let together = |row: &&f32| {
        let other = large.iter().position(|other| (*other - **row).abs() <= size * ON_BASELINE_EM);
        let own = small.iter().position(|own| own == *row);
        // White space that is neither small nor wide says nothing.
        let (Some(own), Some(other)) = (own, other) else { return false };
        !matches!((small_starts[own], large_starts[other]), (Some(own), Some(other)) if own != other)
    };
    let aligned = small.iter().filter(|row| nearest(row) <= size * ON_BASELINE_EM);
    let in_step = aligned.filter(together).count() as f32 / on as f32;
    // A side of single lines, as dates or labels are, has no paragraphs that could be out of step.
    let single = small_starts.iter().filter(|start| **start == Some(true)).count() * 5 >= small.len() * 4;
    let all = width(left).max(1.0) + width(right).max(1.0);
    let short = small_side.iter().filter(|f| f.text().chars().count() <= 30).count() * 10 >= small_side.len() * 9;
    let narrow = width(small_side) < all * NARROW_SHARE && short;
    if in_step < IN_STEP_SHARE_MIN && !single && !narrow {
        return false;
    }
    // Two columns set on one grid share every baseline too; then the narrow one is dense prose, not labels.
    let dense = small.windows(2).filter(|pair| pair[1] - pair[0] < size * 1.7).count() as f32 / small.len() as f32;
    let long = small_side.iter().filter(|f| f.text().chars().count() > 24).count() as f32 / small_side.len() as f32;
    // What is set flush right against the gutter is labels, however long they are.
    let right_edge = left.iter().map(|f| f.x1).fold(f32::NEG_INFINITY, f32::max);
    let flush_right = left.iter().filter(|f| right_edge - f.x1 < 2.0).count() * 10 >= left.len() * 6;
    flush_right || !(dense > 0.75 && long > 0.4 && shared < 0.98)
}

/// Whether a side is a few labels, each beginning where a block of the other side does: headings in a column of their own.
fn is_sparse_labels(side: &[&Fragment], rows: &[f32], large: &[f32], size: f32) -> bool {
    let short = side.iter().all(|f| f.text().chars().count() <= 28);
    let (own, others) = (starts(rows, size * 1.3), starts(large, usual_gap(large).max(size)));
    let begins = |row: f32| {
        large
            .iter()
            .zip(&others)
            .any(|(other, start)| *start != Some(false) && (other - row).abs() <= size * ON_BASELINE_EM)
    };
    let labels: Vec<f32> =
        rows.iter().zip(&own).filter(|(_, start)| **start == Some(true)).map(|(row, _)| *row).collect();
    short && labels.len() >= 2 && labels.iter().all(|row| begins(*row))
}

/// Whether a text holds a number that can be a year.
pub(super) fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// Distance of most lines that follow each other.
pub(super) fn usual_gap(rows: &[f32]) -> f32 {
    let mut gaps: Vec<f32> = rows.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(f32::INFINITY)
}

/// Which lines begin a block: those with clearly more white space above than between lines that follow each other. `None`
/// where the white space lies in between.
pub(super) fn starts(rows: &[f32], pitch: f32) -> Vec<Option<bool>> {
    let broken = rows.windows(2).map(|pair| match (pair[1] - pair[0]) / pitch {
        gap if gap > 1.35 => Some(true),
        gap if gap < 1.12 => Some(false),
        _ => None,
    });
    std::iter::once(Some(true)).chain(broken).collect()
}

fn width(side: &[&Fragment]) -> f32 {
    let x0 = side.iter().map(|f| f.x0).fold(f32::INFINITY, f32::min);
    let x1 = side.iter().map(|f| f.x1).fold(f32::NEG_INFINITY, f32::max);
    x1 - x0
}

pub(super) fn baselines(side: &[&Fragment]) -> Vec<f32> {
    let mut rows: Vec<f32> = side.iter().map(|f| f.baseline).collect();
    rows.sort_by(f32::total_cmp);
    rows.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    rows
}

pub(super) fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(10.0)
}
