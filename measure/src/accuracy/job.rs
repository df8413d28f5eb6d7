//! Scores one job profile record against its truth.

use super::count::{Count, Table, set};
use super::cv::{list, text};
use super::values::{self, alike, date, same, same_date, similarity};
use serde_json::Value;

pub const FIELDS: [&str; 10] =
    ["title", "company", "location", "start", "workload", "duration", "must", "should", "tasks", "languages"];

pub fn score(read: &Value, truth: &Value) -> (Table, Vec<String>) {
    let mut table = Table::default();
    let mut misses = Vec::new();
    let mut scalar = |field: &'static str, read: &str, truth: &str, same: &dyn Fn(&str, &str) -> bool| {
        let right = !read.is_empty() && !truth.is_empty() && same(read, truth);
        table.of(field).scalar(!read.is_empty(), !truth.is_empty(), right);
        let neither = read.is_empty() && truth.is_empty();
        if !right && !neither {
            misses.push(format!("{field}: read \"{read}\", shown \"{truth}\""));
        }
    };
    let plain = |title: &str| title.split(['(', '[']).next().unwrap_or(title).trim().to_owned();
    scalar("title", text(read, "/title"), text(truth, "/title"), &|a, b| same(&plain(a), &plain(b)) || same(a, b));
    scalar("company", text(read, "/client"), text(truth, "/company"), &same);
    let places: Vec<&str> = list(read, "/places").iter().filter_map(Value::as_str).collect();
    scalar("location", &places.join(", "), text(truth, "/location"), &values::same_town);
    let (start, iso) = (text(read, "/start"), text(truth, "/start_iso"));
    if iso.is_empty() {
        scalar("start", start, text(truth, "/start"), &|a, b| similarity(a, b) >= 0.7);
    } else {
        scalar("start", start, iso, &|a, b| same_date(date(a), date(b)) && (a.len() < 10 || b.len() < 10 || a == b));
    }
    let range = |value: &Value| {
        let (min, max) = (value["min"].as_u64(), value["max"].as_u64());
        min.or(max).zip(max.or(min)).map(|(min, max)| format!("{min}-{max}")).unwrap_or_default()
    };
    scalar("workload", &range(&read["workload"]), &range(&truth["workload"]), &|a, b| a == b);
    scalar("duration", text(read, "/duration"), text(truth, "/duration"), &|a, b| {
        same(a, b) || (months(b).is_some() && months(a) == months(b))
    });
    let crit = |a: &str, b: &str| alike(a, b, 80.0, 0.55);
    for class in ["must", "should"] {
        let found: Vec<String> = list(read, "/criteria")
            .iter()
            .filter(|one| text(one, "/class") == class)
            .map(|one| text(one, "/text").to_owned())
            .collect();
        let shown = texts(list(truth, &format!("/{class}")));
        count(&mut table, &mut misses, class, &found, &shown, crit);
    }
    let (found, shown) = (texts(list(read, "/tasks")), texts(list(truth, "/tasks")));
    count(&mut table, &mut misses, "tasks", &found, &shown, crit);
    languages(&mut table, &mut misses, read, truth);
    (table, misses)
}

fn count(
    table: &mut Table,
    misses: &mut Vec<String>,
    field: &'static str,
    found: &[String],
    shown: &[String],
    same: impl Fn(&str, &str) -> bool,
) {
    let counted = table.of(field);
    let before: Count = *counted;
    set(counted, found, shown, same, |_| false);
    if counted.missing > before.missing || counted.surplus > before.surplus {
        misses.push(format!("{field}: read {found:?}, shown {shown:?}"));
    }
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().map(|value| value.as_str().unwrap_or_else(|| text(value, "/text")).to_owned()).collect()
}

fn months(text: &str) -> Option<u32> {
    let folded = values::norm(text);
    let number = folded.split_whitespace().find_map(|word| word.parse::<u32>().ok());
    for (stem, factor) in [("monat", 1), ("month", 1), ("mois", 1), ("jahr", 12), ("year", 12), (" an", 12)] {
        if folded.contains(stem)
            && let Some(number) = number
        {
            return Some(number * factor);
        }
    }
    let open = ["unbefrist", "permanent", "indetermin", "unlimited", "cdi", "festanstell", "open"];
    open.iter().any(|word| folded.contains(word)).then_some(0)
}

fn languages(table: &mut Table, misses: &mut Vec<String>, read: &Value, truth: &Value) {
    let all = |record: &Value, class: &str| -> Vec<(String, Option<&'static str>, String)> {
        list(record, "/languages")
            .iter()
            .filter(|one| !text(one, "/language").is_empty())
            .map(|one| {
                let kind = if text(one, class) == "should" { "should" } else { "must" };
                (values::language(text(one, "/language")), values::level(text(one, "/level")), kind.to_owned())
            })
            .collect()
    };
    let (found, shown) = (all(read, "/class"), all(truth, "/type"));
    for one in &shown {
        let right = found.contains(one);
        let there = found.iter().any(|other| other.0 == one.0);
        table.of("languages").scalar(there, true, right);
        if !right {
            misses.push(format!("languages: read {found:?}, shown {one:?}"));
        }
    }
    let surplus = found.iter().filter(|one| !shown.iter().any(|other| other.0 == one.0)).count();
    table.of("languages").surplus += u32::try_from(surplus).unwrap_or(0);
}
