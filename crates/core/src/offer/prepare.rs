//! Joins what the desk fills in with brand, profile and match: what the law forbids is refused, what is left out is taken
//! from brand and profile, what is missing is marked, and what looks wrong makes a warning.

use super::card::{self, Found, Wanted};
use super::effort::{Measure, estimate, planned};
use super::legal::{self, Case, CombinationKind, LegalKey};
use super::record::{Mark, OfferRecord, OfferWarning, OfferedCandidate, RateSource, Terms, arguments};
use super::{Level, OfferCandidate, OfferError, OfferFile, Rate, Vat, holidays, hours_per_day_tenths, vat};
use crate::brand::Brand;
use crate::locale::{Currency, Language};
use crate::records::job::JobProfile;
use crate::records::matching::Match;
use crate::time::Day;
use crate::understand::percent;
use jiff::Span;

/// What makes a warning, besides the notes of the law: code and reason.
const WARNINGS: [(&str, &str); 8] = [
    ("offer.rate_ambiguous", "several lines of the rate card fit; state rate, level or rate_unit"),
    ("offer.no_calendar", "no days of rest are known for the region, so no effort is counted"),
    ("offer.region_missing", "only nationwide days of rest are left out; state region, such as CH-ZH"),
    ("offer.ceiling_without_total", "a ceiling needs a rate and a planned effort"),
    ("offer.expired", "the last day of validity lies before the date of the offer"),
    ("offer.no_legal_text", "there is no legal text for this form of contract in the desk's country"),
    ("offer.rate_below_buying", "a selling rate is not above the buying rate"),
    ("offer.candidate_named", "the shortlist names people; check that each has consented"),
];

/// Why an offer has a warning of this code; `None` for other codes.
pub fn warning_reason(code: &str) -> Option<&'static str> {
    WARNINGS.iter().find(|(known, _)| *known == code).map(|(_, reason)| *reason)
}

/// Joins the desk's data with brand, profile and match.
///
/// # Errors
/// [`OfferError::Value`] for a field that is not usable, [`OfferError::Forbidden`] when the law forbids the offer.
pub fn prepare(
    file: &OfferFile,
    brand: &Brand,
    job: Option<&JobProfile>,
    matching: Option<&Match>,
    date: Day,
) -> Result<OfferRecord, OfferError> {
    file.check()?;
    let mut recipient = file.recipient.clone();
    recipient.company = recipient.company.or_else(|| job.and_then(|job| job.client.clone()));
    let buyer = recipient.country.clone().unwrap_or_else(|| brand.file.country.clone());
    let desk =
        Desk { file, brand, job, client: recipient.company.as_deref(), region: place(file, brand, &buyer), date };
    let mut warnings = desk.lawful()?;
    let role = file.role.clone().or_else(|| job.and_then(|job| job.title.clone()));
    let candidates: Vec<OfferedCandidate> =
        file.candidates.iter().map(|one| desk.candidate(one, role.as_deref(), &mut warnings)).collect();
    let terms = desk.terms(&buyer, role.as_deref(), candidates.is_empty(), &mut warnings);
    desk.look_again(&terms, &candidates, &mut warnings);
    warnings.dedup();
    let no_rate = terms.fee_tenths.is_none()
        && (candidates.iter().any(|one| one.rate.is_none()) || candidates.is_empty() && terms.rate.is_none());
    let marks = [
        (Mark::Number, file.number.is_none()),
        (Mark::Recipient, recipient.company.is_none()),
        (Mark::Role, role.is_none()),
        (Mark::Rate, no_rate),
        (Mark::Vat, terms.vat == Vat::Unknown),
        (Mark::Validity, terms.valid_until.is_none()),
    ];
    Ok(OfferRecord {
        schema: "dossier.offer/1".into(),
        number: file.number.clone(),
        date: date.to_string(),
        role,
        profile_id: job.and_then(|job| job.id.clone()),
        buying_rate: file.buying_rate.map(|rate| desk.in_currency(rate)),
        candidates,
        arguments: matching.map(arguments).unwrap_or_default(),
        marks: marks.into_iter().filter(|(_, missing)| *missing).map(|(mark, _)| mark).collect(),
        warnings,
        terms,
        recipient,
    })
}

/// What the parts of an offer are made from.
struct Desk<'a> {
    file: &'a OfferFile,
    brand: &'a Brand,
    job: Option<&'a JobProfile>,
    client: Option<&'a str>,
    region: String,
    date: Day,
}

/// What a rate is looked for by.
struct Sought<'a> {
    rate: Option<Rate>,
    role: Option<&'a str>,
    level: Option<Level>,
}

