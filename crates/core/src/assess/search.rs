//! Search for a term in the passages of a CV: by its concept and narrower ones, by its words and their meanings across
//! languages, within a passage or over the passages of one entry.

use super::passages::{Dossier, Hit, Kind, Passage, Strength};
use super::wording::{is_only_wished, is_ruled_out, is_small};
use crate::understand::fold::{fold, tokens};
use crate::understand::glossary;
use crate::understand::lexicon::find_words;
use crate::understand::{ConceptKind, Lexicon};
use std::collections::BTreeMap;

/// Share of a term's weight from which on it counts as found in full, and in part.
const FULL_SHARE: f64 = 0.6;
const PART_SHARE: f64 = 0.45;
/// Concepts below one subject, up to which its members are neighbours of each other.
const NEIGHBOURS_MAX: usize = 80;
/// Narrower concepts from which on a subject is wide.
const WIDE_SUBJECT: usize = 25;

/// A term as what to look for.
pub(super) struct Query {
    exact: String,
    components: Vec<Component>,
    /// Concepts that are related to what is asked for.
    related: Vec<usize>,
    /// The words of a known name of several words, each with its stem and meanings.
    apart: Vec<(Vec<String>, Vec<u32>)>,
}

struct Component {
    /// The concept and all that imply it.
    concepts: Vec<usize>,
    /// For a word: its stems and its meanings.
    stems: Vec<String>,
    meanings: Vec<u32>,
    weight: f64,
    /// Whether it is enough together with most of the term.
    is_specific: bool,
    is_product: bool,
}

/// Words that say nothing about what is asked for.
const GENERIC: &[&str] = &[
    "und", "oder", "mit", "von", "vom", "der", "die", "das", "des", "dem", "den", "im", "in", "an", "am", "als", "fur",
    "auf", "aus", "bei", "zur", "zum", "uber", "unter", "nach", "sowie", "and", "or", "with", "of", "the", "for", "to",
    "a", "by", "on", "at", "from", "as", "et", "ou", "de", "du", "la", "le", "les", "en", "d", "l", "un", "une",
    "avec", "au", "aux", "pour", "dans", "sur", "par", "son", "sa", "ses", "eine", "einer", "einem", "einen", "eines",
    "ein", "erfahrung", "experience", "kenntnisse", "knowledge", "connaissances", "umgang", "bereich", "area",
    "domaine", "umfeld", "environment", "environnement", "aufgaben", "tasks", "taches", "arbeit", "arbeiten", "work",
    "travaux", "gestion", "management", "verwaltung", "selbstandige", "selbststandige", "independent", "autonome",
    "sicher", "sichere", "gute", "good", "bonne", "solid", "solide", "fundierte", "modern", "moderne", "modernen",
    "regelmassig", "regular", "reguliere", "eigenen", "own", "methode", "methoden", "methods", "methodes",
    "vergleichbare", "comparable", "international", "internationalen", "internationale", "internationaux", "schweiz",
    "schweizer", "suisse", "suisses", "switzerland", "swiss", "deutschland", "germany", "allemagne", "europa",
    "europe", "skills", "techniques", "technique", "techniken", "technik", "praxis", "practice", "personen", "people",
    "personnes", "mitarbeitende", "collaborateurs", "employees",
];

impl Query {
    pub fn new(term: &str, or_equivalent: bool, dossier: &Dossier<'_>) -> Self {
        let lexicon = dossier.concepts;
        let exact = fold(term);
        let exact = exact.trim_matches(|c: char| c.is_whitespace() || c == '-').to_owned();
        let mut query = Self { exact, components: Vec::new(), related: Vec::new(), apart: Vec::new() };
        if let Some(concept) = lexicon.item(term) {
            let number = lexicon.number(concept);
            query.concept(number, 10.0, or_equivalent, lexicon);
            if matches!(concept.kind, ConceptKind::Task | ConceptKind::Topic | ConceptKind::Function) {
                query.apart = Self::words_apart(&query.exact, dossier);
            }
            return query;
        }
        let folded = query.exact.clone();
        let found = lexicon.numbers_in(&folded);
        for (number, start, end) in &found {
            query.concept(*number, (end - start) as f64, or_equivalent, lexicon);
        }
        let mut rest = folded.clone();
        for (_, start, end) in found.iter().rev() {
            rest.replace_range(*start..*end, " ");
        }
        let compound = if found.is_empty() { query.compounds(&folded, or_equivalent, lexicon) } else { Vec::new() };
        let left: Vec<&str> = tokens(&rest)
            .into_iter()
            .filter(|word| !GENERIC.contains(word) && !compound.contains(&(*word).to_owned()))
            .filter(|word| {
                word.chars().count() > 2 || word.chars().all(char::is_alphanumeric) && word.chars().count() == 2
            })
            .collect();
        let meanings = glossary::meanings(&left, dossier.asked_in());
        let mut at = 0;
        while at < left.len() {
            let here: Vec<u32> =
                meanings.iter().filter(|meaning| meaning.first == at).map(|meaning| meaning.number).collect();
            let span =
                meanings.iter().filter(|meaning| meaning.first == at).map(|meaning| meaning.words).max().unwrap_or(1);
            // A word of another language that no list knows cannot be looked for, and does not count.
            let unknown = here.is_empty() && dossier.is_across() && !query.components.is_empty();
            if !unknown {
                let letters: usize = left[at..at + span].iter().map(|word| word.len()).sum();
                query.components.push(Component {
                    concepts: Vec::new(),
                    stems: if span == 1 { stems_of(left[at], dossier) } else { Vec::new() },
                    meanings: here,
                    weight: letters as f64 * 0.8,
                    is_specific: false,
                    is_product: false,
                });
            }
            at += span;
        }
        query
    }

