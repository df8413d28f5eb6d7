//! The planned effort in the unit of the rate, and the estimate: rate times effort. Effort is rounded once, to tenths of its
//! unit, so that a reader who multiplies the printed figures gets the printed total.

use super::holidays::working_days;
use super::{OfferFile, Rate, RateUnit};
use crate::time::Day;
use jiff::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Planned effort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Planned {
    /// Effort in tenths of the unit, rounded half up.
    pub tenths: i64,
    /// `hour`, `day` or `month`.
    pub unit: RateUnit,
    /// How working days were counted, where the desk stated dates and no effort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// Working days between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Calendar {
    /// First day.
    #[schemars(with = "String")]
    pub from: Day,
    /// Last day, included.
    #[schemars(with = "String")]
    pub to: Day,
    /// Region whose days of rest are left out (ISO 3166-2).
    pub region: String,
    /// Mondays to Fridays without days of rest.
    pub working_days: u32,
    /// Days of rest on a Monday to Friday.
    pub holidays: u32,
    /// Workload in percent that the working days are multiplied by.
    pub workload_percent: u8,
}

/// What effort is counted for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure<'a> {
    /// Place of work.
    pub region: &'a str,
    /// Workload in percent.
    pub workload_percent: u8,
    /// Working hours of a day in tenths, at least 1.
    pub per_day_tenths: u32,
    /// Unit of the rate, where there is one.
    pub unit: Option<RateUnit>,
}

/// Effort stated or counted, before it is turned into a unit.
enum Effort {
    Hours(i64),
    /// Days in hundredths, with their calendar where they were counted.
    Days(i64, Option<Calendar>),
}

/// The planned effort in the unit of the rate: as stated, else counted between the dates. `None` where neither is given, the
/// region's days of rest are not known, or the unit has no effort.
pub(super) fn planned(file: &OfferFile, measure: &Measure<'_>) -> Option<Planned> {
    if measure.unit == Some(RateUnit::Month) {
        return months_tenths(file).map(|tenths| Planned { tenths, unit: RateUnit::Month, calendar: None });
    }
    let effort = match (file.hours_planned, file.days_planned) {
        (Some(hours), _) => Effort::Hours(i64::from(hours)),
        (None, Some(days)) => Effort::Days(i64::from(days) * 100, None),
        (None, None) => counted(file, measure)?,
    };
    let per_day = i64::from(measure.per_day_tenths.max(1));
    let by_hours = matches!(effort, Effort::Hours(_));
    let unit = measure.unit.unwrap_or(if by_hours { RateUnit::Hour } else { RateUnit::Day });
    let (tenths, calendar) = match (effort, unit) {
        (_, RateUnit::Month | RateUnit::Fee) => return None,
        (Effort::Hours(hours), RateUnit::Hour) => (hours * 10, None),
        (Effort::Hours(hours), RateUnit::Day) => (half_up(hours * 100, per_day), None),
        (Effort::Days(hundredths, calendar), RateUnit::Hour) => (half_up(hundredths * per_day, 100), calendar),
        (Effort::Days(hundredths, calendar), RateUnit::Day) => (half_up(hundredths, 10), calendar),
    };
    Some(Planned { tenths, unit, calendar })
}

fn counted(file: &OfferFile, measure: &Measure<'_>) -> Option<Effort> {
    let (from, to) = (file.start_date?, file.end_date?);
    let counted = working_days(measure.region, from, to)?;
    let calendar = Calendar {
        from,
        to,
        region: measure.region.to_owned(),
        working_days: counted.days,
        holidays: counted.holidays,
        workload_percent: measure.workload_percent,
    };
    Some(Effort::Days(i64::from(counted.days) * i64::from(measure.workload_percent), Some(calendar)))
}

/// Months planned in tenths: as stated, else whole months between the dates and the rest as a share of its month.
fn months_tenths(file: &OfferFile) -> Option<i64> {
    if let Some(months) = file.months_planned {
        return Some(i64::from(months) * 10);
    }
    let (from, end) = (file.start_date?, file.end_date?.tomorrow().ok()?);
    let mut whole = (i64::from(end.year()) - i64::from(from.year())) * 12 + i64::from(end.month() - from.month());
    if end.day() < from.day() {
        whole -= 1;
    }
    let anchor = from.checked_add(Span::new().months(whole)).ok()?;
    let rest = anchor.duration_until(end).as_hours() / 24;
    Some(whole * 10 + half_up(rest * 10, i64::from(anchor.days_in_month())))
}

/// Rate times effort in minor units, rounded half up; `None` where the rate has another unit, or the total is too large.
pub(super) fn estimate(rate: Option<Rate>, planned: Option<&Planned>) -> Option<i64> {
    let (rate, planned) = (rate?, planned?);
    if rate.unit != planned.unit {
        return None;
    }
    let total = i128::from(rate.cents) * i128::from(planned.tenths);
    i64::try_from((total + 5).div_euclid(10)).ok()
}

/// A quotient rounded half up; both are positive.
fn half_up(number: i64, by: i64) -> i64 {
    (2 * number + by).div_euclid(2 * by)
}
