//! Degrees and certificates asked for: alternatives with level, field and rank on their ladder.

use super::super::concepts::{ConceptKind, Lexicon};
use super::super::fold::fold;
use super::super::lexicon;
use super::kinds::is_or;
use super::wording::{folded_with_offsets, words_in};
use crate::records::job::{Demand, Join, Kind, Part};
use std::sync::LazyLock;

/// Certificates that stand above others of their family, lowest first. Each rung has its spellings.
static LADDERS: LazyLock<Vec<Vec<Vec<String>>>> = LazyLock::new(|| {
    include_str!("../lexicon/ladders.txt")
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            line.split('<')
                .map(|rung| rung.split('|').map(|name| fold(name.trim())).filter(|name| !name.is_empty()).collect())
                .collect()
        })
        .collect()
});

/// The family and rung of a certificate in a folded text.
pub(crate) fn certificate_family(folded: &str) -> Option<(usize, usize)> {
    certificate_rungs(folded).into_iter().next()
}

/// All families and rungs named in a folded text; the longest name of a family decides.
pub(crate) fn certificate_rungs(folded: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (family, rungs) in LADDERS.iter().enumerate() {
        let best = rungs
            .iter()
            .enumerate()
            .flat_map(|(rung, names)| names.iter().map(move |name| (rung, name)))
            .filter(|(_, name)| lexicon::contains_words(folded, name))
            .max_by_key(|(_, name)| name.len());
        if let Some((rung, _)) = best {
            out.push((family, rung));
        }
    }
    out
}

/// One part with all alternatives as terms; of a degree also the lowest level that is accepted.
pub(super) fn parts(text: &str, kind: Kind, concepts: &Lexicon) -> (Vec<Part>, Join) {
    let folded = fold(text);
    let or_equivalent = equivalent(&folded);
    let alternatives = alternatives(text);
    let mut kind = kind;
    let levels: Vec<u8> = alternatives.iter().filter_map(|one| level(one)).collect();
    let certificates = alternatives.iter().filter(|one| certificate_family(&fold(one)).is_some()).count();
    if kind == Kind::Degree && levels.is_empty() && certificates > 0 {
        kind = Kind::Certificate;
    }
    // "Formation en soins palliatifs", "Weiterbildung in X" name a course, no degree.
    let course = words_in(
        &folded,
        &[
            "formation en", "formation de", "formation dans", "formation aux", "weiterbildung in", "weiterbildung im",
            "weiterbildung zu", "kurs", "training in", "lehrgang", "cas", "das", "mas",
        ],
    );
    if kind == Kind::Degree && course && lexicon::degree(text).is_none_or(|degree| degree.kind == "further") {
        kind = Kind::Certificate;
    }
    if kind == Kind::Certificate
        && certificates == 0
        && alternatives.iter().any(|one| lexicon::degree(one).is_some_and(|degree| degree.kind != "further"))
    {
        kind = Kind::Degree;
    }
    if kind == Kind::Certificate {
        let terms: Vec<String> = alternatives.iter().flat_map(|one| certificate_terms(one, concepts)).collect();
        let all = !is_or(&folded) && !or_equivalent && terms.len() > 1 && !text.contains('(');
        let terms = if terms.is_empty() { vec![text.to_owned()] } else { terms };
        let demand = Demand { terms, or_equivalent, ..Demand::default() };
        return (
            vec![Part { text: text.to_owned(), kind, demand, join: if all { Join::All } else { Join::Any } }],
            Join::All,
        );
    }
    let fields: Vec<String> = fields(text, concepts);
    let level = levels.iter().copied().min().or_else(|| level(text));
    let demand = Demand { terms: fields, degree_level: Some(level.unwrap_or(4)), or_equivalent, ..Demand::default() };
    (vec![Part { text: text.to_owned(), kind: Kind::Degree, demand, join: Join::Any }], Join::All)
}

/// Pieces between commas, slashes and "or".
fn alternatives(text: &str) -> Vec<String> {
    let mut pieces = vec![text.to_owned()];
    for separator in [" oder ", " or ", " ou ", " bzw. ", ", ", "; ", " / ", "(", ")"] {
        pieces = pieces.iter().flat_map(|piece| piece.split(separator)).map(|piece| piece.trim().to_owned()).collect();
    }
    pieces.retain(|piece| !piece.is_empty() && !is_equivalence(piece));
    pieces
}

fn is_equivalence(piece: &str) -> bool {
    let folded = fold(piece);
    (equivalent(&folded)
        || words_in(&folded, &["hoher", "higher", "above", "superieur", "plus haut", "hohere abschlusse", "better"]))
        && folded.split_whitespace().count() <= 5
        && ![" in ", " en ", " im "].iter().any(|word| folded.contains(word))
}

/// Whether words accept an equivalent.
pub(super) fn equivalent(folded: &str) -> bool {
    [
        "gleichwertig", "vergleichbar", "aquivalent", "equivalent", "ahnlich", "similar", "comparable", "similaire",
        "verwandt", "related", "apparente", "juge ",
    ]
    .iter()
    .any(|word| folded.contains(word))
}

