//! The terms of a demand: what stands behind "Erfahrung mit" and "knowledge of", split at commas and conjunctions.

use super::concepts::Lexicon;
use super::demand::{NUMBERS, equivalent};
use super::fold::fold;
use crate::records::job::Join;

/// Terms of a demand and how they combine.
pub(crate) struct Terms {
    pub terms: Vec<String>,
    pub join: Join,
}

/// Words that lead to a term without being one, longest first within each language.
const LEAD_INS: &[&str] = &[
    "mindestens", "sicherer umgang mit", "sicher im umgang mit", "sehr gute kenntnisse", "gute kenntnisse",
    "fundierte kenntnisse", "vertiefte kenntnisse", "solide kenntnisse", "kenntnisse", "erfahrungen", "erfahrung",
    "berufserfahrung", "praktische", "praxis", "nachgewiesene", "ausgewiesene", "mehrjahrige", "fundierte",
    "fundiertes", "breite", "vertiefte", "umgang", "kenntnis", "know-how", "wissen", "beherrschung", "anwendung",
    "einsatz", "vertraut", "zertifizierung", "zertifizierungen", "zertifikat", "auf stufe", "stufe", "auf niveau",
    "niveau", "sicherer", "sehr", "gute", "guter", "solide", "abgeschlossenes", "abgeschlossene", "abgeschlossener",
    "at least", "experience", "experienced", "proven", "hands-on", "hands on", "knowledge", "good", "strong", "solid",
    "sound", "working", "familiarity", "familiar", "proficiency", "proficient", "expertise", "certification",
    "certified", "certificate", "understanding", "use", "ability", "years", "year", "several", "minimum", "practical",
    "au moins", "experience professionnelle", "maitrise", "connaissance", "connaissances", "bonne", "bonnes", "tres",
    "solides", "usage", "pratique", "utilisation", "certification", "certifie", "certifiee", "notions", "confirmee",
    "annees", "ans", "an", "expertise", "jahre", "jahren", "jahr", "als", "as", "en tant que", "comme", "du milieu",
    "in der", "im bereich", "im", "in", "mit", "von", "der", "des", "den", "dem", "die", "das", "with", "of", "the",
    "a", "an", "to", "on", "for", "en", "de la", "de l'", "des", "du", "de", "d'", "la", "le", "les", "l'", "un",
    "une", "avec", "dans", "sur", "aux", "au", "und", "and", "et", "ein", "eine", "einem", "einer", "developpement",
    "entwicklung", "developing", "development", "wahrend", "sowie", "bzw", "z. b", "z.b", "e.g", "p. ex", "wie",
    "such as", "like", "tels que", "telles que", "par exemple", "beispielsweise", "insbesondere",
];

/// Splits a demand into terms. `years`: the number of years is dropped too.
pub(crate) fn terms(text: &str, years: bool, concepts: &Lexicon) -> Terms {
    let mut body = text.to_owned();
    let mut extra = Vec::new();
    // What stands in brackets names an instance of what stands before them.
    while let (Some(open), Some(close)) = (body.find('('), body.find(')')) {
        if close <= open {
            break;
        }
        let inner: String = body[open + 1..close].to_owned();
        let weak = ["z. b", "z.b", "e.g", "p. ex", "par ex"].iter().any(|mark| fold(&inner).starts_with(mark));
        extra.push((inner, weak));
        body.replace_range(open..=close, " ");
    }
    let folded = fold(&body);
    let mut any =
        [" oder ", " or ", " ou ", " bzw", " beziehungsweise ", " resp"].iter().any(|word| folded.contains(word))
            || [" z. b", " z.b", " e.g", " p. ex", " such as", " tels que", " wie "]
                .iter()
                .any(|word| folded.contains(word));
    if any && equivalent(&folded) && !body.contains(',') {
        any = true;
    }
    let mut found: Vec<String> =
        split(&body, concepts).into_iter().filter_map(|part| strip(&part, years, concepts)).collect();
    found.retain(|term| !is_equivalence(term));
    // "Firewalls von Fortinet oder Palo Alto", "Automatisierung mit Ansible": the named product is what counts.
    found = found.into_iter().map(|term| specific(&term, concepts).unwrap_or(term)).collect();
    let has_extra = !extra.is_empty() && !found.is_empty();
    for (inner, _) in extra {
        for part in split(&inner, concepts) {
            if let Some(term) = strip(&part, years, concepts)
                .filter(|term| !is_equivalence(term) && fold(term).len() > 1 && !is_gender(term))
            {
                found.push(term);
            }
        }
    }
    found.dedup();
    let join = if any || has_extra { Join::Any } else { Join::All };
    Terms { terms: found, join }
}

