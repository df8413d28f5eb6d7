//! The words of job profiles: labels of facts, headings, marks beside a criterion. Data in `lexicon/job.txt`.

use super::fold::label;
use super::labels::plain_label;
use super::lexicon::table;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a label in front of a fact says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Title,
    Client,
    Place,
    Start,
    End,
    Workload,
    Duration,
    Period,
    Id,
    Unit,
    Programme,
    Remote,
    Contact,
    Rate,
    Delivery,
    Goal,
}

impl Fact {
    fn parse(kind: &str) -> Option<Self> {
        Some(match kind {
            "title" => Self::Title,
            "client" => Self::Client,
            "place" => Self::Place,
            "start" => Self::Start,
            "end" => Self::End,
            "workload" => Self::Workload,
            "duration" => Self::Duration,
            "period" => Self::Period,
            "id" => Self::Id,
            "unit" => Self::Unit,
            "programme" => Self::Programme,
            "remote" => Self::Remote,
            "contact" => Self::Contact,
            "rate" => Self::Rate,
            "delivery" => Self::Delivery,
            "goal" => Self::Goal,
            _ => return None,
        })
    }
}

/// Kinds of words by group (`heading`, `mark`, `column`, …), folded.
static WORDS: LazyLock<BTreeMap<&'static str, BTreeMap<String, &'static str>>> = LazyLock::new(|| {
    let mut groups: BTreeMap<&'static str, BTreeMap<String, &'static str>> = BTreeMap::new();
    for (name, words) in table(include_str!("lexicon/job.txt")) {
        let (group, kind) = name.split_once('-').unwrap_or((name, name));
        let known = groups.entry(group).or_default();
        for word in words {
            known.entry(key(word)).or_insert(kind);
        }
    }
    groups
});

fn key(text: &str) -> String {
    plain_label(&label(text))
}

/// The kind that a text has in a group, if it is one of its words.
pub(super) fn kind(group: &str, text: &str) -> Option<&'static str> {
    WORDS.get(group)?.get(&key(text)).copied()
}

/// Headings of a kind, folded.
pub(super) fn headings(kind: &str) -> impl Iterator<Item = &'static str> {
    let all = WORDS.get("heading").into_iter().flatten();
    all.filter(move |(_, found)| **found == kind).map(|(word, _)| word.as_str())
}

/// What a label says.
pub(super) fn fact(label: &str) -> Option<Fact> {
    kind("label", label).and_then(Fact::parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_known_kind() {
        let known = ["must", "should", "soft", "tasks", "goal", "offer", "contact"];
        assert!(WORDS["heading"].values().all(|kind| known.contains(kind)));
        assert!(WORDS["label"].values().all(|kind| Fact::parse(kind).is_some()));
        assert_eq!(kind("mark", "(Exigé)"), Some("must"));
        assert_eq!(kind("heading", "K.o.-Kriterien:"), Some("must"));
        assert_eq!(fact("Date d’entrée en fonction"), Some(Fact::Start));
    }
}
