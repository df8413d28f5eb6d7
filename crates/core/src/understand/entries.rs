//! Cuts a section into entries at their periods: which lines are the head of an entry, which its content.
//! What the parts of a head are is the business of `sides`.

use super::dates::{self, End, Period};
use super::lexicon;
use super::lines::Line;
use super::personal;
use super::piece::Piece;
use super::sides::{EDUCATION, Scorer, WORK};
use crate::time::PartialDate;

/// An entry before its parts are told apart.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    /// Head parts in printed order: lines and cells without the period.
    pub head: Vec<Piece>,
    /// Tasks and text.
    pub body: Vec<Piece>,
    pub start: Option<PartialDate>,
    pub end: End,
    /// Where the period stands.
    pub period: Option<Piece>,
    pub workload_percent: Option<u8>,
    /// Whether head lines stand before the period.
    pub led: bool,
    /// Whole range of the entry in the source.
    pub from: u32,
    pub to: u32,
}

/// What an entry's dates look like in a line.
struct Anchor {
    /// Position in the section's lines.
    at: usize,
    period: Period,
    /// Cell that holds the period.
    cell: usize,
    /// The next line holds the end of the period in its first cell.
    two_lines: bool,
}

/// Cuts a section's lines into entries. `single_dates`: a lone year or month counts as a period, as schools have it.
pub(crate) fn entries(lines: &[Line], single_dates: bool) -> Vec<Raw> {
    let anchors = in_keeping(anchors(lines, single_dates), lines);
    let scorer = if single_dates { &EDUCATION } else { &WORK };
    let Some(first) = anchors.first() else { return Vec::new() };
    let lead = lead(lines, first.at);
    let mut starts = Vec::new();
    for (number, anchor) in anchors.iter().enumerate() {
        let floor = match number.checked_sub(1).and_then(|before| anchors.get(before)) {
            Some(before) => before.at + 1 + usize::from(before.two_lines),
            None => first.at - lead,
        };
        starts.push(start_of(lines, anchor.at, first.at, lead, floor));
    }
    let mut out = Vec::new();
    for (number, anchor) in anchors.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(lines.len());
        out.push(raw(lines, starts[number]..end, anchor, lead, scorer));
    }
    out
}

/// Where most periods stand in a cell or line of their own, one within a sentence tells of a task.
fn in_keeping(anchors: Vec<Anchor>, lines: &[Line]) -> Vec<Anchor> {
    let pure = |anchor: &Anchor, share: usize| {
        let cell = &lines[anchor.at].cells[anchor.cell].text;
        let enclosed = cell[..anchor.period.from].trim_end().ends_with('(')
            && cell[anchor.period.to..].trim_start().starts_with(')');
        anchor.two_lines
            || (share < 80 && (anchor.period.from == 0 || enclosed))
            || (anchor.period.to - anchor.period.from) * 100 >= cell.len() * share
    };
    if anchors.iter().filter(|anchor| pure(anchor, 80)).count() * 2 > anchors.len() {
        return anchors.into_iter().filter(|anchor| pure(anchor, 45)).collect();
    }
    anchors
}

fn anchors(lines: &[Line], single_dates: bool) -> Vec<Anchor> {
    let mut out: Vec<Anchor> = Vec::new();
    let mut skip = false;
    for (at, line) in lines.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        if let Some(anchor) = label_column(lines, at) {
            skip = anchor.two_lines;
            out.push(anchor);
            continue;
        }
        let found = line
            .cells
            .iter()
            .enumerate()
            .find_map(|(cell, piece)| anchor_in(line, piece, single_dates).map(|period| (cell, period)));
        if let Some((cell, period)) = found {
            out.push(Anchor { at, period, cell, two_lines: false });
        }
    }
    out
}

/// A date column: the start in this line's first cell, the end in the next line's.
fn label_column(lines: &[Line], at: usize) -> Option<Anchor> {
    let line = &lines[at];
    let first = &line.cells[0];
    let start = dates::is_single(&first.text)?;
    let next = lines.get(at + 1)?;
    let below = &next.cells[0];
    let in_column = line.cells.len() > 1 || next.cells.len() > 1 || (next.x0 - line.x0).abs() < 30.0;
    if !in_column || next.gap > 1.6 {
        return None;
    }
    let end = if dates::is_present(&below.text) {
        End::Current
    } else {
        End::At(dates::is_single(below.text.trim_start_matches(['-', '–', '—', ' ']))?)
    };
    // Newest first within a column of single years would read as a range backwards.
    if let End::At(date) = end
        && date.last_month() < start.first_month()
    {
        return None;
    }
    let period = Period { start: Some(start), end, from: 0, to: first.text.len() };
    Some(Anchor { at, period, cell: 0, two_lines: true })
}

