//! Dates and headings in a column beside what they stand for, set at the middle or foot of it and so on no baseline of its
//! lines: each is moved to the first line of the block beside it.

use super::layout::{Fragment, SAME_LINE_EM};
use super::order::{baselines, has_year, median, starts, usual_gap};

/// Share of a label column's lines that hold years, at least.
const DATED_SHARE_MIN: f32 = 0.4;
/// Share of the dates that stand on no line beside them, at least.
const LOOSE_SHARE_MIN: f32 = 0.3;
/// Label lines that a column needs.
const LINES_MIN: usize = 3;

/// Whether a side holds the dates of what stands beside it: years in its lines, hardly any in the other side's.
pub(super) fn is_date_column(side: &[&Fragment], other: &[&Fragment]) -> bool {
    let dated = |side: &[&Fragment]| side.iter().filter(|f| has_year(&f.text())).count();
    let ranges = other.iter().filter(|f| is_range(&f.text())).count();
    let (here, there) = (dated(side), ranges);
    let short = side.iter().all(|f| f.text().chars().count() <= 40);
    here >= LINES_MIN && here as f32 >= side.len() as f32 * DATED_SHARE_MIN && there * 6 <= here && short
}

/// Whether all dates of a side stand on lines of the other, which has none of its own: dates flush right, with perhaps a
/// centred heading among them.
pub(super) fn dates_on_lines(side: &[&Fragment], other: &[&Fragment], rows: &[f32]) -> bool {
    let dates: Vec<&&Fragment> = side.iter().filter(|f| has_year(&f.text())).collect();
    let on = |f: &Fragment| rows.iter().any(|row| (row - f.baseline).abs() <= SAME_LINE_EM * f.size.max(4.0));
    let short = dates.iter().all(|f| f.text().chars().count() <= 40);
    dates.len() >= 2
        && dates.len() * 2 >= side.len()
        && short
        && dates.iter().all(|f| on(f))
        && !other.iter().any(|f| is_range(&f.text()))
}

/// Whether a text is a period rather than the year of something: two years, or a year beside a dash.
fn is_range(text: &str) -> bool {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|number| has_year(number)).count();
    years > 1 || years == 1 && text.contains(['–', '—', '-'])
}

/// Moves what stands in a date column to the lines it belongs to.
pub(super) fn aligned(mut fragments: Vec<Fragment>) -> Vec<Fragment> {
    let Some((x, top, bottom)) = date_column(&fragments) else { return fragments };
    let inside = |f: &Fragment| f.baseline >= top && f.baseline <= bottom;
    let right: Vec<&Fragment> = fragments.iter().filter(|f| inside(f) && f.x0 >= x).collect();
    let rows = baselines(&right);
    let size = median(right.iter().map(|f| f.size).collect());
    let blocks = blocks(&rows, usual_gap(&rows).max(size));
    let on_line =
        |f: &Fragment| rows.iter().any(|row| (row - f.baseline).abs() <= SAME_LINE_EM * f.size.min(size).max(4.0));
    let is_left = |f: &Fragment| inside(f) && f.x0 < x;
    let (mut dated, mut loose) = (0, 0);
    for fragment in fragments.iter().filter(|f| is_left(f) && has_year(&f.text())) {
        dated += 1;
        loose += usize::from(!on_line(fragment));
    }
    if (loose as f32) < dated as f32 * LOOSE_SHARE_MIN {
        return fragments;
    }
    // A heading on the line of a block whose date stands below it.
    let below = |f: &Fragment| {
        fragments.iter().any(|other| {
            is_left(other)
                && has_year(&other.text())
                && !on_line(other)
                && (0.0..2.2 * size).contains(&(other.baseline - f.baseline))
        })
    };
    let over_date: Vec<f32> = fragments
        .iter()
        .filter(|f| is_left(f) && on_line(f) && !has_year(&f.text()) && below(f))
        .map(|f| f.baseline)
        .collect();
    let mut headings: Vec<(usize, Fragment)> = Vec::new();
    let mut kept = Vec::with_capacity(fragments.len());
    fragments.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    for mut fragment in fragments {
        let stays = on_line(&fragment) && !over_date.contains(&fragment.baseline);
        if !inside(&fragment) || fragment.x0 >= x || stays {
            kept.push(fragment);
            continue;
        }
        let distance = |block: &(f32, f32)| (block.0 - fragment.baseline).max(fragment.baseline - block.1).max(0.0);
        let nearest = blocks.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
        let Some((at, block)) = nearest else {
            kept.push(fragment);
            continue;
        };
        if has_year(&fragment.text()) {
            fragment.baseline = block.0;
            kept.push(fragment);
            continue;
        }
        // A heading between two blocks stands where it should.
        if fragment.baseline < block.0 - 0.6 * size || fragment.baseline > block.1 + 0.6 * size {
            kept.push(fragment);
            continue;
        }
        // A heading of several lines is one.
        match headings.last_mut().filter(|(of, last)| *of == at && (last.size - fragment.size).abs() < 0.6) {
            Some((_, last)) => {
                if let Some((text, _)) = last.runs.last_mut() {
                    text.push(' ');
                }
                last.runs.append(&mut fragment.runs);
                last.x1 = last.x1.max(fragment.x1);
            }
            None => {
                fragment.baseline = block.0 - size * 1.4;
                headings.push((at, fragment));
            }
        }
    }
    kept.extend(headings.into_iter().map(|(_, heading)| heading));
    kept
}

/// First and last baseline of the blocks of a side.
fn blocks(rows: &[f32], pitch: f32) -> Vec<(f32, f32)> {
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (row, begins) in rows.iter().zip(starts(rows, pitch)) {
        match out.last_mut().filter(|_| begins == Some(false)) {
            Some(block) => block.1 = *row,
            None => out.push((*row, *row)),
        }
    }
    out
}

/// Where a column of dates ends, and the band in which nothing crosses its edge.
fn date_column(fragments: &[Fragment]) -> Option<(f32, f32, f32)> {
    let mut edges: Vec<f32> = fragments.iter().map(|f| f.x0).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    edges.into_iter().skip(1).map(|edge| edge - 1.5).find_map(|x| {
        let crosses = |f: &&Fragment| f.x0 < x && f.x1 > x;
        let mut cuts: Vec<f32> = fragments.iter().filter(crosses).map(|f| f.baseline).collect();
        cuts.push(f32::INFINITY);
        cuts.sort_by(f32::total_cmp);
        let mut from = f32::NEG_INFINITY;
        cuts.into_iter().find_map(|to| {
            let (left, right): (Vec<&Fragment>, Vec<&Fragment>) =
                fragments.iter().filter(|f| f.baseline > from && f.baseline < to).partition(|f| f.x0 < x);
            let band = (from, to);
            from = to;
            (is_date_column(&left, &right) && right.len() > left.len() / 2).then_some((x, band.0, band.1))
        })
    })
}
