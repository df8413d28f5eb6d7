//! Value added tax by rule: seller country, buyer country, business buyer. Rates with the day from which they hold.

use crate::time::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is said about VAT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Vat {
    /// The seller's rate is added.
    Domestic {
        /// Rate in tenths of a percent.
        tenths: i64,
        /// Country whose rate it is.
        country: String,
    },
    /// The buyer owes the tax.
    ReverseCharge,
    /// The rules do not know.
    Unknown,
}

/// Country, rate in tenths of a percent, first day (year, month, day).
const RATES: &[(&str, i64, (i16, i8, i8))] = &[
    ("CH", 77, (2018, 1, 1)),
    ("CH", 81, (2024, 1, 1)),
    ("LI", 81, (2024, 1, 1)),
    ("DE", 190, (2007, 1, 1)),
    ("AT", 200, (1984, 1, 1)),
    ("FR", 200, (2014, 1, 1)),
];

/// The rule for services between businesses; `set_tenths` is a rate that the desk has set itself.
pub fn vat(seller: &str, buyer: &str, business: bool, date: Day, set_tenths: Option<i64>) -> Vat {
    if let Some(tenths) = set_tenths {
        return Vat::Domestic { tenths, country: seller.to_owned() };
    }
    if seller != buyer && business {
        return Vat::ReverseCharge;
    }
    if seller != buyer {
        return Vat::Unknown;
    }
    RATES
        .iter()
        .rev()
        .find(|(country, _, (year, month, day))| {
            *country == seller && Day::new(*year, *month, *day).is_ok_and(|from| from <= date)
        })
        .map_or(Vat::Unknown, |(country, tenths, _)| Vat::Domestic { tenths: *tenths, country: (*country).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn vat_by_countries_and_day() {
        let domestic = |tenths: i64, country: &str| Vat::Domestic { tenths, country: country.into() };
        assert_eq!(vat("CH", "CH", true, date(2026, 1, 27), None), domestic(81, "CH"));
        assert_eq!(vat("CH", "CH", true, date(2023, 12, 31), None), domestic(77, "CH"));
        assert_eq!(vat("DE", "DE", true, date(2026, 1, 27), None), domestic(190, "DE"));
        assert_eq!(vat("DE", "AT", true, date(2026, 1, 27), None), Vat::ReverseCharge);
        assert_eq!(vat("CH", "DE", false, date(2026, 1, 27), None), Vat::Unknown);
        assert_eq!(vat("BR", "BR", true, date(2026, 1, 27), None), Vat::Unknown);
        assert_eq!(vat("CH", "CH", true, date(2026, 1, 27), Some(26)), domestic(26, "CH"));
    }
}
