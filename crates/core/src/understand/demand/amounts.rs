//! Figures in criteria: years, periods, people, sums, dates and notice.

use super::super::dates;
use super::super::fold::fold;
use crate::time::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// Number words up to twenty in three languages, folded.
pub(super) const NUMBERS: &[(&str, u32)] = &[
    ("ein", 1),
    ("eines", 1),
    ("einem", 1),
    ("eine", 1),
    ("one", 1),
    ("un", 1),
    ("une", 1),
    ("zwei", 2),
    ("two", 2),
    ("deux", 2),
    ("drei", 3),
    ("three", 3),
    ("trois", 3),
    ("vier", 4),
    ("four", 4),
    ("quatre", 4),
    ("funf", 5),
    ("five", 5),
    ("cinq", 5),
    ("sechs", 6),
    ("six", 6),
    ("sieben", 7),
    ("seven", 7),
    ("sept", 7),
    ("acht", 8),
    ("eight", 8),
    ("huit", 8),
    ("neun", 9),
    ("nine", 9),
    ("neuf", 9),
    ("zehn", 10),
    ("ten", 10),
    ("dix", 10),
    ("zwolf", 12),
    ("twelve", 12),
    ("douze", 12),
    ("funfzehn", 15),
    ("fifteen", 15),
    ("quinze", 15),
    ("zwanzig", 20),
    ("twenty", 20),
    ("vingt", 20),
];

/// A number in digits or words.
pub(crate) fn number(word: &str) -> Option<u32> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().or_else(|| NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, n)| *n))
}

const YEAR_WORDS: &[&str] = &["jahre", "jahren", "jahr", "jahrige", "jahriger", "years", "year", "ans", "annees", "an"];

/// Months of experience asked for.
pub(super) fn years(folded: &str) -> Option<u32> {
    // "3 of the last 5 years": the first figure is what is asked for.
    static SHARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\w+)\s+(?:(?:of the last|of the past|within the last|in the last|in den letzten|innerhalb der letzten|der letzten|des|au cours des)\s+\w+\s+(?:years|jahre|dernieres annees)|of them\b|of which\b)")
            .expect("well-formed")
    });
    if let Some(asked) = SHARE.captures(folded).and_then(|hit| number(&hit[1])).filter(|n| (1..=40).contains(n)) {
        return Some(asked * 12);
    }
    let words: Vec<&str> = folded
        .split(|c: char| !(c.is_alphanumeric() || c == '+' || c == '-' || c == '–'))
        .filter(|word| !word.is_empty())
        .collect();
    let window = ["letzten", "last", "past", "dernieres", "derniers"];
    words.iter().enumerate().find_map(|(at, word)| {
        let is_year = YEAR_WORDS.contains(word)
            || word.ends_with("jahrige")
            || word.ends_with("jahriger")
            || word.ends_with("jahrigen");
        if !is_year || word.starts_with("gleichj") {
            return None;
        }
        // "mehrjährige Erfahrung", "several years" ask for several years; the rules read them as three.
        if word.starts_with("mehr") || word.starts_with("langj") {
            return Some(36);
        }
        let stem = ["jahriger", "jahrigen", "jahrige"].iter().find_map(|end| word.strip_suffix(end));
        if let Some(n) = stem.and_then(|stem| number(stem.trim_end_matches('-'))) {
            return Some(n * 12);
        }
        let before = &words[at.saturating_sub(3)..at];
        if before.iter().any(|word| window.contains(word)) {
            return None;
        }
        if before.iter().any(|word| ["several", "mehrere", "plusieurs", "many"].contains(word)) {
            return Some(36);
        }
        before
            .iter()
            .rev()
            .find_map(|word| number(word.trim_end_matches(['+', '-'])))
            .filter(|n| (1..=40).contains(n))
            .map(|n| n * 12)
    })
}

/// Months of experience that a profile claims in figures: "15 Jahre Erfahrung".
pub(crate) fn claimed_months(text: &str) -> Option<u32> {
    let folded = fold(text);
    let about = ["erfahrung", "experience", "berufsjahre", "metier"].iter().any(|word| folded.contains(word));
    // "Several years" is no figure.
    let vague = ["mehrjahrig", "langjahrig", "several", "mehrere", "plusieurs", "many"]
        .iter()
        .any(|word| folded.contains(word));
    if about && !vague { years(&folded) } else { None }
}

