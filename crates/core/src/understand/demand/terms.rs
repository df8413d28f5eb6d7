//! The terms of a demand for skills: conjuncts as parts, each with its alternatives; and the subject of experience.

use super::super::concepts::{ConceptKind, Lexicon};
use super::super::fold::fold;
use super::amounts::{NUMBERS, recency};
use super::titles::equivalent;
use super::wording::words_in;
use crate::records::job::{Demand, Join, Kind, Part};

/// Terms of a demand and how they combine.
pub(super) struct Terms {
    pub terms: Vec<String>,
    pub join: Join,
}

/// Words that lead to a term without being one, by language.
const LEAD_INS: &[&str] = &[
    "mindestens", "sicherer umgang mit", "sicher im umgang mit", "sichere anwendung von", "sichere anwendung",
    "routine in", "routine im", "sicher", "sehr gute kenntnisse", "gute kenntnisse", "fundierte kenntnisse",
    "vertiefte kenntnisse", "solide kenntnisse", "kenntnisse", "erfahrungen", "erfahrung", "berufserfahrung",
    "praktische", "praxis", "praxiserfahrung", "nachgewiesene", "ausgewiesene", "mehrjahrige", "fundierte",
    "fundiertes", "breite", "vertiefte", "umgang", "kenntnis", "know-how", "wissen", "beherrschung", "anwendung",
    "einsatz", "vertraut", "vertrautheit", "zertifizierung", "zertifizierungen", "zertifikat", "auf stufe", "stufe",
    "auf niveau", "niveau", "sicherer", "sehr", "gute", "guter", "gutes", "solide", "solides", "abgeschlossenes",
    "abgeschlossene", "abgeschlossener", "eigenstandige", "selbststandige", "selbstandige", "erste", "idealerweise",
    "at least", "experience", "experienced", "proven", "demonstrated", "hands-on", "hands on", "knowledge", "good",
    "strong", "solid", "deep", "sound", "working", "familiarity", "familiar", "proficiency", "proficient", "expertise",
    "certification", "competent", "confident", "certified", "certificate", "understanding", "use", "ability", "years",
    "year", "several", "minimum", "practical", "excellent", "advanced", "first", "professional", "track record",
    "au moins", "experience professionnelle", "maitrise", "connaissance", "connaissances", "bonne", "bonnes", "tres",
    "excellente", "excellentes", "parfaite", "solides", "solide", "usage", "pratique", "utilisation", "certification",
    "certifie", "certifiee", "notions", "confirmee", "confirme", "averee", "aisance", "a l'aise", "premiere", "bon",
    "bonne maitrise", "annees", "ans", "an", "expertise", "jahre", "jahren", "jahr", "als", "as", "en tant que",
    "en tant qu'", "tant qu'", "comme", "du milieu", "in der", "im bereich", "im", "in", "mit", "von", "vom", "zu",
    "zur", "zum", "der", "des", "den", "dem", "die", "das", "with", "of", "the", "to the", "a", "an", "to", "on",
    "for", "en", "de la", "de l'", "des", "du", "de", "d'", "la", "le", "les", "l'", "un", "une", "avec", "dans",
    "sur", "aux", "au", "und", "and", "et", "ein", "eine", "einem", "einer", "einen", "developpement", "entwicklung",
    "developing", "development", "wahrend", "sowie", "bzw", "z. b", "z.b", "e.g", "p. ex", "wie", "such as", "like",
    "tels que", "telles que", "tel que", "par exemple", "beispielsweise", "insbesondere", "including", "inkl",
    "y compris", "notamment", "namely", "especially", "ideally", "dont", "davon", "writing and executing", "in the",
    "within", "innerhalb", "auch", "also", "aussi", "etwas", "some", "ou", "oder", "or", "any", "own", "eigene",
    "eigener", "propre", "sens", "anwenderkenntnisse in", "anwenderkenntnisse", "fachkenntnisse",
    "programmierkenntnisse", "skills in", "skills", "mitarbeit in", "mitarbeit bei", "mitarbeit an", "beteiligung an",
    "participation a", "participation aux", "participation in", "mindestens zwei", "mindestens drei", "at least two",
    "at least three", "au moins deux", "mehrere", "several", "plusieurs", "delivered", "logiciel", "outil", "tool",
    "software", "system", "systeme", "module", "modul", "langage", "sprache",
];