    fn concept(&mut self, number: usize, weight: f64, or_equivalent: bool, lexicon: &Lexicon) {
        let all = lexicon.concepts();
        let Some(wanted) = all.get(number) else { return };
        let mut accepted: Vec<usize> = vec![number];
        accepted.extend(lexicon.narrower(number));
        // What is narrower than a product or method is narrower again.
        if matches!(wanted.kind, ConceptKind::Tool | ConceptKind::Method) {
            accepted.extend(lexicon.narrower(number).iter().flat_map(|direct| lexicon.narrower(*direct)));
        }
        for parent in lexicon.broader(number).iter().copied() {
            let (broad, children) = (&all[parent], lexicon.narrower(parent));
            // A module or version of a product: SAP FI of SAP.
            let is_part =
                wanted.names.iter().any(|name| broad.names.iter().any(|whole| name.starts_with(whole.as_str())));
            if matches!(broad.kind, ConceptKind::Tool | ConceptKind::Method) && is_part {
                self.related.push(parent);
            }
            // Neighbours are products of one kind below one subject.
            if or_equivalent && wanted.kind == ConceptKind::Tool && children.len() <= NEIGHBOURS_MAX {
                self.related.extend(children.iter().filter(|other| all[**other].kind == ConceptKind::Tool));
            }
        }
        accepted.sort_unstable();
        accepted.dedup();
        self.related.retain(|other| !accepted.contains(other));
        self.components.push(Component {
            concepts: accepted,
            stems: Vec::new(),
            meanings: Vec::new(),
            weight: weight.max(4.0),
            is_product: matches!(wanted.kind, ConceptKind::Tool | ConceptKind::Method),
            is_specific: matches!(
                wanted.kind,
                ConceptKind::Tool
                    | ConceptKind::Method
                    | ConceptKind::Credential
                    | ConceptKind::Task
                    | ConceptKind::Function
            ),
        });
    }

    /// Concepts within the compounds of a term that names none by itself; the words that are used up.
    fn compounds(&mut self, folded: &str, or_equivalent: bool, lexicon: &Lexicon) -> Vec<String> {
        let mut used = Vec::new();
        for word in tokens(folded) {
            if word.len() < 12 {
                continue;
            }
            let best = (6..word.len().saturating_sub(2))
                .filter(|at| word.is_char_boundary(*at))
                .flat_map(|at| {
                    [
                        lexicon.concept(&word[..at]).map(|found| (found, at)),
                        lexicon.concept(&word[at..]).map(|found| (found, word.len() - at)),
                    ]
                })
                .flatten()
                .filter(|(_, length)| *length >= 6)
                .max_by_key(|(_, length)| *length);
            if let Some((concept, length)) = best
                && length * 3 >= word.len() * 2
            {
                self.concept(lexicon.number(concept), word.len() as f64, or_equivalent, lexicon);
                used.push(word.to_owned());
            }
        }
        used
    }

