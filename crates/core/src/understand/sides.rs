//! Sorts the head of an entry into employer, function and place, or school and degree. The order of the parts is chosen
//! once for the whole section, because a CV keeps to one order.

use super::dates;
use super::entries::Raw;
use super::fold::fold;
use super::labels;
use super::lexicon;
use super::piece::Piece;
use super::towns;
use dossier_formats::Style;
use std::collections::BTreeMap;

/// The two sides of an entry and a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    /// Employer or school.
    pub organisation: Option<Piece>,
    /// Function or degree.
    pub subject: Option<Piece>,
    pub place: Option<Piece>,
    /// Field of study, where a part of its own holds it.
    pub area: Option<Piece>,
    /// Whether it names an employer alone, above functions that follow.
    pub heads: bool,
}

/// How strongly texts look like one side or the other.
pub(crate) struct Scorer {
    pub organisation: fn(&str) -> i32,
    pub subject: fn(&str) -> i32,
    school: bool,
}

impl Scorer {
    pub fn is_school(&self) -> bool {
        self.school
    }
}

/// A part of a head between separators.
struct Unit {
    piece: Piece,
    style: Style,
}

/// Sorts the heads of all entries of a section. The order that fits best over all of them decides where an entry itself
/// leaves it open.
pub(crate) fn sort(raws: &[Raw], scorer: &Scorer) -> Vec<Sides> {
    let all: Vec<Vec<Unit>> = raws.iter().map(|raw| units(raw, scorer)).collect();
    let order = Order::of(&all, scorer);
    let mut out: Vec<Sides> = Vec::new();
    // An employer printed once, with or without a period of its own, above the functions held there.
    let mut above: Option<Sides> = None;
    let mut group: Option<Piece> = None;
    let grouped = raws.iter().any(|raw| raw.group.is_some());
    for (raw, parts) in raws.iter().zip(&all) {
        if !raw.given.is_empty() {
            out.push(given(raw, scorer));
            continue;
        }
        let score = |score: fn(&str) -> i32| parts.iter().map(|part| score(&part.piece.text)).max().unwrap_or(0);
        let (organised, has_subject) = (score(scorer.organisation) > 0, score(scorer.subject) > 0);
        let below = above.is_some() && has_subject && !organised;
        if raw.group.is_some() {
            group.clone_from(&raw.group);
        } else if names_own_employer(parts, scorer) {
            group = None;
        }
        // Below an entry with more parts, one with a single part is a further function at the same employer.
        let fewer = out.last().is_some_and(|before: &Sides| before.organisation.is_some())
            && all.first().is_some_and(|first| first.len() > parts.len())
            && parts.len() == 1;
        let mut sides = match parts.as_slice() {
            [one] if (fewer || below) && (scorer.organisation)(&one.piece.text) == 0 => {
                Sides { subject: Some(one.piece.clone()), ..Sides::default() }
            }
            parts if grouped && group.is_some() => within_group(parts, group.as_ref(), scorer),
            parts => order.assign(parts, scorer),
        };
        if organised {
            above = (!has_subject && !scorer.school).then(|| sides.clone());
        }
        sides.heads = above.is_some() && organised;
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

/// What the labels of a form say; an employer's address goes off its name.
fn given(raw: &Raw, scorer: &Scorer) -> Sides {
    let subject = raw.given.subject.as_ref().map(|subject| super::entries::without_percent(subject).0);
    let mut sides = Sides { subject, place: raw.given.place.clone(), area: raw.given.area.clone(), ..Sides::default() };
    if let Some(organisation) = &raw.given.organisation {
        with_place(organisation, scorer, &mut sides);
    }
    sides
}

/// Whether an entry has an employer above its function, so that the employer above other functions is not its own.
fn names_own_employer(parts: &[Unit], scorer: &Scorer) -> bool {
    match sides_of(parts, scorer).as_slice() {
        [first, second, ..] => {
            (scorer.subject)(&first.piece.text) == 0
                && (scorer.subject)(&second.piece.text) > 0
                && !towns::may_be_town(&first.piece.text)
        }
        _ => false,
    }
}

/// A function below its employer, which stands once above several.
fn within_group(parts: &[Unit], group: Option<&Piece>, scorer: &Scorer) -> Sides {
    let mut sides = Sides::default();
    for unit in parts {
        if sides.place.is_none() && is_place(&unit.piece.text, scorer) && towns::may_be_town(&unit.piece.text) {
            sides.place = Some(unit.piece.clone());
        } else if sides.subject.is_none() {
            sides.subject = Some(unit.piece.clone());
        }
    }
    if let Some(group) = group {
        with_place(group, scorer, &mut sides);
    }
    sides
}

/// Parts of a head: lines, cells and stretches of one look where there are several, else what commas and dashes separate.
fn units(raw: &Raw, scorer: &Scorer) -> Vec<Unit> {
    let mut out = Vec::new();
    for part in &raw.head {
        for piece in part.piece.split_signs(&['|', '\t', '@']).iter().flat_map(split_dashes) {
            let piece = piece.trim(&[',', ';', ':', '–', '-', '·', '•']);
            if !piece.is_empty() && piece.text.chars().any(char::is_alphanumeric) && !is_no_side(&piece.text) {
                out.push(Unit { piece, style: part.style });
            }
        }
    }
    if let [one] = out.as_slice() {
        let parts = split_preposition(&one.piece, scorer);
        if parts.len() > 1 {
            let style = one.style;
            return parts.into_iter().map(|piece| Unit { piece, style }).collect();
        }
    }
    out
}

/// What can be neither side nor place: what is left of a period, of a workload, a form's label.
fn is_no_side(text: &str) -> bool {
    let plain = text.trim_matches(['(', ')', '[', ']', ' ', '.', ',', ':']);
    let joint = ["to", "bis", "seit", "since", "from", "von", "de", "à", "au", "depuis", "until", "to present"];
    let percent = plain.strip_suffix('%').is_some_and(|number| number.trim().parse::<u8>().is_ok());
    percent
        || joint.contains(&plain.to_lowercase().as_str())
        || dates::is_single(plain).is_some()
        || dates::is_present(plain)
        || labels::label_kind(&labels::plain_label(&fold(plain)))
            .is_some_and(|label| label.is_of_entry() && !label.is_vague())
}

fn split_dashes(piece: &Piece) -> Vec<Piece> {
    for dash in [" – ", " — ", " · ", " • ", " - ", " // ", " / ", " : "] {
        let at: Vec<(usize, usize)> = piece.text.match_indices(dash).map(|(at, _)| (at, at + dash.len())).collect();
        if !at.is_empty() {
            return piece.split_at(&at);
        }
    }
    vec![piece.clone()]
}

fn split_preposition(piece: &Piece, scorer: &Scorer) -> Vec<Piece> {
    for word in
        [" bei der ", " beim ", " bei ", " at the ", " at ", " chez ", " with ", " an der ", " am ", " auprès de "]
    {
        if let Some(at) = piece.text.find(word) {
            let parts = piece.split_at(&[(at, at + word.len())]);
            if parts.len() == 2 && (scorer.subject)(&parts[0].text) > 0 && !piece.text[..at].contains(',') {
                return parts;
            }
        }
    }
    vec![piece.clone()]
}

/// In which order a section prints its parts: for each number of parts the places of function and employer, found by the
/// scores of all its entries together.
struct Order {
    /// By number of parts: places of subject and organisation.
    slots: BTreeMap<usize, (usize, usize)>,
    subject_first: bool,
}

/// Parts of a head that can be a side.
const SLOTS_MAX: usize = 4;

impl Order {
    fn of(all: &[Vec<Unit>], scorer: &Scorer) -> Self {
        let mut sums: BTreeMap<(usize, usize, usize), i32> = BTreeMap::new();
        let mut subject_first = 0;
        for units in all {
            let pieces = sides_of(units, scorer);
            let count = pieces.len().min(SLOTS_MAX);
            for subject in 0..count {
                for organisation in (0..count).filter(|organisation| *organisation != subject) {
                    let fit = fit(pieces[subject], pieces[organisation], scorer);
                    *sums.entry((count, subject, organisation)).or_default() += fit;
                    if subject + organisation == 1 {
                        subject_first += if subject == 0 { fit } else { -fit };
                    }
                }
            }
            if let [one] = pieces.as_slice() {
                subject_first += comma_order(&one.piece, scorer);
            }
        }
        let subject_first = subject_first >= 0;
        let mut slots: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for count in 2..=SLOTS_MAX {
            // Parts that come first are sides rather than towns or fields; equal sums follow the section's order.
            let best =
                sums.iter().filter(|((of, ..), _)| *of == count).max_by_key(|((_, subject, organisation), sum)| {
                    let early = 2 - i32::try_from(subject + organisation).unwrap_or(0);
                    (**sum * 2 + early, (subject < organisation) == subject_first)
                });
            if let Some(((_, subject, organisation), _)) = best {
                slots.insert(count, (*subject, *organisation));
            }
        }
        Self { slots, subject_first }
    }

    fn assign(&self, units: &[Unit], scorer: &Scorer) -> Sides {
        let mut sides = Sides::default();
        let pieces = sides_of(units, scorer);
        sides.place = units
            .iter()
            .find(|unit| !pieces.iter().any(|kept| kept.piece.span == unit.piece.span))
            .map(|unit| unit.piece.clone());
        match pieces.as_slice() {
            [] => {}
            [one] => single(&one.piece, scorer, self.subject_first, &mut sides),
            pieces => {
                let count = pieces.len().min(SLOTS_MAX);
                let usual = self.slots.get(&count).copied().unwrap_or((0, 1));
                let mut best: Option<(i32, usize, usize)> = None;
                for subject in 0..count {
                    for organisation in (0..count).filter(|organisation| *organisation != subject) {
                        let mut score = 2 * fit(pieces[subject], pieces[organisation], scorer);
                        score += 5 * i32::from((subject, organisation) == usual);
                        if best.is_none_or(|(top, ..)| score > top) {
                            best = Some((score, subject, organisation));
                        }
                    }
                }
                let Some((_, subject, organisation)) = best else { return sides };
                let (subject, organisation) = (&pieces[subject].piece, &pieces[organisation].piece);
                let mixed = (scorer.subject)(&subject.text) > 0
                    && (scorer.organisation)(&subject.text) > 0
                    && subject.text.contains(", ")
                    && is_place(&organisation.text, scorer);
                if mixed {
                    single(subject, scorer, self.subject_first, &mut sides);
                    sides.place = sides.place.take().or_else(|| Some(organisation.clone()));
                    return sides;
                }
                sides.subject = Some(subject.clone());
                with_place(organisation, scorer, &mut sides);
                let used = [subject.span, organisation.span];
                let mut rest = pieces.iter().filter(|unit| !used.contains(&unit.piece.span));
                if scorer.school {
                    sides.area =
                        rest.clone().find(|unit| !is_place(&unit.piece.text, scorer)).map(|unit| unit.piece.clone());
                }
                if sides.place.is_none() {
                    sides.place = rest.find(|unit| is_place(&unit.piece.text, scorer)).map(|unit| unit.piece.clone());
                }
            }
        }
        sides
    }
}

/// The parts that can be a side: all but a town.
fn sides_of<'u>(units: &'u [Unit], scorer: &Scorer) -> Vec<&'u Unit> {
    if units.len() < 2 {
        return units.iter().collect();
    }
    let town =
        units.iter().rposition(|unit| towns::may_be_town(&unit.piece.text) && is_place(&unit.piece.text, scorer));
    let town = town.or_else(|| {
        let place = units.iter().rposition(|unit| is_place(&unit.piece.text, scorer));
        place.filter(|_| units.len() >= 3)
    });
    let kept: Vec<&Unit> = units.iter().enumerate().filter(|(at, _)| Some(*at) != town).map(|(_, unit)| unit).collect();
    if kept.is_empty() { units.iter().collect() } else { kept }
}

