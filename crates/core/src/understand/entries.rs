//! Cuts a section into entries at their periods: which lines are the head of an entry, which its content. The cut that
//! fits best over all entries of the section decides, because a CV keeps to one form. What the parts of a head are is the
//! business of `sides`.

use super::anchors::{Anchor, anchors};
use super::dates::{self, End};
use super::labelled::{self, Given};
use super::lines::Line;
use super::personal;
use super::piece::Piece;
use super::sides::{EDUCATION, Scorer, WORK};
use super::tabular;
use super::towns;
use crate::time::PartialDate;
use dossier_formats::Style;
use std::collections::BTreeSet;

/// A part of an entry's head: a line, a cell, or a stretch of one look.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub piece: Piece,
    pub style: Style,
}

/// An entry before its parts are told apart.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    /// Head parts in printed order, without the period.
    pub head: Vec<Part>,
    /// What labels of a form say.
    pub given: Given,
    /// An employer printed once above several functions, of which this is the first.
    pub group: Option<Piece>,
    /// Tasks and text.
    pub body: Vec<Piece>,
    pub start: Option<PartialDate>,
    pub end: End,
    /// Where the period stands.
    pub period: Option<Piece>,
    pub workload_percent: Option<u8>,
    /// Whole range of the entry in the source.
    pub from: u32,
    pub to: u32,
}

/// Head lines above the period, at most.
const LEAD_MAX: usize = 3;
/// Head lines below the period, at most.
const TRAIL_MAX: usize = 3;

/// Cuts a section's lines into entries. `single_dates`: a lone year or month counts as a period, as schools have it.
pub(crate) fn entries(lines: &[Line], single_dates: bool) -> Vec<Raw> {
    if let Some(found) = tabular::entries(lines).or_else(|| labelled::entries(lines)) {
        return found;
    }
    let scorer = if single_dates { &EDUCATION } else { &WORK };
    let anchors = anchors(lines, single_dates);
    if anchors.is_empty() {
        return undated(lines, scorer);
    }
    let dated = anchors.iter().map(|anchor| anchor.at).collect();
    let section = Section { lines, usual_gap: usual_gap(lines), scorer, dated };
    let lead = section.lead(&anchors);
    let starts = section.starts(&anchors, lead);
    let trail = section.trail(&anchors, &starts);
    let mut out = Vec::new();
    for (number, anchor) in anchors.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(lines.len());
        out.push(section.entry(anchor, starts[number], end, lead, trail));
    }
    out
}

/// Gap between most lines.
fn usual_gap(lines: &[Line]) -> f32 {
    let mut gaps: Vec<f32> = lines.iter().skip(1).map(|line| line.gap).filter(|gap| *gap > 0.0).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(1.0)
}

struct Section<'a> {
    lines: &'a [Line],
    usual_gap: f32,
    scorer: &'a Scorer,
    /// Lines that hold a period.
    dated: BTreeSet<usize>,
}