    /// The words of a name of several words; none of a single word.
    fn words_apart(exact: &str, dossier: &Dossier<'_>) -> Vec<(Vec<String>, Vec<u32>)> {
        let list: Vec<&str> = exact
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 1 && !GENERIC.contains(word))
            .collect();
        if list.len() < 2 {
            return Vec::new();
        }
        let meanings = glossary::meanings(&list, dossier.asked_in());
        let of =
            |at: usize| meanings.iter().filter(|meaning| meaning.first == at).map(|meaning| meaning.number).collect();
        list.iter().enumerate().map(|(at, word)| (stems_of(word, dossier), of(at))).collect()
    }

    /// The share of the words of a known name that a passage holds one by one.
    fn share_apart(&self, passage: &Passage) -> f64 {
        if self.apart.is_empty() {
            return 0.0;
        }
        let held = |(stems, meanings): &(Vec<String>, Vec<u32>)| {
            let alike = |word: &String, stem: &String| {
                word == stem
                    || stem.len() >= 6 && word.contains(stem.as_str())
                    || word.len() >= 6 && stem.contains(word.as_str())
            };
            passage.stems.iter().any(|word| stems.iter().any(|stem| alike(word, stem)))
                || passage.meanings.iter().any(|meaning| meanings.contains(&meaning.number))
        };
        let weight = |(stems, _): &(Vec<String>, Vec<u32>)| stems.first().map_or(0, String::len) as f64;
        let total: f64 = self.apart.iter().map(weight).sum();
        self.apart.iter().filter(|word| held(word)).map(weight).sum::<f64>() / total
    }

    fn total(&self) -> f64 {
        self.components.iter().map(|component| component.weight).sum()
    }

    /// Which components a passage holds, as bits, and where the first of them stands.
    fn bits(&self, passage: &Passage) -> (u32, Option<usize>) {
        let (mut bits, mut first) = (0, None);
        for (at, component) in self.components.iter().enumerate().take(32) {
            let by_concept = passage
                .concepts
                .iter()
                .find(|(number, _)| component.concepts.binary_search(number).is_ok())
                .map(|(_, start)| *start);
            let by_word = || {
                passage.stems.iter().position(|word| {
                    component.stems.iter().any(|stem| {
                        word == stem
                            || stem.len() >= 6
                                && word.len() > stem.len()
                                && (word.starts_with(stem.as_str()) || word.ends_with(stem.as_str()))
                    })
                })
            };
            let by_meaning = || {
                passage
                    .meanings
                    .iter()
                    .find(|meaning| component.meanings.contains(&meaning.number))
                    .map(|meaning| meaning.first)
            };
            let word_offset = |index: usize| word_start(&passage.folded, index);
            let found = by_concept.or_else(|| by_word().map(word_offset)).or_else(|| by_meaning().map(word_offset));
            if let Some(place) = found {
                bits |= 1 << at;
                first = Some(first.map_or(place, |known: usize| known.min(place)));
            }
        }
        (bits, first)
    }

    fn share(&self, bits: u32) -> f64 {
        let total = self.total();
        let found: f64 = self
            .components
            .iter()
            .enumerate()
            .filter(|(at, _)| bits & (1 << at) != 0)
            .map(|(_, component)| component.weight)
            .sum();
        if total > 0.0 { found / total } else { 0.0 }
    }

    /// The components that are products or methods, as bits.
    fn products(&self) -> u32 {
        self.components.iter().enumerate().filter(|(_, component)| component.is_product).map(|(at, _)| 1 << at).sum()
    }

    /// Whether a task that the term names is missing.
    fn lacks_task(&self, bits: u32) -> bool {
        self.components
            .iter()
            .enumerate()
            .any(|(at, component)| bits & (1 << at) == 0 && component.is_specific && !component.is_product)
    }

    fn is_words_only(&self) -> bool {
        self.components.iter().all(|component| component.concepts.is_empty())
    }

    fn has_specific(&self, bits: u32) -> bool {
        self.components.iter().enumerate().any(|(at, component)| bits & (1 << at) != 0 && component.is_specific)
    }
}

/// Stems of a word of the profile: in its language, and in the CV's, where a term of one is used in the other.
fn stems_of(word: &str, dossier: &Dossier<'_>) -> Vec<String> {
    let mut stems = vec![glossary::stem(word, dossier.asked_in())];
    let other = glossary::stem(word, dossier.language());
    if !stems.contains(&other) {
        stems.push(other);
    }
    stems
}

/// Byte at which a word of a folded text starts.
fn word_start(folded: &str, index: usize) -> usize {
    tokens(folded).get(index).map_or(0, |word| (word.as_ptr() as usize).saturating_sub(folded.as_ptr() as usize))
}

