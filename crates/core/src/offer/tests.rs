//! Cases of whole offers: rates from file and card, effort and estimate, marks, refusals and warnings.

use super::*;
use crate::brand::Brand;
use crate::records::job::JobProfile;
use crate::time::Day;

fn day(iso: &str) -> Day {
    iso.parse().expect("an ISO 8601 day")
}

fn brand(toml: &str) -> Brand {
    Brand::parse(toml, &crate::brand::Assets::new()).expect(toml)
}

fn file(toml: &str) -> OfferFile {
    OfferFile::parse(toml).expect(toml)
}

fn make(offer: &str, desk: &str) -> Result<OfferRecord, OfferError> {
    prepare(&file(offer), &brand(desk), None, None, day("2026-01-27"))
}

fn made(offer: &str, desk: &str) -> OfferRecord {
    make(offer, desk).expect(offer)
}

fn codes(record: &OfferRecord) -> Vec<&str> {
    record.warnings.iter().map(|warning| warning.code.as_str()).collect()
}

/// A rate card as a desk might write it.
const CARD: &str = "
[[rate]]
role = 'Projektleiter'
level = 'professional'
unit = 'hour'
cents = 13800
[[rate]]
role = 'Projektleiter'
level = 'senior'
unit = 'hour'
cents = 15200
[[rate]]
role = 'Projektleiter'
level = 'senior'
unit = 'hour'
cents = 15800
from = '2026-07-01'
[[rate]]
role = 'Projektleiter'
client = 'Bundesamt für Musterwesen'
unit = 'hour'
cents = 14100
[[rate]]
role = 'Java Entwickler'
unit = 'hour'
cents = 12500
[[rate]]
role = 'Cloud Entwickler'
unit = 'hour'
cents = 13500
[[rate]]
role = 'Requirements Engineer'
unit = 'day'
cents = 112000
[[rate]]
role = 'Requirements Engineer'
unit = 'hour'
cents = 13500
[[rate]]
role = 'Developer'
unit = 'hour'
cents = 11000
[[rate]]
role = 'Developer'
unit = 'fee'
cents = 1800000
";

#[test]
fn the_rate_card_is_read_by_role_level_client_and_day() {
    for (offer, expected) in [
        ("role = 'Projektleiter'\nlevel = 'senior'", Some(15_200)),
        ("role = 'Senior Projektleiter'", Some(15_200)),
        ("role = 'SENIOR PROJEKTLEITERIN (m/w/d)'", Some(15_200)),
        ("role = 'Projektleiter:in Digitalisierung'\nlevel = 'professional'", Some(13_800)),
        ("role = 'Projektleiter'", None),
        ("role = 'Projektleiter'\nlevel = 'expert'", None),
        ("role = 'Senior Projektleiter'\nstart_date = '2026-07-01'", Some(15_800)),
        ("role = 'Senior Projektleiter'\nstart_date = '2026-06-30'", Some(15_200)),
        ("role = 'Projektleiter'\n[recipient]\ncompany = 'BUNDESAMT FÜR MUSTERWESEN'", Some(14_100)),
        ("role = 'Senior Projektleiter'\n[recipient]\ncompany = 'Bundesamt für Musterwesen'", Some(14_100)),
        ("role = 'Senior Java Entwicklerin'", Some(12_500)),
        ("role = 'Java Cloud Entwickler'", None),
        ("role = 'JavaScript Entwickler'", None),
        ("role = 'Requirements Engineer'", None),
        ("role = 'Requirements Engineer'\nrate_unit = 'day'", Some(112_000)),
        ("role = 'Requirements Engineer'\nrate_unit = 'hour'", Some(13_500)),
        ("role = 'Developer'", Some(11_000)),
        ("role = 'Developer'\ncontract_form = 'placement'", Some(1_800_000)),
        ("role = 'Developer'\ncontract_form = 'placement'\nfee_tenths = 220", None),
        ("role = 'Tester'", None),
        ("", None),
    ] {
        let terms = made(offer, CARD).terms;
        assert_eq!(terms.rate.map(|rate| rate.cents), expected, "{offer}");
        assert_eq!(terms.rate_from, expected.map(|_| RateSource::Card), "{offer}");
    }
    let both = made("role = 'Developer'\n[rate]\ncents = 9900\nunit = 'hour'", CARD).terms;
    assert_eq!((both.rate.map(|rate| rate.cents), both.rate_from), (Some(9_900), Some(RateSource::File)));
    assert_eq!(codes(&made("role = 'Java Cloud Entwickler'", CARD)), ["offer.rate_ambiguous"]);
    assert!(made("role = 'Tester'", CARD).marks.contains(&Mark::Rate));
}

