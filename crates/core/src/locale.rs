//! Locales, and how each writes money, numbers, dates, lists and quotes. Calendar and list data come from CLDR by way of
//! the `icu` crates, money and quotes from the house's own table.

use crate::time::{Day, PartialDate};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_datetime::input::Date;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale_core::{Locale as IcuLocale, locale};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
    /// French.
    Fr,
}

impl Language {
    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// A language with the customs of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Locale {
    /// German in Switzerland.
    #[serde(rename = "de-CH")]
    DeCh,
    /// German in Germany.
    #[serde(rename = "de-DE")]
    DeDe,
    /// German in Austria.
    #[serde(rename = "de-AT")]
    DeAt,
    /// English, written for readers on the continent.
    #[serde(rename = "en")]
    En,
    /// French in Switzerland.
    #[serde(rename = "fr-CH")]
    FrCh,
    /// French in France.
    #[serde(rename = "fr-FR")]
    FrFr,
}

/// All locales.
pub const LOCALES: [Locale; 6] = [Locale::DeCh, Locale::DeDe, Locale::DeAt, Locale::En, Locale::FrCh, Locale::FrFr];

/// Not one of the six locales.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("locale is none of de-CH, de-DE, de-AT, en, fr-CH, fr-FR")]
pub struct BadLocale;

impl FromStr for Locale {
    type Err = BadLocale;
    fn from_str(text: &str) -> Result<Self, BadLocale> {
        LOCALES.into_iter().find(|locale| locale.tag() == text).ok_or(BadLocale)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl Locale {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::DeCh => "de-CH",
            Self::DeDe => "de-DE",
            Self::DeAt => "de-AT",
            Self::En => "en",
            Self::FrCh => "fr-CH",
            Self::FrFr => "fr-FR",
        }
    }

    /// BCP 47 tag for word processors, which know English only with a country.
    pub fn document_tag(self) -> &'static str {
        if self == Self::En { "en-GB" } else { self.tag() }
    }

    /// Its language.
    pub fn language(self) -> Language {
        match self {
            Self::DeCh | Self::DeDe | Self::DeAt => Language::De,
            Self::En => Language::En,
            Self::FrCh | Self::FrFr => Language::Fr,
        }
    }

    /// ISO 3166 code, or `GB` where the locale has no country.
    pub fn region(self) -> &'static str {
        match self {
            Self::DeCh | Self::FrCh => "CH",
            Self::DeDe => "DE",
            Self::DeAt => "AT",
            Self::En => "GB",
            Self::FrFr => "FR",
        }
    }

    /// The locale of a language in a country (ISO 3166); another country gets the language's largest one.
    pub fn of(language: Language, country: &str) -> Self {
        match (language, country) {
            (Language::De, "CH" | "LI") => Self::DeCh,
            (Language::De, "AT") => Self::DeAt,
            (Language::De, _) => Self::DeDe,
            (Language::En, _) => Self::En,
            (Language::Fr, "CH") => Self::FrCh,
            (Language::Fr, _) => Self::FrFr,
        }
    }

    fn icu(self) -> IcuLocale {
        match self {
            Self::DeCh => locale!("de-CH"),
            Self::DeDe => locale!("de-DE"),
            Self::DeAt => locale!("de-AT"),
            Self::En => locale!("en-GB"),
            Self::FrCh => locale!("fr-CH"),
            Self::FrFr => locale!("fr-FR"),
        }
    }

    /// A date in words, such as `27. Januar 2026`.
    pub fn day(self, day: Day) -> String {
        let formatter =
            DateTimeFormatter::try_new(self.icu().into(), YMD::long()).expect("compiled data has all six locales");
        let text = formatter.format(&iso(day)).to_string();
        // French writes the first of a month as an ordinal; the calendar data does not.
        match text.strip_prefix("1 ") {
            Some(rest) if self.language() == Language::Fr && day.day() == 1 => format!("1er {rest}"),
            _ => text,
        }
    }

    /// A date of any precision: `2021`, `03/2021` (German), `Mar 2021` or `15 March 2021`.
    pub fn partial(self, date: PartialDate) -> String {
        match (date.month_number(), date.day_number()) {
            (None, _) => date.year_number().to_string(),
            (Some(_), None) => {
                let formatter = DateTimeFormatter::try_new(self.icu().into(), YM::medium())
                    .expect("compiled data has all six locales");
                let text = formatter.format(&iso(date.first_day())).to_string();
                // British calendar data has one month of four letters among those of three.
                if self == Self::En { text.replace("Sept ", "Sep ") } else { text }
            }
            (Some(_), Some(_)) => self.day(date.first_day()),
        }
    }

    /// A date of any precision with its month in words: `2021`, `März 2021` or `15. März 2021`.
    pub fn spelled(self, date: PartialDate) -> String {
        if date.month_number().is_none() || date.day_number().is_some() {
            return self.partial(date);
        }
        let formatter =
            DateTimeFormatter::try_new(self.icu().into(), YM::long()).expect("compiled data has all six locales");
        formatter.format(&iso(date.first_day())).to_string()
    }

    /// Month and year in figures: `03.2019` (German, Swiss), `03/2019` (English, France), or the year alone.
    pub fn in_figures(self, date: PartialDate) -> String {
        let year = date.year_number();
        match (date.month_number(), self) {
            (None, _) => year.to_string(),
            (Some(month), Self::En | Self::FrFr) => format!("{month:02}/{year}"),
            (Some(month), _) => format!("{month:02}.{year}"),
        }
    }

    /// A list in words: `A, B und C`.
    pub fn list(self, items: &[String]) -> String {
        let options = ListFormatterOptions::default().with_length(ListLength::Wide);
        let formatter =
            ListFormatter::try_new_and(self.icu().into(), options).expect("compiled data has all six locales");
        formatter.format(items.iter()).to_string()
    }

    /// A whole number with the locale's group separator.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 3 {
                out.push(self.group_separator());
            }
            out.push(digit);
        }
        if number < 0 { format!("-{out}") } else { out }
    }

    /// An amount of money in minor units, such as `CHF 1'234.50` or `1.234,50 €`.
    pub fn money(self, cents: i64, currency: Currency) -> String {
        let decimal = match self {
            Self::DeCh | Self::FrCh | Self::En => '.',
            Self::DeDe | Self::DeAt | Self::FrFr => ',',
        };
        let sign = if cents < 0 { "-" } else { "" };
        let whole = self.number((cents / 100).abs());
        let amount = format!("{sign}{whole}{decimal}{:02}", (cents % 100).abs());
        let symbol = match (self, currency) {
            (Self::DeCh | Self::FrCh | Self::En, currency) => currency.code(),
            (_, Currency::Eur) => "€",
            (_, currency) => currency.code(),
        };
        // No-break spaces, so that an amount never splits at the end of a line.
        match self {
            Self::DeCh | Self::FrCh | Self::En | Self::DeAt => format!("{symbol}\u{a0}{amount}"),
            Self::DeDe | Self::FrFr => format!("{amount}\u{a0}{symbol}"),
        }
    }

    fn group_separator(self) -> char {
        match self {
            Self::DeCh | Self::FrCh => '\'',
            Self::En => ',',
            Self::DeDe | Self::DeAt => '.',
            Self::FrFr => '\u{202f}',
        }
    }

    /// A decimal number from tenths, without a trailing zero.
    pub fn tenths(self, tenths: i64) -> String {
        let decimal = match self {
            Self::DeCh | Self::FrCh | Self::En => '.',
            Self::DeDe | Self::DeAt | Self::FrFr => ',',
        };
        let whole = self.number(tenths / 10);
        if tenths % 10 == 0 { whole } else { format!("{whole}{decimal}{}", (tenths % 10).abs()) }
    }

    /// A percentage with one decimal place at most, from tenths of a percent.
    pub fn percent(self, tenths: i64) -> String {
        let number = self.tenths(tenths);
        match self {
            Self::En => format!("{number}%"),
            _ => format!("{number}\u{a0}%"),
        }
    }

    /// A quotation in the locale's marks.
    pub fn quote(self, text: &str) -> String {
        match self {
            Self::DeCh => format!("«{text}»"),
            Self::DeDe | Self::DeAt => format!("„{text}“"),
            Self::En => format!("“{text}”"),
            Self::FrCh | Self::FrFr => format!("«\u{202f}{text}\u{202f}»"),
        }
    }
}

