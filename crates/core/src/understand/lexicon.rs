//! Word lists of the field: headings, labels, functions, legal forms, degrees, languages, levels, and skill concepts with
//! their names in three languages. Holds words of the trade only, never names of people, employers or schools.

use super::concepts::Lexicon;
use super::fold::{fold, label, words};
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a section of a CV is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SectionKind {
    /// Before the first heading.
    Lead,
    Contact,
    Personal,
    Profile,
    Work,
    Projects,
    Education,
    Certificates,
    Skills,
    Languages,
    Volunteer,
    Interests,
    References,
    Registration,
    Other,
}

impl SectionKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Contact => "contact",
            Self::Personal => "personal",
            Self::Profile => "profile",
            Self::Work => "work",
            Self::Projects => "projects",
            Self::Education => "education",
            Self::Certificates => "certificates",
            Self::Skills => "skills",
            Self::Languages => "languages",
            Self::Volunteer => "volunteer",
            Self::Interests => "interests",
            Self::References => "references",
            Self::Registration => "registration",
            Self::Other => "other",
        }
    }
}

pub(super) fn table(text: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).filter_map(|line| {
        let (name, list) = line.split_once('=')?;
        Some((name.trim(), list.split('|').map(str::trim).filter(|word| !word.is_empty()).collect()))
    })
}

static HEADINGS: LazyLock<BTreeMap<String, SectionKind>> = LazyLock::new(|| {
    let mut map = BTreeMap::new();
    for (name, list) in table(include_str!("lexicon/headings.txt")) {
        let kind = match name {
            "contact" => SectionKind::Contact,
            "personal" => SectionKind::Personal,
            "profile" => SectionKind::Profile,
            "work" => SectionKind::Work,
            "projects" => SectionKind::Projects,
            "education" => SectionKind::Education,
            "certificates" => SectionKind::Certificates,
            "skills" => SectionKind::Skills,
            "languages" => SectionKind::Languages,
            "volunteer" => SectionKind::Volunteer,
            "interests" => SectionKind::Interests,
            "references" => SectionKind::References,
            "registration" => SectionKind::Registration,
            _ => SectionKind::Other,
        };
        for heading in list {
            map.insert(label(heading), kind);
        }
    }
    map
});

/// Whether a folded label is a heading as it stands.
pub(crate) fn is_known_heading(label: &str) -> bool {
    HEADINGS.contains_key(label)
}

/// The kind of section that a heading opens, if the words are known.
pub(crate) fn heading(text: &str) -> Option<SectionKind> {
    let folded = label(text);
    if folded.is_empty() || folded.split(' ').count() > 6 {
        return None;
    }
    if let Some(kind) = HEADINGS.get(&folded) {
        return Some(*kind);
    }
    // "Mandate (Auswahl)", "Ausgewählte Projekte", "Meine Ausbildung"
    const DECORATION: [&str; 14] = [
        "auswahl", "ausgewahlte", "selected", "relevant", "relevante", "meine", "mes", "my", "key", "wichtigste",
        "weitere", "other", "autres", "choix",
    ];
    let plain: Vec<&str> = folded.split(' ').filter(|word| !DECORATION.contains(word)).collect();
    if plain.len() < folded.split(' ').count() && !plain.is_empty() {
        return HEADINGS.get(&plain.join(" ")).copied();
    }
    // "Ausbildung und Weiterbildung", "Education & Training": the first part decides.
    for joint in [" und ", " & ", " and ", " et ", "/"] {
        if let Some((first, second)) = folded.split_once(joint) {
            let (first, second) = (first.trim(), second.trim());
            let short = |part: &str| part.split(' ').count() <= 3;
            match (HEADINGS.get(first), HEADINGS.get(second)) {
                (Some(kind), Some(_)) => return Some(*kind),
                // One part in other words: "IT-Kenntnisse und Fachwissen".
                (Some(kind), None) | (None, Some(kind)) if short(first) && short(second) && folded.len() <= 40 => {
                    return Some(*kind);
                }
                _ => {}
            }
        }
    }
    None
}

