//! What pages say, in German, English or French, and how they write times, numbers and money. The texts stand in
//! `crates/server/texts`, a file a page; the build makes a constant of each, so none can be missing in a language.

use dossier::core::locale::{Currency, Language, Locale};
use dossier::db::Micros;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::fmt::Display;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The name of a text, by the number of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    file: usize,
    name: &'static str,
}

/// The texts of one file in one language.
type Bundle = FluentBundle<FluentResource>;

struct Bundles {
    de: Vec<Bundle>,
    de_ch: Vec<Bundle>,
    en: Vec<Bundle>,
    fr: Vec<Bundle>,
}

static BUNDLES: LazyLock<Bundles> = LazyLock::new(|| {
    let [german, english, french] = &TEXTS;
    Bundles {
        // German is written with the quotation marks of Switzerland; Germany and Austria have others.
        de: german.iter().map(|text| bundle("de", text.replace('«', "„").replace('»', "“"))).collect(),
        // Swiss spelling has no sharp s; only our own words are changed, never what is filled in.
        de_ch: german.iter().map(|text| bundle("de", text.replace('ß', "ss"))).collect(),
        en: english.iter().map(|text| bundle("en", (*text).to_owned())).collect(),
        fr: french.iter().map(|text| bundle("fr", (*text).to_owned())).collect(),
    }
});

fn bundle(language: &str, text: String) -> Bundle {
    let resource = FluentResource::try_new(text).expect("the build has parsed the catalogue");
    let language = language.parse().expect("a language tag");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("the build has found no message twice");
    bundle
}

/// The words of one reader: language and customs of a country, and the time zone that times are told in.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    locale: Locale,
    zone: TimeZone,
}

impl Words {
    /// Words of a locale, with times in a zone; absent means the one of most people there.
    pub fn new(locale: Locale, zone: Option<TimeZone>) -> Self {
        let zone = zone.or_else(|| TimeZone::get(usual_zone(locale)).ok()).unwrap_or(TimeZone::UTC);
        Self { locale, zone }
    }

    /// The locale.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.locale.language()
    }

    /// A text without placeholders.
    pub fn get(&self, key: Key) -> String {
        self.with(key, &[])
    }

    /// A text with its placeholders filled.
    pub fn with(&self, key: Key, values: &[(&str, &str)]) -> String {
        self.format(key, &arguments(values))
    }

    /// A text with one placeholder.
    pub fn fill(&self, key: Key, name: &str, value: impl Display) -> String {
        self.with(key, &[(name, &value.to_string())])
    }

    /// A text that depends on a number, given as `n`; further placeholders as texts.
    pub fn count(&self, key: Key, n: i64, values: &[(&str, &str)]) -> String {
        let mut args = arguments(values);
        args.set("n", FluentValue::from(n));
        self.format(key, &args)
    }

    fn format(&self, key: Key, args: &FluentArgs<'_>) -> String {
        let files = match (self.locale, self.language()) {
            (Locale::DeCh, _) => &BUNDLES.de_ch,
            (_, Language::De) => &BUNDLES.de,
            (_, Language::En) => &BUNDLES.en,
            (_, Language::Fr) => &BUNDLES.fr,
        };
        let message = files.get(key.file).and_then(|bundle| Some((bundle, bundle.get_message(key.name)?)));
        let (bundle, message) = message.expect("the build has checked every key");
        let pattern = message.value().expect("the build has checked every value");
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "text {} lacks a placeholder: {errors:?}", key.name);
        text
    }

    fn zoned(&self, at: Micros) -> Option<ZonedDateTime> {
        Timestamp::from_microsecond(at).ok().map(|at| at.to_zoned_datetime(self.zone.clone()))
    }

    /// The day of a moment, in words.
    pub fn day(&self, at: Micros) -> String {
        self.zoned(at).map(|at| self.locale.day(at.date())).unwrap_or_default()
    }

    /// Day and time of a moment.
    pub fn moment(&self, at: Micros) -> String {
        let Some(zoned) = self.zoned(at) else { return String::new() };
        let utc = if self.zone == TimeZone::UTC { " UTC" } else { "" };
        let time = format!("{:02}:{:02}{utc}", zoned.hour(), zoned.minute());
        self.with(key::frame::MOMENT, &[("day", &self.locale.day(zoned.date())), ("time", &time)])
    }

    /// When a day begins where the reader is; the day as date fields send it. `None` for what is no day.
    pub fn begin_of(&self, day: &str) -> Option<Micros> {
        self.begin(day.trim().parse().ok()?)
    }

    /// When the day after a day begins.
    pub fn end_of(&self, day: &str) -> Option<Micros> {
        let day: Date = day.trim().parse().ok()?;
        self.begin(day.tomorrow().ok()?)
    }

    fn begin(&self, day: Date) -> Option<Micros> {
        day.to_zoned_datetime(self.zone.clone()).ok().map(|at| at.timestamp().as_microsecond())
    }

    /// A moment for machines, as `<time datetime>` has it.
    pub fn machine_time(at: Micros) -> String {
        Timestamp::from_microsecond(at).map(|at| at.to_string()).unwrap_or_default()
    }

    /// A whole number.
    pub fn number(&self, number: i64) -> String {
        self.locale.number(number)
    }

    /// An amount of money in minor units.
    pub fn money(&self, cents: i64, currency: Currency) -> String {
        self.locale.money(cents, currency)
    }
}

