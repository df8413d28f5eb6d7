//! The form of the start: its fields as they were typed, what they ask for, and which of them this browser remembers. Only
//! codes and figures are remembered, nothing about a candidate or a client.

use crate::intake::{Brought, fingerprint};
use crate::problem::Problem;
use dossier::core::generate::Format;
use dossier::core::generate::choices::Choices;
use dossier::core::offer::{ContractForm, OfferFile, Rate, RateUnit, Recipient};
use dossier::core::sheet::LOOKS;
use dossier::db::rows::InputRole;
use dossier::service::library::Furnishing;
use dossier::service::runs::{Draft, ProfileChoice, RunOptions};
use dossier::{Class, Pack};
use std::str::FromStr;
use uuid::Uuid;

/// Fields of the form that are no files.
pub(super) const FIELDS: [&str; 34] = [
    "key", "cv_text", "job_text", "profile", "client", "brand", "locale", "look", "pack", "anonymous", "show_photo",
    "template", "format", "review", "number_offer", "number", "contract", "rate", "unit", "start_date", "end_date",
    "valid_until", "workload", "region", "payment_days", "expenses", "notice", "company", "salutation", "first_name",
    "last_name", "street", "postal_code", "town",
];

/// Fields that a browser remembers, in the order of its cookie.
const REMEMBERED: [&str; 10] =
    ["pack", "look", "locale", "review", "contract", "unit", "payment_days", "region", "number_offer", "format"];

/// Longest value that is remembered, in bytes.
const REMEMBERED_BYTES_MAX: usize = 32;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    values: Vec<(&'static str, String)>,
}

impl Form {
    /// An empty form with what this browser remembers.
    pub(super) fn remembering(cookie: Option<&str>) -> Self {
        let mut form = Self::default();
        let Some(cookie) = cookie else {
            form.add("format", "docx".to_owned());
            form.add("format", "pdf".to_owned());
            return form;
        };
        for (name, kept) in REMEMBERED.into_iter().zip(cookie.split(':')) {
            for value in kept.split('+').filter(|value| is_kept(value)) {
                form.add(name, value.to_owned());
            }
        }
        form
    }

    /// The cookie that remembers.
    pub(super) fn remembered(&self) -> String {
        let kept = REMEMBERED.map(|name| {
            let values = self.values.iter().filter(|(field, value)| *field == name && is_kept(value));
            values.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("+")
        });
        kept.join(":")
    }

    /// The name of a field, where the form has it.
    pub(super) fn known(name: &str) -> Option<&'static str> {
        FIELDS.into_iter().find(|field| *field == name)
    }

    /// Adds a value to a field.
    pub(super) fn add(&mut self, name: &'static str, value: String) {
        self.values.push((name, value));
    }

    /// The first value of a field; nothing where there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Whether a field has a value.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(field, own)| *field == name && own == value)
    }

    /// What is asked for, with the files of a draft.
    ///
    /// # Errors
    /// 422 with the field that cannot be read.
    pub(super) fn brought(&self, draft: &Draft) -> Result<Brought, Problem> {
        let files = draft.hashes();
        let brings = |wanted| files.iter().any(|(role, _)| *role == wanted);
        let mut options = self.options()?;
        options.choices.photo |= brings(InputRole::Photo);
        if brings(InputRole::Offer) {
            options.offer = None;
        }
        let body = fingerprint(draft, &options, options.offer.as_ref())?;
        Ok(Brought { body, options })
    }

    fn options(&self) -> Result<RunOptions, Problem> {
        let templates = self.values.iter().filter(|(name, value)| *name == "template" && !value.is_empty());
        let templates: Result<Vec<_>, Problem> =
            templates.map(|(_, id)| id.parse::<Uuid>().map_err(|_| wrong("template"))).collect();
        let formats = [Format::Docx, Format::Pdf, Format::Html];
        let offer = self.offer()?;
        Ok(RunOptions {
            locale: self.parsed("locale")?,
            pack: if matches!(self.value("pack"), "client" | "anonymous") { Pack::Client } else { Pack::Full },
            anonymous: self.has("pack", "anonymous").then(|| self.value("anonymous").trim().to_owned()),
            choices: Choices {
                look: LOOKS.into_iter().find(|look| look.name() == self.value("look")),
                photo: self.has("show_photo", "yes"),
                ..Choices::default()
            },
            formats: formats.into_iter().filter(|format| self.has("format", format.extension())).collect(),
            review: self.has("review", "yes"),
            library: Furnishing { brand: self.parsed("brand")?, templates: templates?, ..Furnishing::default() },
            profile: self.parsed("profile")?.map(|id| ProfileChoice { id, version: None }),
            client: self.parsed("client")?,
            number_offer: self.has("number_offer", "yes"),
            offer: (offer != OfferFile::default()).then_some(offer),
            ..RunOptions::default()
        })
    }

    fn offer(&self) -> Result<OfferFile, Problem> {
        let text = |name| Some(self.value(name).trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        let rate = match text("rate") {
            Some(amount) => {
                let cents = cents(&amount).ok_or_else(|| wrong("rate"))?;
                Some(Rate { cents, unit: unit(self.value("unit")), currency: None })
            }
            None => None,
        };
        Ok(OfferFile {
            number: text("number"),
            recipient: Recipient {
                company: text("company"),
                salutation: text("salutation"),
                first_name: text("first_name"),
                last_name: text("last_name"),
                street: text("street"),
                postal_code: text("postal_code"),
                town: text("town"),
                ..Recipient::default()
            },
            contract_form: contract(self.value("contract")),
            rate,
            region: text("region"),
            workload: text("workload"),
            start_date: self.parsed("start_date")?,
            end_date: self.parsed("end_date")?,
            valid_until: self.parsed("valid_until")?,
            expenses: text("expenses"),
            payment_days: self.parsed("payment_days")?,
            notice: text("notice"),
            ..OfferFile::default()
        })
    }

    fn parsed<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Problem> {
        match self.value(name).trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| wrong(name)),
        }
    }
}

