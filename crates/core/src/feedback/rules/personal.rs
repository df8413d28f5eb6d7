//! Data about a person that no client needs: family, religion, health, insurance number, salary, contacts of referees;
//! and the permit that nobody can guess. A finding names the field and never what stands in it.

use super::Rules;
use super::contact::EMAIL;
use super::insurance::holds_number;
use crate::records::cv::TextLine;
use crate::records::feedback::Severity;
use crate::understand::fold::{fold, label};
use crate::understand::lexicon::contains_words;
use crate::understand::nations::{moves_freely, nations};
use regex::Regex;
use std::sync::LazyLock;

/// Sections about the person. Elsewhere `Kinder`, `Gesundheit` and `Lohn` are words of a trade.
const ABOUT: [&str; 5] = ["lead", "contact", "personal", "other", "heading"];
/// Words of a value that is one fact and no running text.
const WORDS_MAX: usize = 6;
/// Digits from which on a value is an amount.
const AMOUNT_DIGITS_MIN: usize = 2;
/// Digits from which on a value is the number of an insurance.
const NUMBER_DIGITS_MIN: usize = 6;

// Labels are folded, without signs and hyphens; see `plain`.
const CIVIL_STATUS: &[&str] = &[
    "zivilstand", "familienstand", "personenstand", "familienstatus", "familiensituation", "familienverhaltnisse",
    "zivilstand kinder", "zivilstand und kinder", "etat civil", "situation familiale", "situation de famille",
    "situation matrimoniale", "marital status", "civil status", "family status", "marital family status",
    "relationship status",
];
const CHILDREN: &[&str] = &[
    "kinder", "kind", "anzahl kinder", "kinderzahl", "unterhaltspflichtige kinder", "zivilstand kinder",
    "zivilstand und kinder", "children", "number of children", "dependants", "dependents", "dependent children",
    "enfants", "enfant", "enfant s", "nombre d'enfants", "enfants a charge", "personnes a charge",
];
const RELIGION: &[&str] = &[
    "religion", "konfession", "religionszugehorigkeit", "konfessionszugehorigkeit", "glaubensbekenntnis",
    "glaubensrichtung", "religion konfession", "kirchenzugehorigkeit", "religious affiliation", "denomination",
    "religious denomination", "confession", "confession religieuse", "appartenance religieuse",
];
const HEALTH: &[&str] = &[
    "gesundheit", "gesundheitszustand", "gesundheitliches", "gesundheitliche einschrankungen", "behinderung",
    "behinderungsgrad", "grad der behinderung", "grad der behinderung gdb", "gdb", "schwerbehinderung", "invaliditat",
    "allergien", "blutgruppe", "impfstatus", "raucher", "raucherin", "nichtraucher", "raucher in", "health",
    "health status", "state of health", "medical condition", "medical conditions", "disability", "disabilities",
    "allergies", "blood group", "blood type", "vaccination status", "smoker", "sante", "etat de sante", "handicap",
    "invalidite", "groupe sanguin", "fumeur",
];
const INSURANCE: &[&str] = &[
    "ahv", "ahv nr", "ahv nummer", "ahv n", "ahv versichertennummer", "versichertennummer",
    "sozialversicherungsnummer", "sozialversicherungs nr", "sozialversicherungsnr", "sv nummer", "sv nr", "svnr",
    "rentenversicherungsnummer", "rv nummer", "avs", "n avs", "no avs", "nr avs", "numero avs", "securite sociale",
    "numero de securite sociale", "n de securite sociale", "no de securite sociale", "n securite sociale",
    "numero de secu", "nir", "social security number", "social security no", "social security", "ssn",
    "national insurance number", "national insurance no", "ni number",
];
const SALARY: &[&str] = &[
    "lohn", "gehalt", "salar", "lohnvorstellung", "lohnvorstellungen", "gehaltsvorstellung", "gehaltsvorstellungen",
    "lohnwunsch", "gehaltswunsch", "wunschlohn", "wunschgehalt", "aktueller lohn", "aktuelles gehalt", "letzter lohn",
    "letztes gehalt", "jahresgehalt", "jahreslohn", "monatslohn", "monatsgehalt", "stundensatz", "tagessatz",
    "stundenansatz", "salary", "current salary", "expected salary", "desired salary", "salary expectation",
    "salary expectations", "hourly rate", "daily rate", "day rate", "remuneration", "salaire", "salaire actuel",
    "salaire souhaite", "pretentions salariales", "pretention salariale", "pretentions de salaire", "taux journalier",
    "tjm", "taux horaire",
];
/// Words that in running text too speak of what the candidate wants to earn.
const WANTED_SALARY: [&str; 11] = [
    "lohnvorstellung", "lohnvorstellungen", "gehaltsvorstellung", "gehaltsvorstellungen", "gehaltswunsch",
    "wunschgehalt", "salary expectation", "salary expectations", "expected salary", "desired salary",
    "pretentions salariales",
];
/// With their accents: a `Marie` is not `marié`.
const STATUSES: [&str; 23] = [
    "verheiratet", "ledig", "geschieden", "verwitwet", "getrennt lebend", "in partnerschaft",
    "in partnerschaft lebend", "in eingetragener partnerschaft", "eingetragene partnerschaft", "married", "unmarried",
    "divorced", "widowed", "marié", "mariée", "célibataire", "divorcé", "divorcée", "veuf", "veuve", "pacsé", "pacsée",
    "en concubinage",
];
const CONFESSIONS: [&str; 25] = [
    "romisch-katholisch", "rom.-kath", "rom. kath", "rom.-katholisch", "katholisch", "evangelisch",
    "evangelisch-reformiert", "evangelisch-lutherisch", "ev.-ref", "evang.-ref", "reformiert", "konfessionslos",
    "ohne konfession", "muslimisch", "judisch", "roman catholic", "catholic", "muslim", "catholique",
    "catholique romain", "catholique romaine", "protestant", "protestante", "musulman", "musulmane",
];
const HABITS: [&str; 11] = [
    "schwerbehindert", "schwerbehinderter", "schwerbehinderte", "nichtraucher", "nichtraucherin", "nicht-raucher",
    "non-smoker", "non smoker", "non-fumeur", "non-fumeuse", "non fumeur",
];
/// Words that say that a permit is printed somewhere, wherever it was read from.
const PERMITS: [&str; 8] = [
    "bewilligung", "aufenthalt", "niederlassung", "arbeitserlaubnis", "permis de travail", "titre de sejour",
    "autorisation de travail", "permit",
];

