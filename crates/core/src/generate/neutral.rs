//! Functions and degrees in words that tell no gender: both forms stand (`Ingenieur/in`, `directeur/trice`), and `Fachfrau` and
//! `Fachmann` become the same. For titles that the paper sets itself; running text stays as its author wrote it and is counted.

use crate::understand::lexicon::role_score;

/// German endings of functions, without the ending for women.
const GERMAN_ENDS: [&str; 9] = ["er", "or", "eur", "ist", "ent", "ant", "at", "ekt", "yst"];
/// English words in German titles that are the same for everybody.
const LOANS: [&str; 24] = [
    "manager", "engineer", "developer", "designer", "consultant", "accountant", "assistant", "owner", "master",
    "tester", "trainer", "coach", "officer", "leader", "supporter", "controller", "analyst", "director", "recruiter",
    "researcher", "architect", "partner", "junior", "senior",
];
/// Words of either gender that differ in more than an ending: for women, for men.
const GERMAN_PAIRS: [(&str, &str); 6] = [
    ("ärztin", "arzt"),
    ("köchin", "koch"),
    ("anwältin", "anwalt"),
    ("kauffrau", "kaufmann"),
    ("krankenschwester", "krankenpfleger"),
    ("beamtin", "beamter"),
];
/// Endings of adjectives before a function, as they are for women; for men an r follows.
const ADJECTIVES: [&str; 7] = ["ende", "ierte", "ige", "sche", "liche", "elle", "nale"];
/// French endings: for men, for women, both.
const FRENCH_ENDS: [(&str, &str, &str); 16] = [
    ("teur", "trice", "teur/trice"),
    ("peur", "peuse", "peur/euse"),
    ("seur", "seuse", "seur/euse"),
    ("deur", "deuse", "deur/euse"),
    ("geur", "geuse", "geur/euse"),
    ("nieur", "nieure", "nieur/e"),
    ("ier", "ière", "ier/ière"),
    ("ller", "llère", "ller/ère"),
    ("ien", "ienne", "ien/ne"),
    ("ant", "ante", "ant/e"),
    ("ent", "ente", "ent/e"),
    ("gé", "gée", "gé/e"),
    ("yé", "yée", "yé/e"),
    ("cat", "cate", "cat/e"),
    ("hef", "heffe", "hef/fe"),
    ("oint", "ointe", "oint/e"),
];
/// English words: for women, for men, for both.
const ENGLISH: [(&str, &str, &str); 4] = [
    ("swoman", "sman", "sperson"),
    ("hairwoman", "hairman", "hairperson"),
    ("orewoman", "oreman", "oreperson"),
    ("aitress", "aiter", "aiting staff"),
];
/// Pronouns that speak of one person.
const PRONOUNS: [(&str, &[&str]); 3] = [
    ("de", &["er", "sie", "ihm", "seine", "seiner", "seinem", "seinen"]),
    ("en", &["he", "she", "his", "her", "hers", "him", "himself", "herself"]),
    ("fr", &["il", "elle"]),
];

/// A function or degree in a language, in words that tell no gender.
pub(super) fn title(text: &str, language: &str) -> String {
    match language {
        "de" => german(text),
        "fr" => each(text, french_noun),
        "en" => each(text, |word| pair(word, &ENGLISH)),
        _ => text.to_owned(),
    }
}

/// Whether a running text tells the gender of the person it speaks of, by a pronoun or by a function's ending for women.
pub(super) fn tells_gender(text: &str, language: &str) -> bool {
    let pronouns = PRONOUNS.iter().find(|(known, _)| *known == language).map(|(_, list)| *list).unwrap_or_default();
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).any(|word| {
        pronouns.contains(&word.to_lowercase().as_str())
            || match language {
                "de" => word.ends_with("in") && german_noun(word).is_some(),
                "fr" => FRENCH_ENDS.iter().any(|(_, female, _)| word.ends_with(female)) && french_noun(word).is_some(),
                _ => false,
            }
    })
}

/// Words with what follows them up to the next one.
fn pieces(text: &str) -> Vec<(&str, &str)> {
    text.split_inclusive(|c: char| !c.is_alphabetic())
        .map(|piece| piece.split_at(piece.trim_end_matches(|c: char| !c.is_alphabetic()).len()))
        .collect()
}

fn each(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let changed = pieces(text).into_iter().map(|(word, rest)| {
        let word = change(word).unwrap_or_else(|| word.to_owned());
        format!("{word}{rest}")
    });
    changed.collect()
}