const EXAMPLES: &[&str] = &[
    "z. b", "z.b", "z b", "e.g", "eg", "p. ex", "par ex", "bspw", "beispielsweise", "such as", "like", "insbesondere",
    "wie", "notamment",
];

/// Parts of a demand for skills: one a conjunct, with its alternatives as terms.
pub(super) fn parts(text: &str, concepts: &Lexicon) -> (Vec<Part>, Join) {
    let folded = fold(text);
    let or_equivalent = equivalent(&folded);
    let recent_months = recency(&folded);
    let plain = if recent_months.is_some() { without_figures(text) } else { text.to_owned() };
    let conjuncts = conjuncts(&plain, concepts);
    let build = |terms: Vec<String>, join: Join, text: &str| Part {
        text: text.to_owned(),
        kind: Kind::Skill,
        demand: Demand { terms, or_equivalent, recent_months, ..Demand::default() },
        join,
    };
    let parts: Vec<Part> = conjuncts
        .into_iter()
        .map(|conjunct| {
            let shown = conjunct.terms.join(", ");
            build(conjunct.terms, conjunct.join, &shown)
        })
        .collect();
    (parts, Join::All)
}

/// The subject of experience: what the years, the reference or the function are about; alternatives where "or" parts them.
pub(super) fn subject(text: &str, concepts: &Lexicon) -> Terms {
    // What brackets add to a subject is an alternative to it.
    let plain = without_figures(text).replace('(', ", ").replace(')', " ");
    let conjuncts = conjuncts(&plain, concepts);
    let any = text.contains('(')
        || conjuncts.iter().any(|conjunct| conjunct.join == Join::Any && conjunct.terms.len() > 1)
        || conjuncts.len() <= 1;
    let terms: Vec<String> = conjuncts.into_iter().flat_map(|conjunct| conjunct.terms).collect();
    // Where a product is named, the words around it that no list knows do not count.
    let has_tool = |term: &String| {
        concepts
            .concepts_in(&fold(term))
            .iter()
            .any(|(concept, ..)| matches!(concept.kind, ConceptKind::Tool | ConceptKind::Method))
    };
    let terms = if terms.iter().any(has_tool) {
        terms.into_iter().filter(|term| !concepts.concepts_in(&fold(term)).is_empty()).collect()
    } else {
        terms
    };
    Terms { terms, join: if any { Join::Any } else { Join::All } }
}

/// Without the words that say how many years, when and how much.
fn without_figures(text: &str) -> String {
    use regex::Regex;
    use std::sync::LazyLock;
    static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)(?:\b(?:in|innerhalb|während|au cours|im laufe|over|within|during)\s+)?(?:\b(?:der|den|the|des|les|of the)\s+)?\b(?:letzten|vergangenen|last|past)\s+\w+\s+(?:jahren?|monaten?|years?|months?)|",
            r"(?:\b(?:au cours )?des\s+)?\w+\s+(?:dernières|derniers)\s+(?:années|ans|mois)|",
            r"\b(?:referenzprojekte?|reference projects?|projets? de référence|chantiers? de référence|referenzen|references|références)\b(?:\s+(?:aus|im|in|von|from|de|du|dans))?|",
            r"\b(?:mindestens|min\.|at least|au moins|minimum|rund|circa|davon|dont|wovon|of which|of them)\b|",
            r"\b\w+\+?\s*(?:-|–|bis|to|à)?\s*\w*\+?\s+(?:jahren?|years?'?|ans|années|monaten?|months?|mois)\b(?:\s*['’])?|\b\w*jährige[rn]?\b|",
            r"\b(?:berufs|praxis)?erfahrung(?:en)?\b|\b(?:work(?:ing)?\s+|professional\s+)?experience\b|\bd['’]expérience(?:\s+professionnelle)?\b|\bexpérience(?:\s+professionnelle|\s+pratique|\s+confirmée)*\b|\brécente?\b|\bpraktische\b"
        ))
        .expect("well-formed")
    });
    let plain = FIGURES.replace_all(text, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches([',', ':', ';', ' ', '.']).to_owned()
}