impl Dossier<'_> {
    /// All passages in which a term is found, the strongest first.
    pub fn search(&self, term: &str) -> Vec<Hit<'_>> {
        self.search_for(term, false)
    }

    /// The same; with `or_equivalent` neighbours of a product count as related to it.
    pub fn search_for(&self, term: &str, or_equivalent: bool) -> Vec<Hit<'_>> {
        self.find(&Query::new(term, or_equivalent, self))
    }

    /// The same for years of practice: a tool of a subject is not yet practice of the subject.
    pub fn search_practice(&self, term: &str) -> Vec<Hit<'_>> {
        let mut query = Query::new(term, false, self);
        let all = self.concepts.concepts();
        // Of a wide subject only: a narrow one is practised with its tools.
        for component in query
            .components
            .iter_mut()
            .filter(|component| !component.is_product && component.concepts.len() > WIDE_SUBJECT)
        {
            component.concepts.retain(|number| !matches!(all[*number].kind, ConceptKind::Tool));
        }
        self.find(&query)
    }

    fn find(&self, query: &Query) -> Vec<Hit<'_>> {
        let found: Vec<(u32, Option<usize>)> = self.passages.iter().map(|passage| query.bits(passage)).collect();
        let mut by_entry: BTreeMap<&str, u32> = BTreeMap::new();
        for (passage, (bits, _)) in self.passages.iter().zip(&found) {
            if let Some(entry) = &passage.entry {
                *by_entry.entry(entry).or_default() |= bits;
            }
        }
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for (passage, (bits, first)) in self.passages.iter().zip(&found) {
            let whole = passage.entry.as_deref().and_then(|entry| by_entry.get(entry)).copied().unwrap_or(*bits);
            if let Some(hit) = self.hit(passage, query, *bits, whole, *first) {
                hits.push(hit);
            }
        }
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.strength), hit.passage.kind));
        hits
    }

    fn hit<'d>(
        &self,
        passage: &'d Passage,
        query: &Query,
        bits: u32,
        whole: u32,
        first: Option<usize>,
    ) -> Option<Hit<'d>> {
        let literal = find_words(&passage.folded, &query.exact);
        let (share, entry_share) = (query.share(bits), query.share(whole));
        // A product that the term names must be in the passage itself.
        let lacks_product = query.products() & bits == 0 && query.products() != 0;
        let apart = query.share_apart(passage);
        let has_products = query.products() != 0 && query.products() & bits == query.products();
        let by_words = apart >= 0.99 || apart >= FULL_SHARE && passage.kind == Kind::Position;
        let strength = if literal.is_some() || share >= 0.99 || by_words {
            Some(Strength::Full)
        } else if apart >= FULL_SHARE {
            Some(Strength::Basic)
        } else if bits == 0 || lacks_product {
            None
        } else if query.is_words_only() {
            // Words without a concept between them prove little one by one.
            if share >= 0.8 {
                Some(Strength::Full)
            } else if share >= FULL_SHARE && bits.count_ones() >= 2 {
                Some(Strength::Basic)
            } else {
                None
            }
        } else if has_products {
            // What is done with a product is implied by it, unless it is a task of its own.
            if query.lacks_task(whole) { Some(Strength::Basic) } else { Some(Strength::Full) }
        } else if share >= FULL_SHARE && query.has_specific(bits)
            || entry_share >= 0.99 && (query.has_specific(bits) || share >= PART_SHARE)
        {
            Some(Strength::Full)
        } else if share >= PART_SHARE {
            Some(Strength::Basic)
        } else {
            None
        };
        let (strength, at) = match strength {
            Some(strength) => (strength, literal.or(first).unwrap_or(0)),
            None => {
                let place = passage.concepts.iter().find(|(number, _)| query.related.contains(number))?.1;
                (Strength::Related, place)
            }
        };
        // A sentence elsewhere in the passage may deny what one names.
        if is_only_wished(&passage.folded, at) {
            return None;
        }
        let strength = if is_ruled_out(&passage.folded, at) || self.denied_elsewhere(passage, query) {
            Strength::Negated
        } else if strength == Strength::Full && is_small(&passage.folded, at) {
            Strength::Basic
        } else if passage.kind == Kind::Interest {
            return None;
        } else {
            strength
        };
        Some(Hit { passage, strength })
    }

    /// Whether a sentence of a long passage names the term and denies it.
    fn denied_elsewhere(&self, passage: &Passage, query: &Query) -> bool {
        if passage.folded.len() < 60 {
            return false;
        }
        passage
            .concepts
            .iter()
            .filter(|(number, _)| {
                query.components.iter().any(|component| component.concepts.binary_search(number).is_ok())
            })
            .any(|(_, start)| is_ruled_out(&passage.folded, *start))
    }
}