#[test]
fn estimates_are_the_printed_rate_times_the_printed_effort() {
    let hour = "[rate]\ncents = 14250\nunit = 'hour'";
    let daily = "[rate]\ncents = 100000\nunit = 'day'";
    let monthly = "[rate]\ncents = 1200000\nunit = 'month'";
    for (offer, rate, desk, tenths, total) in [
        ("hours_planned = 800", hour, "", 8_000, 11_400_000),
        ("days_planned = 100", hour, "", 8_400, 11_970_000),
        ("days_planned = 100\nhours_per_day_tenths = 82", hour, "", 8_200, 11_685_000),
        ("hours_planned = 80", daily, "country = 'DE'", 100, 1_000_000),
        ("hours_planned = 100", daily, "", 119, 1_190_000),
        ("hours_planned = 100", daily, "country = 'FR'", 143, 1_430_000),
        (
            "start_date = '2026-03-02'\nend_date = '2026-12-31'\nworkload = '80 %'",
            hour,
            "region = 'CH-BE'",
            14_381,
            20_492_925,
        ),
        (
            "start_date = '2026-03-02'\nend_date = '2026-12-31'\nworkload = '80 %'",
            daily,
            "region = 'CH-BE'",
            1_712,
            17_120_000,
        ),
        (
            "start_date = '2026-03-02'\nend_date = '2026-12-31'\nworkload = '60–80 %'",
            daily,
            "region = 'CH-BE'",
            1_712,
            17_120_000,
        ),
        ("start_date = '2026-01-05'\nend_date = '2026-01-09'", daily, "country = 'DE'\nregion = 'DE-BY'", 40, 400_000),
        (
            "start_date = '2026-01-05'\nend_date = '2026-01-09'\nregion = 'DE-BE'",
            daily,
            "country = 'DE'\nregion = 'DE-BY'",
            50,
            500_000,
        ),
        ("start_date = '2026-01-05'\nend_date = '2026-01-09'\ndays_planned = 3", daily, "", 30, 300_000),
        ("months_planned = 6", monthly, "", 60, 7_200_000),
        ("start_date = '2026-03-01'\nend_date = '2026-12-31'", monthly, "", 100, 12_000_000),
        ("start_date = '2026-03-15'\nend_date = '2026-06-14'", monthly, "", 30, 3_600_000),
        ("start_date = '2026-03-01'\nend_date = '2026-04-15'", monthly, "", 15, 1_800_000),
        ("start_date = '2026-01-31'\nend_date = '2026-02-28'", monthly, "", 10, 1_200_000),
    ] {
        let terms = made(&format!("{offer}\n{rate}"), desk).terms;
        assert_eq!(terms.planned.map(|planned| planned.tenths), Some(tenths), "{offer} {rate}");
        assert_eq!(terms.estimate_cents, Some(total), "{offer} {rate}");
    }
    for (offer, rate) in [
        ("", hour),
        ("hours_planned = 800", ""),
        ("hours_planned = 800", monthly),
        ("hours_planned = 800", "[rate]\ncents = 1800000\nunit = 'fee'"),
        ("start_date = '2026-03-02'", hour),
        ("start_date = '2026-03-02'\nend_date = '2026-12-31'\nregion = 'US-NY'", hour),
    ] {
        assert_eq!(made(&format!("{offer}\n{rate}"), "").terms.estimate_cents, None, "{offer} {rate}");
    }
}

#[test]
fn rounding_is_half_up_and_happens_once() {
    let offer = "hours_planned = 1\n[rate]\ncents = 100005\nunit = 'day'";
    // An hour is 0.1190 of a day of 8.4 hours, so 0.1 of a day, and a tenth of 1000.05 is 100.005.
    assert_eq!(made(offer, "").terms.estimate_cents, Some(10_001));
    let calendar = made(
        "start_date = '2026-04-01'\nend_date = '2026-04-10'\nworkload = '50 %'\nregion = 'CH-TI'\n[rate]\ncents = 10\nunit = 'day'",
        "",
    );
    let planned = calendar.terms.planned.expect("counted");
    let counted = planned.calendar.expect("counted");
    assert_eq!((planned.tenths, counted.working_days, counted.holidays, counted.workload_percent), (35, 7, 1, 50));
    assert_eq!(calendar.terms.estimate_cents, Some(35));
}

