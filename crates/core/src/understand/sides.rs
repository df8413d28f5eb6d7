//! Sorts the head of an entry into employer, function and place, or school and degree. The order of the parts is chosen
//! once for the whole section, because a CV keeps to one order.

use super::entries::Raw;
use super::lexicon;
use super::piece::Piece;

/// The two sides of an entry and a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    /// Employer or school.
    pub organisation: Option<Piece>,
    /// Function or degree.
    pub subject: Option<Piece>,
    pub place: Option<Piece>,
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
    // An employer printed once, with or without a period of its own, above the functions held there.
    let mut above: Option<Sides> = None;
    for raw in raws {
        let parts = units(raw);
        let score = |score: fn(&str) -> i32| parts.iter().map(|part| score(&part.text)).max().unwrap_or(0);
        let (organised, has_subject) = (score(scorer.organisation) > 0, score(scorer.subject) > 0);
        let below = above.is_some() && has_subject && !organised;
        // Without head lines of its own, below an entry that has some, it is a further function at the same employer.
        let led_above =
            !raw.led && raws[0].led && out.last().is_some_and(|before: &Sides| before.organisation.is_some());
        let mut sides = match parts.as_slice() {
            [one] if (led_above || below) && (scorer.organisation)(&one.text) == 0 => {
                Sides { subject: Some(one.clone()), ..Sides::default() }
            }
            parts => assign(parts, scorer, subject_first >= 0),
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
