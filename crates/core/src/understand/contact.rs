//! Name, headline, e-mail, phone, web page and place of residence.

use super::broken_email::broken_email;
use super::fold::fold;
use super::labels::{self, Label};
use super::lexicon::{self, SectionKind};
use super::lines::Line;
use super::piece::Piece;
use super::sections::Section;
use super::towns;
use regex::Regex;
use std::sync::LazyLock;

/// What was found; pieces keep their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contact {
    pub name: Option<Piece>,
    pub label: Option<Piece>,
    pub email: Option<Piece>,
    pub phone: Option<Piece>,
    pub url: Option<Piece>,
    pub address: Option<Piece>,
    pub postal_code: Option<Piece>,
    pub city: Option<Piece>,
    pub country: Option<Piece>,
}

pub(super) static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}").expect("well-formed"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:\+|00)\d{1,3}[\s./()-]*(?:\(0\)[\s./-]*)?\d(?:[\s./()-]*\d){6,12}|\(?0\d{1,4}\)?(?:[\s./-]*\d{2,4}){2,5}",
    )
    .expect("well-formed")
});
static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:https?://[^\s|,;]+|www\.[^\s|,;]+|\b(?:linkedin|xing|github)\.com/[^\s|,;]+)")
        .expect("well-formed")
});
static BARE_URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?$").expect("well-formed"));
static POSTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\b(?P<country>CH|D|DE|A|AT|F|FR|FL|L|B|NL)[-–\s])?\b(?P<code>\d{4,5})\s+(?P<city>\p{Lu}[\p{L}.'’-]+(?:[ /](?:\p{Lu}[\p{L}.'’-]+|a\.?\s?d\.?|am|an|der|im|bei|in|sur|sous|les|le|la|de|en|d['’]|[A-Z]{2}\b))*)").expect("well-formed")
});
/// The town before its code, as `Uster 8610 CH`, or with a country alone, as `Siegen DE`.
static TOWN_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<city>\p{Lu}[\p{L}.'’-]+(?: (?:\p{Lu}[\p{L}.'’-]+|am|an|der|im|bei|in|sur|sous|la|le|les|de))*),? (?:(?P<code>\d{4,5}),? )?(?P<country>CH|DE|AT|FR|LI|LU|BE|NL|GB|IE|IT)$").expect("well-formed")
});
static UK_POSTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<city>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*),?\s+(?P<code>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b")
        .expect("well-formed")
});
static CITY_CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<city>\p{Lu}[\p{L}'’-]+(?:[ -]\p{Lu}[\p{L}'’-]+)*),\s+(?:(?P<code>\d{4,5}),\s+)?(?P<country>[A-Z]{2}|[A-Z]\p{L}{4,})\b").expect("well-formed")
});
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\p{L}+(?:strasse|straße|str\.|gasse|weg|platz|allee|ring|rain|halde|damm|ufer|hof|graben|quai|matte|matt|acker)\s+\d+\s?[a-z]?|\b(?:am|im|auf|an|zum|zur|unter)\s+(?:der |dem |den )?\p{L}+\s+\d+\s?[a-z]?|(?:\d+[a-z]?(?:\s?(?:bis|ter))?,?\s+)?(?:rue|avenue|av\.|chemin|ch\.|route|rte|place|boulevard|bd|impasse|allée|quai|ruelle|sentier|passage)\s+[\p{L}'’\s.-]+?(?:\s+\d+[a-z]?)?(?:$|[,|·\t])|\d+[a-z]?\s+\p{Lu}[\p{L}'’]+(?:\s\p{Lu}?[\p{L}'’]+)*\s(?:street|st|road|rd|lane|terrace|avenue|close|drive|yard|way|court|place|square|gardens|row|hill|crescent|mews)\b)").expect("well-formed")
});