#[test]
fn what_is_missing_is_marked_and_nothing_is_invented() {
    let record = made("", "");
    assert_eq!(record.marks, [Mark::Number, Mark::Recipient, Mark::Role, Mark::Rate, Mark::Validity]);
    assert_eq!((record.terms.rate, record.terms.estimate_cents), (None, None));
    for (offer, mark, missing) in [
        ("number = 'A-1'", Mark::Number, false),
        ("[recipient]\ncompany = 'Musterwerke AG'", Mark::Recipient, false),
        ("fee_tenths = 225", Mark::Rate, false),
        ("valid_until = '2026-02-28'", Mark::Validity, false),
        ("[recipient]\ncountry = 'US'", Mark::Vat, true),
        ("vat_tenths = 0\n[recipient]\ncountry = 'US'", Mark::Vat, false),
        ("[[candidate]]\ncode = 'K-1'", Mark::Rate, true),
        ("[[candidate]]\ncode = 'K-1'\n[candidate.rate]\ncents = 9900\nunit = 'hour'", Mark::Rate, false),
    ] {
        assert_eq!(made(offer, "").marks.contains(&mark), missing, "{offer}");
    }
    let job =
        JobProfile { title: Some("Tester".into()), client: Some("Musterwerke AG".into()), ..JobProfile::default() };
    let record = prepare(&OfferFile::default(), &brand(""), Some(&job), None, day("2026-01-27")).expect("allowed");
    assert_eq!(record.marks, [Mark::Number, Mark::Rate, Mark::Validity]);
}

#[test]
fn the_offer_goes_before_the_brand() {
    let usual = "[offer]\npayment_days = 30\nexpenses = 'nach Aufwand'\nnotice = '30 Tage'\nvalidity_days = 30\nbinding = true\n\
                 surcharges = [{ label = 'Nacht', percent_tenths = 250 }]";
    let terms = made("", usual).terms;
    assert_eq!((terms.payment_days, terms.expenses.as_deref(), terms.binding), (Some(30), Some("nach Aufwand"), true));
    assert_eq!((terms.valid_until.as_deref(), terms.surcharges.len()), (Some("2026-02-26"), 1));
    let own = "payment_days = 10\nexpenses = 'keine'\nnotice = 'keine'\nbinding = false\nvalid_until = '2026-03-31'\nsurcharges = []";
    let terms = made(own, usual).terms;
    assert_eq!((terms.payment_days, terms.expenses.as_deref(), terms.binding), (Some(10), Some("keine"), false));
    assert_eq!((terms.valid_until.as_deref(), terms.surcharges.len()), (Some("2026-03-31"), 0));
}

#[test]
fn what_the_law_forbids_is_refused_with_a_reason() {
    let german = "country = 'DE'\nleasing_licence = 'X-1'";
    let swiss = "leasing_licence = 'ZH-1'";
    for (offer, desk, expected) in [
        ("contract_form = 'leasing'", "", Some("offer.no_licence")),
        ("contract_form = 'leasing'", swiss, None),
        ("contract_form = 'leasing'\n[recipient]\ncountry = 'CH'", german, Some("offer.leasing_from_abroad")),
        ("contract_form = 'leasing'\nregion = 'DE-BE'\n[recipient]\ncountry = 'CH'", german, None),
        ("contract_form = 'leasing'\nregion = 'CH-BS'", german, Some("offer.leasing_from_abroad")),
        ("contract_form = 'leasing'\n[recipient]\ncountry = 'DE'", swiss, Some("offer.leasing_outside_eea")),
        ("contract_form = 'payroll'\n[recipient]\ncountry = 'CH'", german, Some("offer.payroll_from_abroad")),
        ("contract_form = 'payroll'", "country = 'FR'", Some("offer.payroll_not_portage")),
        ("contract_form = 'payroll'\nportage = true", "country = 'FR'", None),
        ("contract_form = 'payroll'", "country = 'FR'\nportage = true", None),
        ("contract_form = 'services'\n[recipient]\ncountry = 'CH'", german, None),
        ("", "", None),
    ] {
        let refused = make(offer, desk).err();
        assert_eq!(refused.as_ref().map(OfferError::code), expected, "{offer} {desk}");
        assert!(refused.is_none_or(|error| error.to_string().len() > 40 && !error.hint().is_empty()), "{offer}");
    }
}

