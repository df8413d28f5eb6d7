//! How an anonymous paper speaks of its candidate: the code for the name, words of our own for own firms and hidden employers,
//! an ellipsis for contact data. Replaces in copies of records, before papers are made; the papers are searched afterwards.

use super::identity::Identity;
use super::kind::Kind;
use super::search::{Hit, Known};
use crate::generate::Options;
use crate::i18n::{Messages, key};
use crate::locale::Locale;
use crate::records::Cv;
use crate::time::Day;
use crate::understand::fold::fold;
use regex::{Match, NoExpand, Regex};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::ops::Range;
use std::sync::LazyLock;

/// Stands for contact data and numbers.
const ELLIPSIS: &str = "[…]";
/// Members that hold names of the record's own, not words of the candidate.
const NOT_WORDS: [&str; 11] =
    ["id", "schema", "concept", "category", "section", "part", "document", "entry", "setBy", "pointer", "language"];
/// Members of a foreign record that show the candidate.
const PICTURES: [&str; 4] = ["image", "photo", "picture", "profiles"];

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:\bhttps?://|\bwww\.)[^\s|,;<>()\[\]]+").expect("well-formed"));

/// Replaces who a candidate is.
pub struct Veil {
    identity: Identity,
    code: String,
    own_firm: String,
    employer: String,
    /// A title before the code, where it must not tell a gender.
    titled: Option<Regex>,
    /// Whether the papers name the candidate, so that only what no client may see is replaced.
    is_named: bool,
}

impl Veil {
    /// The veil of a run; `None` for papers that name the candidate.
    pub fn of(cv: &Cv, options: &Options, locale: Locale, today: Day) -> Option<Self> {
        let code = options.anonymous.clone()?;
        let messages = Messages::new(locale);
        let titles = r"(?:\b(?:Herrn?|Frau|Hr\.|Fr\.|Mrs?\.?|Ms\.?|Miss|Monsieur|Madame|Mme)|\bM\.)\s+";
        let titled = options.is_neutral().then(|| Regex::new(&format!("{titles}{}", regex::escape(&code))).ok());
        Some(Self {
            identity: Identity::of_run(cv, options, today),
            code,
            own_firm: messages.get(key::CV_OWN_FIRM),
            employer: messages.get(key::CV_EMPLOYER_HIDDEN),
            titled: titled.flatten(),
            is_named: false,
        })
    }

    /// The veil of client papers that name the candidate: contact data and the like in running text, and nothing else.
    pub fn of_named(cv: &Cv, options: &Options, locale: Locale, today: Day) -> Option<Self> {
        if options.anonymous.is_some() {
            return None;
        }
        let coded = Options { anonymous: Some(String::new()), ..options.clone() };
        let veil = Self::of(cv, &coded, locale, today)?;
        Some(Self { identity: Identity::of(cv), titled: None, is_named: true, ..veil })
    }

    /// How many texts of stations, projects, degrees, certificates, skills and profile hold a replacement that they did not
    /// hold before.
    pub fn replaced(before: &Cv, after: &Cv) -> u32 {
        let printed = |cv: &Cv| {
            serde_json::json!([
                cv.work, cv.projects, cv.education, cv.certificates, cv.skills, cv.basics.summary, cv.basics.label
            ])
            .to_string()
            .matches(ELLIPSIS)
            .count()
        };
        u32::try_from(printed(after).saturating_sub(printed(before))).unwrap_or(u32::MAX)
    }

    /// A copy of the CV without name, contact, pictures, sources and lines, and with everything else that tells who the
    /// candidate is replaced.
    pub fn cv(&self, cv: &Cv) -> Cv {
        if self.is_named {
            return self.record(cv);
        }
        let mut copy = cv.clone();
        copy.basics.name = None;
        copy.basics.email = None;
        copy.basics.phone = None;
        copy.basics.url = None;
        if let Some(location) = &mut copy.basics.location {
            location.address = None;
            location.postal_code = None;
        }
        for member in PICTURES {
            copy.basics.extra.remove(member);
        }
        copy.extra.remove("references");
        copy.x.birth_date = None;
        copy.x.rate = None;
        copy.x.sources.clear();
        copy.x.text.clear();
        self.record(&copy)
    }