/// "in den letzten 3 Jahren": experience within so many months.
pub(super) fn recency(folded: &str) -> Option<u32> {
    static WINDOW: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?:letzten|vergangenen|last|past|previous)\s+(?P<a>\w+)\s+(?P<au>jahre|monat|year|month)|",
            r"(?P<b>\w+)\s+(?:dernieres|derniers)\s+(?P<bu>annee|an|mois)"
        ))
        .expect("well-formed")
    });
    let hit = WINDOW.captures(folded)?;
    let (count, unit) = hit.name("a").zip(hit.name("au")).or_else(|| hit.name("b").zip(hit.name("bu")))?;
    let months = if unit.as_str().starts_with("mo") { 1 } else { 12 };
    number(count.as_str()).map(|n| n * months)
}

/// People, by the words that count them.
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    let people = concat!(
        r"(?:mitarbeit|personen|leute|kopf|kopfe|people|persons?\b|employees|staff|direct reports|reports|members|",
        r"collaborat|personnes|employes|agents|fachpersonen|fachkraft|pflegende|monteur|techni[ck]|ingenieur|engineers|",
        r"developers|entwickler|specialists|spezialist|accountants|analysts|nurses|infirmi|lernende|apprent|ft\b|fte\b|vze|etp|",
        r"unterstellte|consultants|berater|qualifizierungs|planer|operators|workers|chauffeur|disponent|kommissionier|",
        r"sachbearbeit|logisti[ck]|magasinier|soignant|laborant|tester|subordonne|teammitglied|team members|installateur|handwerker)"
    );
    let words: Vec<&str> = NUMBERS.iter().map(|(word, _)| *word).collect();
    let count = format!(r"(?:\d+|{})", words.join("|"));
    Regex::new(&format!(
        r"(?:\b(?P<low>{count})\s*(?:-|–|bis|to|a)\s*(?P<high>{count})\s+(?:\w+\s+){{0,2}}?{people}|\b(?P<n>{count})\+?\s+(?:\w+\s+){{0,2}}?{people}|(?:team|equipe|gruppe|groupe)\s+(?:of|de|von|d'au moins|d'environ|mit|with)\s+(?:\w+\s+){{0,2}}?(?P<team>\d+)|(?P<er>\d+)er[- ]?(?:team|gruppe)|(?P<koepfig>\w+)kopfige)"
    ))
    .expect("well-formed")
});

/// The number of people that a text counts; the greatest where there are several, the upper of a range.
pub(crate) fn people(folded: &str) -> Option<u32> {
    PEOPLE
        .captures_iter(folded)
        .filter_map(|hit| {
            let of = |name: &str| hit.name(name).and_then(|found| number(found.as_str()));
            match (of("low"), of("high")) {
                (Some(low), Some(high)) if low <= high => Some(high),
                _ => ["n", "team", "er", "koepfig"].iter().find_map(|name| of(name)),
            }
        })
        .filter(|n| (1..=5_000).contains(n))
        .max()
}

/// The people asked for: the lower of a range.
pub(super) fn people_asked(folded: &str) -> Option<u32> {
    let hit = PEOPLE.captures(folded)?;
    let of = |name: &str| hit.name(name).and_then(|found| number(found.as_str()));
    of("low").filter(|_| of("high").is_some()).or_else(|| people(folded))
}

static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    let unit = r"(?P<unit>mio\.?|mill?ionen|millions?|m(?:io|ln)?\b|k\b|tausend|thousand|mds?\b|mrd\.?|milliarden?)?";
    let number = r"(?P<n>\d{1,3}(?:[' .’,\u{a0}\u{202f}]\d{3})+|\d+(?:[.,]\d+)?)";
    let currency = r"(?:chf|eur|euros?|gbp|usd|fr\.|sfr\.?|€|£|\$|francs?|franken)";
    Regex::new(&format!(r"(?i)(?:{currency}\s*{number}\s*(?:(?:-|–|bis|to|à|a)\s*(?P<m>\d+(?:[.,]\d+)?)\s*)?{unit})"))
        .expect("well-formed")
});
static MONEY_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?P<n>\d{1,3}(?:[' .’,\u{a0}\u{202f}]\d{3})+|\d+(?:[.,]\d+)?)\s*(?P<unit>mio\.?|mill?ionen|millions?|mrd\.?|milliarden?)?\s*",
        r"(?:de\s+)?(?:chf|eur\b|euros?|gbp|usd|fr\.|€|£|\$|francs?|franken)"
    ))
    .expect("well-formed")
});

