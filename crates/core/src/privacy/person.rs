//! Parts of a person's name: given and family name, particles, titles, initials, what mailboxes are made of; and names of
//! months, as they stand in birth dates.

use super::words::{is_name_word, is_ordinary, sequence, spellings};
use crate::understand::fold::fold;
use crate::understand::{lexicon, towns};
use std::collections::BTreeSet;

/// Letters from which on a part of a name in Latin script tells somebody.
const PART_CHARS_MIN: usize = 3;
/// Letters of a mailbox made of a name.
const HANDLE_CHARS_MIN: usize = 6;
/// Letters of a mailbox with a number behind it.
pub(super) const STEM_CHARS_MIN: usize = 5;

const PARTICLES: [&str; 22] = [
    "von", "van", "vom", "der", "den", "del", "della", "dos", "das", "bin", "ibn", "zur", "zum", "und", "les", "des",
    "ter", "ten", "sur", "aus", "the", "dem",
];
/// Titles and degrees beside a name.
const DEGREES: [&str; 28] = [
    "dr", "prof", "dipl", "ing", "msc", "bsc", "mba", "phd", "med", "iur", "rer", "nat", "phil", "lic", "oec", "mag",
    "fh", "eth", "hsg", "eidg", "herr", "frau", "mr", "mrs", "ms", "monsieur", "madame", "mme",
];
/// Words before a name, from which a person is meant.
const TITLES: [&str; 13] =
    ["herr", "herrn", "frau", "hr", "fr", "mr", "mrs", "ms", "miss", "monsieur", "madame", "mme", "mademoiselle"];
/// Before these a name is that of a place or an institution.
const SAINTS: [&str; 8] = ["st", "ste", "sankt", "saint", "sainte", "san", "santa", "sao"];
/// Abbreviations of two letters that are printed with points.
const ABBREVIATIONS: [&str; 38] = [
    "zb", "ua", "dh", "ev", "ma", "ba", "sa", "us", "eu", "uk", "nv", "bv", "ps", "ag", "am", "pm", "id", "ir", "su",
    "va", "vs", "ie", "eg", "oa", "za", "ca", "as", "bs", "ms", "iv", "jr", "sr", "mm", "it", "rp", "av", "bd", "ch",
];
/// Words of a section of referees that are no names.
const NO_NAMES: [&str; 16] = [
    "auf", "anfrage", "wunsch", "gerne", "verfugung", "on", "upon", "request", "available", "sur", "demande",
    "references", "referenzen", "referenz", "telefon", "tel",
];

const MONTHS: [&[&str]; 12] = [
    &["januar", "janner", "january", "janvier", "jan", "janv"],
    &["februar", "feber", "february", "fevrier", "feb", "fevr"],
    &["marz", "march", "mars", "mar"],
    &["april", "avril", "apr", "avr"],
    &["mai", "may"],
    &["juni", "june", "juin", "jun"],
    &["juli", "july", "juillet", "jul", "juil"],
    &["august", "aout", "aug"],
    &["september", "septembre", "sept", "sep"],
    &["oktober", "october", "octobre", "okt", "oct"],
    &["november", "novembre", "nov"],
    &["dezember", "december", "decembre", "dez", "dec"],
];

/// Names of a month (1 to 12) in three languages, folded.
pub(super) fn months(month: i8) -> &'static [&'static str] {
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// Whether a folded word before a name says that a person is meant.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Whether a folded word before a name says that a place or an institution is meant.
pub(super) fn is_saint(word: &str) -> bool {
    SAINTS.contains(&word)
}

/// Whether two folded letters with points are an abbreviation.
pub(super) fn is_abbreviation(letters: &str) -> bool {
    ABBREVIATIONS.contains(&letters)
}

/// The name of a person that a part of a line begins with, without titles: two or three capitalised words, up to a function
/// or a firm. One word is enough behind a title that means a person.
pub(super) fn leading_name(text: &str) -> Option<String> {
    let mut is_titled = false;
    let mut shown: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let folded = fold(word);
        let plain = folded.trim_end_matches('.');
        let is_person = is_title(plain) || plain == "m" && word == "M." && !is_titled;
        if shown.is_empty() && (is_person || is_degree(word)) {
            is_titled |= is_person;
            continue;
        }
        let has_small = word.chars().any(char::is_lowercase) || word.ends_with('.');
        // `SARA LÜTHI` is a name, `Sara Lüthi CIO` a name and a function.
        let is_short_form = !has_small && shown.iter().any(|one| one.chars().any(char::is_lowercase));
        if shown.len() == 3 || is_degree(word) || !is_capitalised(word) || is_short_form {
            break;
        }
        if is_function(word) && !shown.is_empty() {
            break;
        }
        shown.push(word);
    }
    let name = shown.join(" ");
    let is_surname = is_titled && shown.len() == 1 && name.chars().count() >= PART_CHARS_MIN;
    (is_surname && !NO_NAMES.contains(&fold(&name).as_str()) || is_name(&name)).then_some(name)
}

