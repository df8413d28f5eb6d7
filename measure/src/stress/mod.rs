//! Invented CVs that strain a layout: long names, many stations, next to nothing, other scripts. Their papers are proofed and drawn
//! with those of the samples; a few of each only, since they show what one paper of a kind shows.

use dossier_core::generate::DocumentKind;
use dossier_core::locale::Locale;
use dossier_core::sheet::Look;

/// What names of folders begin with.
pub const PREFIX: &str = "stress";

/// Stations of the CV that has most.
const STATIONS: u32 = 40;

/// A CV and what is made of it beside the CV in every look.
pub struct Case {
    /// Name of its folders behind [`PREFIX`], in small letters.
    pub name: &'static str,
    pub locale: Locale,
    pub text: String,
    /// One more paper in one look.
    pub beside: Option<(DocumentKind, Look)>,
}

impl Case {
    fn new(name: &'static str, locale: Locale, text: &str) -> Self {
        Self { name, locale, text: text.to_owned(), beside: None }
    }

    fn with(self, kind: DocumentKind, look: Look) -> Self {
        Self { beside: Some((kind, look)), ..self }
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("name", Locale::DeCh, include_str!("name.txt")).with(DocumentKind::Offer, Look::Modern),
        Case::new("stations", Locale::DeCh, &stations()).with(DocumentKind::Matchmaking, Look::Classic),
        Case::new("empty", Locale::DeDe, "Anna Muster\n"),
        Case::new("line", Locale::DeCh, "Anna Muster, Pflegefachfrau HF, Spital Seematt AG, Bern, 03/2015 – heute\n"),
        Case::new("rtl", Locale::En, include_str!("rtl.txt")),
        Case::new("cyrillic", Locale::DeCh, include_str!("cyrillic.txt")),
        Case::new("chinese", Locale::FrCh, include_str!("chinese.txt")),
        Case::new("umlauts", Locale::DeAt, include_str!("umlauts.txt")),
    ]
}

/// Half a year each, the newest first.
fn stations() -> String {
    let roles = ["Polymechaniker", "Servicetechniker", "Elektroinstallateur", "Anlagenführer", "Projektleiter"];
    let towns = ["Bern", "Thun", "Olten", "Basel", "Zürich", "Chur"];
    let mut text = "Urs Wildhaber\nPolymechaniker\n\nNationalität: Schweiz\n\nBerufserfahrung\n\n".to_owned();
    let turns = roles.iter().cycle().zip(towns.iter().cycle());
    for (number, (role, town)) in (1..=STATIONS).zip(turns) {
        let year = 2025 - (number - 1) / 2;
        let (from, to) = if number % 2 == 1 { (7, 12) } else { (1, 6) };
        text.push_str(&format!(
            "{role}, Werkstatt {number} AG, {town}\n{from:02}/{year} – {to:02}/{year}\n\
             - Auftrag {number} im Dreischichtbetrieb begleitet\n- Wartung von Anlagen und Übergabe an den Betrieb\n\n"
        ));
    }
    text.push_str("Sprachen\n\n- Deutsch: Muttersprache\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_core::formats::{ReadLimits, read};
    use dossier_core::understand::{Lexicon, cv};

    #[test]
    fn cases_are_what_they_are_for() {
        let found = |name: &str| {
            let case = cases().into_iter().find(|case| case.name == name).expect(name);
            let source = read(case.text.as_bytes(), Some("txt"), &ReadLimits::default()).expect("readable");
            cv(&source, &Lexicon::builtin())
        };
        assert_eq!(found("name").basics.name.map(|name| name.chars().count()), Some(60));
        assert_eq!(found("stations").work.len(), 40);
        for (name, has) in [("empty", 1), ("rtl", 2), ("cyrillic", 1), ("chinese", 1), ("umlauts", 1)] {
            let found = found(name);
            assert!(found.basics.name.is_some(), "{name}");
            assert!(found.work.len() == has || name == "empty", "{name}: {} stations", found.work.len());
        }
        assert!(cases().iter().all(|case| case.name.bytes().all(|c| c.is_ascii_lowercase())));
    }
}