const COUNTRIES: &[(&str, &str)] = &[
    ("switzerland", "CH"),
    ("schweiz", "CH"),
    ("suisse", "CH"),
    ("svizzera", "CH"),
    ("germany", "DE"),
    ("deutschland", "DE"),
    ("allemagne", "DE"),
    ("austria", "AT"),
    ("osterreich", "AT"),
    ("autriche", "AT"),
    ("france", "FR"),
    ("frankreich", "FR"),
    ("united kingdom", "GB"),
    ("uk", "GB"),
    ("england", "GB"),
    ("italien", "IT"),
    ("italy", "IT"),
    ("italie", "IT"),
    ("liechtenstein", "LI"),
    ("belgium", "BE"),
    ("belgien", "BE"),
    ("belgique", "BE"),
    ("netherlands", "NL"),
];

/// The ISO code of a country name.
pub(crate) fn country_code(name: &str) -> Option<&'static str> {
    let folded = fold(name.trim());
    COUNTRIES.iter().find(|(known, code)| *known == folded || name.trim() == *code).map(|(_, code)| *code).or(
        match name.trim() {
            "D" => Some("DE"),
            "A" => Some("AT"),
            "F" => Some("FR"),
            "FL" => Some("LI"),
            _ => None,
        },
    )
}

pub(crate) fn contact(sections: &[Section], lines: &[Line]) -> Contact {
    let mut found = Contact::default();
    let head: Vec<&Line> =
        sections.iter().filter(|section| is_about_person(section)).flat_map(|section| &section.lines).collect();
    found.email = broken_email(lines);
    for line in head.iter().copied().chain(lines) {
        for cell in &line.cells {
            if found.email.is_none() {
                found.email = EMAIL.find(&cell.text).map(|hit| cell.sub(hit.start(), hit.end()));
            }
        }
    }
    for (line, cell) in head.iter().flat_map(|line| line.cells.iter().map(move |cell| (line, cell))) {
        if found.phone.is_none() {
            found.phone = PHONE
                .find(&cell.text)
                .filter(|hit| is_phone(&cell.text, hit.start(), hit.as_str()))
                .map(|hit| cell.sub(hit.start(), hit.end()));
        }
        if found.url.is_none() {
            found.url = url(cell);
        }
        if !line.running {
            find_place(cell, &mut found);
        }
        if found.address.is_none() {
            found.address = STREET.find(&cell.text).map(|hit| cell.sub(hit.start(), hit.end()).trim(&[',', '|', '·']));
        }
        if found.country.is_none() && country_code(&cell.text).is_some() {
            found.country = Some(cell.clone());
        }
    }
    // A town behind its label goes before one of the letterhead, which may be an agency's.
    if found.city.is_none() {
        found.city = labelled_city(&head);
    }
    // Heads and feet of the pages often carry nothing else.
    for cell in lines.iter().filter(|line| line.running).flat_map(|line| &line.cells) {
        if found.phone.is_none() {
            found.phone = PHONE
                .find(&cell.text)
                .filter(|hit| is_phone(&cell.text, hit.start(), hit.as_str()))
                .map(|hit| cell.sub(hit.start(), hit.end()));
        }
        find_place(cell, &mut found);
    }
    if found.city.is_none() {
        found.city = known_town(&head);
    }
    name_and_label(sections, &mut found);
    found
}

/// Whether a section tells who the candidate is; one under a vague heading (`Weitere Angaben`) by its labels.
fn is_about_person(section: &Section) -> bool {
    let personal = |line: &Line| {
        let whole = line.whole();
        let at = whole.text.find([':', '\t']);
        let kind = at.and_then(|at| labels::label_kind(&super::fold::label(&whole.text[..at])));
        kind.is_some_and(|kind| (Label::Name..=Label::MaritalStatus).contains(&kind))
    };
    match section.kind {
        SectionKind::Lead | SectionKind::Contact | SectionKind::Personal => true,
        SectionKind::Other => section.lines.iter().any(personal),
        // `About` over a side bar with the address.
        SectionKind::Profile => section.lines.iter().any(|line| is_contact_line(&line.text())),
        _ => false,
    }
}