static COUNTED_CHILDREN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:mutter|vater|mother|father|mere|pere) (?:von|of|de) )?(?:[0-9]{1,2}|eine?|zwei|drei|vier|funf|sechs|one|two|three|four|five|une?|deux|trois|quatre|cinq|keine?|no|sans) (?:[a-z]+e )?(?:kind|kinder|kindern|child|children|enfants?)\b",
    )
    .expect("well-formed")
});
static CURRENCY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:chf|sfr|fr|franken|francs?|euros?|eur|usd|gbp)\b|[€£$]").expect("well-formed")
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:\+|\b00)[0-9][0-9 ()/.-]{7,}[0-9]|\b0[0-9]{2,4}[ /.-][0-9 /.-]{5,}[0-9]|\b0[0-9](?:[ .][0-9]{2}){4}\b",
    )
    .expect("well-formed")
});

/// A label of [`SALARY`] and behind it an amount with its currency, without a colon, where a statement begins. Of folded text.
static RATE_WITHOUT_COLON: LazyLock<Regex> = LazyLock::new(|| {
    let labels = SALARY.join("|");
    let currency = r"(?:chf|sfr|fr|franken|francs?|euros?|eur|usd|gbp|[€£$])";
    let own = r"(?:(?:mein|meine|my|mon|ma|mes)\s+)?";
    let between = r"(?:\s+(?:von|ab|ca|of|from|about|is|de|a partir de|environ|env|est|ist|betragt))*[\s.=–]+";
    let amount = r"[0-9]['., ]?[0-9][0-9'., ]*";
    Regex::new(&format!(
        r"(?:^|[.,:!?(]\s*)\W*{own}(?:{labels}){between}(?:{currency}\.?\s*{amount}|{amount}\s*{currency}(?:\W|$))"
    ))
    .expect("well-formed")
});

