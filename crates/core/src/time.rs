//! Dates as CVs print them: a year, a month or a day; and months as numbers that can be counted. Reads no clock.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

pub use jiff::civil::Date as Day;

/// A date of the precision in which it was printed. As JSON: `2021`, `2021-03` or `2021-03-15` (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// The text is not an ISO 8601 year, month or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date in the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct BadDate;

impl PartialDate {
    /// A bare year from 1900 to 2199.
    pub fn year(year: i16) -> Option<Self> {
        (1900..2200).contains(&year).then_some(Self { year, month: None, day: None })
    }

    /// A month, 1 to 12.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::year(year)?;
        (1..=12).contains(&month).then_some(Self { year, month: Some(month), day: None })
    }

    /// A day that exists in the calendar.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::year(year)?;
        Day::new(year, month, day).ok()?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }

    /// The year.
    pub fn year_number(self) -> i16 {
        self.year
    }

    /// The month, if one was printed.
    pub fn month_number(self) -> Option<i8> {
        self.month
    }

    /// The day, if one was printed.
    pub fn day_number(self) -> Option<i8> {
        self.day
    }

    /// Whether only a year was printed.
    pub fn is_year_only(self) -> bool {
        self.month.is_none()
    }

    /// The earliest month it can mean.
    pub fn first_month(self) -> Month {
        Month::new(self.year, self.month.unwrap_or(1))
    }

    /// The latest month it can mean.
    pub fn last_month(self) -> Month {
        Month::new(self.year, self.month.unwrap_or(12))
    }

    /// The earliest day it can mean.
    pub fn first_day(self) -> Day {
        Day::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Day::ZERO)
    }
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = BadDate;
    fn from_str(text: &str) -> Result<Self, BadDate> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse::<i16>().map(Some).map_err(|_| BadDate)
            }
            Some(_) => Err(BadDate),
        };
        let (year, month, day) = (next(4)?.ok_or(BadDate)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(BadDate);
        }
        let small = |number: i16| i8::try_from(number).map_err(|_| BadDate);
        match (month, day) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, small(month)?),
            (Some(month), Some(day)) => Self::day(year, small(month)?, small(day)?),
        }
        .ok_or(BadDate)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = BadDate;
    fn try_from(text: String) -> Result<Self, BadDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// A calendar month, counted from year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// Month 1 to 12 of a year.
    pub fn new(year: i16, month: i8) -> Self {
        Self(i32::from(year) * 12 + i32::from(month) - 1)
    }

    /// The month of a day.
    pub fn of(day: Day) -> Self {
        Self::new(day.year(), day.month())
    }

    /// Months since January of year 0.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The month after so many months; earlier for negative numbers.
    pub fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// As a date of month precision.
    pub fn date(self) -> PartialDate {
        let (year, month) = (self.0.div_euclid(12), self.0.rem_euclid(12) + 1);
        PartialDate { year: i16::try_from(year).unwrap_or(i16::MAX), month: i8::try_from(month).ok(), day: None }
    }
}

/// An inclusive range of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months {
    /// First month.
    pub start: Month,
    /// Last month.
    pub end: Month,
}

impl Months {
    /// Number of months, both ends counted.
    pub fn len(self) -> i32 {
        (self.end.number() - self.start.number() + 1).max(0)
    }

    /// Whether it covers no month.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// The union of ranges as ranges that do not touch: overlapping jobs count once.
pub fn union(mut ranges: Vec<Months>) -> Vec<Months> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort();
    let mut out: Vec<Months> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start.number() <= last.end.number() + 1 => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Months of a union.
pub fn total(ranges: &[Months]) -> i32 {
    ranges.iter().map(|range| range.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision() {
        for text in ["2021", "2021-03", "2021-03-15"] {
            assert_eq!(text.parse::<PartialDate>().map(|date| date.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "21", "2021-3", "2021-13", "2021-02-30", "2021-03-15-1", "1850", "present"] {
            assert_eq!(text.parse::<PartialDate>(), Err(BadDate), "{text}");
        }
    }

    #[test]
    fn overlapping_jobs_are_a_union() {
        let range = |a: (i16, i8), b: (i16, i8)| Months { start: Month::new(a.0, a.1), end: Month::new(b.0, b.1) };
        let ranges =
            union(vec![range((2020, 1), (2020, 12)), range((2020, 7), (2021, 6)), range((2022, 1), (2022, 1))]);
        assert_eq!(total(&ranges), 19);
        assert_eq!(ranges.len(), 2);
        assert_eq!(total(&union(vec![range((2020, 1), (2020, 3)), range((2020, 4), (2020, 6))])), 6);
    }
}
