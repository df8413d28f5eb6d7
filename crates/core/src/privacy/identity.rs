//! Who a candidate is, as tokens to replace and to search for: name, mailbox, domain, profiles, phone, birth date, street,
//! own firm, numbers of certificates, referees. Collected from the record and from its lines about the person.

use super::firms;
use super::kind::Kind;
use super::numbers;
use super::person::{self, Name};
use super::words::{is_ordinary, is_public_provider, sequence, spellings};
use crate::generate::Options;
use crate::generate::choices::Employers;
use crate::records::Cv;
use crate::time::{Day, PartialDate};
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Letters of a handle that is more than an abbreviation.
const HANDLE_CHARS_MIN: usize = 4;
/// Letters of a mailbox whose parts are written as one word.
const JOINED_CHARS_MIN: usize = 6;
/// Digits of a phone number without its country that are searched for.
const PHONE_DIGITS_MIN: usize = 7;
/// Signs of a certificate's number, so that a norm or an exam is none.
const NUMBER_CHARS_MIN: usize = 7;

/// Words before a year of birth.
const BORN: [&str; 21] = [
    "Jahrgang", "Jg.", "Geburtsjahr", "geboren", "geboren im Jahr", "geboren in", "geboren im Jahre", "geb.",
    "geb. im Jahr", "Jahr der Geburt", "né", "né en", "né(e)", "né(e) en", "née en", "née", "année de naissance",
    "born", "born in", "year of birth", "birth year",
];

/// Sections of lines that are about the person.
const ABOUT: [&str; 4] = ["lead", "contact", "personal", "heading"];
/// Mailboxes that name nobody.
const GENERIC: [&str; 22] = [
    "info", "mail", "email", "contact", "kontakt", "office", "hello", "hallo", "bonjour", "bewerbung", "bewerbungen",
    "job", "jobs", "karriere", "career", "admin", "post", "privat", "private", "work", "name", "profile",
];
/// Hosts of profiles, by a part of the domain.
const PROFILE_HOSTS: [&str; 19] = [
    "linkedin", "xing", "github", "gitlab", "bitbucket", "stackoverflow", "twitter", "instagram", "facebook", "medium",
    "kaggle", "behance", "dribbble", "orcid", "researchgate", "youtube", "threads", "huggingface", "malt",
];
/// Parts of a path before the user's own.
const PROFILE_PATHS: [&str; 13] =
    ["in", "pub", "profile", "profil", "profiles", "people", "user", "users", "u", "channel", "c", "de", "fr"];
/// Codes of countries that phone numbers begin with, longest first; any other is taken to have two digits.
const COUNTRIES: [&str; 16] =
    ["423", "420", "421", "351", "352", "353", "356", "358", "359", "370", "371", "372", "380", "385", "386", "387"];

pub(super) static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}").expect("well-formed"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:\+|\b00)[0-9][0-9 ()/.\x{a0}-]{7,}[0-9]|\b0[0-9]{2,4}[ /.-][0-9 /.-]{5,}[0-9]|\b0[0-9](?:[ .][0-9]{2}){4}\b",
    )
    .expect("well-formed")
});
static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:https?://[^\s|,;]+|\bwww\.[^\s|,;]+|\b(?:linkedin|xing|github|gitlab)\.com/[^\s|,;]+)")
        .expect("well-formed")
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\b(?:nr|no|num[mé]ro|nummer|number|id|credential|lizenz|licen[cs]e|registration|matricule)\b\.?|n°|#)\s*:?\s*([A-Z0-9][A-Z0-9/-]*[0-9][A-Z0-9/-]*)",
    )
    .expect("well-formed")
});

/// Words in a row that tell who somebody is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Token {
    pub words: Vec<String>,
    pub kind: Kind,
    /// Single capitals, each with a point.
    pub is_dotted: bool,
    /// Whether it is also an ordinary word, a place or an abbreviation.
    pub is_ordinary: bool,
}

/// The tokens of a person. Has no `Debug`, because it is nothing but personal data.
#[derive(Clone, Default)]
pub struct Identity {
    pub(super) tokens: BTreeSet<Token>,
    /// Phone numbers without country and leading zeros.
    pub(super) phones: BTreeSet<(String, Kind)>,
    /// What accounts with a number behind them begin with, folded, without signs between.
    pub(super) stems: BTreeSet<String>,
    /// Family names of referees, folded, which tell somebody behind a title.
    pub(super) referees: BTreeSet<String>,
    /// First letters of the parts of the name, folded.
    pub(super) letters: BTreeSet<String>,
    /// First letters of first and family name, folded.
    pub(super) initials: Option<String>,
}

