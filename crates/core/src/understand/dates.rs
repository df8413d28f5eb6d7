//! Dates and periods as CVs print them, in German, English and French. A bare year stays a bare year.

use super::fold::fold;
use super::piece::Piece;
use crate::time::PartialDate;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// How a period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// At a printed date.
    At(PartialDate),
    /// It goes on, in words.
    Current,
    /// Nothing is said.
    Unknown,
}

/// A period found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub start: Option<PartialDate>,
    pub end: End,
    /// Byte range in the text it was found in.
    pub from: usize,
    pub to: usize,
}

const MONTHS: &[(&str, i8)] = &[
    ("januar", 1),
    ("january", 1),
    ("janvier", 1),
    ("janner", 1),
    ("janv", 1),
    ("jan", 1),
    ("februar", 2),
    ("february", 2),
    ("fevrier", 2),
    ("fevr", 2),
    ("feb", 2),
    ("fev", 2),
    ("marz", 3),
    ("maerz", 3),
    ("march", 3),
    ("mars", 3),
    ("mrz", 3),
    ("mar", 3),
    ("april", 4),
    ("avril", 4),
    ("apr", 4),
    ("avr", 4),
    ("mai", 5),
    ("may", 5),
    ("juni", 6),
    ("june", 6),
    ("juin", 6),
    ("jun", 6),
    ("juillet", 7),
    ("juli", 7),
    ("july", 7),
    ("juil", 7),
    ("jul", 7),
    ("august", 8),
    ("aout", 8),
    ("aug", 8),
    ("aou", 8),
    ("septembre", 9),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("octobre", 10),
    ("oktober", 10),
    ("october", 10),
    ("okt", 10),
    ("oct", 10),
    ("novembre", 11),
    ("november", 11),
    ("nov", 11),
    ("dezember", 12),
    ("december", 12),
    ("decembre", 12),
    ("dez", 12),
    ("dec", 12),
];

const MONTH: &str = r"(?:januar|jänner|january|janvier|janv|jan|februar|february|février|fevrier|févr|fevr|feb|fév|fev|märz|maerz|march|mars|mrz|mär|mar|april|avril|apr|avr|mai|may|juni|june|juin|jun|juillet|juli|july|juil|jul|august|août|aout|aoû|aug|septembre|september|sept|sep|octobre|oktober|october|okt|oct|novembre|november|nov|dezember|december|décembre|decembre|dez|déc|dec)";
const PRESENT: &str = r"(?:bis\s+heute|heute|bis\s+dato|dato|bis\s+jetzt|jetzt|gegenwärtig|aktuell|laufend|present|presently|current|currently|now|today|to\s+date|ongoing|till\s+date|(?:à\s+|a\s+)?ce\s+jour|jusqu['’]à\s+(?:ce\s+jour|présent|aujourd['’]hui)|aujourd['’]hui|maintenant|actuel(?:lement)?|présent|en\s+cours|date)";

