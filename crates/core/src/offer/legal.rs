//! Legal words of an offer by form of contract and country, and combinations that must not be offered. Both are data
//! (`data/legal.toml`) with the statutes they rest on; our own wording, no legal advice.

use super::ContractForm;
use crate::brand::LegalFile;
use crate::locale::{Language, Locale};
use crate::time::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Words for a form of contract under the law of the desk's country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LegalText {
    /// Form of the contract.
    pub form: ContractForm,
    /// Country whose law is named (ISO 3166).
    pub country: String,
    /// First day on which it holds.
    pub valid_from: Day,
    /// Statutes it rests on.
    pub source: String,
    #[serde(flatten)]
    words: Words,
}

/// Which legal text an offer prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LegalKey {
    /// Form of the contract.
    pub form: ContractForm,
    /// Country whose law is named (ISO 3166).
    pub country: String,
    /// First day on which the built-in text holds; absent where there is none.
    #[schemars(with = "Option<String>")]
    pub valid_from: Option<Day>,
    /// Whether the brand file has a text of the desk's own, which is printed instead in the languages it is written in.
    pub own: bool,
}

/// A rule on a form of contract between two countries.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Combination {
    /// Stable code.
    pub code: ReasonCode,
    /// Whether it forbids or warns.
    pub kind: CombinationKind,
    /// Form of the contract.
    pub form: ContractForm,
    seller: Vec<String>,
    buyer: Vec<String>,
    unless: Unless,
    /// Statutes it rests on.
    pub source: String,
    #[serde(flatten)]
    words: Words,
}

/// Whether a combination forbids or warns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CombinationKind {
    /// It must not be offered.
    Block,
    /// The desk is told.
    Note,
}

/// What lifts a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unless {
    #[serde(rename = "")]
    Nothing,
    Licence,
    Portage,
}

/// Stable codes of combinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum ReasonCode {
    /// Leasing or payroll needs a licence, and none is stated.
    #[serde(rename = "offer.no_licence")]
    NoLicence,
    /// Leasing from abroad into Switzerland.
    #[serde(rename = "offer.leasing_from_abroad")]
    LeasingFromAbroad,
    /// Leasing into Germany from outside the European Economic Area.
    #[serde(rename = "offer.leasing_outside_eea")]
    LeasingOutsideEea,
    /// Payroll from abroad into Switzerland.
    #[serde(rename = "offer.payroll_from_abroad")]
    PayrollFromAbroad,
    /// Payroll in France that is no portage salarial.
    #[serde(rename = "offer.payroll_not_portage")]
    PayrollNotPortage,
    /// Leasing abroad needs a licence of the SECO as well.
    #[serde(rename = "offer.leasing_abroad_seco")]
    LeasingAbroadSeco,
    /// Leasing into Austria from outside the European Economic Area needs a permit.
    #[serde(rename = "offer.leasing_into_austria")]
    LeasingIntoAustria,
    /// Leasing from Austria out of the European Economic Area needs a permit.
    #[serde(rename = "offer.leasing_from_austria")]
    LeasingFromAustria,
    /// Leasing into German construction is not allowed in principle.
    #[serde(rename = "offer.leasing_construction")]
    LeasingConstruction,
    /// Temporary work in France is possible only in the cases of the law.
    #[serde(rename = "offer.leasing_case_france")]
    LeasingCaseFrance,
    /// Placement for a fee needs a licence in Switzerland.
    #[serde(rename = "offer.placement_licence")]
    PlacementLicence,
}

impl ReasonCode {
    /// The code as text.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoLicence => "offer.no_licence",
            Self::LeasingFromAbroad => "offer.leasing_from_abroad",
            Self::LeasingOutsideEea => "offer.leasing_outside_eea",
            Self::PayrollFromAbroad => "offer.payroll_from_abroad",
            Self::PayrollNotPortage => "offer.payroll_not_portage",
            Self::LeasingAbroadSeco => "offer.leasing_abroad_seco",
            Self::LeasingIntoAustria => "offer.leasing_into_austria",
            Self::LeasingFromAustria => "offer.leasing_from_austria",
            Self::LeasingConstruction => "offer.leasing_construction",
            Self::LeasingCaseFrance => "offer.leasing_case_france",
            Self::PlacementLicence => "offer.placement_licence",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Words {
    de: String,
    en: String,
    fr: String,
}

impl Words {
    fn in_language(&self, language: Language) -> &str {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}

impl LegalText {
    /// The text in a language. German for Switzerland is spelled with ss.
    pub fn text(&self, language: Language) -> &str {
        self.words.in_language(language)
    }
}

impl Combination {
    /// The reason in a language.
    pub fn reason(&self, language: Language) -> &str {
        self.words.in_language(language)
    }
}

#[derive(Debug, Deserialize)]
struct Data {
    eea: Vec<String>,
    text: Vec<LegalText>,
    block: Vec<Combination>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("data/legal.toml")).expect("a test reads these data"));

/// What the combinations are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case<'a> {
    /// Form of the contract.
    pub form: ContractForm,
    /// Country of the desk (ISO 3166).
    pub seller: &'a str,
    /// Country where the work is done (ISO 3166).
    pub buyer: &'a str,
    /// Whether the desk states a licence for leasing.
    pub licence: bool,
    /// Whether the desk states that the rules of portage salarial are kept.
    pub portage: bool,
}

