//! Tables of cases for the data: VAT by countries and day, days of rest and working days by region, blocks and notes.

use super::ContractForm::{self, Leasing, Payroll, Placement, Services, Work};
use super::holidays::{WorkingDays, country_of, easter, holidays, is_known, working_days};
use super::legal::{self, Case, LegalKey, combinations};
use super::{Vat, vat};
use crate::brand::LegalFile;
use crate::locale::{Language, Locale};
use crate::time::Day;

fn day(iso: &str) -> Day {
    iso.parse().expect("an ISO 8601 day")
}

/// `8.1 since 2024-01-01` and the like.
fn said(vat: &Vat) -> String {
    match vat {
        Vat::Domestic { tenths, country, from: Some(from) } => format!("{country} {tenths} {from}"),
        Vat::Domestic { tenths, country, from: None } => format!("{country} {tenths}"),
        Vat::ReverseCharge => "reverse".into(),
        Vat::PlaceAbroad => "abroad".into(),
        Vat::Unknown => "unknown".into(),
    }
}

#[test]
fn vat_by_countries_and_day() {
    for (seller, buyer, business, on, expected) in [
        ("CH", "CH", true, "2026-01-27", "CH 81 2024-01-01"),
        ("CH", "CH", true, "2023-12-31", "CH 77 2018-01-01"),
        ("CH", "CH", true, "2010-12-31", "unknown"),
        ("DE", "DE", true, "2020-08-01", "DE 160 2020-07-01"),
        ("DE", "DE", false, "2026-01-27", "DE 190 2021-01-01"),
        ("AT", "AT", true, "2026-01-27", "AT 200 1984-01-01"),
        ("FR", "FR", true, "2013-12-31", "FR 196 2000-04-01"),
        ("FR", "FR", true, "2014-01-01", "FR 200 2014-01-01"),
        ("EE", "EE", true, "2025-06-30", "EE 220 2024-01-01"),
        ("EE", "EE", true, "2025-07-01", "EE 240 2025-07-01"),
        ("CH", "LI", true, "2026-01-27", "CH 81 2024-01-01"),
        ("LI", "CH", true, "2026-01-27", "LI 81 2024-01-01"),
        ("DE", "AT", true, "2026-01-27", "reverse"),
        ("FR", "DE", true, "2026-01-27", "reverse"),
        ("CH", "DE", true, "2026-01-27", "abroad"),
        ("DE", "CH", true, "2026-01-27", "abroad"),
        ("AT", "LI", true, "2026-01-27", "abroad"),
        ("CH", "GB", true, "2026-01-27", "abroad"),
        ("GB", "FR", true, "2026-01-27", "abroad"),
        ("NO", "CH", true, "2026-01-27", "abroad"),
        ("CH", "US", true, "2026-01-27", "unknown"),
        ("LI", "GB", true, "2026-01-27", "unknown"),
        ("CH", "DE", false, "2026-01-27", "unknown"),
        ("DE", "FR", false, "2026-01-27", "unknown"),
        ("BR", "BR", true, "2026-01-27", "unknown"),
    ] {
        assert_eq!(said(&vat(seller, buyer, business, day(on), None)), expected, "{seller} {buyer} {business} {on}");
    }
    assert_eq!(said(&vat("CH", "DE", true, day("2026-01-27"), Some(26))), "CH 26", "the desk's own rate goes first");
}

#[test]
fn easter_moves() {
    for expected in [
        "1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2026-04-05", "2027-03-28",
        "2038-04-25",
    ] {
        let expected = day(expected);
        assert_eq!(easter(expected.year()), Some(expected));
    }
}

