//! Names of documents' files as people like them: `Lebenslauf_Anna-Müller_Data-Engineer`. Kind of document in the output
//! language, whom it is about, the role; says nothing of folders, runs or storages, whose keys hold no personal data.

use super::DocumentKind;
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of a name without its extension; with `.docx` a hundred.
const STEM_CHARS_MAX: usize = 95;
/// UTF-8 bytes of a name without its extension. A `FileName` has 150 at the most; the rest is for a number and the extension.
const STEM_BYTES_MAX: usize = 140;
/// Characters and bytes of the person, so that room is left for the role.
const WHO_MAX: (usize, usize) = (50, 80);
/// Characters and bytes of a part of a run's label.
const LABEL_PART_MAX: (usize, usize) = (50, 60);
/// Bytes of a word that is still worth showing when its end is cut off.
const WORD_BYTES_MIN: usize = 9;

/// Name of a document's file, without extension: kind, person and role joined by `_`, words within them by `-`. Letters and
/// digits of every script are kept; what a file system, a header or a ZIP may refuse is not. `who` is the candidate's name,
/// or the code in an anonymous pack; `role` is the profile's title, else the CV's headline. A missing or empty part is left
/// out. At most 95 characters and 140 bytes: the role is shortened at a word's end, then the person.
pub fn document_file_name(kind: DocumentKind, locale: Locale, who: Option<&str>, role: Option<&str>) -> String {
    joined(&kind_word(kind, locale), who, role)
}

/// The same for a page that is no document of a run, by what it is.
pub(super) fn joined(what: &str, who: Option<&str>, role: Option<&str>) -> String {
    let mut stem = clean(what);
    let who = clean(who.unwrap_or_default());
    let role = clean(&without_asides(role.unwrap_or_default()));
    for (part, (chars_max, bytes_max)) in [(who, WHO_MAX), (role, (STEM_CHARS_MAX, STEM_BYTES_MAX))] {
        let chars_left = STEM_CHARS_MAX.saturating_sub(stem.chars().count() + 1);
        let bytes_left = STEM_BYTES_MAX.saturating_sub(stem.len() + 1);
        let part = shorten(&part, chars_max.min(chars_left), bytes_max.min(bytes_left));
        if !part.is_empty() {
            stem.push('_');
            stem.push_str(part);
        }
    }
    stem
}

/// Kind of a document in the language and custom of a locale, as in names of files.
pub fn kind_word(kind: DocumentKind, locale: Locale) -> String {
    Messages::new(locale).get(match kind {
        DocumentKind::Cv => key::FILE_CV,
        DocumentKind::Offer => key::FILE_OFFER,
        DocumentKind::Dashboard => key::FILE_DASHBOARD,
        DocumentKind::Matchmaking => key::FILE_MATCHMAKING,
        DocumentKind::Feedback => key::FILE_FEEDBACK,
        DocumentKind::CandidateLetter => key::FILE_CANDIDATE_LETTER,
    })
}

/// A role or a person in a run's label, which names its ZIP: at most 60 bytes, cut at a word's end.
pub fn label_part(text: &str) -> String {
    shorten(&clean(&without_asides(text)), LABEL_PART_MAX.0, LABEL_PART_MAX.1).to_owned()
}

/// The name itself, or with a number before its extension where `taken` has it; names that differ only in case are equal,
/// as they are on Windows and macOS. The name is added to `taken`.
pub fn distinct(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, extension) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    let mut found = name.to_owned();
    let mut number = 2;
    while !taken.insert(found.to_lowercase()) {
        found = format!("{stem}_{number}{extension}");
        number += 1;
    }
    found
}

/// Words of letters, digits and the few signs that belong to names, joined by hyphens.
fn clean(text: &str) -> String {
    let mut out = String::new();
    let mut apart = false;
    let mut signs = text.nfc().peekable();
    while let Some(sign) = signs.next() {
        let sign = if sign == '\u{2019}' { '\'' } else { sign };
        let inside = !apart && out.chars().next_back().is_some_and(|last| last != '\'' && last != '.');
        let kept = match sign {
            // "C++", "C#", "O'Brien" within a word, ".NET" and "Node.js" before one.
            '+' | '#' => inside,
            '\'' | '.' => (sign == '.' || inside) && signs.peek().is_some_and(|next| next.is_alphanumeric()),
            sign => sign.is_alphanumeric() || inside && is_combining_mark(sign),
        };
        if kept {
            if apart && !out.is_empty() {
                out.push('-');
            }
            apart = false;
            out.push(sign);
        } else if !is_unseen(sign) {
            apart = true;
        }
    }
    out
}

