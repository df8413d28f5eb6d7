//! The wording of a criterion: clauses, what does not count, words in the forms of both genders.

use super::super::fold::fold;
use regex::Regex;
use std::sync::LazyLock;

/// A clause of a criterion.
#[derive(Debug)]
pub(super) struct Clause {
    /// What separates it from the clause before.
    pub before: String,
    pub text: String,
    /// Whether the separator says "or".
    pub or: bool,
    /// Whether it speaks of a part of what stands before: "davon", "dont", "including at least".
    pub is_subset: bool,
}

/// Words after which a criterion names what would be nice and does not count.
const OPTIONAL: &[&str] = &[
    "idealerweise", "ideally", "idealement", "de preference", "vorzugsweise", "preferably", "von vorteil ist",
    "wunschenswert ist", "gerne auch", "gern auch", "le cas echeant", "un plus serait", "desirable:", "bonus:",
];

/// The criterion without what stands behind "idealerweise"; up to the next full stop or semicolon.
pub(super) fn without_optional(text: &str) -> String {
    let (folded, offsets) = folded_with_offsets(text);
    for word in OPTIONAL {
        if let Some(at) = folded.find(word).filter(|at| *at > 8) {
            let end = folded[at..].find(['.', ';']).map_or(folded.len(), |stop| at + stop);
            let head: String = text[..offsets[at]].trim_end().trim_end_matches([',', ';', '(', '–', '-']).to_owned();
            let tail = text.get(*offsets.get(end).unwrap_or(&text.len())..).unwrap_or_default();
            return format!("{head}{}", tail.trim_end_matches(['.', ';', ')'])).trim().to_owned();
        }
    }
    text.trim_end_matches(['.', ';']).to_owned()
}

/// A folded text, and for each of its bytes the byte of the text that it comes from.
pub(crate) fn folded_with_offsets(text: &str) -> (String, Vec<usize>) {
    let (mut folded, mut offsets) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    for (at, c) in text.char_indices() {
        let part = fold(&c.to_string());
        offsets.extend(std::iter::repeat_n(at, part.len()));
        folded.push_str(&part);
    }
    offsets.push(text.len());
    (folded, offsets)
}

static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\s*;\s*|\.\s+|,?\s+(?:sowie|und|and|et|ainsi que|as well as|plus)\s+(?:auch\s+)?|",
        r"(?P<or>,?\s+(?:oder|or|ou|bzw\.?|beziehungsweise|respektive)\s+)|",
        r"(?P<sub>,?\s+(?:davon|dont|of which|of them|wovon|including at least|with at least)\s+)|",
        r",\s+(?P<sub2>(?:at least|mindestens|au moins)\s)|,\s+|\s+(?:mit|avec|with)\s+"
    ))
    .expect("well-formed")
});

/// The clauses of a text; brackets are not cut.
pub(super) fn clauses(text: &str) -> Vec<Clause> {
    let mut out = vec![Clause { before: String::new(), text: String::new(), or: false, is_subset: false }];
    let mut at = 0;
    for hit in SEPARATOR.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        let depth =
            text[..whole.start()].matches('(').count() as i64 - text[..whole.start()].matches(')').count() as i64;
        let token = text[..whole.start()].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        // "z. B.", "p. ex.", "mind." end no sentence.
        let is_stop = whole.as_str().trim() == ".";
        let abbreviation = is_stop
            && (token.chars().count() <= 5 || text[whole.end()..].chars().next().is_some_and(char::is_lowercase));
        if depth > 0 || whole.start() < at || abbreviation {
            continue;
        }
        if let Some(last) = out.last_mut() {
            last.text.push_str(&text[at..whole.start()]);
        }
        // The words "at least" belong to the clause that they begin.
        let end = hit.name("sub2").map_or(whole.end(), |word| word.start());
        out.push(Clause {
            before: text[whole.start()..end].to_owned(),
            text: String::new(),
            or: hit.name("or").is_some(),
            is_subset: hit.name("sub").is_some() || hit.name("sub2").is_some(),
        });
        at = end;
    }
    if let Some(last) = out.last_mut() {
        last.text.push_str(&text[at..]);
    }
    out.retain(|clause| !clause.text.trim().is_empty());
    out
}

static GENDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<stem>\p{L}{3,})(?:",
        r"[/*:·.(_]-?(?:innen|in|ère|ere|trice|euse|fe|ne|ienne|e|r|n|s)\b\)?|",
        r"-(?:ère|trice|euse|fe|ne|ienne|e)\b(?:-s\b)?)"
    ))
    .expect("well-formed")
});

/// The forms of one gender: `Elektroinstallateur/in`, `infirmier-ère`, `diplômé·e` lose their endings.
pub(crate) fn plain_gender(text: &str) -> String {
    let plain = GENDER.replace_all(text, "$stem");
    // "(m/w/d)", "(f/h)", "(80–100 %)" behind a title.
    static SEXES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\s*[(\[](?:[mwdfhx](?:\s*/\s*[mwdfhx]){1,3})[)\]]").expect("well-formed"));
    SEXES.replace_all(&plain, "").into_owned()
}

/// Bytes at which the words of a folded text start.
fn word_starts(folded: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    folded.char_indices().filter_map(move |(at, c)| {
        let starts = !inside;
        inside = c.is_alphanumeric();
        starts.then_some(at)
    })
}

/// Whether any of some words or phrases stands in a folded text, each at the start of a word.
pub(crate) fn words_in(folded: &str, list: &[&str]) -> bool {
    word_starts(folded).any(|at| {
        let rest = &folded.as_bytes()[at..];
        list.iter().any(|phrase| rest.first() == phrase.as_bytes().first() && rest.starts_with(phrase.as_bytes()))
    })
}

/// Byte offset of a phrase that begins at the start of a word.
pub(crate) fn starts_word(folded: &str, phrase: &str) -> Option<usize> {
    word_starts(folded).find(|at| folded.as_bytes()[*at..].starts_with(phrase.as_bytes()))
}

/// Byte offset of the first word at which one of some phrases begins.
pub(crate) fn first_of(folded: &str, phrases: &[String]) -> Option<usize> {
    word_starts(folded).find(|at| {
        let rest = &folded.as_bytes()[*at..];
        phrases.iter().any(|phrase| rest.first() == phrase.as_bytes().first() && rest.starts_with(phrase.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_and_genders() {
        let texts = |text: &str| clauses(text).into_iter().map(|clause| clause.text).collect::<Vec<_>>();
        assert_eq!(
            texts("Wohnort im Raum Zürich oder Bereitschaft zum Umzug"),
            ["Wohnort im Raum Zürich", "Bereitschaft zum Umzug"]
        );
        assert_eq!(texts("SAP (MM, SD und PP) und Excel"), ["SAP (MM, SD und PP)", "Excel"]);
        assert!(clauses("5 Jahre im Verkauf, davon mindestens 2 Jahre im Export")[1].is_subset);
        assert_eq!(
            plain_gender("Elektroinstallateur/in EFZ, infirmier-ère diplômé-e"),
            "Elektroinstallateur EFZ, infirmier diplômé"
        );
        assert_eq!(
            without_optional("Sehr gute Kenntnisse in SAP FI, idealerweise unter S/4HANA"),
            "Sehr gute Kenntnisse in SAP FI"
        );
    }
}