/// Short words that end German compounds: `Bauamt`, `Hochbau`, `Zahnarzt`.
const COMPOUND_ENDS: [&str; 10] = ["amt", "bau", "arzt", "bank", "koch", "werk", "haus", "hof", "rat", "bahn"];

/// Stems that are looked for anywhere in a text. A stem written with a blank behind it must end its word.
struct Words {
    finder: AhoCorasick,
    whole: Vec<bool>,
}

impl Words {
    fn new(list: &str) -> Self {
        let listed: Vec<&str> = list
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| line.split('|'))
            .filter(|word| !word.trim().is_empty())
            .collect();
        let patterns: Vec<String> = listed.iter().map(|word| fold(word.trim())).collect();
        let finder = AhoCorasick::builder().build(&patterns).expect("the lists are small");
        Self { finder, whole: listed.iter().map(|word| word.ends_with(' ')).collect() }
    }

    /// Whether one of the stems occurs.
    fn occurs(&self, folded: &str) -> bool {
        self.finder.find_overlapping_iter(folded).any(|found| {
            let (before, after) = (folded[..found.start()].chars().last(), folded[found.end()..].chars().next());
            let stem = &folded[found.start()..found.end()];
            // A short stem stands within too many words, but for those that German puts at the end of compounds.
            let at_start =
                stem.chars().count() > 4 || COMPOUND_ENDS.contains(&stem) || !before.is_some_and(char::is_alphabetic);
            at_start && (!self.whole[found.pattern().as_usize()] || !after.is_some_and(char::is_alphabetic))
        })
    }
}

static ROLES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("lexicon/roles.txt")));
static ORGANISATIONS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("lexicon/organisations.txt")));
static SCHOOLS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("lexicon/schools.txt")));

const LEGAL_FORMS: [&str; 38] = [
    "ag", "gmbh", "sa", "sarl", "sas", "ltd", "limited", "inc", "llc", "llp", "plc", "kg", "se", "eg", "e.v", "ev",
    "gbr", "ohg", "co", "corp", "corporation", "cie", "nv", "bv", "spa", "s.a", "pvt", "group", "gruppe", "holding",
    "kgaa", "ug", "mbh", "sca", "scop", "eurl", "sasu", "gg mbh",
];

/// How much a text looks like a function.
pub(crate) fn role_score(text: &str) -> i32 {
    let folded = fold(text);
    let known = ROLES.occurs(&folded) || Lexicon::builtin().is_function(text);
    let mut score = if known { 3 } else { 0 };
    if folded.contains("(m/w")
        || folded.contains("/in")
        || folded.contains("(w/m")
        || folded.contains("·rice")
        || folded.contains("(h/f")
    {
        score += 1;
    }
    score
}

/// How much a text looks like an employer.
pub(crate) fn organisation_score(text: &str) -> i32 {
    let folded = fold(text);
    // A part of a pair is none: "FI/CO".
    let forms: Vec<&str> = folded.split_whitespace().filter(|word| !word.contains('/') || word.len() == 3).collect();
    let legal = words(&forms.join(" ")).iter().any(|word| LEGAL_FORMS.contains(&word.trim_end_matches('.')));
    // A legal form is written in capitals or as a name, never in running lower case.
    let legal = legal && text.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase));
    // "Head of Department" names a part of an employer, not one.
    let of_a_part = LEADS_OF_PARTS.iter().any(|lead| folded.starts_with(lead));
    3 * i32::from(legal) + 2 * i32::from((ORGANISATIONS.occurs(&folded) && !of_a_part) || is_own_account(&folded))
}

/// Beginnings of functions that go on with a part of an employer.
const LEADS_OF_PARTS: [&str; 14] = [
    "head of ", "director of ", "manager of ", "leiter ", "leiterin ", "leitung ", "responsable ", "chef de ",
    "cheffe de ", "directeur d", "directrice d", "vice president ", "co-leit", "stv. leit",
];