fn date_pattern() -> String {
    // Longest forms first. The second alternative of a year takes two digits only after a month.
    [
        r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d{2}",
        r"\d{1,2}/\d{1,2}/(?:19|20)\d{2}",
        r"(?:19|20)\d{2}-\d{2}-\d{2}",
        &format!(r"(?:\d{{1,2}}(?:\.|er|st|nd|rd|th)?\s+)?{MONTH}\.?,?\s*(?:(?:19|20)\d{{2}}|['’]?\d{{2}}\b)"),
        &format!(r"{MONTH}\s+\d{{1,2}},\s+(?:19|20)\d{{2}}"),
        r"(?:0?[1-9]|1[0-2])\s?[./-]\s?(?:19|20)\d{2}",
        r"(?:19|20)\d{2}\s?[./-]\s?(?:0[1-9]|1[0-2])\b",
        r"(?:0[1-9]|1[0-2])[./'’]\d{2}\b",
        r"(?:19|20)\d{2}",
    ]
    .join("|")
}

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let date = date_pattern();
    let dash = r"\s*(?:-|–|—|‒|−|→|~|\bbis\b|\bto\b|\buntil\b|\btill\b|\bà\b|\bau\b|\ba\b|\bjusqu['’](?:en|à|au)\b)\s*";
    let text = format!(
        r"(?ix)
        (?:\b(?P<since>seit|since|depuis|ab|dès|as\s+of|from|von|vom|de|du)\s+(?:le\s+|dem\s+)?)?
        (?P<start>{date_x})
        (?:{dash}(?:(?P<end>{date_x})|(?P<present>{present})\b|(?P<short>['’]?\d{{2}})(?:$|[\s,;|)]))|(?P<open>\s*(?:→|ff\.?|\+)))?
        ",
        date_x = escape_blanks(&date),
        dash = escape_blanks(dash),
        present = escape_blanks(PRESENT),
    );
    Regex::new(&text).expect("the pattern is well-formed")
});
static ONE_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r"(?i)\b(?P<start>{MONTH}\.?)\s*(?:-|–|—|bis|to|à)\s*(?P<end>{MONTH}\.?\s+(?:19|20)\d{{2}})");
    Regex::new(&pattern).expect("the pattern is well-formed")
});
static SHORT_YEARS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)(?:^|[\s(])(?P<all>['’](?P<start>\d{{2}})\s*[-–—]\s*(?:['’]?(?P<end>\d{{2}})|(?P<present>{PRESENT})))(?:$|[\s,;|)])"
    );
    Regex::new(&pattern).expect("the pattern is well-formed")
});
static SINGLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?i)^(?:{})$", date_pattern())).expect("the pattern is well-formed"));
static PRESENT_ONLY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^(?:[-–—]\s*)?{PRESENT}\.?$")).expect("the pattern is well-formed"));
static OPEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*[-–—]\s*$").expect("the pattern is well-formed"));

/// In verbose mode blanks are ignored; classes of blanks must stay.
fn escape_blanks(pattern: &str) -> String {
    pattern.replace('#', r"\#")
}

/// All periods and single dates in a text, from left to right.
pub(crate) fn periods(text: &str) -> Vec<Period> {
    let mut found: Vec<Period> = PERIOD.captures_iter(text).filter_map(|found| period(text, &found)).collect();
    // "'17 – '21": years of two digits, told by their apostrophe.
    if let Some(hit) = SHORT_YEARS.captures(text)
        && let (Some(whole), Some(start)) = (hit.name("all"), hit.name("start"))
        && let Some(start) = start.as_str().parse().ok().and_then(|year| PartialDate::year(full_year(year, 2)))
    {
        let year = hit
            .name("end")
            .and_then(|end| end.as_str().parse().ok())
            .and_then(|year| PartialDate::year(full_year(year, 2)));
        let end = year.filter(|end| *end >= start).map_or(End::Current, End::At);
        if year.is_none() || end != End::Current {
            found.retain(|period| period.to <= whole.start() || period.from >= whole.end());
            found.push(Period { start: Some(start), end, from: whole.start(), to: whole.end() });
        }
    }
    // "Februar bis August 2016": the year stands once, behind the second month.
    if let Some(hit) = ONE_YEAR.captures(text)
        && let (Some(whole), Some(start), Some(end)) = (hit.get(0), hit.name("start"), hit.name("end"))
        && let Some(end) = single(end.as_str())
        && let Some(start) = single(&format!("{} {}", start.as_str(), end.year_number())).filter(|start| *start <= end)
    {
        found.retain(|period| period.to <= whole.start() || period.from >= whole.end());
        found.push(Period { start: Some(start), end: End::At(end), from: whole.start(), to: whole.end() });
        found.sort_by_key(|period| period.from);
    }
    found
}

