//! Numbers of social insurance, told by their form and check digit: Switzerland (AHV, EAN-13), Germany (VSNR) and
//! France (NIR, modulo 97). Says whether a text holds one, and never which.

use regex::Regex;
use std::sync::LazyLock;

static SWISS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b756[.\s-]?[0-9]{4}[.\s-]?[0-9]{4}[.\s-]?[0-9]{2}\b").expect("well-formed"));
static GERMAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[0-9]{2}\s?[0-9]{6}\s?[A-Za-z]\s?[0-9]{3}\b").expect("well-formed"));
static FRENCH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[12]\s?[0-9]{2}\s?[0-9]{2}\s?(?:[0-9]{2}|2[ABab])\s?[0-9]{3}\s?[0-9]{3}\s?[0-9]{2}\b")
        .expect("well-formed")
});

/// Whether a text holds a number of social insurance.
pub(super) fn holds_number(text: &str) -> bool {
    SWISS.find_iter(text).any(|hit| is_swiss(hit.as_str()))
        || GERMAN.find_iter(text).any(|hit| is_german(hit.as_str()))
        || FRENCH.find_iter(text).any(|hit| is_french(hit.as_str()))
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

fn is_swiss(number: &str) -> bool {
    let digits = digits(number);
    let weighted: u32 = digits.iter().zip([1_u32, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    digits.len() == 13 && weighted.is_multiple_of(10)
}

fn is_german(number: &str) -> bool {
    const WEIGHTS: [u32; 12] = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    // The letter stands for its place in the alphabet, in two digits.
    let written: String = number
        .chars()
        .map(|c| match c.to_ascii_uppercase() {
            letter @ 'A'..='Z' => format!("{:02}", u32::from(letter) - u32::from('A') + 1),
            other => other.to_string(),
        })
        .collect();
    let digits = digits(&written);
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).map(|n| n / 10 + n % 10).sum();
    digits.len() == 13 && digits.last() == Some(&(sum % 10))
}

fn is_french(number: &str) -> bool {
    // Corsica's departments have letters; they count as 19 and 18.
    let written = number.to_ascii_uppercase().replace("2A", "19").replace("2B", "18");
    let all: String = written.chars().filter(char::is_ascii_digit).collect();
    let (Some(body), Some(check)) = (all.get(..13), all.get(13..15)) else { return false };
    let (Ok(body), Ok(check)) = (body.parse::<u64>(), check.parse::<u64>()) else { return false };
    all.len() == 15 && check == 97 - body % 97
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_by_their_check_digit() {
        for (text, expected) in [
            ("AHV 756.9217.0769.85", true),
            ("7569217076985", true),
            ("756.9217.0769.84", false),
            ("15 070649 C 103", true),
            ("15070649C103", true),
            ("15 070649 C 104", false),
            ("2 55 08 14 168 025 38", true),
            ("255081416802538", true),
            ("2 55 08 14 168 025 39", false),
            ("2 55 08 2A 168 025 97", true),
            ("2 55 08 2A 168 025 38", false),
            ("+41 79 555 03 91, 756 Stellen", false),
            ("01/2018 – 12/2023, 120 000 CHF", false),
        ] {
            assert_eq!(holds_number(text), expected, "{text}");
        }
    }
}
