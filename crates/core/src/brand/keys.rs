//! Words on a brand file that does not fit its form: the line, and for a key that nobody knows the one that was probably
//! meant; and the line of a key. Reads no values itself.

/// Letters in which a key may differ from the one that was meant.
const DISTANCE_MAX: usize = 3;

/// What a parser complains of, with the line where it stands and a key that is known.
pub(super) fn explain(toml: &str, error: &toml::de::Error) -> String {
    let line = error.span().map(|span| toml.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
    let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let said = error.message();
    let mut names = said.split('`').skip(1).step_by(2);
    let meant = match (said.starts_with("unknown field"), names.next()) {
        (true, Some(key)) => nearest(key, names),
        _ => None,
    };
    match meant {
        Some((key, known)) => format!("{place}unknown key `{key}`, did you mean `{known}`?"),
        None => format!("{place}{}", said.trim_end()),
    }
}

/// The line from 1 on which a file sets a key, such as `contact.email`; `None` where no line or more than one does. Looks at
/// one line at a time: a key within a table that is written in one line is not found.
pub(super) fn line(toml: &str, key: &str) -> Option<usize> {
    let mut table = String::new();
    let mut found = None;
    for (number, line) in (1..).zip(toml.lines()) {
        let line = line.trim();
        if let Some(head) = line.strip_prefix('[') {
            let name = head.trim_start_matches('[').split(']').next().unwrap_or_default();
            table = name.trim().to_owned();
            continue;
        }
        let Some((name, _)) = line.split_once('=') else { continue };
        let name = name.trim().replace(['"', '\''], "");
        let whole = if table.is_empty() { name } else { format!("{table}.{name}") };
        if whole == key && found.replace(number).is_some() {
            return None;
        }
    }
    found
}

/// The key with the known one that differs least, where that is little.
fn nearest<'a>(key: &'a str, known: impl Iterator<Item = &'a str>) -> Option<(&'a str, &'a str)> {
    let most = DISTANCE_MAX.min(key.chars().count().div_ceil(2));
    known
        .map(|name| (distance(key, name), name))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, name)| (key, name))
}

/// Letters to put in, take out or change (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (number, letter) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = number + 1;
        for (at, with) in other.iter().enumerate() {
            let change = corner + usize::from(letter != *with);
            corner = row[at + 1];
            row[at + 1] = change.min(corner + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::BrandFile;

    #[test]
    fn a_key_that_nobody_knows_is_answered_by_one_that_is_known() {
        for (toml, words) in [
            ("nam = 'x'", "line 1: unknown key `nam`, did you mean `name`?"),
            ("name = 'x'\n[style]\nacent = '#000000'", "line 3: unknown key `acent`, did you mean `accent`?"),
            ("[contact]\nmail = 'x'", "line 2: unknown key `mail`, did you mean `email`?"),
            ("postalcode = '1'", "line 1: unknown key `postalcode`, did you mean `postal_code`?"),
        ] {
            let error = BrandFile::read(toml).expect_err(toml).to_string();
            assert!(error.ends_with(words), "{error}");
        }
        let far = BrandFile::read("[style]\nbackground = 'x'").expect_err("unknown").to_string();
        assert!(far.contains("line 2: unknown field `background`") && far.contains("`accent`"), "{far}");
        let broken = BrandFile::read("name = 'x'\nstreet = ").expect_err("no value").to_string();
        assert!(broken.contains("line 2: "), "{broken}");
    }

    #[test]
    fn a_key_is_found_on_its_line() {
        let toml = "name = 'Desk'\n\n[contact]\nemail = 'x'\n[style]\n\"accent\" = '#000000'\n[[client]]\nname = 'A'\n[[client]]\nname = 'B'";
        for (key, number) in [
            ("name", Some(1)),
            ("contact.email", Some(4)),
            ("style.accent", Some(6)),
            ("email", None),
            ("client.name", None),
        ] {
            assert_eq!(line(toml, key), number, "{key}");
        }
        assert_eq!(line("contact.email = 'x'", "contact.email"), Some(1));
    }

    #[test]
    fn distances_are_letters() {
        for (one, other, letters) in
            [("", "abc", 3), ("name", "name", 0), ("nam", "name", 1), ("lok", "look", 1), ("web", "wbe", 2)]
        {
            assert_eq!(distance(one, other), letters, "{one} {other}");
        }
    }
}