/// Whether a line holds nothing but ways to reach the candidate, wherever on the page it was drawn.
pub(crate) fn is_contact_line(text: &str) -> bool {
    if super::dates::periods(text).iter().any(super::dates::Period::is_range) {
        return false;
    }
    let phone = PHONE
        .find(text)
        .is_some_and(|hit| is_phone(text, hit.start(), hit.as_str()) && hit.as_str().len() * 3 >= text.len());
    let address = STREET.is_match(text) && POSTAL.is_match(text);
    EMAIL.find(text).is_some_and(|hit| hit.len() * 2 >= text.len()) || phone || address
}

fn is_phone(text: &str, at: usize, hit: &str) -> bool {
    let digits = hit.chars().filter(char::is_ascii_digit).count();
    let before = text[..at].chars().last();
    (9..=15).contains(&digits)
        && !before.is_some_and(|c| c.is_alphanumeric() || c == '/')
        && super::dates::periods(hit).iter().all(|period| !period.is_range())
}

fn url(cell: &Piece) -> Option<Piece> {
    if let Some(hit) = URL.find(&cell.text) {
        return Some(cell.sub(hit.start(), hit.end()));
    }
    (BARE_URL.is_match(&cell.text) && !cell.text.contains('@') && cell.text.contains(char::is_alphabetic))
        .then(|| cell.clone())
}

fn find_place(cell: &Piece, found: &mut Contact) {
    if found.city.is_some() {
        return;
    }
    let text = &cell.text;
    let take =
        |hit: Option<regex::Match<'_>>| hit.map(|hit| cell.sub(hit.start(), hit.end()).trim(&[',', '|', '·', '-']));
    if let Some(hit) = TOWN_FIRST.captures(text) {
        found.city = take(hit.name("city"));
        found.postal_code = take(hit.name("code"));
        found.country = found.country.take().or_else(|| take(hit.name("country")));
        return;
    }
    if let Some(hit) = POSTAL.captures(text).filter(|hit| country_code(&hit["city"]).is_none()) {
        // A phone number's last digits before a word are not a postal code.
        let code = hit.name("code").map_or(0, |code| code.start());
        if !text[..code].ends_with(|c: char| c.is_ascii_digit())
            && !text[..code].trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '+')
            || STREET.is_match(&text[..code])
        {
            found.postal_code = take(hit.name("code"));
            found.city = take(hit.name("city"));
            found.country = found.country.take().or_else(|| take(hit.name("country")));
            return;
        }
    }
    if let Some(hit) = UK_POSTAL.captures(text) {
        found.city = take(hit.name("city"));
        found.postal_code = take(hit.name("code"));
        return;
    }
    if let Some(hit) = CITY_CODE.captures(text)
        && hit.name("country").is_some_and(|country| country_code(country.as_str()).is_some())
    {
        found.city = take(hit.name("city"));
        found.postal_code = take(hit.name("code"));
        found.country = take(hit.name("country"));
    }
}

fn labelled_city(head: &[&Line]) -> Option<Piece> {
    for line in head {
        let whole = line.whole();
        let Some(at) = whole.text.find([':', '\t']) else { continue };
        let kind = labels::label_kind(&super::fold::label(&whole.text[..at]));
        if matches!(kind, Some(Label::Town | Label::Address | Label::Place)) {
            let value = whole.sub(at + 1, whole.text.len());
            let parts = value.split_signs(&[',', '|', '(']);
            let known = parts.iter().map(without_code).find(|part| towns::may_be_town(&part.text));
            if let Some(town) =
                known.or_else(|| parts.into_iter().find(|part| !part.text.chars().any(|c| c.is_ascii_digit())))
            {
                return Some(town);
            }
        }
    }
    None
}

/// A town that the lexicon knows, in a part of its own among the contact data.
fn known_town(head: &[&Line]) -> Option<Piece> {
    for line in head.iter().take(25) {
        for cell in &line.cells {
            if EMAIL.is_match(&cell.text) && cell.text.split_whitespace().count() == 1 {
                continue;
            }
            for part in cell.split_signs(&[',', '|', '·', '•', '–', '/', ':', ';']) {
                let part = part.trim(&['(', ')', '-', '.']);
                let town = without_code(&part);
                if !town.text.chars().any(|c| c.is_ascii_digit())
                    && town.text.split_whitespace().count() <= 4
                    && towns::is_town(&town.text)
                    && lexicon::role_score(&town.text) == 0
                {
                    return Some(town);
                }
            }
        }
    }
    None
}

