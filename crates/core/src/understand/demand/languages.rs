//! Languages and levels asked for.

use super::super::lexicon;
use crate::records::job::{Demand, Join, Kind, Part};

/// Words of a clause about languages that are neither a language nor a level.
const FILLERS: &[&str] = &[
    "mindestens", "niveau", "level", "kenntnisse", "sprachkenntnisse", "sehr", "gute", "gut", "auf", "stufe", "least",
    "the", "und", "and", "avec", "bonne", "bonnes", "connaissances", "maitrise", "moins", "wort", "schrift",
    "mundlich", "schriftlich", "verhandlungssicher", "fliessend", "fliessende", "fluent", "courant", "aise", "lu",
    "parle", "ecrit", "spoken", "written", "excellent", "good", "very", "native", "muttersprache", "stilsicher",
    "minimum", "langue", "sprache", "language", "skills", "sind", "ist", "sowie", "oder", "knowledge", "command",
    "working", "professional", "proficiency", "sicher", "sichere", "perfekt", "maternelle", "parfaite", "excellente",
    "tres", "grundkenntnisse", "notions", "business", "other", "autre", "anderen", "andere", "above", "higher",
    "hoher", "hohere", "plus", "superieur", "mothertongue", "mother", "tongue", "bilingue", "zweisprachig",
    "bilingual", "einer", "weiteren", "landessprache", "another", "parlees", "ecrites", "solide",
];

/// Whether a clause is about languages and nothing else.
pub(super) fn is_about_languages(text: &str, folded: &str) -> bool {
    let names = lexicon::languages(folded);
    if names.is_empty() {
        return false;
    }
    let rest = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !FILLERS.contains(word) && lexicon::language_code(word).is_none())
        .filter(|word| !names.iter().any(|(start, end, _)| folded[*start..*end].contains(word)))
        .count();
    // "Englische Fachliteratur übersetzen" is not about a level.
    let has_level = lexicon::level(text).is_some();
    rest <= 3 && has_level || rest <= 2 && folded.split_whitespace().count() <= 8
}

/// One part a language, or one for alternatives.
pub(super) fn parts(text: &str, folded: &str) -> Option<Vec<Part>> {
    let names = lexicon::languages(folded);
    if names.is_empty() {
        return None;
    }
    let anywhere = lexicon::level(text);
    let part_of = |text: &str, terms: Vec<String>, level: Option<&str>, join: Join| Part {
        text: text.to_owned(),
        kind: Kind::LanguageLevel,
        demand: Demand { terms, level: level.map(str::to_owned), ..Demand::default() },
        join,
    };
    let name = |(start, end, _): &(usize, usize, &str)| folded_slice(text, folded, *start, *end);
    // "Mother tongue French or German with very good knowledge of the other": one native, both at the level.
    let other = ["l'autre", "anderen sprache", "andere sprache", "the other"].iter().find_map(|word| folded.find(word));
    if let Some(other) = other
        && names.len() == 2
    {
        let (native, level) = (&folded[..other], &folded[names[1].1..]);
        let terms: Vec<String> = names.iter().map(name).collect();
        let high = lexicon::level(native).unwrap_or("C2");
        return Some(vec![
            part_of(text, terms.clone(), Some(high), Join::Any),
            part_of(text, terms, lexicon::level(level).or(Some("B2")), Join::All),
        ]);
    }
    let between = |at: usize| names.get(at + 1).map(|next| &folded[names[at].1..next.0]);
    let any = (0..names.len())
        .filter_map(between)
        .any(|gap| [" oder ", " or ", " ou ", " bzw"].iter().any(|word| gap.contains(word)) || gap.trim() == "/");
    if any && names.len() > 1 {
        return Some(vec![part_of(text, names.iter().map(name).collect(), anywhere, Join::Any)]);
    }
    let mut out = Vec::new();
    for (at, one) in names.iter().enumerate() {
        let stop = names.get(at + 1).map_or(folded.len(), |next| next.0);
        let behind = &folded[one.1..stop];
        // What stands before a name up to the conjunction is about it; so is a level in brackets or commas behind it.
        let cut = |text: &str| {
            [" und ", " and ", " et ", ", ", " sowie ", ";"]
                .iter()
                .filter_map(|word| text.rfind(word).map(|at| at + word.len()))
                .max()
        };
        let before_from = if at == 0 {
            0
        } else {
            let gap = &folded[names[at - 1].1..one.0];
            names[at - 1].1 + cut(gap).unwrap_or(0)
        };
        let before = &folded[before_from..one.0];
        let behind = if at + 1 < names.len() { cut(behind).map_or(behind, |end| &behind[..end]) } else { behind };
        // "Schweizerdeutsch wird verstanden" asks for no level.
        let understood =
            ["verstanden", "versteh", "understand", "understood", "compris", "comprehension", "comprendre"]
                .iter()
                .any(|word| behind.contains(word));
        let level = lexicon::level(behind).or_else(|| lexicon::level(before)).or(anywhere.filter(|_| !understood));
        let shown = if names.len() == 1 {
            text.to_owned()
        } else {
            folded_slice(text, folded, before_from.min(one.0), stop).trim_matches([',', ';', ' ']).to_owned()
        };
        out.push(part_of(&shown, vec![name(one)], level, Join::All));
    }
    Some(out)
}

/// The stretch of a text that a stretch of its folded form stands for.
fn folded_slice(text: &str, folded: &str, start: usize, end: usize) -> String {
    let (plain, offsets) = super::wording::folded_with_offsets(text);
    if plain == folded {
        return text[offsets[start]..offsets[end]].to_owned();
    }
    let (from, to) = (folded[..start].chars().count(), folded[..end].chars().count());
    text.chars().skip(from).take(to - from).collect()
}
