//! The audit of fairness: attributes of the person that a profile must not ask about are swapped in the record, and verdicts
//! and score are compared. Where a profile lawfully asks for citizenship or a permit, those criteria may move.

use super::{AssessOptions, assess};
use crate::records::Cv;
use crate::records::job::{JobProfile, Kind};
use crate::records::matching::Verdict;
use crate::understand::{Lexicon, lexicon};
use serde::Serialize;
use serde_json::Value;

/// What is swapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Swap {
    /// Another name.
    Name,
    /// Words and endings of the other gender.
    Gender,
    /// Thirty years older, everywhere it is printed.
    BirthDate,
    /// Another nationality.
    Nationality,
    /// A photo where there was none, or none where there was one.
    Photo,
}

/// All swaps.
pub const SWAPS: [Swap; 5] = [Swap::Name, Swap::Gender, Swap::BirthDate, Swap::Nationality, Swap::Photo];

/// A verdict that moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// What was swapped.
    pub swap: Swap,
    /// Criterion id; `score` where only the score moved.
    pub criterion: String,
    /// Verdict before.
    pub before: Option<Verdict>,
    /// Verdict after.
    pub after: Option<Verdict>,
    /// Whether the profile lawfully asks for it.
    pub lawful: bool,
}

/// What moves when attributes of a candidate are swapped; empty where nothing does.
pub fn audit(cv: &Cv, job: &JobProfile, concepts: &Lexicon, options: &AssessOptions) -> Vec<Moved> {
    let before = assess(cv, job, concepts, options);
    let mut moved = Vec::new();
    for swap in SWAPS {
        let after = assess(&swapped(cv, swap), job, concepts, options);
        let mut lawful_moved = false;
        for (old, new) in before.criteria.iter().zip(&after.criteria).filter(|(old, new)| old.verdict != new.verdict) {
            let asks = job.criteria.iter().filter(|criterion| criterion.id == old.id).any(|criterion| {
                criterion.parts.iter().any(|part| matches!(part.kind, Kind::Citizenship | Kind::Permit))
            });
            let lawful = swap == Swap::Nationality && asks;
            lawful_moved |= lawful;
            let (before, after) = (Some(old.verdict), Some(new.verdict));
            moved.push(Moved { swap, criterion: old.id.clone(), before, after, lawful });
        }
        if moved.iter().all(|one| one.swap != swap) && before.score != after.score && !lawful_moved {
            moved.push(Moved { swap, criterion: "score".into(), before: None, after: None, lawful: false });
        }
    }
    moved
}

/// The record of a person who differs in one attribute.
pub fn swapped(cv: &Cv, swap: Swap) -> Cv {
    match swap {
        Swap::Name => renamed(cv),
        Swap::Gender => {
            let language = cv.x.language.clone();
            everywhere(cv, &|text| other_gender(text, language.as_deref()))
        }
        Swap::BirthDate => older(cv),
        Swap::Nationality => foreign(cv),
        Swap::Photo => {
            let mut cv = cv.clone();
            if cv.basics.extra.remove("image").is_none() {
                cv.basics.extra.insert("image".into(), "photo.jpg".into());
            }
            cv
        }
    }
}

/// Members that hold names of the record's own, not words of the CV.
const NOT_WORDS: [&str; 9] = ["id", "schema", "concept", "category", "section", "part", "document", "entry", "setBy"];

/// A change of every printed text of a record.
fn everywhere(cv: &Cv, change: &dyn Fn(&str) -> String) -> Cv {
    fn walk(value: &mut Value, change: &dyn Fn(&str) -> String) {
        match value {
            Value::String(text) => *text = change(text),
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, change)),
            Value::Object(members) => members
                .iter_mut()
                .filter(|(name, _)| !NOT_WORDS.contains(&name.as_str()))
                .for_each(|(_, member)| walk(member, change)),
            _ => {}
        }
    }
    let Ok(mut value) = serde_json::to_value(cv) else { return cv.clone() };
    walk(&mut value, change);
    serde_json::from_value(value).unwrap_or_else(|_| cv.clone())
}

/// Lines about the person: where a name or a birth date stands.
fn is_about_person(section: &str) -> bool {
    matches!(section, "lead" | "contact" | "personal" | "heading")
}

const OTHER_NAME: [&str; 2] = ["Alexis", "Okonkwo-Novák"];