impl Identity {
    /// Everything that a record tells of its candidate.
    pub fn of(cv: &Cv) -> Self {
        let mut identity = Self::of_name(cv.basics.name.as_deref().unwrap_or_default());
        identity.contact(cv);
        identity.own_firms(cv);
        identity.certificates(cv);
        identity.referees(cv);
        if let Some(date) = cv.x.birth_date {
            identity.birth_date(date);
        }
        if let Some(rate) = &cv.x.rate {
            identity.asking_rate(rate.cents / 100, &rate.currency);
        }
        identity
    }

    /// The candidate of a run, with the employers that its choices hide.
    pub fn of_run(cv: &Cv, options: &Options, today: Day) -> Self {
        let mut identity = Self::of(cv);
        identity.hide_employers(cv, options.choices.employers, today);
        identity
    }

    /// What a name alone tells.
    pub fn of_name(name: &str) -> Self {
        let mut identity = Self::default();
        let name = Name::new(name);
        for part in name.parts() {
            identity.add(Kind::Name, vec![part]);
        }
        for handle in name.handles() {
            identity.add(Kind::Handle, vec![handle]);
        }
        for letters in name.initials() {
            let is_ordinary = person::is_abbreviation(&letters.concat());
            let token = Token { words: letters, kind: Kind::Initials, is_dotted: true, is_ordinary };
            identity.tokens.insert(token);
        }
        identity.stems = name.stems();
        identity.letters = name.letters();
        identity.initials = name.short();
        identity
    }

    /// Whether a folded word is a part of the name.
    pub(super) fn is_name(&self, word: &str) -> bool {
        self.tokens
            .iter()
            .any(|token| token.kind == Kind::Name && token.words.first().is_some_and(|first| first == word))
    }

    fn add(&mut self, kind: Kind, words: Vec<String>) {
        let Some(first) = words.first() else { return };
        let is_ordinary = words.len() == 1 && is_ordinary(first);
        self.tokens.insert(Token { words, kind, is_dotted: false, is_ordinary });
    }

    fn contact(&mut self, cv: &Cv) {
        let lines: Vec<&str> = about(cv).collect();
        let emails = lines.iter().flat_map(|line| EMAIL.find_iter(line)).map(|hit| hit.as_str());
        for email in cv.basics.email.iter().map(String::as_str).chain(emails) {
            self.email(email);
        }
        let phones = lines.iter().flat_map(|line| PHONE.find_iter(line)).map(|hit| hit.as_str());
        for phone in cv.basics.phone.iter().map(String::as_str).chain(phones) {
            self.phone(phone, Kind::Phone);
        }
        let links = lines.iter().flat_map(|line| URL.find_iter(line)).map(|hit| hit.as_str());
        for link in cv.basics.url.iter().map(String::as_str).chain(links) {
            self.link(link);
        }
        let profiles = cv.basics.extra.get("profiles").and_then(Value::as_array);
        for profile in profiles.into_iter().flatten() {
            if let Some(url) = profile.get("url").and_then(Value::as_str) {
                self.link(url);
            }
            if let Some(user) = profile.get("username").and_then(Value::as_str) {
                self.handle(user);
            }
        }
        if let Some(street) = cv.basics.location.as_ref().and_then(|location| location.address.as_deref()) {
            self.street(street);
        }
    }

    fn email(&mut self, email: &str) {
        let Some((local, domain)) = email.split_once('@') else { return };
        self.add(Kind::Email, sequence(email));
        self.handle(local.split('+').next().unwrap_or(local));
        self.domain(domain);
    }

    fn domain(&mut self, domain: &str) {
        let words = sequence(domain);
        if words.len() > 1 && !is_public_provider(domain) {
            self.add(Kind::Domain, words);
        }
    }

