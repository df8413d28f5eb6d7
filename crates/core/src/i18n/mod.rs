//! Messages in German, English and French. Keys are constants made at build time: a key that is missing in one language
//! does not compile. No message ever falls back to another language.

use crate::locale::{Language, Locale};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// The name of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(&'static str);

impl Key {
    /// The message's name in the catalogues.
    pub fn name(self) -> &'static str {
        self.0
    }
}

/// All keys.
pub mod key {
    use super::Key;
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

type Bundle = FluentBundle<FluentResource>;

struct Bundles {
    de: Bundle,
    de_ch: Bundle,
    en: Bundle,
    fr: Bundle,
}

static BUNDLES: LazyLock<Bundles> = LazyLock::new(|| Bundles {
    // The catalogue is written with the quotation marks of Switzerland; Germany and Austria have others.
    de: bundle("de", include_str!("de.ftl").replace('«', "„").replace('»', "“")),
    // Swiss spelling has no sharp s; only our own words are changed, never what is filled in.
    de_ch: bundle("de", include_str!("de.ftl").replace('ß', "ss")),
    en: bundle("en", include_str!("en.ftl").to_owned()),
    fr: bundle("fr", include_str!("fr.ftl").to_owned()),
});

fn bundle(language: &str, text: String) -> Bundle {
    let resource = FluentResource::try_new(text).expect("the build has parsed the catalogue");
    let language = language.parse().expect("a language tag");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("the build has found no message twice");
    bundle
}

/// The messages of one locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages {
    /// The locale.
    pub locale: Locale,
}

impl Messages {
    /// The messages of a locale.
    pub fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// A message without placeholders.
    pub fn get(&self, key: Key) -> String {
        self.with(key, &[])
    }

    /// A message with its placeholders filled.
    pub fn with(&self, key: Key, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, FluentValue::from(*value));
        }
        self.format(key, args)
    }

    /// A message that depends on a number, given as `n`; further placeholders as texts.
    pub fn count(&self, key: Key, n: i64, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        for (name, value) in values {
            args.set(*name, FluentValue::from(*value));
        }
        self.format(key, args)
    }

    fn format(&self, key: Key, mut args: FluentArgs<'_>) -> String {
        let bundle = match self.locale {
            Locale::DeCh => &BUNDLES.de_ch,
            _ => match self.locale.language() {
                Language::De => &BUNDLES.de,
                Language::En => &BUNDLES.en,
                Language::Fr => &BUNDLES.fr,
            },
        };
        args.set("region", FluentValue::from(self.locale.region()));
        let message = bundle.get_message(key.0).expect("the build has checked every key");
        let pattern = message.value().expect("the build has checked every value");
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "message {} lacks a placeholder: {errors:?}", key.0);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swiss_german_has_no_sharp_s_in_our_own_words() {
        let swiss = Messages::new(Locale::DeCh);
        assert_eq!(swiss.get(key::LETTER_CLOSING), "Freundliche Grüsse");
        assert_eq!(Messages::new(Locale::DeDe).get(key::LETTER_CLOSING), "Mit freundlichen Grüßen");
        assert!(!include_str!("de.ftl").replace('ß', "ss").contains('ß'));
    }
}