fn period(text: &str, found: &Captures<'_>) -> Option<Period> {
    let whole = found.get(0)?;
    let start = found.name("start")?;
    // A number inside a longer number or word is not a date.
    let before = text[..start.start()].chars().last();
    let stop = found.name("short").map_or(whole.end(), |short| short.end());
    let after = text[stop..].chars().next();
    if before.is_some_and(|c| c.is_alphanumeric() || c == '/') || after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    if after == Some('%')
        || text[whole.end()..].trim_start().starts_with('%')
            && start.as_str().len() <= 4
            && !start.as_str().starts_with(['1', '2'])
    {
        return None;
    }
    let date = single(start.as_str())?;
    let since = found.name("since").map(|since| fold(since.as_str()));
    let open = found.name("open").is_some();
    if let Some(short) = found.name("short") {
        // "2019 – 20" and "'17 – '21": the century of the start.
        let digits: String = short.as_str().chars().filter(char::is_ascii_digit).collect();
        let year = date.year_number() / 100 * 100 + digits.parse::<i16>().ok()?;
        let end =
            PartialDate::year(year).filter(|end| *end >= PartialDate::year(date.year_number()).unwrap_or(*end))?;
        return date.is_year_only().then_some(Period {
            start: Some(date),
            end: End::At(end),
            from: whole.start(),
            to: short.end(),
        });
    }
    let end = match (found.name("end"), found.name("present")) {
        _ if open => End::Current,
        (Some(end), _) => End::At(single(end.as_str())?),
        (None, Some(_)) => End::Current,
        (None, None) => match since.as_deref() {
            Some("seit" | "since" | "depuis" | "ab" | "des") => End::Current,
            _ => End::Unknown,
        },
    };
    if let End::At(end) = end
        && end.last_month() < date.first_month()
    {
        return None;
    }
    Some(Period { start: Some(date), end, from: whole.start(), to: whole.end() })
}

impl Period {
    /// Whether both ends are told (a date, or that it goes on).
    pub fn is_range(&self) -> bool {
        self.start.is_some() && self.end != End::Unknown
    }

    pub fn end_date(&self) -> Option<PartialDate> {
        match self.end {
            End::At(date) => Some(date),
            End::Current | End::Unknown => None,
        }
    }
}

/// A single date of any printed form.
pub(crate) fn single(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_matches(['(', ')', ',', '.']);
    let folded = fold(text);
    let numbers: Vec<&str> = folded.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |at: usize| numbers.get(at).and_then(|digits| digits.parse::<i16>().ok());
    let word: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let word = ["er", "st", "nd", "rd", "th"].iter().fold(word.clone(), |word, ordinal| {
        if MONTHS.iter().any(|(name, _)| word == format!("{ordinal}{name}")) {
            word[ordinal.len()..].to_owned()
        } else {
            word
        }
    });
    if let Some((_, month)) = MONTHS.iter().find(|(name, _)| *name == word) {
        return match numbers.len() {
            1 => PartialDate::month(full_year(number(0)?, numbers[0].len()), *month),
            2 if numbers[0].len() == 4 => None,
            2 => PartialDate::day(number(1)?, *month, i8::try_from(number(0)?).ok()?),
            _ => None,
        };
    }
    if !word.is_empty() {
        return None;
    }
    let small = |at: usize| number(at).and_then(|n| i8::try_from(n).ok());
    match (numbers.len(), numbers.first()?.len()) {
        (3, 4) => PartialDate::day(number(0)?, small(1)?, small(2)?),
        (3, _) => PartialDate::day(number(2)?, small(1)?, small(0)?),
        (2, 4) => PartialDate::month(number(0)?, small(1)?),
        (2, _) => PartialDate::month(full_year(number(1)?, numbers[1].len()), small(0)?),
        (1, 4) => PartialDate::year(number(0)?),
        _ => None,
    }
}

fn full_year(year: i16, digits: usize) -> i16 {
    match (digits, year) {
        (4, year) => year,
        (_, year) if year < 50 => 2000 + year,
        (_, year) => 1900 + year,
    }
}