/// Whether a text says no more than that somebody works on their own account, which stands for an employer as well as for a
/// function.
fn is_own_account(folded: &str) -> bool {
    let plain = folded.trim_matches(|c: char| !c.is_alphanumeric()).replace("selbststandig", "selbstandig");
    let plain = plain.trim_end_matches("(e)").trim();
    [
        "independant", "independante", "consultant independant", "consultante independante", "travailleur independant",
        "travailleuse independante", "a mon compte", "a son compte", "selbstandig", "selbstandige", "selbstandiger",
        "selbstandig erwerbend", "selbstandigerwerbend", "selbstandige tatigkeit", "independent",
        "independent consultant", "independent contractor", "self-employed", "self employed", "freelance",
        "freelancer", "freiberuflich", "freiberufler", "freiberuflerin", "eigene rechnung", "auf eigene rechnung",
    ]
    .contains(&plain)
}

/// How much a text looks like a school.
pub(crate) fn school_score(text: &str) -> i32 {
    let folded = fold(text);
    let short = words(&folded).iter().any(|word| {
        [
            "eth", "epfl", "zhaw", "fhnw", "hslu", "hwz", "ffhs", "hes-so", "iut", "cnam", "tu", "lmu", "rwth", "kit",
            "mit", "ucl", "hec", "insa", "bbw", "bbz", "gibb", "wiss", "ost", "supsi", "ehl", "ph", "kv",
        ]
        .contains(word)
    });
    3 * i32::from(SCHOOLS.occurs(&folded)) + 3 * i32::from(short)
}

/// A degree of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Degree {
    /// Level 3 to 8 (after the European Qualifications Framework).
    pub level: u8,
    /// `vocational`, `higher-vocational`, `university`, `doctorate`, `school` or `further`.
    pub kind: &'static str,
}

static DEGREES: LazyLock<Vec<(String, &'static str, Degree)>> = LazyLock::new(|| {
    let mut list = Vec::new();
    for (name, terms) in table(include_str!("lexicon/degrees.txt")) {
        let Some((level, kind)) = name.split_once(' ') else { continue };
        let Ok(level) = level.parse() else { continue };
        for term in terms {
            list.push((fold(term), term, Degree { level, kind: kind.trim() }));
        }
    }
    // The longest name decides: "bachelor of science" before "bachelor".
    list.sort_by_key(|(term, _, _)| std::cmp::Reverse(term.len()));
    list
});

/// The degree that a text names, if any.
pub(crate) fn degree(text: &str) -> Option<Degree> {
    let folded = fold(text);
    if contains_words(text, "HF") {
        return Some(Degree { level: 6, kind: "higher-vocational" });
    }
    DEGREES
        .iter()
        // Short names are words of other kinds in lower case ("es", "ma"), so their case counts.
        .find(
            |(folded_term, term, _)| {
                if term.len() <= 3 { contains_words(text, term) } else { contains_words(&folded, folded_term) }
            },
        )
        .map(|(_, _, degree)| *degree)
}

/// Whether the words of `term` stand in `text` one after the other, both folded.
pub(crate) fn contains_words(text: &str, term: &str) -> bool {
    find_words(text, term).is_some()
}

/// Byte offset of `term` in `text` at word borders, both folded.
pub(crate) fn find_words(text: &str, term: &str) -> Option<usize> {
    let first = *term.as_bytes().first()?;
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#');
    // Most texts hold none of most terms: a look at the first byte is cheaper than a searcher for each.
    let places = text.as_bytes().iter().enumerate().filter(|(_, byte)| **byte == first).map(|(at, _)| at);
    places.filter(|start| text.as_bytes()[*start..].starts_with(term.as_bytes())).find(|start| {
        let end = start + term.len();
        let before = text[..*start].chars().next_back();
        let after = text[end..].chars().next();
        let second = text[end..].chars().nth(1);
        let dotted = after == Some('.') && second.is_some_and(char::is_alphanumeric);
        !before.is_some_and(inside) && !after.is_some_and(inside) && !dotted
    })
}

