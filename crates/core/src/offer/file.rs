//! The offer file: what the desk adds to a profile and a match, as TOML. Every field may be left out; what a field may hold
//! is checked before anything is made of it.

use super::{ContractForm, Level, OfferError, Rate, RateUnit};
use crate::time::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most candidates of one offer.
pub const CANDIDATES_MAX: usize = 50;
/// Longest assignment in years for which working days are counted.
const YEARS_MAX: i16 = 10;
/// Largest amount of a rate in minor units.
const CENTS_MAX: i64 = 100_000_000_000;
/// Largest surcharge in tenths of a percent.
const SURCHARGE_MAX: i64 = 10_000;

/// An offer file, as written by the desk (TOML). Every field may be left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OfferFile {
    /// Number of the offer.
    pub number: Option<String>,
    /// Who gets it.
    pub recipient: Recipient,
    /// Role offered. Default: the profile's title.
    pub role: Option<String>,
    /// Level of the role, for the rate card. Default: the level that the role's words name.
    pub level: Option<Level>,
    /// Contract form.
    pub contract_form: Option<ContractForm>,
    /// Whether the rules of portage salarial are kept (payroll in France). Default: the brand's.
    pub portage: bool,
    /// Selling rate, the only one printed. Default: the brand's rate card.
    pub rate: Option<Rate>,
    /// Unit wanted from the rate card, where it has the role in several.
    pub rate_unit: Option<RateUnit>,
    /// Buying rate; kept in the record, never printed.
    pub buying_rate: Option<Rate>,
    /// Fee of a placement in tenths of a percent of the yearly salary.
    pub fee_tenths: Option<i64>,
    /// Place of work (ISO 3166-2 such as `CH-ZH`, or a country): decides days of rest and, for leasing, the law. Default: the
    /// brand's region where the recipient has the same country, else the recipient's country.
    pub region: Option<String>,
    /// Workload in words; a percentage in them scales the planned days. Default: the profile's.
    pub workload: Option<String>,
    /// Start in words. Default: `start_date`, else the profile's.
    pub start: Option<String>,
    /// End or duration in words. Default: the profile's.
    pub duration: Option<String>,
    /// First day of the assignment.
    #[schemars(with = "Option<String>")]
    pub start_date: Option<Day>,
    /// Last day of the assignment; with `start_date` the working days between them are counted, days of rest left out.
    #[schemars(with = "Option<String>")]
    pub end_date: Option<Day>,
    /// Hours planned; with a rate they give an estimate.
    pub hours_planned: Option<u32>,
    /// Days planned, where hours are not given.
    pub days_planned: Option<u32>,
    /// Months planned, for a monthly rate. Default: from `start_date` to `end_date`.
    pub months_planned: Option<u32>,
    /// Working hours of a day in tenths. Default: the custom of the desk's country (CH 8.4, DE and AT 8, FR 7).
    pub hours_per_day_tenths: Option<u32>,
    /// Whether the estimate is a ceiling (Kostendach).
    pub ceiling: bool,
    /// Last day of validity. Default: the brand's `validity_days` from the date of the offer.
    #[schemars(with = "Option<String>")]
    pub valid_until: Option<Day>,
    /// `true`: the offer binds; `false`: without obligation (freibleibend), subject to availability. Default: the brand's.
    pub binding: Option<bool>,
    /// VAT rate in tenths of a percent, where the rule does not fit; 0: no tax.
    pub vat_tenths: Option<i64>,
    /// Words on VAT that follow the rule's, such as the paragraph of an exemption.
    pub vat_note: Option<String>,
    /// Expenses in words. Default: the brand's.
    pub expenses: Option<String>,
    /// Surcharges; not part of the estimate. Default: the brand's; an empty list: none.
    pub surcharges: Option<Vec<Surcharge>>,
    /// Days to pay. Default: the brand's.
    pub payment_days: Option<u32>,
    /// Notice in words. Default: the brand's.
    pub notice: Option<String>,
    /// Subcontracting in words.
    pub subcontracting: Option<String>,
    /// Firms between the desk and the person, in their order; an empty list: none, and the offer says so.
    pub subcontract_chain: Option<Vec<String>>,
    /// Candidates of a shortlist, one row each. None: the candidate of the run alone.
    #[serde(rename = "candidate")]
    pub candidates: Vec<OfferCandidate>,
}

/// Who gets an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Recipient {
    /// Company.
    pub company: Option<String>,
    /// `Herr`/`Frau`, `Mr`/`Ms`, `Monsieur`/`Madame`; absent where unknown.
    pub salutation: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Country (ISO 3166, two capital letters). Default: the desk's.
    pub country: Option<String>,
    /// Whether the recipient is a business. Default yes.
    pub business: Option<bool>,
}