/// The level that a piece asks for.
fn level(text: &str) -> Option<u8> {
    let folded = fold(text);
    if words_in(&folded, &["niveau master", "master's", "master", "universitatsabschluss", "lizenziat"])
        && !words_in(&folded, &["bachelor"])
    {
        return Some(7);
    }
    lexicon::degree(text).filter(|degree| degree.kind != "further").map(|degree| degree.level).or_else(|| {
        let has = |list: &[&str]| list.iter().any(|word| folded.contains(word));
        if has(&[
            "hochschul", "universit", "studium", "degree", "haute ecole", "hautes ecoles", "etudes superieures",
            "tertiar", "tertiaire", "superieure",
        ]) {
            Some(6)
        } else if has(&["ausbildung", "lehre", "formation", "grundbildung", "apprenti", "vocational"]) {
            Some(4)
        } else {
            None
        }
    })
}

/// Words of a degree that name no field.
const NO_FIELD: &[&str] = &[
    "abgeschlossene", "science", "arts", "diplomas", "foreign", "must", "recognised", "abgeschlossenes",
    "abgeschlossener", "ausbildung", "weiterbildung", "grundbildung", "studium", "abschluss", "hochschulabschluss",
    "universitat", "fachhochschule", "hochschule", "lehre", "berufslehre", "efz", "eba", "hf", "fh", "uni", "eth",
    "hes", "es", "cfc", "bts", "dut", "cap", "bac", "bachelor", "master", "bachelors", "masters", "degree", "diplom",
    "diplome", "diploma", "dipl", "eidg", "eidgenossischer", "eidgenossisches", "fachausweis", "brevet", "federal",
    "formation", "titre", "universitaire", "university", "level", "niveau", "vergleichbare", "vergleichbares",
    "gleichwertige", "gleichwertiger", "gleichwertig", "equivalent", "equivalente", "comparable", "field", "fach",
    "fachrichtung", "domaine", "tertiary", "hoherer", "hoheres", "anerkannt", "anerkannte", "anerkannter", "reconnu",
    "recognised", "jugee", "juge", "similar", "related", "completed", "qualified", "relevant", "specialiste",
    "gelernte",
];

/// The fields and occupations that a degree must be in: concepts first, then the words that are left.
fn fields(text: &str, concepts: &Lexicon) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for piece in alternatives(text) {
        let (folded, offsets) = folded_with_offsets(&piece);
        // "HF/HES/FH" is no field; "foreign diplomas must be recognised" no alternative.
        if folded.split('/').all(|part| NO_FIELD.contains(&part.trim()))
            || words_in(&folded, &["must be", "anerkannt sein", "doivent"])
        {
            continue;
        }
        let found: Vec<(usize, usize)> = concepts
            .concepts_in(&folded)
            .into_iter()
            .filter(|(concept, ..)| concept.kind != ConceptKind::Credential || concept.broader.is_empty())
            .map(|(_, start, end)| (start, end))
            .filter(|(start, end)| !NO_FIELD.contains(&folded[*start..*end].trim_matches('.')))
            .collect();
        let mut add = |term: &str| {
            let term = term.trim_matches(|c: char| !c.is_alphanumeric());
            if term.chars().count() > 2 && !out.iter().any(|known| fold(known) == fold(term)) {
                out.push(term.to_owned());
            }
        };
        if found.is_empty() {
            let words: Vec<&str> = piece
                .split_whitespace()
                .filter(|word| {
                    let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
                    folded.len() > 3
                        && !NO_FIELD
                            .contains(&folded.trim_end_matches("'s").trim_start_matches("d'").trim_start_matches("l'"))
                        && !NO_FIELD.contains(&folded.as_str())
                        && !SMALL.contains(&folded.as_str())
                })
                .collect();
            if !words.is_empty() && words.len() <= 4 {
                let joined = words.join(" ");
                add(joined.trim_start_matches("d'").trim_start_matches("d’").trim_start_matches("l'"));
            }
        } else {
            for (start, end) in found {
                add(&piece[offsets[start]..offsets[end]]);
            }
        }
    }
    out
}

const SMALL: &[&str] = &[
    "oder", "and", "with", "eine", "einer", "eines", "einem", "avec", "dans", "pour", "als", "von", "der", "die",
    "das", "des", "les", "une", "par", "croix-rouge", "suisse", "schweiz", "swiss", "level", "other", "another",
    "autre", "ideal", "least", "mindestens", "minimum", "sowie", "entsprechende", "entsprechender", "passende",
    "einschlagige", "institutions", "bereich", "area", "branche",
];

/// The names of certificates in a piece, without the words around them.
fn certificate_terms(piece: &str, concepts: &Lexicon) -> Vec<String> {
    let folded = fold(piece);
    let named: Vec<String> =
        concepts.concepts_in(&folded).into_iter().map(|(_, start, end)| folded_part(piece, start, end)).collect();
    if certificate_family(&folded).is_some() {
        return vec![piece.to_owned()];
    }
    if named.is_empty() {
        return super::terms::single(piece, concepts).into_iter().collect();
    }
    named
}

fn folded_part(text: &str, start: usize, end: usize) -> String {
    let (_, offsets) = folded_with_offsets(text);
    match (offsets.get(start), offsets.get(end)) {
        (Some(from), Some(to)) => text[*from..*to].to_owned(),
        _ => text.to_owned(),
    }
}