/// Whether a word is a function or part of a firm's name, and no name of persons as Koch is.
fn is_function(word: &str) -> bool {
    let is_word = lexicon::role_score(word) > 0 || lexicon::organisation_score(word) > 0;
    is_word && !is_name_word(&fold(word))
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
}

/// Whether words have the form of a person's name.
fn is_name(text: &str) -> bool {
    let plain = text.trim();
    let shown: Vec<&str> = plain.split_whitespace().collect();
    let words = sequence(plain);
    let tells = |word: &str| word.chars().count() >= PART_CHARS_MIN && (!is_ordinary(word) || is_name_word(word));
    (2..=3).contains(&shown.len())
        && shown.iter().all(|word| is_capitalised(word))
        && !words.iter().any(|word| NO_NAMES.contains(&word.as_str()))
        && words.iter().any(|word| tells(word))
        && (lexicon::role_score(plain) == 0
            || words.iter().any(|word| is_name_word(word)) && !shown.iter().any(|word| is_function(word)))
        && lexicon::organisation_score(plain) == 0
        && !towns::may_be_town(plain)
}

fn is_degree(word: &str) -> bool {
    let folded = fold(word);
    let plain = folded.trim_matches(['.', ',', '-']);
    // `Phil` and `Nat` are given names where no point follows.
    DEGREES.contains(&plain) && (word.ends_with('.') || !matches!(plain, "phil" | "nat" | "mag" | "med"))
}

/// A person's name, without titles.
pub(super) struct Name {
    chunks: Vec<String>,
}

impl Name {
    /// Takes a name apart.
    pub fn new(printed: &str) -> Self {
        let words = printed.split([' ', '\u{a0}', '\t', ',']).filter(|word| !word.is_empty() && !is_degree(word));
        Self { chunks: words.map(str::to_owned).collect() }
    }

    /// Parts that tell somebody by themselves, folded, in every spelling.
    pub fn parts(&self) -> BTreeSet<String> {
        let all = self.chunks.iter().flat_map(|chunk| spellings(chunk)).flatten();
        all.filter(|word| {
            let chars = word.chars().count();
            (chars >= PART_CHARS_MIN || !word.is_ascii() && chars > 1)
                && word.chars().any(char::is_alphabetic)
                && !PARTICLES.contains(&word.as_str())
        })
        .collect()
    }

    /// The words of the family name, folded, in every spelling: the part in capitals, else the last one in Latin script.
    pub fn surname(&self) -> BTreeSet<String> {
        let is_capital =
            |chunk: &&String| chunk.chars().count() >= PART_CHARS_MIN && !chunk.chars().any(char::is_lowercase);
        let is_latin = |chunk: &&String| fold(chunk).is_ascii();
        let in_capitals: Vec<&String> = self.chunks.iter().filter(is_capital).filter(is_latin).collect();
        let family = match in_capitals.first() {
            Some(first) if in_capitals.len() < self.chunks.len() => Some(*first),
            _ => self.chunks.iter().rev().find(is_latin).or(self.chunks.last()),
        };
        let words = family.into_iter().flat_map(|chunk| spellings(chunk)).flatten();
        words.filter(|word| word.chars().count() >= PART_CHARS_MIN).collect()
    }

    /// Mailboxes and accounts that are made of the name: `annamuster`, `amuster`, `musteranna`.
    pub fn handles(&self) -> BTreeSet<String> {
        self.made(&|first, letter, last| {
            vec![format!("{first}{last}"), format!("{last}{first}"), format!("{letter}{last}")]
        })
        .into_iter()
        .filter(|handle| handle.len() >= HANDLE_CHARS_MIN)
        .collect()
    }

