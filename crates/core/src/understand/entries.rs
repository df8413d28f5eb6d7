//! Cuts a section into entries at their periods and sorts each entry's head into employer, function and place, or school
//! and degree. The order of the parts is chosen once for the whole section, because a CV keeps to one order.

use super::dates::{self, End, Period};
use super::lexicon;
use super::lines::Line;
use super::personal;
use super::piece::Piece;
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
        anchor.two_lines || (anchor.period.to - anchor.period.from) * 100 >= cell.len() * share
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
            if line.bullet
                || (is_complete(&head, scorer) && head.len() > 1)
                || lexicon::role_score(&cell.text)
                    + lexicon::organisation_score(&cell.text)
                    + lexicon::school_score(&cell.text)
                    == 0
                    && is_complete(&head, scorer)
            {
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

/// The two sides of an entry and a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    /// Employer or school.
    pub organisation: Option<Piece>,
    /// Function or degree.
    pub subject: Option<Piece>,
    pub place: Option<Piece>,
}

/// How strongly texts look like one side or the other.
pub(crate) struct Scorer {
    pub organisation: fn(&str) -> i32,
    pub subject: fn(&str) -> i32,
    school: bool,
}

impl Scorer {
    fn is_school(&self) -> bool {
        self.school
    }
}

/// Sorts the heads of all entries of a section. The order that fits best over all of them decides where an entry itself
/// leaves it open.
pub(crate) fn sort(raws: &[Raw], scorer: &Scorer) -> Vec<Sides> {
    let mut subject_first = 0;
    for raw in raws {
        let units = units(raw);
        if let [first, second, ..] = units.as_slice() {
            let straight = (scorer.subject)(&first.text) + (scorer.organisation)(&second.text);
            let turned = (scorer.organisation)(&first.text) + (scorer.subject)(&second.text);
            subject_first += straight - turned;
        }
    }
    let mut out: Vec<Sides> = Vec::new();
    for raw in raws {
        // Without head lines of its own, below an entry that has some, it is a further function at the same employer.
        let further = !raw.led && raws[0].led && out.last().is_some_and(|before: &Sides| before.organisation.is_some());
        let parts = units(raw);
        let mut sides = match parts.as_slice() {
            [one] if further && (scorer.organisation)(&one.text) == 0 => {
                Sides { subject: Some(one.clone()), ..Sides::default() }
            }
            parts => assign(parts, scorer, subject_first >= 0),
        };
        if sides.organisation.is_none()
            && sides.subject.is_some()
            && let Some(before) = out.last()
        {
            // Several functions at one employer, which is printed once above them.
            sides.organisation.clone_from(&before.organisation);
            sides.place = sides.place.or_else(|| before.place.clone());
        }
        out.push(sides);
    }
    out
}

/// Parts of a head: whole lines and cells where there are several, else what commas and dashes separate.
fn units(raw: &Raw) -> Vec<Piece> {
    let split =
        |piece: &Piece| -> Vec<Piece> { piece.split_signs(&['|', '\t', '@']).iter().flat_map(split_dashes).collect() };
    let parts: Vec<Piece> = raw.head.iter().flat_map(split).collect();
    if parts.len() >= 2 { parts } else { parts.iter().flat_map(split_preposition).collect() }
}

fn split_dashes(piece: &Piece) -> Vec<Piece> {
    for dash in [" – ", " — ", " · ", " • "] {
        let at: Vec<(usize, usize)> = piece.text.match_indices(dash).map(|(at, _)| (at, at + dash.len())).collect();
        if !at.is_empty() {
            return piece.split_at(&at);
        }
    }
    vec![piece.clone()]
}

fn split_preposition(piece: &Piece) -> Vec<Piece> {
    for word in [" bei der ", " bei ", " at ", " chez "] {
        if let Some(at) = piece.text.find(word) {
            let parts = piece.split_at(&[(at, at + word.len())]);
            if parts.len() == 2 && lexicon::role_score(&parts[0].text) > 0 {
                return parts;
            }
        }
    }
    vec![piece.clone()]
}