struct Conjunct {
    terms: Vec<String>,
    join: Join,
}

/// Splits at "and" first, then at "or" and commas.
fn conjuncts(text: &str, concepts: &Lexicon) -> Vec<Conjunct> {
    let (body, brackets) = without_brackets(text);
    let mut out: Vec<Conjunct> = Vec::new();
    let examples = examples_at(&body);
    let (head, list) = match examples {
        Some((start, end)) => (body[..start].to_owned(), Some(body[end..].to_owned())),
        None => (body.clone(), None),
    };
    for segment in split(
        &head,
        &[
            " und ", " and ", " et ", " sowie ", " ainsi que ", " as well as ", "; ", " & ", " plus ", " including ",
            " inkl. ", " inklusive ", " y compris ",
        ],
        concepts,
    ) {
        let is_or = [" oder ", " or ", " ou ", " bzw. ", " / "].iter().any(|word| segment.contains(word));
        let pieces = split(&segment, &[", ", " oder ", " or ", " ou ", " bzw. ", " / ", "/"], concepts);
        let has_slash = segment.contains('/') && pieces.len() > 1 && !segment.contains(", ");
        // "Maschinen- oder Anlagenbau" means Maschinenbau; where no such word is known, the first half alone names nothing.
        let pieces: Vec<String> = pieces
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| match piece.strip_suffix('-') {
                Some(half) => completed(half, pieces.get(at + 1).map(String::as_str).unwrap_or_default(), concepts),
                None => Some(piece.clone()),
            })
            .collect();
        let terms: Vec<String> = pieces.iter().filter_map(|piece| single(piece, concepts)).collect();
        if terms.is_empty() {
            continue;
        }
        if is_or || has_slash {
            out.push(Conjunct { terms, join: Join::Any });
        } else {
            out.extend(terms.into_iter().map(|term| Conjunct { terms: vec![term], join: Join::All }));
        }
    }
    // "A, B oder C" before an "and" elsewhere keeps its meaning; "X wie A, B oder C" names instances of X.
    if let Some(list) = list {
        let named: Vec<String> =
            split(&list, &[", ", " und ", " and ", " et ", " oder ", " or ", " ou ", " / ", "/"], concepts)
                .iter()
                .filter_map(|piece| single(piece, concepts))
                .collect();
        if out.is_empty() {
            out.push(Conjunct { terms: named, join: Join::Any });
        } else {
            // Examples may be of any of the heads before them.
            for conjunct in &mut out {
                conjunct.terms.extend(named.iter().cloned());
                conjunct.join = Join::Any;
            }
        }
    }
    for (inner, at) in brackets {
        bracket(&inner, at, &head, &mut out, concepts);
    }
    for conjunct in &mut out {
        let mut kept: Vec<String> = Vec::new();
        for term in conjunct.terms.drain(..) {
            if !kept.iter().any(|known| fold(known) == fold(&term)) {
                kept.push(term);
            }
        }
        conjunct.terms = kept;
    }
    out.retain(|conjunct| !conjunct.terms.is_empty());
    out
}

/// The whole word that the first half of an elided compound stands for, if any is known.
fn completed(half: &str, next: &str, concepts: &Lexicon) -> Option<String> {
    let word = next.split_whitespace().last().unwrap_or_default();
    let last = half.split_whitespace().last().unwrap_or(half);
    let known = |text: &str| concepts.item(text).is_some() || !super::kinds::industries(&fold(text)).is_empty();
    let tail = word
        .char_indices()
        .skip(3)
        .map(|(at, _)| &word[at..])
        .find(|tail| tail.len() >= 3 && known(&format!("{last}{tail}")));
    match tail {
        Some(tail) => Some(format!("{half}{tail}")),
        None => known(last).then(|| half.to_owned()),
    }
}