fn is_gender(term: &str) -> bool {
    ["m/w/d", "w/m/d", "m/f/d", "h/f", "m/w", "f/m", "m", "w", "d", "f", "h", "in", "innen"]
        .contains(&fold(term).as_str())
}

fn is_equivalence(term: &str) -> bool {
    let folded = fold(term);
    equivalent(&folded) && folded.split_whitespace().count() <= 3
}

fn split(text: &str, concepts: &Lexicon) -> Vec<String> {
    let mut pieces = vec![text.to_owned()];
    for separator in [
        ", ", ";", " oder ", " or ", " ou ", " und ", " and ", " et ", " sowie ", " bzw. ", " / ", " & ",
        " ainsi que ", "/",
    ] {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| {
                // Names such as "TCP/IP" or "CI/CD" are one term.
                let folded = fold(&piece);
                let named =
                    concepts.concepts_in(&folded).iter().any(|(_, start, end)| folded[*start..*end].contains('/'));
                if separator == "/" && named {
                    return vec![piece];
                }
                if separator == "/" && piece.split('/').any(|half| half.trim().chars().count() < 3) {
                    return vec![piece];
                }
                piece.split(separator).map(str::to_owned).collect()
            })
            .collect();
    }
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// A part without the words that lead to it.
fn strip(part: &str, years: bool, concepts: &Lexicon) -> Option<String> {
    let mut text = part.trim().trim_matches([',', '.', ':', ';', '–']).trim().to_owned();
    loop {
        let folded = fold(&text);
        let lead = LEAD_INS
            .iter()
            .filter(|lead| {
                folded.starts_with(**lead)
                    && folded[lead.len()..]
                        .chars()
                        .next()
                        .is_none_or(|c| c == ' ' || lead.ends_with('\'') || c == '.' || c == ',')
            })
            .max_by_key(|lead| lead.len());
        let number = years.then(|| folded.split_whitespace().next()).flatten().filter(|word| {
            word.trim_end_matches('+').chars().all(|c| c.is_ascii_digit())
                || NUMBERS.iter().any(|(name, _)| name == word)
                || word.ends_with("jahrige")
        });
        let cut = match (lead, number) {
            (Some(lead), _) => lead.chars().count(),
            (None, Some(word)) => word.chars().count(),
            (None, None) => break,
        };
        let rest: String = text.chars().skip(cut).collect();
        let rest = rest.trim_start_matches(['.', ',', ' ', ':']).trim().to_owned();
        // A lead-in that is all there is, is the term itself ("Dokumentation").
        if rest.is_empty() {
            return (lead.is_none_or(|lead| lead.len() > 9) && text.len() > 3 && !years)
                .then_some(text)
                .filter(|text| concepts.item(text).is_some());
        }
        text = rest;
    }
    let folded = fold(&text);
    for tail in [
        "-zertifizierung", "-zertifikat", " zertifizierung", " certification", " certificate", " zertifikat",
        "-kenntnisse", " kenntnisse", "-erfahrung", " experience", " erfahrung", " knowledge", "-certification",
        " umfeld", "-umfeld", " von vorteil", " wunschenswert", " erwunscht", " indispensable", " souhaite",
        " souhaitee", " souhaites", " un plus", " un atout", " required", " preferred", " zwingend",
    ] {
        if let Some(head) = folded.strip_suffix(tail) {
            text = text.chars().take(head.chars().count()).collect::<String>().trim().to_owned();
            break;
        }
    }
    let text = text.trim_matches(['.', ',', ' ']).to_owned();
    (text.chars().count() >= 1 && !text.is_empty()).then_some(text)
}

/// The product behind a preposition, if the lexicon knows it.
fn specific(term: &str, concepts: &Lexicon) -> Option<String> {
    let folded = fold(term);
    for preposition in
        [" von ", " mit ", " in ", " en ", " with ", " using ", " avec ", " from ", " mittels ", " sous ", " on "]
    {
        if let Some(at) = folded.rfind(preposition) {
            let skip = folded[..at + preposition.len()].chars().count();
            let rest: String = term.chars().skip(skip).collect();
            let rest_folded = fold(&rest);
            if concepts.item(&rest).is_some() {
                return Some(rest);
            }
            if let [(concept, start, end)] = concepts.concepts_in(&rest_folded).as_slice()
                && *start == 0
                && rest_folded.len() - end < 12
                && !concept.broader.is_empty()
            {
                return Some(rest);
            }
        }
    }
    None
}
