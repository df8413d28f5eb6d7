//! The ledger of the scenario: what every step was answered, without what cannot be equal in two lives. Ids become numbers in the
//! order in which they first appear, times become a word, secrets and keyed hashes are left out. Hashes of files stay.

use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Members that hold secrets, keyed hashes, addresses of this machine, or places in a list.
const LEFT_OUT: [&str; 10] = ["secret", "token", "url", "host", "hash", "network", "took_ms", "last", "next", "at_us"];

/// Lines that a difference is told with at most.
const LINES_MAX: usize = 60;

/// Characters of a line that are told at most.
const CHARS_MAX: usize = 400;

/// What was answered, step by step.
#[derive(Default)]
pub struct Ledger {
    entries: Vec<Vec<String>>,
    ids: BTreeMap<Uuid, usize>,
}

impl Ledger {
    /// Writes down what a step was answered.
    pub fn write(&mut self, step: &str, told: &Value) {
        let told = self.normal(told);
        let mut lines = Vec::new();
        flatten(&format!("{} {step}", self.entries.len() + 1), &told, &mut lines);
        self.entries.push(lines);
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// What is here and not there, with a minus, and the other way round, with a plus; empty where both are equal.
    pub fn difference(&self, other: &Self) -> String {
        let mut told: Vec<String> = Vec::new();
        for at in 0..self.len().max(other.len()) {
            let (here, there) = (self.lines(at), other.lines(at));
            if here == there {
                continue;
            }
            let (known_here, known_there): (BTreeSet<_>, BTreeSet<_>) = (here.iter().collect(), there.iter().collect());
            let before = told.len();
            told.extend(here.iter().filter(|line| !known_there.contains(line)).map(|line| shown('-', line)));
            told.extend(there.iter().filter(|line| !known_here.contains(line)).map(|line| shown('+', line)));
            if told.len() == before {
                told.push(format!("the same lines in another order: {}", here.first().map_or("", String::as_str)));
            }
            if told.len() >= LINES_MAX {
                told.truncate(LINES_MAX);
                told.push("and so on".to_owned());
                break;
            }
        }
        told.join("\n")
    }

    fn lines(&self, at: usize) -> &[String] {
        self.entries.get(at).map(Vec::as_slice).unwrap_or_default()
    }

    fn normal(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) if text.len() >= 20 && text.parse::<Timestamp>().is_ok() => json!("a time"),
            Value::String(text) => Value::String(self.without_ids(text)),
            Value::Array(list) => Value::Array(list.iter().map(|one| self.normal(one)).collect()),
            Value::Object(members) => {
                let kept = members.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
                let kept = kept.map(|(name, one)| (self.without_ids(name), self.normal(one)));
                Value::Object(kept.collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    /// A text with numbers instead of its ids.
    fn without_ids(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let head = rest.get(..36).filter(|head| head.as_bytes()[8] == b'-');
            if let Some(id) = head.and_then(|head| Uuid::try_parse(head).ok()) {
                let number = self.ids.len() + 1;
                let number = *self.ids.entry(id).or_insert(number);
                out.push_str(&format!("id-{number}"));
                rest = &rest[36..];
            } else {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        out
    }
}

fn shown(mark: char, line: &str) -> String {
    let line: String = line.chars().take(CHARS_MAX).collect();
    format!("{mark} {line}")
}

/// Every value with the way to it, one a line.
fn flatten(at: &str, value: &Value, lines: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, one) in members {
                flatten(&format!("{at}/{name}"), one, lines);
            }
        }
        Value::Array(list) if !list.is_empty() => {
            for (number, one) in list.iter().enumerate() {
                flatten(&format!("{at}/{number}"), one, lines);
            }
        }
        Value::Object(_) | Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            lines.push(format!("{at} = {value}"));
        }
    }
}

#[test]
fn two_lives_differ_by_what_is_not_chance() {
    let life = |first: u128, time: &str, state: &str| {
        let mut ledger = Ledger::default();
        let (run, team) = (Uuid::from_u128(first), Uuid::from_u128(first + 1));
        ledger.write("begun", &json!({ "run": run, "team": team, "at": time, "secret": format!("s{first}") }));
        let told = json!([format!("/runs/{run}/x"), { "of": team, "state": state, "day": "2026-01-27" }]);
        ledger.write("told", &told);
        ledger
    };
    let one = life(1, "2026-01-27T12:00:00Z", "sealed");
    assert_eq!(one.difference(&life(77, "2026-02-28T12:00:00.5Z", "sealed")), "");
    let other = life(1, "2026-01-27T12:00:00Z", "failed");
    assert_eq!(one.difference(&other), "- 2 told/1/state = \"sealed\"\n+ 2 told/1/state = \"failed\"");
    let mut longer = life(1, "2026-01-27T12:00:00Z", "sealed");
    longer.write("more", &json!(true));
    assert_eq!(one.difference(&longer), "+ 3 more = true");
    let mut swapped = Ledger::default();
    let (run, team) = (Uuid::from_u128(1), Uuid::from_u128(2));
    swapped.write("begun", &json!({ "run": run, "team": team, "at": "2026-01-27T12:00:00Z" }));
    swapped.write("told", &json!([format!("/runs/{team}/x"), { "of": run, "state": "sealed", "day": "2026-01-27" }]));
    assert!(one.difference(&swapped).contains("+ 2 told/0 = "), "ids are told apart");
}
