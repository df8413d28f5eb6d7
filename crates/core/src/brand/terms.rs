//! What a brand says about offers: rate card, usual terms, signatures and legal words of its own. Part of the brand file.

use super::{BrandError, BrandFile};
use crate::locale::{Currency, Language};
use crate::offer::holidays::{is_listed, known_regions};
use crate::offer::{ContractForm, Level, RateUnit, Surcharge, duplicate_rate, is_region};
use crate::time::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most lines of a rate card.
pub const RATES_MAX: usize = 2_000;
/// Longest validity of an offer in days.
const VALIDITY_DAYS_MAX: u32 = 3_650;

/// A line of the rate card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CardRate {
    /// Role; the line fits where all its words stand in the role offered, without regard to case and accents.
    pub role: String,
    /// Level; absent: every level.
    #[serde(default)]
    pub level: Option<Level>,
    /// Client; empty: every client.
    #[serde(default)]
    pub client: String,
    /// What the rate is paid for; `fee` is for placements only.
    pub unit: RateUnit,
    /// Selling rate in minor units (cents, Rappen).
    pub cents: i64,
    /// Currency (ISO 4217). Default: the brand's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// First day on which it holds; absent: always.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub from: Option<Day>,
}

/// Usual terms of an offer; an offer file goes first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OfferDefaults {
    /// Days to pay.
    pub payment_days: Option<u32>,
    /// Expenses in words.
    pub expenses: Option<String>,
    /// Notice in words.
    pub notice: Option<String>,
    /// Surcharges; not part of the estimate.
    pub surcharges: Vec<Surcharge>,
    /// Days from the date of the offer to the last day of its validity.
    pub validity_days: Option<u32>,
    /// Whether offers bind. Default: without obligation, subject to availability.
    pub binding: bool,
}

/// Who signs an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignatureFile {
    /// Name.
    pub name: String,
    /// Function.
    pub role: String,
}

/// Legal words of the desk's own, which replace the built-in ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LegalFile {
    /// For staff leasing.
    pub leasing: OwnText,
    /// For services.
    pub services: OwnText,
    /// For contracts for work.
    pub work: OwnText,
    /// For placements.
    pub placement: OwnText,
    /// For payroll.
    pub payroll: OwnText,
}

/// A text in the languages of papers; the built-in one stands where a language is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OwnText {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

impl LegalFile {
    fn of(&self, form: ContractForm) -> &OwnText {
        match form {
            ContractForm::Leasing => &self.leasing,
            ContractForm::Services => &self.services,
            ContractForm::Work => &self.work,
            ContractForm::Placement => &self.placement,
            ContractForm::Payroll => &self.payroll,
        }
    }