impl Section<'_> {
    /// Running text; a line with a period is a head, whatever follows behind it.
    fn is_prose(&self, at: usize) -> bool {
        is_prose(&self.lines[at]) && !self.dated.contains(&at)
    }

    fn has_break_above(&self, at: usize) -> bool {
        self.lines[at].gap > self.usual_gap * 1.2 + 0.08
    }

    /// How much a line looks like the first of an entry.
    fn begins(&self, at: usize) -> i32 {
        let line = &self.lines[at];
        let mut score = 0;
        score -= 5 * i32::from(line.bullet);
        score -= 4 * i32::from(self.is_prose(at));
        score -= 4 * i32::from(starts_small(line));
        score -= 3 * i32::from(is_label_line(line));
        let Some(above) = at.checked_sub(1).map(|above| &self.lines[above]) else { return score + 5 };
        let one_flow = above.page == line.page && above.column == line.column;
        score += if !one_flow { 1 } else { 3 * i32::from(self.has_break_above(at)) };
        score += 2 * i32::from(heavier(line, above));
        score -= 2 * i32::from(heavier(above, line) && !above.bullet && !is_prose(above));
        score += 2 * i32::from(above.bullet || is_prose(above));
        if line.x1 > line.x0 && one_flow {
            score += i32::from(line.x0 < above.x0 - 4.0);
            score -= 2 * i32::from(line.x0 > above.x0 + 6.0);
        }
        score
    }

    /// First line that may belong to an entry: behind the period of the one before.
    fn floor(anchors: &[Anchor], number: usize) -> usize {
        number.checked_sub(1).and_then(|before| anchors.get(before)).map_or(0, Anchor::after)
    }

    /// Head lines above the period in most entries.
    fn lead(&self, anchors: &[Anchor]) -> usize {
        let fits = |lead: usize| {
            let mut total = 0;
            for (number, anchor) in anchors.iter().enumerate() {
                let Some(start) = anchor.at.checked_sub(lead).filter(|start| *start >= Self::floor(anchors, number))
                else {
                    total -= 8;
                    continue;
                };
                total += self.begins(start);
                for inner in start + 1..=anchor.at {
                    let line = &self.lines[inner];
                    total -= 4 * i32::from((line.bullet || is_prose(line)) && inner < anchor.at);
                    total -= 3 * i32::from(self.has_break_above(inner));
                }
                if number == 0 {
                    total -= self.unexplained(start);
                }
                // A title left behind as content of the entry above.
                let left = start.checked_sub(1).filter(|left| *left >= Self::floor(anchors, number) && number > 0);
                if let Some(left) = left
                    && left > 0
                    && self.is_title(left)
                {
                    total -= 3;
                }
            }
            total
        };
        (0..=LEAD_MAX).max_by_key(|lead| (fits(*lead), std::cmp::Reverse(*lead))).unwrap_or(0)
    }

    /// What stands above the first entry is a remark; short lines there are unexplained.
    fn unexplained(&self, start: usize) -> i32 {
        let above = self.lines[..start].iter().filter(|line| !is_prose(line)).count();
        3 * i32::try_from(above.min(3)).unwrap_or(3)
    }

    /// A short line that is heavier than the one above it.
    fn is_title(&self, at: usize) -> bool {
        let (line, above) = (&self.lines[at], &self.lines[at - 1]);
        !line.bullet && !is_prose(line) && (heavier(line, above) || self.has_break_above(at))
    }

    /// Where each entry begins: as far above its period as in most entries, unless another line clearly looks more like a
    /// beginning.
    fn starts(&self, anchors: &[Anchor], lead: usize) -> Vec<usize> {
        let mut starts = Vec::new();
        for (number, anchor) in anchors.iter().enumerate() {
            let floor = Self::floor(anchors, number).max(anchor.at.saturating_sub(LEAD_MAX + 2));
            let usual = anchor.at.saturating_sub(lead);
            let start = (floor..=anchor.at).max_by_key(|start| {
                let broken = (start + 1..=anchor.at).any(|inner| {
                    let line = &self.lines[inner];
                    inner < anchor.at && (line.bullet || is_prose(line))
                });
                let off = i32::try_from(start.abs_diff(usual)).unwrap_or(9);
                let unexplained = if number == 0 { self.unexplained(*start) } else { 0 };
                let here = self.begins(*start) - 2 * off + 3 * i32::from(*start == usual)
                    - 9 * i32::from(broken)
                    - unexplained;
                (here, *start)
            });
            starts.push(start.unwrap_or(anchor.at));
        }
        starts
    }

    /// Head lines below the period in most entries.
    fn trail(&self, anchors: &[Anchor], starts: &[usize]) -> usize {
        let mut trail = 0;
        for step in 0..TRAIL_MAX {
            let mut votes = 0;
            for (number, anchor) in anchors.iter().enumerate() {
                let at = anchor.after() + step;
                let end = starts.get(number + 1).copied().unwrap_or(self.lines.len());
                if at < end && (anchor.after()..at).all(|before| self.may_trail(before, anchor)) {
                    votes += self.trails(at, end, anchor, starts[number]);
                }
            }
            if votes <= 0 {
                break;
            }
            trail = step + 1;
        }
        trail
    }

    fn may_trail(&self, at: usize, anchor: &Anchor) -> bool {
        let line = &self.lines[at];
        let indented = line.x1 > line.x0 && line.x0 > self.head_x0(anchor) + 6.0;
        !line.bullet && !is_prose(line) && !is_label_line(line) && !indented && line.cells.len() <= 2
    }

    /// How much a line below the period looks like a part of the head.
    fn trails(&self, at: usize, end: usize, anchor: &Anchor, start: usize) -> i32 {
        let line = &self.lines[at];
        if !self.may_trail(at, anchor) || starts_small(line) {
            return -3;
        }
        let head = self.head(anchor, start, at);
        let complete = is_complete(&head, self.scorer);
        let text = line.text();
        let lacks = |score: fn(&str) -> i32| score(&text) > 0 && !head.iter().any(|part| score(&part.piece.text) > 0);
        let town = towns::is_town(text.trim_end_matches('.'));
        let mut score = if complete { -2 } else { 2 };
        score += 2 * i32::from(lacks(self.scorer.subject) || lacks(self.scorer.organisation));
        score += 3 * i32::from(town);
        score -= 2 * i32::from(line.gap > self.usual_gap * 1.5 + 0.1);
        match self.lines.get(at + 1).filter(|_| at + 1 < end) {
            Some(next) => {
                score += i32::from(next.bullet || is_prose(next));
                score += i32::from(!next.looks_like(line));
                score -= i32::from(!next.bullet && next.looks_like(line) && complete);
            }
            // The last line of an entry is as likely a task.
            None => score += 0,
        }
        score
    }

    /// Left edge of the head beside or above the period.
    fn head_x0(&self, anchor: &Anchor) -> f32 {
        let base = &self.lines[anchor.at];
        let beside = base.cells[0]
            .text
            .get(anchor.period.to..)
            .is_some_and(|rest| rest.chars().filter(|c| c.is_alphabetic()).count() >= 3);
        // A date column so narrow that its text runs into the next column: where that one begins is not known.
        if anchor.period.from == 0 && base.cells.len() == 1 && beside {
            return f32::INFINITY;
        }
        let other = base.cell_x0.iter().enumerate().find(|(number, _)| *number != anchor.cell).map(|(_, x0)| *x0);
        if anchor.cell == 0 { other.unwrap_or(base.x0) } else { base.x0 }
    }

    /// Head parts from a line to another, without the period.
    fn head(&self, anchor: &Anchor, start: usize, end: usize) -> Vec<Part> {
        let mut head = Vec::new();
        for at in start..end {
            let line = &self.lines[at];
            for (number, cell) in line.cells.iter().enumerate() {
                if at == anchor.at && number == anchor.cell {
                    for part in dates::without(cell, &anchor.period) {
                        if !follows_as_text(cell, &part, anchor) {
                            head.push(Part { piece: part, style: line.style });
                        }
                    }
                } else if at > anchor.at && anchor.two_lines && at == anchor.at + 1 && number == 0 {
                    // The end of the period.
                } else {
                    let looks = line.looks(number).into_iter().filter(|(piece, _)| !is_joint(&piece.text));
                    head.extend(looks.map(|(piece, style)| Part { piece, style }));
                }
            }
        }
        head
    }

    fn entry(&self, anchor: &Anchor, start: usize, end: usize, lead: usize, trail: usize) -> Raw {
        let lines = self.lines;
        let base = &lines[anchor.at];
        let mut start = start;
        let mut group = None;
        // More lines than usual above the period, the first of another look: an employer above its functions.
        let extra = (anchor.at - start).saturating_sub(lead);
        if extra > 0
            && lead > 0
            && (heavier(&lines[start], &lines[start + extra])
                || (!lines[start].looks_like(&lines[start + extra])
                    && (self.scorer.subject)(&lines[start].text()) == 0))
        {
            group = Some(lines[start].cells[0].clone());
            start += extra;
        }
        let mut at = anchor.after();
        let mut stop = at;
        while at < end && at < anchor.after() + trail && self.may_trail(at, anchor) {
            let head = self.head(anchor, start, at);
            let far = lines[at].gap > self.usual_gap * 2.0 + 0.3 && !head.is_empty();
            let needed = !is_complete(&head, self.scorer) || towns::is_town(lines[at].text().trim_end_matches('.'));
            if far || !needed {
                break;
            }
            at += 1;
            stop = at;
        }
        let mut workload_percent = None;
        let mut head = Vec::new();
        for part in self.head(anchor, start, stop.max(anchor.after())) {
            let (piece, percent) = without_percent(&part.piece);
            workload_percent = workload_percent.or(percent);
            if !piece.is_empty() && !is_duration(&piece.text) {
                head.push(Part { piece, ..part });
            }
        }
        let mut body_lines: Vec<(Piece, bool, &Line)> = Vec::new();
        for part in dates::without(&base.cells[anchor.cell], &anchor.period) {
            if follows_as_text(&base.cells[anchor.cell], &part, anchor) {
                body_lines.push((part.trim(&['.', ' ']), true, base));
            }
        }
        let head_x0 = self.head_x0(anchor);
        for line in &lines[stop.min(end)..end] {
            let indented = line.x1 > line.x0 && line.x0 > head_x0 + 6.0;
            body_lines.push((line.whole(), line.bullet || indented, line));
        }
        let from = lines[start].cells[0].span.start;
        let to = lines[end.max(start + 1) - 1].cells.last().map_or(from, |cell| cell.span.end);
        Raw {
            head,
            given: Given::default(),
            group,
            body: join_body(&body_lines),
            start: anchor.period.start,
            end: anchor.period.end,
            period: Some(base.cells[anchor.cell].sub(anchor.period.from, anchor.period.to)),
            workload_percent,
            from,
            to,
        }
    }
}