impl Rules<'_> {
    pub(super) fn personal(&mut self) {
        let cv = self.cv;
        let about: Vec<&str> =
            cv.x.text
                .iter()
                .filter(|line| ABOUT.contains(&line.section.as_str()))
                .map(|line| line.text.as_str())
                .collect();
        let facts: Vec<Fact<'_>> = about.iter().flat_map(|text| facts(text)).collect();
        let parts: Vec<&str> = facts.iter().flat_map(|fact| parts(fact.value)).collect();
        let labelled = |labels: &[&str], digits_min: usize| {
            facts.iter().any(|fact| labels.contains(&fact.label.as_str()) && is_value(fact.value, digits_min))
        };
        let one_of = |words: &[&str]| parts.iter().any(|part| words.contains(&fold(part).as_str()));
        let name = cv.basics.name.as_deref().map(fold).unwrap_or_default();
        let status = parts.iter().any(|part| is_civil_status(part) && !contains_words(&name, &fold(part)));
        let children = parts.iter().any(|part| is_count_of_children(part));
        let number = cv.x.text.iter().any(|line| holds_number(&line.text));
        let (hint, warning) = (Severity::Hint, Severity::Warning);
        for (rule, severity, is_printed, ask_rank) in [
            ("personal.civil_status", hint, status || labelled(CIVIL_STATUS, 0), None),
            ("personal.children", hint, children || labelled(CHILDREN, 0), None),
            ("personal.religion", warning, one_of(&CONFESSIONS) || labelled(RELIGION, 0), None),
            ("personal.health", warning, one_of(&HABITS) || labelled(HEALTH, 0), None),
            ("personal.social_security", warning, number || labelled(INSURANCE, NUMBER_DIGITS_MIN), None),
            ("personal.salary", hint, states_salary(&cv.x.text) || labelled(SALARY, AMOUNT_DIGITS_MIN), None),
            ("personal.referees", hint, names_referees(&cv.x.text), Some(3)),
        ] {
            if is_printed {
                self.add(rule, severity, "x-dossier/text", &[], ask_rank);
            }
        }
        if cv.x.nationality.as_deref().is_some_and(needs_permit)
            && cv.x.permit.is_none()
            && !about.iter().any(|text| names_permit(text))
        {
            self.add("personal.nationality_without_permit", Severity::Hint, "x-dossier/permit", &[], Some(1));
        }
    }
}

/// What a line of a paper tells of a person that no client needs.
pub(crate) struct Told {
    /// A number of social insurance.
    pub social_security: bool,
    /// Civil status.
    pub civil_status: bool,
    /// A salary that is wanted or paid.
    pub salary: bool,
}

/// What one line of a finished paper tells that no client needs.
pub(crate) fn told(line: &str) -> Told {
    let facts = facts(line);
    let labelled = |labels: &[&str], digits_min: usize| {
        facts.iter().any(|fact| labels.contains(&fact.label.as_str()) && is_value(fact.value, digits_min))
    };
    let folded = fold(line);
    let is_wanted = WANTED_SALARY.iter().any(|words| contains_words(&folded, words));
    let is_amount = digits(line) >= AMOUNT_DIGITS_MIN && CURRENCY.is_match(line);
    Told {
        social_security: holds_number(line),
        civil_status: labelled(CIVIL_STATUS, 0) || facts.iter().flat_map(|fact| parts(fact.value)).any(is_civil_status),
        salary: is_amount && (is_wanted || labelled(SALARY, AMOUNT_DIGITS_MIN)) || states_rate(line),
    }
}