fn assign(units: &[Piece], scorer: &Scorer, subject_first: bool) -> Sides {
    let mut sides = Sides::default();
    let mut units: Vec<Piece> = units.to_vec();
    // A unit that is only a place.
    if units.len() >= 3
        && let Some(at) = units.iter().rposition(|unit| is_place(&unit.text, scorer))
    {
        sides.place = Some(units.remove(at));
    }
    match units.as_slice() {
        [] => {}
        [one] => single(one, scorer, subject_first, &mut sides),
        [first, second, rest @ ..] => {
            let straight = (scorer.subject)(&first.text) + (scorer.organisation)(&second.text);
            let turned = (scorer.organisation)(&first.text) + (scorer.subject)(&second.text);
            let first_is_mixed = (scorer.subject)(&first.text) > 0
                && (scorer.organisation)(&first.text) > 0
                && first.text.contains(", ");
            if first_is_mixed && is_place(&second.text, scorer) {
                single(first, scorer, subject_first, &mut sides);
                sides.place = sides.place.or_else(|| Some(second.clone()));
                return sides;
            }
            let subject_leads = if straight == turned { subject_first } else { straight > turned };
            let (subject, organisation) = if subject_leads { (first, second) } else { (second, first) };
            sides.subject = Some(subject.clone());
            with_place(organisation, scorer, &mut sides);
            if let Some(place) = rest.first().filter(|unit| sides.place.is_none() && is_place(&unit.text, scorer)) {
                sides.place = Some(place.clone());
            }
        }
    }
    sides
}

/// One text that holds everything: `Function, Employer, Town`.
fn single(unit: &Piece, scorer: &Scorer, subject_first: bool, sides: &mut Sides) {
    let mut parts = unit.split_signs(&[',']);
    if parts.len() >= 3 && sides.place.is_none() && parts.last().is_some_and(|last| is_place(&last.text, scorer)) {
        sides.place = parts.pop();
    }
    if parts.len() < 2 {
        let (subject, organisation) = ((scorer.subject)(&unit.text), (scorer.organisation)(&unit.text));
        if organisation > subject {
            with_place(unit, scorer, sides);
        } else {
            sides.subject = Some(unit.clone());
        }
        return;
    }
    // Where to cut, and which side comes first: the best sum of both sides' scores.
    let mut best: Option<(i32, Piece, Piece)> = None;
    for cut in 1..parts.len() {
        let (left, right) = (span_of(unit, &parts[..cut]), span_of(unit, &parts[cut..]));
        let (Some(left), Some(right)) = (left, right) else { continue };
        for leads in [true, false] {
            let (subject, organisation) = if leads { (&left, &right) } else { (&right, &left) };
            let mut score = 4 * ((scorer.subject)(&subject.text) + (scorer.organisation)(&organisation.text));
            score -= 2 * ((scorer.organisation)(&subject.text) + (scorer.subject)(&organisation.text));
            score += 2 * i32::from(leads == subject_first);
            // A field or department belongs to the function or degree rather than to the employer or school.
            score -= i32::from((if leads { parts.len() - cut } else { cut }) > 1);
            if best.as_ref().is_none_or(|(top, ..)| score > *top) {
                best = Some((score, subject.clone(), organisation.clone()));
            }
        }
    }
    // Two parts of one side ("Ward Sister, Renal Medicine") stay together.
    let both = parts.iter().map(|part| (scorer.organisation)(&part.text)).max().unwrap_or(0) == 0;
    let last_unclear = parts.last().is_some_and(|last| (scorer.subject)(&last.text) == 0);
    if both && parts.len() == 2 && last_unclear && sides.organisation.is_some() {
        sides.subject = Some(unit.clone());
        return;
    }
    if let Some((_, subject, organisation)) = best {
        sides.subject = Some(subject);
        with_place(&organisation, scorer, sides);
    }
}

fn span_of(unit: &Piece, parts: &[Piece]) -> Option<Piece> {
    let (first, last) = (parts.first()?, parts.last()?);
    if unit.text.chars().count() != unit.span.len() as usize {
        return Piece::join(parts);
    }
    let byte = |chars: u32| unit.text.char_indices().nth(chars as usize).map_or(unit.text.len(), |(byte, _)| byte);
    Some(unit.sub(byte(first.span.start - unit.span.start), byte(last.span.end - unit.span.start)))
}