/// A town without the postal code before or behind it.
fn without_code(part: &Piece) -> Piece {
    let is_code = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let words: Vec<&str> = part.text.split(' ').collect();
    let first = words.iter().take_while(|word| is_code(word)).count();
    let last = words.iter().rev().take_while(|word| is_code(word)).count();
    if first + last >= words.len() {
        return part.clone();
    }
    let start: usize = words[..first].iter().map(|word| word.len() + 1).sum();
    let end: usize = words[words.len() - last..].iter().map(|word| word.len() + 1).sum();
    part.sub(start, part.text.len() - end)
}

fn is_name_word(word: &str) -> bool {
    let letters = word.trim_matches(['.', '-', ',']);
    if ["iur", "med", "phil", "dent", "rer", "nat", "oec", "sc", "techn", "ing", "vet"]
        .contains(&letters.trim_end_matches('.'))
    {
        return true;
    }
    !letters.is_empty()
        && letters.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.'))
        && (letters.chars().next().is_some_and(|c| c.is_uppercase() || !(c.is_lowercase() || c.is_uppercase()))
            || [
                "von", "van", "de", "da", "di", "del", "della", "der", "den", "du", "le", "la", "zu", "zur", "dos",
                "bin", "al", "el", "ter", "ten",
            ]
            .contains(&letters))
}

/// Whether a text can be a person's name.
fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let script = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    (2..=6).contains(&words.len())
        || (script && words.len() == 1 && text.chars().count() >= 2)
            && words.iter().all(|word| is_name_word(word))
            && text.chars().count() <= 60
}

const NOT_A_NAME: [&str; 16] = [
    "lebenslauf", "curriculum vitae", "curriculum", "cv", "resume", "bewerbung", "personalien", "profil", "profile",
    "bewerbungsunterlagen", "kandidatenprofil", "europass", "vitae", "candidate profile", "personal profile",
    "dossier de candidature",
];

fn name_and_label(sections: &[Section], found: &mut Contact) {
    if let Some(labelled) = labelled_name(sections) {
        found.name = Some(labelled);
    }
    let lead: Vec<&Line> = sections
        .iter()
        .filter(|section| matches!(section.kind, SectionKind::Lead | SectionKind::Contact))
        .flat_map(|section| &section.lines)
        .collect();
    let size_max = lead.iter().map(|line| line.style.size).fold(0.0, f32::max);
    let mut best: Option<(i32, usize, Piece, usize)> = None;
    for (at, line) in lead.iter().enumerate().take(25) {
        let first = &line.cells[0];
        // What follows a comma is a headline or letters behind the name.
        // A name set in large, spaced letters falls apart into cells.
        let spaced = line.cells.len() > 1
            && line.style.size >= 14.0
            && line.cells.iter().all(|cell| cell.text.split_whitespace().all(is_name_word));
        let whole = if spaced { Piece::join(&line.cells) } else { None };
        let candidates = whole.into_iter().chain(first.split_signs(&[',', '|', '·']).into_iter().take(1));
        for piece in candidates {
            let piece = before_headline(line, strip_title(&piece), found);
            let folded = fold(&piece.text);
            if NOT_A_NAME.iter().any(|word| folded == *word)
                || lexicon::heading(&piece.text).is_some()
                || piece.text.contains('@')
            {
                continue;
            }
            let (piece, used) = with_next_line(piece, line, lead.get(at + 1).copied());
            if !looks_like_name(&piece.text) || !piece.text.split_whitespace().all(is_name_word) {
                continue;
            }
            let mut score = 10 - i32::try_from(at).unwrap_or(10).min(10);
            score += if size_max > 0.0 && line.style.size >= size_max - 0.1 { 8 } else { 0 };
            score += if line.style.heading == 7 || line.style.heading == 1 { 4 } else { 0 };
            score += if line.style.bold { 1 } else { 0 };
            score -= 6 * i32::from(lexicon::role_score(&piece.text) > 0);
            score -= 6 * i32::from(lexicon::organisation_score(&piece.text) > 0);
            score -= 4 * i32::from(country_code(&piece.text).is_some());
            score += email_overlap(found, &piece.text);
            if best.as_ref().is_none_or(|(top, ..)| score > *top) {
                best = Some((score, at, piece, used));
            }
        }
    }
    if found.name.is_none() && best.as_ref().is_none_or(|(score, ..)| *score < 3) {
        found.name = elsewhere(sections, found);
    }
    let Some((score, at, name, used)) = best else { return };
    if found.name.is_none() && score >= 3 {
        found.name = Some(name.clone());
    }
    if found.name.as_ref().is_some_and(|chosen| chosen.text == name.text) {
        found.label = label_after(&lead, at, used, &name);
    }
}

