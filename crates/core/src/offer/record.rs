//! The `offer` record: the desk's data joined with profile and match, with marks where a required fact is missing.

use super::{ContractForm, OfferError, OfferFile, Rate, RateUnit, Recipient, Vat, hours_per_day_tenths, vat};
use crate::brand::Brand;
use crate::locale::Currency;
use crate::records::job::{Class, JobProfile};
use crate::records::matching::{Match, Verdict};
use crate::time::Day;
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

/// Terms as data; words are made by the generator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// Contract form, where the desk chose one.
    pub contract_form: Option<ContractForm>,
    /// Selling rate with its currency.
    pub rate: Option<Rate>,
    /// Currency of all amounts.
    pub currency: Currency,
    /// VAT.
    pub vat: Vat,
    /// Workload in words.
    pub workload: Option<String>,
    /// Start in words or ISO 8601.
    pub start: Option<String>,
    /// Duration in words.
    pub duration: Option<String>,
    /// Fee of a placement in tenths of a percent of the yearly salary.
    pub fee_tenths: Option<i64>,
    /// Planned effort in tenths of an hour.
    pub planned_hours_tenths: Option<i64>,
    /// Working hours of a day in tenths.
    pub hours_per_day_tenths: u32,
    /// Estimated total in minor units: rate times planned effort, rounded half up.
    pub estimate_cents: Option<i64>,
    /// Whether the estimate is a ceiling.
    pub ceiling: bool,
    /// Last day of validity (ISO 8601).
    pub valid_until: Option<String>,
    /// Whether the offer binds.
    pub binding: bool,
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
    /// Ids of met criteria, musts first: the argumentation.
    pub arguments: Vec<String>,
    /// What is missing.
    pub marks: Vec<Mark>,
}

/// Most arguments in an offer's letter.
const ARGUMENTS_MAX: usize = 5;

/// Joins the desk's data with profile and match.
///
/// # Errors
/// [`OfferError`] when the law forbids the offer.
pub fn prepare(
    file: &OfferFile,
    brand: &Brand,
    job: Option<&JobProfile>,
    matching: Option<&Match>,
    date: Day,
) -> Result<OfferRecord, OfferError> {
    let seller = brand.file.country.as_str();
    let mut recipient = file.recipient.clone();
    recipient.company = recipient.company.or_else(|| job.and_then(|job| job.client.clone()));
    let buyer = recipient.country.clone().unwrap_or_else(|| seller.to_owned());
    if file.contract_form == Some(ContractForm::Leasing) {
        if buyer == "CH" && seller != "CH" {
            return Err(OfferError::LeasingFromAbroad);
        }
        if brand.file.leasing_licence.is_empty() {
            return Err(OfferError::NoLicence);
        }
    }
    let currency = file.rate.and_then(|rate| rate.currency).or(brand.file.currency).unwrap_or(Currency::Chf);
    let role = file.role.clone().or_else(|| job.and_then(|job| job.title.clone()));
    let workload = file.workload.clone().or_else(|| {
        job.and_then(|job| job.workload).map(|range| {
            if range.min == range.max { format!("{} %", range.max) } else { format!("{}–{} %", range.min, range.max) }
        })
    });
    let per_day = file.hours_per_day_tenths.unwrap_or_else(|| hours_per_day_tenths(seller));
    let planned = file
        .hours_planned
        .map(|hours| i64::from(hours) * 10)
        .or_else(|| file.days_planned.map(|days| i64::from(days) * i64::from(per_day)));
    let vat = vat(seller, &buyer, recipient.business.unwrap_or(true), date, file.vat_tenths);
    let mut marks = Vec::new();
    for (mark, missing) in [
        (Mark::Number, file.number.is_none()),
        (Mark::Recipient, recipient.company.is_none()),
        (Mark::Role, role.is_none()),
        (Mark::Rate, file.rate.is_none() && file.fee_tenths.is_none()),
        (Mark::Vat, vat == Vat::Unknown),
        (Mark::Validity, file.valid_until.is_none()),
    ] {
        if missing {
            marks.push(mark);
        }
    }
    Ok(OfferRecord {
        schema: "dossier.offer/1".into(),
        number: file.number.clone(),
        date: date.to_string(),
        recipient,
        role,
        profile_id: job.and_then(|job| job.id.clone()),
        terms: Terms {
            contract_form: file.contract_form,
            rate: file.rate,
            currency,
            vat,
            workload,
            start: file.start.clone().or_else(|| job.and_then(|job| job.start.clone())),
            duration: file.duration.clone().or_else(|| job.and_then(|job| job.duration.clone())),
            fee_tenths: file.fee_tenths,
            planned_hours_tenths: planned,
            hours_per_day_tenths: per_day,
            estimate_cents: estimate(file.rate, planned, per_day),
            ceiling: file.ceiling,
            valid_until: file.valid_until.map(|day| day.to_string()),
            binding: file.binding,
            expenses: file.expenses.clone(),
            surcharges: file.surcharges.clone(),
            payment_days: file.payment_days,
            notice: file.notice.clone(),
            subcontracting: file.subcontracting.clone(),
        },
        arguments: matching.map(arguments).unwrap_or_default(),
        marks,
    })
}