#[test]
fn days_of_rest_by_region() {
    for (region, year, count) in [
        ("CH-ZH", 2026, 9),
        ("CH-GE", 2026, 9),
        ("CH-TI", 2026, 15),
        ("CH-NE", 2026, 7),
        ("CH", 2026, 4),
        ("DE-BY", 2026, 12),
        ("DE-BE", 2026, 10),
        ("DE-BE", 2025, 11),
        ("DE-SN", 2026, 11),
        ("DE", 2026, 9),
        ("AT-9", 2026, 13),
        ("FR", 2026, 11),
        ("FR-67", 2026, 13),
        ("GB", 2026, 0),
    ] {
        assert_eq!(holidays(region, year).len(), count, "{region} {year}");
    }
    for (region, on, id) in [
        ("CH-ZH", "2026-05-01", Some("labour-day")),
        ("CH-BE", "2026-05-01", None),
        ("CH-BE", "2026-01-02", Some("second-of-january")),
        ("CH-NE", "2023-01-02", Some("second-of-january")),
        ("CH-NE", "2026-01-02", None),
        ("CH-GE", "2026-09-10", Some("geneva-fast")),
        ("CH-GE", "2026-12-31", Some("geneva-restoration")),
        ("CH-VD", "2026-09-21", Some("federal-fast-monday")),
        ("CH-GL", "2026-04-09", Some("naefels-pilgrimage")),
        ("CH-GL", "2026-04-02", None),
        ("CH-AR", "2026-12-26", None),
        ("CH-AR", "2025-12-26", Some("saint-stephen")),
        ("CH-TI", "2026-04-03", None),
        ("DE-BY", "2026-06-04", Some("corpus-christi")),
        ("DE-BE", "2026-03-08", Some("womens-day")),
        ("DE-BE", "2018-03-08", None),
        ("DE-BE", "2025-05-08", Some("liberation-day")),
        ("DE-BE", "2026-05-08", None),
        ("DE-SN", "2026-11-18", Some("repentance-day")),
        ("AT-9", "2026-10-26", Some("austrian-national-day")),
        ("AT-9", "2026-11-15", None),
        ("FR", "2026-04-03", None),
        ("FR-67", "2026-04-03", Some("good-friday")),
        ("FR-75", "2026-07-14", Some("bastille-day")),
    ] {
        let on = day(on);
        let found = holidays(region, on.year()).into_iter().find(|holiday| holiday.day == on);
        assert_eq!(found.map(|holiday| holiday.id), id, "{region} {on}");
    }
    let first = holidays("CH-GE", 2026)[0];
    let names = [Language::De, Language::En, Language::Fr].map(|language| first.name(language));
    assert_eq!(names, ["Neujahr", "New Year's Day", "Nouvel An"]);
    assert_eq!((country_of("CH-GE"), country_of("CH"), is_known("CH-XX")), ("CH", "CH", false));
}

#[test]
fn working_days_between_two_days() {
    for (region, from, to, days, holidays) in [
        ("CH-ZH", "2026-01-01", "2026-12-31", 254, 7),
        ("CH-GE", "2026-01-01", "2026-12-31", 253, 8),
        ("DE-BY", "2026-01-01", "2026-12-31", 252, 9),
        ("AT-9", "2026-01-01", "2026-12-31", 251, 10),
        ("FR", "2026-01-01", "2026-12-31", 252, 9),
        ("FR-67", "2026-01-01", "2026-12-31", 251, 10),
        ("DE-BE", "2025-05-01", "2025-05-31", 19, 3),
        ("DE-BE", "2026-05-01", "2026-05-31", 18, 3),
        ("DE-BY", "2026-01-05", "2026-01-09", 4, 1),
        ("DE-BE", "2026-01-05", "2026-01-09", 5, 0),
        ("CH-ZH", "2026-04-01", "2026-04-10", 6, 2),
        ("CH-TI", "2026-04-01", "2026-04-10", 7, 1),
        ("CH-ZH", "2026-12-21", "2027-01-08", 13, 2),
        ("CH-ZH", "2026-05-01", "2026-05-01", 0, 1),
        ("CH-ZH", "2026-08-01", "2026-08-02", 0, 0),
        ("CH-ZH", "2026-08-02", "2026-08-01", 0, 0),
    ] {
        let counted = working_days(region, day(from), day(to));
        assert_eq!(counted, Some(WorkingDays { days, holidays }), "{region} {from} {to}");
    }
    assert_eq!(working_days("US-NY", day("2026-01-01"), day("2026-12-31")), None);
}