static LANGUAGES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut list: Vec<(String, &'static str)> = table(include_str!("lexicon/languages.txt"))
        .flat_map(|(code, names)| names.into_iter().map(move |name| (fold(name), code)))
        .collect();
    list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    list
});

/// What German writes in one word with the language's name.
const LANGUAGE_TAILS: [&str; 3] = ["kenntnissen", "kenntnisse", "sprachig"];

/// Names of languages in a text: byte range in the *folded* text and ISO code, from left to right.
pub(crate) fn languages(folded: &str) -> Vec<(usize, usize, &'static str)> {
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    for (name, code) in LANGUAGES.iter() {
        let mut from = 0;
        let compounds = LANGUAGE_TAILS.map(|tail| format!("{name}{tail}"));
        let place =
            |rest: &str| find_words(rest, name).or_else(|| compounds.iter().find_map(|word| find_words(rest, word)));
        while let Some(at) = folded.get(from..).and_then(place) {
            let (start, end) = (from + at, from + at + name.len());
            if !found.iter().any(|(s, e, _)| start < *e && end > *s) {
                found.push((start, end, code));
            }
            from = end;
        }
    }
    found.sort();
    found
}

/// The ISO code of a language name.
pub(crate) fn language_code(name: &str) -> Option<&'static str> {
    languages(&fold(name)).first().map(|(_, _, code)| *code)
}

/// The name of a language in an output language.
pub(crate) fn language_name(code: &str, language: crate::locale::Language) -> Option<&'static str> {
    // The list names each language in German, English and French, in this order.
    let (_, names) = table(include_str!("lexicon/languages.txt")).find(|(known, _)| *known == code)?;
    let at = match language {
        crate::locale::Language::De => 0,
        crate::locale::Language::En => 1,
        crate::locale::Language::Fr => 2,
    };
    names.get(at).or(names.first()).copied()
}

/// An exact entry of the lexicon (degree, function, skill, country) in an output language.
pub(crate) fn translate(text: &str, language: crate::locale::Language) -> Option<&'static str> {
    static TRIPLES: LazyLock<BTreeMap<String, [&'static str; 3]>> = LazyLock::new(|| {
        let mut map = BTreeMap::new();
        for line in include_str!("lexicon/translations.txt").lines().filter(|line| !line.starts_with('#')) {
            let names: Vec<&'static str> = line.split('|').map(str::trim).collect();
            let Ok(triple) = <[&'static str; 3]>::try_from(names) else { continue };
            for name in triple {
                map.entry(fold(name)).or_insert(triple);
            }
        }
        map
    });
    let triple = TRIPLES.get(&fold(text.trim()))?;
    Some(match language {
        crate::locale::Language::De => triple[0],
        crate::locale::Language::En => triple[1],
        crate::locale::Language::Fr => triple[2],
    })
}

static LEVELS: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut list: Vec<(String, &'static str)> = table(include_str!("lexicon/levels.txt"))
        .flat_map(|(level, names)| names.into_iter().map(move |name| (fold(name), level)))
        .collect();
    list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    list
});

/// The CEFR level or `native` that a text states, in letters, words or a bar of five or ten.
pub(crate) fn level(text: &str) -> Option<&'static str> {
    // "Muttersprache(n)", "Langue(s) maternelle(s)".
    let folded = fold(text).replace("(n)", "").replace("(s)", "");
    let letters = words(&folded).into_iter().find_map(|word| {
        ["a1", "a2", "b1", "b2", "c1", "c2"].into_iter().find(|level| word.trim_end_matches('+') == *level)
    });
    if let Some(letters) = letters {
        return CEFR.into_iter().find(|level| fold(level) == letters);
    }
    if let Some((_, level)) = LEVELS.iter().find(|(name, _)| contains_words(&folded, name)) {
        return Some(level);
    }
    bar(text)
}

