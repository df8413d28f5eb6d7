//! The offer: what the desk fills in (`--offer FILE`), what the record holds, and what must not be offered at all. Rates,
//! recipients and numbers come from the desk, never from a constant; what is missing is marked, not invented. Taxes, days of
//! rest and legal words are data (`data/*.toml`) with the day from which they hold.

mod card;
mod effort;
mod file;
pub mod holidays;
pub mod legal;
mod prepare;
mod record;
mod rows;
mod vat;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_data;

pub(crate) use card::duplicate as duplicate_rate;
pub use effort::{Calendar, Planned};
pub(crate) use file::is_region;
pub use file::{CANDIDATES_MAX, OfferCandidate, OfferFile, Recipient, Surcharge};
pub use legal::{LegalKey, ReasonCode};
pub use prepare::{prepare, warning_reason};
pub(crate) use record::met;
pub use record::{Mark, OfferRecord, OfferWarning, OfferedCandidate, RateSource, Terms};
pub use rows::{Listed, rows_for};
pub use vat::{Vat, vat};

use crate::locale::Currency;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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

/// Level of a role in a rate card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Beginner.
    Junior,
    /// With some years of practice.
    Professional,
    /// With many years of practice.
    Senior,
    /// Whom seniors ask.
    Expert,
}

/// Form of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
    /// Payroll; in France portage salarial.
    Payroll,
}

/// All forms of contract.
pub const CONTRACT_FORMS: [ContractForm; 5] =
    [ContractForm::Leasing, ContractForm::Services, ContractForm::Work, ContractForm::Placement, ContractForm::Payroll];

/// Working hours of a full day in tenths of an hour, by country.
pub fn hours_per_day_tenths(country: &str) -> u32 {
    match country {
        "CH" | "LI" => 84,
        "FR" => 70,
        _ => 80,
    }
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
    /// A value outside its set.
    #[error("offer field {field} is not usable: {reason}")]
    Value {
        /// Name of the field.
        field: &'static str,
        /// What is wrong.
        reason: &'static str,
    },
    /// The law forbids this form of contract between these countries, or asks for something that is not stated.
    #[error("{reason}")]
    Forbidden {
        /// Which rule.
        code: ReasonCode,
        /// The rule in English; other languages: [`legal::reason`].
        reason: &'static str,
    },
}

impl OfferError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "offer.syntax",
            Self::Value { .. } => "offer.value",
            Self::Forbidden { code, .. } => code.code(),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "compare the file with schemas/offer-file.schema.json",
            Self::Value { .. } => "correct the field in the offer file",
            Self::Forbidden { code: ReasonCode::NoLicence, .. } => {
                "add leasing_licence to the brand file, or choose another contract form"
            }
            Self::Forbidden { code: ReasonCode::PayrollNotPortage, .. } => {
                "set portage = true where the rules of portage salarial are kept, or choose another contract form"
            }
            Self::Forbidden { .. } => "choose another contract form, or set region to the place of work",
        }
    }
}