fn german(text: &str) -> String {
    // Both forms stand there already.
    if ["/in", ":in", "*in", "(in", "/-in"].iter().any(|form| text.contains(form)) {
        return text.to_owned();
    }
    let pieces = pieces(text);
    let nouns: Vec<Option<String>> = pieces.iter().map(|(word, _)| german_noun(word)).collect();
    let mut out = String::new();
    for (at, (word, rest)) in pieces.iter().enumerate() {
        let is_before_noun = nouns.get(at + 1).is_some_and(Option::is_some);
        let adjective = if is_before_noun { adjective(word) } else { None };
        let shown = nouns.get(at).cloned().flatten().or(adjective);
        out.push_str(shown.as_deref().unwrap_or(word));
        out.push_str(rest);
    }
    out
}

/// A German function in both forms; `None` for any other word.
fn german_noun(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    for (female, male) in GERMAN_PAIRS {
        let stem = lower.strip_suffix(female).or_else(|| lower.strip_suffix(male));
        let Some(stem) = stem.and_then(|stem| word.get(..stem.len())) else { continue };
        return Some(if stem.is_empty() {
            format!("{}/{}", capital(female), capital(male))
        } else {
            format!("{stem}{female}/-{male}")
        });
    }
    for specialist in ["fachfrau", "fachmann"] {
        if lower.ends_with(specialist) {
            let stem = word.get(..word.len() - "frau".len())?;
            return Some(format!("{stem}person"));
        }
    }
    let is_loan = |word: &str| LOANS.iter().any(|loan| word.to_lowercase().ends_with(loan));
    let both = |male: &str| if is_loan(male) { male.to_owned() } else { format!("{male}/in") };
    let is_male = |word: &str| GERMAN_ENDS.iter().any(|end| word.ends_with(end)) || is_loan(word);
    let is_function = |male: &str| role_score(male) > 0 || role_score(&format!("{male}in")) > 0;
    match word.strip_suffix("in") {
        Some(male) if is_male(male) && is_function(male) => Some(both(male)),
        _ if is_male(word) && is_function(word) => Some(both(word)),
        _ => None,
    }
}

fn adjective(word: &str) -> Option<String> {
    let female = word.strip_suffix('r').unwrap_or(word);
    ADJECTIVES.iter().any(|end| female.ends_with(end)).then(|| format!("{female}/r"))
}

fn french_noun(word: &str) -> Option<String> {
    FRENCH_ENDS.iter().find_map(|(male, female, both)| {
        let stem = word.strip_suffix(female).or_else(|| word.strip_suffix(male))?;
        let is_function = role_score(&format!("{stem}{male}")) > 0 || role_score(&format!("{stem}{female}")) > 0;
        is_function.then(|| format!("{stem}{both}"))
    })
}

fn pair(word: &str, table: &[(&str, &str, &str)]) -> Option<String> {
    table.iter().find_map(|(female, male, both)| {
        let stem = word.strip_suffix(female).or_else(|| word.strip_suffix(male))?;
        Some(format!("{stem}{both}"))
    })
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both forms become the same.
    fn check(language: &str, female: &str, male: &str, expected: &str) {
        assert_eq!(title(female, language), expected, "{female}");
        assert_eq!(title(male, language), expected, "{male}");
    }

    #[test]
    fn functions_of_women_and_men_become_the_same() {
        check("de", "Senior Java-Entwicklerin", "Senior Java-Entwickler", "Senior Java-Entwickler/in");
        check("de", "Leitende Netzwerkingenieurin", "Leitender Netzwerkingenieur", "Leitende/r Netzwerkingenieur/in");
        check("de", "Projektmanagerin", "Projektmanager", "Projektmanager");
        check("de", "Pflegefachfrau HF", "Pflegefachmann HF", "Pflegefachperson HF");
        check("de", "Kauffrau EFZ", "Kaufmann EFZ", "Kauffrau/Kaufmann EFZ");
        check("de", "Oberärztin", "Oberarzt", "Oberärztin/-arzt");
        check("fr", "Directrice des ventes", "Directeur des ventes", "Directeur/trice des ventes");
        check("fr", "Cheffe de projet", "Chef de projet", "Chef/fe de projet");
        check("fr", "Développeuse logiciel", "Développeur logiciel", "Développeur/euse logiciel");
        check("en", "Saleswoman", "Salesman", "Salesperson");
    }

    #[test]
    fn other_words_stay() {
        for text in ["Data Engineer", "Product Owner", "Leitung Informatik", "Projektleiter/in", "Software Engineer"] {
            assert_eq!(title(text, "de"), text);
        }
    }

    #[test]
    fn running_text_is_counted_and_not_changed() {
        assert!(tells_gender("Softwareentwicklerin mit elf Jahren Erfahrung", "de"));
        assert!(tells_gender("She leads a team.", "en") && tells_gender("Il dirige une équipe.", "fr"));
        assert!(!tells_gender("Leitung eines Teams in Bern", "de") && !tells_gender("Leads a team", "en"));
    }
}