    /// What accounts with a number behind them begin with: the same, also shorter ones and `mustera`.
    pub fn stems(&self) -> BTreeSet<String> {
        let mut out = self.made(&|first, letter, last| {
            vec![
                format!("{first}{last}"),
                format!("{last}{first}"),
                format!("{letter}{last}"),
                format!("{last}{letter}"),
            ]
        });
        out.retain(|stem| stem.len() >= STEM_CHARS_MIN);
        out
    }

    /// Makes words of the first name, its first letter and each other name, in every spelling.
    fn made(&self, make: &dyn Fn(&str, &str, &str) -> Vec<String>) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        for words in spellings(&self.chunks.join(" ")) {
            let words: Vec<String> = words.into_iter().filter(|word| word.is_ascii()).collect();
            let Some((first, others)) = words.split_first() else { continue };
            let letter: String = first.chars().take(1).collect();
            for last in others {
                out.extend(make(first, &letter, last));
            }
        }
        out
    }

    /// First letters of the parts, folded.
    pub fn letters(&self) -> BTreeSet<String> {
        self.row().into_iter().collect()
    }

    /// Rows of first letters: of first and family name, and of all parts.
    pub fn initials(&self) -> Vec<Vec<String>> {
        let row = self.row();
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return Vec::new() };
        let mut out = if row.len() > 1 { vec![vec![first.clone(), last.clone()]] } else { Vec::new() };
        if row.len() > 2 {
            out.push(row);
        }
        out
    }

    /// First letters of first and family name in one word.
    pub fn short(&self) -> Option<String> {
        self.initials().first().map(|letters| letters.concat())
    }

    /// First letters of the parts in Latin script, in their order.
    fn row(&self) -> Vec<String> {
        let words = self.chunks.iter().flat_map(|chunk| sequence(chunk));
        words
            .filter(|word| word.is_ascii() && !PARTICLES.contains(&word.as_str()))
            .filter_map(|word| word.chars().next())
            .filter(|letter| letter.is_alphabetic())
            .map(String::from)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_parts_families_and_initials() {
        let name = Name::new("Dr. Zoë von Kestenmair-Brugg");
        assert_eq!(name.parts().into_iter().collect::<Vec<_>>(), ["brugg", "kestenmair", "zoe"]);
        assert_eq!(name.surname().into_iter().collect::<Vec<_>>(), ["brugg", "kestenmair"]);
        assert_eq!(name.initials(), [vec!["z", "b"], vec!["z", "k", "b"]]);
        assert_eq!(Name::new("KESTENMAIR Ada").surname().into_iter().collect::<Vec<_>>(), ["kestenmair"]);
        assert_eq!(
            Name::new("Ada Müller").handles().into_iter().collect::<Vec<_>>(),
            ["adamueller", "adamuller", "amueller", "amuller", "muellerada", "mullerada"]
        );
        let scripts = Name::new("Олена Kowalenko 李明");
        assert!(scripts.parts().contains("李明") && scripts.parts().contains("олена"));
        assert_eq!(scripts.surname().into_iter().collect::<Vec<_>>(), ["kowalenko"]);
        assert_eq!(Name::new("").short(), None);
    }

    #[test]
    fn referees_are_told_from_what_stands_beside_them() {
        for text in [
            "Dr. Urs Zurbriggen", "Frau Urs Zurbriggen", "Urs Zurbriggen CIO Netze AG", "Prof. Dr. Urs Zurbriggen ",
            "M. Urs Zurbriggen",
        ] {
            assert_eq!(leading_name(text).as_deref(), Some("Urs Zurbriggen"), "{text}");
        }
        assert_eq!(leading_name("Frau Zurbriggen").as_deref(), Some("Zurbriggen"));
        assert_eq!(leading_name("Rosa Koch").as_deref(), Some("Rosa Koch"), "names that are words");
        for text in ["Auf Anfrage", "Referenzen auf Anfrage", "Bau AG", "Head of IT", "Bern", "siehe unten"] {
            assert_eq!(leading_name(text), None, "{text}");
        }
    }
}