fn wrong(name: &str) -> Problem {
    Problem::of(Class::Usage, "form.invalid").field(format!("/{name}"), "field.invalid")
}

/// Whether a value is a code or a figure, and goes into a cookie.
fn is_kept(value: &str) -> bool {
    (1..=REMEMBERED_BYTES_MAX).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn contract(code: &str) -> Option<ContractForm> {
    match code {
        "leasing" => Some(ContractForm::Leasing),
        "services" => Some(ContractForm::Services),
        "work" => Some(ContractForm::Work),
        "placement" => Some(ContractForm::Placement),
        "payroll" => Some(ContractForm::Payroll),
        _ => None,
    }
}

fn unit(code: &str) -> RateUnit {
    match code {
        "day" => RateUnit::Day,
        "month" => RateUnit::Month,
        "fee" => RateUnit::Fee,
        _ => RateUnit::Hour,
    }
}

/// An amount as people write it (`142.50`, `1'250`, `98,5`), in minor units.
fn cents(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|sign| !matches!(sign, '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (whole, part) = plain.split_once(['.', ',']).unwrap_or((plain.as_str(), ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(values: &[(&'static str, &str)]) -> Form {
        let mut form = Form::default();
        for (name, value) in values {
            form.add(name, (*value).to_owned());
        }
        form
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let table = [
            ("142.50", Some(14_250)),
            ("142,5", Some(14_250)),
            ("1'250", Some(125_000)),
            ("98", Some(9_800)),
            ("1.234.5", None),
            ("12.345", None),
            ("-3", None),
            ("", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in table {
            assert_eq!(cents(text), expected, "{text}");
        }
    }

    #[test]
    fn a_browser_remembers_codes_and_nothing_about_people() {
        let typed = form(&[
            ("pack", "anonymous"),
            ("anonymous", "K-0417"),
            ("format", "docx"),
            ("format", "pdf"),
            ("contract", "services"),
            ("region", "Frau Muster: Bern"),
            ("last_name", "Muster"),
            ("cv_text", "Anna"),
        ]);
        let cookie = typed.remembered();
        assert_eq!(cookie, "anonymous::::services:::::docx+pdf");
        let again = Form::remembering(Some(&cookie));
        assert!(again.has("format", "pdf") && again.has("contract", "services") && again.value("region").is_empty());
        assert_eq!(Form::remembering(Some("<b>:\"")), Form::default());
        assert!(Form::remembering(None).has("format", "docx"));
    }

    #[test]
    fn fields_become_options_and_what_cannot_be_read_is_pointed_at() {
        let typed = form(&[
            ("pack", "anonymous"),
            ("anonymous", " K-0417 "),
            ("locale", "fr-CH"),
            ("look", "modern"),
            ("format", "pdf"),
            ("rate", "142,50"),
            ("unit", "day"),
            ("start_date", "2026-03-02"),
        ]);
        let options = typed.options().expect("options");
        assert_eq!((options.pack, options.anonymous.as_deref()), (Pack::Client, Some("K-0417")));
        assert_eq!(options.formats, [Format::Pdf]);
        let rate = options.offer.and_then(|offer| offer.rate).expect("a rate");
        assert_eq!((rate.cents, rate.unit), (14_250, RateUnit::Day));
        assert_eq!(form(&[]).options().expect("options").offer, None);
        for (name, value) in [("locale", "xx"), ("start_date", "soon"), ("rate", "much"), ("brand", "1")] {
            let problem = form(&[(name, value)]).options().expect_err("a wrong field");
            assert_eq!(problem.errors().first().map(|error| error.pointer.clone()), Some(format!("/{name}")));
        }
    }
}
