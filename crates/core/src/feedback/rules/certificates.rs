//! Certificates without a date, and those whose printed date of expiry has passed. The usual validity of a certificate
//! is not known here: where the CV prints no expiry, nothing has expired.

use super::Rules;
use crate::records::cv::{Certificate, Cv};
use crate::records::feedback::Severity;
use crate::time::{Day, Month, PartialDate};
use crate::understand::dates_in;
use regex::Regex;
use std::sync::LazyLock;

/// Lines that a certificate takes at the most.
const LINES_MAX: usize = 3;
/// Words behind `gültig bis` in which its date stands: `voraussichtlich 31. Dezember 2027`.
const DISTANCE_WORDS_MAX: usize = 4;

static EXPIRY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:gültig(?:keit)?\s+bis|gueltig\s+bis|ablaufdatum|läuft\s+ab\s+am|abgelaufen\s+am|valid\s+(?:until|till|to|through)|expired|expires?|expiry(?:\s+date)?|expiration(?:\s+date)?|valable\s+jusqu['’](?:en|à|au)|valide\s+jusqu['’](?:en|à|au)|validité\s+jusqu['’](?:en|à|au)|échéance|date\s+d['’]expiration)",
    )
    .expect("well-formed")
});

impl Rules<'_> {
    pub(super) fn certificates(&mut self) {
        let cv = self.cv;
        for certificate in &cv.certificates {
            let name = certificate.name.clone().unwrap_or_default();
            if certificate.date.is_none() {
                let field = format!("{}/date", certificate.id);
                self.add("certificate.no_date", Severity::Hint, &field, &[&name], Some(3));
            }
            let printed = texts(cv, certificate).iter().find_map(|text| expiry(text));
            if let Some(date) = printed.filter(|date| has_passed(*date, self.today)) {
                let field = format!("{}/name", certificate.id);
                self.add("certificate.expired", Severity::Warning, &field, &[&name, &date.to_string()], Some(2));
            }
        }
    }
}

/// Everything that the CV prints of a certificate: its values, their quotes, and the rest of its lines.
fn texts<'a>(cv: &'a Cv, certificate: &'a Certificate) -> Vec<&'a str> {
    let mut out: Vec<&str> = certificate.name.iter().chain(&certificate.issuer).map(String::as_str).collect();
    let of = |id: &str, field: &str| cv.x.sources.get(&format!("{id}/{field}"));
    out.extend(
        ["name", "issuer", "date"]
            .into_iter()
            .filter_map(|field| of(&certificate.id, field))
            .map(|source| source.quote.as_str()),
    );
    let (Some(name), Some(source)) = (certificate.name.as_deref(), of(&certificate.id, "name")) else { return out };
    let others: Vec<(u32, &str)> = cv
        .certificates
        .iter()
        .filter(|other| other.id != certificate.id)
        .filter_map(|other| Some((of(&other.id, "name")?.span.start, other.name.as_deref()?)))
        .collect();
    let next = others.iter().map(|(start, _)| *start).filter(|start| *start > source.span.start).min();
    let lines = cv.x.text.iter().filter(|line| {
        line.span.end > source.span.start
            && next.is_none_or(|next| line.span.start < next)
            && (line.section == "certificates" || line.span.start <= source.span.start)
    });
    for (at, line) in lines.take(LINES_MAX).enumerate() {
        // The first line begins with the name; what stands before it, or from the next one on, belongs to others.
        let from = if at == 0 { line.text.find(name).unwrap_or(0) } else { 0 };
        let own = &line.text[from..];
        let to = others.iter().filter_map(|(_, other)| own.find(*other)).filter(|to| *to > 0).min();
        out.push(&own[..to.unwrap_or(own.len())]);
    }
    out
}

/// The date until which a text says that something is valid.
fn expiry(text: &str) -> Option<PartialDate> {
    let rest = &text[EXPIRY.find(text)?.end()..];
    let near = rest.split_whitespace().take(DISTANCE_WORDS_MAX).collect::<Vec<_>>().join(" ");
    dates_in(&near).first().copied()
}

fn has_passed(date: PartialDate, today: Day) -> bool {
    match date.day_number() {
        Some(_) => date.first_day() < today,
        None => date.last_month() < Month::of(today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiries_as_they_are_printed() {
        for (text, expected) in [
            ("ADR-Schein, gültig bis 05/2023", Some("2023-05")),
            ("Staplerschein (2018), valid until March 2024", Some("2024-03")),
            ("Expires: 2025", Some("2025")),
            ("valable jusqu’au 31.12.2024", Some("2024-12-31")),
            ("valable jusqu'en juin 2025", Some("2025-06")),
            ("ITIL 4 Foundation, 11/2017", None),
            ("gültig bis auf Widerruf, ausgestellt in Winterthur 2017", None),
        ] {
            assert_eq!(expiry(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
