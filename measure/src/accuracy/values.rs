//! When a value that was read counts as the value of the truth: texts up to spelling, dates up to what the file shows,
//! phones by their last digits, towns and languages by their names in three languages.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, umlauts spelt out.
pub fn fold(text: &str) -> String {
    let mut spelt = String::new();
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            'ä' => spelt.push_str("ae"),
            'ö' => spelt.push_str("oe"),
            'ü' => spelt.push_str("ue"),
            'ß' => spelt.push_str("ss"),
            'œ' => spelt.push_str("oe"),
            'æ' => spelt.push_str("ae"),
            'ł' => spelt.push('l'),
            'ø' => spelt.push('o'),
            'đ' => spelt.push('d'),
            'ı' => spelt.push('i'),
            c => spelt.push(c),
        }
    }
    spelt.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Words of letters, digits, `+` and `#` with one blank between them.
pub fn norm(text: &str) -> String {
    let folded = fold(text).replace('&', " and ");
    let kept: String =
        folded.chars().map(|c| if c.is_alphanumeric() || matches!(c, '+' | '#') { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits only.
pub fn squash(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Similarity of two texts, 0 to 100.
pub fn ratio(a: &str, b: &str) -> f64 {
    100.0 * rapidfuzz::fuzz::ratio(a.chars(), b.chars())
}

fn sorted(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// The same whatever the order of words.
pub fn token_sort(a: &str, b: &str) -> f64 {
    ratio(&sorted(a), &sorted(b))
}

/// The same, where one text may have words that the other lacks.
pub fn token_set(a: &str, b: &str) -> f64 {
    let (left, right): (BTreeSet<&str>, BTreeSet<&str>) =
        (a.split_whitespace().collect(), b.split_whitespace().collect());
    let join = |words: &mut dyn Iterator<Item = &&str>| words.copied().collect::<Vec<_>>().join(" ");
    let both = join(&mut left.intersection(&right));
    if both.is_empty() {
        return token_sort(a, b);
    }
    let with = |rest: String| format!("{both} {rest}").trim().to_owned();
    let (one, other) = (with(join(&mut left.difference(&right))), with(join(&mut right.difference(&left))));
    ratio(&both, &one).max(ratio(&both, &other)).max(ratio(&one, &other))
}

/// Same text up to spelling, word order and a moderate surplus or omission.
pub fn alike(read: &str, truth: &str, threshold: f64, cover: f64) -> bool {
    let (a, b) = (norm(read), norm(truth));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b || squash(read) == squash(truth) || ratio(&a, &b).max(token_sort(&a, &b)) >= threshold {
        return true;
    }
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    short as f64 >= cover * long as f64 && token_set(&a, &b) >= 92.0
}

/// Employer, function, school: 85 % similar, or contained with at least 60 % of the length.
pub fn same(read: &str, truth: &str) -> bool {
    alike(read, truth, 85.0, 0.6)
}

/// Similarity for pairing entries, 0 to 1.
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (norm(a), norm(b));
    if a.is_empty() || b.is_empty() { 0.0 } else { token_sort(&a, &b).max(0.95 * token_set(&a, &b)) / 100.0 }
}

/// A date as far as it is told, or that it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Present,
    At(i32, Option<u32>),
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub fn date(text: &str) -> Option<When> {
    let mut parts = text.trim().split('-');
    let year = parts.next()?;
    if year.len() != 4 {
        return matches!(norm(text).as_str(), "present" | "heute" | "aujourd hui").then_some(When::Present);
    }
    let month = parts.next().and_then(|month| month.parse().ok()).filter(|month| (1..=12).contains(month));
    Some(When::At(year.parse().ok()?, month))
}

/// Whether a date was read right at the granularity that the file shows.
pub fn same_date(read: Option<When>, truth: Option<When>) -> bool {
    match (read, truth) {
        (Some(When::Present), Some(When::Present)) => true,
        (Some(When::At(year, month)), Some(When::At(true_year, true_month))) => {
            year == true_year && (true_month.is_none() || month == true_month)
        }
        _ => false,
    }
}

pub fn same_email(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    plain(a) == plain(b)
}

/// The last eight digits decide.
pub fn same_phone(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect::<String>();
    let (a, b) = (digits(a), digits(b));
    a.len() >= 8 && b.len() >= 8 && a[a.len() - 8..] == b[b.len() - 8..] && a.len().abs_diff(b.len()) <= 4
}

/// Words in any order, titles left out.
pub fn same_name(a: &str, b: &str) -> bool {
    let words = |text: &str| -> String {
        let text = norm(text);
        let words = text.split_whitespace().filter(|word| {
            !["dr", "prof", "dipl", "ing", "mr", "mrs", "ms", "herr", "frau", "m", "mme"].contains(word)
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && token_sort(&a, &b) >= 92.0
}

/// Towns that have several names.
const TOWNS: [&[&str]; 18] = [
    &["zurich", "zuerich"],
    &["geneva", "geneve", "genf"],
    &["basel", "basle", "bale"],
    &["bern", "berne"],
    &["lucerne", "luzern"],
    &["munich", "muenchen"],
    &["st gallen", "saint gall", "sankt gallen"],
    &["fribourg", "freiburg"],
    &["cologne", "koeln"],
    &["biel", "bienne"],
    &["neuchatel", "neuenburg"],
    &["vienna", "wien", "vienne"],
    &["strasbourg", "strassburg"],
    &["sion", "sitten"],
    &["solothurn", "soleure"],
    &["nuremberg", "nuernberg"],
    &["hanover", "hannover"],
    &["brussels", "bruessel", "bruxelles"],
];

pub fn same_town(read: &str, truth: &str) -> bool {
    let (a, b) = (norm(read), norm(truth));
    let within = |name: &str| format!(" {a} ").contains(&format!(" {name} "));
    if a.is_empty() {
        return false;
    }
    TOWNS.iter().any(|names| names.contains(&b.as_str()) && names.iter().any(|name| within(name)))
        || within(&b)
        || ratio(&a, &b) >= 90.0
}

/// The ISO code of a language, or its folded name.
pub fn language(text: &str) -> String {
    let folded = norm(text);
    for word in folded.split_whitespace().chain([folded.as_str()]) {
        if let Some(code) = LANGUAGES.iter().find_map(|(code, names)| names.contains(&word).then_some(*code)) {
            return code.to_owned();
        }
    }
    folded
}

const LANGUAGES: [(&str, &[&str]); 40] = [
    ("de", &["deutsch", "german", "allemand", "hochdeutsch"]),
    ("en", &["englisch", "english", "anglais"]),
    ("fr", &["franzoesisch", "french", "francais"]),
    ("it", &["italienisch", "italian", "italien"]),
    ("es", &["spanisch", "spanish", "espagnol"]),
    ("pt", &["portugiesisch", "portuguese", "portugais"]),
    ("tr", &["tuerkisch", "turkish", "turc"]),
    ("ru", &["russisch", "russian", "russe"]),
    ("pl", &["polnisch", "polish", "polonais"]),
    ("ar", &["arabisch", "arabic", "arabe"]),
    ("ta", &["tamil", "tamilisch", "tamoul"]),
    ("zh", &["mandarin", "chinesisch", "chinese", "chinois"]),
    ("ga", &["irish", "irisch", "irlandais", "gaelic"]),
    ("gsw", &["schweizerdeutsch"]),
    ("nl", &["niederlaendisch", "dutch", "neerlandais"]),
    ("hi", &["hindi"]),
    ("sv", &["schwedisch", "swedish", "suedois"]),
    ("cy", &["welsh", "walisisch", "gallois"]),
    ("no", &["norwegisch", "norwegian", "norvegien"]),
    ("da", &["daenisch", "danish", "danois"]),
    ("fi", &["finnisch", "finnish", "finnois"]),
    ("cs", &["tschechisch", "czech", "tcheque"]),
    ("sk", &["slowakisch", "slovak", "slovaque"]),
    ("hu", &["ungarisch", "hungarian", "hongrois"]),
    ("ro", &["rumaenisch", "romanian", "roumain"]),
    ("bg", &["bulgarisch", "bulgarian", "bulgare"]),
    ("el", &["griechisch", "greek", "grec"]),
    ("uk", &["ukrainisch", "ukrainian", "ukrainien"]),
    ("sr", &["serbisch", "serbian", "serbe"]),
    ("hr", &["kroatisch", "croatian", "croate"]),
    ("bs", &["bosnisch", "bosnian", "bosniaque"]),
    ("sq", &["albanisch", "albanian", "albanais"]),
    ("fa", &["persisch", "farsi", "persian", "persan", "dari"]),
    ("ku", &["kurdisch", "kurdish", "kurde"]),
    ("ur", &["urdu", "ourdou"]),
    ("ja", &["japanisch", "japanese", "japonais"]),
    ("ko", &["koreanisch", "korean", "coreen"]),
    ("vi", &["vietnamesisch", "vietnamese", "vietnamien"]),
    ("ti", &["tigrinya"]),
    ("rm", &["raetoromanisch", "romansh", "romanche"]),
];

const LEVELS: [&str; 7] = ["A1", "A2", "B1", "B2", "C1", "C2", "native"];

/// Level words from strong to weak; the first that occurs decides.
const LEVEL_WORDS: [(&[&str], &str); 5] = [
    (&["mutterspr", "native", "maternelle", "mother tongue", "bilingu", "zweisprachig", "erstsprache"], "native"),
    (
        &[
            "verhandlung", "fliess", "fluent", "courant", "business", "stilsicher", "full professional", "sehr gut",
            "very good", "tres bon", "excellent", "ausgezeichnet",
        ],
        "C1",
    ),
    (&["professional", "gut", "good", "bon", "upper", "advanced", "fortgeschritten", "avance"], "B2"),
    (&["conversation", "konversation", "intermediate", "intermediaire", "mittel", "limited"], "B1"),
    (&["grundk", "basic", "notions", "elementary", "scolaire", "schul", "base", "anfaenger", "debutant"], "A2"),
];

/// A level in letters or words.
pub fn level(text: &str) -> Option<&'static str> {
    let folded = norm(text);
    let letters = folded.split_whitespace().find_map(|word| LEVELS[..6].iter().find(|level| fold(level) == word));
    let words = || LEVEL_WORDS.iter().find(|(words, _)| words.iter().any(|word| folded.contains(word)));
    letters.copied().or_else(|| words().map(|(_, level)| *level))
}

/// Exact where the file prints a level of the European framework, one step off where it prints words.
pub fn same_level(read: &str, truth: &str, printed: &str) -> bool {
    let Some(read) = level(read) else { return false };
    if read == truth {
        return true;
    }
    let in_letters = ["A1", "A2", "B1", "B2", "C1", "C2"].iter().any(|level| printed.contains(level));
    let rank = |level: &str| LEVELS.iter().position(|known| *known == level);
    !in_letters
        && truth != "native"
        && read != "native"
        && matches!((rank(read), rank(truth)), (Some(a), Some(b)) if a.abs_diff(b) <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_up_to_spelling_and_surplus() {
        assert!(same("Müller AG", "Mueller AG") && same("AG Müller", "Müller AG"));
        assert!(same("Kantonsspital Seetal, Chirurgie", "Kantonsspital Seetal"));
        assert!(!same("Kantonsspital", "Stiftung Lindenhof") && !same("", "x"));
        assert!(same_name("Dr. Anna von Allmen", "von Allmen Anna") && !same_name("Anna", "Beat"));
        assert!(same_phone("+41 (0)79 555 48 20", "079 555 48 20"));
        assert!(
            same_town("5000 Aarau, Schweiz", "Aarau") && same_town("Genf", "Genève") && !same_town("Bernau", "Bern")
        );
    }

    #[test]
    fn dates_and_levels_at_the_granularity_shown() {
        assert!(same_date(date("2019-03"), date("2019")) && !same_date(date("2019"), date("2019-03")));
        assert!(same_date(date("present"), Some(When::Present)) && !same_date(None, date("2019")));
        assert!(same_level("verhandlungssicher", "C1", "verhandlungssicher") && same_level("gut", "C1", "sehr gut"));
        assert!(!same_level("B2", "C1", "C1") && !same_level("native", "C2", "words"));
        assert_eq!((language("Français"), language("Klingonisch")), ("fr".into(), "klingonisch".into()));
    }
}
