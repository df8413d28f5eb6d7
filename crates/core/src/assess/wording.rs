//! What a sentence says of a term it holds: denied, wished for, left to others, or known in a small way only.

use crate::understand::lexicon::{contains_words, find_words};

/// The sentence or clause of a text around a place.
fn sentence_around(text: &str, at: usize) -> &str {
    let is_end =
        |index: usize, c: char| matches!(c, ';' | '!' | '?') || (c == '.' && text[index + 1..].starts_with(' '));
    let start = text[..at]
        .char_indices()
        .rev()
        .find(|(index, c)| is_end(*index, *c))
        .map_or(0, |(index, c)| index + c.len_utf8());
    let end = text[at..]
        .char_indices()
        .find(|(index, c)| is_end(at + *index, *c))
        .map_or(text.len(), |(index, _)| at + index);
    &text[start..end]
}

const DENIALS: &[&str] = &[
    "keine", "kein", "keinen", "keinerlei", "ohne", "nicht", "noch nie", "no", "not", "without", "never", "pas de",
    "pas d'", "pas encore", "ne pas", "aucune", "aucun", "sans", "jamais", "none", "nie", "n'ai pas", "weder",
    "neither", "ni",
];
/// What stands before a term without denying it.
const NO_DENIALS: &[&str] = &[
    "kein problem", "no problem", "pas de probleme", "sans probleme", "kein hindernis", "nicht nur", "not only",
    "non seulement", "ohne eintrag", "ohne eintrage", "without entries", "sans inscription", "no more than",
    "nicht mehr als", "pas seulement", "nicht zuletzt", "ohne aufsicht",
];
/// Denials of practice wherever they stand in the sentence.
const NO_PRACTICE: &[&str] = &[
    "weder konfiguriert", "keine erfahrung", "noch keine erfahrung", "keine eigene erfahrung", "no experience",
    "no own experience", "keine praxis", "noch keine praxis", "no practice", "sans pratique", "ohne praxis",
    "sans experience", "pas d'experience", "aucune experience", "aucune pratique", "not yet", "not used at work",
    "nicht eingesetzt", "kommt nicht in frage", "nicht moglich", "not possible", "pas possible", "exclu", "would need",
    "benotige", "necessite", "besoin d'un permis", "sponsor", "need a permit", "requires a permit", "n'envisage pas",
    "nicht vorhanden", "not available", "keine kenntnisse",
];
/// Work that others did.
const BY_OTHERS: &[&str] = &[
    "par une fiduciaire", "par un prestataire", "externalise", "sous-traite", "extern vergeben", "durch externe",
    "durch einen externen", "ausgelagert", "outsourced", "by a dedicated team", "by an external", "done by others",
    "macht der", "macht die",
];

/// Whether what stands at a place of a folded text is denied, left to others or only wished for there.
pub(super) fn is_denied(folded: &str, at: usize) -> bool {
    is_ruled_out(folded, at) || is_only_wished(folded, at)
}

/// Whether a word stands in a text; one with an apostrophe before any other.
fn says(text: &str, word: &str) -> bool {
    if word.ends_with('\'') { text.contains(word) } else { find_words(text, word).is_some() }
}

/// Whether what stands at a place of a folded text is denied, or left to others.
pub(super) fn is_ruled_out(folded: &str, at: usize) -> bool {
    let sentence = sentence_around(folded, at);
    let start = (sentence.as_ptr() as usize).saturating_sub(folded.as_ptr() as usize);
    is_negated(sentence, at - start)
}

fn is_negated(sentence: &str, at: usize) -> bool {
    let before = sentence.get(..at).unwrap_or(sentence);
    // A denial reaches to the next comma or conjunction that begins something else.
    let near = before.rsplit([',', ':', '(', '|']).next().unwrap_or(before);
    let near = [" aber ", " but ", " mais ", " sondern ", " jedoch "]
        .iter()
        .filter_map(|word| near.rfind(word).map(|cut| &near[cut + word.len()..]))
        .min_by_key(|text| text.len())
        .unwrap_or(near);
    let denied = DENIALS.iter().any(|word| says(near, word));
    let excused = NO_DENIALS.iter().any(|phrase| sentence.contains(phrase));
    // "Je ne maîtrise pas X".
    let ne_pas = near.contains(" pas ") && (near.contains(" ne ") || near.contains(" n'") || near.starts_with("ne "));
    (denied || ne_pas) && !excused
        || NO_PRACTICE.iter().any(|phrase| contains_words(sentence, phrase))
        || BY_OTHERS.iter().any(|phrase| sentence.contains(phrase))
}

/// Whether a fact about the person, such as readiness to travel, is denied in its clause.
pub(super) fn is_refused(clause: &str) -> bool {
    let excused = NO_DENIALS.iter().any(|phrase| clause.contains(phrase));
    !excused
        && (DENIALS.iter().any(|word| says(clause, word)) || NO_PRACTICE.iter().any(|phrase| clause.contains(phrase)))
}

/// Whether what stands at a place is only wished for: neither for nor against.
pub(super) fn is_only_wished(folded: &str, at: usize) -> bool {
    is_wish(sentence_around(folded, at))
}

fn is_wish(sentence: &str) -> bool {
    [
        "m'interesse a", "interessiert an", "interesse an", "interesse fur", "interested in", "curious about",
        "interesse par", "interessee par", "interet pour", "reading about", "reading up on", "mochte lernen",
        "want to learn", "keen to learn", "souhaite apprendre", "souhaite me former", "lerne derzeit",
        "currently learning", "wurde gerne", "would like to", "j'aimerais", "mochte mich", "selbststudium",
        "self-study", "als hobby",
    ]
    .iter()
    .any(|phrase| sentence.contains(phrase))
}

/// Whether a sentence makes what it names small: "einfache", "under supervision", "only".
pub(super) fn is_basic(sentence: &str) -> bool {
    [
        "einfache", "simple", "simples", "basic", "basics", "grundkenntnisse", "grundlagen", "grundkurs",
        "einfuhrungskurs", "einfuhrung in", "notions", "bases de", "erste erfahrung", "erste erfahrungen",
        "first experience", "premiere experience", "premieres experiences", "elementary", "a little", "un peu",
        "uniquement", "nur", "only", "seulement", "under supervision", "unter anleitung", "unter aufsicht",
        "sous la responsabilite", "sous la supervision", "sous supervision", "initiation", "introductory course",
        "introduction to", "schnupper", "debutant", "beginner", "anfanger", "course in progress", "in ausbildung",
        "en cours de formation", "membre du groupe", "hospitation", "mitglied der projektgruppe",
    ]
    .iter()
    .any(|word| contains_words(sentence, word))
}

/// Whether the sentence around a place makes what stands there small.
pub(super) fn is_small(folded: &str, at: usize) -> bool {
    is_basic(sentence_around(folded, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denials_reach_their_term_and_no_other() {
        let denied = |text: &str, term: &str| is_denied(text, text.find(term).expect("named"));
        assert!(denied("keine erfahrung mit sap", "sap"));
        assert!(denied("sap : aucune experience", "sap"));
        assert!(denied("i have no experience of my own in csv", "csv"));
        assert!(denied("la paie elle-meme est etablie par une fiduciaire externe", "paie"));
        assert!(denied("interesse an rust", "rust"));
        assert!(!denied("nicht nur java, sondern auch kotlin", "kotlin"));
        assert!(!denied("ohne budget, mit sap", "sap"));
        assert!(!denied("java. keine erfahrung mit python", "java"));
    }
}