/// Signs that take no room, which do not part words.
fn is_unseen(sign: char) -> bool {
    sign.is_control() && !sign.is_whitespace()
        || is_combining_mark(sign)
        || matches!(sign, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A role without what stands in brackets and without "m/w/d" and its kin, unless nothing else is there.
fn without_asides(role: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_u32;
    for sign in role.chars() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            sign if depth == 0 => out.push(sign),
            _ => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().filter(|word| !names_genders(word)).collect();
    if words.iter().any(|word| word.contains(char::is_alphanumeric)) { words.join(" ") } else { role.to_owned() }
}

/// `m/w/d`, `h/f`, `w|m|x`: single letters of genders with strokes between them.
fn names_genders(word: &str) -> bool {
    let letters: Vec<&str> = word.trim_matches(|c: char| c == ',' || c == '-').split(['/', '|']).collect();
    letters.len() > 1
        && letters
            .iter()
            .all(|letter| matches!(letter.to_lowercase().as_str(), "m" | "w" | "d" | "f" | "h" | "x" | "i" | "a"))
}

/// The beginning of a cleaned text that fits, whole words of it, without a short word such as "für" or "of" at its end.
fn shorten(text: &str, chars_max: usize, bytes_max: usize) -> &str {
    let mut end = 0;
    for (count, (at, sign)) in text.char_indices().enumerate() {
        if count >= chars_max || at + sign.len_utf8() > bytes_max {
            break;
        }
        end = at + sign.len_utf8();
    }
    let (begun, rest) = text.split_at(end);
    if rest.is_empty() {
        return text;
    }
    let whole = if rest.starts_with('-') { begun } else { begun.rsplit_once('-').map_or("", |(words, _)| words) };
    if whole.is_empty() {
        return if begun.len() >= WORD_BYTES_MIN { begun.trim_end_matches(['.', '\'']) } else { "" };
    }
    let mut kept = whole;
    while let Some((words, last)) = kept.rsplit_once('-') {
        if last.chars().count() > 3 || last.chars().any(|sign| !sign.is_lowercase()) {
            break;
        }
        kept = words;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::DOCUMENTS;
    use crate::locale::LOCALES;

    fn check(who: Option<&str>, role: Option<&str>, expected: &str) {
        assert_eq!(document_file_name(DocumentKind::Cv, Locale::DeCh, who, role), expected);
    }

    #[test]
    fn names_are_as_people_like_them() {
        check(Some("Anna Müller"), Some("Data Engineer"), "Lebenslauf_Anna-Müller_Data-Engineer");
        check(Some("K-0417"), Some("Data Engineer (m/w/d)"), "Lebenslauf_K-0417_Data-Engineer");
        check(Some("Anna Müller"), None, "Lebenslauf_Anna-Müller");
        check(None, Some("C++/C# Entwickler:in m/w/d, 80%"), "Lebenslauf_C++-C#-Entwickler-in-80");
        check(Some("Sinéad O’Brien"), Some(".NET & Node.js"), "Lebenslauf_Sinéad-O'Brien_.NET-Node.js");
        check(Some("Dr. Zoë  Kestenholz–Brugg"), Some("(Leitung)"), "Lebenslauf_Dr-Zoë-Kestenholz-Brugg_Leitung");
        check(Some(""), Some("  "), "Lebenslauf");
        let name = |kind, locale| document_file_name(kind, locale, Some("Anna Müller"), None);
        assert_eq!(name(DocumentKind::Offer, Locale::DeCh), "Angebot_Anna-Müller");
        assert_eq!(name(DocumentKind::Offer, Locale::DeDe), "Angebot_Anna-Müller");
        assert_eq!(name(DocumentKind::Offer, Locale::FrCh), "Offre_Anna-Müller");
        assert_eq!(name(DocumentKind::Dashboard, Locale::FrFr), "Tableau-de-bord_Anna-Müller");
        assert_eq!(name(DocumentKind::Cv, Locale::En), "CV_Anna-Müller");
    }

    #[test]
    fn letters_of_every_script_stay_and_unsafe_signs_go() {
        check(Some("Олена 李明"), Some("開発者"), "Lebenslauf_Олена-李明_開発者");
        check(Some("Ole\u{301}na"), None, "Lebenslauf_Oléna");
        check(Some("प्रिया"), None, "Lebenslauf_प्रिया");
        check(Some("../../etc/x\u{202e}\u{200b}y\n"), Some("a<b>|\"*?:\\"), "Lebenslauf_etc-xy_a-b");
    }

    #[test]
    fn long_roles_end_with_a_word_and_everything_fits() {
        let role = "Leiterin Informatik und Digitalisierung der Verwaltung für das Amt der zentralen Dienste";
        check(
            Some("Annalena Zurbriggen-Öztürk"),
            Some(role),
            "Lebenslauf_Annalena-Zurbriggen-Öztürk_Leiterin-Informatik-und-Digitalisierung-der-Verwaltung",
        );
        let long = "Ж".repeat(300);
        let words = "李明 ".repeat(90);
        for kind in DOCUMENTS {
            for locale in LOCALES {
                for (who, role) in
                    [(long.as_str(), role), (words.as_str(), long.as_str()), ("x", words.as_str()), (role, role)]
                {
                    let name = document_file_name(kind, locale, Some(who), Some(role));
                    assert!(name.chars().count() <= STEM_CHARS_MAX && name.len() <= STEM_BYTES_MAX, "{name}");
                    assert!(!name.ends_with(['-', '_', '.']) && name.matches('_').count() <= 2, "{name}");
                }
            }
        }
    }

    #[test]
    fn equal_names_are_numbered() {
        let mut taken = BTreeSet::new();
        let names = ["CV_K-1.docx", "cv_k-1.docx", "CV_K-1.pdf", "CV_K-1.docx"].map(|name| distinct(name, &mut taken));
        assert_eq!(names, ["CV_K-1.docx", "cv_k-1_2.docx", "CV_K-1.pdf", "CV_K-1_3.docx"]);
    }

    #[test]
    fn parts_of_labels_end_with_a_word() {
        assert_eq!(label_part("Senior Java Developer (m/w/d)"), "Senior-Java-Developer");
        assert_eq!(label_part(&"Leiterin Informatik ".repeat(9)), "Leiterin-Informatik-Leiterin-Informatik-Leiterin");
    }
}