    /// A copy of any record with every printed text replaced.
    pub fn record<T: Serialize + DeserializeOwned + Clone>(&self, record: &T) -> T {
        let Ok(mut value) = serde_json::to_value(record) else { return record.clone() };
        self.walk(&mut value);
        // What cannot be taken back stays as it was, and the finished papers are searched.
        serde_json::from_value(value).unwrap_or_else(|_| record.clone())
    }

    fn walk(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item)),
            Value::Object(members) => members
                .iter_mut()
                .filter(|(name, _)| !NOT_WORDS.contains(&name.as_str()))
                .for_each(|(_, member)| self.walk(member)),
            _ => {}
        }
    }

    /// A text with everything replaced that certainly tells who the candidate is. Names beside each other become one code.
    pub fn text(&self, text: &str) -> String {
        let hits = self.identity.hits(text, &Known::default(), |_| true);
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        let mut ends_with_code = false;
        let replaced = |hit: &&Hit| hit.is_sure && (!self.is_named || hit.kind.is_client_forbidden());
        let addresses = web_addresses(text);
        for hit in hits.iter().filter(replaced) {
            // Of a web address nothing stays: neither what stands before the own part nor what follows it.
            let address = addresses.iter().find(|address| address.contains(&hit.start));
            let (start, end) = address.map_or((hit.start, hit.end), |whole| (whole.start, whole.end.max(hit.end)));
            if address.is_some() && start < from {
                from = from.max(end);
                continue;
            }
            let stand_in = if address.is_some() { ELLIPSIS } else { self.stand_in(hit.kind) };
            let gap = text.get(from..start).unwrap_or_default();
            let is_code = stand_in == self.code;
            let is_same = ends_with_code
                && is_code
                && gap.chars().count() <= 2
                && gap.chars().all(|c| c == '-' || c != '\n' && c.is_whitespace());
            if !is_same {
                out.push_str(gap);
                out.push_str(stand_in);
            }
            ends_with_code = is_code;
            let behind = text.get(end..).unwrap_or_default();
            let initial = if hit.kind == Kind::Name && address.is_none() { self.initial_behind(behind) } else { 0 };
            from = from.max(end + initial);
        }
        out.push_str(text.get(from..).unwrap_or_default());
        match &self.titled {
            Some(titled) => titled.replace_all(&out, NoExpand(&self.code)).into_owned(),
            None => out,
        }
    }

    /// Bytes of a lone initial of the candidate behind a name: of `Anna M.` and `Muster, A.`. Behind a comma it belongs to
    /// another person where a name follows it.
    fn initial_behind(&self, behind: &str) -> usize {
        let (is_listed, rest) = behind.strip_prefix(',').map_or((false, behind), |rest| (true, rest));
        let letter = rest.trim_start_matches([' ', '\u{a0}']);
        let Some(after) = letter.strip_prefix(char::is_uppercase).and_then(|after| after.strip_prefix('.')) else {
            return 0;
        };
        let first: String = letter.chars().take(1).collect();
        let is_own = letter.len() < rest.len() && self.identity.letters.contains(&fold(&first));
        let is_others = is_listed && after.trim_start().starts_with(char::is_uppercase);
        if is_own && !is_others { behind.len() - after.len() } else { 0 }
    }

    fn stand_in(&self, kind: Kind) -> &str {
        match kind {
            Kind::Name | Kind::Initials | Kind::Handle => &self.code,
            Kind::OwnFirm => &self.own_firm,
            Kind::Employer => &self.employer,
            Kind::Email
            | Kind::Domain
            | Kind::Link
            | Kind::Phone
            | Kind::Street
            | Kind::BirthDate
            | Kind::CertificateNumber
            | Kind::Referee
            | Kind::RefereeContact
            | Kind::SocialSecurity
            | Kind::CivilStatus
            | Kind::AskingRate => ELLIPSIS,
        }
    }
}

/// The ranges of the web addresses in a text that begin with a scheme or `www.`, in bytes, without the sentence's own signs.
fn web_addresses(text: &str) -> Vec<Range<usize>> {
    let range = |found: Match<'_>| {
        let address = found.as_str().trim_end_matches(['.', ':', '!', '?', '\'', '"', '»', '“', '”']);
        found.start()..found.start() + address.len()
    };
    ADDRESS.find_iter(text).map(range).collect()
}