    /// A mailbox or an account, also without the number behind it.
    fn handle(&mut self, text: &str) {
        for words in spellings(text) {
            let mut bare = words.clone();
            if let Some(last) = bare.pop() {
                let stem = last.trim_end_matches(|c: char| c.is_ascii_digit());
                if !stem.chars().any(|c| c.is_ascii_digit()) && !stem.is_empty() {
                    bare.push(stem.to_owned());
                }
            }
            for words in [words, bare] {
                let whole = words.concat();
                let tells = whole.chars().count() >= HANDLE_CHARS_MIN
                    && whole.chars().any(char::is_alphabetic)
                    && !GENERIC.contains(&whole.as_str());
                if !tells {
                    continue;
                }
                if words.len() > 1 && whole.chars().count() >= JOINED_CHARS_MIN {
                    self.add(Kind::Handle, vec![whole.clone()]);
                }
                let stem = whole.trim_end_matches(|c: char| c.is_ascii_digit());
                if stem.chars().count() >= person::STEM_CHARS_MIN && !GENERIC.contains(&stem) {
                    self.stems.insert(stem.to_owned());
                }
                self.add(Kind::Handle, words);
            }
        }
    }

    fn link(&mut self, url: &str) {
        let plain = url.trim().trim_end_matches(['/', '.', ')', '>']);
        let plain = plain.split_once("://").map_or(plain, |(_, rest)| rest);
        let plain = plain.split(['?', '#']).next().unwrap_or_default().to_lowercase();
        let plain = plain.strip_prefix("www.").unwrap_or(&plain);
        let (host, path) = plain.split_once('/').unwrap_or((plain, ""));
        let labels: Vec<&str> = host.split('.').collect();
        match labels.iter().position(|label| PROFILE_HOSTS.contains(label) || host == "x.com") {
            Some(at) if labels.len() > 1 => {
                let user = path.split('/').find(|part| !part.is_empty() && !PROFILE_PATHS.contains(part));
                if let Some(user) = user {
                    self.add(Kind::Link, sequence(&format!("{}/{path}", labels[at..].join("."))));
                    self.handle(user);
                }
            }
            _ if labels.len() > 1 && !is_public_provider(host) => {
                self.add(Kind::Link, sequence(plain));
                self.domain(host);
            }
            _ => {}
        }
    }

    fn phone(&mut self, printed: &str, kind: Kind) {
        if let Some(number) = national(printed) {
            self.phones.insert((number, kind));
        }
    }

    fn street(&mut self, street: &str) {
        for words in spellings(street).into_iter().filter(|words| words.len() > 1) {
            let short: Vec<String> = words.iter().map(|word| word.replace("strasse", "str")).collect();
            let long: Vec<String> = words
                .iter()
                .map(|word| word.strip_suffix("str").map_or_else(|| word.clone(), |stem| format!("{stem}strasse")))
                .collect();
            for words in [words, short, long] {
                self.add(Kind::Street, words);
            }
        }
    }

    fn own_firms(&mut self, cv: &Cv) {
        let name = Name::new(cv.basics.name.as_deref().unwrap_or_default());
        let domains: Vec<String> = self
            .tokens
            .iter()
            .filter(|token| token.kind == Kind::Domain)
            .filter_map(|token| token.words.split_last().map(|(_, labels)| labels.concat()))
            .collect();
        let lines = |summary: &Option<String>, tasks: &[String]| -> Vec<String> {
            summary.iter().flat_map(|text| text.lines()).map(str::to_owned).chain(tasks.iter().cloned()).collect()
        };
        let stations = cv.work.iter().map(|work| {
            let told = lines(&work.summary, &work.highlights);
            (work.name.as_deref(), work.position.as_deref(), told)
        });
        let assignments = cv.projects.iter().map(|project| {
            let told = lines(&project.description, &project.highlights);
            (project.entity.as_deref(), None, told)
        });
        let surname = name.surname();
        for (firm, position, told) in stations.chain(assignments) {
            let Some(firm) = firm else { continue };
            let told = told.iter().map(String::as_str).collect();
            let station = firms::Station { firm, position: position.unwrap_or_default(), told };
            if !firms::is_own(&station, &surname, &domains) {
                continue;
            }
            for words in firms::names(firm) {
                if words.len() > 1 && words.iter().any(|word| surname.contains(word)) {
                    self.add(Kind::OwnFirm, vec![words.concat()]);
                    for site in firms::sites(firm) {
                        self.add(Kind::Domain, site);
                    }
                }
                self.add(Kind::OwnFirm, words);
            }
        }
        // A firm by a single ordinary word would be found everywhere.
        self.tokens.retain(|token| token.kind != Kind::OwnFirm || !token.is_ordinary);
    }

