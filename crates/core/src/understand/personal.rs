//! Personal facts behind a label: nationality, date of birth, permit, driving licence, availability, workload.

use super::dates;
use super::fold::{fold, label};
use super::labels::{self, Label};
use super::lines::Line;
use super::piece::Piece;
use crate::records::cv::Workload;
use crate::time::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// What was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Personal {
    pub nationality: Option<Piece>,
    pub birth_date: Option<(Piece, PartialDate)>,
    pub permit: Option<Piece>,
    pub driving_licence: Vec<(Piece, String)>,
    pub availability: Option<Piece>,
    pub workload: Option<(Piece, Workload)>,
    pub document_date: Option<(Piece, PartialDate)>,
}

const NATIONALITY: [&str; 5] = ["nationalitat", "staatsangehorigkeit", "nationality", "nationalite", "citizenship"];
const BIRTH: [&str; 12] = [
    "geburtsdatum", "geboren", "geboren am", "geb", "geb am", "date of birth", "born", "birth date", "dob",
    "date de naissance", "ne le", "nee le",
];
const PERMIT: [&str; 15] = [
    "bewilligung", "aufenthaltsbewilligung", "arbeitsbewilligung", "aufenthaltstitel", "permit", "work permit",
    "residence permit", "permis", "permis de sejour", "permis de travail", "autorisation de travail",
    "titre de sejour", "aufenthaltsstatus", "visa", "aufenthalt",
];
const DRIVING: [&str; 12] = [
    "fuhrerausweis", "fuhrerschein", "driving licence", "driving license", "permis de conduire", "conduite",
    "fahrausweis", "driver's licence", "permis b", "lenkberechtigung", "licence", "mobilitat",
];
const AVAILABILITY: [&str; 18] = [
    "verfugbarkeit", "verfugbar", "verfugbar ab", "eintritt", "eintrittstermin", "fruhester eintritt",
    "kundigungsfrist", "availability", "available", "available from", "notice", "notice period", "disponibilite",
    "disponible", "disponible des", "preavis", "start", "delai de conge",
];
const WORKLOAD: [&str; 8] = [
    "pensum", "wunschpensum", "workload", "taux d'activite", "taux", "arbeitspensum", "beschaftigungsgrad",
    "taux souhaite",
];
const DOCUMENT_DATE: [&str; 9] = [
    "stand", "zuletzt aktualisiert", "last updated", "updated", "derniere mise a jour", "mise a jour", "as of", "etat",
    "aktualisiert",
];

static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{2,3})\s*%?\s*(?:[-–]|bis|à|to)\s*(\d{2,3})\s*%|(\d{2,3})\s*%").expect("well-formed")
});

/// Reads labelled facts from all lines; a fact may go on in the next line of its column.
pub(crate) fn personal(lines: &[Line]) -> Personal {
    let mut found = Personal::default();
    for (at, line) in lines.iter().enumerate() {
        for piece in facts(line) {
            fact(&piece, lines.get(at + 1), &mut found);
        }
        for cell in &line.cells {
            unlabelled(cell, &mut found);
        }
    }
    found
}

/// A line may hold several facts: "Nationality: Indian, Permit: B" or cells of a table.
fn facts(line: &Line) -> Vec<Piece> {
    let whole = line.whole();
    let mut out = vec![whole.clone()];
    if line.text().matches(':').count() > 1 {
        out.extend(whole.split_signs(&['|', '·', ';']));
        out.extend(whole.split_signs(&[',']));
    }
    out
}

fn fact(piece: &Piece, next: Option<&Line>, found: &mut Personal) {
    let Some(at) = piece.text.find([':', '\t']) else { return };
    let name = label(&piece.text[..at]);
    let mut value = piece.sub(at + 1, piece.text.len()).trim(&['\t']);
    if value.is_empty() {
        return;
    }
    let kind = labels::label_kind(&name);
    let has = |list: &[&str]| list.contains(&name.as_str());
    if (has(&NATIONALITY) || kind == Some(Label::Nationality)) && found.nationality.is_none() {
        let first = value.split_signs(&[',', ';', '|']).into_iter().next();
        found.nationality = first.or(Some(value));
    } else if has(&BIRTH) || kind == Some(Label::BirthDate) || name.starts_with("geburtsdatum") {
        birth(&value, found);
    } else if (has(&PERMIT) || kind == Some(Label::Permit)) && found.permit.is_none() && !is_category(&value.text) {
        found.permit = Some(value);
    } else if has(&DRIVING) || kind == Some(Label::DrivingLicence) || (has(&PERMIT) && is_category(&value.text)) {
        driving(&value, found);
    } else if (has(&AVAILABILITY) || kind == Some(Label::Availability)) && found.availability.is_none() {
        if value.text.ends_with(',')
            && let Some(next) = next.filter(|next| next.cells.len() == 1)
        {
            value = Piece::join(&[value.clone(), next.cells[0].clone()]).unwrap_or(value);
        }
        workload(&value, found);
        found.availability = Some(value);
    } else if has(&WORKLOAD) || kind == Some(Label::Workload) {
        workload(&value, found);
    } else if has(&DOCUMENT_DATE) && found.document_date.is_none() {
        found.document_date =
            dates::periods(&value.text).first().and_then(|period| period.start).map(|date| (value, date));
    }
}