/// The combinations that fit a case: blocks that nothing lifts, other blocks, then notes.
pub fn combinations(case: &Case<'_>) -> Vec<&'static Combination> {
    let mut found: Vec<&'static Combination> = DATA.block.iter().filter(|combination| combination.fits(case)).collect();
    found.sort_by_key(|combination| (combination.kind, combination.unless));
    found
}

/// The text for a form of contract in a country that holds on a day.
pub fn text(form: ContractForm, country: &str, day: Day) -> Option<&'static LegalText> {
    let held = DATA.text.iter().filter(|text| text.form == form && text.country == country && text.valid_from <= day);
    held.max_by_key(|text| text.valid_from)
}

/// The reason behind a code in a language; for a code that several countries share the first one's.
pub fn reason(code: ReasonCode, language: Language) -> Option<&'static str> {
    DATA.block.iter().find(|combination| combination.code == code).map(|combination| combination.reason(language))
}

/// What an offer prints: the desk's own text where it is written in the language, else the built-in one in the spelling of
/// the locale.
pub fn printed(key: &LegalKey, own: &LegalFile, locale: Locale) -> Option<String> {
    let language = locale.language();
    if let Some(text) = own.text(key.form, language) {
        return Some(text.to_owned());
    }
    let ours = text(key.form, &key.country, key.valid_from?)?.text(language);
    // Swiss spelling has no sharp s; what the desk wrote itself stays as it is.
    Some(if locale == Locale::DeCh { ours.replace('ß', "ss") } else { ours.to_owned() })
}

impl Combination {
    fn fits(&self, case: &Case<'_>) -> bool {
        let lifted = match self.unless {
            Unless::Nothing => false,
            Unless::Licence => case.licence,
            Unless::Portage => case.portage,
        };
        self.form == case.form && !lifted && names(&self.seller, case.seller) && names(&self.buyer, case.buyer)
    }
}

/// Whether a list of countries names one: a code, `any`, `not-` and a code, or `not-EEA`.
fn names(list: &[String], country: &str) -> bool {
    list.iter().any(|name| match (name.as_str(), name.strip_prefix("not-")) {
        ("any", _) => true,
        (_, Some("EEA")) => !DATA.eea.iter().any(|member| member == country),
        (_, Some(other)) => other != country,
        (name, None) => name == country,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::CONTRACT_FORMS;
    use crate::offer::file::is_country;

    const LANGUAGES: [Language; 3] = [Language::De, Language::En, Language::Fr];

    #[test]
    fn every_entry_can_be_used() {
        for form in CONTRACT_FORMS {
            for country in ["CH", "DE", "AT", "FR"] {
                let day = Day::new(2026, 1, 27).expect("a day of the calendar");
                let found = text(form, country, day).expect("each form has a text in each country");
                for language in LANGUAGES {
                    assert!(found.text(language).chars().count() > 100, "{form:?} {country} {language:?}");
                }
                let swiss = country != "CH" || !found.text(Language::De).contains('ß');
                assert!(swiss && !found.source.is_empty(), "{form:?} {country}");
            }
        }
        for combination in &DATA.block {
            assert!(LANGUAGES.iter().all(|language| !combination.reason(*language).is_empty()));
            let lists = combination.seller.iter().chain(&combination.buyer);
            for name in lists {
                let name = name.strip_prefix("not-").unwrap_or(name);
                assert!(name == "any" || name == "EEA" || is_country(name), "{combination:?}");
            }
            // A note forbids nothing, so nothing can lift it.
            assert!(combination.kind == CombinationKind::Block || combination.unless == Unless::Nothing);
            assert!(reason(combination.code, Language::En).is_some());
        }
        assert_eq!(DATA.eea.len(), 30);
    }

    #[test]
    fn codes_are_the_names_in_the_data() {
        let raw = include_str!("data/legal.toml");
        for combination in &DATA.block {
            assert!(raw.contains(&format!("code = \"{}\"", combination.code.code())));
        }
    }
}