impl OfferRecord {
    /// The same offer, argued from another match.
    #[must_use]
    pub fn with_match(self, matching: Option<&Match>) -> Self {
        Self { arguments: matching.map(arguments).unwrap_or_default(), ..self }
    }
}

/// Rate times effort; only hourly and daily rates have one.
fn estimate(rate: Option<Rate>, planned_hours_tenths: Option<i64>, per_day_tenths: u32) -> Option<i64> {
    let (rate, planned) = (rate?, planned_hours_tenths?);
    let total = i128::from(rate.cents) * i128::from(planned);
    let divisor = match rate.unit {
        RateUnit::Hour => 10,
        RateUnit::Day => i128::from(per_day_tenths.max(1)),
        RateUnit::Month | RateUnit::Fee => return None,
    };
    i64::try_from((total + divisor / 2).div_euclid(divisor)).ok()
}

/// Only met criteria become arguments.
fn arguments(matching: &Match) -> Vec<String> {
    let mut met: Vec<(Class, String)> = matching
        .criteria
        .iter()
        .filter(|criterion| criterion.verdict == Verdict::Met && matches!(criterion.class, Class::Must | Class::Should))
        .map(|criterion| (criterion.class, criterion.id.clone()))
        .collect();
    met.sort_by_key(|(class, _)| *class);
    met.into_iter().take(ARGUMENTS_MAX).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::BrandFile;
    use jiff::civil::date;

    fn brand(country: &str, licence: &str) -> Brand {
        let file = BrandFile { country: country.into(), leasing_licence: licence.into(), ..BrandFile::default() };
        Brand::new(file, &crate::brand::Assets::new()).expect("a sound brand")
    }

    #[test]
    fn leasing_needs_a_licence_and_does_not_cross_into_switzerland() {
        let leasing = |country: Option<&str>| OfferFile {
            contract_form: Some(ContractForm::Leasing),
            recipient: Recipient { country: country.map(str::to_owned), ..Recipient::default() },
            ..OfferFile::default()
        };
        let make = |file: &OfferFile, brand: &Brand| prepare(file, brand, None, None, date(2026, 1, 27)).map(|_| ());
        assert_eq!(make(&leasing(None), &brand("CH", "")), Err(OfferError::NoLicence));
        assert_eq!(make(&leasing(None), &brand("CH", "ZH-1")), Ok(()));
        assert_eq!(make(&leasing(Some("CH")), &brand("DE", "X-1")), Err(OfferError::LeasingFromAbroad));
    }

    #[test]
    fn what_is_missing_is_marked_and_nothing_is_invented() {
        let record = prepare(&OfferFile::default(), &brand("CH", ""), None, None, date(2026, 1, 27)).expect("allowed");
        assert_eq!(record.marks, [Mark::Number, Mark::Recipient, Mark::Role, Mark::Rate, Mark::Validity]);
        assert_eq!((record.terms.rate, record.terms.estimate_cents), (None, None));
        let rate = Rate { cents: 14_500, unit: RateUnit::Hour, currency: None };
        let file = OfferFile { rate: Some(rate), hours_planned: Some(800), ..OfferFile::default() };
        let record = prepare(&file, &brand("CH", ""), None, None, date(2026, 1, 27)).expect("allowed");
        assert_eq!(record.terms.estimate_cents, Some(11_600_000));
        let file = OfferFile { days_planned: Some(100), hours_planned: None, ..file };
        let record = prepare(&file, &brand("CH", ""), None, None, date(2026, 1, 27)).expect("allowed");
        assert_eq!(record.terms.estimate_cents, Some(14_500 * 840), "a Swiss day has 8.4 hours");
        let day = Rate { cents: 100_000, unit: RateUnit::Day, currency: None };
        let file = OfferFile { rate: Some(day), hours_planned: Some(80), ..OfferFile::default() };
        let record = prepare(&file, &brand("DE", ""), None, None, date(2026, 1, 27)).expect("allowed");
        assert_eq!(record.terms.estimate_cents, Some(1_000_000), "a German day has 8 hours");
        let fee = OfferFile { fee_tenths: Some(225), ..OfferFile::default() };
        let record = prepare(&fee, &brand("CH", ""), None, None, date(2026, 1, 27)).expect("allowed");
        assert!(!record.marks.contains(&Mark::Rate));
    }
}