    /// Adds the names of employers that are not shown, as far as they have more than one word.
    fn hide_employers(&mut self, cv: &Cv, employers: Employers, today: Day) {
        let stations = cv.work.iter().map(|work| (&work.name, work.start_date, work.end_date));
        let assignments = cv.projects.iter().map(|project| (&project.entity, project.start_date, project.end_date));
        let all: Vec<(&String, bool)> = stations
            .chain(assignments)
            .filter_map(|(name, start, end)| Some((name.as_ref()?, employers.shows(start, end, today))))
            .collect();
        for (name, _) in all.iter().filter(|(_, shown)| !shown) {
            if !all.iter().any(|(other, shown)| *shown && other == name) {
                for words in firms::names(name).into_iter().filter(|words| words.len() > 1) {
                    self.add(Kind::Employer, words);
                }
            }
        }
    }

    fn certificates(&mut self, cv: &Cv) {
        let named = cv.certificates.iter().flat_map(|one| [one.name.as_deref(), one.issuer.as_deref()]).flatten();
        let lines = cv.x.text.iter().filter(|line| line.section == "certificates").map(|line| line.text.as_str());
        let texts: Vec<&str> = named.chain(lines).collect();
        for text in &texts {
            for link in numbers::links(text) {
                let plain = link.split_once("://").map_or(link, |(_, rest)| rest).trim_end_matches(['/', '.']);
                let words = sequence(plain.strip_prefix("www.").unwrap_or(plain));
                if words.len() > 1 {
                    self.add(Kind::Link, words);
                }
            }
            for number in numbers::bare(text) {
                self.add(Kind::CertificateNumber, sequence(number));
            }
        }
        let numbers: Vec<&str> = texts
            .iter()
            .flat_map(|text| NUMBERED.captures_iter(text))
            .filter_map(|hit| hit.get(1).map(|number| number.as_str()))
            .collect();
        for number in numbers {
            if number.chars().filter(char::is_ascii_alphanumeric).count() >= NUMBER_CHARS_MIN {
                self.add(Kind::CertificateNumber, sequence(number));
            }
        }
    }

    fn referees(&mut self, cv: &Cv) {
        for line in cv.x.text.iter().filter(|line| line.section == "references") {
            for hit in EMAIL.find_iter(&line.text) {
                self.add(Kind::RefereeContact, sequence(hit.as_str()));
            }
            for hit in PHONE.find_iter(&line.text) {
                self.phone(hit.as_str(), Kind::RefereeContact);
            }
            let parted = line.text.replace(" - ", ",");
            for name in parted.split([',', '|', '·', '\t', ';', ':', '–', '—', '(']).filter_map(person::leading_name)
            {
                self.referee(&name);
            }
        }
        let listed = cv.extra.get("references").and_then(Value::as_array);
        for name in listed.into_iter().flatten().filter_map(|one| one.get("name").and_then(Value::as_str)) {
            self.referee(&person::leading_name(name).unwrap_or_else(|| name.to_owned()));
        }
    }

    fn referee(&mut self, name: &str) {
        for words in spellings(name) {
            if words.iter().all(|word| self.is_name(word)) {
                continue;
            }
            if let Some(surname) = words.last() {
                self.referees.insert(surname.clone());
            }
            if words.len() > 1 {
                self.add(Kind::Referee, words);
            }
        }
    }

    fn birth_date(&mut self, date: PartialDate) {
        for before in BORN {
            self.add(Kind::BirthDate, [sequence(before), vec![date.year_number().to_string()]].concat());
        }
        let (Some(month), Some(day)) = (date.month_number(), date.day_number()) else { return };
        let year = date.year_number();
        let years = [year.to_string(), format!("{:02}", year % 100)];
        let months = [month.to_string(), format!("{month:02}")];
        let days = [day.to_string(), format!("{day:02}")];
        let mut forms: Vec<Vec<String>> =
            vec![vec![format!("{year}{month:02}{day:02}")], vec![format!("{day:02}{month:02}{year}")]];
        for day in &days {
            for month in &months {
                for year in &years {
                    forms.push(vec![day.clone(), month.clone(), year.clone()]);
                }
                forms.push(vec![years[0].clone(), month.clone(), day.clone()]);
                forms.push(vec![month.clone(), day.clone(), years[0].clone()]);
            }
            for month in person::months(month) {
                for end in ["", "st", "nd", "rd", "th", "er"] {
                    let (day, month) = (format!("{day}{end}"), (*month).to_owned());
                    forms.push(vec![day.clone(), month.clone(), years[0].clone()]);
                    forms.push(vec![month, day, years[0].clone()]);
                }
            }
        }
        for form in forms {
            self.add(Kind::BirthDate, form);
        }
    }