impl Desk<'_> {
    /// Refuses what the law forbids; tells what it asks for besides.
    fn lawful(&self) -> Result<Vec<OfferWarning>, OfferError> {
        let Some(form) = self.file.contract_form else { return Ok(Vec::new()) };
        let case = Case {
            form,
            seller: &self.brand.file.country,
            buyer: holidays::country_of(&self.region),
            licence: !self.brand.file.leasing_licence.trim().is_empty(),
            portage: self.file.portage || self.brand.file.portage,
        };
        let mut told = Vec::new();
        for combination in legal::combinations(&case) {
            let reason = combination.reason(Language::En);
            match combination.kind {
                CombinationKind::Block => return Err(OfferError::Forbidden { code: combination.code, reason }),
                CombinationKind::Note => told.push(warning(combination.code.code(), reason)),
            }
        }
        Ok(told)
    }

    /// The key of the text that the offer prints, where there is one.
    fn legal(&self) -> Option<LegalKey> {
        let form = self.file.contract_form?;
        let country = self.brand.file.country.clone();
        let valid_from = legal::text(form, &country, self.date).map(|text| text.valid_from);
        let own = self.brand.file.legal.has(form);
        (own || valid_from.is_some()).then_some(LegalKey { form, country, valid_from, own })
    }

    /// The day of supply that taxes go by: the start, where it is still to come.
    fn supply(&self) -> Day {
        self.file.start_date.map_or(self.date, |start| start.max(self.date))
    }

    fn currency(&self) -> Currency {
        self.brand.file.currency.unwrap_or(Currency::Chf)
    }

    fn in_currency(&self, rate: Rate) -> Rate {
        Rate { currency: Some(rate.currency.unwrap_or_else(|| self.currency())), ..rate }
    }

    /// A stated rate goes before the offer's, and the offer's before the card's.
    fn rate(&self, sought: &Sought<'_>, warnings: &mut Vec<OfferWarning>) -> (Option<Rate>, Option<RateSource>) {
        if let Some(rate) = sought.rate.or(self.file.rate) {
            return (Some(self.in_currency(rate)), Some(RateSource::File));
        }
        let Some(role) = sought.role.filter(|_| self.file.fee_tenths.is_none()) else { return (None, None) };
        let wanted = Wanted {
            role,
            level: sought.level.or(self.file.level),
            client: self.client,
            unit: self.file.rate_unit,
            form: self.file.contract_form,
            day: self.supply(),
        };
        match card::find(&self.brand.file.rates, &wanted) {
            Found::One(line) => {
                let rate = Rate { cents: line.cents, unit: line.unit, currency: line.currency };
                (Some(self.in_currency(rate)), Some(RateSource::Card))
            }
            Found::Several => {
                warnings.push(own_warning("offer.rate_ambiguous"));
                (None, None)
            }
            Found::Nothing => (None, None),
        }
    }

    fn measure(&self, workload: Option<&str>, rate: Option<Rate>) -> Measure<'_> {
        let stated = workload.and_then(percent);
        let range = stated.or_else(|| self.job.and_then(|job| job.workload));
        Measure {
            region: &self.region,
            workload_percent: range.map_or(100, |range| range.max),
            per_day_tenths: self.per_day(),
            unit: rate.map(|rate| rate.unit),
        }
    }

    fn per_day(&self) -> u32 {
        self.file.hours_per_day_tenths.unwrap_or_else(|| hours_per_day_tenths(&self.brand.file.country))
    }

    fn start(&self) -> Option<String> {
        let stated = self.file.start.clone().or_else(|| self.file.start_date.map(|day| day.to_string()));
        stated.or_else(|| self.job.and_then(|job| job.start.clone()))
    }

    fn workload(&self) -> Option<String> {
        self.file.workload.clone().or_else(|| {
            self.job.and_then(|job| job.workload).map(|range| {
                if range.min == range.max {
                    format!("{} %", range.max)
                } else {
                    format!("{}–{} %", range.min, range.max)
                }
            })
        })
    }

    fn candidate(
        &self,
        one: &OfferCandidate,
        role: Option<&str>,
        warnings: &mut Vec<OfferWarning>,
    ) -> OfferedCandidate {
        let sought = Sought { rate: one.rate, role: one.role.as_deref().or(role), level: one.level };
        let (rate, rate_from) = self.rate(&sought, warnings);
        let workload = one.workload.clone().or_else(|| self.workload());
        let planned = planned(self.file, &self.measure(workload.as_deref(), rate));
        OfferedCandidate {
            name: one.name.clone(),
            code: one.code.clone(),
            role: sought.role.map(str::to_owned),
            rate,
            rate_from,
            workload,
            start: one.start.clone().or_else(|| self.start()),
            estimate_cents: estimate(rate, planned.as_ref()),
            planned,
        }
    }

    /// The terms; `single`: for one candidate, whose rate may come from the card.
    fn terms(&self, buyer: &str, role: Option<&str>, single: bool, warnings: &mut Vec<OfferWarning>) -> Terms {
        let (file, usual) = (self.file, &self.brand.file.offer);
        let sought = Sought { rate: None, role: role.filter(|_| single), level: None };
        let (rate, rate_from) = self.rate(&sought, warnings);
        let workload = self.workload();
        let planned = planned(file, &self.measure(workload.as_deref(), rate)).filter(|_| single);
        let business = file.recipient.business.unwrap_or(true);
        let validity = usual.validity_days.and_then(|days| self.date.checked_add(Span::new().days(days)).ok());
        Terms {
            contract_form: file.contract_form,
            legal: self.legal(),
            rate,
            rate_from,
            currency: rate.and_then(|rate| rate.currency).unwrap_or_else(|| self.currency()),
            vat: vat(&self.brand.file.country, buyer, business, self.supply(), file.vat_tenths),
            vat_note: file.vat_note.clone(),
            region: self.region.clone(),
            workload,
            start: self.start(),
            end: file.end_date.map(|day| day.to_string()),
            duration: file.duration.clone().or_else(|| self.job.and_then(|job| job.duration.clone())),
            fee_tenths: file.fee_tenths,
            estimate_cents: estimate(rate, planned.as_ref()),
            planned,
            hours_per_day_tenths: self.per_day(),
            ceiling: file.ceiling,
            valid_until: file.valid_until.or(validity).map(|day| day.to_string()),
            binding: file.binding.unwrap_or(usual.binding),
            expenses: file.expenses.clone().or_else(|| usual.expenses.clone()),
            surcharges: file.surcharges.clone().unwrap_or_else(|| usual.surcharges.clone()),
            payment_days: file.payment_days.or(usual.payment_days),
            notice: file.notice.clone().or_else(|| usual.notice.clone()),
            subcontracting: file.subcontracting.clone(),
            subcontract_chain: file.subcontract_chain.clone(),
        }
    }

    /// What a desk may have overlooked.
    fn look_again(&self, terms: &Terms, candidates: &[OfferedCandidate], warnings: &mut Vec<OfferWarning>) {
        let file = self.file;
        let stated = file.hours_planned.or(file.days_planned).is_some();
        let counts = !stated && file.start_date.is_some() && file.end_date.is_some();
        let country_only = !self.region.contains('-') && holidays::has_regions(&self.region);
        let no_total = terms.estimate_cents.is_none() && candidates.iter().all(|one| one.estimate_cents.is_none());
        let rates = candidates.iter().map(|one| one.rate).chain([terms.rate]).flatten();
        let below = |buying: Rate| {
            let buying = self.in_currency(buying);
            let like = |rate: &Rate| rate.unit == buying.unit && rate.currency == buying.currency;
            rates.clone().any(|rate| like(&rate) && rate.cents <= buying.cents)
        };
        let found = [
            ("offer.no_calendar", counts && !holidays::is_known(&self.region)),
            ("offer.region_missing", counts && country_only),
            ("offer.ceiling_without_total", file.ceiling && no_total),
            ("offer.expired", file.valid_until.is_some_and(|day| day < self.date)),
            ("offer.no_legal_text", file.contract_form.is_some() && terms.legal.is_none()),
            ("offer.rate_below_buying", file.buying_rate.is_some_and(below)),
            ("offer.candidate_named", candidates.iter().any(|one| one.name.is_some())),
        ];
        warnings.extend(found.into_iter().filter(|(_, so)| *so).map(|(code, _)| own_warning(code)));
    }
}

/// A warning of [`WARNINGS`].
fn own_warning(code: &str) -> OfferWarning {
    let reason = WARNINGS.iter().find(|(name, _)| *name == code).map_or("", |(_, reason)| *reason);
    warning(code, reason)
}

fn warning(code: &str, reason: &str) -> OfferWarning {
    OfferWarning { code: code.to_owned(), reason: reason.to_owned() }
}

/// The place of work: as stated, else the brand's region where the buyer is in its country, else the buyer's country.
fn place(file: &OfferFile, brand: &Brand, buyer: &str) -> String {
    let usual = Some(&brand.file.region).filter(|region| holidays::country_of(region) == buyer);
    file.region.as_ref().or(usual).cloned().unwrap_or_else(|| buyer.to_owned())
}
