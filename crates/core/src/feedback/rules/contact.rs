//! How to reach the candidate: fields that are missing, addresses and numbers that cannot be used as they are printed.
//! Judges no name and no provider of mail; how the name is spelled is the business of `names`.

use super::Rules;
use crate::records::feedback::Severity;
use crate::understand::fold::fold;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Sections in which an address is the candidate's own and not that of a referee or employer.
const HEAD: [&str; 3] = ["lead", "contact", "personal"];

/// An e-mail address within a text.
pub(super) static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+").expect("well-formed"));

impl Rules<'_> {
    pub(super) fn contact(&mut self) {
        let basics = &self.cv.basics;
        if basics.name.is_none() {
            self.add("contact.name_missing", Severity::Critical, "basics/name", &[], Some(1));
        }
        if basics.label.is_none() {
            self.add("contact.label_missing", Severity::Hint, "basics/label", &[], Some(3));
        }
        self.email();
        match &basics.phone {
            None => self.add("contact.phone_missing", Severity::Hint, "basics/phone", &[], Some(3)),
            Some(phone) if !is_international(phone) => {
                self.add("contact.phone_format", Severity::Hint, "basics/phone", &[], None);
            }
            Some(_) => {}
        }
        if basics.location.as_ref().and_then(|location| location.city.as_ref()).is_none() {
            self.add("contact.location_missing", Severity::Hint, "basics/location.city", &[], Some(3));
        }
        if self.cv.x.availability.is_none() {
            self.add("personal.availability_missing", Severity::Hint, "x-dossier/availability", &[], Some(2));
        }
        if self.cv.x.birth_date.is_some() || self.cv.x.rate.is_some() {
            self.add("personal.sensitive", Severity::Hint, "x-dossier/birthDate", &[], None);
        }
    }

    fn email(&mut self) {
        let cv = self.cv;
        let Some(email) = &cv.basics.email else {
            self.add("contact.email_missing", Severity::Warning, "basics/email", &[], Some(2));
            return;
        };
        if !is_address(email.trim()) {
            self.add("contact.email_odd", Severity::Warning, "basics/email", &[], Some(2));
        }
        let own = fold(email.trim());
        let others: BTreeSet<String> =
            cv.x.text
                .iter()
                .filter(|line| HEAD.contains(&line.section.as_str()))
                .flat_map(|line| EMAIL.find_iter(&line.text))
                .map(|hit| fold(hit.as_str().trim_matches(['.', '-'])))
                // A part of the own one is left where a line broke it.
                .filter(|address| !own.contains(address.as_str()))
                .collect();
        if !others.is_empty() {
            let count = (others.len() + 1).to_string();
            self.add("contact.email_several", Severity::Hint, "basics/email", &[&count], Some(3));
        }
    }
}

/// Whether a text is an address of the usual form: something, one at-sign, and a domain with a dot.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let labels: Vec<&str> = domain.split('.').collect();
    let sound = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    !local.is_empty()
        && !local.contains(char::is_whitespace)
        && labels.len() > 1
        && labels.iter().all(sound)
        && labels.last().is_some_and(|last| last.chars().count() > 1)
}

/// Whether a number begins with the sign or the zeros of an international prefix.
fn is_international(phone: &str) -> bool {
    let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    dialled.starts_with('+') || dialled.starts_with("00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers() {
        for (text, expected) in [
            ("ada@posten.example.org", true),
            ("ada.beispiel+cv@mail-post.example", true),
            ("ada@localhost", false),
            ("ada@posten..example", false),
            ("ada@@posten.example", false),
            ("ada posten.example", false),
            ("ada@posten.example,", false),
            ("@posten.example", false),
        ] {
            assert_eq!(is_address(text), expected, "{text}");
        }
        for (text, expected) in
            [("+41 31 555 01 02", true), ("(+49) 30 555", true), ("0033 1 55", true), ("031 555 01 02", false)]
        {
            assert_eq!(is_international(text), expected, "{text}");
        }
    }
}
