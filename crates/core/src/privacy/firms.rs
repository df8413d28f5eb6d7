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

/// Words by which somebody calls themselves the owner of a firm, at the beginning of a line.
const OWNER_TITLES: [&str; 21] = [
    "inhaber", "inhaberin", "mitinhaber", "mitinhaberin", "firmeninhaber", "firmeninhaberin", "alleininhaber",
    "alleininhaberin", "grunder", "grunderin", "mitgrunder", "mitgrunderin", "firmengrunder", "firmengrunderin",
    "founder", "cofounder", "fondateur", "fondatrice", "cofondateur", "cofondatrice", "proprietaire",
];
/// Words that may stand before them.
const BEFORE_TITLES: [&str; 16] =
    ["als", "as", "en", "tant", "que", "the", "ich", "bin", "war", "i", "was", "am", "je", "suis", "co", "mit"];
/// Words that may stand behind them: behind any other the owner may be somebody who was served.
const AFTER_TITLES: [&str; 26] = [
    "und", "and", "et", "der", "des", "einer", "eines", "dieser", "sowie", "of", "de", "du", "d", "von", "seit",
    "since", "ceo", "cto", "geschaftsfuhrer", "geschaftsfuhrerin", "managing", "director", "directeur", "directrice",
    "gerant", "gerante",
];
/// Ends of the names of firms of partners and families.
const PARTNERS: [&str; 8] = ["partner", "partners", "associes", "associates", "sohne", "soehne", "fils", "sons"];
/// Words of the names of firms that tell no firm from another.
const TRADES: [&str; 18] = [
    "consulting", "consultants", "consultancy", "beratung", "beratungen", "conseil", "conseils", "solutions",
    "services", "service", "group", "gruppe", "groupe", "holding", "digital", "it", "informatik", "informatique",
];
/// Stems of positions that owners of a firm have as well.
const LEADING: [&str; 12] = [
    "geschaftsfuhr", "geschaeftsfuehr", "geschaftsleit", "ceo", "managing", "direktor", "directeur", "directrice",
    "gerant", "associe", "prasident", "president",
];

/// Ends of domains that a firm's own is looked for with.
const DOMAIN_ENDS: [&str; 12] = ["ch", "com", "de", "at", "li", "fr", "net", "org", "io", "eu", "swiss", "biz"];

/// A station as far as it tells whose the firm is.
pub(super) struct Station<'a> {
    pub firm: &'a str,
    pub position: &'a str,
    /// Summary and tasks.
    pub told: Vec<&'a str>,
}

/// Whether a firm is the candidate's own: it has a family name that is no ordinary word, the candidate founded or owns it,
/// it has the candidate's domain, or the family name stands beside a legal form and the position is no employee's.
/// `domains` are domains without dots and ends.
pub(super) fn is_own(station: &Station<'_>, surname: &BTreeSet<String>, domains: &[String]) -> bool {
    let found = spellings(station.firm);
    let named: Vec<&String> = found.iter().flatten().filter(|word| surname.contains(*word)).collect();
    if named.iter().any(|word| !is_ordinary(word)) {
        return true;
    }
    let (firm, position) = (fold(station.firm), fold(station.position));
    let has = |stems: &[&str]| stems.iter().any(|stem| firm.contains(stem) || position.contains(stem));
    let is_owner = has(&OWNER)
        || position == "owner"
        || position.starts_with("owner ")
        || position.contains("co-owner")
        || station.told.iter().any(|line| calls_owner(line));
    let has_domain = || found.iter().any(|words| domains.contains(&without_form(words).concat()));
    let is_leading = || {
        position.trim().is_empty()
            || position.starts_with("partner")
            || LEADING.iter().any(|stem| position.contains(stem)) && !position.starts_with("assist")
    };
    let is_familys = || {
        !named.is_empty()
            && found.iter().any(|words| has_form(words) && (is_leading() || !has_words_of_its_own(words, surname)))
    };
    is_owner || has(&FREELANCE) && !named.is_empty() || has_domain() || is_familys()
}

