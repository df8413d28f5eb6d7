//! Finds tokens of a person in a text, and searches all that a finished paper holds. Tells kinds and numbers of places, never
//! a token.

use super::forms;
use super::identity::{EMAIL, Identity, Token};
use super::kind::Kind;
use super::person;
use super::words::{Word, is_ordinary, is_unspaced, sequence, split};
use crate::brand::Brand;
use crate::feedback;
use crate::offer::OfferRecord;
use crate::records::JobProfile;
use dossier_formats::read::{Inside, Layer};
use std::collections::BTreeMap;

/// Signs between two parts of a name at the most.
const NAME_GAP_MAX: usize = 3;
/// Signs between two digits of a phone number at the most.
const DIGIT_GAP_MAX: usize = 3;
/// Parts of an account at the most.
const ACCOUNT_WORDS_MAX: usize = 3;
/// Digits behind an account at the most.
const ACCOUNT_DIGITS_MAX: usize = 4;
/// Signs before a phone number that may belong to it: its country and a sign.
const PREFIX_MAX: usize = 8;

/// What follows from what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It must not be there.
    Leak,
    /// It may be an ordinary word or a place: a person decides.
    Undecided,
    /// A person has decided that it may stand.
    Allowed,
}

/// Tokens of one kind that were found in a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// What follows from it.
    pub state: State,
    /// What it tells of the person.
    pub kind: Kind,
    /// Number of places.
    pub places: u32,
}

/// A finished paper that is searched.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// Everything in the file.
    pub inside: &'a Inside,
    /// Name that people see.
    pub file_name: &'a str,
    /// Name of the pack.
    pub label: &'a str,
    /// Code that stands for the candidate; `None` where the paper names the candidate.
    pub code: Option<&'a str>,
    /// Whether it is the CV, where a rate is never the offer's.
    pub is_cv: bool,
}

/// Words in a row that stand in papers for other reasons: the desk, the recipient, the profile.
#[derive(Clone, Default)]
pub struct Known {
    phrases: Vec<Vec<String>>,
}

/// A token at a place of a text.
pub(super) struct Hit {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    pub is_sure: bool,
}

impl Known {
    /// What the desk, its offer and the client's profile print. Single words are left out: they excuse nothing.
    pub fn of(brand: &Brand, job: Option<&JobProfile>, offer: Option<&OfferRecord>) -> Self {
        let file = &brand.file;
        let contact = &file.contact;
        let mut texts: Vec<String> = [
            &file.name, &file.street, &file.web, &contact.name, &contact.role, &contact.email, &file.vat_id,
            &file.leasing_licence,
        ]
        .into_iter()
        .cloned()
        .collect();
        texts.push(format!("{} {}", file.postal_code, file.town));
        texts.extend(file.signatures.iter().map(|one| one.name.clone()));
        if let Some(offer) = offer {
            let to = &offer.recipient;
            let joined = |parts: &[&Option<String>]| {
                parts.iter().filter_map(|part| part.as_deref()).collect::<Vec<_>>().join(" ")
            };
            texts.push(joined(&[&to.company]));
            texts.push(joined(&[&to.first_name, &to.last_name]));
            texts.push(joined(&[&to.salutation, &to.last_name]));
            texts.push(joined(&[&to.salutation, &to.first_name, &to.last_name]));
            texts.push(joined(&[&to.street]));
            texts.push(joined(&[&to.postal_code, &to.town]));
            texts.push(joined(&[&offer.role]));
        }
        if let Some(job) = job {
            let named = [&job.title, &job.client, &job.unit, &job.programme, &job.contact];
            texts.extend(named.into_iter().flatten().cloned());
            texts.extend(job.criteria.iter().map(|criterion| criterion.text.clone()));
        }
        Self { phrases: texts.iter().map(|text| sequence(text)).filter(|words| words.len() > 1).collect() }
    }

    /// Which words of a text stand in a known row.
    fn covered(&self, words: &[Word]) -> Vec<bool> {
        let mut covered = vec![false; words.len()];
        for at in 0..words.len() {
            for phrase in &self.phrases {
                if is_row(phrase, &words[at..]) {
                    covered[at..at + phrase.len()].fill(true);
                }
            }
        }
        covered
    }

    fn has(&self, words: &[String]) -> bool {
        self.phrases.iter().any(|phrase| phrase == words)
    }
}

fn is_row(row: &[String], words: &[Word]) -> bool {
    row.len() <= words.len() && row.iter().zip(words).all(|(one, word)| *one == word.folded)
}