/// Levels from lowest to highest.
pub(crate) const CEFR: [&str; 7] = ["A1", "A2", "B1", "B2", "C1", "C2", "native"];

/// Rank of a level; `None` for anything else.
pub(crate) fn rank(level: &str) -> Option<usize> {
    CEFR.iter().position(|known| *known == level)
}

/// Bars 5/4/3/2/1 = C2/C1/B2/B1/A2, never native.
fn bar(text: &str) -> Option<&'static str> {
    // "4/5" is a bar in figures.
    if let Some((level, of)) = text.trim().rsplit(' ').next().and_then(|word| word.split_once('/'))
        && let (Ok(level), "5") = (level.parse::<usize>(), of)
    {
        return ["A2", "B1", "B2", "C1", "C2"].get(level.checked_sub(1)?).copied();
    }
    let full = text.chars().filter(|c| matches!(c, '●' | '★' | '■' | '█' | '⬤')).count();
    let empty = text.chars().filter(|c| matches!(c, '○' | '☆' | '□' | '░' | '▒' | '◯')).count();
    if full == 0 || full + empty < 3 {
        return None;
    }
    let of_five = (full * 5).div_ceil(full + empty);
    ["A2", "B1", "B2", "C1", "C2"].get(of_five - 1).copied()
}

/// Words that stand for an industry, with their stems.
pub(crate) fn industries() -> &'static [(String, Vec<String>)] {
    static LIST: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
        table(include_str!("lexicon/industries.txt"))
            .map(|(name, stems)| (name.to_owned(), stems.into_iter().map(fold).collect()))
            .collect()
    });
    &LIST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_three_languages() {
        for (text, kind) in [
            ("BERUFSERFAHRUNG", SectionKind::Work),
            ("Mandate (Auswahl)", SectionKind::Projects),
            ("Expérience professionnelle", SectionKind::Work),
            ("Centres d’intérêt", SectionKind::Interests),
            ("Education & Training", SectionKind::Education),
            ("Sprachkenntnisse:", SectionKind::Languages),
        ] {
            assert_eq!(heading(text), Some(kind), "{text}");
        }
        assert_eq!(heading("Betrieb eines Campusnetzes"), None);
    }

    #[test]
    fn levels_in_words_letters_and_bars() {
        for (text, expected) in [
            ("verhandlungssicher", Some("C1")),
            ("Muttersprache", Some("native")),
            ("Konversation", Some("B1")),
            ("Grundkenntnisse", Some("A2")),
            ("B2", Some("B2")),
            ("● ● ● ● ○", Some("C1")),
            ("● ● ● ● ●", Some("C2")),
            ("██░░░░░░░░", Some("A2")),
            ("courant", Some("C1")),
            ("sehr gut", Some("C1")),
            ("gut", Some("B2")),
            ("Fluent", Some("C1")),
            ("Rudern", None),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_not_substrings() {
        assert!(!contains_words("javascript", "java"));
        assert!(!contains_words("google", "go"));
        assert!(!contains_words("c++ und c#", "c"));
        assert!(contains_words("java, c", "c"));
        assert!(contains_words("java und go.", "go"));
        assert!(!contains_words("node.js", "node"));
    }

    #[test]
    fn the_degree_ladder() {
        for (text, level) in [
            ("Informatiker EFZ", 4),
            ("Dipl. Techniker HF", 6),
            ("Bachelor of Arts", 6),
            ("Master", 7),
            ("Dr. sc. ETH", 8),
            ("BTS, Comptabilité", 5),
        ] {
            assert_eq!(degree(text).map(|degree| degree.level), Some(level), "{text}");
        }
        assert_eq!(degree("CAS Integration").map(|degree| degree.kind), Some("further"));
        assert_eq!(degree("Rudern"), None);
    }
}
