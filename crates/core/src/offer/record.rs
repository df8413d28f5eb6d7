//! The `offer` record: the terms as data, marks where a required fact is missing, and warnings where the desk should look
//! again.

use super::{ContractForm, LegalKey, Planned, Rate, Recipient, Surcharge, Vat};
use crate::locale::Currency;
use crate::records::job::Class;
use crate::records::matching::{JudgedCriterion, Match, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A required fact that is missing; printed as a mark in the document's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Number of the offer.
    Number,
    /// Recipient's company.
    Recipient,
    /// Selling rate.
    Rate,
    /// Validity.
    Validity,
    /// VAT.
    Vat,
    /// Role.
    Role,
}

/// Where a rate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RateSource {
    /// The offer file.
    File,
    /// The brand's rate card.
    Card,
}

/// Something the desk should look at; never printed on a client's paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OfferWarning {
    /// Stable code.
    pub code: String,
    /// The reason in English.
    pub reason: String,
}

/// Terms as data; words are made by the generator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// Contract form, where the desk chose one.
    pub contract_form: Option<ContractForm>,
    /// Legal text that is printed.
    pub legal: Option<LegalKey>,
    /// Selling rate with its currency.
    pub rate: Option<Rate>,
    /// Where the selling rate comes from.
    pub rate_from: Option<RateSource>,
    /// Currency of all amounts.
    pub currency: Currency,
    /// VAT.
    pub vat: Vat,
    /// The desk's own words on VAT.
    pub vat_note: Option<String>,
    /// Place of work (ISO 3166-2, or a country).
    #[serde(default)]
    pub region: String,
    /// Workload in words.
    pub workload: Option<String>,
    /// Start in words or ISO 8601.
    pub start: Option<String>,
    /// Last day of the assignment (ISO 8601).
    pub end: Option<String>,
    /// Duration in words.
    pub duration: Option<String>,
    /// Fee of a placement in tenths of a percent of the yearly salary.
    pub fee_tenths: Option<i64>,
    /// Planned effort in the unit of the rate.
    pub planned: Option<Planned>,
    /// Working hours of a day in tenths.
    pub hours_per_day_tenths: u32,
    /// Estimated total in minor units: rate times planned effort, rounded half up, without VAT, surcharges and expenses.
    pub estimate_cents: Option<i64>,
    /// Whether the estimate is a ceiling.
    pub ceiling: bool,
    /// Last day of validity (ISO 8601).
    pub valid_until: Option<String>,
    /// Whether the offer binds.
    pub binding: bool,
    /// Expenses in words.
    pub expenses: Option<String>,
    /// Surcharges.
    #[serde(default, deserialize_with = "or_none")]
    pub surcharges: Vec<Surcharge>,
    /// Days to pay.
    pub payment_days: Option<u32>,
    /// Notice in words.
    pub notice: Option<String>,
    /// Subcontracting in words.
    pub subcontracting: Option<String>,
    /// Firms between the desk and the person; an empty list: none, as the desk stated.
    pub subcontract_chain: Option<Vec<String>>,
}

/// A candidate of a shortlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferedCandidate {
    /// Name; never printed in anonymous papers.
    pub name: Option<String>,
    /// Code that stands for the name.
    pub code: Option<String>,
    /// Role.
    pub role: Option<String>,
    /// Selling rate with its currency.
    pub rate: Option<Rate>,
    /// Where the selling rate comes from.
    pub rate_from: Option<RateSource>,
    /// Workload in words.
    pub workload: Option<String>,
    /// Start in words or ISO 8601.
    pub start: Option<String>,
    /// Planned effort in the unit of the rate.
    pub planned: Option<Planned>,
    /// Estimated total in minor units, as in the terms.
    pub estimate_cents: Option<i64>,
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferRecord {
    /// Form of this record: `dossier.offer/1`.
    pub schema: String,
    /// Number.
    pub number: Option<String>,
    /// Date (ISO 8601).
    pub date: String,
    /// Recipient.
    pub recipient: Recipient,
    /// Role offered.
    pub role: Option<String>,
    /// The profile's id.
    pub profile_id: Option<String>,
    /// Terms.
    pub terms: Terms,
    /// Buying rate; never printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buying_rate: Option<Rate>,
    /// Candidates of a shortlist; empty: the candidate of the run alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<OfferedCandidate>,
    /// Ids of met criteria, musts first: the argumentation.
    pub arguments: Vec<String>,
    /// What is missing.
    pub marks: Vec<Mark>,
    /// What the desk should look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<OfferWarning>,
}

/// Most arguments in an offer's letter.
const ARGUMENTS_MAX: usize = 4;

impl OfferRecord {
    /// The same offer, argued from another match.
    #[must_use]
    pub fn with_match(self, matching: Option<&Match>) -> Self {
        Self { arguments: matching.map(arguments).unwrap_or_default(), ..self }
    }
}

/// Only met criteria become arguments.
pub(super) fn arguments(matching: &Match) -> Vec<String> {
    met(matching).into_iter().take(ARGUMENTS_MAX).map(|criterion| criterion.id.clone()).collect()
}

/// Musts and shoulds that are met, musts first.
pub(crate) fn met(matching: &Match) -> Vec<&JudgedCriterion> {
    let argues = |criterion: &&JudgedCriterion| {
        criterion.verdict == Verdict::Met && matches!(criterion.class, Class::Must | Class::Should)
    };
    let mut met: Vec<&JudgedCriterion> = matching.criteria.iter().filter(argues).collect();
    met.sort_by_key(|criterion| criterion.class);
    met
}

/// Records of earlier versions hold nothing, or words, where a list stands now.
fn or_none<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Surcharge>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        List(Vec<Surcharge>),
        Words(serde::de::IgnoredAny),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::List(list) => list,
        Either::Words(serde::de::IgnoredAny) => Vec::new(),
    })
}