/// How well a pair of parts fits function and employer.
fn fit(subject: &Unit, organisation: &Unit, scorer: &Scorer) -> i32 {
    let (subject, organisation) = (&subject.piece.text, &organisation.piece.text);
    2 * ((scorer.subject)(subject) + (scorer.organisation)(organisation))
        - ((scorer.organisation)(subject) + (scorer.subject)(organisation))
}

/// Whether `A, B` reads as function and employer (positive) or the other way round.
fn comma_order(piece: &Piece, scorer: &Scorer) -> i32 {
    match piece.split_signs(&[',']).as_slice() {
        [first, second, ..] => {
            (scorer.subject)(&first.text) + (scorer.organisation)(&second.text)
                - (scorer.organisation)(&first.text)
                - (scorer.subject)(&second.text)
        }
        _ => 0,
    }
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
    // "Primarschule, Altdorf": a school and its town, no degree.
    let no_subject = parts.iter().all(|part| (scorer.subject)(&part.text) == 0);
    if scorer.school
        && no_subject
        && parts.len() == 2
        && (scorer.organisation)(&parts[0].text) > 0
        && is_place(&parts[1].text, scorer)
    {
        with_place(unit, scorer, sides);
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
        "PhD ", "BTech ", "LLB ", "LLM ", "MPhil ", "MBA ", "CAS ", "DAS ", "MAS ", "BSc ", "MSc ", "BA ", "MA ",
        "BEng ", "MEng ", "BTS ", "DUT ", "CAP ", "Master ", "Bachelor ", "Licence ",
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