fn arguments<'a>(values: &[(&'a str, &'a str)]) -> FluentArgs<'a> {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(*name, FluentValue::from(*value));
    }
    args
}

/// Where most readers of a locale are. English is read on the continent.
fn usual_zone(locale: Locale) -> &'static str {
    match locale {
        Locale::DeCh | Locale::FrCh => "Europe/Zurich",
        Locale::DeDe => "Europe/Berlin",
        Locale::DeAt => "Europe/Vienna",
        Locale::FrFr => "Europe/Paris",
        Locale::En => "UTC",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 27 January 2026, 13:05 UTC.
    const AT: Micros = 1_769_519_100_000_000;

    #[test]
    fn times_are_told_where_the_reader_is() {
        assert_eq!(Words::new(Locale::DeCh, None).moment(AT), "27. Januar 2026, 14:05");
        assert_eq!(Words::new(Locale::En, None).moment(AT), "27 January 2026, 13:05 UTC");
        let tokyo = TimeZone::get("Asia/Tokyo").ok();
        assert_eq!(Words::new(Locale::FrFr, tokyo).moment(AT), "27 janvier 2026 à 22:05");
        assert_eq!(Words::machine_time(AT), "2026-01-27T13:05:00Z");
    }

    #[test]
    fn each_language_has_its_own_words_and_swiss_german_no_sharp_s() {
        let title = |locale| Words::new(locale, None).get(key::login::TITLE);
        assert_eq!([Locale::DeDe, Locale::En, Locale::FrCh].map(title), ["Anmelden", "Log in", "Connexion"]);
        let (swiss, german) = (Words::new(Locale::DeCh, None), Words::new(Locale::DeDe, None));
        for words in [&swiss, &german] {
            assert!(words.fill(key::frame::IN_TEAM, "team", "Straße").contains("Straße"), "names stay as they are");
        }
        assert!(TEXTS.iter().flatten().all(|text| !text.is_empty()));
    }

    #[test]
    fn days_begin_where_the_reader_is() {
        let words = Words::new(Locale::DeCh, None);
        assert_eq!(words.begin_of("2026-01-27"), Some(1_769_468_400_000_000));
        assert_eq!(words.end_of("2026-01-27"), Some(1_769_554_800_000_000));
        assert_eq!((words.begin_of("27.1.2026"), words.end_of("")), (None, None));
    }

    #[test]
    fn numbers_and_money_follow_the_country() {
        let words = Words::new(Locale::DeCh, None);
        assert_eq!(words.number(12_345), "12'345");
        assert_eq!(words.money(123_450, Currency::Chf), "CHF\u{a0}1'234.50");
    }
}