/// What stands in brackets: instances or an abbreviation of what stands before, or its parts, all needed.
fn bracket(inner: &str, at: usize, head: &str, out: &mut Vec<Conjunct>, concepts: &Lexicon) {
    let folded = fold(inner);
    let weak = EXAMPLES
        .iter()
        .find(|mark| folded.starts_with(**mark) && folded[mark.len()..].starts_with([' ', '.', ',']))
        .copied();
    let is_or = [" oder ", " or ", " ou ", "/"].iter().any(|word| inner.contains(word));
    let items: Vec<String> =
        split(inner, &[", ", " und ", " and ", " et ", " oder ", " or ", " ou ", "/", "; "], concepts)
            .iter()
            .filter_map(|piece| single(piece, concepts))
            .filter(|term| fold(term).len() > 1 && !equivalent(&fold(term)))
            .collect();
    // "SAP (MM, SD)": the items belong to the product before them.
    let owner = out.last().and_then(|conjunct| conjunct.terms.last()).cloned().unwrap_or_default();
    let items: Vec<String> = items
        .into_iter()
        .flat_map(|item| {
            if concepts.concepts_in(&fold(&item)).is_empty() {
                item.split('/').map(str::to_owned).collect::<Vec<_>>()
            } else {
                vec![item]
            }
        })
        .map(|item| {
            let whole = format!("{owner} {item}");
            if concepts.item(&item).is_none() && concepts.item(&whole).is_some() { whole } else { item }
        })
        .collect();
    let known = |term: &String| concepts.item(term).is_some() || !concepts.concepts_in(&fold(term)).is_empty();
    let all_known = !items.is_empty() && items.iter().all(known);
    // The conjunct whose words stand last before the bracket.
    let before = fold(head.get(..at.min(head.len())).unwrap_or(head));
    let place = out
        .iter()
        .position(|conjunct| conjunct.terms.last().is_some_and(|term| before.trim_end().ends_with(&fold(term))))
        .or(if out.is_empty() { None } else { Some(out.len() - 1) });
    let single_name = items.len() == 1;
    match place {
        _ if items.is_empty() => {}
        Some(place) if weak.is_some() || single_name && (all_known || is_abbreviation(inner)) => {
            out[place].terms.extend(items);
            out[place].join = Join::Any;
        }
        Some(place) if all_known => {
            // The head alone is less than its parts.
            let join = if is_or { Join::Any } else { Join::All };
            let conjunct = &mut out[place];
            if conjunct.terms.len() == 1 {
                let specific = items.iter().all(|item| concepts.item(item).is_some());
                if specific {
                    *conjunct = Conjunct { terms: items, join };
                } else {
                    conjunct.terms.extend(items);
                    conjunct.join = Join::Any;
                }
            } else {
                conjunct.terms.extend(items);
            }
        }
        None if all_known => {
            out.push(Conjunct { terms: items, join: if is_or || weak.is_some() { Join::Any } else { Join::All } });
        }
        _ => {}
    }
}

fn is_abbreviation(inner: &str) -> bool {
    let inner = inner.trim();
    (2..=8).contains(&inner.chars().count())
        && inner.chars().filter(|c| c.is_uppercase()).count() * 2 >= inner.chars().count()
}

/// A text without its brackets; each with the place in the text that is left.
fn without_brackets(text: &str) -> (String, Vec<(String, usize)>) {
    let mut body = text.to_owned();
    let mut found = Vec::new();
    while let (Some(open), Some(close)) = (body.find('('), body.find(')')) {
        if close <= open {
            break;
        }
        let inner = body[open + 1..close].to_owned();
        let before = body[..open].trim_end().len();
        body.replace_range(before..=close, "");
        found.push((inner, before));
    }
    (body.replace(['(', ')'], " "), found)
}

/// Where examples are announced: the range of the words that do.
fn examples_at(body: &str) -> Option<(usize, usize)> {
    [
        " z. B. ", " z.B. ", " e.g. ", " such as ", " tels que ", " telles que ", " tel que ", " p. ex. ",
        " par exemple ", " wie ", " like ", " wie z. B. ", " beispielsweise ",
    ]
    .iter()
    .filter_map(|word| body.find(word).map(|at| (at, at + word.len())))
    .min()
}