fn anchor_in(line: &Line, piece: &Piece, single_dates: bool) -> Option<Period> {
    let found = dates::periods(&piece.text);
    if let Some(range) = found.iter().find(|period| period.is_range()) {
        // A range inside a sentence tells of a task, not of a station.
        let share = (range.to - range.from) * 3 >= piece.text.len();
        let edge = range.from == 0
            || piece.text[range.to..].trim_matches([')', '.', ' ', '|']).is_empty()
            || separated(&piece.text, range);
        let task = line.bullet && !share;
        return (edge && !task && !(line.bullet && piece.text.ends_with('.'))).then(|| range.clone());
    }
    let one = found.first()?;
    let alone = dates::is_single(&piece.text).is_some()
        || piece.text[one.to..].trim_start().starts_with(['–', '-', '—'])
            && piece.text[one.to..].trim().chars().count() <= 2;
    let edge = one.from == 0 || piece.text[one.to..].trim_matches([')', '.', ' ']).is_empty();
    let preceded = piece.text[..one.from].trim_end().ends_with([',', '|', '(', '–', '-', ':', '\t']) || one.from == 0;
    let listed = single_dates && edge && preceded && !line.bullet_sentence();
    (listed || (alone && (line.cells.len() > 1 || single_dates || piece.text.chars().count() <= 20)))
        .then(|| one.clone())
}

impl Line {
    fn bullet_sentence(&self) -> bool {
        self.bullet && self.text().ends_with('.')
    }
}

/// Whether a range is set off by a bar, a comma or brackets.
fn separated(text: &str, range: &Period) -> bool {
    let before = text[..range.from].trim_end();
    let after = text[range.to..].trim_start();
    let set_off =
        before.ends_with(['|', '·', '(', ',', '–', '\t', ':']) || after.starts_with(['|', '·', ')', ',', ':']);
    set_off && text.chars().count() <= 110
}

/// Lines before the first period that belong to the first entry.
fn lead(lines: &[Line], first: usize) -> usize {
    let mut lead = 0;
    while lead < first && lead < 3 {
        let line = &lines[first - lead - 1];
        if line.bullet || is_prose(line) {
            break;
        }
        lead += 1;
    }
    lead
}

fn is_prose(line: &Line) -> bool {
    let text = line.text();
    (text.ends_with('.') && text.split_whitespace().count() > 4) || text.chars().count() > 110
}

/// First line of an entry: as many lines before its period as the first entry has, as long as they look alike.
fn start_of(lines: &[Line], at: usize, first: usize, lead: usize, floor: usize) -> usize {
    let mut start = at;
    for step in 1..=lead {
        let (Some(here), Some(model)) = (at.checked_sub(step), first.checked_sub(step)) else { break };
        if here < floor {
            break;
        }
        let (line, model) = (&lines[here], &lines[model]);
        if line.bullet
            || !line.looks_like(model)
            || is_prose(line)
            || (line.x0 - model.x0).abs() > 8.0 && line.x1 > line.x0
        {
            break;
        }
        // In formats without looks a gap tells where an entry begins.
        if step < lead && line.gap > 1.6 && line.style.size == 0.0 {
            start = here;
            break;
        }
        start = here;
    }
    start
}