fn renamed(cv: &Cv) -> Cv {
    let mut cv = cv.clone();
    let old = cv.basics.name.replace(OTHER_NAME.join(" "));
    let words: Vec<String> = old.iter().flat_map(|name| name.split_whitespace()).map(str::to_owned).collect();
    let rename = |text: &str| -> String {
        words.iter().enumerate().fold(text.to_owned(), |text, (at, word)| {
            if word.chars().count() > 2 { text.replace(word.as_str(), OTHER_NAME[at.min(1)]) } else { text }
        })
    };
    for line in cv.x.text.iter_mut().filter(|line| is_about_person(&line.section)) {
        line.text = rename(&line.text);
    }
    cv.basics.email = cv.basics.email.as_ref().map(|_| "someone@example.org".to_owned());
    cv
}

/// Pairs of words of either gender.
const WORDS: [(&str, &str); 14] = [
    ("Herr", "Frau"),
    ("er", "sie"),
    ("Mr", "Ms"),
    ("he", "she"),
    ("his", "her"),
    ("Monsieur", "Madame"),
    ("marié", "mariée"),
    ("né", "née"),
    ("diplômé", "diplômée"),
    ("Pflegefachmann", "Pflegefachfrau"),
    ("Kaufmann", "Kauffrau"),
    ("Fachmann", "Fachfrau"),
    ("Krankenpfleger", "Krankenschwester"),
    ("salesman", "saleswoman"),
];
/// French endings of functions.
const ENDINGS: [(&str, &str); 5] =
    [("teur", "trice"), ("ier", "ière"), ("ien", "ienne"), ("seur", "seuse"), ("ant", "ante")];

fn other_gender(text: &str, language: Option<&str>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        out.push_str(&other_word(word, language).unwrap_or_else(|| word.to_owned()));
        out.push_str(&piece[word.len()..]);
    }
    out
}

fn other_word(word: &str, language: Option<&str>) -> Option<String> {
    let pair = WORDS.iter().find_map(|(a, b)| match word {
        word if word == *a => Some(*b),
        word if word == *b => Some(*a),
        _ => None,
    });
    if let Some(other) = pair {
        return Some(other.to_owned());
    }
    let is_function = |word: &str| lexicon::role_score(word) > 0;
    match language {
        Some("de") => {
            let male = word.strip_suffix("in").filter(|male| {
                ["er", "or", "eur", "ist", "ent", "ant", "at", "og"].iter().any(|end| male.ends_with(end))
            });
            match male {
                Some(male) if is_function(word) => Some(male.to_owned()),
                _ if ["er", "or", "eur", "ist", "ent"].iter().any(|end| word.ends_with(end)) && is_function(word) => {
                    Some(format!("{word}in"))
                }
                _ => None,
            }
        }
        Some("fr") if is_function(word) => ENDINGS.iter().find_map(|(male, female)| {
            word.strip_suffix(female)
                .map(|stem| format!("{stem}{male}"))
                .or_else(|| word.strip_suffix(male).map(|stem| format!("{stem}{female}")))
        }),
        _ => None,
    }
}

fn older(cv: &Cv) -> Cv {
    let mut cv = cv.clone();
    let Some(date) = cv.x.birth_date else {
        cv.x.birth_date = "1961-05-04".parse().ok();
        return cv;
    };
    let (year, other) = (date.year_number().to_string(), (date.year_number() - 30).to_string());
    cv.x.birth_date = date.to_string().replace(&year, &other).parse().ok();
    for line in cv.x.text.iter_mut().filter(|line| is_about_person(&line.section)) {
        line.text = line.text.replace(&year, &other);
    }
    cv
}

fn foreign(cv: &Cv) -> Cv {
    let mut cv = cv.clone();
    let other = "Philippine";
    let Some(printed) = cv.x.nationality.replace(other.to_owned()) else { return cv };
    for line in cv.x.text.iter_mut().filter(|line| is_about_person(&line.section) || line.section == "other") {
        line.text = line.text.replace(&printed, other);
    }
    if let Some(source) = cv.x.sources.get_mut("x-dossier/nationality") {
        other.clone_into(&mut source.quote);
    }
    cv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_their_gender() {
        let de = |text: &str| other_gender(text, Some("de"));
        assert_eq!(de("Projektleiterin, Frau"), "Projektleiter, Herr");
        assert_eq!(de("Softwareentwickler in Bern"), "Softwareentwicklerin in Bern");
        assert_eq!(other_gender("Directrice financière", Some("fr")), "Directeur financière");
        assert_eq!(other_gender("Project manager, she leads", Some("en")), "Project manager, he leads");
    }
}