/// Takes the town off an employer: `Spital AG (Aarau)`, `Spital AG, Aarau`.
fn with_place(organisation: &Piece, scorer: &Scorer, sides: &mut Sides) {
    let text = &organisation.text;
    if text.ends_with(')')
        && let Some(open) = text.rfind('(')
        && open > 0
    {
        let inner = organisation.sub(open + 1, text.len() - 1);
        if is_place(&inner.text, scorer) {
            sides.organisation = Some(organisation.sub(0, open));
            sides.place = Some(inner);
            return;
        }
    }
    let parts = organisation.split_signs(&[',']);
    if let [_, .., last] = parts.as_slice()
        && is_place(&last.text, scorer)
    {
        let rest = &parts[..parts.len() - 1];
        sides.organisation = span_of(organisation, rest);
        if sides.place.is_none() {
            sides.place = Some(last.clone());
        }
        return;
    }
    sides.organisation = Some(organisation.trim(&[',', '.']));
}

/// Whether a text can be a town: few capitalised words, neither side's words, no digits but a postal code.
fn is_place(text: &str, scorer: &Scorer) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = ["am", "im", "an", "der", "bei", "la", "le", "les", "de", "du", "sur", "en", "in", "upon", "d'", "und"];
    !words.is_empty()
        && words.len() <= 4
        && words.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                || small.contains(word)
                || (word.len() >= 4 && word.len() <= 5 && word.chars().all(|c| c.is_ascii_digit()))
        })
        && words.iter().any(|word| word.chars().next().is_some_and(char::is_uppercase))
        && (scorer.subject)(text) == 0
        && (scorer.organisation)(text) == 0
        && !text.contains(['%', '@', '&'])
        && !(words.len() == 1 && text.chars().count() > 3 && text.chars().all(char::is_uppercase) && scorer.is_school())
}

/// Scores of stations.
pub(crate) const WORK: Scorer =
    Scorer { organisation: lexicon::organisation_score, subject: lexicon::role_score, school: false };

/// Scores of schools.
pub(crate) const EDUCATION: Scorer =
    Scorer { organisation: lexicon::school_score, subject: degree_score, school: true };

fn degree_score(text: &str) -> i32 {
    3 * i32::from(lexicon::degree(text).is_some())
}

/// A degree text as degree and field: `Bachelor of Arts in X`, `Dipl. Techniker HF, X`, `X, Master`.
pub(crate) fn degree_parts(subject: &Piece) -> (Option<Piece>, Option<Piece>) {
    let text = &subject.text;
    for separator in [", ", " – ", " — ", " - ", " in ", " en ", " mention ", " : ", ": ", " der ", " des "] {
        let Some(at) = text.find(separator) else { continue };
        let (left, right) = (subject.sub(0, at), subject.sub(at + separator.len(), text.len()));
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let (left_degree, right_degree) =
            (lexicon::degree(&left.text).is_some(), lexicon::degree(&right.text).is_some());
        if left_degree {
            return (Some(left), Some(right));
        }
        if right_degree {
            return (Some(right), Some(left));
        }
    }
    for prefix in [
        "CAS ",
        "DAS ",
        "MAS ",
        "BSc ",
        "MSc ",
        "BA ",
        "MA ",
        "BEng ",
        "MEng ",
        "BTS ",
        "DUT ",
        "CAP ",
        "Master ",
        "Bachelor ",
        "Licence ",
    ] {
        if let Some(rest) = text.strip_prefix(prefix)
            && !rest.starts_with("of ")
            && !rest.starts_with("(")
        {
            return (Some(subject.sub(0, prefix.len())), Some(subject.sub(prefix.len(), text.len())));
        }
    }
    if let Some(at) = text.find(" EFZ ").map(|at| at + 4) {
        return (Some(subject.sub(0, at)), Some(subject.sub(at, text.len())));
    }
    (Some(subject.clone()), None)
}
