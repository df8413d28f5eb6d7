//! Days of rest by canton, Land and region, and the working days between two days. The days are data (`data/holidays.toml`):
//! only days that the law makes days of rest in the whole region; feasts that move with Easter are computed.

use crate::locale::Language;
use crate::time::Day;
use jiff::Span;
use jiff::civil::Weekday;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A day of rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub day: Day,
    /// Its name in the data, such as `good-friday`.
    pub id: &'static str,
    names: [&'static str; 3],
}

impl Holiday {
    /// Its name in a language.
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.names[0],
            Language::En => self.names[1],
            Language::Fr => self.names[2],
        }
    }
}

/// Working days from a day to a day, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Mondays to Fridays without days of rest.
    pub days: u32,
    /// Days of rest that fall on a Monday to Friday.
    pub holidays: u32,
}

#[derive(Debug, Deserialize)]
struct Data {
    known: BTreeSet<String>,
    holiday: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    rule: Rule,
    regions: Vec<String>,
    from: Option<Day>,
    until: Option<Day>,
    name_de: String,
    name_en: String,
    name_fr: String,
}

/// On which day of a year an entry falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
enum Rule {
    Fixed { month: i8, day: i8, only: Only },
    Easter(i64),
    Naefels,
    GenevaFast,
    FederalFastMonday,
    Repentance,
}

/// On which weekdays a fixed day counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Only {
    Always,
    Monday,
    NotTuesdayOrSaturday,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("data/holidays.toml")).expect("a test reads these data"));

/// Whether the days of rest of a region (ISO 3166-2, or a country for its nationwide days) are known.
pub fn is_known(region: &str) -> bool {
    DATA.known.contains(region)
}

/// Regions (ISO 3166-2) that exist and whose days of rest are not in the data: they differ within the region, or lie
/// overseas.
const WITHOUT_CALENDAR: [&str; 14] = [
    "FR-GES", "FR-971", "FR-972", "FR-973", "FR-974", "FR-976", "FR-BL", "FR-CP", "FR-MF", "FR-NC", "FR-PF", "FR-PM",
    "FR-TF", "FR-WF",
];

/// The regions of a country whose days of rest are known, sorted; empty for a country that has none in the data.
pub fn known_regions(country: &str) -> Vec<&'static str> {
    let of_country = |region: &&str| region.len() > country.len() && country_of(region) == country;
    DATA.known.iter().map(String::as_str).filter(of_country).collect()
}

/// Whether a region is one that is known to exist, with or without days of rest in the data.
pub fn is_listed(region: &str) -> bool {
    is_known(region) || WITHOUT_CALENDAR.contains(&region)
}

/// Whether a country's regions have days of their own, so that the country alone does not tell all.
pub fn has_regions(country: &str) -> bool {
    let own = |name: &String| name.len() > 2 && country_of(name) == country;
    DATA.holiday.iter().any(|entry| entry.regions.iter().any(own))
}

/// The country of a region.
pub fn country_of(region: &str) -> &str {
    region.split_once('-').map_or(region, |(country, _)| country)
}

/// Days of rest of a region in a year, one entry a day, sorted; weekends included. Empty for a region that is not known.
pub fn holidays(region: &str, year: i16) -> Vec<Holiday> {
    if !is_known(region) {
        return Vec::new();
    }
    let country = country_of(region);
    let mut found = BTreeMap::new();
    for entry in DATA.holiday.iter().filter(|entry| entry.holds_in(region, country)) {
        if let Some(day) = entry.day(year) {
            let names = [entry.name_de.as_str(), entry.name_en.as_str(), entry.name_fr.as_str()];
            found.entry(day).or_insert(Holiday { day, id: entry.id.as_str(), names });
        }
    }
    found.into_values().collect()
}

/// Working days of a region from a day to a day, both included; `None` for a region that is not known. Callers bound the
/// span: it is walked day by day.
pub fn working_days(region: &str, from: Day, to: Day) -> Option<WorkingDays> {
    if !is_known(region) {
        return None;
    }
    let rest: BTreeSet<Day> =
        (from.year()..=to.year()).flat_map(|year| holidays(region, year)).map(|holiday| holiday.day).collect();
    let mut counted = WorkingDays::default();
    let mut day = from;
    while day <= to {
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            if rest.contains(&day) {
                counted.holidays += 1;
            } else {
                counted.days += 1;
            }
        }
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    Some(counted)
}