/// The greatest sum that a text names, in whole units of its currency.
pub(crate) fn money(text: &str) -> Option<u64> {
    let sums = |pattern: &Regex| -> Vec<u64> {
        pattern
            .captures_iter(text)
            .filter_map(|hit| {
                let factor = match fold(hit.name("unit").map_or("", |unit| unit.as_str())).as_str() {
                    "" => 1.0,
                    "k" | "tausend" | "thousand" => 1e3,
                    unit if unit.starts_with("md") || unit.starts_with("mrd") || unit.starts_with("milliard") => 1e9,
                    _ => 1e6,
                };
                let figure = hit.name("m").or_else(|| hit.name("n"))?.as_str();
                amount(figure).map(|value| (value * factor).round() as u64)
            })
            .collect()
    };
    sums(&MONEY).into_iter().chain(sums(&MONEY_BEHIND)).filter(|sum| *sum >= 1_000).max()
}

/// `3,5`, `1'000'000`, `650,000`.
fn amount(text: &str) -> Option<f64> {
    let thousands = text.split(['\'', '’', ' ', '.', ',', '\u{a0}', '\u{202f}']).skip(1).all(|group| group.len() == 3);
    let has_signs = text.contains(|c: char| !c.is_ascii_digit());
    if has_signs && thousands {
        return text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
    }
    text.replace(',', ".").parse().ok()
}

/// The day until which somebody must be free.
pub(super) fn until(text: &str) -> Option<PartialDate> {
    dates::periods(text).into_iter().find_map(|period| period.start)
}

static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<n>\w+)\s*(?:-|–)?\s*(?P<unit>monat|month|mois|woche|week|semaine|jour|tag|day)")
        .expect("well-formed")
});

/// A notice period in months, weeks rounded up.
pub(crate) fn notice(folded: &str) -> Option<u32> {
    NOTICE.captures_iter(folded).find_map(|hit| {
        let count = number(&hit["n"])?;
        Some(match &hit["unit"] {
            "monat" | "month" | "mois" => count,
            "woche" | "week" | "semaine" => count.div_ceil(4),
            _ => count.div_ceil(30),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_asked_for() {
        for (text, months) in [
            ("Mindestens fünf Jahre", 60),
            ("5+ years of Java", 60),
            ("3-5 Jahre Erfahrung", 36),
            ("Mehrjährige Erfahrung in SAP", 36),
            ("dix ans d'expérience", 120),
            ("au moins 3 ans au cours des 6 dernières années", 36),
            ("at least 3 of the last 5 years in pharma", 36),
        ] {
            assert_eq!(years(&fold(text)), Some(months), "{text}");
        }
        assert_eq!(years(&fold("Erfahrung mit Java")), None);
        assert_eq!(years(&fold("Projekte in den letzten 5 Jahren")), None);
        assert_eq!(recency(&fold("au cours des 6 dernières années")), Some(72));
        assert_eq!(recency(&fold("in den letzten 24 Monaten")), Some(24));
    }

    #[test]
    fn people_and_sums() {
        for (text, count) in [
            ("Führung von 14 Mitarbeitenden", Some(14)),
            ("équipe de 5 collaborateurs", Some(5)),
            ("Head a matrix team of 12", Some(12)),
            ("Führung von 3 bis 5 Monteuren", Some(5)),
            ("Supervision of three accountants", Some(3)),
            ("une équipe d'au moins 10 personnes", Some(10)),
            ("fachliche Führung von 5 externen Qualifizierungsingenieuren", Some(5)),
            ("Station mit 24 Betten", None),
        ] {
            assert_eq!(people(&fold(text)), count, "{text}");
        }
        for (text, sum) in [
            ("budgets of CHF 5 million or more", Some(5_000_000)),
            ("Teilbudget CHF 0,8 Mio.", Some(800_000)),
            ("budget CHF 650,000", Some(650_000)),
            ("CHF 5 to 18 million", Some(18_000_000)),
            ("budget d'au moins 1 million de francs", Some(1_000_000)),
            ("Sachaufwand CHF 650'000 pro Jahr", Some(650_000)),
            ("180 collaborateurs", None),
        ] {
            assert_eq!(money(text), sum, "{text}");
        }
    }
}