/// Whether two words of a text stand beside each other in one line.
fn is_near(text: &str, end: usize, start: usize) -> bool {
    let gap = text.get(end..start).unwrap_or_default();
    gap.chars().count() <= NAME_GAP_MAX && !gap.contains(['\n', '\t', ';', '|'])
}

/// Whether a word is one capital with a point.
fn is_initial(text: &str, word: &Word) -> bool {
    let shown = text.get(word.start..word.end).unwrap_or_default();
    shown.chars().count() == 1
        && shown.chars().all(char::is_uppercase)
        && text.get(word.end..).is_some_and(|rest| rest.starts_with('.'))
}

impl Token {
    fn stands_at(&self, text: &str, words: &[Word]) -> bool {
        if let ([one], Some(word)) = (self.words.as_slice(), words.first())
            && is_unspaced(one)
        {
            return word.folded.contains(one.as_str());
        }
        is_row(&self.words, words)
            && (!self.is_dotted || words.iter().take(self.words.len()).all(|word| is_initial(text, word)))
    }
}

impl Identity {
    /// The tokens in a text, of the kinds that are asked for; of overlapping ones the longest. What is wholly known to stand
    /// there for another reason is left out.
    pub(super) fn hits(&self, text: &str, known: &Known, wanted: impl Fn(Kind) -> bool) -> Vec<Hit> {
        let words = split(text);
        let covered = known.covered(&words);
        let tokens: Vec<&Token> = self.tokens.iter().filter(|token| wanted(token.kind)).collect();
        let mut hits = Vec::new();
        for at in 0..words.len() {
            for token in tokens.iter().filter(|token| token.stands_at(text, &words[at..])) {
                let end = at + token.words.len();
                if !covered[at..end].iter().all(|is_known| *is_known) {
                    let last = at + token.words.len() - 1;
                    hits.push(self.hit(text, &words, (at, last), (token.kind, !token.is_ordinary)));
                }
            }
            if covered[at] {
                continue;
            }
            if let Some(hit) = self.titled_referee(text, &words, at).filter(|hit| wanted(hit.kind)) {
                hits.push(hit);
            }
            if let Some(is_sure) = self.form_of_name(text, &words[at]).filter(|_| wanted(Kind::Name)) {
                hits.push(self.hit(text, &words, (at, at), (Kind::Name, is_sure)));
            }
        }
        if wanted(Kind::Handle) {
            hits.extend((0..words.len()).filter_map(|at| self.account(text, &words, at)).filter(|hit| {
                let is_known = |(word, known): (&Word, &bool)| *known || word.start < hit.start || word.end > hit.end;
                !words.iter().zip(&covered).all(is_known)
            }));
        }
        hits.extend(self.phone_hits(text).into_iter().filter(|hit| wanted(hit.kind)));
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), !hit.is_sure, hit.kind));
        let mut end = 0;
        hits.retain(|hit| {
            let is_next = hit.start >= end;
            if is_next {
                end = hit.end;
            }
            is_next
        });
        hits
    }

    /// An account at a place: words in a row that only points, hyphens and underscores part, which together are made as the
    /// candidate's accounts are, with one to four digits behind them or, as a row, without.
    fn account(&self, text: &str, words: &[Word], at: usize) -> Option<Hit> {
        let first = words.get(at)?;
        let mut joined = String::new();
        let mut end = first.start;
        let mut found = None;
        for (place, word) in words.iter().skip(at).take(ACCOUNT_WORDS_MAX).enumerate() {
            if place > 0 && !matches!(text.get(end..word.start), Some("." | "-" | "_")) {
                break;
            }
            joined.push_str(&word.folded);
            end = word.end;
            let stem = joined.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = joined.len() - stem.len();
            let is_long = place > 0 && stem.chars().count() > person::STEM_CHARS_MIN;
            if self.stems.contains(stem) && ((1..=ACCOUNT_DIGITS_MAX).contains(&digits) || digits == 0 && is_long) {
                found = Some(Hit { kind: Kind::Handle, start: first.start, end, is_sure: !is_ordinary(stem) });
            }
        }
        found
    }

    /// The family name of a referee behind a title: `Frau Lüthi`.
    fn titled_referee(&self, text: &str, words: &[Word], at: usize) -> Option<Hit> {
        let word = words.get(at)?;
        let title = words.get(at.checked_sub(1)?)?;
        let shown = text.get(title.start..title.end).unwrap_or_default();
        let is_titled = is_near(text, title.end, word.start)
            && (person::is_title(&title.folded) || shown == "M" && is_initial(text, title));
        let surname =
            self.referees.iter().find(|name| word.folded == **name || forms::is_derived(&word.folded, name))?;
        let is_sure = !is_ordinary(surname);
        is_titled.then_some(Hit { kind: Kind::Referee, start: word.start, end: word.end, is_sure })
    }

    /// Whether a word is a form of a part of the name without being the part itself, and then whether that is certain.
    fn form_of_name(&self, text: &str, word: &Word) -> Option<bool> {
        let shown = text.get(word.start..word.end).unwrap_or_default();
        let names = self.tokens.iter().filter(|token| token.kind == Kind::Name).filter_map(|token| token.words.first());
        names
            .filter(|name| word.folded.len() > name.len() && word.folded.starts_with(name.as_str()))
            .filter(|name| forms::is_derived(&word.folded, name) || forms::is_glued(shown, name))
            .map(|name| forms::is_sure(&word.folded, name))
            .max()
    }

    /// The hit on the words from `at` to `last`, of a kind that is certain by itself or not.
    fn hit(&self, text: &str, words: &[Word], (at, last): (usize, usize), (kind, is_certain): (Kind, bool)) -> Hit {
        let (mut start, end) = (words[at].start, words[last].end);
        let mut is_sure = is_certain;
        if kind == Kind::Name {
            let before = at.checked_sub(1).map(|one| &words[one]).filter(|word| is_near(text, word.end, start));
            let after = words.get(last + 1).filter(|word| is_near(text, end, word.start));
            let is_part = |word: &Word| self.is_name(&word.folded) || self.form_of_name(text, word).is_some();
            let is_letter = |word: &Word| self.letters.contains(&word.folded) && is_initial(text, word);
            let stands_beside = before
                .is_some_and(|word| is_part(word) || is_letter(word) || person::is_title(&word.folded))
                || after.is_some_and(is_part);
            let is_place = before.is_some_and(|word| person::is_saint(&word.folded));
            is_sure = stands_beside || is_sure && !is_place;
            // `A. Koch` is one mention.
            let mut first = at;
            while is_sure && first > 0 && is_letter(&words[first - 1]) && is_near(text, words[first - 1].end, start) {
                first -= 1;
                start = words[first].start;
            }
        }
        Hit { kind, start, end, is_sure }
    }

    /// Phone numbers, however their digits are grouped, with or without the country.
    fn phone_hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.phones.is_empty() {
            return hits;
        }
        for row in rows_of_digits(text) {
            let digits: String = row.iter().map(|(_, digit)| *digit).collect();
            for (number, kind) in &self.phones {
                for (at, _) in digits.match_indices(number.as_str()) {
                    let (Some((first, _)), Some((last, _))) = (row.get(at), row.get(at + number.len() - 1)) else {
                        continue;
                    };
                    hits.push(Hit { kind: *kind, start: with_prefix(text, *first), end: last + 1, is_sure: true });
                }
            }
        }
        hits
    }
}