/// Splits at separators, but not within a name that the lexicon knows ("TCP/IP", "Research and development").
fn split(text: &str, separators: &[&str], concepts: &Lexicon) -> Vec<String> {
    let mut pieces = vec![text.to_owned()];
    for separator in separators {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| {
                let (folded, offsets) = super::wording::folded_with_offsets(&piece);
                let named: Vec<(usize, usize)> = concepts
                    .concepts_in(&folded)
                    .into_iter()
                    .map(|(_, start, end)| (offsets[start], offsets[end]))
                    .collect();
                let within = |at: usize| {
                    named.iter().any(|(start, end)| {
                        *start < at && at + separator.len() <= *end && at + separator.trim().len() < *end
                    })
                };
                if *separator == "/" && piece.split('/').any(|half| half.trim().chars().count() < 3) {
                    return vec![piece];
                }
                let mut out = Vec::new();
                let mut from = 0;
                for (at, _) in piece.match_indices(separator) {
                    if !within(at) && at >= from {
                        out.push(piece[from..at].to_owned());
                        from = at + separator.len();
                    }
                }
                out.push(piece[from..].to_owned());
                out
            })
            .collect();
    }
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// A piece without the words that lead to it; `None` where nothing is left.
pub(super) fn single(part: &str, concepts: &Lexicon) -> Option<String> {
    let mut text = part.trim().trim_matches([',', '.', ':', ';', '–']).trim().to_owned();
    if equivalent(&fold(&text)) && fold(&text).split_whitespace().count() <= 4 {
        return None;
    }
    loop {
        let folded = fold(&text);
        if concepts.item(&text).is_some() {
            break;
        }
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
        let number = folded.split_whitespace().next().filter(|word| {
            word.trim_end_matches('+').chars().all(|c| c.is_ascii_digit())
                || NUMBERS.iter().any(|(name, _)| name == word)
        });
        let cut = match (lead, number) {
            (Some(lead), _) => lead.chars().count(),
            (None, Some(word)) => word.chars().count(),
            (None, None) => break,
        };
        let rest: String = text.chars().skip(cut).collect();
        let rest = rest.trim_start_matches(['.', ',', ' ', ':']).trim().to_owned();
        if rest.is_empty() {
            return None;
        }
        text = rest;
    }
    let folded = fold(&text);
    for tail in [
        "-zertifizierung", "-zertifikat", " zertifizierung", " certification", " certificate", " zertifikat",
        "-kenntnisse", " kenntnisse", "-erfahrung", " experience", " erfahrung", " knowledge", "-certification",
        " background", " umfeld", "-umfeld", " von vorteil", " wunschenswert", " erwunscht", " indispensable",
        " souhaite", " souhaitee", " souhaites", " un plus", " un atout", " required", " preferred", " zwingend",
        " skills", " or above", " or higher", " ou superieur",
    ] {
        if let Some(head) = folded.strip_suffix(tail) {
            text = text.chars().take(head.chars().count()).collect::<String>().trim().to_owned();
            break;
        }
    }
    let text = text.trim_matches(['.', ',', ' ', '-']).to_owned();
    let bare = [
        "higher", "above", "hoher", "superieur", "more", "mehr", "plus", "line", "matrix", "minimum", "andere",
        "other", "etc",
    ];
    let text = product(&text, concepts).unwrap_or(text);
    let kept =
        !text.is_empty() && !bare.contains(&fold(&text).as_str()) && !words_in(&fold(&text), &["hohere abschlusse"]);
    kept.then_some(text)
}

/// The product behind a preposition, where what is done with it says little more: `Firewalls von Fortinet`.
fn product(term: &str, concepts: &Lexicon) -> Option<String> {
    let (folded, offsets) = super::wording::folded_with_offsets(term);
    if concepts.item(term).is_some() {
        return None;
    }
    [" von ", " mit ", " in ", " en ", " with ", " using ", " avec ", " from ", " mittels ", " sous ", " on "]
        .iter()
        .filter_map(|word| folded.rfind(word).map(|at| at + word.len()))
        .max()
        .map(|at| term[offsets[at]..].trim().to_owned())
        .filter(|rest| concepts.item(rest).is_some_and(|concept| concept.kind == ConceptKind::Tool))
}