/// A name without the headline that stands in its line: told apart by its look, else where a job title begins.
fn before_headline(line: &Line, piece: Piece, found: &Contact) -> Piece {
    let is_name = |text: &str| {
        looks_like_name(text) && text.split_whitespace().all(is_name_word) && lexicon::role_score(text) == 0
    };
    let looks = line.looks(0);
    if looks.len() > 1 && piece.text.starts_with(&looks[0].0.text) && is_name(&looks[0].0.text) {
        return looks[0].0.clone();
    }
    if lexicon::role_score(&piece.text) == 0 {
        return piece;
    }
    let ends: Vec<usize> = piece.text.match_indices(' ').map(|(at, _)| at).skip(1).take(3).collect();
    let names =
        ends.into_iter().filter(|end| is_name(&piece.text[..*end]) && lexicon::role_score(&piece.text[*end..]) > 0);
    // The shortest of those that the address knows best.
    let best = names.max_by_key(|end| (email_overlap(found, &piece.text[..*end]), std::cmp::Reverse(*end)));
    best.map_or(piece.clone(), |end| piece.sub(0, end))
}

/// A name that stands between sections, as beside a side bar: set off, and told by the e-mail address.
fn elsewhere(sections: &[Section], found: &Contact) -> Option<Piece> {
    let lines = sections.iter().flat_map(|section| &section.lines).filter(|line| line.cells.len() == 1);
    lines.into_iter().find_map(|line| {
        let piece = strip_title(&line.cells[0]);
        let set_off = line.style.size >= 13.0 || line.style.heading > 0 || line.style.bold;
        let named = looks_like_name(&piece.text) && piece.text.split_whitespace().all(is_name_word);
        (set_off && named && email_overlap(found, &piece.text) > 0 && lexicon::role_score(&piece.text) == 0)
            .then_some(piece)
    })
}

fn labelled_name(sections: &[Section]) -> Option<Piece> {
    let mut parts: [Option<Piece>; 3] = [None, None, None];
    for line in sections.iter().filter(|section| is_about_person(section)).flat_map(|section| &section.lines) {
        let whole = line.whole();
        let Some(at) = whole.text.find([':', '\t']) else { continue };
        let slot = match labels::label_kind(&super::fold::label(&whole.text[..at])) {
            Some(Label::Name) => 0,
            Some(Label::FirstName) => 1,
            Some(Label::LastName) => 2,
            _ => continue,
        };
        let value = whole.sub(at + 1, whole.text.len());
        if parts[slot].is_none() && !value.is_empty() && value.text.split_whitespace().all(is_name_word) {
            parts[slot] = Some(value);
        }
    }
    match parts {
        [Some(full), None, _] => Some(full),
        // `Nom` before a whole name.
        [None, None, Some(last)] if last.text.split_whitespace().count() > 1 => Some(last),
        [name, Some(first), last] => {
            let last = last.or(name)?;
            Piece::join(&[first, last])
        }
        _ => None,
    }
}

