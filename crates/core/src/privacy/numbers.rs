//! Numbers and links of certificates: what proves a certificate tells its holder's name. Norms, exams, versions and years are
//! none.

use regex::Regex;
use std::sync::LazyLock;

/// Signs of a number that no word such as `number` stands before.
const BARE_CHARS_MIN: usize = 6;
/// Digits of such a number at least.
const BARE_DIGITS_MIN: usize = 4;

/// Any address with a path behind the domain.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:https?://|\bwww\.)[^\s|,;)>]+|\b(?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|ch|de|at|li|fr|eu|uk|app|dev|me|info|edu|academy|training|swiss)/[^\s|,;)>]+",
    )
    .expect("well-formed")
});
/// Norms, exams and versions: letters and up to five digits, also with parts or a letter behind them.
static KNOWN_FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?i:[a-z]+[0-9]{0,5}|[0-9]{1,5}[a-z]*|[a-z]{2,5}[0-9]{3,5}[0-9]?[a-z]|[0-9]{2,3}-[0-9]{3,4}|1z0-[0-9-]+|[a-z][a-z0-9]{1,2}-[a-z]?[0-9]{2,5}[a-z]?|[a-z]+-[0-9]{1,5}(?:-[0-9]{1,2})*)$",
    )
    .expect("well-formed")
});

/// The links in a text of a certificate.
pub(super) fn links(text: &str) -> impl Iterator<Item = &str> {
    LINK.find_iter(text).map(|hit| hit.as_str())
}

/// The words of a certificate's text behind its first one that are numbers: `LF-a1b2c3d4e5`, `1234-5678`.
pub(super) fn bare(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '|' | '[' | ']'));
    let words = words.map(|word| word.trim_matches(['.', '-', '–', '#'])).filter(|word| !word.is_empty());
    words.skip(1).filter(|word| is_bare(word)).collect()
}

fn is_bare(word: &str) -> bool {
    let is_plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let groups: Vec<&str> = word.split('-').filter(|group| !is_year(group)).collect();
    let core = groups.join("-");
    let is_known = KNOWN_FORM.is_match(&core) || KNOWN_FORM.is_match(word) || KNOWN_FORM.is_match(&groups.concat());
    is_plain
        && word.len() >= BARE_CHARS_MIN
        && word.chars().any(|c| c.is_ascii_alphabetic() || c == '-')
        && core.chars().filter(char::is_ascii_digit).count() >= BARE_DIGITS_MIN
        && !is_known
}

fn is_year(group: &str) -> bool {
    group.len() == 4
        && (group.starts_with("19") || group.starts_with("20"))
        && group.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_norms_and_exams() {
        assert_eq!(bare("CKA LF-a1b2c3d4e5, 2021"), ["LF-a1b2c3d4e5"]);
        assert_eq!(bare("PMP (1234-5678)"), ["1234-5678"]);
        assert_eq!(bare("PMP PX7654321"), ["PX7654321"]);
        for text in [
            "Lead Auditor ISO-27001", "Auditor ISO-9001-2015", "Netz 802.1X", "Admin RHEL8", "Azure AZ-104",
            "MCSA 70-483", "CCNA 200-301", "CompTIA 220-1101", "Security SY0-501", "Java 1Z0-1085-20",
            "HERMES HERMES-2022", "PMP 2019-2021", "PMP 12-03-2020", "Kurs 24-Stunden-Kurs", "IEC-62443-4 IEC-62443-4",
            "1234-5678",
        ] {
            assert!(bare(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn links_need_a_path() {
        assert_eq!(links("Credly: credly.com/badges/1234-5678").collect::<Vec<_>>(), ["credly.com/badges/1234-5678"]);
        assert_eq!(links("siehe https://verify.example/x, 2020").collect::<Vec<_>>(), ["https://verify.example/x"]);
        assert_eq!(links("Node.js/React, ASP.NET/Azure").count(), 0);
    }
}
