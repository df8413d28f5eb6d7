//! The offer: what the desk fills in (`--offer FILE`), what the record holds, and what must not be offered at all. Rates,
//! recipients and numbers come from the desk, never from a constant; what is missing is marked, not invented.

mod record;
mod vat;

pub use record::{Mark, OfferRecord, Terms, prepare};
pub use vat::{Vat, vat};

use crate::locale::Currency;
use crate::time::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Contract form.
    pub contract_form: Option<ContractForm>,
    /// Selling rate, the only one printed.
    pub rate: Option<Rate>,
    /// Buying rate; kept in the record, never printed.
    pub buying_rate: Option<Rate>,
    /// Workload in words. Default: the profile's.
    pub workload: Option<String>,
    /// Start in words. Default: the profile's.
    pub start: Option<String>,
    /// End or duration in words. Default: the profile's.
    pub duration: Option<String>,
    /// Fee of a placement in tenths of a percent of the yearly salary.
    pub fee_tenths: Option<i64>,
    /// Hours planned; with a rate they give an estimate.
    pub hours_planned: Option<u32>,
    /// Days planned, where hours are not given.
    pub days_planned: Option<u32>,
    /// Working hours of a day in tenths. Default: the custom of the desk's country (CH 8.4, DE and AT 8, FR 7).
    pub hours_per_day_tenths: Option<u32>,
    /// Whether the estimate is a ceiling (Kostendach).
    pub ceiling: bool,
    /// Last day of validity.
    #[schemars(with = "Option<String>")]
    pub valid_until: Option<Day>,
    /// Whether the offer binds. Default: subject to availability.
    pub binding: bool,
    /// VAT rate in tenths of a percent, where the rule does not fit.
    pub vat_tenths: Option<i64>,
    /// Expenses in words.
    pub expenses: Option<String>,
    /// Surcharges in words.
    pub surcharges: Option<String>,
    /// Days to pay.
    pub payment_days: Option<u32>,
    /// Notice in words.
    pub notice: Option<String>,
    /// Subcontract chain in words.
    pub subcontracting: Option<String>,
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
    /// Country (ISO 3166). Default: the desk's.
    pub country: Option<String>,
    /// Whether the recipient is a business. Default yes.
    pub business: Option<bool>,
}

/// A rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Amount in minor units (cents, Rappen).
    pub cents: i64,
    /// What it is paid for.
    pub unit: RateUnit,
    /// Currency. Default: the brand's.
    #[serde(default)]
    pub currency: Option<Currency>,
}

/// What a rate is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RateUnit {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A placement.
    Fee,
}

/// Working hours of a full day in tenths of an hour, by country.
pub fn hours_per_day_tenths(country: &str) -> u32 {
    match country {
        "CH" | "LI" => 84,
        "FR" => 70,
        _ => 80,
    }
}

/// Form of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContractForm {
    /// Staff leasing.
    Leasing,
    /// Services.
    Services,
    /// Contract for work.
    Work,
    /// Placement against a fee.
    Placement,
    /// Payroll.
    Payroll,
}

/// Why an offer must not be made, or its file cannot be read.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// Not TOML, or a field that the schema does not know.
    #[error("offer file cannot be read: {reason}")]
    Syntax {
        /// The parser's words.
        reason: String,
    },
    /// Leasing needs a licence.
    #[error("staff leasing needs the number of a licence in the brand file")]
    NoLicence,
    /// Leasing from abroad into Switzerland is forbidden (AVG, article 12).
    #[error("staff leasing from abroad into Switzerland is not allowed")]
    LeasingFromAbroad,
}

impl OfferError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "offer.syntax",
            Self::NoLicence => "offer.no_licence",
            Self::LeasingFromAbroad => "offer.leasing_from_abroad",
        }
    }
}

impl OfferFile {
    /// Reads an offer file.
    ///
    /// # Errors
    /// [`OfferError::Syntax`] with the parser's words.
    pub fn parse(toml: &str) -> Result<Self, OfferError> {
        toml::from_str(toml).map_err(|error| OfferError::Syntax { reason: error.message().to_owned() })
    }
}