    /// The desk's own text for a form of contract in a language.
    pub fn text(&self, form: ContractForm, language: Language) -> Option<&str> {
        let own = self.of(form);
        let text = match language {
            Language::De => &own.de,
            Language::En => &own.en,
            Language::Fr => &own.fr,
        };
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    /// Whether there is a text for a form of contract in any language.
    pub fn has(&self, form: ContractForm) -> bool {
        [Language::De, Language::En, Language::Fr].into_iter().any(|language| self.text(form, language).is_some())
    }
}

/// Checks what the brand says about offers.
///
/// # Errors
/// [`BrandError::Value`] naming the field.
pub(super) fn check(file: &BrandFile) -> Result<(), BrandError> {
    let value = |field: &'static str, reason: String| Err(BrandError::Value { field, reason });
    if !file.region.is_empty() {
        let in_country = file.region.split('-').next() == Some(file.country.as_str());
        if !is_region(&file.region) || !in_country {
            return value("region", "it must be a region of the brand's country such as CH-ZH (ISO 3166-2)".into());
        }
        // Days of rest would silently be those of the country alone.
        let known = known_regions(&file.country);
        if !known.is_empty() && file.region != file.country && !is_listed(&file.region) {
            return value("region", format!("its days of rest are not known; choose one of {}", known.join(", ")));
        }
    }
    if file.rates.len() > RATES_MAX {
        return value("rate", format!("a rate card has at most {RATES_MAX} lines"));
    }
    if let Some(at) = file.rates.iter().position(|rate| rate.cents <= 0 || !has_words(&rate.role)) {
        return value("rate", format!("line {} needs a role and an amount above zero, in cents or Rappen", at + 1));
    }
    if let Some(line) = duplicate_rate(&file.rates) {
        return value("rate", format!("line {line} says the same as an earlier one, from the same day"));
    }
    if !file.offer.surcharges.iter().all(Surcharge::is_sound) {
        return value("offer.surcharges", "each needs a label and at most 10000 tenths of a percent".into());
    }
    if file.offer.validity_days.is_some_and(|days| !(1..=VALIDITY_DAYS_MAX).contains(&days)) {
        return value("offer.validity_days", format!("it must be 1 to {VALIDITY_DAYS_MAX} days"));
    }
    if file.signatures.len() > 3 || file.signatures.iter().any(|one| one.name.trim().is_empty()) {
        return value("signature", "at most three people sign, and each has a name".into());
    }
    Ok(())
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::Brand;

    #[test]
    fn terms_are_checked_field_by_field() {
        let line = |role: &str, cents: i64| format!("[[rate]]\nrole = '{role}'\nunit = 'hour'\ncents = {cents}\n");
        for sound in [
            "region = 'CH-ZH'".to_owned(),
            "region = 'CH'".into(),
            "country = 'FR'\nregion = 'FR-GES'".into(),
            "country = 'GB'\nregion = 'GB-LND'".into(),
            "web = 'https://x.example/'\n[contact]\nemail = 'info@x.example'".into(),
            line("Java Developer", 14_500),
            format!("{}{}", line("Java Developer", 14_500), line("Java Developer", 15_000)) + "from = '2027-01-01'",
            "[offer]\nvalidity_days = 30\nbinding = true\nsurcharges = [{ label = 'Nacht', percent_tenths = 250 }]"
                .into(),
            "[[signature]]\nname = 'Livia Aeschlimann'\nrole = 'Mandate'".into(),
            "[legal.services]\nde = 'Es gilt unser Rahmenvertrag.'".into(),
        ] {
            assert!(Brand::parse(&sound, &super::super::Assets::new()).is_ok(), "{sound}");
        }
        for wrong in [
            "region = 'DE-BE'".to_owned(),
            "region = 'Zürich'".into(),
            "region = 'CH-XX'".into(),
            "web = 'info@x.example'".into(),
            "[contact]\nemail = 'nomail'".into(),
            line("Java Developer", 0),
            line("–", 14_500),
            format!("{}{}", line("Java Developer", 14_500), line("java  DEVELOPER", 15_000)),
            "[offer]\nvalidity_days = 0".into(),
            "[offer]\nsurcharges = [{ label = ' ' }]".into(),
            "[[signature]]\nrole = 'Mandate'".into(),
        ] {
            assert_eq!(
                Brand::parse(&wrong, &super::super::Assets::new()).expect_err(&wrong).code(),
                "brand.value",
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_wrong_value_is_answered_by_its_line_and_what_may_stand_there() {
        let said = |toml: &str| Brand::parse(toml, &super::super::Assets::new()).expect_err(toml).to_string();
        let region = said("country = 'CH'\nregion = 'CH-XX'");
        assert!(region.contains("field region is not usable: line 2: ") && region.contains("CH-ZG, CH-ZH"), "{region}");
        assert!(!region.contains("DE-BY"), "only those of the country: {region}");
        let email = said("name = 'Desk'\n[contact]\nemail = 'nomail'");
        assert!(email.contains("field contact.email is not usable: line 3: it must be an e-mail address"), "{email}");
        let plain = Brand::parse("web = 'https://x.example/'", &super::super::Assets::new()).expect("sound");
        assert_eq!(plain.file.web, "x.example");
    }

    #[test]
    fn own_legal_words_go_by_form_and_language() {
        let brand =
            Brand::parse("[legal.services]\nde = ' Es gilt unser Rahmenvertrag. '", &super::super::Assets::new())
                .expect("sound");
        let legal = &brand.file.legal;
        assert_eq!(legal.text(ContractForm::Services, Language::De), Some("Es gilt unser Rahmenvertrag."));
        assert_eq!(legal.text(ContractForm::Services, Language::Fr), None);
        assert_eq!((legal.has(ContractForm::Services), legal.has(ContractForm::Work)), (true, false));
    }
}
