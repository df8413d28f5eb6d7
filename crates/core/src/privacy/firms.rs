//! Which firms are a candidate's own, and by which names a firm is called.

use super::words::{is_ordinary, sequence, spellings};
use crate::understand::fold::fold;
use std::collections::BTreeSet;

/// Legal forms, folded.
const LEGAL: [&str; 30] = [
    "ag", "gmbh", "sa", "sarl", "sagl", "kg", "ohg", "gbr", "ug", "ltd", "llc", "inc", "plc", "se", "co", "cie", "klg",
    "einzelfirma", "einzelunternehmen", "ek", "eu", "sas", "sasu", "eurl", "mbh", "llp", "limited", "corp", "und",
    "and",
];
/// Words of a station of one's own that name no firm.
const GENERIC: [&str; 24] = [
    "selbstandig", "selbststandig", "selbstandige", "selbststandige", "selbstandigkeit", "selbststandigkeit",
    "erwerbstatigkeit", "tatigkeit", "freelance", "freelancer", "freiberuflich", "freiberufler", "self", "employed",
    "employment", "independant", "independante", "activite", "eigene", "firma", "diverse", "kunden", "clients",
    "various",
];
/// Stems of words that make a station one's own.
const OWNER: [&str; 10] = [
    "inhaber", "grunder", "founder", "fondat", "selbstandig", "selbststandig", "self-employed", "self employed",
    "proprietaire", "business owner",
];
/// Words of people who work for others or for themselves.
const FREELANCE: [&str; 5] = ["freelance", "freiberuf", "independant", "contractor", "einzelfirma"];

/// Whether a firm is the candidate's own: it has a family name that is no ordinary word, the candidate founded or owns it,
/// or a freelancer's firm has the candidate's domain or name. `domains` are domains without dots and ends.
pub(super) fn is_own(firm: &str, position: &str, surname: &BTreeSet<String>, domains: &[String]) -> bool {
    let found = spellings(firm);
    let named: Vec<&String> = found.iter().flatten().filter(|word| surname.contains(*word)).collect();
    if named.iter().any(|word| !is_ordinary(word)) {
        return true;
    }
    let (firm, position) = (fold(firm), fold(position));
    let has = |stems: &[&str]| stems.iter().any(|stem| firm.contains(stem) || position.contains(stem));
    let is_owner =
        has(&OWNER) || position == "owner" || position.starts_with("owner ") || position.contains("co-owner");
    let is_at_home = || {
        let letters = without_form(&sequence(&firm)).concat();
        !named.is_empty() || domains.contains(&letters)
    };
    is_owner || has(&FREELANCE) && is_at_home()
}

/// The names of a firm in folded words: as printed, and without its legal form. Empty for words that name no firm.
pub(super) fn names(firm: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let found = spellings(firm);
    let is_generic = |words: &Vec<String>| without_form(words).iter().all(|word| GENERIC.contains(&word.as_str()));
    if found.iter().any(is_generic) {
        return out;
    }
    for words in found {
        let short = without_form(&words);
        for words in [words, short] {
            if !out.contains(&words) {
                out.push(words);
            }
        }
    }
    out
}

fn without_form(words: &[String]) -> Vec<String> {
    let end = words.iter().rposition(|word| !LEGAL.contains(&word.as_str())).map_or(0, |at| at + 1);
    words[..end].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_of_ones_own() {
        let surname = |name: &str| BTreeSet::from([name.to_owned()]);
        let own =
            |firm: &str, position: &str, name: &str| is_own(firm, position, &surname(name), &["nordlicht".into()]);
        assert!(own("Kestenmair Consulting GmbH", "Berater", "kestenmair"));
        assert!(own("Nordlicht GmbH", "Gründer und Geschäftsführer", "kestenmair"));
        assert!(own("Nordlicht GmbH", "Freelance Developer", "kestenmair"));
        assert!(own("Koch Treuhand", "Inhaber", "koch"));
        assert!(!own("Koch Treuhand AG", "Buchhalter", "koch"), "an ordinary name is not the candidate's");
        assert!(!own("Universität Bern", "Assistent", "bern"));
        assert!(!own("Aarebank AG", "Product Owner", "kestenmair"));
        assert!(!own("Aarebank AG", "Freelance Developer", "kestenmair"));
    }

    #[test]
    fn firms_are_called_with_and_without_their_form() {
        assert_eq!(
            names("Bau & Söhne AG"),
            [vec!["bau", "sohne", "ag"], vec!["bau", "sohne"], vec!["bau", "soehne", "ag"], vec!["bau", "soehne"]]
        );
        assert!(names("Selbständige Tätigkeit").is_empty() && names("Freelance").is_empty());
    }
}