fn strip_title(piece: &Piece) -> Piece {
    const TITLES: [&str; 12] = [
        "lebenslauf von", "lebenslauf", "curriculum vitae", "cv von", "cv of", "cv", "herr", "frau", "mr", "mrs",
        "monsieur", "madame",
    ];
    for title in TITLES {
        let head: String = piece.text.chars().take(title.chars().count()).collect();
        let rest = piece.text.get(head.len()..).unwrap_or_default();
        if head.to_lowercase() == title && rest.starts_with([' ', ':', '–', '-', '|', '.']) && !rest.trim().is_empty()
        {
            return piece.sub(head.len(), piece.text.len()).trim(&['-', '–', ':', '|', '.']);
        }
    }
    piece.trim(&['–', ':', '|', ','])
}

/// First and family name on two lines of one look.
fn with_next_line(piece: Piece, line: &Line, next: Option<&Line>) -> (Piece, usize) {
    let words = piece.text.split_whitespace().count();
    let one_word = words == 1 && is_name_word(&piece.text);
    let hyphen = words <= 4 && piece.text.ends_with('-');
    match next {
        Some(next)
            if (one_word || hyphen)
                && next.cells.len() == 1
                && next.looks_like(line)
                && next.text().split_whitespace().count() <= 3
                && next.text().split_whitespace().all(is_name_word)
                && line.style.size >= 12.0 =>
        {
            (Piece::join(&[piece.clone(), next.cells[0].clone()]).unwrap_or(piece), 2)
        }
        _ => (piece, 1),
    }
}

fn email_overlap(found: &Contact, name: &str) -> i32 {
    let Some(email) = &found.email else { return 0 };
    let local = fold(email.text.split('@').next().unwrap_or_default());
    let hits =
        fold(name).split_whitespace().filter(|word| word.len() > 2 && local.contains(word.trim_matches('-'))).count();
    i32::try_from(hits).unwrap_or(0) * 4
}

/// The headline: the line after the name, or what follows the name in its line.
fn label_after(lead: &[&Line], at: usize, used: usize, name: &Piece) -> Option<Piece> {
    let line = lead[at];
    let first = &line.cells[0];
    if used == 1
        && let Some(after) = first.text.find(&name.text).map(|start| start + name.text.len())
    {
        let rest = first.sub(after, first.text.len()).trim(&[',', '|', '–', '-', '·']);
        if !rest.is_empty() {
            return Some(rest);
        }
    }
    let mut pieces = Vec::new();
    for next in lead.iter().skip(at + used).take(2) {
        let text = next.text();
        let contact = EMAIL.is_match(&text)
            || PHONE.is_match(&text)
            || POSTAL.is_match(&text)
            || STREET.is_match(&text)
            || URL.is_match(&text);
        if contact || next.cells.len() > 1 || text.ends_with('.') || text.chars().count() > 80 || text.contains(':') {
            break;
        }
        let goes_on = pieces.last().is_none_or(|_: &Piece| {
            next.gap < 1.35
                && lead.get(at + used).is_some_and(|first| next.looks_like(first))
                && first.text.chars().count() < 60
        });
        if !goes_on {
            break;
        }
        pieces.push(next.cells[0].clone());
    }
    Piece::join(&pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        assert!(looks_like_name("Anna Müller") && looks_like_name("李明") && looks_like_name("Олена Коваль"));
        assert!(looks_like_name("Jean-Pierre de la Tour"));
        assert!(!is_name_word("2021") && !is_name_word("C++"));
        let phone = |text: &str| {
            PHONE.find(text).filter(|hit| is_phone(text, hit.start(), hit.as_str())).map(|hit| hit.as_str().to_owned())
        };
        assert_eq!(phone("Tel. +41 79 555 48 20").as_deref(), Some("+41 79 555 48 20"));
        assert_eq!(phone("0049 (0)30 555 0183").as_deref(), Some("0049 (0)30 555 0183"));
        assert_eq!(phone("079 555 48 20").as_deref(), Some("079 555 48 20"));
        assert_eq!(phone("01.03.2019 - 30.06.2020"), None);
    }
}