/// Whether a cell holds nothing but one date, as in a label column.
pub(crate) fn is_single(text: &str) -> Option<PartialDate> {
    let trimmed = text.trim().trim_end_matches(['-', '–', '—']).trim();
    SINGLE.is_match(trimmed).then(|| single(trimmed)).flatten()
}

/// Whether a cell says only that something goes on.
pub(crate) fn is_present(text: &str) -> bool {
    PRESENT_ONLY.is_match(text.trim())
}

/// The text without its period, and what is left of brackets and dashes around it.
pub(crate) fn without(piece: &Piece, period: &Period) -> Vec<Piece> {
    let edges: &[char] = &['|', '·', '•', ',', ';', '–', '—', '-', ':', '/'];
    let mut out = Vec::new();
    for part in [piece.sub(0, period.from), piece.sub(period.to, piece.text.len())] {
        let mut part = part.trim(edges);
        // "(05/2016 – heute)" leaves an open and a closing bracket behind.
        if part.text.ends_with('(') || part.text.starts_with(')') {
            part = part.trim(&['(', ')']).trim(edges);
        }
        if !part.is_empty() && !OPEN.is_match(&part.text) {
            out.push(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> = periods(text)
            .iter()
            .map(|period| {
                let end = match period.end {
                    End::At(date) => date.to_string(),
                    End::Current => "now".into(),
                    End::Unknown => "?".into(),
                };
                format!("{} {end}", period.start.map(|date| date.to_string()).unwrap_or_default())
            })
            .collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }

    #[test]
    fn periods_in_three_languages() {
        check("2020 - heute", "2020 now");
        check("seit 2021", "2021 now");
        check("depuis mars 2019", "2019-03 now");
        check("depuis 04/2019", "2019-04 now");
        check("März 2018 bis Juni 2020", "2018-03 2020-06");
        check("03/19–06/20", "2019-03 2020-06");
        check("Aug. 2011 – April 2016", "2011-08 2016-04");
        check("de 09/2014 à 03/2019", "2014-09 2019-03");
        check("septembre 2020 — à ce jour", "2020-09 now");
        check("Sept 2018 to present", "2018-09 now");
        check("2018-11 — heute", "2018-11 now");
        check("Apr 14 – Dec 15", "2014-04 2015-12");
        check("01.03.2019 - 30.06.2020", "2019-03-01 2020-06-30");
        check("12.05.2020", "2020-05-12 ?");
        check("March 5, 2020", "2020-03 ?".replace("2020-03", "2020-03-05").as_str());
        check("1er mai 2026", "2026-05-01 ?");
        check("1 February 2026", "2026-02-01 ?");
        check("2015 — 2017", "2015 2017");
        check("2019 – 20", "2019 2020");
        check("'17 – '21", "2017 2021");
        check("'21 – date", "2021 now");
        check("08.2019 →", "2019-08 now");
        check("2021 ff.", "2021 now");
        check("2019 – date", "2019 now");
        check("ab 2021", "2021 now");
        check("depuis le 1er mars 2021", "2021-03-01 now");
        check("Februar bis August 2016", "2016-02 2016-08");
        check("Jun 2020 – heute", "2020-06 now");
        check("Avr 2019 – aujourd’hui", "2019-04 now");
        check("Ablösung von 900 Switches, 60–80 %", "");
        check("802.1X und IEC 62304", "");
        check("2019 - 2015", "");
    }

    #[test]
    fn cells_of_a_label_column() {
        assert_eq!(is_single("sept. 2019").map(|date| date.to_string()).as_deref(), Some("2019-09"));
        assert_eq!(is_single("sept. 2019 –").map(|date| date.to_string()).as_deref(), Some("2019-09"));
        assert_eq!(is_single("Abacus 2019"), None);
        assert!(is_present("aujourd'hui") && is_present("– heute") && !is_present("heute in Bern"));
    }
}