/// A surcharge on the rate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Surcharge {
    /// For what, such as `Nacht (23–6 Uhr)`.
    pub label: String,
    /// Tenths of a percent of the rate, where it is one.
    pub percent_tenths: Option<i64>,
}

/// A candidate of a shortlist. What is left out is taken from the offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OfferCandidate {
    /// Name; never printed in anonymous papers.
    pub name: Option<String>,
    /// Code that stands for the name.
    pub code: Option<String>,
    /// Role.
    pub role: Option<String>,
    /// Level of the role, for the rate card.
    pub level: Option<Level>,
    /// Selling rate. Default: the offer's, else the brand's rate card.
    pub rate: Option<Rate>,
    /// Workload in words.
    pub workload: Option<String>,
    /// Start in words or ISO 8601.
    pub start: Option<String>,
}

impl OfferFile {
    /// Reads an offer file.
    ///
    /// # Errors
    /// [`OfferError::Syntax`] with the parser's words.
    pub fn parse(toml: &str) -> Result<Self, OfferError> {
        toml::from_str(toml).map_err(|error| OfferError::Syntax { reason: error.message().to_owned() })
    }

    /// Checks what fields hold.
    ///
    /// # Errors
    /// [`OfferError::Value`] naming the first field that is not usable.
    pub fn check(&self) -> Result<(), OfferError> {
        let rates = [("rate", self.rate), ("buying_rate", self.buying_rate)];
        for (field, rate) in rates.into_iter().chain(self.candidates.iter().map(|one| ("candidate.rate", one.rate))) {
            if rate.is_some_and(|rate| !(1..=CENTS_MAX).contains(&rate.cents)) {
                return Err(OfferError::Value { field, reason: "it must be above zero, in cents or Rappen" });
            }
        }
        let percent = |value: Option<i64>, max: i64| value.is_none_or(|tenths| (0..=max).contains(&tenths));
        let surcharges = self.surcharges.as_deref().unwrap_or_default();
        let sound = [
            (percent(self.fee_tenths, 1000), "fee_tenths", "it must be 0 to 1000 tenths of a percent"),
            (percent(self.vat_tenths, 1000), "vat_tenths", "it must be 0 to 1000 tenths of a percent"),
            (surcharges.iter().all(Surcharge::is_sound), "surcharges", "each needs a label and at most 10000 tenths"),
            (self.recipient.country.as_deref().is_none_or(is_country), "recipient.country", "it must be like CH"),
            (self.region.as_deref().is_none_or(is_region), "region", "it must be like CH-ZH or CH (ISO 3166-2)"),
            (self.candidates.len() <= CANDIDATES_MAX, "candidate", "an offer has at most 50 candidates"),
            (self.candidates.iter().all(OfferCandidate::is_named), "candidate", "each needs a code or a name"),
            (
                self.hours_per_day_tenths.is_none_or(|tenths| (1..=240).contains(&tenths)),
                "hours_per_day_tenths",
                "it must be 1 to 240 tenths of an hour",
            ),
        ];
        match sound.into_iter().find(|(is_sound, ..)| !is_sound) {
            Some((_, field, reason)) => Err(OfferError::Value { field, reason }),
            None => self.check_dates(),
        }
    }

    fn check_dates(&self) -> Result<(), OfferError> {
        if let (Some(start), Some(end)) = (self.start_date, self.end_date) {
            let value = |reason| Err(OfferError::Value { field: "end_date", reason });
            if end < start {
                return value("it is before start_date");
            }
            if end.year() - start.year() > YEARS_MAX {
                return value("it is more than ten years after start_date");
            }
        }
        Ok(())
    }
}

impl Surcharge {
    /// Whether it has a label and a usable percentage.
    pub(crate) fn is_sound(&self) -> bool {
        !self.label.trim().is_empty() && self.percent_tenths.is_none_or(|tenths| (0..=SURCHARGE_MAX).contains(&tenths))
    }
}

impl OfferCandidate {
    fn is_named(&self) -> bool {
        [&self.name, &self.code].into_iter().flatten().any(|text| !text.trim().is_empty())
    }
}

/// Whether a text has the form of an ISO 3166 country.
pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a text has the form of an ISO 3166-2 region, or is a country.
pub(crate) fn is_region(text: &str) -> bool {
    let (country, part) = text.split_once('-').unwrap_or((text, "0"));
    is_country(country)
        && (1..=3).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
