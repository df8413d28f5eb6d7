//! Words of a text with their places, folded, and the spellings that a name has: what tokens are compared with. Also tells
//! which words are ordinary ones or places, so that a surname such as Koch or Bern decides nothing by itself.

use crate::locale::Language;
use crate::understand::fold::fold;
use crate::understand::{Lexicon, glossary, towns};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A word: its range in bytes of the text, and its folded form.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    pub folded: String,
}

/// Signs that stand within a word and are not seen.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// The words of a text: letters and digits; every other sign parts them.
pub(super) fn split(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut from: Option<usize> = None;
    let word = |start: usize, end: usize| {
        let shown: String = text[start..end].chars().filter(|c| !is_joiner(*c)).collect();
        Word { start, end, folded: fold(&shown) }
    };
    for (at, c) in text.char_indices() {
        match from {
            None if c.is_alphanumeric() => from = Some(at),
            Some(start) if !c.is_alphanumeric() && !is_joiner(c) => {
                out.push(word(start, at));
                from = None;
            }
            _ => {}
        }
    }
    if let Some(start) = from {
        out.push(word(start, text.len()));
    }
    out
}

/// The folded words of a text.
pub(super) fn sequence(text: &str) -> Vec<String> {
    split(text).into_iter().map(|word| word.folded).collect()
}

/// The folded words of a text in every spelling: `Müller` is also `mueller`, and `Mueller` also `muller`.
pub(super) fn spellings(text: &str) -> Vec<Vec<String>> {
    let plain = sequence(text);
    let written: String = text.chars().map(|c| expanded(c).map_or_else(|| c.to_string(), str::to_owned)).collect();
    let narrow: Vec<String> =
        plain.iter().map(|word| word.replace("ae", "a").replace("oe", "o").replace("ue", "u")).collect();
    let mut out = vec![plain];
    for other in [sequence(&written), narrow] {
        if !out.contains(&other) {
            out.push(other);
        }
    }
    out.retain(|words| !words.is_empty());
    out
}

fn expanded(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'ø' | 'Ø' => "oe",
        'ü' | 'Ü' => "ue",
        'å' | 'Å' => "aa",
        _ => return None,
    })
}

/// Whether a folded word is of a script that puts no blanks between words.
pub(super) fn is_unspaced(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
}

/// The lines of a list that are no remarks, folded; several words a line.
fn list(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.flat_map(str::split_whitespace).map(fold).collect()
}

static ORDINARY: LazyLock<BTreeSet<String>> = LazyLock::new(|| list(include_str!("ordinary.txt")));
static PROVIDERS: LazyLock<BTreeSet<String>> = LazyLock::new(|| list(include_str!("mail-providers.txt")));

/// Whether a folded word is also an ordinary word, a place, a product or a trade: then it says nothing of a person where no
/// other part of the name stands beside it.
pub(super) fn is_ordinary(word: &str) -> bool {
    let lexicon = Lexicon::builtin();
    ORDINARY.contains(word)
        || towns::may_be_town(word)
        || lexicon.concept(word).is_some()
        || [Language::De, Language::En, Language::Fr]
            .into_iter()
            .any(|language| !glossary::meanings(&[word], language).is_empty())
}

/// Whether a folded ordinary word is known as a name of persons too.
pub(super) fn is_name_word(word: &str) -> bool {
    ORDINARY.contains(word)
}

/// Whether mail of anybody is sent from a domain.
pub(super) fn is_public_provider(domain: &str) -> bool {
    PROVIDERS.contains(&fold(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_folded() {
        assert_eq!(sequence("Zoë O'Neil-Strößner, K\u{ad}och"), ["zoe", "o", "neil", "strossner", "koch"]);
        assert_eq!(sequence("z.koch@post.example"), ["z", "koch", "post", "example"]);
        assert_eq!(spellings("Müller"), [["muller"], ["mueller"]]);
        assert_eq!(spellings("Mueller"), [["mueller"], ["muller"]]);
        assert_eq!(spellings("Braun"), [["braun"]]);
        assert!(spellings("–").is_empty());
    }

    #[test]
    fn surnames_that_are_words_or_places_are_known() {
        for word in ["koch", "berg", "bern", "muller", "cook", "boulanger", "pascal", "julia", "konstanz"] {
            assert!(is_ordinary(word), "{word}");
        }
        for word in ["kestenmair", "kowalenko", "zurbriggen", "annalena", "strossner"] {
            assert!(!is_ordinary(word), "{word}");
        }
        assert!(is_public_provider("GMX.ch") && !is_public_provider("kestenmair-beratung.ch"));
    }
}
