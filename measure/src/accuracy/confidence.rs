//! Stated confidence beside what was right: by class of values, and as a curve over all values.

use super::cv::same_skill;
use super::cv::{list, text};
use super::values::{
    date, language, same, same_date, same_email, same_level, same_name, same_phone, same_town, squash,
};
use dossier_core::records::Cv;
use dossier_core::understand::{Lexicon, confidence_class};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A value with what was said of it.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    pub class: &'static str,
    pub confidence: u8,
    pub right: bool,
}

/// The measured values of a record.
pub fn stated(cv: &Cv, truth: &Value) -> Vec<Stated> {
    let lexicon = Lexicon::builtin();
    let judged = cv.x.sources.iter().filter_map(|(key, source)| {
        let class = confidence_class(cv, key, &lexicon)?;
        Some(Stated { class, confidence: source.confidence, right: is_right(cv, key, &source.quote, truth)? })
    });
    judged.collect()
}

/// Whether a value is one that the file shows in that field; `None` where the truth does not say.
fn is_right(cv: &Cv, key: &str, quote: &str, truth: &Value) -> Option<bool> {
    let (entry, field) = key.split_once('/')?;
    let any = |pointer: &str, member: &str, same: fn(&str, &str) -> bool| {
        list(truth, pointer).iter().any(|entry| same(quote, text(entry, member)))
    };
    let one = |pointer: &str, same: fn(&str, &str) -> bool| {
        let shown = text(truth, pointer);
        !shown.is_empty() && same(quote, shown)
    };
    let work = || cv.work.iter().find(|work| work.id == entry);
    let dated = |member: &str, read: Option<String>| {
        let read = read.as_deref().and_then(date);
        list(truth, "/work").iter().any(|entry| same_date(read, date(text(entry, member))))
    };
    Some(match (entry.trim_end_matches(|c: char| c.is_ascii_digit()), field) {
        ("basics", "name") => one("/basics/name", same_name),
        ("basics", "email") => one("/basics/email", same_email),
        ("basics", "phone") => one("/basics/phone", same_phone),
        ("basics", "location.city") => one("/basics/location/city", same_town),
        ("w", "name") => any("/work", "/name", same),
        ("w", "position") => any("/work", "/position", same),
        ("w", "startDate") => dated("/startDate", work()?.start_date.map(|date| date.to_string())),
        ("w", "endDate") => match work()?.end_date {
            Some(end) => dated("/endDate", Some(end.to_string())),
            None => list(truth, "/work").iter().any(|entry| entry["x_current"] == true),
        },
        ("e", "institution") => any("/education", "/institution", same),
        ("e", "studyType") => list(truth, "/education").iter().any(|entry| {
            let whole = format!("{} {}", text(entry, "/studyType"), text(entry, "/area"));
            same(quote, text(entry, "/studyType")) || same(quote, &whole)
        }),
        ("s", _) => list(truth, "/skills")
            .iter()
            .flat_map(|group| list(group, "/keywords"))
            .filter_map(Value::as_str)
            .any(|shown| squash(shown) == squash(quote) || same_skill(quote, shown)),
        ("l", "language") => any("/languages", "/language", |read, shown| language(read) == language(shown)),
        ("l", "fluency") => {
            let read = cv.languages.iter().find(|language| language.id == entry)?;
            let name = read.language.as_deref()?;
            let shown =
                list(truth, "/languages").iter().find(|shown| language(text(shown, "/language")) == language(name))?;
            same_level(read.fluency.as_deref().unwrap_or_default(), text(shown, "/x_level"), text(shown, "/fluency"))
        }
        ("c", "name") => any("/certificates", "/name", same),
        ("x-dossier", "nationality") => one("/x/nationality", same),
        ("x-dossier", "birthDate") => {
            let read = cv.x.birth_date.map(|date| date.to_string()).unwrap_or_default();
            text(truth, "/x/dateOfBirth").starts_with(&read) && !read.is_empty()
        }
        ("x-dossier", "availability") => one("/x/availability", same),
        _ => return None,
    })
}

/// The share of right values by class, in the form of the data file, and the curve.
pub fn report(all: &[Stated]) -> String {
    let mut classes: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut curve: BTreeMap<u8, (u32, u32, u32)> = BTreeMap::new();
    for value in all {
        let class = classes.entry(value.class).or_default();
        class.0 += u32::from(value.right);
        class.1 += 1;
        let bin = curve.entry(value.confidence / 5 * 5).or_default();
        bin.0 += u32::from(value.right);
        bin.1 += 1;
        bin.2 += u32::from(value.confidence);
    }
    let mut out = "class = share of its values that were right, in percent".to_owned();
    for (class, (right, count)) in classes {
        let _ = write!(out, "\n{class} = {:.0}  # of {count}", 100.0 * f64::from(right) / f64::from(count));
    }
    out.push_str("\n\nstated        values    stated mean    right");
    for (bin, (right, count, sum)) in curve {
        let (mean, share) = (f64::from(sum) / f64::from(count), 100.0 * f64::from(right) / f64::from(count));
        let _ = write!(out, "\n{bin:3} to {:3} {count:9} {mean:12.1} {share:10.1}", bin + 4);
    }
    out
}