fn iso(day: Day) -> Date<icu_calendar::Iso> {
    let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    Date::try_new_iso(i32::from(day.year()), month, date).expect("a calendar day is a calendar day")
}

/// A currency (ISO 4217) that offers are made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Swiss franc.
    Chf,
    /// Euro.
    Eur,
    /// Pound sterling.
    Gbp,
    /// US dollar.
    Usd,
}

impl Currency {
    /// ISO 4217 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chf => "CHF",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Usd => "USD",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn money_by_custom() {
        let all: Vec<String> = LOCALES
            .iter()
            .map(|locale| {
                locale
                    .money(
                        123_450,
                        if locale.region() == "CH" || locale.region() == "GB" { Currency::Chf } else { Currency::Eur },
                    )
                    .replace(['\u{a0}', '\u{202f}'], " ")
            })
            .collect();
        assert_eq!(all, ["CHF 1'234.50", "1.234,50 €", "€ 1.234,50", "CHF 1,234.50", "CHF 1'234.50", "1 234,50 €"]);
        assert_eq!(Locale::DeCh.money(-5, Currency::Chf), "CHF\u{a0}-0.05");
    }

    #[test]
    fn dates_by_custom() {
        let day = date(2026, 1, 27);
        let all: Vec<String> = LOCALES.iter().map(|locale| locale.day(day)).collect();
        assert_eq!(
            all,
            [
                "27. Januar 2026", "27. Januar 2026", "27. Jänner 2026", "27 January 2026", "27 janvier 2026",
                "27 janvier 2026"
            ]
        );
        assert_eq!(Locale::FrCh.day(date(2026, 6, 1)), "1er juin 2026");
        let march: PartialDate = "2021-03".parse().expect("a month");
        let all: Vec<String> = LOCALES.iter().map(|locale| locale.partial(march)).collect();
        assert_eq!(all, ["03/2021", "03/2021", "03/2021", "Mar 2021", "mars 2021", "mars 2021"]);
        let all: Vec<String> = LOCALES.iter().map(|locale| locale.spelled(march)).collect();
        assert_eq!(all, ["März 2021", "März 2021", "März 2021", "March 2021", "mars 2021", "mars 2021"]);
        assert_eq!(Locale::DeAt.spelled("2021".parse().expect("a year")), "2021");
        let figures: Vec<String> = LOCALES.iter().map(|locale| locale.in_figures(march)).collect();
        assert_eq!(figures, ["03.2021", "03.2021", "03.2021", "03/2021", "03.2021", "03/2021"]);
    }

    #[test]
    fn lists_and_quotes() {
        let items = ["A".to_owned(), "B".to_owned(), "C".to_owned()];
        assert_eq!(Locale::DeCh.list(&items), "A, B und C");
        assert_eq!(Locale::En.list(&items), "A, B and C");
        assert_eq!(Locale::FrCh.list(&items), "A, B et C");
        assert_eq!(Locale::DeDe.quote("x"), "„x“");
        assert_eq!(Locale::DeCh.percent(81), "8.1\u{a0}%");
    }
}