/// Easter Sunday of the Gregorian calendar; `None` outside the years of the calendar.
pub fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let golden = y.rem_euclid(19);
    let (century, of_century) = (y.div_euclid(100), y.rem_euclid(100));
    let correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4) - epact - of_century.rem_euclid(4))
        .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let days = epact + weekday - 7 * late + 114;
    let (month, day) = (i8::try_from(days.div_euclid(31)).ok()?, i8::try_from(days.rem_euclid(31) + 1).ok()?);
    Day::new(year, month, day).ok()
}

fn shifted(day: Day, days: i64) -> Option<Day> {
    day.checked_add(Span::new().days(days)).ok()
}

/// The n-th of a weekday in a month.
fn nth(year: i16, month: i8, n: i8, weekday: Weekday) -> Option<Day> {
    Day::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()
}

impl Entry {
    fn holds_in(&self, region: &str, country: &str) -> bool {
        self.regions.iter().any(|name| name == region || name == country)
    }

    fn day(&self, year: i16) -> Option<Day> {
        let day = self.rule.day(year)?;
        let valid = self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until);
        valid.then_some(day)
    }
}

impl Rule {
    fn day(self, year: i16) -> Option<Day> {
        match self {
            Self::Fixed { month, day, only } => {
                let day = Day::new(year, month, day).ok()?;
                let counts = match only {
                    Only::Always => true,
                    Only::Monday => day.weekday() == Weekday::Monday,
                    Only::NotTuesdayOrSaturday => !matches!(day.weekday(), Weekday::Tuesday | Weekday::Saturday),
                };
                counts.then_some(day)
            }
            Self::Easter(days) => shifted(easter(year)?, days),
            Self::Naefels => {
                let thursday = nth(year, 4, 1, Weekday::Thursday)?;
                if Some(thursday) == shifted(easter(year)?, -3) { shifted(thursday, 7) } else { Some(thursday) }
            }
            Self::GenevaFast => shifted(nth(year, 9, 1, Weekday::Sunday)?, 4),
            Self::FederalFastMonday => shifted(nth(year, 9, 3, Weekday::Sunday)?, 1),
            Self::Repentance => {
                (16..=22).filter_map(|day| Day::new(year, 11, day).ok()).find(|day| day.weekday() == Weekday::Wednesday)
            }
        }
    }
}

impl TryFrom<String> for Rule {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let unknown = || format!("{text} is no rule for a day of rest");
        match text.as_str() {
            "first-thursday-of-april-or-week-later-in-holy-week" => return Ok(Self::Naefels),
            "thursday-after-first-sunday-of-september" => return Ok(Self::GenevaFast),
            "monday-after-third-sunday-of-september" => return Ok(Self::FederalFastMonday),
            "repentance-day" => return Ok(Self::Repentance),
            _ => {}
        }
        if let Some(days) = text.strip_prefix("easter") {
            return days.parse().map(Self::Easter).map_err(|_| unknown());
        }
        let (month, rest) = text.split_once('-').ok_or_else(unknown)?;
        let (day, only) = match rest.split_once('-') {
            None => (rest, Only::Always),
            Some((day, "if-monday")) => (day, Only::Monday),
            Some((day, "unless-tuesday-or-saturday")) => (day, Only::NotTuesdayOrSaturday),
            Some(_) => return Err(unknown()),
        };
        let number = |digits: &str| digits.parse::<i8>().map_err(|_| unknown());
        Ok(Self::Fixed { month: number(month)?, day: number(day)?, only })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_can_be_used() {
        for entry in &DATA.holiday {
            assert!((2015..2035).any(|year| entry.day(year).is_some()), "{entry:?} falls on no day");
            assert!([&entry.id, &entry.name_de, &entry.name_en, &entry.name_fr].iter().all(|text| !text.is_empty()));
            assert!(entry.regions.iter().all(|region| is_known(region)), "{entry:?}");
        }
        assert!(DATA.known.iter().all(|region| crate::offer::file::is_region(region)));
        assert!(WITHOUT_CALENDAR.iter().all(|region| !is_known(region) && crate::offer::file::is_region(region)));
        assert_eq!((known_regions("CH").len(), known_regions("AT").len(), known_regions("GB").len()), (26, 9, 0));
        assert_eq!(["CH", "DE", "AT", "FR", "GB"].map(has_regions), [true, true, false, true, false]);
    }
}
