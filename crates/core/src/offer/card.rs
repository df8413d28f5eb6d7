//! Finding a rate in the brand's rate card: by the words of the role, the level, the client and the day. A card that gives
//! several answers gives none: nothing is guessed.

use super::{ContractForm, Level, RateUnit};
use crate::brand::CardRate;
use crate::time::Day;
use crate::understand::fold::{fold, tokens};
use std::collections::BTreeSet;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub role: &'a str,
    pub level: Option<Level>,
    pub client: Option<&'a str>,
    pub unit: Option<RateUnit>,
    pub form: Option<ContractForm>,
    pub day: Day,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    One(&'a CardRate),
    /// Several lines fit equally well and differ.
    Several,
    Nothing,
}

/// The line that fits best: one for the client before one for all, one with the level before one without, more words of the
/// role before fewer, then the latest that holds on the day.
pub(super) fn find<'a>(card: &'a [CardRate], wanted: &Wanted<'_>) -> Found<'a> {
    let asked = Role::of(wanted.role, wanted.level);
    let mut lines: Vec<(Line, &CardRate)> = card
        .iter()
        .filter(|rate| rate.holds(wanted))
        .map(|rate| (Line::of(rate), rate))
        .filter(|(line, _)| line.fits(&asked, wanted.client))
        .collect();
    let Some(best) = lines.iter().map(|(line, _)| line.rank()).max() else { return Found::Nothing };
    lines.retain(|(line, _)| line.rank() == best);
    let kinds: BTreeSet<(&BTreeSet<String>, RateUnit)> =
        lines.iter().map(|(line, rate)| (&line.role.words, rate.unit)).collect();
    if kinds.len() > 1 {
        return Found::Several;
    }
    let rates: Vec<&CardRate> = lines.iter().map(|(_, rate)| *rate).collect();
    let latest = rates.iter().map(|rate| rate.from).max().flatten();
    let mut newest = rates.into_iter().filter(|rate| rate.from == latest);
    match (newest.next(), newest.next()) {
        (Some(one), None) => Found::One(one),
        (Some(_), Some(_)) => Found::Several,
        (None, _) => Found::Nothing,
    }
}

/// The second of two lines that say the same thing from the same day, counted from 1.
pub(crate) fn duplicate(card: &[CardRate]) -> Option<usize> {
    let mut seen = BTreeSet::new();
    let second = |rate: &CardRate| {
        let line = Line::of(rate);
        !seen.insert((line.role.words, line.role.level, line.client, rate.unit, rate.from))
    };
    card.iter().position(second).map(|at| at + 1)
}

/// What job titles add for all genders: `Projektleiter:in (m/w/d)`.
const GENDERS: [&str; 6] = ["in", "innen", "m", "w", "d", "f"];

/// Words and level of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Role {
    words: BTreeSet<String>,
    level: Option<Level>,
}

/// A line of the card, folded.
struct Line {
    role: Role,
    client: Vec<String>,
}

impl Role {
    /// A level that stands among the words counts as the level, unless one is stated.
    fn of(text: &str, stated: Option<Level>) -> Self {
        let folded = fold(text);
        let all: Vec<String> = tokens(&folded).into_iter().filter(|word| !GENDERS.contains(word)).map(stem).collect();
        let words: BTreeSet<String> = all.iter().filter(|word| level(word).is_none()).cloned().collect();
        let named = all.iter().find_map(|word| level(word));
        // A role that is nothing but a level keeps it as its word.
        let words = if words.is_empty() { all.into_iter().collect() } else { words };
        Self { words, level: stated.or(named) }
    }
}

impl Line {
    fn of(rate: &CardRate) -> Self {
        Self { role: Role::of(&rate.role, rate.level), client: folded(&rate.client) }
    }

    /// Every word of the line's role stands in the role asked for; level and client are the same, where the line has them.
    fn fits(&self, asked: &Role, client: Option<&str>) -> bool {
        let level = self.role.level.is_none() || self.role.level == asked.level;
        let client = self.client.is_empty() || client.is_some_and(|client| folded(client) == self.client);
        let words = !self.role.words.is_empty() && self.role.words.is_subset(&asked.words);
        level && client && words
    }

    fn rank(&self) -> (bool, bool, usize) {
        (!self.client.is_empty(), self.role.level.is_some(), self.role.words.len())
    }
}

impl CardRate {
    /// Whether it holds on the day, in the unit wanted, for the form of contract: a fee is for placements and nothing else.
    fn holds(&self, wanted: &Wanted<'_>) -> bool {
        let unit = wanted.unit.is_none_or(|unit| unit == self.unit);
        let form = (wanted.form == Some(ContractForm::Placement)) == (self.unit == RateUnit::Fee);
        unit && form && self.from.is_none_or(|from| from <= wanted.day)
    }
}

fn folded(text: &str) -> Vec<String> {
    tokens(&fold(text)).into_iter().map(str::to_owned).collect()
}

/// `entwicklerin` is `entwickler`.
fn stem(word: &str) -> String {
    match word.strip_suffix("in") {
        Some(male) if male.ends_with("er") && male.len() > 4 => male.to_owned(),
        _ => word.to_owned(),
    }
}

fn level(word: &str) -> Option<Level> {
    Some(match word {
        "junior" => Level::Junior,
        "professional" => Level::Professional,
        "senior" => Level::Senior,
        "expert" | "experte" | "expertin" => Level::Expert,
        _ => return None,
    })
}
