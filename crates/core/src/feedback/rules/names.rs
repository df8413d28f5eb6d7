//! How the candidate's name is written: wholly in capitals or small letters, or with one letter different elsewhere.
//! Knows no list of names, so that a rare name is as good as a common one.

use super::Rules;
use crate::records::cv::Cv;
use crate::records::feedback::Severity;
use crate::understand::fold::fold;

/// Letters of a name from which on its case says something; `Li` and initials say nothing.
const CASED_MIN: usize = 4;
/// Letters of a word from which on one other letter is a slip rather than another word.
const WORD_CHARS_MIN: usize = 5;

impl Rules<'_> {
    pub(super) fn names(&mut self) {
        let cv = self.cv;
        let Some(name) = &cv.basics.name else { return };
        let cased: Vec<char> = name.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).collect();
        let of_one_case = cased.iter().all(|c| c.is_uppercase()) || cased.iter().all(|c| c.is_lowercase());
        if cased.len() >= CASED_MIN && of_one_case {
            self.add("contact.name_case", Severity::Hint, "basics/name", &[], Some(3));
        }
        let parts = words(name);
        if let Some((printed, other)) = in_address(cv, &parts).or_else(|| in_lines(cv, &parts)) {
            self.add("contact.name_differs", Severity::Warning, "basics/name", &[&printed, &other], Some(2));
        }
    }
}

/// A word as printed and folded.
struct Word<'a> {
    printed: &'a str,
    folded: String,
}

fn words(text: &str) -> Vec<Word<'_>> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(|word| Word { printed: word, folded: fold(word) })
        .collect()
}

/// Words in which a slip can be told: long enough, and in letters that an address can write.
fn comparable<'a, 'w>(words: &'w [Word<'a>]) -> impl Iterator<Item = &'w Word<'a>> {
    words.iter().filter(|word| word.folded.is_ascii() && word.folded.len() >= WORD_CHARS_MIN)
}

/// The slip of which a word is one, unless it holds a word of the name or is a part of one.
fn slip<'w>(words: &'w [Word<'_>], other: &str) -> Option<&'w str> {
    let known = |word: &Word<'_>| other.contains(&word.folded) || word.folded.contains(other);
    if other.len() < WORD_CHARS_MIN || !other.is_ascii() || comparable(words).any(known) {
        return None;
    }
    comparable(words).find(|word| is_slip(&word.folded, other)).map(|word| word.printed)
}

/// In the local part of the e-mail address.
fn in_address(cv: &Cv, words: &[Word<'_>]) -> Option<(String, String)> {
    let local = fold(cv.basics.email.as_deref()?.split('@').next()?);
    local.split(|c: char| !c.is_alphabetic()).find_map(|other| {
        let printed = slip(words, other)?;
        // The address names the word elsewhere: then the other one is somebody else.
        let also_named = comparable(words).any(|word| word.printed == printed && local.contains(&word.folded));
        (!also_named).then(|| (printed.to_owned(), other.to_owned()))
    })
}

/// In a line of the CV, beside another word of the name; a word alone may be any word.
fn in_lines(cv: &Cv, name: &[Word<'_>]) -> Option<(String, String)> {
    let mut lines = cv.x.text.iter().filter(|line| line.section != "references" && !line.text.contains('@'));
    lines.find_map(|line| {
        let found = words(&line.text);
        found.iter().enumerate().find_map(|(at, word)| {
            let printed = slip(name, &word.folded)?;
            let mut beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|near| found.get(near));
            let of_the_name = |near: &Word<'_>| {
                name.iter().any(|part| part.printed != printed && part.folded.len() > 1 && part.folded == near.folded)
            };
            beside.any(of_the_name).then(|| (printed.to_owned(), word.printed.to_owned()))
        })
    })
}

/// Whether two folded words differ by one letter and not only by how an umlaut is written.
fn is_slip(a: &str, b: &str) -> bool {
    let plain = |word: &str| word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a");
    is_one_letter_off(a.as_bytes(), b.as_bytes()) && plain(a) != plain(b)
}

/// Whether one letter was added, left out or taken for another.
fn is_one_letter_off(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short == long || long.len() - short.len() > 1 {
        return false;
    }
    let same_start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let same_end = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    same_start + same_end + 1 >= long.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_a_slip_and_an_umlaut_is_none() {
        for (a, b, expected) in [
            ("kestenholz", "kestenholtz", true),
            ("meier", "meyer", true),
            ("fischer", "ficher", true),
            ("muller", "mueller", false),
            ("strossner", "stroessner", false),
            ("aberg", "aaberg", false),
            ("meier", "meier", false),
            ("meier", "maier", true),
            ("meier", "mayer", false),
            ("fischer", "fichsre", false),
        ] {
            assert_eq!(is_slip(a, b), expected, "{a} {b}");
            assert_eq!(is_slip(b, a), expected, "{b} {a}");
        }
    }
}