/// Whether a cell of a line is a rate or a salary without a colon: `Stundensatz CHF 140`, `TJM 650 €`.
fn states_rate(line: &str) -> bool {
    let cells = line.split(['|', '·', '•', ';', '\t']).map(|cell| fold(cell).replace(['-', '/'], " "));
    cells
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .any(|cell| RATE_WITHOUT_COLON.is_match(&cell))
}

/// A value with the label in front of it; without one the label is empty.
struct Fact<'a> {
    label: String,
    value: &'a str,
}

/// What a line says: `Label: value`, a label and a value in two cells, or values alone.
fn facts(line: &str) -> Vec<Fact<'_>> {
    let mut out = Vec::new();
    for segment in line.split(['|', '·', '•', ';']) {
        let cells: Vec<&str> = segment.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        for (at, cell) in cells.iter().enumerate() {
            let next = cells.get(at + 1).copied().unwrap_or_default();
            match cell.split_once(':') {
                Some((head, value)) if value.trim().is_empty() => out.push(Fact { label: plain(head), value: next }),
                Some((head, value)) => out.push(Fact { label: plain(head), value }),
                None => {
                    out.push(Fact { label: plain(cell), value: next });
                    out.push(Fact { label: String::new(), value: cell });
                }
            }
        }
    }
    out
}

/// A label folded, without signs, hyphens and slashes.
fn plain(text: &str) -> String {
    label(text).replace(['-', '/'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The single facts of a value: `verheiratet, 2 Kinder (2012, 2015)`.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '–');
    value.split([',', '/', '(', ')']).map(move |part| part.trim_matches(edge)).filter(|part| !part.is_empty())
}

fn is_value(text: &str, digits_min: usize) -> bool {
    text.chars().any(char::is_alphanumeric) && digits(text) >= digits_min
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// `ledig`, and `Zivilstand ledig` where the cells ran together.
fn is_civil_status(part: &str) -> bool {
    let lower = part.to_lowercase();
    let labelled = |head: &str| head.is_empty() || CIVIL_STATUS.contains(&plain(head).as_str());
    STATUSES.iter().any(|status| lower.strip_suffix(status).is_some_and(labelled))
}

fn is_count_of_children(part: &str) -> bool {
    part.split_whitespace().count() <= WORDS_MAX && COUNTED_CHILDREN.is_match(&fold(part))
}

/// A wanted salary in running text, or below a heading of its own.
fn states_salary(text: &[TextLine]) -> bool {
    let is_amount = |line: &TextLine| digits(&line.text) >= AMOUNT_DIGITS_MIN && CURRENCY.is_match(&line.text);
    let in_words = |line: &TextLine| {
        let folded = fold(&line.text);
        WANTED_SALARY.iter().any(|words| contains_words(&folded, words))
    };
    let is_about = |line: &TextLine| line.section == "profile" || ABOUT.contains(&line.section.as_str());
    let below = |pair: &[TextLine]| {
        SALARY.contains(&plain(&pair[0].text).as_str()) && is_about(&pair[1]) && is_amount(&pair[1])
    };
    text.iter().any(|line| is_about(line) && is_amount(line) && in_words(line)) || text.windows(2).any(below)
}

fn names_referees(text: &[TextLine]) -> bool {
    text.iter()
        .filter(|line| line.section == "references")
        .any(|line| EMAIL.is_match(&line.text) || PHONE.is_match(&line.text))
}

/// Whether every nation that is named is one whose nationals need a permit; an unknown one says nothing.
fn needs_permit(nationality: &str) -> bool {
    let named = nations(nationality);
    !named.is_empty() && !named.iter().any(|code| moves_freely(code))
}

fn names_permit(line: &str) -> bool {
    let folded = fold(line);
    PERMITS.iter().any(|word| folded.contains(word))
}
