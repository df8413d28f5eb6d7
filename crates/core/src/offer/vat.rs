//! Value added tax by rule: seller country, buyer country, business buyer. Rates and rules are data (`data/vat.toml`), rates
//! with the day from which they hold; the day of supply decides.

use crate::time::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What is said about VAT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Vat {
    /// The seller's rate is added.
    Domestic {
        /// Rate in tenths of a percent.
        tenths: i64,
        /// Country whose rate it is (ISO 3166).
        country: String,
        /// First day on which it holds; absent where the desk has set the rate itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        from: Option<Day>,
    },
    /// Within the European Union: no tax on the invoice, the buyer owes it and the invoice says so.
    ReverseCharge,
    /// The place of supply is abroad: not taxable where the seller sits, the buyer owes the tax of its own country.
    PlaceAbroad,
    /// The rules do not know.
    Unknown,
}

#[derive(Debug, Deserialize)]
struct Data {
    eu: Vec<String>,
    rate: Vec<Rate>,
    rule: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
struct Rate {
    country: String,
    tenths: i64,
    from: Day,
}

#[derive(Debug, Deserialize)]
struct Rule {
    seller: String,
    buyer: String,
    business: bool,
    key: RuleKey,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RuleKey {
    Domestic,
    ReverseCharge,
    PlaceAbroad,
    Unknown,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("data/vat.toml")).expect("a test reads these data"));

/// The general rule for services; `supply` is the first day of supply, `set_tenths` a rate that the desk has set itself.
/// Services on land, events, catering, transport and parties with an establishment abroad have rules of their own: for them
/// the desk sets the rate.
pub fn vat(seller: &str, buyer: &str, business: bool, supply: Day, set_tenths: Option<i64>) -> Vat {
    if let Some(tenths) = set_tenths {
        return Vat::Domestic { tenths, country: seller.to_owned(), from: None };
    }
    let rule = DATA.rule.iter().find(|rule| rule.fits(seller, buyer, business));
    match rule.map_or(RuleKey::Unknown, |rule| rule.key) {
        RuleKey::Domestic => domestic(seller, supply),
        RuleKey::ReverseCharge => Vat::ReverseCharge,
        RuleKey::PlaceAbroad => Vat::PlaceAbroad,
        RuleKey::Unknown => Vat::Unknown,
    }
}

/// The country's rate of the day; unknown before the first one listed.
fn domestic(country: &str, day: Day) -> Vat {
    DATA.rate.iter().filter(|rate| rate.country == country && rate.from <= day).max_by_key(|rate| rate.from).map_or(
        Vat::Unknown,
        |rate| Vat::Domestic { tenths: rate.tenths, country: rate.country.clone(), from: Some(rate.from) },
    )
}

impl Rule {
    fn fits(&self, seller: &str, buyer: &str, business: bool) -> bool {
        let is = |name: &str, country: &str| match name {
            "any" => true,
            "EU" => DATA.eu.iter().any(|member| member == country),
            "same" => buyer == seller,
            "abroad" => buyer != seller,
            name => name == country,
        };
        self.business == business && is(&self.seller, seller) && is(&self.buyer, buyer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_can_be_used() {
        assert_eq!(DATA.eu.len(), 27);
        for rate in &DATA.rate {
            assert!((50..=300).contains(&rate.tenths), "no standard rate is below 5 % or above 30 %: {rate:?}");
            let of_the_day = domestic(&rate.country, rate.from);
            let expected = Vat::Domestic { tenths: rate.tenths, country: rate.country.clone(), from: Some(rate.from) };
            assert_eq!(of_the_day, expected, "two rates from the same day");
        }
        for member in &DATA.eu {
            assert!(DATA.rate.iter().any(|rate| rate.country == *member), "{member} has no rate");
        }
        for rule in &DATA.rule {
            for name in [&rule.seller, &rule.buyer] {
                let known = ["any", "EU", "same", "abroad"].contains(&name.as_str());
                assert!(known || crate::offer::file::is_country(name), "{rule:?}");
            }
        }
    }
}