#[test]
fn fields_out_of_range_are_named() {
    for (offer, field) in [
        ("[rate]\ncents = 0\nunit = 'hour'", "rate"),
        ("[buying_rate]\ncents = -1\nunit = 'hour'", "buying_rate"),
        ("[[candidate]]\ncode = 'K'\n[candidate.rate]\ncents = 0\nunit = 'hour'", "candidate.rate"),
        ("[[candidate]]\nrole = 'Tester'", "candidate"),
        ("fee_tenths = 1001", "fee_tenths"),
        ("vat_tenths = -1", "vat_tenths"),
        ("surcharges = [{ percent_tenths = 250 }]", "surcharges"),
        ("region = 'Zürich'", "region"),
        ("hours_per_day_tenths = 0", "hours_per_day_tenths"),
        ("start_date = '2026-03-02'\nend_date = '2026-03-01'", "end_date"),
        ("start_date = '2026-03-02'\nend_date = '2037-03-02'", "end_date"),
        ("[recipient]\ncountry = 'Schweiz'", "recipient.country"),
    ] {
        let error = make(offer, "").expect_err(offer);
        assert_eq!(error.code(), "offer.value", "{offer}");
        assert!(error.to_string().contains(&format!("field {field} is")), "{offer}: {error}");
    }
    assert_eq!(OfferFile::parse("rat = 1").expect_err("unknown field").code(), "offer.syntax");
}

#[test]
fn what_looks_wrong_makes_a_warning() {
    let dates = "start_date = '2026-03-02'\nend_date = '2026-12-31'\n";
    for (offer, desk, expected) in [
        (dates.to_owned(), "", vec!["offer.region_missing"]),
        (dates.to_owned(), "region = 'CH-BE'", vec![]),
        (dates.to_owned(), "country = 'AT'", vec![]),
        (format!("{dates}region = 'US-NY'"), "", vec!["offer.no_calendar"]),
        ("ceiling = true".into(), "", vec!["offer.ceiling_without_total"]),
        ("valid_until = '2026-01-26'".into(), "", vec!["offer.expired"]),
        ("contract_form = 'services'".into(), "country = 'LI'", vec!["offer.no_legal_text"]),
        ("contract_form = 'placement'".into(), "", vec!["offer.placement_licence"]),
        ("[[candidate]]\nname = 'Aline Tschanz'".into(), "", vec!["offer.candidate_named"]),
        (
            "rate = { cents = 9900, unit = 'hour' }\nbuying_rate = { cents = 9900, unit = 'hour' }".into(),
            "",
            vec!["offer.rate_below_buying"],
        ),
        ("rate = { cents = 9900, unit = 'hour' }\nbuying_rate = { cents = 9800, unit = 'hour' }".into(), "", vec![]),
    ] {
        assert_eq!(codes(&made(&offer, desk)), expected, "{offer} {desk}");
    }
}

#[test]
fn a_shortlist_has_a_row_for_each_candidate() {
    let offer = "role = 'Projektleiter'\nworkload = '80 %'\nhours_planned = 100\n\
                 [[candidate]]\nname = 'Aline Tschanz'\nlevel = 'senior'\nstart = '2026-04-01'\n\
                 [[candidate]]\ncode = 'K-23'\nlevel = 'professional'\nworkload = '60 %'\n\
                 [[candidate]]\ncode = 'K-31'\n[candidate.rate]\ncents = 14800\nunit = 'hour'\ncurrency = 'EUR'";
    let record = made(offer, CARD);
    let rows: Vec<_> = record
        .candidates
        .iter()
        .map(|one| (one.rate.map(|rate| rate.cents), one.rate_from, one.workload.as_deref(), one.estimate_cents))
        .collect();
    assert_eq!(
        rows,
        [
            (Some(15_200), Some(RateSource::Card), Some("80 %"), Some(1_520_000)),
            (Some(13_800), Some(RateSource::Card), Some("60 %"), Some(1_380_000)),
            (Some(14_800), Some(RateSource::File), Some("80 %"), Some(1_480_000)),
        ]
    );
    assert_eq!((record.terms.rate, record.terms.planned, record.terms.estimate_cents), (None, None, None));
    assert!(!record.marks.contains(&Mark::Rate));
}

#[test]
fn the_buying_rate_is_kept_beside_the_terms() {
    let record = made("rate = { cents = 14250, unit = 'hour' }\nbuying_rate = { cents = 11800, unit = 'hour' }", "");
    assert_eq!(record.buying_rate.map(|rate| rate.cents), Some(11_800));
    let terms = serde_json::to_string(&record.terms).expect("plain JSON");
    assert!(!terms.contains("11800"));
}

#[test]
fn taxes_go_by_the_first_day_of_supply() {
    let estonian = "country = 'EE'";
    let on =
        |start: &str| prepare(&file(start), &brand(estonian), None, None, day("2025-06-01")).expect(start).terms.vat;
    let rate = |vat: Vat| matches!(vat, Vat::Domestic { tenths: 240, .. });
    assert!(rate(on("start_date = '2025-07-01'")) && !rate(on("start_date = '2025-06-30'")) && !rate(on("")));
}