/// Whether a line of a station begins with the candidate as the owner: `Inhaberin und Geschäftsführerin`.
fn calls_owner(line: &str) -> bool {
    let words = sequence(line);
    let Some(at) = words.iter().position(|word| !BEFORE_TITLES.contains(&word.as_str())) else { return false };
    let is_title = words.get(at).is_some_and(|word| OWNER_TITLES.contains(&word.as_str()));
    is_title && words.get(at + 1).is_none_or(|word| AFTER_TITLES.contains(&word.as_str()))
        || fold(line).starts_with("business owner")
}

/// Whether a firm's name ends with a legal form or as those of partners do.
fn has_form(words: &[String]) -> bool {
    let end = without_form(words).len();
    let is_legal = words.iter().skip(end).any(|word| !matches!(word.as_str(), "und" | "and" | "eu"));
    let is_partners = end > 1 && words.get(end - 1).is_some_and(|word| PARTNERS.contains(&word.as_str()));
    is_legal || is_partners
}

/// Whether a firm's name has words beside the family name, its form and what many firms are called.
fn has_words_of_its_own(words: &[String], surname: &BTreeSet<String>) -> bool {
    let is_common = |word: &str| LEGAL.contains(&word) || PARTNERS.contains(&word) || TRADES.contains(&word);
    words.iter().any(|word| !surname.contains(word) && word.len() > 1 && !is_common(word))
}

/// The domains that a firm of several words may have, as rows of words: `berg-consulting.ch`, `bergconsulting.ch`.
pub(super) fn sites(firm: &str) -> Vec<Vec<String>> {
    let shorts = spellings(firm).into_iter().map(|words| without_form(&words)).filter(|words| words.len() > 1);
    let stems = shorts.flat_map(|words| [vec![words.concat()], words]);
    stems.flat_map(|stem| DOMAIN_ENDS.map(|end| [stem.as_slice(), &[end.to_owned()]].concat())).collect()
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
        let tells = |firm: &str, position: &str, told: &[&str], name: &str| {
            let station = Station { firm, position, told: told.to_vec() };
            is_own(&station, &surname(name), &["nordlicht".into(), "kmcberatung".into()])
        };
        let own = |firm: &str, position: &str, name: &str| tells(firm, position, &[], name);
        assert!(own("Kestenmair Consulting GmbH", "Berater", "kestenmair"));
        assert!(own("Nordlicht GmbH", "Gründer und Geschäftsführer", "kestenmair"));
        assert!(own("Nordlicht GmbH", "Freelance Developer", "kestenmair"));
        assert!(own("Koch Treuhand", "Inhaber", "koch"));
        assert!(!own("Koch Treuhand AG", "Buchhalter", "koch"), "an ordinary name is not the candidate's");
        assert!(!own("Universität Bern", "Assistent", "bern"));
        assert!(!own("Aarebank AG", "Product Owner", "kestenmair"));
        assert!(!own("Aarebank AG", "Freelance Developer", "kestenmair"));
        assert!(own("Berg Consulting GmbH", "Beraterin", "berg"), "nothing tells it from the family");
        assert!(own("Berg & Partner", "Beraterin", "berg") && own("Koch Treuhand AG", "Geschäftsführer", "koch"));
        assert!(tells("Koch Treuhand AG", "Buchhalter", &["Inhaber und Geschäftsführer"], "koch"));
        assert!(tells("KMC GmbH", "Beraterin", &["Aufbau", "Als Mitgründerin"], "kestenmair"));
        assert!(!tells("Aarebank AG", "Berater", &["Inhaber kleiner Firmen beraten", "Gründerzentrum"], "kestenmair"));
        assert!(own("KMC-Beratung GmbH", "Beraterin", "kestenmair"), "the domain is the firm's");
    }

    #[test]
    fn firms_have_sites_with_and_without_hyphens() {
        let sites = sites("Berg Consulting GmbH");
        for site in ["bergconsulting.ch", "berg-consulting.com"] {
            assert!(sites.contains(&sequence(site)), "{site}");
        }
        assert!(super::sites("Berg AG").is_empty());
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