/// Where a number begins with the country and signs before it.
fn with_prefix(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default();
    let signs = before.char_indices().rev().take(PREFIX_MAX);
    let own =
        signs.take_while(|(_, c)| c.is_ascii_digit() || matches!(*c, '+' | '(' | ')' | ' ' | '\u{a0}' | '-' | '/'));
    own.filter(|(_, c)| matches!(*c, '+' | '0')).last().map_or(start, |(at, _)| at)
}

/// Digits with their places, in rows that letters or wide gaps part.
fn rows_of_digits(text: &str) -> Vec<Vec<(usize, char)>> {
    let mut rows = vec![Vec::new()];
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            gap = 0;
            if let Some(row) = rows.last_mut() {
                row.push((at, c));
            }
            continue;
        }
        gap += 1;
        let ends = c.is_alphabetic() || gap > DIGIT_GAP_MAX;
        if ends && rows.last().is_some_and(|row| !row.is_empty()) {
            rows.push(Vec::new());
        }
    }
    rows
}

/// How often something of a kind is found in a state.
pub(super) type Counts = BTreeMap<(State, Kind), u32>;

/// A search of a paper for what must not be in it.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// The paper.
    pub paper: &'a Paper<'a>,
    /// Everybody whom it must not tell of.
    pub identities: &'a [Identity],
    /// What stands in it for other reasons.
    pub known: &'a Known,
    /// Names of kinds, and words, that a person has decided to let stand where they are ordinary words; they excuse nothing
    /// that is certain.
    pub allowed: &'a [String],
}

/// Searches a paper for what must not be in it; see [`Search`].
pub fn search(paper: &Paper<'_>, identities: &[Identity], known: &Known, allowed: &[String]) -> Vec<Found> {
    Search { paper, identities, known, allowed }.found()
}