#[test]
fn combinations_that_must_not_be_offered() {
    let codes = |form: ContractForm, seller: &str, buyer: &str, stated: &str| {
        let (licence, portage) = (stated == "licence", stated == "portage");
        let found = combinations(&Case { form, seller, buyer, licence, portage });
        let mut codes: Vec<&str> = found.iter().map(|one| one.code.code().trim_start_matches("offer.")).collect();
        codes.dedup();
        codes.join(" ")
    };
    for (form, seller, buyer, stated, expected) in [
        (Leasing, "CH", "CH", "", "no_licence"),
        (Leasing, "CH", "CH", "licence", ""),
        (Leasing, "LI", "LI", "", "no_licence"),
        (Leasing, "DE", "CH", "licence", "leasing_from_abroad"),
        (Leasing, "DE", "CH", "", "leasing_from_abroad no_licence"),
        (Leasing, "AT", "CH", "licence", "leasing_from_abroad leasing_from_austria"),
        (Leasing, "CH", "DE", "licence", "leasing_outside_eea leasing_abroad_seco leasing_construction"),
        (Leasing, "AT", "DE", "licence", "leasing_construction"),
        (Leasing, "CH", "AT", "licence", "leasing_abroad_seco leasing_into_austria"),
        (Leasing, "FR", "FR", "licence", "leasing_case_france"),
        (Payroll, "CH", "CH", "", "no_licence"),
        (Payroll, "CH", "CH", "licence", ""),
        (Payroll, "DE", "CH", "licence", "payroll_from_abroad"),
        (Payroll, "FR", "FR", "", "payroll_not_portage"),
        (Payroll, "FR", "FR", "licence", "payroll_not_portage"),
        (Payroll, "FR", "FR", "portage", ""),
        (Payroll, "FR", "CH", "portage", "payroll_from_abroad"),
        (Placement, "CH", "DE", "", "placement_licence"),
        (Services, "DE", "CH", "", ""),
        (Work, "FR", "CH", "", ""),
    ] {
        assert_eq!(codes(form, seller, buyer, stated), expected, "{form:?} {seller} {buyer} {stated}");
    }
}

#[test]
fn legal_words_by_form_country_language_and_day() {
    assert!(legal::text(Leasing, "DE", day("2024-12-31")).is_none(), "text form holds from 2025 on");
    assert!(legal::text(Leasing, "BR", day("2026-01-27")).is_none());
    let swiss = legal::text(Services, "CH", day("2026-01-27")).expect("there is one");
    assert!(swiss.text(Language::De).contains("OR") && swiss.text(Language::Fr).contains("CO"));
    let key = |country: &str, from: &str| LegalKey {
        form: Services,
        country: country.into(),
        valid_from: Some(day(from)),
        own: false,
    };
    let none = LegalFile::default();
    let german = legal::printed(&key("DE", "2017-04-01"), &none, Locale::DeCh).expect("there is one");
    assert!(german.contains("BGB") && !german.contains('ß'), "Swiss papers have no sharp s");
    let mut own = LegalFile::default();
    own.services.fr = "Notre contrat-cadre s'applique.".into();
    let key = key("CH", "1991-07-01");
    assert_eq!(legal::printed(&key, &own, Locale::FrCh).as_deref(), Some("Notre contrat-cadre s'applique."));
    assert!(legal::printed(&key, &own, Locale::DeCh).is_some_and(|text| text.contains("OR")));
    assert_eq!(legal::printed(&LegalKey { valid_from: None, ..key }, &none, Locale::En), None);
}