    fn asking_rate(&mut self, units: i64, currency: &str) {
        let digits = units.to_string();
        let first = digits.len() % 3;
        let mut groups: Vec<String> =
            digits.get(..first).filter(|head| !head.is_empty()).map(str::to_owned).into_iter().collect();
        groups.extend((first..digits.len()).step_by(3).filter_map(|at| digits.get(at..at + 3).map(str::to_owned)));
        let currency = currency.to_lowercase();
        for amount in [vec![digits], groups] {
            self.add(Kind::AskingRate, [vec![currency.clone()], amount.clone()].concat());
            self.add(Kind::AskingRate, [amount, vec![currency.clone()]].concat());
        }
    }
}

/// Lines about the person.
fn about(cv: &Cv) -> impl Iterator<Item = &str> {
    cv.x.text.iter().filter(|line| ABOUT.contains(&line.section.as_str())).map(|line| line.text.as_str())
}

/// The digits of a phone number without country and leading zeros; `None` for too few.
pub(super) fn national(printed: &str) -> Option<String> {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let is_dialled = printed.trim_start_matches([' ', '(']).starts_with('+');
    let abroad = if is_dialled { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    let rest = match abroad {
        Some(number) => {
            let known = COUNTRIES.iter().find(|code| number.starts_with(**code)).map_or(2, |code| code.len());
            number.get(known..).unwrap_or_default()
        }
        None => digits.as_str(),
    };
    let rest = rest.trim_start_matches('0');
    (rest.len() >= PHONE_DIGITS_MIN).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_lose_their_country() {
        for printed in ["+41 79 555 11 22", "0041 (0)79 555 11 22", "079 555 11 22", "+41 (0)79/555.11.22"] {
            assert_eq!(national(printed).as_deref(), Some("795551122"), "{printed}");
        }
        assert_eq!(national("+423 555 11 22").as_deref(), Some("5551122"));
        assert_eq!(national("555 11"), None);
    }

    #[test]
    fn accounts_and_domains_come_from_addresses_and_links() {
        let mut identity = Identity::default();
        identity.email("ada.kestenmair86@kestenmair-it.ch");
        identity.email("info@gmx.ch");
        identity.link("https://www.linkedin.com/in/ada-k-1a2b3c?trk=x");
        identity.link("github.com/adakest");
        let has =
            |kind: Kind, words: &[&str]| identity.tokens.iter().any(|token| token.kind == kind && token.words == words);
        assert!(has(Kind::Handle, &["ada", "kestenmair86"]) && has(Kind::Handle, &["ada", "kestenmair"]));
        assert!(has(Kind::Domain, &["kestenmair", "it", "ch"]) && !has(Kind::Domain, &["gmx", "ch"]));
        assert!(has(Kind::Link, &["linkedin", "com", "in", "ada", "k", "1a2b3c"]));
        assert!(has(Kind::Handle, &["ada", "k"]) && has(Kind::Handle, &["adakest"]));
        assert!(!has(Kind::Handle, &["info"]));
    }

    #[test]
    fn birth_dates_are_known_in_common_notations() {
        let mut identity = Identity::default();
        identity.birth_date(PartialDate::day(1986, 9, 4).expect("a day"));
        for printed in
            ["04.09.1986", "4/9/1986", "1986-09-04", "4. September 1986", "Sept 4th, 1986", "4 septembre 1986"]
        {
            assert!(identity.tokens.iter().any(|token| token.words == sequence(printed)), "{printed}");
        }
        for printed in ["Jahrgang 1986", "Jg. 1986", "geboren 1986", "né(e) en 1986", "née en 1986", "born in 1986"] {
            assert!(identity.tokens.iter().any(|token| token.words == sequence(printed)), "{printed}");
        }
    }
}