impl Search<'_> {
    /// What is found, by state and kind, with the number of places.
    pub fn found(&self) -> Vec<Found> {
        let paper = self.paper;
        let mut counts = Counts::new();
        for (layer, text) in &paper.inside.layers {
            add(&mut counts, &self.in_text(text, *layer));
        }
        if let Some(code) = paper.code {
            for (name, layer) in [(paper.file_name, Layer::Person), (paper.label, Layer::Property)] {
                add(&mut counts, &self.in_text(name, layer));
            }
            let words = sequence(code);
            let initials = |one: &&Identity| one.initials.as_ref().is_some_and(|initials| words.contains(initials));
            let told = self.identities.iter().filter(initials).count();
            if told > 0 {
                *counts.entry((State::Leak, Kind::Initials)).or_default() += u32::try_from(told).unwrap_or(u32::MAX);
            }
        }
        counts.into_iter().map(|((state, kind), places)| Found { state, kind, places }).collect()
    }

    /// What is found in one text. A page's text is also read with the words joined that its lines break.
    pub(super) fn in_text(&self, text: &str, layer: Layer) -> Counts {
        let mut counts = self.once(text, layer);
        if text.contains("-\n") {
            for (key, places) in self.once(&text.replace("-\n", ""), layer) {
                let most = counts.entry(key).or_default();
                *most = places.max(*most);
            }
        }
        counts
    }

    fn once(&self, text: &str, layer: Layer) -> Counts {
        let paper = self.paper;
        let mut counts = Counts::new();
        let wanted = |kind: Kind| {
            (paper.code.is_some() || kind.is_client_forbidden()) && (paper.is_cv || kind != Kind::AskingRate)
        };
        // Who wrote a file, where a link goes and what a picture shows are no running text.
        let tells_person = matches!(layer, Layer::Person | Layer::AltText | Layer::Link);
        let may_stand = |kind: Kind, words: &[String]| {
            self.allowed.iter().any(|one| one.trim() == kind.name() || sequence(one) == words)
        };
        for identity in self.identities {
            for hit in identity.hits(text, self.known, wanted) {
                let state = if hit.is_sure || tells_person {
                    State::Leak
                } else if may_stand(hit.kind, &sequence(text.get(hit.start..hit.end).unwrap_or_default())) {
                    State::Allowed
                } else {
                    State::Undecided
                };
                *counts.entry((state, hit.kind)).or_default() += 1;
            }
            if paper.code.is_some() {
                let own = EMAIL.find_iter(text).filter(|hit| {
                    let local = hit.as_str().split('@').next().unwrap_or_default();
                    identity.initials.as_ref().is_some_and(|initials| sequence(local).concat() == *initials)
                        && !self.known.has(&sequence(hit.as_str()))
                });
                let own = u32::try_from(own.count()).unwrap_or(u32::MAX);
                if own > 0 {
                    *counts.entry((State::Leak, Kind::Initials)).or_default() += own;
                }
            }
        }
        let is_read = matches!(layer, Layer::Text | Layer::AltText);
        for line in text.lines().filter(|_| is_read) {
            let told = feedback::told(line);
            let facts = [
                (told.social_security, Kind::SocialSecurity),
                (told.civil_status, Kind::CivilStatus),
                (told.salary && paper.is_cv, Kind::AskingRate),
            ];
            for (_, kind) in facts.into_iter().filter(|(is_told, _)| *is_told) {
                *counts.entry((State::Leak, kind)).or_default() += 1;
            }
        }
        counts
    }
}

fn add(counts: &mut Counts, more: &Counts) {
    for (key, places) in more {
        *counts.entry(*key).or_default() += places;
    }
}

#[cfg(test)]
mod tests {
    use super::super::identity::national;
    use super::*;

    /// Whether a text holds the phone number that another text prints.
    fn holds_phone(text: &str, printed: &str) -> bool {
        let number = national(printed).expect("a phone number");
        let identity = Identity { phones: [(number, Kind::Phone)].into(), ..Identity::default() };
        !identity.phone_hits(text).is_empty()
    }

    #[test]
    fn phone_numbers_are_found_however_they_are_written() {
        for text in ["Tel. 0041 79 555 11 22", "(+41) 79/555.11.22", "079-5551122", "x 79 555\u{a0}11\u{a0}22 y"] {
            assert!(holds_phone(text, "+41 79 555 11 22"), "{text}");
        }
        assert!(!holds_phone("01/2020 – 06/2021, 79 555 Stück 11 22", "+41 79 555 11 22"));
    }

    #[test]
    fn rows_of_digits_end_at_letters() {
        let rows: Vec<String> =
            rows_of_digits("a 12 34 b 5").iter().map(|row| row.iter().map(|(_, digit)| *digit).collect()).collect();
        assert_eq!(rows, ["1234", "5"]);
    }
}