fn raw(lines: &[Line], range: std::ops::Range<usize>, anchor: &Anchor, lead: usize, scorer: &Scorer) -> Raw {
    let (start, end) = (range.start, range.end);
    let mut head = Vec::new();
    let mut body_lines: Vec<(Piece, bool, &Line)> = Vec::new();
    let mut workload_percent = None;
    let mut period_piece = None;
    let base = lines[anchor.at].clone();
    let head_x0 =
        base.cell_x0.iter().enumerate().find(|(number, _)| *number != anchor.cell).map_or(base.x0, |(_, x0)| *x0);
    let head_x0 = if start < anchor.at || anchor.cell > 0 { base.x0 } else { head_x0 };
    // A date column so narrow that its text runs into the next column: where that one begins is not known.
    let beside = base.cells[0]
        .text
        .get(anchor.period.to..)
        .is_some_and(|rest| rest.chars().filter(|c| c.is_alphabetic()).count() >= 3);
    let date_leads = anchor.period.from == 0 && base.cells.len() == 1 && beside;
    let head_x0 = if date_leads { f32::INFINITY } else { head_x0 };
    let body_start = anchor.at + 1;
    let mut push = |piece: Piece| {
        let (piece, percent) = without_percent(&piece);
        workload_percent = workload_percent.or(percent);
        if !piece.is_empty() && !is_duration(&piece.text) {
            head.push(piece);
        }
    };
    for line in &lines[start..anchor.at] {
        for cell in &line.cells {
            push(cell.clone());
        }
    }
    for (number, cell) in base.cells.iter().enumerate() {
        if number == anchor.cell {
            period_piece = Some(cell.sub(anchor.period.from, anchor.period.to));
            for part in dates::without(cell, &anchor.period) {
                push(part);
            }
        } else {
            push(cell.clone());
        }
    }
    let mut complete = start < anchor.at && lead > 0 && is_complete(&head, scorer);
    let mut at = body_start;
    if anchor.two_lines && at < end {
        // The end of the period stands in this line's first cell; what is beside it goes on the entry.
        let line = &lines[at];
        for cell in line.cells.iter().skip(1) {
            // The dash before the second date reads like a bullet, so that mark says nothing here.
            if is_complete(&head, scorer) {
                body_lines.push((cell.clone(), true, line));
            } else {
                head.push(cell.clone());
            }
        }
        at += 1;
    }
    complete |= is_complete(&head, scorer);
    while at < end && !complete {
        let line = &lines[at];
        if line.bullet
            || is_prose(line)
            || line.cells.len() > 2
            || body_lines.iter().any(|(_, bullet, _)| *bullet)
            || is_label_line(line)
            || (line.gap > 2.4 && !head.is_empty())
            || (line.x1 > line.x0 && line.x0 > head_x0 + 6.0)
        {
            break;
        }
        for cell in &line.cells {
            let (piece, percent) = without_percent(cell);
            workload_percent = workload_percent.or(percent);
            if !piece.is_empty() {
                head.push(piece);
            }
        }
        at += 1;
        complete = is_complete(&head, scorer) || at - body_start >= 3;
    }
    // A town alone on the line after a complete head.
    if at < end && at == body_start && !lines[at].bullet && lines[at].cells.len() == 1 {
        let text = lines[at].cells[0].text.trim_end_matches('.');
        let one_place = text.split_whitespace().count() <= 2
            && text.chars().next().is_some_and(char::is_uppercase)
            && lexicon::role_score(text) == 0
            && lines[at].cells[0].text.ends_with('.');
        if one_place {
            head.push(lines[at].cells[0].trim(&['.']));
            at += 1;
        }
    }
    for line in &lines[at.min(end)..end] {
        let indented = line.x1 > line.x0 && line.x0 > head_x0 + 6.0;
        body_lines.push((line.whole(), line.bullet || indented, line));
    }
    let from = lines[start].cells[0].span.start;
    let to = lines[end.max(start + 1) - 1].cells.last().map_or(from, |cell| cell.span.end);
    Raw {
        head,
        body: join_body(&body_lines),
        start: anchor.period.start,
        end: anchor.period.end,
        period: period_piece,
        workload_percent,
        led: start < anchor.at,
        from,
        to,
    }
}

fn is_label_line(line: &Line) -> bool {
    line.text()
        .split_once(':')
        .is_some_and(|(head, rest)| head.split_whitespace().count() <= 3 && !rest.trim().is_empty())
}

/// Whether the head names both sides: an employer and a function, or a school and a degree.
fn is_complete(head: &[Piece], scorer: &Scorer) -> bool {
    let units: usize = head.iter().map(|piece| piece.split_signs(&[',', '|', '\t', '–', '—']).len().max(1)).sum();
    let named = |score: fn(&str) -> i32| head.iter().any(|piece| score(&piece.text) > 0);
    let both = named(scorer.subject) && named(scorer.organisation) && units >= 2;
    let school = scorer.is_school();
    both || head.len() >= 3
        || (!school
            && ((head.len() >= 2 && units >= 3) || head.iter().any(|piece| piece.split_signs(&[',']).len() >= 3)))
}

/// Joins lines that run on; each bullet begins a new item.
fn join_body(lines: &[(Piece, bool, &Line)]) -> Vec<Piece> {
    let mut out: Vec<Vec<Piece>> = Vec::new();
    let mut wide: Option<(f32, u32)> = None;
    for (piece, starts, line) in lines {
        let lower = piece.text.chars().next().is_some_and(|c| c.is_lowercase() || c == '(');
        let hyphen = out.last().and_then(|pieces| pieces.last()).is_some_and(|last| last.text.ends_with('-'));
        let same_style = out.last().is_some();
        let geometry = line.x1 > line.x0;
        let full = wide.is_some_and(|(x1, column)| {
            geometry && column == line.column && line.x1 <= x1 + 60.0 && x1 >= line.x1 - 1.0 && x1 - line.x0 > 200.0
        });
        let continues = same_style
            && !line.bullet
            && (hyphen || (lower && !*starts) || (lower && geometry) || (!*starts && full && !ends_sentence(&out)));
        match out.last_mut() {
            Some(pieces) if continues => pieces.push(piece.clone()),
            _ => out.push(vec![piece.clone()]),
        }
        wide = Some((line.x1, line.column));
    }
    out.iter().filter_map(|pieces| Piece::join(pieces)).collect()
}

fn ends_sentence(out: &[Vec<Piece>]) -> bool {
    out.last().and_then(|pieces| pieces.last()).is_some_and(|last| last.text.ends_with(['.', '!', '?', ':']))
}

/// `Community Nurse (50%)`, `… · 80%`: the workload is a fact of its own.
fn without_percent(piece: &Piece) -> (Piece, Option<u8>) {
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