fn unlabelled(cell: &Piece, found: &mut Personal) {
    let folded = fold(&cell.text);
    for prefix in ["geboren am ", "geb. am ", "born on ", "born ", "ne le ", "nee le ", "geboren ", "geb. ", "*"] {
        if folded.starts_with(prefix) {
            birth(cell, found);
        }
    }
    for prefix in ["verfugbar ab ", "available from ", "disponible des ", "disponible a partir "] {
        if folded.starts_with(prefix) && found.availability.is_none() {
            found.availability = Some(cell.clone());
        }
    }
    for prefix in ["nationalitat ", "nationality ", "nationalite "] {
        if folded.starts_with(prefix) && found.nationality.is_none() && cell.text.split_whitespace().count() == 2 {
            found.nationality = cell.text.find(' ').map(|at| cell.sub(at, cell.text.len()));
        }
    }
    for prefix in DOCUMENT_DATE {
        if folded.starts_with(prefix) && found.document_date.is_none() && folded.len() < 60 {
            found.document_date =
                dates::periods(&cell.text).last().and_then(|period| period.start).map(|date| (cell.clone(), date));
        }
    }
    if ["fuhrerausweis", "fuhrerschein", "driving licence", "permis de conduire"]
        .iter()
        .any(|word| folded.starts_with(*word))
    {
        driving(cell, found);
    }
}

fn birth(value: &Piece, found: &mut Personal) {
    if found.birth_date.is_some() {
        return;
    }
    if let Some(period) = dates::periods(&value.text).into_iter().next()
        && let Some(date) = period.start
    {
        found.birth_date = Some((value.sub(period.from, period.to), date));
    }
}

const CATEGORIES: [&str; 16] =
    ["A", "A1", "A2", "AM", "B", "B1", "BE", "C", "C1", "C1E", "CE", "D", "D1", "DE", "T", "L"];

fn is_category(value: &str) -> bool {
    value.split([',', '/', ' ', '+']).filter(|word| !word.is_empty()).all(|word| {
        CATEGORIES.contains(&word.trim_matches(['(', ')']))
            || ["Kat.", "Kategorie", "category", "catégorie", "und", "et", "and"].contains(&word)
    }) && value.chars().count() < 20
        && (value.starts_with("Kat") || value.starts_with("cat"))
}

fn driving(value: &Piece, found: &mut Personal) {
    for word in value.text.split(|c: char| !c.is_alphanumeric()) {
        if CATEGORIES.contains(&word) && !found.driving_licence.iter().any(|(_, known)| known == word) {
            found.driving_licence.push((value.clone(), word.to_owned()));
        }
    }
}

fn workload(value: &Piece, found: &mut Personal) {
    if found.workload.is_none() {
        found.workload = percent(&value.text).map(|range| (value.clone(), range));
    }
}

/// A workload in percent, as `80 %`, `80–100 %` or `80 à 100 %`.
pub(crate) fn percent(text: &str) -> Option<Workload> {
    PERCENT.captures_iter(text).find_map(|hit| {
        let number = |group: usize| {
            hit.get(group).and_then(|digits| digits.as_str().parse::<u8>().ok()).filter(|n| (5..=100).contains(n))
        };
        match (number(1), number(2), number(3)) {
            (Some(min), Some(max), _) if min <= max => Some(Workload { min, max }),
            (_, _, Some(one)) => Some(Workload { min: one, max: one }),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workloads() {
        let range = |text: &str| percent(text).map(|range| (range.min, range.max));
        assert_eq!(range("ab 15. Januar 2026, 60–80 %"), Some((60, 80)));
        assert_eq!(range("100 %"), Some((100, 100)));
        assert_eq!(range("80 à 100 %"), Some((80, 100)));
        assert_eq!(range("200 %"), None);
        assert_eq!(range("2019-2020"), None);
    }
}