/// Text that runs on behind a period: `.. [2019–2021]. Wartung und Entstörung ..`.
fn follows_as_text(cell: &Piece, part: &Piece, anchor: &Anchor) -> bool {
    let behind = cell.text[anchor.period.to..].trim_start_matches([')', ']', ' ']);
    part.span.start >= cell.span.start + u32::try_from(cell.text[..anchor.period.to].chars().count()).unwrap_or(0)
        && (behind.starts_with('.') || part.text.split_whitespace().count() > 14)
}

/// A line of content, and whether an item begins with it.
type BodyLine<'a> = (Piece, bool, &'a Line);

/// Entries of a section without any dates: lines that name both sides, or a degree or school.
/// A word between function and employer that has a look of its own: **Buyer** at **Muster Ltd**.
fn is_joint(text: &str) -> bool {
    ["at", "bei", "chez", "@", "for", "für", "pour"].contains(&text.trim())
}

fn undated(lines: &[Line], scorer: &Scorer) -> Vec<Raw> {
    let is_head = |line: &Line| {
        let text = line.text();
        let (subject, organisation) = ((scorer.subject)(&text) > 0, (scorer.organisation)(&text) > 0);
        !is_prose(line) && if scorer.is_school() { subject || organisation } else { subject && organisation }
    };
    let mut out: Vec<(Raw, Vec<BodyLine<'_>>)> = Vec::new();
    for line in lines {
        let parts = || {
            let cells = (0..line.cells.len()).flat_map(|number| line.looks(number));
            cells.map(|(piece, style)| Part { piece, style }).collect::<Vec<_>>()
        };
        // The other side of an entry that has only one yet.
        let completes = out.last().is_some_and(|(raw, body)| {
            let text = line.text();
            let lacks =
                |score: fn(&str) -> i32| score(&text) > 0 && !raw.head.iter().any(|part| score(&part.piece.text) > 0);
            body.is_empty() && (lacks(scorer.subject) || lacks(scorer.organisation)) && !line.bullet
        });
        match out.last_mut() {
            Some((raw, _)) if completes => {
                raw.head.extend(parts());
                raw.to = line.whole().span.end;
            }
            _ if is_head(line) => {
                let span = line.whole().span;
                let raw = Raw {
                    head: parts(),
                    given: Given::default(),
                    group: None,
                    body: Vec::new(),
                    start: None,
                    end: End::Unknown,
                    period: None,
                    workload_percent: None,
                    from: span.start,
                    to: span.end,
                };
                out.push((raw, Vec::new()));
            }
            Some((raw, body)) => {
                raw.to = line.whole().span.end;
                body.push((line.whole(), line.bullet, line));
            }
            None => {}
        }
    }
    out.into_iter().map(|(raw, body)| Raw { body: join_body(&body), ..raw }).collect()
}

fn is_prose(line: &Line) -> bool {
    let text = line.text();
    (text.ends_with('.') && text.split_whitespace().count() > 4) || text.chars().count() > 110
}

fn starts_small(line: &Line) -> bool {
    line.text().chars().next().is_some_and(|c| c.is_lowercase() || c == '(')
}

/// Whether a line is set heavier than another: a heading, bold, or larger.
fn heavier(line: &Line, other: &Line) -> bool {
    let heading = |line: &Line| if line.style.heading == 0 { 9 } else { line.style.heading };
    heading(line) < heading(other)
        || (line.style.heading == other.style.heading
            && (line.style.size > other.style.size + 0.6
                || (line.style.bold && !other.style.bold && line.style.size > other.style.size - 0.6)))
}

fn is_label_line(line: &Line) -> bool {
    line.text()
        .split_once(':')
        .is_some_and(|(head, rest)| head.split_whitespace().count() <= 3 && !rest.trim().is_empty())
}

/// Whether the head names both sides: an employer and a function, or a school and a degree.
fn is_complete(head: &[Part], scorer: &Scorer) -> bool {
    let units: usize =
        head.iter().map(|part| part.piece.split_signs(&[',', '|', '\t', '–', '—', '·']).len().max(1)).sum();
    let named = |score: fn(&str) -> i32| head.iter().any(|part| score(&part.piece.text) > 0);
    let both = named(scorer.subject) && named(scorer.organisation) && units >= 2;
    let school = scorer.is_school();
    both || head.len() >= 3
        || (!school
            && ((head.len() >= 2 && units >= 3) || head.iter().any(|part| part.piece.split_signs(&[',']).len() >= 3)))
}

/// Joins lines that run on; each bullet begins a new item.
fn join_body(lines: &[(Piece, bool, &Line)]) -> Vec<Piece> {
    let mut out: Vec<Vec<Piece>> = Vec::new();
    let mut wide: Option<(f32, u32)> = None;
    // The first line of the open item.
    let mut item: Option<&Line> = None;
    let right = |column: u32| {
        let same = lines.iter().filter(|(.., line)| line.column == column);
        same.map(|(.., line)| line.x1).fold(f32::NEG_INFINITY, f32::max)
    };
    for (piece, starts, line) in lines {
        let lower = piece.text.chars().next().is_some_and(|c| c.is_lowercase() || c == '(');
        let hyphen = out.last().and_then(|pieces| pieces.last()).is_some_and(|last| last.text.ends_with('-'));
        let same_style = out.last().is_some();
        let geometry = line.x1 > line.x0;
        let full = wide.is_some_and(|(x1, column)| {
            geometry && column == line.column && line.x1 <= x1 + 60.0 && x1 >= line.x1 - 1.0 && x1 - line.x0 > 200.0
        });
        let hangs = item.is_some_and(|first| hangs_below(line, first))
            && wide.is_some_and(|(x1, column)| x1 + first_word_width(line) > right(column) - 0.35 * line.style.size);
        let continues = same_style
            && !line.bullet
            && (hyphen
                || (lower && !*starts)
                || (lower && geometry)
                || ((!*starts || hangs) && full && !ends_sentence(&out)));
        match out.last_mut() {
            Some(pieces) if continues => pieces.push(piece.clone()),
            _ => {
                out.push(vec![piece.clone()]);
                item = Some(*line);
            }
        }
        wide = Some((line.x1, line.column));
    }
    out.iter().filter_map(|pieces| Piece::join(pieces)).collect()
}

/// Whether a line without a bullet is set under the text of an item that has one, where its continued lines stand.
fn hangs_below(line: &Line, first: &Line) -> bool {
    first.bullet
        && (-1.5..24.0).contains(&(line.x0 - first.x0))
        && line.gap < 1.7
        && line.cells.len() == 1
        && !is_label_line(line)
}

/// About how wide a line's first word is; with it the line above would have been too long.
fn first_word_width(line: &Line) -> f32 {
    let text = line.text();
    let first = text.split_whitespace().next().unwrap_or_default().chars().count();
    (line.x1 - line.x0) * first as f32 / text.chars().count().max(1) as f32
}

fn ends_sentence(out: &[Vec<Piece>]) -> bool {
    out.last().and_then(|pieces| pieces.last()).is_some_and(|last| last.text.ends_with(['.', '!', '?', ':']))
}

/// `Community Nurse (50%)`, `… · 80%`: the workload is a fact of its own.
pub(super) fn without_percent(piece: &Piece) -> (Piece, Option<u8>) {
    let Some(range) = personal::percent(&piece.text) else { return (piece.clone(), None) };
    let Some(at) = piece
        .text
        .find(['(', '·', '|', ','])
        .filter(|at| {
            piece.text[*at..].trim_matches(|c: char| !c.is_alphabetic()).chars().filter(|c| c.is_alphabetic()).count()
                <= 8
        })
        .or(piece.text.trim_end().ends_with('%').then(|| piece.text.find(|c: char| c.is_ascii_digit())).flatten())
    else {
        return (piece.clone(), Some(range.max));
    };
    (piece.sub(0, at).trim(&['(', ',', '·', '|', '–', '-']), Some(range.max))
}

/// "6 ans", "2 Jahre 3 Monate": a length that repeats the period.
fn is_duration(text: &str) -> bool {
    let folded = super::fold::fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let unit = |word: &str| {
        [
            "jahr", "jahre", "monat", "monate", "year", "years", "yr", "yrs", "month", "months", "mos", "mo", "an",
            "ans", "mois", "annee", "annees", "j", "mt",
        ]
        .contains(&word.trim_matches(['(', ')', ',', '.']))
    };
    !words.is_empty()
        && words.len() <= 5
        && words.iter().any(|word| unit(word))
        && words.iter().all(|word| {
            unit(word)
                || word.trim_matches(['(', ')', ',']).chars().all(|c| c.is_ascii_digit())
                || matches!(*word, "und" | "and" | "et")
        })
}
